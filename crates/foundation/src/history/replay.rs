//! The sealed history as events, customer by customer: what a projection reads when it is made anew.

use super::batch::Batch;
use super::fold::{Fold, Query};
use super::format::Columns;
use super::sources::Sources;
use super::{Error, History, Row, forgotten, number, store};
use crate::customers;
use crate::journal::{self, Event};
use arrow_array::RecordBatch;
use base::Id as _;
use base::id::{CustomerId, Raw};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// A pass over what is sealed, in pieces, which a thread of its own reads ahead. A piece ends where a customer ends.
pub struct Replay {
    state: State,
    through: i64,
    forgotten: i64,
    roots_at: i64,
    after: Raw,
    is_done: bool,
}

enum State {
    Waiting(Box<(Sources, Option<RecordBatch>)>),
    Reading(Receiver<Result<Piece, Error>>),
}

/// What is kept of some customers.
pub struct Kept {
    /// They and all that were merged into them.
    pub ids: Vec<CustomerId>,
    /// Whose each of them is: events that are not sealed yet stand under the ids that they arrived with.
    pub roots: BTreeMap<CustomerId, CustomerId>,
    /// What is sealed under their roots, then the journal's as it arrived.
    pub events: Vec<Event>,
}

impl History {
    /// The sealed events of all customers after this one, also of those who are to be forgotten: they still count until it
    /// is done. The boundary and the log of the forgotten must stand where they stood, else [`db::Error::Conflict`].
    pub fn replay(&self, through: i64, forgotten: i64, after: Raw) -> Result<Replay, Error> {
        self.steadily(|| self.open_replay(through, forgotten, after))
    }

    fn open_replay(&self, through: i64, forgotten: i64, after: Raw) -> Result<Replay, Error> {
        let files = self.db.record.read(|tx| {
            let stands = store::sealed_through(tx)? == through && forgotten::forgotten_head(tx)? == forgotten;
            if stands { store::files(tx) } else { Err(db::Error::Conflict) }
        })?;
        let (mut sources, roots_at) = self.sources_of(&files)?;
        sources.gone.clear();
        let moved = sources.moved_rows(Columns::ALL)?;
        let state = State::Waiting(Box::new((sources, moved)));
        Ok(Replay { state, through, forgotten, roots_at, after, is_done: false })
    }

    /// As [`History::replay`], after a pause: [`db::Error::Conflict`] also where customers were merged since its roots were
    /// read, since somebody before `after` may now be somebody after it.
    pub fn resume(&self, through: i64, forgotten: i64, after: Raw, roots_at: i64) -> Result<Replay, Error> {
        let replay = self.replay(through, forgotten, after)?;
        let merged = self.db.record.read(|tx| customers::count_merged_since(tx, roots_at))?;
        if merged > 0 { Err(db::Error::Conflict.into()) } else { Ok(Replay { roots_at, ..replay }) }
    }

    /// Everything that a projection at `position` has read of these customers and that is still kept, also of those who are
    /// to be forgotten. [`db::Error::Conflict`] where more than that is sealed.
    pub fn kept_of(&self, customers: &[CustomerId], position: i64) -> Result<Kept, Error> {
        self.steadily(|| self.find_kept(customers, position))
    }

    fn find_kept(&self, customers: &[CustomerId], position: i64) -> Result<Kept, Error> {
        let (files, family, recent) = self.db.record.read(|tx| {
            let sealed = store::sealed_through(tx)?;
            if sealed > position {
                return Err(db::Error::Conflict);
            }
            let family = customers::families(tx, customers)?;
            let ids: BTreeSet<CustomerId> = family.keys().copied().collect();
            let places = self.unsealed.lock().unwrap_or_else(PoisonError::into_inner).of(tx, &ids, sealed, position)?;
            Ok((store::files(tx)?, family, journal::at_positions(tx, &places)?))
        })?;
        let mut numbers: Vec<u128> = family.keys().map(|id| number(*id)).collect();
        numbers.sort_unstable();
        // All of them are open before the first is read: they may be replaced meanwhile.
        let files = files.iter().map(|file| self.opened(file)).collect::<Result<Vec<_>, Error>>()?;
        let mut events = Vec::new();
        for file in files {
            for record in file.rows_among(&numbers, Columns::ALL)? {
                let batch = Batch::of(&record, Columns::ALL)?;
                for at in 0..batch.len() {
                    let row = batch.row(at);
                    let root = family.get(&row.customer()).copied().unwrap_or_else(|| row.customer());
                    events.push(Event { customer: root, ..row.event().ok_or(Error::Shape)? });
                }
            }
        }
        events.sort_by_key(|event| (event.customer, event.at, event.position));
        events.extend(recent);
        Ok(Kept { ids: family.keys().copied().collect(), roots: family, events })
    }
}

