//! A PostgreSQL server's address, as people write it.
//!
//! ```text
//! postgres://USER:PASSWORD@HOST[:PORT]/DATABASE[?sslmode=…&sslrootcert=…]
//! ```
//! `sslmode` is one of
//!
//! - `disable`: in clear. What holds where none is given and the server is on this machine.
//! - `prefer`: TLS where the server offers it, by whatever certificate; in clear otherwise.
//! - `no-verify`: TLS by whatever certificate. (libpq's `require`; the word is node-postgres's.)
//! - `require`, `verify-full`: TLS by a certificate that a trusted authority signed for this host. What holds otherwise.
//! - `verify-ca`: TLS by a certificate that an authority in `sslrootcert` signed, for whatever host.
//!
//! `sslrootcert` is a PEM file of the authorities to trust instead of the public ones, or `system` for those.

use crate::tls::{self, Proof};
use crate::{Error, Result};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use tokio_postgres::config::{Config, Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

/// A server that can be connected to.
#[derive(Clone)]
pub(crate) struct PgAddress {
    pub(crate) config: Config,
    pub(crate) tls: MakeRustlsConnect,
}

/// How private the way to the server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Privacy {
    Disable,
    Prefer,
    NoVerify,
    VerifyCa,
    VerifyFull,
}

/// The address taken apart: what `tokio-postgres` reads, and what it does not.
struct Parts {
    config: Config,
    /// Without `sslmode` and `sslrootcert`.
    url: String,
    privacy: Privacy,
    authorities: Option<PathBuf>,
}

impl PgAddress {
    /// Reads the URL and the certificate file that it may name.
    pub(crate) fn parse(url: &str) -> Result<Self> {
        let Parts { mut config, privacy, authorities, .. } = Parts::of(url)?;
        let (mode, proof) = match privacy {
            Privacy::Disable => (SslMode::Disable, Proof::None),
            Privacy::Prefer => (SslMode::Prefer, Proof::None),
            Privacy::NoVerify => (SslMode::Require, Proof::None),
            Privacy::VerifyCa => (SslMode::Require, Proof::Authority),
            Privacy::VerifyFull => (SslMode::Require, Proof::AuthorityAndName),
        };
        config.ssl_mode(mode);
        Ok(Self { config, tls: tls::connector(proof, authorities.as_deref())? })
    }
}

/// The machine that a URL names; `None` where it is reached without a network, or the URL can't be read.
pub fn database_host(url: &str) -> Option<String> {
    Parts::of(url).ok()?.config.get_hosts().iter().find_map(|host| match host {
        Host::Tcp(name) => Some(name.clone()),
        #[cfg(unix)]
        Host::Unix(_) => None,
    })
}

/// The same address in libpq's words, for PostgreSQL's own tools: as private as our connection is.
pub fn libpq_url(url: &str) -> Result<String> {
    let Parts { url, privacy, authorities, .. } = Parts::of(url)?;
    let mode = match privacy {
        Privacy::Disable => "disable",
        Privacy::Prefer => "prefer",
        Privacy::NoVerify => "require",
        Privacy::VerifyCa => "verify-ca",
        Privacy::VerifyFull => "verify-full",
    };
    let mark = if url.contains('?') { '&' } else { '?' };
    let mut url = format!("{url}{mark}sslmode={mode}");
    if matches!(privacy, Privacy::VerifyCa | Privacy::VerifyFull) {
        let authorities = authorities.unwrap_or_else(|| PathBuf::from("system"));
        let _ = write!(url, "&sslrootcert={}", encoded(&authorities));
    }
    Ok(url)
}

impl Parts {
    fn of(url: &str) -> Result<Self> {
        // A password may hold a question mark.
        let after_login = url.find('@').map_or(0, |at| at + 1);
        let (address, query) = match url[after_login..].find('?') {
            Some(mark) => (&url[..after_login + mark], &url[after_login + mark + 1..]),
            None => (url, ""),
        };
        let (mut mode, mut authorities, mut rest) = (None, None, Vec::new());
        for option in query.split('&').filter(|option| !option.is_empty()) {
            match option.split_once('=') {
                Some(("sslmode", value)) => mode = Some(value),
                Some(("sslrootcert", value)) => authorities = Some(decoded(value)?),
                _ => rest.push(option),
            }
        }
        let url = if rest.is_empty() { address.to_owned() } else { format!("{address}?{}", rest.join("&")) };
        let config: Config = url.parse().map_err(|error: tokio_postgres::Error| {
            // Names the option at fault, and never a value.
            let cause = std::error::Error::source(&error).map_or_else(String::new, |cause| format!(": {cause}"));
            unreadable(&format!("{error}{cause}"))
        })?;
        let privacy = match mode {
            Some("disable") => Privacy::Disable,
            Some("prefer") => Privacy::Prefer,
            Some("no-verify") => Privacy::NoVerify,
            Some("verify-ca") => Privacy::VerifyCa,
            None if authorities.is_none() && is_local(&config) => Privacy::Disable,
            None | Some("require" | "verify-full") => Privacy::VerifyFull,
            Some(_) => {
                return Err(unreadable("sslmode must be disable, prefer, no-verify, require, verify-ca or verify-full"));
            }
        };
        let authorities = authorities.filter(|file| file != "system").map(PathBuf::from);
        if privacy == Privacy::VerifyCa && authorities.is_none() {
            return Err(unreadable(
                "sslmode=verify-ca wants sslrootcert=FILE too: the public authorities sign for everybody, so that only \
                 verify-full proves anything with them",
            ));
        }
        Ok(Self { config, url, privacy, authorities })
    }
}

