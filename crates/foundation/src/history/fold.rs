//! One pass over every event, customer by customer, each one's in the order of time.

use super::Error;
use super::batch::Row;
use super::file::Cursor;
use super::format::{Column, Columns};
use super::sources::Sources;
use arrow_array::RecordBatch;
use base::id::CustomerId;
use base::{Id as _, Timestamp};
use std::ops::{Range, RangeInclusive};

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
pub struct Query<'n> {
    pub columns: Columns,
    /// Only events of these names, where any are given; a customer who has none of them is not seen.
    pub names: &'n [&'n str],
    /// The first moment.
    pub from: Timestamp,
    /// The moment after the last.
    pub to: Timestamp,
}

impl Query<'_> {
    /// All events, with these columns.
    pub const fn all(columns: Columns) -> Self {
        Self { columns, names: &[], from: Timestamp::from_micros(i64::MIN), to: Timestamp::from_micros(i64::MAX) }
    }
}

impl Query<'_> {
    /// Names have to be read to be told apart.
    fn with_names(self) -> Self {
        if self.names.is_empty() { self } else { Self { columns: self.columns.with(Column::Name), ..self } }
    }
}

impl Sources {
    /// Runs folds side by side, each over a range of customers.
    pub(super) fn fold<F: Fold>(&self, query: Query<'_>, threads: usize, make: impl Fn() -> F) -> Result<Vec<F>, Error> {
        let query = query.with_names();
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
        query: Query<'_>,
        customers: RangeInclusive<u128>,
        moved: Option<&RecordBatch>,
        fold: &mut F,
    ) -> Result<(), Error> {
        let cursors = self.cursors(query.columns, &customers, moved)?;
        Pass { sources: self, query, last: *customers.end(), fold, current: None }.run(cursors)
    }

    /// Cuts the customers into ranges of about as many rows.
    fn ranges(&self, parts: usize) -> Result<Vec<RangeInclusive<u128>>, Error> {
        let mut pages = Vec::new();
        for file in &self.files {
            pages.extend(file.pages()?);
        }
        pages.sort_unstable();
        let total: usize = pages.iter().map(|(_, rows)| rows).sum();
        let (mut ranges, mut from, mut seen) = (Vec::new(), 0, 0);
        for (first, rows) in pages {
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

/// A row's place in the pass: by customer, time, and the order of the sources, which is that of positions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    customer: u128,
    time: i64,
    source: u32,
    /// Its number in the source's batch.
    row: u32,
}

/// The work of one thread.
struct Pass<'a, F> {
    sources: &'a Sources,
    query: Query<'a>,
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
    /// Goes on in strides: what the sources have in memory is put in order as far as it is complete, which is to the end of
    /// the first batch that ends.
    fn run(mut self, mut cursors: Vec<Cursor>) -> Result<(), Error> {
        let mut stride = Stride::default();
        while let Some(bound) = cursors.iter().enumerate().map(|(at, cursor)| last_of(cursor, at)).min() {
            stride.take(&cursors, bound, self.last, self.query.names);
            // Only rows that are not in order can keep each other waiting.
            if stride.taken.iter().all(|taken| *taken == 0) {
                return Err(Error::Shape);
            }
            for key in stride.in_order() {
                if self.current.as_ref().is_none_or(|current| current.customer != key.customer) {
                    self.enter(key.customer)?;
                }
                self.step(&cursors[key.source as usize], key);
            }
            // Backwards: what ends goes, and the others keep their order.
            for (at, taken) in stride.taken.iter().enumerate().rev().filter(|(_, taken)| **taken > 0) {
                if !cursors[at].skip(*taken)? {
                    cursors.remove(at);
                }
            }
            cursors.retain(|cursor| cursor.customer() <= self.last);
        }
        self.leave()
    }

    fn enter(&mut self, customer: u128) -> Result<(), Error> {
        self.leave()?;
        let is_gone = self.sources.gone.contains(&customer);
        self.current = Some(Current { customer, is_gone, stays: self.sources.stays(customer), has_begun: false });
        Ok(())
    }

    fn step(&mut self, cursor: &Cursor, key: &Key) {
        let Some(current) = &mut self.current else { return };
        let is_wanted = key.time >= self.query.from.micros() && key.time < self.query.to.micros();
        if !is_wanted || current.is_gone || !(current.stays || cursor.is_under_roots()) {
            return;
        }
        if !current.has_begun {
            current.has_begun = true;
            self.fold.begin(CustomerId::from_raw(current.customer.to_be_bytes()));
        }
        self.fold.step(cursor.batch().row(key.row as usize));
    }

    fn leave(&mut self) -> Result<(), Error> {
        match self.current.take() {
            Some(current) if current.has_begun => self.fold.end(),
            _ => Ok(()),
        }
    }
}

/// Rows that can be passed on: none that comes before them is still to be read.
#[derive(Default)]
struct Stride {
    /// One source after another, each in order.
    keys: Vec<Key>,
    /// How many of each source's.
    taken: Vec<usize>,
    /// No customer lies outside of these.
    first: u128,
    last: u128,
    /// Some bits of the customer, and which of the keys it is.
    order: Vec<u64>,
}

impl Stride {
    /// Takes what the sources have up to `bound`, and of no customer beyond `last`.
    fn take(&mut self, cursors: &[Cursor], bound: Key, last: u128, names: &[&str]) {
        self.keys.clear();
        self.taken.clear();
        self.first = cursors.iter().map(Cursor::customer).min().unwrap_or(0);
        self.last = bound.customer.min(last);
        for (at, cursor) in cursors.iter().enumerate() {
            let is_complete = |row: usize| {
                let key = key(cursor, at, row);
                key <= bound && key.customer <= last
            };
            let (rows, wanted) = (first_rows(cursor.rows(), is_complete), cursor.batch().named(names));
            self.taken.push(rows.len());
            self.keys.extend(rows.filter(|row| wanted.has(*row)).map(|row| key(cursor, at, row)));
        }
    }

