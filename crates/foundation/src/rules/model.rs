//! What may be asked of a customer's past, as it is written in JSON.

use crate::consent::{Category, CategorySet, EventClass};
use crate::journal::OWN_NAMES;
use base::limits::NAME_BYTES_MAX;
use base::{Currency, Decimal};
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
    /// A property that is a number; events without it are passed over.
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

/// When something happened. Days are those of the store's calendar, so that an answer changes at midnight: `last_days: 1` is
/// yesterday and today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    #[default]
    Ever,
    /// To the microsecond.
    LastHours(u16),
    /// Since the beginning of the day so many days ago.
    LastDays(u16),
    /// Before the beginning of the day so many days ago.
    BeforeDays(u16),
    /// From the first day (so many days ago) to the last, both included.
    DaysAgo(u16, u16),
    /// From the first date to the last, both included.
    Dates(jiff::civil::Date, jiff::civil::Date),
}

/// A decimal number, in JSON a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(Decimal);

/// What is wrong with a rule, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    #[error("the rule can't be read: {0}")]
    Unreadable(String),
    #[error("groups may stand within groups {DEPTH_MAX} deep at most")]
    Depth,
    #[error("a rule has {CONDITIONS_MAX} conditions and groups at most")]
    Conditions,
    #[error("the name of an event, a property or a trait has 1 to {NAME_BYTES_MAX} bytes: {0:?}")]
    Name(String),
    #[error("{0:?} is what this program itself noted, and nothing to find people by")]
    Own(String),
    #[error("an event is told apart by {FILTERS_MAX} properties at most")]
    Filters,
    #[error("a list of values has 1 to {VALUES_MAX} of them")]
    Values,
    #[error("a window of days has {DAYS_MAX} at most, and one of hours 1 to {HOURS_MAX}")]
    Window,
    #[error("the first day of a window comes before its last")]
    Order,
    #[error("within hours something can be counted to {COUNT_IN_HOURS_MAX} at most, and not measured")]
    InHours,
    #[error("something follows within 1 hour to {} days", DAYS_MAX)]
    Within,
    #[error("a currency has three letters, such as SAR: {0:?}")]
    Currency(String),
}

fn once() -> Bound<u32> {
    Bound::AtLeast(1)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn is_once(count: &Bound<u32>) -> bool {
    *count == once()
}

impl When {
    fn is_ever(&self) -> bool {
        *self == Self::Ever
    }
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

    /// Whether the rule keeps the limits.
    pub fn check(&self) -> Result<(), Invalid> {
        if self.count() > CONDITIONS_MAX {
            return Err(Invalid::Conditions);
        }
        self.check_at(0)
    }

    /// Conditions and groups, this one counted.
    fn count(&self) -> usize {
        1 + self.parts().iter().map(Self::count).sum::<usize>()
    }

    /// What a group is made of.
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::All(parts) | Self::Any(parts) => parts,
            Self::Not(part) => std::slice::from_ref(part),
            Self::Did(_) | Self::Measured(_) | Self::Spent(_) | Self::Followed(_) | Self::Trait(_) => &[],
        }
    }

    fn check_at(&self, depth: usize) -> Result<(), Invalid> {
        if depth > DEPTH_MAX {
            return Err(Invalid::Depth);
        }
        self.parts().iter().try_for_each(|part| part.check_at(depth + 1))?;
        match self {
            Self::All(_) | Self::Any(_) | Self::Not(_) => Ok(()),
            Self::Did(did) => {
                check_events(&did.event, &did.filters)?;
                let (Bound::AtLeast(count) | Bound::AtMost(count) | Bound::Exactly(count)) = did.count;
                if matches!(did.when, When::LastHours(_)) && count >= COUNT_IN_HOURS_MAX {
                    return Err(Invalid::InHours);
                }
                did.when.check()
            }
            Self::Measured(measured) => {
                check_events(&measured.event, &measured.filters)?;
                check_name(&measured.property)?;
                measured.when.check_days()
            }
            Self::Spent(spent) => {
                Currency::parse(&spent.currency).map_err(|_| Invalid::Currency(spent.currency.clone()))?;
                spent.when.check_days()
            }
            Self::Followed(followed) => {
                check_events(&followed.first.event, &followed.first.filters)?;
                check_events(&followed.then.event, &followed.then.filters)?;
                if followed.within_hours == 0 || followed.within_hours > u32::from(DAYS_MAX) * 24 {
                    return Err(Invalid::Within);
                }
                followed.when.check_days()
            }
            Self::Trait(is) => {
                check_name(&is.name)?;
                is.test.check()
            }
        }
    }

    /// The kinds of personal data that the answer is made of.
    pub fn reads(&self) -> CategorySet {
        let of = |event: &str| match event {
            IDENTIFY | "group" | "alias" => Category::Preferences,
            event => EventClass::of_track(event).category(),
        };
        let own = match self {
            Self::All(_) | Self::Any(_) | Self::Not(_) => CategorySet::EMPTY,
            Self::Did(did) => CategorySet::of(&[of(&did.event)]),
            Self::Measured(measured) => CategorySet::of(&[of(&measured.event)]),
            Self::Spent(_) => CategorySet::of(&[Category::Orders]),
            Self::Followed(followed) => CategorySet::of(&[of(&followed.first.event), of(&followed.then.event)]),
            Self::Trait(_) => CategorySet::of(&[Category::Preferences]),
        };
        self.parts().iter().fold(own, |set, part| set.with(part.reads()))
    }

    /// The names of the events that the answer depends on.
    pub fn events(&self) -> BTreeSet<&str> {
        let own: &[&str] = match self {
            Self::All(_) | Self::Any(_) | Self::Not(_) => &[],
            Self::Did(did) => &[&did.event],
            Self::Measured(measured) => &[&measured.event],
            Self::Spent(_) => &SALES,
            Self::Followed(followed) => &[&followed.first.event, &followed.then.event],
            Self::Trait(_) => &[IDENTIFY],
        };
        own.iter().copied().chain(self.parts().iter().flat_map(Self::events)).collect()
    }
}

