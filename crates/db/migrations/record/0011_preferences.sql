-- What customers ask of the messages that they agreed to.

-- owner: consent
-- A row a customer who asked for anything else than every message. `topics_off`: the topics' keys, a JSON list.
CREATE TABLE message_preferences (
  customer {blob} PRIMARY KEY,
  frequency BIGINT NOT NULL,
  paused_until BIGINT,
  topics_off TEXT NOT NULL,
  changed_at BIGINT NOT NULL
) {without_rowid};
