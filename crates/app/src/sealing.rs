//! Keeps the long history in order: seals, joins, sweeps. One node at a time.

use crate::app::App;
use base::Rng;
use db::Lease;
use foundation::history::{Error, Storage, Tended};
use foundation::projections;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long it rests when there was nothing to do.
const REST: Duration = Duration::from_secs(5);
const LEASE_LASTS: Duration = Duration::from_mins(5);

/// Runs until told to stop.
pub fn run(app: &App, stop: &AtomicBool) {
    let lease = Lease::new("history", app.node, LEASE_LASTS);
    let mut rng = app.fork_rng();
    let mut signal = app.advanced.rings();
    let mut was_alone = true;
    while !stop.load(Ordering::Relaxed) {
        let held = lease.hold(&app.db.views).unwrap_or(false);
        let is_alone = has_one_place(app);
        if was_alone && !is_alone {
            tracing::warn!(
                "several nodes run, and the history is in a folder of one machine: nothing is sealed; see `amana doctor`"
            );
        }
        was_alone = is_alone;
        match keep(app, held && is_alone, &mut rng) {
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
fn has_one_place(app: &App) -> bool {
    let is_shared = app.config.history.as_ref().is_none_or(Storage::is_shared);
    is_shared || app.db.views.nodes_present().is_ok_and(|nodes| nodes <= 1)
}

/// What every node does, and what the one that seals does after that.
fn keep(app: &App, seals: bool, rng: &mut Rng) -> Result<Tended, Error> {
    app.history.settle(app.clock.now(), rng)?;
    app.history.let_go(app.clock.as_ref())?;
    if !seals {
        return Ok(Tended::Nothing);
    }
    let read = app.db.views.read(projections::read_by_all)?;
    app.history.tend(read, app.clock.as_ref(), rng)
}
