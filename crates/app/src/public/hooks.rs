//! `POST /hooks/mail/{vendor}`: what the sender of the store's mail tells of letters.

use crate::admin::blocking;
use crate::app::App;
use crate::error::unavailable;
use crate::feedback::{self, Heard};
use crate::mail;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use capabilities::feedback::{Call, Refused};
use capabilities::messaging::Vendor;
use web::http::Problem;

/// SendGrid tells of as many letters at once as fit into less.
const BODY_BYTES_MAX: usize = 2 << 20;
/// When to tell again what came too early.
const AGAIN_SECONDS: u32 = 30;

pub fn router() -> Router<App> {
    Router::new().route("/hooks/mail/{vendor}", post(take)).layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
}

async fn take(
    State(app): State<App>,
    Path(vendor): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let vendor = Vendor::from_word(&vendor).ok_or_else(|| not_set_up("no sender of mail that is known here"))?;
    let heard = blocking(&app, move |app| hear(app, vendor, &headers, &body)).await;
    match heard {
        Ok(Heard::New(_)) => Ok(StatusCode::OK),
        Ok(Heard::TooEarly) => Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "too_early",
            "A letter is still being handed over",
            "Nothing was written down. Send it again.",
        )
        .retry_after(AGAIN_SECONDS)),
        // Mailgun does not try again after this.
        Ok(Heard::Used) => Err(Problem::new(
            StatusCode::NOT_ACCEPTABLE,
            "replayed",
            "This signature was used before",
            "It is good for one call. Nothing was written down a second time.",
        )),
        Err(NotHeard::Db(error)) => Err(unavailable(&app, &error)),
        Err(NotHeard::NotSetUp) => Err(not_set_up("not the sender of mail that is set under Settings, E-mail")),
        Err(NotHeard::Refused(refused)) => {
            tracing::warn!(vendor = vendor.word(), %refused, "a call about letters was not believed");
            Err(problem_of(&refused))
        }
    }
}

enum NotHeard {
    Db(db::Error),
    NotSetUp,
    Refused(Refused),
}

impl From<db::Error> for NotHeard {
    fn from(error: db::Error) -> Self {
        Self::Db(error)
    }
}

fn hear(app: &App, vendor: Vendor, headers: &HeaderMap, body: &[u8]) -> Result<Heard, NotHeard> {
    let set = mail::feedback(&app.db, &app.keys)?.filter(|set| set.vendor == vendor).ok_or(NotHeard::NotSetUp)?;
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let call = Call { header: &header, body, now: app.clock.now() };
    let report = app.hooks.read(vendor, &set.secret, &call).map_err(NotHeard::Refused)?;
    Ok(feedback::hear(app, report.told, report.once.as_deref())?)
}

fn not_set_up(why: &str) -> Problem {
    let detail = format!("The end of this address names {why}. Copy the address from there.");
    Problem::new(StatusCode::NOT_FOUND, "not_set_up", "Nobody listens here", detail)
}

fn problem_of(refused: &Refused) -> Problem {
    let (status, kind, title) = match refused {
        Refused::Unsigned(_) => (StatusCode::UNAUTHORIZED, "unsigned", "The request is not signed"),
        Refused::Forged(_) => (StatusCode::FORBIDDEN, "forged", "The signature is wrong"),
        Refused::OtherTopic => (StatusCode::FORBIDDEN, "other_topic", "This topic is not the store's"),
        Refused::Stale => (StatusCode::FORBIDDEN, "stale", "The signature is too old"),
        Refused::Unreadable(_) => (StatusCode::BAD_REQUEST, "unreadable", "The body can't be read"),
        Refused::BadSecret(_) | Refused::Unreachable(_) => {
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "The signature can't be checked now")
        }
    };
    let problem = Problem::new(status, kind, title, refused.to_string());
    if status == StatusCode::SERVICE_UNAVAILABLE { problem.retry_after(AGAIN_SECONDS) } else { problem }
}
