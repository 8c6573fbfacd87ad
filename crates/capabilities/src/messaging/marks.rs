//! How a letter is recognised when something comes back of it: by a signature that only this program makes, in a header of its
//! own and where the vendor who sends it keeps what it tells of letters by.

use base::id::MessageId;
use foundation::vault::Keys;

/// The header that every letter carries. Its value is [`letter_token`]'s.
pub const LETTER_HEADER: &str = "X-Amana-Message";
/// Under this name vendors give the same value back.
pub const LETTER_NAME: &str = "amana-message";

const LABEL: &str = "letter";

/// Who sends for the store and tells it what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vendor {
    Ses,
    SendGrid,
    Postmark,
    Mailgun,
    Resend,
}

impl Vendor {
    pub const ALL: [Self; 5] = [Self::Ses, Self::SendGrid, Self::Postmark, Self::Mailgun, Self::Resend];

    /// The word in settings and in the address that the vendor is given.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ses => "ses",
            Self::SendGrid => "sendgrid",
            Self::Postmark => "postmark",
            Self::Mailgun => "mailgun",
            Self::Resend => "resend",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|vendor| vendor.word() == word)
    }

    /// What the vendor calls itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ses => "Amazon SES",
            Self::SendGrid => "SendGrid",
            Self::Postmark => "Postmark",
            Self::Mailgun => "Mailgun",
            Self::Resend => "Resend",
        }
    }
}

/// What stands for a letter where strangers see it: its id, signed.
pub fn letter_token(keys: &Keys, message: MessageId) -> String {
    keys.signed_token(LABEL, message, &[])
}

/// The letter of a token; `None` where the signature is not ours.
pub fn read_letter(keys: &Keys, token: &str) -> Option<MessageId> {
    keys.read_signed_token(LABEL, token.trim(), &[])
}

/// The header lines by which a letter is known again. Vendors that put a Message-ID of their own in place of ours give back what
/// stands in a header of theirs; Resend and Amazon give back ours too.
pub(super) fn header_lines(keys: &Keys, message: MessageId, vendor: Option<Vendor>) -> String {
    let token = letter_token(keys, message);
    let own = format!("{LETTER_HEADER}: {token}\r\n");
    let theirs = match vendor {
        Some(Vendor::Ses) => format!("X-SES-MESSAGE-TAGS: {LETTER_NAME}={token}\r\n"),
        Some(Vendor::SendGrid) => format!("X-SMTPAPI: {{\"unique_args\":{{\"{LETTER_NAME}\":\"{token}\"}}}}\r\n"),
        Some(Vendor::Postmark) => format!("X-PM-Metadata-{LETTER_NAME}: {token}\r\n"),
        Some(Vendor::Mailgun) => format!("X-Mailgun-Variables: {{\"{LETTER_NAME}\":\"{token}\"}}\r\n"),
        Some(Vendor::Resend) | None => String::new(),
    };
    own + &theirs
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Id as _;

    #[test]
    fn a_letter_is_known_by_our_signature_alone() {
        let (keys, letter) = (Keys::from_master(&[1; 32]), MessageId::from_raw([7; 16]));
        let token = letter_token(&keys, letter);
        assert_eq!(read_letter(&keys, &format!(" {token} ")), Some(letter));
        assert_eq!(read_letter(&Keys::from_master(&[2; 32]), &token), None);
        assert_eq!(read_letter(&keys, &letter.to_string()), None);
        for vendor in Vendor::ALL {
            let lines = header_lines(&keys, letter, Some(vendor));
            assert!(lines.contains(&token) && lines.ends_with("\r\n") && lines.lines().all(|line| line.len() < 200), "{lines}");
            assert_eq!(Vendor::from_word(vendor.word()), Some(vendor));
        }
    }
}
