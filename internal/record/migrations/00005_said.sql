-- +goose Up

-- When statements were said, of those of which it is told, without their words.
CREATE INDEX statements_said ON statements (n, said_when) WHERE said_when <> '';

-- +goose Down
DROP INDEX statements_said;
