//! The journal's rows.

use super::model::{Event, Kind, NewEvent, Origin};
use base::Timestamp;
use base::id::CustomerId;
use db::{Error, Param, Result, Row, ToParam as _, Tx, params};
use std::collections::{BTreeSet, HashMap};

const COLUMNS: &str = "position, id, customer, name, kind, origin, at, received_at, body";

/// Rows in memory at once in a search.
const SEARCH_ROWS: usize = 65_536;

/// One append's message hashes, as another node reads them.
pub struct Batch {
    pub first_position: i64,
    pub committed_at: Timestamp,
    pub hashes: Vec<u64>,
}

/// Appends events at `first` and moves the head. The caller holds the head's lock and got `first` from it.
/// `hashes` are the message hashes of this batch, kept for the dedupe window. Gives the next position.
pub fn append(tx: &mut Tx<'_>, first: i64, events: &[NewEvent], hashes: &[u64], now: Timestamp) -> Result<i64> {
    let next = first + events.len() as i64;
    if events.is_empty() {
        return Ok(next);
    }
    let positions: Vec<i64> = (first..next).collect();
    let codes: Vec<[i64; 2]> = events.iter().map(|e| [e.kind as i64, e.origin as i64]).collect();
    let mut values: Vec<Param<'_>> = Vec::with_capacity(events.len() * 9);
    for ((event, position), [kind, origin]) in events.iter().zip(&positions).zip(&codes) {
        values.extend([
            position.to_param(),
            event.id.to_param(),
            event.customer.to_param(),
            event.name.to_param(),
            kind.to_param(),
            origin.to_param(),
            event.at.to_param(),
            event.received_at.to_param(),
            event.body.to_param(),
        ]);
    }
    tx.insert_many_later(&format!("INSERT INTO journal ({COLUMNS})"), 9, "", &values)?;
    let packed: Vec<u8> = hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect();
    tx.execute_later(
        "INSERT INTO journal_batches (first_position, events, committed_at, message_hashes) VALUES ($1, $2, $3, $4)",
        params![first, events.len(), now, packed],
    )?;
    tx.execute_later("UPDATE journal_head SET next = $1 WHERE id = 1", params![next])?;
    Ok(next)
}

/// Appends one event of the program's own. The caller runs inside the recorder.
pub fn append_one(tx: &mut Tx<'_>, event: NewEvent, now: Timestamp) -> Result<()> {
    let first = head(tx)?;
    append(tx, first, &[event], &[], now).map(drop)
}

/// The position that the next event will get.
pub fn head(tx: &mut Tx<'_>) -> Result<i64> {
    tx.query_one("SELECT next FROM journal_head WHERE id = 1", &[], |row| row.get(0))
}

/// At most `limit` events after `position`, in order.
pub fn read_after(tx: &mut Tx<'_>, position: i64, limit: usize) -> Result<Vec<Event>> {
    let sql = format!("SELECT {COLUMNS} FROM journal WHERE position > $1 ORDER BY position LIMIT $2");
    tx.query(&sql, params![position, limit], event)
}

/// The events after `from` up to and with `to`, in order.
pub fn between(tx: &mut Tx<'_>, from: i64, to: i64) -> Result<Vec<Event>> {
    let sql = format!("SELECT {COLUMNS} FROM journal WHERE position > $1 AND position <= $2 ORDER BY position");
    tx.query(&sql, params![from, to], event)
}

/// Of whom the events after `from` up to and with `to` are, when they happened and where they stand.
pub fn places_between(tx: &mut Tx<'_>, from: i64, to: i64) -> Result<Vec<(CustomerId, Timestamp, i64)>> {
    let sql = "SELECT customer, at, position FROM journal WHERE position > $1 AND position <= $2";
    tx.query(sql, params![from, to], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// The first event after `position`.
pub fn first_after(tx: &mut Tx<'_>, position: i64) -> Result<Option<Event>> {
    let sql = format!("SELECT {COLUMNS} FROM journal WHERE position > $1 ORDER BY position LIMIT 1");
    tx.query_opt(&sql, params![position], event)
}

/// Deletes events up to and with `position`, which are elsewhere.
pub fn delete_through(tx: &mut Tx<'_>, position: i64) -> Result<u64> {
    tx.execute("DELETE FROM journal WHERE position <= $1", params![position])
}

/// Deletes the event at a position.
pub fn delete_at(tx: &mut Tx<'_>, position: i64) -> Result<u64> {
    tx.execute("DELETE FROM journal WHERE position = $1", params![position])
}

/// At most `limit` events after `position` that happened before a moment, in order.
pub fn older_than(tx: &mut Tx<'_>, at: Timestamp, position: i64, limit: usize) -> Result<Vec<Event>> {
    let sql = format!("SELECT {COLUMNS} FROM journal WHERE position > $1 AND at < $2 ORDER BY position LIMIT $3");
    tx.query(&sql, params![position, at, limit], event)
}

/// Where after `from`, up to and with `to`, events stand that arrived under one of these ids.
pub fn positions_of(tx: &mut Tx<'_>, customers: &BTreeSet<CustomerId>, from: i64, to: i64) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    each_place(tx, from, to, |position, customer| {
        if customers.contains(&customer) {
            found.push(position);
        }
    })?;
    Ok(found)
}

