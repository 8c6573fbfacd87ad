-- The address that a letter went to, by keyed hash: what comes back of it is about that address, whatever the customer's is by then.

-- owner: messaging
ALTER TABLE messages ADD COLUMN address {blob};

-- What came of letters, a row each, made anew from the journal. NULL: not so far.

-- owner: feedback
CREATE TABLE message_results (
  customer {blob} NOT NULL,
  message {blob} NOT NULL,
  template {text} NOT NULL,
  cause {text} NOT NULL,
  delivered_at BIGINT,
  bounced_at BIGINT,
  is_hard BIGINT NOT NULL,
  complained_at BIGINT,
  opened_at BIGINT,
  machine_opened_at BIGINT,
  clicked_at BIGINT,
  clicks BIGINT NOT NULL,
  unsubscribed_at BIGINT,
  PRIMARY KEY (customer, message)
) {without_rowid};
CREATE INDEX message_results_by_cause ON message_results (cause, message) WHERE cause <> '';
-- Sums without a person: counted once, as it happens, and kept when the rows are made anew.
CREATE TABLE message_result_counts (
  cause {text} NOT NULL,
  template {text} NOT NULL,
  hour BIGINT NOT NULL,
  kind {text} NOT NULL,
  results BIGINT NOT NULL,
  PRIMARY KEY (cause, template, hour, kind)
) {without_rowid};
