//! Where one projection stands, and how it reads what lies behind it: all of the sealed history in a rebuild, and some
//! customers' where something of theirs was forgotten.

use crate::history::{self, Forgotten, History, Replay};
use crate::journal::{Place, Projection};
use base::id::Raw;
use db::{Db, Error, Lease, Result, Signal, Tx, params};
use std::time::{Duration, Instant};

/// Events of the sealed history in one transaction: sorted by customer, each customer's row is written once.
const REPLAY_EVENTS: usize = 65_536;
/// Customers whose rows are made anew in one transaction.
const REFOLD_CUSTOMERS: usize = 4096;
/// Before the first customer of a replay.
const START: Raw = [0; 16];
/// Where the past can't be read it is tried again after this time.
const STALL: Duration = Duration::from_secs(10);

pub(super) struct Standing {
    pub(super) projection: Box<dyn Projection>,
    pub(super) position: i64,
    pub(super) reacted_through: i64,
    /// The sealed history that it still has to read, in a rebuild.
    pub(super) replay: Option<Replaying>,
    /// The last line of the log of the forgotten that its rows know of.
    forgotten: i64,
    /// The line after it, and how many of its customers are done, while they are made anew.
    refold: Option<(Forgotten, usize)>,
    /// Until when it leaves the past alone, since it could not read it, and why.
    stalled: Option<(Instant, String)>,
}

/// A rebuild under way.
pub(super) struct Replaying {
    /// The last customer that was read.
    after: Raw,
    /// Today's roots when it began.
    roots_at: i64,
    /// Opened when the next piece is read.
    replay: Option<Replay>,
}

/// What the database says of a projection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stored {
    position: i64,
    reacted_through: i64,
    replayed: Option<Raw>,
    forgotten: i64,
    roots_at: i64,
}

pub(super) fn stored(tx: &mut Tx<'_>, name: &str) -> Result<Option<Stored>> {
    let sql = "SELECT position, reacted_through, replayed, forgotten, replay_roots FROM projections WHERE name = $1";
    tx.query_opt(sql, params![name], |row| {
        Ok(Stored {
            position: row.get(0)?,
            reacted_through: row.get(1)?,
            replayed: row.get(2)?,
            forgotten: row.get(3)?,
            roots_at: row.get(4)?,
        })
    })
}

/// Empties a projection and puts it at the boundary, with the sealed history still to be read. Nothing is emptied where that
/// can't be read.
pub(super) fn begin(db: &Db, history: &History, projection: &mut dyn Projection) -> Result<Replay, history::Error> {
    let (sealed, forgotten, sums) = db.record.read(|tx| {
        let forgotten = history::forgotten_head(tx)?;
        Ok::<_, Error>((history::sealed_through(tx)?, forgotten, history::forgotten_sums(tx, forgotten)?))
    })?;
    let replay = history.replay(sealed, forgotten, START)?;
    db.views.write(|tx| {
        let sql = "UPDATE projections SET position = $1, replayed = $2, forgotten = $3, replay_roots = $4 WHERE name = $5";
        let replayed = (sealed > 0).then_some(START);
        if tx.execute(sql, params![sealed, replayed, forgotten, replay.roots_at(), projection.name()])? == 0 {
            return Ok(());
        }
        projection.clear(tx)?;
        projection.recall(tx, &sums)
    })?;
    Ok(replay)
}

impl Standing {
    pub(super) fn new(projection: Box<dyn Projection>) -> Self {
        Self { projection, position: -1, reacted_through: 0, replay: None, forgotten: 0, refold: None, stalled: None }
    }

    /// Drops what it holds in memory.
    pub(super) fn forget(&mut self) {
        self.position = -1;
        self.refold = None;
        self.projection.forget();
    }

    /// Whether the database says the same of it.
    pub(super) fn is_as(&self, stored: &Stored) -> bool {
        let replayed = self.replay.as_ref().map(|replaying| replaying.after);
        (stored.position, stored.replayed, stored.forgotten) == (self.position, replayed, self.forgotten)
    }

    /// Goes on from where the database says that it stands.
    pub(super) fn load(&mut self, stored: &Stored) {
        self.position = stored.position;
        self.reacted_through = stored.reacted_through;
        self.forgotten = stored.forgotten;
        self.refold = None;
        let replaying = |after| Replaying { after, roots_at: stored.roots_at, replay: None };
        self.replay = stored.replayed.map(replaying);
    }

    /// Why it does not read the past just now, if so.
    pub(super) fn stall(&self) -> Option<&str> {
        self.stalled.as_ref().map(|(_, why)| why.as_str())
    }

