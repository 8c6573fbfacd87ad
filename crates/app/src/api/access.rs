//! `GET /api/v1/customers/{id}/access`: who looked at a customer's data, when and what for.

use super::input::{IdOf, Params};
use super::openapi::{Operation, customer_id, limit};
use super::{Answer, Endpoint, Needs, Reader, blocking, record, unknown};
use crate::app::App;
use crate::documents;
use axum::extract::State;
use axum::routing::get;
use base::id::CustomerId;
use foundation::staff;
use foundation::vault::AccessLog;
use serde_json::json;
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] =
    &[Endpoint { method: "get", path: "/api/v1/customers/{id}/access", needs: Needs::Read, route: || get(list), describe }];

async fn list(_: Reader, State(app): State<App>, IdOf(id): IdOf<CustomerId>, params: Params) -> Result<Answer, Problem> {
    let limit = params.only(&["limit"])?.limit()?;
    let found = blocking(&app, move |app| match record::ids_of(app, id)? {
        Some(ids) => {
            let rows = AccessLog::of_customer(&app.db.access, &ids, limit)?;
            Ok(Some((rows, app.db.record.read(staff::team_names)?)))
        }
        None => Ok(None),
    })
    .await?;
    let (rows, teams) = found.ok_or_else(|| unknown("customer"))?;
    Answer::of(&json!({"data": rows.iter().map(|row| documents::look(row, &teams)).collect::<Vec<_>>()}))
}

fn describe() -> Operation {
    Operation::new("listAccess", "customers", "Looks at a customer's personal data, the latest first")
        .text("Every look is logged before the data is handed over: by pages, messages and this API alike.")
        .parameter(customer_id())
        .parameter(limit())
        .list_of("Access")
}
