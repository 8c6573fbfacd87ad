//! What is counted about a customer: a fold over their events, small enough to be one row.

use crate::journal::{Event, Sale};
use base::{Currency, Timestamp};

/// Event names counted one by one, a customer: the first of all in the order of their bytes, so that it doesn't matter which
/// came first. A name that is among them in the end was among them from its first event on.
const NAMES_MAX: usize = 48;
/// Under which the others are counted.
const OTHER: &str = "*";
/// Currencies added up, a customer: the first of all by their codes. Others are not added up.
const CURRENCIES_MAX: usize = 8;
/// Positions kept in the row before they move to a block of their own.
pub(super) const RECENT_MAX: usize = 64;

/// Money spent in one currency, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    pub currency: Currency,
    pub minor: i64,
    pub orders: i32,
}

/// The fold's state. Adding events and joining customers in any order gives the same counts and sums, and the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    pub first_seen: Timestamp,
    pub last_seen: Timestamp,
    /// Orders completed, less those cancelled; imported and server orders alone. Below 0 while only the cancelling is known.
    pub orders: i32,
    pub events: u64,
    /// By code.
    pub spent: Vec<Spent>,
    /// Events by name, in the order of the names' bytes; `*` stands for further names, in its place among them.
    pub counts: Vec<(String, u32)>,
    /// The last positions, oldest first.
    pub recent: Vec<i64>,
}

impl Facts {
    /// Counts one event, and notes its place where that is above `sealed`. Gives a full block of positions that must be
    /// stored, when there is one.
    pub(super) fn add(&mut self, event: &Event, sale: Option<Sale>, sealed: i64) -> Option<Vec<i64>> {
        if self.events == 0 || event.at < self.first_seen {
            self.first_seen = event.at;
        }
        self.last_seen = if self.events == 0 { event.at } else { self.last_seen.max(event.at) };
        self.events += 1;
        self.count(&event.name, 1);
        if let Some(sale) = sale {
            self.spend(sale);
        }
        if event.position > sealed {
            self.recent.push(event.position);
        }
        (self.recent.len() >= RECENT_MAX).then(|| std::mem::take(&mut self.recent))
    }

    /// Drops positions that are no longer in the journal.
    pub(super) fn forget_through(&mut self, sealed: i64) {
        if self.recent.first().is_some_and(|first| *first <= sealed) {
            self.recent.retain(|position| *position > sealed);
        }
    }

    /// Joins another customer's facts. Gives full blocks of positions that must be stored.
    pub(super) fn join(&mut self, other: &Self) -> Vec<Vec<i64>> {
        if other.events > 0 {
            self.first_seen = if self.events == 0 { other.first_seen } else { self.first_seen.min(other.first_seen) };
            self.last_seen = if self.events == 0 { other.last_seen } else { self.last_seen.max(other.last_seen) };
        }
        self.events += other.events;
        self.orders = self.orders.saturating_add(other.orders);
        for (name, count) in &other.counts {
            self.count(name, *count);
        }
        for spent in &other.spent {
            if let Some(ours) = self.spent_in(spent.currency) {
                ours.minor = ours.minor.saturating_add(spent.minor);
                ours.orders = ours.orders.saturating_add(spent.orders);
            }
        }
        self.recent.extend(&other.recent);
        self.recent.sort_unstable();
        let mut blocks = Vec::new();
        while self.recent.len() >= RECENT_MAX {
            blocks.push(self.recent.drain(..RECENT_MAX).collect());
        }
        blocks
    }

    fn count(&mut self, name: &str, by: u32) {
        match self.counts.binary_search_by(|(known, _)| known.as_str().cmp(name)) {
            Ok(at) => self.counts[at].1 = self.counts[at].1.saturating_add(by),
            Err(at) => {
                self.counts.insert(at, (name.to_owned(), by));
                if let Some(last) = self.name_too_many() {
                    let (_, count) = self.counts.remove(last);
                    self.count(OTHER, count);
                }
            }
        }
    }

    /// The last name, where there is one more than are counted one by one.
    fn name_too_many(&self) -> Option<usize> {
        let names = self.counts.iter().enumerate().filter(|(_, (name, _))| name != OTHER);
        names.map(|(at, _)| at).nth(NAMES_MAX)
    }

    fn spend(&mut self, sale: Sale) {
        let add = |to: i32| to.saturating_add(sale.orders as i32);
        self.orders = add(self.orders);
        if let Some(spent) = self.spent_in(sale.currency) {
            spent.minor = spent.minor.saturating_add(sale.minor);
            spent.orders = add(spent.orders);
        }
    }

