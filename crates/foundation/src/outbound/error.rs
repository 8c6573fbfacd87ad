//! Why an errand came to nothing.

use ureq::Error;

/// What went wrong, for a person to read and for a caller to tell apart. The word is what a database and an API keep of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutboundError {
    #[error("{0} is no address that this program goes to: write https:// and the name of a public site")]
    Refused(String),
    #[error("{0} is not on the public internet, and this program goes nowhere else")]
    NotPublic(String),
    #[error("there is no host of the name {0}")]
    NotFound(String),
    #[error("{0} can't be reached: {1}")]
    Unreachable(String, String),
    #[error("{0} can't be spoken to in private: {1}")]
    Insecure(String, String),
    #[error("{0} took too long to answer")]
    TooSlow(String),
    #[error("{0} leads on and on, and nowhere")]
    TooManyRedirects(String),
    #[error("what {0} answers can't be read: {1}")]
    Unreadable(String, String),
}

impl OutboundError {
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::NotPublic(_) => "not_public",
            Self::NotFound(_) => "not_found",
            Self::Unreachable(..) => "unreachable",
            Self::Insecure(..) => "insecure",
            Self::TooSlow(_) => "too_slow",
            Self::TooManyRedirects(_) => "too_many_redirects",
            Self::Unreadable(..) => "unreadable",
        }
    }

    /// No answer came from this host.
    pub(super) fn unanswered(host: &str, error: Error) -> Self {
        let host = host.to_owned();
        match error {
            Error::Other(why) if why.is::<NotPublic>() => Self::NotPublic(host),
            Error::HostNotFound => Self::NotFound(host),
            Error::Timeout(_) => Self::TooSlow(host),
            Error::Tls(_) | Error::Rustls(_) | Error::TlsRequired => Self::Insecure(host, error.to_string()),
            Error::BadUri(_) | Error::Http(_) => Self::Refused(host),
            Error::Protocol(_) | Error::LargeResponseHeader(..) => Self::Unreadable(host, error.to_string()),
            Error::Io(error) => Self::broken(host, &error),
            error => Self::Unreachable(host, error.to_string()),
        }
    }

    fn broken(host: String, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            // What rustls has against a certificate comes in this way.
            ErrorKind::InvalidData => Self::Insecure(host, error.to_string()),
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Self::TooSlow(host),
            // What the resolver says of a name that it does not know is of no kind of its own.
            _ if error.to_string().contains("lookup address") => Self::NotFound(host),
            _ => Self::Unreachable(host, error.to_string()),
        }
    }

    /// An answer came, and its body broke off.
    pub(super) fn unread(host: &str, error: std::io::Error) -> Self {
        match Error::from(error) {
            Error::Timeout(_) => Self::TooSlow(host.to_owned()),
            error => Self::Unreadable(host.to_owned(), error.to_string()),
        }
    }
}

/// The resolver found addresses, and none that everybody may reach.
#[derive(Debug, thiserror::Error)]
#[error("no public address")]
pub(super) struct NotPublic;
