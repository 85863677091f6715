-- +goose Up

-- When statements were said, of those of which it is told, without their words.
CREATE INDEX statements_said ON statements (n, said_when) WHERE said_when <> '';

-- From when to when a speaker had a name or a role, and what of it others report.
CREATE INDEX statements_name ON statements (alias, alias_name, n) WHERE alias IS NOT NULL;
CREATE INDEX statements_role ON statements (alias, role, n) WHERE alias IS NOT NULL AND role <> '' AND NOT by_person;
CREATE INDEX statements_reported ON statements (alias, n, utterance) WHERE alias IS NOT NULL AND utterance IS NOT NULL;

-- In how many articles a speaker speaks: two of its aliases may in one.
ALTER TABLE speakers ADD COLUMN articles INTEGER NOT NULL DEFAULT 0;
UPDATE speakers SET articles = (SELECT count(DISTINCT s.article) FROM aliases l JOIN statements s ON s.alias = l.n WHERE l.speaker = speakers.n);

-- What articles have for an alias, to whom it spoke among them, and in how many
-- statements.
DROP TABLE alias_facts;
CREATE TABLE alias_facts (
    alias      INTEGER NOT NULL REFERENCES aliases (n) ON DELETE CASCADE,
    fact       TEXT NOT NULL CHECK (fact IN ('name', 'kind', 'role', 'outlet', 'to')),
    value      TEXT NOT NULL,
    statements INTEGER NOT NULL,
    reprints   INTEGER NOT NULL, -- of them, those that stand in what another article printed before
    PRIMARY KEY (alias, fact, value)
) STRICT, WITHOUT ROWID;
INSERT INTO alias_facts (alias, fact, value, statements, reprints)
WITH all_of AS (SELECT s.alias, s.alias_name AS name, iif(s.by_person, '', s.role) AS role,
        iif(s.by_person, '', s.speaker_kind) AS kind, a.outlet, s.said_to, s.copied
    FROM statements s JOIN articles a ON a.n = s.article WHERE s.alias IS NOT NULL)
SELECT alias, 'name', name, count(*), count(copied) FROM all_of GROUP BY alias, name
UNION ALL SELECT alias, 'role', role, count(*), count(copied) FROM all_of WHERE role <> '' GROUP BY alias, role
UNION ALL SELECT alias, 'kind', kind, count(*), count(copied) FROM all_of WHERE kind <> '' GROUP BY alias, kind
UNION ALL SELECT alias, 'outlet', outlet, count(*), count(copied) FROM all_of WHERE outlet <> '' GROUP BY alias, outlet
UNION ALL SELECT alias, 'to', said_to, count(*), count(copied) FROM all_of WHERE said_to <> '' GROUP BY alias, said_to;
CREATE INDEX alias_facts_to ON alias_facts (value, alias, statements, reprints) WHERE fact = 'to';

-- Which outlets have a name or a role for an alias, and in how many statements.
CREATE TABLE alias_printed (
    alias      INTEGER NOT NULL REFERENCES aliases (n) ON DELETE CASCADE,
    fact       TEXT NOT NULL CHECK (fact IN ('name', 'role')),
    value      TEXT NOT NULL,
    outlet     TEXT NOT NULL,
    statements INTEGER NOT NULL,
    PRIMARY KEY (alias, fact, value, outlet)
) STRICT, WITHOUT ROWID;
INSERT INTO alias_printed (alias, fact, value, outlet, statements)
WITH all_of AS (SELECT s.alias, s.alias_name AS name, iif(s.by_person, '', s.role) AS role, a.outlet
    FROM statements s JOIN articles a ON a.n = s.article WHERE s.alias IS NOT NULL AND a.outlet <> '')
SELECT alias, 'name', name, outlet, count(*) FROM all_of GROUP BY alias, name, outlet
UNION ALL SELECT alias, 'role', role, outlet, count(*) FROM all_of WHERE role <> '' GROUP BY alias, role, outlet;

-- There is no way back: an earlier Hearsay makes the database again.