    /// Where money in this currency is added up; `None` where it isn't.
    fn spent_in(&mut self, currency: Currency) -> Option<&mut Spent> {
        let at = match self.spent.binary_search_by(|spent| spent.currency.code().cmp(currency.code())) {
            Ok(at) => at,
            Err(at) => {
                self.spent.insert(at, Spent { currency, minor: 0, orders: 0 });
                self.spent.truncate(CURRENCIES_MAX);
                at
            }
        };
        self.spent.get_mut(at)
    }

    /// A compact row: variable-length integers, names with their length.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(128 + self.counts.len() * 20);
        put(&mut out, zigzag(self.first_seen.micros()));
        put(&mut out, zigzag(self.last_seen.micros()));
        put(&mut out, zigzag(i64::from(self.orders)));
        put(&mut out, self.events);
        put(&mut out, self.spent.len() as u64);
        for spent in &self.spent {
            out.extend(spent.currency.code().as_bytes());
            put(&mut out, zigzag(spent.minor));
            put(&mut out, zigzag(i64::from(spent.orders)));
        }
        put(&mut out, self.counts.len() as u64);
        for (name, count) in &self.counts {
            put(&mut out, name.len() as u64);
            out.extend(name.as_bytes());
            put(&mut out, u64::from(*count));
        }
        out.extend(pack(&self.recent));
        out
    }

    /// Reads what `encode` wrote; `None` where the bytes are something else.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut at = bytes;
        let mut facts = Self {
            first_seen: Timestamp::from_micros(unzigzag(take(&mut at)?)),
            last_seen: Timestamp::from_micros(unzigzag(take(&mut at)?)),
            orders: unzigzag(take(&mut at)?).try_into().ok()?,
            events: take(&mut at)?,
            ..Self::default()
        };
        for _ in 0..take(&mut at)? {
            let (code, rest) = at.split_at_checked(3)?;
            at = rest;
            let currency = Currency::parse(std::str::from_utf8(code).ok()?).ok()?;
            let minor = unzigzag(take(&mut at)?);
            facts.spent.push(Spent { currency, minor, orders: unzigzag(take(&mut at)?).try_into().ok()? });
        }
        for _ in 0..take(&mut at)? {
            let length = usize::try_from(take(&mut at)?).ok()?;
            let (name, rest) = at.split_at_checked(length)?;
            at = rest;
            facts.counts.push((std::str::from_utf8(name).ok()?.to_owned(), take(&mut at)?.try_into().ok()?));
        }
        facts.recent = unpack(at);
        Some(facts)
    }
}

/// Ascending positions as differences, a few bytes each.
pub(super) fn pack(positions: &[i64]) -> Vec<u8> {
    let mut out = Vec::with_capacity(positions.len() * 3);
    let mut last = 0;
    for position in positions {
        put(&mut out, zigzag(position - last));
        last = *position;
    }
    out
}

pub(super) fn unpack(mut bytes: &[u8]) -> Vec<i64> {
    let mut positions = Vec::new();
    let mut last = 0i64;
    while let Some(step) = take(&mut bytes) {
        last = last.wrapping_add(unzigzag(step));
        positions.push(last);
    }
    positions
}

/// LEB128.
fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

const fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

