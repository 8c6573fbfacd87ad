//! Counters of this node, in the Prometheus text format 0.0.4.

use crate::app::App;
use crate::fetching;
use capabilities::messaging::{self, Transport};
use db::Result;
use foundation::{history, journal, privacy, projections};
use std::fmt::Write as _;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper bounds of the buckets of answer times, in seconds.
const BUCKETS_SECONDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// Counted in memory from the start of the program.
#[derive(Default)]
pub struct Metrics {
    pub events_kept: AtomicU64,
    pub events_duplicate: AtomicU64,
    pub events_dropped: AtomicU64,
    pub events_set_aside: AtomicU64,
    /// What the door wrote to the journal, in so many commits: their quotient is the size of a group commit.
    pub journal_events: AtomicU64,
    pub journal_commits: AtomicU64,
    /// Requests that were told to come again.
    pub refused_busy: AtomicU64,
    requests: Mutex<[u64; 5]>,
    buckets: Mutex<([u64; BUCKETS_SECONDS.len() + 1], f64)>,
}

impl Metrics {
    pub fn request(&self, status: u16, took: Duration) {
        let class = usize::from((status / 100).clamp(1, 5)) - 1;
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)[class] += 1;
        let seconds = took.as_secs_f64();
        let at = BUCKETS_SECONDS.iter().position(|bound| seconds <= *bound).unwrap_or(BUCKETS_SECONDS.len());
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        buckets.0[at] += 1;
        buckets.1 += seconds;
    }
}

/// The page at `/metrics`. Reads the database for lags and waiting messages.
pub fn text(app: &App) -> Result<String> {
    let mut out = String::with_capacity(2048);
    let metrics = &app.metrics;
    head(&mut out, "amana_events_total", "counter", "Events that came in, by what became of them.");
    for (outcome, counter) in [
        ("kept", &metrics.events_kept),
        ("duplicate", &metrics.events_duplicate),
        ("dropped", &metrics.events_dropped),
        ("set_aside", &metrics.events_set_aside),
    ] {
        line(&mut out, "amana_events_total", &format!("outcome=\"{outcome}\""), counter.load(Ordering::Relaxed));
    }
    head(&mut out, "amana_journal_events_total", "counter", "Events that the door wrote to the journal.");
    line(&mut out, "amana_journal_events_total", "", metrics.journal_events.load(Ordering::Relaxed));
    head(&mut out, "amana_journal_commits_total", "counter", "Commits in which the door wrote them.");
    line(&mut out, "amana_journal_commits_total", "", metrics.journal_commits.load(Ordering::Relaxed));
    head(&mut out, "amana_busy_total", "counter", "Requests told to come again because too much was waiting.");
    line(&mut out, "amana_busy_total", "", metrics.refused_busy.load(Ordering::Relaxed));
    requests(&mut out, metrics);
    let lags = projections::lags(&app.db)?;
    head(&mut out, "amana_projection_lag_events", "gauge", "Events that a projection has not read yet.");
    for lag in &lags {
        line(&mut out, "amana_projection_lag_events", &format!("projection=\"{}\"", lag.name), lag.events as u64);
    }
    head(
        &mut out,
        "amana_projection_rebuilt_ratio",
        "gauge",
        "Part of the sealed history that a projection being made anew has read.",
    );
    for (name, share) in projections::rebuilding(&app.db, &app.history)? {
        let _ = writeln!(out, "amana_projection_rebuilt_ratio{{projection=\"{name}\"}} {share:.4}");
    }
    history(&mut out, app)?;
    head(&mut out, "amana_journal_position", "gauge", "The journal's last position.");
    let last = app.db.record.read(journal::head)? - 1;
    line(&mut out, "amana_journal_position", "", last as u64);
    let pending = app.db.record.read(|tx| privacy::pending(tx, app.clock.now()))?;
    head(
        &mut out,
        "amana_privacy_requests",
        "gauge",
        "Requests of customers by law that wait for an answer, by how long they have.",
    );
    let later = pending.open.saturating_sub(pending.soon + pending.overdue);
    for (due, count) in [("later", later), ("within_7_days", pending.soon), ("overdue", pending.overdue)] {
        line(&mut out, "amana_privacy_requests", &format!("due=\"{due}\""), count);
    }
    head(&mut out, "amana_messages_waiting", "gauge", "Messages queued or being sent.");
    let waiting = app.db.views.read(messaging::waiting)?;
    line(&mut out, "amana_messages_waiting", "", waiting as u64);
    mail_servers(&mut out, app);
    if let Some(state) = fetching::state(app)? {
        let name = "amana_mailbox_failures";
        head(&mut out, name, "gauge", "Times in a row that the mailbox of reports could not be read.");
        line(&mut out, name, "", u64::from(state.failures));
    }
    Ok(out)
}

