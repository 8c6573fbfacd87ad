//! What a message is once it has been written, signed and read by somebody else.

use crate::outside::{output_of, python, script};
use base::{EmailAddress, Locale, Rng, Timestamp};
use capabilities::messaging::BuiltIn;
use capabilities::messaging::Email;
use capabilities::messaging::Template;
use capabilities::messaging::{Kind, WayOut};
use capabilities::messaging::{PrivateKey, Signer, generate_ed25519, generate_rsa, sign};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::sync::LazyLock;
use std::time::Instant;

static RSA: LazyLock<String> = LazyLock::new(|| generate_rsa(&mut Rng::from_seed(7)).unwrap());

fn at() -> Timestamp {
    Timestamp::parse("2026-05-03T14:00:00Z").unwrap()
}

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

/// Both signatures that a careful shop uses.
fn signers() -> Vec<Signer> {
    let rsa = PrivateKey::parse(RSA.as_bytes()).unwrap();
    let ed = PrivateKey::parse(generate_ed25519(&mut Rng::from_seed(8)).as_bytes()).unwrap();
    vec![Signer::new("shop.example", "amana1", rsa).unwrap(), Signer::new("shop.example", "amana2", ed).unwrap()]
}

/// Subject, name, text and HTML of a message.
type Words = (String, String, String, String);

fn message(words: &Words, kind: &Kind) -> Vec<u8> {
    let (from, to) = (address("hello@shop.example"), address("sara@mail.example"));
    let email = Email {
        from_name: &words.1,
        from: &from,
        to_name: &words.1,
        to: &to,
        reply_to: Some(&from),
        subject: &words.0,
        date: at(),
        message_id: "msg_06ekw@shop.example",
        locale: Locale::Ar,
        kind,
        unsubscribe_mailto: Some(&from),
        text: &words.2,
        html: &words.3,
    };
    email.to_bytes().unwrap()
}

/// Every built-in letter, and bodies that have broken signers before.
fn difficult_messages() -> Vec<Vec<u8>> {
    let mut messages = Vec::new();
    for template in BuiltIn::ALL {
        for locale in Locale::ALL {
            let kind = if template.is_marketing() { Kind::Marketing(WayOut::sample()) } else { Kind::Transactional };
            let r = Template::parse(template.source(locale)).unwrap().render(&template.sample(locale), &kind).unwrap();
            messages.push(message(&(r.subject, "أرز وملح".into(), r.text, r.html), &kind));
        }
    }
    for text in [
        "",
        "\n\n\n",
        "a\n\n\n\n",
        "  \t \n a  b\t\tc \n.\n..\n.x\n",
        &"word ".repeat(5_000),
        &"x".repeat(5_000),
        &"ب".repeat(5_000),
        "From me\n\r\r\n\0",
    ] {
        messages
            .push(message(&("س".repeat(200), "Sara \"S\" \\".into(), text.to_owned(), text.to_owned()), &Kind::Transactional));
    }
    messages.push(b"From: a@shop.example\r\nSubject: bare  \r\n\t folded\t \r\nTo: b@c.example\r\n\r\n".to_vec());
    messages.push(b"From: a@shop.example\r\nSubject:\r\n\r\nbody without an end".to_vec());
    messages.push(b"From: a@shop.example\r\nX: no body\r\n".to_vec());
    messages
}

/// dkimpy finds both signatures of every message good, and bad once a signed word has changed.
#[test]
fn signatures_verify_elsewhere() {
    let signers = signers();
    let Some(_) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let dns = folder.path().join("dns.json");
    let records: Vec<String> =
        signers.iter().map(Signer::dns_record).map(|(name, value)| format!("{name:?}: {value:?}")).collect();
    std::fs::write(&dns, format!("{{{}}}", records.join(", "))).unwrap();
    let path = folder.path().join("message.eml");
    for message in difficult_messages() {
        let signed = sign(&signers, &message, at()).unwrap();
        std::fs::write(&path, &signed).unwrap();
        let said = output_of(python().unwrap().arg(script("dkim_check.py")).arg(&path).arg(&dns));
        assert_eq!(
            said,
            "rsa-sha256 good\ned25519-sha256 good\n",
            "{}",
            String::from_utf8_lossy(&message[..200.min(message.len())])
        );
    }
    // A second From, which the oversigning must notice.
    let signed = sign(&signers, &difficult_messages()[0], at()).unwrap();
    let forged = [&b"From: evil@evil.example\r\n"[..], &signed].concat();
    std::fs::write(&path, forged).unwrap();
    let output = python().unwrap().arg(script("dkim_check.py")).arg(&path).arg(&dns).output().unwrap();
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stdout).contains("rsa-sha256 bad"));
}

