//! What a message says, by name: a letter that comes with Amana, or a version of one of the store's own templates.

use super::own;
use super::templates::BuiltIn;
use base::Timestamp;
use base::id::{CustomerId, TemplateId};
use db::{Result, Tx};
use foundation::consent::{self, Category, CategorySet, Choices, Letter, Permit, Preferences, Purpose, Withheld};
use std::borrow::Cow;

/// Names a letter; in the outbox as `thank_you` or `own:tpl_…:3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LetterRef {
    BuiltIn(BuiltIn),
    /// A published version, which never changes.
    Own {
        template: TemplateId,
        version: i64,
    },
}

/// What a letter speaks of beside its reader and the store: hence the data that it needs, and the event that it must answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    /// Nothing else: it can be sent without any event.
    Customer,
    Order,
    Cart,
    Product,
}

/// What must hold for a letter to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    pub purpose: Purpose,
    /// The kinds of data without which it can't be sent.
    pub needs: CategorySet,
    /// The customer is entitled to it, whatever they chose.
    pub is_owed: bool,
}

/// What decides whether a customer gets a message.
#[derive(Debug, Clone, Copy)]
pub struct Wishes<'a> {
    pub choices: &'a Choices,
    pub preferences: &'a Preferences,
    /// The key of what the message is about.
    pub topic: Option<&'a str>,
}

/// What is used to choose and fill a letter rather than to carry it: who agreed to be shown what suits them agreed to this use,
/// whichever way the letter takes.
const CONTENT: CategorySet = CategorySet::of(&[Category::Orders, Category::Browsing, Category::Preferences, Category::BirthDate]);

impl LetterRef {
    /// The name in tables, settings and the API.
    pub fn name(self) -> Cow<'static, str> {
        match self {
            Self::BuiltIn(letter) => Cow::Borrowed(letter.name()),
            Self::Own { template, version } => Cow::Owned(format!("own:{template}:{version}")),
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        let Some(own) = name.strip_prefix("own:") else { return BuiltIn::from_name(name).map(Self::BuiltIn) };
        let (template, version) = own.split_once(':')?;
        let (template, version) = (template.parse().ok()?, version.parse().ok().filter(|version| *version > 0)?);
        // One letter has one name: a version is written without a sign or leading zeros.
        let letter = Self::Own { template, version };
        (letter.name() == name).then_some(letter)
    }

    /// The name by which a topic is given to it: all versions of a template share theirs.
    pub fn family(self) -> Cow<'static, str> {
        match self {
            Self::BuiltIn(letter) => Cow::Borrowed(letter.name()),
            Self::Own { template, .. } => Cow::Owned(format!("own:{template}")),
        }
    }

    /// What must hold for it; `None` where there is no such version. In the record.
    pub fn terms(self, tx: &mut Tx<'_>) -> Result<Option<Terms>> {
        match self {
            Self::BuiltIn(letter) => Ok(Some(letter.terms())),
            Self::Own { template, version } => own::terms(tx, template, version),
        }
    }

    /// What it speaks of; `None` where there is no such version. In the record.
    pub fn about(self, tx: &mut Tx<'_>) -> Result<Option<About>> {
        match self {
            Self::BuiltIn(letter) => Ok(Some(letter.about())),
            Self::Own { template, version } => own::about_of(tx, template, version),
        }
    }
}

impl From<BuiltIn> for LetterRef {
    fn from(letter: BuiltIn) -> Self {
        Self::BuiltIn(letter)
    }
}

impl PartialEq<BuiltIn> for LetterRef {
    fn eq(&self, other: &BuiltIn) -> bool {
        *self == Self::BuiltIn(*other)
    }
}

impl About {
    pub const ALL: [Self; 4] = [Self::Customer, Self::Order, Self::Cart, Self::Product];

    /// The word in tables, the API and as the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Order => "order",
            Self::Cart => "cart",
            Self::Product => "product",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|about| about.word() == word)
    }

    /// The kinds of data that a letter about it needs.
    pub const fn needs(self) -> CategorySet {
        match self {
            Self::Customer => CategorySet::of(&[Category::Email]),
            Self::Order => CategorySet::of(&[Category::Email, Category::Orders]),
            Self::Cart | Self::Product => CategorySet::of(&[Category::Email, Category::Browsing]),
        }
    }
}

impl Terms {
    /// Those of a letter of the store's own: advertising, or something about an order.
    pub const fn own(about: About, is_marketing: bool) -> Self {
        let purpose = if is_marketing { Purpose::MarketingEmail } else { Purpose::FulfilOrders };
        Self { purpose, needs: about.needs(), is_owed: false }
    }

    /// Whether it may only be sent with consent, and carries the way out.
    pub const fn is_marketing(self) -> bool {
        self.purpose.is_marketing()
    }

    /// Whether it may be sent now: what customers are entitled to needs no agreement, everything else does.
    pub fn permit(self, wishes: &Wishes<'_>, customer: CustomerId, now: Timestamp) -> Result<Permit, Withheld> {
        if self.is_owed {
            return Ok(consent::permit_owed(customer));
        }
        let ask = |purpose, categories, topic| {
            let letter = Letter { purpose, categories, topic };
            consent::permit(wishes.choices, wishes.preferences, customer, letter, now)
        };
        let permit = ask(self.purpose, self.needs, wishes.topic);
        let content = self.needs.within(CONTENT);
        if permit.is_ok() || !self.is_marketing() || content.is_empty() {
            return permit;
        }
        ask(Purpose::Personalise, content, None)?;
        ask(self.purpose, self.needs.without(content), wishes.topic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Id as _;

    #[test]
    fn a_letter_has_one_name() {
        let own = LetterRef::Own { template: TemplateId::from_raw([7; 16]), version: 3 };
        for letter in BuiltIn::ALL.into_iter().map(LetterRef::BuiltIn).chain([own]) {
            assert_eq!(LetterRef::from_name(&letter.name()), Some(letter));
        }
        let name = own.name();
        for wrong in
            ["", "own:", "own:tpl_x:1", &name.replace(":3", ":0"), &name.replace(":3", ":+3"), &name.replace(":3", ":03")]
        {
            assert_eq!(LetterRef::from_name(wrong), None, "{wrong}");
        }
        assert_eq!(format!("{}:3", own.family()), name);
    }
}
