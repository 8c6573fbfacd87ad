//! A customer at their own pages: a random token in a cookie, its keyed hash in the record.

use crate::customers;
use crate::vault::Keys;
use base::id::CustomerId;
use base::{Rng, Timestamp};
use db::{Result, Tx, params};
use std::time::Duration;

/// How long a session lasts from its start: long enough to look at everything, short on a borrowed device.
pub const LASTS: Duration = Duration::from_hours(1);

/// Opens a session; gives the token for the cookie. The caller runs inside the recorder.
pub fn open_session(tx: &mut Tx<'_>, keys: &Keys, rng: &mut Rng, customer: CustomerId, now: Timestamp) -> Result<String> {
    let token = data_encoding::BASE64URL_NOPAD.encode(&rng.bytes::<24>());
    let sql = "INSERT INTO privacy_sessions (hash, customer, expires_at) VALUES ($1, $2, $3)";
    tx.execute(sql, params![keys.token_hash(&token), customer, now.plus(LASTS)])?;
    Ok(token)
}

/// The customer (the root) whose session this is, where it has not run out and they were not erased. A clock that was set back
/// makes none longer.
pub fn session(tx: &mut Tx<'_>, keys: &Keys, token: &str, now: Timestamp) -> Result<Option<CustomerId>> {
    let sql = "SELECT customer FROM privacy_sessions WHERE hash = $1 AND expires_at > $2 AND expires_at <= $3";
    let Some(customer) =
        tx.query_opt(sql, params![keys.token_hash(token), now, now.plus(LASTS)], |row| row.get::<CustomerId>(0))?
    else {
        return Ok(None);
    };
    let Some(root) = customers::root_of(tx, customer)? else { return Ok(None) };
    let is_there = customers::customer_row(tx, root)?.is_some_and(|row| row.erased_at.is_none());
    Ok(is_there.then_some(root))
}

pub fn end_session(tx: &mut Tx<'_>, keys: &Keys, token: &str) -> Result<()> {
    tx.execute("DELETE FROM privacy_sessions WHERE hash = $1", params![keys.token_hash(token)])?;
    Ok(())
}

/// Deletes sessions that have run out.
pub fn purge_sessions(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM privacy_sessions WHERE expires_at <= $1", params![now])
}
