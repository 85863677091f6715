-- +goose Up

-- When a speaker was given a role first and last, without the statements' words.
CREATE INDEX statements_roles ON statements (alias, role) WHERE role <> '' AND by_person = 0;

-- +goose Down
DROP INDEX statements_roles;
