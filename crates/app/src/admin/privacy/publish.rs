//! Putting a draft in force: what it changes, whom that concerns, and the question before it is done.

use super::{Place, drawn, people};
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm};
use crate::admin::{Failure, Signed, blocking, words};
use crate::app::App;
use crate::notices::{draw_difference, for_everybody, is_touched};
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::Locale;
use db::Error;
use foundation::consent::Purpose;
use foundation::notices::{self, Notice};
use foundation::staff::Deed;
use maud::{Markup, html};
use web::components::{self, Tone};
use web::forms::{self, Check, FieldErrors};
use web::http::see_other;
use web::layout::Heading;
use web::{Html, PageCtx, key};

const PATH: &str = "/admin/privacy/notices/publish";

pub(super) fn router() -> Router<App> {
    Router::new().route(PATH, get(show).post(take))
}

/// A draft, and the version that it would follow.
struct Change {
    draft: Notice,
    current: Option<Notice>,
}

/// What somebody chose.
#[derive(Default)]
struct Choice {
    /// Whether it is material; `None` where nothing was chosen.
    material: Option<bool>,
    purposes: Vec<Purpose>,
    /// The draft that was agreed to.
    agreed: String,
}

impl Choice {
    fn read(form: &[(String, String)]) -> Self {
        let value = |name: &str| form.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value.as_str());
        let material = match value("change") {
            "material" => Some(true),
            "wording" => Some(false),
            _ => None,
        };
        let purposes = form.iter().filter(|(name, _)| name == "purpose").filter_map(|(_, word)| Purpose::from_word(word));
        let purposes = purposes.filter(|_| material == Some(true)).collect();
        Self { material, purposes, agreed: value("agreed").to_owned() }
    }
}

async fn load(signed: &Signed) -> Result<Option<Change>, Failure> {
    let read = |app: &App| {
        app.db.record.read(|tx| {
            let Some(draft) = notices::draft(tx)? else { return Ok(None) };
            Ok::<_, Error>(Some(Change { draft, current: notices::current(tx)? }))
        })
    };
    Ok(blocking(&signed.app, read).await?)
}

async fn show(Allowed(signed, Manage): Allowed<Manage>) -> Result<Response, Failure> {
    let Some(change) = load(&signed).await? else { return Ok(see_other(Place::Notices.path())) };
    Ok(page(&signed, &change, &Choice::default(), &FieldErrors::default()).into_response())
}

async fn take(AllowedForm(mut signed, Manage, form): AllowedForm<Manage, Vec<(String, String)>>) -> Result<Response, Failure> {
    let Some(change) = load(&signed).await? else { return Ok(see_other(Place::Notices.path())) };
    let choice = Choice::read(&form);
    let errors = check(&signed.ctx, &change, &choice);
    if !errors.is_empty() {
        signed.warn(signed.ctx.t("form-not-saved"));
        return Ok(page(&signed, &change, &choice, &errors).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    }
    if choice.agreed != stamp(&change.draft) {
        let touched = touched(&signed, choice.purposes.clone()).await?;
        return Ok(ask(&signed, &change, &choice, touched).into_response());
    }
    let (now, version) = (signed.app.clock.now(), change.draft.version);
    let deed = signed.deed(Deed::NoticePublished, "notice").detail(format!("version={version}"));
    let publish = move |tx: &mut db::Tx<'_>| {
        let is_done = notices::publish(tx, version, &choice.purposes, now)?;
        if is_done {
            deed.write(tx)?;
        }
        Ok(is_done)
    };
    let published: db::Result<bool> = signed.app.recorder.submit(publish).await;
    if published? {
        tracing::info!(staff = %signed.staff.id, version, "a version of the privacy notice was published");
    }
    Ok(see_other("/admin/privacy/notices?done=published"))
}

fn check(ctx: &PageCtx, change: &Change, choice: &Choice) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if choice.material.is_none() {
        errors.add("change", ctx.t(key("notice-change-choose")));
    }
    if choice.material == Some(true) && choice.purposes.is_empty() {
        errors.add("change", ctx.t(key("notice-purpose-choose")));
    }
    if let Some(lacking) = Locale::ALL.into_iter().find(|locale| change.draft.text(*locale).is_empty()) {
        errors.add("change", ctx.t_with(key("notice-language-lacks"), &[("language", lacking.own_name().into())]));
    }
    errors
}

/// Another text after every change of the draft: whoever agreed, agreed to what they saw.
fn stamp(draft: &Notice) -> String {
    format!("{}.{}", draft.version, draft.changed_at.micros())
}

