-- Third parties on the store's own site, as scans found them. `capabilities/trackers/store.rs` says what the columns hold.

-- owner: trackers
CREATE TABLE tracker_site (id BIGINT PRIMARY KEY, address {text} NOT NULL, asked_at BIGINT);
CREATE TABLE tracker_scans (
  seq BIGINT PRIMARY KEY,
  site {text} NOT NULL,
  at BIGINT NOT NULL,
  problem {text},
  parties BIGINT NOT NULL,
  trackers BIGINT NOT NULL,
  cookies BIGINT NOT NULL,
  report TEXT NOT NULL
);
CREATE TABLE tracker_findings (
  site {text} NOT NULL,
  kind BIGINT NOT NULL,
  name {text} NOT NULL,
  first_seen BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  gone_at BIGINT,
  what TEXT NOT NULL,
  PRIMARY KEY (site, kind, name)
) {without_rowid};
