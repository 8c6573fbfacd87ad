-- What customers are told of how their data is used, version by version.

-- owner: notices
-- `published_at`: NULL for the one draft. `material`, `purposes` (a bit each): what the change asks people anew about.
-- `asked_through`: the last customer that was gone through for it; `asked`: how many were asked; `asked_at`: all were, since
-- a whole pass (`asked_in_pass`) found nobody: two who become one in between may bring an old agreement back.
CREATE TABLE notices (
  version BIGINT PRIMARY KEY,
  material BIGINT NOT NULL,
  purposes BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  published_at BIGINT,
  asked_through {blob},
  asked BIGINT NOT NULL,
  asked_in_pass BIGINT NOT NULL,
  asked_at BIGINT
);
CREATE TABLE notice_texts (
  version BIGINT NOT NULL,
  language {text} NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (version, language)
) {without_rowid};
