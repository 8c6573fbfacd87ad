//! Every event of one customer, for whoever takes them along: a few in memory at a time, however many there are.

use super::batch::Batch;
use super::format::Columns;
use super::{Error, History, SealedFile, number, store};
use crate::customers;
use crate::journal::{self, Event};
use base::id::CustomerId;
use std::collections::BTreeSet;

/// Events that are read from the journal together.
const AT_ONCE: usize = 500;

impl History {
    /// Hands over every event of a customer (a root), file by file and then what is not sealed yet: nearly in the order of time.
    /// Gives the files that can't be read and may hold more of them. Files that are joined to others meanwhile lose nothing and
    /// bring nothing twice.
    pub fn each_event<E: From<Error>>(
        &self,
        customer: CustomerId,
        mut take: impl FnMut(&Event) -> Result<(), E>,
    ) -> Result<Vec<SealedFile>, E> {
        let (sealed, mut files, ids, gone) = self
            .db
            .record
            .read(|tx| {
                let (ids, gone) = (customers::all_ids(tx, customer)?, store::erasures(tx)?);
                Ok::<_, db::Error>((store::sealed_through(tx)?, store::files(tx)?, ids, gone))
            })
            .map_err(Error::from)?;
        if gone.iter().any(|(gone, _)| *gone == customer) {
            return Ok(Vec::new());
        }
        let mut sorted: Vec<u128> = ids.iter().copied().map(number).collect();
        sorted.sort_unstable();
        files.sort_by_key(|file| (file.first_time, file.first_position));
        let mut unreadable = Vec::new();
        for file in files {
            match self.each_in(&file, &file, &sorted, &mut take)? {
                Outcome::Read => {}
                Outcome::Broken if self.files().map_err(E::from)?.contains(&file) => unreadable.push(file),
                // It was joined to others, or written anew, since the list was read: its rows are there.
                Outcome::Broken => {
                    for heir in self.files().map_err(E::from)?.iter().filter(|heir| heir.month == file.month) {
                        if matches!(self.each_in(heir, &file, &sorted, &mut take)?, Outcome::Broken) {
                            unreadable.push(heir.clone());
                        }
                    }
                }
            }
        }
        self.each_recent(customer, &ids, sealed, &mut take)?;
        Ok(unreadable)
    }

    /// What is in a file of these customers, as far as it was in another.
    fn each_in<E: From<Error>>(
        &self,
        file: &SealedFile,
        was_in: &SealedFile,
        customers: &[u128],
        take: &mut impl FnMut(&Event) -> Result<(), E>,
    ) -> Result<Outcome, E> {
        let sealed = match self.opened(file) {
            Err(Error::Broken { .. }) => return Ok(Outcome::Broken),
            sealed => sealed?,
        };
        let batches = match sealed.batches_among(customers, Columns::ALL) {
            Err(Error::Broken { .. }) => return Ok(Outcome::Broken),
            batches => batches?,
        };
        for record in batches {
            let record = match record {
                Err(Error::Broken { .. }) => return Ok(Outcome::Broken),
                record => record?,
            };
            let batch = Batch::of(&record, Columns::ALL)?;
            for at in 0..batch.len() {
                let row = batch.row(at);
                if (was_in.first_position..=was_in.last_position).contains(&row.position()) {
                    take(&row.event().ok_or(Error::Shape)?)?;
                }
            }
        }
        Ok(Outcome::Read)
    }

    /// What stood in the journal above a boundary, wherever it is by now.
    fn each_recent<E: From<Error>>(
        &self,
        customer: CustomerId,
        ids: &[CustomerId],
        sealed: i64,
        take: &mut impl FnMut(&Event) -> Result<(), E>,
    ) -> Result<(), E> {
        let positions = self.db.views.read(|tx| {
            let mut positions = BTreeSet::new();
            for id in ids {
                positions.extend(customers::positions_after(tx, *id, sealed)?);
            }
            Ok::<_, db::Error>(positions)
        });
        let positions: Vec<i64> = positions.map_err(Error::from)?.into_iter().collect();
        for chunk in positions.chunks(AT_ONCE) {
            let events = self.db.record.read(|tx| journal::at_positions(tx, chunk)).map_err(Error::from)?;
            let mut events = events.into_iter().peekable();
            for position in chunk {
                let here = events.next_if(|event| event.position == *position);
                // It was sealed meanwhile, or forgotten.
                if let Some(event) = here.map_or_else(|| self.event(customer, *position), |event| Ok(Some(event)))? {
                    take(&event)?;
                }
            }
        }
        Ok(())
    }
}

/// Whether a file gave all that it holds.
enum Outcome {
    Read,
    Broken,
}
