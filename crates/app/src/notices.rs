//! The privacy notice at work: its first version, and who is asked again after a change.

use crate::app::App;
use crate::intake::consent_event;
use base::{Rng, Timestamp};
use db::{Error, NodeId, Result, Tx};
use foundation::consent::{self, Choices, Purpose};
use foundation::notices::{self, Asking, Step};
use foundation::{customers, journal};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

mod first;
mod text;

pub use first::{first_texts, span};
pub use text::{draw, draw_difference};

/// Customers that are gone through in one commit: others wait for its end.
const CUSTOMERS_AT_ONCE: usize = 200;
/// Customers that are counted in one read.
const COUNTED_AT_ONCE: usize = 5_000;

/// Publishes the first version, once the store has a name and as long as nothing was ever written.
pub fn publish_first(app: &App) -> Result<()> {
    let texts = app.db.record.read(|tx| {
        if notices::current(tx)?.is_some() || notices::draft(tx)?.is_some() {
            return Ok(Vec::new());
        }
        first_texts(app, tx)
    })?;
    if texts.is_empty() {
        return Ok(());
    }
    let now = app.clock.now();
    app.recorder.submit(move |tx| notices::publish_first(tx, &texts, now)).wait().map(drop)
}

/// Asks everybody anew whom a material change touches, until nobody is left or the program stops.
pub fn ask_all(app: &App, stop: &AtomicBool) -> Result<()> {
    while !stop.load(Ordering::Relaxed) && ask_next(app)? {}
    Ok(())
}

/// Goes through the next customers. `false` where nobody is left to be asked.
pub fn ask_next(app: &App) -> Result<bool> {
    if app.db.record.read(notices::asking)?.is_none() {
        return Ok(false);
    }
    let (node, clock, mut rng) = (app.node, Arc::clone(&app.clock), app.fork_rng());
    app.recorder.submit(move |tx| ask_some(tx, &mut rng, node, clock.now())).wait()
}

/// One commit's worth. How far it came is written with it: a crash loses neither a customer nor their place.
fn ask_some(tx: &mut Tx<'_>, rng: &mut Rng, node: NodeId, now: Timestamp) -> Result<bool> {
    let Some(asking) = notices::asking(tx)? else { return Ok(false) };
    let page = consent::page(tx, asking.through, CUSTOMERS_AT_ONCE)?;
    let through = page.last().map(|(customer, _)| *customer).or(asking.through);
    let mut step = Step { through, asked: 0, is_last: page.len() < CUSTOMERS_AT_ONCE };
    for (customer, mut choices) in page {
        if is_touched(&choices, &asking.purposes, now) && customers::root_of(tx, customer)? == Some(customer) {
            step.asked += u64::from(ask_one(tx, rng, node, customer, &mut choices, &asking, now)?);
        }
    }
    if notices::note_asked(tx, &asking, step, now)? {
        tracing::info!(version = asking.version, "everybody was asked anew whom the notice's change touches");
    }
    Ok(true)
}

fn ask_one(
    tx: &mut Tx<'_>,
    rng: &mut Rng,
    node: NodeId,
    customer: base::id::CustomerId,
    choices: &mut Choices,
    asking: &Asking,
    now: Timestamp,
) -> Result<bool> {
    if customers::customer_row(tx, customer)?.is_none_or(|row| row.erased_at.is_some()) {
        return Ok(false);
    }
    // Who agreed since then has read the new version.
    let ids = customers::all_ids(tx, customer)?;
    let answered = consent::answered_since(tx, &ids, asking.published_at)?;
    let purposes: Vec<Purpose> = asking.purposes.iter().copied().filter(|purpose| !answered.contains(purpose)).collect();
    let decisions = consent::reopen(tx, rng, customer, choices, &purposes, asking.version, now)?;
    if decisions.is_empty() {
        return Ok(false);
    }
    journal::note_change(tx, node, Some(customer), now)?;
    journal::append_one(tx, consent_event(customer, &decisions, rng, now), now)?;
    Ok(true)
}

/// Whether a change of these purposes asks a customer again; what has run out by itself is over.
pub fn is_touched(choices: &Choices, purposes: &[Purpose], now: Timestamp) -> bool {
    choices.iter().any(|choice| choice.is_reopened_by(purposes) && now < choice.until)
}

/// Shows the choices of every customer of whom any are on record, a person once.
pub fn for_everybody(app: &App, mut look: impl FnMut(&Choices)) -> Result<()> {
    app.db.record.read(|tx| {
        let mut after = None;
        loop {
            let page = consent::page(tx, after, COUNTED_AT_ONCE)?;
            let ids: BTreeSet<_> = page.iter().map(|(customer, _)| *customer).collect();
            let merged = customers::roots_of(tx, &ids)?;
            for (_, choices) in page.iter().filter(|(customer, _)| !merged.contains_key(customer)) {
                look(choices);
            }
            after = page.last().map(|(customer, _)| *customer);
            if page.len() < COUNTED_AT_ONCE {
                return Ok::<_, Error>(());
            }
        }
    })
}
