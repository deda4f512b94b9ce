-- What was promised to customers when the run looked, in base units: with what is
-- available it makes what was on hand.
ALTER TABLE suggestion ADD COLUMN reserved BIGINT NOT NULL DEFAULT 0;
