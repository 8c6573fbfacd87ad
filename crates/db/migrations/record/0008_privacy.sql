-- How customers come to their own pages, and who was erased.

-- owner: privacy
-- A link in a message or from the store's own login: good for one visit.
CREATE TABLE privacy_links (
  id {blob} PRIMARY KEY,
  customer {blob} NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
) {without_rowid};
CREATE INDEX privacy_links_by_customer ON privacy_links (customer);
CREATE INDEX privacy_links_by_end ON privacy_links (expires_at);
CREATE TABLE privacy_sessions (
  hash {blob} PRIMARY KEY,
  customer {blob} NOT NULL,
  expires_at BIGINT NOT NULL
) {without_rowid};
CREATE INDEX privacy_sessions_by_customer ON privacy_sessions (customer);
CREATE INDEX privacy_sessions_by_end ON privacy_sessions (expires_at);
-- `sums`: what went, in numbers. The three times: asked for, gone from every table, gone from every file.
CREATE TABLE erasures (
  id {blob} PRIMARY KEY,
  customer {blob} NOT NULL UNIQUE,
  via {text} NOT NULL,
  asked_at BIGINT NOT NULL,
  cleared_at BIGINT,
  finished_at BIGINT,
  sums TEXT NOT NULL
) {without_rowid};
CREATE INDEX erasures_open ON erasures (asked_at) WHERE finished_at IS NULL;
