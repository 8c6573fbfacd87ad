//! `GET /v1/site?key=…&lang=…`: what the script draws and asks. Public and the same for all visitors: the one thing that a
//! page fetches before its visitor has agreed to anything.

use crate::admin::blocking;
use crate::app::App;
use crate::banner::{BannerSettings, Document};
use crate::error::unavailable;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base::Locale;
use foundation::settings::StoreSettings;
use foundation::staff::Scope;
use serde::Deserialize;
use web::http::Problem;

const KEY_CHARS_MAX: usize = 200;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    key: String,
    lang: String,
}

pub(super) async fn show(State(app): State<App>, asked: Result<Query<Asked>, QueryRejection>) -> Response {
    // What can't be read names no key.
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let answer = match blocking(&app, move |app| document(app, &asked)).await {
        Ok(Some((document, is_kept))) => {
            if !is_kept {
                keep(&app, &document).await;
            }
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
                (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300")),
            ];
            (headers, document.to_json()).into_response()
        }
        Ok(None) => {
            let detail = "Name a site key as \"key\". Keys are made in Settings.";
            Problem::new(StatusCode::UNAUTHORIZED, "unknown_key", "The key is missing or unknown", detail).into_response()
        }
        Err(error) => unavailable(&app, &error).into_response(),
    };
    readable_anywhere(answer)
}

/// The document for a site key, and whether its words are kept already; `None` for what is no such key.
fn document(app: &App, asked: &Asked) -> db::Result<Option<(Document, bool)>> {
    if asked.key.is_empty() || asked.key.len() > KEY_CHARS_MAX {
        return Ok(None);
    }
    let key = app.api_keys.find(&app.db.record, &app.keys, &asked.key)?;
    if key.is_none_or(|key| key.scope != Scope::Site) {
        return Ok(None);
    }
    app.db.record.read(|tx| {
        let (store, mut banner) = (StoreSettings::load(tx)?, BannerSettings::in_force(tx)?);
        banner.notice_version = banner.notice_in_force(tx)?;
        if banner.notice_url.is_empty() {
            banner.notice_url = format!("{}/privacy/notice", app.config.base_url.trim_end_matches('/'));
        }
        let locale = Locale::from_tag(&asked.lang).unwrap_or_else(|| store.locale());
        let document = Document::new(&store, &banner, locale);
        let is_kept = document.is_kept(tx)?;
        Ok(Some((document, is_kept)))
    })
}

/// Keeps words before the first visitor reads them. Where that fails they are still drawn: the next one's try may succeed.
async fn keep(app: &App, document: &Document) {
    let (words, now) = (document.clone(), app.clock.now());
    let kept: db::Result<()> = app.recorder.submit(move |tx| words.keep(tx, now)).await;
    if let Err(error) = kept {
        tracing::warn!(%error, "a banner's words could not be kept");
    }
}

fn readable_anywhere(mut response: Response) -> Response {
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}
