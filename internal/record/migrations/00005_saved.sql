-- +goose Up

-- By which entries searches are saved.
CREATE INDEX entries_saved ON entries (offset) WHERE entry ->> 'do' = 'save';

-- +goose Down
DROP INDEX entries_saved;
