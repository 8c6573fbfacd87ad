//! One open transaction on either engine.

use crate::postgres::PgConnection;
use crate::value::{FromColumn, Param};
use crate::{Error, Result};

/// A transaction: statements in it commit together or not at all. Made by `Store` and `Recorder` alone.
pub struct Tx<'c> {
    pub(crate) engine: Engine<'c>,
    pub(crate) groups: Groups,
}

/// Where in the recorder's work a transaction stands.
#[derive(Clone, Copy, Default)]
pub(crate) struct Groups {
    /// The recorder's group that this transaction is, counted from 1; 0 outside the recorder.
    pub(crate) group: u64,
    /// The last group before this one that did not surely commit; 0 for none.
    pub(crate) failed_group: u64,
}

pub(crate) enum Engine<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(&'c mut PgConnection),
}

/// What a transaction is for.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    Read,
    Write,
}

impl Engine<'_> {
    /// Begins: a reader sees one picture throughout, a SQLite writer takes its lock at once.
    pub(crate) fn begin(&mut self, purpose: Purpose) -> Result<()> {
        match (self, purpose) {
            (Self::Sqlite(connection), Purpose::Read) => run(connection, "BEGIN"),
            (Self::Sqlite(connection), Purpose::Write) => run(connection, "BEGIN IMMEDIATE"),
            (Self::Postgres(connection), Purpose::Read) => connection.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
            (Self::Postgres(connection), Purpose::Write) => connection.begin("BEGIN"),
        }
    }
}

/// One row of an answer.
pub enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

impl Row<'_> {
    /// The column at `index`, counted from 0.
    pub fn get<T: FromColumn>(&self, index: usize) -> Result<T> {
        match self {
            Self::Sqlite(row) => T::from_sqlite(row, index),
            Self::Postgres(row) => T::from_postgres(row, index),
        }
        .map_err(|why| Error::Column { column: index, why })
    }
}

