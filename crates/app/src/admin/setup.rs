//! The first run: one page that makes the store and the first account.

use super::places::Country;
use super::session::session_cookie;
use super::{Failure, Visitor, VisitorForm, blocking, password};
use crate::app::App;
use crate::notices;
use axum::Router;
use axum::extract::Query;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::{EmailAddress, Locale};
use data_encoding::HEXLOWER;
use foundation::settings::StoreSettings;
use foundation::staff::{self, AuditRow, Deed, NewStaff, StaffError};
use maud::{Markup, html};
use serde::Deserialize;
use web::components::button_link_primary;
use web::forms::{self, Field, FieldErrors};
use web::http::{see_other, see_other_with};
use web::layout::{Heading, bare};
use web::{Html, PageCtx, key};

/// Letters of a name; more is no name.
const NAME_CHARS_MAX: usize = 100;

pub fn router() -> Router<App> {
    Router::new().route("/", get(front)).route("/setup", get(show).post(take))
}

/// The link that the program prints while there is no account: whoever reads its log may set the store up.
pub fn setup_link(app: &App) -> db::Result<Option<String>> {
    let done = app.db.record.read(staff::any)?;
    Ok((!done).then(|| format!("{}/setup?token={}", app.config.base_url, token(app))))
}

fn token(app: &App) -> String {
    HEXLOWER.encode(&app.keys.sign("setup", b"first account"))
}

#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    token: String,
}

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub(super) struct SetupForm {
    store_name: String,
    language: String,
    country: String,
    currency: String,
    time_zone: String,
    name: String,
    email: String,
    password: String,
}

/// `/`: on to work, or where the way in is.
async fn front(visitor: Visitor) -> Response {
    if visitor.has_accounts { see_other("/admin") } else { waiting(&visitor).into_response() }
}

/// What a visitor sees who has no link: where it is.
pub(super) fn waiting(visitor: &Visitor) -> Html {
    let ctx = &visitor.ctx;
    let heading = Heading::new(ctx.t("setup-waiting-title")).state(html! { (ctx.t("setup-waiting-state")) });
    let content = html! { div.card.section { p { (ctx.t("setup-waiting-text")) } } };
    bare(ctx, &heading, content)
}

async fn show(visitor: Visitor, Query(link): Query<Link>) -> Response {
    if let Some(page) = refusal(&visitor, &link) {
        return page.into_response();
    }
    let form = SetupForm::suggested(&visitor);
    page(&visitor, &link, &form, &FieldErrors::default()).cookie(visitor.cookie()).into_response()
}

/// Why there is nothing to set up here: it is done, or the link is not the right one.
fn refusal(visitor: &Visitor, link: &Link) -> Option<Html> {
    let ctx = &visitor.ctx;
    let told = |title: &str, text: &str, action: Markup, status| {
        let content = html! { div.card.section.stack { p { (ctx.t(text)) } (action) } };
        Some(bare(ctx, &Heading::new(ctx.t(title)), content).status(status))
    };
    if visitor.has_accounts {
        let login = html! { p.actions { (button_link_primary("/login", &ctx.t("login-submit"))) } };
        return told(key("setup-done-title"), key("setup-done-already"), login, StatusCode::OK);
    }
    let given = HEXLOWER.decode(link.token.as_bytes()).unwrap_or_default();
    if visitor.app.keys.verify("setup", b"first account", &given) {
        return None;
    }
    told(key("setup-link-bad"), key("setup-link-bad-text"), html! {}, StatusCode::FORBIDDEN)
}

