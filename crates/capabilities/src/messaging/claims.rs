//! What a letter claims of products, held against the catalogue as it is sent: what an event said hours ago may be true no more.
//!
//! An order's prices are what was paid, and no claims. What the catalogue does not know it does not contradict. What is written
//! from the catalogue itself ([`super::context::Product`]) is as it says; only a price that ended is told by neither.

use super::of_event::lines;
use super::own::Named;
use base::{Currency, Money, Timestamp};
use foundation::catalog::{EarlierPrice, Product};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// In which property a store names a product: what is more exact comes first.
const PRODUCT_NAMES: [&str; 4] = ["sku", "variant_id", "product_id", "id"];
const WAS_NAMES: [&str; 4] = ["previous_price", "old_price", "compare_at_price", "was"];
const STOCK_NAMES: [&str; 6] = ["stock", "stock_left", "quantity_left", "items_left", "inventory", "inventory_quantity"];
const DEADLINE_NAMES: [&str; 6] = ["ends_at", "offer_ends_at", "sale_ends_at", "price_valid_until", "price_until", "valid_until"];
/// The names by which a letter shows a price, or a sum of prices.
const PRICES_SHOWN: [&str; 3] = ["price", "total", "value"];
/// Those by which it shows what the catalogue says for a time only.
const SHOWN_FOR_A_TIME: [&str; 3] = ["price", "was", "until"];

/// What of a letter is not so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// The product's id.
    pub product: String,
    /// What the letter would have said.
    pub said: Option<Stated>,
    /// What the catalogue says; of an end: when it was or will be. `None` where it says nothing of it.
    pub is: Option<Stated>,
}

/// Something that is said of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stated {
    /// As decimal text, with its ISO 4217 code.
    Amount(String, String),
    Number(i64),
    Day(Date),
}

/// The kind of claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// That there is such a product.
    Product,
    Price,
    Stock,
    Deadline,
}

/// A product as the catalogue has it, with what it cost before.
pub(super) struct Known {
    pub product: Product,
    pub earlier: Vec<EarlierPrice>,
}

/// Against what is held.
pub(super) struct Measure<'a> {
    pub known: &'a BTreeMap<String, Known>,
    /// What the letter names: what it does not show it does not claim.
    pub named: &'a Named,
    /// Of amounts that name no other.
    pub currency: Currency,
    /// Whose days are meant by a date.
    pub zone: &'a TimeZone,
    pub now: Timestamp,
}

impl Claim {
    /// The reason of what is withheld for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Product => "claim_product",
            Self::Price => "claim_price",
            Self::Stock => "claim_stock",
            Self::Deadline => "claim_deadline",
        }
    }
}

impl Stated {
    /// `None` of what is no amount.
    pub fn money(&self) -> Option<Money> {
        match self {
            Self::Amount(text, code) => Money::parse(text, Currency::parse(code).ok()?).ok(),
            Self::Number(_) | Self::Day(_) => None,
        }
    }
}

impl From<Money> for Stated {
    fn from(money: Money) -> Self {
        Self::Amount(money.to_decimal(), money.currency.code().to_owned())
    }
}

/// The ids by which an event names products.
pub fn products_of(properties: &Value) -> BTreeSet<String> {
    lines(properties).iter().flat_map(|line| ids_of(line)).collect()
}

/// Whether it says what a product cost before.
pub(super) fn names_earlier_price(properties: &Value) -> bool {
    lines(properties).iter().any(|line| WAS_NAMES.iter().any(|name| !line[*name].is_null()))
}

