-- Of a letter that went only what differs from its sheet is kept.

-- owner: messaging
-- `text`: a sheet as a made-up reader gets it, against which letters are packed. It tells of nobody, and stays as long as they may.
CREATE TABLE body_patterns (
  hash {blob} PRIMARY KEY,
  text {blob} NOT NULL
);
ALTER TABLE message_bodies ADD COLUMN pattern {blob};
