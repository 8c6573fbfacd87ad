//! What comes back of letters: whose word is believed, and where they send it.

use super::email::{Forms, Setup, page};
use crate::admin::need::Manage;
use crate::admin::{AllowedForm, Failure, Signed, blocking};
use crate::mail::{self, FeedbackSetting};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use capabilities::feedback;
use capabilities::messaging::Vendor;
use foundation::settings;
use foundation::staff::Deed;
use maud::{Markup, html};
use serde::Deserialize;
use web::components;
use web::forms::{self, Field, FieldErrors};
use web::http::see_other;
use web::{PageCtx, key};

pub(super) const PATH: &str = "/admin/settings/email/feedback";
const SECRET_CHARS_MAX: usize = 500;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct FeedbackForm {
    vendor: String,
    secret: String,
}

impl FeedbackForm {
    pub(super) fn of(setup: &Setup) -> Self {
        Self { vendor: setup.vendor.map_or_else(String::new, |vendor| vendor.word().to_owned()), secret: String::new() }
    }
}

pub(super) async fn take(AllowedForm(mut signed, Manage, form): AllowedForm<Manage, FeedbackForm>) -> Result<Response, Failure> {
    let setup = blocking(&signed.app, Setup::load).await?;
    let mut errors = FieldErrors::default();
    let vendor = Vendor::from_word(&form.vendor);
    let secret = form.secret.trim();
    let is_kept = secret.is_empty() && vendor.is_some() && vendor == setup.vendor;
    match vendor {
        None if !form.vendor.is_empty() => errors.add("vendor", signed.ctx.t(key("form-not-choice"))),
        Some(vendor) if !is_kept && (secret.len() > SECRET_CHARS_MAX || !feedback::is_secret(vendor, secret)) => {
            errors.add("secret", signed.ctx.t_code("feedback-secret-wrong", vendor.word()));
        }
        _ => {}
    }
    if !errors.is_empty() {
        signed.warn(signed.ctx.t("form-not-saved"));
        let feedback = FeedbackForm { secret: String::new(), ..form };
        let forms = Forms { feedback, ..Forms::of(&signed, &setup) };
        let page = page(&signed, &setup, &forms, &errors, None);
        return Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    }
    if is_kept {
        return Ok(see_other("/admin/settings/email?done=same"));
    }
    let app = &signed.app;
    let setting = vendor.map(|vendor| FeedbackSetting {
        vendor: vendor.word().to_owned(),
        sealed_secret: mail::seal_setting(&app.keys, &mut app.fork_rng(), mail::FEEDBACK_SETTING, secret),
    });
    let now = app.clock.now();
    let deed = signed.deed(Deed::SettingChanged, "feedback");
    let saved: db::Result<()> = app
        .recorder
        .submit(move |tx| {
            deed.write(tx)?;
            settings::save(tx, mail::FEEDBACK_SETTING, &setting, now)
        })
        .await;
    saved?;
    blocking(app, |app| app.settings_changed().map_err(Failure::from)).await?;
    tracing::info!(staff = %signed.staff.id, vendor = form.vendor, "who tells of letters was set");
    Ok(see_other("/admin/settings/email?done=saved"))
}

/// The page's part about what comes back.
pub(super) fn part(signed: &Signed, setup: &Setup, form: &FeedbackForm, errors: &FieldErrors) -> Markup {
    let ctx = &signed.ctx;
    let none = (String::new(), ctx.t(key("feedback-vendor-none")).into_owned());
    let options = std::iter::once(none).chain(Vendor::ALL.map(|vendor| (vendor.word().to_owned(), vendor.name().to_owned())));
    html! {
        div.stack {
            p.quiet { (ctx.t(key("feedback-text"))) }
            @if let Some(vendor) = setup.vendor { (address(signed, ctx, vendor)) }
            (forms::post(ctx, PATH, html! {
                (Field::select("vendor", ctx.t(key("feedback-vendor")), options).value(&form.vendor).error(errors.get("vendor")))
                (Field::password("secret", ctx.t(key("feedback-secret"))).hint(hint(ctx, setup)).error(errors.get("secret"))
                    .autocomplete("off").max_length(SECRET_CHARS_MAX as u32))
                (forms::submit_row(&ctx.t("action-save"), None))
            }))
            p { a href="/admin/messages/suppressions" { (ctx.t(key("suppressions-title"))) } }
        }
    }
}

fn address(signed: &Signed, ctx: &PageCtx, vendor: Vendor) -> Markup {
    let address = format!("{}/hooks/mail/{}", signed.app.config.base_url.trim_end_matches('/'), vendor.word());
    html! {
        (components::facts(&[(ctx.t(key("feedback-address")).into_owned(), components::copyable(ctx, &address))]))
        p.quiet { (ctx.t_code("feedback-how", vendor.word())) }
    }
}

/// What to enter for each vendor.
fn hint(ctx: &PageCtx, setup: &Setup) -> Markup {
    html! {
        @if setup.vendor.is_some() { (ctx.t(key("feedback-secret-kept"))) br; }
        @for vendor in Vendor::ALL { (vendor.name()) ": " (ctx.t_code("feedback-secret", vendor.word())) br; }
    }
}
