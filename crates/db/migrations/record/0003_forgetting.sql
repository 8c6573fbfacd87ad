-- What is no longer kept, and what remains of it.

-- owner: history
-- Classes of events whose time is over and that this file holds no more: a bit each.
ALTER TABLE history_files ADD COLUMN dropped BIGINT NOT NULL DEFAULT 0;
-- `through`: the last position that was taken out of the journal, 0 where none was. `sums`: what the events added up to,
-- sales by day. `hours` (sales by hour) and `customers` (16 bytes each) stay until every projection has read the row.
CREATE TABLE history_forgotten (
  seq BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  events BIGINT NOT NULL,
  through BIGINT NOT NULL,
  sums TEXT NOT NULL,
  hours TEXT,
  customers {blob}
);
CREATE INDEX history_forgotten_fresh ON history_forgotten (seq) WHERE customers IS NOT NULL;
