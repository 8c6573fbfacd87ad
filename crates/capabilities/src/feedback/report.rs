//! What mail servers send back: reports of delivery (RFC 3464) and of abuse (RFC 5965).
//!
//! Anybody can write such a letter. It is believed where our signature for the letter that it speaks of stands in it: in the
//! address that it came back to, or in the headers that it gives back. Whoever has that has the letter.

use super::model::{Bounce, Outcome, Told};
use crate::messaging::read_letter;
use base::id::MessageId;
use foundation::vault::Keys;
use mail_parser::{Message, MessageParser, MimeHeaders as _};

/// What is read of a report. The rest of a longer one is what somebody wrote, of which we want nothing.
pub const REPORT_BYTES_MAX: usize = 256 << 10;
const PARTS_MAX: usize = 20;
/// Words of the right length that are tried.
const TOKENS_MAX: usize = 50;
const TOKEN_LETTERS: usize = 2 * base::id::LETTERS;

/// Why a letter is no report that says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoReport {
    #[error("it is no report of delivery or abuse")]
    NotOne,
    #[error("it speaks of no letter of this store's")]
    NotOurs,
    #[error("it says nothing that counts, such as that a letter is late")]
    Nothing,
}

/// Reads a letter that came to the address that bounces go to.
pub fn read_report(keys: &Keys, bytes: &[u8]) -> Result<Told, NoReport> {
    let bytes = bytes.get(..REPORT_BYTES_MAX).unwrap_or(bytes);
    let message = MessageParser::default().parse(bytes).ok_or(NoReport::NotOne)?;
    let outcome = outcome(&message)?;
    let letter = letter(keys, bytes, &message).ok_or(NoReport::NotOurs)?;
    Ok(Told { message: letter, outcome: outcome.ok_or(NoReport::Nothing)?, at: None })
}

/// What the part says that is written for programs; the first one counts.
fn outcome(message: &Message<'_>) -> Result<Option<Outcome>, NoReport> {
    for part in message.parts.iter().take(PARTS_MAX) {
        let Some(kind) = part.content_type().filter(|kind| kind.ctype().eq_ignore_ascii_case("message")) else { continue };
        let text = String::from_utf8_lossy(part.contents());
        match kind.subtype().unwrap_or_default().to_ascii_lowercase().as_str() {
            "delivery-status" | "global-delivery-status" => return Ok(of_delivery(&text)),
            "feedback-report" => return Ok(of_abuse(&text)),
            _ => {}
        }
    }
    Err(NoReport::NotOne)
}

fn of_delivery(text: &str) -> Option<Outcome> {
    let action = field(text, "action")?.to_ascii_lowercase();
    match action.split([' ', ';', '(']).next()? {
        "delivered" => Some(Outcome::Delivered),
        "failed" => Some(Outcome::Bounced(weight(field(text, "status").unwrap_or_default()))),
        // Late, or handed on to where nobody reports.
        _ => None,
    }
}

fn of_abuse(text: &str) -> Option<Outcome> {
    match field(text, "feedback-type")?.to_ascii_lowercase().as_str() {
        "abuse" | "fraud" | "virus" | "other" => Some(Outcome::Complained),
        "opt-out" | "opt-out-list" => Some(Outcome::Unsubscribed),
        _ => None,
    }
}

/// Whether a status (RFC 3463) says that there is no such mailbox, rather than that it would not have this letter now.
fn weight(status: &str) -> Bounce {
    let mut numbers = status.split(['.', ' ', '(']).map(|number| number.trim().parse::<u16>().unwrap_or(0));
    let [class, subject, detail] = [(); 3].map(|()| numbers.next().unwrap_or(0));
    match (class, subject, detail) {
        // The address; a mailbox that is switched off; a domain that takes no mail; a server that says no more than "no".
        (5, 1, 0..=6 | 10) | (5, 2, 1) | (5, 4, 4) | (5, 0, 0) => Bounce::Hard,
        _ => Bounce::Soft,
    }
}

