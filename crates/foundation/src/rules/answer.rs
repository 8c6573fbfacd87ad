//! What is asked of what is remembered: whether a rule holds, and until when nothing changes by the mere passing of time.

use super::atom::{Atom, Remembered};
use super::body;
use super::calendar::Calendar;
use super::model::{Amount, Bound, Take};
use super::program::{Look, Node, Program, State};
use super::state::{Sum, Window};
use crate::consent::{CategorySet, Choices, Recipient};
use base::Timestamp;

/// A calendar, and what day it is by it.
#[derive(Clone, Copy)]
pub(super) struct Today<'c> {
    pub calendar: &'c Calendar,
    pub day: i32,
}

/// When something is asked, and of whom.
#[derive(Clone, Copy)]
struct Moment<'c> {
    now: Timestamp,
    store: Today<'c>,
    own: Option<Today<'c>>,
    choices: &'c Choices,
}

impl Program {
    /// Whether a rule holds of a customer with these choices, at a moment that is not before any at which this state was used.
    pub fn holds(&self, state: &mut State, rule: usize, choices: &Choices, now: Timestamp) -> bool {
        let own = if self.own.get(rule) == Some(&true) { self.own_calendar(state) } else { None };
        let (store, own) = (Today::at(&self.calendar, now), own.as_deref().map(|own| Today::at(own, now)));
        let moment = Moment { now, store, own, choices };
        self.rules.get(rule).is_some_and(|node| self.is_so(node, state, moment))
    }

    /// When the answer to some rule may become another although nothing happens: no event comes, and nobody decides anything.
    pub fn changes_at(&self, state: &mut State, choices: &Choices, now: Timestamp) -> Option<Timestamp> {
        let ends = self.purposes.iter().filter_map(|purpose| choices.ends_after(*purpose, Recipient::Automation, now)).min();
        let own = self.own_calendar(state);
        let (store, own) = (Today::at(&self.calendar, now), own.as_deref().map(|own| Today::at(own, now)));
        // When a day begins takes longer to find than all else: it is asked of one day of each calendar.
        let (mut day, mut own_day, mut moment) = (None, None, None);
        for (place, look) in &self.looks {
            let atom = &self.atoms[*place];
            let Today { calendar, day: today } = if atom.is_own() { own.unwrap_or(store) } else { store };
            let (on, at) = match (atom.plain(), &mut state.atoms[*place], look) {
                (Atom::Tally { .. } | Atom::Money { .. }, Remembered::Tally(tally), Look::Days(window)) => {
                    (tally.changes_on(*window, today), None)
                }
                (Atom::Hours { .. }, Remembered::Hours(moments), Look::Hours(hours)) => {
                    (None, moments.changes_at(*hours, now.micros()))
                }
                (Atom::Followed { wait, .. }, Remembered::Followed(waiting), Look::Days(window)) => {
                    waiting.changes(now.micros(), *wait, *window, calendar, today)
                }
                _ => (None, None),
            };
            let due = if atom.is_own() { &mut own_day } else { &mut day };
            *due = (*due).into_iter().chain(on).min();
            moment = moment.into_iter().chain(at).min();
        }
        let day = day.map(|day| self.calendar.start(day));
        let own_day = own.zip(own_day).map(|(own, day)| own.calendar.start(day));
        day.into_iter().chain(own_day).chain(moment.map(Timestamp::from_micros)).chain(ends).min()
    }

    fn is_so(&self, node: &Node, state: &mut State, moment: Moment<'_>) -> bool {
        let Moment { now, choices, .. } = moment;
        match node {
            Node::All(parts) => parts.iter().all(|part| self.is_so(part, state, moment)),
            Node::Any(parts) => parts.iter().any(|part| self.is_so(part, state, moment)),
            Node::Not(part) => !self.is_so(part, state, moment),
            Node::Agreed(purpose) => choices.allows(*purpose, Recipient::Automation, CategorySet::EMPTY, now).is_some(),
            Node::Count(at, window, bound) => bound.holds(&self.sum(*at, *window, state, moment).count),
            Node::Recent(at, hours, bound) => match &state.atoms[*at] {
                Remembered::Hours(moments) => bound.holds(&moments.count(*hours, now.micros())),
                _ => false,
            },
            Node::Value(at, window, bound) => {
                let sum = self.sum(*at, *window, state, moment);
                sum.count > 0 && holds(*bound, sum.value)
            }
            Node::Total(at, window, bound) => holds(*bound, self.sum(*at, *window, state, moment).value),
            Node::Happened(at, window) => match (self.atoms[*at].plain(), &mut state.atoms[*at]) {
                (Atom::Followed { wait, .. }, Remembered::Followed(waiting)) => {
                    let Today { calendar, day } = moment.today(&self.atoms[*at]);
                    waiting.is_there(now.micros(), *wait, *window, calendar, day)
                }
                _ => false,
            },
            Node::Trait(at, test) => match &state.atoms[*at] {
                Remembered::Trait { value, .. } => body::value_holds(value, test),
                _ => false,
            },
        }
    }

    fn sum(&self, at: usize, window: Window, state: &State, moment: Moment<'_>) -> Sum {
        let atom = &self.atoms[at];
        let Today { day: today, .. } = moment.today(atom);
        match (atom.plain(), &state.atoms[at]) {
            (Atom::Tally { take, .. }, Remembered::Tally(tally)) => tally.sum(window, *take, today),
            (Atom::Money { .. }, Remembered::Tally(tally)) => tally.sum(window, Take::Sum, today),
            _ => Sum::default(),
        }
    }
}

impl<'c> Today<'c> {
    pub fn at(calendar: &'c Calendar, now: Timestamp) -> Self {
        Self { calendar, day: calendar.day(now) }
    }
}

impl<'c> Moment<'c> {
    /// By the calendar that an atom asks for.
    fn today(&self, atom: &Atom) -> Today<'c> {
        self.own.filter(|_| atom.is_own()).unwrap_or(self.store)
    }
}

/// Of ten-thousandths.
fn holds(bound: Bound<Amount>, number: i128) -> bool {
    let parts = |amount: Amount| i128::from(amount.get().parts());
    match bound {
        Bound::AtLeast(least) => number >= parts(least),
        Bound::AtMost(most) => number <= parts(most),
        Bound::Exactly(exactly) => number == parts(exactly),
    }
}
