//! The form of a mail server.

use super::email::{Setup, Stored};
use crate::mail_servers::MailServer;
use base::fold::fold_digits;
use capabilities::messaging::{Carries, SmtpConfig, SmtpUrlError, Tls, WEIGHT_MAX};
use serde::Deserialize;
use web::forms::FieldErrors;
use web::{PageCtx, key};

/// What stands in a form for a server that is not there yet.
pub(super) const NEW: &str = "new";

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct SmtpForm {
    /// Which server it is about: its id, or `NEW`. Empty: the only one.
    pub(super) server: String,
    pub(super) host: String,
    pub(super) port: String,
    pub(super) security: String,
    pub(super) user: String,
    password: String,
    /// With the fields that matter where there are several.
    share: String,
    pub(super) weight: String,
    pub(super) carries: String,
    pub(super) on: String,
}

impl SmtpForm {
    /// The only server as it is set, or a first one; of several, none.
    pub(super) fn untouched(setup: &Setup) -> Self {
        match setup.servers() {
            [] => Self::new(),
            [only] => Self::of(only),
            _ => Self::default(),
        }
    }

    pub(super) fn new() -> Self {
        Self {
            server: NEW.to_owned(),
            port: "587".to_owned(),
            security: "starttls".to_owned(),
            weight: "1".to_owned(),
            carries: Carries::All.word().to_owned(),
            on: "on".to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn of(Stored { setting, config, .. }: &Stored) -> Self {
        Self {
            server: setting.id.clone(),
            host: config.host.clone(),
            port: config.port.to_string(),
            security: match config.tls {
                Tls::Implicit => "tls",
                Tls::None => "none",
                Tls::Required | Tls::IfOffered => "starttls",
            }
            .to_owned(),
            user: config.login.as_ref().map_or_else(String::new, |(user, _)| user.clone()),
            weight: setting.weight.to_string(),
            carries: setting.carries.word().to_owned(),
            on: if setting.on { "on" } else { "off" }.to_owned(),
            ..Self::default()
        }
    }

    /// The server's address as one URL, `kept` being the password that an empty field stands for.
    pub(super) fn url(&self, ctx: &PageCtx, kept: Option<&str>) -> Result<String, FieldErrors> {
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

    /// Whether it was sent for this server and not taken.
    pub(super) fn is_about(&self, server: &Stored, errors: &FieldErrors) -> bool {
        self.server == server.setting.id && !errors.is_empty()
    }

    /// What it says of the server's part among others; a form of the only one says nothing, which leaves it.
    pub(super) fn part(&self, ctx: &PageCtx, before: Option<&MailServer>, errors: &mut FieldErrors) -> (u32, Carries, bool) {
        let (weight, carries, on) = before.map_or((1, Carries::All, true), |old| (old.weight, old.carries, old.on));
        if self.share.is_empty() {
            return (weight, carries, on);
        }
        let weight = fold_digits(self.weight.trim()).parse().ok().filter(|weight| *weight <= WEIGHT_MAX);
        if weight.is_none() {
            errors.add("weight", ctx.t(key("smtp-weight-wrong")));
        }
        let carries = Carries::from_word(&self.carries);
        if carries.is_none() {
            errors.add("carries", ctx.t(key("form-not-choice")));
        }
        (weight.unwrap_or_default(), carries.unwrap_or_default(), self.on == "on")
    }
}

/// Percent-encoded but for letters and digits.
pub(super) fn escaped(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
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
            ..SmtpForm::default()
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
