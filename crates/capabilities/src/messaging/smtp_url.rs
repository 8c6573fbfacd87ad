//! Where mail is handed over, written as one address.
//!
//! ```text
//! smtps://USER:PASSWORD@smtp.provider.example          TLS from the first byte (port 465)
//! smtp://USER:PASSWORD@smtp.provider.example:587       STARTTLS, and never without it
//! smtp://relay.internal                                STARTTLS where offered (port 25)
//! smtp://localhost:1025                                plain: nobody listens in between
//! ```
//! Special characters of user and password are percent-encoded (`%40` for `@`). After a `?`, parted by `&`:
//! `tls=none|starttls|required` overrides what is said above (`starttls`: where offered), `name=HOST` is what we call
//! ourselves in EHLO, `pool=1..64` the number of connections (4), `ca=PATH` a PEM file of one more certificate
//! authority to trust, for a relay with a certificate of the house.

use super::url_parts::{self, PartError, is_host_name, is_loopback, percent_decoded};
use std::path::PathBuf;
use std::time::Duration;

/// How the connection is kept private.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tls {
    /// Never encrypted.
    None,
    /// STARTTLS where the server offers it (RFC 3207). A certificate that does not fit stops the connection all the same.
    IfOffered,
    /// STARTTLS, or no mail.
    Required,
    /// TLS from the first byte (RFC 8314).
    Implicit,
}

/// Everything needed to reach one mail server. `Debug` leaves user and password out.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpConfig {
    pub host: String,
    pub port: u16,
    /// User and password.
    pub login: Option<(String, String)>,
    pub tls: Tls,
    /// What we call ourselves in EHLO; `None`: this machine's name.
    pub hello_name: Option<String>,
    /// Connections at once, 1 to 64.
    pub pool_connections: usize,
    /// A PEM file of one more certificate authority.
    pub ca: Option<PathBuf>,
    /// For the connection, its TLS and the server's first words.
    pub connect_timeout: Duration,
    /// For the answer to each command.
    pub command_timeout: Duration,
    /// For the answer to a whole message: servers look into it first, and giving up here leaves its fate unknown, so
    /// it is longer (RFC 5321 §4.5.3.2.6 asks for ten minutes).
    pub message_timeout: Duration,
}

/// What is wrong with the address, and how it should look. Never repeats the address: it holds a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SmtpUrlError {
    #[error(
        "the mail server's address must begin with smtp:// or smtps://, such as smtp://user:password@smtp.provider.example:587"
    )]
    Scheme,
    #[error("the mail server's name is missing or is no host name, such as smtp.provider.example")]
    Host,
    #[error("the mail server's port must be a number from 1 to 65535, such as 587")]
    Port,
    #[error(
        "the mail server's user and password must be parted by ':'; write special characters in them as %40 for '@', %3A for ':', %2F for '/'"
    )]
    Login,
    #[error("tls must be none, starttls or required (smtps:// is always encrypted)")]
    Tls,
    #[error("pool must be a number from 1 to 64")]
    Pool,
    #[error("name must be a host name, such as mail.shop.example")]
    Name,
    #[error("after the '?' only tls, name, pool and ca can stand")]
    Option,
}

impl SmtpConfig {
    /// Reads an address as the module describes it.
    pub fn parse(url: &str) -> Result<Self, SmtpUrlError> {
        let (scheme, rest) = url.trim().split_once("://").ok_or(SmtpUrlError::Scheme)?;
        let implicit = match scheme.to_ascii_lowercase().as_str() {
            "smtp" => false,
            "smtps" => true,
            _ => return Err(SmtpUrlError::Scheme),
        };
        let (rest, options) = rest.split_once('?').unwrap_or((rest, ""));
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (login, place) = match rest.rsplit_once('@') {
            Some((login, place)) => (Some(url_parts::login(login)?), place),
            None => (None, rest),
        };
        let (host, port) = url_parts::place(place)?;
        let tls = match (implicit, &login) {
            (true, _) => Tls::Implicit,
            (false, Some(_)) if !is_loopback(&host) => Tls::Required,
            (false, None) if !is_loopback(&host) => Tls::IfOffered,
            (false, _) => Tls::None,
        };
        let mut config = Self {
            port: port.unwrap_or(match (implicit, &login) {
                (true, _) => 465,
                (false, Some(_)) => 587,
                (false, None) => 25,
            }),
            host,
            login,
            tls,
            hello_name: None,
            pool_connections: 4,
            ca: None,
            connect_timeout: Duration::from_secs(10),
            command_timeout: Duration::from_secs(30),
            message_timeout: Duration::from_mins(2),
        };
        for option in options.split('&').filter(|option| !option.is_empty()) {
            config.set(option)?;
        }
        Ok(config)
    }