const fn unzigzag(value: u64) -> i64 {
    ((value >> 1) as i64) ^ -((value & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Kind, Origin};
    use base::Id as _;
    use base::id::{CustomerId, EventId};
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn event(position: i64, name: &str, at: i64) -> Event {
        Event {
            position,
            id: EventId::from_raw([0; 16]),
            customer: CustomerId::from_raw([0; 16]),
            name: name.to_owned(),
            kind: Kind::Track,
            origin: Origin::Server,
            at: Timestamp::from_micros(at),
            received_at: Timestamp::from_micros(at),
            body: "{}".to_owned(),
        }
    }

    /// Position, name, time, and what was spent in which currency with it.
    type Told = (i64, u8, i64, i64, u8);

    /// More names and currencies than are counted one by one.
    fn any_events(names: u8) -> impl Strategy<Value = Vec<Told>> {
        let at = any::<i32>().prop_map(i64::from);
        prop::collection::vec((1i64..1_000_000, 0..names, at, -1000i64..1000, 0u8..12), 0..150)
    }

    fn name_of(name: u8) -> String {
        // One of them is the word for all others.
        if name == 7 { OTHER.to_owned() } else { format!("{}{name}", [' ', 'E', 'é'][usize::from(name % 3)]) }
    }

    fn currency_of(currency: u8) -> Currency {
        Currency::parse(&format!("X{}Z", char::from(b'A' + currency))).unwrap()
    }

    fn fold(events: &[Told]) -> (Facts, Vec<i64>) {
        let mut facts = Facts::default();
        let mut stored = Vec::new();
        for (position, name, at, minor, currency) in events {
            let money = (name % 2 == 0).then_some(Sale { currency: currency_of(*currency), minor: *minor, orders: 1 });
            stored.extend(facts.add(&event(*position, &name_of(*name), *at), money, 0).into_iter().flatten());
        }
        stored.extend(&facts.recent);
        (facts, stored)
    }

    /// Without the places in the journal, whose blocks depend on the order.
    fn bytes(facts: &Facts) -> Vec<u8> {
        Facts { recent: Vec::new(), ..facts.clone() }.encode()
    }

    /// Said another way than the program says it: all of them, then the first few.
    fn counts_of(events: &[Told]) -> Vec<(String, u32)> {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let mut all: BTreeSet<String> = events.iter().map(|told| name_of(told.1)).collect();
        all.remove(OTHER);
        let kept: BTreeSet<String> = all.into_iter().take(NAMES_MAX).collect();
        for told in events {
            let name = Some(name_of(told.1)).filter(|name| kept.contains(name));
            *counts.entry(name.unwrap_or_else(|| OTHER.to_owned())).or_default() += 1;
        }
        counts.into_iter().collect()
    }

    fn spent_of(events: &[Told]) -> Vec<(String, i64, i32)> {
        let mut spent: BTreeMap<String, (i64, i32)> = BTreeMap::new();
        for (_, _, _, minor, currency) in events.iter().filter(|told| told.1 % 2 == 0) {
            let one = spent.entry(currency_of(*currency).code().to_owned()).or_default();
            *one = (one.0 + minor, one.1 + 1);
        }
        spent.into_iter().take(CURRENCIES_MAX).map(|(code, (minor, orders))| (code, minor, orders)).collect()
    }

    proptest! {
        #[test]
        fn rows_read_back(events in any_events(80)) {
            let (facts, _) = fold(&events);
            prop_assert_eq!(Facts::decode(&facts.encode()), Some(facts));
        }

        #[test]
        fn the_first_names_and_currencies_are_counted_and_no_event_is_lost(events in any_events(120)) {
            let (facts, _) = fold(&events);
            prop_assert_eq!(&facts.counts, &counts_of(&events));
            let spent: Vec<_> = facts.spent.iter().map(|s| (s.currency.code().to_owned(), s.minor, s.orders)).collect();
            prop_assert_eq!(spent, spent_of(&events));
        }

        #[test]
        fn any_order_of_counting_and_joining_gives_the_same_bytes(
            (events, mixed) in any_events(120).prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
            customers in 1usize..6,
        ) {
            let expected = bytes(&fold(&events).0);
            prop_assert_eq!(&bytes(&fold(&mixed).0), &expected, "counted in another order");
            let parts = || mixed.chunks(mixed.len() / customers + 1).map(|part| fold(part).0);
            let join = |mut all: Facts, one: Facts| { all.join(&one); all };
            prop_assert_eq!(&bytes(&parts().reduce(join).unwrap_or_default()), &expected, "joined one after another");
            let last_first = parts().collect::<Vec<_>>().into_iter().rev().reduce(|all, mut one| { one.join(&all); one });
            prop_assert_eq!(&bytes(&last_first.unwrap_or_default()), &expected, "joined the other way round");
        }

        #[test]
        fn joining_equals_counting_together(a in any_events(80), b in any_events(80)) {
            let together: Vec<_> = a.iter().chain(&b).copied().collect();
            let (all, mut all_positions) = fold(&together);
            let (mut joined, mut positions) = fold(&a);
            positions.truncate(positions.len() - joined.recent.len());
            let (theirs, mut their_positions) = fold(&b);
            their_positions.truncate(their_positions.len() - theirs.recent.len());
            positions.extend(their_positions);
            positions.extend(joined.join(&theirs).into_iter().flatten());
            positions.extend(&joined.recent);
            positions.sort_unstable();
            all_positions.sort_unstable();
            prop_assert_eq!(positions, all_positions);
            prop_assert_eq!(bytes(&joined), bytes(&all));
        }

        #[test]
        fn rubbish_is_refused_quietly(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Facts::decode(&bytes);
        }
    }
}
