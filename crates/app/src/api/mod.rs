//! The HTTP API under `/api/v1`: reads for keys of scope `read`, everything for keys of scope `admin`.
//!
//! Each resource has a file with its handlers and its [`Endpoint`]s: method, path, permission, handler and description in
//! one place, so that the router and the OpenAPI document can't tell two stories. A handler has access because it takes a
//! `Reader` or a `Writer`; what it knows of people comes from the vault's `disclose`, which is logged.

mod access;
mod auth;
mod benefits;
mod campaign_schemas;
mod campaigns;
mod consents;
mod conversations;
mod customers;
mod decisions;
mod events;
mod input;
mod journey_schemas;
mod journeys;
mod journeys_people;
mod lists;
mod message_schemas;
mod messages;
mod openapi;
mod orders;
mod privacy;
mod products;
mod receipts;
mod record;
mod requests;
mod rule_schemas;
mod schemas;
mod segment_schemas;
mod segments;
mod set_aside;
mod stats;
mod template_schemas;
mod templates;
#[cfg(test)]
mod tests;
mod third_parties;

pub use auth::{Feeder, Reader, Writer};

use crate::app::{ANSWER_WITHIN, App};
use crate::error::{problem_of, unavailable};
use axum::Router;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any};
use foundation::vault::Pending;
use serde::Serialize;
use web::http::Problem;

/// Rows of one answer.
const LIMIT_MAX: usize = 200;
/// Rows where the caller names no number.
const LIMIT_DEFAULT: usize = 50;

/// What a caller must show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    /// A key of scope `read` or `admin`.
    Read,
    /// A key of scope `admin`.
    Admin,
    /// A key of scope `server` or `admin`.
    Feed,
}

/// One method of one address: how it is served, and how it is described.
pub struct Endpoint {
    /// In lower case, as in OpenAPI.
    pub method: &'static str,
    pub path: &'static str,
    pub needs: Needs,
    route: fn() -> MethodRouter<App>,
    describe: fn() -> openapi::Operation,
}

/// Every endpoint of the API.
pub fn endpoints() -> impl Iterator<Item = &'static Endpoint> {
    [
        customers::ENDPOINTS,
        events::ENDPOINTS,
        orders::ENDPOINTS,
        consents::ENDPOINTS,
        benefits::ENDPOINTS,
        privacy::ENDPOINTS,
        requests::ENDPOINTS,
        conversations::ENDPOINTS,
        receipts::ENDPOINTS,
        access::ENDPOINTS,
        messages::ENDPOINTS,
        segments::ENDPOINTS,
        lists::ENDPOINTS,
        journeys::ENDPOINTS,
        journeys_people::ENDPOINTS,
        campaigns::ENDPOINTS,
        templates::ENDPOINTS,
        products::ENDPOINTS,
        stats::ENDPOINTS,
        third_parties::ENDPOINTS,
        set_aside::ENDPOINTS,
        openapi::ENDPOINTS,
    ]
    .into_iter()
    .flatten()
}

/// All routes of the API. Unknown addresses and methods below `/api/` are answered with problem documents too.
pub fn router() -> Router<App> {
    endpoints()
        .fold(Router::new(), |router, endpoint| router.route(endpoint.path, (endpoint.route)()))
        .method_not_allowed_fallback(other_method)
        .route("/api/{*rest}", any(nothing_here))
}

async fn nothing_here() -> Problem {
    problem_of(StatusCode::NOT_FOUND)
}

/// `OPTIONS` learns from the `Allow` header, which the router adds, what an address takes.
async fn other_method(method: Method) -> Response {
    if method == Method::OPTIONS {
        return StatusCode::NO_CONTENT.into_response();
    }
    problem_of(StatusCode::METHOD_NOT_ALLOWED).into_response()
}

/// One page of a list.
#[derive(Serialize)]
struct Page<T> {
    data: Vec<T>,
    /// The cursor that leads to the following page.
    next: Option<String>,
}

/// A JSON document as an answer: 200, never cached.
struct Answer(Vec<u8>);

impl Answer {
    fn of(document: &impl Serialize) -> Result<Self, Problem> {
        serde_json::to_vec(document).map(Self).map_err(|error| {
            tracing::error!(%error, "an answer can't be written as JSON");
            problem_of(StatusCode::INTERNAL_SERVER_ERROR)
        })
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        ];
        (headers, self.0).into_response()
    }
}

/// Runs work on the database off the async threads. What is not there is told by the value, never by an error: an error
/// makes the store doubt its connections.
async fn blocking<T: Send + 'static>(app: &App, work: impl FnOnce(&App) -> db::Result<T> + Send + 'static) -> Result<T, Problem> {
    let worker = app.clone();
    let task = tokio::task::spawn_blocking(move || work(&worker));
    match tokio::time::timeout(ANSWER_WITHIN, task).await {
        Ok(Ok(Ok(value))) => Ok(value),
        Ok(Ok(Err(error))) => Err(unavailable(app, &error)),
        Ok(Err(_)) => {
            tracing::error!("a request's work on the database panicked");
            Err(problem_of(StatusCode::INTERNAL_SERVER_ERROR))
        }
        Err(_) => Err(unavailable(app, &db::Error::Unavailable("no answer in time".to_owned()))),
    }
}

/// As [`blocking`], for work that looks at customers: nothing of it is answered before the look is on disk.
async fn disclosing<T: Send + 'static>(
    app: &App,
    work: impl FnOnce(&App) -> db::Result<Pending<T>> + Send + 'static,
) -> Result<T, Problem> {
    let pending = blocking(app, work).await?;
    match tokio::time::timeout(ANSWER_WITHIN, pending.written()).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(unavailable(app, &error)),
        Err(_) => Err(unavailable(app, &db::Error::Unavailable("no answer in time".to_owned()))),
    }
}

/// 404 for an id that is well-formed and leads nowhere.
fn unknown(what: &str) -> Problem {
    let detail = format!("There is no {what} of this id. It may have been written for another store.");
    Problem::new(StatusCode::NOT_FOUND, "not_found", "There is nothing here", detail)
}
