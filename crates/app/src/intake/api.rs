//! The Segment spec over HTTP.

use super::model::{AdmitError, Receipt, Sender, Via};
use super::parse::{Parsed, Reader, Unreadable, parse_batch, parse_event};
use crate::app::App;
use crate::error::{problem_of, unavailable};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, post};
use base::limits::BATCH_BYTES_MAX;
use data_encoding::BASE64;
use foundation::journal::Kind;
use foundation::staff::{ApiKey, Scope};
use std::io::Read as _;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use web::http::Problem;

/// Events behind which the door slows down, and then closes until the projections catch up.
const LAG_SLOW_EVENTS: i64 = 200_000;
const LAG_CLOSED_EVENTS: i64 = 1_000_000;
/// How long a client may take to send its body.
const BODY_WITHIN: Duration = Duration::from_secs(20);

pub fn router() -> Router<App> {
    Router::new()
        .route("/v1/import", post(import).options(preflight))
        .route("/v1/batch", post(batch).options(preflight))
        .route("/v1/b", post(batch).options(preflight))
        .route("/v1/{call}", any(single))
}

async fn preflight() -> Response {
    with_cors(StatusCode::NO_CONTENT.into_response())
}

async fn batch(State(app): State<App>, request: Request) -> Response {
    answer(take(&app, request, None, Via::Live).await)
}

async fn import(State(app): State<App>, request: Request) -> Response {
    answer(take(&app, request, None, Via::Import).await)
}

async fn single(State(app): State<App>, Path(call): Path<String>, request: Request) -> Response {
    // Segment's browser client reports how itself is doing, now and then. Nobody needs that here, but an error would stand
    // in the console of the shop's page.
    if call == "m" && *request.method() == Method::POST {
        return with_cors(StatusCode::NO_CONTENT.into_response());
    }
    // The spec's clients also use one letter for a call.
    let word = match call.as_str() {
        "i" => "identify",
        "t" => "track",
        "p" => "page",
        "s" => "screen",
        "g" => "group",
        "a" => "alias",
        word => word,
    };
    let Some(kind) = Kind::from_word(word) else {
        return with_cors(
            Problem::new(
                StatusCode::NOT_FOUND,
                "not_found",
                "There is no such call",
                "The calls are identify, track, page, screen, group, alias, batch and import.",
            )
            .into_response(),
        );
    };
    match *request.method() {
        Method::POST => answer(take(&app, request, Some(kind), Via::Live).await),
        Method::OPTIONS => preflight().await,
        _ => with_cors(
            Problem::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "This address takes POST",
                "Send the event with POST.",
            )
            .into_response(),
        ),
    }
}

fn answer(result: Result<Receipt, Problem>) -> Response {
    with_cors(match result {
        Ok(_) => ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], r#"{"success":true}"#).into_response(),
        Err(problem) => problem.into_response(),
    })
}

/// Pages of any origin may send events: a site key is public.
fn with_cors(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("POST, OPTIONS"));
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("authorization, content-type, content-encoding, x-retry-count"),
    );
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    response
}

async fn take(app: &App, request: Request, kind: Option<Kind>, via: Via) -> Result<Receipt, Problem> {
    hold_back(app).await?;
    let (parts, body) = request.into_parts();
    let body = read_body(&parts.headers, body).await?;
    let key = authenticate(app, &parts.headers, &body).await?;
    let sender = Sender::of_key(&key, via).ok_or_else(|| {
        let detail = match (key.scope, via) {
            (Scope::Site, Via::Import) => "History comes in with a server key; this one is a site key.",
            _ => "This key reads; sending events needs a site or a server key.",
        };
        Problem::new(StatusCode::FORBIDDEN, "wrong_scope", "This key may not do that", detail)
    })?;
    // The specification knows one value and no other (https://www.w3.org/TR/gpc/).
    let sender = sender.with_signal(parts.headers.get("sec-gpc").is_some_and(|value| value.as_bytes() == b"1"));
    let parsed = parse(app, sender, kind, &body)?;
    let receipt = app.door.admit(sender, parsed.events, parsed.aside).await.map_err(|error| match error {
        AdmitError::Revoked => unknown_key(),
        AdmitError::Db(error) => unavailable(app, &error),
    })?;
    let metrics = &app.metrics;
    metrics.events_kept.fetch_add(receipt.kept, Ordering::Relaxed);
    metrics.events_duplicate.fetch_add(receipt.duplicates, Ordering::Relaxed);
    metrics.events_dropped.fetch_add(receipt.dropped, Ordering::Relaxed);
    metrics.events_set_aside.fetch_add(receipt.set_aside, Ordering::Relaxed);
    metrics.journal_events.fetch_add(receipt.appended, Ordering::Relaxed);
    metrics.journal_commits.fetch_add(receipt.commits, Ordering::Relaxed);
    Ok(receipt)
}

/// When the projections are too far behind, clients wait a little, and then come again: disk and memory stay bounded.
async fn hold_back(app: &App) -> Result<(), Problem> {
    let lag = app.lag_events.load(Ordering::Relaxed);
    if lag > LAG_CLOSED_EVENTS {
        app.metrics.refused_busy.fetch_add(1, Ordering::Relaxed);
        return Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "busy",
            "Too much is waiting to be worked through",
            "Nothing of this request was kept. Send it again in a few seconds; clients of the spec do so by themselves.",
        )
        .retry_after(5));
    }
    if lag > LAG_SLOW_EVENTS {
        let millis = (lag - LAG_SLOW_EVENTS) * 400 / (LAG_CLOSED_EVENTS - LAG_SLOW_EVENTS);
        tokio::time::sleep(Duration::from_millis(millis.clamp(1, 400) as u64)).await;
    }
    Ok(())
}

