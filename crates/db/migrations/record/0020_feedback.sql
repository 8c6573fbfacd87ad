-- Addresses that letters came back from for a while: by keyed hash, until one is delivered or the address is suppressed.

-- owner: messaging
CREATE TABLE soft_bounces (
  hash {blob} PRIMARY KEY,
  bounces BIGINT NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL
) {without_rowid};
CREATE INDEX soft_bounces_by_time ON soft_bounces (last_at);
CREATE INDEX suppressions_by_time ON suppressions (at, hash);
