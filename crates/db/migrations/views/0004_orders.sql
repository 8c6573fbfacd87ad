-- What each customer told of an order, in a row of its own, so that any customer's rows can be deleted and made anew.
-- `foundation/orders/store.rs` says what the columns hold, and puts orders together.

-- owner: orders
DROP TABLE orders;
CREATE TABLE orders (
  order_id {text} NOT NULL,
  customer {blob} NOT NULL,
  placed_at BIGINT NOT NULL,
  position BIGINT NOT NULL,
  total_at BIGINT NOT NULL,
  total_position BIGINT NOT NULL,
  currency {text} NOT NULL,
  total BIGINT NOT NULL,
  refunded BIGINT NOT NULL,
  refunded_all BIGINT NOT NULL,
  status_at BIGINT NOT NULL,
  status_position BIGINT NOT NULL,
  status BIGINT NOT NULL,
  PRIMARY KEY (order_id, customer)
) {without_rowid};
CREATE INDEX orders_by_customer ON orders (customer, placed_at, order_id);

-- Which names and currencies are counted one by one no longer depends on which came first: all are counted anew.

-- owner: customers
DELETE FROM customer_facts;
DELETE FROM customer_timeline;
DELETE FROM customer_traits;

-- owner: projections
UPDATE projections SET position = 0, replayed = NULL WHERE name IN ('customers', 'orders');
