//! Requests prepared once as bytes and then only patched: new ids and times are written over the old ones in place, so
//! that making the load costs next to nothing beside serving it.

use crate::http::basic;
use std::net::SocketAddr;

/// What may be sent. A batch is for one key, so anonymous pages (a site key's) never share one with the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A known customer looks at a product.
    Track,
    /// A visitor looks at a page and agrees to that being counted.
    Page,
    /// A known customer's order.
    Order,
    /// Somebody new, with a name and an address.
    Identify,
    /// A known customer's name and address: how a run makes its population known.
    Introduce,
}

/// A field that changes from one sending to the next; its text has a fixed width.
#[derive(Clone, Copy, Debug)]
enum Field {
    /// Marks where an event begins: its numbers are drawn here.
    Event,
    /// 16 hexadecimal digits, never the same twice.
    Message,
    /// 8 digits: one of the population.
    Known,
    /// 12 digits, never the same twice.
    New,
    /// 12 digits; a visitor makes five page views.
    Visitor,
    /// `2026-11-22T01:16:01.123Z`
    Now,
}

impl Field {
    fn blank(self) -> &'static str {
        match self {
            Self::Event => "",
            Self::Message => "0000000000000000",
            Self::Known => "00000000",
            Self::New | Self::Visitor => "000000000000",
            Self::Now => "1970-01-01T00:00:00.000Z",
        }
    }
}

/// Who and what comes next. Every sender has its own, so that none waits for another.
#[derive(Clone, Debug)]
pub struct Numbers {
    /// Unique: the sender's number is in its upper bits.
    serial: u64,
    known: u64,
    population: u64,
    walk: Walk,
}

/// How the population is gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk {
    /// Everyone once, in order, from this sender's first.
    InOrder {
        step: u64,
    },
    AtRandom,
}

impl Numbers {
    /// `sender` tells senders apart for all time: two runs against one store must not share a number.
    pub fn new(sender: u32, population: u64, walk: Walk) -> Self {
        let known = match walk {
            Walk::InOrder { step } => u64::from(sender) % step,
            Walk::AtRandom => u64::from(sender) + 1,
        };
        Self { serial: u64::from(sender) << 32, known, population: population.max(1), walk }
    }

    fn draw(&mut self) -> Drawn {
        self.serial += 1;
        let known = match self.walk {
            Walk::InOrder { step } => {
                let now = self.known;
                self.known += step;
                now % self.population
            }
            Walk::AtRandom => {
                // Knuth's multiplier; the upper bits are the good ones.
                self.known = self.known.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (self.known >> 33) % self.population
            }
        };
        Drawn { serial: self.serial, known }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Drawn {
    serial: u64,
    known: u64,
}

/// A whole HTTP request whose fields can be patched.
#[derive(Clone, Debug)]
pub struct Request {
    bytes: Vec<u8>,
    fields: Vec<(usize, Field)>,
    pub events: u64,
}

impl Request {
    /// `POST /v1/batch` of these events, in this order.
    pub fn batch(host: SocketAddr, key: &str, kinds: &[Kind]) -> Self {
        let mut body = Text::default();
        body.push("{\"batch\":[");
        for (place, kind) in kinds.iter().enumerate() {
            body.push(if place == 0 { "" } else { "," });
            body.event(*kind, place);
        }
        body.push("],\"sentAt\":\"").field(Field::Now).push("\"}");
        Self::post(host, "/v1/batch", key, body, kinds.len() as u64)
    }

    /// `POST /v1/track` of one order.
    pub fn order(host: SocketAddr, key: &str) -> Self {
        let mut body = Text::default();
        body.event(Kind::Order, 0);
        Self::post(host, "/v1/track", key, body, 1)
    }

    fn post(host: SocketAddr, path: &str, key: &str, body: Text, events: u64) -> Self {
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            basic(key),
            body.bytes.len()
        );
        let shift = head.len();
        let mut bytes = head.into_bytes();
        bytes.extend(body.bytes);
        Self { bytes, fields: body.fields.into_iter().map(|(at, field)| (at + shift, field)).collect(), events }
    }

    /// Writes the next numbers and this time over the last ones. Gives the bytes to send.
    pub fn patch(&mut self, numbers: &mut Numbers, now: &[u8; 24]) -> &[u8] {
        let mut drawn = Drawn::default();
        for (at, field) in &self.fields {
            let slot = &mut self.bytes[*at..*at + field.blank().len()];
            match field {
                Field::Event => drawn = numbers.draw(),
                Field::Message => write_digits(slot, drawn.serial, 16),
                Field::Known => write_digits(slot, drawn.known, 10),
                Field::New => write_digits(slot, drawn.serial, 10),
                Field::Visitor => write_digits(slot, drawn.serial / 5, 10),
                Field::Now => slot.copy_from_slice(now),
            }
        }
        &self.bytes
    }

    /// The number of the customer whom the last patched request is about: for single orders.
    pub fn last_known(&self) -> Option<u64> {
        let at = self.fields.iter().find_map(|(at, field)| matches!(field, Field::Known).then_some(*at))?;
        std::str::from_utf8(&self.bytes[at..at + 8]).ok()?.parse().ok()
    }

    /// The JSON alone.
    pub fn body(&self) -> &[u8] {
        let end = self.bytes.windows(4).position(|window| window == b"\r\n\r\n").map_or(0, |at| at + 4);
        &self.bytes[end..]
    }
}

/// Fills the slot from the right; numbers too wide keep their lower digits.
fn write_digits(slot: &mut [u8], mut number: u64, base: u64) {
    for digit in slot.iter_mut().rev() {
        *digit = b"0123456789abcdef"[(number % base) as usize];
        number /= base;
    }
}

/// JSON under construction, remembering where its fields are.
#[derive(Default)]
struct Text {
    bytes: Vec<u8>,
    fields: Vec<(usize, Field)>,
}

const PRODUCTS: [(&str, &str, &str, u32); 6] = [
    ("Saffron, 5 g", "Pantry", "Golestan", 1890),
    ("Olive oil soap", "Bath", "Nablus", 640),
    ("Hand-woven kilim", "Home", "Shiraz Looms", 24_900),
    ("Cardamom coffee, 500 g", "Pantry", "Al Noor", 1275),
    ("Brass lantern", "Home", "Khan", 5400),
    ("Date syrup, 1 l", "Pantry", "Basra", 980),
];

impl Text {
    fn push(&mut self, text: &str) -> &mut Self {
        self.bytes.extend_from_slice(text.as_bytes());
        self
    }

