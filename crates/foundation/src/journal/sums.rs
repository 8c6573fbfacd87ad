//! What events add up to once it no longer matters whose they were.

use base::{Currency, Timestamp};
use std::collections::BTreeMap;

const HOUR_MICROS: i64 = 3_600_000_000;

/// What an order event moves: a sale adds, what is given back or cancelled takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sale {
    pub currency: Currency,
    /// Minor units; negative where money goes back.
    pub minor: i64,
    /// Orders more: 1, 0 or −1.
    pub orders: i64,
}

/// Orders of one hour, one currency and one origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sold {
    pub orders: i64,
    /// Minor units.
    pub minor: i64,
}

/// Where a [`Sold`] belongs: hours since 1970 (UTC), currency, and the code of the origin.
pub type SoldIn = (i64, String, i64);

/// Events and sales by hour, and nothing of anybody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sums {
    /// Events by name, then by hours since 1970, UTC.
    pub events: BTreeMap<String, BTreeMap<i64, i64>>,
    pub sold: BTreeMap<SoldIn, Sold>,
}

impl Sums {
    /// Counts an event, and what it moved.
    pub fn add(&mut self, name: &str, at: Timestamp, origin: super::Origin, sale: Option<Sale>) {
        let hour = at.micros().div_euclid(HOUR_MICROS);
        self.count(name, hour, 1);
        if let Some(sale) = sale {
            let place = (hour, sale.currency.code().to_owned(), origin as i64);
            self.sell(place, Sold { orders: sale.orders, minor: sale.minor });
        }
    }

    /// Adds another's.
    pub fn join(&mut self, other: &Self) {
        for (name, hours) in &other.events {
            for (hour, events) in hours {
                self.count(name, *hour, *events);
            }
        }
        for (place, sold) in &other.sold {
            self.sell(place.clone(), *sold);
        }
    }

    /// Sales by day instead of by hour: each day's stand at its noon in this zone, which is the same day wherever midnight
    /// is looked for near it.
    #[must_use]
    pub fn by_day(&self, zone: &jiff::tz::TimeZone) -> Self {
        let mut days = Self { events: self.events.clone(), sold: BTreeMap::new() };
        for ((hour, currency, origin), sold) in &self.sold {
            days.sell((noon(*hour, zone), currency.clone(), *origin), *sold);
        }
        days
    }

    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.sold.is_empty()
    }

    fn count(&mut self, name: &str, hour: i64, events: i64) {
        if let Some(hours) = self.events.get_mut(name) {
            *hours.entry(hour).or_default() += events;
        } else {
            self.events.insert(name.to_owned(), BTreeMap::from([(hour, events)]));
        }
    }

    fn sell(&mut self, place: SoldIn, sold: Sold) {
        let ours = self.sold.entry(place).or_default();
        ours.orders += sold.orders;
        ours.minor = ours.minor.saturating_add(sold.minor);
    }
}

/// The hour in which the noon of an hour's day lies. An hour belongs to the day in which its middle lies.
fn noon(hour: i64, zone: &jiff::tz::TimeZone) -> i64 {
    let middle = Timestamp::from_micros(hour.saturating_mul(HOUR_MICROS).saturating_add(HOUR_MICROS / 2));
    let noon = zone.to_datetime(middle.to_jiff()).date().at(12, 0, 0, 0);
    let noon = zone.to_ambiguous_zoned(noon).compatible().map(|zoned| zoned.timestamp().as_microsecond());
    noon.map_or(hour, |noon| noon.div_euclid(HOUR_MICROS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::Origin;

    #[test]
    fn a_days_sales_stand_at_its_noon_wherever_the_store_is() {
        for (zone, offset_hours) in [("UTC", 0.0), ("Asia/Tehran", 3.5), ("Asia/Riyadh", 3.0), ("America/St_Johns", -2.5)] {
            let zone = jiff::tz::TimeZone::get(zone).unwrap();
            let mut sums = Sums::default();
            // Every half hour of 3 July 2026 there.
            let midnight = 1_783_036_800_000_000 - (offset_hours * 3.6e9) as i64;
            for half in 0..48 {
                let sale = Sale { currency: Currency::USD, minor: 5, orders: 1 };
                sums.add(
                    "Order Completed",
                    Timestamp::from_micros(midnight + half * 1_800_000_000 + 1),
                    Origin::Server,
                    Some(sale),
                );
            }
            let days = sums.by_day(&zone);
            // Where midnight lies within an hour, that hour counts to one of its two days.
            let here = days.sold.values().map(|sold| sold.orders).max();
            assert!(here >= Some(47) && days.sold.len() <= 2, "{days:?}");
            assert_eq!(days.by_day(&zone), days, "a day stays the day it is");
            assert_eq!(days.sold.values().map(|sold| sold.minor).sum::<i64>(), 48 * 5);
        }
    }
}
