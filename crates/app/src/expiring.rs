//! Agreements that end: the person is told in time, once, and what has ended is put away.

use crate::app::App;
use crate::asking::Asking;
use crate::intake;
use base::Timestamp;
use base::id::CustomerId;
use db::{Lease, Result, Tx};
use foundation::consent::{self, Choice, Decision, Due, Law};
use foundation::customers;
use foundation::journal::{self, CONSENT_ENDING};
use foundation::settings::StoreSettings;
use std::time::Duration;

/// Customers in one commit, and in one turn.
const IN_ONE_COMMIT: usize = 50;
const IN_ONE_TURN: usize = 2_000;
const LEASE_LASTS: Duration = Duration::from_mins(2);

/// Does what is due now; one node at a time. Gives how many customers it was for.
pub fn run(app: &App) -> Result<usize> {
    let now = app.clock.now();
    if app.db.record.read(|tx| consent::due(tx, now, 1))?.is_empty()
        || !Lease::new("expiring", app.node, LEASE_LASTS).hold(&app.db.views)?
    {
        return Ok(0);
    }
    let mut done = 0;
    while done < IN_ONE_TURN {
        let (node, mut rng) = (app.node, app.fork_rng());
        let turn = app.recorder.submit(move |tx| {
            let due = consent::due(tx, now, IN_ONE_COMMIT)?;
            for (customer, since) in &due {
                let Due { ended, ending } = consent::keep_alive(tx, &mut rng, *customer, *since, now)?;
                if !ended.is_empty() {
                    journal::note_change(tx, node, Some(*customer), now)?;
                    journal::append_one(tx, intake::consent_event(*customer, &ended, &mut rng, now), now)?;
                }
                let ending = askable(tx, *customer, ending, now)?;
                if let Some(until) = ending.iter().map(|(choice, _)| choice.until).max() {
                    let days = ending.iter().map(|(_, before)| before.as_secs() / 86_400).max().unwrap_or(0);
                    let mut purposes: Vec<&str> = ending.iter().map(|(choice, _)| choice.purpose.word()).collect();
                    purposes.dedup();
                    let properties = serde_json::json!({"purposes": purposes, "until": until.micros(), "days": days});
                    let body = serde_json::json!({"properties": properties}).to_string();
                    journal::append_one(tx, journal::system_event(*customer, CONSENT_ENDING, body, &mut rng, now), now)?;
                }
            }
            Ok::<_, db::Error>(due.len())
        });
        match turn.wait()? {
            0 => break,
            some => done += some,
        }
    }
    Ok(done)
}

/// Of what is about to end, what the customer is asked to renew: what the store still uses, and what they did not say no to within
/// the time for which the law leaves a no in peace. A no to a part silences that part.
fn askable(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    ending: Vec<(Choice, Duration)>,
    now: Timestamp,
) -> Result<Vec<(Choice, Duration)>> {
    if ending.is_empty() {
        return Ok(ending);
    }
    let (asking, law) = (Asking::load(tx)?, Law::of_country(&StoreSettings::load(tx)?.country));
    let ids = customers::all_ids(tx, customer)?;
    let mut kept = Vec::with_capacity(ending.len());
    for (choice, before) in ending {
        let renewed = Decision::to_renew(&choice, None, now);
        if asking.uses(choice.purpose) && consent::quiet_until(tx, &ids, &renewed, law, now)?.is_none() {
            kept.push((choice, before));
        }
    }
    Ok(kept)
}