async fn read_body(headers: &HeaderMap, body: Body) -> Result<String, Problem> {
    let too_large = || {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "too_large",
            "The request is too large",
            format!(
                "A request holds at most {BATCH_BYTES_MAX} bytes, unpacked too. Nothing of it was kept; send fewer events at once."
            ),
        )
    };
    let read = tokio::time::timeout(BODY_WITHIN, axum::body::to_bytes(body, BATCH_BYTES_MAX)).await;
    let bytes = match read {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(error))
            if std::error::Error::source(&error)
                .is_some_and(<dyn std::error::Error + 'static>::is::<http_body_util::LengthLimitError>) =>
        {
            return Err(too_large());
        }
        Ok(Err(_)) => {
            return Err(Problem::new(
                StatusCode::BAD_REQUEST,
                "broken_off",
                "The request broke off",
                "The connection ended before the body did. Nothing was kept.",
            ));
        }
        Err(_) => {
            return Err(Problem::new(
                StatusCode::REQUEST_TIMEOUT,
                "too_slow",
                "The request came too slowly",
                "The body took more than 20 seconds. Nothing was kept.",
            ));
        }
    };
    let gzipped = headers.get(header::CONTENT_ENCODING).is_some_and(|v| v.as_bytes().eq_ignore_ascii_case(b"gzip"))
        || bytes.starts_with(&[0x1f, 0x8b]);
    let bytes = if gzipped {
        let mut unpacked = Vec::with_capacity(bytes.len() * 4);
        let mut reader = flate2::read::MultiGzDecoder::new(&bytes[..]).take(BATCH_BYTES_MAX as u64 + 1);
        reader.read_to_end(&mut unpacked).map_err(|_| {
            Problem::new(
                StatusCode::BAD_REQUEST,
                "bad_gzip",
                "The body is not whole gzip",
                "It breaks off or is damaged. Nothing of it was kept.",
            )
        })?;
        if unpacked.len() > BATCH_BYTES_MAX {
            return Err(too_large());
        }
        unpacked
    } else {
        Vec::from(bytes)
    };
    String::from_utf8(bytes).map_err(|_| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "bad_utf8",
            "The body is not UTF-8",
            "JSON is sent as UTF-8 text. Nothing of it was kept.",
        )
    })
}

/// The key from `Authorization: Basic` (the key as user name), `Bearer`, or `writeKey` in the body.
async fn authenticate(app: &App, headers: &HeaderMap, body: &str) -> Result<Arc<ApiKey>, Problem> {
    let text = match headers.get(header::AUTHORIZATION) {
        Some(value) => key_in_header(value),
        None => key_in_body(body),
    };
    let text = text.filter(|text| !text.is_empty() && text.len() <= 200).ok_or_else(unknown_key)?;
    if let Some(key) = app.api_keys.hot(&app.keys, &text) {
        return Ok(key);
    }
    let asked = app.clone();
    let found = tokio::task::spawn_blocking(move || asked.api_keys.find(&asked.db.record, &asked.keys, &text)).await;
    match found {
        Ok(Ok(Some(key))) => Ok(key),
        Ok(Ok(None)) => Err(unknown_key()),
        Ok(Err(error)) => Err(unavailable(app, &error)),
        Err(_) => Err(problem_of(StatusCode::INTERNAL_SERVER_ERROR)),
    }
}

fn unknown_key() -> Problem {
    let detail =
        "Send a site or server key as the user name of HTTP Basic, or as \"writeKey\" in the body. Keys are made in Settings.";
    Problem::new(StatusCode::UNAUTHORIZED, "unknown_key", "The key is missing or unknown", detail)
}

fn key_in_header(value: &HeaderValue) -> Option<String> {
    let text = value.to_str().ok()?;
    let (scheme, rest) = text.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.trim().to_owned());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(BASE64.decode(rest.trim().as_bytes()).ok()?).ok()?;
    Some(decoded.split(':').next().unwrap_or_default().to_owned())
}

fn key_in_body(body: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct KeyOnly {
        #[serde(rename = "writeKey")]
        write_key: Option<String>,
    }
    serde_json::from_str::<KeyOnly>(body).ok()?.write_key
}

fn parse(app: &App, sender: Sender, kind: Option<Kind>, body: &str) -> Result<Parsed, Problem> {
    let surroundings = app.surroundings();
    let mut rng = app.fork_rng();
    let mut reader = Reader { keys: &app.keys, sender, surroundings: &surroundings, received_at: app.clock.now(), rng: &mut rng };
    let parsed = match kind {
        None => parse_batch(&mut reader, body),
        Some(kind) => parse_event(&mut reader, kind, body),
    };
    parsed.map_err(|error| {
        let kind = match error {
            Unreadable::Json(_) => "bad_json",
            Unreadable::NoBatch => "no_batch",
            Unreadable::TooMany(_) | Unreadable::TooLarge(_) => "too_large",
        };
        Problem::new(StatusCode::BAD_REQUEST, kind, "The request can't be read", format!("{error}. Nothing of it was kept."))
    })
}
