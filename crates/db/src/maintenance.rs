//! Copies and checks of a store's file.

use crate::store::Store;
use crate::{Error, Result, params};
use std::path::Path;

impl Store {
    /// Writes a consistent copy to a new file while others read and write. PostgreSQL has its own tools for this.
    pub fn copy_to(&self, target: &Path) -> Result<()> {
        let Some(source) = self.path() else {
            return Err(Error::Other("a PostgreSQL database is backed up with pg_dump".to_owned()));
        };
        let target = target.to_str().ok_or_else(|| Error::Other("the backup's path is not valid UTF-8".to_owned()))?;
        let reader = crate::sqlite::open_reader(source, 8_192)?;
        // Nothing of the source changes, but SQLite counts this as writing.
        reader.execute_batch("PRAGMA query_only = OFF")?;
        reader.execute("VACUUM INTO ?1", [target])?;
        // A copy that a power cut could undo is no copy.
        let synced = std::fs::File::open(target).and_then(|file| file.sync_all());
        synced.map_err(|error| Error::Unavailable(format!("the copy could not be written to the disk: {error}")))?;
        Ok(())
    }

    /// Asks the engine whether the file is sound; gives what it found wrong.
    pub fn check(&self) -> Result<Vec<String>> {
        if self.path().is_none() {
            return Ok(Vec::new());
        }
        let found = self.read(|tx| tx.query("PRAGMA quick_check(20)", params![], |row| row.get::<String>(0)))?;
        Ok(found.into_iter().filter(|line| line != "ok").collect())
    }

    /// Moves everything from the write-ahead log into the file and empties the log.
    pub fn checkpoint(&self) -> Result<()> {
        if self.path().is_none() {
            return Ok(());
        }
        self.with_file_writer(|connection| Ok(connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?))
    }
}
