-- +goose Up

-- What is derived goes: it is derived again from the archive (hearsay reread),
-- and from the journal on opening.
UPDATE captures SET state = 'kept', failure = '';
UPDATE journal SET extent = 0;
DELETE FROM confirmations;
DELETE FROM encodings;
DROP TABLE statement_words;
DROP TABLE article_words;
DROP TABLE statements;
DROP TABLE speaker_facts;
DROP TABLE speakers;
DELETE FROM articles;

-- A name with one walk of life: what statements are ascribed to. To whom it
-- belongs is in the two columns root and speaker, so that speakers are put
-- together and taken apart without touching a statement.
CREATE TABLE aliases (
    n          INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE, -- of name and domain: no page's order matters
    name       TEXT NOT NULL,        -- in one of its writings: folded it gives the key, the family and the circle
    key        TEXT NOT NULL,
    domain     TEXT NOT NULL,
    circle     TEXT NOT NULL,        -- of full names that may be one, or empty
    family     TEXT NOT NULL,        -- of surnames that may be one, or empty
    bare       INTEGER NOT NULL,     -- a surname alone
    statements INTEGER NOT NULL,     -- how many are ascribed to it
    articles   INTEGER NOT NULL,     -- in how many articles
    listed     INTEGER,              -- whom of the known people the name means, if one alone
    root       INTEGER NOT NULL,     -- the alias that stands for its group by rule
    why        TEXT NOT NULL,        -- it is of that group
    speaker    INTEGER NOT NULL,     -- the alias that stands for the speaker
    confidence REAL NOT NULL         -- that it is of that speaker
) STRICT;
CREATE INDEX aliases_key ON aliases (key);
CREATE INDEX aliases_circle ON aliases (circle) WHERE circle <> '';
CREATE INDEX aliases_family ON aliases (family, bare, articles DESC, id) WHERE family <> '';
CREATE INDEX aliases_root ON aliases (root);
CREATE INDEX aliases_speaker ON aliases (speaker);
CREATE INDEX aliases_listed ON aliases (listed) WHERE listed IS NOT NULL;

-- What articles have for an alias, and in how many statements.
CREATE TABLE alias_facts (
    alias      INTEGER NOT NULL REFERENCES aliases (n) ON DELETE CASCADE,
    fact       TEXT NOT NULL CHECK (fact IN ('name', 'kind', 'role', 'outlet')),
    value      TEXT NOT NULL,
    statements INTEGER NOT NULL,
    PRIMARY KEY (alias, fact, value)
) STRICT, WITHOUT ROWID;

-- The words of an alias's name, to find every alias of whom is asked for.
CREATE VIRTUAL TABLE alias_words USING fts5 (
    name, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);

-- n is the row of the alias that stands for the speaker.
CREATE TABLE speakers (
    n          INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,    -- what most of its statements' articles take it for
    statements INTEGER NOT NULL, -- how many are ascribed to it
    aliases    INTEGER NOT NULL  -- how many it has
) STRICT;
CREATE INDEX speakers_statements ON speakers (statements DESC, name, id);

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
    utterance    INTEGER REFERENCES utterances (n),
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
    found_by     TEXT NOT NULL
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
    content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE article_words USING fts5 (
    title, text,
    content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);

-- Sketches of quoted words (package sketch): statements that share a band may
-- have the same words. Those of a band stand by day, as statements do, so that
-- only those published near each other are looked at.
CREATE TABLE sketches (
    band INTEGER NOT NULL,
    n    INTEGER NOT NULL, -- the statement's row
    PRIMARY KEY (band, n)
) STRICT, WITHOUT ROWID;

-- Pairs of statements of different names, or of none, that have the same words.
CREATE TABLE same_words (
    a       INTEGER NOT NULL REFERENCES statements (n) ON DELETE CASCADE,
    b       INTEGER NOT NULL REFERENCES statements (n) ON DELETE CASCADE, -- above a
    jaccard REAL NOT NULL,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX same_words_b ON same_words (b);

-- The journal's entries, and what of them holds: all below is made from them,
-- in their order, of those that are not undone.
CREATE TABLE entries (
    offset INTEGER PRIMARY KEY, -- in the journal
    id     TEXT NOT NULL,
    entry  TEXT NOT NULL,       -- JSON
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX entries_id ON entries (id);

-- Ids of aliases and statements: they may be gone, and come back.
CREATE TABLE decided_aliases (
    alias TEXT PRIMARY KEY,
    with_alias TEXT NOT NULL -- whose speaker it was put with; itself where it was set apart
) STRICT;
CREATE INDEX decided_aliases_with ON decided_aliases (with_alias);
CREATE TABLE apart (
    a TEXT NOT NULL,
    b TEXT NOT NULL, -- above a
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX apart_b ON apart (b);
CREATE TABLE renamed (
    alias  TEXT PRIMARY KEY,
    name   TEXT NOT NULL,
    offset INTEGER NOT NULL -- of the entry
) STRICT;
CREATE TABLE decided_statements (
    statement TEXT PRIMARY KEY,
    name      TEXT NOT NULL, -- empty: not known
    domain    TEXT NOT NULL
) STRICT;

-- Lists of known people that were loaded.
CREATE TABLE listed (
    n      INTEGER PRIMARY KEY,
    file   TEXT NOT NULL, -- its SHA-256
    name   TEXT NOT NULL,
    kind   TEXT NOT NULL,
    domain TEXT NOT NULL  -- that its role tells
) STRICT;
CREATE INDEX listed_file ON listed (file);
CREATE TABLE listed_names (
    sound  TEXT NOT NULL, -- what all writings of a name have in common
    circle TEXT NOT NULL, -- of aliases that have the name, or empty
    listed INTEGER NOT NULL REFERENCES listed (n) ON DELETE CASCADE,
    PRIMARY KEY (sound, listed)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_names_listed ON listed_names (listed);

-- There is no way back: an earlier Hearsay makes the database again.