impl Tx<'_> {
    /// Runs a statement; gives how many rows it changed.
    pub fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        match &mut self.engine {
            Engine::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&sqlite_sql(sql))?;
                Ok(statement.execute(rusqlite::params_from_iter(params))? as u64)
            }
            Engine::Postgres(connection) => connection.execute(sql, params),
        }
    }

    /// As `execute`, for a statement whose answer nobody needs: PostgreSQL gets it together with the next one that is waited
    /// for, so that it costs no round trip. Its error comes from there, at the latest from `flush`.
    pub fn execute_later(&mut self, sql: &str, params: &[Param<'_>]) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(_) => self.execute(sql, params).map(drop),
            Engine::Postgres(connection) => connection.execute_later(sql, params),
        }
    }

    /// Waits for what was to be done later, so that its errors are known here.
    pub fn flush(&mut self) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(_) => Ok(()),
            Engine::Postgres(connection) => connection.flush(),
        }
    }

    /// All rows of an answer, each made into `T`.
    pub fn query<T>(&mut self, sql: &str, params: &[Param<'_>], mut each: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        let mut found = Vec::new();
        self.for_each(sql, params, |row| {
            found.push(each(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Calls `each` with every row in turn, keeping none.
    pub fn for_each(&mut self, sql: &str, params: &[Param<'_>], mut each: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&sqlite_sql(sql))?;
                let mut rows = statement.query(rusqlite::params_from_iter(params))?;
                while let Some(row) = rows.next()? {
                    each(&Row::Sqlite(row))?;
                }
                Ok(())
            }
            Engine::Postgres(connection) => {
                for row in connection.query(sql, params)? {
                    each(&Row::Postgres(&row))?;
                }
                Ok(())
            }
        }
    }

    /// The rows of many keys, in no order: `sql` ends in the name of the key's column. PostgreSQL is asked once for all of
    /// them; SQLite, where asking costs next to nothing, once for each.
    pub fn query_keys<T>(&mut self, sql: &str, keys: &[&[u8]], mut each: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        let mut found = Vec::new();
        match &mut self.engine {
            _ if keys.is_empty() => {}
            Engine::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&format!("{sql} = ?1"))?;
                for key in keys {
                    let mut rows = statement.query([key])?;
                    while let Some(row) = rows.next()? {
                        found.push(each(&Row::Sqlite(row))?);
                    }
                }
            }
            Engine::Postgres(connection) => {
                for row in connection.query_keys(&format!("{sql} = ANY($1)"), keys)? {
                    found.push(each(&Row::Postgres(&row))?);
                }
            }
        }
        Ok(found)
    }

    /// The first row, if there is one.
    pub fn query_opt<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        each: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.query(sql, params, each)?.into_iter().next())
    }

    /// The first row, which must be there.
    pub fn query_one<T>(&mut self, sql: &str, params: &[Param<'_>], each: impl FnMut(&Row<'_>) -> Result<T>) -> Result<T> {
        self.query_opt(sql, params, each)?.ok_or_else(|| Error::Other(format!("no row where one must be: {sql}")))
    }

    /// Inserts many rows with one statement's text around them: `head` is `INSERT INTO t (a, b)`, `tail` an
    /// `ON CONFLICT …` or nothing. `values` holds the rows one after another, `columns` to a row.
    pub fn insert_many(&mut self, head: &str, columns: usize, tail: &str, values: &[Param<'_>]) -> Result<u64> {
        debug_assert!(columns > 0 && values.len().is_multiple_of(columns));
        match &mut self.engine {
            Engine::Sqlite(connection) => {
                let marks = vec!["?"; columns].join(",");
                let mut statement = connection.prepare_cached(&format!("{head} VALUES ({marks}) {tail}"))?;
                let mut changed = 0;
                for row in values.chunks_exact(columns) {
                    changed += statement.execute(rusqlite::params_from_iter(row))? as u64;
                }
                Ok(changed)
            }
            Engine::Postgres(connection) => connection.insert_many(head, columns, tail, values),
        }
    }

    /// As `insert_many`, as late as [`Tx::execute_later`]. Where `tail` updates nothing, all rows for a table go in together,
    /// in the place of the first: for rows that nothing else which is done later looks for before they are inserted.
    pub fn insert_many_later(&mut self, head: &str, columns: usize, tail: &str, values: &[Param<'_>]) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(_) => self.insert_many(head, columns, tail, values).map(drop),
            Engine::Postgres(connection) => connection.insert_many_later(head, columns, tail, values),
        }
    }

    /// Statements without parameters, several at once.
    pub fn batch(&mut self, sql: &str) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(connection) => Ok(connection.execute_batch(sql)?),
            Engine::Postgres(connection) => connection.batch(sql),
        }
    }

    /// Locks the journal's head to the end of the transaction and gives the next position. Every recorder group does this
    /// first, so groups of all nodes run one after another, and whoever holds it sees all that earlier ones wrote.
    /// (SQLite: the write lock is taken already by `BEGIN IMMEDIATE`.)
    pub fn lock_journal_head(&mut self) -> Result<i64> {
        let sql = match self.engine {
            Engine::Sqlite(_) => "SELECT next FROM journal_head WHERE id = 1",
            Engine::Postgres(_) => "SELECT next FROM journal_head WHERE id = 1 FOR UPDATE",
        };
        self.query_one(sql, &[], |row| row.get(0))
    }

    /// Holds a lock of this number to the end of the transaction. (SQLite: a writer is alone already.)
    pub fn lock_named(&mut self, number: i64) -> Result<()> {
        match self.engine {
            Engine::Sqlite(_) => Ok(()),
            Engine::Postgres(_) => self.query_one("SELECT 1 FROM pg_advisory_xact_lock($1)", crate::params![number], |_| Ok(())),
        }
    }

    /// `FOR UPDATE` where rows can be locked one by one; nothing where the whole file is.
    pub fn for_update(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite(_) => "",
            Engine::Postgres(_) => "FOR UPDATE",
        }
    }

    /// `FOR UPDATE SKIP LOCKED` where rows can be locked one by one; nothing where the whole file is.
    pub fn skip_locked(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite(_) => "",
            Engine::Postgres(_) => "FOR UPDATE SKIP LOCKED",
        }
    }

    /// A condition: the node in this column had a session at the server, and has none any more.
    pub(crate) fn is_gone(&self, column: &str) -> String {
        match self.engine {
            Engine::Sqlite(_) => "FALSE".to_owned(),
            Engine::Postgres(_) => format!("pg_try_advisory_xact_lock({column})"),
        }
    }

    /// The database's own time in microseconds, which all nodes share. Leases live by it.
    pub fn database_micros(&mut self) -> Result<i64> {
        let sql = match self.engine {
            Engine::Sqlite(_) => "SELECT CAST((julianday('now') - 2440587.5) * 86400000000.0 AS INTEGER)",
            Engine::Postgres(_) => "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)",
        };
        self.query_one(sql, &[], |row| row.get(0))
    }

    /// The recorder's group of this transaction and the last one before it that did not surely commit; (0, 0) elsewhere.
    /// State kept in memory by an earlier group is to be trusted only where that group came after the failed one: others
    /// may have committed since.
    pub fn recorder_group(&self) -> (u64, u64) {
        (self.groups.group, self.groups.failed_group)
    }

    /// Whether the engine itself ended the transaction: SQLite does so where the disk is full or fails.
    pub(crate) fn is_over(&self) -> bool {
        match &self.engine {
            Engine::Sqlite(connection) => connection.is_autocommit(),
            Engine::Postgres(connection) => connection.is_closed(),
        }
    }

    /// Rolls back to the start of `work` where it fails, and keeps what came before.
    pub fn savepoint<T, E: From<Error>>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        // What failed before it is not its own failure.
        self.flush()?;
        self.set_savepoint()?;
        match work(self).and_then(|value| self.flush().map(|()| value).map_err(E::from)) {
            Ok(value) => {
                self.release_savepoint()?;
                Ok(value)
            }
            Err(error) => {
                self.roll_back_to_savepoint()?;
                Err(error)
            }
        }
    }

    /// Rows changed over this connection so far, by which it can be told whether a command wrote. `None` where that is not enough:
    /// in PostgreSQL any error ends the transaction, and a savepoint travels with the statement after it.
    pub(crate) fn changes(&self) -> Option<u64> {
        match &self.engine {
            Engine::Sqlite(connection) => Some(connection.total_changes()),
            Engine::Postgres(_) => None,
        }
    }

    pub(crate) fn set_savepoint(&mut self) -> Result<()> {
        self.batch_later("SAVEPOINT command")
    }

    /// After a `flush`, so that what fails still has the savepoint to go back to.
    pub(crate) fn release_savepoint(&mut self) -> Result<()> {
        self.batch_later("RELEASE SAVEPOINT command")
    }

    pub(crate) fn roll_back_to_savepoint(&mut self) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(connection) => run(connection, "ROLLBACK TO SAVEPOINT command")?,
            Engine::Postgres(connection) => connection.roll_back_to("ROLLBACK TO SAVEPOINT command")?,
        }
        self.release_savepoint()
    }

    pub(crate) fn commit(&mut self, purpose: Purpose) -> Result<()> {
        match (&mut self.engine, purpose) {
            (Engine::Sqlite(connection), _) => run(connection, "COMMIT"),
            (Engine::Postgres(connection), Purpose::Read) => connection.end_reading(),
            (Engine::Postgres(connection), Purpose::Write) => connection.commit(),
        }
    }

    pub(crate) fn roll_back(&mut self) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(connection) => run(connection, "ROLLBACK"),
            Engine::Postgres(connection) => connection.roll_back(),
        }
    }

    fn batch_later(&mut self, sql: &'static str) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(connection) => run(connection, sql),
            Engine::Postgres(connection) => connection.batch_later(sql),
        }
    }
}

/// Runs one statement without parameters, prepared once.
fn run(connection: &rusqlite::Connection, sql: &'static str) -> Result<()> {
    Ok(connection.prepare_cached(sql)?.execute([]).map(drop)?)
}

/// `$1` as SQLite's numbered `?1`: its own `$1` is a name, numbered by first appearance.
fn sqlite_sql(sql: &str) -> String {
    sql.replace('$', "?")
}
