//! One row a benefit.

use super::model::{BENEFIT_GIVEN, Terms};
use super::store;
use base::id::CustomerId;
use db::{Result, Tx};
use foundation::journal::{Event, Kind, Projection};
use serde_json::{Map, Value};

/// Keeps the table of benefits.
#[derive(Default)]
pub struct LedgerProjection;

impl Projection for LedgerProjection {
    fn name(&self) -> &'static str {
        "ledger"
    }

    fn apply(&mut self, tx: &mut Tx<'_>, events: &[Event]) -> Result<()> {
        for event in events {
            if let Some(loser) = event.merged_customer() {
                store::pass_on(tx, loser, event.customer)?;
            } else if let Some(terms) = told_by(event) {
                store::keep(tx, event, &terms)?;
            }
        }
        Ok(())
    }

    fn clear(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        store::clear(tx)
    }

    fn keeps_customers(&self) -> bool {
        true
    }

    fn clear_customers(&mut self, tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
        customers.iter().try_for_each(|customer| store::clear_of(tx, *customer))
    }
}

/// The benefit that an event tells of. A page may not claim any; the door turns that away, and what it can't read.
fn told_by(event: &Event) -> Option<Terms> {
    #[derive(serde::Deserialize)]
    struct Body {
        #[serde(default)]
        properties: Map<String, Value>,
    }
    if event.kind != Kind::Track || event.name != BENEFIT_GIVEN || !event.origin.counts_revenue() {
        return None;
    }
    Terms::read(&serde_json::from_str::<Body>(&event.body).ok()?.properties).ok()
}
