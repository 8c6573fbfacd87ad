//! What the store's messages are about, as it tells them apart: customers turn topics off one by one.

use super::letter::{LetterRef, Terms};
use super::templates::BuiltIn;
use base::{Locale, Timestamp};
use db::{Result, Tx};
use foundation::settings;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const SETTING: &str = "topics";

/// One topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// What customers' preferences name it by: it stays when the names change.
    pub key: String,
    /// By the code of the language.
    pub names: BTreeMap<String, String>,
}

/// The store's topics, and which of its messages are about one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Topics {
    pub all: Vec<Topic>,
    /// Topics' keys by the names of rules.
    pub of_rules: BTreeMap<String, String>,
}

impl Topic {
    pub const KEY_CHARS_MAX: usize = 32;
    pub const NAME_CHARS_MAX: usize = 60;

    /// Whether a text can be a key: lower-case letters, digits, `-` and `_`.
    pub fn is_key(text: &str) -> bool {
        (1..=Self::KEY_CHARS_MAX).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
    }

    pub fn name(&self, locale: Locale) -> &str {
        self.names.get(locale.code()).map_or(&self.key, String::as_str)
    }
}

impl Topics {
    pub const MAX: usize = 20;

    /// The setting in force; none before any was set.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        Ok(settings::load(tx, SETTING)?.unwrap_or_default())
    }

    pub fn save(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        settings::save(tx, SETTING, self, now)
    }

    pub fn find(&self, key: &str) -> Option<&Topic> {
        self.all.iter().find(|topic| topic.key == key)
    }

    /// The same with a letter's topic set by the letter's family; one that does not exist is none.
    #[must_use]
    pub(super) fn with_rule(mut self, family: String, topic: &str) -> Self {
        match self.find(topic).map(|topic| topic.key.clone()) {
            Some(topic) => self.of_rules.insert(family, topic),
            None => self.of_rules.remove(&family),
        };
        self
    }

    /// The key of what a built-in letter is about. What customers are owed, and what a contract asks for, is about no topic.
    pub fn of(&self, letter: BuiltIn) -> Option<&str> {
        self.of_message(LetterRef::BuiltIn(letter), letter.terms(), "")
    }

    /// As [`Topics::of`], for any message: the topic that its maker named, otherwise its letter's.
    pub fn of_message(&self, letter: LetterRef, terms: Terms, named: &str) -> Option<&str> {
        if !terms.is_marketing() {
            return None;
        }
        let key = if named.is_empty() { self.of_rules.get(&*letter.family())? } else { named };
        self.find(key).map(|topic| topic.key.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_about_a_topic_that_exists_and_only_where_it_is_advertising() {
        let names = BTreeMap::from([("en".to_owned(), "Sales".to_owned())]);
        let all = vec![Topic { key: "sale".to_owned(), names }];
        let of_rules = [(BuiltIn::Welcome, "sale"), (BuiltIn::ThankYou, "sale"), (BuiltIn::ConsentRenewal, "gone")];
        let of_rules = of_rules.into_iter().map(|(rule, key)| (rule.name().to_owned(), key.to_owned())).collect();
        let topics = Topics { all, of_rules };
        assert_eq!(topics.of(BuiltIn::Welcome), Some("sale"));
        assert_eq!((topics.of(BuiltIn::ThankYou), topics.of(BuiltIn::ConsentRenewal)), (None, None));
        assert_eq!((topics.all[0].name(Locale::En), topics.all[0].name(Locale::Fa)), ("Sales", "sale"));
    }

    #[test]
    fn a_key_is_short_and_plain() {
        for key in ["sale", "new-in_2", &"a".repeat(32)] {
            assert!(Topic::is_key(key), "{key}");
        }
        for key in ["", "Sale", "a b", "تخفیف", &"a".repeat(33)] {
            assert!(!Topic::is_key(key), "{key}");
        }
    }
}
