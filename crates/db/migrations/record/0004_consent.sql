-- The order in which decisions were written, and when an agreement's end calls for something.

-- owner: consent
-- `place`: a customer's decisions from 1 on, in the order in which they hold; 0 for those from before it was counted.
ALTER TABLE grants ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
-- When a reminder is due, or an end; NULL where nothing ends.
ALTER TABLE consent_choices ADD COLUMN due_at BIGINT;
CREATE INDEX consent_choices_due ON consent_choices (due_at) WHERE due_at IS NOT NULL;
