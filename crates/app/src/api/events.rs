//! `GET /api/v1/customers/{id}/events`: a customer's timeline.

use super::input::{IdOf, Params};
use super::openapi::{Operation, customer_id, limit, query, reference};
use super::{Answer, Endpoint, Needs, Page, Reader, blocking, record, unknown};
use crate::app::App;
use axum::extract::State;
use axum::routing::get;
use base::id::CustomerId;
use foundation::consent::{Category, CategorySet};
use foundation::history::{self, Place};
use foundation::journal::Event;
use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] =
    &[Endpoint { method: "get", path: "/api/v1/customers/{id}/events", needs: Needs::Read, route: || get(list), describe }];

/// Where the access log says that the API looked.
const PLACE: &str = "api:events";

/// One event. Identifiers were taken out of it at the door.
#[derive(Serialize)]
struct EventShown<'a> {
    id: String,
    position: i64,
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    origin: &'static str,
    at: String,
    received_at: String,
    #[serde(flatten)]
    body: Body<'a>,
}

/// The parts of a stored body, as they came.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct Body<'a> {
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    properties: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    traits: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    context: Option<&'a RawValue>,
    #[serde(borrow, rename(deserialize = "groupId", serialize = "group_id"), skip_serializing_if = "Option::is_none")]
    group_id: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    category: Option<&'a RawValue>,
}

/// A page, and whether there was more that can't be read.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    page: Page<EventShown<'a>>,
    /// Kinds of data that events were left out for.
    closed: Vec<&'static str>,
    incomplete: bool,
}

async fn list(_: Reader, State(app): State<App>, IdOf(id): IdOf<CustomerId>, params: Params) -> Result<Answer, Problem> {
    let params = params.only(&["limit", "before"])?;
    let (limit, before) = (params.limit()?, params.cursor("before", |text| text.parse().ok())?.unwrap_or(Place::TOP));
    let found = blocking(&app, move |app| {
        let Some(ids) = record::ids_of(app, id)? else { return Ok(None) };
        let history::Page { mut events, unreadable } =
            app.history.timeline(ids[0], before, limit + 1).map_err(db::Error::from)?;
        let more = events.len() > limit;
        events.truncate(limit);
        let next = events.last().filter(|_| more).map(Place::of);
        let visible = record::visible_beside(app, ids[0])?;
        let there = CategorySet::of(&events.iter().filter_map(category_of).collect::<Vec<_>>());
        let closed = there.without(visible);
        let seen = there.without(closed);
        app.access.log_look(&mut app.fork_rng(), &record::look(PLACE), ids[0], seen, closed, app.clock.now())?;
        events.retain(|event| category_of(event).is_none_or(|category| visible.contains(category)));
        Ok(Some((events, next, closed, !unreadable.is_empty())))
    })
    .await?;
    let (events, next, closed, incomplete) = found.ok_or_else(|| unknown("customer"))?;
    let page = Page { data: events.iter().map(EventShown::new).collect(), next: next.map(|place| place.to_string()) };
    Answer::of(&Shown { page, closed: closed.iter().map(Category::word).collect(), incomplete })
}

/// The kind of data that an event is; none for what the program wrote itself.
fn category_of(event: &Event) -> Option<Category> {
    Category::of(event.kind, &event.name)
}

impl<'a> EventShown<'a> {
    fn new(event: &'a Event) -> Self {
        Self {
            id: event.id.to_string(),
            position: event.position,
            name: &event.name,
            kind: event.kind.word(),
            origin: event.origin.word(),
            at: event.at.to_rfc3339(),
            received_at: event.received_at.to_rfc3339(),
            body: serde_json::from_str(&event.body).unwrap_or_default(),
        }
    }
}

fn describe() -> Operation {
    Operation::new("listEvents", "customers", "A customer's events, the latest first")
        .text(
            "E-mail addresses, phone numbers and other identifiers are taken out of events when they arrive. Events of a kind that \
             the customer shares with no team are left out; the look is written to the access log.",
        )
        .parameter(customer_id())
        .parameter(limit())
        .parameter(query("before", "`next` of the page before; an opaque text.", &json!({"type": "string"})))
        .page_of("Event")
        .also("closed", &json!({"type": "array", "items": reference("Category"), "description": "Kinds of data of which events were left out."}))
        .also("incomplete", &json!({"type": "boolean", "description": "Whether events are missing, because a file of the history can't be read."}))
}
