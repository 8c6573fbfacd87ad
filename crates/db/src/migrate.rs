//! Schema changes, applied in order, once, at start.

use crate::store::{Db, Store};
use crate::tx::{Engine, Tx};
use crate::{Error, Result};

/// One step of a schema: its number, its name, its SQL with `{blob}`, `{rowid}` and `{without_rowid}` to be filled in.
struct Migration {
    version: i64,
    name: &'static str,
    sql: &'static str,
}

macro_rules! migrations {
    ($store:literal: $($version:literal $name:literal),+ $(,)?) => {
        &[$(Migration {
            version: $version,
            name: $name,
            sql: include_str!(concat!("../migrations/", $store, "/", $name, ".sql")),
        }),+]
    };
}

const RECORD: &[Migration] = migrations!(
    "record": 1 "0001_first", 2 "0002_history", 3 "0003_forgetting", 4 "0004_consent", 5 "0005_staff", 6 "0006_notices",
    7 "0007_trackers", 8 "0008_privacy", 9 "0009_windows", 11 "0011_preferences", 14 "0014_data",
    15 "0015_ties", 16 "0016_requests", 17 "0017_confirmed_addresses", 18 "0018_automation", 19 "0019_templates",
    20 "0020_feedback", 21 "0021_campaigns", 22 "0022_errands", 23 "0023_moves", 24 "0024_catalog",
    25 "0025_price_drops", 26 "0026_goes_with"
);
const ACCESS: &[Migration] = migrations!("access": 1 "0001_first", 2 "0002_staff", 3 "0003_age");
const VIEWS: &[Migration] = migrations!(
    "views": 1 "0001_first", 2 "0002_history", 3 "0003_forgetting", 4 "0004_orders", 5 "0005_ledger", 6 "0006_automation",
    7 "0007_letters", 8 "0008_feedback", 9 "0009_campaigns", 10 "0010_dated", 11 "0011_campaign_people", 12 "0012_guards",
    13 "0013_in_line", 14 "0014_errands", 15 "0015_moves", 16 "0016_segment_moves", 17 "0017_claims",
    18 "0018_mailbox", 19 "0019_paces", 20 "0020_patterns"
);

impl Db {
    /// Applies every step not yet applied. Gives how many there were. A database written by a newer program is refused.
    pub fn migrate(&self) -> Result<usize> {
        Ok(apply(&self.record, RECORD)? + apply(&self.views, VIEWS)? + apply(&self.access, ACCESS)?)
    }

    /// Whether nothing is left to apply.
    pub fn is_migrated(&self) -> Result<bool> {
        Ok(applied(&self.record)? == last(RECORD)
            && applied(&self.views)? == last(VIEWS)
            && applied(&self.access)? == last(ACCESS))
    }
}

/// Names the schema: another text, another name.
#[cfg(feature = "testing")]
pub(crate) fn fingerprint() -> String {
    let mut hasher = blake3::Hasher::new();
    for migration in RECORD.iter().chain(VIEWS).chain(ACCESS) {
        hasher.update(migration.sql.as_bytes());
    }
    hasher.finalize().to_hex()[..12].to_owned()
}

fn last(migrations: &[Migration]) -> i64 {
    migrations.last().map_or(0, |migration| migration.version)
}

fn table(store: &Store) -> String {
    format!("schema_migrations_{}", store.name)
}

fn applied(store: &Store) -> Result<i64> {
    let sql = format!("SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM {}", table(store));
    match store.read(|tx| tx.query_one(&sql, &[], |row| row.get::<i64>(0))) {
        // No such table: nothing has been applied yet.
        Err(Error::Other(_)) => Ok(0),
        found => found,
    }
}

fn apply(store: &Store, migrations: &[Migration]) -> Result<usize> {
    let table = table(store);
    store.write(|tx| {
        // Two nodes that start at once must not both change the schema.
        tx.lock_named(7_100_520)?;
        tx.batch(&format!(
            "CREATE TABLE IF NOT EXISTS {table} (version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)"
        ))?;
        let taken: Vec<i64> = tx.query(&format!("SELECT version FROM {table} ORDER BY version"), &[], |row| row.get(0))?;
        let done = taken.last().copied().unwrap_or(0);
        if let Some(left_out) =
            migrations.iter().find(|migration| migration.version < done && !taken.contains(&migration.version))
        {
            return Err(Error::Other(format!(
                "the {} database is at step {done} and never took step {}: it was written by a program between two releases; \
                 restore a backup from before it, or start with an empty folder",
                store.name, left_out.version
            )));
        }
        if done > last(migrations) {
            return Err(Error::Other(format!(
                "the {} database is at step {done}, this program knows {} steps: it was written by a newer amana; run that one",
                store.name,
                last(migrations)
            )));
        }
        let mut steps = 0;
        for migration in migrations.iter().filter(|migration| migration.version > done) {
            tx.batch(&tx.fill_in(migration.sql))?;
            let now = tx.database_micros()?;
            let sql = format!("INSERT INTO {table} (version, name, applied_at) VALUES ($1, $2, $3)");
            tx.execute(&sql, crate::params![migration.version, migration.name, now])?;
            steps += 1;
        }
        Ok(steps)
    })
}

