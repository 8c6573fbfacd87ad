//! What a message is on its way out.

use super::templates::BuiltIn;
use base::id::{CustomerId, EventId, MessageId};
use base::{Locale, Timestamp};
use foundation::consent::{self, Category, CategorySet, Choices, Letter, Permit, Preferences, Purpose, Withheld};

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
    /// A person has to decide, as after a restore.
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
    /// The event that it answers.
    pub event: EventId,
    /// That event's position.
    pub position: i64,
    pub rule: BuiltIn,
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
    pub event: EventId,
    pub position: i64,
    pub rule: BuiltIn,
    pub locale: Locale,
    pub state: MessageState,
    pub reason: &'static str,
}

/// What decides whether a customer gets a message.
#[derive(Debug, Clone, Copy)]
pub struct Wishes<'a> {
    pub choices: &'a Choices,
    pub preferences: &'a Preferences,
    /// The key of what the message is about.
    pub topic: Option<&'a str>,
    /// When advertising last went to them.
    pub last_sent: Option<Timestamp>,
}

/// What a rule needs to be allowed.
impl BuiltIn {
    /// What the customer's data is used for when it is sent.
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::ThankYou => Purpose::FulfilOrders,
            Self::Welcome | Self::ConsentRenewal => Purpose::MarketingEmail,
            Self::PrivacyLink | Self::AccessNotice | Self::ConfirmConsent | Self::RequestReceived | Self::RequestAnswered => {
                Purpose::LegalDuties
            }
        }
    }

    /// Whether it may be sent now: what customers are entitled to needs no agreement, everything else does.
    pub fn permit(self, wishes: &Wishes<'_>, customer: CustomerId, now: Timestamp) -> Result<Permit, Withheld> {
        if self.is_owed() {
            return Ok(consent::permit_owed(customer));
        }
        let letter = Letter { purpose: self.purpose(), categories: self.needs(), topic: wishes.topic };
        consent::permit(wishes.choices, wishes.preferences, customer, letter, wishes.last_sent, now)
    }

    /// The kinds of data without which it can't be sent.
    pub const fn needs(self) -> CategorySet {
        match self {
            Self::ThankYou => CategorySet::of(&[Category::Email, Category::Orders]),
            Self::Welcome
            | Self::ConsentRenewal
            | Self::PrivacyLink
            | Self::AccessNotice
            | Self::ConfirmConsent
            | Self::RequestReceived
            | Self::RequestAnswered => CategorySet::of(&[Category::Email]),
        }
    }
}
