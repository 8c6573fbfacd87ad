-- Those who are inside a journey, moved to another version.

-- owner: journeys
-- One row a wish. `lost`: the id of the step at which those go on whose own is gone; empty: they leave.
CREATE TABLE journey_moves (
  journey {blob} NOT NULL,
  version BIGINT NOT NULL,
  lost {text} NOT NULL,
  asked_at BIGINT NOT NULL,
  PRIMARY KEY (journey, version)
) {without_rowid};
