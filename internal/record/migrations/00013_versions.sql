-- +goose Up

-- Captures of one address are versions of a page (package version). What an earlier
-- Hearsay read is put together by hearsay recollate.
CREATE TABLE pages (
    n        INTEGER PRIMARY KEY,
    address  TEXT NOT NULL UNIQUE, -- as it is compared
    versions INTEGER NOT NULL      -- how many
) STRICT;
CREATE TABLE versions (
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
    after    INTEGER,                    -- the row of the article of a later version that tells what became of its statements
    PRIMARY KEY (page, captured, sha256)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX versions_sha256 ON versions (sha256);
CREATE INDEX versions_article ON versions (article);
CREATE INDEX versions_before ON versions (before) WHERE before IS NOT NULL;
CREATE INDEX versions_after ON versions (after) WHERE after IS NOT NULL;
CREATE INDEX versions_latest ON versions (page) WHERE latest = 1;

ALTER TABLE statements ADD COLUMN carried INTEGER;                -- the row of the statement that it was in the version before
ALTER TABLE statements ADD COLUMN since TEXT NOT NULL DEFAULT ''; -- how it stands to that version: kept, changed, added
ALTER TABLE statements ADD COLUMN fate TEXT NOT NULL DEFAULT '';  -- what became of it in the next: kept, changed, dropped
CREATE INDEX statements_carried ON statements (carried) WHERE carried IS NOT NULL;
DROP INDEX statements_facets;
CREATE INDEX statements_facets ON statements (n, alias, kind, act, said_to, copied, carried);

-- Of what is counted, how much an earlier version has already: it is neither
-- independent nor a reprint.
ALTER TABLE articles ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;
DROP INDEX articles_statements;
CREATE INDEX articles_statements ON articles (n, statements, copied, carried);
ALTER TABLE aliases ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;
ALTER TABLE speakers ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alias_facts ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;
DROP INDEX alias_facts_to;
CREATE INDEX alias_facts_to ON alias_facts (value, alias, statements, reprints, carried) WHERE fact = 'to';
ALTER TABLE utterances ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stories ADD COLUMN versions INTEGER NOT NULL DEFAULT 0; -- later ones of its articles, which are not among those counted

DROP TABLE statement_words;
CREATE VIRTUAL TABLE statement_words USING fts5 (
    content,
    speaker,    -- name, role, and the source as written
    speaker_id, -- of the alias
    said_to,
    outlet,
    kind,
    act,
    reprint,    -- yes where the passage was printed before, else no
    version,    -- latest or earlier; changed or dropped in the next, added since the one before
    content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO statement_words (rowid, content, speaker, speaker_id, said_to, outlet, kind, act, reprint, version)
SELECT s.n, (SELECT group_concat(value ->> 'text', ' ') FROM json_each(s.content)),
    s.alias_name || ' ' || iif(s.by_person, '', s.role) || ' ' || coalesce(nullif(s.source, '') ->> 'text', ''),
    coalesce(l.id, ''), s.said_to, a.outlet, s.kind, s.act, iif(s.copied IS NULL, 'no', 'yes'), 'latest'
FROM statements s JOIN articles a ON a.n = s.article LEFT JOIN aliases l ON l.n = s.alias ORDER BY s.n;

-- There is no way back: an earlier Hearsay makes the database again.
