//! Readers of the journal that keep rows of their own.

use super::model::Event;
use super::sums::Sums;
use base::id::CustomerId;
use db::{Db, Error, Result, Tx};
use std::cell::Cell;
use std::time::{Duration, Instant};

/// What is older than this on arrival is history: nothing reacts to it.
pub const REACT_WITHIN: Duration = Duration::from_hours(24);

/// A reader of the journal. Its rows, what follows from the events, and its position commit together.
pub trait Projection: Send {
    /// Names it in `amana rebuild NAME` and in metrics.
    fn name(&self) -> &'static str;

    /// Makes rows, which can be dropped and made again.
    fn apply(&mut self, tx: &mut Tx<'_>, events: &[Event]) -> Result<()>;

    /// Does what must now happen, once: messages, timers. Never called for imports, for what was already reacted to, nor
    /// for what happened more than 24 h before it arrived.
    fn react(&mut self, tx: &mut Tx<'_>, events: &[&Event]) -> Result<()> {
        let _ = (tx, events);
        Ok(())
    }

    /// Deletes its rows, before a rebuild.
    fn clear(&mut self, tx: &mut Tx<'_>) -> Result<()>;

    /// Whether it has rows of single customers, which are made anew when some of their events are forgotten.
    fn keeps_customers(&self) -> bool {
        false
    }

    /// Deletes the rows of these ids; what is still kept of them is applied next.
    fn clear_customers(&mut self, tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
        let _ = (tx, customers);
        Ok(())
    }

    /// Events that it has counted are forgotten: of their sums by hour only those by day remain.
    fn forgotten(&mut self, tx: &mut Tx<'_>, hours: &Sums, days: &Sums) -> Result<()> {
        let _ = (tx, hours, days);
        Ok(())
    }

    /// What was forgotten before a rebuild, which now begins with it.
    fn recall(&mut self, tx: &mut Tx<'_>, days: &Sums) -> Result<()> {
        let _ = (tx, days);
        Ok(())
    }

    /// Tells it where the journal ends and the sealed history begins: events up to this position are no longer in the journal.
    fn sealed(&mut self, through: i64) {
        let _ = through;
    }

    /// Whether [`Projection::tick`] has something to do: asked between batches, before a transaction is begun.
    fn is_due(&mut self) -> Result<bool> {
        Ok(false)
    }

    /// Does some of what is due by the clock, or by what changed beside the journal. It writes through `place` alone.
    fn tick(&mut self, place: &Place<'_>) -> Result<()> {
        let _ = place;
        Ok(())
    }

    /// Follows a commit of its own: what it now has to tell the record.
    fn committed(&mut self) -> Result<()> {
        Ok(())
    }

    /// Nothing is left to read: waits for what it began beside its reading; gives whether there was any.
    fn finish(&mut self) -> Result<bool> {
        Ok(false)
    }

    /// How long it may rest where nothing happens.
    fn rests(&mut self) -> Duration {
        Duration::MAX
    }

    /// Drops what it holds in memory: the transaction that made it was rolled back, or another node moved on.
    fn forget(&mut self) {}
}

/// Where a projection stands while it does what no event brought.
pub struct Place<'a> {
    db: &'a Db,
    /// How far it has read.
    pub position: i64,
    /// Fails with [`Error::Conflict`] where it stands elsewhere by now: another node has moved on.
    guard: &'a dyn Fn(&mut Tx<'_>) -> Result<()>,
    /// Says that this node still does the work.
    hold: &'a dyn Fn() -> Result<bool>,
    held_at: Cell<Instant>,
}

/// A lease is held anew in work that takes longer.
const HELD_EVERY: Duration = Duration::from_secs(4);

impl<'a> Place<'a> {
    pub fn new(
        db: &'a Db,
        position: i64,
        guard: &'a dyn Fn(&mut Tx<'_>) -> Result<()>,
        hold: &'a dyn Fn() -> Result<bool>,
    ) -> Self {
        Self { db, position, guard, hold, held_at: Cell::new(Instant::now()) }
    }

    /// Writes in a transaction of its own, which fails with [`Error::Conflict`] where the projection stands elsewhere by now.
    pub fn write<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        if self.held_at.get().elapsed() > HELD_EVERY {
            if !(self.hold)()? {
                return Err(Error::Conflict);
            }
            self.held_at.set(Instant::now());
        }
        self.db.views.write(|tx| {
            (self.guard)(tx)?;
            work(tx)
        })
    }
}

/// Whether anything may happen because of an event.
pub fn may_react(event: &Event) -> bool {
    event.origin.reacts() && event.received_at.micros_since(event.at) <= REACT_WITHIN.as_micros() as i64
}
