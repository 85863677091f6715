-- +goose Up

-- What articles tell of themselves beside who wrote them and when. Those that
-- were read before tell nothing until they are read again.
ALTER TABLE articles ADD COLUMN modified TEXT NOT NULL DEFAULT ''; -- the later day of the last change
ALTER TABLE articles ADD COLUMN paywall TEXT NOT NULL DEFAULT '';  -- what told that the text is for payers
ALTER TABLE articles ADD COLUMN live INTEGER NOT NULL DEFAULT 0 CHECK (live IN (0, 1)); -- a live blog

-- +goose Down
ALTER TABLE articles DROP COLUMN live;
ALTER TABLE articles DROP COLUMN paywall;
ALTER TABLE articles DROP COLUMN modified;
