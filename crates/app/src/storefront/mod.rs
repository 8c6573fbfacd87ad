//! What the store's own pages use: the on-site script, what it asks for, and the statement about Global Privacy Control. In
//! the demo, pages of such a shop too.

use crate::app::App;
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

mod script;
mod shop;
mod site;

pub use shop::{DemoProduct, DemoShop};

/// When the program last changed what it does about the signal.
const GPC_STATEMENT: &str = r#"{"gpc":true,"lastUpdate":"2026-11-22"}"#;

/// What scripts and browsers ask for.
pub fn router() -> Router<App> {
    Router::new().route("/a.js", get(script::serve)).route("/v1/site", get(site::show)).route("/.well-known/gpc.json", get(gpc))
}

/// Pages for people, which only the demo has.
pub fn pages() -> Router<App> {
    shop::router()
}

/// The specification's support resource: that the signal is honoured here.
async fn gpc() -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400")),
    ];
    (headers, GPC_STATEMENT).into_response()
}
