//! One row a letter of what became of it; and how often what became of letters, by the hour.

use super::model::{MessageResult, Outcome};
use super::store;
use base::id::{CustomerId, MessageId};
use db::{Result, Tx};
use foundation::journal::{EMAIL_RESULTS, Event, Kind, Origin, Projection};
use serde_json::Value;

/// Keeps the table of results. Its counts are made once, as it reacts: sums that no rebuild and no erasure changes.
#[derive(Default)]
pub struct ResultsProjection;

/// What an event tells.
struct Told {
    message: MessageId,
    template: String,
    cause: String,
    outcome: Outcome,
    is_first: bool,
}

impl Projection for ResultsProjection {
    fn name(&self) -> &'static str {
        "results"
    }

    fn apply(&mut self, tx: &mut Tx<'_>, events: &[Event]) -> Result<()> {
        for event in events {
            if let Some(loser) = event.merged_customer() {
                store::pass_on(tx, loser, event.customer)?;
            } else if let Some(told) = told_by(event) {
                let none = MessageResult::none(told.message, &told.template, &told.cause);
                let mut row = store::row(tx, event.customer, told.message)?.unwrap_or(none);
                row.add(&told.outcome, event.at);
                store::put(tx, event.customer, &row)?;
            }
        }
        Ok(())
    }

    fn react(&mut self, tx: &mut Tx<'_>, events: &[&Event]) -> Result<()> {
        for (event, told) in events.iter().filter_map(|event| Some((event, told_by(event)?))) {
            if told.is_first {
                store::count(tx, &told.cause, &told.template, told.outcome.word(), event.at)?;
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

/// What the program itself noted. Events of the same names that stores send are about letters of other programs.
fn told_by(event: &Event) -> Option<Told> {
    if event.kind != Kind::System || event.origin != Origin::System || !EMAIL_RESULTS.contains(&event.name.as_str()) {
        return None;
    }
    let body: Value = serde_json::from_str(&event.body).ok()?;
    let properties = &body["properties"];
    let text = |name: &str| properties[name].as_str().unwrap_or_default().to_owned();
    Some(Told {
        message: properties["message_id"].as_str()?.parse().ok()?,
        template: text("template"),
        cause: text("cause"),
        outcome: Outcome::of_event(&event.name, properties)?,
        // A letter counts once as followed, however many links it has.
        is_first: properties["first"] != false,
    })
}
