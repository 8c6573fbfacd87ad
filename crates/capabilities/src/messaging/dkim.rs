//! DKIM signatures (RFC 6376; Ed25519 by RFC 8463), relaxed/relaxed, over a finished message.
//!
//! `lettre` signs too, but by the pure-Rust `rsa` crate, several times slower than `ring`.

use super::dkim_key::{PrivateKey, dns_name};

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use base::Timestamp;
use data_encoding::BASE64;
use memchr::{memchr2, memmem};

/// Header fields under the signature, where present. RFC 8058 wants both List-Unsubscribe fields among them.
const SIGNED: [&str; 10] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Reply-To",
];
/// Named once more than they occur, so that nobody can add a second one on the way (RFC 6376 §8.15).
const OVERSIGNED: [&str; 2] = ["From", "Subject"];

/// One key under its name in DNS.
#[derive(Debug)]
pub struct Signer {
    /// `d=`: the domain of the From address, or one above it, so that DMARC finds them aligned.
    domain: String,
    /// `s=`.
    selector: String,
    key: PrivateKey,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DkimError {
    #[error("expected a domain such as shop.example")]
    Domain,
    #[error("expected a selector such as amana1: letters, digits, dots and hyphens")]
    Selector,
    #[error("the message has no From field, or its lines do not end with CRLF")]
    Message,
    #[error("the key refused to sign")]
    Key,
}

impl Signer {
    pub fn new(domain: &str, selector: &str, key: PrivateKey) -> Result<Self, DkimError> {
        let name_ok = |name: &str| {
            !name.is_empty()
                && name.len() <= 253
                && name.split('.').all(|label| !label.is_empty() && label.len() <= 63)
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.' || b == b'_')
        };
        if !name_ok(domain) || !domain.contains('.') {
            return Err(DkimError::Domain);
        }
        if !name_ok(selector) {
            return Err(DkimError::Selector);
        }
        Ok(Self { domain: domain.to_ascii_lowercase(), selector: selector.to_ascii_lowercase(), key })
    }

    /// `rsa` or `ed25519`.
    pub const fn algorithm(&self) -> &'static str {
        self.key.algorithm()
    }

    /// Name and value of the TXT record to publish.
    pub fn dns_record(&self) -> (String, String) {
        (dns_name(&self.selector, &self.domain), self.key.dns_value())
    }

    fn field(&self, hash: &Hashed<'_>, at: Timestamp) -> Result<String, DkimError> {
        let unsigned = format!(
            "DKIM-Signature: v=1; a={}-sha256; c=relaxed/relaxed;\r\n d={}; s={}; t={};\r\n h={};\r\n bh={};\r\n b=",
            self.key.algorithm(),
            self.domain,
            self.selector,
            at.seconds().max(0),
            hash.names.join(":\r\n "),
            BASE64.encode(&hash.body),
        );
        let signature = BASE64.encode(&self.key.signature(&hash.headers, &unsigned)?);
        let lines: Vec<_> = signature.as_bytes().chunks(72).map(String::from_utf8_lossy).collect();
        Ok(format!("{unsigned}{}\r\n", lines.join("\r\n ")))
    }
}

impl PrivateKey {
    /// Over the canonical header fields and the field that the signature will stand in, which ends with `b=`.
    fn signature(&self, headers: &[u8], unsigned: &str) -> Result<Vec<u8>, DkimError> {
        let mut data = headers.to_vec();
        data.extend(relaxed_field(unsigned.as_bytes()));
        // The field under signature is hashed without its line end.
        data.truncate(data.len() - 2);
        match self {
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), &data, &mut signature).map_err(|_| DkimError::Key)?;
                Ok(signature)
            }
            // RFC 8463 §3: Ed25519 signs the hash, not the text.
            Self::Ed25519(key) => Ok(key.sign(digest(&SHA256, &data).as_ref()).as_ref().to_vec()),
        }
    }
}

