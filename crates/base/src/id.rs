//! Ids: 16-byte UUIDv7 (RFC 9562) inside, a prefix and 26 letters outside (`cus_06ekw…`).

use crate::{Rng, Timestamp};
use data_encoding::Encoding;
use std::sync::LazyLock;

/// Sixteen bytes, sortable by the millisecond of their making.
pub type Raw = [u8; 16];

/// Crockford's base 32 in lower case: no i, l, o, u; order-preserving.
static BASE32: LazyLock<Encoding> = LazyLock::new(|| {
    let mut spec = data_encoding::Specification::new();
    spec.symbols.push_str("0123456789abcdefghjkmnpqrstvwxyz");
    spec.encoding().unwrap_or(data_encoding::BASE32HEX_NOPAD)
});

/// A new UUIDv7 made at `now`.
pub fn new_raw(now: Timestamp, rng: &mut Rng) -> Raw {
    let millis = (now.micros().max(0) / 1000) as u64;
    uuid::Builder::from_unix_timestamp_millis(millis, &rng.bytes::<10>()).into_uuid().into_bytes()
}

/// How many letters 16 bytes take.
pub const LETTERS: usize = 26;

/// The letters of 16 bytes.
pub fn encode(raw: &Raw) -> String {
    BASE32.encode(raw)
}

/// The 16 bytes of so many letters; `None` where the text is something else.
pub fn decode(text: &str) -> Option<Raw> {
    BASE32.decode(text.as_bytes()).ok()?.try_into().ok()
}

/// What every id type shares.
pub trait Id: Copy + Eq {
    /// What stands before the underscore.
    const PREFIX: &'static str;
    fn from_raw(raw: Raw) -> Self;
    fn raw(&self) -> &Raw;
}

/// Declares id types: `id_types! { /// A customer. CustomerId = "cus"; }`
#[macro_export]
macro_rules! id_types {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($crate::id::Raw);

        impl $name {
            /// A new id, sortable by `now`.
            pub fn new(now: $crate::Timestamp, rng: &mut $crate::Rng) -> Self {
                Self($crate::id::new_raw(now, rng))
            }
        }

        impl $crate::Id for $name {
            const PREFIX: &'static str = $prefix;
            fn from_raw(raw: $crate::id::Raw) -> Self { Self(raw) }
            fn raw(&self) -> &$crate::id::Raw { &self.0 }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}_{}", $prefix, $crate::id::encode(&self.0))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::id::NotAnId;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.strip_prefix(concat!($prefix, "_"))
                    .and_then($crate::id::decode)
                    .map(Self)
                    .ok_or($crate::id::NotAnId { prefix: $prefix })
            }
        }
    )+};
}

/// The text is no id of the wanted kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected an id that starts with \"{prefix}_\" and has 26 letters after it")]
pub struct NotAnId {
    pub prefix: &'static str,
}

id_types! {
    /// One person, or one visitor not yet known by name.
    CustomerId = "cus";
    /// One fact in the journal.
    EventId = "evt";
    /// One template of the store's own.
    TemplateId = "tpl";
    /// One message to one customer.
    MessageId = "msg";
    /// One API key.
    KeyId = "key";
    /// One member of the store's staff.
    StaffId = "stf";
    /// One team that the store added.
    TeamId = "tea";
    /// One line of the audit log.
    AuditId = "aud";
    /// One decision of a customer about their data.
    GrantId = "gra";
    /// One look at personal data, as written to the access log.
    AccessId = "acc";
    /// One sealed file of the long history.
    HistoryFileId = "his";
    /// One link to a customer's own pages.
    PrivacyLinkId = "pvl";
    /// One agreement that waits for its confirmation.
    OptInId = "oin";
    /// One erasure of a customer.
    ErasureId = "era";
    /// What a member of staff may see for a while.
    WindowId = "win";
    /// What a customer asked for by law.
    RequestId = "req";
    /// One segment: customers for whom a rule holds.
    SegmentId = "seg";
    /// A journey that customers go on.
    JourneyId = "jou";
    /// One time that a customer went on a journey.
    RunId = "run";
    /// A call to an address of the store's own, or of a company.
    CallId = "cal";
    /// An address that is told things.
    EndpointId = "whk";
    /// Something that somebody of the staff is to do.
    TaskId = "tsk";
    /// A letter to many at once.
    CampaignId = "cmp";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_and_sort_by_time() {
        let mut rng = Rng::from_seed(1);
        let a = CustomerId::new(Timestamp::from_micros(1_000_000), &mut rng);
        let b = CustomerId::new(Timestamp::from_micros(2_000_000), &mut rng);
        assert_eq!(a.to_string().parse(), Ok(a));
        assert!(a < b && a.to_string() < b.to_string());
        assert_eq!(a.to_string().len(), 30);
        assert!("evt_123".parse::<CustomerId>().is_err());
        assert!(a.to_string().replace("cus_", "evt_").parse::<CustomerId>().is_err());
    }
}
