-- +goose Up

-- The words of articles, to compare others with (package reprint): to read them
-- from the text takes longer. An article that an earlier Hearsay read has none.
CREATE TABLE bare_texts (
    n     INTEGER PRIMARY KEY, -- the article's row
    words BLOB NOT NULL
) STRICT;

-- There is no way back: an earlier Hearsay makes the database again.
