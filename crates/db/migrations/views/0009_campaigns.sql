-- How far campaigns got.

-- owner: campaigns
-- `after`: the last customer that was looked at, in the order of ids. `state` is the campaign's as it was last acted upon.
-- `due_at`: when it goes on; none where it is done, or stands still.
CREATE TABLE campaign_progress (
  campaign {blob} PRIMARY KEY,
  state BIGINT NOT NULL,
  after {blob} NOT NULL,
  looked_at BIGINT NOT NULL,
  queued BIGINT NOT NULL,
  withheld BIGINT NOT NULL,
  held_out BIGINT NOT NULL,
  due_at BIGINT,
  done_at BIGINT
) {without_rowid};