/// Whether every host is this machine: nobody listens in between.
fn is_local(config: &Config) -> bool {
    let hosts = config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => name == "localhost" || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    });
    hosts && config.get_hostaddrs().iter().all(std::net::IpAddr::is_loopback)
}

fn unreadable(why: &str) -> Error {
    Error::Other(format!("the database URL can't be read: {why}"))
}

fn decoded(value: &str) -> Result<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || rest.next().and_then(|digit| char::from(digit).to_digit(16));
            let (high, low) = digit().zip(digit()).ok_or_else(|| unreadable("a % in it is not followed by two digits"))?;
            bytes.push((high * 16 + low) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).map_err(|_| unreadable("a percent-encoded text in it is not UTF-8"))
}

fn encoded(path: &Path) -> String {
    let mut text = String::new();
    for byte in path.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn privacy(url: &str) -> Privacy {
        Parts::of(url).unwrap_or_else(|error| panic!("{url}: {error}")).privacy
    }

    fn refusal(url: &str) -> String {
        PgAddress::parse(url).err().unwrap_or_else(|| panic!("{url} was taken")).to_string()
    }

    #[test]
    fn a_url_names_its_machine() {
        assert_eq!(database_host("postgres://u:p@db.shop.example:5433/amana").as_deref(), Some("db.shop.example"));
        assert_eq!(database_host("postgres:///amana?host=/var/run/postgresql"), None);
        assert_eq!(database_host("nonsense"), None);
    }

    #[test]
    fn what_leaves_the_machine_is_encrypted_and_checked_unless_it_is_said_otherwise() {
        for local in ["localhost", "127.0.0.1:5433", "[::1]", "%2Frun%2Fpostgresql", "localhost,127.0.0.1"] {
            assert_eq!(privacy(&format!("postgres://a:b@{local}/amana")), Privacy::Disable, "{local}");
        }
        for remote in ["db", "10.0.0.5", "localhost,db.shop.example", "localhost.shop.example"] {
            assert_eq!(privacy(&format!("postgresql://a:b@{remote}/amana")), Privacy::VerifyFull, "{remote}");
        }
        assert_eq!(privacy("postgres://localhost/amana?hostaddr=10.0.0.5"), Privacy::VerifyFull);
        assert_eq!(privacy("postgres://localhost/amana?sslrootcert=ca.pem"), Privacy::VerifyFull);
    }

    #[test]
    fn each_word_means_what_is_written() {
        for (word, expected) in [
            ("disable", Privacy::Disable),
            ("prefer", Privacy::Prefer),
            ("no-verify", Privacy::NoVerify),
            ("require", Privacy::VerifyFull),
            ("verify-full", Privacy::VerifyFull),
        ] {
            assert_eq!(privacy(&format!("postgres://a@db.example/x?sslmode={word}&application_name=y")), expected);
        }
        assert!(refusal("postgres://db/x?sslmode=allow").contains("sslmode must be disable, prefer"));
        assert!(refusal("postgres://db/x?sslmode=verify-ca").contains("wants sslrootcert=FILE"));
        assert!(refusal("postgres://db/x?sslrootcert=%2Fnowhere.pem").contains("/nowhere.pem can't be read"));
        assert!(refusal("postgres://db/x?sslcert=mine.pem").contains("unknown option `sslcert`"));
        assert!(refusal("postgres://db/x?sslrootcert=%zz").contains("two digits"));
    }

    #[test]
    fn a_password_stays_as_it_is_and_out_of_errors() {
        let parts = Parts::of("postgres://a:p?s%40s@db/x?sslmode=prefer&connect_timeout=3").unwrap();
        assert_eq!(parts.config.get_password(), Some(&b"p?s@s"[..]));
        assert_eq!(parts.url, "postgres://a:p?s%40s@db/x?connect_timeout=3");
        assert!(!refusal("postgres://a:secret@db:port/x").contains("secret"));
    }

    #[test]
    fn postgresql_s_own_tools_are_told_the_same() {
        for (ours, theirs) in [
            ("postgres://localhost/x", "postgres://localhost/x?sslmode=disable"),
            ("postgres://db/x?sslmode=no-verify&application_name=b", "postgres://db/x?application_name=b&sslmode=require"),
            ("postgres://db/x", "postgres://db/x?sslmode=verify-full&sslrootcert=system"),
            ("postgres://db/x?sslrootcert=%2Fmy%20ca.pem", "postgres://db/x?sslmode=verify-full&sslrootcert=/my%20ca.pem"),
        ] {
            assert_eq!(libpq_url(ours).unwrap(), theirs);
        }
    }
}
