//! Keeps the long history in order: seals, joins, sweeps. One node at a time.

use crate::app::App;
use base::Rng;
use db::Lease;
use foundation::history::{Error, Tended};
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
    while !stop.load(Ordering::Relaxed) {
        let held = lease.hold(&app.db.views).unwrap_or(false);
        let tended = if held { tend(app, &mut rng) } else { Ok(Tended::Nothing) };
        match tended {
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

fn tend(app: &App, rng: &mut Rng) -> Result<Tended, Error> {
    let read = app.db.views.read(projections::read_by_all)?;
    app.history.tend(read, app.clock.as_ref(), rng)
}