impl Tx<'_> {
    /// The few words of table definitions that differ.
    fn fill_in(&self, sql: &str) -> String {
        let (blob, rowid, without_rowid, collate) = match self.engine {
            Engine::Sqlite(_) => ("BLOB", "INTEGER PRIMARY KEY", "WITHOUT ROWID", ""),
            Engine::Postgres(_) => ("BYTEA", "BIGINT PRIMARY KEY", "", "COLLATE \"C\""),
        };
        sql.replace("{blob}", blob)
            .replace("{rowid}", rowid)
            .replace("{without_rowid}", without_rowid)
            .replace("{text}", &format!("TEXT {collate}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Location, TestDb, params};

    /// A new record that has taken these steps alone.
    fn record_with(test: &TestDb, is_taken: impl Fn(i64) -> bool) -> Store {
        let folder = test.folder.path().join("before");
        std::fs::create_dir_all(&folder).unwrap();
        let record = Db::open(&Location::Folder(folder)).unwrap().record;
        let taken = RECORD.iter().filter(|step| is_taken(step.version));
        let taken: Vec<Migration> = taken.map(|m| Migration { version: m.version, name: m.name, sql: m.sql }).collect();
        apply(&record, &taken).unwrap();
        record
    }

    #[test]
    fn whoever_had_an_account_before_there_were_roles_is_an_owner() {
        let test = TestDb::new();
        let record = record_with(&test, |version| version < 5);
        let insert =
            "INSERT INTO staff (id, login_hash, sealed, password, team, locale, created_at) VALUES ($1, $1, $1, '', 0, '', 0)";
        record.write(|tx| tx.execute(insert, params![[1u8; 16]])).unwrap();
        apply(&record, RECORD).unwrap();
        record.write(|tx| tx.execute(insert, params![[2u8; 16]])).unwrap();
        let roles = record.read(|tx| tx.query("SELECT role FROM staff ORDER BY id", &[], |row| row.get::<i64>(0))).unwrap();
        assert_eq!(roles, [0, 3], "a row that names none has the least");
    }

    #[test]
    fn a_database_that_missed_a_step_is_refused_in_words() {
        let test = TestDb::new();
        let record = record_with(&test, |version| !matches!(version, 7 | 16..));
        let refused = apply(&record, RECORD).unwrap_err().to_string();
        assert!(refused.contains("at step 15 and never took step 7"), "{refused}");
    }

    /// With a root, what was known of them, and their names: the kind, and whether the store itself said it.
    type Person = (u8, Option<u8>, i64, &'static [(i64, i64)]);

    #[test]
    fn whom_only_a_page_named_is_nobody_known() {
        let test = TestDb::new();
        let record = record_with(&test, |version| version < 15);
        let people: [Person; 6] = [
            (1, None, 2, &[(1, 0), (2, 0)]),
            (2, None, 2, &[(1, 1), (2, 1)]),
            (3, None, 2, &[(1, 0), (3, 1)]),
            (4, None, 2, &[(2, 1)]),
            (5, Some(4), 2, &[(1, 1), (1, 0)]),
            (6, None, 1, &[(3, 1)]),
        ];
        record
            .write(|tx| {
                for (id, root, known, names) in people {
                    let root = root.map(|root| vec![root; 16]);
                    let sql = "INSERT INTO customers (id, root, known, created_at) VALUES ($1, $2, $3, 0)";
                    tx.execute(sql, params![[id; 16], root, known])?;
                    for (at, (kind, verified)) in names.iter().enumerate() {
                        let hash = [id * 10 + at as u8; 16];
                        let sql = "INSERT INTO identities (hash, kind, customer, verified, at) VALUES ($1, $2, $3, $4, 0)";
                        tx.execute(sql, params![hash, *kind, [id; 16], *verified])?;
                    }
                }
                Ok::<_, Error>(())
            })
            .unwrap();
        apply(&record, RECORD).unwrap();
        let known = record.read(|tx| tx.query("SELECT known FROM customers ORDER BY id", &[], |row| row.get::<i64>(0))).unwrap();
        assert_eq!(known, [0, 2, 1, 2, 2, 1]);
    }
}
