//! The two stores and the transactions on them.

use crate::pool::Pool;
use crate::postgres::{PgConnection, parse_url};
use crate::tx::{Engine, Purpose, Tx};
use crate::{Error, Result, sqlite};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Readers at once, a store.
const READERS_MAX: usize = 8;
/// Connections at once to PostgreSQL, a node; the recorder has one of its own.
const POSTGRES_CONNECTIONS_MAX: usize = 24;

/// Where the data is.
#[derive(Debug, Clone)]
pub enum Location {
    /// A folder with `record.db` and `views.db`.
    Folder(PathBuf),
    /// A `postgres://` URL.
    Url(String),
}

/// The stores. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    /// Never rebuilt: journal, identities, vault, consents, staff, settings.
    pub record: Store,
    /// Projections with their positions, and process state.
    pub views: Store,
    /// The access log, a file of its own so that a look at personal data need not wait for the record's commits.
    pub access: Store,
}

/// One store. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) name: &'static str,
    inner: Arc<Inner>,
}

enum Inner {
    Sqlite { path: PathBuf, cache_kib: u32, readers: Pool<rusqlite::Connection>, writer: Mutex<Option<rusqlite::Connection>> },
    Postgres { config: Box<postgres::Config>, pool: Arc<Pool<PgConnection>> },
}

impl Db {
    /// Opens the stores and makes them if need be. Runs no migration: see `migrate`.
    pub fn open(location: &Location) -> Result<Self> {
        match location {
            Location::Folder(folder) => {
                std::fs::create_dir_all(folder).map_err(|e| Error::Unavailable(format!("the data folder can't be made: {e}")))?;
                Ok(Self {
                    record: Store::sqlite("record", &folder.join("record.db"), 65_536)?,
                    views: Store::sqlite("views", &folder.join("views.db"), 131_072)?,
                    access: Store::sqlite("access", &folder.join("access.db"), 4_096)?,
                })
            }
            Location::Url(url) => {
                let config = parse_url(url)?;
                let pool = Arc::new(Pool::new(POSTGRES_CONNECTIONS_MAX));
                let store = |name| Store {
                    name,
                    inner: Arc::new(Inner::Postgres { config: Box::new(config.clone()), pool: Arc::clone(&pool) }),
                };
                Ok(Self { record: store("record"), views: store("views"), access: store("access") })
            }
        }
    }

    /// Whether both stores answer.
    pub fn ping(&self) -> Result<()> {
        self.record.read(|tx| tx.query_one("SELECT 1", &[], |_| Ok(())))?;
        self.views.read(|tx| tx.query_one("SELECT 1", &[], |_| Ok(())))
    }
}

impl Store {
    fn sqlite(name: &'static str, path: &Path, cache_kib: u32) -> Result<Self> {
        let writer = sqlite::open_writer(path, cache_kib)?;
        let inner =
            Inner::Sqlite { path: path.to_owned(), cache_kib, readers: Pool::new(READERS_MAX), writer: Mutex::new(Some(writer)) };
        Ok(Self { name, inner: Arc::new(inner) })
    }

    /// A consistent picture that can't be written to.
    pub fn read<T, E: From<Error>>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        match &*self.inner {
            Inner::Sqlite { path, readers, .. } => readers.with(
                || sqlite::open_reader(path, 8_192),
                rusqlite::Connection::is_autocommit,
                |connection| transaction(Tx::outside_recorder(Engine::Sqlite(connection)), Purpose::Read, work),
            ),
            Inner::Postgres { .. } => self.writer(|engine| transaction(Tx::outside_recorder(engine), Purpose::Read, work)),
        }
    }

    /// One transaction that may write. Not for `record` while a `Recorder` runs on it: that one writes for everybody.
    pub fn write<T, E: From<Error>>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.writer(|engine| transaction(Tx::outside_recorder(engine), Purpose::Write, work))
    }

    /// The one writing connection, outside a transaction.
    pub(crate) fn writer<T, E: From<Error>>(&self, work: impl FnOnce(Engine<'_>) -> Result<T, E>) -> Result<T, E> {
        match &*self.inner {
            Inner::Sqlite { path, cache_kib, writer, .. } => {
                let mut guard = writer.lock().unwrap_or_else(PoisonError::into_inner);
                let connection = match guard.take() {
                    Some(connection) => connection,
                    None => sqlite::open_writer(path, *cache_kib)?,
                };
                let result = work(Engine::Sqlite(&connection));
                // A connection left inside a transaction is of no use to the next writer: it is closed, which rolls back.
                if connection.is_autocommit() {
                    *guard = Some(connection);
                }
                result
            }
            Inner::Postgres { config, pool } => {
                let result = pool.with(
                    || PgConnection::connect(config),
                    |connection| !connection.is_closed(),
                    |connection| {
                        if connection.is_closed() {
                            *connection = PgConnection::connect(config)?;
                        }
                        work(Engine::Postgres(connection))
                    },
                );
                if result.is_err() {
                    // Cheap to make again; after one failed, an idle neighbour may be dead too.
                    pool.clear();
                }
                result
            }
        }
    }

    /// The file, where the store is one.
    pub fn path(&self) -> Option<&Path> {
        match &*self.inner {
            Inner::Sqlite { path, .. } => Some(path),
            Inner::Postgres { .. } => None,
        }
    }

    /// What the engine is called, for people.
    pub fn engine_name(&self) -> &'static str {
        match &*self.inner {
            Inner::Sqlite { .. } => "sqlite",
            Inner::Postgres { .. } => "postgres",
        }
    }
}

/// Begins, works, commits; rolls back where the work fails.
pub(crate) fn transaction<T, E: From<Error>>(
    mut tx: Tx<'_>,
    purpose: Purpose,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    tx.batch(tx.engine.begin(purpose))?;
    match work(&mut tx) {
        Ok(value) => {
            if let Err(error) = tx.batch("COMMIT") {
                // A commit that failed may leave the transaction open (SQLite: disk full).
                let _ = tx.batch("ROLLBACK");
                return Err(error.into());
            }
            Ok(value)
        }
        Err(error) => {
            let _ = tx.batch("ROLLBACK");
            Err(error)
        }
    }
}
