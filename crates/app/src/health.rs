//! Answers for whoever watches over the program. They must be true.

use crate::app::App;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The process runs and answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers, its schema is this program's, and nothing is being stopped.
pub async fn ready(State(app): State<App>) -> Response {
    if app.is_stopping() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    let checked = tokio::task::spawn_blocking(move || app.db.is_migrated().and_then(|done| app.db.ping().map(|()| done)));
    match checked.await {
        Ok(Ok(true)) => (StatusCode::OK, "ready\n").into_response(),
        Ok(Ok(false)) => (StatusCode::SERVICE_UNAVAILABLE, "the database is being migrated\n").into_response(),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}

/// Counters and gauges for Prometheus.
pub async fn metrics(State(app): State<App>) -> Response {
    match tokio::task::spawn_blocking(move || crate::metrics::text(&app)).await {
        Ok(Ok(text)) => {
            ([(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"))], text).into_response()
        }
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}
