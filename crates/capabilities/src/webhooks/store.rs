//! Addresses in the record, calls in the views.

use super::model::{Call, CallState, ENDPOINTS_MAX, Endpoint, Flaw, NewCall};
use base::Timestamp;
use base::id::{CallId, CustomerId, EndpointId};
use db::{Error, Param, Result, Row, ToParam as _, Tx, params};
use foundation::consent::{CategorySet, Purpose};
use std::collections::BTreeMap;
use std::time::Duration;

const ENDPOINT: &str = "id, name, url, company, generation, paused, made_at";
const CALL: &str = "id, endpoint, customer, what, purpose, data, event, position, state, reason, status, attempts, due_at, made_at, \
                    changed_at";
/// A sender that began an attempt and was heard of no more is taken for gone after this.
const ATTEMPT_LASTS: Duration = Duration::from_mins(2);
/// A call that is over is kept for so long, to be looked at.
const KEPT: Duration = Duration::from_hours(24 * 90);
/// An address that fails rests so long; each time longer, up to the longest.
const REST: Duration = Duration::from_secs(5);
const REST_MAX: Duration = Duration::from_mins(10);

/// All addresses, by name. (Record.)
pub fn endpoints(tx: &mut Tx<'_>) -> Result<Vec<Endpoint>> {
    tx.query(&format!("SELECT {ENDPOINT} FROM webhook_endpoints ORDER BY name, id"), &[], read_endpoint)
}

/// One address. (Record.)
pub fn endpoint(tx: &mut Tx<'_>, id: EndpointId) -> Result<Option<Endpoint>> {
    tx.query_opt(&format!("SELECT {ENDPOINT} FROM webhook_endpoints WHERE id = $1"), params![id], read_endpoint)
}

/// Keeps a new one. The caller runs inside the recorder.
pub fn insert(tx: &mut Tx<'_>, new: &Endpoint) -> Result<std::result::Result<(), Flaw>> {
    if endpoints(tx)?.len() >= ENDPOINTS_MAX {
        return Ok(Err(Flaw::TooMany));
    }
    let sql = format!("INSERT INTO webhook_endpoints ({ENDPOINT}) VALUES ($1, $2, $3, $4, $5, $6, $7)");
    tx.execute(&sql, params![new.id, new.name, new.url, new.company, new.generation, new.is_paused, new.made_at])?;
    Ok(Ok(()))
}

/// Gives it another secret; whether it was there. The caller runs inside the recorder.
pub fn renew_secret(tx: &mut Tx<'_>, id: EndpointId) -> Result<bool> {
    Ok(tx.execute("UPDATE webhook_endpoints SET generation = generation + 1 WHERE id = $1", params![id])? > 0)
}

/// Holds what is sent to it, or sends it again; whether it was there. The caller runs inside the recorder.
pub fn set_paused(tx: &mut Tx<'_>, id: EndpointId, is_paused: bool) -> Result<bool> {
    Ok(tx.execute("UPDATE webhook_endpoints SET paused = $2 WHERE id = $1", params![id, is_paused])? > 0)
}

/// Deletes it; whether it was there. What waits for it fails. The caller runs inside the recorder.
pub fn remove(tx: &mut Tx<'_>, id: EndpointId) -> Result<bool> {
    Ok(tx.execute("DELETE FROM webhook_endpoints WHERE id = $1", params![id])? > 0)
}

fn read_endpoint(row: &Row<'_>) -> Result<Endpoint> {
    Ok(Endpoint {
        id: row.get(0)?,
        name: row.get(1)?,
        url: row.get(2)?,
        company: row.get(3)?,
        generation: row.get(4)?,
        is_paused: row.get::<i64>(5)? != 0,
        made_at: row.get(6)?,
    })
}

/// Puts a call into the queue. (Views.)
pub fn enqueue(tx: &mut Tx<'_>, new: &NewCall, now: Timestamp) -> Result<()> {
    let (purpose, data) = (new.purpose as u8, i64::from(new.data.0));
    let sql = "INSERT INTO webhook_calls (id, endpoint, customer, what, purpose, data, event, position, state, reason, attempts, \
               due_at, made_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '', 0, $9, $9, $9)";
    tx.execute_later(sql, params![new.id, new.endpoint, new.customer, new.what, purpose, data, new.event, new.position, now])
}

/// Addresses for which something is due, and that do not rest. (Views.)
pub fn due_endpoints(tx: &mut Tx<'_>, now: Timestamp) -> Result<Vec<EndpointId>> {
    let sql = "SELECT DISTINCT endpoint FROM webhook_calls WHERE due_at IS NOT NULL AND due_at <= $1 AND NOT EXISTS \
               (SELECT 1 FROM webhook_rests WHERE webhook_rests.endpoint = webhook_calls.endpoint AND until > $1)";
    tx.query(sql, params![now], |row| row.get(0))
}

/// When the next call is due. (Views.)
pub fn next_due(tx: &mut Tx<'_>) -> Result<Option<Timestamp>> {
    tx.query_one("SELECT CAST(MIN(due_at) AS BIGINT) FROM webhook_calls WHERE due_at IS NOT NULL", &[], |row| row.get(0))
}

/// What is due at an address, the oldest first. (Views.)
pub fn due_of(tx: &mut Tx<'_>, endpoint: EndpointId, now: Timestamp, limit: usize) -> Result<Vec<Call>> {
    let sql = format!(
        "SELECT {CALL} FROM webhook_calls WHERE endpoint = $1 AND due_at IS NOT NULL AND due_at <= $2 ORDER BY due_at, id LIMIT $3"
    );
    tx.query(&sql, params![endpoint, now, limit], read_call)
}

