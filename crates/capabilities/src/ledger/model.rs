//! What a benefit is, and what counts as earned.

use crate::messaging::SentLetter;
use base::id::EventId;
use base::limits::EXTERNAL_ID_BYTES_MAX;
use base::{Currency, Locale, Money, Timestamp};
use foundation::consent::Purpose;
use foundation::orders::{OrderRow, OrderStatus};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::time::Duration;

/// The event by which the store tells of a benefit.
pub const BENEFIT_GIVEN: &str = "Benefit Given";
/// An order counts as earned by the last letter that was sent so long before it or less.
pub const COUNTED_FOR: Duration = Duration::from_hours(7 * 24);
/// Letters of a benefit's text.
const TEXT_CHARS_MAX: usize = 200;
/// The largest worth of one benefit, in minor units, as of one order.
const VALUE_MINOR_MAX: i64 = 1_000_000_000_000_000;

/// What a customer got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BenefitKind {
    /// A gift, points, a refund of part of the price.
    Reward = 1,
    Discount = 2,
    /// Something before others could have it.
    EarlyAccess = 3,
    /// A suggestion that fits.
    Recommendation = 4,
    /// A useful letter that the store sent by other ways than this program.
    Letter = 5,
}

impl BenefitKind {
    pub const ALL: [Self; 5] = [Self::Reward, Self::Discount, Self::EarlyAccess, Self::Recommendation, Self::Letter];

    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as i64 == code)
    }

    /// The word in the API and in events, and the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reward => "reward",
            Self::Discount => "discount",
            Self::EarlyAccess => "early_access",
            Self::Recommendation => "recommendation",
            Self::Letter => "letter",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What is said of a benefit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The store's own number of it: counts once.
    pub benefit_id: String,
    /// The agreement that brought it.
    pub purpose: Purpose,
    pub kind: BenefitKind,
    pub value: Option<Money>,
    /// What it was, in as many languages as the store tells it.
    pub texts: BTreeMap<Locale, String>,
}

/// A benefit as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Benefit {
    /// The event that told of it.
    pub event: EventId,
    pub position: i64,
    pub at: Timestamp,
    pub purpose: Purpose,
    pub kind: BenefitKind,
    pub value: Option<Money>,
    pub texts: BTreeMap<Locale, String>,
}

/// What the store sold after letters of one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Earned {
    pub orders: u64,
    /// In minor units, less what was given back.
    pub sums: BTreeMap<Currency, i64>,
}

/// What the store sold, by the letters' purpose.
pub type EarnedFor = BTreeMap<Purpose, Earned>;

impl Terms {
    /// Reads an event's properties. The error names the field, says what would be right, and never repeats what was sent.
    pub fn read(properties: &Map<String, Value>) -> Result<Self, String> {
        let field = |name: &str| properties.get(name).filter(|value| !value.is_null());
        let benefit_id = match field("benefit_id") {
            Some(Value::String(id)) if !id.trim().is_empty() && id.len() <= EXTERNAL_ID_BYTES_MAX => id.trim().to_owned(),
            Some(Value::Number(id)) => id.to_string(),
            _ => return Err(format!("benefit_id: must be text of 1 to {EXTERNAL_ID_BYTES_MAX} bytes, another for each benefit")),
        };
        let word = |name: &str| field(name).and_then(Value::as_str);
        let purpose = word("purpose").and_then(Purpose::from_word).ok_or_else(|| {
            format!(
                "purpose: must be one of {}",
                Purpose::ALL.iter().map(|purpose| purpose.word()).collect::<Vec<_>>().join(", ")
            )
        })?;
        let kind = word("kind")
            .and_then(BenefitKind::from_word)
            .ok_or_else(|| format!("kind: must be one of {}", BenefitKind::ALL.map(BenefitKind::word).join(", ")))?;
        let value = match (field("value"), word("currency")) {
            (None, _) => None,
            (Some(value), Some(currency)) => Some(worth(value, currency)?),
            (Some(_), None) => return Err("currency: must be a code such as SAR where a value is named".to_owned()),
        };
        Ok(Self { benefit_id, purpose, kind, value, texts: texts(field("text"))? })
    }
}

fn worth(value: &Value, currency: &str) -> Result<Money, String> {
    let currency = Currency::parse(currency).map_err(|error| format!("currency: {error}"))?;
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return Err("value: must be a number, or text such as 12.50".to_owned()),
    };
    let money = Money::parse(&text, currency).map_err(|error| format!("value: {error}"))?;
    if !(1..=VALUE_MINOR_MAX).contains(&money.minor) {
        return Err("value: must be more than nothing, and no more than an order may be".to_owned());
    }
    Ok(money)
}

fn texts(value: Option<&Value>) -> Result<BTreeMap<Locale, String>, String> {
    let Some(value) = value else { return Ok(BTreeMap::new()) };
    let wrong = || format!("text: must be an object of en, ar or fa, each with 1 to {TEXT_CHARS_MAX} characters");
    let map = value.as_object().ok_or_else(wrong)?;
    map.iter()
        .map(|(language, text)| {
            let locale = Locale::ALL.into_iter().find(|locale| locale.code() == language).ok_or_else(wrong)?;
            let text = text.as_str().map(str::trim).ok_or_else(wrong)?;
            let fits = !text.is_empty() && text.chars().count() <= TEXT_CHARS_MAX && !text.contains('\0');
            if fits { Ok((locale, text.to_owned())) } else { Err(wrong()) }
        })
        .collect()
}

