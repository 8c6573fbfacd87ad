//! Small regular work: what other nodes set, who is to be asked anew, how far behind the projections are, and what has served its time.

use crate::app::App;
use crate::{erasing, expiring, intake, notices, receipts, requests, watching};
use automation::journeys;
use capabilities::{messaging, webhooks};
use db::{Error, Lease, Result};
use foundation::{journal, privacy, staff};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const HEARTBEAT: Duration = Duration::from_millis(500);
const PURGE_EVERY: Duration = Duration::from_mins(10);
/// How long the dedupe window's hashes are kept on disk: a little longer than the window.
const BATCHES_KEPT: Duration = Duration::from_hours(26);

/// How long it can be seen who looked at whose data, and how many entries go at a time.
const LOOKS_KEPT: Duration = Duration::from_hours(24 * 730);
const LOOKS_AT_ONCE: usize = 5_000;

/// Runs until told to stop.
pub fn run(app: &App, stop: &AtomicBool) {
    let mut purged: Option<Instant> = None;
    let mut signal = app.advanced.rings();
    while !stop.load(Ordering::Relaxed) {
        if let Err(error) = app.hear_settings() {
            tracing::warn!(%error, "changed settings can't be put in force here");
        }
        if let Err(error) = receipts::note_terms(app) {
            tracing::warn!(%error, "what receipts say waits for the database");
        }
        if let Err(error) = erasing::carry_on(app) {
            tracing::warn!(%error, "an erasure goes on in a moment");
        }
        if let Err(error) = requests::carry_on(app) {
            tracing::warn!(%error, "what requests of customers wait for goes on in a moment");
        }
        if let Err(error) = expiring::run(app) {
            tracing::warn!(%error, "what ends waits for the database");
        }
        if let Err(error) = watching::weigh(app) {
            tracing::warn!(%error, "opens and clicks of a moment are not counted");
        }
        if let Err(error) = look_at_lag(app) {
            tracing::warn!(%error, "the projections' lag can't be read");
        }
        if let Err(error) = notices::publish_first(app).and_then(|()| notices::ask_all(app, stop)) {
            tracing::warn!(%error, "the privacy notice waits for the database");
        }
        if purged.is_none_or(|at| at.elapsed() > PURGE_EVERY) {
            match erasing::hear_of_others(app).and_then(|()| purge(app)) {
                Ok(()) => purged = Some(Instant::now()),
                Err(error) => tracing::warn!(%error, "housekeeping waits for the database"),
            }
        }
        let until = Instant::now() + HEARTBEAT;
        while Instant::now() < until && !stop.load(Ordering::Relaxed) {
            signal = app.advanced.wait(signal, until.saturating_duration_since(Instant::now()));
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

fn look_at_lag(app: &App) -> Result<()> {
    let lags = foundation::projections::lags(&app.db)?;
    let most = lags.iter().map(|lag| lag.events).max().unwrap_or(0);
    app.lag_events.store(most, Ordering::Relaxed);
    Ok(())
}

fn purge(app: &App) -> Result<()> {
    if !Lease::new("housekeeping", app.node, PURGE_EVERY).hold(&app.db.views)? {
        return Ok(());
    }
    let now = app.clock.now();
    app.access.purge(now.minus(LOOKS_KEPT), LOOKS_AT_ONCE)?;
    erasing::sweep(app)?;
    app.db.views.write(|tx| webhooks::purge(tx, now))?;
    app.recorder
        .submit(move |tx| {
            let aside = intake::purge_aside(tx, now)?;
            journal::purge_batches(tx, now.minus(BATCHES_KEPT))?;
            journal::purge_changes(tx, now.minus(BATCHES_KEPT))?;
            staff::purge_sessions(tx, now)?;
            privacy::purge_sessions(tx, now)?;
            privacy::purge_links(tx, now)?;
            privacy::purge_requests(tx, now)?;
            staff::purge_invitations(tx, now)?;
            staff::purge_audit(tx, now)?;
            messaging::purge_soft_bounces(tx, now)?;
            journeys::purge_tasks(tx, now)?;
            if aside > 0 {
                tracing::info!(events = aside, "events set aside more than 7 days ago were deleted");
            }
            Ok::<_, Error>(())
        })
        .wait()
}