async fn take(Query(link): Query<Link>, VisitorForm(visitor, form): VisitorForm<SetupForm>) -> Result<Response, Failure> {
    if let Some(page) = refusal(&visitor, &link) {
        return Ok(page.into_response());
    }
    let form = form.trimmed();
    let mut errors = form.check(&visitor.ctx);
    if errors.is_empty() {
        let _turn = visitor.app.sign_in.turn().await.ok_or(Failure::NOT_NOW)?;
        let (filled, locale) = (form.clone(), visitor.ctx.locale());
        match blocking(&visitor.app, move |app| create(app, filled, locale)).await {
            Ok(token) => {
                blocking(&visitor.app, |app| app.settings_changed().map_err(Failure::from)).await?;
                blocking(&visitor.app, |app| notices::publish_first(app).map_err(Failure::from)).await?;
                tracing::info!("the store is set up; the first account was made");
                return Ok(see_other_with("/admin?done=setup", &[session_cookie(&visitor.app, &token)]));
            }
            Err(StaffError::Taken) => return Ok(see_other("/login")),
            Err(StaffError::Db(error)) => return Err(error.into()),
            Err(StaffError::Email) => errors.add("email", visitor.ctx.t("form-not-email")),
            Err(StaffError::PasswordShort | StaffError::PasswordLong) => errors.add("password", password::hint(&visitor.ctx)),
        }
    }
    let page = page(&visitor, &link, &form, &errors).status(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(page.cookie(visitor.cookie()).into_response())
}

/// The account, the settings and the first session, in one commit. `Taken` where somebody was faster.
fn create(app: &App, form: SetupForm, locale: Locale) -> Result<String, StaffError> {
    let mut rng = app.fork_rng();
    let password = staff::hash_password(&form.password, &mut rng)?;
    let (keys, now) = (app.keys.clone(), app.clock.now());
    let ticket = app.recorder.submit(move |tx| {
        if staff::any(tx)? {
            return Err(StaffError::Taken);
        }
        let new = NewStaff::owner(&form.email, &form.name, locale);
        let id = staff::create(tx, &keys, &mut rng, &new, Some(&password), now)?;
        AuditRow::new(Some(id), Deed::AccountMade, id, now, &mut rng).detail("role=owner").write(tx)?;
        let store = StoreSettings {
            name: form.store_name.clone(),
            locale: form.language.clone(),
            // Persian prices are spoken in tomans.
            show_toman: form.currency == "IRR" && form.language == Locale::Fa.code(),
            currency: form.currency.clone(),
            time_zone: form.time_zone.clone(),
            country: form.country.clone(),
            ..StoreSettings::load(tx)?
        };
        store.save(tx, now)?;
        Ok(staff::open_session(tx, &keys, &mut rng, id, now)?)
    });
    ticket.wait()
}

impl SetupForm {
    /// What the reader's browser suggests.
    fn suggested(visitor: &Visitor) -> Self {
        let languages = visitor.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let country = Country::of_reader(visitor.ctx.locale(), languages);
        let or = |value: Option<&str>, other: &str| value.filter(|value| !value.is_empty()).unwrap_or(other).to_owned();
        Self {
            store_name: visitor.store.name.clone(),
            language: visitor.ctx.locale().code().to_owned(),
            country: country.map_or_else(String::new, |country| country.code.to_owned()),
            currency: or(country.map(|country| country.currency), "USD"),
            time_zone: or(country.map(|country| country.zone), "UTC"),
            ..Self::default()
        }
    }

    fn trimmed(mut self) -> Self {
        for text in [&mut self.store_name, &mut self.name, &mut self.email] {
            *text = text.trim().to_owned();
        }
        self
    }

    fn check(&self, ctx: &PageCtx) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_name(ctx, &mut errors, "store_name", &self.store_name);
        if Locale::from_tag(&self.language).is_none() {
            errors.add("language", ctx.t(key("form-not-choice")));
        }
        super::settings::check_places(ctx, &mut errors, &self.country, &self.currency, &self.time_zone);
        check_name(ctx, &mut errors, "name", &self.name);
        if EmailAddress::parse(&self.email).is_err() {
            errors.add("email", ctx.t(key("form-not-email")));
        }
        if let Some(wrong) = password::wrong(ctx, &self.password, &[&self.email, &self.name, &self.store_name]) {
            errors.add("password", wrong);
        }
        errors
    }
}

pub(super) fn check_name(ctx: &PageCtx, errors: &mut FieldErrors, field: &'static str, text: &str) {
    if text.is_empty() {
        errors.add(field, ctx.t(key("form-required")));
    } else if text.chars().count() > NAME_CHARS_MAX || text.contains(char::is_control) {
        errors.add(field, ctx.t_with(key("form-too-long"), &[("max", NAME_CHARS_MAX.into())]));
    }
}

fn page(visitor: &Visitor, link: &Link, form: &SetupForm, errors: &FieldErrors) -> Html {
    let ctx = &visitor.ctx;
    let store = html! {
        (Field::text("store_name", ctx.t("setup-store-name")).hint(ctx.t("setup-store-name-hint")).value(&form.store_name)
            .error(errors.get("store_name")).autocomplete("organization").max_length(100).required())
        (super::settings::language_field(ctx, &form.language).error(errors.get("language")))
        (super::settings::country_field(ctx, &form.country).error(errors.get("country")))
        (super::settings::currency_field(ctx, &form.currency).error(errors.get("currency")))
        // Where nothing was chosen yet, the script sets the browser's own zone.
        div data-own-zone[errors.is_empty()] { (super::settings::zone_field(ctx, &form.time_zone).error(errors.get("time_zone"))) }
    };
    let you = html! {
        (Field::text("name", ctx.t("setup-name")).hint(ctx.t("setup-name-hint")).value(&form.name)
            .error(errors.get("name")).autocomplete("name").max_length(100).required())
        (Field::email("email", ctx.t("setup-email")).hint(ctx.t("setup-email-hint")).value(&form.email)
            .error(errors.get("email")).autocomplete("username").max_length(254).required())
        (Field::password("password", ctx.t("setup-password")).hint(password::hint(ctx))
            .error(errors.get("password")).autocomplete("new-password").max_length(256).required())
    };
    let action = format!("/setup?token={}", web::layout::encode_query(&link.token));
    let content = html! {
        div.stack {
            (forms::error_summary(ctx, errors))
            div.card.section {
                (forms::post(ctx, &action, html! {
                    (forms::group(&ctx.t("setup-store"), None, store))
                    (forms::group(&ctx.t("setup-you"), Some(&ctx.t("setup-you-hint")), you))
                    (forms::submit_row(&ctx.t("setup-submit"), None))
                }))
            }
        }
    };
    let heading = Heading::new(ctx.t("setup-title")).state(html! { (ctx.t("setup-state")) });
    bare(ctx, &heading, content)
}
