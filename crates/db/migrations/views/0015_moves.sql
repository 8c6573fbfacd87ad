-- How far those who are inside a journey were moved to another version.

-- owner: journeys
-- `gone`: those whose step is there no more, and who left. `done_at`: NULL while somebody is still to be moved.
CREATE TABLE journey_moved (
  journey {blob} NOT NULL,
  version BIGINT NOT NULL,
  moved BIGINT NOT NULL,
  gone BIGINT NOT NULL,
  done_at BIGINT,
  PRIMARY KEY (journey, version)
) {without_rowid};
