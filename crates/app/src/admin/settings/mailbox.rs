//! The mailbox that reports of letters come to: where it is, and how it fared.

use super::email::{Forms, Setup, page};
use super::server_form::escaped;
use crate::admin::need::Manage;
use crate::admin::{AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::fetching::{self, Round, Turn};
use crate::mail;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::fold::fold_digits;
use capabilities::mailbox::{MailboxConfig, MailboxUrlError, Privacy, Protocol, State};
use foundation::settings;
use foundation::staff::Deed;
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tone};
use web::forms::{self, Field, FieldErrors};
use web::http::see_other;
use web::{PageCtx, key};

const PATH: &str = "/admin/settings/email/mailbox";
const READ_PATH: &str = "/admin/settings/email/mailbox/read";

/// The mailbox that is set, and how it fared.
pub(super) struct Set {
    config: Option<MailboxConfig>,
    is_configured: bool,
    state: Option<State>,
}

impl Set {
    pub(super) fn load(app: &App) -> Result<Self, Failure> {
        let is_configured = app.config.bounce_mailbox.is_some();
        Ok(Self { config: mail::mailbox(app)?, is_configured, state: fetching::state(app)? })
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct MailboxForm {
    #[serde(rename = "mailbox_protocol")]
    protocol: String,
    #[serde(rename = "mailbox_security")]
    security: String,
    #[serde(rename = "mailbox_host")]
    host: String,
    #[serde(rename = "mailbox_port")]
    port: String,
    #[serde(rename = "mailbox_user")]
    user: String,
    #[serde(rename = "mailbox_password")]
    password: String,
    #[serde(rename = "mailbox_folder")]
    folder: String,
}

impl MailboxForm {
    pub(super) fn of(set: &Set) -> Self {
        let Some(config) = &set.config else { return Self { security: "tls".to_owned(), ..Self::default() } };
        Self {
            protocol: protocol_word(config.protocol).to_owned(),
            security: privacy_word(config.privacy).to_owned(),
            host: config.host.clone(),
            port: config.port.to_string(),
            user: config.user.clone(),
            password: String::new(),
            folder: if config.protocol == Protocol::Imap { config.folder.clone() } else { String::new() },
        }
    }

    /// The mailbox's address; `None` where none is to be read. An empty password stands for the one that is kept.
    fn url(&self, ctx: &PageCtx, set: &Set) -> Result<Option<String>, FieldErrors> {
        let mut errors = FieldErrors::default();
        let is_imap = match self.protocol.as_str() {
            "" => return Ok(None),
            "imap" => true,
            "pop3" => false,
            _ => {
                errors.add("mailbox_protocol", ctx.t(key("form-not-choice")));
                return Err(errors);
            }
        };
        let (host, user) = (self.host.trim(), self.user.trim());
        for (field, text) in [("mailbox_host", host), ("mailbox_user", user)] {
            if text.is_empty() {
                errors.add(field, ctx.t(key("form-required")));
            }
        }
        let port = fold_digits(self.port.trim());
        let (letter, option) = match self.security.as_str() {
            "tls" => ("s", ""),
            "starttls" => ("", "?tls=required"),
            "none" => ("", ""),
            _ => {
                errors.add("mailbox_security", ctx.t(key("form-not-choice")));
                ("s", "")
            }
        };
        let is_same = |config: &&MailboxConfig| config.user == user && config.host == host.to_ascii_lowercase();
        let kept = set.config.as_ref().filter(is_same).map_or("", |config| config.password.as_str());
        let password = if self.password.is_empty() { kept } else { &self.password };
        if password.is_empty() {
            errors.add("mailbox_password", ctx.t(key("smtp-password-missing")));
        }
        let scheme = if is_imap { "imap" } else { "pop3" };
        let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        let port = if port.is_empty() { String::new() } else { format!(":{port}") };
        let folder = if is_imap { escaped(self.folder.trim()) } else { String::new() };
        let url = format!("{scheme}{letter}://{}:{}@{host}{port}/{folder}{option}", escaped(user), escaped(password));
        match MailboxConfig::parse(&url) {
            _ if !errors.is_empty() => Err(errors),
            Ok(config) if self.security == "none" && config.privacy != Privacy::Plain => {
                errors.add("mailbox_security", ctx.t(key("mailbox-security-wrong")));
                Err(errors)
            }
            Ok(_) => Ok(Some(url)),
            Err(error) => {
                let (field, words) = match error {
                    MailboxUrlError::Port => ("mailbox_port", key("mailbox-port-wrong")),
                    MailboxUrlError::Login => ("mailbox_user", key("smtp-login-wrong")),
                    MailboxUrlError::Folder => ("mailbox_folder", key("mailbox-folder-wrong")),
                    _ => ("mailbox_host", key("form-not-host")),
                };
                errors.add(field, ctx.t(words));
                Err(errors)
            }
        }
    }
}

const fn protocol_word(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Imap => "imap",
        Protocol::Pop3 => "pop3",
    }
}

const fn privacy_word(privacy: Privacy) -> &'static str {
    match privacy {
        Privacy::Tls => "tls",
        Privacy::StartTls => "starttls",
        Privacy::Plain => "none",
    }
}

