//! One template as it goes out: the letter in each language, who uses it, its versions; and an older one made the draft again.

use super::{PATH, Tabs, act, drawn, id_of, kind, quality, users};
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::templates::{self as doing, NotDone, Users, VERSIONS_SHOWN};
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use base::Locale;
use base::id::TemplateId;
use capabilities::messaging::{self, Draft, LetterRef, OwnTemplate, Topics, Version};
use foundation::staff::Deed;
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tab, Tone};
use web::forms::{self, Field};
use web::http::see_other;
use web::{Html, Nav, PageCtx, key};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/admin/templates/{template}", get(show))
        .route("/admin/templates/{template}/restore", post(restore))
        .route("/admin/templates/{template}/delete", post(delete))
}

struct Shown {
    template: OwnTemplate,
    /// The newest first.
    versions: Vec<Version>,
    /// What is shown: a published version, or the draft where there is none.
    version: Option<Version>,
    users: Users,
    topics: Topics,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    lang: String,
    version: String,
}

fn load(app: &App, id: TemplateId, wanted: Option<i64>) -> Result<Option<Shown>, db::Error> {
    app.db.record.read(|tx| {
        let Some(template) = messaging::find_template(tx, id)? else { return Ok(None) };
        let version = messaging::published_template(tx, id, wanted.unwrap_or(template.version))?;
        if wanted.is_some() && version.is_none() {
            return Ok(None);
        }
        let versions = messaging::template_versions(tx, id, VERSIONS_SHOWN)?;
        Ok(Some(Shown { template, versions, version, users: doing::users(tx, id)?, topics: Topics::load(tx)? }))
    })
}

async fn show(
    Allowed(signed, Manage): Allowed<Manage>,
    Path(template): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Templates);
    let id = id_of(&template)?;
    let number = match wanted.version.as_str() {
        "" => None,
        version => Some(version.parse().map_err(|_| Failure::NOT_FOUND)?),
    };
    let shown = blocking(&signed.app, move |app| load(app, id, number)).await?.ok_or(Failure::NOT_FOUND)?;
    let locale = Locale::from_tag(&wanted.lang).unwrap_or(signed.store.locale());
    draw(&signed, &shown, locale, None).await
}

/// What is shown, as a draft: its letters, and what they speak of.
fn whole(shown: &Shown) -> Draft {
    let draft = shown.template.draft.clone();
    match &shown.version {
        Some(version) => {
            Draft { is_marketing: version.is_marketing, about: version.about, letters: version.letters.clone(), ..draft }
        }
        None => draft,
    }
}

async fn draw(signed: &Signed, shown: &Shown, locale: Locale, wrong: Option<&str>) -> Result<Html, Failure> {
    let ctx = &signed.ctx;
    let report = quality::Report::of(signed, whole(shown), locale).await?;
    let beside = html! {
        (components::card(&ctx.t(key("template-facts")), None, facts(ctx, shown)))
        (components::card(&ctx.t(key("template-users")), None, html! {
            @if shown.users.is_empty() { p.quiet { (ctx.t(key("template-users-none"))) } } @else { (users(ctx, &shown.users)) }
        }))
        @if !shown.versions.is_empty() { (components::card(&ctx.t(key("template-versions")), None, versions(ctx, shown, locale))) }
        (deleting(ctx, shown, wrong))
    };
    let story = story(ctx, shown, locale, &report);
    Ok(drawn(signed, &shown.template, Tabs::Letter, components::two_columns(story, beside)))
}

fn story(ctx: &PageCtx, shown: &Shown, locale: Locale, report: &quality::Report) -> Markup {
    let id = shown.template.id;
    let number = shown.version.as_ref().map(|version| version.number);
    let query = number.map_or_else(String::new, |number| format!("&version={number}"));
    let tabs = Locale::ALL.map(|other| Tab {
        label: other.own_name().to_owned(),
        href: format!("{PATH}/{id}?lang={}{query}", other.code()),
        current: other == locale,
        count: None,
    });
    let is_older = number.is_some_and(|number| number != shown.template.version);
    html! {
        @if is_older { (older(ctx, shown, number.unwrap_or_default())) }
        @if number.is_none() {
            (components::callout(Tone::Accent, &ctx.t(key("template-draft-shown")), &html! { p { (ctx.t(key("template-draft-shown-text"))) } }))
        } @else if !is_older && is_ahead(shown) {
            (components::callout(Tone::Accent, &ctx.t(key("template-ahead")), &html! {
                p { (ctx.t(key("template-ahead-text"))) " " a href=(Tabs::Edit.path(id)) { (ctx.t(key("template-ahead-link"))) } }
            }))
        }
        (components::choices(&ctx.t(key("template-language")), &tabs))
        section.section {
            (components::message_frame(&ctx.t(key("template-preview")), &format!("{PATH}/{id}/preview?lang={}{query}", locale.code())))
        }
        (components::card(&ctx.t(key("template-quality")), None, report.draw(ctx)))
    }
}

/// Whether the draft says something else than the last version.
fn is_ahead(shown: &Shown) -> bool {
    let draft = &shown.template.draft;
    shown.version.as_ref().is_some_and(|version| {
        (draft.about, draft.is_marketing, &draft.letters) != (version.about, version.is_marketing, &version.letters)
    })
}