/// A field's value; those of the first recipient count, as every letter has one.
fn field<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    text.lines().find_map(|line| {
        let (own, value) = line.split_once(':')?;
        own.trim().eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// The letter by our signature, wherever it stands: as it came, or in a part that was packed.
fn letter(keys: &Keys, bytes: &[u8], message: &Message<'_>) -> Option<MessageId> {
    let parts = message.parts.iter().take(PARTS_MAX).map(|part| String::from_utf8_lossy(part.contents()).into_owned());
    let mut texts = std::iter::once(String::from_utf8_lossy(bytes).into_owned()).chain(parts);
    texts.find_map(|text| {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() == TOKEN_LETTERS);
        words.take(TOKENS_MAX).find_map(|word| read_letter(keys, &word.to_ascii_lowercase()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messaging::letter_token;
    use base::Id as _;

    fn keys() -> Keys {
        Keys::from_master(&[1; 32])
    }

    fn id() -> MessageId {
        MessageId::from_raw([7; 16])
    }

    /// As Postfix writes it.
    fn dsn(action: &str, status: &str, token: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mx.example\r\nTo: bounces@shop.example\r\nSubject: Undelivered Mail Returned to Sender\r\n\
             Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"\r\n\r\n\
             --b1\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nI'm sorry to have to inform you.\r\n\r\n\
             --b1\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\
             Arrival-Date: Mon, 4 May 2026 12:00:00 +0000\r\n\r\nFinal-Recipient: rfc822; sara@mail.example\r\n\
             Action: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n\
             --b1\r\nContent-Type: text/rfc822-headers\r\n\r\nX-Amana-Message: {token}\r\nFrom: hello@shop.example\r\n\r\n--b1--\r\n"
        )
    }

    fn read(text: &str) -> Result<Told, NoReport> {
        read_report(&keys(), text.as_bytes())
    }

    #[test]
    fn a_report_of_delivery_says_whether_and_why_not() {
        let token = letter_token(&keys(), id());
        for (action, status, outcome) in [
            ("failed", "5.1.1", Outcome::Bounced(Bounce::Hard)),
            ("Failed", "5.0.0 (undefined)", Outcome::Bounced(Bounce::Hard)),
            ("failed", "5.2.2", Outcome::Bounced(Bounce::Soft)),
            ("failed", "5.7.1", Outcome::Bounced(Bounce::Soft)),
            ("failed", "4.4.7", Outcome::Bounced(Bounce::Soft)),
            ("failed", "nonsense", Outcome::Bounced(Bounce::Soft)),
            ("delivered", "2.0.0", Outcome::Delivered),
        ] {
            assert_eq!(read(&dsn(action, status, &token)), Ok(Told { message: id(), outcome, at: None }), "{action} {status}");
        }
        assert_eq!(read(&dsn("delayed", "4.4.1", &token)), Err(NoReport::Nothing));
        // The address that it came back to names the letter too.
        let to = dsn("failed", "5.1.1", "x").replace("bounces@", &format!("bounces+{}@", token.to_uppercase()));
        assert_eq!(read(&to).map(|told| told.message), Ok(id()));
    }

    #[test]
    fn a_complaint_is_read_and_a_good_word_is_none() {
        let token = letter_token(&keys(), id());
        let arf = |kind: &str| {
            dsn("failed", "5.1.1", &token).replace("message/delivery-status", "message/feedback-report").replace(
                "Reporting-MTA: dns; mx.example",
                &format!("Feedback-Type: {kind}\r\nUser-Agent: Feedback/1.0\r\nVersion: 1"),
            )
        };
        assert_eq!(read(&arf("abuse")).map(|told| told.outcome), Ok(Outcome::Complained));
        assert_eq!(read(&arf("opt-out")).map(|told| told.outcome), Ok(Outcome::Unsubscribed));
        assert_eq!(read(&arf("not-spam")), Err(NoReport::Nothing));
    }

    #[test]
    fn a_stranger_suppresses_nobody() {
        let forged = letter_token(&Keys::from_master(&[2; 32]), id());
        assert_eq!(read(&dsn("failed", "5.1.1", &forged)), Err(NoReport::NotOurs));
        assert_eq!(read(&dsn("failed", "5.1.1", &format!("<{}@shop.example>", id()))), Err(NoReport::NotOurs));
        // A letter with our signature in it that is no report: an answer, a letter that was sent on.
        let answer = format!(
            "From: sara@mail.example\r\nSubject: Re: hello\r\n\r\n> X-Amana-Message: {}\r\n",
            letter_token(&keys(), id())
        );
        assert_eq!(read(&answer), Err(NoReport::NotOne));
        assert_eq!(read(""), Err(NoReport::NotOne));
    }
}