impl Benefit {
    /// What it was: in this language, else in any other that the store told it in.
    pub fn text(&self, locale: Locale) -> Option<&str> {
        self.texts.get(&locale).or_else(|| self.texts.values().next()).map(String::as_str)
    }
}

/// What was sold after letters: each order counts for the last letter before it, where that was sent within
/// [`COUNTED_FOR`], with what was paid and not given back. A cancelled order counts for none.
pub fn earned(letters: &[SentLetter], orders: &[OrderRow]) -> EarnedFor {
    let mut all = EarnedFor::new();
    for order in orders.iter().filter(|order| order.status != OrderStatus::Cancelled) {
        let since = order.placed_at.minus(COUNTED_FOR);
        let before = letters.iter().filter(|letter| (since..=order.placed_at).contains(&letter.at));
        let Some(letter) = before.max_by_key(|letter| letter.at) else { continue };
        let earned = all.entry(letter.purpose).or_default();
        earned.orders += 1;
        let kept = order.total.minor.saturating_sub(order.refunded).max(0);
        let sum = earned.sums.entry(order.total.currency).or_default();
        *sum = sum.saturating_add(kept);
    }
    all
}

/// What benefits are worth together, by currency.
pub fn add_up<'b>(benefits: impl IntoIterator<Item = &'b Benefit>) -> BTreeMap<Currency, i64> {
    let mut sums = BTreeMap::new();
    for value in benefits.into_iter().filter_map(|benefit| benefit.value) {
        let sum: &mut i64 = sums.entry(value.currency).or_default();
        *sum = sum.saturating_add(value.minor);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Id as _;
    use base::id::CustomerId;
    use serde_json::json;

    const DAY: i64 = 86_400_000_000;

    fn order(day: i64, minor: i64, currency: Currency) -> OrderRow {
        OrderRow {
            order_id: format!("o{day}"),
            customer: CustomerId::from_raw([1; 16]),
            status: OrderStatus::Completed,
            placed_at: Timestamp::from_micros(day * DAY),
            total: Money { minor, currency },
            refunded: 0,
            position: day,
        }
    }

    fn letter(purpose: Purpose, day: i64) -> SentLetter {
        SentLetter { purpose, at: Timestamp::from_micros(day * DAY) }
    }

    #[test]
    fn an_order_counts_once_for_the_last_letter_within_a_week() {
        let letters =
            [letter(Purpose::MarketingEmail, 10), letter(Purpose::MarketingSms, 12), letter(Purpose::MarketingEmail, 40)];
        let mut refunded = order(42, 5_000, Currency::EUR);
        (refunded.refunded, refunded.status) = (1_250, OrderStatus::Refunded);
        let mut cancelled = order(43, 9_900, Currency::EUR);
        cancelled.status = OrderStatus::Cancelled;
        let orders = [
            order(9, 1, Currency::EUR),
            order(11, 1_999, Currency::EUR),
            order(12, 700, Currency::SAR),
            order(19, 301, Currency::SAR),
            order(20, 2, Currency::SAR),
            refunded,
            cancelled,
        ];
        let all = earned(&letters, &orders);
        let mail = &all[&Purpose::MarketingEmail];
        assert_eq!((mail.orders, mail.sums.clone()), (2, BTreeMap::from([(Currency::EUR, 1_999 + 3_750)])));
        let sms = &all[&Purpose::MarketingSms];
        assert_eq!((sms.orders, sms.sums.clone()), (2, BTreeMap::from([(Currency::SAR, 1_001)])));
        assert!(earned(&[], &orders).is_empty() && earned(&letters, &[]).is_empty());
    }

    #[test]
    fn terms_are_read_strictly_and_mistakes_repeat_nothing() {
        let read = |value: Value| Terms::read(value.as_object().unwrap());
        let whole = json!({"benefit_id": " b-1 ", "purpose": "loyalty", "kind": "early_access", "value": "12.5", "currency": "sar",
            "text": {"en": " First ", "fa": "زودتر از همه"}});
        let terms = read(whole.clone()).unwrap();
        assert_eq!((terms.benefit_id.as_str(), terms.kind), ("b-1", BenefitKind::EarlyAccess));
        assert_eq!(terms.value, Some(Money { minor: 1_250, currency: Currency::SAR }));
        assert_eq!(terms.texts.get(&Locale::En).map(String::as_str), Some("First"));
        assert_eq!(read(json!({"benefit_id": 7, "purpose": "loyalty", "kind": "reward"})).unwrap().benefit_id, "7");
        for (field, value) in [
            ("benefit_id", json!("")),
            ("benefit_id", json!(["sara"])),
            ("purpose", json!("sara")),
            ("kind", json!("sara")),
            ("value", json!("sara")),
            ("value", json!(0)),
            ("value", json!("-3")),
            ("value", json!("1e30")),
            ("currency", json!("sara")),
            ("currency", json!(null)),
            ("text", json!("sara")),
            ("text", json!({"de": "sara"})),
            ("text", json!({"en": ""})),
            ("text", json!({"en": "s".repeat(201)})),
        ] {
            let mut broken = whole.clone();
            broken[field] = value.clone();
            let wrong = read(broken).unwrap_err();
            assert!(wrong.starts_with(&format!("{field}: ")) && !wrong.contains("sara"), "{field} {value}: {wrong}");
        }
    }
}
