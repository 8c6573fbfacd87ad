-- What customers ask of the messages that they agreed to, and agreements that wait for a press in a letter.

-- owner: consent
-- A row a customer who asked for anything else than every message. `topics_off`: the topics' keys, a JSON list.
CREATE TABLE message_preferences (
  customer {blob} PRIMARY KEY,
  frequency BIGINT NOT NULL,
  paused_until BIGINT,
  topics_off TEXT NOT NULL,
  changed_at BIGINT NOT NULL
) {without_rowid};

-- owner: privacy
-- An agreement to mail that waits for a press in the letter, and when that came.
CREATE TABLE opt_ins (
  id {blob} PRIMARY KEY,
  customer {blob} NOT NULL,
  purpose BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  confirmed_at BIGINT
) {without_rowid};
CREATE INDEX opt_ins_by_customer ON opt_ins (customer, asked_at);