/// How this node finds the store's mail servers.
fn mail_servers(out: &mut String, app: &App) {
    let transport = app.transport.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let Some(Transport::Smtp(servers)) = transport.as_deref() else { return };
    head(out, "amana_mail_server_silent_seconds", "gauge", "How long a mail server has not answered; 0 while it does.");
    for (plan, silent) in servers.all() {
        let place = format!("server=\"{}:{}\",id=\"{}\"", plan.config.host, plan.config.port, plan.id);
        line(out, "amana_mail_server_silent_seconds", &place, silent.map_or(0, |silent| silent.as_secs().max(1)));
    }
}

/// The sealed files.
fn history(out: &mut String, app: &App) -> Result<()> {
    let files = app.history.files().map_err(db::Error::from)?;
    let (sealed, rewritten) = app.history.written();
    let since = app.db.record.read(history::erasing_since)?;
    let waiting = since.map_or(0, |since| app.clock.now().micros_since(since).max(0) / 1_000_000);
    let sum = |of: fn(&history::SealedFile) -> u64| files.iter().map(of).sum::<u64>();
    for (name, kind, help, value) in [
        ("amana_history_files", "gauge", "Sealed files.", files.len() as u64),
        ("amana_history_events", "gauge", "Events in sealed files.", sum(|file| file.rows)),
        ("amana_history_bytes", "gauge", "Bytes of sealed files.", sum(|file| file.bytes)),
        ("amana_history_broken_files", "gauge", "Sealed files found damaged or missing.", app.history.broken().len() as u64),
        (
            "amana_history_index_bytes",
            "gauge",
            "Bytes of their footers and indexes in memory.",
            app.history.memory_bytes() as u64,
        ),
        ("amana_history_sealed_events_total", "counter", "Events sealed since the start.", sealed),
        ("amana_history_rewritten_events_total", "counter", "Sealed events written anew since the start.", rewritten),
        ("amana_history_erasing_seconds", "gauge", "Age of the oldest erasure that is not carried out.", waiting as u64),
    ] {
        head(out, name, kind, help);
        line(out, name, "", value);
    }
    Ok(())
}

fn requests(out: &mut String, metrics: &Metrics) {
    head(out, "amana_http_requests_total", "counter", "Answers by class of status.");
    for (class, count) in metrics.requests.lock().unwrap_or_else(PoisonError::into_inner).iter().enumerate() {
        line(out, "amana_http_requests_total", &format!("class=\"{}xx\"", class + 1), *count);
    }
    head(out, "amana_http_request_seconds", "histogram", "Time to answer.");
    let (buckets, sum) = *metrics.buckets.lock().unwrap_or_else(PoisonError::into_inner);
    let mut total = 0;
    for (count, bound) in buckets.iter().zip(BUCKETS_SECONDS) {
        total += count;
        line(out, "amana_http_request_seconds_bucket", &format!("le=\"{bound}\""), total);
    }
    total += buckets[BUCKETS_SECONDS.len()];
    line(out, "amana_http_request_seconds_bucket", "le=\"+Inf\"", total);
    let _ = writeln!(out, "amana_http_request_seconds_sum {sum}");
    line(out, "amana_http_request_seconds_count", "", total);
}

fn head(out: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

fn line(out: &mut String, name: &str, labels: &str, value: u64) {
    let _ = if labels.is_empty() { writeln!(out, "{name} {value}") } else { writeln!(out, "{name}{{{labels}}} {value}") };
}
