//! The sealed history as events, customer by customer: what a projection reads when it is made anew.

use super::fold::{Fold, Query};
use super::format::Columns;
use super::sources::Sources;
use super::{Error, History, Row, store};
use crate::journal::Event;
use arrow_array::RecordBatch;
use base::Id as _;
use base::id::{CustomerId, Raw};

/// A pass over what is sealed, in pieces. A piece ends where a customer ends.
pub struct Replay {
    sources: Sources,
    moved: Option<RecordBatch>,
    after: Raw,
    is_done: bool,
}

impl History {
    /// The sealed events of all customers after this one. `through` is the boundary, which must not have moved since.
    pub fn replay(&self, through: i64, after: Raw) -> Result<Replay, Error> {
        let files = self.db.record.read(|tx| {
            let sealed = store::sealed_through(tx)?;
            if sealed == through { store::files(tx) } else { Err(db::Error::Conflict) }
        })?;
        let (sources, _) = self.sources_of(&files)?;
        let moved = sources.moved_rows(Columns::ALL)?;
        Ok(Replay { sources, moved, after, is_done: false })
    }
}

impl Replay {
    /// The last customer that was read.
    pub const fn after(&self) -> Raw {
        self.after
    }

    /// Whether there is nothing more.
    pub const fn is_done(&self) -> bool {
        self.is_done
    }

    /// The next customers' events under their roots, at least `limit` of them while there are as many.
    pub fn next(&mut self, limit: usize) -> Result<Vec<Event>, Error> {
        let mut piece = Piece { events: Vec::with_capacity(limit), customer: CustomerId::from_raw(self.after), limit };
        let start = u128::from_be_bytes(self.after).saturating_add(1);
        let query = Query::all(Columns::ALL);
        match self.sources.pass(query, start..=u128::MAX, self.moved.as_ref(), &mut piece) {
            Ok(()) => self.is_done = true,
            Err(Error::Stopped) => {}
            Err(error) => return Err(error),
        }
        self.after = *piece.customer.raw();
        Ok(piece.events)
    }
}

struct Piece {
    events: Vec<Event>,
    customer: CustomerId,
    limit: usize,
}

impl Fold for Piece {
    fn begin(&mut self, customer: CustomerId) {
        self.customer = customer;
    }

    fn step(&mut self, row: Row<'_>) {
        self.events.extend(row.event().map(|event| Event { customer: self.customer, ..event }));
    }

    fn end(&mut self) -> Result<(), Error> {
        if self.events.len() < self.limit { Ok(()) } else { Err(Error::Stopped) }
    }
}
