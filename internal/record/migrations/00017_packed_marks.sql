-- +goose Up

-- Marks of articles are packed, thousands in a row (packedmarks.go). Those that were
-- there wait to be.
CREATE TABLE mark_parts (
    id     INTEGER PRIMARY KEY,
    marks  TEXT NOT NULL,    -- whose
    span   INTEGER NOT NULL, -- of days in which they were published, 0 for marks that hold always (marks.go)
    run    INTEGER NOT NULL, -- of the span
    first  BLOB NOT NULL,    -- mark and row; none before is in the part
    size   INTEGER NOT NULL, -- bytes
    packed BLOB NOT NULL     -- marks and rows that have them, in order
) STRICT;
CREATE INDEX mark_parts_span ON mark_parts (marks, span, run, first, size);

CREATE TABLE marks_that_wait (
    marks  TEXT NOT NULL,    -- whose
    span   INTEGER NOT NULL,
    n      INTEGER NOT NULL, -- the article's row
    gone   INTEGER NOT NULL, -- 1 for marks that a run has and the article no more
    hashes BLOB NOT NULL,    -- the marks: 8 bytes each
    PRIMARY KEY (marks, span, n, gone)
) STRICT, WITHOUT ROWID;
INSERT INTO marks_that_wait (marks, span, n, gone, hashes) SELECT marks, span, n, 0, hashes FROM waiting_marks;
INSERT OR IGNORE INTO marks_that_wait (marks, span, n, gone, hashes)
    SELECT 'passage_marks', span, n, 0, unhex(group_concat(printf('%016X', mark), '')) FROM passage_marks GROUP BY span, n;
INSERT OR IGNORE INTO marks_that_wait (marks, span, n, gone, hashes)
    SELECT 'story_marks', span, n, 0, unhex(group_concat(printf('%016X', mark), '')) FROM story_marks GROUP BY span, n;
DROP TABLE passage_marks;
DROP TABLE story_marks;
DROP TABLE waiting_marks;
ALTER TABLE marks_that_wait RENAME TO waiting_marks;

DROP TABLE mark_spans;
CREATE TABLE mark_spans (
    marks   TEXT NOT NULL,    -- whose
    span    INTEGER NOT NULL,
    waiting INTEGER NOT NULL, -- how many of its marks wait
    PRIMARY KEY (marks, span)
) STRICT, WITHOUT ROWID;
INSERT INTO mark_spans (marks, span, waiting) SELECT marks, span, sum(length(hashes) / 8) FROM waiting_marks GROUP BY marks, span;

-- There is no way back: an earlier Hearsay makes the database again.
