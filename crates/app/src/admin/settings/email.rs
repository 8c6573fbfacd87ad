//! Where mail goes, and whether it gets there.

use super::{Place, dkim, dns, drawn, effect, email_test, feedback, mailbox, tracking};
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use crate::mail::{self, DkimSetting};
use automation::effect::EffectTerms;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use base::fold::fold_digits;
use capabilities::messaging::{SmtpConfig, SmtpUrlError, Tls, Tracking, Vendor};
use foundation::settings;
use foundation::staff::Deed;
use maud::{Markup, html};
use serde::Deserialize;
use std::path::PathBuf;
use web::components::{self, Tone};
use web::forms::{self, Field, FieldErrors};
use web::http::see_other;
use web::layout::Heading;
use web::{Html, PageCtx, key};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(Place::Email.path(), get(show).post(take))
        .route("/admin/settings/email/test", post(email_test::send))
        .route("/admin/settings/email/dns", post(dns::look))
        .route("/admin/settings/email/feedback", post(feedback::take))
        .route("/admin/settings/email/mailbox", post(mailbox::take))
        .route("/admin/settings/email/mailbox/read", post(mailbox::read))
        .route("/admin/settings/email/tracking", post(tracking::take))
        .route("/admin/settings/email/effect", post(effect::take))
        .route("/admin/settings/email/dkim", post(dkim::make))
        .route("/admin/settings/email/dkim/switch", post(dkim::switch))
}

/// Where mail goes now, the strongest first.
pub(super) enum Way {
    /// `AMANA_MAIL_FOLDER`, or the demonstration.
    Folder(PathBuf),
    /// `AMANA_SMTP_URL`.
    Configured(SmtpConfig),
    /// Set on this page.
    Stored(SmtpConfig),
    None,
}

/// Everything that the page shows.
pub(super) struct Setup {
    pub(super) way: Way,
    pub(super) dkim: Option<DkimSetting>,
    /// Who tells what came of letters.
    pub(super) vendor: Option<Vendor>,
    /// Where reports of letters are read.
    pub(super) mailbox: mailbox::Set,
    /// What the store wants to know of its letters.
    pub(super) tracking: Tracking,
    /// How campaigns are reckoned.
    pub(super) effect: EffectTerms,
}

impl Setup {
    pub(super) fn load(app: &App) -> Result<Self, Failure> {
        let (sealed, dkim) = app.db.record.read(|tx| {
            let sealed: Option<String> = settings::load(tx, mail::SMTP_SETTING)?;
            Ok::<_, db::Error>((sealed, settings::load(tx, mail::DKIM_SETTING)?))
        })?;
        let stored = || mail::open_smtp_url(&app.keys, sealed.as_deref()?, app.config.mail_connections);
        let way = match (&app.config.mail_folder, &app.config.smtp) {
            (Some(folder), _) => Way::Folder(folder.clone()),
            (None, Some(config)) => Way::Configured(config.clone()),
            (None, None) => stored().map_or(Way::None, Way::Stored),
        };
        let vendor = mail::feedback(&app.db, &app.keys)?.map(|set| set.vendor);
        let (tracking, effect) = app.db.record.read(|tx| Ok::<_, db::Error>((Tracking::load(tx)?, EffectTerms::load(tx)?)))?;
        Ok(Self { way, dkim, vendor, mailbox: mailbox::Set::load(app)?, tracking, effect })
    }

    /// Whether mail stays on this machine.
    pub(super) const fn is_caught(&self) -> bool {
        matches!(self.way, Way::Folder(_))
    }

    const fn can_send(&self) -> bool {
        !matches!(self.way, Way::None)
    }
}

/// What stands in the forms of the page.
pub(super) struct Forms {
    pub(super) smtp: SmtpForm,
    pub(super) dkim: dkim::DkimForm,
    pub(super) feedback: feedback::FeedbackForm,
    pub(super) mailbox: mailbox::MailboxForm,
}

