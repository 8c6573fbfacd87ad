//! What somebody read before they answered: the words behind a decision's proof, kept under their version.

use super::{Place, drawn};
use crate::admin::Allowed;
use crate::admin::need::Manage;
use crate::admin::{Failure, blocking};
use crate::app::App;
use crate::banner;
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use base::Locale;
use maud::{Markup, html};
use serde_json::Value;
use web::components;
use web::layout::Heading;
use web::{Html, key};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/settings/website/words/{version}", get(show))
}

async fn show(Allowed(signed, Manage): Allowed<Manage>, Path(version): Path<String>) -> Result<Html, Failure> {
    if !banner::is_version(&version) {
        return Err(Failure::NOT_FOUND);
    }
    let kept = blocking(&signed.app, move |app| app.db.record.read(|tx| banner::kept_words(tx, &version))).await?;
    let kept = kept.ok_or(Failure::NOT_FOUND)?;
    let ctx = &signed.ctx;
    let locale = Locale::from_tag(text(&kept["language"])).unwrap_or_default();
    let heading = Heading::new(ctx.t(key("website-words-title"))).state(html! { (ctx.t(key("website-words-text"))) });
    let heading = heading.crumb(ctx.t("nav-settings"), Place::Store.path());
    let heading = heading.crumb(ctx.t("settings-tab-website"), Place::Website.path());
    Ok(drawn(&signed, Place::Website, heading, words(&kept, locale)))
}

/// As they were drawn, in their own language and direction.
fn words(kept: &Value, locale: Locale) -> Markup {
    let said = |name: &str| text(&kept["words"][name]);
    let purposes = kept["purposes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let rows: Vec<(String, Markup)> =
        purposes.iter().map(|one| (text(&one["title"]).to_owned(), html! { (text(&one["benefit"])) })).collect();
    html! {
        div.section.card.stack lang=(locale.code()) dir=(locale.dir()) {
            h2 { (said("title")) }
            p { (said("text")) }
            (components::facts(&rows))
            ul { @for answer in ["agree", "refuse", "choose"] { li { strong { (said(answer)) } } } }
            p.quiet { (said("lasts")) }
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