fn ids_of(line: &Value) -> impl Iterator<Item = String> {
    PRODUCT_NAMES.iter().map(|name| plain(&line[*name])).filter(|text| !text.is_empty())
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

type Found = (Claim, Contradiction);

impl Measure<'_> {
    /// The first of what an event says of products, and the letter shows, that the catalogue contradicts.
    pub fn contradiction(&self, properties: &Value) -> Option<Found> {
        let lines = lines(properties);
        let currency = properties["currency"].as_str().and_then(|code| Currency::parse(code).ok()).unwrap_or(self.currency);
        lines.iter().find_map(|line| {
            let known = ids_of(line).find_map(|id| self.known.get(&id))?;
            // What is said of the whole event is said of its only product.
            let also = if lines.len() == 1 { properties } else { &Value::Null };
            self.price(line, known, currency)
                .or_else(|| self.stock(line, also, known))
                .or_else(|| self.deadline(line, also, known))
        })
    }

    /// The first product that the author names with a price that has ended.
    pub fn ended(&self) -> Option<Found> {
        let is_shown = SHOWN_FOR_A_TIME.iter().any(|name| self.named.shows(name));
        let mut known = self.named.ids.iter().filter(|_| is_shown).filter_map(|id| self.known.get(id));
        known.find_map(|known| self.end_of(known, known.product.price()))
    }

    /// A price is the catalogue's, and one before it was one, or is said to have been by the store itself. In another currency nothing
    /// can be said.
    fn price(&self, line: &Value, known: &Known, currency: Currency) -> Option<Found> {
        let product = &known.product;
        let amount =
            |value: &Value| Money::parse(&plain(value), currency).ok().filter(|money| money.currency == product.currency);
        let now = product.price()?;
        if let Some(said) = amount(&line["price"]).filter(|_| PRICES_SHOWN.iter().any(|name| self.named.shows(name))) {
            if said.minor != now.minor {
                return Some(found(Claim::Price, known, Some(said.into()), Some(now.into())));
            }
            if let Some(ended) = self.end_of(known, Some(said)) {
                return Some(ended);
            }
        }
        let is_shown = |name: &&&str| self.named.shows(name) || self.named.shows("was");
        let was = WAS_NAMES.iter().filter(is_shown).find_map(|name| amount(&line[*name]));
        let was = was.filter(|was| was.minor > now.minor)?;
        let is_true = product.compare_at() == Some(was) || known.earlier.iter().any(|earlier| earlier.price == was);
        let before = product.compare_at().or_else(|| known.earlier.first().map(|earlier| earlier.price));
        (!is_true).then(|| found(Claim::Price, known, Some(was.into()), before.map(Stated::from)))
    }

    /// That its price ended, and what it costs since nobody told.
    fn end_of(&self, known: &Known, said: Option<Money>) -> Option<Found> {
        let until = known.product.price_until.filter(|until| *until <= self.now)?;
        Some(found(Claim::Deadline, known, said.map(Stated::from), Some(Stated::Day(self.day(until)))))
    }

    fn stock(&self, line: &Value, also: &Value, known: &Known) -> Option<Found> {
        let is = known.product.stock?;
        let read = |value: &Value| plain(value).parse::<i64>().ok();
        let said = self.shown(&STOCK_NAMES).find_map(|name| read(&line[name]).or_else(|| read(&also[name])))?;
        (said != is).then(|| found(Claim::Stock, known, Some(Stated::Number(said)), Some(Stated::Number(is))))
    }

    /// An end that is over, or on another day than the catalogue's.
    fn deadline(&self, line: &Value, also: &Value, known: &Known) -> Option<Found> {
        let read = |value: &Value| {
            let text = plain(value);
            text.parse::<Date>().ok().filter(|_| text.len() == 10).or_else(|| Timestamp::parse(&text).ok().map(|at| self.day(at)))
        };
        let said = self.shown(&DEADLINE_NAMES).find_map(|name| read(&line[name]).or_else(|| read(&also[name])))?;
        let until = known.product.price_until.map(|until| self.day(until));
        let is_so = until.map_or(said >= self.day(self.now), |until| until == said);
        (!is_so).then(|| found(Claim::Deadline, known, Some(Stated::Day(said)), until.map(Stated::Day)))
    }

    fn shown<'n>(&self, names: &'n [&'n str]) -> impl Iterator<Item = &'n str> {
        names.iter().copied().filter(|name| self.named.shows(name))
    }

    fn day(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at.to_jiff()).date()
    }
}