/// The name of an `identify` call in the journal.
pub(super) const IDENTIFY: &str = "identify";
/// What moves money.
pub(super) const SALES: [&str; 3] = ["Order Completed", "Order Refunded", "Order Cancelled"];

fn check_events(event: &str, filters: &[Filter]) -> Result<(), Invalid> {
    check_name(event)?;
    // Whoever used a right, or was looked at, is not to be found by it.
    if OWN_NAMES.contains(&event) {
        return Err(Invalid::Own(event.to_owned()));
    }
    if filters.len() > FILTERS_MAX {
        return Err(Invalid::Filters);
    }
    filters.iter().try_for_each(|filter| {
        check_name(&filter.property)?;
        filter.test.check()
    })
}

fn check_name(name: &str) -> Result<(), Invalid> {
    let is_whole = !name.trim().is_empty() && name.len() <= NAME_BYTES_MAX && !name.contains('\0');
    if is_whole { Ok(()) } else { Err(Invalid::Name(name.chars().take(40).collect())) }
}

impl Test {
    fn check(&self) -> Result<(), Invalid> {
        match self {
            Self::AnyOf(values) if values.is_empty() || values.len() > VALUES_MAX => Err(Invalid::Values),
            Self::AnyOf(values) => values.iter().try_for_each(Scalar::check),
            Self::Is(value) | Self::IsNot(value) => value.check(),
            Self::Contains(text) => check_name(text),
            Self::Exists(_) | Self::AtLeast(_) | Self::AtMost(_) => Ok(()),
        }
    }
}

impl Scalar {
    fn check(&self) -> Result<(), Invalid> {
        match self {
            Self::Text(text) if !text.is_empty() => check_name(text),
            Self::Text(_) | Self::Flag(_) | Self::Number(_) => Ok(()),
        }
    }
}

impl When {
    fn check(self) -> Result<(), Invalid> {
        match self {
            Self::LastHours(hours) if hours == 0 || hours > HOURS_MAX => Err(Invalid::Window),
            Self::LastDays(days) | Self::BeforeDays(days) | Self::DaysAgo(days, _) if days > DAYS_MAX => Err(Invalid::Window),
            Self::DaysAgo(from, to) if from < to => Err(Invalid::Order),
            Self::Dates(from, to) if from > to => Err(Invalid::Order),
            _ => Ok(()),
        }
    }

    /// For what is kept by days.
    fn check_days(self) -> Result<(), Invalid> {
        match self {
            Self::LastHours(_) => Err(Invalid::InHours),
            when => when.check(),
        }
    }
}
