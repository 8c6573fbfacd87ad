//! What is remembered of a customer, as bytes to keep, and of two who turned out to be one.

use super::model::Take;
use super::program::{Atom, Program, Remembered, State};
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
                (atom, remembered),
                (Atom::Tally { .. } | Atom::Money { .. }, Remembered::Tally(_))
                    | (Atom::Hours { .. }, Remembered::Hours(_))
                    | (Atom::Followed { .. }, Remembered::Followed(_))
                    | (Atom::Trait { .. }, Remembered::Trait { .. })
            )
        };
        let fits = state.atoms.len() == self.atoms.len() && self.atoms.iter().zip(&state.atoms).all(is_of);
        fits.then_some(state)
    }

    /// What is remembered of two customers who turned out to be one, at a moment that is not before any at which either was used.
    /// `None` where the order of their events among each other matters: it has to be made anew from all of them.
    pub fn join(&self, mut one: State, other: State, now: Timestamp) -> Option<State> {
        let today = self.calendar.day(now);
        one.last = one.last.max(other.last);
        for ((atom, mine), theirs) in self.atoms.iter().zip(&mut one.atoms).zip(other.atoms) {
            match (atom, mine, theirs) {
                (Atom::Tally { window, take, .. }, Remembered::Tally(mine), Remembered::Tally(theirs)) => {
                    mine.join(theirs, *window, *take, today);
                }
                (Atom::Money { window, .. }, Remembered::Tally(mine), Remembered::Tally(theirs)) => {
                    mine.join(theirs, *window, Take::Sum, today);
                }
                (Atom::Hours { .. }, Remembered::Hours(mine), Remembered::Hours(theirs)) => mine.join(theirs),
                (Atom::Followed { .. }, Remembered::Followed(mine), Remembered::Followed(theirs)) => {
                    if mine.is_blank() {
                        *mine = theirs;
                    } else if !theirs.is_blank() {
                        return None;
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
