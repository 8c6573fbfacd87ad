//! Keeps each customer's facts, timeline and traits.

use super::facts::Facts;
use super::store::{self, TraitRow};
use crate::journal::{Event, Kind, Projection};
use crate::orders::sale_of;
use base::id::CustomerId;
use base::limits::NAME_BYTES_MAX;
use db::{Result, Tx};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Customers whose facts stay in memory between batches.
const HOT_MAX: usize = 100_000;

/// One read and one write a customer a batch, in key order.
#[derive(Default)]
pub struct CustomersProjection {
    hot: HashMap<CustomerId, Facts>,
    /// Events up to here are no longer in the journal, and their places need not be known.
    sealed: i64,
    trimmed: i64,
}

impl Projection for CustomersProjection {
    fn name(&self) -> &'static str {
        "customers"
    }

    fn apply(&mut self, tx: &mut Tx<'_>, events: &[Event]) -> Result<()> {
        if self.hot.len() > HOT_MAX {
            self.hot.clear();
        }
        if self.trimmed < self.sealed {
            store::trim_timelines(tx, self.sealed)?;
            self.trimmed = self.sealed;
        }
        let mut touched: BTreeSet<CustomerId> = BTreeSet::new();
        for event in events {
            if let Some(loser) = event.merged_customer() {
                self.merge(tx, event, loser, &mut touched)?;
            }
            let sealed = self.sealed;
            let facts = self.facts(tx, event.customer)?;
            facts.forget_through(sealed);
            let block = facts.add(event, sale_of(event), sealed);
            if let Some(block) = block {
                store::save_timeline_block(tx, event.customer, &block)?;
            }
            touched.insert(event.customer);
            if event.kind == Kind::Identify {
                for row in traits_in(event) {
                    store::save_trait(tx, event.customer, &row)?;
                }
            }
        }
        let rows: Vec<(CustomerId, &Facts)> =
            touched.iter().filter_map(|customer| Some((*customer, self.hot.get(customer)?))).collect();
        store::save_facts(tx, &rows)
    }

    fn sealed(&mut self, through: i64) {
        self.sealed = through;
    }

    fn clear(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        self.hot.clear();
        store::clear(tx)
    }

    fn keeps_customers(&self) -> bool {
        true
    }

    fn clear_customers(&mut self, tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
        for customer in customers {
            self.hot.remove(customer);
            store::delete_rows(tx, *customer)?;
        }
        Ok(())
    }

    fn forget(&mut self) {
        self.hot.clear();
    }
}

impl CustomersProjection {
    fn facts(&mut self, tx: &mut Tx<'_>, customer: CustomerId) -> Result<&mut Facts> {
        use std::collections::hash_map::Entry;
        Ok(match self.hot.entry(customer) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(store::load_facts(tx, customer)?.unwrap_or_default()),
        })
    }

    /// The loser's facts, timeline and traits become the winner's, in this transaction.
    fn merge(&mut self, tx: &mut Tx<'_>, event: &Event, loser: CustomerId, touched: &mut BTreeSet<CustomerId>) -> Result<()> {
        let theirs = match self.hot.remove(&loser) {
            Some(facts) => facts,
            None => store::load_facts(tx, loser)?.unwrap_or_default(),
        };
        touched.remove(&loser);
        let blocks = self.facts(tx, event.customer)?.join(&theirs);
        for block in blocks {
            store::save_timeline_block(tx, event.customer, &block)?;
        }
        store::move_timeline(tx, loser, event.customer)?;
        store::move_traits(tx, loser, event.customer)?;
        store::delete_facts(tx, loser)
    }
}

/// The traits of an identify call that are no direct identifiers: those were moved to the vault at the door.
fn traits_in(event: &Event) -> Vec<TraitRow> {
    #[derive(serde::Deserialize)]
    struct Body<'a> {
        #[serde(borrow, default)]
        traits: Option<BTreeMap<String, &'a serde_json::value::RawValue>>,
    }
    let Ok(body) = serde_json::from_str::<Body<'_>>(&event.body) else { return Vec::new() };
    body.traits
        .unwrap_or_default()
        .into_iter()
        // The door sets longer ones aside; one that came in before it did must not stop the projection.
        .filter(|(name, _)| name.len() <= NAME_BYTES_MAX)
        .map(|(name, value)| TraitRow {
            name,
            value: value.get().to_owned(),
            source: event.origin,
            at: event.at,
            position: event.position,
        })
        .collect()
}
