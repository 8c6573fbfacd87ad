//! What an event says about who it is.

use crate::vault::Keys;
use base::{EmailAddress, PhoneNumber};

/// A way to name a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdentityKind {
    /// The store's own id.
    UserId = 1,
    /// A browser or a device.
    AnonymousId = 2,
    Email = 3,
    Phone = 4,
}

/// One name: its keyed hash, and its text where it may be kept (user ids that look like no e-mail or phone).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub kind: IdentityKind,
    pub hash: [u8; 16],
    pub text: Option<String>,
}

impl IdentityKind {
    pub const ALL: [Self; 4] = [Self::UserId, Self::AnonymousId, Self::Email, Self::Phone];

    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as i64 == code)
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::UserId => "user_id",
            Self::AnonymousId => "anonymous_id",
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }
}

impl Claim {
    /// The store's id. One that is an e-mail address or a phone number is kept as a hash alone.
    pub fn user_id(keys: &Keys, id: &str) -> Self {
        let personal = id.contains('@') || (id.trim_start().starts_with(['+', '＋']) && PhoneNumber::parse(id, None).is_ok());
        let folded = if id.contains('@') { id.trim().to_lowercase() } else { id.trim().to_owned() };
        Self {
            kind: IdentityKind::UserId,
            hash: keys.identity_hash(IdentityKind::UserId as u8, &folded),
            text: (!personal).then_some(folded),
        }
    }

    pub fn anonymous_id(keys: &Keys, id: &str) -> Self {
        let kind = IdentityKind::AnonymousId;
        Self { kind, hash: keys.identity_hash(kind as u8, id.trim()), text: None }
    }

    pub fn email(keys: &Keys, email: &EmailAddress) -> Self {
        let kind = IdentityKind::Email;
        Self { kind, hash: keys.identity_hash(kind as u8, email.as_str()), text: None }
    }

    pub fn phone(keys: &Keys, phone: &PhoneNumber) -> Self {
        let kind = IdentityKind::Phone;
        Self { kind, hash: keys.identity_hash(kind as u8, phone.as_str()), text: None }
    }
}
