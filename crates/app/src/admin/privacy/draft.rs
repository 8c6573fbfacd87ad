//! Writing the next version: one language at a time, with how it will look and what it changes.

use super::{Place, drawn};
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm};
use crate::admin::{Failure, Signed, blocking};
use crate::app::App;
use crate::notices::{draw, draw_difference};
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use base::Locale;
use db::Error;
use foundation::notices::{self, Notice, TEXT_CHARS_MAX, TextError, check_text};
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tab, Tone};
use web::forms::{self, Field, FieldErrors};
use web::http::see_other;
use web::layout::Heading;
use web::{Html, PageCtx, key};

const PATH: &str = "/admin/privacy/notices/draft";
const ROWS: u8 = 24;

pub(super) fn router() -> Router<App> {
    Router::new().route(PATH, get(show).post(save)).route("/admin/privacy/notices/draft/discard", post(discard))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wish {
    lang: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct DraftForm {
    lang: String,
    text: String,
}

/// A form that is only a button.
#[derive(Deserialize)]
struct Nothing {}

/// What the page is drawn from.
struct Standing {
    current: Option<Notice>,
    draft: Option<Notice>,
}

impl Standing {
    async fn load(signed: &Signed) -> Result<Self, Failure> {
        let read = |app: &App| {
            app.db.record.read(|tx| Ok::<_, Error>(Self { current: notices::current(tx)?, draft: notices::draft(tx)? }))
        };
        Ok(blocking(&signed.app, read).await?)
    }

    fn text(&self, locale: Locale) -> &str {
        self.draft.as_ref().or(self.current.as_ref()).map_or("", |notice| notice.text(locale))
    }
}

async fn show(Allowed(signed, Manage): Allowed<Manage>, Query(wish): Query<Wish>) -> Result<Html, Failure> {
    let standing = Standing::load(&signed).await?;
    let locale = Locale::from_tag(&wish.lang).unwrap_or(signed.store.locale());
    Ok(page(&signed, &standing, locale, standing.text(locale), &FieldErrors::default()))
}

async fn save(AllowedForm(mut signed, Manage, form): AllowedForm<Manage, DraftForm>) -> Result<Response, Failure> {
    let locale = Locale::from_tag(&form.lang).ok_or(Failure::UNREADABLE)?;
    // Browsers end the lines of a text area with CRLF.
    let text = form.text.replace("\r\n", "\n").trim().to_owned();
    if let Err(wrong) = check_text(&text) {
        let mut errors = FieldErrors::default();
        errors.add("text", told(&signed.ctx, wrong));
        let standing = Standing::load(&signed).await?;
        signed.warn(signed.ctx.t("form-not-saved"));
        let page = page(&signed, &standing, locale, &text, &errors);
        return Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    }
    let now = signed.app.clock.now();
    let saved: db::Result<()> = signed.app.recorder.submit(move |tx| notices::save_text(tx, locale, &text, now)).await;
    saved?;
    Ok(see_other(&format!("{PATH}?lang={}&done=saved", locale.code())))
}

async fn discard(AllowedForm(signed, Manage, Nothing {}): AllowedForm<Manage, Nothing>) -> Result<Response, Failure> {
    let done: db::Result<()> = signed.app.recorder.submit(notices::discard_draft).await;
    done?;
    tracing::info!(staff = %signed.staff.id, "the privacy notice's draft was thrown away");
    Ok(see_other(Place::Notices.path()))
}

fn told(ctx: &PageCtx, wrong: TextError) -> String {
    match wrong {
        TextError::Empty => ctx.t(key("form-required")).into_owned(),
        TextError::Long => ctx.t_with(key("form-too-long"), &[("max", TEXT_CHARS_MAX.into())]),
        TextError::Control => ctx.t(key("notice-control")).into_owned(),
    }
}

fn page(signed: &Signed, standing: &Standing, locale: Locale, text: &str, errors: &FieldErrors) -> Html {
    let ctx = &signed.ctx;
    let languages = Locale::ALL.map(|one| Tab {
        label: one.own_name().to_owned(),
        href: format!("{PATH}?lang={}", one.code()),
        current: one == locale,
        count: None,
    });
    let field = Field::textarea("text", ctx.t_with("notice-text", &[("language", locale.own_name().into())]), ROWS)
        .hint(ctx.t("notice-text-hint"))
        .value(text)
        .error(errors.get("text"))
        .max_length(TEXT_CHARS_MAX as u32)
        .required();
    let content = html! {
        (forms::error_summary(ctx, errors))
        (components::choices(&ctx.t("notice-languages"), &languages))
        (components::two_columns(
            html! {
                div.section.card lang=(locale.code()) {
                    (forms::post(ctx, PATH, html! {
                        (forms::hidden("lang", locale.code()))
                        div.notice-editor dir=(locale.dir()) { (field) }
                        (forms::submit_row(&ctx.t("notice-save"), None))
                    }))
                }
                @if standing.draft.is_some() {
                    (components::post_button(ctx, "/admin/privacy/notices/draft/discard", &ctx.t("notice-discard"), Tone::Neutral))
                }
            },
            beside(ctx, standing, locale),
        ))
    };
    let version = standing.draft.as_ref().map(|draft| draft.version);
    let version = version.unwrap_or_else(|| standing.current.as_ref().map_or(1, |current| current.version + 1));
    let mut heading = Heading::new(ctx.t_with("notice-draft-title", &[("version", version.into())]))
        .crumb(ctx.t("notices-title"), Place::Notices.path())
        .state(html! { (ctx.t("notice-draft-state")) });
    if standing.draft.is_some() {
        heading = heading.actions(components::button_link_primary("/admin/privacy/notices/publish", &ctx.t("notice-to-publish")));
    }
    drawn(ctx, Place::Notices, heading, content)
}

/// What is saved: how it looks, and what it changes.
fn beside(ctx: &PageCtx, standing: &Standing, locale: Locale) -> Markup {
    let saved = standing.text(locale);
    let before = standing.current.as_ref().map_or("", |current| current.text(locale));
    html! {
        @if standing.draft.is_some() && saved != before {
            (components::card(&ctx.t(key("notice-changes")), None, draw_difference(ctx, locale, before, saved)))
        }
        (components::card(&ctx.t(key("notice-preview")), None, draw(locale, saved)))
    }
}
