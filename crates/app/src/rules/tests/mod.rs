//! Sentences: read them in `sentences.txt`, where some dozens stand in three languages.

pub(super) mod any;

use super::plain::{Plain, plain_when};
use super::{EVENTS, Words};
use base::id::SegmentId;
use base::{Currency, Id as _, Locale};
use foundation::rules::{Condition, Filter, Stage, Test};
use jiff::tz::TimeZone;
use proptest::prelude::*;
use serde_json::Value;
use std::path::PathBuf;
use web::{Formatter, Lang};

const RULES: &str = include_str!("rules.jsonl");

fn named(id: SegmentId) -> Option<String> {
    (id.raw()[0] == 1).then(|| "VIP".to_owned())
}

fn sentence(locale: Locale, rule: &Condition) -> String {
    let fmt = Formatter::new(Lang::new(locale), TimeZone::UTC);
    Words { fmt: &fmt, segment: &named }.sentence(rule)
}

/// Without what stands isolated: names that somebody chose, and amounts.
fn own_words(sentence: &str) -> String {
    let mut depth = 0;
    let outside = |c: &char| {
        match c {
            '\u{2066}'..='\u{2068}' => depth += 1,
            '\u{2069}' => depth -= 1,
            _ => return depth == 0,
        }
        false
    };
    sentence.chars().filter(outside).collect()
}

fn test_meant(test: &Test) -> Test {
    match test {
        Test::AnyOf(values) if values.len() == 1 => Test::Is(values[0].clone()),
        test => test.clone(),
    }
}

fn filters_meant(filters: &[Filter]) -> Vec<Filter> {
    filters.iter().map(|filter| Filter { property: filter.property.clone(), test: test_meant(&filter.test) }).collect()
}

