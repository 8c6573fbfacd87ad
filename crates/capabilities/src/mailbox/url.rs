//! Where a mailbox is, written as one address.
//!
//! ```text
//! imaps://USER:PASSWORD@mail.shop.example/INBOX        TLS from the first byte (port 993)
//! imap://USER:PASSWORD@mail.shop.example               STARTTLS, and never without it (port 143); the folder INBOX
//! pop3s://USER:PASSWORD@mail.shop.example              TLS from the first byte (port 995)
//! pop3://USER:PASSWORD@mail.shop.example               STLS, and never without it (port 110)
//! imap://USER:PASSWORD@localhost:1143                  plain: nobody listens in between
//! ```
//! Special characters are percent-encoded (`%40` for `@`, `%2F` for `/`), in the folder too. After a `?`, parted by `&`:
//! `tls=required` wants STARTTLS of a server on this machine, `ca=PATH` names a PEM file of one more certificate authority to
//! trust.

use crate::messaging::{self, PartError, is_loopback, percent_decoded};
use std::path::PathBuf;
use std::time::Duration;

const FOLDER: &str = "INBOX";
const FOLDER_CHARS_MAX: usize = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    Imap,
    Pop3,
}

/// How the connection is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// In clear, on this machine.
    Plain,
    /// STARTTLS (RFC 2595), or nothing is said.
    StartTls,
    /// TLS from the first byte (RFC 8314).
    Tls,
}

/// Everything needed to reach one mailbox. `Debug` leaves user and password out.
#[derive(Clone, PartialEq, Eq)]
pub struct MailboxConfig {
    pub protocol: Protocol,
    pub privacy: Privacy,
    pub host: String,
    pub port: u16,
    pub user: String,
    pub password: String,
    /// As people write it. POP3 knows no folders.
    pub folder: String,
    /// A PEM file of one more certificate authority.
    pub ca: Option<PathBuf>,
    /// For the connection and its TLS, and for the whole answer to each command.
    pub patience: Duration,
}

/// What is wrong with the address, and how it should look. Never repeats the address: it holds a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailboxUrlError {
    #[error(
        "the mailbox's address must begin with imaps://, imap://, pop3s:// or pop3://, such as imaps://user:password@mail.shop.example/INBOX"
    )]
    Scheme,
    #[error("the mail server's name is missing or is no host name, such as mail.shop.example")]
    Host,
    #[error("the mail server's port must be a number from 1 to 65535, such as 993")]
    Port,
    #[error(
        "a mailbox needs a user and a password, parted by ':'; write special characters in them as %40 for '@', %3A for ':', %2F for '/'"
    )]
    Login,
    #[error("the folder can't be read; write special characters in it as %20 for ' ' (POP3 knows no folders)")]
    Folder,
    #[error("tls can only be 'required': the password goes in clear to this machine alone")]
    Tls,
    #[error("after the '?' only tls and ca can stand")]
    Option,
}

impl From<PartError> for MailboxUrlError {
    fn from(error: PartError) -> Self {
        match error {
            PartError::Host => Self::Host,
            PartError::Port => Self::Port,
            PartError::Login => Self::Login,
        }
    }
}

impl MailboxConfig {
    /// Reads an address as the module describes it.
    pub fn parse(url: &str) -> Result<Self, MailboxUrlError> {
        let (scheme, rest) = url.trim().split_once("://").ok_or(MailboxUrlError::Scheme)?;
        let (protocol, is_tls) = match scheme.to_ascii_lowercase().as_str() {
            "imap" => (Protocol::Imap, false),
            "imaps" => (Protocol::Imap, true),
            "pop3" => (Protocol::Pop3, false),
            "pop3s" => (Protocol::Pop3, true),
            _ => return Err(MailboxUrlError::Scheme),
        };
        let (rest, options) = rest.split_once('?').unwrap_or((rest, ""));
        let (rest, folder) = rest.split_once('/').unwrap_or((rest, ""));
        let (login, place) = rest.rsplit_once('@').ok_or(MailboxUrlError::Login)?;
        let (user, password) = messaging::login(login)?;
        let (host, port) = messaging::place(place)?;
        let privacy = match (is_tls, is_loopback(&host)) {
            (true, _) => Privacy::Tls,
            (false, true) => Privacy::Plain,
            (false, false) => Privacy::StartTls,
        };
        let mut config = Self {
            protocol,
            privacy,
            port: port.unwrap_or_else(|| standard_port(protocol, is_tls)),
            host,
            user,
            password,
            folder: folder_of(protocol, folder)?,
            ca: None,
            patience: Duration::from_secs(20),
        };
        for option in options.split('&').filter(|option| !option.is_empty()) {
            let (key, value) = option.split_once('=').ok_or(MailboxUrlError::Option)?;
            match (key, percent_decoded(value).ok_or(MailboxUrlError::Option)?) {
                ("tls", value) if value == "required" => {
                    config.privacy = if is_tls { Privacy::Tls } else { Privacy::StartTls };
                }
                ("tls", _) => return Err(MailboxUrlError::Tls),
                ("ca", value) => config.ca = Some(PathBuf::from(value)),
                _ => return Err(MailboxUrlError::Option),
            }
        }
        Ok(config)
    }
}

