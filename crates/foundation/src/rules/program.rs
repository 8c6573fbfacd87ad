//! Rules made ready to be asked: one pass over a customer's events answers any number of them.

use super::answer::Today;
use super::atom::{Atom, Remembered};
use super::body;
use super::calendar::{Calendar, Calendars};
use super::model::{Amount, Bound, Condition, Events, IDENTIFY, SALES, Take, Test};
use super::state::{HOUR_MICROS, Sum, Wait, Window};
use super::when::When;
use crate::consent::{Choices, EventClass, Purpose, Recipient};
use crate::history::{Column, Columns, Row};
use crate::journal::{Event, LIST_CHANGED, Origin};
use crate::orders;
use base::{Currency, Timestamp};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The longest value of a trait that is remembered; of a longer one it is known that it is there.
const TRAIT_BYTES_MAX: usize = 500;
/// Digits after the point of [`Decimal`].
const DECIMAL_DIGITS: u32 = 4;

/// The place of an event where none was.
pub(super) const NEVER: (i64, i64) = (i64::MIN, 0);

/// Rules over the same events. What several of them ask is remembered once.
#[derive(Debug)]
pub struct Program {
    pub(super) atoms: Vec<Atom>,
    /// How far back the rules look at them: what an atom remembers reaches as far as the farthest look.
    pub(super) looks: Vec<(usize, Look)>,
    pub(super) rules: Vec<Node>,
    /// Which rules ask for the customer's own days.
    pub(super) own: Vec<bool>,
    /// Which atoms an event of a name concerns.
    by_event: Vec<(String, Vec<usize>)>,
    /// What agreements are asked about.
    pub(super) purposes: Vec<Purpose>,
    /// The store's days.
    pub(super) calendar: Arc<Calendar>,
    /// Which atom knows where the customer is, where any window is of their own days.
    pub(super) whereabouts: Option<usize>,
    pub(super) calendars: Calendars,
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

#[derive(Debug)]
pub(super) enum Node {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Count(usize, Window, Bound<u32>),
    /// In the last hours.
    Recent(usize, u16, Bound<u32>),
    /// Where something was measured.
    Value(usize, Window, Bound<Amount>),
    /// Where nothing was, zero.
    Total(usize, Window, Bound<Amount>),
    Happened(usize, Window),
    Trait(usize, Test),
    Agreed(Purpose),
}

/// How far back a rule looks at an atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Days(Window),
    Hours(u16),
}

