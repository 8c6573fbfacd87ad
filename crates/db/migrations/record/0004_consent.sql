-- The order in which decisions were written, and when the next agreement ends.

-- owner: consent
-- `place`: a customer's decisions from 1 on, in the order in which they hold; 0 for those from before it was counted.
ALTER TABLE grants ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
-- The first end of what rests on consent; NULL where nothing ends.
ALTER TABLE consent_choices ADD COLUMN next_end BIGINT;
CREATE INDEX consent_choices_by_end ON consent_choices (next_end) WHERE next_end IS NOT NULL;
