//! Signing what goes out: the key, the record to publish, the switch.

use super::email::{Forms, Setup, page};
use crate::admin::need::Manage;
use crate::admin::{AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::mail::{self, DkimSetting};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use capabilities::messaging::{DkimError, PrivateKey, Signer, generate_rsa};
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
            Some(setting) => Self { domain: setting.domain.clone(), selector: setting.selector.clone() },
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

/// Makes a key and stores it, switched off until its record is published.
fn make_key(app: &App, domain: &str, selector: &str, deed: AuditRow) -> Result<(), NotMade> {
    let broken = |_| NotMade::Failure(Failure::BROKEN);
    let mut rng = app.fork_rng();
    let pem = generate_rsa(&mut rng).map_err(broken)?;
    let key = PrivateKey::parse(pem.as_bytes()).map_err(broken)?;
    Signer::new(domain, selector, key).map_err(NotMade::Wrong)?;
    let setting = DkimSetting {
        domain: domain.to_owned(),
        selector: selector.to_owned(),
        sealed_key: mail::seal_setting(&app.keys, &mut rng, mail::DKIM_SETTING, &pem),
        enabled: false,
    };
    save(app, setting, deed)
}

fn save(app: &App, setting: DkimSetting, deed: AuditRow) -> Result<(), NotMade> {
    let now = app.clock.now();
    let saved = app.recorder.submit(move |tx| {
        deed.write(tx)?;
        settings::save(tx, mail::DKIM_SETTING, &setting, now)
    });
    saved.wait().map_err(NotMade::from)?;
    app.settings_changed().map_err(|error| NotMade::Failure(error.into()))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Switch {
    on: String,
}

pub(super) async fn switch(AllowedForm(signed, Manage, form): AllowedForm<Manage, Switch>) -> Result<Response, Failure> {
    let setup = blocking(&signed.app, Setup::load).await?;
    let Some(setting) = setup.dkim else { return Err(Failure::NOT_FOUND) };
    let setting = DkimSetting { enabled: form.on == "on", ..setting };
    let on = if setting.enabled { "on" } else { "off" };
    let deed = signed.deed(Deed::SettingChanged, "dkim").detail(format!("switched={on}"));
    match blocking(&signed.app, move |app| save(app, setting, deed)).await {
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
                (record(signed, setting))
                (components::disclosure(&ctx.t("dkim-make-another"), key_form(signed, form, errors)))
            } @else {
                (key_form(signed, form, errors))
            }
        }
    }
}

fn record(signed: &Signed, setting: &DkimSetting) -> Markup {
    let ctx = &signed.ctx;
    let Ok(signer) = mail::signer(&signed.app.keys, setting) else {
        return components::callout(Tone::Bad, &ctx.t("dkim-unreadable"), &html! { p { (ctx.t("dkim-unreadable-text")) } });
    };
    let (name, value) = signer.dns_record();
    let (state, label, next) = if setting.enabled {
        (components::badge(Tone::Good, &ctx.t("dkim-active")), ctx.t("dkim-switch-off"), "off")
    } else {
        (components::badge(Tone::Warn, &ctx.t("dkim-inactive")), ctx.t("dkim-switch-on"), "on")
    };
    html! {
        (components::facts(&[
            (ctx.t("dkim-record-name").into_owned(), components::copyable(ctx, &name)),
            (ctx.t("dkim-record-value").into_owned(), components::copyable(ctx, &value)),
        ]))
        (forms::post(ctx, "/admin/settings/email/dkim/switch", html! {
            (forms::hidden("on", next))
            p { (state) }
            (forms::submit_row(&label, None))
        }))
    }
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
                .error(errors.get("selector")).max_length(63).required())
            (forms::submit_row(&ctx.t("dkim-make"), None))
        },
    )
}
