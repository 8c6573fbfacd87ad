//! What the store asks the visitors of its own pages: the settings, and the document that the on-site script draws from.

use crate::asking::Asking;
use base::{Locale, Timestamp};
use db::{Result, Tx};
use foundation::consent::{Law, Purpose};
use foundation::notices;
use foundation::settings::{self, StoreSettings};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;
use web::{Lang, key};

/// For how long an agreement is not asked for again: it ends after a year (Czech authority). A refusal is left in peace for as
/// long as the law of the store's place says (`consent::Law`).
pub const AGREEMENT_LASTS: Duration = Duration::from_hours(AGREED_DAYS * 24);
const AGREED_DAYS: u64 = 365;

/// Characters of a notice's version, and of the version of a banner's words.
pub const VERSION_CHARS_MAX: usize = 32;
pub const BENEFIT_CHARS_MAX: usize = 200;

/// What a page may ask for: what is collected there. Messages need an address that is somebody's, so they are agreed to
/// where it is confirmed.
pub const PURPOSES: [Purpose; 3] = [Purpose::Analytics, Purpose::Personalise, Purpose::Research];

/// How a decision's proof names the words that were read: with their version after it.
pub const WORDS_PROOF: &str = "words ";

const SETTING: &str = "banner";
/// Under which the words of every version are kept, with the version after it.
const WORDS_SETTING: &str = "banner_words_";

/// Where the question stands on a wide screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    #[default]
    Corner,
    Bottom,
}

/// What *Settings → Website* says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BannerSettings {
    /// Whether visitors are asked at all.
    pub shown: bool,
    /// Words of `PURPOSES`.
    pub purposes: Vec<String>,
    pub position: Position,
    /// Whether a button on every page leads back to the choices.
    pub button: bool,
    pub notice_url: String,
    /// Another one asks everybody who agreed anew: for a change of substance.
    pub notice_version: String,
    /// The store's own words for what a purpose brings, by `analytics.en`.
    pub benefits: BTreeMap<String, String>,
}

impl Default for BannerSettings {
    fn default() -> Self {
        Self {
            shown: true,
            purposes: vec![Purpose::Analytics.word().to_owned()],
            position: Position::default(),
            button: true,
            notice_url: String::new(),
            notice_version: "1".to_owned(),
            benefits: BTreeMap::new(),
        }
    }
}

impl Position {
    pub const ALL: [Self; 2] = [Self::Corner, Self::Bottom];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Corner => "corner",
            Self::Bottom => "bottom",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|position| position.word() == word)
    }
}

impl BannerSettings {
    /// The settings in force; the defaults before anything was set.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        Ok(settings::load(tx, SETTING)?.unwrap_or_default())
    }

    /// As [`BannerSettings::load`], without what the store does not use.
    pub fn in_force(tx: &mut Tx<'_>) -> Result<Self> {
        let (mut banner, asking) = (Self::load(tx)?, Asking::load(tx)?);
        banner.purposes.retain(|word| Purpose::from_word(word).is_some_and(|purpose| asking.uses(purpose)));
        Ok(banner)
    }

    pub fn save(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        settings::save(tx, SETTING, self, now)
    }

    /// The version of the notice that holds for whoever answers now: a change of substance asks every browser anew.
    pub fn notice_in_force(&self, tx: &mut Tx<'_>) -> Result<String> {
        let own = if self.notice_url.is_empty() { notices::asking_version(tx)? } else { None };
        Ok(own.map_or_else(|| self.notice_version.clone(), |version| version.to_string()))
    }

    pub fn asks(&self, purpose: Purpose) -> bool {
        self.purposes.iter().any(|word| word == purpose.word())
    }

    /// What a purpose brings: the store's own words, or ours.
    fn benefit(&self, purpose: Purpose, lang: Lang) -> String {
        let own = self.benefits.get(&format!("{}.{}", purpose.word(), lang.locale.code()));
        own.filter(|text| !text.is_empty()).cloned().unwrap_or_else(|| lang.t(words_of(purpose).1).into_owned())
    }
}

/// A purpose as a visitor reads it, and what it brings them.
pub const fn words_of(purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::Personalise => (key("banner-personalise"), key("banner-personalise-benefit")),
        Purpose::Research => (key("banner-research"), key("banner-research-benefit")),
        _ => (key("banner-analytics"), key("banner-analytics-benefit")),
    }
}

/// What the script draws, in one language.
#[derive(Clone)]
pub struct Document {
    /// Of the words that are agreed to: whoever holds it can be shown them.
    pub version: String,
    words: Value,
    whole: Value,
}

impl Document {
    pub fn new(store: &StoreSettings, banner: &BannerSettings, locale: Locale) -> Self {
        let lang = Lang::new(locale);
        let purposes: Vec<Value> = PURPOSES
            .into_iter()
            .filter(|purpose| banner.asks(*purpose))
            .map(|purpose| {
                json!({
                    "name": purpose.word(),
                    "title": lang.t(words_of(purpose).0),
                    "benefit": banner.benefit(purpose, lang),
                    // What a browser that sends Global Privacy Control does not want to be asked.
                    "objected": purpose == Purpose::Personalise,
                })
            })
            .collect();
        let name = if store.name.is_empty() { lang.t("banner-this-store").into_owned() } else { store.name.clone() };
        let mut words = json!({"text": lang.t_with("banner-text", &[("store", name.into())])});
        for (name, message) in WORDS {
            words[name] = lang.t(message).into();
        }
        let law = Law::of_country(&store.country);
        words["lasts"] = lang.t(lasts_words(law.quiet_months() >= 12)).into();
        let read = json!({"language": locale.code(), "words": words, "purposes": purposes});
        let version = web::assets::fingerprint(&read.to_string());
        words["version"] = version.as_str().into();
        let whole = json!({
            "store": store.name,
            "lang": locale.code(),
            "dir": locale.dir(),
            "languages": Locale::ALL.map(Locale::code),
            "shown": banner.shown,
            "position": banner.position.word(),
            "button": banner.button,
            "notice": {"version": banner.notice_version, "url": banner.notice_url},
            "days": {"agreed": AGREED_DAYS, "refused": law.quiet_days()},
            "purposes": purposes,
            "words": words,
        });
        Self { version, words: read, whole }
    }

