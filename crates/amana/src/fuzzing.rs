//! What the fuzzers call, and the ordinary tests replay: outsiders' bytes into the parts that read them. Nothing here may panic.

use app::intake::{Parsed, Reader, Sender, Surroundings, parse_batch, parse_event};
use base::id::KeyId;
use base::{Currency, Id as _, Locale, Rng, Timestamp};
use capabilities::{feedback, messaging};
use foundation::consent::Choices;
use foundation::journal::{Kind, Origin};
use foundation::receipts::{self, KeysDocument};
use foundation::rules::{Condition, Pass, Program, Seen, Untimely};
use foundation::staff::{ApiKey, Bases, Scope};
use foundation::vault::Keys;
use std::sync::LazyLock;
use std::time::Duration;

static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys::from_master(&[7; 32]));

/// The body of a request of the Segment spec. Checks that what is kept is JSON without a NUL, and that events are counted once.
pub fn intake(bytes: &[u8]) {
    let Ok(body) = std::str::from_utf8(bytes) else { return };
    for scope in [Scope::Site, Scope::Server] {
        let key = ApiKey {
            id: KeyId::from_raw([1; 16]),
            name: String::new(),
            scope,
            bases: Bases::default_for(scope),
            created_at: Timestamp::from_micros(0),
            revoked_at: None,
        };
        let Some(sender) = Sender::of_key(&key, app::intake::Via::Live) else { continue };
        let surroundings = Surroundings { country: Some("SA".to_owned()), currency: Currency::SAR };
        let mut rng = Rng::from_seed(1);
        let received_at = Timestamp::from_micros(1_800_000_000_000_000);
        let mut reader = Reader { keys: &KEYS, sender, surroundings: &surroundings, received_at, rng: &mut rng };
        let mut all: Vec<Parsed> = parse_batch(&mut reader, body).into_iter().collect();
        for kind in [Kind::Identify, Kind::Track, Kind::Page, Kind::Alias] {
            let parsed = parse_event(&mut reader, kind, body);
            assert!(parsed.as_ref().map_or(true, |parsed| parsed.events.len() + parsed.aside.len() == 1));
            all.extend(parsed);
        }
        for event in all.iter().flat_map(|parsed| &parsed.events) {
            let stored: serde_json::Value = serde_json::from_str(&event.body).expect("what is kept is JSON");
            assert!(stored.is_object() && !event.body.contains('\0') && !event.name.contains('\0'));
            assert!(event.at <= received_at.plus(Duration::from_mins(5)));
        }
    }
}

/// A file to import.
pub fn csv(bytes: &[u8]) {
    let _ = crate::import::read_untrusted(bytes);
}

/// A template as somebody may write it.
pub fn template(bytes: &[u8]) {
    let Ok(source) = std::str::from_utf8(bytes) else { return };
    let context = messaging::Context::sample(Locale::Ar);
    let _ = messaging::render_untrusted(source, &context, &messaging::Kind::Transactional);
}

/// A letter of the store's own, in MJML, as somebody may write it. Checks that what comes out of it holds nothing of what it is made
/// with, and that it can be read and looked at.
pub fn letter(bytes: &[u8]) {
    let Ok(source) = std::str::from_utf8(bytes) else { return };
    let (subject, body) = source.split_once('\n').unwrap_or(("x", source));
    let written = messaging::Written {
        subject: subject.to_owned(),
        format: messaging::Format::Mjml,
        body: body.to_owned(),
        ..messaging::Written::default()
    };
    for locale in [Locale::En, Locale::Ar] {
        let Ok(letter) = messaging::try_out(&written, locale, messaging::About::Cart, true) else { continue };
        assert!(!letter.html.contains("zq0L") && !letter.html.contains("zq0U"), "a mark is left");
        assert!(!messaging::check(&letter, &messaging::kind_of_sample(true)).is_empty());
    }
}

/// A receipt that somebody wants checked, and the same bytes as a list of keys.
pub fn receipt(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = KeysDocument::read(text);
    let _ = KeysDocument::of_key(text);
    let Ok(key) = KEYS.signing_key() else { return };
    if let Ok(verdict) = receipts::verify(text, &key.public_key().into()) {
        let _ = receipts::says(&verdict.receipt);
        let form = receipts::canonical(&verdict.receipt).expect("what was checked has a form");
        assert!(form.len() <= text.len() * 6);
    }
}

/// A rule as somebody may write it and, after a line break, the body of an event that it is asked of. Checks that a rule is read as it
/// is written, and that its answer, made ready at once or as time goes, is the same.
pub fn rule(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (rule, body) = text.split_once('\n').unwrap_or((text, "{}"));
    let Ok(rule) = Condition::parse(rule) else { return };
    assert_eq!(Condition::parse(&rule.to_json()).as_ref(), Ok(&rule));
    let program = Program::new(std::slice::from_ref(&rule), jiff::tz::TimeZone::UTC);
    let names: Vec<&str> = rule.events().into_iter().collect();
    let amount = Some((Currency::SAR, 4990));
    let (mut live, mut past, nobody) = (program.start(), program.start(), Choices::default());
    let end = Timestamp::from_micros(1_800_000_000_000_000);
    let mut all = Vec::new();
    for number in 0..40_u32 {
        let at = end.minus(Duration::from_hours(u64::from(40 - number) * 11));
        let Some(name) = names.get(number as usize % names.len().max(1)) else { break };
        let seen = Seen { name, origin: Origin::Server, at, position: i64::from(number), body, amount };
        all.push(seen);
        for (state, now) in [(&mut live, at), (&mut past, end)] {
            let taken = program.step(state, &seen, now);
            // Whoever is elsewhere all of a sudden is made anew; else they are in order.
            if taken == Err(Untimely::Late) && program.asks_whereabouts() && *name == "identify" {
                let mut pass = Pass::new(&program, now);
                for seen in &all {
                    pass.step(seen);
                }
                state.clone_from(pass.end());
            } else {
                assert_eq!(taken, Ok(()), "they are in order");
            }
        }
        let _ = program.holds(&mut live, 0, &nobody, at);
        assert!(program.changes_at(&mut live, &nobody, at).is_none_or(|change| change > at));
    }
    assert_eq!(program.holds(&mut live, 0, &nobody, end), program.holds(&mut past, 0, &nobody, end));
}

/// A letter that somebody sent to the address that bounces go to. Checks that nothing is believed that has not our signature in it.
pub fn report(bytes: &[u8]) {
    if let Ok(told) = feedback::read_report(&KEYS, bytes) {
        let token = messaging::letter_token(&KEYS, told.message);
        let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
        // In a part that is packed it can't be seen here.
        assert!(text.contains(&token) || text.contains("content-transfer-encoding"), "{text}");
    }
}

/// What a mail server may answer, by IMAP and by POP3. Checks that what is taken for a letter was sent.
pub fn mailbox(bytes: &[u8]) {
    capabilities::mailbox::read_untrusted(bytes);
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// Replays a target's corpus: its seeds, and whatever a fuzzer once found.
    fn replay(target: &str, run: fn(&[u8])) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
        let mut files = 0;
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            run(&std::fs::read(entry.unwrap().path()).unwrap());
            files += 1;
        }
        assert!(files > 0, "{} is empty", folder.display());
    }

    #[test]
    fn the_corpora_replay() {
        replay("intake", super::intake);
        replay("csv", super::csv);
        replay("template", super::template);
        replay("letter", super::letter);
        replay("receipt", super::receipt);
        replay("rule", super::rule);
        replay("report", super::report);
        replay("mailbox", super::mailbox);
    }
}
