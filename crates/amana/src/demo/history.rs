//! Two years of what happened: who came, looked, bought, changed their mind.

use super::Fact;
use super::What;
use super::baskets::{self, Line, Order, Wish};
use super::catalogue::Catalogue;
use super::people::{Consents, People, Person};
use super::purchases::Model;
use base::{Locale, Rng, Timestamp};

const MINUTE: i64 = 60 * 1_000_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

/// The store opened so many days before the demo's now.
pub const HISTORY_DAYS: i64 = 730;

/// The share of registered customers who never bought.
const NEVER_BOUGHT: f64 = 0.08;

/// Visitors who never said who they are, for each customer.
const VISITORS_PER_CUSTOMER: f64 = 1.5;

/// How busy each hour of the day is, in local time.
const HOURS: [u32; 24] = [2, 1, 1, 1, 1, 1, 2, 3, 5, 6, 7, 7, 8, 7, 7, 7, 8, 9, 10, 12, 14, 14, 10, 6];

/// What is being made: everything that a finished demo holds.
pub(super) struct History {
    pub(super) people: Vec<Person>,
    pub(super) orders: Vec<Order>,
    pub(super) lines: Vec<Line>,
    pub(super) facts: Vec<Fact>,
}

/// Makes all of it, in no order of time.
pub(super) struct Writer<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) crowd: People,
    pub(super) model: Model,
    pub(super) now: i64,
    pub(super) rng: Rng,
    pub(super) out: History,
}

