//! Teams that the store added. Each takes a built-in team's part: "Repairs" works with what customers share with Support,
//! so that no customer's choice has to be asked anew.

use crate::consent::Recipient;
use base::id::{StaffId, TeamId};
use base::{Rng, Timestamp};
use db::{Error, Result, Row, Tx, params};

/// Letters of a team's name.
const NAME_LETTERS_MAX: usize = 60;
/// Teams of a store's own at one time.
const TEAMS_MAX: usize = 50;

/// A team of the store's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    /// Whose data it works with.
    pub part: Recipient,
}

#[derive(Debug, thiserror::Error)]
pub enum TeamError {
    #[error("a team needs a name of at most {NAME_LETTERS_MAX} letters")]
    Name,
    #[error("there is a team of this name already")]
    Taken,
    #[error("a store has at most {TEAMS_MAX} teams of its own")]
    TooMany,
    #[error(transparent)]
    Db(#[from] Error),
}

/// The store's own teams, by name.
pub fn list_teams(tx: &mut Tx<'_>) -> Result<Vec<Team>> {
    let sql = "SELECT id, name, part FROM teams WHERE removed_at IS NULL ORDER BY name, id";
    tx.query(sql, &[], read)
}

/// The names of all teams there ever were: what was written down about one that is gone still has its name.
pub fn team_names(tx: &mut Tx<'_>) -> Result<Vec<(TeamId, String)>> {
    tx.query("SELECT id, name FROM teams ORDER BY id DESC LIMIT 1000", &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Adds a team that works with what customers share with `part`.
pub fn add_team(tx: &mut Tx<'_>, rng: &mut Rng, name: &str, part: Recipient, now: Timestamp) -> Result<TeamId, TeamError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_LETTERS_MAX || name.contains(char::is_control) {
        return Err(TeamError::Name);
    }
    let others = list_teams(tx)?;
    if others.iter().any(|team| team.name.to_lowercase() == name.to_lowercase()) {
        return Err(TeamError::Taken);
    }
    if others.len() >= TEAMS_MAX {
        return Err(TeamError::TooMany);
    }
    let id = TeamId::new(now, rng);
    let sql = "INSERT INTO teams (id, name, part, created_at) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, params![id, name, part as u8, now])?;
    Ok(id)
}

/// Ends a team: whoever was in it sees what their other teams see. False where there is none.
pub fn remove_team(tx: &mut Tx<'_>, id: TeamId, now: Timestamp) -> Result<bool> {
    tx.execute("DELETE FROM staff_teams WHERE team = $1", params![id])?;
    Ok(tx.execute("UPDATE teams SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL", params![id, now])? > 0)
}

/// The store's own teams that somebody is in, by name.
pub(super) fn teams_of(tx: &mut Tx<'_>, staff: StaffId) -> Result<Vec<Team>> {
    let sql = "SELECT t.id, t.name, t.part FROM staff_teams m JOIN teams t ON t.id = m.team \
               WHERE m.staff = $1 AND t.removed_at IS NULL ORDER BY t.name, t.id";
    tx.query(sql, params![staff], read)
}

/// Puts somebody into these teams of the store's own and no others; teams that are gone are left out.
pub(super) fn set_teams_of(tx: &mut Tx<'_>, staff: StaffId, teams: &[TeamId]) -> Result<()> {
    tx.execute("DELETE FROM staff_teams WHERE staff = $1", params![staff])?;
    for team in list_teams(tx)?.into_iter().filter(|team| teams.contains(&team.id)) {
        tx.execute("INSERT INTO staff_teams (staff, team) VALUES ($1, $2)", params![staff, team.id])?;
    }
    Ok(())
}

fn read(row: &Row<'_>) -> Result<Team> {
    let part = Recipient::from_code(row.get(2)?).ok_or_else(|| Error::Other("a team of an unknown part".to_owned()))?;
    Ok(Team { id: row.get(0)?, name: row.get(1)?, part })
}
