-- +goose Up

-- Whether a page of an address is there already, before it is fetched.
CREATE INDEX captures_address ON captures (address);

-- +goose Down
DROP INDEX captures_address;
