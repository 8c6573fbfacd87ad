//! What is remembered of a customer, as bytes to keep, and of two who turned out to be one.

use super::atom::{Atom, Remembered};
use super::model::Take;
use super::program::{NEVER, Program, State};
use base::Timestamp;

/// Which form the bytes have: another where what is kept of an atom became another.
const FORM: &[u8] = b"2";

impl Program {
    /// Names what states of this program hold: two programs of one fingerprint read each other's. The zone counts, since days do.
    pub fn fingerprint(&self) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(FORM);
        for atom in &self.atoms {
            hasher.update(format!("{atom:?}\0").as_bytes());
        }
        hasher.update(self.calendar.zone_name().as_bytes());
        let mut fingerprint = [0; 16];
        hasher.finalize_xof().fill(&mut fingerprint);
        fingerprint
    }

    /// Reads what [`State::encode`] wrote under a program of the same fingerprint; `None` for anything else.
    pub fn decode(&self, bytes: &[u8]) -> Option<State> {
        let state: State = postcard::from_bytes(bytes).ok()?;
        let is_of = |(atom, remembered): (&Atom, &Remembered)| {
            matches!(
                (atom.plain(), remembered),
                (Atom::Tally { .. } | Atom::Money { .. }, Remembered::Tally(_))
                    | (Atom::Hours { .. }, Remembered::Hours(_))
                    | (Atom::Followed { .. }, Remembered::Followed(_))
                    | (Atom::Trait { .. }, Remembered::Trait { .. })
                    | (Atom::Whereabouts, Remembered::Whereabouts(_))
            )
        };
        let fits = state.atoms.len() == self.atoms.len() && self.atoms.iter().zip(&state.atoms).all(is_of);
        fits.then_some(state)
    }

    /// What is remembered of two customers who turned out to be one, at a moment that is not before any at which either was used.
    /// `None` where the order of their events among each other matters, or where the days of one are no longer theirs: it has to be
    /// made anew from all of them.
    pub fn join(&self, mut one: State, mut other: State, now: Timestamp) -> Option<State> {
        let today = self.calendar.day(now);
        let own = self.join_whereabouts(&mut one, &mut other, now).ok()?.map(|own| own.day(now));
        let (is_unordered, are_unordered) = (one.last == NEVER, other.last == NEVER);
        one.last = one.last.max(other.last);
        for ((atom, mine), theirs) in self.atoms.iter().zip(&mut one.atoms).zip(other.atoms) {
            let today = own.filter(|_| atom.is_own()).unwrap_or(today);
            match (atom.plain(), mine, theirs) {
                (Atom::Whereabouts, ..) => {}
                (Atom::Tally { window, take, .. }, Remembered::Tally(mine), Remembered::Tally(theirs)) => {
                    mine.join(theirs, *window, *take, today);
                }
                (Atom::Money { window, .. }, Remembered::Tally(mine), Remembered::Tally(theirs)) => {
                    mine.join(theirs, *window, Take::Sum, today);
                }
                (Atom::Hours { .. }, Remembered::Hours(mine), Remembered::Hours(theirs)) => mine.join(theirs),
                (Atom::Followed { .. }, Remembered::Followed(mine), Remembered::Followed(theirs)) => {
                    // What answers nothing of one's own may answer the other's.
                    match (is_unordered, are_unordered) {
                        (_, true) => {}
                        (true, false) => *mine = theirs,
                        (false, false) => return None,
                    }
                }
                (Atom::Trait { .. }, Remembered::Trait { at, value }, Remembered::Trait { at: their_at, value: their_value }) => {
                    if their_at > *at {
                        (*at, *value) = (their_at, their_value);
                    }
                }
                _ => return None,
            }
        }
        Some(one)
    }
}

impl State {
    /// A few bytes to keep.
    pub fn encode(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::Origin;
    use crate::rules::{Condition, Seen};
    use jiff::tz::TimeZone;

    #[test]
    fn what_was_kept_before_is_read_as_it_was() {
        let rule = Condition::parse(r#"{"did":{"event":"A","when":{"last_days":3}}}"#).unwrap();
        let program = Program::new(std::slice::from_ref(&rule), TimeZone::UTC);
        let atom = r#"Tally { events: Events { event: "A", filters: [] }, property: None, take: Sum, window: Window { from: Some(3), to: 0, dates: None } }"#;
        let named = blake3::hash(format!("2{atom}\0UTC").as_bytes());
        assert_eq!(program.fingerprint(), named.as_bytes()[..16], "another name makes every state anew");
        let own = rule.to_json().replace(r#"{"last_days":3}"#, r#"{"own_days":{"last_days":3}}"#);
        let own = Program::new(&[Condition::parse(&own).unwrap()], TimeZone::UTC);
        assert_ne!(own.fingerprint(), program.fingerprint());
        assert_eq!(own.decode(&program.start().encode()), None);
    }

    #[test]
    fn what_one_did_may_answer_what_the_other_began() {
        let rule = r#"{"followed":{"first":{"event":"A"},"then":{"event":"B"},"within_hours":5,"happened":false}}"#;
        let program = Program::new(&[Condition::parse(rule).unwrap()], TimeZone::UTC);
        let after = |name, hours: i64| {
            let at = Timestamp::from_micros(hours * 3_600_000_000);
            let mut state = program.start();
            let seen = Seen { name, origin: Origin::Server, at, position: hours, body: "{}", amount: None };
            program.step(&mut state, &seen, at).unwrap();
            state
        };
        let now = Timestamp::from_micros(7_200_000_000);
        assert_eq!(program.join(after("A", 1), after("B", 2), now), None);
        assert_eq!(program.join(after("B", 2), after("A", 1), now), None);
        assert_eq!(program.join(after("A", 1), program.start(), now), Some(after("A", 1)));
        assert_eq!(program.join(program.start(), after("A", 1), now), Some(after("A", 1)));
    }
}
