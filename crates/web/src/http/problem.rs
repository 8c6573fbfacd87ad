//! Errors for programs: problem documents (RFC 9457).

use super::secure;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

/// One problem, as `application/problem+json`: `{"type","title","status","detail", …}`.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    /// A short stable name that clients may branch on, such as `bad_json`; the document's type is `urn:amana:problem:NAME`.
    pub kind: &'static str,
    /// The same sentence for every problem of the kind.
    pub title: String,
    /// What happened this time and what to do. Never internal detail, never personal data.
    pub detail: String,
    extra: Map<String, Value>,
    retry_after_seconds: Option<u32>,
}

impl Problem {
    pub fn new(status: StatusCode, kind: &'static str, title: impl Into<String>, detail: impl Into<String>) -> Self {
        let (title, detail) = (title.into(), detail.into());
        Self { status, kind, title, detail, extra: Map::new(), retry_after_seconds: None }
    }

    /// Adds an extension member.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.extra.insert(name.to_owned(), value.into());
        self
    }

    /// Sets `Retry-After`, for 429 and 503.
    #[must_use]
    pub fn retry_after(self, seconds: u32) -> Self {
        Self { retry_after_seconds: Some(seconds), ..self }
    }

    /// The document. Extension members can't overwrite the standard ones.
    pub fn to_json(&self) -> Value {
        let mut document = self.extra.clone();
        document.insert("type".into(), format!("urn:amana:problem:{}", self.kind).into());
        document.insert("title".into(), self.title.as_str().into());
        document.insert("status".into(), self.status.as_u16().into());
        document.insert("detail".into(), self.detail.as_str().into());
        Value::Object(document)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status, self.to_json().to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        secure(&mut response, "default-src 'none'; frame-ancestors 'none'");
        // Scripts of the store's own site call the API across origins.
        response.headers_mut().remove("cross-origin-resource-policy");
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_a_document() {
        let problem =
            Problem::new(StatusCode::BAD_REQUEST, "bad_json", "Unreadable JSON", "Line 3.").with("line", 3).with("status", "no");
        let document = problem.to_json();
        assert_eq!(document["type"], "urn:amana:problem:bad_json");
        assert_eq!(document["status"], 400, "an extension can't overwrite a standard member");
        assert_eq!(document["line"], 3);
        let response = problem.retry_after(2).into_response();
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
        assert_eq!(response.headers()[header::RETRY_AFTER], "2");
    }
}
