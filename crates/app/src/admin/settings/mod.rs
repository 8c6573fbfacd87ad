//! How the store is run: itself, its keys, its mail, its rules, its website, and how long things are kept.

use super::places;
use crate::app::App;
use axum::Router;
use base::{Currency, Locale};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use web::components::{self, Tab};
use web::forms::{Field, FieldErrors};
use web::layout::{Heading, Nav, page};
use web::{Html, PageCtx, key};

mod dkim;
mod email;
mod email_test;
mod keys;
mod keys_new;
mod retention;
mod retention_page;
mod rules;
mod store;
mod website;
mod website_preview;
mod website_words;

pub(super) use keys_new::example;

pub fn router() -> Router<App> {
    Router::new()
        .merge(store::router())
        .merge(keys::router())
        .merge(keys_new::router())
        .merge(email::router())
        .merge(rules::router())
        .merge(website::router())
        .merge(website_preview::router())
        .merge(website_words::router())
        .merge(retention::router())
}

/// The tabs, in the order in which a new store needs them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Store,
    Keys,
    Email,
    Rules,
    Website,
    Retention,
}

impl Place {
    const ALL: [Self; 6] = [Self::Store, Self::Keys, Self::Email, Self::Rules, Self::Website, Self::Retention];

    const fn path(self) -> &'static str {
        match self {
            Self::Store => "/admin/settings",
            Self::Keys => "/admin/settings/keys",
            Self::Email => "/admin/settings/email",
            Self::Rules => "/admin/settings/rules",
            Self::Website => "/admin/settings/website",
            Self::Retention => "/admin/settings/retention",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Store => key("settings-tab-store"),
            Self::Keys => key("settings-tab-keys"),
            Self::Email => key("settings-tab-email"),
            Self::Rules => key("settings-tab-rules"),
            Self::Website => key("settings-tab-website"),
            Self::Retention => key("settings-tab-retention"),
        }
    }
}

/// A page of settings: its tabs above it.
fn drawn(ctx: &PageCtx, place: Place, heading: Heading, content: Markup) -> Html {
    let tabs: Vec<Tab> = Place::ALL
        .iter()
        .map(|tab| Tab {
            label: ctx.t(tab.label()).into_owned(),
            href: tab.path().to_owned(),
            current: *tab == place,
            count: None,
        })
        .collect();
    let content = html! {
        (components::tabs(ctx, &ctx.t("settings-tabs"), &tabs))
        div.stack { (content) }
    };
    let mut ctx = ctx.clone();
    ctx.nav = Some(Nav::Settings);
    page(&ctx, &heading, content)
}

/// The languages that every page and message exists in.
pub(super) fn language_field(ctx: &PageCtx, value: &str) -> Field {
    let options = Locale::ALL.map(|locale| (locale.code().to_owned(), locale.own_name().to_owned()));
    Field::select("language", ctx.t("settings-language"), options).hint(ctx.t("settings-language-hint")).value(value).required()
}

pub(super) fn country_field(ctx: &PageCtx, value: &str) -> Field {
    let options = std::iter::once((String::new(), ctx.t("form-choose").into_owned())).chain(places::countries(ctx));
    Field::select("country", ctx.t("settings-country"), options)
        .hint(ctx.t("settings-country-hint"))
        .value(value)
        .autocomplete("country")
        .required()
}

pub(super) fn currency_field(ctx: &PageCtx, value: &str) -> Field {
    let options = with_present(places::currencies(ctx), value);
    Field::select("currency", ctx.t("settings-currency"), options).hint(ctx.t("settings-currency-hint")).value(value).required()
}

pub(super) fn zone_field(ctx: &PageCtx, value: &str) -> Field {
    let options = with_present(places::zones(ctx), value);
    Field::select("time_zone", ctx.t("settings-time-zone"), options)
        .hint(ctx.t("settings-time-zone-hint"))
        .value(value)
        .required()
}

/// A value set from elsewhere (a file, an older list) stays choosable.
fn with_present(mut options: Vec<(String, String)>, value: &str) -> Vec<(String, String)> {
    if !value.is_empty() && !options.iter().any(|(option, _)| option == value) {
        options.push((value.to_owned(), value.to_owned()));
    }
    options
}

/// Whether country, currency and time zone are ones.
pub(super) fn check_places(ctx: &PageCtx, errors: &mut FieldErrors, country: &str, currency: &str, zone: &str) {
    if places::Country::find(country).is_none() {
        errors.add("country", ctx.t(key("form-not-choice")));
    }
    if Currency::parse(currency).is_err() {
        errors.add("currency", ctx.t(key("form-not-choice")));
    }
    if TimeZone::get(zone).is_err() {
        errors.add("time_zone", ctx.t(key("form-not-choice")));
    }
}
