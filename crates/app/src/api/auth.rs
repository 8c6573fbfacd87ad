//! Permission as an extractor's argument: a handler without one lets nobody in by accident, because it can't be written
//! without noticing.

use super::blocking;
use crate::app::App;
use crate::error::problem_of;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use foundation::staff::{self, ApiKey, AuditRow, Deed, Scope};
use web::http::Problem;

/// Longer texts are no keys of ours.
const KEY_BYTES_MAX: usize = 200;

/// May read: the bearer of a key of scope `read` or `admin`.
pub struct Reader;

/// May read and write: the bearer of a key of scope `admin`.
pub struct Writer {
    /// The key that was shown.
    pub key: ApiKey,
}

impl Writer {
    /// A line of the audit log: a key is nobody, so it stands beside what was done.
    pub fn deed(&self, app: &App, deed: Deed, subject: impl ToString) -> AuditRow {
        line(app, &self.key, deed, subject)
    }
}

fn line(app: &App, key: &ApiKey, deed: Deed, subject: impl ToString) -> AuditRow {
    let row = AuditRow::new(None, deed, subject, app.clock.now(), &mut app.fork_rng());
    row.detail(format!("key={}", key.id))
}

impl FromRequestParts<App> for Reader {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        match authenticate(app, &parts.headers).await?.scope {
            Scope::Read | Scope::Admin => Ok(Self),
            Scope::Site | Scope::Server => {
                Err(forbidden("This key sends events. Reading needs a key of scope read or admin, made in Settings."))
            }
        }
    }
}

impl FromRequestParts<App> for Writer {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let key = authenticate(app, &parts.headers).await?;
        match key.scope {
            Scope::Admin => Ok(Self { key }),
            Scope::Read => Err(forbidden("This key reads. This call needs a key of scope admin, made in Settings.")),
            Scope::Site | Scope::Server => {
                Err(forbidden("This key sends events. This call needs a key of scope admin, made in Settings."))
            }
        }
    }
}

/// May tell what the store sells: the bearer of a key of scope `server` or `admin`.
pub struct Feeder {
    key: ApiKey,
}

impl Feeder {
    /// A line of the audit log, where the key is a person's: what the store's own server tells is no deed of the staff's, as its events
    /// are none.
    pub fn deed(&self, app: &App, deed: Deed, subject: impl ToString) -> Option<AuditRow> {
        let is_staff = self.key.scope == Scope::Admin;
        is_staff.then(|| line(app, &self.key, deed, subject))
    }
}

impl FromRequestParts<App> for Feeder {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let key = authenticate(app, &parts.headers).await?;
        match key.scope {
            Scope::Server | Scope::Admin => Ok(Self { key }),
            Scope::Site | Scope::Read => Err(forbidden(
                "Products are told by the store's server. This call needs a key of scope server or admin, made in Settings.",
            )),
        }
    }
}

/// The key behind `Authorization: Bearer`. It is looked up at every request: a key that was revoked, on whichever node,
/// reads nothing any more.
async fn authenticate(app: &App, headers: &HeaderMap) -> Result<ApiKey, Response> {
    let text = headers.get(header::AUTHORIZATION).and_then(bearer).ok_or_else(unauthenticated)?;
    let found = blocking(app, move |app| app.db.record.read(|tx| staff::find_key(tx, &app.keys, &text))).await;
    found.map_err(Problem::into_response)?.ok_or_else(unauthenticated)
}

/// The token of a `Bearer` header (RFC 6750 §2.1).
fn bearer(value: &HeaderValue) -> Option<String> {
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() && token.len() <= KEY_BYTES_MAX).then(|| token.to_owned())
}

fn unauthenticated() -> Response {
    let mut response = problem_of(StatusCode::UNAUTHORIZED).into_response();
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

fn forbidden(detail: &str) -> Response {
    Problem::new(StatusCode::FORBIDDEN, "wrong_scope", "This key may not do that", detail).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bearer_header_carries_a_key() {
        let read = |text: &str| bearer(&HeaderValue::from_str(text).unwrap());
        assert_eq!(read("Bearer amana_read_x").as_deref(), Some("amana_read_x"));
        assert_eq!(read("bearer  amana_read_x ").as_deref(), Some("amana_read_x"));
        for bad in ["", "Bearer", "Bearer ", "Basic YTpi", "amana_read_x", &format!("Bearer {}", "x".repeat(201))] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
