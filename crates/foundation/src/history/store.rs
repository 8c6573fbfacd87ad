//! The manifest: which files there are, and how far the journal is sealed.

use base::Timestamp;
use base::id::{CustomerId, HistoryFileId};
use db::{Error, Result, Row, Tx, params};

/// A sealed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedFile {
    pub id: HistoryFileId,
    /// Months since January 1970, UTC, in which all of its events happened.
    pub month: i64,
    pub rows: u64,
    pub bytes: u64,
    /// BLAKE3 of the whole file.
    pub checksum: [u8; 32],
    pub first_position: i64,
    pub last_position: i64,
    pub first_time: Timestamp,
    pub last_time: Timestamp,
    /// The journal's head when the customers' roots were read: later merges are not in the file.
    pub roots_at: i64,
    pub made_at: Timestamp,
    /// Classes of events whose time was over when it was written, and that it does not hold: a bit each.
    pub dropped: i64,
}

impl SealedFile {
    /// Where it is below the history's folder: `month=2026-11/his_….parquet`, which query engines take for a partition.
    pub fn path(&self) -> String {
        path(self.month, self.id)
    }
}

pub(super) fn path(month: i64, id: HistoryFileId) -> String {
    let (year, month) = (1970 + month.div_euclid(12), month.rem_euclid(12) + 1);
    format!("month={year:04}-{month:02}/{id}.parquet")
}

const COLUMNS: &str =
    "id, month, rows, bytes, checksum, first_position, last_position, first_time, last_time, roots_at, made_at, dropped";

/// The last position that is sealed.
pub fn sealed_through(tx: &mut Tx<'_>) -> Result<i64> {
    tx.query_one("SELECT sealed_through FROM history_state WHERE id = 1", &[], |row| row.get(0))
}

/// Moves the boundary between the journal and the files; false where another has moved it.
pub(super) fn move_boundary(tx: &mut Tx<'_>, from: i64, to: i64) -> Result<bool> {
    let sql = "UPDATE history_state SET sealed_through = $1 WHERE id = 1 AND sealed_through = $2";
    Ok(tx.execute(sql, params![to, from])? > 0)
}

/// All files, in the order of their positions.
pub fn files(tx: &mut Tx<'_>) -> Result<Vec<SealedFile>> {
    tx.query(&format!("SELECT {COLUMNS} FROM history_files ORDER BY first_position, id"), &[], file)
}

pub(super) fn add(tx: &mut Tx<'_>, file: &SealedFile) -> Result<()> {
    tx.execute(
        &format!("INSERT INTO history_files ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"),
        params![
            file.id,
            file.month,
            file.rows as i64,
            file.bytes as i64,
            file.checksum.as_slice(),
            file.first_position,
            file.last_position,
            file.first_time,
            file.last_time,
            file.roots_at,
            file.made_at,
            file.dropped
        ],
    )?;
    Ok(())
}

/// Notes that a file holds nothing of these classes.
pub(super) fn mark_dropped(tx: &mut Tx<'_>, id: HistoryFileId, dropped: i64) -> Result<()> {
    tx.execute("UPDATE history_files SET dropped = $2 WHERE id = $1", params![id, dropped])?;
    Ok(())
}

/// Takes a file out; false where it was not there any more.
pub(super) fn remove(tx: &mut Tx<'_>, id: HistoryFileId) -> Result<bool> {
    Ok(tx.execute("DELETE FROM history_files WHERE id = $1", params![id])? > 0)
}

/// Customers whose events are to be forgotten, with the moment it was asked.
pub(super) fn erasures(tx: &mut Tx<'_>) -> Result<Vec<(CustomerId, Timestamp)>> {
    tx.query("SELECT customer, asked_at FROM history_erasures WHERE done_at IS NULL", &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn ask_erasure(tx: &mut Tx<'_>, customer: CustomerId, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO history_erasures (customer, asked_at) VALUES ($1, $2) \
         ON CONFLICT (customer) DO UPDATE SET asked_at = excluded.asked_at, done_at = NULL",
        params![customer, now],
    )?;
    Ok(())
}

pub(super) fn settle_erasure(tx: &mut Tx<'_>, customer: CustomerId, now: Timestamp) -> Result<()> {
    tx.execute("UPDATE history_erasures SET done_at = $2 WHERE customer = $1", params![customer, now])?;
    Ok(())
}

fn file(row: &Row<'_>) -> Result<SealedFile> {
    let checksum: Vec<u8> = row.get(4)?;
    Ok(SealedFile {
        id: row.get(0)?,
        month: row.get(1)?,
        rows: row.get::<i64>(2)? as u64,
        bytes: row.get::<i64>(3)? as u64,
        checksum: checksum.try_into().map_err(|_| Error::Other("a checksum of the manifest is not 32 bytes".to_owned()))?,
        first_position: row.get(5)?,
        last_position: row.get(6)?,
        first_time: row.get(7)?,
        last_time: row.get(8)?,
        roots_at: row.get(9)?,
        made_at: row.get(10)?,
        dropped: row.get(11)?,
    })
}
