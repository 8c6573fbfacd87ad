-- Calls to addresses that wait, and what became of those that were made.

-- owner: webhooks
-- `state`: 0 waiting, 1 taken, 2 failed, 3 withheld. `what` is JSON without anything personal; what is told of the customer is put
-- together when it is sent. `due_at`: NULL once it is over.
CREATE TABLE webhook_calls (
  id {blob} PRIMARY KEY,
  endpoint {blob} NOT NULL,
  customer {blob} NOT NULL,
  what TEXT NOT NULL,
  purpose BIGINT NOT NULL,
  data BIGINT NOT NULL,
  event {blob} NOT NULL,
  position BIGINT NOT NULL,
  state BIGINT NOT NULL,
  reason {text} NOT NULL,
  status BIGINT,
  attempts BIGINT NOT NULL,
  due_at BIGINT,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
) {without_rowid};
CREATE INDEX webhook_calls_due ON webhook_calls (endpoint, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_calls_by_endpoint ON webhook_calls (endpoint, id);
CREATE INDEX webhook_calls_by_customer ON webhook_calls (customer);
-- Addresses that failed, and until when they rest.
CREATE TABLE webhook_rests (
  endpoint {blob} PRIMARY KEY,
  failures BIGINT NOT NULL,
  until BIGINT NOT NULL
) {without_rowid};
