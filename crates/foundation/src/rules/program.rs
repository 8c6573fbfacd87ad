//! Rules made ready to be asked: one pass over a customer's events answers any number of them.

use super::body;
use super::calendar::Calendar;
use super::model::{Amount, Bound, Condition, Events, IDENTIFY, SALES, Take, Test, When};
use super::state::{HOUR_MICROS, Moments, Sum, Tally, Wait, Waiting, Window};
use crate::consent::{CategorySet, Choices, EventClass, Purpose, Recipient};
use crate::history::{Column, Columns, Row};
use crate::journal::{Event, LIST_CHANGED, Origin};
use crate::orders;
use base::{Currency, Timestamp};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The longest value of a trait that is remembered; of a longer one it is known that it is there.
const TRAIT_BYTES_MAX: usize = 500;
/// Digits after the point of [`Decimal`].
const DECIMAL_DIGITS: u32 = 4;

/// Rules over the same events. What several of them ask is remembered once.
#[derive(Debug)]
pub struct Program {
    pub(super) atoms: Vec<Atom>,
    rules: Vec<Node>,
    /// Which atoms an event of a name concerns.
    by_event: Vec<(String, Vec<usize>)>,
    /// What agreements are asked about.
    purposes: Vec<Purpose>,
    pub(super) calendar: Calendar,
}

/// What is remembered of one customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub(super) atoms: Vec<Remembered>,
    /// The last event whose order mattered: time and position.
    pub(super) last: (i64, i64),
}

/// Why an event can't be taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untimely {
    /// It came after one that it happened before, or after its time was taken for over, and the order matters: the state has to be
    /// made anew from all events.
    Late,
    /// It has not happened yet; the state is what it was.
    Early,
}

/// An event, as far as rules look at it.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    pub name: &'a str,
    pub origin: Origin,
    pub at: Timestamp,
    pub position: i64,
    pub body: &'a str,
    /// Of an order, in minor units.
    pub amount: Option<(Currency, i64)>,
}

/// Something to remember.
#[derive(Debug, PartialEq)]
pub(super) enum Atom {
    Tally { events: Events, property: Option<String>, take: Take, window: Window },
    Hours { events: Events, hours: u16 },
    Money { currency: Currency, window: Window },
    Followed { first: Events, then: Events, wait: Wait },
    Trait { name: String },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Remembered {
    Tally(Tally),
    Hours(Moments),
    Followed(Waiting),
    Trait { at: (i64, i64), value: String },
}

/// When something is asked, and of whom.
#[derive(Clone, Copy)]
struct Moment<'c> {
    now: Timestamp,
    today: i32,
    choices: &'c Choices,
}

#[derive(Debug)]
enum Node {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Count(usize, Bound<u32>),
    /// Where something was measured.
    Value(usize, Bound<Amount>),
    /// Where nothing was, zero.
    Total(usize, Bound<Amount>),
    Happened(usize),
    Trait(usize, Test),
    Agreed(Purpose),
}

impl Program {
    /// The rules must have been checked, and the segments in them put in ([`Condition::resolve`]): nobody is in one that was not.
    /// Days are those of the zone.
    pub fn new(rules: &[Condition], zone: TimeZone) -> Self {
        let (calendar, purposes) = (Calendar::new(zone), Vec::new());
        let mut program = Self { atoms: Vec::new(), rules: Vec::new(), by_event: Vec::new(), purposes, calendar };
        program.rules = rules.iter().map(|rule| program.node(rule)).collect();
        let names: BTreeSet<&str> = program.atoms.iter().flat_map(Atom::events).collect();
        let concerned =
            |name: &str| (0..program.atoms.len()).filter(|at| program.atoms[*at].events().any(|one| one == name)).collect();
        program.by_event = names.into_iter().map(|name| (name.to_owned(), concerned(name))).collect();
        program
    }

