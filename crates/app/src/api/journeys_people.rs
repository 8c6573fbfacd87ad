//! `POST /api/v1/journeys/{id}/people`: the store's own program lets somebody in.

use super::input::{IdOf, Params, bad_body, read_body};
use super::journeys::{failed, journey_id};
use super::openapi::Operation;
use super::{Answer, Endpoint, Needs, Writer};
use crate::app::App;
use crate::intake;
use crate::journeys::{self as doing, LetIn};
use axum::body::Body;
use axum::extract::State;
use axum::routing::post;
use base::id::JourneyId;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] =
    &[Endpoint { method: "post", path: "/api/v1/journeys/{id}/people", needs: Needs::Admin, route: || post(let_in), describe }];

/// Bytes of a message id, and of all properties as JSON.
const MESSAGE_ID_BYTES_MAX: usize = 200;
const PROPERTIES_BYTES_MAX: usize = 16 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    customer: String,
    #[serde(default)]
    message_id: Option<String>,
    #[serde(default)]
    properties: Map<String, Value>,
}

async fn let_in(
    _: Writer,
    State(app): State<App>,
    IdOf(id): IdOf<JourneyId>,
    params: Params,
    body: Body,
) -> Result<Answer, Problem> {
    params.only(&[])?;
    let asked = read(&read_body(body).await?).map_err(bad_body)?;
    let (keys, mut rng, now) = (app.keys.clone(), app.fork_rng(), app.clock.now());
    let done = app.recorder.submit(move |tx| doing::let_in(tx, &keys, &mut rng, id, &asked, now));
    let (customer, recorded) = done.await.map_err(|not| failed(&app, not))?;
    app.advanced.ring();
    Answer::of(&json!({"journey": id.to_string(), "customer": customer.to_string(), "recorded": recorded}))
}

fn read(body: &[u8]) -> Result<LetIn, String> {
    let asked: Asked = serde_json::from_slice(body).map_err(|error| {
        // Where it broke, never what was sent.
        format!("The body must be a JSON object as described; see line {}, column {}", error.line(), error.column())
    })?;
    let customer = asked.customer.parse().map_err(|_| "customer: must be a customer's id, such as cus_…".to_owned())?;
    if asked.message_id.as_ref().is_some_and(|id| id.is_empty() || id.len() > MESSAGE_ID_BYTES_MAX) {
        return Err(format!("message_id: must have 1 to {MESSAGE_ID_BYTES_MAX} bytes"));
    }
    let text = Value::Object(asked.properties.clone()).to_string();
    if text.len() > PROPERTIES_BYTES_MAX {
        return Err(format!("properties: hold at most {PROPERTIES_BYTES_MAX} bytes"));
    }
    // They are kept in clear.
    if intake::hides_somebody(&asked.properties) {
        return Err("properties: must not hold an e-mail address or a phone number".to_owned());
    }
    Ok(LetIn { customer, message_id: asked.message_id, properties: asked.properties })
}

fn describe() -> Operation {
    let body = json!({
        "type": "object",
        "required": ["customer"],
        "additionalProperties": false,
        "properties": {
            "customer": {"type": "string", "pattern": "^cus_[0-9a-z]{26}$"},
            "message_id": {"type": "string", "minLength": 1, "maxLength": MESSAGE_ID_BYTES_MAX, "description": "Asked once more under the same, it counts once."},
            "properties": {"type": "object", "description": "What letters about a cart or a product, and calls, may speak of, as an event's properties; no identifiers. Left out where the customer agreed to such a use of what they do neither for the journey's purpose nor for `personalise` or `marketing_email`."},
        },
    });
    Operation::new("letInPerson", "journeys", "Lets a customer into a journey whose entry is `api`")
        .text(
            "It is asked as of any other: the filter, how often somebody may go in, and whether they agreed to it decide. Who came \
             in is told by the journey's runs.",
        )
        .parameter(journey_id())
        .body(&body)
        .conflict("The journey takes nobody from a program, or the customer was erased")
        .answers("JourneyPerson")
}
