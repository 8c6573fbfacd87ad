-- The mailbox that reports come to: how it fared, and what is left in it.

-- owner: mailbox
-- One row. `mailbox` is a keyed hash of its address; the counts are of this one. `failures`: rounds since one went well, and what was
-- wrong with the last, empty where nothing was.
CREATE TABLE mailbox_state (
  id BIGINT PRIMARY KEY,
  mailbox {blob} NOT NULL,
  due_at BIGINT NOT NULL,
  read_at BIGINT,
  letters BIGINT NOT NULL,
  reports BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  error {text} NOT NULL,
  said TEXT NOT NULL
);
-- Letters that lie in it still, by keyed hashes of their names: those that are no reports are left to people, and those that could not
-- be fetched are tried again so many times.
CREATE TABLE mailbox_letters (
  letter {blob} PRIMARY KEY,
  tries BIGINT NOT NULL,
  is_left BIGINT NOT NULL
) {without_rowid};
