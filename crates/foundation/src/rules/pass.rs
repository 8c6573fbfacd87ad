//! One customer after another, as a pass over the history meets them.

use super::program::{Program, Seen, State, Untimely};
use crate::journal::Origin;
use base::{Currency, Timestamp};
use std::ops::Range;

/// What a program comes to remember of each customer of a pass.
///
/// Where it asks for the customer's own days, a customer's events are held until all of them are known: which days they fall on
/// follows from where the customer is in the end.
pub struct Pass<'p> {
    program: &'p Program,
    now: Timestamp,
    state: State,
    early: Option<Timestamp>,
    held: Vec<Held>,
    /// Their bodies, one after another.
    bodies: String,
}

struct Held {
    /// Which of the program's names.
    name: usize,
    origin: Origin,
    at: Timestamp,
    position: i64,
    body: Range<usize>,
    amount: Option<(Currency, i64)>,
}

impl<'p> Pass<'p> {
    pub fn new(program: &'p Program, now: Timestamp) -> Self {
        Self { program, now, state: program.start(), early: None, held: Vec::new(), bodies: String::new() }
    }

    /// Another customer.
    pub fn begin(&mut self) {
        self.program.start_again(&mut self.state);
        self.early = None;
        self.held.clear();
        self.bodies.clear();
    }

    /// What happened next to them.
    pub fn step(&mut self, seen: &Seen<'_>) {
        if !self.program.asks_whereabouts() {
            return self.take(seen);
        }
        self.program.locate(&mut self.state, seen, self.now);
        let Some((name, reads_body)) = self.program.name(seen.name) else { return };
        let from = self.bodies.len();
        if reads_body {
            self.bodies.push_str(seen.body);
        }
        let Seen { origin, at, position, amount, .. } = *seen;
        self.held.push(Held { name, origin, at, position, body: from..self.bodies.len(), amount });
    }

    /// What is remembered of them, once all of it happened.
    pub fn end(&mut self) -> &mut State {
        let (held, bodies, program) = (std::mem::take(&mut self.held), std::mem::take(&mut self.bodies), self.program);
        for one in &held {
            let Held { origin, at, position, amount, .. } = *one;
            let (name, body) =
                (program.events().nth(one.name).unwrap_or_default(), bodies.get(one.body.clone()).unwrap_or_default());
            self.take(&Seen { name, origin, at, position, body, amount });
        }
        (self.held, self.bodies) = (held, bodies);
        self.held.clear();
        self.bodies.clear();
        &mut self.state
    }

    /// When the first of what lies ahead will have happened.
    pub const fn early(&self) -> Option<Timestamp> {
        self.early
    }

    fn take(&mut self, seen: &Seen<'_>) {
        // A pass is in order: nothing is late.
        if self.program.step(&mut self.state, seen, self.now) == Err(Untimely::Early) {
            self.early = Some(self.early.map_or(seen.at, |early| early.min(seen.at)));
        }
    }
}
