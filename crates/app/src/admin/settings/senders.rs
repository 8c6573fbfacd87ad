//! Whom letters may be from beside the store itself.

use super::email::Setup;
use crate::admin::need::Manage;
use crate::admin::{AllowedForm, Failure, Signed, blocking};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::EmailAddress;
use capabilities::messaging::{self, OwnTemplate, Sender, Senders, is_aligned};
use foundation::staff::Deed;
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Column, Table, Tone};
use web::forms::{self, Field, FieldErrors};
use web::http::see_other;
use web::{PageCtx, key};

const PATH: &str = "/admin/settings/email/senders";
const REMOVE: &str = "/admin/settings/email/senders/remove";
const SAVED: &str = "/admin/settings/email?done=saved";

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct SenderForm {
    from_name: String,
    from_email: String,
}

impl SenderForm {
    fn check(&self, ctx: &PageCtx, before: &Senders) -> FieldErrors {
        let mut errors = FieldErrors::default();
        let name = self.from_name.trim();
        if before.all.len() >= Senders::MAX {
            errors.add("from_name", ctx.t_with(key("senders-too-many"), &[("max", Senders::MAX.into())]));
        } else if name.is_empty() {
            errors.add("from_name", ctx.t(key("form-required")));
        } else if name.chars().count() > Sender::NAME_CHARS_MAX || name.contains(char::is_control) {
            errors.add("from_name", ctx.t_with(key("form-too-long"), &[("max", Sender::NAME_CHARS_MAX.into())]));
        }
        if EmailAddress::parse(self.from_email.trim()).is_err() {
            errors.add("from_email", ctx.t(key("form-not-email")));
        }
        errors
    }
}

pub(super) async fn add(AllowedForm(mut signed, Manage, form): AllowedForm<Manage, SenderForm>) -> Result<Response, Failure> {
    let before = blocking(&signed.app, |app| Ok::<_, Failure>(app.db.record.read(Senders::load)?)).await?;
    let errors = form.check(&signed.ctx, &before);
    if !errors.is_empty() {
        signed.warn(signed.ctx.t("form-not-saved"));
        let again = components::card(&signed.ctx.t(key("senders-add")), None, sender_form(&signed.ctx, &form, &errors, false));
        return refused(&signed, &errors, again).await;
    }
    let id = base::id::encode(&signed.app.fork_rng().bytes::<16>());
    let sender = Sender { id, name: form.from_name.trim().to_owned(), email: form.from_email.trim().to_owned() };
    change(&signed, move |senders| senders.all.push(sender)).await?;
    Ok(see_other(SAVED))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Which {
    sender: String,
}

pub(super) async fn remove(AllowedForm(mut signed, Manage, which): AllowedForm<Manage, Which>) -> Result<Response, Failure> {
    let templates = blocking(&signed.app, |app| Ok::<_, Failure>(app.db.record.read(messaging::own_templates)?)).await?;
    let names = |one: &&OwnTemplate| one.draft.letters.values().any(|written| written.sender == which.sender);
    if let Some(user) = templates.iter().find(names) {
        let said = signed.ctx.t_with(key("senders-used"), &[("template", user.draft.name.as_str().into())]);
        signed.warn(said);
        return refused(&signed, &FieldErrors::default(), html! {}).await;
    }
    change(&signed, move |senders| senders.all.retain(|sender| sender.id != which.sender)).await?;
    Ok(see_other(SAVED))
}

async fn refused(signed: &Signed, errors: &FieldErrors, tried: Markup) -> Result<Response, Failure> {
    let setup = blocking(&signed.app, Setup::load).await?;
    let page = super::email::untouched(signed, &setup, errors, Some(tried));
    Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

async fn change(signed: &Signed, make: impl FnOnce(&mut Senders) + Send + 'static) -> Result<(), Failure> {
    let (now, deed) = (signed.app.clock.now(), signed.deed(Deed::SettingChanged, "senders"));
    let saved: db::Result<()> = signed
        .app
        .recorder
        .submit(move |tx| {
            let mut senders = Senders::load(tx)?;
            make(&mut senders);
            deed.write(tx)?;
            senders.save(tx, now)
        })
        .await;
    saved?;
    tracing::info!(staff = %signed.staff.id, "the senders were set");
    Ok(())
}

/// The page's part about senders.
pub(super) fn part(signed: &Signed, setup: &Setup) -> Markup {
    let ctx = &signed.ctx;
    let (name, own) =
        signed.app.composer.sender_of(&signed.store, None).map_or_else(Default::default, |(name, from)| (name, Some(from)));
    let columns = [
        Column::text(ctx.t(key("smtp-from-name"))),
        Column::text(ctx.t(key("smtp-from-address"))),
        Column::text(ctx.t(key("senders-signed"))),
        Column::actions(ctx.t(key("action-remove"))),
    ];
    let mut table = Table::new(ctx.t(key("senders-title")), columns);
    if let Some(own) = &own {
        table.push([
            components::name(&name),
            components::ltr(own.as_str()),
            unsigned(ctx, setup, own),
            html! { (ctx.t(key("senders-own"))) },
        ]);
    }
    for sender in &setup.senders.all {
        let away = forms::post(
            ctx,
            REMOVE,
            html! { (forms::hidden("sender", &sender.id)) (components::button_quiet(&ctx.t(key("action-remove")))) },
        );
        let signature = EmailAddress::parse(&sender.email).map_or_else(|_| html! {}, |from| unsigned(ctx, setup, &from));
        table.push([components::name(&sender.name), components::ltr(&sender.email), signature, away]);
    }
    html! {
        div.stack {
            p.quiet { (ctx.t(key("senders-text"))) }
            (table.without_empty_columns())
            (components::disclosure(&ctx.t(key("senders-add")), sender_form(ctx, &SenderForm::default(), &FieldErrors::default(), true)))
        }
    }
}

/// Says where letters are signed, and the signature is not for this sender's domain.
fn unsigned(ctx: &PageCtx, setup: &Setup, from: &EmailAddress) -> Markup {
    match &setup.dkim {
        Some(dkim) if !is_aligned(from, &dkim.domain) => {
            components::badge(Tone::Warn, &ctx.t_with(key("senders-not-aligned"), &[("domain", dkim.domain.as_str().into())]))
        }
        _ => html! {},
    }
}

fn sender_form(ctx: &PageCtx, form: &SenderForm, errors: &FieldErrors, is_scoped: bool) -> Markup {
    let scoped = |field: Field| if is_scoped { field.scope("new") } else { field };
    forms::post(
        ctx,
        PATH,
        html! {
            (scoped(Field::text("from_name", ctx.t(key("smtp-from-name"))).hint(ctx.t(key("senders-name-hint"))).value(&form.from_name)
                .error(errors.get("from_name")).max_length(Sender::NAME_CHARS_MAX as u32).required()))
            (scoped(Field::email("from_email", ctx.t(key("smtp-from-address"))).hint(ctx.t(key("settings-sender-email-hint")))
                .value(&form.from_email).error(errors.get("from_email")).max_length(254).required()))
            (forms::submit_row(&ctx.t(key("action-add")), None))
        },
    )
}
