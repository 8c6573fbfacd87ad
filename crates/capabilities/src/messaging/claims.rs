//! What a letter claims of products, held against the catalogue as it is sent: what an event said hours ago may be true no more.
//!
//! An order's prices are what was paid, and no claims. What the catalogue does not know it does not contradict. What is written
//! from the catalogue itself is true by construction ([`super::context::Product`]).

use super::of_event::lines;
use base::{Currency, Money, Timestamp};
use foundation::catalog::{EarlierPrice, Product};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const PRODUCT_NAMES: [&str; 3] = ["product_id", "sku", "id"];
const WAS_NAMES: [&str; 4] = ["previous_price", "old_price", "compare_at_price", "was"];
const STOCK_NAMES: [&str; 6] = ["stock", "stock_left", "quantity_left", "items_left", "inventory", "inventory_quantity"];
const DEADLINE_NAMES: [&str; 6] = ["ends_at", "offer_ends_at", "sale_ends_at", "price_valid_until", "price_until", "valid_until"];

/// What of a letter is not so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// The product's id.
    pub product: String,
    /// What the letter would have said, and what the catalogue says: an amount with its currency, a number, a date.
    pub said: String,
    pub is: String,
}

/// The kind of claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
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
    /// Of amounts that name no other.
    pub currency: Currency,
    /// Whose days are meant by a date.
    pub zone: &'a TimeZone,
    pub now: Timestamp,
    /// Whether the letter's author may have named whatever the event holds; those that come with Amana name prices alone.
    pub names_all: bool,
}

impl Claim {
    /// The reason of what is withheld for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Price => "claim_price",
            Self::Stock => "claim_stock",
            Self::Deadline => "claim_deadline",
        }
    }
}

/// The ids of the products that an event is about.
pub(super) fn products_of(properties: &Value) -> BTreeSet<String> {
    lines(properties).iter().filter_map(|line| id_of(line)).collect()
}

/// Whether it says what a product cost before.
pub(super) fn names_earlier_price(properties: &Value) -> bool {
    lines(properties).iter().any(|line| WAS_NAMES.iter().any(|name| !line[*name].is_null()))
}

