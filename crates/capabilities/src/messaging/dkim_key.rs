//! Private keys for DKIM: making, reading, and the DNS record that publishes their other half (RFC 6376 §3.6, RFC 8463).

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair, RsaKeyPair};
use base::Rng;
use data_encoding::BASE64;
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::pkcs8::{EncodePrivateKey, EncodePublicKey, LineEnding};

/// What every receiver can check; longer keys do not fit into one DNS packet everywhere.
const RSA_BITS: usize = 2048;
/// PKCS#8 around the 32 bytes of an Ed25519 seed (RFC 8410).
pub(super) const ED25519_PKCS8_HEAD: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// A key that signs. Its bytes stay inside; `Debug` tells the kind alone.
pub enum PrivateKey {
    Rsa(RsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

/// Why a key cannot be used, and what to do. Never holds key material.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("this is no RSA or Ed25519 private key: expected a PEM file that begins with -----BEGIN PRIVATE KEY-----")]
    NotAKey,
    #[error("this is a public key; the private one is needed, its file begins with -----BEGIN PRIVATE KEY-----")]
    Public,
    #[error("this key is locked with a password; unlock it with: openssl pkey -in KEY -out UNLOCKED")]
    Encrypted,
    #[error("this RSA key cannot be used: 2048 to 4096 bits are needed; 2048 is what receivers accept everywhere")]
    Rsa,
    #[error("a key could not be made; try again")]
    Generation,
}

/// A new RSA-2048 key as PKCS#8 PEM. Takes about a second.
pub fn generate_rsa(rng: &mut Rng) -> Result<String, KeyError> {
    let key = rsa::RsaPrivateKey::new(&mut OldRng(rng), RSA_BITS).map_err(|_| KeyError::Generation)?;
    Ok(key.to_pkcs8_pem(LineEnding::LF).map_err(|_| KeyError::Generation)?.to_string())
}

/// A new Ed25519 key as PKCS#8 PEM.
pub fn generate_ed25519(rng: &mut Rng) -> String {
    let mut der = ED25519_PKCS8_HEAD.to_vec();
    der.extend(rng.bytes::<32>());
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", BASE64.encode(&der))
}

impl PrivateKey {
    /// Reads PEM (PKCS#8 or PKCS#1) or DER.
    pub fn parse(bytes: &[u8]) -> Result<Self, KeyError> {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let Some((label, body)) = text.split_once("-----BEGIN ").and_then(|(_, rest)| rest.split_once("-----")) else {
            return Self::from_der(bytes);
        };
        match label {
            "PUBLIC KEY" | "RSA PUBLIC KEY" => return Err(KeyError::Public),
            "ENCRYPTED PRIVATE KEY" => return Err(KeyError::Encrypted),
            _ if body.contains("Proc-Type: 4,ENCRYPTED") => return Err(KeyError::Encrypted),
            _ => {}
        }
        let base64 = body.split("-----END").next().unwrap_or_default();
        let base64: String = base64.chars().filter(|c| !c.is_whitespace()).collect();
        Self::from_der(&BASE64.decode(base64.as_bytes()).map_err(|_| KeyError::NotAKey)?)
    }

    fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        if let Ok(key) = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der) {
            return Ok(Self::Ed25519(key));
        }
        match RsaKeyPair::from_pkcs8(der).or_else(|pkcs8| RsaKeyPair::from_der(der).map_err(|_| pkcs8)) {
            Ok(key) => Ok(Self::Rsa(key)),
            // ring tells an RSA key of a wrong size from bytes that are no key by its words alone.
            Err(error) if matches!(error.to_string().as_str(), "TooSmall" | "TooLarge" | "InvalidComponent") => {
                Err(KeyError::Rsa)
            }
            Err(_) => Err(KeyError::NotAKey),
        }
    }

    /// `a=` of the signature, without the hash: `rsa` or `ed25519`.
    pub const fn algorithm(&self) -> &'static str {
        match self {
            Self::Rsa(_) => "rsa",
            Self::Ed25519(_) => "ed25519",
        }
    }

    /// The TXT record's value: `v=DKIM1; k=rsa; p=…` with the public key as base64.
    pub fn dns_value(&self) -> String {
        let public = match self {
            // Published as SubjectPublicKeyInfo, as every implementation does.
            Self::Rsa(key) => rsa::RsaPublicKey::from_pkcs1_der(key.public_key().as_ref())
                .ok()
                .and_then(|key| key.to_public_key_der().ok())
                .map(|der| der.as_bytes().to_vec())
                .unwrap_or_default(),
            Self::Ed25519(key) => key.public_key().as_ref().to_vec(),
        };
        format!("v=DKIM1; k={}; p={}", self.algorithm(), BASE64.encode(&public))
    }
}

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PrivateKey({})", self.algorithm())
    }
}

/// Where the record stands: `selector._domainkey.domain`.
pub fn dns_name(selector: &str, domain: &str) -> String {
    format!("{selector}._domainkey.{domain}")
}

/// The value as a zone file wants it: quoted strings of at most 255 bytes.
pub fn zone_file_value(value: &str) -> String {
    let chunks: Vec<String> =
        value.as_bytes().chunks(255).map(|chunk| format!("\"{}\"", String::from_utf8_lossy(chunk))).collect();
    chunks.join(" ")
}

/// `rsa` still speaks `rand_core` 0.6: the same numbers, by its older names.
struct OldRng<'a>(&'a mut Rng);

impl rsa::rand_core::RngCore for OldRng<'_> {
    fn next_u32(&mut self) -> u32 {
        self.0.u64() as u32
    }

    fn next_u64(&mut self) -> u64 {
        self.0.u64()
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.0.bytes::<8>()[..chunk.len()]);
        }
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rsa::rand_core::Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl rsa::rand_core::CryptoRng for OldRng<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_keys_read_back() {
        let rsa = generate_rsa(&mut Rng::from_seed(1)).unwrap();
        assert_eq!(rsa, generate_rsa(&mut Rng::from_seed(1)).unwrap(), "the same seed makes the same key");
        let key = PrivateKey::parse(rsa.as_bytes()).unwrap();
        assert!(key.dns_value().starts_with("v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A"));
        assert_eq!(zone_file_value(&key.dns_value()).matches('"').count(), 4);
        let ed = PrivateKey::parse(generate_ed25519(&mut Rng::from_seed(1)).as_bytes()).unwrap();
        assert_eq!(ed.dns_value().len(), "v=DKIM1; k=ed25519; p=".len() + 44);
        assert_eq!(format!("{ed:?} {key:?}"), "PrivateKey(ed25519) PrivateKey(rsa)");
    }

    #[test]
    fn wrong_keys_are_explained() {
        let parse = |text: &str| PrivateKey::parse(text.as_bytes()).unwrap_err();
        assert_eq!(parse(""), KeyError::NotAKey);
        assert_eq!(parse("hello"), KeyError::NotAKey);
        assert_eq!(parse("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"), KeyError::Public);
        assert_eq!(parse("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END"), KeyError::Encrypted);
        assert_eq!(parse("-----BEGIN PRIVATE KEY-----\n!!\n-----END PRIVATE KEY-----"), KeyError::NotAKey);
        let small = rsa::RsaPrivateKey::new(&mut OldRng(&mut Rng::from_seed(2)), 1024).unwrap();
        assert_eq!(parse(&small.to_pkcs8_pem(LineEnding::LF).unwrap()), KeyError::Rsa);
    }
}