impl Program {
    /// The rules must have been checked, and the segments in them put in ([`Condition::resolve`]): nobody is in one that was not.
    /// The store's days are those of the zone.
    pub fn new(rules: &[Condition], zone: TimeZone) -> Self {
        let (calendar, purposes) = (Arc::new(Calendar::new(zone)), Vec::new());
        let (atoms, looks, own, by_event) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (rules_made, whereabouts, calendars) = (Vec::new(), None, Calendars::default());
        let mut program = Self { atoms, looks, rules: rules_made, own, by_event, purposes, calendar, whereabouts, calendars };
        program.rules = rules.iter().map(|rule| program.node(rule)).collect();
        program.own = program.rules.iter().map(|node| program.is_own(node)).collect();
        if program.own.contains(&true) {
            program.whereabouts = Some(program.atoms.len());
            program.atoms.push(Atom::Whereabouts);
        }
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
                if let When::LastHours(hours) = did.when {
                    return Node::Recent(self.looked_at(Atom::Hours { events, hours }, Look::Hours(hours)), hours, did.count);
                }
                let window = Window::of(did.when);
                let atom = Atom::Tally { events, property: None, take: Take::Sum, window: window.remembered() };
                Node::Count(self.atom_in(did.when, atom), window, did.count)
            }
            Condition::Measured(measured) => {
                let events = events(&measured.event, &measured.filters);
                let (property, window) = (Some(measured.property.clone()), Window::of(measured.when));
                let atom = Atom::Tally { events, property, take: measured.take, window: window.remembered() };
                Node::Value(self.atom_in(measured.when, atom), window, measured.is)
            }
            Condition::Spent(spent) => match Currency::parse(&spent.currency) {
                Ok(currency) => {
                    let window = Window::of(spent.when);
                    Node::Total(self.atom_in(spent.when, Atom::Money { currency, window: window.remembered() }), window, spent.is)
                }
                Err(_) => Node::Any(Vec::new()),
            },
            Condition::Followed(followed) => {
                let micros = i64::from(followed.within_hours) * HOUR_MICROS;
                let window = Window::of(followed.when);
                let wait = Wait { micros, happened: followed.happened, window: window.remembered() };
                let (first, then) = (followed.first.clone(), followed.then.clone());
                Node::Happened(self.atom_in(followed.when, Atom::Followed { first, then, wait }), window)
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

    /// In the days that its window is of.
    fn atom_in(&mut self, when: When, atom: Atom) -> usize {
        let is_own = when.in_store_days().1;
        self.looked_at(if is_own { Atom::Own(Box::new(atom)) } else { atom }, Look::Days(Window::of(when)))
    }

    fn looked_at(&mut self, atom: Atom, look: Look) -> usize {
        let at = self.atom(atom);
        if !self.looks.contains(&(at, look)) {
            self.looks.push((at, look));
        }
        at
    }

    /// The atom that remembers it: one that remembers the same, however far back, reaches back so far from now on.
    fn atom(&mut self, atom: Atom) -> usize {
        let known = self.atoms.iter_mut().position(|known| known.takes_in(&atom));
        known.unwrap_or_else(|| {
            self.atoms.push(atom);
            self.atoms.len() - 1
        })
    }

    /// Whether it asks for the customer's own days.
    fn is_own(&self, node: &Node) -> bool {
        match node {
            Node::All(parts) | Node::Any(parts) => parts.iter().any(|part| self.is_own(part)),
            Node::Not(part) => self.is_own(part),
            Node::Count(at, ..) | Node::Value(at, ..) | Node::Total(at, ..) | Node::Happened(at, _) => self.atoms[*at].is_own(),
            Node::Recent(..) | Node::Trait(..) | Node::Agreed(_) => false,
        }
    }

    /// How many rules there are.
    pub const fn rules(&self) -> usize {
        self.rules.len()
    }

    /// Whether any answer depends on what the customer agreed to. Where not, no choices have to be loaded: any will do.
    pub const fn asks_choices(&self) -> bool {
        !self.purposes.is_empty()
    }

    /// Whether any answer depends on where the customer is.
    pub const fn asks_whereabouts(&self) -> bool {
        self.whereabouts.is_some()
    }

    /// What of somebody's choices matters.
    pub fn asked_of(&self, choices: &Choices) -> Choices {
        choices.about_only(&self.purposes, Recipient::Automation)
    }

    /// The names of the events that matter.
    pub fn events(&self) -> impl Iterator<Item = &str> {
        self.by_event.iter().map(|(name, _)| name.as_str())
    }

    /// Which of those names it is, and whether bodies of such events are looked into.
    pub(super) fn name(&self, name: &str) -> Option<(usize, bool)> {
        let at = self.by_event.iter().position(|(known, _)| known == name)?;
        Some((at, self.by_event[at].1.iter().any(|atom| self.atoms[*atom].reads_body())))
    }

    /// What has to be read of them.
    pub fn columns(&self) -> Columns {
        let mut columns = Columns::of(&[Column::Name]);
        for atom in &self.atoms {
            let more: &[Column] = match atom.plain() {
                Atom::Money { .. } => &[Column::Origin, Column::Value, Column::Currency],
                Atom::Trait { .. } | Atom::Tally { property: Some(_), .. } | Atom::Followed { .. } => &[Column::Position],
                Atom::Whereabouts => &[Column::Position, Column::Origin],
                Atom::Tally { .. } | Atom::Hours { .. } | Atom::Own(_) => &[],
            };
            let tells_origin = |event: &str| event == LIST_CHANGED || EventClass::of_track(event) == EventClass::Orders;
            let is_order = atom.events().any(tells_origin);
            for column in more.iter().chain(atom.reads_body().then_some(&Column::Body)).chain(is_order.then_some(&Column::Origin))
            {
                columns = columns.with(*column);
            }
        }
        columns
    }

    /// Before anything happened.
    pub fn start(&self) -> State {
        State { atoms: self.atoms.iter().map(Atom::empty).collect(), last: NEVER }
    }

    /// As [`Program::start`], in a state that was another customer's.
    pub fn start_again(&self, state: &mut State) {
        state.last = NEVER;
        state.atoms.iter_mut().for_each(Remembered::clear);
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
        if seen.name == IDENTIFY && self.moves_away(state, seen, now) {
            return Err(Untimely::Late);
        }
        let own = self.own_calendar_of(concerned, state, seen);
        let place = (seen.at.micros(), seen.position);
        let store = (Today::at(&self.calendar, now), self.calendar.day(seen.at));
        let own = own.as_deref().map(|own| (Today::at(own, now), own.day(seen.at)));
        let mut is_ordered = false;
        for at in concerned {
            let atom = &self.atoms[*at];
            let (Today { calendar, day: today }, day) = if atom.is_own() { own.unwrap_or(store) } else { store };
            match (atom.plain(), &mut state.atoms[*at]) {
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
                    if is_then && !waiting.then(seen.at.micros(), *wait, calendar, today) {
                        return Err(Untimely::Late);
                    }
                    if is_first {
                        waiting.first(seen.at.micros(), *wait, calendar, today);
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
}

/// Minor units in ten-thousandths.
fn in_parts(minor: i64, currency: Currency) -> i128 {
    i128::from(minor) * 10_i128.pow(DECIMAL_DIGITS.saturating_sub(currency.minor_digits()))
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
