//! The paper that every message needs.

use super::choices::Choices;
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
        }
    }
}

/// A message that the customer is entitled to, about their own data (GDPR articles 12 to 15): no choice forbids it.
pub const fn permit_owed(customer: CustomerId) -> Permit {
    Permit { customer, purpose: Purpose::LegalDuties, basis: Basis::LegalObligation }
}

/// Asks whether the program may use `categories` to write to the customer for `purpose` now.
pub fn permit(
    choices: &Choices,
    customer: CustomerId,
    purpose: Purpose,
    categories: CategorySet,
    now: Timestamp,
) -> Result<Permit, Withheld> {
    if let Some(basis) = choices.allows(purpose, Recipient::Automation, categories, now) {
        return Ok(Permit { customer, purpose, basis });
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