/// The same text for rules that mean the same, as far as a sentence is to make no difference.
fn meaning(rule: &Plain<'_>) -> String {
    let all = |parts: &[Plain<'_>]| parts.iter().map(meaning).collect::<Vec<_>>();
    match rule {
        Plain::All(parts) => format!("all{:?}", all(parts)),
        Plain::Any(parts) => format!("any{:?}", all(parts)),
        Plain::Not(part) => format!("not({})", meaning(part)),
        Plain::Did(did, times) => format!("{:?}", (&did.event, filters_meant(&did.filters), plain_when(did.when), times)),
        Plain::Other(other) => {
            let mut other = (*other).clone();
            match &mut other {
                Condition::Measured(it) => (it.when, it.filters) = (plain_when(it.when), filters_meant(&it.filters)),
                Condition::Spent(it) => {
                    it.when = plain_when(it.when);
                    it.currency = Currency::parse(&it.currency).unwrap().code().to_owned();
                }
                Condition::Followed(it) => {
                    it.when = plain_when(it.when);
                    (it.first.filters, it.then.filters) = (filters_meant(&it.first.filters), filters_meant(&it.then.filters));
                }
                Condition::Trait(it) => it.test = test_meant(&it.test),
                Condition::Stage(stages) => stages.sort_unstable(),
                _ => {}
            }
            format!("{other:?}")
        }
    }
}

/// The rule with one of its places changed; `None` where what comes out is no rule.
fn mutated(rule: &Condition, place: usize) -> Option<Condition> {
    const WORDS: [(&str, &str); 12] = [
        ("all", "any"),
        ("any", "all"),
        ("at_least", "at_most"),
        ("at_most", "exactly"),
        ("exactly", "at_least"),
        ("last_days", "before_days"),
        ("before_days", "last_days"),
        ("is", "is_not"),
        ("is_not", "is"),
        ("sum", "max"),
        ("max", "last"),
        ("new", "lost"),
    ];
    fn change(value: &mut Value, left: &mut usize) -> bool {
        let here = |left: &mut usize| {
            *left = left.wrapping_sub(1);
            *left == usize::MAX
        };
        match value {
            Value::Object(map) => {
                // Whose days they are.
                if let Some(inner) = map.get("own_days").cloned()
                    && here(left)
                {
                    *value = inner;
                    return true;
                }
                for key in map.keys().cloned().collect::<Vec<_>>() {
                    let other = WORDS.iter().find(|(word, _)| *word == key).map(|(_, other)| *other);
                    if let Some(other) = other
                        && here(left)
                    {
                        let inner = map.remove(&key).unwrap();
                        map.insert(other.to_owned(), inner);
                        return true;
                    }
                    if map.get_mut(&key).is_some_and(|inner| change(inner, left)) {
                        return true;
                    }
                }
                false
            }
            Value::Array(list) => list.iter_mut().any(|one| change(one, left)),
            Value::Bool(flag) if here(left) => {
                *flag = !*flag;
                true
            }
            Value::Number(number) if here(left) => {
                *value = number.as_u64().map_or_else(|| Value::from(7), |number| Value::from(number + 1));
                true
            }
            Value::String(text) if here(left) => {
                let other = WORDS.iter().find(|(word, _)| word == text).map(|(_, other)| (*other).to_owned());
                *text = other.unwrap_or_else(|| format!("{text}s"));
                true
            }
            _ => false,
        }
    }
    let mut json: Value = serde_json::from_str(&rule.to_json()).unwrap();
    change(&mut json, &mut { place }).then(|| Condition::parse(&json.to_string()).ok()).flatten()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn what_means_another_thing_is_said_otherwise(rule in any::rule(), place in 0..24_usize, another in any::rule()) {
        for other in mutated(&rule, place).into_iter().chain([another]) {
            let is_same = meaning(&Plain::of(&rule)) == meaning(&Plain::of(&other));
            for locale in Locale::ALL {
                let (one, two) = (sentence(locale, &rule), sentence(locale, &other));
                prop_assert_eq!(one == two, is_same, "{}\n{}\n{}\n{}", rule.to_json(), other.to_json(), one, two);
            }
        }
    }

    #[test]
    fn every_rule_is_said_in_the_readers_language(rule in any::rule()) {
        for locale in Locale::ALL {
            let said = sentence(locale, &rule);
            let own = own_words(&said);
            prop_assert!(!own.contains("rule-") && !own.contains("stage-") && !own.contains('$') && !own.contains('\u{fffd}'), "{}", said);
            prop_assert!(said.ends_with('.') && !said.contains("  ") && !said.contains(" .") && !said.contains("()"), "{}", said);
            let stands = said.contains(|c| ('\u{e000}'..='\u{e003}').contains(&c));
            prop_assert!(!stands);
            let (opened, closed) = (said.matches(['\u{2066}', '\u{2067}', '\u{2068}']).count(), said.matches('\u{2069}').count());
            prop_assert_eq!(opened, closed, "{}", said);
            if locale != Locale::En {
                prop_assert!(!own.contains(|c: char| c.is_ascii_alphanumeric() || ",;?\"".contains(c)), "{}", said);
            }
            let fmt = Formatter::new(Lang::new(locale), TimeZone::UTC);
            let list = Words { fmt: &fmt, segment: &named }.list(&rule).into_string();
            prop_assert!(!list.is_empty());
        }
    }
}

#[test]
fn known_events_and_stages_have_words_of_their_own() {
    for locale in Locale::ALL {
        let lang = Lang::new(locale);
        for (_, slug) in EVENTS {
            for kind in ["rule-did", "rule-didnt", "rule-doing"] {
                assert!(lang.has(&format!("{kind}-{slug}")), "{locale}: {kind}-{slug}");
            }
        }
        for stage in Stage::ALL {
            assert!(lang.has(&format!("stage-{}", stage.word().replace('_', "-"))), "{locale}: {stage:?}");
        }
    }
}

#[test]
fn a_name_can_not_disturb_the_sentence() {
    let rule = Condition::parse(r#"{"did":{"event":"a\u202e\u2069b\ue002c"}}"#).unwrap();
    let said = sentence(Locale::Ar, &rule);
    assert_eq!(said, "قام بـ«\u{2068}a\u{fffd}\u{fffd}b\u{fffd}c\u{2069}».");
}

/// Some dozens of rules, each in three languages, as they were last read.
#[test]
fn sentences_read_as_reviewed() {
    let mut told = String::new();
    for line in RULES.lines() {
        let rule = Condition::parse(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        told.push_str(line);
        for locale in Locale::ALL {
            told.extend(["\n  ", locale.code(), "  ", &web::i18n::plain(&sentence(locale, &rule))]);
        }
        told.push_str("\n\n");
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/rules/tests/sentences.txt");
    if std::env::var_os("AMANA_UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, &told).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == told, "sentences have changed; look at them, then run with AMANA_UPDATE_SNAPSHOTS=1");
}
