//! Signing what goes out: the keys, the records to publish, the switches.

use super::email::{Forms, Setup, page};
use crate::admin::need::Manage;
use crate::admin::{AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::dkim::{self, DkimKey, DkimSetting};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use capabilities::messaging::{DkimError, Signer};
use foundation::settings;
use foundation::staff::{AuditRow, Deed};
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tone};
use web::forms::{self, Field, FieldErrors};
use web::http::see_other;
use web::key;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct DkimForm {
    domain: String,
    selector: String,
}

impl DkimForm {
    /// What is set, or what fits: the domain that mail comes from.
    pub(super) fn of(signed: &Signed, setup: &Setup) -> Self {
        match &setup.dkim {
            Some(setting) => Self { domain: setting.domain.clone(), selector: setting.first.selector.clone() },
            None => Self { domain: own_domain(signed), selector: "amana1".to_owned() },
        }
    }
}

/// The domain that mail comes from; none while it is this machine's own.
fn own_domain(signed: &Signed) -> String {
    let from = signed.app.composer.sender(&signed.store);
    from.map(|from| from.domain().to_owned()).filter(|domain| !domain.ends_with("localhost")).unwrap_or_default()
}

/// What can be wrong with a new key, by field; or something that is no fault of the form.
enum NotMade {
    Wrong(DkimError),
    Failure(Failure),
}

impl From<db::Error> for NotMade {
    fn from(error: db::Error) -> Self {
        Self::Failure(error.into())
    }
}

impl From<dkim::NotMade> for NotMade {
    fn from(error: dkim::NotMade) -> Self {
        match error {
            dkim::NotMade::Name(error) => Self::Wrong(error),
            dkim::NotMade::Key(_) => Self::Failure(Failure::BROKEN),
        }
    }
}

pub(super) async fn make(AllowedForm(mut signed, Manage, form): AllowedForm<Manage, DkimForm>) -> Result<Response, Failure> {
    let (domain, selector) = (form.domain.trim().to_lowercase(), form.selector.trim().to_lowercase());
    let deed = signed.deed(Deed::SettingChanged, "dkim");
    let made = blocking(&signed.app, move |app| make_key(app, &domain, &selector, deed)).await;
    match made {
        Ok(()) => Ok(see_other("/admin/settings/email?done=saved")),
        Err(NotMade::Failure(failure)) => Err(failure),
        Err(NotMade::Wrong(error)) => {
            let mut errors = FieldErrors::default();
            match error {
                DkimError::Selector => errors.add("selector", signed.ctx.t(key("dkim-selector-wrong"))),
                _ => errors.add("domain", signed.ctx.t(key("dkim-domain-wrong"))),
            }
            signed.warn(signed.ctx.t("form-not-saved"));
            let setup = blocking(&signed.app, Setup::load).await?;
            let forms = Forms { dkim: form, ..Forms::of(&signed, &setup) };
            let page = page(&signed, &setup, &forms, &errors, None);
            Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
        }
    }
}

