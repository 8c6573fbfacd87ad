//! What a letter claims of products, held against the catalogue as it is sent: what an event said hours ago may be true no more.
//!
//! An order's prices are what was paid, and no claims. What the catalogue does not know it does not contradict. What is written
//! from the catalogue itself ([`super::context::Product`]) is as it says; only a price that ended is told by neither. An end at midnight
//! is the day before's.

use super::of_event::{WAS_NAMES, lines, shown_lines, text};
use super::own::{Named, Names};
use base::{Currency, Decimal, Money, Timestamp};
use foundation::catalog::{EarlierPrice, Product};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// In which property a store names a product: what is more exact comes first.
pub(super) const PRODUCT_NAMES: [&str; 4] = ["sku", "variant_id", "product_id", "id"];
const STOCK_NAMES: [&str; 6] = ["stock", "stock_left", "quantity_left", "items_left", "inventory", "inventory_quantity"];
const DEADLINE_NAMES: [&str; 6] = ["ends_at", "offer_ends_at", "sale_ends_at", "price_valid_until", "price_until", "valid_until"];
/// The names by which a letter shows a price, or a sum of prices.
const PRICES_SHOWN: [&str; 3] = ["price", "total", "value"];
/// Those by which it shows what the catalogue says for a time only.
const SHOWN_FOR_A_TIME: [&str; 3] = ["price", "was", "until"];
/// Ten rials, in which Iran counts.
const TOMAN: &str = "تومان";

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
    /// The ids by which its event names products.
    pub of_event: &'a BTreeSet<String>,
    /// Of amounts that name no other.
    pub currency: Currency,
    /// Whose days are meant by a date.
    pub zone: &'a TimeZone,
    pub now: Timestamp,
}

/// An end as an event says it.
#[derive(Clone, Copy)]
enum End {
    Day(Date),
    Moment(Timestamp),
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
    lines(properties).into_iter().flat_map(ids_of).collect()
}

/// Those of the products that a letter shows.
pub(super) fn products_shown(properties: &Value) -> BTreeSet<String> {
    shown_lines(properties).into_iter().flat_map(ids_of).collect()
}

/// Whether it says what a product cost before.
pub(super) fn names_earlier_price(properties: &Value) -> bool {
    let mut said = shown_lines(properties).into_iter().chain([properties]);
    said.any(|said| WAS_NAMES.iter().any(|name| !said[*name].is_null()))
}

/// By which names a line may be told to the catalogue.
pub(super) fn ids_of(line: &Value) -> impl Iterator<Item = String> {
    PRODUCT_NAMES.iter().map(|name| text(&line[*name])).filter(|text| !text.is_empty())
}

/// An amount, also where its currency is written beside it: `£199`, `199 SAR`, `١٩٩ ر.س`.
fn amount(value: &Value, currency: Currency) -> Option<Money> {
    let text = text(value);
    if let Ok(money) = Money::parse(&text, currency) {
        return Some(money);
    }
    let number = text.trim_matches(|c: char| !c.is_numeric());
    let sign = text.replacen(number, "", 1);
    let money = Money::parse(number, Currency::parse(&sign).unwrap_or(currency)).ok()?;
    let is_toman = money.currency == Currency::IRR && sign.contains(TOMAN);
    Some(if is_toman { Money { minor: money.minor.saturating_mul(10), ..money } } else { money })
}

fn whole_number(value: &Value) -> Option<i64> {
    let one = Decimal::from(1).parts();
    let parts = Decimal::parse(&text(value)).ok()?.parts();
    (parts % one == 0).then_some(parts / one)
}

/// A day stays one.
fn end(value: &Value) -> Option<End> {
    let text = text(value);
    let day = text.parse().ok().filter(|_| text.len() == 10).map(End::Day);
    day.or_else(|| Timestamp::parse(&text).ok().map(End::Moment))
}

type Found = (Claim, Contradiction);

