//! The installation's master key and what is derived from it.

use super::signing::SigningKey;
use base::{Id, Rng};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use std::path::Path;
use std::sync::Arc;

/// Bytes before the ciphertext.
const NONCE_BYTES: usize = 24;
const FILE: &str = "master.key";
/// Bytes of the signature that a link's token carries.
const SIGNATURE_BYTES: usize = 16;

/// Keys for sealing and hashing, each derived for one use (BLAKE3 `derive_key`). Cheap to clone.
#[derive(Clone)]
pub struct Keys(Arc<Derived>);

struct Derived {
    wrap: [u8; 32],
    identity: [u8; 32],
    message: [u8; 32],
    once: [u8; 32],
    token: [u8; 32],
    link: [u8; 32],
    installation: [u8; 32],
    receipts: [u8; 32],
}

#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("the master key in {0} can't be read: {1}")]
    Read(String, String),
    #[error("the master key must be 64 hexadecimal digits, as `openssl rand -hex 32` prints them")]
    Shape,
    #[error(
        "this master key is not the one that this data was sealed with; put the right master.key back, or set AMANA_MASTER_KEY"
    )]
    Wrong,
    #[error(
        "the master key file is missing, but the data folder already holds data sealed with it: put {0} back, or set AMANA_MASTER_KEY"
    )]
    Lost(String),
}

impl Keys {
    pub fn from_master(master: &[u8; 32]) -> Self {
        let derive = |use_for: &str| blake3::derive_key(&format!("amana 2026 {use_for} v1"), master);
        Self(Arc::new(Derived {
            wrap: derive("wrap customer keys"),
            identity: derive("identity hash"),
            message: derive("message id hash"),
            once: derive("once key"),
            token: derive("token hash"),
            link: derive("link signature"),
            installation: derive("installation seal"),
            receipts: derive("receipt signing key"),
        }))
    }

    /// Reads 64 hexadecimal digits.
    pub fn from_hex(hex: &str) -> Result<Self, KeyError> {
        let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(hex.trim().as_bytes()).map_err(|_| KeyError::Shape)?;
        Ok(Self::from_master(&bytes.try_into().map_err(|_| KeyError::Shape)?))
    }

    /// Reads `master.key` in the data folder; makes it (readable by its owner alone) where the folder is new.
    pub fn open(folder: &Path, folder_is_new: bool, rng: &mut Rng) -> Result<Self, KeyError> {
        let path = folder.join(FILE);
        let failed = |e: std::io::Error| KeyError::Read(path.display().to_string(), e.to_string());
        match std::fs::read_to_string(&path) {
            Ok(hex) => Self::from_hex(&hex),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && folder_is_new => {
                let hex = data_encoding::HEXLOWER.encode(&rng.bytes::<32>());
                write_private(&path, &hex).map_err(failed)?;
                Self::from_hex(&hex)
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(KeyError::Lost(path.display().to_string())),
            Err(e) => Err(failed(e)),
        }
    }

    /// The keyed hash under which an identifier is looked up. `kind` tells user ids from e-mail addresses.
    pub fn identity_hash(&self, kind: u8, value: &str) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new_keyed(&self.0.identity);
        hasher.update(&[kind]).update(value.as_bytes());
        truncated(&hasher)
    }

    /// As [`Keys::once_key`], where keys that are used one after another are to stand beside each other in an index: they begin with
    /// `beside`, of at most nine bytes. Fifty-six bits of the hash are left to tell those apart that begin alike.
    pub fn once_key_beside(&self, beside: &[u8], parts: &[&[u8]]) -> [u8; 16] {
        let mut key = self.once_key(parts);
        key.iter_mut().zip(beside.iter().take(9)).for_each(|(byte, given)| *byte = *given);
        key
    }

    /// The keyed hash of a message id, as sent with the key `source`.
    pub fn message_hash(&self, source: &[u8], message_id: &str) -> u64 {
        let mut hasher = blake3::Hasher::new_keyed(&self.0.message);
        hasher.update(source).update(message_id.as_bytes());
        u64::from_le_bytes(truncated(&hasher))
    }

