-- Who goes on a journey by a date that comes.

-- owner: journeys
-- One row a customer whose birthday, or other day, comes within a day or has come lately; it goes a few days after. `day` is the day
-- in their zone on which they go in, `due_at` its moment; NULL once it was done.
CREATE TABLE journey_dates (
  journey {blob} NOT NULL,
  customer {blob} NOT NULL,
  day {text} NOT NULL,
  due_at BIGINT,
  PRIMARY KEY (journey, customer, day)
) {without_rowid};
CREATE INDEX journey_dates_due ON journey_dates (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX journey_dates_by_customer ON journey_dates (customer);
-- Since when a journey looks for such days, and when it last did.
CREATE TABLE journey_looks (
  journey {blob} PRIMARY KEY,
  first_at BIGINT NOT NULL,
  looked_at BIGINT NOT NULL
) {without_rowid};
