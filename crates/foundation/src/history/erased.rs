//! Forgetting: a customer's events are hidden at once, and gone from every file soon after.

use super::format::Columns;
use super::retain::forget_at;
use super::{Error, History, number, store};
use crate::journal;
use base::id::CustomerId;
use base::{Clock, Rng, Timestamp};
use db::Tx;
use std::collections::BTreeSet;

/// Hides the events of these customers, and of all that were merged into them, from every reader, in the caller's transaction on
/// the record. [`History::tend`] then takes them out of the files and the journal. The caller takes their names from them in
/// the same transaction: nobody may be merged into them, nor they into anybody, from then on.
pub fn erase(tx: &mut Tx<'_>, customers: &[CustomerId], now: Timestamp) -> db::Result<()> {
    let families = crate::customers::families(tx, customers)?;
    families.keys().try_for_each(|customer| store::ask_erasure(tx, *customer, now))
}

/// Since when the oldest erasure waits to be carried out; `None` where none does.
pub fn erasing_since(tx: &mut Tx<'_>) -> db::Result<Option<Timestamp>> {
    Ok(store::erasures(tx)?.into_iter().map(|(_, asked_at)| asked_at).min())
}

/// Who still waits to be taken out of the files and the journal.
pub fn erasing(tx: &mut Tx<'_>) -> db::Result<BTreeSet<CustomerId>> {
    Ok(store::erasures(tx)?.into_iter().map(|(customer, _)| customer).collect())
}

/// Whether any of these still waits to be taken out of the files and the journal.
pub fn is_erasing(tx: &mut Tx<'_>, customers: &[CustomerId]) -> db::Result<bool> {
    Ok(store::erasures(tx)?.iter().any(|(waiting, _)| customers.contains(waiting)))
}

/// Whether anything was sealed into files.
pub fn has_files(tx: &mut Tx<'_>) -> db::Result<bool> {
    Ok(!store::files(tx)?.is_empty())
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
        let last_file = files.iter().map(|file| file.last_position).max().unwrap_or(0);
        let ids = gone.iter().map(|(customer, _)| *customer).collect();
        let (events, _) = self.forget_rows(ids, read, last_file, are_sound, clock)?;
        Ok((events > 0).then_some(0))
    }

    /// Takes the erased out of the journal alone, up to what every projection has read: for a node that must not write the files
    /// anew. Where there are none, that settles the erasure. Gives whose events are in the journal no more.
    pub fn forget_in_journal(&self, read: i64, clock: &dyn Clock) -> Result<BTreeSet<CustomerId>, Error> {
        let (files, gone) = self.db.record.read(|tx| Ok::<_, db::Error>((store::files(tx)?, erasing(tx)?)))?;
        if gone.is_empty() {
            return Ok(gone);
        }
        let last_file = files.iter().map(|file| file.last_position).max().unwrap_or(0);
        let (_, is_clear) = self.forget_rows(gone.clone(), read, last_file, files.is_empty(), clock)?;
        Ok(if is_clear { gone } else { BTreeSet::new() })
    }

    /// Takes these customers out of the journal, and settles their erasure where the files hold nothing of them. Gives how many
    /// events went, and whether none is left.
    fn forget_rows(
        &self,
        ids: BTreeSet<CustomerId>,
        read: i64,
        last_file: i64,
        are_files_clear: bool,
        clock: &dyn Clock,
    ) -> Result<(u64, bool), Error> {
        let now = clock.now();
        // The long search holds nobody up; the command looks at what came after it.
        let (sealed, searched, found) = self.db.record.read(|tx| {
            let (sealed, searched) = (store::sealed_through(tx)?, journal::head(tx)? - 1);
            Ok::<_, db::Error>((sealed, searched, journal::positions_of(tx, &ids, sealed, searched)?))
        })?;
        self.recorder
            .submit(move |tx| {
                if store::sealed_through(tx)? != sealed {
                    return Err(Error::Overtaken);
                }
                let last = journal::head(tx)? - 1;
                let late = journal::positions_of(tx, &ids, searched, last)?;
                let (readable, unread): (Vec<i64>, Vec<i64>) =
                    found.into_iter().chain(late).partition(|position| *position <= read);
                let events = forget_at(tx, &readable, now)?;
                // A file that came since the others were searched is searched next time.
                let is_searched = store::files(tx)?.iter().all(|file| file.last_position <= last_file);
                if !unread.is_empty() || !is_searched || !are_files_clear {
                    return Ok((events, unread.is_empty()));
                }
                for customer in &ids {
                    store::settle_erasure(tx, *customer, now)?;
                }
                tracing::info!(customers = ids.len(), "erased customers are in no file of the history and not in the journal");
                Ok((events, true))
            })
            .wait()
    }
}
