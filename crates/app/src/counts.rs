//! How many customers there are. Counting a million takes the time of many pages: where it is slow, what was counted lately is
//! shown again, so that it never costs more than a small part of the time.

use base::Told;
use db::{Db, Result};
use foundation::customers::{self, Filter};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What is counted within this time is counted at each look.
const QUICK: Duration = Duration::from_millis(10);
/// A count is shown for so many times what it took.
const SHOWN_TIMES: u32 = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Everybody of whom something is known, visitors too.
    pub all: u64,
    pub buyers: Told,
    /// People one could write to or call by name.
    pub known: Told,
}

/// The last count.
#[derive(Default)]
pub struct CustomerCounts(Mutex<Option<Counted>>);

struct Counted {
    counts: Counts,
    at: Instant,
    took: Duration,
}

impl CustomerCounts {
    /// As they are, or were lately.
    pub fn look(&self, db: &Db) -> Result<Counts> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_fresh = |last: &&Counted| last.took > QUICK && last.at.elapsed() < last.took * SHOWN_TIMES;
        if let Some(last) = last.as_ref().filter(is_fresh) {
            return Ok(last.counts);
        }
        let at = Instant::now();
        let known = db.record.read(customers::total_known)?;
        let (all, buyers) = db
            .views
            .read(|tx| Ok::<_, db::Error>((customers::total(tx, Filter::All)?, customers::total(tx, Filter::Buyers)?)))?;
        let told = |people: i64| Told::of(people.unsigned_abs());
        let counts = Counts { all: all.unsigned_abs(), buyers: told(buyers), known: told(known) };
        *last = Some(Counted { counts, at, took: at.elapsed() });
        Ok(counts)
    }
}
