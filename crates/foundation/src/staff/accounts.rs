//! Members of the store's staff.

use super::passwords::{HashedPassword, PASSWORD_BYTES_MAX, PASSWORD_LETTERS_MIN};
use super::roles::Role;
use super::teams::{self, Team};
use crate::consent::Recipient;
use crate::vault::Keys;
use base::id::{StaffId, TeamId};
use base::{EmailAddress, Locale, Rng, Timestamp};
use db::{Error, Result, Row, Tx, params};

/// Accounts of a store that are listed.
const ACCOUNTS_MAX: usize = 500;

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    pub id: StaffId,
    pub email: String,
    pub name: String,
    pub role: Role,
    /// The built-in teams.
    pub teams: Vec<Recipient>,
    /// The store's own teams.
    pub own_teams: Vec<Team>,
    pub locale: Locale,
}

impl Staff {
    /// The teams whose data this person works with: their own, and those whose part a team of the store's takes.
    pub fn recipients(&self) -> Vec<Recipient> {
        let parts: Vec<Recipient> = self.own_teams.iter().map(|team| team.part).collect();
        Recipient::TEAMS.into_iter().filter(|team| self.teams.contains(team) || parts.contains(team)).collect()
    }
}

/// An account as the store's people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub staff: Staff,
    pub created_at: Timestamp,
    pub disabled_at: Option<Timestamp>,
    pub has_password: bool,
    /// Until when a link to set the password may be used, where there is one.
    pub invited_until: Option<Timestamp>,
}

/// What a new account needs.
#[derive(Debug, Clone)]
pub struct NewStaff<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub locale: Locale,
    pub role: Role,
    pub teams: &'a [Recipient],
    pub own_teams: &'a [TeamId],
}

