use super::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Latin words that Arabic and Persian pages keep: names of formats, protocols and programs, and parts of examples.
const LATIN_ALLOWED: &str = "API CSV Mail RSA Ed DKIM DNS GPC HMAC ISO JSON NUL PostgreSQL SAR SHA SMTP STARTTLS Segment T TLS TXT UTC Z alias amana anonymousId \
     com context csv example group https id identify key mail messageId name order page properties screen secret shop track traits type userId ARN HTTPS SES SendGrid Mailgun Resend arn aws sns eu central feedback Signed Event Webhook \
     Webhooks webhook HTTP signing password settings security whsec configuration set delivered bounced dropped spam reports unsubscribes basic \
     auth delivery bounce complaint subscription change permanent failure temporary complaints complained all MJML mjml Gmail Outlook mj text body urls unsubscribe items totals \
     item limit alt goes with http if unless case for products price IMAP POP";

/// The messages of a language as written: key → value.
fn messages(locale: Locale) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for file in SOURCES[locale as usize] {
        let mut current: Option<String> = None;
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let starts = line.starts_with(|c: char| c.is_ascii_lowercase());
            if starts && let Some((key, value)) = line.split_once(" = ") {
                assert!(found.insert(key.to_owned(), value.to_owned()).is_none(), "{locale}: {key} stands twice");
                current = Some(key.to_owned());
            } else if starts && let Some(key) = line.strip_suffix(" =") {
                found.insert(key.to_owned(), String::new());
                current = Some(key.to_owned());
            } else if let Some(value) = current.as_ref().and_then(|key| found.get_mut(key)) {
                value.push('\n');
                value.push_str(line);
            }
        }
    }
    found
}

fn variables(value: &str) -> BTreeSet<&str> {
    value
        .split('{')
        .skip(1)
        .filter_map(|part| part.trim_start().strip_prefix('$'))
        .map(|part| part.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default())
        .collect()
}

/// What a reader sees: without placeables' names and plural forms' names.
fn words_of(value: &str) -> String {
    let mut text = value.replace("->", " ");
    for form in ["zero", "one", "two", "few", "many", "other", "0"] {
        text = text.replace(&format!("[{form}]"), " ");
    }
    for variable in variables(value) {
        text = text.replace(&format!("${variable}"), " ");
    }
    text
}

#[test]
fn every_file_is_good_fluent() {
    for (locale, files) in Locale::ALL.into_iter().zip(SOURCES) {
        for file in files {
            let parsed = FluentResource::try_new(file.to_owned());
            assert!(parsed.is_ok(), "{locale}: {:?} in {}", parsed.err().map(|(_, e)| e), file.get(..200).unwrap_or(file));
        }
    }
}

#[test]
fn the_three_languages_say_the_same_things() {
    let en = messages(Locale::En);
    assert!(en.len() > 400, "the parser of this test sees the files: {}", en.len());
    for locale in [Locale::Ar, Locale::Fa] {
        let other = messages(locale);
        let missing: Vec<_> = en.keys().filter(|key| !other.contains_key(*key)).collect();
        let extra: Vec<_> = other.keys().filter(|key| !en.contains_key(*key)).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{locale}: missing {missing:?}, extra {extra:?}");
        for (key, value) in &en {
            assert_eq!(variables(value), variables(&other[key]), "{locale}: {key} takes other values");
        }
    }
    for locale in Locale::ALL {
        assert!(messages(locale).keys().all(|key| Lang::new(locale).has(key)), "this test and Fluent read the same keys");
    }
}

#[test]
fn arabic_and_persian_are_written_in_their_own_script() {
    for locale in [Locale::Ar, Locale::Fa] {
        for (key, value) in messages(locale) {
            let words = words_of(&value);
            let is_sample = key.starts_with("digits-") || key.starts_with("about-database-postgres") || key.starts_with("list-");
            let is_sample = is_sample || ["story-event", "aside-reason-count"].contains(&key.as_str());
            assert!(is_sample || words.chars().any(|c| ('\u{0621}'..='\u{06cc}').contains(&c)), "{locale}: {key} = {value}");
            for word in words.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()) {
                assert!(
                    LATIN_ALLOWED.split(' ').any(|allowed| allowed == word),
                    "{locale}: {key} has the English word {word}: {value}"
                );
            }
            let wrong = if locale == Locale::Fa { "يكةى" } else { "یکپچگژ" };
            assert!(!words.contains(|c| wrong.contains(c)), "{locale}: {key} has a letter of the other language: {value}");
            assert!(!words.contains(|c| ",;?\"".contains(c)), "{locale}: {key} has Latin punctuation: {value}");
        }
    }
}

