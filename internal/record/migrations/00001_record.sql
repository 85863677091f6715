-- +goose Up

-- What the archive has, so that a capture is found without reading it all.
CREATE TABLE archive_files (
    name   TEXT PRIMARY KEY,
    extent INTEGER NOT NULL -- bytes of the file that captures below account for
) STRICT;

CREATE TABLE captures (
    sha256     TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    address    TEXT NOT NULL,
    media_type TEXT NOT NULL,
    charset    TEXT NOT NULL,
    captured   TEXT NOT NULL, -- RFC 3339, UTC
    size       INTEGER NOT NULL,
    file       TEXT NOT NULL,
    offset     INTEGER NOT NULL,
    length     INTEGER NOT NULL,
    state      TEXT NOT NULL DEFAULT 'kept' CHECK (state IN ('kept', 'read', 'unread')),
    failure    TEXT NOT NULL DEFAULT '' -- why it could not be read as an article
) STRICT;
CREATE UNIQUE INDEX captures_place ON captures (file, offset);
CREATE INDEX captures_state ON captures (state, file, offset);

-- All below is derived: from the captures by the stages named in "found_by", and
-- from the journal.

-- The number of an article's row, and of a statement's, is its place in lists by
-- date (rows.go): what is asked by day, newest first, is read off in order.
CREATE TABLE articles (
    n              INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,
    sha256         TEXT NOT NULL UNIQUE REFERENCES captures (sha256),
    statements     INTEGER NOT NULL, -- how many
    captured       TEXT NOT NULL,    -- as the capture has it
    url            TEXT NOT NULL,
    outlet         TEXT NOT NULL,
    title          TEXT NOT NULL,
    author         TEXT NOT NULL,
    published      TEXT NOT NULL,    -- 2006-01-02, or empty
    published_from TEXT NOT NULL,
    language       TEXT NOT NULL,
    place          TEXT NOT NULL,
    agency         TEXT NOT NULL,
    notes          TEXT NOT NULL,    -- JSON
    parts          TEXT NOT NULL,    -- JSON
    text           TEXT NOT NULL
) STRICT;
CREATE INDEX articles_captured ON articles (captured, n);
CREATE INDEX articles_statements ON articles (n, statements);
CREATE INDEX articles_outlet ON articles (outlet);

CREATE TABLE speakers (
    n          INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,   -- what most of its statements' articles take it for
    statements INTEGER NOT NULL, -- how many are ascribed to it
    articles   INTEGER NOT NULL  -- in how many articles
) STRICT;
CREATE INDEX speakers_statements ON speakers (statements DESC, name);

-- What articles have for a speaker, and in how many statements.
CREATE TABLE speaker_facts (
    speaker    INTEGER NOT NULL REFERENCES speakers (n) ON DELETE CASCADE,
    fact       TEXT NOT NULL CHECK (fact IN ('kind', 'role', 'outlet')),
    value      TEXT NOT NULL,
    statements INTEGER NOT NULL,
    PRIMARY KEY (speaker, fact, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE utterances (
    n  INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE statements (
    n            INTEGER PRIMARY KEY,
    article      INTEGER NOT NULL GENERATED ALWAYS AS (n >> 17) VIRTUAL, -- its row
    id           TEXT NOT NULL UNIQUE,
    speaker      INTEGER REFERENCES speakers (n),
    role         TEXT NOT NULL, -- of the speaker, as this article gives it
    speaker_kind TEXT NOT NULL, -- of the speaker, as this article has it
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
CREATE INDEX statements_speaker ON statements (speaker) WHERE speaker IS NOT NULL;
CREATE INDEX statements_utterance ON statements (utterance) WHERE utterance IS NOT NULL;

-- All that a search may ask of a statement, so that one index answers it. The
-- rows have the statements' numbers.
CREATE VIRTUAL TABLE statement_words USING fts5 (
    content,
    speaker,    -- name, role, and the source as written
    speaker_id,
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

-- The journal, replayed up to extent.
CREATE TABLE journal (
    extent INTEGER NOT NULL
) STRICT;
INSERT INTO journal VALUES (0);

CREATE TABLE confirmations (
    statement TEXT PRIMARY KEY, -- a statement's id: it may be gone, and come back
    by_whom   TEXT NOT NULL,
    at        TEXT NOT NULL
) STRICT;

CREATE TABLE encodings (
    sha256   TEXT PRIMARY KEY, -- of a capture whose encoding a person stated
    encoding TEXT NOT NULL
) STRICT;

-- +goose Down
DROP TABLE encodings;
DROP TABLE confirmations;
DROP TABLE journal;
DROP TABLE article_words;
DROP TABLE statement_words;
DROP TABLE statements;
DROP TABLE utterances;
DROP TABLE speaker_facts;
DROP TABLE speakers;
DROP TABLE articles;
DROP TABLE captures;
DROP TABLE archive_files;
