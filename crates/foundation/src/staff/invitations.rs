//! A link by which a person sets their own password: shown once to the one who invites, used once, for three days.

use super::accounts::{self, Staff};
use super::passwords::HashedPassword;
use super::sessions;
use crate::vault::Keys;
use base::id::StaffId;
use base::{Rng, Timestamp};
use db::{Result, Tx, params};
use std::time::Duration;

/// How long a link may be used.
pub const INVITATION_LASTS: Duration = Duration::from_hours(24 * 3);

/// Makes a link's token, which is never shown again. An earlier link of the same person ends.
pub fn invite(tx: &mut Tx<'_>, keys: &Keys, rng: &mut Rng, staff: StaffId, now: Timestamp) -> Result<String> {
    let token = data_encoding::BASE64URL_NOPAD.encode(&rng.bytes::<24>());
    tx.execute(
        "INSERT INTO invitations (staff, hash, expires_at) VALUES ($1, $2, $3) \
         ON CONFLICT (staff) DO UPDATE SET hash = excluded.hash, expires_at = excluded.expires_at",
        params![staff, keys.token_hash(&token), now.plus(INVITATION_LASTS)],
    )?;
    Ok(token)
}

/// Whom the link of this token is for, while it may be used.
pub fn invited(tx: &mut Tx<'_>, keys: &Keys, token: &str, now: Timestamp) -> Result<Option<Staff>> {
    let sql = "SELECT staff FROM invitations WHERE hash = $1 AND expires_at > $2";
    match tx.query_opt(sql, params![keys.token_hash(token), now], |row| row.get::<StaffId>(0))? {
        Some(id) => accounts::staff(tx, keys, id),
        None => Ok(None),
    }
}

/// Uses the link up: the password is set, and whatever was open under an older one ends. `None` where the link is no longer
/// one, so that of two who use it at once one does.
pub fn accept(tx: &mut Tx<'_>, keys: &Keys, token: &str, password: &HashedPassword, now: Timestamp) -> Result<Option<StaffId>> {
    let Some(staff) = invited(tx, keys, token, now)? else { return Ok(None) };
    sessions::end_sessions_of(tx, staff.id)?;
    set_password(tx, staff.id, password)?;
    Ok(Some(staff.id))
}

/// Sets another password; a link that would set one ends.
pub fn set_password(tx: &mut Tx<'_>, staff: StaffId, password: &HashedPassword) -> Result<()> {
    end_invitation(tx, staff)?;
    tx.execute("UPDATE staff SET password = $2 WHERE id = $1", params![staff, password.0])?;
    Ok(())
}

pub(super) fn end_invitation(tx: &mut Tx<'_>, staff: StaffId) -> Result<()> {
    tx.execute("DELETE FROM invitations WHERE staff = $1", params![staff])?;
    Ok(())
}

/// Deletes links that have run out.
pub fn purge_invitations(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM invitations WHERE expires_at <= $1", params![now])
}
