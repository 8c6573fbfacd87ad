//! What runs the readers of the journal.
//!
//! A reader that stands below the sealed boundary (it is new, was stuck, or is being rebuilt) first reads the sealed history,
//! customer by customer, and then goes on in the journal from the boundary. Sealing waits for it.
//!
//! What is forgotten of the history is forgotten here too, line by line of the history's log: the rows of the customers that a
//! line names are made anew from what is still kept, a few at a time, while new events go on being read.

mod standing;

use crate::history::{self, History, Read};
use crate::journal::{Event, Projection, head, may_react, read_after};
use base::id::Raw;
use db::{Db, Error, Lease, NodeId, Result, Signal, Tx, caught, params};
use standing::Standing;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Events in one transaction, where a reader is behind: so many as are read in about a second. Pages that several of them touch are
/// written once, and whoever else wants to write waits no longer.
const BATCH_EVENTS_MAX: usize = 8192;
const BATCH_EVENTS_MIN: usize = 256;
const BATCH_TIME: Duration = Duration::from_secs(1);
/// A lost wake-up costs no more than this.
const HEARTBEAT: Duration = Duration::from_secs(1);
const LEASE_LASTS: Duration = Duration::from_secs(15);
const LEASE_RENEWED_EVERY: Duration = Duration::from_secs(4);

/// How far a projection is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lag {
    pub name: String,
    pub position: i64,
    /// Events in the journal that it has not read.
    pub events: i64,
}

/// Runs projections on one thread: one read of the journal and one commit serve all that stand at the same position.
pub struct Runner {
    db: Db,
    history: Arc<History>,
    lease: Lease,
    projections: Vec<Standing>,
    advanced: Signal,
    /// Events in the next transaction.
    batch_events: usize,
}

impl Runner {
    /// `name` names the lease: one node at a time runs this set.
    pub fn new(
        db: Db,
        history: Arc<History>,
        name: &str,
        node: NodeId,
        projections: Vec<Box<dyn Projection>>,
        advanced: Signal,
    ) -> Self {
        let projections = projections.into_iter().map(Standing::new).collect();
        Self { db, history, lease: Lease::new(name, node, LEASE_LASTS), projections, advanced, batch_events: 1024 }
    }

    /// Makes the projections' places in the database. Before the door opens, so that they react to all that comes in.
    pub fn prepare(&mut self) -> Result<()> {
        self.load_positions()
    }