    fn set(&mut self, option: &str) -> Result<(), SmtpUrlError> {
        let (key, value) = option.split_once('=').ok_or(SmtpUrlError::Option)?;
        let value = percent_decoded(value).ok_or(SmtpUrlError::Option)?;
        match key {
            "tls" => {
                self.tls = match (value.as_str(), self.tls) {
                    ("required", Tls::Implicit) => Tls::Implicit,
                    ("none", tls) if tls != Tls::Implicit => Tls::None,
                    ("starttls", tls) if tls != Tls::Implicit => Tls::IfOffered,
                    ("required", _) => Tls::Required,
                    _ => return Err(SmtpUrlError::Tls),
                }
            }
            "name" if is_host_name(&value) => self.hello_name = Some(value),
            "name" => return Err(SmtpUrlError::Name),
            "pool" => match value.parse() {
                Ok(connections @ 1..=64) => self.pool_connections = connections,
                _ => return Err(SmtpUrlError::Pool),
            },
            "ca" => self.ca = Some(PathBuf::from(value)),
            _ => return Err(SmtpUrlError::Option),
        }
        Ok(())
    }
}

impl From<PartError> for SmtpUrlError {
    fn from(error: PartError) -> Self {
        match error {
            PartError::Host => Self::Host,
            PartError::Port => Self::Port,
            PartError::Login => Self::Login,
        }
    }
}

impl std::fmt::Debug for SmtpConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let login = if self.login.is_some() { "with login" } else { "without login" };
        write!(f, "SmtpConfig({}:{}, {:?}, {login})", self.host, self.port, self.tls)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(url: &str) -> (String, u16, Option<(String, String)>, Tls) {
        let config = SmtpConfig::parse(url).unwrap();
        (config.host, config.port, config.login, config.tls)
    }

    #[test]
    fn reads_addresses() {
        let login = Some(("a@b.co".to_owned(), "p:w/".to_owned()));
        assert_eq!(parsed("smtps://a%40b.co:p%3Aw%2F@h.example"), ("h.example".into(), 465, login.clone(), Tls::Implicit));
        assert_eq!(parsed("smtp://a%40b.co:p:w%2f@H.example:2525/"), ("h.example".into(), 2525, login.clone(), Tls::Required));
        assert_eq!(parsed("smtp://a%40b.co:p:w%2f@127.0.0.1").3, Tls::None);
        assert_eq!(parsed("smtp://relay"), ("relay".into(), 25, None, Tls::IfOffered));
        assert_eq!(parsed("smtp://localhost:1025?tls=required"), ("localhost".into(), 1025, None, Tls::Required));
        assert_eq!(parsed("smtp://[::1]:25?tls=starttls"), ("::1".into(), 25, None, Tls::IfOffered));
        let config = SmtpConfig::parse("smtp://h?pool=9&name=mail.shop.example&ca=%2Fetc%2Fca.pem").unwrap();
        assert_eq!((config.pool_connections, config.hello_name.as_deref()), (9, Some("mail.shop.example")));
        assert_eq!(config.ca, Some(PathBuf::from("/etc/ca.pem")));
    }

    #[test]
    fn explains_what_is_wrong_without_repeating_it() {
        for (url, error) in [
            ("localhost:25", SmtpUrlError::Scheme),
            ("http://h", SmtpUrlError::Scheme),
            ("smtp://", SmtpUrlError::Host),
            ("smtp://a b", SmtpUrlError::Host),
            ("smtp://[::1", SmtpUrlError::Host),
            ("smtp://h:0", SmtpUrlError::Port),
            ("smtp://h:99999", SmtpUrlError::Port),
            ("smtp://user@h", SmtpUrlError::Login),
            ("smtp://u:%zz@h", SmtpUrlError::Login),
            ("smtp://u:a%0d%0a@h", SmtpUrlError::Login),
            ("smtp://h?tls=maybe", SmtpUrlError::Tls),
            ("smtps://h?tls=none", SmtpUrlError::Tls),
            ("smtp://h?pool=0", SmtpUrlError::Pool),
            ("smtp://h?name=a%20b", SmtpUrlError::Name),
            ("smtp://h?x=1", SmtpUrlError::Option),
        ] {
            assert_eq!(SmtpConfig::parse(url), Err(error), "{url}");
        }
        let debug = format!("{:?}", SmtpConfig::parse("smtp://sara:secret@h").unwrap());
        assert!(!debug.contains("sara") && !debug.contains("secret"), "{debug}");
    }
}