fn id_of(line: &Value) -> Option<String> {
    PRODUCT_NAMES.iter().map(|name| plain(&line[*name])).find(|text| !text.is_empty())
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The first of what an event says of products that the catalogue contradicts.
pub(super) fn contradiction(properties: &Value, measure: &Measure<'_>) -> Option<(Claim, Contradiction)> {
    let lines = lines(properties);
    let currency = properties["currency"].as_str().and_then(|code| Currency::parse(code).ok()).unwrap_or(measure.currency);
    for line in &lines {
        let Some(known) = id_of(line).and_then(|id| measure.known.get(&id)) else { continue };
        // What is said of the whole event is said of its only product.
        let also = if lines.len() == 1 { properties } else { &Value::Null };
        let found = price(line, known, currency)
            .or_else(|| measure.names_all.then(|| stock(line, also, known)).flatten())
            .or_else(|| measure.names_all.then(|| deadline(line, also, known, measure)).flatten());
        if let Some((claim, said, is)) = found {
            return Some((claim, Contradiction { product: known.product.id.clone(), said, is }));
        }
    }
    None
}

type Found = (Claim, String, String);

fn shown(money: Money) -> String {
    format!("{} {}", money.to_decimal(), money.currency.code())
}

/// A price is the catalogue's, and one before it was one, or is said to have been by the store itself. In another currency nothing
/// can be said.
fn price(line: &Value, known: &Known, currency: Currency) -> Option<Found> {
    let product = &known.product;
    let amount = |value: &Value| Money::parse(&plain(value), currency).ok().filter(|money| money.currency == product.currency);
    let now = product.price()?;
    if let Some(said) = amount(&line["price"]).filter(|said| said.minor != now.minor) {
        return Some((Claim::Price, shown(said), shown(now)));
    }
    let was = WAS_NAMES.iter().find_map(|name| amount(&line[*name])).filter(|was| was.minor > now.minor)?;
    let is_true = product.compare_at() == Some(was) || known.earlier.iter().any(|earlier| earlier.price == was);
    let before = product.compare_at().or_else(|| known.earlier.first().map(|earlier| earlier.price)).unwrap_or(now);
    (!is_true).then(|| (Claim::Price, shown(was), shown(before)))
}

fn stock(line: &Value, also: &Value, known: &Known) -> Option<Found> {
    let is = known.product.stock?;
    let said = STOCK_NAMES
        .iter()
        .find_map(|name| plain(&line[*name]).parse::<i64>().ok().or_else(|| plain(&also[*name]).parse().ok()))?;
    (said != is).then(|| (Claim::Stock, said.to_string(), is.to_string()))
}

/// An end that is over, or on another day than the catalogue's.
fn deadline(line: &Value, also: &Value, known: &Known, measure: &Measure<'_>) -> Option<Found> {
    let day = |at: Timestamp| measure.zone.to_datetime(at.to_jiff()).date();
    let read = |value: &Value| {
        let text = plain(value);
        text.parse::<Date>().ok().filter(|_| text.len() == 10).or_else(|| Some(day(Timestamp::parse(&text).ok()?)))
    };
    let said = DEADLINE_NAMES.iter().find_map(|name| read(&line[*name]).or_else(|| read(&also[*name])))?;
    let (today, until) = (day(measure.now), known.product.price_until.map(day));
    match until {
        Some(until) if until != said => Some((Claim::Deadline, said.to_string(), until.to_string())),
        _ if said < today => Some((Claim::Deadline, said.to_string(), today.to_string())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOW: Timestamp = Timestamp::from_micros(1_777_896_000_000_000);

    fn board() -> Known {
        let day = std::time::Duration::from_hours(24);
        let money = |minor| Money { minor, currency: Currency::SAR };
        Known {
            product: Product {
                id: "SKU-1".to_owned(),
                names: [("en".to_owned(), "Cedar board".to_owned())].into(),
                currency: Currency::SAR,
                price: Some(19_900),
                compare_at: Some(24_900),
                price_until: Some(NOW.plus(day * 3)),
                stock: Some(3),
                url: String::new(),
                image: String::new(),
                changed_at: NOW,
            },
            earlier: vec![EarlierPrice { price: money(22_000), until: NOW }],
        }
    }

    fn told(properties: &Value, names_all: bool) -> Option<(&'static str, String, String)> {
        let known = [("SKU-1".to_owned(), board())].into();
        let measure = Measure { known: &known, currency: Currency::SAR, zone: &TimeZone::UTC, now: NOW, names_all };
        contradiction(properties, &measure).map(|(claim, found)| (claim.word(), found.said, found.is))
    }

    #[test]
    fn what_is_so_goes_and_what_is_not_is_told_with_both_values() {
        let one = |more: Value| {
            let mut line = json!({"product_id": "SKU-1", "name": "Board"});
            line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            line
        };
        let wrong = |word, said: &str, is: &str| Some((word, said.to_owned(), is.to_owned()));
        for (more, expected) in [
            (json!({"price": 199}), None),
            (json!({"price": "199.00", "previous_price": "249.00"}), None),
            (json!({"price": 199, "old_price": 220}), None),
            (json!({"price": 189}), wrong("claim_price", "189.00 SAR", "199.00 SAR")),
            (json!({"price": 199, "was": 400}), wrong("claim_price", "400.00 SAR", "249.00 SAR")),
            (json!({"price": 50, "currency": "USD"}), None),
            (json!({"price": 199, "stock": 3}), None),
            (json!({"items_left": "2"}), wrong("claim_stock", "2", "3")),
            (json!({"ends_at": "2026-05-07"}), None),
            (json!({"ends_at": "2026-05-07T20:00:00Z"}), None),
            (json!({"sale_ends_at": "2026-05-06"}), wrong("claim_deadline", "2026-05-06", "2026-05-07")),
        ] {
            assert_eq!(told(&one(more.clone()), true), expected, "{more}");
        }
        let cart = json!({"products": [{"sku": "other", "price": 1}, {"sku": "SKU-1", "price": 1, "quantity": 2}], "stock": 99});
        assert_eq!(told(&cart, true), wrong("claim_price", "1.00 SAR", "199.00 SAR"));
        assert_eq!(told(&one(json!({"stock": 9})), false), None, "the letters that come with Amana name no stock");
        assert_eq!(told(&json!({"name": "no id", "price": 1}), true), None);
    }
}
