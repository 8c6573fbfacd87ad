-- What the store sells, as its own server tells it.

-- owner: catalog
-- `names` is JSON by the code of a language; `search` the id and all names, folded. Amounts in the currency's minor unit.
CREATE TABLE products (
  id {text} PRIMARY KEY,
  names TEXT NOT NULL,
  search {text} NOT NULL,
  currency {text} NOT NULL,
  price BIGINT,
  compare_at BIGINT,
  price_until BIGINT,
  stock BIGINT,
  url TEXT NOT NULL,
  image TEXT NOT NULL,
  changed_at BIGINT NOT NULL
) {without_rowid};
CREATE INDEX products_by_change ON products (changed_at, id);
-- What it cost until then.
CREATE TABLE product_prices (
  product {text} NOT NULL,
  until BIGINT NOT NULL,
  currency {text} NOT NULL,
  price BIGINT NOT NULL,
  PRIMARY KEY (product, until)
) {without_rowid};
-- Prices that fell at `at` below `was`, of which those who looked are yet to hear: up to `after`, in the order of ids, they have.
CREATE TABLE price_drops (
  product {text} PRIMARY KEY,
  currency {text} NOT NULL,
  was BIGINT NOT NULL,
  at BIGINT NOT NULL,
  after {blob} NOT NULL
) {without_rowid};
