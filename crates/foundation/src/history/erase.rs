//! Forgetting: a customer's events are hidden at once, and gone from every file soon after.

use super::format::Columns;
use super::shelf::Shelf;
use super::{Error, History, number, store};
use crate::journal;
use base::id::CustomerId;
use base::{Clock, Rng, Timestamp};
use db::Tx;

/// Hides the events of these ids (a customer's root and all that were merged into it) from every reader, in the caller's
/// transaction on the record. [`History::tend`] then takes them out of the files and the journal.
pub fn erase(tx: &mut Tx<'_>, customers: &[CustomerId], now: Timestamp) -> db::Result<()> {
    customers.iter().try_for_each(|customer| store::ask_erasure(tx, *customer, now))
}

/// Since when the oldest erasure waits to be carried out; `None` where none does.
pub fn erasing_since(tx: &mut Tx<'_>) -> db::Result<Option<Timestamp>> {
    Ok(store::erasures(tx)?.into_iter().map(|(_, asked_at)| asked_at).min())
}

impl History {
    /// Writes one file anew that still holds events of the erased; where none does, takes them out of the journal, and the
    /// erasures are settled. Gives the rows written and whether there was anything to do.
    pub(super) fn forget(&self, shelf: &Shelf, clock: &dyn Clock, rng: &mut Rng) -> Result<Option<u64>, Error> {
        let (files, gone) = self.db.record.read(|tx| Ok::<_, db::Error>((store::files(tx)?, store::erasures(tx)?)))?;
        if gone.is_empty() {
            return Ok(None);
        }
        let mut ids: Vec<u128> = gone.iter().map(|(customer, _)| number(*customer)).collect();
        ids.sort_unstable();
        for file in &files {
            let rows = self.opened(file)?.rows_among(&ids, Columns::LEAST)?;
            if !rows.is_empty() {
                return self.replace(shelf, std::slice::from_ref(file), clock, rng).map(Some);
            }
        }
        let now = clock.now();
        self.recorder
            .submit(move |tx| {
                for (customer, _) in &gone {
                    journal::delete_of(tx, *customer)?;
                    store::settle_erasure(tx, *customer, now)?;
                }
                Ok::<_, Error>(())
            })
            .wait()?;
        Ok(Some(0))
    }
}
