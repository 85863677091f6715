-- +goose Up

-- What of articles is long lies apart, so that what is short is read and changed
-- without it.
CREATE TABLE article_texts (
    n       INTEGER PRIMARY KEY, -- the article's row
    profile BLOB,                -- of what it is about (package story)
    words   BLOB,                -- to compare others with (package reprint); an article that an earlier Hearsay read has none
    parts   TEXT NOT NULL,       -- JSON
    text    TEXT NOT NULL
) STRICT;
INSERT INTO article_texts (n, profile, words, parts, text)
    SELECT a.n, a.profile, b.words, a.parts, a.text FROM articles a LEFT JOIN bare_texts b ON b.n = a.n;
DROP TABLE bare_texts;
ALTER TABLE articles DROP COLUMN profile;
ALTER TABLE articles DROP COLUMN parts;
ALTER TABLE articles DROP COLUMN text;

-- Pieces of the text index are merged when eight are of a size, not four: less is
-- written.
INSERT INTO article_words (article_words, rank) VALUES ('automerge', 8);

-- There is no way back: an earlier Hearsay makes the database again.