/// Tells of each event after `from`, up to and with `to`, in order, where it stands and under which id it arrived.
pub fn each_place(tx: &mut Tx<'_>, from: i64, to: i64, mut tell: impl FnMut(i64, CustomerId)) -> Result<()> {
    let mut after = from;
    let sql = "SELECT position, customer FROM journal WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3";
    loop {
        let rows: Vec<(i64, CustomerId)> =
            tx.query(sql, params![after, to, SEARCH_ROWS], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let Some((last, _)) = rows.last() else { return Ok(()) };
        after = *last;
        for (position, customer) in rows {
            tell(position, customer);
        }
    }
}

/// The last `limit` events, newest first, before `before` where it is given.
pub fn recent(tx: &mut Tx<'_>, before: Option<i64>, limit: usize) -> Result<Vec<Event>> {
    let sql = format!("SELECT {COLUMNS} FROM journal WHERE position < $1 ORDER BY position DESC LIMIT $2");
    tx.query(&sql, params![before.unwrap_or(i64::MAX), limit], event)
}

/// The events at these positions, in the order given; positions without a row are passed over.
pub fn at_positions(tx: &mut Tx<'_>, positions: &[i64]) -> Result<Vec<Event>> {
    let mut found = Vec::with_capacity(positions.len());
    in_chunks(positions, |list, values| {
        found.extend(tx.query(&format!("SELECT {COLUMNS} FROM journal WHERE position IN ({list})"), values, event)?);
        Ok(())
    })?;
    let order: HashMap<i64, usize> = positions.iter().enumerate().map(|(at, position)| (*position, at)).collect();
    found.sort_by_key(|event| order.get(&event.position).copied());
    Ok(found)
}

/// When the events at these positions happened, in no order; positions without a row are passed over.
pub fn times_at(tx: &mut Tx<'_>, positions: &[i64]) -> Result<Vec<(i64, Timestamp)>> {
    let mut found = Vec::with_capacity(positions.len());
    in_chunks(positions, |list, values| {
        let sql = format!("SELECT position, at FROM journal WHERE position IN ({list})");
        found.extend(tx.query(&sql, values, |row| Ok((row.get(0)?, row.get(1)?)))?);
        Ok(())
    })?;
    Ok(found)
}

/// Asks for some positions at once: with the places of a list, and what stands in them.
fn in_chunks(positions: &[i64], mut ask: impl FnMut(&str, &[Param<'_>]) -> Result<()>) -> Result<()> {
    // Three sizes, so that the engine keeps their statements.
    let size = [1, 16].into_iter().find(|size| positions.len() <= *size).unwrap_or(512);
    let list = (1..=size).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    for chunk in positions.chunks(size) {
        let last = &chunk[chunk.len() - 1];
        let values: Vec<Param<'_>> = (0..size).map(|at| chunk.get(at).unwrap_or(last).to_param()).collect();
        ask(&list, &values)?;
    }
    Ok(())
}

/// Which of these keys were used before. Orders and imported rows live by it, beyond the dedupe window.
pub fn used(tx: &mut Tx<'_>, keys: &[&[u8]]) -> Result<Vec<[u8; 16]>> {
    tx.query_keys("SELECT key FROM once_keys WHERE key", keys, |row| row.get(0))
}

/// Marks a key as used, which it was not before.
pub fn note_used(tx: &mut Tx<'_>, key: &[u8; 16]) -> Result<()> {
    tx.insert_many_later("INSERT INTO once_keys (key)", 1, "", params![key])
}

/// Batches from `position` on that were committed after `since`, oldest first.
pub(super) fn batches_from(tx: &mut Tx<'_>, position: i64, since: Timestamp) -> Result<Vec<Batch>> {
    tx.query(
        "SELECT first_position, committed_at, message_hashes FROM journal_batches \
         WHERE first_position >= $1 AND committed_at > $2 ORDER BY first_position",
        params![position, since],
        |row| {
            let packed: Vec<u8> = row.get(2)?;
            let hashes = packed.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect();
            Ok(Batch { first_position: row.get(0)?, committed_at: row.get(1)?, hashes })
        },
    )
}

/// Deletes what the dedupe window no longer needs.
pub fn purge_batches(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM journal_batches WHERE committed_at < $1", params![before])
}

fn event(row: &Row<'_>) -> Result<Event> {
    let (kind, origin): (i64, i64) = (row.get(4)?, row.get(5)?);
    let unknown = |what: &str, code: i64| Error::Other(format!("the journal holds an event of unknown {what} {code}"));
    Ok(Event {
        position: row.get(0)?,
        id: row.get(1)?,
        customer: row.get(2)?,
        name: row.get(3)?,
        kind: Kind::from_code(kind).ok_or_else(|| unknown("kind", kind))?,
        origin: Origin::from_code(origin).ok_or_else(|| unknown("origin", origin))?,
        at: row.get(6)?,
        received_at: row.get(7)?,
        body: row.get(8)?,
    })
}
