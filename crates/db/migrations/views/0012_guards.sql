-- What waits since the store, or the law, lets no more go at this moment.

-- owner: messaging
-- `postponed_at`: when it was postponed first; its reason says for what. Those that were queued first are taken first.
ALTER TABLE messages ADD COLUMN postponed_at BIGINT;
DROP INDEX messages_due;
CREATE INDEX messages_due ON messages (due_at, id) WHERE state = 0;
CREATE INDEX messages_postponed ON messages (cause, reason) WHERE state = 0 AND postponed_at IS NOT NULL;
