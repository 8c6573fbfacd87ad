//! What a rule would find, before anybody keeps it.

use crate::segments::Segment;
use base::Timestamp;
use base::id::CustomerId;
use db::{Db, Result};
use foundation::consent::{self, Choices};
use foundation::customers;
use foundation::history::{Error, Fold, History, Query, Row};
use foundation::rules::{Pass, Program, Seen, State};
use jiff::tz::TimeZone;
use std::collections::VecDeque;
use std::time::Duration;

/// Customers whose choices are read at once.
const CHUNK: usize = 4_096;
/// Samples shown.
const SAMPLES: usize = 8;
const THREADS: usize = 2;

/// Who would be in a segment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preview {
    /// Those of whom it may be asked, and for whom the rule holds.
    pub members: u64,
    /// Those of whom it may be asked.
    pub asked: u64,
    /// Some of the members, the newest last.
    pub samples: VecDeque<CustomerId>,
}

/// Counts who would be in a segment now. Reads the whole history once.
pub fn preview(db: &Db, history: &History, segment: &Segment, zone: TimeZone, now: Timestamp) -> Result<Preview> {
    let mut found = Preview::default();
    for_each(db, history, segment, zone, now, |customer, is_member| {
        found.asked += 1;
        if is_member {
            found.members += 1;
            found.samples.push_back(customer);
            if found.samples.len() > SAMPLES {
                found.samples.pop_front();
            }
        }
    })?;
    Ok(found)
}

/// Tells of everybody who is asked, in the order of ids, whether they would be in a segment now.
pub fn for_each(
    db: &Db,
    history: &History,
    segment: &Segment,
    zone: TimeZone,
    now: Timestamp,
    mut tell: impl FnMut(CustomerId, bool),
) -> Result<()> {
    let program = Program::new(std::slice::from_ref(&segment.rule), zone);
    let names: Vec<&str> = program.events().collect();
    let mut answers: Vec<(CustomerId, State)> = Vec::new();
    if !names.is_empty() {
        let query = Query { names: &names, to: now.plus(Duration::from_micros(1)), ..Query::all(program.columns()) };
        let make = || Asking { pass: Pass::new(&program, now), customer: None, answers: Vec::new() };
        // The parts are ranges of customers, one after another.
        answers.extend(history.fold(query, THREADS, make)?.into_iter().flat_map(|part| part.answers));
    }
    let mut start = program.start();
    each_asked(db, segment, now, |customer, choices| {
        let known = answers.binary_search_by_key(&customer, |(one, _)| *one).ok().and_then(|at| answers.get_mut(at));
        let state = known.map_or(&mut start, |(_, state)| state);
        tell(customer, program.holds(state, 0, choices, now));
    })
}

/// How many may be asked whether they are in a segment.
pub fn asked(db: &Db, segment: &Segment, now: Timestamp) -> Result<u64> {
    let mut people = 0;
    each_asked(db, segment, now, |_, _| people += 1)?;
    Ok(people)
}

/// Everybody who may be asked, in the order of ids.
fn each_asked(db: &Db, segment: &Segment, now: Timestamp, mut tell: impl FnMut(CustomerId, &Choices)) -> Result<()> {
    let mut after = None;
    loop {
        let (page, merged) = db.record.read(|tx| {
            let page = consent::page(tx, after, CHUNK)?;
            let merged = customers::roots_of(tx, &page.iter().map(|(customer, _)| *customer).collect())?;
            Ok::<_, db::Error>((page, merged))
        })?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        after = Some(*last);
        for (customer, choices) in &page {
            if !merged.contains_key(customer) && segment.may_ask(choices, now) {
                tell(*customer, choices);
            }
        }
    }
}

/// The pass over one part of the customers.
struct Asking<'p> {
    pass: Pass<'p>,
    customer: Option<CustomerId>,
    answers: Vec<(CustomerId, State)>,
}

impl Fold for Asking<'_> {
    fn begin(&mut self, customer: CustomerId) {
        self.customer = Some(customer);
        self.pass.begin();
    }

    fn step(&mut self, row: Row<'_>) {
        self.pass.step(&Seen::from(row));
    }

    fn end(&mut self) -> std::result::Result<(), Error> {
        let state = self.pass.end();
        self.answers.extend(self.customer.map(|customer| (customer, state.clone())));
        Ok(())
    }
}
