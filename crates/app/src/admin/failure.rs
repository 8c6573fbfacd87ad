//! What went wrong behind a page, and the page that says so.

use super::session::find_session;
use super::visitor::context_for;
use crate::app::{App, StartError};
use crate::server::RequestId;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use foundation::settings::StoreSettings;
use foundation::staff::Permission;
use std::sync::atomic::Ordering;
use web::{errors, key};

/// A page that can't be shown, or a form that can't be taken: one of the statuses that `web::errors` has words for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failure(pub StatusCode);

impl Failure {
    pub const NOT_FOUND: Self = Self(StatusCode::NOT_FOUND);
    pub const FORBIDDEN: Self = Self(StatusCode::FORBIDDEN);
    pub const UNREADABLE: Self = Self(StatusCode::BAD_REQUEST);
    pub const TOO_LARGE: Self = Self(StatusCode::PAYLOAD_TOO_LARGE);
    pub const BROKEN: Self = Self(StatusCode::INTERNAL_SERVER_ERROR);
    pub const NOT_NOW: Self = Self(StatusCode::SERVICE_UNAVAILABLE);
}

impl Failure {
    /// The reader's role does not open the page; which ones do, the page says.
    pub(super) fn not_for_role(missing: Permission) -> Response {
        let mut response = Self::FORBIDDEN.into_response();
        response.extensions_mut().insert(Undrawn(StatusCode::FORBIDDEN, Some(missing)));
        response
    }
}

/// Set on an answer that [`draw`] has yet to draw.
#[derive(Debug, Clone, Copy)]
struct Undrawn(StatusCode, Option<Permission>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.0.into_response();
        response.extensions_mut().insert(Undrawn(self.0, None));
        response
    }
}

impl From<db::Error> for Failure {
    fn from(error: db::Error) -> Self {
        if error.is_transient() {
            tracing::warn!(%error, "a page had to wait for the database");
            Self::NOT_NOW
        } else {
            tracing::error!(%error, "a page failed");
            Self::BROKEN
        }
    }
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        match error {
            StartError::Db(error) => error.into(),
            error => {
                tracing::error!(%error, "a setting can't be put to use");
                Self::BROKEN
            }
        }
    }
}

/// Runs work that blocks (the database, hashing, a mail server) beside the async threads.
pub async fn blocking<T, E, F>(app: &App, work: F) -> Result<T, E>
where
    T: Send + 'static,
    E: From<db::Error> + Send + 'static,
    F: FnOnce(&App) -> Result<T, E> + Send + 'static,
{
    let app = app.clone();
    match tokio::task::spawn_blocking(move || work(&app)).await {
        Ok(result) => result,
        // A panic was reported where it happened; nothing of the work was committed.
        Err(_) => Err(db::Error::Other("the work behind a page ended early".to_owned()).into()),
    }
}

/// The status of an answer that is a failure and no page yet: one of ours, or the framework's own few words (an address
/// that is none, a method that is not taken, a query that can't be read).
fn undrawn(response: &Response) -> Option<Undrawn> {
    if let Some(undrawn) = response.extensions().get::<Undrawn>() {
        return Some(*undrawn);
    }
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).map_or(&b"text/plain"[..], HeaderValue::as_bytes);
    ((status.is_client_error() || status.is_server_error()) && kind.starts_with(b"text/plain")).then_some(Undrawn(status, None))
}

/// Draws the failures of the pages below it, in the reader's language and with the request's id.
pub async fn draw(State(app): State<App>, request: Request, next: Next) -> Response {
    let headers: HeaderMap = request.headers().clone();
    let path = super::visitor::path_of(request.uri());
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone());
    let response = next.run(request).await;
    let Some(Undrawn(status, missing)) = undrawn(&response) else { return response };
    if status.is_server_error() {
        app.metrics.refused_busy.fetch_add(u64::from(status == StatusCode::SERVICE_UNAVAILABLE), Ordering::Relaxed);
    }
    let found = find_session(&app, &headers).await;
    let (store, staff) = match found {
        Ok((store, staff)) => (store, staff),
        // Without a database the page still says what it can.
        Err(_) => (StoreSettings::default(), None),
    };
    let mut ctx = context_for(&app, &store, &headers, path, staff.as_ref().map(|(staff, _)| staff.locale));
    if let Some((staff, token)) = staff {
        super::session::know(&app, &mut ctx, &staff, &token);
        ctx.nav_counts = super::session::nav_counts(&app, ctx.now).await.unwrap_or_default();
    }
    let page = match missing {
        Some(missing) => errors::told(&ctx, status, role_words(missing), id.as_deref()),
        None => errors::page(&ctx, status, id.as_deref()),
    };
    let retry = status == StatusCode::SERVICE_UNAVAILABLE;
    if retry { page.retry_after(2).into_response() } else { page.into_response() }
}

/// Whose role opens what the reader's does not, and who can change that.
const fn role_words(missing: Permission) -> errors::Words {
    let next = match missing {
        Permission::Work => key("error-role-next-work"),
        Permission::Manage => key("error-role-next-manage"),
        Permission::Oversee => key("error-role-next-oversee"),
        Permission::Own => key("error-role-next-own"),
    };
    [key("error-role"), key("error-role-happened"), key("error-role-kept"), next]
}
