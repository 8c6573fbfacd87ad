//! `/c/{token}` leads on from a letter's link, `/o/{token}.gif` is a picture in it. Whoever asks is answered at once; what it says of
//! the letter is weighed later ([`crate::watching`]).

use crate::app::App;
use crate::watching::{self, Asker};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use capabilities::messaging;

/// One pixel through which one sees.
const PIXEL: [u8; 43] =
    *b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00\x21\xf9\x04\x01\x00\x00\x00\x00\x2c\x00\x00\x00\x00\
    \x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b";

pub fn router() -> Router<App> {
    Router::new().route("/c/{token}", get(follow)).route("/o/{file}", get(open))
}

async fn follow(State(app): State<App>, method: Method, headers: HeaderMap, Path(token): Path<String>) -> Response {
    let Some((message, target)) = messaging::read_click(&app.keys, &token) else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(location) = HeaderValue::from_str(target.as_str()) else { return StatusCode::NOT_FOUND.into_response() };
    watching::followed(&app, message, target, Asker::of(&method, &headers));
    let headers = [
        (header::LOCATION, location),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    (StatusCode::FOUND, headers).into_response()
}

/// The same picture for every name: whether a letter is one of ours it tells nobody.
async fn open(State(app): State<App>, method: Method, headers: HeaderMap, Path(file): Path<String>) -> Response {
    if let Some(message) = messaging::read_open(&app.keys, &file) {
        watching::opened(&app, message, Asker::of(&method, &headers));
    }
    let headers = [(header::CONTENT_TYPE, "image/gif"), (header::CACHE_CONTROL, "no-store, private, max-age=0")];
    (headers, PIXEL).into_response()
}
