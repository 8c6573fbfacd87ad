//! Proof that a form was sent from our own page: a keyed BLAKE3 hash over the session's id.
//!
//! Nothing is stored: the token of a session is the same for its life and dies with it. The session id stays in an
//! HttpOnly cookie and can't be read back out of the token.

use data_encoding::HEXLOWER;

/// The name of the hidden input.
pub const FIELD: &str = "csrf";

/// What the key is derived for, so that the same server secret may serve other purposes.
const CONTEXT: &str = "amana 2026 csrf token v1";

/// The key of all tokens of one installation.
#[derive(Clone)]
pub struct CsrfKey([u8; 32]);

impl CsrfKey {
    /// Derives the key from the server's secret.
    pub fn derive(secret: &[u8]) -> Self {
        Self(blake3::derive_key(CONTEXT, secret))
    }

    /// The token of a session, 64 hexadecimal digits.
    pub fn token(&self, session_id: &[u8]) -> String {
        HEXLOWER.encode(self.hash(session_id).as_bytes())
    }

    /// Whether the token belongs to the session. Takes the same time for every wrong token of the right length.
    pub fn verify(&self, session_id: &[u8], token: &str) -> bool {
        let Ok(given) = HEXLOWER.decode(token.as_bytes()) else { return false };
        let Ok(given) = <[u8; 32]>::try_from(given) else { return false };
        // `blake3::Hash` compares in constant time.
        self.hash(session_id) == given
    }

    fn hash(&self, session_id: &[u8]) -> blake3::Hash {
        blake3::keyed_hash(&self.0, session_id)
    }
}

/// Says nothing about the key.
impl std::fmt::Debug for CsrfKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CsrfKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_its_session_alone() {
        let key = CsrfKey::derive(b"secret");
        let token = key.token(b"session a");
        assert!(key.verify(b"session a", &token));
        assert!(!key.verify(b"session b", &token));
        assert!(!CsrfKey::derive(b"other").verify(b"session a", &token));
        for bad in ["", "00", "zz", &token[1..], &format!("{token}00"), &token.to_uppercase(), "\u{0}", "ا"] {
            assert!(!key.verify(b"session a", bad), "{bad}");
        }
        assert!(!format!("{key:?}").contains("secret"));
    }
}
