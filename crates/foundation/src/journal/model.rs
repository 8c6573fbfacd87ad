//! What a fact is.

use base::id::{CustomerId, EventId};
use base::{Rng, Timestamp};

/// The call of the Segment spec that brought an event, or the program itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Identify = 1,
    Track = 2,
    Page = 3,
    Screen = 4,
    Group = 5,
    Alias = 6,
    /// Written by the program: a consent that changed, a merge.
    System = 7,
}

/// Where an event came from, which decides what may follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A public key in a page: never verified, never counts revenue.
    Site = 1,
    /// A secret key of the store's own servers, or a signed webhook.
    Server = 2,
    /// History brought in: nothing reacts to it.
    Import = 3,
    /// The program itself.
    System = 4,
}

/// One fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Counted from 1, without gaps, in commit order.
    pub position: i64,
    pub id: EventId,
    /// The customer as known when it arrived; readers map merged ids to their root.
    pub customer: CustomerId,
    /// `Order Completed`, `Page Viewed`, `identify` …: for calls without a name, the call's.
    pub name: String,
    pub kind: Kind,
    pub origin: Origin,
    /// When it happened, corrected for the client's clock and clamped to arrival + 5 min.
    pub at: Timestamp,
    pub received_at: Timestamp,
    /// A JSON object with `properties` or `traits`, and `context`: without direct identifiers, which are in the vault.
    pub body: String,
}

/// A fact about to be appended.
#[derive(Debug, Clone)]
pub struct NewEvent {
    pub id: EventId,
    pub customer: CustomerId,
    pub name: String,
    pub kind: Kind,
    pub origin: Origin,
    pub at: Timestamp,
    pub received_at: Timestamp,
    pub body: String,
}

/// What a merge is called in the journal: the event's customer won, `properties.merged` names the one that is no more.
pub const MERGED: &str = "Customers Merged";
/// What a change of choices is called: `properties.changes` lists purpose and state, `properties.via` where it was made.
pub const CONSENT_UPDATED: &str = "Consent Updated";
/// Agreements are about to end: `purposes`, `until` (the last end, microseconds), `days` (before the end).
pub const CONSENT_ENDING: &str = "Consent Ending";
/// What a customer asks of the messages that they agreed to has changed: `frequency`, `paused_until`, `topics_off`, `via`.
pub const PREFERENCES_UPDATED: &str = "Message Preferences Updated";
/// Somebody of the store asked to see what a customer does not share; looked at it without asking. `window` is its id.
pub const ACCESS_ASKED: &str = "Data Access Requested";
pub const ACCESS_FORCED: &str = "Data Access Forced";
/// Somebody agreed to mail with a customer's address, which its owner is to confirm; `opt_in` is its id.
pub const OPT_IN_ASKED: &str = "Opt-In Requested";
/// A customer asked for the way to their own pages; `link` is its id.
pub const LINK_ASKED: &str = "Privacy Link Requested";
/// A customer asked for something by law; it was answered. `request` is its id, `step` what the customer is told.
pub const REQUEST_RECEIVED: &str = "Privacy Request Received";
pub const REQUEST_ANSWERED: &str = "Privacy Request Answered";
/// A customer came into a segment, or left it: `segment` is its id.
pub const SEGMENT_ENTERED: &str = "Segment Entered";
pub const SEGMENT_EXITED: &str = "Segment Exited";
/// A customer was put on a list, or taken from it: `list` is its segment's id, `member` 1 or 0. Counts from the program alone.
pub const LIST_CHANGED: &str = "List Changed";
/// The store's own program lets a customer into a journey: `journey` is its id, the other properties are the program's.
pub const JOURNEY_REQUESTED: &str = "Journey Requested";

/// What became of a letter, named as in Segment's e-mail spec: `message_id`, `template`, `cause` (empty where there is none); of a
/// bounce `type` (`hard`, `soft`), of an opening `by` (`person`, `machine`), of a click `link` and whether it is the letter's `first`.
pub const EMAIL_DELIVERED: &str = "Email Delivered";
pub const EMAIL_BOUNCED: &str = "Email Bounced";
pub const EMAIL_COMPLAINED: &str = "Email Marked as Spam";
pub const EMAIL_OPENED: &str = "Email Opened";
pub const EMAIL_CLICKED: &str = "Email Link Clicked";
pub const EMAIL_UNSUBSCRIBED: &str = "Unsubscribed";

/// All of those. Unlike [`OWN_NAMES`], rules may ask for them.
pub const EMAIL_RESULTS: [&str; 6] =
    [EMAIL_DELIVERED, EMAIL_BOUNCED, EMAIL_COMPLAINED, EMAIL_OPENED, EMAIL_CLICKED, EMAIL_UNSUBSCRIBED];

/// What the program itself notes of customers.
pub const OWN_NAMES: [&str; 13] = [
    MERGED,
    CONSENT_UPDATED,
    CONSENT_ENDING,
    PREFERENCES_UPDATED,
    ACCESS_ASKED,
    ACCESS_FORCED,
    OPT_IN_ASKED,
    LINK_ASKED,
    REQUEST_RECEIVED,
    REQUEST_ANSWERED,
    SEGMENT_ENTERED,
    SEGMENT_EXITED,
    JOURNEY_REQUESTED,
];

/// An event of the program's own, as of now.
pub fn system_event(customer: CustomerId, name: &str, body: String, rng: &mut Rng, now: Timestamp) -> NewEvent {
    NewEvent {
        id: EventId::new(now, rng),
        customer,
        name: name.to_owned(),
        kind: Kind::System,
        origin: Origin::System,
        at: now,
        received_at: now,
        body,
    }
}

impl Event {
    /// The id that a merge took away, where this event is one.
    pub fn merged_customer(&self) -> Option<CustomerId> {
        if self.kind != Kind::System || self.name != MERGED {
            return None;
        }
        let body: serde_json::Value = serde_json::from_str(&self.body).ok()?;
        body.pointer("/properties/merged")?.as_str()?.parse().ok()
    }
}

impl Kind {
    pub const ALL: [Self; 7] = [Self::Identify, Self::Track, Self::Page, Self::Screen, Self::Group, Self::Alias, Self::System];

    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as i64 == code)
    }

    /// The spec's word for the call.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Identify => "identify",
            Self::Track => "track",
            Self::Page => "page",
            Self::Screen => "screen",
            Self::Group => "group",
            Self::Alias => "alias",
            Self::System => "system",
        }
    }

    /// Reads the spec's word; `system` is not for clients.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word && *kind != Self::System)
    }
}

impl Origin {
    pub const ALL: [Self; 4] = [Self::Site, Self::Server, Self::Import, Self::System];

    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| *origin as i64 == code)
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Server => "server",
            Self::Import => "import",
            Self::System => "system",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.word() == word)
    }

    /// Whether money in such an event is believed.
    pub const fn counts_revenue(self) -> bool {
        matches!(self, Self::Server | Self::Import)
    }

    /// Whether anything may happen because of it.
    pub const fn reacts(self) -> bool {
        !matches!(self, Self::Import)
    }
}
