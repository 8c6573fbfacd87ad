//! What visitors of the store's own pages are asked, how the question looks, and how it gets there.

use super::{Place, drawn};
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm};
use crate::admin::{Failure, Signed, blocking};
use crate::app::App;
use crate::asking::Asking;
use crate::banner::{BENEFIT_CHARS_MAX, BannerSettings, Position, VERSION_CHARS_MAX, is_version, words_of};
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::Locale;
use foundation::consent::Purpose;
use foundation::staff::Deed;
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeMap;
use web::components;
use web::forms::{self, Check, Field, FieldErrors};
use web::http::see_other;
use web::layout::Heading;
use web::{Html, PageCtx, key};

const URL_CHARS_MAX: usize = 300;

/// The field of each purpose.
const ASKED: [(Purpose, &str); 3] =
    [(Purpose::Analytics, "ask_analytics"), (Purpose::Personalise, "ask_personalise"), (Purpose::Research, "ask_research")];

/// The field of each purpose's benefit in each language.
const BENEFITS: [(Purpose, Locale, &str); 9] = [
    (Purpose::Analytics, Locale::En, "benefit_analytics_en"),
    (Purpose::Analytics, Locale::Ar, "benefit_analytics_ar"),
    (Purpose::Analytics, Locale::Fa, "benefit_analytics_fa"),
    (Purpose::Personalise, Locale::En, "benefit_personalise_en"),
    (Purpose::Personalise, Locale::Ar, "benefit_personalise_ar"),
    (Purpose::Personalise, Locale::Fa, "benefit_personalise_fa"),
    (Purpose::Research, Locale::En, "benefit_research_en"),
    (Purpose::Research, Locale::Ar, "benefit_research_ar"),
    (Purpose::Research, Locale::Fa, "benefit_research_fa"),
];

pub(super) fn router() -> Router<App> {
    Router::new().route(Place::Website.path(), get(show).post(take))
}

/// The form as it was sent, by field.
#[derive(Deserialize)]
#[serde(transparent)]
struct WebsiteForm(BTreeMap<String, String>);

async fn show(Allowed(signed, Manage): Allowed<Manage>) -> Result<Html, Failure> {
    let load = |tx: &mut db::Tx<'_>| Ok::<_, db::Error>((BannerSettings::load(tx)?, Asking::load(tx)?));
    let (banner, asking) = blocking(&signed.app, move |app| app.db.record.read(load)).await?;
    Ok(page(&signed, &banner, &asking, &FieldErrors::default()))
}

async fn take(AllowedForm(mut signed, Manage, form): AllowedForm<Manage, WebsiteForm>) -> Result<Response, Failure> {
    let banner = form.read();
    let asking = blocking(&signed.app, |app| app.db.record.read(Asking::load)).await?;
    let errors = check(&signed.ctx, &banner);
    if !errors.is_empty() {
        signed.warn(signed.ctx.t("form-not-saved"));
        return Ok(page(&signed, &banner, &asking, &errors).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    }
    let now = signed.app.clock.now();
    let deed = signed.deed(Deed::SettingChanged, "website");
    let save = move |tx: &mut db::Tx<'_>| {
        deed.write(tx)?;
        banner.save(tx, now)
    };
    let saved: db::Result<()> = signed.app.recorder.submit(save).await;
    saved?;
    tracing::info!(staff = %signed.staff.id, "what visitors are asked was set");
    Ok(see_other("/admin/settings/website?done=saved"))
}

impl WebsiteForm {
    fn read(&self) -> BannerSettings {
        let text = |name: &str| self.0.get(name).map(|text| text.trim().to_owned()).unwrap_or_default();
        let is_on = |name: &str| self.0.get(name).is_some_and(|value| value == "on");
        let benefits = BENEFITS.iter().map(|(purpose, locale, name)| (benefit_key(*purpose, *locale), text(name)));
        BannerSettings {
            shown: is_on("shown"),
            purposes: ASKED.iter().filter(|(_, name)| is_on(name)).map(|(purpose, _)| purpose.word().to_owned()).collect(),
            position: Position::from_word(&text("position")).unwrap_or_default(),
            button: is_on("button"),
            notice_url: text("notice_url"),
            notice_version: text("notice_version"),
            benefits: benefits.filter(|(_, text)| !text.is_empty()).collect(),
        }
    }
}

fn benefit_key(purpose: Purpose, locale: Locale) -> String {
    format!("{}.{}", purpose.word(), locale.code())
}

fn check(ctx: &PageCtx, banner: &BannerSettings) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if banner.shown && banner.purposes.is_empty() {
        errors.add("ask_analytics", ctx.t(key("website-purposes-wrong")));
    }
    for (purpose, locale, name) in BENEFITS {
        let text = banner.benefits.get(&benefit_key(purpose, locale)).map_or("", String::as_str);
        if text.chars().count() > BENEFIT_CHARS_MAX {
            let field = benefit_label(ctx, purpose, locale);
            let args = [("field", field.into()), ("max", BENEFIT_CHARS_MAX.into())];
            errors.add(name, ctx.t_with(key("website-benefit-long"), &args));
        }
    }
    if !banner.notice_url.is_empty() && !super::store::is_web_address(&banner.notice_url) {
        errors.add("notice_url", ctx.t(key("form-not-url")));
    }
    if !is_version(&banner.notice_version) {
        errors.add("notice_version", ctx.t_with(key("website-notice-version-wrong"), &[("max", VERSION_CHARS_MAX.into())]));
    }
    errors
}