    fn field(&mut self, field: Field) -> &mut Self {
        self.fields.push((self.bytes.len(), field));
        self.push(field.blank())
    }

    /// One event of about 700 bytes, of the shape that Segment's clients send.
    fn event(&mut self, kind: Kind, place: usize) {
        let name = match kind {
            Kind::Track | Kind::Order => "track",
            Kind::Page => "page",
            Kind::Identify | Kind::Introduce => "identify",
        };
        self.field(Field::Event).push("{\"type\":\"").push(name).push("\",\"messageId\":\"xtask-").field(Field::Message);
        self.push("\",\"timestamp\":\"").field(Field::Now).push("\",");
        match kind {
            Kind::Track => self.track(place),
            Kind::Page => self.page(place),
            Kind::Order => self.order(place),
            Kind::Identify => self.identify(Field::New, "newcomer"),
            Kind::Introduce => self.identify(Field::Known, "customer"),
        }
        self.context(kind).push("}");
    }

    fn track(&mut self, place: usize) {
        let (name, category, brand, cents) = PRODUCTS[place % PRODUCTS.len()];
        self.push("\"userId\":\"customer-").field(Field::Known).push("\",\"event\":\"Product Viewed\",");
        self.push(&format!(
            "\"properties\":{{\"product_id\":\"p-{place:04}\",\"sku\":\"SKU-{place:06}\",\"category\":\"{category}\",\"name\":\"{name}\",\
             \"brand\":\"{brand}\",\"price\":{},\"quantity\":1,\"currency\":\"USD\",\"position\":{place},\
             \"url\":\"https://shop.example/products/p-{place:04}\"}},",
            price(cents)
        ));
    }

    fn page(&mut self, place: usize) {
        let (name, category, _, _) = PRODUCTS[place % PRODUCTS.len()];
        self.push("\"anonymousId\":\"5f0c7a1e-3b1d-4d0c-9a57-").field(Field::Visitor).push("\",\"name\":\"Product\",");
        self.push(&format!(
            "\"category\":\"{category}\",\"properties\":{{\"title\":\"{name}\",\"path\":\"/products/p-{place:04}\",\"search\":\"\",\
             \"url\":\"https://shop.example/products/p-{place:04}\",\"referrer\":\"https://search.example/?q=gift\"}},"
        ));
    }

    fn order(&mut self, place: usize) {
        let (name, category, brand, cents) = PRODUCTS[place % PRODUCTS.len()];
        let total = price(cents * 2 + 500);
        self.push("\"userId\":\"customer-")
            .field(Field::Known)
            .push("\",\"event\":\"Order Completed\",\"properties\":{\"order_id\":\"o-");
        self.field(Field::New).push(&format!(
            "\",\"total\":{total},\"revenue\":{},\"shipping\":5.00,\"tax\":0,\"discount\":0,\"currency\":\"USD\",\"products\":[{{\
             \"product_id\":\"p-{place:04}\",\"sku\":\"SKU-{place:06}\",\"name\":\"{name}\",\"category\":\"{category}\",\
             \"brand\":\"{brand}\",\"price\":{},\"quantity\":2}}]}},",
            price(cents * 2),
            price(cents)
        ));
    }

