//! Addresses, and calls to them.

use base::Timestamp;
use base::id::{CallId, CustomerId, EndpointId, EventId};
use foundation::consent::{Category, CategorySet, Purpose};
use foundation::outbound::may_ask;
use std::time::Duration;
use url::Url;

/// Addresses of one store.
pub const ENDPOINTS_MAX: usize = 50;
pub const NAME_CHARS_MAX: usize = 80;
pub const URL_BYTES_MAX: usize = 1_000;
/// How long a call rests before it is tried again; after the last it has failed. As Standard Webhooks proposes.
pub const PAUSES: [Duration; 6] = [
    Duration::from_secs(5),
    Duration::from_mins(5),
    Duration::from_mins(30),
    Duration::from_hours(2),
    Duration::from_hours(5),
    Duration::from_hours(10),
];
/// The kinds of data that a call may carry.
pub const SENT_DATA: CategorySet = CategorySet::of(&[
    Category::Name,
    Category::Email,
    Category::Phone,
    Category::BirthDate,
    Category::Preferences,
    Category::Orders,
    Category::Browsing,
]);

/// An address that is told things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    pub id: EndpointId,
    pub name: String,
    pub url: String,
    /// The company that runs it; empty where it is the store's own.
    pub company: String,
    /// Which secret it has: another number, another secret.
    pub generation: i64,
    /// Nothing is sent for now; what is queued waits.
    pub is_paused: bool,
    pub made_at: Timestamp,
}

/// What is wrong with one that somebody wants to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("a name has 1 to {NAME_CHARS_MAX} letters")]
    Name,
    #[error("the address begins with https:// and is on the public internet")]
    Url,
    #[error("there are {ENDPOINTS_MAX} addresses at most; delete one that is not used")]
    TooMany,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallState {
    Waiting = 0,
    Done = 1,
    /// After the last attempt, or because nobody takes it any more.
    Failed = 2,
    /// The customer does not allow it.
    Withheld = 3,
}

/// A call, as it stands in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub id: CallId,
    pub endpoint: EndpointId,
    pub customer: CustomerId,
    /// What made it, as JSON without anything personal.
    pub what: String,
    /// What the customer's data is used for.
    pub purpose: Purpose,
    /// The kinds of data that it is to carry, as far as they are allowed.
    pub data: CategorySet,
    /// The event that it is about; of zeros for none.
    pub event: EventId,
    pub position: i64,
    pub state: CallState,
    /// Why it failed, or was withheld, or has to be tried again: a word.
    pub reason: String,
    /// What the last answer said.
    pub status: Option<i64>,
    pub attempts: i64,
    pub due_at: Option<Timestamp>,
    pub made_at: Timestamp,
    pub changed_at: Timestamp,
}

/// A call about to be queued.
#[derive(Debug, Clone)]
pub struct NewCall {
    pub id: CallId,
    pub endpoint: EndpointId,
    pub customer: CustomerId,
    pub what: String,
    pub purpose: Purpose,
    pub data: CategorySet,
    pub event: EventId,
    pub position: i64,
}

impl CallState {
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Done, Self::Failed, Self::Withheld];

    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|state| *state as i64 == code)
    }

    /// The word in the API and as the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Withheld => "withheld",
        }
    }
}

impl Endpoint {
    /// A name as it is kept: without space around it.
    pub fn name_of(text: &str) -> Result<String, Flaw> {
        let name = text.trim();
        let fits = !name.is_empty() && name.chars().count() <= NAME_CHARS_MAX && !name.contains(char::is_control);
        if fits { Ok(name.to_owned()) } else { Err(Flaw::Name) }
    }
}

/// Whether an address may be one; whether it leads to the public internet is found out each time it is gone to.
pub fn check_url(text: &str) -> Result<String, Flaw> {
    let url = Url::parse(text.trim()).map_err(|_| Flaw::Url)?;
    // What is told is personal: nobody on the way reads it.
    let is_private = url.scheme() == "https";
    if is_private && may_ask(&url) && url.as_str().len() <= URL_BYTES_MAX { Ok(url.into()) } else { Err(Flaw::Url) }
}
