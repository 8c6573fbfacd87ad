//! A finished e-mail as bytes (RFC 5322, MIME), the same bytes for the same input: time, id and boundary come from outside.
//!
//! `lettre` encodes the two parts; the header fields are written here. Names and subjects go through RFC 2047 whole or
//! not at all, which is the one form that every reader decodes to exactly what was meant; nothing a value holds can end
//! its line.

use super::bidi;
use super::context::Kind;
use aws_lc_rs::digest::{SHA256, digest};
use base::{EmailAddress, Locale, Timestamp};
use data_encoding::{BASE64, HEXLOWER};
use lettre::message::header::ContentType;
use lettre::message::{MultiPart, SinglePart};
use memchr::memchr2;

const NAME_CHARS_MAX: usize = 100;
const SUBJECT_CHARS_MAX: usize = 250;
/// A header line holds at most 998 bytes (RFC 5322 §2.1.1); a URL cannot be folded.
const URL_BYTES_MAX: usize = 900;

/// Everything one message is made of. Personal data, so without `Debug`.
pub struct Email<'a> {
    pub from_name: &'a str,
    pub from: &'a EmailAddress,
    /// Empty where unknown.
    pub to_name: &'a str,
    pub to: &'a EmailAddress,
    pub reply_to: Option<&'a EmailAddress>,
    pub subject: &'a str,
    pub date: Timestamp,
    /// What stands between the angle brackets of Message-ID: `msg_…@shop.example`. A message sent again keeps it.
    pub message_id: &'a str,
    pub locale: Locale,
    pub kind: &'a Kind,
    /// An address for the `mailto:` half of List-Unsubscribe, if somebody or something reads it.
    pub unsubscribe_mailto: Option<&'a EmailAddress>,
    pub text: &'a str,
    pub html: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    #[error("the message id must look like msg_1@shop.example: no spaces, at most 200 characters")]
    MessageId,
    #[error("the unsubscribe link must be a web address of at most 900 plain characters (https, except on this machine)")]
    UnsubscribeLink,
}

impl Email<'_> {
    /// The whole message; every line ends with CRLF. ASCII throughout, except where an address itself is not (RFC 6532).
    pub fn to_bytes(&self) -> Result<Vec<u8>, EmailError> {
        if !is_message_id(self.message_id) {
            return Err(EmailError::MessageId);
        }
        let mut head = Head(String::with_capacity(1024));
        head.line("From", &mailbox("From", self.from_name, self.from));
        head.line("To", &mailbox("To", self.to_name, self.to));
        if let Some(reply_to) = self.reply_to {
            head.line("Reply-To", &address(reply_to));
        }
        head.line("Subject", &unstructured("Subject", &bidi::clean(&bidi::strip(self.subject), SUBJECT_CHARS_MAX)));
        head.line("Date", &self.date.to_jiff().strftime("%a, %d %b %Y %H:%M:%S +0000").to_string());
        head.line("Message-ID", &format!("<{}>", self.message_id));
        head.line("Content-Language", self.locale.code());
        match self.kind {
            // RFC 3834: keeps out-of-office robots from answering.
            Kind::Transactional => head.line("Auto-Submitted", "auto-generated"),
            Kind::Marketing(way) => {
                head.line("List-Unsubscribe", &self.list_unsubscribe(&way.unsubscribe_url)?);
                // RFC 8058: a POST of these words to that address unsubscribes at once.
                head.line("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            }
        }
        head.line("MIME-Version", "1.0");
        let mut message = head.0.into_bytes();
        message.extend(self.parts());
        Ok(message)
    }

    fn list_unsubscribe(&self, url: &str) -> Result<String, EmailError> {
        let plain = url.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b',' | b'"'));
        let web = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).is_some_and(|rest| !rest.is_empty());
        if !plain || !web || url.len() > URL_BYTES_MAX {
            return Err(EmailError::UnsubscribeLink);
        }
        let mailto = self.unsubscribe_mailto.map(|to| format!(",\r\n <mailto:{}?subject=unsubscribe>", address(to)));
        Ok(format!("<{url}>{}", mailto.unwrap_or_default()))
    }

    /// `Content-Type`, an empty line and both parts; the plain one first, as the lesser (RFC 2046 §5.1.4).
    fn parts(&self) -> Vec<u8> {
        let seed = [self.message_id, "\0", self.text, "\0", self.html].concat();
        // A digest of the parts cannot stand inside them.
        let boundary = HEXLOWER.encode(&digest(&SHA256, seed.as_bytes()).as_ref()[..16]);
        let part = |kind: ContentType, text: &str| SinglePart::builder().header(kind).body(lines(text));
        MultiPart::alternative()
            .boundary(boundary)
            .singlepart(part(ContentType::TEXT_PLAIN, self.text))
            .singlepart(part(ContentType::TEXT_HTML, self.html))
            .formatted()
    }
}

/// Line ends as `\n`, which `lettre` makes CRLF; a lone `\r` would reach the wire bare, a NUL is no text.
fn lines(text: &str) -> String {
    if memchr2(b'\r', b'\0', text.as_bytes()).is_none() {
        return text.to_owned();
    }
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
}

fn is_message_id(id: &str) -> bool {
    let ok =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b));
    id.len() <= 200 && id.split_once('@').is_some_and(|(left, right)| ok(left) && ok(right))
}

/// The header so far.
struct Head(String);

impl Head {
    /// `value` is encoded and folded already.
    fn line(&mut self, name: &str, value: &str) {
        self.0.extend([name, ": ", value, "\r\n"]);
    }
}

