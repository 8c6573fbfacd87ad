//! What was set aside, and what was counted at the door.

use super::model::Aside;
use base::id::EventId;
use base::{Rng, Timestamp};
use db::{Param, Place, Result, ToParam as _, Tx, params};
use foundation::vault::Keys;
use std::collections::BTreeMap;
use std::time::Duration;

/// How long an event that was set aside is kept.
const ASIDE_KEPT: Duration = Duration::from_hours(24 * 7);
const HOUR_MICROS: i64 = 3_600_000_000;

/// What became of an event, for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Kept,
    Duplicate,
    Dropped,
    /// Kept without something in it.
    Stripped,
    SetAside,
}

/// A count of one hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRow {
    /// Hours since 1970, UTC.
    pub hour: i64,
    pub outcome: String,
    pub reason: String,
    pub events: i64,
}

/// An event that was set aside, as listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsideRow {
    pub id: EventId,
    pub at: Timestamp,
    pub reason: String,
    pub detail: String,
}

/// Counts that one append adds.
#[derive(Default)]
pub(super) struct Counts(BTreeMap<(Outcome, &'static str), u64>);

impl Outcome {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Duplicate => "duplicate",
            Self::Dropped => "dropped",
            Self::Stripped => "stripped",
            Self::SetAside => "set_aside",
        }
    }
}

impl Counts {
    pub(super) fn add(&mut self, outcome: Outcome, reason: &'static str, events: u64) {
        if events > 0 {
            *self.0.entry((outcome, reason)).or_default() += events;
        }
    }

    pub(super) fn write(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        let hour = now.micros().div_euclid(HOUR_MICROS);
        for ((outcome, reason), events) in &self.0 {
            tx.execute_later(
                "INSERT INTO intake_counts (hour, outcome, reason, events) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (hour, outcome, reason) DO UPDATE SET events = intake_counts.events + excluded.events",
                params![hour, outcome.word(), reason, *events as i64],
            )?;
        }
        Ok(())
    }
}

pub(super) fn put_aside(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    source: &[u8; 16],
    aside: &Aside,
    now: Timestamp,
) -> Result<()> {
    let sealed = keys.seal(rng, "set aside", aside.raw.as_bytes());
    tx.execute_later(
        "INSERT INTO set_aside (id, at, source, reason, detail, sealed) VALUES ($1, $2, $3, $4, $5, $6)",
        params![EventId::new(now, rng), now, source, aside.reason.word(), aside.detail, sealed],
    )
}

/// What was set aside, newest first, below `before`; of one reason where it is given.
pub fn aside_list(tx: &mut Tx<'_>, reason: Option<&str>, before: Option<EventId>, limit: usize) -> Result<Vec<AsideRow>> {
    let top = [0xffu8; 16];
    let before: Param<'_> = before.as_ref().map_or_else(|| top.to_param(), |id| id.to_param());
    tx.query(
        "SELECT id, at, reason, detail FROM set_aside WHERE id < $1 AND ($2 = '' OR reason = $2) ORDER BY id DESC LIMIT $3",
        &[before, reason.unwrap_or("").to_param(), limit.to_param()],
        |row| Ok(AsideRow { id: row.get(0)?, at: row.get(1)?, reason: row.get(2)?, detail: row.get(3)? }),
    )
}

/// As [`aside_list`], for a page anywhere in it: rows in the place's order, for [`Place::cut`].
pub fn aside_list_at(tx: &mut Tx<'_>, reason: Option<&str>, place: &Place<EventId>, limit: usize) -> Result<Vec<AsideRow>> {
    let (side, order, key) = place.bounds();
    let sql = format!(
        "SELECT id, at, reason, detail FROM set_aside WHERE id {side} $1 AND ($2 = '' OR reason = $2) ORDER BY id {order} LIMIT $3"
    );
    tx.query(&sql, params![key, reason.unwrap_or(""), limit], |row| {
        Ok(AsideRow { id: row.get(0)?, at: row.get(1)?, reason: row.get(2)?, detail: row.get(3)? })
    })
}

/// How many of those kept were set aside for each reason, the most first.
pub fn aside_reasons(tx: &mut Tx<'_>) -> Result<Vec<(String, u64)>> {
    let sql = "SELECT reason, COUNT(*) FROM set_aside GROUP BY reason ORDER BY 2 DESC, 1";
    tx.query(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The key that an event set aside came with: its id's bytes, or the name of the command line's imports.
pub fn aside_source(tx: &mut Tx<'_>, id: EventId) -> Result<Option<[u8; 16]>> {
    let found: Option<Option<Vec<u8>>> =
        tx.query_opt("SELECT source FROM set_aside WHERE id = $1", params![id], |row| row.get(0))?;
    Ok(found.flatten().and_then(|bytes| bytes.try_into().ok()))
}

/// An event that was set aside, as it came.
pub fn aside_open(tx: &mut Tx<'_>, keys: &Keys, id: EventId) -> Result<Option<(AsideRow, String)>> {
    tx.query_opt("SELECT id, at, reason, detail, sealed FROM set_aside WHERE id = $1", params![id], |row| {
        let opened = keys.open_sealed("set aside", &row.get::<Vec<u8>>(4)?).unwrap_or_default();
        let listed = AsideRow { id: row.get(0)?, at: row.get(1)?, reason: row.get(2)?, detail: row.get(3)? };
        Ok((listed, String::from_utf8_lossy(&opened).into_owned()))
    })
}

/// Deletes what was set aside more than 7 days ago.
pub fn purge_aside(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM set_aside WHERE at < $1", params![now.minus(ASIDE_KEPT)])
}

/// Counts from an hour on, oldest first.
pub fn counts_since(tx: &mut Tx<'_>, from: Timestamp) -> Result<Vec<CountRow>> {
    let hour = from.micros().div_euclid(HOUR_MICROS);
    let sql = "SELECT hour, outcome, reason, events FROM intake_counts WHERE hour >= $1 ORDER BY hour, outcome, reason";
    tx.query(sql, params![hour], |row| {
        Ok(CountRow { hour: row.get(0)?, outcome: row.get(1)?, reason: row.get(2)?, events: row.get(3)? })
    })
}

/// How many events were set aside from an hour on.
pub fn aside_count(tx: &mut Tx<'_>, from: Timestamp) -> Result<u64> {
    let hour = from.micros().div_euclid(HOUR_MICROS);
    let sql = "SELECT CAST(COALESCE(SUM(events), 0) AS BIGINT) FROM intake_counts WHERE hour >= $1 AND outcome = 'set_aside'";
    tx.query_one(sql, params![hour], |row| row.get(0))
}

/// How far a stopped import of a file came, in the reader's own words.
pub fn import_checkpoint(tx: &mut Tx<'_>, run: &[u8; 16]) -> Result<Option<String>> {
    tx.query_opt("SELECT state FROM import_runs WHERE id = $1", params![run], |row| row.get(0))
}

/// Notes how far an import came.
pub fn save_import_checkpoint(tx: &mut Tx<'_>, run: &[u8; 16], checkpoint: &str, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO import_runs (id, state, updated_at) VALUES ($1, $2, $3) \
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at",
        params![run, checkpoint, now],
    )?;
    Ok(())
}

/// The import is whole: a later one of the same file starts from its beginning.
pub fn end_import(tx: &mut Tx<'_>, run: &[u8; 16]) -> Result<()> {
    tx.execute("DELETE FROM import_runs WHERE id = $1", params![run])?;
    Ok(())
}
