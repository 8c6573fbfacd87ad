-- `forgotten`: the last row of the record's `history_forgotten` that a projection's rows know of. `replay_roots`: the journal's head
-- when the customers' roots were read for the sealed history that it is reading.

-- owner: projections
ALTER TABLE projections ADD COLUMN forgotten BIGINT NOT NULL DEFAULT 0;
ALTER TABLE projections ADD COLUMN replay_roots BIGINT NOT NULL DEFAULT 0;
