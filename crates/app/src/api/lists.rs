//! `/api/v1/segments/{id}/members` and `…/moves`: the store's own program puts customers on a list and takes them from it, and reads
//! how many came into a segment and went out of it.

use super::input::{IdOf, IdsOf, Params, bad_body, read_body};
use super::openapi::{Operation, path_id};
use super::{Answer, Endpoint, Needs, Reader, Writer, blocking, unknown};
use crate::app::App;
use crate::error::unavailable;
use crate::segments::{self as doing, NotDone};
use automation::segments;
use axum::body::Body;
use axum::extract::State;
use axum::routing::{delete, get, post};
use base::Told;
use base::id::{CustomerId, SegmentId};
use foundation::settings::StoreSettings;
use serde::Deserialize;
use serde_json::json;
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "get",
        path: "/api/v1/segments/{id}/moves",
        needs: Needs::Read,
        route: || get(moves),
        describe: describe_moves,
    },
    Endpoint {
        method: "post",
        path: "/api/v1/segments/{id}/members",
        needs: Needs::Admin,
        route: || post(put),
        describe: describe_put,
    },
    Endpoint {
        method: "delete",
        path: "/api/v1/segments/{id}/members/{customer}",
        needs: Needs::Admin,
        route: || delete(take),
        describe: describe_take,
    },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    customer: String,
}

/// Days that are told.
const DAYS: i64 = 90;

async fn moves(_: Reader, State(app): State<App>, IdOf(id): IdOf<SegmentId>, params: Params) -> Result<Answer, Problem> {
    params.only(&[])?;
    let found = blocking(&app, move |app| {
        let zone = app.db.record.read(|tx| {
            Ok::<_, db::Error>(match segments::find(tx, id)? {
                Some(_) => Some(StoreSettings::load(tx)?.zone()),
                None => None,
            })
        })?;
        let Some(zone) = zone else { return Ok(None) };
        let today = app.clock.now().to_jiff().to_zoned(zone).date();
        let since = today.checked_sub(jiff::Span::new().days(DAYS - 1)).unwrap_or(today);
        app.db.views.read(|tx| segments::moves_since(tx, id, since)).map(Some)
    });
    let days = found.await?.ok_or_else(|| unknown("segment"))?;
    let figure = |people: u64| Told::of(people).figure();
    let data =
        days.iter().map(|one| json!({"day": one.day.to_string(), "entered": figure(one.entered), "exited": figure(one.exited)}));
    Answer::of(&json!({"data": data.collect::<Vec<_>>()}))
}

async fn put(
    _: Writer,
    State(app): State<App>,
    IdOf(id): IdOf<SegmentId>,
    params: Params,
    body: Body,
) -> Result<Answer, Problem> {
    params.only(&[])?;
    let asked: Option<Asked> = serde_json::from_slice(&read_body(body).await?).ok();
    let customer = asked.and_then(|asked| asked.customer.parse().ok());
    let customer = customer.ok_or_else(|| bad_body("customer: must be a customer's id, such as cus_…".to_owned()))?;
    change(&app, id, customer, true).await
}

async fn take(
    _: Writer,
    State(app): State<App>,
    IdsOf(id, customer): IdsOf<SegmentId, CustomerId>,
    params: Params,
) -> Result<Answer, Problem> {
    params.only(&[])?;
    change(&app, id, customer, false).await
}

async fn change(app: &App, id: SegmentId, customer: CustomerId, is_on: bool) -> Result<Answer, Problem> {
    let (mut rng, now) = (app.fork_rng(), app.clock.now());
    let done = app.recorder.submit(move |tx| doing::change_list(tx, &mut rng, id, customer, is_on, now));
    let root = match done.await {
        Ok(root) => root.ok_or_else(|| unknown("customer"))?,
        Err(NotDone::Db(error)) => return Err(unavailable(app, &error)),
        Err(_) => return Err(unknown("list")),
    };
    app.advanced.ring();
    Answer::of(&json!({"segment": id.to_string(), "customer": root.to_string(), "is_on": is_on}))
}

fn describe_moves() -> Operation {
    Operation::new("listSegmentMoves", "segments", "How many came into a segment and went out of it, by day, over 90 days")
        .text("Days on which nobody moved are left out. Numbers are told in tens; `null`: somebody, and fewer than ten.")
        .parameter(path_id("seg", "A segment's id."))
        .list_of("SegmentDay")
}

fn describe_put() -> Operation {
    let body = json!({
        "type": "object",
        "required": ["customer"],
        "properties": {"customer": {"type": "string", "pattern": "^cus_[0-9a-z]{26}$"}},
    });
    Operation::new("putOnList", "segments", "Puts a customer on a list")
        .text("A list is a segment made with `list: true`. They count as a member once it was read, and while they agree to its purpose.")
        .parameter(path_id("seg", "A list's id."))
        .body(&body)
        .answers("ListChanged")
}

fn describe_take() -> Operation {
    let mut customer = path_id("cus", "A customer's id.");
    customer["name"] = json!("customer");
    Operation::new("takeFromList", "segments", "Takes a customer from a list")
        .parameter(path_id("seg", "A list's id."))
        .parameter(customer)
        .answers("ListChanged")
}