impl Measure<'_> {
    /// The first of what an event says of products, and the letter shows, that the catalogue contradicts.
    pub fn contradiction(&self, properties: &Value) -> Option<Found> {
        let lines = shown_lines(properties);
        let currency = properties["currency"].as_str().and_then(|code| Currency::parse(code).ok()).unwrap_or(self.currency);
        let known = |line: &Value| ids_of(line).find_map(|id| self.known.get(&id));
        let all: Vec<(&Value, &Known)> = lines.iter().filter_map(|line| Some((*line, known(line)?))).collect();
        // What is said of the whole event is said of its only product.
        let also = if lines.len() == 1 { properties } else { &Value::Null };
        let of_one = all.iter().find_map(|(line, known)| {
            self.price([line, also], known, currency)
                .or_else(|| self.stock([line, also], known))
                .or_else(|| self.deadline([line, also], known))
        });
        of_one.or_else(|| self.of_any(properties, &all, lines.len()))
    }

    /// The first product whose price has ended that the letter tells as the catalogue's.
    pub fn ended(&self) -> Option<Found> {
        let is_told = |names: &Names| SHOWN_FOR_A_TIME.iter().any(|name| names.contains(*name));
        let named = self.named.ids.iter().filter(|(_, names)| is_told(names)).map(|(id, _)| id);
        let of_event = self.of_event.iter().filter(|_| self.named.others.as_ref().is_some_and(is_told));
        let mut known = named.chain(of_event).filter_map(|id| self.known.get(id));
        known.find_map(|known| self.end_of(known, known.product.price()))
    }

    /// A price is the catalogue's, and one before it was one, or is said to have been by the store itself. In another currency nothing
    /// can be said.
    fn price(&self, said: [&Value; 2], known: &Known, currency: Currency) -> Option<Found> {
        let product = &known.product;
        let now = product.price()?;
        let amount = |name: &str| {
            let said = said.iter().find_map(|said| amount(&said[name], currency));
            said.filter(|money| money.currency == product.currency)
        };
        if let Some(said) = amount("price").filter(|_| PRICES_SHOWN.iter().any(|name| self.named.shows(name))) {
            if said.minor != now.minor {
                return Some(found(Claim::Price, known, Some(said.into()), Some(now.into())));
            }
            if let Some(ended) = self.end_of(known, Some(said)) {
                return Some(ended);
            }
        }
        let is_shown = |name: &&&str| self.named.shows(name) || self.named.shows("was");
        let was = WAS_NAMES.iter().filter(is_shown).find_map(|name| amount(name));
        let was = was.filter(|was| was.minor > now.minor)?;
        let is_true = product.compare_at() == Some(was) || known.earlier.iter().any(|earlier| earlier.price == was);
        let before = product.compare_at().or_else(|| known.earlier.first().map(|earlier| earlier.price));
        (!is_true).then(|| found(Claim::Price, known, Some(was.into()), before.map(Stated::from)))
    }

    /// That its price ended, and what it costs since nobody told.
    fn end_of(&self, known: &Known, said: Option<Money>) -> Option<Found> {
        let until = known.product.price_until.filter(|until| *until <= self.now)?;
        Some(found(Claim::Deadline, known, said.map(Stated::from), Some(Stated::Day(self.last_day(until)))))
    }

    fn stock(&self, said: [&Value; 2], known: &Known) -> Option<Found> {
        let is = known.product.stock?;
        let said = self.said(&STOCK_NAMES, &said, whole_number)?;
        (said != is).then(|| found(Claim::Stock, known, Some(Stated::Number(said)), Some(Stated::Number(is))))
    }

    /// An end that is over, or on another day than the catalogue's.
    fn deadline(&self, said: [&Value; 2], known: &Known) -> Option<Found> {
        let said = self.said(&DEADLINE_NAMES, &said, end)?;
        let until = known.product.price_until;
        let is_alike = until.is_none_or(|until| until > self.now && self.last_day(until) == self.day_of(said));
        (self.is_over(said) || !is_alike).then(|| self.no_such_end(said, known))
    }

    /// What is said beside several products, of whichever of them: an end that is over, or a number left that none of them has.
    fn of_any(&self, properties: &Value, all: &[(&Value, &Known)], lines: usize) -> Option<Found> {
        let (_, first) = all.first()?;
        if let Some(said) = self.said(&DEADLINE_NAMES, &[properties], end).filter(|said| self.is_over(*said)) {
            return Some(self.no_such_end(said, first));
        }
        let said = self.said(&STOCK_NAMES, &[properties], whole_number)?;
        let left: Vec<i64> = all.iter().filter_map(|(_, known)| known.product.stock).collect();
        // One that nobody counts, or nobody told of, may have as many.
        let is_so = left.len() < lines || left.contains(&said);
        let is = first.product.stock.map(Stated::Number);
        (!is_so).then(|| found(Claim::Stock, first, Some(Stated::Number(said)), is))
    }

    /// The first value of these names that is said, where the letter may show it.
    fn said<T>(&self, names: &[&str], said: &[&Value], read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let mut shown = names.iter().filter(|name| self.named.shows(name));
        shown.find_map(|name| said.iter().find_map(|said| read(&said[*name])))
    }

    fn no_such_end(&self, said: End, known: &Known) -> Found {
        let until = known.product.price_until.map(|until| Stated::Day(self.last_day(until)));
        found(Claim::Deadline, known, Some(Stated::Day(self.day_of(said))), until)
    }

    fn is_over(&self, end: End) -> bool {
        match end {
            End::Day(day) => day < self.zone.to_datetime(self.now.to_jiff()).date(),
            End::Moment(at) => at <= self.now,
        }
    }

    fn day_of(&self, end: End) -> Date {
        match end {
            End::Day(day) => day,
            End::Moment(at) => self.last_day(at),
        }
    }

    /// The last day before an end.
    fn last_day(&self, end: Timestamp) -> Date {
        self.zone.to_datetime(end.just_before().to_jiff()).date()
    }
}

fn found(claim: Claim, known: &Known, said: Option<Stated>, is: Option<Stated>) -> Found {
    (claim, Contradiction { product: known.product.id.clone(), said, is })
}

#[cfg(test)]
mod tests;
