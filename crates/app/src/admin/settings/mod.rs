//! How the store is run: itself, its keys, its mail, its rules and when they may write, what it asks, its website, its people, what they did, and how long things are kept.

use super::{Signed, places};
use crate::app::App;
use axum::Router;
use base::{Currency, Locale};
use foundation::staff::{Permission, Role};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use web::components::{self, Tab};
use web::forms::{Field, FieldErrors};
use web::layout::{Heading, Nav, page};
use web::{Html, PageCtx, key};

mod audit;
mod audit_words;
mod consent;
mod dkim;
mod dns;
mod effect;
mod email;
mod email_test;
mod feedback;
mod keys;
mod keys_new;
mod looks;
mod mailbox;
mod people;
mod person;
mod person_form;
mod retention;
mod retention_page;
mod rules;
mod senders;
mod sending;
mod sending_page;
mod server_form;
mod servers;
mod store;
mod teams;
mod topics;
mod tracking;
mod webhooks;
mod website;
mod website_preview;
mod website_words;

pub(super) use email_test::words as trial_words;
pub(super) use keys_new::example;

pub fn router() -> Router<App> {
    Router::new()
        .merge(store::router())
        .merge(keys::router())
        .merge(keys_new::router())
        .merge(webhooks::router())
        .merge(email::router())
        .merge(rules::router())
        .merge(sending::router())
        .merge(consent::router())
        .merge(topics::router())
        .merge(website::router())
        .merge(website_preview::router())
        .merge(website_words::router())
        .merge(people::router())
        .merge(person::router())
        .merge(teams::router())
        .merge(audit::router())
        .merge(looks::router())
        .merge(retention::router())
}

/// The tabs, in the order in which a new store needs them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Store,
    Keys,
    Webhooks,
    Email,
    Rules,
    Sending,
    Consent,
    Website,
    People,
    Teams,
    Audit,
    Looks,
    Retention,
}

impl Place {
    const ALL: [Self; 13] = [
        Self::Store,
        Self::Keys,
        Self::Webhooks,
        Self::Email,
        Self::Rules,
        Self::Sending,
        Self::Consent,
        Self::Website,
        Self::People,
        Self::Teams,
        Self::Audit,
        Self::Looks,
        Self::Retention,
    ];

    const fn path(self) -> &'static str {
        match self {
            Self::Store => "/admin/settings",
            Self::Keys => "/admin/settings/keys",
            Self::Webhooks => "/admin/settings/webhooks",
            Self::Email => "/admin/settings/email",
            Self::Rules => "/admin/settings/rules",
            Self::Sending => "/admin/settings/sending",
            Self::Consent => "/admin/settings/consent",
            Self::Website => "/admin/settings/website",
            Self::People => "/admin/settings/people",
            Self::Teams => "/admin/settings/teams",
            Self::Audit => "/admin/settings/audit",
            Self::Looks => "/admin/settings/looks",
            Self::Retention => "/admin/settings/retention",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Store => key("settings-tab-store"),
            Self::Keys => key("settings-tab-keys"),
            Self::Webhooks => key("settings-tab-webhooks"),
            Self::Email => key("settings-tab-email"),
            Self::Rules => key("settings-tab-rules"),
            Self::Sending => key("settings-tab-sending"),
            Self::Consent => key("settings-tab-consent"),
            Self::Website => key("settings-tab-website"),
            Self::People => key("settings-tab-people"),
            Self::Teams => key("settings-tab-teams"),
            Self::Audit => key("settings-tab-audit"),
            Self::Looks => key("settings-tab-looks"),
            Self::Retention => key("settings-tab-retention"),
        }
    }

    /// What its page needs of a role; the coverage table of the routes says the same of the handlers.
    const fn permission(self) -> Permission {
        match self {
            Self::Store | Self::Email | Self::Rules | Self::Sending | Self::Consent | Self::Website => Permission::Manage,
            Self::Keys | Self::Webhooks | Self::People | Self::Teams => Permission::Own,
            Self::Audit | Self::Looks | Self::Retention => Permission::Oversee,
        }
    }
}

/// Where the settings begin for a role; `None` where none of them is for it.
pub(super) fn first_for(role: Role) -> Option<&'static str> {
    Place::ALL.into_iter().find(|place| role.may(place.permission())).map(Place::path)
}

/// A page of settings: above it the tabs that the reader's role opens.
fn drawn(signed: &Signed, place: Place, heading: Heading, content: Markup) -> Html {
    let ctx = &signed.ctx;
    let tabs: Vec<Tab> = Place::ALL
        .iter()
        .filter(|tab| signed.may(tab.permission()))
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