    fn node(&mut self, rule: &Condition) -> Node {
        let events = |event: &str, filters: &[_]| Events { event: event.to_owned(), filters: filters.to_vec() };
        match rule {
            Condition::All(parts) => Node::All(parts.iter().map(|part| self.node(part)).collect()),
            Condition::Any(parts) => Node::Any(parts.iter().map(|part| self.node(part)).collect()),
            Condition::Not(part) => Node::Not(Box::new(self.node(part))),
            Condition::Did(did) => {
                let events = events(&did.event, &did.filters);
                let atom = match did.when {
                    When::LastHours(hours) => Atom::Hours { events, hours },
                    when => Atom::Tally { events, property: None, take: Take::Sum, window: Window::of(when) },
                };
                Node::Count(self.atom(atom), did.count)
            }
            Condition::Measured(measured) => {
                let events = events(&measured.event, &measured.filters);
                let (property, window) = (Some(measured.property.clone()), Window::of(measured.when));
                Node::Value(self.atom(Atom::Tally { events, property, take: measured.take, window }), measured.is)
            }
            Condition::Spent(spent) => match Currency::parse(&spent.currency) {
                Ok(currency) => Node::Total(self.atom(Atom::Money { currency, window: Window::of(spent.when) }), spent.is),
                Err(_) => Node::Any(Vec::new()),
            },
            Condition::Followed(followed) => {
                let micros = i64::from(followed.within_hours) * HOUR_MICROS;
                let wait = Wait { micros, happened: followed.happened, window: Window::of(followed.when) };
                let (first, then) = (followed.first.clone(), followed.then.clone());
                Node::Happened(self.atom(Atom::Followed { first, then, wait }))
            }
            Condition::Trait(is) => Node::Trait(self.atom(Atom::Trait { name: is.name.clone() }), is.test.clone()),
            Condition::Agreed(agreed) => {
                if !self.purposes.contains(&agreed.purpose) {
                    self.purposes.push(agreed.purpose);
                }
                Node::Agreed(agreed.purpose)
            }
            Condition::Stage(stages) => Node::Any(stages.iter().map(|stage| self.node(&stage.condition())).collect()),
            Condition::Segment(_) => Node::Any(Vec::new()),
        }
    }

    fn atom(&mut self, atom: Atom) -> usize {
        let known = self.atoms.iter().position(|known| *known == atom);
        known.unwrap_or_else(|| {
            self.atoms.push(atom);
            self.atoms.len() - 1
        })
    }

    /// How many rules there are.
    pub const fn rules(&self) -> usize {
        self.rules.len()
    }

    /// Whether any answer depends on what the customer agreed to. Where not, no choices have to be loaded: any will do.
    pub const fn asks_choices(&self) -> bool {
        !self.purposes.is_empty()
    }

    /// What of somebody's choices matters.
    pub fn asked_of(&self, choices: &Choices) -> Choices {
        choices.about_only(&self.purposes, Recipient::Automation)
    }

    /// The names of the events that matter.
    pub fn events(&self) -> impl Iterator<Item = &str> {
        self.by_event.iter().map(|(name, _)| name.as_str())
    }

    /// What has to be read of them.
    pub fn columns(&self) -> Columns {
        let mut columns = Columns::of(&[Column::Name]);
        for atom in &self.atoms {
            let reads_body = atom.patterns().any(|events| !events.filters.is_empty());
            let more: &[Column] = match atom {
                Atom::Money { .. } => &[Column::Origin, Column::Value, Column::Currency],
                Atom::Trait { .. } | Atom::Tally { property: Some(_), .. } => &[Column::Position, Column::Body],
                Atom::Followed { .. } => &[Column::Position],
                Atom::Tally { .. } | Atom::Hours { .. } => &[],
            };
            let tells_origin = |event: &str| event == LIST_CHANGED || EventClass::of_track(event) == EventClass::Orders;
            let is_order = atom.events().any(tells_origin);
            for column in more.iter().chain(reads_body.then_some(&Column::Body)).chain(is_order.then_some(&Column::Origin)) {
                columns = columns.with(*column);
            }
        }
        columns
    }

    /// Before anything happened.
    pub fn start(&self) -> State {
        let empty = |atom: &Atom| match atom {
            Atom::Tally { .. } | Atom::Money { .. } => Remembered::Tally(Tally::default()),
            Atom::Hours { .. } => Remembered::Hours(Moments::default()),
            Atom::Followed { .. } => Remembered::Followed(Waiting::default()),
            Atom::Trait { .. } => Remembered::Trait { at: (i64::MIN, 0), value: "null".to_owned() },
        };
        State { atoms: self.atoms.iter().map(empty).collect(), last: (i64::MIN, 0) }
    }

    /// As [`Program::start`], in a state that was another customer's.
    pub fn start_again(&self, state: &mut State) {
        state.last = (i64::MIN, 0);
        for remembered in &mut state.atoms {
            match remembered {
                Remembered::Tally(tally) => tally.clear(),
                Remembered::Hours(moments) => moments.clear(),
                Remembered::Followed(waiting) => waiting.clear(),
                Remembered::Trait { at, value } => {
                    *at = (i64::MIN, 0);
                    "null".clone_into(value);
                }
            }
        }
    }