#[test]
fn plurals_have_all_their_forms() {
    for (locale, forms) in [
        (Locale::En, &["one", "other"][..]),
        (Locale::Ar, &["zero", "one", "two", "few", "many", "other"]),
        (Locale::Fa, &["one", "other"]),
    ] {
        for (key, value) in messages(locale).iter().filter(|(_, value)| value.contains("->")) {
            let selects = value.matches("->").count();
            for form in forms {
                assert_eq!(value.matches(&format!("[{form}]")).count(), selects, "{locale}: {key} lacks [{form}]");
            }
        }
    }
}

#[test]
fn arabic_counts_six_ways() {
    let ar = |count: i32| Lang::new(Locale::Ar).t_plain("count-orders", &[("count", count.into())]);
    assert_eq!(ar(0), "لا طلبات");
    assert_eq!(ar(1), "طلب واحد");
    assert_eq!(ar(2), "طلبان");
    assert_eq!(ar(7), "٧ طلبات");
    assert_eq!(ar(11), "١١ طلبًا");
    assert_eq!(ar(100), "١٠٠ طلب");
    // The forms repeat with every hundred (CLDR: n mod 100).
    assert_eq!(ar(103), "١٠٣ طلبات");
    assert_eq!(ar(102), "١٠٢ طلب");
    assert_eq!(ar(1_234), "١٬٢٣٤ طلبًا");
    assert_eq!(ar(-1_234), "\u{61c}-١٬٢٣٤ طلبًا");
    let half = Lang::new(Locale::Ar).t_plain("count-orders", &[("count", 3.5.into())]);
    assert_eq!(half, "٣٫٥ طلب");
    let en = |count: i32| Lang::new(Locale::En).t_plain("count-orders", &[("count", count.into())]);
    assert_eq!((en(1).as_str(), en(1_234).as_str()), ("1 order", "1,234 orders"));
    let latin = Lang::new(Locale::Ar).with_digits(Digits::Latn);
    assert_eq!(latin.t_plain("count-orders", &[("count", 1_234.into())]), "1,234 طلبًا");
}

#[test]
fn no_number_breaks_a_sentence() {
    for locale in Locale::ALL {
        for odd in [f64::NAN, f64::INFINITY, f64::MIN, 1e300, 1e-300, -0.0] {
            assert!(!Lang::new(locale).t_with("count-orders", &[("count", odd.into())]).is_empty());
        }
        assert!(!Lang::new(locale).t_with("count-orders", &[("count", i64::MIN.into())]).is_empty());
        assert!(!Lang::new(locale).t_with("count-orders", &[]).is_empty(), "a value forgotten");
    }
}

#[test]
fn values_are_isolated_in_pages_and_not_in_plain_text() {
    let lang = Lang::new(Locale::Fa);
    let args = [("name", Arg::from("Sara"))];
    assert!(lang.t_with("message-title", &args).contains("\u{2068}Sara\u{2069}"));
    assert!(lang.t_plain("message-title", &args).contains(" Sara"));
}

#[test]
fn a_missing_message_shows_its_key() {
    let lang = Lang::new(Locale::Ar);
    assert_eq!(lang.t("no-such-message"), "no-such-message");
    assert_eq!(lang.t_code("aside", "no_such_reason"), "no_such_reason");
    assert_eq!(lang.t_code("category", "birth_date"), lang.t("category-birth-date"));
}

/// String literals that stand as the first argument of one of our look-ups.
fn used_keys(source: &str) -> Vec<&str> {
    let mut keys = Vec::new();
    for call in [".t(", ".t_with(", ".t_plain(", "key("] {
        for (at, _) in source.match_indices(call) {
            let joined = call == "key(" && source[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
            let literal = source[at + call.len()..].trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
            if let Some(literal) = literal
                && !joined
                && literal.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                && (call != "key(" || literal.contains('-'))
            {
                keys.push(literal);
            }
        }
    }
    keys
}

/// Collects the keys in use below a folder, and of these the ones that no language has.
fn look_through(folder: &Path, known: &BTreeMap<String, String>, seen: &mut usize, missing: &mut BTreeSet<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            look_through(&path, known, seen, missing);
        } else if path.extension().is_some_and(|ext| ext == "rs") && !path.ends_with("i18n/tests.rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            for key in used_keys(&source) {
                *seen += 1;
                if !known.contains_key(key) {
                    missing.insert(format!("{key} ({})", path.display()));
                }
            }
        }
    }
}

#[test]
fn every_key_in_use_exists() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let known = messages(Locale::En);
    let (mut seen, mut missing) = (0, BTreeSet::new());
    for entry in std::fs::read_dir(crates).unwrap().filter_map(Result::ok) {
        look_through(&entry.path().join("src"), &known, &mut seen, &mut missing);
    }
    assert!(missing.is_empty(), "used in the code and written in no language: {missing:#?}");
    assert!(seen > 100, "the look-ups are found: {seen}");
}
