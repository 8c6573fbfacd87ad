//! Segments to begin with: a store keeps one by one press and changes what it likes.

use foundation::consent::Purpose;
use foundation::rules::{Bound, Condition, Did, Events, Followed, Stage, When};

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ready {
    Loyal,
    AtRisk,
    Lost,
    New,
    Looking,
    LeftCart,
}

impl Ready {
    pub const ALL: [Self; 6] = [Self::Loyal, Self::AtRisk, Self::Lost, Self::New, Self::Looking, Self::LeftCart];

    /// The word in forms and as the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Loyal => "loyal",
            Self::AtRisk => "at_risk",
            Self::Lost => "lost",
            Self::New => "new",
            Self::Looking => "looking",
            Self::LeftCart => "left_cart",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ready| ready.word() == word)
    }

    /// What each is used for until somebody says otherwise.
    pub const PURPOSE: Purpose = Purpose::Personalise;

    pub fn rule(self) -> Condition {
        match self {
            Self::Loyal => Condition::Stage(vec![Stage::Loyal]),
            Self::AtRisk => Condition::Stage(vec![Stage::AtRisk]),
            Self::Lost => Condition::Stage(vec![Stage::Lost]),
            Self::New => Condition::Stage(vec![Stage::New]),
            Self::Looking => Condition::All(vec![
                did("Product Viewed", 3, When::LastDays(30)),
                Condition::Not(Box::new(did("Order Completed", 1, When::LastDays(30)))),
            ]),
            Self::LeftCart => Condition::Followed(Followed {
                first: events("Product Added"),
                then: events("Order Completed"),
                within_hours: 24,
                happened: false,
                when: When::LastDays(14),
            }),
        }
    }
}

fn events(name: &str) -> Events {
    Events { event: name.to_owned(), filters: Vec::new() }
}

fn did(event: &str, times: u32, when: When) -> Condition {
    Condition::Did(Did { event: event.to_owned(), filters: Vec::new(), count: Bound::AtLeast(times), when })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_keeps_the_limits_and_is_found_by_its_word() {
        for ready in Ready::ALL {
            ready.rule().check().unwrap_or_else(|wrong| panic!("{}: {wrong}", ready.word()));
            assert_eq!(Ready::from_word(ready.word()), Some(ready));
        }
    }
}
