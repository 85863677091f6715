-- +goose Up

-- What one more article writes grows with the record by the indexes whose order is
-- not that in which articles come. So there are fewer of them, and those of versions
-- are short.

-- An article is found by its id, which is the beginning of the SHA-256 of its capture;
-- a row is short enough to be looked up itself.
CREATE TABLE earlier_overlaps AS SELECT * FROM overlaps;
DROP TABLE overlaps;
ALTER TABLE articles RENAME TO earlier_articles;
CREATE TABLE articles (
    n              INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,
    sha256         TEXT NOT NULL REFERENCES captures (sha256),
    statements     INTEGER NOT NULL, -- how many
    captured       TEXT NOT NULL,    -- as the capture has it
    url            TEXT NOT NULL,
    outlet         TEXT NOT NULL,
    title          TEXT NOT NULL,
    author         TEXT NOT NULL,
    published      TEXT NOT NULL,    -- 2006-01-02, or empty
    published_from TEXT NOT NULL,
    modified       TEXT NOT NULL,    -- 2006-01-02, or empty
    paywall        TEXT NOT NULL,
    live           INTEGER NOT NULL CHECK (live IN (0, 1)),
    language       TEXT NOT NULL,
    place          TEXT NOT NULL,
    agency         TEXT NOT NULL,
    notes          TEXT NOT NULL,    -- JSON
    original       INTEGER,          -- the row of the article that it reprints whole
    copied         INTEGER NOT NULL DEFAULT 0, -- how many of its statements were printed before
    carried        INTEGER NOT NULL DEFAULT 0, -- how many an earlier version has
    story          INTEGER REFERENCES stories (n)
) STRICT;
INSERT INTO articles (n, id, sha256, statements, captured, url, outlet, title, author, published, published_from, modified, paywall, live,
        language, place, agency, notes, original, copied, carried, story)
    SELECT n, id, sha256, statements, captured, url, outlet, title, author, published, published_from, modified, paywall, live,
        language, place, agency, notes, original, copied, carried, story FROM earlier_articles ORDER BY n;
DROP TABLE earlier_articles;
CREATE INDEX articles_captured ON articles (captured, n);
CREATE INDEX articles_statements ON articles (n, statements, copied, carried);
CREATE INDEX articles_outlet ON articles (outlet);
CREATE INDEX articles_original ON articles (original) WHERE original IS NOT NULL;
CREATE INDEX articles_story ON articles (story) WHERE story IS NOT NULL;
CREATE TABLE overlaps (
    a        INTEGER NOT NULL REFERENCES articles (n) ON DELETE CASCADE,
    b        INTEGER NOT NULL REFERENCES articles (n) ON DELETE CASCADE, -- above a
    whole    INTEGER NOT NULL, -- one is nearly the other's text
    share    REAL NOT NULL,    -- of the shorter's own words
    first    INTEGER,          -- the row of the one that came first, if it is known
    why      TEXT NOT NULL,    -- that one came first
    passages TEXT NOT NULL,    -- JSON: the stretches that both have
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
INSERT INTO overlaps (a, b, whole, share, first, why, passages) SELECT a, b, whole, share, first, why, passages FROM earlier_overlaps ORDER BY a, b;
DROP TABLE earlier_overlaps;
CREATE INDEX overlaps_b ON overlaps (b);

ALTER TABLE versions RENAME TO earlier_versions;
CREATE TABLE versions (
    n        INTEGER PRIMARY KEY,
    page     INTEGER NOT NULL,
    captured TEXT NOT NULL,              -- as the capture has it
    sha256   TEXT NOT NULL,
    number   INTEGER NOT NULL,           -- in this order, counted from 1
    article  INTEGER,                    -- its row, unless the capture could not be read
    latest   INTEGER NOT NULL DEFAULT 0, -- no later one was read
    before   INTEGER,                    -- the row of the article that it is compared with: an earlier version with text of its own
    relation TEXT NOT NULL DEFAULT '',   -- of its text to that one's
    kept     REAL NOT NULL DEFAULT 0,    -- share of that one's words that it has
    dropped  INTEGER NOT NULL DEFAULT 0, -- statements of that one that it has not
    changed  INTEGER NOT NULL DEFAULT 0, -- that it has otherwise
    added    INTEGER NOT NULL DEFAULT 0, -- that it has besides
    after    INTEGER                     -- the row of the article of a later version that tells what became of its statements
) STRICT;
INSERT INTO versions (page, captured, sha256, number, article, latest, before, relation, kept, dropped, changed, added, after)
    SELECT page, captured, sha256, number, article, latest, before, relation, kept, dropped, changed, added, after FROM earlier_versions
    ORDER BY page, captured, sha256;
ALTER TABLE captures ADD COLUMN version INTEGER; -- its row, if it is a version of a page
CREATE INDEX versions_sha256_meanwhile ON versions (sha256);
UPDATE captures SET version = (SELECT n FROM versions v WHERE v.sha256 = captures.sha256);
DROP INDEX versions_sha256_meanwhile;
DROP TABLE earlier_versions;
CREATE UNIQUE INDEX versions_place ON versions (page, captured, sha256);
CREATE INDEX versions_article ON versions (article);
CREATE INDEX versions_before ON versions (before) WHERE before IS NOT NULL;
CREATE INDEX versions_after ON versions (after) WHERE after IS NOT NULL;
CREATE INDEX versions_latest ON versions (page) WHERE latest = 1;

-- There is no way back: an earlier Hearsay makes the database again.
