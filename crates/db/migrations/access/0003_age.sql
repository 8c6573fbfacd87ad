-- What is old is found without a look through the whole log.

-- owner: vault
CREATE INDEX access_log_by_time ON access_log (at);
CREATE INDEX access_log_customers_by_entry ON access_log_customers (position);
