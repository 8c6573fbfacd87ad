//! What a program remembers of a customer, part by part.

use super::model::{Events, IDENTIFY, SALES, Take};
use super::program::{NEVER, Seen};
use super::state::{Moments, Tally, Wait, Waiting, Window};
use super::whereabouts::Whereabouts;
use base::Currency;
use serde::{Deserialize, Serialize};

/// Something to remember.
#[derive(Debug, PartialEq)]
pub(super) enum Atom {
    Tally {
        events: Events,
        property: Option<String>,
        take: Take,
        window: Window,
    },
    Hours {
        events: Events,
        hours: u16,
    },
    Money {
        currency: Currency,
        window: Window,
    },
    Followed {
        first: Events,
        then: Events,
        wait: Wait,
    },
    Trait {
        name: String,
    },
    /// The same in the customer's own days.
    Own(Box<Self>),
    Whereabouts,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Remembered {
    Tally(Tally),
    Hours(Moments),
    Followed(Waiting),
    Trait { at: (i64, i64), value: String },
    Whereabouts(Whereabouts),
}

impl Atom {
    /// What it is but for whose days its window is of.
    pub fn plain(&self) -> &Self {
        match self {
            Self::Own(atom) => atom,
            atom => atom,
        }
    }

    pub const fn is_own(&self) -> bool {
        matches!(self, Self::Own(_))
    }

    /// Whether it remembers what another does, but for how far back; if so it reaches back as far as either from now on.
    pub fn takes_in(&mut self, other: &Self) -> bool {
        match (&mut *self, other) {
            (Self::Own(mine), Self::Own(theirs)) => mine.takes_in(theirs),
            (
                Self::Tally { events, property, take, window },
                Self::Tally { events: their_events, property: their_property, take: their_take, window: theirs },
            ) => (&*events, &*property, &*take) == (their_events, their_property, their_take) && window.takes_in(*theirs),
            (Self::Hours { events, hours }, Self::Hours { events: their_events, hours: theirs }) if events == their_events => {
                *hours = (*hours).max(*theirs);
                true
            }
            (Self::Money { currency, window }, Self::Money { currency: their_currency, window: theirs }) => {
                currency == their_currency && window.takes_in(*theirs)
            }
            (
                Self::Followed { first, then, wait },
                Self::Followed { first: their_first, then: their_then, wait: Wait { micros, happened, window } },
            ) => {
                let is_same = (&*first, &*then) == (their_first, their_then);
                is_same && (wait.micros, wait.happened) == (*micros, *happened) && wait.window.takes_in(*window)
            }
            (mine, theirs) => mine == theirs,
        }
    }

    /// Whether an event is something that it counts.
    pub fn is_about(&self, seen: &Seen<'_>) -> bool {
        matches!(self.plain(), Self::Money { .. }) || self.patterns().any(|events| events.are(seen))
    }

    /// How many days back it reaches; `None` for ever, or where it is asked of days of the calendar.
    pub const fn reach(&self) -> Option<i32> {
        match self {
            Self::Tally { window, .. } | Self::Money { window, .. } | Self::Followed { wait: Wait { window, .. }, .. } => {
                window.from
            }
            _ => None,
        }
    }

    pub fn reads_body(&self) -> bool {
        let takes_out = matches!(self.plain(), Self::Trait { .. } | Self::Tally { property: Some(_), .. } | Self::Whereabouts);
        takes_out || self.patterns().any(|events| !events.filters.is_empty())
    }

    /// The events that it is about; money, traits and where somebody is are about their own.
    fn patterns(&self) -> impl Iterator<Item = &Events> {
        let (one, other) = match self.plain() {
            Self::Tally { events, .. } | Self::Hours { events, .. } => (Some(events), None),
            Self::Followed { first, then, .. } => (Some(first), Some(then)),
            Self::Money { .. } | Self::Trait { .. } | Self::Whereabouts | Self::Own(_) => (None, None),
        };
        one.into_iter().chain(other)
    }

    pub fn events(&self) -> impl Iterator<Item = &str> {
        let own: &[&str] = match self.plain() {
            Self::Money { .. } => &SALES,
            Self::Trait { .. } | Self::Whereabouts => &[IDENTIFY],
            _ => &[],
        };
        self.patterns().map(|events| events.event.as_str()).chain(own.iter().copied())
    }

    /// Before anything happened.
    pub fn empty(&self) -> Remembered {
        match self.plain() {
            Self::Tally { .. } | Self::Money { .. } | Self::Own(_) => Remembered::Tally(Tally::default()),
            Self::Hours { .. } => Remembered::Hours(Moments::default()),
            Self::Followed { .. } => Remembered::Followed(Waiting::default()),
            Self::Trait { .. } => Remembered::Trait { at: NEVER, value: "null".to_owned() },
            Self::Whereabouts => Remembered::Whereabouts(Whereabouts::default()),
        }
    }
}

impl Remembered {
    /// As [`Atom::empty`].
    pub fn clear(&mut self) {
        match self {
            Self::Tally(tally) => tally.clear(),
            Self::Hours(moments) => moments.clear(),
            Self::Followed(waiting) => waiting.clear(),
            Self::Trait { at, value } => {
                *at = NEVER;
                "null".clone_into(value);
            }
            Self::Whereabouts(known) => known.clear(),
        }
    }
}
