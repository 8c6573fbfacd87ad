//! A letter as its reader sees it, for the frames of these pages: as it is kept, as it was published, as it is being typed; and what
//! is to be said of it while it is typed.

use super::form::Form;
use super::{id_of, quality};
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::templates::{Shop, look};
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::{Html as Fragment, IntoResponse as _, Response};
use axum::routing::{get, post};
use base::Locale;
use capabilities::messaging::{self, About, Draft, Letters, OwnTemplate, TemplateError};
use maud::{DOCTYPE, html};
use serde::Deserialize;
use web::http::Preview;
use web::{PageCtx, key};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/admin/templates/{template}/preview", get(kept).post(typed))
        .route("/admin/templates/{template}/check", post(check))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    lang: String,
    /// A published version; the draft where none is named.
    version: String,
}

async fn kept(
    Allowed(signed, Manage): Allowed<Manage>,
    Path(template): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Preview, Failure> {
    let id = id_of(&template)?;
    let number: Option<i64> = match wanted.version.as_str() {
        "" => None,
        version => Some(version.parse().map_err(|_| Failure::NOT_FOUND)?),
    };
    let found = blocking(&signed.app, move |app| {
        app.db.record.read(|tx| match number {
            None => Ok::<_, db::Error>(messaging::find_template(tx, id)?.map(|own| whole_of(&own.draft))),
            Some(number) => {
                let version = messaging::published_template(tx, id, number)?;
                Ok(version.map(|version| (version.letters, version.about, version.is_marketing)))
            }
        })
    });
    let (letters, about, is_marketing) = found.await?.ok_or(Failure::NOT_FOUND)?;
    let locale = Locale::from_tag(&wanted.lang).unwrap_or(signed.store.locale());
    drawn(&signed, letters, locale, about, is_marketing).await
}

fn whole_of(draft: &Draft) -> (Letters, About, bool) {
    (draft.letters.clone(), draft.about, draft.is_marketing)
}

type Fields = Vec<(String, String)>;

/// What is typed, though nothing of it is kept.
async fn typed(
    Path(template): Path<String>,
    AllowedForm(signed, Manage, fields): AllowedForm<Manage, Fields>,
) -> Result<Preview, Failure> {
    let (form, template) = read(&signed, &template, &fields).await?;
    let draft = form.draft(&template.draft);
    drawn(&signed, draft.letters, form.locale, draft.about, draft.is_marketing).await
}

/// What is to be said of what is typed, for the script that asks while it changes.
async fn check(
    Path(template): Path<String>,
    AllowedForm(signed, Manage, fields): AllowedForm<Manage, Fields>,
) -> Result<Response, Failure> {
    let (form, template) = read(&signed, &template, &fields).await?;
    let report = quality::Report::of(&signed, form.draft(&template.draft), form.locale).await?;
    Ok(Fragment(report.draw(&signed.ctx).into_string()).into_response())
}

async fn read(signed: &Signed, template: &str, fields: &Fields) -> Result<(Form, OwnTemplate), Failure> {
    let id = id_of(template)?;
    let found = blocking(&signed.app, move |app| app.db.record.read(|tx| messaging::find_template(tx, id))).await?;
    Ok((Form::posted(fields), found.ok_or(Failure::NOT_FOUND)?))
}

async fn drawn(signed: &Signed, letters: Letters, locale: Locale, about: About, is_marketing: bool) -> Result<Preview, Failure> {
    let ctx = &signed.ctx;
    let looked = blocking(&signed.app, move |app| {
        let Some(written) = letters.get(locale.code()).filter(|written| !written.is_empty()) else { return Ok(None) };
        let shop = app.db.record.read(|tx| Shop::of(tx, &letters))?;
        Ok::<_, Failure>(Some(look(written, locale, about, &messaging::kind_of_sample(is_marketing), &shop)))
    });
    Ok(match looked.await? {
        None => note(ctx, &ctx.t(key("template-preview-empty")), ""),
        Some(Ok(looked)) => Preview(looked.rendered.html),
        Some(Err(error)) => fault(ctx, &error),
    })
}

fn fault(ctx: &PageCtx, error: &TemplateError) -> Preview {
    let (title, remedy) = quality::said_fault(ctx, error);
    note(ctx, &title, &remedy)
}

/// What stands in the frame where there is no letter to show.
fn note(ctx: &PageCtx, title: &str, text: &str) -> Preview {
    let style =
        "font: 16px/1.6 system-ui, sans-serif; margin: 2rem; color: light-dark(#26323a, #e6edf0); color-scheme: light dark";
    let page = html! {
        (DOCTYPE)
        html lang=(ctx.locale().code()) dir=(ctx.dir()) {
            head { meta charset="utf-8"; title { (title) } }
            body style=(style) { p { strong { (title) } } @if !text.is_empty() { p { (text) } } }
        }
    };
    Preview(page.into_string())
}
