//! What may be asked of a customer's past, as it is written in JSON.

use super::check::Invalid;
use super::stage::Stage;
use super::when::When;
use crate::consent::{Category, CategorySet, Purpose};
use crate::journal::LIST_CHANGED;
use base::Decimal;
use base::id::SegmentId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Groups within groups.
pub const DEPTH_MAX: usize = 5;
/// Conditions and groups of one rule.
pub const CONDITIONS_MAX: usize = 50;
/// Tests of one event's properties.
pub const FILTERS_MAX: usize = 10;
/// Values of which a property may be any.
pub const VALUES_MAX: usize = 100;
/// The longest window that slides.
pub const DAYS_MAX: u16 = 366;
pub const HOURS_MAX: u16 = 48;
/// How often something may have to have happened within hours.
pub const COUNT_IN_HOURS_MAX: u32 = 64;

/// A question about one customer, whose answer follows from their events and the time alone.
///
/// ```json
/// {"all": [
///   {"did": {"event": "Product Viewed", "count": {"at_least": 3}, "when": {"last_days": 90}}},
///   {"not": {"did": {"event": "Order Completed", "when": {"last_days": 30}}}}
/// ]}
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Each of them; where there are none, yes.
    All(Vec<Self>),
    /// At least one of them; where there are none, no.
    Any(Vec<Self>),
    Not(Box<Self>),
    /// How often something happened.
    Did(Did),
    /// What a property of some events comes to.
    Measured(Measured),
    /// What was paid for orders, less what was paid back.
    Spent(Spent),
    /// Something, and something else after it, or not.
    Followed(Followed),
    /// What is known of them besides: the last value of a trait.
    Trait(TraitIs),
    /// What they agreed to, as it holds at the time: whether the program may use anything for a purpose.
    Agreed(Agreed),
    /// How long they have been buying, and how lately: any of these.
    Stage(Vec<Stage>),
    /// Whether the rule of a segment holds for them; it has to be put in first ([`Condition::resolve`]).
    Segment(#[serde(with = "as_text")] SegmentId),
}

/// Events of a name, and what their properties must be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Events {
    pub event: String,
    #[serde(default, rename = "where", skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<Filter>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Did {
    pub event: String,
    #[serde(default, rename = "where", skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<Filter>,
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub count: Bound<u32>,
    #[serde(default, skip_serializing_if = "When::is_ever")]
    pub when: When,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    pub event: String,
    #[serde(default, rename = "where", skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<Filter>,
    /// A property that is a number; events without it are passed over. Where an event has several (`products.price`), all of them
    /// count; its last is that which stands last.
    pub property: String,
    pub take: Take,
    /// Where nothing was measured, no bound holds.
    pub is: Bound<Amount>,
    #[serde(default, skip_serializing_if = "When::is_ever")]
    pub when: When,
}

/// What is made of several numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Take {
    Sum,
    Min,
    Max,
    /// That of the latest event.
    Last,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spent {
    /// ISO 4217; orders in another currency are passed over.
    pub currency: String,
    /// Of nothing spent: zero.
    pub is: Bound<Amount>,
    #[serde(default, skip_serializing_if = "When::is_ever")]
    pub when: When,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Followed {
    pub first: Events,
    pub then: Events,
    /// Within so many hours after it.
    pub within_hours: u32,
    /// Whether it did happen. Where not, the time for it has to be over.
    pub happened: bool,
    /// When the first of the two happened.
    #[serde(default, skip_serializing_if = "When::is_ever")]
    pub when: When,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TraitIs {
    pub name: String,
    pub test: Test,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreed {
    #[serde(with = "as_word")]
    pub purpose: Purpose,
}

/// What a property of an event must be. `products.category` looks into objects and lists: any one that fits is enough; of
/// `is_not`, all of them have to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    pub property: String,
    pub test: Test,
}

/// What one value must be. Of a property that is not there none holds but `exists: false`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    Is(Scalar),
    IsNot(Scalar),
    AnyOf(Vec<Scalar>),
    /// Part of a text, in either case.
    Contains(String),
    Exists(bool),
    AtLeast(Amount),
    AtMost(Amount),
}

/// A single value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Scalar {
    Flag(bool),
    Text(String),
    Number(Amount),
}

/// What a number must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound<T> {
    AtLeast(T),
    AtMost(T),
    Exactly(T),
}

/// A decimal number, in JSON a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(Decimal);

