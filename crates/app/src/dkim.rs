//! The keys that mail is signed with, as settings hold them: one of RSA, which every receiver can check, and one of Ed25519 beside
//! it (RFC 8463), each under a name of its own in DNS and in force for itself.

use crate::mail::{open_setting, seal_setting};
use base::{Rng, Timestamp};
use capabilities::messaging::{DkimError, KeyError, PrivateKey, Signer, generate_ed25519, generate_rsa};
use db::{Db, Error, Result, Tx};
use foundation::settings;
use foundation::vault::Keys;
use serde::{Deserialize, Serialize};

/// Under which it is stored.
pub const SETTING: &str = "dkim";

/// What the second key's selector has beyond the first one's.
const SECOND_SUFFIX: &str = "-ed25519";
/// Of a part of a name in DNS.
const LABEL_CHARS_MAX: usize = 63;

/// DKIM as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DkimSetting {
    pub domain: String,
    #[serde(flatten)]
    pub first: DkimKey,
    /// Of Ed25519; stores of long ago have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<DkimKey>,
}

/// A private key, sealed, in base 64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DkimKey {
    pub selector: String,
    pub sealed_key: String,
    /// Off until its record stands in DNS: a signature that can't be checked helps nobody.
    #[serde(default = "on")]
    pub enabled: bool,
}

const fn on() -> bool {
    true
}

/// Why there are no new keys.
#[derive(Debug, thiserror::Error)]
pub enum NotMade {
    #[error(transparent)]
    Name(#[from] DkimError),
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl DkimSetting {
    /// Both keys of a domain, new and not yet in force. Takes about a second.
    pub fn make(keys: &Keys, rng: &mut Rng, domain: &str, selector: &str) -> std::result::Result<Self, NotMade> {
        // What is wrong with the names shows before the long work.
        let second = DkimKey::beside(keys, rng, domain, selector)?;
        let pem = generate_rsa(rng)?;
        let first = DkimKey::sealed(keys, rng, domain, selector, &pem)?;
        Ok(Self { domain: domain.to_owned(), first, second: Some(second) })
    }

    /// The first, then the second.
    pub fn keys(&self) -> impl Iterator<Item = &DkimKey> {
        std::iter::once(&self.first).chain(&self.second)
    }
}

impl DkimKey {
    /// A new Ed25519 key to stand beside the one under `selector`, not yet in force.
    pub fn beside(keys: &Keys, rng: &mut Rng, domain: &str, selector: &str) -> std::result::Result<Self, NotMade> {
        let pem = generate_ed25519(rng);
        let room = LABEL_CHARS_MAX - SECOND_SUFFIX.len();
        let last = selector.rfind('.').map_or(0, |dot| dot + 1);
        let selector = selector.get(..last + room).unwrap_or(selector);
        Self::sealed(keys, rng, domain, &format!("{selector}{SECOND_SUFFIX}"), &pem)
    }

    fn sealed(keys: &Keys, rng: &mut Rng, domain: &str, selector: &str, pem: &str) -> std::result::Result<Self, NotMade> {
        Signer::new(domain, selector, PrivateKey::parse(pem.as_bytes())?)?;
        Ok(Self { selector: selector.to_owned(), sealed_key: seal_setting(keys, rng, SETTING, pem), enabled: false })
    }
}

/// The signers that the settings want.
pub fn signers(db: &Db, keys: &Keys) -> Result<Vec<Signer>> {
    let setting: Option<DkimSetting> = db.record.read(|tx| settings::load(tx, SETTING))?;
    signers_of(keys, setting.as_ref())
}

/// The signers that a setting wants: of those of its keys that are in force.
pub fn signers_of(keys: &Keys, setting: Option<&DkimSetting>) -> Result<Vec<Signer>> {
    let wanted = setting.into_iter().flat_map(|setting| setting.keys().map(move |key| (&setting.domain, key)));
    wanted.filter(|(_, key)| key.enabled).map(|(domain, key)| signer(keys, domain, key)).collect()
}

/// The signer of one key, in force or not.
pub fn signer(keys: &Keys, domain: &str, key: &DkimKey) -> Result<Signer> {
    let pem = open_setting(keys, SETTING, &key.sealed_key)
        .ok_or_else(|| Error::Other("the DKIM key can't be opened with this master key".to_owned()))?;
    let private = PrivateKey::parse(pem.as_bytes()).map_err(|e| Error::Other(e.to_string()))?;
    Signer::new(domain, &key.selector, private).map_err(|e| Error::Other(e.to_string()))
}

/// Stores a key alone, in force from now on: for whoever published its record already.
pub fn save_one(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    domain: &str,
    selector: &str,
    pem: &str,
    now: Timestamp,
) -> Result<()> {
    let sealed_key = seal_setting(keys, rng, SETTING, pem);
    let first = DkimKey { selector: selector.to_owned(), sealed_key, enabled: true };
    settings::save(tx, SETTING, &DkimSetting { domain: domain.to_owned(), first, second: None }, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_stored_before_there_were_two_is_read_on() {
        let stored = r#"{"domain":"noor.example","selector":"amana1","sealed_key":"c2VhbGVk"}"#;
        let setting: DkimSetting = serde_json::from_str(stored).unwrap();
        assert_eq!((setting.first.selector.as_str(), setting.first.enabled, &setting.second), ("amana1", true, &None));
        let again: DkimSetting = serde_json::from_str(&serde_json::to_string(&setting).unwrap()).unwrap();
        assert_eq!(again, setting);
    }

    #[test]
    fn the_second_key_has_a_name_of_its_own() {
        let (keys, mut rng) = (Keys::from_master(&[1; 32]), Rng::from_seed(1));
        let mut name = |selector: &str| DkimKey::beside(&keys, &mut rng, "noor.example", selector).map(|key| key.selector);
        assert_eq!(name("amana1").unwrap(), "amana1-ed25519");
        assert_eq!(name("a.b").unwrap(), "a.b-ed25519");
        assert_eq!(name(&"x".repeat(63)).unwrap(), format!("{}-ed25519", "x".repeat(55)));
        assert!(matches!(name("a b"), Err(NotMade::Name(DkimError::Selector))));
    }
}
