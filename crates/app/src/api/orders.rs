//! `GET /api/v1/customers/{id}/orders`.

use super::input::{IdOf, Params};
use super::openapi::{Operation, customer_id, limit, query};
use super::{Answer, Endpoint, Needs, Page, Reader, blocking, record, unknown};
use crate::app::App;
use crate::documents;
use axum::extract::State;
use axum::routing::get;
use base::id::CustomerId;
use foundation::consent::{Category, CategorySet};
use foundation::orders;
use serde::Serialize;
use serde_json::{Value, json};
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] =
    &[Endpoint { method: "get", path: "/api/v1/customers/{id}/orders", needs: Needs::Read, route: || get(list), describe }];

/// Where the access log says that the API looked.
const PLACE: &str = "api:orders";

/// A page, and whether the customer shares orders with any team.
#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    page: Page<Value>,
    shared: bool,
}

/// A customer's orders that can be paged through.
const ORDERS_MAX: i64 = 10_000;

async fn list(_: Reader, State(app): State<App>, IdOf(id): IdOf<CustomerId>, params: Params) -> Result<Answer, Problem> {
    let params = params.only(&["limit", "after"])?;
    let (limit, after) = (params.limit()?, params.cursor("after", |text| text.parse().ok().filter(|number: &i64| *number > 0))?);
    // The cursor is how many were shown: a customer's orders are few, and read together.
    let passed = after.unwrap_or(0).min(ORDERS_MAX) as usize;
    let found = blocking(&app, move |app| {
        let Some(ids) = record::ids_of(app, id)? else { return Ok(None) };
        let is_shared = record::visible_beside(app, ids[0])?.contains(Category::Orders);
        let mut rows = app.db.views.read(|tx| orders::of_customer(tx, ids[0], passed + limit + 1))?;
        if !rows.is_empty() {
            let (orders, none) = (CategorySet::of(&[Category::Orders]), CategorySet::EMPTY);
            let (seen, closed) = if is_shared { (orders, none) } else { (none, orders) };
            app.access.log_look(&mut app.fork_rng(), &record::look(PLACE), ids[0], seen, closed, app.clock.now())?;
        }
        rows.retain(|_| is_shared);
        Ok(Some((rows, is_shared)))
    })
    .await?;
    let (rows, shared) = found.ok_or_else(|| unknown("customer"))?;
    let next = (rows.len() > passed + limit).then(|| (passed + limit).to_string());
    let data: Vec<Value> = rows.iter().skip(passed).take(limit).map(documents::order).collect();
    Answer::of(&Shown { page: Page { data, next }, shared })
}

fn describe() -> Operation {
    Operation::new("listOrders", "customers", "A customer's orders, the latest first")
        .parameter(customer_id())
        .parameter(limit())
        .parameter(query("after", "`next` of the page before; an opaque text.", &json!({"type": "string"})))
        .page_of("Order")
        .also("shared", &json!({"type": "boolean", "description": "False where the customer shares orders with no team: there are none here then."}))
}
