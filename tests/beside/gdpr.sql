-- The duties of a controller in hand-written SQL, for `cargo xtask bench gdpr`: a part after each `-- ##`, run by psql (schema,
-- load, due) or by pgbench (the rest, a statement and so a commit each). `:key` is somebody of the ten thousand, `:fresh` somebody
-- new, `:purpose` one of four, `:allowed` whether they agree.

-- ## schema
CREATE TABLE records (
  key BIGINT PRIMARY KEY,
  usr TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  source TEXT NOT NULL,
  changed_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  ends_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX records_usr ON records (usr);
CREATE INDEX records_email ON records (email);
CREATE INDEX records_phone ON records (phone);
CREATE INDEX records_ends_at ON records (ends_at);
-- What may be done with it, and until when.
CREATE TABLE purposes (
  key BIGINT NOT NULL REFERENCES records ON DELETE CASCADE,
  purpose INTEGER NOT NULL,
  allowed BOOLEAN NOT NULL,
  ends_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (key, purpose)
);
CREATE INDEX purposes_purpose ON purposes (purpose);
CREATE INDEX purposes_ends_at ON purposes (ends_at);
-- Every decision that led there.
CREATE TABLE decisions (
  id BIGSERIAL PRIMARY KEY,
  key BIGINT NOT NULL,
  purpose INTEGER NOT NULL,
  allowed BOOLEAN NOT NULL,
  ends_at TIMESTAMPTZ NOT NULL,
  at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX decisions_key ON decisions (key);
-- Who looked, at whom, and what for.
CREATE TABLE looks (
  id BIGSERIAL PRIMARY KEY,
  key BIGINT NOT NULL,
  at TIMESTAMPTZ NOT NULL DEFAULT now(),
  who TEXT NOT NULL,
  purpose INTEGER NOT NULL
);
CREATE INDEX looks_key ON looks (key);
-- Who was erased, so that a backup that is brought back is erased again.
CREATE TABLE erased (key BIGINT PRIMARY KEY, at TIMESTAMPTZ NOT NULL DEFAULT now());

-- ## load
INSERT INTO records (key, usr, name, email, phone, source, ends_at)
  SELECT key, 'user-' || key, 'Sara Karimi ' || key, 'user-' || key || '@example.test', '+9665' || lpad(key::text, 8, '0'), 'shop', now() + interval '1 year'
  FROM generate_series(1, 10000) AS key;
INSERT INTO purposes SELECT key, purpose, TRUE, now() + interval '1 year' FROM generate_series(1, 10000) AS key, generate_series(0, 3) AS purpose;
INSERT INTO decisions (key, purpose, allowed, ends_at) SELECT key, purpose, TRUE, ends_at FROM purposes;
ANALYZE;

-- ## due
WITH due AS (DELETE FROM purposes WHERE ends_at < now() RETURNING key)
DELETE FROM records WHERE ends_at < now();

-- ## create
WITH record AS (
  INSERT INTO records (key, usr, name, email, phone, source, ends_at)
  VALUES (:fresh, 'user-' || :fresh, 'Sara Karimi ' || :fresh, 'user-' || :fresh || '@example.test', '+9665' || lpad((:fresh % 100000000)::text, 8, '0'), 'shop', now() + interval '1 year')
  RETURNING key
), allowed AS (
  INSERT INTO purposes SELECT key, purpose, TRUE, now() + interval '1 year' FROM record, generate_series(0, 3) AS purpose RETURNING key, purpose, allowed, ends_at
)
INSERT INTO decisions (key, purpose, allowed, ends_at) SELECT key, purpose, allowed, ends_at FROM allowed;

-- ## erase
WITH gone AS (
  DELETE FROM records WHERE key = :key RETURNING key
), decided AS (
  DELETE FROM decisions USING gone WHERE decisions.key = gone.key
), looked AS (
  DELETE FROM looks USING gone WHERE looks.key = gone.key
)
INSERT INTO erased (key) SELECT key FROM gone ON CONFLICT DO NOTHING;

-- ## read
WITH seen AS (
  SELECT key, usr, name, email, phone FROM records WHERE key = :key
), logged AS (
  INSERT INTO looks (key, who, purpose) SELECT key, 'support', 0 FROM seen
)
SELECT * FROM seen;

-- ## read-by-purpose
WITH seen AS (
  SELECT r.key, r.usr, r.name, r.email, r.phone FROM records r JOIN purposes p ON p.key = r.key
  WHERE r.key = :key AND p.purpose = :purpose AND p.allowed AND p.ends_at > now()
), logged AS (
  INSERT INTO looks (key, who, purpose) SELECT key, 'processor', :purpose FROM seen
)
SELECT * FROM seen;

-- ## read-by-user
WITH seen AS (
  SELECT key, usr, name, email, phone FROM records WHERE email = 'user-' || :key || '@example.test'
), logged AS (
  INSERT INTO looks (key, who, purpose) SELECT key, 'processor', 0 FROM seen
)
SELECT * FROM seen;

-- ## metadata-by-purpose
SELECT purpose, allowed, ends_at, at FROM decisions WHERE key = :key AND purpose = :purpose ORDER BY id DESC LIMIT 50;

-- ## metadata-by-user
SELECT purpose, allowed, ends_at, at FROM decisions WHERE key = :key ORDER BY id DESC LIMIT 50;

-- ## change
UPDATE records SET phone = '+9665' || lpad((:fresh % 100000000)::text, 8, '0'), changed_at = now() WHERE key = :key;

-- ## decide-by-purpose
WITH decided AS (
  UPDATE purposes SET allowed = :allowed = 1, ends_at = now() + interval '1 year' WHERE key = :key AND purpose = :purpose
  RETURNING key, purpose, allowed, ends_at
)
INSERT INTO decisions (key, purpose, allowed, ends_at) SELECT key, purpose, allowed, ends_at FROM decided;

-- ## decide-by-user
WITH decided AS (
  UPDATE purposes SET allowed = :allowed = 1, ends_at = now() + interval '1 year' WHERE key = :key
  RETURNING key, purpose, allowed, ends_at
)
INSERT INTO decisions (key, purpose, allowed, ends_at) SELECT key, purpose, allowed, ends_at FROM decided;