impl Replay {
    /// The boundary below which it reads.
    pub const fn through(&self) -> i64 {
        self.through
    }

    /// The last line of the log of the forgotten when it began.
    pub const fn forgotten(&self) -> i64 {
        self.forgotten
    }

    /// The journal's head when the customers' roots were read.
    pub const fn roots_at(&self) -> i64 {
        self.roots_at
    }

    /// The last customer that was read.
    pub const fn after(&self) -> Raw {
        self.after
    }

    /// Whether there is nothing more.
    pub const fn is_done(&self) -> bool {
        self.is_done
    }

    /// The next customers' events under their roots, at least `limit` of them while there are as many. After an error nothing
    /// more comes.
    pub fn next(&mut self, limit: usize) -> Result<Vec<Event>, Error> {
        if let State::Waiting(sources) = &mut self.state {
            let (sources, moved) = std::mem::take(&mut **sources);
            let (sender, receiver) = sync_channel(0);
            let piece = Piece { events: Vec::new(), customer: CustomerId::from_raw(self.after), is_last: false };
            let ahead = Ahead { piece, limit, sender };
            let work = move || ahead.read(&sources, moved.as_ref());
            std::thread::Builder::new()
                .name("replay".to_owned())
                .spawn(work)
                .map_err(|error| db::Error::Other(error.to_string()))?;
            self.state = State::Reading(receiver);
        }
        let State::Reading(receiver) = &self.state else { return Err(Error::Stopped) };
        let piece = receiver.recv().unwrap_or(Err(Error::Stopped))?;
        self.after = *piece.customer.raw();
        self.is_done = piece.is_last;
        Ok(piece.events)
    }
}

/// Some events, the last customer's with them.
struct Piece {
    events: Vec<Event>,
    customer: CustomerId,
    is_last: bool,
}

/// The work of the thread: it ends when nobody takes its pieces any more.
struct Ahead {
    piece: Piece,
    limit: usize,
    sender: SyncSender<Result<Piece, Error>>,
}

impl Ahead {
    fn read(mut self, sources: &Sources, moved: Option<&RecordBatch>) {
        let start = number(self.piece.customer).saturating_add(1);
        match sources.pass(Query::all(Columns::ALL), start..=u128::MAX, moved, &mut self) {
            Ok(()) => {
                self.piece.is_last = true;
                let _ = self.send();
            }
            Err(Error::Stopped) => {}
            Err(error) => {
                let _ = self.sender.send(Err(error));
            }
        }
    }

    /// False where nobody listens.
    fn send(&mut self) -> bool {
        let rest = Piece { events: Vec::with_capacity(self.limit), customer: self.piece.customer, is_last: false };
        self.sender.send(Ok(std::mem::replace(&mut self.piece, rest))).is_ok()
    }
}

impl Fold for Ahead {
    fn begin(&mut self, customer: CustomerId) {
        self.piece.customer = customer;
    }

    fn step(&mut self, row: Row<'_>) {
        let customer = self.piece.customer;
        self.piece.events.extend(row.event().map(|event| Event { customer, ..event }));
    }

    fn end(&mut self) -> Result<(), Error> {
        let goes_on = self.piece.events.len() < self.limit || self.send();
        if goes_on { Ok(()) } else { Err(Error::Stopped) }
    }
}
