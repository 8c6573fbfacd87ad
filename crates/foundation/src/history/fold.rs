//! One pass over every event, customer by customer, each one's in the order of time.

use super::Error;
use super::batch::Row;
use super::file::Cursor;
use super::format::Columns;
use super::sources::Sources;
use arrow_array::RecordBatch;
use base::id::CustomerId;
use base::{Id as _, Timestamp};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::ops::RangeInclusive;

/// What is added up over each customer's events. One value of it sees a part of the customers, each of them whole, in the
/// order of their ids.
pub trait Fold: Send {
    /// The events of a customer begin.
    fn begin(&mut self, customer: CustomerId);
    /// The next event, in the order of time and position.
    fn step(&mut self, row: Row<'_>);
    /// There are no more of this customer. [`Error::Stopped`], or another error, ends the pass.
    fn end(&mut self) -> Result<(), Error>;
}

/// Which events a fold sees.
#[derive(Debug, Clone, Copy)]
pub struct Query {
    pub columns: Columns,
    /// The first moment.
    pub from: Timestamp,
    /// The moment after the last.
    pub to: Timestamp,
}

impl Query {
    /// All events, with these columns.
    pub const fn all(columns: Columns) -> Self {
        Self { columns, from: Timestamp::from_micros(i64::MIN), to: Timestamp::from_micros(i64::MAX) }
    }
}

impl Sources {
    /// Runs folds side by side, each over a range of customers.
    pub(super) fn fold<F: Fold>(&self, query: Query, threads: usize, make: impl Fn() -> F) -> Result<Vec<F>, Error> {
        let moved = self.moved_rows(query.columns)?;
        let mut parts: Vec<(RangeInclusive<u128>, F)> = self.ranges(threads)?.into_iter().map(|range| (range, make())).collect();
        std::thread::scope(|scope| {
            let run = |(range, fold): &mut (RangeInclusive<u128>, F)| self.pass(query, range.clone(), moved.as_ref(), fold);
            // The first part runs here: one part needs no thread.
            let mut parts = parts.iter_mut();
            let first = parts.next();
            let others: Vec<_> = parts.map(|part| scope.spawn(move || run(part))).collect();
            let mut outcomes = vec![first.map_or(Ok(()), run)];
            outcomes.extend(others.into_iter().map(|thread| thread.join().unwrap_or(Err(Error::Stopped))));
            outcomes.into_iter().collect::<Result<(), Error>>()
        })?;
        Ok(parts.into_iter().map(|(_, fold)| fold).collect())
    }

    /// One fold over a range of customers, on this thread.
    pub(super) fn pass<F: Fold>(
        &self,
        query: Query,
        customers: RangeInclusive<u128>,
        moved: Option<&RecordBatch>,
        fold: &mut F,
    ) -> Result<(), Error> {
        let cursors = self.cursors(query.columns, &customers, moved)?;
        Pass { sources: self, query, last: *customers.end(), fold, current: None }.run(cursors)
    }

    /// Cuts the customers into ranges of about as many rows.
    fn ranges(&self, parts: usize) -> Result<Vec<RangeInclusive<u128>>, Error> {
        let mut groups = Vec::new();
        for file in &self.files {
            groups.extend(file.groups()?);
        }
        groups.sort_unstable();
        let total: usize = groups.iter().map(|(_, rows)| rows).sum();
        let (mut ranges, mut from, mut seen) = (Vec::new(), 0, 0);
        for (first, rows) in groups {
            if ranges.len() + 1 < parts && first > from && seen >= total * (ranges.len() + 1) / parts {
                ranges.push(from..=first - 1);
                from = first;
            }
            seen += rows;
        }
        ranges.push(from..=u128::MAX);
        Ok(ranges)
    }
}

/// Which cursor is next: by customer, time, and the order of the sources, which is that of positions.
type Key = Reverse<(u128, i64, usize)>;

/// The work of one thread.
struct Pass<'a, F> {
    sources: &'a Sources,
    query: Query,
    last: u128,
    fold: &'a mut F,
    current: Option<Current>,
}

/// The customer whose rows are passing.
struct Current {
    customer: u128,
    is_gone: bool,
    /// Whether rows of theirs count where they stand in a file.
    stays: bool,
    has_begun: bool,
}

impl<F: Fold> Pass<'_, F> {
    fn run(mut self, mut cursors: Vec<Cursor>) -> Result<(), Error> {
        let mut heap: BinaryHeap<Key> =
            cursors.iter().enumerate().map(|(at, cursor)| Reverse((cursor.customer(), cursor.time(), at))).collect();
        loop {
            // The two below the top are the only ones that can come next.
            let rival = heap.as_slice().iter().skip(1).take(2).max().copied();
            let Some(mut top) = heap.peek_mut() else { break };
            let at = top.0.2;
            match self.run_of(&mut cursors[at], at, rival)? {
                Some(key) => *top = key,
                None => {
                    PeekMut::pop(top);
                }
            }
        }
        self.leave()
    }

    /// Steps through a cursor as long as its rows come before the rival's. Gives its next place; `None` at its end.
    fn run_of(&mut self, cursor: &mut Cursor, at: usize, rival: Option<Key>) -> Result<Option<Key>, Error> {
        loop {
            let customer = cursor.customer();
            if self.current.as_ref().is_none_or(|current| current.customer != customer) {
                self.enter(customer)?;
            }
            self.step(cursor);
            if !cursor.advance()? {
                return Ok(None);
            }
            let next = cursor.customer();
            if next > self.last {
                return Ok(None);
            }
            let key = Reverse((next, cursor.time(), at));
            if rival.is_some_and(|rival| key < rival) {
                return Ok(Some(key));
            }
        }
    }

    fn enter(&mut self, customer: u128) -> Result<(), Error> {
        self.leave()?;
        let is_gone = self.sources.gone.contains(&customer);
        self.current = Some(Current { customer, is_gone, stays: self.sources.stays(customer), has_begun: false });
        Ok(())
    }

    fn step(&mut self, cursor: &Cursor) {
        let Some(current) = &mut self.current else { return };
        let time = cursor.time();
        let is_wanted = time >= self.query.from.micros() && time < self.query.to.micros();
        if !is_wanted || current.is_gone || !(current.stays || cursor.is_under_roots()) {
            return;
        }
        if !current.has_begun {
            current.has_begun = true;
            self.fold.begin(CustomerId::from_raw(current.customer.to_be_bytes()));
        }
        self.fold.step(cursor.row());
    }

    fn leave(&mut self) -> Result<(), Error> {
        match self.current.take() {
            Some(current) if current.has_begun => self.fold.end(),
            _ => Ok(()),
        }
    }
}