fn found(claim: Claim, known: &Known, said: Option<Stated>, is: Option<Stated>) -> Found {
    (claim, Contradiction { product: known.product.id.clone(), said, is })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOW: Timestamp = Timestamp::from_micros(1_777_896_000_000_000);
    const DAY: std::time::Duration = std::time::Duration::from_hours(24);

    fn board() -> Known {
        let money = |minor| Money { minor, currency: Currency::SAR };
        Known {
            product: Product {
                id: "SKU-1".to_owned(),
                names: [("en".to_owned(), "Cedar board".to_owned())].into(),
                currency: Currency::SAR,
                price: Some(19_900),
                compare_at: Some(24_900),
                price_until: Some(NOW.plus(DAY * 3)),
                stock: Some(3),
                url: String::new(),
                image: String::new(),
                changed_at: NOW,
            },
            earlier: vec![EarlierPrice { price: money(22_000), until: NOW }],
        }
    }

    const SHOWS_ALL: &str = "@items\n{{ event.stock }}{{ event.items_left }}{{ event.ends_at | date }}{{ event.sale_ends_at }}";

    /// Of what an event says; without one, of what the letter names itself.
    fn asked(letter: &str, now: Timestamp, said: Option<&Value>) -> Option<Found> {
        let known = [("SKU-1".to_owned(), board())].into();
        let named = Named::of(letter);
        let measure = Measure { known: &known, named: &named, currency: Currency::SAR, zone: &TimeZone::UTC, now };
        said.map_or_else(|| measure.ended(), |said| measure.contradiction(said))
    }

    fn told(properties: &Value, letter: &str) -> Option<(&'static str, Option<Stated>, Option<Stated>)> {
        let found = asked(letter, NOW, Some(properties));
        found.map(|(claim, found)| (claim.word(), found.said, found.is))
    }

    fn sar(text: &str) -> Stated {
        Stated::Amount(text.to_owned(), "SAR".to_owned())
    }

    fn day(text: &str) -> Stated {
        Stated::Day(text.parse().unwrap())
    }

    fn one(more: &Value) -> Value {
        let mut line = json!({"product_id": "SKU-1", "name": "Board"});
        line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        line
    }

    #[test]
    fn what_is_so_goes_and_what_is_not_is_told_with_both_values() {
        let number = |number| Some(Stated::Number(number));
        for (more, expected) in [
            (json!({"price": 199}), None),
            (json!({"price": "199.00", "previous_price": "249.00"}), None),
            (json!({"price": 199, "old_price": 220}), None),
            (json!({"price": 189}), Some(("claim_price", Some(sar("189.00")), Some(sar("199.00"))))),
            (json!({"price": 199, "was": 400}), Some(("claim_price", Some(sar("400.00")), Some(sar("249.00"))))),
            (json!({"price": 50, "currency": "USD"}), None),
            (json!({"price": 199, "stock": 3}), None),
            (json!({"items_left": "2"}), Some(("claim_stock", number(2), number(3)))),
            (json!({"ends_at": "2026-05-07"}), None),
            (json!({"ends_at": "2026-05-07T20:00:00Z"}), None),
            (json!({"sale_ends_at": "2026-05-06"}), Some(("claim_deadline", Some(day("2026-05-06")), Some(day("2026-05-07"))))),
        ] {
            assert_eq!(told(&one(&more), SHOWS_ALL), expected, "{more}");
        }
        let cart = json!({"products": [{"sku": "other", "price": 1}, {"sku": "SKU-1", "price": 1, "quantity": 2}], "stock": 99});
        assert_eq!(told(&cart, SHOWS_ALL), Some(("claim_price", Some(sar("1.00")), Some(sar("199.00")))));
        assert_eq!(told(&json!({"name": "no id", "price": 1}), SHOWS_ALL), None);
    }

    #[test]
    fn what_a_letter_does_not_show_it_does_not_claim() {
        let wrong = one(&json!({"price": 1, "stock": 9, "ends_at": "2020-01-01"}));
        assert_eq!(told(&wrong, "{{ event.name }} is back."), None);
        assert!(told(&wrong, "{{ event.price | money }}").is_some_and(|(word, ..)| word == "claim_price"));
        assert!(told(&wrong, "Only {{ event.stock }} left").is_some_and(|(word, ..)| word == "claim_stock"));
        assert!(told(&wrong, "Until {{ event['ends_at'] | date }}").is_some_and(|(word, ..)| word == "claim_deadline"));
    }

    #[test]
    fn a_product_goes_by_its_most_exact_name() {
        let both = json!({"product_id": "P-1", "sku": "SKU-1", "price": 199});
        assert_eq!(told(&both, SHOWS_ALL), None);
        assert_eq!(products_of(&both), ["P-1".to_owned(), "SKU-1".to_owned()].into());
        assert_eq!(products_of(&json!({"product_id": 8_123_456_789_012_i64})), ["8123456789012".to_owned()].into());
    }

    #[test]
    fn a_price_that_ended_is_no_price_any_more() {
        let later = NOW.plus(DAY * 4);
        let ended = Contradiction { product: "SKU-1".to_owned(), said: Some(sar("199.00")), is: Some(day("2026-05-07")) };
        let said = one(&json!({"price": 199}));
        let by_event = asked("@items", later, Some(&said));
        assert_eq!(by_event, Some((Claim::Deadline, ended.clone())));
        let named = "{{ products[\"SKU-1\"].price }}";
        assert_eq!(asked(named, later, None), Some((Claim::Deadline, ended)));
        assert_eq!(asked(named, NOW, None), None);
        assert_eq!(asked("{{ products[\"SKU-1\"].name }}", later, None), None, "it shows no price");
    }
}