/// Not a timed test: prints what a signature costs (`cargo test -p capabilities --release -- signing --nocapture`).
#[test]
#[expect(clippy::print_stdout, reason = "a measurement for whoever asks")]
fn signing_is_fast_enough_to_measure() {
    let message = difficult_messages().swap_remove(1);
    let signers = signers();
    let times = 200;
    for signer in &signers {
        let before = Instant::now();
        for _ in 0..times {
            sign(std::slice::from_ref(signer), &message, at()).unwrap();
        }
        println!("{:?}: {} µs for {} bytes", signer, before.elapsed().as_micros() / times, message.len());
    }
}

fn words() -> impl Strategy<Value = Words> {
    let line = prop_oneof![
        "\\PC{0,120}",
        "[ -~]{0,120}",
        "[ابتثجحخ ، پچگ\u{200c}۱٢]{0,200}",
        "(=\\?utf-8\\?[bq]\\?[a-z=]{0,9}\\?=| |\"|\\\\|,|<|>|@){0,20}"
    ];
    let body = prop_oneof!["(\\PC{0,100}\n){0,8}", "([ -~\t]{0,300}\n){0,6}", "[ -~]{900,1200}", "(\\.|\n|=|\t| |From |é){0,60}"];
    (line.clone(), line, body.clone(), body)
}

/// What `email` makes of a header value: one line, trimmed, no bidi controls.
fn one_line(text: &str, chars: usize) -> String {
    capabilities::messaging::clean(&capabilities::messaging::strip(text), chars)
}

fn with_lf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
}

/// Python's e-mail library reads back exactly what went in.
#[test]
fn any_words_read_back_elsewhere() {
    let Some(mut python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut runner = TestRunner::deterministic();
    let way = Kind::Marketing(WayOut::sample());
    let samples: Vec<Words> = (0..300).map(|_| words().new_tree(&mut runner).unwrap().current()).collect();
    python.arg(script("mail_roundtrip.py"));
    for (at, words) in samples.iter().enumerate() {
        let path = folder.path().join(format!("{at}.eml"));
        std::fs::write(&path, message(words, &way)).unwrap();
        python.arg(path);
    }
    for (line, words) in output_of(&mut python).lines().zip(&samples) {
        let read: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(read["subject"], one_line(&words.0, 250), "{line}");
        let name = one_line(&words.1, 100);
        assert_eq!(read["from"], serde_json::json!([[name, "hello@shop.example"]]), "{line}");
        assert_eq!(read["to"], serde_json::json!([[name, "sara@mail.example"]]), "{line}");
        assert_eq!(read["reply_to"], serde_json::json!([["", "hello@shop.example"]]));
        assert_eq!(read["date"], "2026-05-03T14:00:00+00:00");
        assert_eq!(read["message_id"], "<msg_06ekw@shop.example>");
        assert_eq!(read["text"], with_lf(&words.2), "{line}");
        assert_eq!(read["html"], with_lf(&words.3), "{line}");
        assert_eq!(read["defects"], serde_json::json!([]), "{line}");
        assert!(read["longest_line"].as_u64().unwrap() <= 998, "{line}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// The same without Python: the header is ASCII, has each field once, and its lines are short; the parts decode.
    #[test]
    fn any_words_make_a_sound_message(words in words()) {
        let bytes = message(&words, &Kind::Transactional);
        prop_assert!(bytes.is_ascii());
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let names: Vec<_> = head.split("\r\n").filter(|l| !l.starts_with([' ', '\t'])).map(|l| l.split(':').next().unwrap()).collect();
        prop_assert_eq!(names, ["From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted", "MIME-Version", "Content-Type"]);
        prop_assert!(text.split("\r\n").all(|l| l.len() <= 998 && !l.contains(['\r', '\n', '\0'])));
        prop_assert!(head.split("\r\n").all(|l| l.len() <= 78));
        prop_assert_eq!(body.matches("\r\nContent-Transfer-Encoding: ").count(), 2);
        let subject = head.split("\r\nSubject: ").nth(1).unwrap().split("\r\nDate: ").next().unwrap();
        prop_assert_eq!(decoded(subject), one_line(&words.0, 250));
    }
}

/// RFC 2047, as far as we write it.
fn decoded(value: &str) -> String {
    if !value.contains("=?") {
        return value.to_owned();
    }
    let words = value.split("\r\n ").map(|word| {
        let base64 = word.strip_prefix("=?utf-8?B?").unwrap().strip_suffix("?=").unwrap();
        String::from_utf8(data_encoding::BASE64.decode(base64.as_bytes()).unwrap()).unwrap()
    });
    words.collect()
}