pub(super) async fn take(AllowedForm(mut signed, Manage, form): AllowedForm<Manage, MailboxForm>) -> Result<Response, Failure> {
    let setup = blocking(&signed.app, Setup::load).await?;
    let url = match form.url(&signed.ctx, &setup.mailbox) {
        Ok(url) => url,
        Err(errors) => {
            signed.warn(signed.ctx.t("form-not-saved"));
            let mailbox = MailboxForm { password: String::new(), ..form };
            let forms = Forms { mailbox, ..Forms::of(&signed, &setup) };
            let page = page(&signed, &setup, &forms, &errors, None);
            return Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
        }
    };
    let app = &signed.app;
    let sealed = url.map(|url| mail::seal_setting(&app.keys, &mut app.fork_rng(), mail::MAILBOX_SETTING, &url));
    let now = app.clock.now();
    let deed = signed.deed(Deed::SettingChanged, "mailbox");
    let saved: db::Result<()> = app
        .recorder
        .submit(move |tx| {
            deed.write(tx)?;
            settings::save(tx, mail::MAILBOX_SETTING, &sealed, now)
        })
        .await;
    saved?;
    tracing::info!(staff = %signed.staff.id, protocol = form.protocol, "the mailbox that reports come to was set");
    Ok(see_other("/admin/settings/email?done=saved"))
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn read(AllowedForm(signed, Manage, Nothing {}): AllowedForm<Manage, Nothing>) -> Result<Response, Failure> {
    let turn = blocking(&signed.app, |app| fetching::read_now(app).map_err(Failure::from)).await?;
    let setup = blocking(&signed.app, Setup::load).await?;
    let shown = told(&signed.ctx, &turn);
    Ok(page(&signed, &setup, &Forms::of(&signed, &setup), &FieldErrors::default(), Some(shown)).into_response())
}

/// What a look into the mailbox found.
fn told(ctx: &PageCtx, turn: &Turn) -> Markup {
    let nothing = html! {};
    match turn {
        Turn::Unset => components::callout(Tone::Warn, &ctx.t(key("mailbox-none")), &nothing),
        Turn::Elsewhere => components::callout(Tone::Neutral, &ctx.t(key("mailbox-read-elsewhere")), &nothing),
        Turn::Over(Round { error: Some(error), .. }) => failed(ctx, error.word(), error.said()),
        Turn::Over(round) => {
            let numbers = [
                ("reports", (round.reports as u64).into()),
                ("left", (round.left as u64).into()),
                ("letters", (round.letters as u64).into()),
            ];
            let text = html! {
                p { (ctx.t_with(key("mailbox-found"), &numbers)) }
                @if round.has_more { p { (ctx.t(key("mailbox-found-more"))) } }
            };
            components::callout(Tone::Good, &ctx.t(key("mailbox-was-read")), &text)
        }
    }
}

/// Why it can't be read, and the server's own words.
fn failed(ctx: &PageCtx, word: &str, said: &str) -> Markup {
    let text = html! { @if !said.is_empty() { p { (ctx.t("message-server-said")) ": " (components::code(said)) } } };
    components::callout(Tone::Bad, &ctx.t_code("mailbox-error", word), &text)
}

/// The page's part about the mailbox.
pub(super) fn part(signed: &Signed, set: &Set, form: &MailboxForm, errors: &FieldErrors) -> Markup {
    let ctx = &signed.ctx;
    html! {
        div.stack {
            p.quiet { (ctx.t(key("mailbox-text"))) }
            @if let Some(config) = &set.config { (fared(signed, set, config)) }
            @if set.is_configured {
                p { (ctx.t_with("smtp-from-environment", &[("variable", "AMANA_BOUNCE_MAILBOX_URL".into())])) }
            } @else {
                (mailbox_form(ctx, set, form, errors))
            }
        }
    }
}

fn fared(signed: &Signed, set: &Set, config: &MailboxConfig) -> Markup {
    let ctx = &signed.ctx;
    let mut facts = vec![(ctx.t("smtp-host").into_owned(), components::code(&format!("{}:{}", config.host, config.port)))];
    let address = signed.app.config.bounce_address.clone().or_else(|| signed.app.composer.sender(&signed.store));
    if let Some(address) = address {
        facts.push((ctx.t(key("mailbox-address")).into_owned(), components::ltr(address.as_str())));
    }
    let state = set.state.as_ref();
    let at = state.and_then(|state| state.read_at);
    let read_at = at.map_or_else(|| html! { (ctx.t(key("mailbox-not-yet"))) }, |at| components::ago(ctx, at));
    facts.push((ctx.t(key("mailbox-read-at")).into_owned(), read_at));
    if let Some(state) = state {
        facts.push((ctx.t(key("mailbox-reports")).into_owned(), html! { (ctx.fmt.count(state.reports)) }));
        facts.push((ctx.t(key("mailbox-letters")).into_owned(), html! { (ctx.fmt.count(state.letters)) }));
    }
    html! {
        @if let Some(state) = state.filter(|state| !state.error.is_empty()) { (failed(ctx, &state.error, &state.said)) }
        (components::facts(&facts))
        (components::post_button(ctx, READ_PATH, &ctx.t(key("mailbox-read")), Tone::Neutral))
    }
}

fn mailbox_form(ctx: &PageCtx, set: &Set, form: &MailboxForm, errors: &FieldErrors) -> Markup {
    let protocols =
        [("", ctx.t(key("mailbox-protocol-none")).into_owned()), ("imap", "IMAP".to_owned()), ("pop3", "POP3".to_owned())]
            .map(|(value, words)| (value.to_owned(), words));
    let security = [
        ("tls", key("mailbox-security-tls")),
        ("starttls", key("mailbox-security-starttls")),
        ("none", key("smtp-security-none")),
    ]
    .map(|(value, words)| (value.to_owned(), ctx.t(words).into_owned()));
    let mut password = Field::password("mailbox_password", ctx.t("smtp-password"))
        .error(errors.get("mailbox_password"))
        .autocomplete("off")
        .max_length(256);
    if set.config.is_some() {
        password = password.hint(ctx.t("smtp-password-kept"));
    }
    let field = |name: &'static str, label: &'static str, value: &str| {
        Field::text(name, ctx.t(label)).value(value).ltr().error(errors.get(name)).autocomplete("off")
    };
    forms::post(
        ctx,
        PATH,
        html! {
            (Field::select("mailbox_protocol", ctx.t(key("mailbox-protocol")), protocols).value(&form.protocol)
                .error(errors.get("mailbox_protocol")))
            (field("mailbox_host", "smtp-host", &form.host).hint(ctx.t("smtp-host-hint")).max_length(253))
            (Field::select("mailbox_security", ctx.t("smtp-security"), security).value(&form.security)
                .error(errors.get("mailbox_security")))
            (Field::number("mailbox_port", ctx.t("smtp-port")).value(&form.port).error(errors.get("mailbox_port"))
                .hint(ctx.t(key("mailbox-port-hint"))).optional(ctx).max_length(5))
            (field("mailbox_user", "smtp-user", &form.user).max_length(254))
            (password)
            (Field::text("mailbox_folder", ctx.t(key("mailbox-folder"))).value(&form.folder).dir("auto")
                .hint(ctx.t(key("mailbox-folder-hint"))).error(errors.get("mailbox_folder")).optional(ctx).max_length(200))
            (forms::submit_row(&ctx.t("action-save"), None))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::{Formatter, Lang};

    #[test]
    fn a_form_becomes_one_address() {
        let ctx =
            PageCtx::new(Formatter::new(Lang::new(base::Locale::En), jiff::tz::TimeZone::UTC), base::Timestamp::default(), "/");
        let none = Set { config: None, is_configured: false, state: None };
        let form = |protocol: &str, host: &str, port: &str, security: &str| MailboxForm {
            protocol: protocol.to_owned(),
            security: security.to_owned(),
            host: host.to_owned(),
            port: port.to_owned(),
            user: "a@b.co".to_owned(),
            password: "p:w/رمز".to_owned(),
            folder: "برگشتی/a".to_owned(),
        };
        let read = |form: &MailboxForm, set: &Set| MailboxConfig::parse(&form.url(&ctx, set).unwrap().unwrap()).unwrap();
        let config = read(&form("imap", "Mail.example.com", "۱۴۳", "starttls"), &none);
        assert_eq!((config.protocol, config.privacy, config.port), (Protocol::Imap, Privacy::StartTls, 143));
        assert_eq!((config.user.as_str(), config.password.as_str(), config.folder.as_str()), ("a@b.co", "p:w/رمز", "برگشتی/a"));
        let config = read(&form("pop3", "::1", "", "tls"), &none);
        assert_eq!((config.protocol, config.privacy, config.port), (Protocol::Pop3, Privacy::Tls, 995));
        assert_eq!(read(&form("imap", "localhost", "1143", "none"), &none).privacy, Privacy::Plain);
        assert_eq!(form("", "", "", "").url(&ctx, &none).unwrap(), None, "none is read");
        // An empty password is the one that is kept, as long as it goes to the same place.
        let set = Set { config: Some(config), is_configured: false, state: None };
        let unsaid = |host: &str| MailboxForm { password: String::new(), ..form("imap", host, "", "tls") };
        assert_eq!(read(&unsaid("::1"), &set).password, "p:w/رمز");
        assert!(unsaid("other.example").url(&ctx, &set).unwrap_err().get("mailbox_password").is_some());
        for (form, field) in [
            (form("smtp", "h", "", "tls"), "mailbox_protocol"),
            (form("imap", "", "", "tls"), "mailbox_host"),
            (form("imap", "a b", "", "tls"), "mailbox_host"),
            (form("imap", "h/x?tls=none", "", "tls"), "mailbox_host"),
            (form("imap", "h", "0", "tls"), "mailbox_port"),
            (form("imap", "h", "", "maybe"), "mailbox_security"),
            (form("imap", "mail.example.com", "", "none"), "mailbox_security"),
            (MailboxForm { user: String::new(), ..form("imap", "h", "", "tls") }, "mailbox_user"),
            (MailboxForm { user: "a\r\nb".to_owned(), ..form("imap", "h", "", "tls") }, "mailbox_user"),
            (MailboxForm { folder: "a\nb".to_owned(), ..form("imap", "h", "", "tls") }, "mailbox_folder"),
        ] {
            assert!(form.url(&ctx, &none).unwrap_err().get(field).is_some(), "{field}");
        }
    }
}
