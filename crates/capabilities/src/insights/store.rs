//! The tables of counts.

use base::{Currency, Money, Timestamp};
use db::{Error, Param, Result, ToParam as _, Tx, params};
use foundation::journal::{CONSENT_UPDATED, MERGED, SoldIn, Sums};

/// Events of one name in one hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HourCount {
    /// Hours since 1970, UTC.
    pub hour: i64,
    pub name: String,
    pub events: i64,
}

/// Orders of one hour in one currency, less what was given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderTotal {
    /// Hours since 1970, UTC.
    pub hour: i64,
    pub orders: i64,
    pub value: Money,
}

/// All orders in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    pub orders: i64,
    pub value: Money,
}

pub(super) fn add(tx: &mut Tx<'_>, sums: &Sums) -> Result<()> {
    let mut values: Vec<Param<'_>> = Vec::new();
    for (name, hours) in &sums.events {
        for (hour, events) in hours {
            values.extend([hour.to_param(), name.to_param(), events.to_param()]);
        }
    }
    tx.insert_many(
        "INSERT INTO event_counts (hour, name, events)",
        3,
        "ON CONFLICT (hour, name) DO UPDATE SET events = event_counts.events + excluded.events",
        &values,
    )?;
    let mut values: Vec<Param<'_>> = Vec::new();
    for ((hour, currency, origin), sold) in &sums.sold {
        values.extend([hour.to_param(), currency.to_param(), origin.to_param(), sold.orders.to_param(), sold.minor.to_param()]);
    }
    tx.insert_many(
        "INSERT INTO order_totals (hour, currency, origin, orders, value)",
        5,
        "ON CONFLICT (hour, currency, origin) DO UPDATE SET orders = order_totals.orders + excluded.orders, \
         value = order_totals.value + excluded.value",
        &values,
    )?;
    Ok(())
}

/// Deletes those of these totals in which nothing is left.
pub(super) fn purge_empty<'a>(tx: &mut Tx<'_>, places: impl Iterator<Item = &'a SoldIn>) -> Result<()> {
    for (hour, currency, origin) in places {
        tx.execute_later(
            "DELETE FROM order_totals WHERE hour = $1 AND currency = $2 AND origin = $3 AND orders = 0 AND value = 0",
            params![hour, currency, origin],
        )?;
    }
    Ok(())
}

pub(super) fn clear(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute("DELETE FROM event_counts", &[])?;
    tx.execute("DELETE FROM order_totals", &[])?;
    Ok(())
}

/// Events by hour and name from `from` on, oldest first.
pub fn event_counts(tx: &mut Tx<'_>, from: Timestamp) -> Result<Vec<HourCount>> {
    let hour = from.micros().div_euclid(3_600_000_000);
    tx.query("SELECT hour, name, events FROM event_counts WHERE hour >= $1 ORDER BY hour, name", params![hour], |row| {
        Ok(HourCount { hour: row.get(0)?, name: row.get(1)?, events: row.get(2)? })
    })
}

/// Events by hour from `from` on, oldest first: hour since 1970 and count. What the program itself wrote is left out.
pub fn hour_totals(tx: &mut Tx<'_>, from: Timestamp) -> Result<Vec<(i64, i64)>> {
    let hour = from.micros().div_euclid(3_600_000_000);
    tx.query(
        "SELECT hour, CAST(SUM(events) AS BIGINT) FROM event_counts WHERE hour >= $1 AND name <> $2 AND name <> $3 \
         GROUP BY hour ORDER BY hour",
        params![hour, CONSENT_UPDATED, MERGED],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The most frequent events from `from` on: name and count. What the program itself wrote is left out.
pub fn top_events(tx: &mut Tx<'_>, from: Timestamp, limit: usize) -> Result<Vec<(String, i64)>> {
    let hour = from.micros().div_euclid(3_600_000_000);
    tx.query(
        "SELECT name, CAST(SUM(events) AS BIGINT) FROM event_counts WHERE hour >= $1 AND name <> $2 AND name <> $3 \
         GROUP BY name ORDER BY 2 DESC, name LIMIT $4",
        params![hour, CONSENT_UPDATED, MERGED, limit],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Order values by hour from `from` on, oldest first; one row an hour and currency.
pub fn order_totals(tx: &mut Tx<'_>, from: Timestamp) -> Result<Vec<OrderTotal>> {
    let hour = from.micros().div_euclid(3_600_000_000);
    tx.query(
        "SELECT hour, currency, CAST(SUM(orders) AS BIGINT), CAST(SUM(value) AS BIGINT) FROM order_totals WHERE hour >= $1 \
         GROUP BY hour, currency ORDER BY hour, currency",
        params![hour],
        |row| Ok(OrderTotal { hour: row.get(0)?, orders: row.get(2)?, value: money(&row.get::<String>(1)?, row.get(3)?)? }),
    )
}

/// All orders, a row a currency, the most orders first.
pub fn totals(tx: &mut Tx<'_>) -> Result<Vec<Totals>> {
    tx.query(
        "SELECT currency, CAST(SUM(orders) AS BIGINT), CAST(SUM(value) AS BIGINT) FROM order_totals GROUP BY currency ORDER BY 2 DESC",
        &[],
        |row| Ok(Totals { orders: row.get(1)?, value: money(&row.get::<String>(0)?, row.get(2)?)? }),
    )
}

fn money(code: &str, minor: i64) -> Result<Money> {
    Ok(Money { minor, currency: Currency::parse(code).map_err(|e| Error::Other(e.to_string()))? })
}
