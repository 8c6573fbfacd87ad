//! Signatures that anybody can check: Ed25519 (RFC 8032), as opposed to `Keys::sign`, which only the program itself can.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use data_encoding::HEXLOWER;

/// Hexadecimal digits of a key's id.
const KID_DIGITS: usize = 16;

/// Signs.
pub struct SigningKey(Ed25519KeyPair);

/// Tells whether a signature is the signing key's. May be shown to anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(pub [u8; 32]);

impl SigningKey {
    /// The name of the algorithm, as RFC 9864 registers it.
    pub const ALGORITHM: &'static str = "Ed25519";

    /// `None` where the seed has not 32 bytes.
    pub(super) fn from_seed(seed: &[u8]) -> Option<Self> {
        Ed25519KeyPair::from_seed_unchecked(seed).ok().map(Self)
    }

    /// The 64 bytes of a signature. The same for the same content.
    pub fn sign(&self, content: &[u8]) -> Vec<u8> {
        self.0.sign(content).as_ref().to_vec()
    }

    pub fn public_key(&self) -> PublicKey {
        let mut bytes = [0; 32];
        for (to, from) in bytes.iter_mut().zip(self.0.public_key().as_ref()) {
            *to = *from;
        }
        PublicKey(bytes)
    }
}

impl PublicKey {
    /// The key's name: the first 16 hexadecimal digits of its SHA-256.
    pub fn id(&self) -> String {
        let mut digits = HEXLOWER.encode(digest(&SHA256, &self.0).as_ref());
        digits.truncate(KID_DIGITS);
        digits
    }

    /// Whether the key's owner signed exactly this.
    pub fn verifies(&self, content: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0).verify(content, signature).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Keys;
    use super::*;

    #[test]
    fn rfc_8032_test_2() {
        let hex = |text: &str| HEXLOWER.decode(text.as_bytes()).unwrap();
        let seed = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        let key = SigningKey::from_seed(&seed).unwrap();
        let public = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        assert_eq!(key.public_key().0.as_slice(), public);
        let signature = key.sign(&[0x72]);
        assert_eq!(
            HEXLOWER.encode(&signature),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        );
        assert!(key.public_key().verifies(&[0x72], &signature) && !key.public_key().verifies(&[0x73], &signature));
    }

    #[test]
    fn the_key_follows_from_the_master_key_alone() {
        let id = |master: u8| Keys::from_master(&[master; 32]).signing_key().unwrap().public_key().id();
        assert_eq!(id(1), id(1));
        assert_ne!(id(1), id(2));
        assert_eq!(id(1).len(), KID_DIGITS);
    }
}
