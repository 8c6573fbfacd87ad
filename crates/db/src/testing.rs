//! A database of its own for each test, on the engine that the test run names.

use crate::postgres::PgConnection;
use crate::postgres_url::PgAddress;
use crate::store::{Db, Location};
use crate::{Error, Result, params};
use std::sync::{Mutex, PoisonError};

/// Where the test run keeps its PostgreSQL, if it runs on one.
const POSTGRES_VARIABLE: &str = "AMANA_TEST_POSTGRES_URL";

/// A fresh, migrated database; gone when dropped.
pub struct TestDb {
    pub db: Db,
    pub location: Location,
    /// Where a test may put files; on SQLite the database is here too.
    pub folder: tempfile::TempDir,
    drop_sql: Option<(String, String)>,
}

impl TestDb {
    /// On PostgreSQL where `AMANA_TEST_POSTGRES_URL` names a server, in a temporary folder on SQLite otherwise.
    pub fn new() -> Self {
        Self::try_new().expect("a test database")
    }

    fn try_new() -> Result<Self> {
        let folder = tempfile::tempdir().map_err(|e| Error::Other(e.to_string()))?;
        let (location, drop_sql) = match std::env::var(POSTGRES_VARIABLE) {
            Ok(server) => postgres_copy(&server)?,
            Err(_) => (Location::Folder(folder.path().to_owned()), None),
        };
        let db = Db::open(&location)?;
        db.migrate()?;
        Ok(Self { db, location, folder, drop_sql })
    }
}

impl Default for TestDb {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if let Some((server, sql)) = self.drop_sql.take()
            && let Ok(mut connection) = connect(&server)
        {
            let _ = connection.batch(&sql);
        }
    }
}

fn connect(server: &str) -> Result<PgConnection> {
    let mut connection = PgConnection::connect(&PgAddress::parse(server)?)?;
    connection.batch("SET lock_timeout = 0; SET statement_timeout = 0")?;
    Ok(connection)
}

/// Copies a template database that is migrated once; its name carries the migrations' hash.
fn postgres_copy(server: &str) -> Result<(Location, Option<(String, String)>)> {
    static MADE: Mutex<u64> = Mutex::new(0);
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    *made += 1;
    let template = format!("amana_template_{}", crate::migrate::fingerprint());
    let name = format!("amana_test_{}_{}", std::process::id(), *made);
    let mut connection = connect(server)?;
    // Test processes run side by side: one makes the template, the others wait.
    connection.batch("SELECT pg_advisory_lock(7100521)")?;
    if connection.query("SELECT 1 FROM pg_database WHERE datname = $1", params![template])?.is_empty() {
        connection.batch(&format!("CREATE DATABASE {template}_new"))?;
        Db::open(&Location::Url(with_database(server, &format!("{template}_new"))))?.migrate()?;
        connection.batch(&format!("ALTER DATABASE {template}_new RENAME TO {template}"))?;
    }
    connection.batch(&format!("CREATE DATABASE {name} TEMPLATE {template}"))?;
    connection.batch("SELECT pg_advisory_unlock(7100521)")?;
    let drop_sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    Ok((Location::Url(with_database(server, &name)), Some((server.to_owned(), drop_sql))))
}

/// The server's URL with another database's name.
fn with_database(server: &str, name: &str) -> String {
    let (address, query) = server.split_once('?').map_or((server, None), |(a, q)| (a, Some(q)));
    let root = match address.find("://").and_then(|at| address[at + 3..].find('/').map(|slash| at + 3 + slash)) {
        Some(slash) => &address[..slash],
        None => address,
    };
    match query {
        Some(query) => format!("{root}/{name}?{query}"),
        None => format!("{root}/{name}"),
    }
}
