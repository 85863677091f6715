-- +goose Up

-- What is counted of statements that a search finds, without their words and the
-- articles' texts.
CREATE INDEX statements_facets ON statements (n, alias, kind, act, said_to, copied);
CREATE INDEX articles_outlets ON articles (n, outlet);

-- +goose Down
DROP INDEX articles_outlets;
DROP INDEX statements_facets;