/// An address as it travels: the domain in its ASCII form, so that only a local part beyond ASCII needs SMTPUTF8.
pub(super) fn address(address: &EmailAddress) -> String {
    let (local, domain) = address.as_str().rsplit_once('@').unwrap_or((address.as_str(), ""));
    match idna::domain_to_ascii(domain) {
        Ok(domain) if !domain.is_empty() => format!("{local}@{domain}"),
        _ => address.as_str().to_owned(),
    }
}

/// `"Name" <address>`, or the address alone.
fn mailbox(field: &str, name: &str, to: &EmailAddress) -> String {
    let name = bidi::clean(&bidi::strip(name), NAME_CHARS_MAX);
    let address = address(to);
    if name.is_empty() {
        return address;
    }
    if is_plain(&name) && name.len() <= 60 {
        return format!("\"{}\"\r\n <{address}>", name.replace('\\', "\\\\").replace('"', "\\\""));
    }
    format!("{}\r\n <{address}>", encoded_words(field, &name))
}

/// A Subject or the like: as it is where it is short and plain, else encoded.
fn unstructured(field: &str, text: &str) -> String {
    let short = field.len() + 2 + text.len() <= 76;
    if short && is_plain(text) { text.to_owned() } else { encoded_words(field, text) }
}

/// Printable ASCII that nobody takes for an encoded word.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' '..=b'~')) && !text.contains("=?")
}

/// RFC 2047, all of the text: words of at most 75 bytes, each whole characters, lines of at most 76.
fn encoded_words(field: &str, text: &str) -> String {
    const AROUND: usize = "=?utf-8?B??=".len();
    let mut out = String::new();
    let mut room = 76 - (field.len() + 2) - AROUND;
    let mut word = String::new();
    for c in text.chars() {
        if word.len() + c.len_utf8() > room / 4 * 3 {
            out.extend(["=?utf-8?B?", &BASE64.encode(word.as_bytes()), "?=\r\n "]);
            word.clear();
            room = 75 - AROUND;
        }
        word.push(c);
    }
    out.extend(["=?utf-8?B?", &BASE64.encode(word.as_bytes()), "?="]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messaging::context::WayOut;

    fn email<'a>(from: &'a EmailAddress, kind: &'a Kind) -> Email<'a> {
        Email {
            from_name: "Cedar & Salt",
            from,
            to_name: "سارة",
            to: from,
            reply_to: None,
            subject: "Hello",
            date: Timestamp::from_micros(1_777_777_777_000_000),
            message_id: "msg_1@shop.example",
            locale: Locale::En,
            kind,
            unsubscribe_mailto: None,
            text: "Hi\n",
            html: "<p>Hi</p>",
        }
    }

    #[test]
    fn writes_the_fields_each_kind_needs() {
        let from = EmailAddress::parse("shop@متجر.example").unwrap();
        let way = Kind::Marketing(WayOut::sample());
        let mut marketing = email(&from, &way);
        marketing.unsubscribe_mailto = Some(&from);
        let text = String::from_utf8(marketing.to_bytes().unwrap()).unwrap();
        assert!(text.is_ascii());
        assert!(text.contains("From: \"Cedar & Salt\"\r\n <shop@xn--pgbep1f.example>\r\n"), "{text}");
        assert!(text.contains("Date: Sun, 03 May 2026 03:09:37 +0000\r\n"), "{text}");
        assert!(text.contains("\r\nList-Unsubscribe: <https://shop.example/u/9f2c?m=msg_1>,\r\n <mailto:shop@xn--pgbep1f.example?subject=unsubscribe>\r\n"));
        assert!(text.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
        let text = String::from_utf8(email(&from, &Kind::Transactional).to_bytes().unwrap()).unwrap();
        assert!(text.contains("\r\nAuto-Submitted: auto-generated\r\n") && !text.contains("List-Unsubscribe"));
        assert_eq!(email(&from, &way).to_bytes(), email(&from, &way).to_bytes(), "the same bytes for the same input");
    }

    #[test]
    fn refuses_what_could_break_a_field() {
        let from = EmailAddress::parse("shop@a.example").unwrap();
        let bad_way = |url: &str| Kind::Marketing(WayOut { unsubscribe_url: url.into(), preferences_url: String::new() });
        for url in ["", "mailto:x@y.z", "https://", "https://a b", "https://a/\r\nBcc: x@y.z", "https://a/>,<https://b"] {
            assert_eq!(email(&from, &bad_way(url)).to_bytes(), Err(EmailError::UnsubscribeLink), "{url}");
        }
        for id in ["", "x", "a@", "a b@c", "a@b\r\nBcc: x", "a@b@c", "<a@b>"] {
            let mut email = email(&from, &Kind::Transactional);
            email.message_id = id;
            assert_eq!(email.to_bytes(), Err(EmailError::MessageId), "{id}");
        }
        let mut email = email(&from, &Kind::Transactional);
        (email.subject, email.from_name, email.to_name) = ("a\r\nBcc: x@y.z", "b\nX: y", "\"\r\n <x@y.z>");
        let bytes = String::from_utf8(email.to_bytes().unwrap()).unwrap();
        let head = bytes.split("\r\n\r\n").next().unwrap();
        assert!(!head.contains("\r\nBcc") && !head.contains("\r\nX:") && head.contains("Subject: a Bcc: x@y.z\r\n"), "{head}");
        assert!(head.contains("To: \"\\\" <x@y.z>\"\r\n <shop@a.example>"), "{head}");
    }
}