fn once() -> Bound<u32> {
    Bound::AtLeast(1)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn is_once(count: &Bound<u32>) -> bool {
    *count == once()
}

impl<T: PartialOrd> Bound<T> {
    pub fn holds(&self, number: &T) -> bool {
        match self {
            Self::AtLeast(least) => number >= least,
            Self::AtMost(most) => number <= most,
            Self::Exactly(exactly) => number == exactly,
        }
    }
}

impl Amount {
    /// Numbers of a rule are smaller than this, so that JSON's hold them whole.
    const END: i64 = 1_000_000_000_000_000;

    /// `None` for one that is too large.
    pub const fn new(number: Decimal) -> Option<Self> {
        if number.parts().unsigned_abs() < Self::END as u64 { Some(Self(number)) } else { None }
    }

    pub const fn get(self) -> Decimal {
        self.0
    }
}

impl Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.0.to_string();
        match text.parse::<i64>() {
            Ok(whole) => serializer.serialize_i64(whole),
            Err(_) => serializer.serialize_f64(text.parse().unwrap_or_default()),
        }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        let read = Decimal::parse(&number.to_string()).ok().and_then(Self::new);
        read.ok_or_else(|| serde::de::Error::custom("a number of a rule lies between -100000000000 and 100000000000"))
    }
}

impl Condition {
    /// Reads a rule and checks that it keeps the limits.
    pub fn parse(json: &str) -> Result<Self, Invalid> {
        let rule: Self = serde_json::from_str(json).map_err(|error| Invalid::Unreadable(error.to_string()))?;
        rule.check()?;
        Ok(rule)
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What a group is made of.
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::All(parts) | Self::Any(parts) => parts,
            Self::Not(part) => std::slice::from_ref(part),
            Self::Did(_)
            | Self::Measured(_)
            | Self::Spent(_)
            | Self::Followed(_)
            | Self::Trait(_)
            | Self::Agreed(_)
            | Self::Stage(_)
            | Self::Segment(_) => &[],
        }
    }

    /// Whether its window is of the customer's own days; those of its parts left aside.
    const fn asks_own_days(&self) -> bool {
        let when = match self {
            Self::Did(did) => did.when,
            Self::Measured(measured) => measured.when,
            Self::Spent(spent) => spent.when,
            Self::Followed(followed) => followed.when,
            _ => When::Ever,
        };
        matches!(when, When::OwnDays(_))
    }

    /// The kinds of personal data that the answer is made of.
    pub fn reads(&self) -> CategorySet {
        let of = |event: &str| match event {
            IDENTIFY | "group" | "alias" => CategorySet::of(&[Category::Preferences]),
            // That somebody stands on a list is the store's own note.
            LIST_CHANGED => CategorySet::EMPTY,
            event => CategorySet::of(&[Category::of_track(event)]),
        };
        let own = match self {
            // Of what they agreed to everybody's data knows; what a segment reads is told once it is put in.
            Self::All(_) | Self::Any(_) | Self::Not(_) | Self::Agreed(_) | Self::Segment(_) => CategorySet::EMPTY,
            Self::Did(did) => of(&did.event),
            Self::Measured(measured) => of(&measured.event),
            Self::Spent(_) | Self::Stage(_) => CategorySet::of(&[Category::Orders]),
            Self::Followed(followed) => of(&followed.first.event).with(of(&followed.then.event)),
            Self::Trait(_) => CategorySet::of(&[Category::Preferences]),
        };
        // Where they are is a trait.
        let own = if self.asks_own_days() { own.with(CategorySet::of(&[Category::Preferences])) } else { own };
        self.parts().iter().fold(own, |set, part| set.with(part.reads()))
    }

    /// The names of the events that the answer depends on.
    pub fn events(&self) -> BTreeSet<&str> {
        let own: &[&str] = match self {
            Self::All(_) | Self::Any(_) | Self::Not(_) | Self::Agreed(_) | Self::Segment(_) => &[],
            Self::Did(did) => &[&did.event],
            Self::Measured(measured) => &[&measured.event],
            Self::Spent(_) => &SALES,
            Self::Stage(_) => &[ORDERED],
            Self::Followed(followed) => &[&followed.first.event, &followed.then.event],
            Self::Trait(_) => &[IDENTIFY],
        };
        let where_they_are = self.asks_own_days().then_some(IDENTIFY);
        own.iter().copied().chain(where_they_are).chain(self.parts().iter().flat_map(Self::events)).collect()
    }
}

/// The name of an `identify` call in the journal.
pub(super) const IDENTIFY: &str = "identify";
/// What the store says when somebody bought.
pub(super) const ORDERED: &str = "Order Completed";
/// What moves money.
pub(super) const SALES: [&str; 3] = [ORDERED, "Order Refunded", "Order Cancelled"];

/// What stands in JSON as its text: an id.
mod as_text {
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};
    use std::fmt::Display;
    use std::str::FromStr;

    pub fn serialize<T: Display, S: Serializer>(id: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(id)
    }

    pub fn deserialize<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A purpose stands in JSON as its word.
mod as_word {
    use crate::consent::Purpose;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
    pub fn serialize<S: Serializer>(purpose: &Purpose, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(purpose.word())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Purpose, D::Error> {
        let word = String::deserialize(deserializer)?;
        Purpose::from_word(&word).ok_or_else(|| D::Error::custom(format!("no purpose is called {word:?}")))
    }
}