    /// Reads until told to stop, woken by `appended` or by its heartbeat.
    pub fn run(&mut self, appended: &Signal, stop: &AtomicBool) {
        let mut held_at: Option<Instant> = None;
        while !stop.load(Ordering::Relaxed) {
            let seen = appended.rings();
            if held_at.is_none_or(|at| at.elapsed() > LEASE_RENEWED_EVERY) {
                let asked = Instant::now();
                let held = self.lease.hold(&self.db.views).unwrap_or(false);
                // Another node may have moved on meanwhile, and a rebuild moves back, which nothing else would show.
                if held && (held_at.is_none() || self.has_moved().unwrap_or(true)) {
                    self.forget();
                }
                held_at = held.then_some(asked);
                if !held {
                    appended.wait(appended.rings(), HEARTBEAT);
                    continue;
                }
            }
            match caught("a reader of the journal", || self.step()) {
                Ok(0) => {
                    let rests = self.projections.iter_mut().map(|standing| standing.projection.rests()).min();
                    appended.wait(seen, rests.unwrap_or(HEARTBEAT).min(HEARTBEAT));
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%error, "projections stopped for a moment; they go on from where they were");
                    self.forget();
                    held_at = None;
                    appended.wait(appended.rings(), HEARTBEAT);
                }
            }
        }
        let _ = self.lease.release(&self.db.views);
    }

    /// As [`Runner::catch_up`], where no other node does this work already: `None` where one does. `tell` hears how many events
    /// were read.
    pub fn catch_up_alone(&mut self, mut tell: impl FnMut(usize)) -> Result<Option<usize>> {
        let mut total = 0;
        let outcome = loop {
            if !self.lease.hold(&self.db.views)? {
                return Ok(None);
            }
            match self.step() {
                Ok(0) => break self.is_read_whole().map(|()| Some(total)),
                Ok(events) => {
                    total += events;
                    tell(total);
                }
                Err(error) => break Err(error),
            }
        };
        self.forget();
        self.lease.release(&self.db.views)?;
        outcome
    }

    /// Reads to the journal's end and returns: for the command line and tests. Gives how many events it read.
    pub fn catch_up(&mut self) -> Result<usize> {
        let mut total = 0;
        loop {
            match self.step() {
                Ok(0) => return self.is_read_whole().map(|()| total),
                Ok(events) => total += events,
                Err(error) => {
                    self.forget();
                    return Err(error);
                }
            }
        }
    }

    /// An error where some could not read the past.
    fn is_read_whole(&self) -> Result<()> {
        self.projections.iter().find_map(Standing::stall).map_or(Ok(()), |why| Err(Error::Other(why.to_owned())))
    }

    /// After a transaction: the next has half as many events where it took too long, twice as many where it was full and took little.
    fn set_pace(&mut self, took: Duration, is_rest: bool) {
        if took > BATCH_TIME {
            self.batch_events = (self.batch_events / 2).max(BATCH_EVENTS_MIN);
        } else if !is_rest && took < BATCH_TIME / 2 {
            self.batch_events = (self.batch_events * 2).min(BATCH_EVENTS_MAX);
        }
    }

    fn forget(&mut self) {
        self.projections.iter_mut().for_each(Standing::forget);
    }

    /// Whether a projection stands somewhere else in the database than in memory: another node moved on, or a rebuild began.
    fn has_moved(&self) -> Result<bool> {
        self.db.views.read(|tx| {
            for standing in &self.projections {
                let stored = standing::stored(tx, standing.projection.name())?;
                if standing.position >= 0 && !stored.is_some_and(|stored| standing.is_as(&stored)) {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }

    /// One batch for each group of projections that stand at the same position, and one of the sealed history for each that
    /// has yet to read it; gives the number of events read.
    fn step(&mut self) -> Result<usize> {
        if self.projections.iter().any(|standing| standing.position < 0) {
            self.load_positions()?;
        }
        let boundary = self.db.record.read(history::sealed_through)?;
        // What a projection was told beside the journal holds for the next events already.
        let mut read = self.tick()?;
        for standing in &mut self.projections {
            standing.projection.sealed(boundary);
            read += standing.look_back(&self.db, &self.history, boundary)?;
        }
        let mut positions: Vec<i64> =
            self.projections.iter().filter(|s| s.replay.is_none()).map(|standing| standing.position).collect();
        positions.sort_unstable();
        positions.dedup();
        // The most advanced first: a rebuild must not hold the live ones up.
        for position in positions.into_iter().rev() {
            let here = || self.projections.iter().enumerate().filter(|(_, standing)| standing.position == position);
            let (events, reading, end) = self.db.record.read(|tx| {
                let mut reading = Vec::new();
                for (at, standing) in here() {
                    reading.extend(standing.may_read_on(tx)?.then_some(at));
                }
                Ok::<_, Error>((read_after(tx, position, self.batch_events)?, reading, head(tx)? - 1))
            })?;
            // What is left of the journal's end may have been forgotten: there is nothing to read up to it.
            let is_rest = events.len() < self.batch_events;
            let last = if is_rest { end } else { events.last().map_or(end, |event| event.position) };
            if last > position && !reading.is_empty() {
                read += events.len().max(1);
                let started = Instant::now();
                let done = self.commit(&reading, position, last, &events);
                // What fails is tried again, and may have failed because it took so long.
                self.set_pace(started.elapsed(), is_rest || done.is_err());
                done?;
            }
        }
        read += self.tick()?;
        if read == 0 {
            for standing in &mut self.projections {
                read += usize::from(standing.projection.finish()?);
            }
        }
        Ok(read)
    }

    /// What is due beside the journal.
    fn tick(&mut self) -> Result<usize> {
        let mut done = 0;
        for standing in &mut self.projections {
            done += standing.tick(&self.db, &self.lease, &self.advanced)?;
        }
        Ok(done)
    }

    /// Applies a batch to these projections, which stand at `from`.
    fn commit(&mut self, which: &[usize], from: i64, to: i64, events: &[Event]) -> Result<()> {
        let reading = self.projections.iter_mut().enumerate().filter(|(at, _)| which.contains(at));
        let mut standing: Vec<&mut Standing> = reading.map(|(_, standing)| standing).collect();
        self.db.views.write(|tx| {
            for Standing { projection, reacted_through, .. } in standing.iter_mut().map(|s| &mut **s) {
                let moved = tx.execute(
                    "UPDATE projections SET position = $1, \
                     reacted_through = CASE WHEN reacted_through < $1 THEN $1 ELSE reacted_through END \
                     WHERE name = $2 AND position = $3 AND replayed IS NULL",
                    params![to, projection.name(), from],
                )?;
                if moved == 0 {
                    return Err(Error::Conflict);
                }
                projection.apply(tx, events)?;
                let fresh: Vec<&Event> =
                    events.iter().filter(|event| event.position > *reacted_through && may_react(event)).collect();
                if !fresh.is_empty() {
                    projection.react(tx, &fresh)?;
                }
            }
            Ok(())
        })?;
        for Standing { position, reacted_through, .. } in standing {
            *position = to;
            *reacted_through = to.max(*reacted_through);
        }
        // What was queued goes out while the record is told of the rest.
        self.advanced.ring();
        self.projections
            .iter_mut()
            .enumerate()
            .filter(|(at, _)| which.contains(at))
            .try_for_each(|(_, s)| s.projection.committed())
    }

    fn load_positions(&mut self) -> Result<()> {
        // A projection that is new to a store does not react to what happened before it came.
        let seen = self.db.record.read(head)? - 1;
        for standing in &mut self.projections {
            let name = standing.projection.name();
            let stored = self.db.views.write(|tx| {
                tx.execute(
                    "INSERT INTO projections (name, position, reacted_through) VALUES ($1, 0, $2) ON CONFLICT (name) DO NOTHING",
                    params![name, seen],
                )?;
                standing::stored(tx, name)
            })?;
            standing.load(&stored.ok_or(Error::Conflict)?);
        }
        Ok(())
    }
}

/// Empties a projection and sets it back to the start; what it once reacted to stays reacted to.
pub fn rebuild(db: &Db, history: &History, projection: &mut dyn Projection) -> Result<()> {
    Ok(standing::begin(db, history, projection).map(drop)?)
}

/// Deletes the places of projections that this program does not have: nobody would wait for them in vain.
pub fn keep_only(db: &Db, names: &[&str]) -> Result<()> {
    db.views.write(|tx| {
        let stored: Vec<String> = tx.query("SELECT name FROM projections", &[], |row| row.get(0))?;
        for name in stored.iter().filter(|name| !names.contains(&name.as_str())) {
            tx.execute("DELETE FROM projections WHERE name = $1", params![name])?;
        }
        Ok(())
    })
}

/// How far every projection has read. (Views.)
pub fn read_by_all(tx: &mut Tx<'_>) -> Result<Read> {
    tx.query_one("SELECT MIN(position), MIN(forgotten) FROM projections", &[], |row| {
        let (through, forgotten): (Option<i64>, Option<i64>) = (row.get(0)?, row.get(1)?);
        Ok(Read { through: through.unwrap_or(0), forgotten: forgotten.unwrap_or(0) })
    })
}

/// Projections that are being made anew, each with the part of the sealed history that it has read: 0 to 1.
pub fn rebuilding(db: &Db, history: &History) -> Result<Vec<(String, f64)>> {
    let sql = "SELECT name, replayed FROM projections WHERE replayed IS NOT NULL ORDER BY name";
    let found: Vec<(String, Raw)> = db.views.read(|tx| tx.query(sql, &[], |row| Ok((row.get(0)?, row.get(1)?))))?;
    found.into_iter().map(|(name, after)| Ok((name, history.share_before(after)?))).collect()
}

/// How far every projection is behind the journal.
pub fn lags(db: &Db) -> Result<Vec<Lag>> {
    let last = db.record.read(head)? - 1;
    db.views.read(|tx| {
        tx.query("SELECT name, position FROM projections ORDER BY name", &[], |row| {
            let position: i64 = row.get(1)?;
            Ok(Lag { name: row.get(0)?, position, events: (last - position).max(0) })
        })
    })
}

/// The runner on a thread of its own.
pub fn spawn(
    mut runner: Runner,
    name: &str,
    appended: Signal,
    stop: Arc<AtomicBool>,
) -> std::io::Result<std::thread::JoinHandle<()>> {
    std::thread::Builder::new().name(name.to_owned()).spawn(move || runner.run(&appended, &stop))
}
