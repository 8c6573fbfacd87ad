//! Passwords: hashed slowly, checked in even time.

use super::accounts::StaffError;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use base::Rng;
use db::Error;

/// Letters of the shortest password.
pub(super) const PASSWORD_LETTERS_MIN: usize = 10;
/// Bytes of the longest: what is hashed must have a bound.
pub(super) const PASSWORD_BYTES_MAX: usize = 512;

/// A password made ready for storing. Takes tens of milliseconds and 19 MiB: not inside the recorder.
pub struct HashedPassword(pub(super) String);

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

/// Whether the password is this account's. Takes as long for an unknown account (`None`) and for one that has no password
/// yet (empty), so that time tells nothing.
pub fn check_password(stored: Option<&str>, password: &str) -> bool {
    // The hash of no password anybody knows.
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let stored = stored.filter(|stored| !stored.is_empty());
    let bounded = password.len() <= PASSWORD_BYTES_MAX;
    let parsed = PasswordHash::new(stored.unwrap_or(NOBODY));
    let matches =
        parsed.is_ok_and(|hash| argon2().verify_password(if bounded { password.as_bytes() } else { b"" }, &hash).is_ok());
    matches && bounded && stored.is_some()
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
        assert!(!check_password(Some(""), ""), "an account without a password yet");
        assert!(!check_password(Some("rubbish"), "correct horse"));
        assert!(matches!(hash_password("short", &mut rng), Err(StaffError::PasswordShort)));
        assert!(matches!(hash_password(&"x".repeat(600), &mut rng), Err(StaffError::PasswordLong)));
    }
}
