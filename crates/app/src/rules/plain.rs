//! Rules without what makes no difference: what means the same is said the same way.

use foundation::rules::{Bound, Condition, Days, Did, When};

/// A rule as it is said.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Plain<'r> {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Did(&'r Did, Times),
    Other(&'r Condition),
}

/// How often something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Times {
    Never,
    AtLeast(u32),
    AtMost(u32),
    Exactly(u32),
    NotExactly(u32),
}

impl<'r> Plain<'r> {
    pub fn of(rule: &'r Condition) -> Self {
        match rule {
            Condition::All(parts) => {
                let parts = parts.iter().map(Self::of);
                Self::only(parts.flat_map(|part| if let Self::All(inner) = part { inner } else { vec![part] }), Self::All)
            }
            Condition::Any(parts) => {
                let parts = parts.iter().map(Self::of);
                Self::only(parts.flat_map(|part| if let Self::Any(inner) = part { inner } else { vec![part] }), Self::Any)
            }
            Condition::Not(part) => Self::of(part).not(),
            Condition::Did(did) => match did.count {
                Bound::AtLeast(0) => Self::All(Vec::new()),
                Bound::AtLeast(times) => Self::Did(did, Times::AtLeast(times)),
                Bound::AtMost(0) | Bound::Exactly(0) => Self::Did(did, Times::Never),
                Bound::AtMost(times) => Self::Did(did, Times::AtMost(times)),
                Bound::Exactly(times) => Self::Did(did, Times::Exactly(times)),
            },
            rule => Self::Other(rule),
        }
    }

    /// A group, or the one that stands in it alone.
    fn only(parts: impl Iterator<Item = Self>, group: fn(Vec<Self>) -> Self) -> Self {
        let mut parts: Vec<Self> = parts.collect();
        match (parts.pop(), parts.is_empty()) {
            (Some(one), true) => one,
            (last, _) => {
                parts.extend(last);
                group(parts)
            }
        }
    }

    fn not(self) -> Self {
        match self {
            Self::Not(part) => *part,
            Self::All(parts) if parts.is_empty() => Self::Any(parts),
            Self::Any(parts) if parts.is_empty() => Self::All(parts),
            Self::Did(did, times) => Self::Did(did, times.not()),
            other => Self::Not(Box::new(other)),
        }
    }
}

impl Times {
    const fn not(self) -> Self {
        match self {
            Self::Never => Self::AtLeast(1),
            Self::AtLeast(1) => Self::Never,
            Self::AtLeast(times) => Self::AtMost(times.saturating_sub(1)),
            Self::AtMost(times) => Self::AtLeast(times.saturating_add(1)),
            Self::Exactly(times) => Self::NotExactly(times),
            Self::NotExactly(times) => Self::Exactly(times),
        }
    }
}

/// Of two ways to write a time, one.
pub(super) const fn plain_when(when: When) -> When {
    match when {
        When::DaysAgo(from, 0) => When::LastDays(from),
        When::OwnDays(Days::DaysAgo(from, 0)) => When::OwnDays(Days::LastDays(from)),
        when => when,
    }
}
