//! `/.well-known/amana-keys.json`: the public key that receipts are checked with, for whoever asks, from whatever page.

use crate::admin::{Failure, blocking};
use crate::app::App;
use crate::receipts::public_keys;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

pub fn router() -> Router<App> {
    Router::new().route("/.well-known/amana-keys.json", get(show))
}

async fn show(State(app): State<App>) -> Result<Response, Failure> {
    let document = blocking(&app, |app| public_keys(app).map_err(Failure::from)).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, max-age=300"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, document.to_string()).into_response())
}
