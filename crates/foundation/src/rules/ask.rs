//! Rules asked of everyone, in one pass over the past.

use super::program::{Program, Seen, State};
use crate::history::{Error, Fold, History, Query, Row};
use base::Timestamp;
use base::id::CustomerId;
use std::time::Duration;

/// For whom each rule holds, ascending.
pub type Members = Vec<Vec<CustomerId>>;

/// For whom each of the program's rules holds at a moment, of those to whom something happened that any of them speaks of. The
/// others are all alike: for each rule it is said whether it holds for them.
pub fn ask(history: &History, program: &Program, threads: usize, now: Timestamp) -> Result<(Members, Vec<bool>), Error> {
    let names: Vec<&str> = program.events().collect();
    let query = Query { names: &names, to: now.plus(Duration::from_micros(1)), ..Query::all(program.columns()) };
    let rules = program.rules();
    let parts = history.fold(query, threads, || Asking {
        program,
        now,
        state: program.start(),
        customer: None,
        members: vec![Vec::new(); rules],
    })?;
    // The parts are ranges of customers, one after another.
    let mut members: Members = vec![Vec::new(); rules];
    for part in parts {
        members.iter_mut().zip(part.members).for_each(|(all, more)| all.extend(more));
    }
    let mut nothing = program.start();
    Ok((members, (0..rules).map(|rule| program.holds(&mut nothing, rule, now)).collect()))
}

struct Asking<'p> {
    program: &'p Program,
    now: Timestamp,
    state: State,
    customer: Option<CustomerId>,
    members: Members,
}

impl Fold for Asking<'_> {
    fn begin(&mut self, customer: CustomerId) {
        self.customer = Some(customer);
        self.program.start_again(&mut self.state);
    }

    fn step(&mut self, row: Row<'_>) {
        // A pass is in order: nothing is late.
        let _ = self.program.step(&mut self.state, &Seen::from(row), self.now);
    }

    fn end(&mut self) -> Result<(), Error> {
        let Some(customer) = self.customer else { return Ok(()) };
        for (rule, members) in self.members.iter_mut().enumerate() {
            if self.program.holds(&mut self.state, rule, self.now) {
                members.push(customer);
            }
        }
        Ok(())
    }
}
