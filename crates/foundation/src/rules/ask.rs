//! Rules asked of everyone, in one pass over the past.

use super::pass::Pass;
use super::program::{Program, Seen};
use crate::consent::{self, Choices};
use crate::customers;
use crate::history::{Error, Fold, History, Query, Row};
use base::Timestamp;
use base::id::CustomerId;
use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

/// Customers whose choices are read at once.
const CHOICES_AT_ONCE: usize = 10_000;

/// For whom each rule holds, ascending.
pub type Members = Vec<Vec<CustomerId>>;

/// For whom each of the program's rules holds at a moment, of those to whom something happened that any of them speaks of, or who
/// agreed to something that any asks about. The others are all alike: for each rule it is said whether it holds for them. What was
/// decided is read just before what happened.
pub fn ask(history: &History, program: &Program, threads: usize, now: Timestamp) -> Result<(Members, Vec<bool>), Error> {
    let names: Vec<&str> = program.events().collect();
    let query = Query { names: &names, to: now.plus(Duration::from_micros(1)), ..Query::all(program.columns()) };
    let rules = program.rules();
    let choices = if program.asks_choices() { everyones(history, program)? } else { HashMap::new() };
    let nothing = Choices::default();
    let make = || Asking {
        program,
        now,
        choices: &choices,
        nothing: &nothing,
        pass: Pass::new(program, now),
        customer: None,
        met: Vec::new(),
        members: vec![Vec::new(); rules],
    };
    // Where no name matters a query without names would ask for all.
    let parts = if names.is_empty() { Vec::new() } else { history.fold(query, threads, make)? };
    // The parts are ranges of customers, one after another.
    let mut members: Members = vec![Vec::new(); rules];
    let mut met: BTreeSet<CustomerId> = BTreeSet::new();
    for part in parts {
        members.iter_mut().zip(part.members).for_each(|(all, more)| all.extend(more));
        met.extend(part.met);
    }
    let mut start = program.start();
    let mut silent: Vec<CustomerId> = choices.keys().copied().filter(|customer| !met.contains(customer)).collect();
    silent.sort_unstable();
    for customer in silent {
        let of = choices.get(&customer).unwrap_or(&nothing);
        for (rule, members) in members.iter_mut().enumerate() {
            if program.holds(&mut start, rule, of, now) {
                members.push(customer);
            }
        }
    }
    if !choices.is_empty() {
        for members in &mut members {
            members.sort_unstable();
        }
    }
    Ok((members, (0..rules).map(|rule| program.holds(&mut start, rule, &nothing, now)).collect()))
}

/// What the program asks of choices, of every customer (a root) of whom there is any of it.
fn everyones(history: &History, program: &Program) -> Result<HashMap<CustomerId, Choices>, Error> {
    let mut all = HashMap::new();
    let mut after = None;
    loop {
        let (page, merged) = history.read(|tx| {
            let page = consent::page(tx, after, CHOICES_AT_ONCE)?;
            let merged = customers::roots_of(tx, &page.iter().map(|(customer, _)| *customer).collect())?;
            Ok((page, merged))
        })?;
        let Some((last, _)) = page.last() else { return Ok(all) };
        after = Some(*last);
        let asked = page.iter().filter(|(customer, _)| !merged.contains_key(customer));
        all.extend(
            asked.map(|(customer, choices)| (*customer, program.asked_of(choices))).filter(|(_, asked)| !asked.is_empty()),
        );
    }
}

struct Asking<'p> {
    program: &'p Program,
    now: Timestamp,
    choices: &'p HashMap<CustomerId, Choices>,
    nothing: &'p Choices,
    pass: Pass<'p>,
    customer: Option<CustomerId>,
    /// Those with choices of whom something was seen.
    met: Vec<CustomerId>,
    members: Members,
}

impl Fold for Asking<'_> {
    fn begin(&mut self, customer: CustomerId) {
        self.customer = Some(customer);
        self.pass.begin();
    }

    fn step(&mut self, row: Row<'_>) {
        self.pass.step(&Seen::from(row));
    }

    fn end(&mut self) -> Result<(), Error> {
        let Some(customer) = self.customer else { return Ok(()) };
        let choices = self.choices.get(&customer);
        if choices.is_some() {
            self.met.push(customer);
        }
        let state = self.pass.end();
        for (rule, members) in self.members.iter_mut().enumerate() {
            if self.program.holds(state, rule, choices.unwrap_or(self.nothing), self.now) {
                members.push(customer);
            }
        }
        Ok(())
    }
}
