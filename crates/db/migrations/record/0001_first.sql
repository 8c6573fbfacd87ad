-- What is never rebuilt. {blob}, {rowid}, {text} and {without_rowid} are filled in for each engine.

-- owner: settings
CREATE TABLE settings (
  name {text} PRIMARY KEY,
  value TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- owner: journal
CREATE TABLE journal_head (id BIGINT PRIMARY KEY, next BIGINT NOT NULL);
INSERT INTO journal_head (id, next) VALUES (1, 1);
CREATE TABLE journal (
  position {rowid},
  id {blob} NOT NULL,
  customer {blob} NOT NULL,
  name {text} NOT NULL,
  kind BIGINT NOT NULL,
  origin BIGINT NOT NULL,
  at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  body TEXT NOT NULL
);
CREATE TABLE journal_batches (
  first_position {rowid},
  events BIGINT NOT NULL,
  committed_at BIGINT NOT NULL,
  message_hashes {blob} NOT NULL
);
CREATE INDEX journal_batches_by_time ON journal_batches (committed_at);
CREATE TABLE once_keys (key {blob} PRIMARY KEY) {without_rowid};
CREATE TABLE gate_changes (
  seq {rowid},
  node BIGINT NOT NULL,
  customer {blob},
  at BIGINT NOT NULL
);

-- owner: vault
CREATE TABLE keyrings (customer {blob} PRIMARY KEY, slots {blob} NOT NULL) {without_rowid};
CREATE TABLE vault (
  customer {blob} NOT NULL,
  category BIGINT NOT NULL,
  field {text} NOT NULL,
  sealed {blob} NOT NULL,
  source BIGINT NOT NULL,
  basis BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (customer, category, field)
) {without_rowid};
CREATE TABLE search_hashes (
  hash {blob} NOT NULL,
  customer {blob} NOT NULL,
  PRIMARY KEY (hash, customer)
) {without_rowid};
CREATE INDEX search_hashes_by_customer ON search_hashes (customer);

-- owner: consent
CREATE TABLE grants (
  id {blob} PRIMARY KEY,
  customer {blob} NOT NULL,
  categories BIGINT NOT NULL,
  purpose BIGINT NOT NULL,
  recipient BIGINT NOT NULL,
  processor {text},
  basis BIGINT NOT NULL,
  state BIGINT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_until BIGINT,
  notice_version {text},
  language {text},
  collected_via {text} NOT NULL,
  proof TEXT,
  recorded_at BIGINT NOT NULL
) {without_rowid};
CREATE INDEX grants_by_customer ON grants (customer, recorded_at);
CREATE TABLE consent_choices (customer {blob} PRIMARY KEY, choices {blob} NOT NULL, changed_at BIGINT NOT NULL) {without_rowid};

-- owner: customers
CREATE TABLE customers (
  id {blob} PRIMARY KEY,
  root {blob},
  known BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  erased_at BIGINT
) {without_rowid};
CREATE INDEX customers_by_root ON customers (root) WHERE root IS NOT NULL;
-- The list of people one knows, and their number, without a look at the table; queries repeat the condition.
CREATE INDEX customers_known ON customers (id, known, root) WHERE known > 0 AND root IS NULL;
CREATE TABLE identities (
  hash {blob} PRIMARY KEY,
  kind BIGINT NOT NULL,
  customer {blob} NOT NULL,
  verified BIGINT NOT NULL,
  value {text},
  at BIGINT NOT NULL
) {without_rowid};
CREATE INDEX identities_by_customer ON identities (customer);

-- owner: staff
CREATE TABLE staff (
  id {blob} PRIMARY KEY,
  login_hash {blob} NOT NULL UNIQUE,
  sealed {blob} NOT NULL,
  password {text} NOT NULL,
  team BIGINT NOT NULL,
  locale {text} NOT NULL,
  created_at BIGINT NOT NULL,
  disabled_at BIGINT
) {without_rowid};
CREATE TABLE sessions (
  hash {blob} PRIMARY KEY,
  staff {blob} NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
) {without_rowid};
CREATE TABLE api_keys (
  id {blob} PRIMARY KEY,
  hash {blob} NOT NULL UNIQUE,
  name {text} NOT NULL,
  scope BIGINT NOT NULL,
  bases {text} NOT NULL,
  created_at BIGINT NOT NULL,
  revoked_at BIGINT
) {without_rowid};

-- owner: messaging
CREATE TABLE suppressions (
  hash {blob} PRIMARY KEY,
  reason {text} NOT NULL,
  at BIGINT NOT NULL
) {without_rowid};

-- owner: intake
CREATE TABLE set_aside (
  id {blob} PRIMARY KEY,
  at BIGINT NOT NULL,
  source {blob},
  reason {text} NOT NULL,
  detail TEXT NOT NULL,
  sealed {blob} NOT NULL
) {without_rowid};
CREATE TABLE intake_counts (
  hour BIGINT NOT NULL,
  outcome {text} NOT NULL,
  reason {text} NOT NULL,
  events BIGINT NOT NULL,
  PRIMARY KEY (hour, outcome, reason)
) {without_rowid};
CREATE TABLE import_runs (
  id {blob} PRIMARY KEY,
  state TEXT NOT NULL,
  updated_at BIGINT NOT NULL
) {without_rowid};