/// Takes a call for an attempt; false where another has it, or it is over. (Views.)
pub fn begin_attempt(tx: &mut Tx<'_>, call: &Call, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE webhook_calls SET attempts = attempts + 1, due_at = $3, changed_at = $4 WHERE id = $1 AND attempts = $2 \
               AND due_at IS NOT NULL";
    Ok(tx.execute(sql, params![call.id, call.attempts, now.plus(ATTEMPT_LASTS), now])? > 0)
}

/// It is over. (Views.)
pub fn settle(tx: &mut Tx<'_>, id: CallId, state: CallState, reason: &str, status: Option<i64>, now: Timestamp) -> Result<()> {
    let sql = "UPDATE webhook_calls SET state = $2, reason = $3, status = $4, due_at = NULL, changed_at = $5 WHERE id = $1";
    tx.execute(sql, params![id, state as i64, reason, status, now]).map(drop)
}

/// It came to nothing, and is tried again at a time. (Views.)
pub fn fail(tx: &mut Tx<'_>, id: CallId, reason: &str, status: Option<i64>, due_at: Timestamp, now: Timestamp) -> Result<()> {
    let sql = "UPDATE webhook_calls SET reason = $2, status = $3, due_at = $4, changed_at = $5 WHERE id = $1";
    tx.execute(sql, params![id, reason, status, due_at, now]).map(drop)
}

/// An address failed, and rests a while; or it answered, and is well again. (Views.)
pub fn rest(tx: &mut Tx<'_>, endpoint: EndpointId, has_failed: bool, now: Timestamp) -> Result<()> {
    if !has_failed {
        return tx.execute("DELETE FROM webhook_rests WHERE endpoint = $1", params![endpoint]).map(drop);
    }
    let sql = "SELECT failures FROM webhook_rests WHERE endpoint = $1";
    let failures: i64 = tx.query_opt(sql, params![endpoint], |row| row.get(0))?.unwrap_or(0) + 1;
    let rest = REST.saturating_mul(2_u32.saturating_pow(u32::try_from(failures - 1).unwrap_or(u32::MAX).min(10))).min(REST_MAX);
    tx.execute(
        "INSERT INTO webhook_rests (endpoint, failures, until) VALUES ($1, $2, $3) \
         ON CONFLICT (endpoint) DO UPDATE SET failures = excluded.failures, until = excluded.until",
        params![endpoint, failures, now.plus(rest)],
    )
    .map(drop)
}

/// Calls to an address, the latest first, below one. (Views.)
pub fn calls_of(tx: &mut Tx<'_>, endpoint: EndpointId, before: Option<CallId>, limit: usize) -> Result<Vec<Call>> {
    let top = [0xffu8; 16];
    let before: Param<'_> = before.as_ref().map_or_else(|| top.to_param(), |id| id.to_param());
    let sql = format!("SELECT {CALL} FROM webhook_calls WHERE endpoint = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
    tx.query(&sql, &[endpoint.to_param(), before, limit.to_param()], read_call)
}

/// How many calls are in which state, by address. (Views.)
pub fn standings(tx: &mut Tx<'_>) -> Result<BTreeMap<EndpointId, BTreeMap<i64, u64>>> {
    let sql = "SELECT endpoint, state, COUNT(*) FROM webhook_calls GROUP BY endpoint, state";
    let mut all: BTreeMap<EndpointId, BTreeMap<i64, u64>> = BTreeMap::new();
    for (endpoint, state, calls) in tx.query(sql, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get::<i64>(2)?)))? {
        all.entry(endpoint).or_default().insert(state, calls.max(0).unsigned_abs());
    }
    Ok(all)
}

/// Every call about these ids of a customer, the latest first. (Views.)
pub fn of_customer(tx: &mut Tx<'_>, customers: &[CustomerId], limit: usize) -> Result<Vec<Call>> {
    let sql = format!("SELECT {CALL} FROM webhook_calls WHERE customer = $1 ORDER BY id DESC LIMIT $2");
    let mut found = Vec::new();
    for customer in customers {
        found.extend(tx.query(&sql, params![customer, limit], read_call)?);
    }
    found.sort_by_key(|call| std::cmp::Reverse(call.id));
    Ok(found)
}

/// Nothing is left of what was told about these ids of a customer, nor is any of it told now. (Views.)
pub fn forget(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
    customers
        .iter()
        .try_for_each(|customer| tx.execute("DELETE FROM webhook_calls WHERE customer = $1", params![customer]).map(drop))
}

/// Deletes what was over long ago. (Views.)
pub fn purge(tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
    tx.execute("DELETE FROM webhook_calls WHERE due_at IS NULL AND changed_at < $1", params![now.minus(KEPT)]).map(drop)
}

fn read_call(row: &Row<'_>) -> Result<Call> {
    let unknown = || Error::Other("a call in the database holds an unknown word".to_owned());
    Ok(Call {
        id: row.get(0)?,
        endpoint: row.get(1)?,
        customer: row.get(2)?,
        what: row.get(3)?,
        purpose: Purpose::from_code(row.get(4)?).ok_or_else(unknown)?,
        data: CategorySet(u16::try_from(row.get::<i64>(5)?).map_err(|_| unknown())?),
        event: row.get(6)?,
        position: row.get(7)?,
        state: CallState::from_code(row.get(8)?).ok_or_else(unknown)?,
        reason: row.get(9)?,
        status: row.get(10)?,
        attempts: row.get(11)?,
        due_at: row.get(12)?,
        made_at: row.get(13)?,
        changed_at: row.get(14)?,
    })
}
