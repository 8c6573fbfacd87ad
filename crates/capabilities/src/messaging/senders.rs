//! Whom letters may be from beside the store itself: people of it, by name. Which of them a letter is from stands in its template,
//! beside its subject.

use base::{EmailAddress, Timestamp};
use db::{Result, Tx};
use foundation::settings;
use serde::{Deserialize, Serialize};

/// One sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// What templates name it by, which never changes.
    pub id: String,
    pub name: String,
    pub email: String,
}

/// All of them, in the order in which they were added.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Senders {
    pub all: Vec<Sender>,
}

impl Sender {
    pub const NAME_CHARS_MAX: usize = 80;

    /// `Sara from Noor <sara@noor.example>`.
    pub fn shown(&self) -> String {
        format!("{} <{}>", self.name, self.email)
    }
}

impl Senders {
    const NAME: &'static str = "senders";
    pub const MAX: usize = 20;

    /// (Record.)
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        Ok(settings::load(tx, Self::NAME)?.unwrap_or_default())
    }

    pub fn save(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        settings::save(tx, Self::NAME, self, now)
    }

    pub fn find(&self, id: &str) -> Option<&Sender> {
        self.all.iter().find(|sender| sender.id == id)
    }

    /// Whether a letter may name this one: it is there, or it is none.
    pub fn has(&self, id: &str) -> bool {
        id.is_empty() || self.find(id).is_some()
    }
}

/// Whether receivers take a signature of one domain for a sender of the other, as DMARC does where nothing stricter is asked
/// (RFC 7489 §3.1.1): one of them is the other or lies within it.
pub fn is_aligned(from: &EmailAddress, signed: &str) -> bool {
    let lies_within =
        |inner: &str, outer: &str| inner.strip_suffix(outer).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let (from, signed) = (from.domain().to_lowercase(), signed.to_lowercase());
    lies_within(&from, &signed) || lies_within(&signed, &from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_for_its_domain_and_those_within() {
        let aligned = |from: &str, signed: &str| is_aligned(&EmailAddress::parse(from).unwrap(), signed);
        assert!(aligned("a@noor.example", "noor.example") && aligned("a@news.Noor.example", "noor.example"));
        assert!(aligned("a@noor.example", "mail.noor.example"));
        assert!(!aligned("a@unnoor.example", "noor.example") && !aligned("a@noor.example", "shop.example"));
    }
}
