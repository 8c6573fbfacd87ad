//! `GET /api/v1/set-aside` and `GET /api/v1/set-aside/{id}`: events that could not be kept, and why.

use super::input::{IdOf, Params};
use super::openapi::{Operation, limit, path_id, query};
use super::{Answer, Endpoint, Needs, Page, Reader, Writer, blocking, unknown};
use crate::app::App;
use crate::intake::{self, AsideRow, Reason};
use axum::extract::State;
use axum::routing::get;
use base::id::EventId;
use serde_json::{Value, json};
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint { method: "get", path: "/api/v1/set-aside", needs: Needs::Read, route: || get(list), describe: describe_list },
    Endpoint { method: "get", path: "/api/v1/set-aside/{id}", needs: Needs::Admin, route: || get(one), describe: describe_one },
];

async fn list(_: Reader, State(app): State<App>, params: Params) -> Result<Answer, Problem> {
    let params = params.only(&["reason", "limit", "after"])?;
    let read = |word: &str| Reason::ALL.into_iter().find(|reason| reason.word() == word);
    let reason = params.word("reason", read, &Reason::ALL.map(Reason::word))?;
    let (limit, after) = (params.limit()?, params.id::<EventId>("after")?);
    let rows =
        blocking(&app, move |app| app.db.record.read(|tx| intake::aside_list(tx, reason.map(Reason::word), after, limit + 1)))
            .await?;
    let next = if rows.len() > limit { rows.get(limit - 1).map(|row| row.id.to_string()) } else { None };
    let data: Vec<Value> = rows.iter().take(limit).map(document).collect();
    Answer::of(&Page { data, next })
}

/// The event as it came may name people, and nobody knows yet whom: only a key that may change anything sees it.
async fn one(writer: Writer, State(app): State<App>, IdOf(id): IdOf<EventId>, params: Params) -> Result<Answer, Problem> {
    params.only(&[])?;
    let found = blocking(&app, move |app| app.db.record.read(|tx| intake::aside_open(tx, &app.keys, id))).await?;
    let (row, raw) = found.ok_or_else(|| unknown("event set aside"))?;
    tracing::info!(key = %writer.key.id, event = %row.id, "an event set aside was looked at");
    let mut shown = document(&row);
    shown["raw"] = raw.into();
    Answer::of(&shown)
}

fn document(row: &AsideRow) -> Value {
    json!({"id": row.id.to_string(), "at": row.at.to_rfc3339(), "reason": row.reason, "detail": row.detail})
}

fn describe_list() -> Operation {
    Operation::new("listSetAside", "set-aside", "Events set aside, newest first")
        .text("They are kept for 7 days. `detail` says what was wrong, for whoever writes the client.")
        .parameter(query(
            "reason",
            "Events set aside for this reason alone.",
            &json!({"type": "string", "enum": Reason::ALL.map(Reason::word)}),
        ))
        .parameter(limit())
        .parameter(query("after", "`next` of the page before.", &json!({"type": "string", "pattern": "^evt_[0-9a-z]{26}$"})))
        .page_of("SetAside")
}

fn describe_one() -> Operation {
    Operation::new("getSetAside", "set-aside", "One event set aside, as it came")
        .text("`raw` may hold personal data.")
        .parameter(path_id("evt", "The id under which it was set aside."))
        .answers("SetAsideRaw")
}
