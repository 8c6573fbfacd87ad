//! What runs the readers of the journal.
//!
//! A reader that stands below the sealed boundary (it is new, was stuck, or is being rebuilt) first reads the sealed history,
//! customer by customer, and then goes on in the journal from the boundary. Sealing waits for it.

use crate::history::{self, History, Replay};
use crate::journal::{Event, Projection, head, may_react, read_after};
use base::id::Raw;
use db::{Db, Error, Lease, NodeId, Result, Signal, Tx, params};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Events in one transaction.
const BATCH_EVENTS_MAX: usize = 4096;
/// Events of the sealed history in one transaction: sorted by customer, each customer's row is written once.
const REPLAY_EVENTS: usize = 65_536;
/// A lost wake-up costs no more than this.
const HEARTBEAT: Duration = Duration::from_secs(1);
const LEASE_LASTS: Duration = Duration::from_secs(15);
const LEASE_RENEWED_EVERY: Duration = Duration::from_secs(4);
/// Before the first customer of a replay.
const START: Raw = [0; 16];

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
}

struct Standing {
    projection: Box<dyn Projection>,
    position: i64,
    reacted_through: i64,
    /// The sealed history that it still has to read, in a rebuild.
    replay: Option<Replay>,
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
        let standing = |projection| Standing { projection, position: -1, reacted_through: 0, replay: None };
        let projections = projections.into_iter().map(standing).collect();
        Self { db, history, lease: Lease::new(name, node, LEASE_LASTS), projections, advanced }
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
            match self.step() {
                Ok(0) => {
                    appended.wait(seen, HEARTBEAT);
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

    /// As [`Runner::catch_up`], where no other node does this work already: `None` where one does.
    pub fn catch_up_alone(&mut self) -> Result<Option<usize>> {
        let mut total = 0;
        let outcome = loop {
            if !self.lease.hold(&self.db.views)? {
                return Ok(None);
            }
            match self.step() {
                Ok(0) => break Ok(Some(total)),
                Ok(events) => total += events,
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
                Ok(0) => return Ok(total),
                Ok(events) => total += events,
                Err(error) => {
                    self.forget();
                    return Err(error);
                }
            }
        }
    }

    fn forget(&mut self) {
        for standing in &mut self.projections {
            standing.position = -1;
            standing.projection.forget();
        }
    }

    /// Whether a projection stands somewhere else in the database than in memory: another node moved on, or a rebuild began.
    fn has_moved(&self) -> Result<bool> {
        self.db.views.read(|tx| {
            for standing in &self.projections {
                let sql = "SELECT position, replayed FROM projections WHERE name = $1";
                let stored = tx.query_opt(sql, params![standing.projection.name()], |row| Ok((row.get(0)?, row.get(1)?)))?;
                let here = (standing.position, standing.replay.as_ref().map(Replay::after));
                if standing.position >= 0 && stored != Some(here) {
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
        for standing in &mut self.projections {
            standing.projection.sealed(boundary);
            if standing.position < boundary {
                begin_replay(&self.db, boundary, standing.projection.as_mut())?;
                standing.position = boundary;
                standing.replay = Some(self.history.replay(boundary, START)?);
            }
        }
        let mut positions: Vec<i64> =
            self.projections.iter().filter(|s| s.replay.is_none()).map(|standing| standing.position).collect();
        positions.sort_unstable();
        positions.dedup();
        let mut read = 0;
        // The most advanced first: a rebuild must not hold the live ones up.
        for position in positions.into_iter().rev() {
            let events = read_after(&self.db.record, position, BATCH_EVENTS_MAX)?;
            if let Some(last) = events.last().map(|event| event.position) {
                read += events.len();
                self.commit(position, last, &events)?;
                self.advanced.ring();
            }
        }
        for standing in self.projections.iter_mut().filter(|standing| standing.replay.is_some()) {
            read += standing.replay_some(&self.db)?;
        }
        Ok(read)
    }

    fn commit(&mut self, from: i64, to: i64, events: &[Event]) -> Result<()> {
        let mut standing: Vec<&mut Standing> =
            self.projections.iter_mut().filter(|s| s.position == from && s.replay.is_none()).collect();
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
        Ok(())
    }

    fn load_positions(&mut self) -> Result<()> {
        // A projection that is new to a store does not react to what happened before it came.
        let seen = self.db.record.read(head)? - 1;
        for standing in &mut self.projections {
            let name = standing.projection.name();
            let replayed: Option<Raw>;
            (standing.position, standing.reacted_through, replayed) = self.db.views.write(|tx| {
                tx.execute(
                    "INSERT INTO projections (name, position, reacted_through) VALUES ($1, 0, $2) ON CONFLICT (name) DO NOTHING",
                    params![name, seen],
                )?;
                let sql = "SELECT position, reacted_through, replayed FROM projections WHERE name = $1";
                tx.query_one(sql, params![name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            })?;
            let replay = replayed.map(|after| self.history.replay(standing.position, after));
            standing.replay = replay.transpose()?;
        }
        Ok(())
    }
}

impl Standing {
    /// Reads some more of the sealed history; gives the number of events read.
    fn replay_some(&mut self, db: &Db) -> Result<usize> {
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

/// Empties a projection and puts it at the boundary, with the sealed history still to be read.
fn begin_replay(db: &Db, boundary: i64, projection: &mut dyn Projection) -> Result<()> {
    db.views.write(|tx| {
        let replayed = (boundary > 0).then_some(START);
        let sql = "UPDATE projections SET position = $1, replayed = $2 WHERE name = $3";
        let found = tx.execute(sql, params![boundary, replayed, projection.name()])?;
        if found == 0 { Ok(()) } else { projection.clear(tx) }
    })
}

/// Empties a projection and sets it back to the start; what it once reacted to stays reacted to.
pub fn rebuild(db: &Db, projection: &mut dyn Projection) -> Result<()> {
    begin_replay(db, db.record.read(history::sealed_through)?, projection)
}

/// The position up to which every projection has read. (Views.)
pub fn read_by_all(tx: &mut Tx<'_>) -> Result<i64> {
    tx.query_one("SELECT MIN(position) FROM projections", &[], |row| Ok(row.get::<Option<i64>>(0)?.unwrap_or(0)))
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
