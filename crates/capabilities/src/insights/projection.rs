//! Adds events and orders up by hour.

use super::store;
use db::{Result, Tx};
use foundation::journal::{Event, Projection};
use std::collections::BTreeMap;

const HOUR_MICROS: i64 = 3_600_000_000;

/// Keeps two small tables: events an hour by name, and order values an hour. Days are put together when they are read:
/// only then is the store's zone known.
#[derive(Default)]
pub struct InsightsProjection;

impl Projection for InsightsProjection {
    fn name(&self) -> &'static str {
        "insights"
    }

    fn apply(&mut self, tx: &mut Tx<'_>, events: &[Event]) -> Result<()> {
        let mut counts: BTreeMap<(i64, &str), i64> = BTreeMap::new();
        let mut orders: BTreeMap<(i64, String, i64), (i64, i64)> = BTreeMap::new();
        for event in events {
            *counts.entry((event.at.micros().div_euclid(HOUR_MICROS), event.name.as_str())).or_default() += 1;
            if !event.origin.counts_revenue() || !event.name.starts_with("Order ") {
                continue;
            }
            let (sign, orders_by) = match event.name.as_str() {
                "Order Completed" => (1, 1),
                "Order Refunded" => (-1, 0),
                "Order Cancelled" => (-1, -1),
                _ => continue,
            };
            if let Some((currency, minor)) = foundation::orders::amount_of(event) {
                let hour = event.at.micros().div_euclid(HOUR_MICROS);
                let total = orders.entry((hour, currency.code().to_owned(), event.origin as i64)).or_default();
                total.0 += orders_by;
                total.1 = total.1.saturating_add(minor.saturating_mul(sign));
            }
        }
        store::add_counts(tx, &counts)?;
        store::add_orders(tx, &orders)
    }

    fn clear(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        store::clear(tx)
    }
}
