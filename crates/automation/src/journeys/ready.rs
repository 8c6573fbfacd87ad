//! Journeys that come with Amana: a store takes one and changes what it likes.

use super::model::{DateEntry, DateOf, Entry, Goal, HOLDOUT_PERCENT, Plan, Reentry, Step};
use foundation::consent::Purpose;
use foundation::rules::{Bound, Condition, Did, Events, When as Window};

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ready {
    AbandonedCart,
    BrowseAbandonment,
    ReviewRequest,
    WinBack,
    Replenishment,
    PriceDrop,
    Birthday,
    GoesWith,
}

const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

impl Ready {
    pub const ALL: [Self; 8] = [
        Self::AbandonedCart,
        Self::BrowseAbandonment,
        Self::GoesWith,
        Self::ReviewRequest,
        Self::WinBack,
        Self::Birthday,
        Self::Replenishment,
        Self::PriceDrop,
    ];

    /// The word in addresses and as the last part of translation keys; its letter is of the same name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AbandonedCart => "abandoned_cart",
            Self::BrowseAbandonment => "browse_abandonment",
            Self::ReviewRequest => "review_request",
            Self::WinBack => "win_back",
            Self::Replenishment => "replenishment",
            Self::PriceDrop => "price_drop",
            Self::Birthday => "birthday",
            Self::GoesWith => "goes_with",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ready| ready.word() == word)
    }

    /// What happens to whom; a store changes it as it likes.
    pub fn plan(self) -> Plan {
        let on = |event: &str| Events { event: event.to_owned(), filters: Vec::new() };
        let send = || Step::Send { letter: self.word().to_owned() };
        let wait = |minutes| Step::Wait { minutes };
        let bought = || on("Order Completed");
        let goal = |within_days| Some(Goal { event: bought(), within_days, leaves: false });
        let after = |event: &str, minutes: u32, days: u16| Plan {
            entry: Entry::Event(on(event)),
            filter: None,
            purpose: Purpose::Personalise,
            reentry: Reentry::AfterDays(days),
            exits: Vec::new(),
            goal: goal(7),
            holdout_percent: HOLDOUT_PERCENT,
            steps: vec![wait(minutes), send()],
            ids: Vec::new(),
        };
        match self {
            // The last that was put into the cart counts: whoever still chooses is not hurried.
            Ready::AbandonedCart => Plan { reentry: Reentry::Restart, exits: vec![bought()], ..after("Product Added", HOUR, 0) },
            Ready::BrowseAbandonment => Plan {
                filter: Some(Condition::All(vec![
                    often("Product Viewed", 3, Window::LastDays(3)),
                    Condition::Not(Box::new(often("Product Added", 1, Window::LastDays(3)))),
                ])),
                exits: vec![bought(), on("Product Added")],
                ..after("Product Viewed", 4 * HOUR, 14)
            },
            Ready::ReviewRequest => Plan {
                exits: vec![on("Order Refunded"), on("Order Cancelled")],
                goal: None,
                ..after("Order Completed", 14 * DAY, 30)
            },
            // The next order begins it anew.
            Ready::WinBack => {
                Plan { reentry: Reentry::Always, exits: vec![bought()], goal: goal(30), ..after("Order Completed", 120 * DAY, 0) }
            }
            Ready::Replenishment => {
                Plan { reentry: Reentry::Always, exits: vec![bought()], goal: goal(14), ..after("Order Completed", 30 * DAY, 0) }
            }
            // Once a year whatever happens: a second date told meanwhile brings no second letter.
            Ready::Birthday => Plan {
                entry: Entry::Date(DateEntry {
                    of: DateOf::BirthDate,
                    days: 0,
                    time: jiff::civil::Time::constant(9, 0, 0, 0),
                    each_year: true,
                }),
                reentry: Reentry::AfterDays(300),
                goal: goal(14),
                steps: vec![send()],
                ..after("Order Completed", 1, 0)
            },
            Ready::PriceDrop => after("Product Price Dropped", 1, 7),
            Ready::GoesWith => Plan {
                exits: vec![on("Order Refunded"), on("Order Cancelled")],
                goal: goal(14),
                ..after("Order Completed", 3 * DAY, 30)
            },
        }
    }
}

fn often(event: &str, times: u32, when: Window) -> Condition {
    Condition::Did(Did { event: event.to_owned(), filters: Vec::new(), count: Bound::AtLeast(times), when })
}

#[cfg(test)]
mod tests {
    use super::*;
    use foundation::consent::{Category, CategorySet};

    #[test]
    fn each_keeps_the_limits_and_reads_back() {
        for which in Ready::ALL {
            let plan = which.plan();
            assert_eq!(Plan::parse(&plan.to_json(), |letter| letter == which.word()), Ok(plan.clone()), "{which:?}");
            // A birth date is of no purpose's own: whoever is to be greeted says so.
            let own = plan.purpose.categories().with(CategorySet::of(&[Category::BirthDate]));
            assert!(own.covers(plan.reads()), "{which:?} reads what its purpose does not");
            assert_eq!(Ready::from_word(which.word()), Some(which));
        }
    }
}
