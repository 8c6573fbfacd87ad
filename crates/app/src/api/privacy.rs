//! `POST /api/v1/customers/{id}/privacy-link` and `DELETE /api/v1/customers/{id}`: the way to the privacy centre for a customer
//! who is signed in at the store, and their erasure.

use super::input::{IdOf, Params};
use super::openapi::{Operation, customer_id};
use super::{Answer, Endpoint, Needs, Writer, blocking, unknown};
use crate::app::App;
use crate::{erasing, own_pages};
use axum::extract::State;
use axum::routing::{delete, post};
use base::Timestamp;
use base::id::CustomerId;
use serde_json::json;
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "post",
        path: "/api/v1/customers/{id}/privacy-link",
        needs: Needs::Admin,
        route: || post(link),
        describe: describe_link,
    },
    Endpoint {
        method: "delete",
        path: "/api/v1/customers/{id}",
        needs: Needs::Admin,
        route: || delete(erase),
        describe: describe_erase,
    },
];

async fn link(_: Writer, State(app): State<App>, IdOf(id): IdOf<CustomerId>, params: Params) -> Result<Answer, Problem> {
    params.only(&[])?;
    let made = blocking(&app, move |app| own_pages::hand_over(app, id)).await?;
    let (url, expires_at) = made.ok_or_else(|| unknown("customer"))?;
    Answer::of(&json!({"url": url, "expires_at": expires_at.to_rfc3339()}))
}

async fn erase(_: Writer, State(app): State<App>, IdOf(id): IdOf<CustomerId>, params: Params) -> Result<Answer, Problem> {
    params.only(&[])?;
    let erased = blocking(&app, move |app| erasing::erase(app, id, "api")).await?;
    let erasure = erased.ok_or_else(|| unknown("customer"))?;
    let held = erasure.clone();
    let is_held_up = blocking(&app, move |app| erasing::is_held_up(app, &held)).await?;
    Answer::of(&json!({
        "id": erasure.id.to_string(),
        "customer": erasure.customer.to_string(),
        "unreadable_since": erasure.asked_at.to_rfc3339(),
        "gone_from_tables_at": erasure.cleared_at.map(Timestamp::to_rfc3339),
        "gone_from_files_at": erasure.finished_at.map(Timestamp::to_rfc3339),
        "held_up_by": is_held_up.then_some("several_nodes_without_a_bucket"),
        "certificate": own_pages::certificate_url(&app, erasure.id),
    }))
}

fn describe_link() -> Operation {
    Operation::new("createPrivacyLink", "customers", "A link to the customer's privacy centre")
        .text(
            "For a customer who is signed in at the store: send their browser to `url` at once. The link works once, for two \
             minutes, and opens their own page after a press of a button. Ask for it only when you know that it is them.",
        )
        .parameter(customer_id())
        .answers("PrivacyLink")
}

fn describe_erase() -> Operation {
    Operation::new("eraseCustomer", "customers", "Erase a customer")
        .text(
            "When this answers, nothing of the customer can be read any more, and there is no way back. What is left on disk is \
             gone within 24 hours; `certificate` is a page that says so, for them. Asked again, it gives the same erasure.",
        )
        .parameter(customer_id())
        .answers("Erasure")
}
