//! The signature beside a receipt, and the list of keys that it is checked with.

use super::form::{canonical, read};
use crate::vault::{PublicKey, SigningKey};
use base::Timestamp;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER_PERMISSIVE};
use serde_json::{Value, json};

/// The bytes of a receipt or a list of keys; ours have a few thousand.
const TEXT_BYTES_MAX: usize = 1024 * 1024;
/// Keys of one list.
const KEYS_MAX: usize = 100;

/// What can't be checked, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("it is larger than a receipt can be (1 MiB)")]
    TooLarge,
    #[error("it is no receipt: {0}")]
    NoReceipt(String),
    #[error("this is no public key: {0}")]
    NoKey(String),
}

/// Why a receipt is not what it claims to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Forged {
    #[error("it names the key {0}, which is none of the keys it was checked with")]
    OtherKey(String),
    #[error(
        "the signature is not over this content: something was changed after it was signed, or it was never signed by this key"
    )]
    Changed,
}

/// What came of a check.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What it says, true or not.
    pub receipt: Value,
    pub kid: String,
    pub genuine: Result<(), Forged>,
}

/// Public keys, as a store publishes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeysDocument(Vec<PublicKey>);

/// The receipt with its signature: `{"receipt": …, "signature": {"alg", "kid", "value"}}`.
pub fn sign(key: &SigningKey, receipt: Value) -> Result<Value, Unreadable> {
    let content = canonical(&receipt).map_err(|error| Unreadable::NoReceipt(error.to_string()))?;
    let value = BASE64URL_NOPAD.encode(&key.sign(content.as_bytes()));
    let signature = json!({"alg": SigningKey::ALGORITHM, "kid": key.public_key().id(), "value": value});
    Ok(json!({"receipt": receipt, "signature": signature}))
}

/// Reads a signed receipt and checks it. A key's id only says which key to try: the signature decides.
pub fn verify(text: &str, keys: &KeysDocument) -> Result<Verdict, Unreadable> {
    let no = |reason: &str| Unreadable::NoReceipt(reason.to_owned());
    if text.len() > TEXT_BYTES_MAX {
        return Err(Unreadable::TooLarge);
    }
    let envelope = read(text).map_err(|error| no(&error.to_string()))?;
    let receipt = envelope.get("receipt").filter(|receipt| receipt.is_object());
    let receipt = receipt.ok_or_else(|| no("it has no object under \"receipt\""))?.clone();
    let signature = envelope.get("signature").ok_or_else(|| no("it has no \"signature\""))?;
    let members = |value: &Value| value.as_object().map_or(0, serde_json::Map::len);
    if members(&envelope) != 2 || members(signature) != 3 {
        return Err(no("it holds something beside the receipt and its signature (alg, kid, value), which nobody signed"));
    }
    let part =
        |name: &str| signature.get(name).and_then(Value::as_str).ok_or_else(|| no("its signature lacks alg, kid or value"));
    if part("alg")? != SigningKey::ALGORITHM {
        return Err(no("its signature is not of the kind Ed25519"));
    }
    let kid = part("kid")?.to_owned();
    let value = BASE64URL_NOPAD.decode(part("value")?.as_bytes()).map_err(|_| no("its signature is not in base64url"))?;
    let content = canonical(&receipt).map_err(|error| no(&error.to_string()))?;
    let genuine = match keys.0.iter().find(|key| key.id() == kid) {
        None => Err(Forged::OtherKey(kid.clone())),
        Some(key) if key.verifies(content.as_bytes(), &value) => Ok(()),
        Some(_) => Err(Forged::Changed),
    };
    Ok(Verdict { receipt, kid, genuine })
}

/// What stands at `/.well-known/amana-keys.json`: a set of JSON Web Keys (RFC 7517, RFC 8037). `since`: when the installation
/// began to sign with it.
pub fn keys_document(key: &PublicKey, base_url: &str, since: Option<Timestamp>) -> Value {
    json!({
        "issuer": base_url,
        "keys": [{
            "kid": key.id(),
            "kty": "OKP",
            "crv": "Ed25519",
            "alg": SigningKey::ALGORITHM,
            "use": "sig",
            "x": BASE64URL_NOPAD.encode(&key.0),
            "since": since.map(Timestamp::to_rfc3339),
        }],
    })
}

impl KeysDocument {
    /// Reads the list that a store publishes; keys of other kinds are passed over.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let no = |reason: &str| Unreadable::NoKey(reason.to_owned());
        if text.len() > TEXT_BYTES_MAX {
            return Err(Unreadable::TooLarge);
        }
        let document = read(text).map_err(|error| no(&error.to_string()))?;
        let keys = document.get("keys").and_then(Value::as_array).ok_or_else(|| no("there is no list under \"keys\""))?;
        let ours = keys.iter().take(KEYS_MAX).filter(|key| key["alg"] == SigningKey::ALGORITHM);
        let keys: Vec<PublicKey> = ours.filter_map(|key| decoded(key["x"].as_str()?)).collect();
        if keys.is_empty() { Err(no("the list holds no Ed25519 key")) } else { Ok(Self(keys)) }
    }

    /// One key as text: its 32 bytes in base64url (as `x` in the list) or hexadecimal.
    pub fn of_key(text: &str) -> Result<Self, Unreadable> {
        let key = decoded(text.trim());
        let wanted = "it must be 32 bytes in base64url (the \"x\" of the store's list) or 64 hexadecimal digits";
        Ok(Self(vec![key.ok_or_else(|| Unreadable::NoKey(wanted.to_owned()))?]))
    }
}

impl From<PublicKey> for KeysDocument {
    fn from(key: PublicKey) -> Self {
        Self(vec![key])
    }
}

fn decoded(text: &str) -> Option<PublicKey> {
    let base64 = BASE64URL_NOPAD.decode(text.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
    base64.or_else(|| HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok()?.try_into().ok()).map(PublicKey)
}