    pub fn to_json(&self) -> String {
        self.whole.to_string()
    }

    /// Whether these words are kept under their version: a decision names it, and must be provable for years.
    pub fn is_kept(&self, tx: &mut Tx<'_>) -> Result<bool> {
        Ok(kept_words(tx, &self.version)?.is_some())
    }

    /// Keeps them.
    pub fn keep(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        settings::save(tx, &format!("{WORDS_SETTING}{}", self.version), &self.words, now)
    }
}

/// Whether a text can be the version of a notice or of a banner's words: pages send it, and it is kept in clear.
pub fn is_version(text: &str) -> bool {
    (1..=VERSION_CHARS_MAX).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}

/// What was read by whoever answered a banner of this version.
pub fn kept_words(tx: &mut Tx<'_>, version: &str) -> Result<Option<Value>> {
    settings::load(tx, &format!("{WORDS_SETTING}{version}"))
}

/// For how long an answer holds, in words.
const fn lasts_words(is_year: bool) -> &'static str {
    if is_year { key("banner-lasts-year") } else { key("banner-lasts") }
}

/// The language of kept words and the purposes that they ask for; `None` for what is no banner's.
pub fn asked_in(kept: &Value) -> Option<(String, Vec<Purpose>)> {
    let names = kept["purposes"].as_array()?.iter().filter_map(|one| one["name"].as_str());
    let asked = PURPOSES.into_iter().filter(|purpose| names.clone().any(|name| name == purpose.word())).collect();
    Some((kept["language"].as_str()?.to_owned(), asked))
}

/// The script's words by the names that it knows them by.
const WORDS: [(&str, &str); 13] = [
    ("title", key("banner-title")),
    ("again", key("banner-again")),
    ("agree", key("banner-agree")),
    ("refuse", key("banner-refuse")),
    ("choose", key("banner-choose")),
    ("save", key("banner-save")),
    ("close", key("banner-close")),
    ("notice", key("banner-notice")),
    ("signal", key("banner-signal")),
    ("reopen", key("banner-reopen")),
    ("withdraw", key("banner-withdraw")),
    ("agreed", key("banner-agreed")),
    ("refused", key("banner-refused")),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> StoreSettings {
        StoreSettings { name: "Noor".to_owned(), ..StoreSettings::default() }
    }

    #[test]
    fn a_version_is_one_wording_in_one_language() {
        let banner = BannerSettings::default();
        let versions = Locale::ALL.map(|locale| Document::new(&store(), &banner, locale).version);
        assert!(versions[0] != versions[1] && versions[1] != versions[2]);
        assert_eq!(Document::new(&store(), &banner, Locale::En).version, versions[0]);
        // Where it stands and what the notice is called is not what was read of the banner.
        let moved = BannerSettings { position: Position::Bottom, notice_version: "2".to_owned(), ..banner.clone() };
        assert_eq!(Document::new(&store(), &moved, Locale::En).version, versions[0]);
        let own = BTreeMap::from([("analytics.en".to_owned(), "Shorter queues.".to_owned())]);
        let worded = Document::new(&store(), &BannerSettings { benefits: own, ..banner }, Locale::En);
        assert_ne!(worded.version, versions[0]);
        assert!(worded.to_json().contains("Shorter queues."));
        assert!(versions.iter().all(|version| version.len() <= VERSION_CHARS_MAX));
    }

    #[test]
    fn a_no_is_left_in_peace_as_long_as_the_law_of_the_place_says() {
        let told = |country: &str| {
            let store = StoreSettings { country: country.to_owned(), ..store() };
            let document = Document::new(&store, &BannerSettings::default(), Locale::En);
            let whole: Value = serde_json::from_str(&document.to_json()).unwrap();
            (whole["days"]["refused"].as_u64().unwrap(), whole["words"]["lasts"].as_str().unwrap().to_owned())
        };
        assert_eq!((told("FR").0, told("US").0), (184, 366));
        assert!(told("FR").1.contains("six months") && told("US").1.contains("after a year at the earliest"));
    }

    #[test]
    fn only_what_the_store_asks_for_is_asked() {
        let all = PURPOSES.map(|purpose| purpose.word().to_owned()).to_vec();
        let banner = BannerSettings { purposes: all, ..BannerSettings::default() };
        let whole: Value = serde_json::from_str(&Document::new(&store(), &banner, Locale::Fa).to_json()).unwrap();
        let names: Vec<&str> = whole["purposes"].as_array().unwrap().iter().filter_map(|one| one["name"].as_str()).collect();
        assert_eq!(names, ["analytics", "personalise", "research"]);
        assert_eq!(whole["purposes"][1]["objected"], true);
        assert_eq!((whole["dir"].as_str(), whole["days"]["agreed"].as_u64()), (Some("rtl"), Some(365)));
        assert_eq!(whole["days"]["refused"], 184);
        let text = whole["words"]["text"].as_str().unwrap();
        assert!(text.contains("Noor"), "{text}");
    }
}
