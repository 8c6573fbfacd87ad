-- What customers ask for by law, by when it is answered, and whose data is kept and not used.

-- owner: privacy
-- `sealed`: what the customer wrote and what was written to them, under the customer's key; NULL after an erasure, which
-- has a finished row of its own, with the erasure's id. The first due time stays when there is more time.
CREATE TABLE privacy_requests (
  id {blob} PRIMARY KEY,
  customer {blob} NOT NULL,
  kind BIGINT NOT NULL,
  state BIGINT NOT NULL,
  law BIGINT NOT NULL,
  via {text} NOT NULL,
  sealed {blob},
  opened_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  extended_until BIGINT,
  identity_asked_at BIGINT,
  verified_at BIGINT,
  answered_at BIGINT
) {without_rowid};
CREATE INDEX privacy_requests_by_customer ON privacy_requests (customer, opened_at);
CREATE INDEX privacy_requests_open ON privacy_requests (due_at) WHERE answered_at IS NULL;
CREATE INDEX privacy_requests_answered ON privacy_requests (answered_at, id) WHERE answered_at IS NOT NULL;
-- Who outside the store is to be told of it, and was.
CREATE TABLE privacy_request_recipients (
  request {blob} NOT NULL,
  host {text} NOT NULL,
  told_at BIGINT,
  staff {blob},
  PRIMARY KEY (request, host)
) {without_rowid};

-- owner: consent
-- `lift_at`: when it ends by itself, of which the customer was told.
CREATE TABLE restrictions (
  customer {blob} NOT NULL,
  since BIGINT NOT NULL,
  lift_at BIGINT,
  lifted_at BIGINT,
  PRIMARY KEY (customer, since)
) {without_rowid};
CREATE INDEX restrictions_ending ON restrictions (lift_at) WHERE lifted_at IS NULL AND lift_at IS NOT NULL;
