-- Messages that a store's own templates, journeys and campaigns make: what they are, and what made them.

-- owner: messaging
-- `marketing`: whether it is advertising, as its letter was when it was queued. `topic`: the key of what it is about where whoever made
-- it said so; otherwise empty, and the letter's own topic counts. `cause`: what made it (`journey:…`, `campaign:…`); empty: an answer.
ALTER TABLE messages ADD COLUMN marketing BIGINT NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN topic {text} NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN cause {text} NOT NULL DEFAULT '';
UPDATE messages SET marketing = 1 WHERE rule IN ('welcome', 'consent_renewal');
CREATE INDEX messages_by_cause ON messages (cause, id) WHERE cause <> '';
-- Where the messages of each cause stand now; state 0 counts those on their way. A journey's are the sum over its causes.
CREATE TABLE cause_counts (
  cause {text} NOT NULL,
  state BIGINT NOT NULL,
  reason {text} NOT NULL,
  messages BIGINT NOT NULL,
  PRIMARY KEY (cause, state, reason)
) {without_rowid};
