//! Where a customer is, by what happened: whose days are meant where a rule asks for the customer's own.

use super::atom::{Atom, Remembered};
use super::body;
use super::calendar::Calendar;
use super::model::IDENTIFY;
use super::program::{Program, Seen, State, Untimely};
use crate::customers::{ZONE_TRAITS, zone_named};
use crate::journal::Origin;
use base::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);
/// What a day may be off by for being one of another zone, rounded up, and one more for its own length.
const ZONES_DAYS: u32 = 3;

/// The time zones that a profile was told, by trait, as it keeps them: of two values what the store's own servers say counts more
/// than what a page says, and then what was said last. In whatever order they come, the same is known in the end.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Whereabouts {
    told: [Option<Told>; ZONE_TRAITS.len()],
    /// When the last of what was put down on a day happened: on the day that it was in the zone known then.
    used_at: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
    /// Whether it was not a page that said it, when, and at which position.
    rank: (bool, i64, i64),
    /// IANA's name; empty where nobody knows what was said.
    zone: String,
}

impl Whereabouts {
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Takes in what a call says of it.
    pub fn see(&mut self, seen: &Seen<'_>) {
        let rank = (seen.origin != Origin::Site, seen.at.micros(), seen.position);
        for (name, told) in ZONE_TRAITS.into_iter().zip(&mut self.told) {
            if told.as_ref().is_none_or(|told| told.rank <= rank)
                && let Some(value) = body::trait_value(seen.body, name)
            {
                let zone = zone_named(&value).and_then(|zone| zone.iana_name().map(str::to_owned)).unwrap_or_default();
                *told = Some(Told { rank, zone });
            }
        }
    }

    /// That of two who turned out to be one.
    pub fn join(&mut self, other: Self) {
        for (mine, theirs) in self.told.iter_mut().zip(other.told) {
            if theirs.as_ref().map(|told| told.rank) > mine.as_ref().map(|told| told.rank) {
                *mine = theirs;
            }
        }
        self.used_at = self.used_at.max(other.used_at);
    }

    /// IANA's name of the zone, where any is known.
    pub fn zone(&self) -> Option<&str> {
        self.told.iter().flatten().map(|told| told.zone.as_str()).find(|zone| !zone.is_empty())
    }
}

impl Program {
    /// Takes in where an event says that the customer is, before it or any other is seen: so that the days of all of them are those of
    /// the zone that is known in the end, and [`Program::step`] finds none of them late for another.
    pub fn locate(&self, state: &mut State, seen: &Seen<'_>, now: Timestamp) {
        if seen.name == IDENTIFY
            && seen.at <= now
            && let Some(known) = self.whereabouts_mut(state)
        {
            known.see(seen);
        }
    }

