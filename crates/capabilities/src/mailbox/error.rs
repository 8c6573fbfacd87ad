//! Why a mailbox can't be read.

/// What went wrong, for a person to read and for a page to tell apart. The server's own words are one line without addresses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailboxError {
    #[error("there is no host of that name")]
    NotFound,
    #[error("it can't be reached ({0})")]
    Unreachable(String),
    #[error("it can't be spoken to in private ({0})")]
    Insecure(String),
    #[error("it offers no encryption, and the password goes nowhere without it ({0})")]
    NoTls(String),
    #[error("it refuses the user name or the password ({0})")]
    Login(String),
    #[error("it has no such folder ({0})")]
    Folder(String),
    #[error("it took too long to answer")]
    TooSlow,
    #[error("it refuses a command ({0})")]
    Refused(String),
    #[error("what it answers can't be read ({0})")]
    Unreadable(String),
    #[error("it holds more letters than can be overseen; move away what is no report")]
    TooMany,
    #[error("it can't tell its letters apart (UIDL); use IMAP instead")]
    NoNames,
    #[error("the certificate file can't be used ({0})")]
    Authority(String),
}

impl MailboxError {
    /// What is kept of it.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::Unreachable(_) => "unreachable",
            Self::Insecure(_) => "insecure",
            Self::NoTls(_) => "no_tls",
            Self::Login(_) => "login",
            Self::Folder(_) => "folder",
            Self::TooSlow => "too_slow",
            Self::Refused(_) => "refused",
            Self::Unreadable(_) => "unreadable",
            Self::TooMany => "too_many",
            Self::NoNames => "no_names",
            Self::Authority(_) => "authority",
        }
    }

    /// What the server, or this machine, said of it.
    pub fn said(&self) -> &str {
        match self {
            Self::NotFound | Self::TooSlow | Self::TooMany | Self::NoNames => "",
            Self::Unreachable(said)
            | Self::Insecure(said)
            | Self::NoTls(said)
            | Self::Login(said)
            | Self::Folder(said)
            | Self::Refused(said)
            | Self::Unreadable(said)
            | Self::Authority(said) => said,
        }
    }

    /// Whether the conversation can go on: only this one command was refused.
    pub const fn is_of_one_letter(&self) -> bool {
        matches!(self, Self::Refused(_))
    }
}
