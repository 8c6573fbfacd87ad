//! A long history at once, for measurements: straight into the files that sealing and joining would have left.
//!
//! Fifty million events through the door take a quarter of an hour; here they take a minute. The files are written by the
//! same code that seals, and named in the record as sealing names them.

use super::format::Rows;
use super::seal::{manifest_row, month_of};
use super::store;
use super::writer::FileWriter;
use super::{Error, SealedFile};
use crate::journal::Event;
use base::Timestamp;
use base::id::HistoryFileId;
use db::Tx;
use std::path::Path;

/// Rows in memory as columns at once.
const WRITE_ROWS: usize = 8192;

/// Writes events of one month as a file below `folder`. They come sorted by customer, time and position, under today's roots;
/// their positions are the month's alone. `roots_at` is the journal's head of today.
pub fn lay(
    folder: &Path,
    id: HistoryFileId,
    roots_at: i64,
    made_at: Timestamp,
    events: impl Iterator<Item = Event>,
) -> Result<Option<SealedFile>, Error> {
    let mut events = events.peekable();
    let Some(month) = events.peek().map(|event| month_of(event.at)) else { return Ok(None) };
    let mut writer = FileWriter::create(&folder.join(store::path(month, id)))?;
    while events.peek().is_some() {
        let mut rows = Rows::new();
        for event in events.by_ref().take(WRITE_ROWS) {
            rows.push(&event, event.customer)?;
        }
        writer.write(&rows.finish()?)?;
    }
    Ok(Some(manifest_row(id, month, writer.finish()?, roots_at, made_at)))
}

/// Names these files in the record of an empty store and puts the boundary behind the last position in them, which the
/// caller's next append follows.
pub fn name(tx: &mut Tx<'_>, files: &[SealedFile]) -> Result<i64, Error> {
    let through = files.iter().map(|file| file.last_position).max().unwrap_or(0);
    if !store::move_boundary(tx, 0, through)? {
        return Err(Error::Overtaken);
    }
    files.iter().try_for_each(|file| store::add(tx, file))?;
    Ok(through)
}