    /// A key for what may happen once, from its parts.
    pub fn once_key(&self, parts: &[&[u8]]) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new_keyed(&self.0.once);
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        truncated(&hasher)
    }

    /// What is stored of an API key or a session's token.
    pub fn token_hash(&self, token: &str) -> [u8; 32] {
        *blake3::keyed_hash(&self.0.token, token.as_bytes()).as_bytes()
    }

    /// The secret with which the store's server vouches, in a page that uses this site key, for who is signed in. It goes with
    /// the key: another key has another.
    pub fn page_secret(&self, site_key: &[u8]) -> String {
        data_encoding::HEXLOWER.encode(&self.sign("page secret", site_key))
    }

    /// Whether `hash` is the lower-case hexadecimal HMAC-SHA256 of a user id under the site key's [`Keys::page_secret`].
    pub fn vouches(&self, site_key: &[u8], user_id: &str, hash: &str) -> bool {
        let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, self.page_secret(site_key).as_bytes());
        let given = data_encoding::HEXLOWER_PERMISSIVE.decode(hash.as_bytes());
        given.is_ok_and(|given| aws_lc_rs::hmac::verify(&key, user_id.as_bytes(), &given).is_ok())
    }

    /// A signature over what a link says; `label` tells one kind of link from another.
    pub fn sign(&self, label: &str, content: &[u8]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_keyed(&self.0.link);
        hasher.update(&(label.len() as u64).to_le_bytes()).update(label.as_bytes()).update(content);
        *hasher.finalize().as_bytes()
    }

    /// Whether `signature` is `sign`'s, in constant time.
    pub fn verify(&self, label: &str, content: &[u8], signature: &[u8]) -> bool {
        <[u8; 32]>::try_from(signature)
            .is_ok_and(|given| blake3::Hash::from(given) == blake3::Hash::from(self.sign(label, content)))
    }

    /// What stands in a link's address: an id and a signature over it (and over what else the link says), in letters that
    /// survive every mail program. It is never stored: whoever has the record and not the master key can make none.
    pub fn signed_token<T: Id>(&self, label: &str, id: T, also: &[u8]) -> String {
        let mut signed = [0; SIGNATURE_BYTES];
        signed.copy_from_slice(&self.sign(label, &[id.raw().as_slice(), also].concat())[..SIGNATURE_BYTES]);
        format!("{}{}", base::id::encode(id.raw()), base::id::encode(&signed))
    }

    /// The id of a token that `signed_token` made; `None` where the signature is not ours.
    pub fn read_signed_token<T: Id>(&self, label: &str, token: &str, also: &[u8]) -> Option<T> {
        let (id, _) = token.split_at_checked(base::id::LETTERS)?;
        let id = T::from_raw(base::id::decode(id)?);
        // Compared as keyed hashes: time tells nothing.
        (self.token_hash(&self.signed_token(label, id, also)) == self.token_hash(token)).then_some(id)
    }

    /// The key that signs consent receipts. Nothing of it is stored: whoever has the master key has it again.
    pub fn signing_key(&self) -> Result<SigningKey, KeyError> {
        SigningKey::from_seed(&self.0.receipts).ok_or(KeyError::Shape)
    }

    /// Seals what belongs to the installation rather than to a customer: settings' secrets, events set aside.
    pub fn seal(&self, rng: &mut Rng, label: &str, plain: &[u8]) -> Vec<u8> {
        seal(&self.0.installation, rng, label.as_bytes(), plain)
    }

    /// Opens what `seal` sealed under the same label.
    pub fn open_sealed(&self, label: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        open(&self.0.installation, label.as_bytes(), sealed)
    }

    /// What is stored beside the data to tell a wrong master key from the right one.
    pub fn check_word(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.token_hash("master key check"))
    }

    pub(super) fn wrap_key(&self) -> &[u8; 32] {
        &self.0.wrap
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// XChaCha20-Poly1305: 24 bytes of nonce, then ciphertext and tag. `context` must be the same for opening.
pub(super) fn seal(key: &[u8; 32], rng: &mut Rng, context: &[u8], plain: &[u8]) -> Vec<u8> {
    let nonce: [u8; NONCE_BYTES] = rng.bytes();
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    let mut sealed = nonce.to_vec();
    // Encryption fails only beyond 256 GB.
    sealed.extend(cipher.encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: context }).unwrap_or_default());
    sealed
}

