-- +goose Up

-- Marks that came lately wait, a row's together, to go to their tables many of a
-- span at a time (marks.go).
CREATE TABLE waiting_marks (
    marks  TEXT NOT NULL,    -- the table that they go to
    span   INTEGER NOT NULL,
    n      INTEGER NOT NULL,
    hashes BLOB NOT NULL,    -- 8 bytes each
    PRIMARY KEY (marks, span, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE mark_spans (
    marks   TEXT NOT NULL,    -- the table
    span    INTEGER NOT NULL,
    waiting INTEGER NOT NULL, -- how many of its marks wait, about
    moved   INTEGER NOT NULL, -- and how many went to the table
    PRIMARY KEY (marks, span)
) STRICT, WITHOUT ROWID;

-- There is no way back: an earlier Hearsay makes the database again.
