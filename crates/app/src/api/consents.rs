//! `GET` and `PUT /api/v1/customers/{id}/consents`: what a customer allows, and every decision that led there.

use super::decisions::{self, Asked};
use super::input::{IdOf, Params, bad_body, read_body};
use super::openapi::{Operation, customer_id, limit, reference};
use super::{Answer, Endpoint, Needs, Reader, Writer, blocking, record, unknown};
use crate::app::App;
use crate::documents;
use crate::error::unavailable;
use crate::intake::{self, Unrecordable};
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, put};
use base::id::CustomerId;
use db::Result;
use foundation::consent::{self, Choices, Decision};
use foundation::customers;
use serde_json::json;
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "get",
        path: "/api/v1/customers/{id}/consents",
        needs: Needs::Read,
        route: || get(show),
        describe: describe_get,
    },
    Endpoint {
        method: "put",
        path: "/api/v1/customers/{id}/consents",
        needs: Needs::Admin,
        route: || put(change),
        describe: describe_put,
    },
];

async fn show(_: Reader, State(app): State<App>, IdOf(id): IdOf<CustomerId>, params: Params) -> Result<Answer, Problem> {
    let limit = params.only(&["limit"])?.limit()?;
    answer(&app, id, limit).await
}

async fn change(
    _: Writer,
    State(app): State<App>,
    IdOf(id): IdOf<CustomerId>,
    params: Params,
    body: Body,
) -> Result<Answer, Problem> {
    let limit = params.only(&["limit"])?.limit()?;
    let body = read_body(body).await?;
    let asked = decisions::read(&body, app.clock.now()).map_err(bad_body)?;
    let standing = blocking(&app, move |app| standing(app, id)).await?.ok_or_else(|| unknown("customer"))?;
    if standing.erased {
        let detail = "This customer was erased at their own wish: nothing about them is written any more.";
        return Err(Problem::new(StatusCode::CONFLICT, "erased", "The customer was erased", detail));
    }
    let decisions: Vec<Decision> = asked.into_iter().map(|asked: Asked| asked.widened(&standing.choices)).collect();
    let weighed = decisions.clone();
    let wrong = blocking(&app, move |app| first_unrecordable(app, standing.root, &weighed)).await?;
    if let Some((decision, why)) = wrong.and_then(|(at, why)| Some((decisions.get(at)?, why))) {
        return Err(not_recorded(decision, why));
    }
    let changed = intake::change_consents(&app.recorder, app.node, &app.clock, app.fork_rng(), id, decisions).await;
    changed.map_err(|error| unavailable(&app, &error))?.ok_or_else(|| unknown("customer"))?;
    answer(&app, id, limit).await
}

/// What holds before a change.
struct Standing {
    root: CustomerId,
    choices: Choices,
    erased: bool,
}

fn standing(app: &App, id: CustomerId) -> Result<Option<Standing>> {
    app.db.record.read(|tx| {
        let Some(root) = customers::root_of(tx, id)? else { return Ok(None) };
        let erased = customers::customer_row(tx, root)?.is_some_and(|row| row.erased_at.is_some());
        Ok(Some(Standing { root, choices: consent::load(tx, root)?, erased }))
    })
}

/// The first of these decisions that can't be recorded: its place, and why.
fn first_unrecordable(app: &App, root: CustomerId, decisions: &[Decision]) -> Result<Option<(usize, Unrecordable)>> {
    let now = app.clock.now();
    app.db.record.read(|tx| {
        for (at, decision) in decisions.iter().enumerate() {
            if let Some(why) = intake::unrecordable(tx, root, decision, now)? {
                return Ok(Some((at, why)));
            }
        }
        Ok(None)
    })
}

fn not_recorded(decision: &Decision, why: Unrecordable) -> Problem {
    let purpose = decision.purpose.word();
    let (code, title, detail) = match why {
        Unrecordable::NotUsed => {
            let detail =
                format!("The store does not use {purpose}. Choose it under Settings, Consent, before people agree to it.");
            ("purpose_not_used", "The store does not use this purpose", detail)
        }
        Unrecordable::TooSoon(until) => {
            let detail = format!("The customer said no to {purpose}. They may be asked again from {} on.", until.to_rfc3339());
            ("cool_down", "It is too soon to ask again", detail)
        }
    };
    Problem::new(StatusCode::CONFLICT, code, title, format!("{detail} Nothing was changed."))
}

async fn answer(app: &App, id: CustomerId, limit: usize) -> Result<Answer, Problem> {
    let found = blocking(app, move |app| {
        let Some(ids) = record::ids_of(app, id)? else { return Ok(None) };
        app.db.record.read(|tx| Ok(Some((ids[0], consent::load(tx, ids[0])?, consent::history(tx, &ids, limit)?))))
    })
    .await?;
    let (root, choices, history) = found.ok_or_else(|| unknown("customer"))?;
    let now = app.clock.now();
    Answer::of(&json!({
        "customer": root.to_string(),
        "restricted": choices.is_restricted(),
        "holds": documents::holds(&choices, now),
        "refused": documents::refused(&choices),
        "history": history.iter().map(documents::decision).collect::<Vec<_>>(),
    }))
}

fn describe_get() -> Operation {
    Operation::new("getConsents", "consents", "What a customer allows")
        .text("`holds` is what may be done now; `history` is every decision, the latest first, at most `limit` of them.")
        .parameter(customer_id())
        .parameter(limit())
        .answers("Consents")
}

fn describe_put() -> Operation {
    Operation::new("putConsents", "consents", "Record decisions of a customer")
        .text(
            "Decisions are taken in their order, all or none. What is not named stays as it is. A decision that names no data \
             and no recipients is about those that the purpose needs; a no is then also about whatever was granted beyond. A \
             decision that changes nothing is not written. The answer means: on disk, and no later event or message rests on \
             what held before.",
        )
        .parameter(customer_id())
        .parameter(limit())
        .body(&reference("Decisions"))
        .conflict("The customer was erased, the store does not use a purpose, or it is too soon after a no to ask again")
        .answers("Consents")
}