pub(super) fn open(key: &[u8; 32], context: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE_BYTES>()?;
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    cipher.decrypt(&XNonce::from(*nonce), Payload { msg: ciphertext, aad: context }).ok()
}

fn truncated<const N: usize>(hasher: &blake3::Hasher) -> [u8; N] {
    let mut bytes = [0; N];
    hasher.finalize_xof().fill(&mut bytes);
    bytes
}

#[cfg(unix)]
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}

#[cfg(not(unix))]
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    std::fs::write(path, format!("{text}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_text_opens_only_under_its_own_label_and_whole() {
        let keys = Keys::from_master(&[1; 32]);
        let mut rng = Rng::from_seed(1);
        let sealed = keys.seal(&mut rng, "smtp", b"secret");
        assert_eq!(keys.open_sealed("smtp", &sealed).as_deref(), Some(&b"secret"[..]));
        assert_eq!(keys.open_sealed("dkim", &sealed), None);
        assert_eq!(Keys::from_master(&[2; 32]).open_sealed("smtp", &sealed), None);
        for cut in 0..sealed.len() {
            assert_eq!(keys.open_sealed("smtp", &sealed[..cut]), None);
        }
    }

    #[test]
    fn a_token_is_read_under_its_own_label_and_whole() {
        use base::id::CustomerId;
        let (keys, id) = (Keys::from_master(&[1; 32]), CustomerId::from_raw([7; 16]));
        let token = keys.signed_token("unsubscribe", id, b"");
        // Letters that went out must go on working: these bytes never change.
        assert_eq!(token, "0w3ge1r70w3ge1r70w3ge1r70wtkb6c1zkmjyhmvx9b9mqp3920g");
        assert_eq!(keys.read_signed_token("unsubscribe", &token, b""), Some(id));
        assert_eq!(keys.read_signed_token::<CustomerId>("erasure", &token, b""), None);
        assert_eq!(keys.read_signed_token::<CustomerId>("unsubscribe", &token, b"1"), None);
        assert_eq!(Keys::from_master(&[2; 32]).read_signed_token::<CustomerId>("unsubscribe", &token, b""), None);
        let forged = ["", "é", &token[1..], &format!("{token}0"), &token.to_uppercase(), &token.replace('7', "8")];
        assert!(forged.iter().all(|forged| keys.read_signed_token::<CustomerId>("unsubscribe", forged, b"").is_none()));
        for cut in 0..token.len() {
            assert_eq!(keys.read_signed_token::<CustomerId>("unsubscribe", &token[..cut], b""), None);
        }
    }

    #[test]
    fn a_user_id_is_vouched_for_with_a_secret_of_its_site_key() {
        let keys = Keys::from_master(&[1; 32]);
        assert_eq!(keys.page_secret(b"key one").len(), 64);
        let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, keys.page_secret(b"key one").as_bytes());
        let hash = data_encoding::HEXLOWER.encode(aws_lc_rs::hmac::sign(&key, b"u-17").as_ref());
        assert!(keys.vouches(b"key one", "u-17", &hash) && keys.vouches(b"key one", "u-17", &hash.to_uppercase()));
        assert!(!keys.vouches(b"key two", "u-17", &hash) && !keys.vouches(b"key one", "u-18", &hash));
        for cut in ["", "x", &hash[2..]] {
            assert!(!keys.vouches(b"key one", "u-17", cut), "{cut}");
        }
    }

    #[test]
    fn the_master_key_is_made_once_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let mut rng = Rng::from_seed(1);
        let made = Keys::open(folder.path(), true, &mut rng).unwrap();
        let again = Keys::open(folder.path(), true, &mut rng).unwrap();
        assert_eq!(made.token_hash("x"), again.token_hash("x"));
        std::fs::remove_file(folder.path().join(FILE)).unwrap();
        assert!(matches!(Keys::open(folder.path(), false, &mut rng), Err(KeyError::Lost(_))));
        assert!(matches!(Keys::from_hex("abc"), Err(KeyError::Shape)));
    }
}
