-- +goose Up

-- By which entries searches are saved.
CREATE INDEX entries_saved ON entries (offset) WHERE entry ->> 'do' = 'save';

-- When articles came in, without their texts.
CREATE INDEX articles_arrival ON articles (n, captured);

-- +goose Down
DROP INDEX articles_arrival;
DROP INDEX entries_saved;
