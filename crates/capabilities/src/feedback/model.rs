//! What can become of a letter.

use base::Timestamp;
use base::id::{CustomerId, MessageId};
use foundation::journal::{EMAIL_BOUNCED, EMAIL_CLICKED, EMAIL_COMPLAINED, EMAIL_DELIVERED, EMAIL_OPENED, EMAIL_UNSUBSCRIBED};
use serde_json::Value;
use url::Url;

/// Letters of a link that are kept.
const LINK_CHARS_MAX: usize = 500;

/// Why a letter came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bounce {
    /// There is no such mailbox: no other letter would arrive.
    Hard,
    /// Not now, or not this letter.
    Soft,
}

/// Who opened it, as far as one can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Person,
    /// A mail provider that loads pictures for its readers, whether or not they look.
    Machine,
}

/// One thing that became of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The recipient's mail server has it.
    Delivered,
    Bounced(Bounce),
    /// Its reader called it spam.
    Complained,
    Opened(By),
    /// With where the link leads.
    Clicked(Url),
    /// Its reader wants no more of them.
    Unsubscribed,
}

/// A letter that something is told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub message: MessageId,
    pub customer: CustomerId,
    /// What it is called.
    pub template: String,
    /// What it was sent for, where that is named: a journey, a campaign.
    pub cause: String,
    /// The address that it went to, by keyed hash.
    pub address: Option<[u8; 16]>,
    /// When the mail server took it.
    pub sent_at: Timestamp,
}

/// What somebody who may be believed tells of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub message: MessageId,
    pub outcome: Outcome,
    /// When it happened, where they say.
    pub at: Option<Timestamp>,
}

/// What became of one letter so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageResult {
    pub message: MessageId,
    pub template: String,
    /// Empty where there is none.
    pub cause: String,
    pub delivered_at: Option<Timestamp>,
    pub bounced_at: Option<Timestamp>,
    /// Whether one of the bounces was hard.
    pub is_hard: bool,
    pub complained_at: Option<Timestamp>,
    pub opened_at: Option<Timestamp>,
    pub machine_opened_at: Option<Timestamp>,
    pub clicked_at: Option<Timestamp>,
    /// How many of its links were followed.
    pub clicks: u32,
    pub unsubscribed_at: Option<Timestamp>,
}

impl Bounce {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Soft => "soft",
        }
    }
}

impl By {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Machine => "machine",
        }
    }
}

impl Outcome {
    /// The event's name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Delivered => EMAIL_DELIVERED,
            Self::Bounced(_) => EMAIL_BOUNCED,
            Self::Complained => EMAIL_COMPLAINED,
            Self::Opened(_) => EMAIL_OPENED,
            Self::Clicked(_) => EMAIL_CLICKED,
            Self::Unsubscribed => EMAIL_UNSUBSCRIBED,
        }
    }

    /// Under which it is counted.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Bounced(Bounce::Hard) => "bounced_hard",
            Self::Bounced(Bounce::Soft) => "bounced_soft",
            Self::Complained => "complained",
            Self::Opened(By::Person) => "opened",
            Self::Opened(By::Machine) => "opened_by_machine",
            Self::Clicked(_) => "clicked",
            Self::Unsubscribed => "unsubscribed",
        }
    }

    /// Whether it is known only because somebody watched what the reader did.
    pub const fn is_watched(&self) -> bool {
        matches!(self, Self::Opened(_) | Self::Clicked(_))
    }

    /// Reads an event of [`super::note`]'s.
    pub(super) fn of_event(name: &str, properties: &Value) -> Option<Self> {
        Some(match name {
            EMAIL_DELIVERED => Self::Delivered,
            EMAIL_BOUNCED if properties["type"] == Bounce::Hard.word() => Self::Bounced(Bounce::Hard),
            EMAIL_BOUNCED => Self::Bounced(Bounce::Soft),
            EMAIL_COMPLAINED => Self::Complained,
            EMAIL_OPENED if properties["by"] == By::Machine.word() => Self::Opened(By::Machine),
            EMAIL_OPENED => Self::Opened(By::Person),
            EMAIL_CLICKED => Self::Clicked(Url::parse(properties["link"].as_str()?).ok()?),
            EMAIL_UNSUBSCRIBED => Self::Unsubscribed,
            _ => return None,
        })
    }
}

