//! What happened: the same events at every run, each of them made from its place alone.

use crate::SEED;
use base::id::{CustomerId, EventId};
use base::{Id as _, Timestamp};
use foundation::journal::{Event, Kind, Origin};
use std::fmt::Write as _;

/// Months of history.
pub const MONTHS: usize = 24;
/// The first month, as year and month.
const BEGINS: (i16, i8) = (2024, 11);
const PRODUCTS: u64 = 2000;
const NAMES: [(&str, &str, &str); 6] = [
    ("Saffron, 5 g", "Pantry", "Golestan"),
    ("Olive oil soap", "Bath", "Nablus"),
    ("Hand-woven kilim", "Home", "Shiraz Looms"),
    ("Cardamom coffee, 500 g", "Pantry", "Al Noor"),
    ("Brass lantern", "Home", "Khan"),
    ("Date syrup, 1 l", "Pantry", "Basra"),
];
const LOCALES: [&str; 5] = ["en-US", "ar-JO", "fa-IR", "en-GB", "ar-SA"];

/// A month of the history: so many events at even distances, some of them late within theirs.
#[derive(Clone, Copy)]
pub struct Month {
    starts: i64,
    /// Microseconds for each event.
    slot: u64,
    pub events: u64,
    /// The position of its first event.
    pub first: i64,
}

/// All months of so many events.
pub fn months(events: u64) -> Vec<Month> {
    let each = events / MONTHS as u64;
    let mut first = 1;
    (0..MONTHS)
        .map(|number| {
            let (starts, ends) = (start_of(number), start_of(number + 1));
            let count = if number + 1 == MONTHS { events - each * (MONTHS as u64 - 1) } else { each };
            let month = Month { starts, slot: (ends - starts) as u64 / count.max(1), events: count, first };
            first += count as i64;
            month
        })
        .collect()
}

/// The first moment of the history.
pub fn begins() -> Timestamp {
    Timestamp::from_micros(start_of(0))
}

/// The moment after its last.
pub fn ends() -> Timestamp {
    Timestamp::from_micros(start_of(MONTHS))
}

fn start_of(month: usize) -> i64 {
    let months = i32::from(BEGINS.0) * 12 + i32::from(BEGINS.1) - 1 + month as i32;
    let text = format!("{:04}-{:02}-01T00:00:00Z", months / 12, months % 12 + 1);
    Timestamp::parse(&text).unwrap_or_default().micros()
}

impl Month {
    /// Who the month's event is about, as a number below `people`. Some have far more events than others: the tenth that has
    /// most of them has a third.
    pub fn who(&self, place: u64, people: u64) -> u64 {
        let unit = (random(self.position(place), 0) >> 11) as f64 / (1u64 << 53) as f64;
        let rank = ((unit * unit) * people as f64) as u64;
        // Spread over all of them: the busiest are not those that came first.
        rank.wrapping_mul(7_368_787) % people
    }

    fn position(&self, place: u64) -> i64 {
        self.first + place as i64
    }

    /// The event at a place of the month, about this customer.
    pub fn event(&self, place: u64, customer: CustomerId) -> Event {
        let position = self.position(place);
        let mut draw = Draw(random(position, 1));
        let at = self.starts + (place * self.slot + random(position, 2) % self.slot.max(1)) as i64;
        let (name, kind, origin, body) = told(&mut draw, position);
        Event {
            position,
            id: EventId::from_raw(id(at, position)),
            customer,
            name: name.to_owned(),
            kind,
            origin,
            at: Timestamp::from_micros(at),
            received_at: Timestamp::from_micros(at + 20_000 + draw.below(180_000) as i64),
            body,
        }
    }
}

fn told(draw: &mut Draw, position: i64) -> (&'static str, Kind, Origin, String) {
    let mut body = String::with_capacity(320);
    let (name, kind, origin) = match draw.below(100) {
        0..55 => ("Product Viewed", Kind::Track, Origin::Server),
        55..67 => ("Product Added", Kind::Track, Origin::Server),
        67..87 => ("Product", Kind::Page, Origin::Site),
        87..90 => ("Cart Viewed", Kind::Track, Origin::Server),
        90..98 => ("Order Completed", Kind::Track, Origin::Server),
        _ => ("identify", Kind::Identify, Origin::Server),
    };
    let number = draw.below(PRODUCTS).min(draw.below(PRODUCTS));
    let (title, category, brand) = NAMES[number as usize % NAMES.len()];
    let cents = 250 + number * 7;
    let written = match (name, kind) {
        ("Order Completed", _) => {
            let (count, currency) = (1 + draw.below(4), if draw.below(5) == 0 { "EUR" } else { "USD" });
            let (paid, each) = (cents * count + 500, Cents(cents));
            write!(
                body,
                r#"{{"properties":{{"order_id":"o-{position:010}","total":{},"revenue":{},"shipping":5.00,"currency":"{currency}","products":[{{"product_id":"p-{number:04}","name":"{title}","price":{each},"quantity":{count}}}]}}"#,
                Cents(paid),
                Cents(cents * count)
            )
        }
        (_, Kind::Page) => write!(
            body,
            r#"{{"properties":{{"title":"{title}","path":"/products/p-{number:04}","url":"https://shop.example/products/p-{number:04}","referrer":"https://search.example/?q=gift"}}"#
        ),
        (_, Kind::Identify) => write!(
            body,
            r#"{{"traits":{{"language":"{}","plan":"{}","visits":{}}}"#,
            ["en", "ar", "fa"][draw.below(3) as usize],
            ["standard", "plus"][draw.below(2) as usize],
            draw.below(500)
        ),
        ("Cart Viewed", _) => write!(body, r#"{{"properties":{{"cart_id":"c-{:08}"}}"#, draw.below(100_000_000)),
        _ => write!(
            body,
            r#"{{"properties":{{"product_id":"p-{number:04}","sku":"SKU-{number:06}","category":"{category}","name":"{title}","brand":"{brand}","price":{},"quantity":1,"currency":"USD","url":"https://shop.example/products/p-{number:04}"}}"#,
            Cents(cents)
        ),
    };
    let locale = LOCALES[draw.below(5) as usize];
    let written = written.and_then(|()| {
        write!(
            body,
            r#","context":{{"library":{{"name":"analytics.js","version":"2.1.0"}},"locale":"{locale}","page":{{"path":"/"}}}}}}"#
        )
    });
    debug_assert!(written.is_ok(), "writing to a text does not fail");
    (name, kind, origin, body)
}

/// Hundredths, written as a decimal number.
struct Cents(u64);

impl std::fmt::Display for Cents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// A UUIDv7 of a moment and a position.
fn id(at: i64, position: i64) -> [u8; 16] {
    let random = u128::from(random(position, 3)) << 64 | u128::from(random(position, 4));
    let millis = (at / 1000) as u128;
    let fields = millis << 80 | (random & !(0xf << 76 | 0b11 << 62)) & ((1 << 80) - 1);
    (fields | 7 << 76 | 0b10 << 62).to_be_bytes()
}

/// Numbers that follow from an event's position alone.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = mixed(self.0);
        ((u128::from(self.0) * u128::from(bound)) >> 64) as u64
    }
}

fn random(position: i64, stream: u64) -> u64 {
    mixed(SEED.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add((position as u64) << 3 | stream))
}

/// SplitMix64's step (Steele, Lea and Flood 2014).
const fn mixed(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