impl std::fmt::Debug for MailboxConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MailboxConfig({:?} {}:{}, {:?})", self.protocol, self.host, self.port, self.privacy)
    }
}

/// Where servers listen unless they say otherwise.
const fn standard_port(protocol: Protocol, is_tls: bool) -> u16 {
    match (protocol, is_tls) {
        (Protocol::Imap, true) => 993,
        (Protocol::Imap, false) => 143,
        (Protocol::Pop3, true) => 995,
        (Protocol::Pop3, false) => 110,
    }
}

fn folder_of(protocol: Protocol, text: &str) -> Result<String, MailboxUrlError> {
    match (protocol, percent_decoded(text).ok_or(MailboxUrlError::Folder)?) {
        (_, folder) if folder.is_empty() => Ok(FOLDER.to_owned()),
        (Protocol::Imap, folder) if folder.chars().count() <= FOLDER_CHARS_MAX && !folder.chars().any(char::is_control) => {
            Ok(folder)
        }
        _ => Err(MailboxUrlError::Folder),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_addresses() {
        let read = |url: &str| {
            let config = MailboxConfig::parse(url).unwrap();
            (config.protocol, config.privacy, config.host, config.port, config.folder)
        };
        let inbox = || "INBOX".to_owned();
        assert_eq!(read("imaps://u:p@H.example"), (Protocol::Imap, Privacy::Tls, "h.example".into(), 993, inbox()));
        assert_eq!(read("imap://u:p@h.example/"), (Protocol::Imap, Privacy::StartTls, "h.example".into(), 143, inbox()));
        assert_eq!(read("pop3s://u:p@h:9950/"), (Protocol::Pop3, Privacy::Tls, "h".into(), 9950, inbox()));
        assert_eq!(read("pop3://u:p@[::1]"), (Protocol::Pop3, Privacy::Plain, "::1".into(), 110, inbox()));
        assert_eq!(read("imap://u:p@localhost?tls=required").1, Privacy::StartTls);
        assert_eq!(read("imaps://u:p@localhost?tls=required").1, Privacy::Tls);
        assert_eq!(read("imaps://u:p@h/Shop%2F%D8%A8%D8%B1%DA%AF%D8%B4%D8%AA%DB%8C").4, "Shop/برگشتی");
        let config = MailboxConfig::parse("imaps://a%40b.co:p%3Aw%2F@h/x@y?ca=%2Fetc%2Fca.pem").unwrap();
        assert_eq!((config.user.as_str(), config.password.as_str(), config.folder.as_str()), ("a@b.co", "p:w/", "x@y"));
        assert_eq!(config.ca, Some(PathBuf::from("/etc/ca.pem")));
    }

    #[test]
    fn explains_what_is_wrong_without_repeating_it() {
        for (url, error) in [
            ("h", MailboxUrlError::Scheme),
            ("smtp://u:p@h", MailboxUrlError::Scheme),
            ("imaps://h", MailboxUrlError::Login),
            ("imaps://u@h", MailboxUrlError::Login),
            ("imaps://u:a%0d%0ab@h", MailboxUrlError::Login),
            ("imaps://u:p@", MailboxUrlError::Host),
            ("imaps://u:p@h:0", MailboxUrlError::Port),
            ("imaps://u:p@h/a%0d%0ab", MailboxUrlError::Folder),
            ("pop3s://u:p@h/INBOX", MailboxUrlError::Folder),
            ("imap://u:p@h?tls=none", MailboxUrlError::Tls),
            ("imap://u:p@h?pool=2", MailboxUrlError::Option),
        ] {
            assert_eq!(MailboxConfig::parse(url), Err(error), "{url}");
        }
        let debug = format!("{:?}", MailboxConfig::parse("imaps://sara:secret@h").unwrap());
        assert!(!debug.contains("sara") && !debug.contains("secret"), "{debug}");
    }
}
