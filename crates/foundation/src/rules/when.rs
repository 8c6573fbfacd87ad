//! Windows of time, in the store's days or the customer's own.

use serde::{Deserialize, Serialize};

/// When something happened. Days are those of the store's calendar, so that an answer changes at midnight: `last_days: 1` is
/// yesterday and today. Where a rule says so they are the customer's own: `{"own_days": {"last_days": 1}}`.
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
    /// The same windows in days of the time zone that the customer's profile names; in the store's where it names none.
    OwnDays(Days),
}

/// A window of days, whosever they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Days {
    LastDays(u16),
    BeforeDays(u16),
    DaysAgo(u16, u16),
    Dates(jiff::civil::Date, jiff::civil::Date),
}

impl When {
    pub(super) fn is_ever(&self) -> bool {
        *self == Self::Ever
    }

    /// The window in the store's days, and whether the customer's are meant.
    pub const fn in_store_days(self) -> (Self, bool) {
        match self {
            Self::OwnDays(Days::LastDays(days)) => (Self::LastDays(days), true),
            Self::OwnDays(Days::BeforeDays(days)) => (Self::BeforeDays(days), true),
            Self::OwnDays(Days::DaysAgo(from, to)) => (Self::DaysAgo(from, to), true),
            Self::OwnDays(Days::Dates(from, to)) => (Self::Dates(from, to), true),
            when => (when, false),
        }
    }

    /// The window in the customer's days; one that is not of days is what it was.
    #[must_use]
    pub const fn in_own_days(self) -> Self {
        match self {
            Self::LastDays(days) => Self::OwnDays(Days::LastDays(days)),
            Self::BeforeDays(days) => Self::OwnDays(Days::BeforeDays(days)),
            Self::DaysAgo(from, to) => Self::OwnDays(Days::DaysAgo(from, to)),
            Self::Dates(from, to) => Self::OwnDays(Days::Dates(from, to)),
            when => when,
        }
    }
}