/// What all signatures of one message share.
struct Hashed<'a> {
    /// `h=`, in order.
    names: Vec<&'a str>,
    headers: Vec<u8>,
    body: Vec<u8>,
}

/// The message with one DKIM-Signature field a signer in front. Its lines must end with CRLF.
pub fn sign(signers: &[Signer], message: &[u8], at: Timestamp) -> Result<Vec<u8>, DkimError> {
    let (head, body) = split(message).ok_or(DkimError::Message)?;
    let fields = fields(head);
    let (mut names, mut headers) = (Vec::new(), Vec::new());
    for name in SIGNED {
        // Several of one name are signed from the last up (§5.4.2).
        for field in fields.iter().rev().filter(|field| is_named(field, name)) {
            names.push(name);
            headers.extend(relaxed_field(field));
        }
    }
    if names.first() != Some(&"From") {
        return Err(DkimError::Message);
    }
    names.extend(OVERSIGNED);
    let hashed = Hashed { names, headers, body: digest(&SHA256, &relaxed_body(body)).as_ref().to_vec() };
    let mut signed = Vec::with_capacity(message.len() + signers.len() * 900);
    for signer in signers {
        signed.extend(signer.field(&hashed, at)?.into_bytes());
    }
    signed.extend_from_slice(message);
    Ok(signed)
}

/// Header (with its last CRLF) and body; a message may end after its header.
fn split(message: &[u8]) -> Option<(&[u8], &[u8])> {
    match memmem::find(message, b"\r\n\r\n") {
        Some(at) => Some((&message[..at + 2], &message[at + 4..])),
        None => message.ends_with(b"\r\n").then_some((message, &[])),
    }
}

/// Fields as they stand, folds and the last CRLF included.
fn fields(head: &[u8]) -> Vec<&[u8]> {
    let mut fields = Vec::new();
    let mut from = 0;
    for at in 0..head.len().saturating_sub(1) {
        let ends = &head[at..at + 2] == b"\r\n" && !matches!(head.get(at + 2), Some(b' ' | b'\t'));
        if ends {
            fields.push(&head[from..at + 2]);
            from = at + 2;
        }
    }
    fields
}

fn is_named(field: &[u8], name: &str) -> bool {
    let colon = field.iter().position(|b| *b == b':').unwrap_or(0);
    field[..colon].trim_ascii().eq_ignore_ascii_case(name.as_bytes())
}

/// §3.4.2: name in lower case, unfolded, white space single, none at the ends; one CRLF.
fn relaxed_field(field: &[u8]) -> Vec<u8> {
    let colon = field.iter().position(|b| *b == b':').unwrap_or(field.len());
    let mut out = field[..colon].trim_ascii().to_ascii_lowercase();
    out.push(b':');
    let mut gap = false;
    for &b in field[colon..].get(1..).unwrap_or_default().trim_ascii() {
        let blank = matches!(b, b' ' | b'\t' | b'\r' | b'\n');
        if !blank || !gap {
            out.push(if blank { b' ' } else { b });
        }
        gap = blank;
    }
    out.extend(b"\r\n");
    out
}

