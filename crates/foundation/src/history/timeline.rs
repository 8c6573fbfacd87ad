//! One customer's events, newest first, a page at a time.

use super::batch::Batch;
use super::format::Columns;
use super::{Error, History, SealedFile, number, store};
use crate::customers;
use crate::journal::{self, Event};
use arrow_array::RecordBatch;
use base::Timestamp;
use base::id::CustomerId;

/// Events of one customer in the journal that a page looks through.
const RECENT_MAX: usize = 131_072;
/// Files that are read side by side.
const FILES_AT_ONCE: usize = 24;

/// Where a page of a timeline begins: below this event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub time: Timestamp,
    pub position: i64,
}

impl Place {
    /// Above every event.
    pub const TOP: Self = Self { time: Timestamp::from_micros(i64::MAX), position: i64::MAX };

    pub const fn of(event: &Event) -> Self {
        Self { time: event.at, position: event.position }
    }

    /// The page that begins with this event.
    pub const fn above(event: &Event) -> Self {
        Self { time: event.at, position: event.position.saturating_add(1) }
    }
}

/// `TIME.POSITION`: what stands in an address or a cursor.
impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.time.micros(), self.position)
    }
}

impl std::str::FromStr for Place {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (time, position) = text.split_once('.').unwrap_or((text, ""));
        Ok(Self { time: Timestamp::from_micros(time.parse()?), position: position.parse()? })
    }
}

/// Some of a customer's events.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Newest first.
    pub events: Vec<Event>,
    /// Files that can't be read and may hold more of them.
    pub unreadable: Vec<String>,
}

impl History {
    /// The event at a position of the journal, wherever it is now; `customer` is the id that it arrived with.
    pub fn event(&self, customer: CustomerId, position: i64) -> Result<Option<Event>, Error> {
        self.steadily(|| self.find_event(customer, position))
    }

    fn find_event(&self, customer: CustomerId, position: i64) -> Result<Option<Event>, Error> {
        let (found, files, ids, gone) = self.db.record.read(|tx| {
            let found = journal::at_positions(tx, &[position])?.pop();
            let root = customers::root_of(tx, customer)?.unwrap_or(customer);
            Ok::<_, db::Error>((found, store::files(tx)?, customers::all_ids(tx, root)?, store::erasures(tx)?))
        })?;
        if gone.iter().any(|(gone, _)| *gone == customer) {
            return Ok(None);
        }
        if found.is_some() {
            return Ok(found);
        }
        let mut ids: Vec<u128> = ids.into_iter().map(number).collect();
        ids.sort_unstable();
        for file in files.iter().filter(|file| file.first_position <= position && position <= file.last_position) {
            for record in self.opened(file)?.rows_among(&ids, Columns::ALL)? {
                let batch = Batch::of(&record, Columns::ALL)?;
                if let Some(at) = (0..batch.len()).find(|at| batch.row(*at).position() == position) {
                    return Ok(batch.row(at).event());
                }
            }
        }
        Ok(None)
    }

    /// The last `limit` events of a customer (a root) below `before`. Reads the pages that hold them.
    pub fn timeline(&self, customer: CustomerId, before: Place, limit: usize) -> Result<Page, Error> {
        let page = self.find_timeline(customer, before, limit)?;
        // A file may have been joined to others meanwhile.
        if page.unreadable.is_empty() { Ok(page) } else { self.find_timeline(customer, before, limit) }
    }

