//! The paper that every message needs.

use super::choices::Choices;
use super::preferences::Preferences;
use super::vocabulary::{Basis, CategorySet, Purpose, Recipient};
use base::Timestamp;
use base::id::CustomerId;

/// Says that one customer may be written to for one purpose, as of a moment. Only `permit` makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permit {
    customer: CustomerId,
    purpose: Purpose,
    basis: Basis,
}

/// Why a message is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// The person never agreed.
    NoConsent,
    /// The person said no.
    Refused,
    /// The agreement has run out.
    Expired,
    /// The person wants their data kept and not used.
    Restricted,
    /// The person wants no messages for a while.
    Paused,
    /// The person does not want messages about this.
    TopicOff,
}

/// What a message is, as far as its permit goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letter<'a> {
    pub purpose: Purpose,
    /// The kinds of data without which it can't be sent.
    pub categories: CategorySet,
    /// The key of what it is about, where the store told its messages apart.
    pub topic: Option<&'a str>,
}

impl Permit {
    pub fn customer(&self) -> CustomerId {
        self.customer
    }

    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    pub fn basis(&self) -> Basis {
        self.basis
    }
}

impl Withheld {
    /// The word in the API, in counts and as the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NoConsent => "no_consent",
            Self::Refused => "refused",
            Self::Expired => "expired",
            Self::Restricted => "restricted",
            // `paused` is a message's that waits for its node.
            Self::Paused => "on_pause",
            Self::TopicOff => "topic_off",
        }
    }
}

/// A message that the customer is entitled to, about their own data (GDPR articles 12 to 15): no choice forbids it.
pub const fn permit_owed(customer: CustomerId) -> Permit {
    Permit { customer, purpose: Purpose::LegalDuties, basis: Basis::LegalObligation }
}

/// Asks whether the program may write this to the customer now: by what they agreed to and, where it is advertising, by what
/// they asked of it. How often they want it says when, and not whether: whoever sends it heeds that.
pub fn permit(
    choices: &Choices,
    preferences: &Preferences,
    customer: CustomerId,
    letter: Letter<'_>,
    now: Timestamp,
) -> Result<Permit, Withheld> {
    let Letter { purpose, categories, topic } = letter;
    if let Some(basis) = choices.allows(purpose, Recipient::Automation, categories, now) {
        if purpose.is_marketing() {
            preferences.allow(topic, now)?;
        }
        return Ok(Permit { customer, purpose, basis });
    }
    if choices.is_restricted() {
        return Err(Withheld::Restricted);
    }
    let (refused, given) = (choices.refused(purpose, Recipient::Automation), choices.given(purpose, Recipient::Automation));
    if refused.meets(categories) {
        Err(Withheld::Refused)
    } else if given.covers(categories) {
        Err(Withheld::Expired)
    } else {
        Err(Withheld::NoConsent)
    }
}
