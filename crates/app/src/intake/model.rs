//! What an event is between its arrival and the journal.

use base::Timestamp;
use base::id::EventId;
use foundation::consent::{Basis, Decision, EventClass, Purpose};
use foundation::customers::{Authority, Claim, Claims};
use foundation::journal::{Kind, Origin};
use foundation::staff::{ApiKey, Bases, Scope};
use foundation::vault::Field;

/// How events came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// As they happen.
    Live,
    /// As history: nothing reacts to them.
    Import,
}

/// Whose events these are, and how far they are believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sender {
    /// The key's id; what is deduplicated is deduplicated per key.
    pub source: [u8; 16],
    pub origin: Origin,
    pub bases: Bases,
    /// The browser that sent them objects to sharing and targeting: Global Privacy Control, `Sec-GPC: 1`.
    pub objects: bool,
}

/// How a banner asked: what proves the answers that came with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The version of the words that were read; the store keeps them under it.
    pub words: String,
    pub notice_version: Option<String>,
}

/// An event that can be read, taken apart: identifiers in `personal`, the rest in `body`.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub id: EventId,
    /// The message id's keyed hash; `None` where the client sent none.
    pub message_hash: Option<u64>,
    pub kind: Kind,
    pub class: EventClass,
    pub name: String,
    pub at: Timestamp,
    pub received_at: Timestamp,
    pub body: String,
    pub claims: Claims,
    /// A signature came with the user id and is not the store's: the id counts as if there were none.
    pub is_misnamed: bool,
    /// `alias`: the id that is to become the same person.
    pub previous: Option<(Claim, Claim)>,
    pub personal: Vec<Field>,
    /// What the visitor's banner says: purposes and whether they were agreed to.
    pub preferences: Vec<(Purpose, bool)>,
    /// How it asked, where the event is the answer itself.
    pub asked: Option<Asked>,
    /// Decisions that a file of history brings with their date and proof.
    pub decisions: Vec<Decision>,
    /// An order's or a benefit's number, or an imported row: counts once, however often it is sent.
    pub once: Option<[u8; 16]>,
    /// The purpose under whose agreement alone it is kept: a benefit's.
    pub under: Option<Purpose>,
    /// Hashes by which the customer can be found: the order number.
    pub search: Vec<[u8; 16]>,
    /// The event as it came, where a later step may have to set it aside.
    pub raw: Option<String>,
}

/// An event that was set aside: kept sealed for 7 days, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    pub reason: Reason,
    /// What exactly, for the developer of the client; no personal data.
    pub detail: String,
    pub raw: String,
}

/// Why an event was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    BadJson,
    BadType,
    BadTime,
    BadValue,
    TooDeep,
    TooLarge,
    Nul,
    NoId,
    NoName,
    NoOrderId,
    BadMessageId,
    MergeRefused,
    RevenueRefused,
}

/// What became of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Receipt {
    pub kept: u64,
    pub duplicates: u64,
    pub dropped: u64,
    pub set_aside: u64,
    /// Events that the journal got: those kept, and the program's own that follow from them.
    pub appended: u64,
    /// 1 for the first append of a commit, 0 for the others: added up, the commits.
    pub commits: u64,
}

/// Why nothing of a request was kept.
#[derive(Debug, thiserror::Error)]
pub enum AdmitError {
    /// The key was ended after it was looked up, perhaps on another node.
    #[error("the key is no longer in force")]
    Revoked,
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Prepared {
    /// All names that its customer may be found by.
    pub fn names(&self) -> impl Iterator<Item = &Claim> {
        let Claims { user_id, anonymous_id, email, phone, user_is_signed: _ } = &self.claims;
        let previous = self.previous.iter().flat_map(|(as_user, as_browser)| [as_user, as_browser]);
        [user_id, anonymous_id, email, phone].into_iter().flatten().chain(previous)
    }
}

impl Sender {
    /// `None` for keys that may not send events, and for history from a public key.
    pub fn of_key(key: &ApiKey, via: Via) -> Option<Self> {
        use base::Id as _;
        let origin = match (key.scope, via) {
            (Scope::Site, Via::Live) => Origin::Site,
            (Scope::Server, Via::Live) => Origin::Server,
            (Scope::Server | Scope::Admin, Via::Import) => Origin::Import,
            _ => return None,
        };
        Some(Self { source: *key.id.raw(), origin, bases: key.bases, objects: false })
    }

    /// The same, whose browser sent the signal or not. It is a page's: what a server relays it has answered for itself.
    #[must_use]
    pub fn with_signal(self, is_sent: bool) -> Self {
        Self { objects: is_sent && self.origin == Origin::Site, ..self }
    }

    /// The command line's imports: history, kept as a server key's would be.
    pub fn import() -> Self {
        Self { source: *b"amana-import-cli", origin: Origin::Import, bases: Bases::default_for(Scope::Server), objects: false }
    }

    pub fn authority(&self) -> Authority {
        if self.origin == Origin::Site { Authority::Site } else { Authority::Verified }
    }

    pub fn basis(&self, class: EventClass) -> Basis {
        self.bases.of(class)
    }
}

impl Reason {
    pub const ALL: [Self; 13] = [
        Self::BadJson,
        Self::BadType,
        Self::BadTime,
        Self::BadValue,
        Self::TooDeep,
        Self::TooLarge,
        Self::Nul,
        Self::NoId,
        Self::NoName,
        Self::NoOrderId,
        Self::BadMessageId,
        Self::MergeRefused,
        Self::RevenueRefused,
    ];

    /// The word in counts, in the API and as the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::BadJson => "bad_json",
            Self::BadType => "bad_type",
            Self::BadTime => "bad_time",
            Self::BadValue => "bad_value",
            Self::TooDeep => "too_deep",
            Self::TooLarge => "too_large",
            Self::Nul => "nul",
            Self::NoId => "no_id",
            Self::NoName => "no_name",
            Self::NoOrderId => "no_order_id",
            Self::BadMessageId => "bad_message_id",
            Self::MergeRefused => "merge_refused",
            Self::RevenueRefused => "revenue_refused",
        }
    }
}