    /// Reads some of what lies behind it: all of the sealed history where it stands below the boundary, some customers' where
    /// something of theirs was forgotten. Gives how much was done. Where the past can't be read, it waits a while and only
    /// says so: what is new can be read all the same.
    pub(super) fn look_back(&mut self, db: &Db, history: &History, boundary: i64) -> Result<usize> {
        if self.stalled.as_ref().is_some_and(|(until, _)| Instant::now() < *until) {
            return Ok(0);
        }
        let looked = if self.position < boundary {
            self.begin(db, history).map(|()| 1)
        } else if self.replay.is_some() {
            self.replay_some(db, history)
        } else {
            self.forget_some(db, history)
        };
        match looked {
            Ok(done) => {
                self.stalled = None;
                Ok(done)
            }
            Err(history::Error::Db(error)) => Err(error),
            Err(error) => {
                tracing::warn!(%error, projection = self.projection.name(), "the past can't be read; it is tried again soon");
                self.stalled = Some((Instant::now() + STALL, error.to_string()));
                Ok(0)
            }
        }
    }

    /// Begins a rebuild.
    fn begin(&mut self, db: &Db, history: &History) -> Result<(), history::Error> {
        let replay = begin(db, history, self.projection.as_mut())?;
        (self.position, self.forgotten) = (replay.through(), replay.forgotten());
        self.refold = None;
        let replaying = Replaying { after: START, roots_at: replay.roots_at(), replay: Some(replay) };
        self.replay = (self.position > 0).then_some(replaying);
        Ok(())
    }

    /// The last line of the log that it has heard of, if only in part.
    fn heard(&self) -> i64 {
        self.refold.as_ref().map_or(self.forgotten, |(line, _)| line.seq)
    }

    /// Does some of what is due beside the journal; gives 1 where there was something.
    pub(super) fn tick(&mut self, db: &Db, lease: &Lease, advanced: &Signal) -> Result<usize> {
        if self.position < 0 || self.replay.is_some() || !self.projection.is_due()? {
            return Ok(0);
        }
        let (name, position) = (self.projection.name(), self.position);
        let guard = |tx: &mut Tx<'_>| {
            let sql = "UPDATE projections SET position = position WHERE name = $1 AND position = $2 AND replayed IS NULL";
            if tx.execute(sql, params![name, position])? == 0 { Err(Error::Conflict) } else { Ok(()) }
        };
        let hold = || lease.hold(&db.views);
        self.projection.tick(&Place::new(db, position, &guard, &hold))?;
        advanced.ring();
        self.projection.committed()?;
        Ok(1)
    }

    /// Whether the journal after its position is whole for it: nothing is missing that it has not heard of.
    pub(super) fn may_read_on(&self, tx: &mut Tx<'_>) -> Result<bool> {
        Ok(self.replay.is_none() && history::forgotten_reach(tx, self.heard())? <= self.position)
    }

    /// Makes some customers anew of whom something was forgotten; gives how many, and one more where a line is done.
    fn forget_some(&mut self, db: &Db, history: &History) -> Result<usize, history::Error> {
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

    /// Reads some more of the sealed history; gives the number of events read, at least one.
    fn replay_some(&mut self, db: &Db, history: &History) -> Result<usize, history::Error> {
        let Some(replaying) = &mut self.replay else { return Ok(0) };
        if replaying.replay.is_none() {
            match history.resume(self.position, self.forgotten, replaying.after, replaying.roots_at) {
                Ok(replay) => replaying.replay = Some(replay),
                // The past is another than it was when the rebuild began.
                Err(history::Error::Db(Error::Conflict)) => return self.begin(db, history).map(|()| 1),
                Err(error) => return Err(error),
            }
        }
        let Some(replay) = &mut replaying.replay else { return Ok(0) };
        // What could not be read is read from here again.
        let events = match replay.next(REPLAY_EVENTS) {
            Ok(events) => events,
            Err(error) => {
                replaying.replay = None;
                return Err(error);
            }
        };
        let (after, next) = (replaying.after, (!replay.is_done()).then(|| replay.after()));
        db.views.write(|tx| {
            let sql = "UPDATE projections SET replayed = $1 WHERE name = $2 AND position = $3 AND replayed = $4";
            if tx.execute(sql, params![next, self.projection.name(), self.position, after])? == 0 {
                return Err(Error::Conflict);
            }
            self.projection.apply(tx, &events)
        })?;
        match next {
            Some(next) => replaying.after = next,
            None => self.replay = None,
        }
        Ok(events.len().max(1))
    }
}
