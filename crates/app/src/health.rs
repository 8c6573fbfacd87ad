//! Answers for whoever watches over the program. They must be true.

use crate::app::App;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::time::Duration;

/// Who waits longer than this for a commit waits for somebody else's lock: no group of commands takes as long.
const WRITES_WITHIN: Duration = Duration::from_secs(3);

/// The process runs and answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers, its schema is this program's, the record can be written to, and nothing is being stopped.
pub async fn ready(State(app): State<App>) -> Response {
    if app.is_stopping() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    let asked = app.clone();
    let checked = tokio::task::spawn_blocking(move || asked.db.is_migrated().and_then(|done| asked.db.ping().map(|()| done)));
    match checked.await {
        Ok(Ok(true)) if !takes_writes(&app).await => {
            (StatusCode::SERVICE_UNAVAILABLE, "the database can be read but takes no writes\n").into_response()
        }
        Ok(Ok(true)) => (StatusCode::OK, "ready\n").into_response(),
        Ok(Ok(false)) => (StatusCode::SERVICE_UNAVAILABLE, "the database is being migrated\n").into_response(),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}

/// Whether a command that does nothing gets its turn, as an event would. One asks at a time: however many watch, they must not
/// fill the queue.
async fn takes_writes(app: &App) -> bool {
    let asked = tokio::time::timeout(WRITES_WITHIN, async {
        let _turn = app.asking_for_writes.lock().await;
        app.recorder.submit(|_| Ok::<_, db::Error>(())).await
    });
    matches!(asked.await, Ok(Ok(())))
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
