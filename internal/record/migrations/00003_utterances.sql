-- +goose Up

-- What is derived goes: it is derived again from the archive (hearsay reread),
-- and from the journal on opening.
UPDATE captures SET state = 'kept', failure = '';
UPDATE journal SET extent = 0;
DELETE FROM entries;
DELETE FROM confirmations;
DELETE FROM encodings;
DELETE FROM decided_aliases;
DELETE FROM apart;
DELETE FROM renamed;
DELETE FROM decided_statements;
DELETE FROM listed_names;
DELETE FROM listed;
DELETE FROM alias_words;
DROP TABLE same_words;
DROP TABLE sketches;
DROP TABLE statement_words;
DELETE FROM article_words;
DROP TABLE statements;
DROP TABLE utterances;
DELETE FROM alias_facts;
DELETE FROM aliases;
DELETE FROM speakers;
DELETE FROM articles;

-- Acts of speaking that two statements or more report.
CREATE TABLE utterances (
    n         INTEGER PRIMARY KEY,
    head      INTEGER NOT NULL, -- the row of the witness that was printed first: the id is its own
    witnesses INTEGER NOT NULL, -- how many statements report it
    reprints  INTEGER NOT NULL  -- how many of them stand in what another article printed before
) STRICT;

CREATE TABLE statements (
    n            INTEGER PRIMARY KEY,
    article      INTEGER NOT NULL GENERATED ALWAYS AS (n >> 17) VIRTUAL, -- its row
    id           TEXT NOT NULL UNIQUE,
    alias        INTEGER REFERENCES aliases (n),
    alias_name   TEXT NOT NULL,    -- as this article has it, or a person
    by_person    INTEGER NOT NULL, -- a person set the alias
    found_name   TEXT NOT NULL,    -- what the machine found, whatever a person set
    found_domain TEXT NOT NULL,
    how          TEXT NOT NULL,
    sure         REAL NOT NULL,    -- that the statement is the alias's
    candidates   TEXT NOT NULL,    -- JSON, or empty
    role         TEXT NOT NULL,    -- of the speaker, as this article gives it
    speaker_kind TEXT NOT NULL,    -- of the speaker, as this article has it
    source       TEXT NOT NULL, -- JSON span, or empty
    cue          TEXT NOT NULL, -- JSON span, or empty
    content      TEXT NOT NULL, -- JSON spans
    kind         TEXT NOT NULL,
    act          TEXT NOT NULL,
    negated      INTEGER NOT NULL,
    headline     INTEGER NOT NULL,
    said_to      TEXT NOT NULL,
    said_where   TEXT NOT NULL,
    said_when    TEXT NOT NULL, -- JSON, or empty
    via          TEXT NOT NULL, -- JSON, or empty
    inside       TEXT NOT NULL, -- id of the enclosing statement, or empty
    confidence   REAL NOT NULL,
    found_by     TEXT NOT NULL,
    utterance    INTEGER REFERENCES utterances (n), -- that it reports, if others do too
    witness      REAL NOT NULL DEFAULT 0,           -- that it reports it
    copied       INTEGER                            -- the row of the article that printed the passage before
) STRICT;
CREATE INDEX statements_alias ON statements (alias) WHERE alias IS NOT NULL;
CREATE INDEX statements_utterance ON statements (utterance) WHERE utterance IS NOT NULL;

-- All that a search may ask of a statement, so that one index answers it. The
-- rows have the statements' numbers.
CREATE VIRTUAL TABLE statement_words USING fts5 (
    content,
    speaker,    -- name, role, and the source as written
    speaker_id, -- of the alias
    said_to,
    outlet,
    kind,
    act,
    reprint,    -- yes where the passage was printed before, else no
    content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);

-- By what statements are found that may report the same words (package
-- utterance). Those of a mark stand by day, as statements do.
CREATE TABLE statement_marks (
    span INTEGER NOT NULL, -- of days in which it was published, 0 for marks that hold always (marks.go)
    mark INTEGER NOT NULL,
    n    INTEGER NOT NULL, -- the statement's row
    PRIMARY KEY (span, mark, n)
) STRICT, WITHOUT ROWID;

-- How statements are tied to each other, a pair each.
CREATE TABLE ties (
    a          INTEGER NOT NULL REFERENCES statements (n) ON DELETE CASCADE,
    b          INTEGER NOT NULL REFERENCES statements (n) ON DELETE CASCADE, -- above a
    tie        TEXT NOT NULL CHECK (tie IN ('same', 'again')),
    confidence REAL NOT NULL, -- that they report one act of speaking
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX ties_b ON ties (b);

-- Pairs of statements of different names, or of none, that have the same words.
CREATE TABLE same_words (
    a       INTEGER NOT NULL REFERENCES statements (n) ON DELETE CASCADE,
    b       INTEGER NOT NULL REFERENCES statements (n) ON DELETE CASCADE, -- above a
    jaccard REAL NOT NULL,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX same_words_b ON same_words (b);

-- What people said of pairs of statements, by their ids: they may be gone, and
-- come back.
CREATE TABLE joined (
    a TEXT NOT NULL,
    b TEXT NOT NULL, -- above a
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX joined_b ON joined (b);
CREATE TABLE parted (
    a TEXT NOT NULL,
    b TEXT NOT NULL, -- above a
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX parted_b ON parted (b);

-- What articles have of each other's text (package reprint).
ALTER TABLE articles ADD COLUMN original INTEGER; -- the row of the article whose text is nearly its own, and came before
ALTER TABLE articles ADD COLUMN copied INTEGER NOT NULL DEFAULT 0; -- how many of its statements were printed before
DROP INDEX articles_statements;
CREATE INDEX articles_statements ON articles (n, statements, copied);
CREATE INDEX articles_original ON articles (original) WHERE original IS NOT NULL;
CREATE TABLE passage_marks (
    span INTEGER NOT NULL, -- of days in which it was published, 0 for marks that hold always (marks.go)
    mark INTEGER NOT NULL,
    n    INTEGER NOT NULL, -- the article's row
    PRIMARY KEY (span, mark, n)
) STRICT, WITHOUT ROWID;
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
CREATE INDEX overlaps_b ON overlaps (b);

-- Articles about one event (package story), where two or more are.
CREATE TABLE stories (
    n        INTEGER PRIMARY KEY,
    founder  INTEGER NOT NULL, -- the row of its first article: the id is its own
    articles INTEGER NOT NULL,
    reprints INTEGER NOT NULL
) STRICT;
CREATE INDEX stories_founder ON stories (founder);
ALTER TABLE articles ADD COLUMN story INTEGER REFERENCES stories (n);
ALTER TABLE articles ADD COLUMN profile BLOB;
CREATE INDEX articles_story ON articles (story) WHERE story IS NOT NULL;
CREATE TABLE story_marks (
    span INTEGER NOT NULL, -- of days in which it was published, 0 for marks that hold always (marks.go)
    mark INTEGER NOT NULL,
    n    INTEGER NOT NULL, -- the article's row
    PRIMARY KEY (span, mark, n)
) STRICT, WITHOUT ROWID;

-- Of what is counted, how much stands in reprints.
ALTER TABLE aliases ADD COLUMN reprints INTEGER NOT NULL DEFAULT 0;
ALTER TABLE speakers ADD COLUMN reprints INTEGER NOT NULL DEFAULT 0;

-- How far putting everything together anew has come, while it goes on.
CREATE TABLE recollating (
    next INTEGER NOT NULL -- the row of the article that is next
) STRICT;

-- There is no way back: an earlier Hearsay makes the database again.