impl Writer<'_> {
    /// Registers `customers` people and lets them and the unknown visitors live their two years.
    pub(super) fn write(&mut self, customers: u32) {
        let days = opening_days(self.now);
        for index in 0..customers {
            let mut person = self.crowd.draw(index, self.catalogue.categories.len(), &mut self.rng);
            let start = self.arrival(&days, person.city);
            let buys = self.rng.unit() >= NEVER_BOUGHT;
            if buys {
                person.shopper = Some(self.model.draw(&mut self.rng));
            }
            // A quarter sign up first and buy later; the others sign up on the way to the till.
            let ahead =
                if buys && self.rng.unit() < 0.25 { (-(1.0 - self.rng.unit()).ln() * 12.0 * DAY as f64) as i64 } else { 0 };
            let signed_up = (start - 6 * MINUTE - ahead).max(self.now - HISTORY_DAYS * DAY);
            person.signed_up = Timestamp::from_micros(signed_up);
            self.out.people.push(person);
            self.live(index, signed_up, start);
        }
        for visitor in 0..(f64::from(customers) * VISITORS_PER_CUSTOMER) as u32 {
            let city = self.crowd.draw_city(Locale::ALL[visitor as usize % 3], &mut self.rng);
            let at = self.arrival(&days, city);
            self.visit(visitor, at);
        }
    }

    /// One customer's life from sign-up to now.
    fn live(&mut self, index: u32, signed_up: i64, start: i64) {
        let Some(person) = self.out.people.get(index as usize) else { return };
        let (consents, shopper) = (person.consents, person.shopper);
        if self.rng.unit() < 0.4 {
            self.browse(index, signed_up - 3 * MINUTE, true, consents);
        }
        self.fact(signed_up, index, What::SignedUp);
        let mut last = signed_up;
        if let Some(shopper) = shopper {
            let weeks = (self.now - start) as f64 / WEEK as f64;
            let repeats = shopper.repeats(weeks, &mut self.rng);
            self.buy(index, start, &shopper, true);
            last = start;
            for week in repeats {
                let at = self.daytime(start + (week * WEEK as f64) as i64, last).max(last + HOUR / 2);
                if self.rng.unit() < 0.5 {
                    let between = last + HOUR + ((at - last) as f64 * self.rng.unit()) as i64;
                    self.browse(index, between.min(at - HOUR), false, consents);
                }
                self.buy(index, at, &shopper, false);
                last = at;
            }
        }
        for _ in 0..=self.rng.below(5) {
            let later = last + (self.rng.unit() * 90.0 * DAY as f64) as i64;
            let later = self.daytime(later, last);
            self.browse(index, later, false, consents);
        }
        self.change_mind(index, signed_up, consents);
    }

    /// One order with the visit that led to it, and what became of it.
    fn buy(&mut self, index: u32, at: i64, shopper: &super::purchases::Shopper, is_first: bool) {
        let value = self.model.value(shopper, &mut self.rng);
        let person = &self.out.people[index as usize];
        let country = self.crowd.cities[person.city].country;
        let wish = Wish { person: index, country, likes: person.likes, net: self.catalogue.minor(value), is_first };
        let consents = person.consents;
        let order = baskets::fill(self.catalogue, &wish, &mut self.out.lines, &mut self.rng);
        let number = self.out.orders.len() as u32;
        self.out.orders.push(order);
        let seen = self.is_seen(consents, 0.75);
        if seen && !is_first {
            self.visit_before(index, at, number);
        } else if seen {
            // Between sign-up and the first order lie six minutes: only the end of the visit is known by name.
            self.fact(at - 3 * MINUTE, index, What::CartViewed(number));
            self.fact(at - 2 * MINUTE, index, What::CheckoutStarted(number));
        }
        self.fact(at, index, What::Completed(number));
        self.benefit(at, index, number, consents);
        match self.rng.below(100) {
            0..3 => {
                let after = (3.0 + 17.0 * self.rng.unit()) * DAY as f64;
                self.fact(at + after as i64, index, What::Refunded(number));
            }
            3..5 => {
                let after = 10 * MINUTE + self.rng.below((20 * HOUR) as u64) as i64;
                self.fact(at + after, index, What::Cancelled(number));
            }
            _ => {}
        }
    }

    /// What the customer's agreements brought with an order.
    fn benefit(&mut self, at: i64, index: u32, number: u32, consents: Consents) {
        if consents.has(Consents::LOYALTY) {
            self.fact(at + MINUTE, index, What::Rewarded(number));
        }
        if consents.has(Consents::MARKETING_EMAIL) && self.out.orders[number as usize].coupon.is_some() {
            self.fact(at + MINUTE, index, What::Discounted(number));
        }
        if consents.has(Consents::PERSONALISE) && number.is_multiple_of(3) {
            self.fact(at + 2 * DAY, index, What::Suggested(number));
        }
    }

    /// The visit that ends in an order: home, shelf, articles, basket, till.
    fn visit_before(&mut self, index: u32, at: i64, number: u32) {
        let order = self.out.orders[number as usize];
        let lines = order.first_line..order.first_line + u32::from(order.line_count);
        let mut steps = vec![What::Home];
        for line in lines {
            let product = self.out.lines[line as usize].product;
            if self.rng.unit() < 0.5 {
                steps.push(What::Shelf(self.catalogue.products[usize::from(product)].category as u16));
            }
            if self.rng.unit() < 0.6 {
                let like = self.out.people[index as usize].likes[self.rng.below(3) as usize];
                steps.push(What::Viewed(self.catalogue.any_of(like, &mut self.rng) as u16));
            }
            steps.push(What::Viewed(product));
            steps.push(What::Added(line));
        }
        steps.push(What::CartViewed(number));
        steps.push(What::CheckoutStarted(number));
        let mut when = at - 2 * MINUTE;
        for what in steps.into_iter().rev() {
            self.fact(when, index, what);
            when -= self.pause();
        }
    }

    /// A visit without an order. `before_sign_up`: nobody knows yet who it is, and it ends at `at`.
    fn browse(&mut self, index: u32, at: i64, before_sign_up: bool, consents: Consents) {
        if !self.is_seen(consents, 0.9) {
            return;
        }
        let who = if before_sign_up { Fact::visitor_of(index) } else { index };
        let likes = self.out.people[index as usize].likes;
        let steps = 1 + self.rng.below(4) as i64;
        let mut when = at - if before_sign_up { steps * 2 * MINUTE } else { 0 };
        let landing = if self.rng.unit() < 0.6 { What::Home } else { What::Shelf(likes[0] as u16) };
        self.fact(when, who, landing);
        if self.rng.unit() < 0.25 {
            when += self.pause() / 2;
            self.fact(when, who, What::Searched(likes[1] as u16));
        }
        for _ in 0..steps {
            when += self.pause();
            let product = self.catalogue.any_of(likes[self.rng.below(3) as usize], &mut self.rng) as u16;
            self.fact(when, who, What::Viewed(product));
            if self.rng.unit() < 0.08 {
                // Left in the basket: a line without an order.
                when += self.pause() / 2;
                self.fact(when, who, What::Added(self.out.lines.len() as u32));
                self.out.lines.push(Line { product, quantity: 1 });
            }
        }
    }

    /// An unknown visitor looks around. Three in ten refuse to be counted: their one page says so.
    fn visit(&mut self, visitor: u32, at: i64) {
        let who = Fact::unknown(visitor);
        self.fact(at, who, What::Home);
        if Fact::visitor_refuses(visitor) {
            return;
        }
        let mut when = at;
        for _ in 0..self.rng.below(4) {
            when += self.pause();
            let product = self.catalogue.any(&mut self.rng);
            self.fact(when, who, What::Viewed(product as u16));
        }
    }

    /// Some withdraw their e-mail consent later, a few give it.
    fn change_mind(&mut self, index: u32, signed_up: i64, consents: Consents) {
        let gave = consents.has(Consents::MARKETING_EMAIL);
        if self.rng.unit() < if gave { 0.07 } else { 0.03 } {
            let at = signed_up + DAY + ((self.now - signed_up) as f64 * self.rng.unit()) as i64;
            let at = self.daytime(at, signed_up);
            self.fact(at, index, What::EmailConsent(!gave));
        }
    }

    /// Is this visit in the record? Who refused to be counted is seen once in a while: by stores whose script asks late. The door
    /// withholds those events, and the demo shows it.
    fn is_seen(&mut self, consents: Consents, share: f64) -> bool {
        self.rng.unit() < if consents.has(Consents::ANALYTICS) { share } else { share / 12.0 }
    }

    /// Notes what happened: not after now, not before the store opened, and nothing by name before the sign-up.
    fn fact(&mut self, at: i64, who: u32, what: What) {
        let opened = self.now - HISTORY_DAYS * DAY;
        let named = self.out.people.get(who as usize).map_or(opened, |person| person.signed_up.micros());
        let at = at.max(named);
        if at <= self.now {
            self.out.facts.push(Fact { at, who, what });
        }
    }

    /// Between two pages, in microseconds.
    fn pause(&mut self) -> i64 {
        (15.0 * 1e6 + 90.0 * 1e6 * self.rng.unit() * self.rng.unit()) as i64
    }

    /// A moment of arrival: the day by how busy it was, the hour by the city's clock.
    fn arrival(&mut self, days: &[f64], city: usize) -> i64 {
        let point = self.rng.unit() * days.last().copied().unwrap_or(1.0);
        let day = days.partition_point(|sum| *sum <= point) as i64;
        let offset = self.crowd.cities[city].offset;
        let at = self.now - (HISTORY_DAYS - day) * DAY + self.time_of_day() - offset - self.now.rem_euclid(DAY);
        let (opened, latest) = (self.now - HISTORY_DAYS * DAY + HOUR, self.now - HOUR);
        at.clamp(opened, latest)
    }

    /// The same day at an hour when people shop, if that is after `last` and not after now; else the moment as it is.
    fn daytime(&mut self, at: i64, last: i64) -> i64 {
        let moved = at - at.rem_euclid(DAY) + self.time_of_day() - 3 * HOUR;
        if moved > last + HOUR && moved <= self.now { moved } else { at }
    }

    fn time_of_day(&mut self) -> i64 {
        let mut left = self.rng.below(u64::from(HOURS.iter().sum::<u32>())) as u32;
        let within = self.rng.below(HOUR as u64) as i64;
        for (hour, weight) in HOURS.iter().enumerate() {
            if left < *weight {
                return hour as i64 * HOUR + within;
            }
            left -= weight;
        }
        within
    }
}

/// New customers by day, summed up: growth over the two years, quieter weekdays, busier feasts.
fn opening_days(now: i64) -> Vec<f64> {
    let mut sum = 0.0;
    let first_day = now / DAY - HISTORY_DAYS;
    let weight = |day: i64| {
        let growth = 0.7 + 0.6 * day as f64 / HISTORY_DAYS as f64;
        // 1970-01-01 was a Thursday.
        let weekend = if matches!((first_day + day).rem_euclid(7), 0..=2) { 1.2 } else { 0.9 };
        let date = Timestamp::from_micros((first_day + day) * DAY).to_jiff().to_zoned(jiff::tz::TimeZone::UTC).date();
        let season = match (date.month(), date.day()) {
            (3, 5..=19) => 1.7,
            (11, 20..=30) => 1.9,
            (12, 1..=20) => 1.3,
            (7 | 8, _) => 0.85,
            _ => 1.0,
        };
        growth * weekend * season
    };
    let running = |day| {
        sum += weight(day);
        sum
    };
    (0..HISTORY_DAYS).map(running).collect()
}
