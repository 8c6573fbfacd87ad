-- Letters to many at once.

-- owner: campaigns
-- `state`: 0 being written, 1 under way or waiting for its time, 2 paused, 3 cancelled. `plan` is JSON.
CREATE TABLE campaigns (
  id {blob} PRIMARY KEY,
  name TEXT NOT NULL,
  state BIGINT NOT NULL,
  plan TEXT NOT NULL,
  begun_at BIGINT,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
) {without_rowid};
