//! What is remembered of customers, and what the record is yet to be told.

use super::SETTING;
use crate::{campaigns, journeys, segments};
use base::id::CustomerId;
use base::{Id as _, Timestamp};
use capabilities::webhooks;
use db::{Result, Tx, params};
use foundation::settings;

/// Which rules the states are of, and how far changes of consent were heard of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// `None` while the states are to be made.
    pub fingerprint: Option<[u8; 16]>,
    pub gate: i64,
    /// The number of the next note.
    pub notes: i64,
}

/// What is remembered of one customer.
pub(super) struct Kept {
    pub state: Vec<u8>,
    pub due_at: Option<Timestamp>,
}

/// Something that the record is to be told.
#[derive(Debug, Clone)]
pub(super) struct Note {
    pub seq: i64,
    pub customer: CustomerId,
    pub name: String,
    pub body: String,
}

/// Tells every node that segments, journeys or campaigns were changed. The caller runs inside the recorder.
pub fn changed(tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
    settings::save(tx, SETTING, &now.micros(), now)
}

/// Nothing is left of these ids of a customer: in no segment, on no journey, met by no campaign, nothing remembered. (Views.)
pub fn forget(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
    for customer in customers {
        tx.execute("DELETE FROM live_states WHERE customer = $1", params![customer])?;
        tx.execute("DELETE FROM live_notes WHERE customer = $1", params![customer])?;
    }
    webhooks::forget(tx, customers)?;
    segments::forget(tx, customers)?;
    campaigns::forget_people(tx, customers)?;
    journeys::forget(tx, customers)
}

pub(super) fn standing(tx: &mut Tx<'_>) -> Result<Standing> {
    let sql = "SELECT fingerprint, gate, notes FROM live_place WHERE id = 1";
    let found = tx.query_opt(sql, &[], |row| {
        let fingerprint: Vec<u8> = row.get(0)?;
        Ok(Standing { fingerprint: fingerprint.try_into().ok(), gate: row.get(1)?, notes: row.get(2)? })
    })?;
    Ok(found.unwrap_or(Standing { fingerprint: None, gate: 0, notes: 1 }))
}

pub(super) fn save_standing(tx: &mut Tx<'_>, standing: &Standing) -> Result<()> {
    let fingerprint: &[u8] = standing.fingerprint.as_ref().map_or(&[], |hash| hash.as_slice());
    tx.execute(
        "INSERT INTO live_place (id, fingerprint, gate, notes) VALUES (1, $1, $2, $3) ON CONFLICT (id) DO UPDATE SET \
         fingerprint = excluded.fingerprint, gate = excluded.gate, notes = excluded.notes",
        params![fingerprint, standing.gate, standing.notes],
    )
    .map(drop)
}

pub(super) fn states(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<Vec<(CustomerId, Kept)>> {
    let keys: Vec<&[u8]> = customers.iter().map(|customer| customer.raw().as_slice()).collect();
    tx.query_keys("SELECT customer, state, due_at FROM live_states WHERE customer", &keys, |row| {
        Ok((row.get(0)?, Kept { state: row.get(1)?, due_at: row.get(2)? }))
    })
}

/// Writes what is remembered, sorted by customer.
pub(super) fn save_states(tx: &mut Tx<'_>, rows: &[(CustomerId, Kept)]) -> Result<()> {
    let values: Vec<db::Param<'_>> = rows
        .iter()
        .flat_map(|(customer, kept)| {
            use db::ToParam as _;
            [customer.to_param(), kept.state.to_param(), kept.due_at.to_param()]
        })
        .collect();
    tx.insert_many_later(
        "INSERT INTO live_states (customer, state, due_at)",
        3,
        "ON CONFLICT (customer) DO UPDATE SET state = excluded.state, due_at = excluded.due_at",
        &values,
    )
}

pub(super) fn clear_states(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute("DELETE FROM live_states", &[]).map(drop)
}

/// What is remembered of somebody is no longer so: all is to be read again.
pub(super) fn set_stale(tx: &mut Tx<'_>, customer: CustomerId, now: Timestamp) -> Result<()> {
    let nothing: &[u8] = &[];
    tx.execute("UPDATE live_states SET state = $2, due_at = $3 WHERE customer = $1", params![customer, nothing, now]).map(drop)
}

pub(super) fn delete_state(tx: &mut Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute("DELETE FROM live_states WHERE customer = $1", params![customer]).map(drop)
}

/// Whose answers may change by now, the longest due first.
pub(super) fn due_states(tx: &mut Tx<'_>, now: Timestamp, limit: usize) -> Result<Vec<CustomerId>> {
    let sql = "SELECT customer FROM live_states WHERE due_at IS NOT NULL AND due_at <= $1 ORDER BY due_at LIMIT $2";
    tx.query(sql, params![now, limit], |row| row.get(0))
}

pub(super) fn next_due(tx: &mut Tx<'_>) -> Result<Option<Timestamp>> {
    tx.query_one("SELECT CAST(MIN(due_at) AS BIGINT) FROM live_states WHERE due_at IS NOT NULL", &[], |row| row.get(0))
}

pub(super) fn add_notes(tx: &mut Tx<'_>, notes: &[Note]) -> Result<()> {
    let values: Vec<db::Param<'_>> = notes
        .iter()
        .flat_map(|note| {
            use db::ToParam as _;
            [note.seq.to_param(), note.customer.to_param(), note.name.to_param(), note.body.to_param()]
        })
        .collect();
    tx.insert_many_later("INSERT INTO live_notes (seq, customer, name, body)", 4, "", &values)
}

pub(super) fn notes_after(tx: &mut Tx<'_>, after: i64, limit: usize) -> Result<Vec<Note>> {
    let sql = "SELECT seq, customer, name, body FROM live_notes WHERE seq > $1 ORDER BY seq LIMIT $2";
    tx.query(sql, params![after, limit], |row| {
        Ok(Note { seq: row.get(0)?, customer: row.get(1)?, name: row.get(2)?, body: row.get(3)? })
    })
}

pub(super) fn delete_notes(tx: &mut Tx<'_>, through: i64) -> Result<()> {
    tx.execute("DELETE FROM live_notes WHERE seq <= $1", params![through]).map(drop)
}

/// How far the record was told. (Record.)
pub(super) fn told(tx: &mut Tx<'_>) -> Result<i64> {
    let sql = "SELECT through FROM automation_told WHERE name = 'notes'";
    Ok(tx.query_opt(sql, &[], |row| row.get(0))?.unwrap_or(0))
}

/// Notes how far the record was told. (Record, inside the recorder.)
pub(super) fn save_told(tx: &mut Tx<'_>, through: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO automation_told (name, through) VALUES ('notes', $1) ON CONFLICT (name) DO UPDATE SET through = excluded.through",
        params![through],
    )
    .map(drop)
}
