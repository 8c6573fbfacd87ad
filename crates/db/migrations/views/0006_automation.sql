-- Who is in which segment, what is remembered of each customer for that, and who is inside journeys.

-- owner: live
-- One row a customer of whom something is remembered. `due_at`: when an answer may change although nothing happens.
CREATE TABLE live_states (
  customer {blob} PRIMARY KEY,
  state {blob} NOT NULL,
  due_at BIGINT
) {without_rowid};
CREATE INDEX live_states_due ON live_states (due_at) WHERE due_at IS NOT NULL;
-- One row: which rules the states are of (empty: of none, they are to be made), how far changes of consent were heard of, and the
-- number of the next note.
CREATE TABLE live_place (
  id BIGINT PRIMARY KEY,
  fingerprint {blob} NOT NULL,
  gate BIGINT NOT NULL,
  notes BIGINT NOT NULL
) {without_rowid};
-- What the record is yet to be told, in order.
CREATE TABLE live_notes (
  seq BIGINT PRIMARY KEY,
  customer {blob} NOT NULL,
  name {text} NOT NULL,
  body TEXT NOT NULL
) {without_rowid};

-- owner: segments
CREATE TABLE segment_members (
  segment {blob} NOT NULL,
  customer {blob} NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (segment, customer)
) {without_rowid};
CREATE INDEX segment_members_by_customer ON segment_members (customer);
-- `made_of`: a hash of the rule that the members are of; empty while they are being found.
CREATE TABLE segment_sizes (
  segment {blob} PRIMARY KEY,
  made_of {blob} NOT NULL,
  members BIGINT NOT NULL
) {without_rowid};

-- owner: journeys
-- One row a time that somebody went in. `state`: 0 inside, 1 at the end, 2 left by an exit, 3 held out to compare, 4 reached the
-- goal and left. `path` is JSON: steps with times and what came of them. `watched_until`: until when what they do is counted.
CREATE TABLE journey_runs (
  id {blob} PRIMARY KEY,
  key {blob} NOT NULL UNIQUE,
  journey {blob} NOT NULL,
  version BIGINT NOT NULL,
  customer {blob} NOT NULL,
  event {blob} NOT NULL,
  position BIGINT NOT NULL,
  locale {text} NOT NULL,
  zone TEXT NOT NULL,
  state BIGINT NOT NULL,
  step BIGINT NOT NULL,
  path TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  due_at BIGINT,
  watched_until BIGINT NOT NULL,
  held_out BIGINT NOT NULL,
  goal_at BIGINT,
  currency {text} NOT NULL,
  revenue BIGINT NOT NULL
) {without_rowid};
CREATE INDEX journey_runs_due ON journey_runs (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX journey_runs_by_customer ON journey_runs (customer, journey);
CREATE INDEX journey_runs_by_journey ON journey_runs (journey, id);
-- How many came to each step, and what became of them there, by day: figures that outlive the people.
CREATE TABLE journey_counts (
  journey {blob} NOT NULL,
  version BIGINT NOT NULL,
  step BIGINT NOT NULL,
  outcome {text} NOT NULL,
  people BIGINT NOT NULL,
  PRIMARY KEY (journey, version, step, outcome)
) {without_rowid};