/// A link as it is kept: where it leads, without what may name its reader.
pub(super) fn plain_link(link: &Url) -> String {
    let mut plain = link.clone();
    plain.set_query(None);
    plain.set_fragment(None);
    // Of an address that takes no user name there is none to take away.
    let _ = plain.set_username("");
    let _ = plain.set_password(None);
    let text: String = plain.as_str().chars().take(LINK_CHARS_MAX).collect();
    let hides = |text: &str| !base::email::find_in(text).is_empty() || text.to_ascii_lowercase().contains("%40");
    if hides(&text) { format!("{}/", plain.origin().ascii_serialization()) } else { text }
}

impl MessageResult {
    pub(super) fn none(message: MessageId, template: &str, cause: &str) -> Self {
        Self {
            message,
            template: template.to_owned(),
            cause: cause.to_owned(),
            delivered_at: None,
            bounced_at: None,
            is_hard: false,
            complained_at: None,
            opened_at: None,
            machine_opened_at: None,
            clicked_at: None,
            clicks: 0,
            unsubscribed_at: None,
        }
    }

    /// Adds what became of it; of the same kind the first counts.
    pub(super) fn add(&mut self, outcome: &Outcome, at: Timestamp) {
        let place = match outcome {
            Outcome::Delivered => &mut self.delivered_at,
            Outcome::Bounced(bounce) => {
                self.is_hard |= *bounce == Bounce::Hard;
                &mut self.bounced_at
            }
            Outcome::Complained => &mut self.complained_at,
            Outcome::Opened(By::Person) => &mut self.opened_at,
            Outcome::Opened(By::Machine) => &mut self.machine_opened_at,
            Outcome::Clicked(_) => {
                self.clicks = self.clicks.saturating_add(1);
                &mut self.clicked_at
            }
            Outcome::Unsubscribed => &mut self.unsubscribed_at,
        };
        *place = earlier(*place, Some(at));
    }

    /// Without what is known only because somebody watched what the reader did.
    #[must_use]
    pub fn unwatched(self) -> Self {
        Self { opened_at: None, machine_opened_at: None, clicked_at: None, clicks: 0, ..self }
    }

    /// The same letter's, told under two ids of one customer.
    pub(super) fn joined(self, other: &Self) -> Self {
        Self {
            delivered_at: earlier(self.delivered_at, other.delivered_at),
            bounced_at: earlier(self.bounced_at, other.bounced_at),
            is_hard: self.is_hard || other.is_hard,
            complained_at: earlier(self.complained_at, other.complained_at),
            opened_at: earlier(self.opened_at, other.opened_at),
            machine_opened_at: earlier(self.machine_opened_at, other.machine_opened_at),
            clicked_at: earlier(self.clicked_at, other.clicked_at),
            clicks: self.clicks.saturating_add(other.clicks),
            unsubscribed_at: earlier(self.unsubscribed_at, other.unsubscribed_at),
            ..self
        }
    }
}

fn earlier(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_kept_without_what_may_name_its_reader() {
        for (link, kept) in [
            ("https://shop.example/sale?for=sara%40mail.example#top", "https://shop.example/sale"),
            ("https://sara:secret@shop.example/a", "https://shop.example/a"),
            ("https://shop.example/of/sara@mail.example/now", "https://shop.example/"),
            ("https://shop.example/of/sara%40mail.example", "https://shop.example/"),
        ] {
            assert_eq!(plain_link(&Url::parse(link).unwrap()), kept, "{link}");
        }
    }

    #[test]
    fn rows_of_one_letter_join_in_any_order() {
        use base::Id as _;
        let at = |micros| Timestamp::from_micros(micros);
        let none = || MessageResult::none(MessageId::from_raw([1; 16]), "welcome", "");
        let (mut one, mut other) = (none(), none());
        one.add(&Outcome::Delivered, at(5));
        one.add(&Outcome::Opened(By::Machine), at(6));
        other.add(&Outcome::Delivered, at(4));
        other.add(&Outcome::Bounced(Bounce::Hard), at(9));
        let joined = one.clone().joined(&other);
        assert_eq!(joined, other.joined(&one));
        assert_eq!((joined.delivered_at, joined.is_hard, joined.opened_at), (Some(at(4)), true, None));
    }
}
