//! Who is signed in: a random token in a cookie, its keyed hash in the record.

use super::accounts::{self, Staff};
use crate::vault::Keys;
use base::id::StaffId;
use base::{Rng, Timestamp};
use db::{Result, Tx, params};
use std::time::Duration;

/// How long a session lasts from its start.
const LASTS: Duration = Duration::from_hours(24 * 14);

/// Opens a session; gives the token for the cookie.
pub fn open_session(tx: &mut Tx<'_>, keys: &Keys, rng: &mut Rng, staff: StaffId, now: Timestamp) -> Result<String> {
    let token = data_encoding::BASE64URL_NOPAD.encode(&rng.bytes::<24>());
    tx.execute(
        "INSERT INTO sessions (hash, staff, created_at, expires_at) VALUES ($1, $2, $3, $4)",
        params![keys.token_hash(&token), staff, now, now.plus(LASTS)],
    )?;
    Ok(token)
}

/// The member of staff whose session this is, if it has not run out.
pub fn session(tx: &mut Tx<'_>, keys: &Keys, token: &str, now: Timestamp) -> Result<Option<Staff>> {
    let sql = "SELECT staff FROM sessions WHERE hash = $1 AND expires_at > $2";
    match tx.query_opt(sql, params![keys.token_hash(token), now], |row| row.get::<StaffId>(0))? {
        Some(id) => accounts::staff(tx, keys, id),
        None => Ok(None),
    }
}

pub fn end_session(tx: &mut Tx<'_>, keys: &Keys, token: &str) -> Result<()> {
    tx.execute("DELETE FROM sessions WHERE hash = $1", params![keys.token_hash(token)])?;
    Ok(())
}

/// Signs a member of staff out everywhere.
pub fn end_sessions_of(tx: &mut Tx<'_>, staff: StaffId) -> Result<()> {
    tx.execute("DELETE FROM sessions WHERE staff = $1", params![staff])?;
    Ok(())
}

/// Signs a member of staff out everywhere but in the session of this token.
pub fn end_other_sessions(tx: &mut Tx<'_>, keys: &Keys, staff: StaffId, token: &str) -> Result<()> {
    tx.execute("DELETE FROM sessions WHERE staff = $1 AND hash <> $2", params![staff, keys.token_hash(token)])?;
    Ok(())
}

/// Deletes sessions that have run out.
pub fn purge_sessions(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM sessions WHERE expires_at <= $1", params![now])
}
