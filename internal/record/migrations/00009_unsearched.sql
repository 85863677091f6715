-- +goose Up

-- Captures whose article is in the record and was not searched for statements.
ALTER TABLE captures ADD COLUMN searched INTEGER NOT NULL DEFAULT 1;
CREATE INDEX captures_unsearched ON captures (file, offset) WHERE searched = 0;

-- +goose Down
DROP INDEX captures_unsearched;
ALTER TABLE captures DROP COLUMN searched;
