//! The mail servers: one as a plain form; several with what each carries, and how it answers.

use super::Place;
use super::email::{Forms, Setup, Stored, Way, page};
use super::server_form::{NEW, SmtpForm};
use crate::admin::need::Manage;
use crate::admin::{AllowedForm, Failure, Signed, blocking};
use crate::mail_servers::{self, MailServer, SERVERS_MAX};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use capabilities::messaging::{Carries, SmtpConfig, Tls};
use foundation::staff::Deed;
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Column, Table, Tone};
use web::forms::{self, Field, FieldErrors};
use web::http::see_other;
use web::{PageCtx, key};

const SAVED: &str = "/admin/settings/email?done=saved";
const REMOVE: &str = "/admin/settings/email/remove";
pub(super) async fn take(AllowedForm(mut signed, Manage, mut form): AllowedForm<Manage, SmtpForm>) -> Result<Response, Failure> {
    let setup = blocking(&signed.app, Setup::load).await?;
    let before = match setup.servers() {
        [only] if form.server.is_empty() => Some(only),
        all => all.iter().find(|server| server.setting.id == form.server),
    };
    if before.is_none() && (setup.servers().len() >= SERVERS_MAX || !matches!(form.server.as_str(), "" | NEW)) {
        return Err(Failure::NOT_FOUND);
    }
    form.server = before.map_or(NEW, |before| &before.setting.id).to_owned();
    // A password is for the server that it was typed for, and goes to no other.
    let same = before.filter(|before| before.config.host.eq_ignore_ascii_case(form.host.trim()));
    let kept = match same.and_then(|before| before.config.login.as_ref()) {
        Some((user, password)) if *user == form.user.trim() => Some(password.as_str()),
        _ => None,
    };
    let (url, mut errors) = match form.url(&signed.ctx, kept) {
        Ok(url) => (url, FieldErrors::default()),
        Err(errors) => (String::new(), errors),
    };
    let (weight, carries, on) = form.part(&signed.ctx, before.map(|before| &before.setting), &mut errors);
    if errors.is_empty() {
        let made = MailServer::new(&signed.app.keys, &mut signed.app.fork_rng(), &url);
        let id = before.map_or_else(|| made.id.clone(), |before| before.setting.id.clone());
        let server = MailServer { id, weight, on, carries, ..made };
        let enough = change(&signed, move |servers| match servers.iter_mut().find(|old| old.id == server.id) {
            Some(old) => *old = server,
            None => servers.push(server),
        });
        if enough.await? {
            return Ok(see_other(SAVED));
        }
        errors.add("carries", signed.ctx.t(key("smtp-carries-none")));
    }
    signed.warn(signed.ctx.t("form-not-saved"));
    Ok(refused(&signed, &setup, form, &errors))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Which {
    server: String,
}

pub(super) async fn remove(AllowedForm(mut signed, Manage, which): AllowedForm<Manage, Which>) -> Result<Response, Failure> {
    if change(&signed, move |servers| servers.retain(|server| server.id != which.server)).await? {
        return Ok(see_other(SAVED));
    }
    signed.warn(signed.ctx.t(key("smtp-carries-none")));
    let setup = blocking(&signed.app, Setup::load).await?;
    Ok(refused(&signed, &setup, SmtpForm::untouched(&setup), &FieldErrors::default()))
}

fn refused(signed: &Signed, setup: &Setup, smtp: SmtpForm, errors: &FieldErrors) -> Response {
    let forms = Forms { smtp, ..Forms::of(signed, setup) };
    page(signed, setup, &forms, errors, None).status(StatusCode::UNPROCESSABLE_ENTITY).into_response()
}

/// Puts other servers in force; `false`, and nothing is changed, where letters of one kind alone would have none.
async fn change(signed: &Signed, make: impl FnOnce(&mut Vec<MailServer>) + Send + 'static) -> Result<bool, Failure> {
    let app = &signed.app;
    let (now, deed) = (app.clock.now(), signed.deed(Deed::SettingChanged, "mail_server"));
    let saved: db::Result<bool> = app
        .recorder
        .submit(move |tx| {
            let mut servers = mail_servers::load(tx)?;
            make(&mut servers);
            if !mail_servers::are_enough(&servers) {
                return Ok(false);
            }
            deed.write(tx)?;
            mail_servers::save(tx, servers, now)?;
            Ok(true)
        })
        .await;
    if !saved? {
        return Ok(false);
    }
    blocking(app, |app| app.settings_changed().map_err(Failure::from)).await?;
    tracing::info!(staff = %signed.staff.id, "the mail servers were set");
    Ok(true)
}

/// The page's part about where mail goes.
pub(super) fn part(ctx: &PageCtx, setup: &Setup, form: &SmtpForm, errors: &FieldErrors) -> Markup {
    let variable = |name: &str| html! { p { (ctx.t_with("smtp-from-environment", &[("variable", name.into())])) } };
    let place = |config: &SmtpConfig| {
        components::facts(&[
            (ctx.t("smtp-host").into_owned(), place_of(config)),
            (ctx.t("smtp-security").into_owned(), html! { (ctx.t(tls_words(config.tls))) }),
        ])
    };
    match &setup.way {
        Way::Folder(folder) => html! {
            p { (ctx.t("smtp-caught")) " " (components::code(&folder.display().to_string())) }
            (variable("AMANA_MAIL_FOLDER"))
        },
        Way::Configured(config) => html! { (place(config)) (variable("AMANA_SMTP_URL")) },
        Way::None => html! {
            div.stack {
                p.quiet { (ctx.t(key("smtp-not-set"))) }
                (smtp_form(ctx, None, form, errors, false))
            }
        },
        Way::Stored(servers) => html! {
            div.stack {
                @match &servers[..] {
                    [only] => {
                        p.quiet { (ctx.t(key("settings-email-text"))) }
                        @if let Some(state) = silence(ctx, only) { p { (state) } }
                        @let fits = only.setting.on && only.setting.carries == Carries::All;
                        (one(ctx, only, form, errors, !fits))
                    }
                    several => {
                        p.quiet { (ctx.t(key("smtp-several-text"))) }
                        (table(ctx, several))
                        @for server in several {
                            @let place = format!("{}:{}", server.config.host, server.config.port);
                            (opened(&ctx.t_with(key("smtp-change"), &[("server", place.into())]), form.is_about(server, errors),
                                &html! {
                                    div.stack {
                                        (one(ctx, server, form, errors, true))
                                        (forms::post(ctx, REMOVE, html! {
                                            (forms::hidden("server", &server.setting.id))
                                            div.submit-row { (components::button_quiet(&ctx.t(key("smtp-remove")))) }
                                        }))
                                    }
                                }))
                        }
                    }
                }
                @if servers.len() < SERVERS_MAX {
                    @let is_wrong = form.server == NEW && !errors.is_empty();
                    @let none = (SmtpForm::new(), FieldErrors::default());
                    @let (form, errors) = if is_wrong { (form, errors) } else { (&none.0, &none.1) };
                    (opened(&ctx.t(key("smtp-add")), is_wrong, &smtp_form(ctx, None, form, errors, true)))
                }
            }
        },
    }
}

/// What can be opened, and is where something in it has to be looked at.
fn opened(summary: &str, is_open: bool, content: &Markup) -> Markup {
    if is_open { components::section(summary, None, content.clone()) } else { components::disclosure(summary, content.clone()) }
}

/// The form of one server: as it was sent, where it was this one's, else as it is set.
fn one(ctx: &PageCtx, server: &Stored, form: &SmtpForm, errors: &FieldErrors, has_part: bool) -> Markup {
    if form.is_about(server, errors) {
        return smtp_form(ctx, Some(server), form, errors, has_part);
    }
    smtp_form(ctx, Some(server), &SmtpForm::of(server), &FieldErrors::default(), has_part)
}

fn table(ctx: &PageCtx, servers: &[Stored]) -> Markup {
    let columns = [
        Column::text(ctx.t(key("smtp-server-title"))),
        Column::text(ctx.t(key("smtp-carries"))),
        Column::number(ctx.t(key("smtp-weight"))),
        Column::text(ctx.t(key("smtp-state"))),
        Column::actions(ctx.t(key("smtp-test"))),
    ];
    let mut table = Table::new(ctx.t(key("smtp-server-title")), columns);
    for server in servers {
        let state = if server.setting.on {
            silence(ctx, server).unwrap_or_else(|| components::badge(Tone::Good, &ctx.t(key("value-on"))))
        } else {
            components::badge(Tone::Neutral, &ctx.t(key("value-off")))
        };
        let test = forms::post(
            ctx,
            "/admin/settings/email/test",
            html! { (forms::hidden("server", &server.setting.id)) (components::button_quiet(&ctx.t("smtp-test"))) },
        );
        table.push([
            place_of(&server.config),
            html! { (ctx.t_code("smtp-carries", server.setting.carries.word())) },
            html! { (ctx.fmt.integer(i64::from(server.setting.weight))) },
            state,
            if server.setting.on {
                test
            } else {
                html! {}
            },
        ]);
    }
    html! { (table) }
}

fn place_of(config: &SmtpConfig) -> Markup {
    components::code(&format!("{}:{}", config.host, config.port))
}

/// Since when a server does not answer; nothing while it does.
fn silence(ctx: &PageCtx, server: &Stored) -> Option<Markup> {
    let since = ctx.fmt.datetime(ctx.now.minus(server.silent?));
    Some(components::badge(Tone::Bad, &ctx.t_with(key("smtp-silent-since"), &[("time", since.into())])))
}

fn smtp_form(ctx: &PageCtx, server: Option<&Stored>, form: &SmtpForm, errors: &FieldErrors, has_part: bool) -> Markup {
    let choices =
        [("starttls", key("smtp-security-starttls")), ("tls", key("smtp-security-tls")), ("none", key("smtp-security-none"))];
    let options = choices.map(|(value, words)| (value.to_owned(), ctx.t(words).into_owned()));
    let id = server.map_or(NEW, |server| &server.setting.id);
    // The summary of errors leads to the fields of the form that they are about.
    let scoped = |field: Field| if has_part && errors.is_empty() { field.scope(id) } else { field };
    let mut password = Field::password("password", ctx.t("smtp-password")).error(errors.get("password")).autocomplete("off");
    if server.is_some_and(|server| server.config.login.is_some()) {
        password = password.hint(ctx.t("smtp-password-kept"));
    }
    forms::post(
        ctx,
        Place::Email.path(),
        html! {
            (forms::hidden("server", id))
            (scoped(Field::text("host", ctx.t("smtp-host")).hint(ctx.t("smtp-host-hint")).value(&form.host).ltr()
                .error(errors.get("host")).max_length(253).required()))
            (scoped(Field::select("security", ctx.t("smtp-security"), options).value(&form.security).error(errors.get("security"))))
            (scoped(Field::number("port", ctx.t("smtp-port")).value(&form.port).error(errors.get("port")).max_length(5).required()))
            (scoped(Field::text("user", ctx.t("smtp-user")).value(&form.user).ltr().error(errors.get("user")).autocomplete("off")
                .optional(ctx).max_length(254)))
            (scoped(password.max_length(256)))
            @if has_part {
                (forms::hidden("share", "set"))
                @let carries = Carries::ALL.map(|one| (one.word().to_owned(), ctx.t_code("smtp-carries", one.word()).into_owned()));
                (scoped(Field::select("carries", ctx.t(key("smtp-carries")), carries).value(&form.carries).error(errors.get("carries"))))
                (scoped(Field::number("weight", ctx.t(key("smtp-weight"))).hint(ctx.t(key("smtp-weight-hint"))).value(&form.weight)
                    .error(errors.get("weight")).max_length(3).required()))
                @let states = ["on", "off"].map(|one| (one.to_owned(), ctx.t_code("value", one).into_owned()));
                (scoped(Field::select("on", ctx.t(key("smtp-state")), states).value(&form.on)))
            }
            (forms::submit_row(&ctx.t("action-save"), None))
        },
    )
}

const fn tls_words(tls: Tls) -> &'static str {
    match tls {
        Tls::Implicit => key("smtp-security-tls"),
        Tls::Required => key("smtp-security-starttls"),
        Tls::IfOffered => key("smtp-security-offered"),
        Tls::None => key("smtp-security-none"),
    }
}
