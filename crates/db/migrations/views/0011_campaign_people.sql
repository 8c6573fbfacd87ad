-- Whom campaigns met, and what those people did afterwards.

-- owner: campaigns
-- Everybody who was to get a letter as the audience was gone through, once, under the id that they had last: which letter was theirs
-- (`variant`), whether they were held out of it, whether they let what they buy be counted, from when until when it counts, and what
-- it was. Whoever could not be written to stands in the outbox with the reason, and not here.
CREATE TABLE campaign_people (
  campaign {blob} NOT NULL,
  customer {blob} NOT NULL,
  variant BIGINT NOT NULL,
  held_out BIGINT NOT NULL,
  counted BIGINT NOT NULL,
  watched_from BIGINT NOT NULL,
  watched_until BIGINT NOT NULL,
  bought_at BIGINT,
  withdrew_at BIGINT,
  currency {text} NOT NULL,
  revenue BIGINT NOT NULL,
  PRIMARY KEY (campaign, customer)
) {without_rowid};
CREATE INDEX campaign_people_by_customer ON campaign_people (customer, watched_until);
-- Customers who stood ahead when they were merged into one whose place had been passed: they are looked at all the same.
CREATE TABLE campaign_late (
  campaign {blob} NOT NULL,
  customer {blob} NOT NULL,
  PRIMARY KEY (campaign, customer)
) {without_rowid};
-- Of a campaign that keeps each reader's own time and a throttle: when the next letter of those due at one moment may go.
CREATE TABLE campaign_paces (
  campaign {blob} NOT NULL,
  due_at BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  PRIMARY KEY (campaign, due_at)
) {without_rowid};
-- When the next letter of a throttled campaign may go.
ALTER TABLE campaign_progress ADD COLUMN paced_at BIGINT NOT NULL DEFAULT 0;
