-- Who of the staff may open what, and who did what.

-- owner: staff
-- Whoever had an account could do everything, and still can; a row that names no role gets the least.
ALTER TABLE staff ADD COLUMN role BIGINT NOT NULL DEFAULT 3;
UPDATE staff SET role = 0;
-- Teams of the store's own: each takes the part of a built-in one, so that what customers chose need not be asked anew.
CREATE TABLE teams (
  id {blob} PRIMARY KEY,
  name {text} NOT NULL,
  part BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  removed_at BIGINT
) {without_rowid};
CREATE TABLE staff_teams (
  staff {blob} NOT NULL,
  team {blob} NOT NULL,
  PRIMARY KEY (staff, team)
) {without_rowid};
-- A link by which a person sets their password, once.
CREATE TABLE invitations (
  staff {blob} PRIMARY KEY,
  hash {blob} NOT NULL UNIQUE,
  expires_at BIGINT NOT NULL
) {without_rowid};
-- `staff` is empty for what was done on the command line. `subject` and `detail` hold ids and words of the program's own.
CREATE TABLE audit (
  id {blob} PRIMARY KEY,
  at BIGINT NOT NULL,
  staff {blob},
  deed BIGINT NOT NULL,
  subject {text} NOT NULL,
  detail {text} NOT NULL
) {without_rowid};
CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_by_staff ON audit (staff, id);
CREATE INDEX audit_by_deed ON audit (deed, id);
