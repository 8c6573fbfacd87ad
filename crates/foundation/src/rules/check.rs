//! The limits of a rule.

use super::model::{
    Bound, CONDITIONS_MAX, COUNT_IN_HOURS_MAX, Condition, DAYS_MAX, DEPTH_MAX, FILTERS_MAX, Filter, HOURS_MAX, Scalar, Test,
    VALUES_MAX,
};
use super::resolve::{RESOLVED_CONDITIONS_MAX, RESOLVED_DEPTH_MAX};
use super::stage::Stage;
use super::when::When;
use crate::journal::OWN_NAMES;
use base::Currency;
use base::id::SegmentId;
use base::limits::NAME_BYTES_MAX;

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
    #[error("within hours something can be counted to {} at most, and not measured", COUNT_IN_HOURS_MAX - 1)]
    InHours,
    #[error("something follows within 1 hour to {} days", DAYS_MAX)]
    Within,
    #[error("stages of a customer are 1 to {} different ones", Stage::ALL.len())]
    Stages,
    #[error("there is no segment {0}")]
    NoSegment(SegmentId),
    #[error("the segment {0} leads back to itself")]
    Circle(SegmentId),
    #[error(
        "with the segments that it names, a rule has {RESOLVED_CONDITIONS_MAX} conditions and groups at most, {RESOLVED_DEPTH_MAX} \
         deep"
    )]
    Resolved,
    #[error("a currency has three letters, such as SAR: {0:?}")]
    Currency(String),
}

impl Condition {
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

    fn check_at(&self, depth: usize) -> Result<(), Invalid> {
        if depth > DEPTH_MAX {
            return Err(Invalid::Depth);
        }
        self.parts().iter().try_for_each(|part| part.check_at(depth + 1))?;
        match self {
            Self::All(_) | Self::Any(_) | Self::Not(_) | Self::Agreed(_) | Self::Segment(_) => Ok(()),
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
            Self::Stage(stages) => {
                let is_twice = stages.iter().enumerate().any(|(at, stage)| stages.iter().take(at).any(|before| before == stage));
                if stages.is_empty() || is_twice { Err(Invalid::Stages) } else { Ok(()) }
            }
        }
    }
}

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
        match self.in_store_days().0 {
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
