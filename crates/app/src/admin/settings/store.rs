//! The store as its customers see it.

use super::{Place, drawn};
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::{EmailAddress, Locale, Timestamp};
use db::Tx;
use foundation::history::Retention;
use foundation::settings::StoreSettings;
use foundation::staff::Deed;
use maud::html;
use serde::Deserialize;
use web::forms::{self, Check, Field, FieldErrors};
use web::http::see_other;
use web::layout::Heading;
use web::{Html, PageCtx, components, key};

const NAME_CHARS_MAX: usize = 100;
const ADDRESS_CHARS_MAX: usize = 500;
const WEBSITE_CHARS_MAX: usize = 300;

pub(super) fn router() -> Router<App> {
    Router::new().route(Place::Store.path(), get(show).post(take))
}

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct StoreForm {
    store_name: String,
    language: String,
    country: String,
    currency: String,
    time_zone: String,
    toman: String,
    sender_name: String,
    sender_email: String,
    postal_address: String,
    website: String,
    privacy_email: String,
}

async fn show(Allowed(signed, Manage): Allowed<Manage>) -> Html {
    page(&signed, &StoreForm::of(&signed.store), &FieldErrors::default())
}

async fn take(AllowedForm(mut signed, Manage, form): AllowedForm<Manage, StoreForm>) -> Result<Response, Failure> {
    let form = form.trimmed();
    let errors = form.check(&signed.ctx);
    if !errors.is_empty() {
        signed.warn(signed.ctx.t("form-not-saved"));
        return Ok(page(&signed, &form, &errors).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    }
    let now = signed.app.clock.now();
    let deed = signed.deed(Deed::SettingChanged, "store");
    let saved: db::Result<bool> = signed
        .app
        .recorder
        .submit(move |tx| {
            let old = StoreSettings::load(tx)?;
            let new = form.over(old.clone());
            deed.detail(format!("fields={}", changed(&old, &new).join(","))).write(tx)?;
            new.save(tx, now)?;
            keep_orders(tx, old.country(), new.country(), now)
        })
        .await;
    let done = if saved? { "saved-orders" } else { "saved" };
    blocking(&signed.app, |app| app.settings_changed().map_err(Failure::from)).await?;
    Ok(see_other(&format!("/admin/settings?done={done}")))
}

/// Where the law of the new country has orders deleted earlier, they are kept as long as before, until somebody decides
/// otherwise in *Retention*, where a shorter time is asked about. Whether it was so.
fn keep_orders(tx: &mut Tx<'_>, old: Option<&str>, new: Option<&str>, now: Timestamp) -> db::Result<bool> {
    let retention = Retention::load(tx)?;
    let kept = retention.of(old).orders;
    let is_shorter = super::retention::is_shorter(kept, retention.of(new).orders);
    if is_shorter {
        Retention { orders: Some(kept), ..retention }.save(tx, now)?;
    }
    Ok(is_shorter)
}

/// Which fields of the form change something.
fn changed(old: &StoreSettings, new: &StoreSettings) -> Vec<&'static str> {
    let of = |store: &StoreSettings| {
        let StoreForm {
            store_name,
            language,
            country,
            currency,
            time_zone,
            toman,
            sender_name,
            sender_email,
            postal_address,
            website,
            privacy_email,
        } = StoreForm::of(store);
        [
            ("store_name", store_name),
            ("language", language),
            ("country", country),
            ("currency", currency),
            ("time_zone", time_zone),
            ("toman", toman),
            ("sender_name", sender_name),
            ("sender_email", sender_email),
            ("postal_address", postal_address),
            ("website", website),
            ("privacy_email", privacy_email),
        ]
    };
    of(old).into_iter().zip(of(new)).filter(|(old, new)| old != new).map(|(_, (name, _))| name).collect()
}

impl StoreForm {
    fn of(store: &StoreSettings) -> Self {
        let store = store.clone();
        Self {
            store_name: store.name,
            language: store.locale,
            country: store.country,
            currency: store.currency,
            time_zone: store.time_zone,
            toman: if store.show_toman { "on".to_owned() } else { String::new() },
            sender_name: store.sender_name,
            sender_email: store.sender_email,
            postal_address: store.postal_address,
            website: store.website,
            privacy_email: store.privacy_email,
        }
    }

    fn trimmed(mut self) -> Self {
        for text in [
            &mut self.store_name,
            &mut self.sender_name,
            &mut self.sender_email,
            &mut self.postal_address,
            &mut self.website,
            &mut self.privacy_email,
        ] {
            // Browsers end the lines of a text area with CRLF.
            text.replace("\r\n", "\n").trim().clone_into(text);
        }
        self
    }