fn page(signed: &Signed, banner: &BannerSettings, asking: &Asking, errors: &FieldErrors) -> Html {
    let ctx = &signed.ctx;
    let form = html! {
        (forms::group(&ctx.t("website-ask"), None, what(ctx, banner, asking, errors)))
        (components::disclosure(&ctx.t("website-benefits"), benefits(ctx, banner, errors)))
        (forms::group(&ctx.t("website-look"), None, look(ctx, banner)))
        (forms::group(&ctx.t("website-notice"), None, notice(ctx, banner, errors)))
        (forms::submit_row(&ctx.t("action-save"), None))
    };
    let content = html! {
        (forms::error_summary(ctx, errors))
        div.section.card { (forms::post(ctx, Place::Website.path(), form)) }
        (embed(signed))
    };
    let preview = components::button_link("/admin/settings/website/preview", &ctx.t("website-preview"));
    let heading = Heading::new(ctx.t("website-title")).state(html! { (ctx.t("website-state")) }).actions(preview);
    drawn(signed, Place::Website, heading, content)
}

fn what(ctx: &PageCtx, banner: &BannerSettings, asking: &Asking, errors: &FieldErrors) -> Markup {
    html! {
        (Check::switch("shown", ctx.t("website-shown"), banner.shown).hint(ctx.t("website-shown-hint")))
        (forms::group(&ctx.t("website-purposes"), None, html! {
            @if let Some(error) = errors.get("ask_analytics") { p.field-error { (error) } }
            @for (purpose, name) in ASKED.into_iter().filter(|(purpose, _)| asking.uses(*purpose)) {
                (Check::new(name, ctx.t(words_of(purpose).0), banner.asks(purpose)).hint(ctx.t(words_of(purpose).1)))
            }
        }))
    }
}

fn benefit_label(ctx: &PageCtx, purpose: Purpose, locale: Locale) -> String {
    let args = [("purpose", ctx.t(words_of(purpose).0).into_owned().into()), ("language", locale.own_name().into())];
    ctx.t_with(key("website-benefit-field"), &args)
}

fn benefits(ctx: &PageCtx, banner: &BannerSettings, errors: &FieldErrors) -> Markup {
    html! {
        div.stack {
            p.hint { (ctx.t_with("website-benefits-text", &[("max", BENEFIT_CHARS_MAX.into())])) }
            @for (purpose, locale, name) in BENEFITS {
                @let value = banner.benefits.get(&benefit_key(purpose, locale)).cloned().unwrap_or_default();
                (Field::textarea(name, benefit_label(ctx, purpose, locale), 2).value(value).error(errors.get(name))
                    .optional(ctx).max_length(BENEFIT_CHARS_MAX as u32))
            }
        }
    }
}

fn look(ctx: &PageCtx, banner: &BannerSettings) -> Markup {
    let words = |position: Position| match position {
        Position::Corner => key("website-position-corner"),
        Position::Bottom => key("website-position-bottom"),
    };
    let options = Position::ALL.map(|position| (position.word().to_owned(), ctx.t(words(position)).into_owned()));
    html! {
        (Field::select("position", ctx.t("website-position"), options).value(banner.position.word()))
        (Check::switch("button", ctx.t("website-button"), banner.button).hint(ctx.t("website-button-hint")))
    }
}

fn notice(ctx: &PageCtx, banner: &BannerSettings, errors: &FieldErrors) -> Markup {
    html! {
        (Field::text("notice_url", ctx.t("website-notice-url")).hint(ctx.t("website-notice-url-hint")).value(&banner.notice_url).ltr().error(errors.get("notice_url"))
            .optional(ctx).max_length(URL_CHARS_MAX as u32))
        (Field::text("notice_version", ctx.t("website-notice-version")).hint(ctx.t("website-notice-version-hint"))
            .value(&banner.notice_version).ltr().short().error(errors.get("notice_version"))
            .max_length(VERSION_CHARS_MAX as u32).required())
    }
}

/// How it gets into the store's pages: a line to paste, and what a policy there must allow.
fn embed(signed: &Signed) -> Markup {
    let (ctx, base) = (&signed.ctx, &signed.app.config.base_url);
    let line = format!("<script src=\"{base}/a.js\" data-key=\"amana_site_…\" async></script>");
    let policy = format!("script-src {base}; connect-src {base}");
    let make = html! { a.quiet-link href="/admin/settings/keys/new?scope=site" { (ctx.t("website-embed-key")) } };
    let code = |text: &str| html! { pre dir="ltr" tabindex="0" { code { (text) } } };
    components::card(
        &ctx.t("website-embed"),
        Some(make),
        html! {
            div.stack {
                p { (ctx.t("website-embed-text")) }
                (code(&line))
                p { (ctx.t("website-embed-policy")) }
                (code(&policy))
                p { (ctx.t("website-embed-link")) }
                (code("<a href=\"#\" data-amana-choices>…</a>"))
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::banner::PURPOSES;

    #[test]
    fn every_purpose_that_a_page_may_ask_for_has_its_fields() {
        assert_eq!(ASKED.map(|(purpose, _)| purpose), PURPOSES);
        for purpose in PURPOSES {
            for locale in Locale::ALL {
                assert!(BENEFITS.iter().any(|(of, language, _)| (*of, *language) == (purpose, locale)));
            }
        }
    }
}