    /// An event is seen at a moment that is not before any at which this state was used.
    pub fn step(&self, state: &mut State, seen: &Seen<'_>, now: Timestamp) -> Result<(), Untimely> {
        // A handful of names: faster than a hash of each event's.
        let Some((_, concerned)) = self.by_event.iter().find(|(name, _)| name == seen.name) else { return Ok(()) };
        // Nobody puts themselves on a list.
        if seen.name == LIST_CHANGED && seen.origin != Origin::System {
            return Ok(());
        }
        if seen.at > now {
            return Err(Untimely::Early);
        }
        let (place, today) = ((seen.at.micros(), seen.position), self.calendar.day(now));
        let day = self.calendar.day(seen.at);
        let mut is_ordered = false;
        for at in concerned {
            match (&self.atoms[*at], &mut state.atoms[*at]) {
                (Atom::Tally { events, property, take, window }, Remembered::Tally(tally)) if events.are(seen) => {
                    let value = property.as_ref().map_or(Some(0), |property| body::measured(seen.body, property, *take));
                    if let Some(value) = value {
                        tally.add(day, Sum::one(value, place, *take), *window, *take, today);
                    }
                }
                (Atom::Hours { events, hours }, Remembered::Hours(moments)) if events.are(seen) => {
                    moments.add(seen.at.micros(), *hours, now.micros());
                }
                (Atom::Money { currency, window }, Remembered::Tally(tally)) => {
                    if let Some(sale) =
                        orders::sale(seen.name, seen.origin, || seen.amount).filter(|sale| sale.currency == *currency)
                    {
                        let value = Sum::one(in_parts(sale.minor, *currency), place, Take::Sum);
                        tally.add(day, value, *window, Take::Sum, today);
                    }
                }
                (Atom::Followed { first, then, wait }, Remembered::Followed(waiting)) => {
                    let (is_first, is_then) = (first.are(seen), then.are(seen));
                    if (is_first || is_then) && place < state.last {
                        return Err(Untimely::Late);
                    }
                    // One event may be both: it answers those before it, and waits for an answer of its own.
                    if is_then && !waiting.then(seen.at.micros(), *wait, &self.calendar, today) {
                        return Err(Untimely::Late);
                    }
                    if is_first {
                        waiting.first(seen.at.micros(), *wait, &self.calendar, today);
                    }
                    is_ordered |= is_first || is_then;
                }
                (Atom::Trait { name }, Remembered::Trait { at, value }) if place >= *at => {
                    if let Some(told) = body::trait_value(seen.body, name) {
                        *value = if told.len() <= TRAIT_BYTES_MAX { told } else { "{}".to_owned() };
                        *at = place;
                    }
                }
                _ => {}
            }
        }
        if is_ordered {
            state.last = place;
        }
        Ok(())
    }

    /// Whether a rule holds of a customer with these choices, at a moment that is not before any at which this state was used.
    pub fn holds(&self, state: &mut State, rule: usize, choices: &Choices, now: Timestamp) -> bool {
        let moment = Moment { now, today: self.calendar.day(now), choices };
        self.rules.get(rule).is_some_and(|node| self.is_so(node, state, moment))
    }

    /// When the answer to some rule may become another although nothing happens: no event comes, and nobody decides anything.
    pub fn changes_at(&self, state: &mut State, choices: &Choices, now: Timestamp) -> Option<Timestamp> {
        let ends = self.purposes.iter().filter_map(|purpose| choices.ends_after(*purpose, Recipient::Automation, now)).min();
        let today = self.calendar.day(now);
        // When a day begins takes longer to find than all else: it is asked of one day.
        let (mut day, mut moment) = (None, None);
        for (atom, remembered) in self.atoms.iter().zip(&mut state.atoms) {
            let (on, at) = match (atom, remembered) {
                (Atom::Tally { window, .. } | Atom::Money { window, .. }, Remembered::Tally(tally)) => {
                    (tally.changes_on(*window, today), None)
                }
                (Atom::Hours { hours, .. }, Remembered::Hours(moments)) => (None, moments.changes_at(*hours, now.micros())),
                (Atom::Followed { wait, .. }, Remembered::Followed(waiting)) => {
                    waiting.changes(now.micros(), *wait, &self.calendar, today)
                }
                _ => (None, None),
            };
            day = day.into_iter().chain(on).min();
            moment = moment.into_iter().chain(at).min();
        }
        let day = day.map(|day| self.calendar.start(day));
        day.into_iter().chain(moment.map(Timestamp::from_micros)).chain(ends).min()
    }

