//! What a message is on its way out.

use super::guard::Why;
use super::letter::{About, LetterRef, Terms};
use super::templates::BuiltIn;
use base::id::{CustomerId, EventId, MessageId};
use base::{Id as _, Locale, Timestamp};
use foundation::consent::{Category, CategorySet, Purpose};

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageState {
    /// Waits for its time.
    Queued = 0,
    /// Being handed over: committed before the first byte goes out.
    Sending = 1,
    /// The mail server took it.
    Sent = 2,
    /// It will not be sent: refused for good, or tried for three days.
    Failed = 3,
    /// The connection was lost before the answer came: it may have arrived.
    Unknown = 4,
    /// The customer's choices, a suppression or a missing address forbid it.
    Withheld = 5,
    /// A person has to decide: after a restore, or whether a paused campaign goes on.
    Held = 6,
}

impl MessageState {
    pub const ALL: [Self; 7] = [Self::Queued, Self::Sending, Self::Sent, Self::Failed, Self::Unknown, Self::Withheld, Self::Held];

    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|state| *state as i64 == code)
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// The word in the API and as the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Withheld => "withheld",
            Self::Held => "held",
        }
    }
}

/// A message as stored: references alone, no text and no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub id: MessageId,
    pub customer: CustomerId,
    /// The event that it answers; nil where it answers none.
    pub event: EventId,
    /// That event's position; 0 where there is none.
    pub position: i64,
    pub letter: LetterRef,
    /// Whether it is advertising, as its letter was when it was queued.
    pub is_marketing: bool,
    /// The key of what it is about, where whoever made it said so.
    pub topic: String,
    /// What made it (`journey:…`, `campaign:…`); empty where it is an answer.
    pub cause: String,
    pub locale: Locale,
    pub state: MessageState,
    /// Why it was withheld or failed: a word, no personal data. Empty otherwise.
    pub reason: String,
    pub attempts: u32,
    /// How often its fate was uncertain.
    pub uncertain: u32,
    pub due_at: Timestamp,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
    /// When it was first postponed, where it was.
    pub postponed_at: Option<Timestamp>,
}

/// A marketing letter that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentLetter {
    pub purpose: Purpose,
    /// When the mail server took it.
    pub at: Timestamp,
}

/// A message about to be queued.
#[derive(Debug, Clone)]
pub struct NewMessage {
    pub id: MessageId,
    /// The same for the same message: it is queued once.
    pub key: [u8; 16],
    pub customer: CustomerId,
    /// The event that it answers and its position; [`NewMessage::no_event`] and 0 where it answers none.
    pub event: EventId,
    pub position: i64,
    pub letter: LetterRef,
    pub locale: Locale,
    /// The key of what it is about; empty: its letter's own.
    pub topic: String,
    /// What makes it (`journey:…`, `campaign:…`); empty where it is an answer.
    pub cause: String,
    /// When it goes out; `None`: at once.
    pub due_at: Option<Timestamp>,
}

impl NewMessage {
    /// Where no event is: they are counted from 1.
    pub const NO_POSITION: i64 = 0;

    /// The event of a message that answers none.
    pub fn no_event() -> EventId {
        EventId::from_raw([0; 16])
    }
}

impl Message {
    /// For what it waits until `due_at`, where the store's limits or the law keep it back.
    pub fn waits_for(&self) -> Option<Why> {
        if self.state == MessageState::Queued { Why::from_word(&self.reason) } else { None }
    }

    /// What the customer's data is used for when it is sent.
    pub fn purpose(&self) -> Purpose {
        match self.letter {
            LetterRef::BuiltIn(letter) => letter.purpose(),
            LetterRef::Own { .. } if self.is_marketing => Purpose::MarketingEmail,
            LetterRef::Own { .. } => Purpose::FulfilOrders,
        }
    }
}

/// What a letter needs to be allowed.
impl BuiltIn {
    /// What the customer's data is used for when it is sent.
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::ThankYou => Purpose::FulfilOrders,
            Self::Welcome
            | Self::ConsentRenewal
            | Self::AbandonedCart
            | Self::BrowseAbandonment
            | Self::ReviewRequest
            | Self::WinBack
            | Self::Birthday
            | Self::Replenishment
            | Self::PriceDrop
            | Self::GoesWith => Purpose::MarketingEmail,
            Self::PrivacyLink | Self::AccessNotice | Self::ConfirmConsent | Self::RequestReceived | Self::RequestAnswered => {
                Purpose::LegalDuties
            }
        }
    }

    /// What must hold for it to be sent.
    pub const fn terms(self) -> Terms {
        Terms { purpose: self.purpose(), needs: self.needs(), is_owed: self.is_owed() }
    }

    /// The kinds of data without which it can't be sent.
    pub const fn needs(self) -> CategorySet {
        match self {
            Self::ThankYou | Self::ReviewRequest | Self::Replenishment | Self::WinBack | Self::GoesWith => About::Order.needs(),
            Self::AbandonedCart | Self::BrowseAbandonment | Self::PriceDrop => About::Cart.needs(),
            Self::Birthday => CategorySet::of(&[Category::Email, Category::BirthDate]),
            Self::Welcome
            | Self::ConsentRenewal
            | Self::PrivacyLink
            | Self::AccessNotice
            | Self::ConfirmConsent
            | Self::RequestReceived
            | Self::RequestAnswered => About::Customer.needs(),
        }
    }
}
