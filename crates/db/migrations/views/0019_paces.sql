-- A throttle holds where letters leave, for all that one origin sends, whatever they waited for.

-- owner: messaging
-- `origin`: what its letters' causes have in common, up to their last part. Its letters go one at least `each_micros` after the other,
-- but for what fell behind by `slack_micros` at most. `next_at`: the next turn that is not given away; `given_at`: when one last was.
CREATE TABLE message_paces (
  origin {text} PRIMARY KEY,
  each_micros BIGINT NOT NULL,
  slack_micros BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  given_at BIGINT NOT NULL
) {without_rowid};
-- What waits is counted and its next moment found without a look at the table.
DROP INDEX messages_postponed;
CREATE INDEX messages_postponed ON messages (cause, reason, due_at) WHERE state = 0 AND postponed_at IS NOT NULL;

-- owner: campaigns
DROP TABLE campaign_paces;
