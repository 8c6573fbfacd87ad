//! The numbers behind Home, read in one go.

use super::span::{Span, hour_of};
use crate::app::App;
use crate::intake;
use crate::mail_servers;
use base::{Timestamp, Told};
use capabilities::insights::{self, OrderTotal, Totals};
use capabilities::messaging::{self, MessageState};
use db::Result;
use foundation::history;
use foundation::journal::{self, Event, Origin};
use foundation::projections::{self, Lag};
use foundation::staff::{self, Scope};
use std::collections::BTreeMap;
use std::time::Duration;

const RECENT_EVENTS: usize = 6;
const TOP_EVENTS: usize = 7;

/// A count now, and in the span of the same length before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Count {
    pub(super) now: i64,
    pub(super) before: i64,
}

/// Counts by reason, the most frequent first.
pub(super) type Reasons = Vec<(String, i64)>;

#[derive(Default)]
pub(super) struct Figures {
    pub(super) span: Span,
    pub(super) received: Count,
    /// Of those received, what imports brought.
    pub(super) imported: i64,
    pub(super) received_today: i64,
    pub(super) duplicates: Count,
    pub(super) set_aside: Count,
    pub(super) dropped: Count,
    pub(super) why_set_aside: Reasons,
    pub(super) why_dropped: Reasons,
    /// Parts of events that were left out, by reason.
    pub(super) why_stripped: Reasons,
    pub(super) sent: Count,
    pub(super) withheld: Count,
    pub(super) failed: Count,
    pub(super) why_withheld: Reasons,
    pub(super) why_failed: Reasons,
    pub(super) held: u64,
    /// Messages by hour: sent, withheld.
    pub(super) messages: BTreeMap<i64, (i64, i64)>,
    /// Events by the hour in which they happened.
    pub(super) events: Vec<(i64, i64)>,
    pub(super) top_events: Vec<(String, i64)>,
    /// Of the range, by hour.
    pub(super) orders: Vec<OrderTotal>,
    pub(super) totals: Vec<Totals>,
    pub(super) customers: u64,
    /// None before anything was counted.
    pub(super) buyers: Option<Told>,
    pub(super) lags: Vec<Lag>,
    /// Readers that are being made anew, and how far they are: 0 to 1.
    pub(super) rebuilding: Vec<(String, f64)>,
    pub(super) recent: Vec<Event>,
    pub(super) steps: Steps,
}

/// What a new store has done already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Steps {
    pub(super) has_key: bool,
    pub(super) has_event: bool,
    pub(super) has_mail: bool,
}

impl Figures {
    pub(super) fn load(app: &App, span: Span, now: Timestamp) -> Result<Self> {
        let (from, before) = (span.from(), span.before());
        let (taken, head, recent, keys, servers) = app.db.record.read(|tx| {
            let servers = mail_servers::load(tx)?;
            let keys = staff::list_keys(tx)?;
            let recent = history::newest(tx, None, RECENT_EVENTS)?;
            Ok::<_, db::Error>((intake::counts_since(tx, before)?, journal::head(tx)?, recent, keys, servers))
        })?;
        let mut figures = app.db.views.read(|tx| {
            Ok::<_, db::Error>(Self {
                held: messaging::held(tx)?,
                events: insights::hour_totals(tx, from)?,
                top_events: insights::top_events(tx, from, TOP_EVENTS)?,
                orders: insights::order_totals(tx, from)?,
                totals: insights::totals(tx)?,
                ..Self::of_messages(&messaging::counts_since(tx, before)?, &span)
            })
        })?;
        let counts = app.counts.look(&app.db)?;
        (figures.customers, figures.buyers) = (counts.all, Some(counts.buyers));
        figures.count_intake(&taken, &span, now);
        figures.span = span;
        figures.lags = projections::lags(&app.db)?;
        figures.rebuilding = projections::rebuilding(&app.db, &app.history)?;
        figures.recent = recent;
        figures.steps = Steps {
            has_key: keys.iter().any(|key| key.revoked_at.is_none() && matches!(key.scope, Scope::Site | Scope::Server)),
            has_event: head > 1,
            has_mail: app.config.mail_folder.is_some() || app.config.smtp.is_some() || servers.iter().any(|server| server.on),
        };
        Ok(figures)
    }

    /// Whether nothing has ever come in.
    pub(super) fn is_fresh(&self) -> bool {
        !self.steps.has_event && self.set_aside.now == 0 && self.dropped.now == 0
    }

    /// Events that the slowest reader has yet to read.
    pub(super) fn behind(&self) -> i64 {
        self.lags.iter().map(|lag| lag.events).max().unwrap_or(0)
    }

    fn of_messages(rows: &[messaging::CountRow], span: &Span) -> Self {
        let mut figures = Self::default();
        let (mut withheld, mut failed) = (BTreeMap::new(), BTreeMap::new());
        for row in rows {
            let is_now = span.holds(row.hour);
            let (count, reasons) = match row.state {
                MessageState::Sent => (&mut figures.sent, None),
                MessageState::Withheld => (&mut figures.withheld, Some(&mut withheld)),
                MessageState::Failed | MessageState::Unknown => (&mut figures.failed, Some(&mut failed)),
                MessageState::Queued | MessageState::Sending | MessageState::Held => continue,
            };
            count.add(span, row.hour, row.messages);
            if !is_now {
                continue;
            }
            if let Some(reasons) = reasons {
                *reasons.entry(row.reason.clone()).or_default() += row.messages;
            }
            let (sent, kept_back) = figures.messages.entry(row.hour).or_default();
            *if row.state == MessageState::Sent { sent } else { kept_back } += row.messages;
        }
        figures.why_withheld = sorted(withheld);
        figures.why_failed = sorted(failed);
        figures
    }

    fn count_intake(&mut self, rows: &[intake::CountRow], span: &Span, now: Timestamp) {
        let today = hour_of(now.minus(Duration::from_hours(24)));
        let (mut aside, mut dropped, mut stripped) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for row in rows {
            let is_now = span.holds(row.hour);
            let (count, reasons) = match row.outcome.as_str() {
                "kept" => (Some(&mut self.received), None),
                "duplicate" => (Some(&mut self.duplicates), None),
                "set_aside" => (Some(&mut self.set_aside), Some(&mut aside)),
                "dropped" => (Some(&mut self.dropped), Some(&mut dropped)),
                "stripped" => (None, Some(&mut stripped)),
                _ => continue,
            };
            if let Some(count) = count {
                count.add(span, row.hour, row.events);
            }
            if is_now && row.outcome == "kept" && row.reason == Origin::Import.word() {
                self.imported += row.events;
            }
            if let Some(reasons) = reasons.filter(|_| is_now) {
                *reasons.entry(row.reason.clone()).or_default() += row.events;
            }
            if row.outcome != "stripped" && row.hour >= today {
                self.received_today += row.events;
            }
        }
        self.why_set_aside = sorted(aside);
        self.why_dropped = sorted(dropped);
        self.why_stripped = sorted(stripped);
    }
}

impl Count {
    fn add(&mut self, span: &Span, hour: i64, more: i64) {
        if span.holds(hour) {
            self.now += more;
        } else if span.is_before(hour) {
            self.before += more;
        }
    }
}

fn sorted(reasons: BTreeMap<String, i64>) -> Reasons {
    let mut rows: Reasons = reasons.into_iter().collect();
    rows.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    rows
}
