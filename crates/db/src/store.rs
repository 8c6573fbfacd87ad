//! The two stores and the transactions on them.

use crate::lease::NodeId;
use crate::pool::Pool;
use crate::postgres::PgConnection;
use crate::postgres_url::PgAddress;
use crate::presence::PgServer;
use crate::tx::{Engine, Groups, Purpose, Tx};
use crate::{Error, Result, sqlite};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Readers at once, a store.
const READERS_MAX: usize = 8;
/// The inner pages of the indexes; what lies under them, the operating system has at hand.
const READER_CACHE_KIB: u32 = 1_024;
/// Connections at once to PostgreSQL, a node, shared by the stores; each recorder has one of its own, and presence another.
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
    Postgres { server: Arc<PgServer>, pool: Arc<Pool<PgConnection>>, is_own: bool },
}

impl Db {
    /// Opens the stores and makes them if need be. Runs no migration: see `migrate`.
    pub fn open(location: &Location) -> Result<Self> {
        match location {
            Location::Folder(folder) => {
                std::fs::create_dir_all(folder).map_err(|e| Error::Unavailable(format!("the data folder can't be made: {e}")))?;
                Ok(Self {
                    record: Store::sqlite("record", &folder.join("record.db"), 8_192)?,
                    views: Store::sqlite("views", &folder.join("views.db"), 16_384)?,
                    access: Store::sqlite("access", &folder.join("access.db"), 4_096)?,
                })
            }
            Location::Url(url) => {
                let server = Arc::new(PgServer::new(PgAddress::parse(url)?));
                let pool = Arc::new(Pool::new(POSTGRES_CONNECTIONS_MAX));
                let store = |name| Store {
                    name,
                    inner: Arc::new(Inner::Postgres { server: Arc::clone(&server), pool: Arc::clone(&pool), is_own: false }),
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

    /// The same store on a connection that nobody else can keep busy.
    pub(crate) fn with_own_connection(&self) -> Self {
        match &*self.inner {
            // A file has one writer, whoever asks.
            Inner::Sqlite { .. } => self.clone(),
            Inner::Postgres { server, .. } => {
                let inner = Inner::Postgres { server: Arc::clone(server), pool: Arc::new(Pool::new(1)), is_own: true };
                Self { name: self.name, inner: Arc::new(inner) }
            }
        }
    }

    /// A consistent picture that can't be written to.
    pub fn read<T, E: From<Error>>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.transact(Purpose::Read, Groups::default(), work)
    }

    /// One transaction that may write. Not for `record` while a `Recorder` runs on it: that one writes for everybody.
    pub fn write<T, E: From<Error>>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.transact(Purpose::Write, Groups::default(), work)
    }

    /// Begins, works, commits; rolls back where the work fails.
    pub(crate) fn transact<T, E: From<Error>>(
        &self,
        purpose: Purpose,
        groups: Groups,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        match (&*self.inner, purpose) {
            (Inner::Sqlite { path, readers, .. }, Purpose::Read) => readers.with(
                || sqlite::open_reader(path, READER_CACHE_KIB),
                |connection| Engine::Sqlite(connection).begin(purpose),
                rusqlite::Connection::is_autocommit,
                |connection| end(Tx { engine: Engine::Sqlite(connection), groups }, purpose, work),
            ),
            (Inner::Sqlite { .. }, Purpose::Write) => self.with_file_writer(|connection| {
                Engine::Sqlite(connection).begin(purpose)?;
                end(Tx { engine: Engine::Sqlite(connection), groups }, purpose, work)
            }),
            (Inner::Postgres { server, pool, is_own }, _) => pool.with(
                || if *is_own { server.connect_for_keys() } else { server.connect() },
                |connection| Engine::Postgres(connection).begin(purpose),
                PgConnection::is_idle,
                |connection| end(Tx { engine: Engine::Postgres(connection), groups }, purpose, work),
            ),
        }
    }

    /// The file's one writing connection, outside a transaction; an error where the store is no file.
    pub(crate) fn with_file_writer<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&rusqlite::Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let Inner::Sqlite { path, cache_kib, writer, .. } = &*self.inner else {
            return Err(Error::Other("this store is no file".to_owned()).into());
        };
        let mut guard = writer.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = match guard.take() {
            Some(connection) => connection,
            None => sqlite::open_writer(path, *cache_kib)?,
        };
        let result = work(&connection);
        // A connection left inside a transaction is of no use to the next writer: it is closed, which rolls back.
        if connection.is_autocommit() {
            *guard = Some(connection);
        }
        result
    }

    /// Lets other nodes know at once when this one ends (see `PgServer::be_present`).
    pub(crate) fn be_present(&self, node: NodeId) -> Result<()> {
        match &*self.inner {
            Inner::Sqlite { .. } => Ok(()),
            Inner::Postgres { server, .. } => server.be_present(node),
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

/// Works in the transaction that was begun, and commits; rolls back where the work fails.
fn end<T, E: From<Error>>(mut tx: Tx<'_>, purpose: Purpose, work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
    let outcome = work(&mut tx).and_then(|value| {
        tx.commit(purpose)?;
        Ok(value)
    });
    if outcome.is_err() {
        // A commit that failed may leave the transaction open too (SQLite: disk full).
        let _ = tx.roll_back();
    }
    outcome
}
