-- What staff may see for a while, beyond what a customer's choices allow.

-- owner: consent
-- `staff` NULL: every member of the team. `reason` holds no personal data.
CREATE TABLE access_windows (
  id {blob} PRIMARY KEY,
  customer {blob} NOT NULL,
  kind BIGINT NOT NULL,
  staff {blob},
  recipient BIGINT NOT NULL,
  categories BIGINT NOT NULL,
  reason TEXT NOT NULL,
  state BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  opened_at BIGINT,
  until BIGINT,
  closed_at BIGINT
) {without_rowid};
CREATE INDEX access_windows_by_customer ON access_windows (customer, asked_at);
