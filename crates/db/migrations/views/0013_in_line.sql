-- What customers are owed is sent before advertising, however much of that waits.

-- owner: messaging
DROP INDEX messages_due;
CREATE INDEX messages_due ON messages (marketing, due_at, id) WHERE state = 0;