impl Forms {
    /// What is set.
    pub(super) fn of(signed: &Signed, setup: &Setup) -> Self {
        Self {
            smtp: SmtpForm::of(&setup.way),
            dkim: dkim::DkimForm::of(signed, setup),
            feedback: feedback::FeedbackForm::of(setup),
            mailbox: mailbox::MailboxForm::of(&setup.mailbox),
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct SmtpForm {
    host: String,
    port: String,
    security: String,
    user: String,
    password: String,
}

impl SmtpForm {
    fn of(way: &Way) -> Self {
        let Way::Stored(config) = way else {
            return Self { port: "587".to_owned(), security: "starttls".to_owned(), ..Self::default() };
        };
        Self {
            host: config.host.clone(),
            port: config.port.to_string(),
            security: match config.tls {
                Tls::Implicit => "tls",
                Tls::None => "none",
                Tls::Required | Tls::IfOffered => "starttls",
            }
            .to_owned(),
            user: config.login.as_ref().map_or_else(String::new, |(user, _)| user.clone()),
            password: String::new(),
        }
    }

    /// The server's address as one URL, `kept` being the password that an empty field stands for.
    fn url(&self, ctx: &PageCtx, kept: Option<&str>) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::default();
        let host = self.host.trim();
        if host.is_empty() {
            errors.add("host", ctx.t(key("form-required")));
        }
        let port = fold_digits(self.port.trim());
        if port.parse::<u16>().map_or(true, |port| port == 0) {
            errors.add("port", ctx.t(key("smtp-port-wrong")));
        }
        let (scheme, option) = match self.security.as_str() {
            "tls" => ("smtps", ""),
            "none" => ("smtp", "?tls=none"),
            "starttls" => ("smtp", "?tls=required"),
            _ => {
                errors.add("security", ctx.t(key("form-not-choice")));
                ("smtp", "")
            }
        };
        let user = self.user.trim();
        let password = if self.password.is_empty() { kept.unwrap_or_default() } else { &self.password };
        let login = match (user.is_empty(), password.is_empty()) {
            (true, _) => String::new(),
            (false, true) => {
                errors.add("password", ctx.t(key("smtp-password-missing")));
                String::new()
            }
            (false, false) => format!("{}:{}@", escaped(user), escaped(password)),
        };
        let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        let url = format!("{scheme}://{login}{host}:{port}{option}");
        match SmtpConfig::parse(&url) {
            _ if !errors.is_empty() => Err(errors),
            Ok(_) => Ok(url),
            Err(error) => {
                let (field, words) = match error {
                    SmtpUrlError::Port => ("port", key("smtp-port-wrong")),
                    SmtpUrlError::Login => ("user", key("smtp-login-wrong")),
                    SmtpUrlError::Tls => ("security", key("form-not-choice")),
                    _ => ("host", key("form-not-host")),
                };
                errors.add(field, ctx.t(words));
                Err(errors)
            }
        }
    }
}

/// Percent-encoded but for letters and digits.
pub(super) fn escaped(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

async fn show(Allowed(signed, Manage): Allowed<Manage>) -> Result<Html, Failure> {
    let setup = blocking(&signed.app, Setup::load).await?;
    Ok(page(&signed, &setup, &Forms::of(&signed, &setup), &FieldErrors::default(), None))
}

async fn take(AllowedForm(mut signed, Manage, form): AllowedForm<Manage, SmtpForm>) -> Result<Response, Failure> {
    let setup = blocking(&signed.app, Setup::load).await?;
    let kept = match &setup.way {
        Way::Stored(SmtpConfig { login: Some((user, password)), .. }) if *user == form.user.trim() => Some(password.as_str()),
        _ => None,
    };
    let url = match form.url(&signed.ctx, kept) {
        Ok(url) => url,
        Err(errors) => {
            signed.warn(signed.ctx.t("form-not-saved"));
            let forms = Forms { smtp: form, ..Forms::of(&signed, &setup) };
            let page = page(&signed, &setup, &forms, &errors, None);
            return Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
        }
    };
    let app = &signed.app;
    let sealed = mail::seal_setting(&app.keys, &mut app.fork_rng(), mail::SMTP_SETTING, &url);
    let now = app.clock.now();
    let deed = signed.deed(Deed::SettingChanged, "mail_server");
    let saved: db::Result<()> = app
        .recorder
        .submit(move |tx| {
            deed.write(tx)?;
            settings::save(tx, mail::SMTP_SETTING, &sealed, now)
        })
        .await;
    saved?;
    blocking(app, |app| app.settings_changed().map_err(Failure::from)).await?;
    tracing::info!(staff = %signed.staff.id, "the mail server was set");
    Ok(see_other("/admin/settings/email?done=saved"))
}

/// The whole page; `tried` is what a test just showed.
pub(super) fn page(signed: &Signed, setup: &Setup, forms: &Forms, errors: &FieldErrors, tried: Option<Markup>) -> Html {
    let ctx = &signed.ctx;
    let content = html! {
        (forms::error_summary(ctx, errors))
        @if let Some(tried) = tried { (tried) }
        (components::card(&ctx.t("smtp-server-title"), None, server(ctx, setup, &forms.smtp, errors)))
        @if setup.can_send() { (components::card(&ctx.t("smtp-test"), None, test(signed, setup))) }
        (components::card(&ctx.t("dkim-title"), None, dkim::part(signed, setup, &forms.dkim, errors)))
        (components::card(&ctx.t("dns-title"), None, dns::part(signed)))
        (components::card(&ctx.t("feedback-title"), None, feedback::part(signed, setup, &forms.feedback, errors)))
        (components::card(&ctx.t(key("mailbox-title")), None, mailbox::part(signed, &setup.mailbox, &forms.mailbox, errors)))
        (components::card(&ctx.t("tracking-title"), None, tracking::part(signed, setup.tracking)))
        (components::card(&ctx.t("effect-title"), None, effect::part(signed, &setup.effect)))
    };
    let state = match setup.way {
        Way::None => components::badge(Tone::Warn, &ctx.t("smtp-state-none")),
        Way::Folder(_) => components::badge(Tone::Accent, &ctx.t("smtp-state-folder")),
        Way::Configured(_) | Way::Stored(_) => components::badge(Tone::Good, &ctx.t("smtp-state-set")),
    };
    drawn(signed, Place::Email, Heading::new(ctx.t("settings-email-title")).state(state), content)
}

fn server(ctx: &PageCtx, setup: &Setup, form: &SmtpForm, errors: &FieldErrors) -> Markup {
    let variable = |name: &str| html! { p { (ctx.t_with("smtp-from-environment", &[("variable", name.into())])) } };
    let place = |config: &SmtpConfig| {
        components::facts(&[
            (ctx.t("smtp-host").into_owned(), components::code(&format!("{}:{}", config.host, config.port))),
            (ctx.t("smtp-security").into_owned(), html! { (ctx.t(tls_words(config.tls))) }),
        ])
    };
    match &setup.way {
        Way::Folder(folder) => html! {
            p { (ctx.t("smtp-caught")) " " (components::code(&folder.display().to_string())) }
            (variable("AMANA_MAIL_FOLDER"))
        },
        Way::Configured(config) => html! { (place(config)) (variable("AMANA_SMTP_URL")) },
        Way::Stored(_) | Way::None => html! {
            div.stack {
                p.quiet { (ctx.t(if setup.can_send() { key("settings-email-text") } else { key("smtp-not-set") })) }
                (smtp_form(ctx, setup, form, errors))
            }
        },
    }
}

fn smtp_form(ctx: &PageCtx, setup: &Setup, form: &SmtpForm, errors: &FieldErrors) -> Markup {
    let choices =
        [("starttls", key("smtp-security-starttls")), ("tls", key("smtp-security-tls")), ("none", key("smtp-security-none"))];
    let options = choices.map(|(value, words)| (value.to_owned(), ctx.t(words).into_owned()));
    let has_password = matches!(&setup.way, Way::Stored(config) if config.login.is_some());
    let mut password = Field::password("password", ctx.t("smtp-password")).error(errors.get("password")).autocomplete("off");
    if has_password {
        password = password.hint(ctx.t("smtp-password-kept"));
    }
    forms::post(
        ctx,
        Place::Email.path(),
        html! {
            (Field::text("host", ctx.t("smtp-host")).hint(ctx.t("smtp-host-hint")).value(&form.host).ltr()
                .error(errors.get("host")).max_length(253).required())
            (Field::select("security", ctx.t("smtp-security"), options).value(&form.security).error(errors.get("security")))
            (Field::number("port", ctx.t("smtp-port")).value(&form.port).error(errors.get("port")).max_length(5).required())
            (Field::text("user", ctx.t("smtp-user")).value(&form.user).ltr().error(errors.get("user")).autocomplete("off")
                .optional(ctx).max_length(254))
            (password.max_length(256))
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

fn test(signed: &Signed, setup: &Setup) -> Markup {
    let ctx = &signed.ctx;
    let text = if setup.is_caught() { key("smtp-test-text-folder") } else { key("smtp-test-text") };
    html! {
        div.stack {
            p { (ctx.t(text)) " " (ctx.t("smtp-test-to")) ": " (components::ltr(&signed.staff.email)) }
            (components::post_button(ctx, "/admin/settings/email/test", &ctx.t("smtp-test"), Tone::Neutral))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::{Formatter, Lang};

    #[test]
    fn a_form_becomes_one_address() {
        let ctx =
            PageCtx::new(Formatter::new(Lang::new(base::Locale::En), jiff::tz::TimeZone::UTC), base::Timestamp::default(), "/");
        let form = |host: &str, port: &str, security: &str, user: &str, password: &str| SmtpForm {
            host: host.to_owned(),
            port: port.to_owned(),
            security: security.to_owned(),
            user: user.to_owned(),
            password: password.to_owned(),
        };
        let url = form("mail.example.com", "۵۸۷", "starttls", "a@b.co", "p:w/رمز").url(&ctx, None).unwrap();
        let config = SmtpConfig::parse(&url).unwrap();
        assert_eq!(
            (config.port, config.tls, config.login),
            (587, Tls::Required, Some(("a@b.co".to_owned(), "p:w/رمز".to_owned())))
        );
        let kept = form("::1", "465", "tls", "u", "").url(&ctx, Some("old")).unwrap();
        assert_eq!(SmtpConfig::parse(&kept).unwrap().login, Some(("u".to_owned(), "old".to_owned())));
        for (form, field) in [
            (form("", "587", "tls", "", ""), "host"),
            (form("a b", "587", "tls", "", ""), "host"),
            (form("h/x?tls=none", "587", "tls", "", ""), "host"),
            (form("h", "0", "tls", "", ""), "port"),
            (form("h", "25", "maybe", "", ""), "security"),
            (form("h", "25", "none", "u", ""), "password"),
            (form("h", "25", "none", "u", "a\r\nb"), "user"),
        ] {
            assert!(form.url(&ctx, None).unwrap_err().get(field).is_some(), "{field}");
        }
    }
}
