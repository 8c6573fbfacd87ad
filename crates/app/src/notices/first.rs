//! The text that a store begins with: what this program does with people's data, said in each language.

use crate::app::App;
use crate::asking::Asking;
use crate::receipts::processors;
use base::Locale;
use db::{Result, Tx};
use foundation::consent::{EventClass, Purpose, Recipient};
use foundation::history::Months;
use foundation::receipts::{Processor, Service};
use foundation::settings::StoreSettings;
use web::{Lang, key};

/// What people are asked about, as the text names it: there are no other channels yet than e-mail.
const PURPOSES: [Purpose; 6] =
    [Purpose::Personalise, Purpose::MarketingEmail, Purpose::Loyalty, Purpose::Reviews, Purpose::Research, Purpose::Analytics];

/// The first version in every language; nothing before the store has a name.
pub fn first_texts(app: &App, tx: &mut Tx<'_>) -> Result<Vec<(Locale, String)>> {
    let (store, months, outside, asking) = (StoreSettings::load(tx)?, Months::load(tx)?, processors(app), Asking::load(tx)?);
    if store.name.is_empty() {
        return Ok(Vec::new());
    }
    let facts = Facts { store: &store, asking: &asking, months, outside: &outside, base_url: &app.config.base_url };
    Ok(Locale::ALL.into_iter().map(|locale| (locale, facts.text(Lang::new(locale)))).collect())
}

struct Facts<'a> {
    store: &'a StoreSettings,
    asking: &'a Asking,
    months: Months,
    outside: &'a [Processor],
    base_url: &'a str,
}

impl Facts<'_> {
    fn text(&self, lang: Lang) -> String {
        let parts = [
            (key("notice-first-who"), self.who(lang)),
            (key("notice-first-what"), what(lang, self.asking)),
            (key("notice-first-long"), self.how_long(lang)),
            (key("notice-first-where"), self.whereabouts(lang)),
            (
                key("notice-first-safe"),
                list(lang, &[key("notice-first-keys"), key("notice-first-looks"), key("notice-first-erase")]),
            ),
            (key("notice-first-rights"), self.rights(lang)),
        ];
        let parts = parts.map(|(title, text)| format!("## {}\n\n{text}", lang.t(title)));
        parts.join("\n\n")
    }

    fn who(&self, lang: Lang) -> String {
        let store = self.store;
        let mut lines = vec![lang.t_plain("notice-first-controller", &[("store", store.name.as_str().into())])];
        let contact = if store.privacy_email.is_empty() { &store.sender_email } else { &store.privacy_email };
        if !contact.is_empty() {
            lines.push(lang.t_plain("notice-first-contact", &[("contact", contact.as_str().into())]));
        }
        let address: Vec<&str> = store.postal_address.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if !address.is_empty() {
            lines.push(lang.t_plain("notice-first-address", &[("address", joined(lang, &address).into())]));
        }
        lines.join("\n")
    }

    fn how_long(&self, lang: Lang) -> String {
        let kept = [
            (key("notice-first-long-orders"), key("notice-first-always-orders"), EventClass::Orders),
            (key("notice-first-long-browsing"), key("notice-first-always-browsing"), EventClass::Browsing),
            (key("notice-first-long-other"), key("notice-first-always-other"), EventClass::Other),
        ];
        let mut lines: Vec<String> = kept
            .into_iter()
            .map(|(set, always, class)| match self.months.of(class) {
                0 => lang.t(always).into_owned(),
                months => lang.t_plain(set, &[("span", span(lang, months).into())]),
            })
            .collect();
        lines.push(lang.t("notice-first-long-rest").into_owned());
        lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n")
    }

    fn whereabouts(&self, lang: Lang) -> String {
        let host = self.base_url.split_once("://").map_or(self.base_url, |(_, rest)| rest);
        let mut lines = vec![lang.t_plain("notice-first-here", &[("host", host.into())])];
        for outside in self.outside {
            let said = match outside.service {
                Service::Mail => key("notice-first-mail"),
                Service::Database => key("notice-first-database"),
                Service::History => key("notice-first-history"),
            };
            lines.push(lang.t_plain(said, &[("host", outside.host.as_str().into())]));
        }
        lines.push(lang.t("notice-first-nobody").into_owned());
        lines.join("\n")
    }

    fn rights(&self, lang: Lang) -> String {
        let address = format!("{}/privacy", self.base_url);
        let rights = lang.t_plain("notice-first-centre", &[("address", address.into())]);
        format!("{rights}\n\n{}\n{}", lang.t("notice-first-machine"), lang.t("notice-first-complain"))
    }
}

/// What is kept for the contract, and what for what people agree to.
fn what(lang: Lang, asking: &Asking) -> String {
    let asked: Vec<String> = PURPOSES
        .iter()
        .filter(|purpose| asking.uses(**purpose))
        .map(|purpose| format!("- {}", of_purpose(lang, *purpose)))
        .collect();
    format!(
        "{}\n\n- {}\n\n{}\n\n{}\n\n{}",
        lang.t("notice-first-contract"),
        of_purpose(lang, Purpose::FulfilOrders),
        lang.t("notice-first-asked"),
        asked.join("\n"),
        lang.t("notice-first-no"),
    )
}

/// A purpose with its data and who sees it.
fn of_purpose(lang: Lang, purpose: Purpose) -> String {
    let data: Vec<_> =
        purpose.categories().iter().map(|category| inside(lang, &lang.t_code("category", category.word()))).collect();
    let to = purpose.recipients().iter().map(|recipient: &Recipient| inside(lang, &lang.t_code("recipient", recipient.word())));
    let to: Vec<_> = to.collect();
    let args = [
        ("purpose", lang.t_code("purpose", purpose.word()).into_owned().into()),
        ("data", joined(lang, &data).into()),
        ("recipients", joined(lang, &to).into()),
    ];
    lang.t_plain("notice-first-purpose", &args)
}

fn list(lang: Lang, keys: &[&str]) -> String {
    keys.iter().map(|key| format!("- {}", lang.t(key))).collect::<Vec<_>>().join("\n")
}

/// Whole years as years.
pub fn span(lang: Lang, months: u32) -> String {
    let (said, count) = if months.is_multiple_of(12) {
        (key("retention-span-years"), months / 12)
    } else {
        (key("retention-span-months"), months)
    };
    lang.t_plain(said, &[("count", count.into())])
}

/// A heading's word as it stands inside a sentence: English writes it small.
fn inside(lang: Lang, word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if lang.locale == Locale::En => first.to_lowercase().chain(letters).collect(),
        _ => word.to_owned(),
    }
}

/// One after the other, with the language's own comma.
fn joined(lang: Lang, words: &[impl AsRef<str>]) -> String {
    let comma = if lang.locale == Locale::En { ", " } else { "، " };
    words.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(comma)
}
