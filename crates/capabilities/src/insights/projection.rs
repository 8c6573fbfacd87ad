//! Adds events and orders up by hour.

use super::store;
use db::{Result, Tx};
use foundation::journal::{Event, Projection, Sold, Sums};
use foundation::orders::sale_of;

/// Keeps two small tables: events an hour by name, and order values an hour. Days are put together when they are read:
/// only then is the store's zone known.
#[derive(Default)]
pub struct InsightsProjection;

impl Projection for InsightsProjection {
    fn name(&self) -> &'static str {
        "insights"
    }

    fn apply(&mut self, tx: &mut Tx<'_>, events: &[Event]) -> Result<()> {
        let mut sums = Sums::default();
        for event in events {
            sums.add(&event.name, event.at, event.origin, sale_of(event));
        }
        store::add(tx, &sums)
    }

    fn clear(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        store::clear(tx)
    }

    fn forgotten(&mut self, tx: &mut Tx<'_>, hours: &Sums, days: &Sums) -> Result<()> {
        let sold = hours.sold.iter().map(|(place, sold)| (place.clone(), Sold { orders: -sold.orders, minor: -sold.minor }));
        let mut moved = Sums { sold: sold.collect(), ..Sums::default() };
        moved.join(&Sums { sold: days.sold.clone(), ..Sums::default() });
        store::add(tx, &moved)?;
        store::purge_empty(tx, hours.sold.keys())
    }

    fn recall(&mut self, tx: &mut Tx<'_>, days: &Sums) -> Result<()> {
        store::add(tx, days)
    }
}
