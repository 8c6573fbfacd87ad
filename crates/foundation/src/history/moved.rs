//! Files whose customers were merged since they were written: their rows are read on the side, which costs little while they
//! are few, and the file is written anew under today's roots when they are not.

use super::format::Columns;
use super::{Error, History, SealedFile, merged_since, number};
use crate::customers;
use base::id::HistoryFileId;
use base::{Clock, Rng, Timestamp};
use std::collections::HashMap;
use std::sync::PoisonError;
use std::time::Duration;

/// One row of so many may be under a customer who is no more.
const ONE_OF: u64 = 100;

/// Merges are counted once in this time.
const LOOK_EVERY: Duration = Duration::from_mins(5);

/// How many customers were merged since a file was written, when its rows were last counted.
pub(super) type Counted = HashMap<HistoryFileId, usize>;

impl History {
    /// Writes one file anew of which more than a hundredth belongs to merged customers; gives its rows, 0 where there is none.
    pub(super) fn bring_home(&self, files: &[SealedFile], clock: &dyn Clock, rng: &mut Rng) -> Result<u64, Error> {
        let now = clock.now();
        let is_due = |looked: Timestamp| now.micros_since(looked) > LOOK_EVERY.as_micros() as i64;
        if !self.counted_at.lock().unwrap_or_else(PoisonError::into_inner).is_none_or(is_due) {
            return Ok(0);
        }
        for file in files {
            let merged = self.db.record.read(|tx| customers::count_merged_since(tx, file.roots_at))?;
            let is_counted = {
                let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
                counted.retain(|id, _| files.iter().any(|file| file.id == *id));
                // A tenth more than at the last count is worth another.
                counted.get(&file.id).is_some_and(|before| merged * 10 <= before * 11)
            };
            if merged == 0 || is_counted {
                continue;
            }
            let away = match self.rows_away(file) {
                Err(Error::Broken { .. }) if !self.examine(file, clock.now()) => continue,
                away => away?,
            };
            if away > file.rows / ONE_OF {
                return self.replace(std::slice::from_ref(file), 0, clock, rng);
            }
            self.counted.lock().unwrap_or_else(PoisonError::into_inner).insert(file.id, merged);
        }
        *self.counted_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
        Ok(0)
    }

    /// Rows of a file that are under customers who were merged into others since.
    fn rows_away(&self, file: &SealedFile) -> Result<u64, Error> {
        let merged = self.db.record.read(|tx| merged_since(tx, std::slice::from_ref(file)))?;
        let mut losers: Vec<u128> = merged.iter().map(|(loser, _)| number(*loser)).collect();
        losers.sort_unstable();
        let rows = self.opened(file)?.rows_among(&losers, Columns::LEAST)?;
        Ok(rows.iter().map(|record| record.num_rows() as u64).sum())
    }
}
