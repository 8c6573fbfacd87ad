//! Forgetting: a customer's events are hidden at once, and gone from every file soon after.

use super::format::Columns;
use super::retain::forget_at;
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
    /// Writes one file anew that still holds events of the erased; where none does, takes them out of the journal, up to
    /// what every projection has read. An erasure is settled when every file and the journal were searched and held nothing
    /// of them. Gives the rows written; `None` where there was nothing to do.
    pub(super) fn forget(&self, read: i64, clock: &dyn Clock, rng: &mut Rng) -> Result<Option<u64>, Error> {
        let (files, gone) = self.db.record.read(|tx| Ok::<_, db::Error>((store::files(tx)?, store::erasures(tx)?)))?;
        if gone.is_empty() {
            return Ok(None);
        }
        let mut ids: Vec<u128> = gone.iter().map(|(customer, _)| number(*customer)).collect();
        ids.sort_unstable();
        let (all, files) = (files.len(), self.sound(files));
        for file in &files {
            match self.opened(file).and_then(|file| file.rows_among(&ids, Columns::LEAST)) {
                Ok(rows) if rows.is_empty() => {}
                Ok(_) => return self.replace(std::slice::from_ref(file), 0, clock, rng).map(Some),
                Err(Error::Broken { .. }) if !self.examine(file, clock.now()) => return Ok(Some(0)),
                Err(error) => return Err(error),
            }
        }
        // Nobody knows what a broken file holds.
        let are_sound = files.len() == all;
        let (now, searched) = (clock.now(), files.iter().map(|file| file.last_position).max().unwrap_or(0));
        self.recorder
            .submit(move |tx| {
                let sealed = store::sealed_through(tx)?;
                let ids: Vec<CustomerId> = gone.iter().map(|(customer, _)| *customer).collect();
                let theirs = journal::of_customers(tx, &ids)?;
                // What is in a file too is counted there, and deleted here with the rest of its batch.
                let theirs = theirs.into_iter().map(|event| event.position).filter(|position| *position > sealed);
                let (readable, unread): (Vec<i64>, Vec<i64>) = theirs.partition(|position| *position <= read);
                let events = forget_at(tx, &readable, now)?;
                // Sealed since the files were searched: they are searched again.
                let is_searched = store::files(tx)?.iter().all(|file| file.last_position <= searched);
                if !unread.is_empty() || !is_searched || !are_sound {
                    return Ok::<_, Error>(events);
                }
                for customer in ids {
                    store::settle_erasure(tx, customer, now)?;
                }
                tracing::info!(customers = gone.len(), "erased customers are in no file of the history and not in the journal");
                Ok(events)
            })
            .wait()
            .map(|events| (events > 0).then_some(0))
    }
}
