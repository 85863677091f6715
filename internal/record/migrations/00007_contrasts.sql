-- +goose Up

-- Wordings of one utterance that may contradict each other, as rows of statements.
-- They are found as witnesses come, and by putting everything together anew.
ALTER TABLE utterances ADD COLUMN last INTEGER NOT NULL DEFAULT 0; -- the witness that was printed last
ALTER TABLE utterances ADD COLUMN fullest INTEGER;                 -- of the witnesses that are compared
ALTER TABLE utterances ADD COLUMN contrary INTEGER;                -- the witness whose wording contradicts that most, if one does
CREATE INDEX utterances_contrary ON utterances (last) WHERE contrary IS NOT NULL;

-- +goose Down
DROP INDEX utterances_contrary;
ALTER TABLE utterances DROP COLUMN contrary;
ALTER TABLE utterances DROP COLUMN fullest;
ALTER TABLE utterances DROP COLUMN last;