/// How many people would be asked again.
async fn touched(signed: &Signed, purposes: Vec<Purpose>) -> Result<u64, Failure> {
    if purposes.is_empty() {
        return Ok(0);
    }
    let count = move |app: &App| {
        let (now, mut count) = (app.clock.now(), 0);
        for_everybody(app, |choices| count += u64::from(is_touched(choices, &purposes, now)))?;
        Ok::<_, Error>(count)
    };
    Ok(blocking(&signed.app, count).await?)
}

fn page(signed: &Signed, change: &Change, choice: &Choice, errors: &FieldErrors) -> Html {
    let ctx = &signed.ctx;
    let controls = html! {
        (forms::group(&ctx.t("notice-change-question"), None, html! {
            div #f-change {
                @if let Some(error) = errors.get("change") { p.error { (error) } }
                (Check::radio("change", "wording", ctx.t("notice-wording"), choice.material == Some(false))
                    .hint(ctx.t("notice-wording-hint")))
                (Check::radio("change", "material", ctx.t("notice-material"), choice.material == Some(true))
                    .hint(ctx.t("notice-material-hint")))
            }
        }))
        (forms::group(&ctx.t("notice-purposes"), Some(&ctx.t("notice-purposes-hint")), html! {
            @for purpose in Purpose::ALL.iter().filter(|purpose| is_asked(**purpose)) {
                (Check::new("purpose", words::purpose(ctx, *purpose), choice.purposes.contains(purpose)).value(purpose.word()))
            }
        }))
        (forms::submit_row(&ctx.t("notice-continue"), Some(html! { a.quiet-link href="/admin/privacy/notices/draft" { (ctx.t("notice-back")) } })))
    };
    let content = html! {
        (forms::error_summary(ctx, errors))
        (components::two_columns(html! { div.section.card { (forms::post(ctx, PATH, controls)) } }, differences(ctx, change)))
    };
    drawn(ctx, Place::Notices, heading(ctx, change), content)
}

/// What people are asked for; the rest follows from an order or the law.
const fn is_asked(purpose: Purpose) -> bool {
    !matches!(purpose, Purpose::FulfilOrders | Purpose::Security | Purpose::LegalDuties)
}

fn heading(ctx: &PageCtx, change: &Change) -> Heading {
    let title = ctx.t_with(key("notice-publish-title"), &[("version", change.draft.version.into())]);
    Heading::new(title).crumb(ctx.t(key("notices-title")), Place::Notices.path())
}

/// What changed in each language; a language that stayed as it was while others changed is named.
fn differences(ctx: &PageCtx, change: &Change) -> Markup {
    let before = |locale: Locale| change.current.as_ref().map_or("", |current| current.text(locale));
    html! {
        @for locale in Locale::ALL {
            @let new = change.draft.text(locale);
            (components::card(locale.own_name(), None, html! {
                @if new == before(locale) { p.quiet { (ctx.t(key("notice-unchanged"))) } }
                @else { (draw_difference(ctx, locale, before(locale), new)) }
            }))
        }
    }
}

/// The question: nothing is published before somebody has read whom it concerns.
fn ask(signed: &Signed, change: &Change, choice: &Choice, touched: u64) -> Html {
    let ctx = &signed.ctx;
    let purposes: Vec<String> = choice.purposes.iter().map(|one| words::mid(ctx, &words::purpose(ctx, *one))).collect();
    let told = if choice.purposes.is_empty() {
        ctx.t(key("notice-ask-wording")).into_owned()
    } else {
        let args = [("people", people(ctx, touched).into()), ("purposes", words::list_of(ctx, &purposes).into())];
        ctx.t_with(key("notice-ask-material"), &args)
    };
    let content = html! {
        (components::callout(Tone::Warn, &ctx.t("notice-ask-title"), &html! { p { (told) } p { (ctx.t("notice-ask-final")) } }))
        div.section.card {
            (forms::post(ctx, PATH, html! {
                (forms::hidden("change", if choice.material == Some(true) { "material" } else { "wording" }))
                @for purpose in &choice.purposes { (forms::hidden("purpose", purpose.word())) }
                (forms::hidden("agreed", &stamp(&change.draft)))
                (forms::submit_row(&ctx.t("notice-publish"), Some(html! { a.quiet-link href=(PATH) { (ctx.t("notice-back")) } })))
            }))
        }
    };
    drawn(ctx, Place::Notices, heading(ctx, change), content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_count_only_with_a_material_change() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let both = [pair("purpose", "loyalty"), pair("purpose", "analytics"), pair("purpose", "nonsense")];
        let read = |change: &str| Choice::read(&[&both[..], &[pair("change", change)]].concat());
        assert_eq!(read("material").purposes, [Purpose::Loyalty, Purpose::Analytics]);
        assert!(read("wording").purposes.is_empty() && read("").material.is_none());
    }
}
