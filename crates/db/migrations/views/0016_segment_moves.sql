-- How many came into segments and went out of them.

-- owner: segments
-- One row a segment and day (of the store's calendar) on which somebody moved.
CREATE TABLE segment_moves (
  segment {blob} NOT NULL,
  day {text} NOT NULL,
  entered BIGINT NOT NULL,
  exited BIGINT NOT NULL,
  PRIMARY KEY (segment, day)
) {without_rowid};
