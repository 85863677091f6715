-- +goose Up

-- What could not be brought in when it was tried last. It is made by trying, and
-- trying again makes it again.
CREATE TABLE failures (
    input   TEXT NOT NULL, -- as whoever named it: an absolute path, or an address
    place   TEXT NOT NULL, -- what within it; empty for the input itself
    reason  TEXT NOT NULL,
    first   TEXT NOT NULL, -- when it failed first, RFC 3339 with microseconds, UTC
    last    TEXT NOT NULL,
    times   INTEGER NOT NULL,
    options TEXT NOT NULL, -- JSON: with what it was tried last
    PRIMARY KEY (input, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX failures_last ON failures (last);

-- +goose Down
DROP TABLE failures;
