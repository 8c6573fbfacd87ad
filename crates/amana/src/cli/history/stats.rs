//! Everything that is kept, counted in one pass.

use super::super::{CommandError, Outcome, Place, config, open, print};
use super::months::{self, Calendar};
use base::id::CustomerId;
use base::{Currency, Money, Timestamp};
use foundation::history::{Column, Columns, Error, Fold, Query, Row};
use foundation::orders;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// What everything adds up to. Of merged customers only the root counts, erased ones not at all.
#[derive(Default)]
struct Stats {
    events: u64,
    customers: u64,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
    names: HashMap<String, BTreeMap<i64, u64>>,
    revenue: BTreeMap<(Currency, i64), Revenue>,
    calendar: Calendar,
}

/// What was ordered in a month less what was refunded or cancelled in it.
#[derive(Default, Clone, Copy)]
struct Revenue {
    orders: i64,
    /// Of the currency.
    minor: i64,
}

pub(crate) fn stats(place: &Place, as_json: bool) -> Outcome {
    let app = open(config(place)?)?;
    let columns = Columns::of(&[Column::Name, Column::Origin, Column::Value, Column::Currency]);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let parts = app.history.fold(Query::all(columns), threads, Stats::default).map_err(db::Error::from);
    app.stop();
    let stats = parts?.into_iter().fold(Stats::default(), Stats::and);
    if as_json {
        let text = serde_json::to_string_pretty(&stats.to_json()).map_err(|error| CommandError::Words(error.to_string()))?;
        return Ok(print(&text)?);
    }
    Ok(stats.lines().iter().try_for_each(|line| print(line))?)
}

impl Fold for Stats {
    fn begin(&mut self, _: CustomerId) {
        self.customers += 1;
    }

    fn step(&mut self, row: Row<'_>) {
        let month = self.calendar.month_of(row.time());
        self.events += 1;
        self.saw(row.time(), row.time());
        if !self.names.contains_key(row.name()) {
            self.names.insert(row.name().to_owned(), BTreeMap::new());
        }
        if let Some(months) = self.names.get_mut(row.name()) {
            *months.entry(month).or_default() += 1;
        }
        let amount = || row.currency().and_then(|code| Currency::parse(code).ok()).zip(row.value());
        if let Some(sale) = row.origin().and_then(|origin| orders::sale(row.name(), origin, amount)) {
            self.revenue.entry((sale.currency, month)).or_default().add(Revenue { orders: sale.orders, minor: sale.minor });
        }
    }

    fn end(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

impl Revenue {
    fn add(&mut self, more: Self) {
        self.orders += more.orders;
        self.minor = self.minor.saturating_add(more.minor);
    }
}

impl Stats {
    fn saw(&mut self, first: Timestamp, last: Timestamp) {
        self.first = Some(self.first.map_or(first, |known| known.min(first)));
        self.last = Some(self.last.map_or(last, |known| known.max(last)));
    }

    /// Together with those of other customers.
    fn and(mut self, other: Self) -> Self {
        self.events += other.events;
        self.customers += other.customers;
        if let Some((first, last)) = other.first.zip(other.last) {
            self.saw(first, last);
        }
        for (name, months) in other.names {
            let known = self.names.entry(name).or_default();
            for (month, events) in months {
                *known.entry(month).or_default() += events;
            }
        }
        for (place, revenue) in other.revenue {
            self.revenue.entry(place).or_default().add(revenue);
        }
        self
    }

    /// Events by name and month, in this order.
    fn counts(&self) -> impl Iterator<Item = (&str, i64, u64)> {
        let names: BTreeMap<&str, &BTreeMap<i64, u64>> =
            self.names.iter().map(|(name, months)| (name.as_str(), months)).collect();
        names.into_iter().flat_map(|(name, months)| months.iter().map(move |(month, events)| (name, *month, *events)))
    }

    fn to_json(&self) -> Value {
        let names =
            self.counts().map(|(name, month, events)| json!({"name": name, "month": months::shown(month), "events": events}));
        let revenue = self.revenue.iter().map(|((currency, month), revenue)| {
            let (month, digits) = (months::shown(*month), currency.minor_digits());
            json!({"currency": currency.code(), "month": month, "orders": revenue.orders, "minor": revenue.minor, "digits": digits})
        });
        json!({
            "events": self.events,
            "customers": self.customers,
            "first": self.first.map(exactly),
            "last": self.last.map(exactly),
            "names": names.collect::<Vec<_>>(),
            "revenue": revenue.collect::<Vec<_>>(),
        })
    }

    /// The same for people.
    fn lines(&self) -> Vec<String> {
        let mut lines = vec![
            format!("{:<10} {}", "events", self.events),
            format!("{:<10} {}", "customers", self.customers),
            format!("{:<10} {}", "first", self.first.map_or_else(String::new, exactly)),
            format!("{:<10} {}", "last", self.last.map_or_else(String::new, exactly)),
        ];
        let wide = self.names.keys().map(|name| name.chars().count()).max().unwrap_or(0).max("event".len());
        lines.push(format!("\n{:<wide$} {:<8} {:>12}", "event", "month", "events"));
        lines
            .extend(self.counts().map(|(name, month, events)| format!("{name:<wide$} {:<8} {events:>12}", months::shown(month))));
        lines.push(format!("\n{:<8} {:<8} {:>8} {:>16}", "currency", "month", "orders", "revenue"));
        lines.extend(self.revenue.iter().map(|((currency, month), revenue)| {
            let money = Money { minor: revenue.minor, currency: *currency }.to_decimal();
            format!("{:<8} {:<8} {:>8} {money:>16}", currency.code(), months::shown(*month), revenue.orders)
        }));
        lines
    }
}

/// To the microsecond.
fn exactly(at: Timestamp) -> String {
    format!("{:.6}", at.to_jiff())
}