    /// The keys in their order. Numbers of 64 bits are sorted, not the keys of four times the size: 32 of them are those bits
    /// of the customer that differ here, which tell nearly all customers apart. Where they do not, the keys are compared.
    fn in_order(&mut self) -> impl Iterator<Item = &Key> {
        let Self { keys, order, first, last, .. } = self;
        let shift = (u128::BITS - last.saturating_sub(*first).leading_zeros()).saturating_sub(u32::BITS);
        order.clear();
        order.extend(keys.iter().zip(0u64..).map(|(key, at)| ((key.customer.saturating_sub(*first) >> shift) as u64) << 32 | at));
        order.sort_unstable();
        let key = |one: &u64| keys[*one as u32 as usize];
        for alike in order.chunk_by_mut(|a, b| a >> 32 == b >> 32) {
            if !alike.is_sorted_by_key(key) {
                alike.sort_by_key(key);
            }
        }
        order.iter().map(|one| &keys[*one as u32 as usize])
    }
}

/// The place of a row of a source's batch.
fn key(cursor: &Cursor, source: usize, row: usize) -> Key {
    let batch = cursor.batch();
    Key { customer: batch.customer(row), time: batch.time(row), source: source as u32, row: row as u32 }
}

/// The place of the last row that a source has in memory.
fn last_of(cursor: &Cursor, source: usize) -> Key {
    key(cursor, source, cursor.rows().end - 1)
}

/// The first of these rows, those for which this holds: after the first for which it does not, it does for none.
fn first_rows(rows: Range<usize>, holds: impl Fn(usize) -> bool) -> Range<usize> {
    let (mut from, mut to) = (rows.start, rows.end);
    while from < to {
        let middle = usize::midpoint(from, to);
        if holds(middle) { from = middle + 1 } else { to = middle }
    }
    rows.start..from
}