fn older(ctx: &PageCtx, shown: &Shown, number: i64) -> Markup {
    let path = format!("{PATH}/{}/restore", shown.template.id);
    let text = html! {
        p { (ctx.t(key("template-older-text"))) }
        (forms::post(ctx, &path, html! {
            (forms::hidden("version", &number.to_string()))
            div.actions { (components::button_quiet(&ctx.t(key("template-restore")))) }
        }))
    };
    components::callout(Tone::Warn, &ctx.t_with(key("template-older"), &[("version", number.into())]), &text)
}

fn facts(ctx: &PageCtx, shown: &Shown) -> Markup {
    let t = |said: &str| ctx.t(said).into_owned();
    let draft = whole(shown);
    let mut pairs = vec![
        (t(key("template-about")), html! { (ctx.t_code("template-about", draft.about.word())) }),
        (t(key("template-kind")), html! { (kind(ctx, draft.is_marketing)) }),
    ];
    if let Some(topic) = shown.topics.find(&draft.topic) {
        pairs.push((t(key("template-topic")), html! { (components::name(topic.name(ctx.locale()))) }));
    }
    if let Some(version) = &shown.version {
        pairs.push((t(key("template-published-at")), components::time(ctx, version.published_at)));
        let letter = LetterRef::Own { template: shown.template.id, version: version.number };
        pairs.push((t(key("template-letter-name")), components::copyable(ctx, &letter.name())));
    }
    pairs.push((t(key("template-changed-at")), components::time(ctx, shown.template.changed_at)));
    pairs.push((t(key("template-id")), components::copyable(ctx, &shown.template.id.to_string())));
    components::facts(&pairs)
}

fn versions(ctx: &PageCtx, shown: &Shown, locale: Locale) -> Markup {
    let current = shown.version.as_ref().map(|version| version.number);
    html! {
        ul.plain-list {
            @for version in &shown.versions {
                @let said = ctx.t_with(key("template-version"), &[("version", version.number.into())]);
                li {
                    @if Some(version.number) == current { strong { (said) } }
                    @else { a href={ (PATH) "/" (shown.template.id) "?lang=" (locale.code()) "&version=" (version.number) } { (said) } }
                    " " span.quiet { (components::ago(ctx, version.published_at)) }
                }
            }
        }
    }
}

fn deleting(ctx: &PageCtx, shown: &Shown, wrong: Option<&str>) -> Markup {
    let content = if shown.users.is_empty() {
        let path = format!("{PATH}/{}/delete", shown.template.id);
        let name = ctx.t_with(key("template-delete-type"), &[("name", shown.template.draft.name.as_str().into())]);
        html! {
            p { (ctx.t(key("template-delete-text"))) }
            (forms::post(ctx, &path, html! {
                (Field::text("typed", name).error(wrong).required())
                div.actions { button.button.button-bad type="submit" { (ctx.t(key("template-delete"))) } }
            }))
        }
    } else {
        html! { p { (ctx.t(key("template-delete-used"))) } (users(ctx, &shown.users)) }
    };
    html! { div #delete { (components::disclosure(&ctx.t(key("template-delete")), html! { div.stack { (content) } })) } }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Restoring {
    version: String,
}

async fn restore(
    Path(template): Path<String>,
    AllowedForm(signed, Manage, form): AllowedForm<Manage, Restoring>,
) -> Result<Response, Failure> {
    let id = id_of(&template)?;
    let version: i64 = form.version.parse().map_err(|_| Failure::NOT_FOUND)?;
    let done = act(&signed, id, Deed::TemplateChanged, move |tx, now| {
        doing::restore(tx, id, version, now).map(|()| ((), format!("version={version}")))
    });
    done.await?.map_err(|_| Failure::NOT_FOUND)?;
    Ok(see_other(&format!("{}?done=template-restored", Tabs::Edit.path(id))))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Typed {
    typed: String,
}

/// It can't be undone, so its name is typed first.
async fn delete(
    Path(template): Path<String>,
    AllowedForm(signed, Manage, typed): AllowedForm<Manage, Typed>,
) -> Result<Response, Failure> {
    let mut signed = signed.at(Nav::Templates);
    let id = id_of(&template)?;
    let shown = blocking(&signed.app, move |app| load(app, id, None)).await?.ok_or(Failure::NOT_FOUND)?;
    let wrong = if typed.typed.trim() == shown.template.draft.name {
        let done =
            act(&signed, id, Deed::TemplateDeleted, move |tx, now| doing::delete(tx, id, now).map(|()| ((), String::new())));
        match done.await? {
            Ok(()) => return Ok(see_other(&format!("{PATH}?done=template-deleted"))),
            // The page says who uses it.
            Err(NotDone::Used(_)) => signed.ctx.t(key("template-delete-used")),
            Err(_) => return Err(Failure::NOT_FOUND),
        }
    } else {
        signed.ctx.t(key("template-delete-other-name"))
    };
    signed.warn(wrong.clone());
    let page = draw(&signed, &shown, signed.store.locale(), Some(&wrong)).await?;
    Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
