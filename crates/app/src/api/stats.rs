//! `GET /api/v1/stats`: exact totals of what came in, what went out and what was withheld.

use super::input::Params;
use super::openapi::Operation;
use super::{Answer, Endpoint, Needs, Reader, blocking};
use crate::app::App;
use crate::intake::{self, Outcome};
use axum::extract::State;
use axum::routing::get;
use base::{Timestamp, Told};
use capabilities::insights;
use capabilities::messaging::{self, MessageState};
use db::Result;
use foundation::customers::{self, Filter};
use foundation::journal;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::time::Duration;
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] =
    &[Endpoint { method: "get", path: "/api/v1/stats", needs: Needs::Read, route: || get(stats), describe }];

const RECENT: Duration = Duration::from_hours(24 * 30);
const HOUR_MICROS: i64 = 3_600_000_000;
const OUTCOMES: [Outcome; 5] = [Outcome::Kept, Outcome::Dropped, Outcome::SetAside, Outcome::Duplicate, Outcome::Stripped];

/// Counts by what became of something and why.
type Counts<K> = BTreeMap<(K, String), i64>;

async fn stats(_: Reader, State(app): State<App>, params: Params) -> Result<Answer, Problem> {
    params.only(&[])?;
    let document = blocking(&app, read).await?;
    Answer::of(&document)
}

fn read(app: &App) -> Result<Value> {
    let now = app.clock.now();
    let recent_hour = now.minus(RECENT).micros().div_euclid(HOUR_MICROS);
    let (position, counted) = app
        .db
        .record
        .read(|tx| Ok::<_, db::Error>((journal::head(tx)? - 1, intake::counts_since(tx, Timestamp::from_micros(0))?)))?;
    let (mut events, mut recent_events) = (Counts::new(), Counts::new());
    for row in counted {
        let key = (row.outcome, row.reason);
        if row.hour >= recent_hour {
            *recent_events.entry(key.clone()).or_default() += row.events;
        }
        *events.entry(key).or_default() += row.events;
    }
    let (customers, orders, sent, waiting) = app.db.views.read(|tx| {
        let buyers = Told::of(customers::total(tx, Filter::Buyers)?.unsigned_abs()).figure();
        let customers = json!({"total": customers::total(tx, Filter::All)?, "buyers": buyers});
        let sent = messaging::counts_since(tx, Timestamp::from_micros(0))?;
        Ok::<_, db::Error>((customers, orders(&insights::totals(tx)?), sent, messaging::waiting(tx)?))
    })?;
    let (mut messages, mut recent_messages) = (Counts::new(), Counts::new());
    for row in sent {
        let key = (row.state.word(), row.reason);
        if row.hour >= recent_hour {
            *recent_messages.entry(key.clone()).or_default() += row.messages;
        }
        *messages.entry(key).or_default() += row.messages;
    }
    let rebuilding = foundation::projections::rebuilding(&app.db, &app.history)?;
    let projections: Vec<Value> = foundation::projections::lags(&app.db)?
        .iter()
        .map(|lag| {
            let rebuilt = rebuilding.iter().find(|(name, _)| *name == lag.name).map(|(_, share)| *share);
            json!({"name": lag.name, "position": lag.position, "lag": lag.events, "rebuilt": rebuilt})
        })
        .collect();
    Ok(json!({
        "at": now.to_rfc3339(),
        "journal": {"position": position},
        "projections": projections,
        "customers": customers,
        "orders": orders,
        "events": {"total": event_counts(&events), "last_30_days": event_counts(&recent_events)},
        "messages": {
            "waiting": waiting,
            "total": message_counts(&messages),
            "last_30_days": message_counts(&recent_messages),
        },
    }))
}

fn orders(totals: &[insights::Totals]) -> Value {
    let by_currency: Vec<Value> = totals
        .iter()
        .map(|total| json!({"currency": total.value.currency.code(), "orders": total.orders, "value": total.value.to_decimal()}))
        .collect();
    json!({"total": totals.iter().map(|total| total.orders).sum::<i64>(), "by_currency": by_currency})
}

/// What became of events. `received` are all that could be counted one by one; `stripped` counts what was taken out of
/// kept ones.
fn event_counts(counts: &Counts<String>) -> Value {
    let sum = |outcome: Outcome| -> i64 { counts.iter().filter(|((word, _), _)| word == outcome.word()).map(|(_, n)| *n).sum() };
    let mut document: Map<String, Value> =
        OUTCOMES.iter().map(|outcome| (outcome.word().to_owned(), Value::from(sum(*outcome)))).collect();
    let received: i64 = OUTCOMES.iter().filter(|outcome| **outcome != Outcome::Stripped).map(|outcome| sum(*outcome)).sum();
    document.insert("received".to_owned(), received.into());
    let reasons = counts.iter().map(|((outcome, reason), n)| json!({"outcome": outcome, "reason": reason, "events": n}));
    document.insert("by_reason".to_owned(), reasons.collect());
    document.into()
}

fn message_counts(counts: &Counts<&'static str>) -> Value {
    let sum =
        |state: MessageState| -> i64 { counts.iter().filter(|((word, _), _)| *word == state.word()).map(|(_, n)| *n).sum() };
    // Queued and sending are no ends: `waiting` says how many there are now.
    let ends = MessageState::ALL.into_iter().filter(|state| !matches!(state, MessageState::Queued | MessageState::Sending));
    let mut document: Map<String, Value> = ends.map(|state| (state.word().to_owned(), Value::from(sum(state)))).collect();
    let reasons = counts.iter().map(|((state, reason), n)| json!({"state": state, "reason": reason, "messages": n}));
    document.insert("by_reason".to_owned(), reasons.collect());
    document.into()
}

fn describe() -> Operation {
    Operation::new("getStats", "stats", "Exact totals")
        .text(
            "Customers and orders are as far as the projections have read (see `lag`); events are counted as they come in, by \
             the hour: `last_30_days` starts at a whole hour.",
        )
        .answers("Stats")
}