/// §3.4.4: white space single, none at line ends; no empty lines at the end; an empty body stays empty.
fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() + 2);
    // Line ends not yet written: they count only when something follows.
    let mut pending = 0;
    let mut rest = body;
    while !rest.is_empty() {
        let end = memmem::find(rest, b"\r\n");
        let line = &rest[..end.unwrap_or(rest.len())];
        rest = &rest[end.map_or(rest.len(), |at| at + 2)..];
        let length = line.iter().rposition(|b| !matches!(b, b' ' | b'\t')).map_or(0, |at| at + 1);
        if length > 0 {
            for _ in 0..pending {
                out.extend(b"\r\n");
            }
            pending = 0;
            let mut words = &line[..length];
            while let Some(blank) = memchr2(b' ', b'\t', words) {
                out.extend_from_slice(&words[..blank]);
                out.push(b' ');
                let gap = words[blank..].iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
                words = &words[blank + gap..];
            }
            out.extend_from_slice(words);
        }
        pending += 1;
    }
    if !out.is_empty() {
        out.extend(b"\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6376 §3.4.5, its example in relaxed form.
    #[test]
    fn canonical_as_in_the_rfc() {
        assert_eq!(relaxed_field(b"A: X\r\n"), b"a:X\r\n");
        assert_eq!(relaxed_field(b"B : Y\t\r\n\tZ  \r\n"), b"b:Y Z\r\n");
        assert_eq!(relaxed_body(b" C \r\nD \t E\r\n\r\n\r\n"), b" C\r\nD E\r\n");
        assert_eq!(relaxed_body(b""), b"");
        assert_eq!(relaxed_body(b"\r\n\r\n"), b"");
        assert_eq!(relaxed_body(b"a"), b"a\r\n");
        assert_eq!(relaxed_body(b"a\r\n\r\nb\r\n"), b"a\r\n\r\nb\r\n");
        assert_eq!(relaxed_body(b"\t a\t\t b \t\r\n \r\n\tb\rc\n d\r\n \r\n"), b" a b\r\n\r\n b\rc\n d\r\n");
        // §3.4.4: the hash of an empty relaxed body.
        assert_eq!(BASE64.encode(digest(&SHA256, &relaxed_body(b"")).as_ref()), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    /// RFC 8463, appendix A: its key, its letter, and the hash and the signature that stand there.
    #[test]
    fn signs_as_the_rfc_of_ed25519_does() {
        let seed = BASE64.decode(b"nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=").unwrap();
        let der = [&super::super::dkim_key::ED25519_PKCS8_HEAD[..], &seed].concat();
        let key = PrivateKey::parse(&der).unwrap();
        assert_eq!(key.dns_value(), "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
        let letter = b"From: Joe SixPack <joe@football.example.com>\r\n\
            To: Suzie Q <suzie@shopping.example.net>\r\n\
            Subject: Is dinner ready?\r\n\
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n\
            Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n\r\n\
            Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";
        let (head, body) = split(letter).unwrap();
        let hash = BASE64.encode(digest(&SHA256, &relaxed_body(body)).as_ref());
        assert_eq!(hash, "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
        // All of them are signed, in their order; the names that stand twice have no second field.
        let headers: Vec<u8> = fields(head).into_iter().flat_map(relaxed_field).collect();
        let field = format!(
            "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n d=football.example.com; i=@football.example.com;\r\n \
             q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n subject : date : message-id : from : subject : date;\r\n \
             bh={hash};\r\n b="
        );
        let expected = "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==";
        assert_eq!(BASE64.encode(&key.signature(&headers, &field).unwrap()), expected);
    }

    #[test]
    fn fields_are_found_whole() {
        let head = b"From: a\r\nSubject: b\r\n c\r\nX:\r\n";
        assert_eq!(fields(head), [&b"From: a\r\n"[..], b"Subject: b\r\n c\r\n", b"X:\r\n"]);
        assert!(is_named(b"sUBJECT : b\r\n", "Subject"));
    }

    #[test]
    fn refuses_what_cannot_be_signed() {
        let key = || PrivateKey::parse(super::super::generate_ed25519(&mut base::Rng::from_seed(1)).as_bytes()).unwrap();
        assert_eq!(Signer::new("localhost", "s", key()).unwrap_err(), DkimError::Domain);
        assert_eq!(Signer::new("a.example; x=", "s", key()).unwrap_err(), DkimError::Domain);
        assert_eq!(Signer::new("a.example", "s\r\n", key()).unwrap_err(), DkimError::Selector);
        let signer = [Signer::new("a.example", "s", key()).unwrap()];
        let at = Timestamp::from_micros(0);
        assert_eq!(sign(&signer, b"Subject: x\r\n\r\nbody", at), Err(DkimError::Message));
        assert_eq!(sign(&signer, b"", at), Err(DkimError::Message));
        assert!(sign(&signer, b"From: a@b.c\r\n", at).is_ok());
    }
}
