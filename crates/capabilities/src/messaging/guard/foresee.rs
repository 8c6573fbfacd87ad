//! What would become of letters, without sending any.

use super::decide::Verdict;
use super::past::{Bounds, Candidate, Past, Signs};
use crate::messaging::letter::{LetterRef, Terms};
use crate::messaging::model::NewMessage;
use crate::messaging::queueing::{Addressee, House, withheld};
use base::Timestamp;
use db::{Db, Result, Tx};
use std::collections::HashSet;

/// A letter that is thought of.
pub struct Asked<'a> {
    pub addressee: &'a Addressee,
    pub letter: &'a NewMessage,
    /// When it would go.
    pub at: Timestamp,
}

/// What would become of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreseen {
    Send,
    Postponed {
        until: Timestamp,
        why: super::Why,
    },
    /// With the word that would stand beside it in the outbox.
    Withheld(&'static str),
}

/// What would become of each of these letters, by all that is known at this moment, each by itself: nothing is written and none is
/// counted for another. Asked for many at once it costs a few questions together. (Views.)
pub fn foresee(db: &Db, tx: &mut Tx<'_>, house: &House, signs: Signs, asked: &[Asked<'_>]) -> Result<Vec<Foreseen>> {
    let Some(now) = asked.iter().map(|one| one.at).min() else { return Ok(Vec::new()) };
    let is_bound = |letter: LetterRef| house.terms(letter).is_some_and(Terms::is_marketing);
    let bound = asked.iter().filter(|one| is_bound(one.letter.letter));
    let bounds = db.record.read(|tx| Bounds::of(tx, bound.clone().map(|one| one.addressee)))?;
    let letters: HashSet<LetterRef> = bound.map(|one| one.letter.letter).collect();
    let past = Past::of(db, tx, bounds, signs, &letters, &HashSet::new(), now)?;
    asked
        .iter()
        .map(|one| {
            if let Some(reason) = withheld(house, one.addressee, one.letter, one.at) {
                return Ok(Foreseen::Withheld(reason));
            }
            if !is_bound(one.letter.letter) {
                return Ok(Foreseen::Send);
            }
            let of = Candidate { customer: one.letter.customer, letter: one.letter.letter, zone: None, since: None };
            Ok(match past.verdict(of, one.at) {
                Verdict::Send => Foreseen::Send,
                Verdict::Postpone { until, why } => Foreseen::Postponed { until, why },
                Verdict::Withhold(why) => Foreseen::Withheld(why.late_word()),
            })
        })
        .collect()
}
