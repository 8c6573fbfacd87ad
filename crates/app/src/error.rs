//! Failures as answers: what happened, what was kept, what to do. Internal detail is logged, never sent.

use crate::app::App;
use axum::http::StatusCode;
use std::sync::atomic::Ordering;
use web::http::Problem;

/// A plain problem for a status.
pub fn problem_of(status: StatusCode) -> Problem {
    let (kind, title, detail) = match status {
        StatusCode::NOT_FOUND => ("not_found", "There is nothing here", "Check the address."),
        StatusCode::METHOD_NOT_ALLOWED => ("method_not_allowed", "This address takes another method", "See /api/openapi.json."),
        StatusCode::UNAUTHORIZED => ("unknown_key", "The key is missing or unknown", "Send it as Authorization: Bearer KEY."),
        StatusCode::FORBIDDEN => ("wrong_scope", "This key may not do that", "Use a key of another scope."),
        _ => ("internal", "Something went wrong here", "It was logged with this request's id. Nothing was changed; try again."),
    };
    Problem::new(status, kind, title, detail)
}

/// The database's failure as an answer.
pub fn unavailable(app: &App, error: &db::Error) -> Problem {
    if error.is_transient() {
        app.metrics.refused_busy.fetch_add(1, Ordering::Relaxed);
        tracing::warn!(%error, "a request was told to come again");
        let detail = "Nothing that you were told is kept is lost. Send this request again in a few seconds: what did arrive is not counted twice.";
        return Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "The database is not available", detail)
            .retry_after(2);
    }
    tracing::error!(%error, "a request failed");
    problem_of(StatusCode::INTERNAL_SERVER_ERROR)
}
