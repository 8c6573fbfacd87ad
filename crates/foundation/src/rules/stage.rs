//! Where a customer stands with the store, by their orders alone.

use super::model::{Bound, Condition, Did, ORDERED};
use super::program::{Program, Seen};
use super::when::When;
use crate::consent::Choices;
use crate::journal::Origin;
use base::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// Days after the first order for which somebody is new.
const NEW_DAYS: u16 = 30;
/// Days after the latest order for which somebody is there, and after which they are lost.
const THERE_DAYS: u16 = 90;
const LOST_DAYS: u16 = 180;
/// Somebody who ordered so often within so many days is loyal, as long as they are there.
const LOYAL_ORDERS: u32 = 3;
const LOYAL_DAYS: u16 = 365;

/// Stages of a customer's life with the store. Each is in one at any moment: the first in this order that fits. Days are the store's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Never ordered.
    Visitor,
    /// Ordered for the first time within the last 30 days.
    New,
    /// Ordered 3 times or more within the last 365 days, and within the last 90.
    Loyal,
    /// Ordered within the last 90 days.
    Active,
    /// Ordered last 91 to 180 days ago.
    AtRisk,
    /// Ordered last longer ago than that.
    Lost,
}

impl Stage {
    pub const ALL: [Self; 6] = [Self::Visitor, Self::New, Self::Loyal, Self::Active, Self::AtRisk, Self::Lost];

    /// The word in rules and as the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::New => "new",
            Self::Loyal => "loyal",
            Self::Active => "active",
            Self::AtRisk => "at_risk",
            Self::Lost => "lost",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }

    /// What it means, in conditions on orders.
    pub fn condition(self) -> Condition {
        let new = || all([ordered(When::LastDays(NEW_DAYS)), not(ordered(When::BeforeDays(NEW_DAYS)))]);
        let is_often = || ordered_at_least(LOYAL_ORDERS, When::LastDays(LOYAL_DAYS));
        match self {
            Self::Visitor => not(ordered(When::Ever)),
            Self::New => new(),
            Self::Loyal => all([ordered(When::LastDays(THERE_DAYS)), is_often(), not(new())]),
            Self::Active => all([ordered(When::LastDays(THERE_DAYS)), not(is_often()), not(new())]),
            Self::AtRisk => all([ordered(When::LastDays(LOST_DAYS)), not(ordered(When::LastDays(THERE_DAYS)))]),
            Self::Lost => all([ordered(When::Ever), not(ordered(When::LastDays(LOST_DAYS)))]),
        }
    }
}

/// The stage of a customer who ordered at these times, in any order.
pub fn stage(orders: impl IntoIterator<Item = Timestamp>, zone: TimeZone, now: Timestamp) -> Stage {
    let program = Program::new(&Stage::ALL.map(Stage::condition), zone);
    let (mut state, nobody) = (program.start(), Choices::default());
    for at in orders {
        let seen = Seen { name: ORDERED, origin: Origin::Server, at, position: 0, body: "{}", amount: None };
        // One that lies ahead counts once it is there.
        let _ = program.step(&mut state, &seen, now);
    }
    let holds = |(rule, _): &(usize, Stage)| program.holds(&mut state, *rule, &nobody, now);
    Stage::ALL.into_iter().enumerate().find(holds).map_or(Stage::Visitor, |(_, stage)| stage)
}

fn ordered(when: When) -> Condition {
    ordered_at_least(1, when)
}

fn ordered_at_least(times: u32, when: When) -> Condition {
    Condition::Did(Did { event: ORDERED.to_owned(), filters: Vec::new(), count: Bound::AtLeast(times), when })
}

fn all<const N: usize>(parts: [Condition; N]) -> Condition {
    Condition::All(parts.into())
}

fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}