    fn whereabouts_mut<'s>(&self, state: &'s mut State) -> Option<&'s mut Whereabouts> {
        match state.atoms.get_mut(self.whereabouts?)? {
            Remembered::Whereabouts(known) => Some(known),
            _ => None,
        }
    }

    /// The customer's own days, where any rule asks for them: those of the store where it is not known where they are.
    pub(super) fn own_calendar(&self, state: &State) -> Option<Arc<Calendar>> {
        let Some(Remembered::Whereabouts(known)) = state.atoms.get(self.whereabouts?) else { return None };
        let own = known.zone().filter(|zone| *zone != self.calendar.zone_name()).and_then(|zone| self.calendars.of(zone));
        Some(own.unwrap_or_else(|| Arc::clone(&self.calendar)))
    }

    /// Where the customer is changed, and days were told apart before that still matter.
    pub(super) fn moves_away(&self, state: &mut State, seen: &Seen<'_>, now: Timestamp) -> bool {
        let Some(known) = self.whereabouts_mut(state) else { return false };
        let before = self.zone_of(known).to_owned();
        known.see(seen);
        self.is_used(known, now) && self.zone_of(known) != before
    }

    /// Whether anything happened on one day or another, by where the customer is, as far back as the customer's own days matter.
    fn is_used(&self, known: &Whereabouts, now: Timestamp) -> bool {
        let days = self.atoms.iter().filter(|atom| atom.is_own()).map(|atom| atom.plain().reach());
        let reach = days.reduce(|one, other| Some(one?.max(other?))).flatten();
        let first = reach.map(|days| now.minus(DAY * (days.unsigned_abs() + ZONES_DAYS)).micros());
        known.used_at.is_some_and(|at| first.is_none_or(|first| at >= first))
    }

    /// The customer's own days, where any of these atoms asks for them: from here on they matter.
    pub(super) fn own_calendar_of(&self, atoms: &[usize], state: &mut State, seen: &Seen<'_>) -> Option<Arc<Calendar>> {
        let is_counted = |atom: &Atom| atom.is_own() && atom.is_about(seen);
        if self.whereabouts.is_none() || !atoms.iter().any(|at| is_counted(&self.atoms[*at])) {
            return None;
        }
        let known = self.whereabouts_mut(state)?;
        known.used_at = known.used_at.max(Some(seen.at.micros()));
        self.own_calendar(state)
    }

    /// Where two are who turned out to be one, in the first's state: their days, where any rule asks for their own. Late where what
    /// was put down on days of either would now be on others.
    pub(super) fn join_whereabouts(
        &self,
        one: &mut State,
        other: &mut State,
        now: Timestamp,
    ) -> Result<Option<Arc<Calendar>>, Untimely> {
        let (Some(mine), Some(theirs)) = (self.whereabouts_mut(one), self.whereabouts_mut(other)) else { return Ok(None) };
        let (before, theirs) = (mine.clone(), std::mem::take(theirs));
        mine.join(theirs.clone());
        let moved = |known: &Whereabouts| self.is_used(known, now) && self.zone_of(known) != self.zone_of(mine);
        if moved(&before) || moved(&theirs) {
            return Err(Untimely::Late);
        }
        Ok(self.own_calendar(one))
    }

    fn zone_of<'k>(&'k self, known: &'k Whereabouts) -> &'k str {
        known.zone().unwrap_or(self.calendar.zone_name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::{Category, CategorySet, Choices};
    use crate::rules::Condition;
    use jiff::tz::TimeZone;

    #[test]
    fn days_are_the_customers_where_a_rule_says_so() {
        let rule = Condition::parse(r#"{"did":{"event":"Product Viewed","when":{"own_days":{"last_days":0}}}}"#).unwrap();
        assert_eq!(rule.reads(), CategorySet::of(&[Category::Browsing, Category::Preferences]));
        assert_eq!(rule.events().into_iter().collect::<Vec<_>>(), ["Product Viewed", "identify"]);
        let program = Program::new(&[rule], TimeZone::UTC);
        let at = |text: &str| Timestamp::parse(text).unwrap();
        let tell = |state: &mut State, origin, zone: &str, time: &str| {
            let body = format!(r#"{{"traits":{{"timezone":{zone}}}}}"#);
            program.step(
                state,
                &Seen { name: "identify", origin, at: at(time), position: 1, body: &body, amount: None },
                at(time),
            )
        };
        let nobody = Choices::default();
        let mut state = program.start();
        let first = tell(&mut state, Origin::Site, "\"asia/tehran\"", "2026-04-20T10:00:00Z");
        assert_eq!(first, Ok(()), "no day was counted yet");
        // 23:00 in Tehran, whose day ends half past eight in the evening by UTC.
        let looked = Seen {
            name: "Product Viewed",
            origin: Origin::Site,
            at: at("2026-04-20T19:30:00Z"),
            position: 2,
            body: "{}",
            amount: None,
        };
        program.step(&mut state, &looked, looked.at).unwrap();
        assert_eq!(program.changes_at(&mut state, &nobody, looked.at), Some(at("2026-04-20T20:30:00Z")));
        assert!(program.holds(&mut state, 0, &nobody, at("2026-04-20T20:29:59Z")));
        assert!(!program.holds(&mut state.clone(), 0, &nobody, at("2026-04-20T20:30:00Z")));
        // Whatever a page says after the store's servers said something is passed over; the same once more changes nothing.
        for (zone, origin, time, taken) in [
            ("\"Asia/Tehran\"", Origin::Server, "2026-04-20T19:40:00Z", Ok(())),
            ("\"Pacific/Apia\"", Origin::Site, "2026-04-20T19:50:00Z", Ok(())),
            ("\"Pacific/Apia\"", Origin::Server, "2026-04-20T20:00:00Z", Err(Untimely::Late)),
            ("\"Mars/Phobos\"", Origin::Server, "2026-04-20T20:10:00Z", Err(Untimely::Late)),
            ("null", Origin::Server, "2026-04-20T20:20:00Z", Err(Untimely::Late)),
        ] {
            let mut told = state.clone();
            assert_eq!(tell(&mut told, origin, zone, time), taken, "{zone} {origin:?}");
            state = if taken.is_ok() { told } else { state };
        }
    }
}
