//! `POST /api/v1/customers/{id}/benefits`: what an agreement brought a customer, as the store tells it.

use super::input::{IdOf, Params, bad_body, read_body};
use super::openapi::{Operation, customer_id, reference};
use super::{Answer, Endpoint, Needs, Writer, blocking, unknown};
use crate::app::App;
use crate::intake::{self, Noted};
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use base::Timestamp;
use base::id::CustomerId;
use capabilities::ledger::Terms;
use serde_json::{Value, json};
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] =
    &[Endpoint { method: "post", path: "/api/v1/customers/{id}/benefits", needs: Needs::Admin, route: || post(note), describe }];

const FIELDS: [&str; 7] = ["benefit_id", "purpose", "kind", "value", "currency", "text", "at"];

async fn note(
    _: Writer,
    State(app): State<App>,
    IdOf(id): IdOf<CustomerId>,
    params: Params,
    body: Body,
) -> Result<Answer, Problem> {
    params.only(&[])?;
    let body = read_body(body).await?;
    let now = app.clock.now();
    let (terms, at) = read(&body, now).map_err(bad_body)?;
    let benefit_id = terms.benefit_id.clone();
    let noted = blocking(&app, move |app| {
        let (keys, mut rng) = (app.keys.clone(), app.fork_rng());
        app.recorder.submit(move |tx| intake::note_benefit(tx, &keys, &mut rng, id, &terms, at, now)).wait()
    });
    let (customer, is_new) = match noted.await? {
        Noted::Kept(customer) => (customer, true),
        Noted::Before(customer) => (customer, false),
        Noted::NoCustomer => return Err(unknown("customer")),
        Noted::Erased => {
            let detail = "This customer was erased at their own wish: nothing about them is written any more.";
            return Err(Problem::new(StatusCode::CONFLICT, "erased", "The customer was erased", detail));
        }
        Noted::NotAgreed => {
            let detail = "This customer agrees to nothing for this purpose, so that no agreement can have brought the benefit. \
                          Nothing was written.";
            return Err(Problem::new(StatusCode::CONFLICT, "not_agreed", "There is no such agreement", detail));
        }
    };
    Answer::of(&json!({"customer": customer.to_string(), "benefit_id": benefit_id, "recorded": is_new}))
}

/// The benefit, and when it was given.
fn read(body: &[u8], now: Timestamp) -> Result<(Terms, Timestamp), String> {
    let document: Value = serde_json::from_slice(body)
        .map_err(|error| format!("The body is not valid JSON: line {}, column {}", error.line(), error.column()))?;
    let Value::Object(map) = document else { return Err("The body must be an object".to_owned()) };
    if map.keys().any(|key| !FIELDS.contains(&key.as_str())) {
        return Err(format!("The body holds an unknown field; a benefit's fields are {}", FIELDS.join(", ")));
    }
    let at = match map.get("at").filter(|at| !at.is_null()) {
        None => now,
        Some(at) => {
            let at = at.as_str().and_then(|text| Timestamp::parse(text).ok()).filter(|at| *at <= now);
            at.ok_or("at: must be a time that has passed, such as 2026-05-03T14:00:00Z")?
        }
    };
    Ok((intake::read_benefit(&map)?, at))
}

fn describe() -> Operation {
    Operation::new("noteBenefit", "consents", "Tell of a benefit that an agreement brought a customer")
        .text(
            "A reward, a discount, early access, a recommendation, a useful letter: the customer finds it in their privacy \
             centre beside the agreement that brought it. It counts once, by its `benefit_id`; told again, it changes nothing. \
             The same can be sent as an event named `Benefit Given` with these properties, with a key of scope `server`.",
        )
        .parameter(customer_id())
        .body(&reference("Benefit"))
        .conflict("The customer was erased, or agrees to nothing for this purpose")
        .answers("BenefitNoted")
}