    fn find_timeline(&self, customer: CustomerId, before: Place, limit: usize) -> Result<Page, Error> {
        let positions = self.db.views.read(|tx| customers::timeline_positions(tx, customer, None, RECENT_MAX))?;
        let (mut found, files, ids, gone) = self.db.record.read(|tx| {
            let sealed = store::sealed_through(tx)?;
            let recent: Vec<i64> = positions.into_iter().filter(|position| *position > sealed).collect();
            let places = journal::times_at(tx, &recent)?.into_iter().map(|(position, time)| Place { time, position });
            let mut places: Vec<Place> = places.filter(|place| *place < before).collect();
            places.sort_unstable_by(|a, b| b.cmp(a));
            let wanted: Vec<i64> = places.iter().take(limit).map(|place| place.position).collect();
            let events = journal::at_positions(tx, &wanted)?;
            Ok::<_, db::Error>((events, store::files(tx)?, customers::all_ids(tx, customer)?, store::erasures(tx)?))
        })?;
        if gone.iter().any(|(gone, _)| *gone == customer) {
            return Ok(Page::default());
        }
        let mut ids: Vec<u128> = ids.into_iter().map(number).collect();
        ids.sort_unstable();
        let mut files: Vec<_> = files.into_iter().filter(|file| file.first_time <= before.time).collect();
        files.sort_by_key(|file| std::cmp::Reverse(file.last_time));
        let mut unreadable = Vec::new();
        let mut rest = files.as_slice();
        let mut density = Density::default();
        while !rest.is_empty() {
            newest(&mut found, limit);
            // Nothing in it, nor in those after it, can come before what was found.
            let is_over = |file: &SealedFile| found.len() == limit && found.last().is_some_and(|last| last.at > file.last_time);
            rest = &rest[..rest.iter().position(is_over).unwrap_or(rest.len())];
            let some;
            (some, rest) = rest.split_at(density.files_for(limit - found.len(), rest));
            let known = found.len();
            for (file, records) in some.iter().zip(self.rows_of(&ids, some)) {
                let records = match records {
                    Err(Error::Broken { .. }) => {
                        unreadable.push(file.path());
                        continue;
                    }
                    records => records?,
                };
                for record in records {
                    let batch = Batch::of(&record, Columns::ALL)?;
                    for at in 0..batch.len() {
                        let row = batch.row(at);
                        if (Place { time: row.time(), position: row.position() }) < before {
                            found.push(row.event().ok_or(Error::Shape)?);
                        }
                    }
                }
            }
            density.events += found.len() - known;
            density.rows += some.iter().map(|file| file.rows).sum::<u64>();
        }
        newest(&mut found, limit);
        Ok(Page { events: found, unreadable })
    }

    /// The rows of some customers, sorted ids, in each of these files. They are read side by side: a page is small, and waiting
    /// for the disk is most of it.
    fn rows_of(&self, ids: &[u128], files: &[SealedFile]) -> Vec<Result<Vec<RecordBatch>, Error>> {
        let Some((first, others)) = files.split_first() else { return Vec::new() };
        let read = |file: &SealedFile| self.opened(file)?.rows_among(ids, Columns::ALL);
        std::thread::scope(|scope| {
            let others: Vec<_> = others.iter().map(|file| scope.spawn(move || read(file))).collect();
            let mut rows = vec![read(first)];
            rows.extend(others.into_iter().map(|thread| thread.join().unwrap_or(Err(Error::Stopped))));
            rows
        })
    }
}

/// How many events of the customer were found in how many rows of files.
#[derive(Default)]
struct Density {
    events: usize,
    rows: u64,
}

impl Density {
    /// How many of these files, newest first, to read side by side for so many events more: what the density so far promises
    /// and half as much again, since each file costs a dozen places on the disk and each further look the wait for all of them.
    fn files_for(&self, events: usize, files: &[SealedFile]) -> usize {
        let most = files.len().min(FILES_AT_ONCE);
        match (self.rows, self.events) {
            // The newest alone may hold all that is wanted.
            (0, _) => 1.min(most),
            (_, 0) => most,
            (rows, found) => {
                let wanted = (events as f64 * 1.5 * rows as f64 / found as f64) as u64;
                let sums = files.iter().scan(0, |sum, file| {
                    *sum += file.rows;
                    Some(*sum)
                });
                (sums.take_while(|sum| *sum < wanted).count() + 1).min(most)
            }
        }
    }
}

fn newest(found: &mut Vec<Event>, limit: usize) {
    found.sort_by_key(|event| std::cmp::Reverse(Place::of(event)));
    found.truncate(limit);
}