    fn identify(&mut self, who: Field, word: &str) {
        self.push("\"userId\":\"")
            .push(word)
            .push("-")
            .field(who)
            .push("\",\"traits\":{\"email\":\"")
            .push(word)
            .push("-")
            .field(who);
        self.push(
            "@example.test\",\"first_name\":\"Layla\",\"last_name\":\"Haddad\",\"created_at\":\"2026-01-05T10:00:00Z\",\
             \"address\":{\"city\":\"Amman\",\"country\":\"JO\",\"postal_code\":\"11118\"},\"language\":\"ar\",\"plan\":\"standard\"},",
        );
    }

    fn context(&mut self, kind: Kind) -> &mut Self {
        self.push(
            "\"context\":{\"library\":{\"name\":\"analytics.js\",\"version\":\"2.1.0\"},\"locale\":\"en-US\",\"timezone\":\"Asia/Amman\",\
             \"userAgent\":\"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36\",",
        );
        if kind == Kind::Page {
            self.push("\"consent\":{\"categoryPreferences\":{\"analytics\":true,\"personalise\":true}},");
        }
        self.push("\"page\":{\"path\":\"/\",\"url\":\"https://shop.example/\"}}")
    }
}

fn price(cents: u32) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// The fixed mix of the benchmarks over ten batches of `size`: eight with a server key (70 known tracks, 8 orders and 2
/// newcomers in every 80 events) and two of anonymous pages with a site key.
pub fn mix(host: SocketAddr, server_key: &str, site_key: &str, size: usize) -> Vec<Request> {
    let rest: Vec<Kind> = (0..size * 8)
        .map(|place| match place % 80 {
            19 | 59 => Kind::Identify,
            at if at % 10 == 4 => Kind::Order,
            _ => Kind::Track,
        })
        .collect();
    let mut requests: Vec<Request> = rest.chunks(size.max(1)).map(|kinds| Request::batch(host, server_key, kinds)).collect();
    let pages = Request::batch(host, site_key, &vec![Kind::Page; size]);
    requests.insert(3, pages.clone());
    requests.insert(8, pages);
    requests
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use std::collections::{HashMap, HashSet};

    const HOST: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 80);

    #[test]
    fn the_mix_is_70_20_8_2_of_about_700_bytes() {
        let mut numbers = Numbers::new(3, 1000, Walk::AtRandom);
        let (mut counts, mut ids, mut bytes) = (HashMap::new(), HashSet::new(), 0);
        for request in &mut mix(HOST, "server", "site", 100) {
            request.patch(&mut numbers, b"2026-11-22T01:16:01.123Z");
            bytes += request.body().len();
            let body: Value = serde_json::from_slice(request.body()).unwrap();
            for event in body["batch"].as_array().unwrap() {
                let name = event["event"].as_str().or(event["type"].as_str()).unwrap().to_owned();
                *counts.entry(name).or_insert(0) += 1;
                assert!(ids.insert(event["messageId"].as_str().unwrap().to_owned()));
                assert_eq!(event["timestamp"], "2026-11-22T01:16:01.123Z");
            }
        }
        let expected = [("Product Viewed", 700), ("page", 200), ("Order Completed", 80), ("identify", 20)];
        assert_eq!(counts, expected.map(|(name, count)| (name.to_owned(), count)).into());
        assert!((600..800).contains(&(bytes / 1000)), "{} bytes an event", bytes / 1000);
    }

    #[test]
    fn senders_never_share_a_number_and_together_walk_through_everyone() {
        let mut seen = HashSet::new();
        let mut people = HashSet::new();
        for sender in 0..4 {
            let mut numbers = Numbers::new(sender, 40, Walk::InOrder { step: 4 });
            for _ in 0..10 {
                let drawn = numbers.draw();
                assert!(seen.insert(drawn.serial));
                people.insert(drawn.known);
            }
        }
        assert_eq!(people.len(), 40);
    }

    #[test]
    fn an_order_says_whose_it_is() {
        let mut numbers = Numbers::new(0, 10, Walk::InOrder { step: 1 });
        let mut request = Request::order(HOST, "key");
        for expected in 0..3 {
            request.patch(&mut numbers, b"2026-11-22T01:16:01.123Z");
            assert_eq!(request.last_known(), Some(expected));
        }
        let order: Value = serde_json::from_slice(request.body()).unwrap();
        assert_eq!(order["properties"]["order_id"], "o-000000000003");
        assert_eq!(order["userId"], "customer-00000002");
    }
}
