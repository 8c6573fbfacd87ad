//! Members of the store's staff.

use crate::consent::Recipient;
use crate::vault::Keys;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use base::id::StaffId;
use base::{EmailAddress, Locale, Rng, Timestamp};
use db::{Error, Result, Row, Tx, params};

/// Letters of the shortest password.
const PASSWORD_LETTERS_MIN: usize = 10;
/// Bytes of the longest: what is hashed must have a bound.
const PASSWORD_BYTES_MAX: usize = 512;

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    pub id: StaffId,
    pub email: String,
    pub name: String,
    pub teams: Vec<Recipient>,
    pub locale: Locale,
}

/// What a new account needs.
#[derive(Debug, Clone)]
pub struct NewStaff<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub password: &'a str,
    pub locale: Locale,
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

/// A password made ready for storing. Takes tens of milliseconds and 19 MiB: not inside the recorder.
pub struct HashedPassword(String);

/// OWASP's recommendation of 2025: Argon2id, 19 MiB, 2 passes, 1 lane.
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or_default())
}

/// Hashes a password after checking its length.
pub fn hash_password(password: &str, rng: &mut Rng) -> Result<HashedPassword, StaffError> {
    if password.chars().count() < PASSWORD_LETTERS_MIN {
        return Err(StaffError::PasswordShort);
    }
    if password.len() > PASSWORD_BYTES_MAX {
        return Err(StaffError::PasswordLong);
    }
    let salt: [u8; 16] = rng.bytes();
    let hash = argon2()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(|e| Error::Other(format!("the password can't be hashed: {e}")))?;
    Ok(HashedPassword(hash.to_string()))
}

/// Whether the password is this account's. Takes as long for an unknown account (`None`), so that time tells nothing.
pub fn check_password(stored: Option<&str>, password: &str) -> bool {
    // The hash of no password anybody knows.
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let bounded = password.len() <= PASSWORD_BYTES_MAX;
    let parsed = PasswordHash::new(stored.unwrap_or(NOBODY));
    let matches =
        parsed.is_ok_and(|hash| argon2().verify_password(if bounded { password.as_bytes() } else { b"" }, &hash).is_ok());
    matches && bounded && stored.is_some()
}

/// Whether there is any account yet.
pub fn any(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(tx.query_opt::<i64>("SELECT 1 FROM staff LIMIT 1", &[], |_| Ok(1))?.is_some())
}

/// Makes an account that belongs to every team.
pub fn create(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    new: &NewStaff<'_>,
    password: &HashedPassword,
    now: Timestamp,
) -> Result<StaffId, StaffError> {
    let email = EmailAddress::parse(new.email).map_err(|_| StaffError::Email)?;
    let id = StaffId::new(now, rng);
    let sealed = keys.seal(rng, "staff", format!("{}\n{}", email.as_str(), new.name.replace('\n', " ")).as_bytes());
    let teams = Recipient::ALL.iter().filter(|r| is_team(**r)).fold(0i64, |bits, team| bits | (1 << *team as u8));
    let inserted = tx.execute(
        "INSERT INTO staff (id, login_hash, sealed, password, team, locale, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (login_hash) DO NOTHING",
        params![id, login_hash(keys, &email), sealed, password.0, teams, new.locale.code(), now],
    )?;
    if inserted == 0 { Err(StaffError::Taken) } else { Ok(id) }
}

/// The account of an e-mail address and its stored password.
pub fn find_login(tx: &mut Tx<'_>, keys: &Keys, email: &str) -> Result<Option<(Staff, String)>> {
    let Ok(email) = EmailAddress::parse(email) else { return Ok(None) };
    let sql = format!("SELECT {COLUMNS}, password FROM staff WHERE login_hash = $1 AND disabled_at IS NULL");
    tx.query_opt(&sql, params![login_hash(keys, &email)], |row| Ok((read(keys, row)?, row.get(4)?)))
}

/// An account by id.
pub fn staff(tx: &mut Tx<'_>, keys: &Keys, id: StaffId) -> Result<Option<Staff>> {
    let sql = format!("SELECT {COLUMNS} FROM staff WHERE id = $1 AND disabled_at IS NULL");
    tx.query_opt(&sql, params![id], |row| read(keys, row))
}

/// The language that a member of staff reads in.
pub fn set_locale(tx: &mut Tx<'_>, id: StaffId, locale: Locale) -> Result<()> {
    tx.execute("UPDATE staff SET locale = $2 WHERE id = $1", params![id, locale.code()])?;
    Ok(())
}

const COLUMNS: &str = "id, sealed, team, locale";

fn read(keys: &Keys, row: &Row<'_>) -> Result<Staff> {
    let sealed: Vec<u8> = row.get(1)?;
    let plain = keys.open_sealed("staff", &sealed).and_then(|plain| String::from_utf8(plain).ok());
    let plain = plain.ok_or_else(|| Error::Other("a staff account can't be opened with this master key".to_owned()))?;
    let (email, name) = plain.split_once('\n').unwrap_or((&plain, ""));
    let bits: i64 = row.get(2)?;
    Ok(Staff {
        id: row.get(0)?,
        email: email.to_owned(),
        name: name.to_owned(),
        teams: Recipient::ALL.iter().copied().filter(|team| is_team(*team) && bits & (1 << *team as u8) != 0).collect(),
        locale: Locale::from_tag(&row.get::<String>(3)?).unwrap_or_default(),
    })
}

const fn is_team(recipient: Recipient) -> bool {
    recipient.is_team()
}

fn login_hash(keys: &Keys, email: &EmailAddress) -> [u8; 16] {
    keys.identity_hash(201, email.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_match_only_themselves() {
        let mut rng = Rng::from_seed(1);
        let hashed = hash_password("correct horse", &mut rng).unwrap();
        assert!(check_password(Some(&hashed.0), "correct horse"));
        assert!(!check_password(Some(&hashed.0), "correct horsf"));
        assert!(!check_password(None, "correct horse"));
        assert!(!check_password(Some("rubbish"), "correct horse"));
        assert!(matches!(hash_password("short", &mut rng), Err(StaffError::PasswordShort)));
        assert!(matches!(hash_password(&"x".repeat(600), &mut rng), Err(StaffError::PasswordLong)));
    }
}
