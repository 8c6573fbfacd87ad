//! Copies and checks of a store's file.

use crate::store::Store;
use crate::{Error, Result, params, sqlite};
use std::path::Path;
use std::time::Duration;

/// How long the emptying of a write-ahead log waits for readers, and commits wait for it.
const READERS_WAITED_FOR: Duration = Duration::from_millis(100);

impl Store {
    /// Writes a consistent copy to a new file while others read and write. PostgreSQL has its own tools for this.
    pub fn copy_to(&self, target: &Path) -> Result<()> {
        let Some(source) = self.path() else {
            return Err(Error::Other("a PostgreSQL database is backed up with pg_dump".to_owned()));
        };
        let target = target.to_str().ok_or_else(|| Error::Other("the backup's path is not valid UTF-8".to_owned()))?;
        let reader = sqlite::open_reader(source, 8_192)?;
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

    /// Moves everything from the write-ahead log into the file and empties the log. False where somebody who began to read
    /// before still needs it: try again later.
    pub fn checkpoint(&self) -> Result<bool> {
        let Some(path) = self.path() else { return Ok(true) };
        // Most of it while others go on writing: they wait for the rest alone.
        let beside = sqlite::open_writer(path, 256)?;
        beside.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        self.with_file_writer(|connection| {
            connection.busy_timeout(READERS_WAITED_FOR)?;
            let is_busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0));
            connection.busy_timeout(sqlite::BUSY_TIMEOUT)?;
            Ok(!is_busy?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TestDb;

    const WORDS: &[u8] = b"Zanzibar";

    fn times_said(path: &Path) -> usize {
        std::fs::read(path).unwrap_or_default().windows(WORDS.len()).filter(|window| *window == WORDS).count()
    }

    #[test]
    fn what_was_deleted_is_nowhere_in_the_file_and_its_log() {
        let test = TestDb::new();
        let store = &test.db.record;
        let Some(path) = store.path() else { return };
        let insert = "INSERT INTO settings (name, value, changed_at) VALUES ($1, $2, 0)";
        let said = format!("Zanzibar {}", "x".repeat(3000));
        for name in 0..600i64 {
            store.write(|tx| tx.execute(insert, params![format!("{name:03}"), &*said])).unwrap();
        }
        store.write(|tx| tx.execute("DELETE FROM settings WHERE name < '500'", &[])).unwrap();
        let log = path.with_extension("db-wal");
        assert!(times_said(path) + times_said(&log) > 600);
        store
            .read(|tx| {
                tx.query_one("SELECT COUNT(*) FROM settings", &[], |row| row.get::<i64>(0)).unwrap();
                assert!(!store.checkpoint().unwrap(), "a reader is in the way");
                Ok::<_, Error>(())
            })
            .unwrap();
        assert!(store.checkpoint().unwrap());
        assert_eq!((times_said(path), times_said(&log)), (100, 0));
        assert_eq!(store.check().unwrap(), Vec::<String>::new());
        let left: i64 = store.read(|tx| tx.query_one("SELECT COUNT(*) FROM settings", &[], |row| row.get(0))).unwrap();
        assert_eq!(left, 100);
    }
}
