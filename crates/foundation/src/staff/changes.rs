//! What becomes of an account: another role, other teams, its end and its return. There is always an owner who can sign in.

use super::accounts::bits;
use super::roles::Role;
use super::{invitations, sessions, teams};
use crate::consent::Recipient;
use base::Timestamp;
use base::id::{StaffId, TeamId};
use db::{Error, Result, Tx, params};

/// Why an account stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    #[error("this is the last owner who can sign in")]
    LastOwner,
    #[error("there is no such account")]
    Unknown,
    #[error(transparent)]
    Db(#[from] Error),
}

/// Gives an account this role and these teams. Holds from the person's next page on.
pub fn set_place(tx: &mut Tx<'_>, id: StaffId, role: Role, built_in: &[Recipient], own: &[TeamId]) -> Result<(), ChangeError> {
    if role != Role::Owner {
        keep_an_owner(tx, id)?;
    }
    let changed = tx.execute("UPDATE staff SET role = $2, team = $3 WHERE id = $1", params![id, role as i64, bits(built_in)])?;
    if changed == 0 {
        return Err(ChangeError::Unknown);
    }
    Ok(teams::set_teams_of(tx, id, own)?)
}

/// Ends an account for now: its sessions and its link end with it.
pub fn disable(tx: &mut Tx<'_>, id: StaffId, now: Timestamp) -> Result<(), ChangeError> {
    keep_an_owner(tx, id)?;
    let changed = tx.execute("UPDATE staff SET disabled_at = $2 WHERE id = $1 AND disabled_at IS NULL", params![id, now])?;
    if changed == 0 {
        return Err(ChangeError::Unknown);
    }
    invitations::end_invitation(tx, id)?;
    Ok(sessions::end_sessions_of(tx, id)?)
}

/// Lets somebody sign in again, with the password they had.
pub fn enable(tx: &mut Tx<'_>, id: StaffId) -> Result<(), ChangeError> {
    let changed = tx.execute("UPDATE staff SET disabled_at = NULL WHERE id = $1 AND disabled_at IS NOT NULL", params![id])?;
    if changed == 0 { Err(ChangeError::Unknown) } else { Ok(()) }
}

/// Refuses where no other owner could sign in. Whoever was invited and never came is no such owner. The recorder runs one
/// command after the other on all nodes, so that two owners can't demote each other at once.
fn keep_an_owner(tx: &mut Tx<'_>, id: StaffId) -> Result<(), ChangeError> {
    let sql = "SELECT id FROM staff WHERE role = $1 AND disabled_at IS NULL AND password <> ''";
    let owners: Vec<StaffId> = tx.query(sql, params![Role::Owner as i64], |row| row.get(0))?;
    if owners == [id] { Err(ChangeError::LastOwner) } else { Ok(()) }
}
