//! The question as visitors see it: the real script on a page of ours, told to store and send nothing.

use super::Place;
use crate::admin::Allowed;
use crate::admin::need::Manage;
use crate::admin::{Failure, blocking};
use crate::app::App;
use crate::banner::{BannerSettings, Document};
use axum::Router;
use axum::extract::Query;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::Locale;
use maud::html;
use serde::Deserialize;
use web::components::{self, Tab};
use web::layout::{Heading, bare};
use web::{Html, key};

const PREVIEW: &str = "/admin/settings/website/preview";
const SAMPLE: &str = "/admin/settings/website/sample";

pub(super) fn router() -> Router<App> {
    Router::new().route(PREVIEW, get(show)).route(SAMPLE, get(sample))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wish {
    lang: String,
}

async fn show(Allowed(signed, Manage): Allowed<Manage>, Query(wish): Query<Wish>) -> Html {
    let ctx = &signed.ctx;
    let shown_in = Locale::from_tag(&wish.lang).unwrap_or(ctx.locale());
    let tabs = Locale::ALL.map(|locale| Tab {
        label: locale.own_name().to_owned(),
        href: format!("{PREVIEW}?lang={}", locale.code()),
        current: locale == shown_in,
        count: None,
    });
    let content = html! {
        div.stack {
            (components::choices(&ctx.t(key("website-preview-language")), &tabs))
            div.actions {
                button.button type="button" data-amana-choices { (ctx.t(key("website-preview-open"))) }
                (components::button_link(Place::Website.path(), &ctx.t(key("nav-settings"))))
            }
        }
        script src="/a.js" data-preview={ (SAMPLE) "?lang=" (shown_in.code()) } async {}
    };
    let heading = Heading::new(ctx.t(key("website-preview-title"))).state(html! { (ctx.t(key("website-preview-text"))) });
    bare(ctx, &heading, content)
}

/// What the script draws, in a language, as it is set now.
async fn sample(Allowed(signed, Manage): Allowed<Manage>, Query(wish): Query<Wish>) -> Result<Response, Failure> {
    let banner = blocking(&signed.app, |app| app.db.record.read(BannerSettings::in_force)).await?;
    let locale = Locale::from_tag(&wish.lang).unwrap_or(signed.ctx.locale());
    let document = Document::new(&signed.store, &BannerSettings { shown: true, ..banner }, locale);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, document.to_json()).into_response())
}