/// Makes both keys and stores them, switched off until their records are published.
fn make_key(app: &App, domain: &str, selector: &str, deed: AuditRow) -> Result<(), NotMade> {
    let setting = DkimSetting::make(&app.keys, &mut app.fork_rng(), domain, selector)?;
    save(app, setting, deed)
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// Makes an Ed25519 key beside the one that there is, which goes on as it was.
pub(super) async fn add(AllowedForm(signed, Manage, Nothing {}): AllowedForm<Manage, Nothing>) -> Result<Response, Failure> {
    let setup = blocking(&signed.app, Setup::load).await?;
    let Some(setting) = setup.dkim.filter(|setting| setting.second.is_none()) else { return Err(Failure::NOT_FOUND) };
    let deed = signed.deed(Deed::SettingChanged, "dkim");
    let added = blocking(&signed.app, move |app| {
        let second = DkimKey::beside(&app.keys, &mut app.fork_rng(), &setting.domain, &setting.first.selector)?;
        save(app, DkimSetting { second: Some(second), ..setting }, deed)
    });
    done(added.await)
}

fn save(app: &App, setting: DkimSetting, deed: AuditRow) -> Result<(), NotMade> {
    let now = app.clock.now();
    let saved = app.recorder.submit(move |tx| {
        deed.write(tx)?;
        settings::save(tx, dkim::SETTING, &setting, now)
    });
    saved.wait().map_err(NotMade::from)?;
    app.settings_changed().map_err(|error| NotMade::Failure(error.into()))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Switch {
    on: String,
    /// Of which key.
    selector: String,
}

pub(super) async fn switch(AllowedForm(signed, Manage, form): AllowedForm<Manage, Switch>) -> Result<Response, Failure> {
    let setup = blocking(&signed.app, Setup::load).await?;
    let Some(mut setting) = setup.dkim else { return Err(Failure::NOT_FOUND) };
    let mut keys = std::iter::once(&mut setting.first).chain(&mut setting.second);
    let Some(key) = keys.find(|key| key.selector == form.selector) else { return Err(Failure::NOT_FOUND) };
    key.enabled = form.on == "on";
    let on = if key.enabled { "on" } else { "off" };
    let deed = signed.deed(Deed::SettingChanged, "dkim").detail(format!("selector={} switched={on}", key.selector));
    done(blocking(&signed.app, move |app| save(app, setting, deed)).await)
}

/// After what could not go wrong by anything that was entered.
fn done(saved: Result<(), NotMade>) -> Result<Response, Failure> {
    match saved {
        Ok(()) => Ok(see_other("/admin/settings/email?done=saved")),
        Err(NotMade::Failure(failure)) => Err(failure),
        Err(NotMade::Wrong(_)) => Err(Failure::BROKEN),
    }
}

/// The page's part about signatures.
pub(super) fn part(signed: &Signed, setup: &Setup, form: &DkimForm, errors: &FieldErrors) -> Markup {
    let ctx = &signed.ctx;
    html! {
        div.stack {
            p.quiet { (ctx.t("dkim-text")) }
            @if let Some(setting) = &setup.dkim {
                @for one in setting.keys() { (record(signed, &setting.domain, one)) }
                @if lacks_second(signed, setting) {
                    p { (ctx.t(key("dkim-second-text"))) }
                    (components::post_button(ctx, "/admin/settings/email/dkim/ed25519", &ctx.t(key("dkim-second-make")), Tone::Neutral))
                }
                (components::disclosure(&ctx.t("dkim-make-another"), key_form(signed, form, errors)))
            } @else {
                (key_form(signed, form, errors))
            }
        }
    }
}

/// Whether an Ed25519 key could stand beside the one that there is.
fn lacks_second(signed: &Signed, setting: &DkimSetting) -> bool {
    let first = dkim::signer(&signed.app.keys, &setting.domain, &setting.first);
    setting.second.is_none() && first.is_ok_and(|signer| signer.algorithm() == "rsa")
}

fn record(signed: &Signed, domain: &str, one: &DkimKey) -> Markup {
    let ctx = &signed.ctx;
    let Ok(signer) = dkim::signer(&signed.app.keys, domain, one) else {
        return components::callout(Tone::Bad, &ctx.t("dkim-unreadable"), &html! { p { (ctx.t("dkim-unreadable-text")) } });
    };
    let (name, value) = signer.dns_record();
    let (state, label, next) = if one.enabled {
        (components::badge(Tone::Good, &ctx.t("dkim-active")), ctx.t("dkim-switch-off"), "off")
    } else {
        (components::badge(Tone::Warn, &ctx.t("dkim-inactive")), ctx.t("dkim-switch-on"), "on")
    };
    html! {
        (components::facts(&[
            (ctx.t(key("dkim-key")).into_owned(), html! { (kind(&signer)) " " (state) }),
            (ctx.t("dkim-record-name").into_owned(), components::copyable(ctx, &name)),
            (ctx.t("dkim-record-value").into_owned(), components::copyable(ctx, &value)),
        ]))
        (forms::post(ctx, "/admin/settings/email/dkim/switch", html! {
            (forms::hidden("selector", &one.selector))
            (forms::hidden("on", next))
            (forms::submit_row(&label, None))
        }))
    }
}

/// What everybody calls it.
fn kind(signer: &Signer) -> Markup {
    components::ltr(if signer.algorithm() == "rsa" { "RSA" } else { "Ed25519" })
}

fn key_form(signed: &Signed, form: &DkimForm, errors: &FieldErrors) -> Markup {
    let ctx = &signed.ctx;
    forms::post(
        ctx,
        "/admin/settings/email/dkim",
        html! {
            (Field::text("domain", ctx.t("dkim-domain")).hint(ctx.t("dkim-domain-hint")).value(&form.domain).ltr()
                .error(errors.get("domain")).max_length(253).required())
            (Field::text("selector", ctx.t("dkim-selector")).hint(ctx.t("dkim-selector-hint")).value(&form.selector).ltr().short()
                .error(errors.get("selector")).max_length(55).required())
            (forms::submit_row(&ctx.t("dkim-make"), None))
        },
    )
}
