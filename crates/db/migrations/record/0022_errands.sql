-- What journeys ask of others: calls to addresses, and tasks for the store's people.

-- owner: webhooks
-- `company`: who runs it; empty where it is the store's own. The secret follows from the master key, the id and `generation`.
CREATE TABLE webhook_endpoints (
  id {blob} PRIMARY KEY,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  company TEXT NOT NULL,
  generation BIGINT NOT NULL,
  paused BIGINT NOT NULL,
  made_at BIGINT NOT NULL
) {without_rowid};

-- owner: journeys
-- `team`: a code of consent's recipients. `text` is what the plan says, without anything personal.
CREATE TABLE tasks (
  id {blob} PRIMARY KEY,
  customer {blob} NOT NULL,
  journey {blob} NOT NULL,
  run {blob} NOT NULL,
  team BIGINT NOT NULL,
  text TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  taken_by {blob},
  taken_at BIGINT,
  done_by {blob},
  done_at BIGINT
) {without_rowid};
CREATE INDEX tasks_open ON tasks (team, id) WHERE done_at IS NULL;
CREATE INDEX tasks_by_customer ON tasks (customer);
