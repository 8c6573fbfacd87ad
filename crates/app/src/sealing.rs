//! Keeps the long history in order: seals, joins, sweeps, and empties the logs of what was deleted. One node at a time.

use crate::app::App;
use base::Rng;
use base::id::CustomerId;
use db::Lease;
use foundation::history::{self, Error, Storage, Tended};
use foundation::projections;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long it rests when there was nothing to do.
const REST: Duration = Duration::from_secs(5);
const LEASE_LASTS: Duration = Duration::from_mins(5);
/// What others deleted can be read in a write-ahead log for no longer than about this.
const WIPED_EVERY: Duration = Duration::from_hours(1);

/// Runs until told to stop.
pub fn run(app: &App, stop: &AtomicBool) {
    let lease = Lease::new("history", app.node, LEASE_LASTS);
    let mut rng = app.fork_rng();
    let mut signal = app.advanced.rings();
    let mut was_alone = true;
    let mut traces = Traces::of_before();
    let mut cleansed = BTreeSet::new();
    while !stop.load(Ordering::Relaxed) {
        let held = lease.hold(&app.db.views).unwrap_or(false);
        let is_alone = has_one_place(app);
        if was_alone && !is_alone {
            tracing::warn!(
                "several nodes run, and the history is in a folder of one machine: nothing is sealed; see `amana doctor`"
            );
        }
        was_alone = is_alone;
        if held
            && !is_alone
            && let Err(error) = cleanse_journal(app, &mut cleansed, &mut traces)
        {
            tracing::warn!(%error, "erased customers stay in the journal for a moment");
        }
        match keep(app, held && is_alone, &mut rng, &mut traces) {
            Ok(Tended::Nothing) => {}
            Ok(Tended::Sealed(events)) => {
                tracing::info!(events, "events were sealed into files");
                continue;
            }
            Ok(Tended::Joined(rows)) => {
                tracing::info!(rows, "files of the history were joined");
                continue;
            }
            Ok(Tended::Dropped(rows)) => {
                tracing::info!(rows, "events whose time is over were taken out of the history");
                continue;
            }
            Ok(Tended::Forgot(rows)) => {
                tracing::info!(rows, "erased customers were taken out of the history");
                continue;
            }
            Err(Error::Overtaken) => tracing::info!("another node keeps the history"),
            Err(error) => tracing::warn!(%error, "the history stays as it is for a moment"),
        }
        traces.wipe(app);
        let until = Instant::now() + REST;
        while Instant::now() < until && !stop.load(Ordering::Relaxed) {
            signal = app.advanced.wait(signal, until.saturating_duration_since(Instant::now()));
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    let _ = lease.release(&app.db.views);
}

/// Whether what is sealed here is found by every node: in a bucket, or where there is one node. Where that can't be told, it
/// is not.
pub(crate) fn has_one_place(app: &App) -> bool {
    let is_shared = app.config.history.as_ref().is_none_or(Storage::is_shared);
    is_shared || app.db.views.nodes_present().is_ok_and(|nodes| nodes <= 1)
}

/// What every node does, and what the one that seals does after that.
fn keep(app: &App, seals: bool, rng: &mut Rng, traces: &mut Traces) -> Result<Tended, Error> {
    app.history.settle(app.clock.now(), rng)?;
    app.history.let_go(app.clock.as_ref())?;
    if !seals {
        return Ok(Tended::Nothing);
    }
    let was_erasing = is_erasing(app)?;
    let read = app.db.views.read(projections::read_by_all)?;
    let done = app.history.tend(read, app.clock.as_ref(), rng)?;
    traces.note(done, was_erasing && !is_erasing(app)?, read.forgotten);
    Ok(done)
}

/// Where files must not be written, the journal is cleansed of the erased all the same; each is looked for until nothing is left.
fn cleanse_journal(app: &App, cleansed: &mut BTreeSet<CustomerId>, traces: &mut Traces) -> Result<(), Error> {
    let waiting = app.db.record.read(history::erasing)?;
    if waiting.is_subset(cleansed) {
        *cleansed = waiting;
        return Ok(());
    }
    let read = app.db.views.read(projections::read_by_all)?;
    *cleansed = app.history.forget_in_journal(read.through, app.clock.as_ref())?;
    traces.note(Tended::Forgot(0), true, read.forgotten);
    Ok(())
}

fn is_erasing(app: &App) -> Result<bool, Error> {
    Ok(app.db.record.read(history::erasing_since)?.is_some())
}

/// What was deleted and can still be read: in the write-ahead logs. In the files themselves it is overwritten.
struct Traces {
    /// The last line of the forgotten of which every projection had heard.
    heard: i64,
    are_left: bool,
    wiped_at: Instant,
}

impl Traces {
    /// Whatever an earlier process left.
    fn of_before() -> Self {
        Self { heard: 0, are_left: true, wiped_at: Instant::now() }
    }

    /// Notes what was done. Projections delete a customer's rows later, which is over when all have heard of it.
    fn note(&mut self, done: Tended, is_settled: bool, heard: i64) {
        self.are_left |= is_settled || heard != self.heard || matches!(done, Tended::Forgot(_) | Tended::Dropped(_));
        self.heard = heard;
    }

    /// Empties the logs where they may hold anything. Where a reader needs one still, the next rest tries again.
    fn wipe(&mut self, app: &App) {
        if !self.are_left && self.wiped_at.elapsed() < WIPED_EVERY {
            return;
        }
        match app
            .db
            .record
            .checkpoint()
            .and_then(|is_empty| Ok(app.db.views.checkpoint()? && app.db.access.checkpoint()? && is_empty))
        {
            Ok(true) => (self.are_left, self.wiped_at) = (false, Instant::now()),
            Ok(false) => tracing::debug!("a reader needs a write-ahead log; the next rest tries again"),
            Err(error) => tracing::warn!(%error, "a write-ahead log can't be emptied yet; the next rest tries again"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestApp;

    #[test]
    fn what_was_deleted_leaves_the_logs_once_no_reader_is_in_the_way() {
        let test = TestApp::new();
        let app = &test.app;
        let Some(record) = app.db.record.path() else { return };
        let log = record.with_extension("db-wal");
        let log_bytes = || std::fs::metadata(&log).expect("a log").len();
        let mut traces = Traces { are_left: false, ..Traces::of_before() };
        traces.note(Tended::Sealed(9), false, 0);
        traces.wipe(app);
        assert!(log_bytes() > 0, "nothing was deleted");
        for (done, is_settled, heard) in [(Tended::Forgot(9), false, 0), (Tended::Nothing, true, 0), (Tended::Nothing, false, 1)]
        {
            traces.are_left = false;
            traces.note(done, is_settled, heard);
            assert!(traces.are_left, "{done:?} {is_settled} {heard}");
        }
        let while_read = app.db.record.read(|tx| {
            foundation::journal::head(tx)?;
            traces.wipe(app);
            Ok::<_, db::Error>(log_bytes())
        });
        assert!(while_read.unwrap() > 0 && traces.are_left, "a reader is in the way");
        traces.wipe(app);
        assert_eq!((log_bytes(), traces.are_left), (0, false));
    }
}
