-- Who looked at what, when and why: a file of its own, so that a look is on disk before the data is handed over.

-- owner: vault
CREATE TABLE access_log (
  position {rowid},
  id {blob} NOT NULL,
  at BIGINT NOT NULL,
  recipient BIGINT NOT NULL,
  staff {blob},
  purpose BIGINT NOT NULL,
  place {text} NOT NULL,
  shown BIGINT NOT NULL,
  refused BIGINT NOT NULL
);
CREATE TABLE access_log_customers (
  customer {blob} NOT NULL,
  position BIGINT NOT NULL,
  shown BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  PRIMARY KEY (customer, position)
) {without_rowid};