    fn is_so(&self, node: &Node, state: &mut State, moment: Moment<'_>) -> bool {
        let Moment { now, today, choices } = moment;
        match node {
            Node::All(parts) => parts.iter().all(|part| self.is_so(part, state, moment)),
            Node::Any(parts) => parts.iter().any(|part| self.is_so(part, state, moment)),
            Node::Not(part) => !self.is_so(part, state, moment),
            Node::Agreed(purpose) => choices.allows(*purpose, Recipient::Automation, CategorySet::EMPTY, now).is_some(),
            Node::Count(at, bound) => bound.holds(&self.count(*at, state, now, today)),
            Node::Value(at, bound) => {
                let sum = self.sum(*at, state, today);
                sum.count > 0 && holds(*bound, sum.value)
            }
            Node::Total(at, bound) => holds(*bound, self.sum(*at, state, today).value),
            Node::Happened(at) => match (&self.atoms[*at], &mut state.atoms[*at]) {
                (Atom::Followed { wait, .. }, Remembered::Followed(waiting)) => {
                    waiting.is_there(now.micros(), *wait, &self.calendar, today)
                }
                _ => false,
            },
            Node::Trait(at, test) => match &state.atoms[*at] {
                Remembered::Trait { value, .. } => body::value_holds(value, test),
                _ => false,
            },
        }
    }

    fn count(&self, at: usize, state: &State, now: Timestamp, today: i32) -> u32 {
        match (&self.atoms[at], &state.atoms[at]) {
            (Atom::Hours { hours, .. }, Remembered::Hours(moments)) => moments.count(*hours, now.micros()),
            _ => self.sum(at, state, today).count,
        }
    }

    fn sum(&self, at: usize, state: &State, today: i32) -> Sum {
        match (&self.atoms[at], &state.atoms[at]) {
            (Atom::Tally { window, take, .. }, Remembered::Tally(tally)) => tally.sum(*window, *take, today),
            (Atom::Money { window, .. }, Remembered::Tally(tally)) => tally.sum(*window, Take::Sum, today),
            _ => Sum::default(),
        }
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

/// Minor units in ten-thousandths.
fn in_parts(minor: i64, currency: Currency) -> i128 {
    i128::from(minor) * 10_i128.pow(DECIMAL_DIGITS.saturating_sub(currency.minor_digits()))
}

impl Atom {
    /// The events that it is about; money and traits are about their own.
    fn patterns(&self) -> impl Iterator<Item = &Events> {
        let (one, other) = match self {
            Self::Tally { events, .. } | Self::Hours { events, .. } => (Some(events), None),
            Self::Followed { first, then, .. } => (Some(first), Some(then)),
            Self::Money { .. } | Self::Trait { .. } => (None, None),
        };
        one.into_iter().chain(other)
    }

    fn events(&self) -> impl Iterator<Item = &str> {
        let own: &[&str] = match self {
            Self::Money { .. } => &SALES,
            Self::Trait { .. } => &[IDENTIFY],
            _ => &[],
        };
        self.patterns().map(|events| events.event.as_str()).chain(own.iter().copied())
    }
}

impl Events {
    /// Whether an event is one of these.
    pub fn are(&self, seen: &Seen<'_>) -> bool {
        // Whoever reads a page has its key: that somebody bought is for the store to say.
        let is_believed = seen.origin.counts_revenue() || EventClass::of_track(seen.name) != EventClass::Orders;
        is_believed && self.event == seen.name && body::passes(seen.body, &self.filters)
    }
}

impl<'a> From<&'a Event> for Seen<'a> {
    fn from(event: &'a Event) -> Self {
        let amount = if SALES.contains(&event.name.as_str()) { orders::amount_of(event) } else { None };
        let Event { name, origin, at, position, body, .. } = event;
        Self { name, origin: *origin, at: *at, position: *position, body, amount }
    }
}

impl<'a> From<Row<'a>> for Seen<'a> {
    /// Of a row with the columns that [`Program::columns`] names.
    fn from(row: Row<'a>) -> Self {
        let currency = row.currency().and_then(|code| Currency::parse(code).ok());
        // Where the column was not asked for, nothing depends on it.
        let origin = row.origin().unwrap_or(Origin::Site);
        let amount = currency.zip(row.value());
        Self { name: row.name(), origin, at: row.time(), position: row.position(), body: row.body(), amount }
    }
}
