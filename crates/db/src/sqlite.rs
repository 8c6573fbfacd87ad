//! How a SQLite file is opened.

use crate::Result;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// How long a writer waits for another process's write lock.
pub(crate) const BUSY_TIMEOUT: Duration = Duration::from_secs(15);
/// Prepared statements kept a connection.
const STATEMENTS_MAX: usize = 256;

/// A connection that may write: WAL, an fsync at each commit. What is deleted is overwritten, in pages that become free too:
/// sealing frees nearly all of the journal's, and with `secure_delete = FAST` they stay readable. `ON` takes about a
/// twentieth of the door's rate. Checkpoints come every 64 MB: a page that many commits change is then copied once, which with a
/// million customers gives the door an eighth more than every 16 MB.
pub(crate) fn open_writer(path: &Path, cache_kib: u32) -> Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    prepare_once(&connection)?;
    connection.execute_batch(&format!(
        "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
         PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 16000; \
         PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -{cache_kib};"
    ))?;
    Ok(connection)
}

/// A connection that can't write.
pub(crate) fn open_reader(path: &Path, cache_kib: u32) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    prepare_once(&connection)?;
    connection
        .execute_batch(&format!("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{cache_kib};"))?;
    Ok(connection)
}

/// A statement keeps its plan whatever is bound to it. Without this one that touches a table with a partial index is prepared
/// anew each time, which cost the recorder a fifth of its time where requests are small.
fn prepare_once(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}
