//! The demo store: twenty thousand invented customers, a catalogue, two years of history, always the same from the same seed.
//!
//! Its shoppers buy as CDNOW's did (see `purchases.rs`); everything about them is invented, and none of their addresses can exist
//! (see `people.rs`). Pure: time and seed come in, events come out.
//!
//! Invariants: events come in order of time and none lies after `now`; each order adds up to the minor unit; an order comes after
//! its customer's sign-up; e-mail addresses and phone numbers are each one person's.

mod baskets;
mod catalogue;
mod history;
mod json;
mod people;
mod purchases;
#[cfg(test)]
mod tests;

pub use baskets::{Line, Order};
pub use catalogue::{Catalogue, Category, Product, Trilingual, in_language};
pub use history::HISTORY_DAYS;
pub use people::{City, Consents, PURPOSES, Person, REFUSE_ALL};
pub use purchases::Shopper;

use base::{Currency, Rng, Timestamp};

/// What a demo is made from.
#[derive(Debug, Clone, Copy)]
pub struct Config {
    pub seed: u64,
    /// The moment at which the history ends.
    pub now: Timestamp,
    /// The store's own; prices are made for it.
    pub currency: Currency,
    /// Registered customers.
    pub customers: u32,
}

impl Config {
    /// The store of `amana demo`.
    pub fn standard(now: Timestamp) -> Self {
        Self { seed: 20_000, now, currency: Currency::SAR, customers: 20_000 }
    }
}

/// A demo store, whole: about 40 MB for twenty thousand customers.
pub struct Demo {
    pub catalogue: Catalogue,
    pub people: Vec<Person>,
    pub cities: Vec<City>,
    pub orders: Vec<Order>,
    pub lines: Vec<Line>,
    facts: Vec<Fact>,
}

/// One thing that happened, in 24 bytes.
#[derive(Debug, Clone, Copy)]
struct Fact {
    /// Microseconds UTC.
    at: i64,
    /// Index of the person; with `UNKNOWN` a visitor's number; with `BEFORE` a person before sign-up.
    who: u32,
    what: What,
}

impl Fact {
    const UNKNOWN: u32 = 1 << 31;
    const BEFORE: u32 = 1 << 30;

    fn unknown(visitor: u32) -> u32 {
        visitor | Self::UNKNOWN
    }

    fn visitor_of(person: u32) -> u32 {
        person | Self::BEFORE
    }

    fn visitor_refuses(visitor: u32) -> bool {
        visitor % 10 >= 7
    }
}

/// What happened. Products are indices into the catalogue, the others into the demo's orders and lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    SignedUp,
    /// The answer to e-mail marketing changed to this.
    EmailConsent(bool),
    Home,
    /// A category's page.
    Shelf(u16),
    /// A search for a category's name.
    Searched(u16),
    Viewed(u16),
    Added(u32),
    CartViewed(u32),
    CheckoutStarted(u32),
    Completed(u32),
    Refunded(u32),
    Cancelled(u32),
    /// What an agreement brought, by the order that it came with: a share of the price back, a coupon, a suggestion.
    Rewarded(u32),
    Discounted(u32),
    Suggested(u32),
}

/// One event of the demo, in place: [`DemoEvent::write_json`] gives its Segment shape.
#[derive(Clone, Copy)]
pub struct DemoEvent<'a> {
    demo: &'a Demo,
    index: usize,
}

impl Demo {
    /// Makes everything. `None` only if the model's constants were wrong.
    pub fn new(config: &Config) -> Option<Self> {
        let catalogue = Catalogue::new(config.currency);
        let out = history::History { people: Vec::new(), orders: Vec::new(), lines: Vec::new(), facts: Vec::new() };
        let mut writer = history::Writer {
            catalogue: &catalogue,
            crowd: people::People::new(config.now),
            model: purchases::Model::cdnow()?,
            now: config.now.micros(),
            rng: Rng::from_seed(config.seed),
            out,
        };
        // Marks of `Fact::who` take the two highest bits.
        writer.write(config.customers.min(1 << 24));
        let history::Writer { crowd, out, .. } = writer;
        let history::History { people, orders, lines, mut facts } = out;
        // Stable: what was written first comes first among equals, and sign-up is written before what needs it.
        facts.sort_by_key(|fact| fact.at);
        Some(Self { catalogue, people, cities: crowd.cities, orders, lines, facts })
    }

    /// The number of events.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// All events in order of time.
    pub fn events(&self) -> impl ExactSizeIterator<Item = DemoEvent<'_>> {
        (0..self.facts.len()).map(|index| DemoEvent { demo: self, index })
    }

    /// The lines of an order.
    pub fn lines_of(&self, order: &Order) -> &[Line] {
        let first = order.first_line as usize;
        self.lines.get(first..first + usize::from(order.line_count)).unwrap_or_default()
    }

    /// The user id of a person by index: `c-00017`.
    pub fn user_id(person: u32) -> String {
        format!("c-{person:05}")
    }
}

impl DemoEvent<'_> {
    pub fn at(&self) -> Timestamp {
        Timestamp::from_micros(self.fact().at)
    }

    /// The index of the person who is known by name in this event.
    pub fn person(&self) -> Option<u32> {
        Some(self.fact().who).filter(|who| who & (Fact::UNKNOWN | Fact::BEFORE) == 0)
    }

    /// The whole set of answers that the event states, where it states any: at sign-up, and when a mind changes.
    pub fn consents(&self) -> Option<Consents> {
        let person = self.demo.people.get(self.person()? as usize)?;
        match self.fact().what {
            What::SignedUp => Some(person.consents),
            What::EmailConsent(true) => Some(Consents(person.consents.0 | Consents::MARKETING_EMAIL)),
            What::EmailConsent(false) => Some(Consents(person.consents.0 & !Consents::MARKETING_EMAIL)),
            _ => None,
        }
    }

    /// The order, where the event is its completion.
    pub fn order(&self) -> Option<&Order> {
        match self.fact().what {
            What::Completed(number) => self.demo.orders.get(number as usize),
            _ => None,
        }
    }

    /// Appends the event to `out` as one JSON object in the shape of the Segment spec, without a line end.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        json::write(self.demo, self.index, &self.fact(), out);
    }

    fn fact(&self) -> Fact {
        self.demo.facts[self.index]
    }
}
