-- The long history: which files hold it, and how far the journal is sealed into them.

-- owner: customers
ALTER TABLE customers ADD COLUMN root_at BIGINT;
CREATE INDEX customers_by_merge ON customers (root_at) WHERE root IS NOT NULL;

-- owner: history
CREATE TABLE history_state (id BIGINT PRIMARY KEY, sealed_through BIGINT NOT NULL);
INSERT INTO history_state (id, sealed_through) VALUES (1, 0);
CREATE TABLE history_files (
  id {blob} PRIMARY KEY,
  month BIGINT NOT NULL,
  rows BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  checksum {blob} NOT NULL,
  first_position BIGINT NOT NULL,
  last_position BIGINT NOT NULL,
  first_time BIGINT NOT NULL,
  last_time BIGINT NOT NULL,
  roots_at BIGINT NOT NULL,
  made_at BIGINT NOT NULL
) {without_rowid};
CREATE TABLE history_erasures (
  customer {blob} PRIMARY KEY,
  asked_at BIGINT NOT NULL,
  done_at BIGINT
) {without_rowid};
