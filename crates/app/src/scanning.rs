//! Looks at the store's own site for third parties, weekly and when somebody asks. One node at a time.

use crate::app::App;
use base::Timestamp;
use capabilities::trackers::{self, Scan, Scanned, Scanner};
use db::{Lease, Result};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use url::Url;

/// How long it rests when nothing is due: who asked for a scan waits no longer.
const REST: Duration = Duration::from_secs(2);
/// After something failed here, as opposed to there.
const LONG_REST: Duration = Duration::from_mins(1);
/// Longer than any scan takes.
const LEASE_LASTS: Duration = Duration::from_mins(3);

/// Runs until told to stop.
pub fn run(app: &App, stop: &AtomicBool) {
    let scanner = Scanner::new(app.config.outbound.clone());
    let lease = Lease::new("third parties", app.node, LEASE_LASTS);
    while !stop.load(Ordering::Relaxed) {
        let rest = match scan_if_due(app, &scanner, &lease, stop) {
            Ok(()) => REST,
            Err(error) => {
                tracing::warn!(%error, "the store's site can't be looked at for a moment");
                LONG_REST
            }
        };
        let until = Instant::now() + rest;
        while Instant::now() < until && !stop.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    let _ = lease.release(&app.db.views);
}

fn scan_if_due(app: &App, scanner: &Scanner, lease: &Lease, stop: &AtomicBool) -> Result<()> {
    let now = app.clock.now();
    let Some((address, before)) = due(app, now)? else { return Ok(()) };
    if !lease.hold(&app.db.views)? {
        return Ok(());
    }
    // Addresses are looked at before they are saved.
    let Ok(site) = Url::parse(&address) else { return Ok(()) };
    let scanned = scanner.scan(&site, now, stop);
    // What was cut short says that things are gone which nobody looked for.
    if stop.load(Ordering::Relaxed) {
        return Ok(());
    }
    let (problem, found) = (scanned.problem.clone(), scanned.seen.parties.len());
    if write(app, address, before, scanned, now)? {
        match problem {
            None => tracing::info!(third_parties = found, "the store's site was looked at"),
            Some(problem) => tracing::warn!(problem, "the store's site could not be looked at"),
        }
    }
    Ok(())
}

/// The site whose time has come, with its last scan.
fn due(app: &App, now: Timestamp) -> Result<Option<(String, Option<Scan>)>> {
    app.db.record.read(|tx| {
        let Some(site) = trackers::site(tx)? else { return Ok(None) };
        let last = trackers::last_scan(tx, &site.address)?;
        let at = trackers::next_scan(last.as_ref(), site.asked_at.is_some(), now);
        Ok((at <= now).then_some((site.address, last)))
    })
}

fn write(app: &App, address: String, before: Option<Scan>, scanned: Scanned, now: Timestamp) -> Result<bool> {
    app.recorder.submit(move |tx| trackers::record(tx, &address, before.as_ref(), &scanned, now)).wait()
}
