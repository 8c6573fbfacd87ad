//! People who wait in a journey, laid straight into the table: so many could not be brought there one by one in good time.

use crate::{Outcome, SEED, Words, open, people, plans};
use app::App;
use automation::journeys::{self, Run, RunState};
use base::id::{CustomerId, EventId, JourneyId, RunId};
use base::{Id as _, Locale, Rng, Timestamp};
use db::Tx;
use foundation::consent::{self, Basis, Choices, Purpose, Recipient, State};
use serde_json::json;
use std::path::PathBuf;
use std::time::Duration;

const MINUTES: u32 = 30 * 24 * 60;
/// They are due over this time; nobody within the first hours of it, in which it is measured how quiet it is.
const OVER: Duration = Duration::from_hours(30 * 24);
const FIRST: Duration = Duration::from_hours(6);
/// Rows in one transaction.
const BATCH: usize = 20_000;

pub fn run(words: &Words) -> Outcome {
    let app = open(PathBuf::from(words.text("data")?))?;
    let count = words.number("people")?;
    let (now, mut rng) = (app.clock.now(), Rng::from_seed(SEED));
    let journey = begin(&app, &mut rng, now)?;
    let people = people::introduce(&app, count, now.minus(OVER))?;
    agree(&app, &people, now)?;
    for (number, chunk) in people.chunks(BATCH).enumerate() {
        app.db.views.write(|tx| wait(tx, &app, journey, chunk, number * BATCH, count, now, &mut rng))?;
    }
    app.live_runner().catch_up()?;
    app.stop();
    println!("people={count}");
    Ok(())
}

/// A wait, and the end.
fn begin(app: &App, rng: &mut Rng, now: Timestamp) -> Outcome<JourneyId> {
    let id = JourneyId::new(now, rng);
    let plan = plans::plan(&json!({"event": {"event": "Product Added"}}), &json!({}), &json!([{"wait": {"minutes": MINUTES}}]))?;
    let begun = app.recorder.submit(move |tx| {
        plans::insert(tx, id, "A month later", &plan, now)?;
        automation::live::changed(tx, now)
    });
    begun.wait()?;
    Ok(id)
}

/// All of them agreed to be shown what suits them, which the journey rests on.
fn agree(app: &App, people: &[CustomerId], now: Timestamp) -> Outcome {
    let mut choices = Choices::default();
    let purpose = Purpose::Personalise;
    choices.decide(purpose, Recipient::Automation, purpose.categories(), State::Given, Basis::Consent, None);
    for chunk in people.chunks(BATCH) {
        let rows: Vec<(CustomerId, &Choices)> = chunk.iter().map(|customer| (*customer, &choices)).collect();
        app.db.record.write(|tx| consent::store_choices(tx, &rows, now))?;
    }
    Ok(())
}

/// These went in a month before they are due, which they are in an order of their own.
#[expect(clippy::too_many_arguments, reason = "one place calls it")]
fn wait(
    tx: &mut Tx<'_>,
    app: &App,
    journey: JourneyId,
    people: &[CustomerId],
    first: usize,
    count: usize,
    now: Timestamp,
    rng: &mut Rng,
) -> db::Result<()> {
    let apart = OVER.saturating_sub(FIRST).as_micros() as u64 / count.max(1) as u64;
    for (number, customer) in people.iter().enumerate() {
        let due = now.plus(FIRST).plus(Duration::from_micros((first + number) as u64 * apart));
        let begun = due.minus(OVER);
        let mut run = Run {
            id: RunId::new(begun, rng),
            journey,
            version: 1,
            customer: *customer,
            event: EventId::from_raw([0; 16]),
            position: 0,
            locale: Locale::En,
            zone: String::new(),
            state: RunState::Inside,
            step: 0,
            path: Vec::new(),
            begun_at: begun,
            changed_at: begun,
            due_at: Some(due),
            watched_until: begun,
            held_out: false,
            goal_at: None,
            revenue: None,
        };
        run.note(0, "waits", begun);
        let key = app.keys.once_key(&[b"bench", run.id.raw()]);
        journeys::begin(tx, &key, &run)?;
    }
    Ok(())
}
