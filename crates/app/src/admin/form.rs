//! Forms: from our own page, by whom they claim, and not larger than a form is.

use super::session::Signed;
use super::{Failure, Visitor};
use crate::app::App;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use web::csrf::CsrfKey;

/// Before login.
const FORM_BYTES_MAX: usize = 64 * 1024;
/// Of somebody who is signed in: a letter of 64 KB takes up to three times as much on its way.
const SIGNED_FORM_BYTES_MAX: usize = 256 * 1024;

/// A form of a reader before login.
pub struct VisitorForm<T>(pub Visitor, pub T);

#[derive(Deserialize)]
struct Token {
    #[serde(default)]
    csrf: String,
}

impl<T: DeserializeOwned + 'static> FromRequest<App> for VisitorForm<T> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, app).await?;
        let bytes = to_bytes(body, FORM_BYTES_MAX).await.map_err(|_| Failure::TOO_LARGE.into_response())?;
        let form = read(app, &parts.headers, &bytes, visitor.visit.as_bytes()).map_err(Failure::into_response)?;
        Ok(Self(visitor, form))
    }
}

/// The form that somebody who is signed in sent.
pub(super) async fn signed_form<T: DeserializeOwned>(signed: &Signed, parts: &Parts, body: Body) -> Result<T, Response> {
    let bytes = to_bytes(body, SIGNED_FORM_BYTES_MAX).await.map_err(|_| Failure::TOO_LARGE.into_response())?;
    read(&signed.app, &parts.headers, &bytes, signed.token.as_bytes()).map_err(Failure::into_response)
}

/// The key of all tokens.
pub(super) fn csrf_key(app: &App) -> CsrfKey {
    CsrfKey::derive(&app.keys.sign("csrf", b""))
}

fn read<T: DeserializeOwned>(app: &App, headers: &HeaderMap, bytes: &[u8], owner: &[u8]) -> Result<T, Failure> {
    if !is_from_here(app, headers) {
        return Err(Failure::FORBIDDEN);
    }
    let Token { csrf } = serde_urlencoded::from_bytes(bytes).map_err(|_| Failure::UNREADABLE)?;
    if !csrf_key(app).verify(owner, &csrf) {
        return Err(Failure::FORBIDDEN);
    }
    serde_urlencoded::from_bytes(bytes).map_err(|_| Failure::UNREADABLE)
}

/// Whether the browser says that our own page sent this. Programs that are no browser say nothing; they have the token.
pub fn is_from_here(app: &App, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else { return true };
    // Behind a proxy the host that the browser sees is the base URL's.
    let host = origin.split_once("://").map(|(_, host)| host);
    origin == app.config.base_url || host.is_some() && host == text(header::HOST.as_str())
}
