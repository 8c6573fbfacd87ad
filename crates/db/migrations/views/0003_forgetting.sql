-- The last row of the record's `history_forgotten` that a projection's rows know of.

-- owner: projections
ALTER TABLE projections ADD COLUMN forgotten BIGINT NOT NULL DEFAULT 0;
