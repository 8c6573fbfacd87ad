-- Segments and journeys: what the store thought up, which is never rebuilt.

-- owner: segments
-- `rule` is JSON (foundation/rules); `purpose` what it is used for, so that it is asked only of those who agreed to that.
CREATE TABLE segments (
  id {blob} PRIMARY KEY,
  name TEXT NOT NULL,
  purpose BIGINT NOT NULL,
  rule TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
) {without_rowid};

-- owner: journeys
-- `state`: 0 never begun, 1 lets people in, 2 lets nobody in any more. `draft` is the plan as JSON, as it is being edited.
-- `version` is the one that people begin now; 0 for none.
CREATE TABLE journeys (
  id {blob} PRIMARY KEY,
  name TEXT NOT NULL,
  state BIGINT NOT NULL,
  draft TEXT NOT NULL,
  version BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
) {without_rowid};
CREATE TABLE journey_versions (
  journey {blob} NOT NULL,
  version BIGINT NOT NULL,
  plan TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  PRIMARY KEY (journey, version)
) {without_rowid};

-- owner: live
-- How far the record was told of what segments and journeys noted.
CREATE TABLE automation_told (name {text} PRIMARY KEY, through BIGINT NOT NULL);