impl<'a> NewStaff<'a> {
    /// One who does everything and belongs to every team.
    pub const fn owner(email: &'a str, name: &'a str, locale: Locale) -> Self {
        Self { email, name, locale, role: Role::Owner, teams: &Recipient::TEAMS, own_teams: &[] }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    #[error("expected an e-mail address such as name@example.com")]
    Email,
    #[error("the password needs at least {PASSWORD_LETTERS_MIN} letters")]
    PasswordShort,
    #[error("the password is longer than {PASSWORD_BYTES_MAX} bytes")]
    PasswordLong,
    #[error("there is an account with this e-mail address already")]
    Taken,
    #[error(transparent)]
    Db(#[from] Error),
}

/// Whether there is any account yet.
pub fn any(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(tx.query_opt::<i64>("SELECT 1 FROM staff LIMIT 1", &[], |_| Ok(1))?.is_some())
}

/// Makes an account. Without a password nobody can sign in to it until a link was used (`invite`).
pub fn create(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    new: &NewStaff<'_>,
    password: Option<&HashedPassword>,
    now: Timestamp,
) -> Result<StaffId, StaffError> {
    let email = EmailAddress::parse(new.email).map_err(|_| StaffError::Email)?;
    let id = StaffId::new(now, rng);
    let sealed = keys.seal(rng, "staff", format!("{}\n{}", email.as_str(), new.name.replace('\n', " ")).as_bytes());
    let password = password.map_or("", |password| password.0.as_str());
    let inserted = tx.execute(
        "INSERT INTO staff (id, login_hash, sealed, password, team, locale, created_at, role) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (login_hash) DO NOTHING",
        params![id, login_hash(keys, &email), sealed, password, bits(new.teams), new.locale.code(), now, new.role as i64],
    )?;
    if inserted == 0 {
        return Err(StaffError::Taken);
    }
    teams::set_teams_of(tx, id, new.own_teams)?;
    Ok(id)
}

/// The account of an e-mail address and its stored password, which is empty until the person has set one.
pub fn find_login(tx: &mut Tx<'_>, keys: &Keys, email: &str) -> Result<Option<(Staff, String)>> {
    let Ok(email) = EmailAddress::parse(email) else { return Ok(None) };
    let sql = format!("SELECT {COLUMNS}, password FROM staff WHERE login_hash = $1 AND disabled_at IS NULL");
    let found = tx.query_opt(&sql, params![login_hash(keys, &email)], |row| Ok((read(keys, row)?, row.get(5)?)))?;
    found.map(|(staff, password)| Ok((in_teams(tx, staff)?, password))).transpose()
}

/// An account by id.
pub fn staff(tx: &mut Tx<'_>, keys: &Keys, id: StaffId) -> Result<Option<Staff>> {
    let sql = format!("SELECT {COLUMNS} FROM staff WHERE id = $1 AND disabled_at IS NULL");
    let found = tx.query_opt(&sql, params![id], |row| read(keys, row))?;
    found.map(|staff| in_teams(tx, staff)).transpose()
}

/// Every account, the oldest first, those that were disabled too.
pub fn list_accounts(tx: &mut Tx<'_>, keys: &Keys) -> Result<Vec<Account>> {
    read_accounts(tx, keys, &format!("{ACCOUNTS} ORDER BY s.id LIMIT {ACCOUNTS_MAX}"), None)
}

/// One account, disabled or not.
pub fn account(tx: &mut Tx<'_>, keys: &Keys, id: StaffId) -> Result<Option<Account>> {
    Ok(read_accounts(tx, keys, &format!("{ACCOUNTS} WHERE s.id = $1"), Some(id))?.pop())
}

/// The language that a member of staff reads in.
pub fn set_locale(tx: &mut Tx<'_>, id: StaffId, locale: Locale) -> Result<()> {
    tx.execute("UPDATE staff SET locale = $2 WHERE id = $1", params![id, locale.code()])?;
    Ok(())
}

const COLUMNS: &str = "id, sealed, team, locale, role";
const ACCOUNTS: &str = "SELECT s.id, s.sealed, s.team, s.locale, s.role, s.created_at, s.disabled_at, \
     CAST(CASE WHEN s.password = '' THEN 0 ELSE 1 END AS BIGINT), i.expires_at \
     FROM staff s LEFT JOIN invitations i ON i.staff = s.id";

fn read_accounts(tx: &mut Tx<'_>, keys: &Keys, sql: &str, id: Option<StaffId>) -> Result<Vec<Account>> {
    let one = id.map(|id| [id]);
    let values: Vec<db::Param<'_>> = one.iter().flatten().map(db::ToParam::to_param).collect();
    let mut found = tx.query(sql, &values, |row| {
        Ok(Account {
            staff: read(keys, row)?,
            created_at: row.get(5)?,
            disabled_at: row.get(6)?,
            has_password: row.get(7)?,
            invited_until: row.get(8)?,
        })
    })?;
    for account in &mut found {
        account.staff.own_teams = teams::teams_of(tx, account.staff.id)?;
    }
    Ok(found)
}

fn read(keys: &Keys, row: &Row<'_>) -> Result<Staff> {
    let sealed: Vec<u8> = row.get(1)?;
    let plain = keys.open_sealed("staff", &sealed).and_then(|plain| String::from_utf8(plain).ok());
    let plain = plain.ok_or_else(|| Error::Other("a staff account can't be opened with this master key".to_owned()))?;
    let (email, name) = plain.split_once('\n').unwrap_or((&plain, ""));
    let teams: i64 = row.get(2)?;
    Ok(Staff {
        id: row.get(0)?,
        email: email.to_owned(),
        name: name.to_owned(),
        role: Role::from_code(row.get(4)?).ok_or_else(|| Error::Other("an account of an unknown role".to_owned()))?,
        teams: Recipient::TEAMS.into_iter().filter(|team| teams & (1 << *team as u8) != 0).collect(),
        own_teams: Vec::new(),
        locale: Locale::from_tag(&row.get::<String>(3)?).unwrap_or_default(),
    })
}

fn in_teams(tx: &mut Tx<'_>, staff: Staff) -> Result<Staff> {
    Ok(Staff { own_teams: teams::teams_of(tx, staff.id)?, ..staff })
}

/// Teams as they are stored: a bit each.
pub(super) fn bits(teams: &[Recipient]) -> i64 {
    Recipient::TEAMS.iter().filter(|team| teams.contains(team)).fold(0, |bits, team| bits | (1 << *team as u8))
}

fn login_hash(keys: &Keys, email: &EmailAddress) -> [u8; 16] {
    keys.identity_hash(201, email.as_str())
}
