//! Where one projection stands, and how it reads what lies behind it: all of the sealed history in a rebuild, and some
//! customers' where something of theirs was forgotten.

use crate::history::{self, Forgotten, History, Replay};
use crate::journal::Projection;
use base::id::Raw;
use db::{Db, Error, Result, Tx, params};

/// Events of the sealed history in one transaction: sorted by customer, each customer's row is written once.
const REPLAY_EVENTS: usize = 65_536;
/// Customers whose rows are made anew in one transaction.
const REFOLD_CUSTOMERS: usize = 4096;
/// Before the first customer of a replay.
const START: Raw = [0; 16];

pub(super) struct Standing {
    pub(super) projection: Box<dyn Projection>,
    pub(super) position: i64,
    pub(super) reacted_through: i64,
    /// The sealed history that it still has to read, in a rebuild.
    pub(super) replay: Option<Replay>,
    /// The last line of the log of the forgotten that its rows know of.
    forgotten: i64,
    /// The line after it, and how many of its customers are done, while they are made anew.
    refold: Option<(Forgotten, usize)>,
}

/// What the database says of a projection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) position: i64,
    pub(super) reacted_through: i64,
    replayed: Option<Raw>,
    forgotten: i64,
}

pub(super) fn stored(tx: &mut Tx<'_>, name: &str) -> Result<Option<Stored>> {
    let sql = "SELECT position, reacted_through, replayed, forgotten FROM projections WHERE name = $1";
    tx.query_opt(sql, params![name], |row| {
        Ok(Stored { position: row.get(0)?, reacted_through: row.get(1)?, replayed: row.get(2)?, forgotten: row.get(3)? })
    })
}

/// Empties a projection and puts it at the boundary, with the sealed history still to be read. Nothing is emptied where that
/// can't be read.
pub(super) fn begin(db: &Db, history: &History, projection: &mut dyn Projection) -> Result<Replay> {
    let (sealed, forgotten, sums) = db.record.read(|tx| {
        let forgotten = history::forgotten_head(tx)?;
        Ok::<_, Error>((history::sealed_through(tx)?, forgotten, history::forgotten_sums(tx, forgotten)?))
    })?;
    let replay = history.replay(sealed, forgotten, START)?;
    db.views.write(|tx| {
        let sql = "UPDATE projections SET position = $1, replayed = $2, forgotten = $3 WHERE name = $4";
        let replayed = (sealed > 0).then_some(START);
        if tx.execute(sql, params![sealed, replayed, forgotten, projection.name()])? == 0 {
            return Ok(());
        }
        projection.clear(tx)?;
        projection.recall(tx, &sums)
    })?;
    Ok(replay)
}

impl Standing {
    pub(super) fn new(projection: Box<dyn Projection>) -> Self {
        Self { projection, position: -1, reacted_through: 0, replay: None, forgotten: 0, refold: None }
    }

    /// Drops what it holds in memory.
    pub(super) fn forget(&mut self) {
        self.position = -1;
        self.refold = None;
        self.projection.forget();
    }

    /// Whether the database says the same of it.
    pub(super) fn is_as(&self, stored: &Stored) -> bool {
        let replayed = self.replay.as_ref().map(Replay::after);
        (stored.position, stored.replayed, stored.forgotten) == (self.position, replayed, self.forgotten)
    }

    /// Goes on from where the database says that it stands.
    pub(super) fn load(&mut self, db: &Db, history: &History, stored: Stored) -> Result<()> {
        self.position = stored.position;
        self.reacted_through = stored.reacted_through;
        self.forgotten = stored.forgotten;
        self.refold = None;
        self.replay = None;
        let Some(after) = stored.replayed else { return Ok(()) };
        match history.replay(stored.position, stored.forgotten, after) {
            Ok(replay) => self.replay = Some(replay),
            // The past is another than it was when the rebuild began.
            Err(history::Error::Db(Error::Conflict)) => self.begin(db, history)?,
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Begins a rebuild.
    pub(super) fn begin(&mut self, db: &Db, history: &History) -> Result<()> {
        let replay = begin(db, history, self.projection.as_mut())?;
        (self.position, self.forgotten) = (replay.through(), replay.forgotten());
        self.refold = None;
        self.replay = (self.position > 0).then_some(replay);
        Ok(())
    }

    /// The last line of the log that it has heard of, if only in part.
    pub(super) fn heard(&self) -> i64 {
        self.refold.as_ref().map_or(self.forgotten, |(line, _)| line.seq)
    }

    /// Makes some customers anew of whom something was forgotten; gives how many, and one more where a line is done.
    pub(super) fn forget_some(&mut self, db: &Db, history: &History) -> Result<usize> {
        if self.replay.is_some() {
            return Ok(0);
        }
        if self.refold.is_none() {
            let Some(line) = db.record.read(|tx| history::forgotten_after(tx, self.forgotten))? else { return Ok(0) };
            // Events that it has not read are gone, or those that the line was for are not known any more.
            if line.through > self.position || !line.is_whole {
                self.begin(db, history)?;
                return Ok(1);
            }
            self.refold = Some((line, 0));
        }
        let Some((line, done)) = &self.refold else { return Ok(0) };
        let customers = if self.projection.keeps_customers() { line.customers.as_slice() } else { &[] };
        let next = customers.len().min(done + REFOLD_CUSTOMERS);
        let kept = (next > *done).then(|| history.kept_of(&customers[*done..next], self.position)).transpose()?;
        let is_last = next == customers.len();
        let forgotten = if is_last { line.seq } else { self.forgotten };
        db.views.write(|tx| {
            let sql = "UPDATE projections SET forgotten = $1 \
                       WHERE name = $2 AND position = $3 AND forgotten = $4 AND replayed IS NULL";
            if tx.execute(sql, params![forgotten, self.projection.name(), self.position, self.forgotten])? == 0 {
                return Err(Error::Conflict);
            }
            if let Some(kept) = &kept {
                self.projection.clear_customers(tx, &kept.ids)?;
                self.projection.apply(tx, &kept.events)?;
            }
            if is_last { self.projection.forgotten(tx, &line.sums, &line.kept) } else { Ok(()) }
        })?;
        let made = next - done + usize::from(is_last);
        self.forgotten = forgotten;
        self.refold = self.refold.take().filter(|_| !is_last).map(|(line, _)| (line, next));
        Ok(made)
    }

    /// Reads some more of the sealed history; gives the number of events read.
    pub(super) fn replay_some(&mut self, db: &Db) -> Result<usize> {
        let Some(replay) = &mut self.replay else { return Ok(0) };
        let after = replay.after();
        let events = replay.next(REPLAY_EVENTS)?;
        let next = (!replay.is_done()).then(|| replay.after());
        db.views.write(|tx| {
            let sql = "UPDATE projections SET replayed = $1 WHERE name = $2 AND position = $3 AND replayed = $4";
            if tx.execute(sql, params![next, self.projection.name(), self.position, after])? == 0 {
                return Err(Error::Conflict);
            }
            self.projection.apply(tx, &events)
        })?;
        if next.is_none() {
            self.replay = None;
        }
        Ok(events.len().max(1))
    }
}
