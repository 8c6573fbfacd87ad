-- Projections with their positions, and process state.

-- owner: all
CREATE TABLE leases (name {text} PRIMARY KEY, node BIGINT NOT NULL, until BIGINT NOT NULL);

-- owner: projections
CREATE TABLE projections (
  name {text} PRIMARY KEY,
  position BIGINT NOT NULL,
  reacted_through BIGINT NOT NULL
);

-- owner: customers
CREATE TABLE customer_facts (
  customer {blob} PRIMARY KEY,
  orders BIGINT NOT NULL,
  first_seen BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  state {blob} NOT NULL
) {without_rowid};
CREATE INDEX customer_facts_buyers ON customer_facts (customer) WHERE orders > 0;
CREATE TABLE customer_timeline (
  customer {blob} NOT NULL,
  last_position BIGINT NOT NULL,
  positions {blob} NOT NULL,
  PRIMARY KEY (customer, last_position)
) {without_rowid};
CREATE TABLE customer_traits (
  customer {blob} NOT NULL,
  name {text} NOT NULL,
  value TEXT NOT NULL,
  source BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (customer, name)
) {without_rowid};

-- owner: orders
CREATE TABLE orders (
  order_id {text} NOT NULL,
  customer {blob} NOT NULL,
  status BIGINT NOT NULL,
  placed_at BIGINT NOT NULL,
  currency {text} NOT NULL,
  total BIGINT NOT NULL,
  refunded BIGINT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (order_id)
) {without_rowid};
CREATE INDEX orders_by_customer ON orders (customer, placed_at);

-- owner: insights
CREATE TABLE event_counts (
  hour BIGINT NOT NULL,
  name {text} NOT NULL,
  events BIGINT NOT NULL,
  PRIMARY KEY (hour, name)
) {without_rowid};
CREATE TABLE order_totals (
  hour BIGINT NOT NULL,
  currency {text} NOT NULL,
  origin BIGINT NOT NULL,
  orders BIGINT NOT NULL,
  value BIGINT NOT NULL,
  PRIMARY KEY (hour, currency, origin)
) {without_rowid};

-- owner: messaging
CREATE TABLE messages (
  id {blob} PRIMARY KEY,
  key {blob} NOT NULL UNIQUE,
  customer {blob} NOT NULL,
  event {blob} NOT NULL,
  position BIGINT NOT NULL,
  rule {text} NOT NULL,
  locale {text} NOT NULL,
  state BIGINT NOT NULL,
  reason {text} NOT NULL,
  attempts BIGINT NOT NULL,
  uncertain BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  node BIGINT NOT NULL
) {without_rowid};
CREATE INDEX messages_due ON messages (due_at) WHERE state = 0;
CREATE INDEX messages_sending ON messages (node) WHERE state = 1;
-- Those that were not sent, few among many; queries repeat the condition.
CREATE INDEX messages_not_sent ON messages (state, id) WHERE state > 2;
CREATE INDEX messages_by_customer ON messages (customer, id);
CREATE TABLE message_bodies (
  message {blob} PRIMARY KEY,
  sealed {blob} NOT NULL
) {without_rowid};
CREATE TABLE message_counts (
  hour BIGINT NOT NULL,
  rule {text} NOT NULL,
  state BIGINT NOT NULL,
  reason {text} NOT NULL,
  messages BIGINT NOT NULL,
  PRIMARY KEY (hour, rule, state, reason)
) {without_rowid};