    /// The settings with what this form says; the rest stays.
    fn over(self, store: StoreSettings) -> StoreSettings {
        StoreSettings {
            name: self.store_name,
            locale: self.language,
            currency: self.currency,
            time_zone: self.time_zone,
            country: self.country,
            sender_email: self.sender_email,
            sender_name: self.sender_name,
            postal_address: self.postal_address,
            website: self.website,
            privacy_email: self.privacy_email,
            show_toman: self.toman == "on",
            ..store
        }
    }

    fn check(&self, ctx: &PageCtx) -> FieldErrors {
        let mut errors = FieldErrors::default();
        let long = |max: usize| ctx.t_with(key("form-too-long"), &[("max", max.into())]);
        if self.store_name.is_empty() {
            errors.add("store_name", ctx.t(key("form-required")));
        } else if self.store_name.chars().count() > NAME_CHARS_MAX {
            errors.add("store_name", long(NAME_CHARS_MAX));
        }
        if Locale::from_tag(&self.language).is_none() {
            errors.add("language", ctx.t(key("form-not-choice")));
        }
        super::check_places(ctx, &mut errors, &self.country, &self.currency, &self.time_zone);
        if self.sender_name.chars().count() > NAME_CHARS_MAX {
            errors.add("sender_name", long(NAME_CHARS_MAX));
        }
        if !self.sender_email.is_empty() && EmailAddress::parse(&self.sender_email).is_err() {
            errors.add("sender_email", ctx.t(key("form-not-email")));
        }
        if !self.privacy_email.is_empty() && EmailAddress::parse(&self.privacy_email).is_err() {
            errors.add("privacy_email", ctx.t(key("form-not-email")));
        }
        if self.postal_address.chars().count() > ADDRESS_CHARS_MAX {
            errors.add("postal_address", long(ADDRESS_CHARS_MAX));
        }
        if !self.website.is_empty() && !is_web_address(&self.website) {
            errors.add("website", ctx.t(key("form-not-url")));
        }
        errors
    }
}

pub(super) fn is_web_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        && text.chars().count() <= WEBSITE_CHARS_MAX
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>'))
}

fn page(signed: &Signed, form: &StoreForm, errors: &FieldErrors) -> Html {
    let ctx = &signed.ctx;
    let store = html! {
        (Field::text("store_name", ctx.t("settings-store-name")).hint(ctx.t("settings-store-name-hint")).value(&form.store_name)
            .error(errors.get("store_name")).autocomplete("organization").max_length(100).required())
        (super::language_field(ctx, &form.language).error(errors.get("language")))
        (super::country_field(ctx, &form.country).error(errors.get("country")))
        (super::currency_field(ctx, &form.currency).error(errors.get("currency")))
        (super::zone_field(ctx, &form.time_zone).error(errors.get("time_zone")))
        // The stylesheet shows it where the chosen currency is the rial.
        div.only-rial { (Check::switch("toman", ctx.t("settings-show-toman"), form.toman == "on").hint(ctx.t("settings-show-toman-hint"))) }
    };
    let sender = html! {
        (Field::text("sender_name", ctx.t("smtp-from-name")).hint(ctx.t("settings-sender-name-hint")).value(&form.sender_name)
            .error(errors.get("sender_name")).optional(ctx).max_length(100))
        (Field::email("sender_email", ctx.t("smtp-from-address")).hint(ctx.t("settings-sender-email-hint")).value(&form.sender_email)
            .error(errors.get("sender_email")).optional(ctx).max_length(254))
        (Field::textarea("postal_address", ctx.t("settings-postal-address"), 4).hint(ctx.t("settings-postal-address-hint"))
            .value(&form.postal_address).error(errors.get("postal_address")).needed_for(ctx.t("settings-postal-address-needed"))
            .max_length(500))
        (Field::text("website", ctx.t("settings-website")).hint(ctx.t("settings-website-hint")).value(&form.website).ltr()
            .error(errors.get("website")).optional(ctx).max_length(300))
        (Field::email("privacy_email", ctx.t("settings-privacy-email")).hint(ctx.t("settings-privacy-email-hint"))
            .value(&form.privacy_email).error(errors.get("privacy_email")).optional(ctx).max_length(254))
    };
    let content = html! {
        (forms::error_summary(ctx, errors))
        div.section.card {
            (forms::post(ctx, Place::Store.path(), html! {
                (forms::group(&ctx.t("settings-store"), None, store))
                (forms::group(&ctx.t("settings-sender"), Some(&ctx.t("settings-sender-text")), sender))
                (forms::submit_row(&ctx.t("action-save"), None))
            }))
        }
    };
    let address = components::copyable(ctx, &signed.app.config.base_url);
    let state = html! { (ctx.t("settings-web-address")) " " (address) };
    drawn(signed, Place::Store, Heading::new(ctx.t("settings-title")).state(state), content)
}
