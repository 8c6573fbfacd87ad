-- What agreements brought customers, as the store tells it in events: a row a benefit.

-- owner: ledger
-- `currency` is empty and `value` 0 where a benefit is worth no sum of money; `texts` is JSON, the language's code and the words.
CREATE TABLE benefits (
  customer {blob} NOT NULL,
  position BIGINT NOT NULL,
  event {blob} NOT NULL,
  at BIGINT NOT NULL,
  purpose BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  currency {text} NOT NULL,
  value BIGINT NOT NULL,
  texts TEXT NOT NULL,
  PRIMARY KEY (customer, position)
) {without_rowid};
