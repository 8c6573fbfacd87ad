//! How many events a second the projection of segments and journeys reads: with all of them in force, and with none.
//!
//! Customers have a past, so that they are in their segments already: what is measured is a store at work, and not how everybody
//! comes into their first segments at one time.

use crate::events::events;
use crate::{Outcome, SEED, Words, open, plans, shop};
use app::App;
use base::id::CustomerId;
use base::{Rng, Timestamp};
use foundation::journal;
use std::time::{Duration, Instant};

/// Events of the past for each customer.
const PAST_EACH: usize = 10;
/// Over which they lie.
const PAST: Duration = Duration::from_hours(20 * 24);
const APPENDED_AT_ONCE: usize = 20_000;

pub fn run(words: &Words) -> Outcome {
    let (customers, count) = (words.number("customers")?, words.number("events")?);
    let with = measure(customers, count, true)?;
    let without = measure(customers, count, false)?;
    println!("rate={:.1}\nrate_empty={:.1}", with.rate, without.rate);
    println!("moves={}\nbegun={}\nletters={}", with.moves, with.begun, with.letters);
    Ok(())
}

struct Measured {
    rate: f64,
    /// Times that somebody came into a segment or left one, began a journey, and got a letter, meanwhile.
    moves: i64,
    begun: i64,
    letters: i64,
}

fn measure(customers: usize, count: usize, is_live: bool) -> Outcome<Measured> {
    let folder = tempfile::tempdir_in(std::env::var_os("CARGO_TARGET_TMPDIR").unwrap_or_else(|| ".".into()))?;
    let app = open(folder.path().to_owned())?;
    let people = shop::customers(&app, customers)?;
    if is_live {
        plans::lay(&app)?;
    }
    let (now, mut rng) = (app.clock.now(), Rng::from_seed(SEED));
    // Segments see it; no journey begins by what happened before the projection came.
    append(&app, &people, 0, customers * PAST_EACH, now.minus(PAST), now.minus(Duration::from_hours(1)), &mut rng)?;
    app.live_runner().catch_up()?;
    let before = counts(&app)?;
    append(&app, &people, customers * PAST_EACH, count, now.minus(Duration::from_hours(1)), now, &mut rng)?;
    let started = Instant::now();
    let read = app.live_runner().catch_up()?;
    let seconds = started.elapsed().as_secs_f64();
    if read < count {
        return Err(format!("of {count} events {read} were read").into());
    }
    let after = counts(&app)?;
    app.stop();
    let [moves, begun, letters] = [0, 1, 2].map(|at| after[at] - before[at]);
    let is_at_work = moves > 0 && begun > 0 && letters == (count / 10) as i64;
    if is_live && !is_at_work {
        return Err(format!("{moves} moves, {begun} begun journeys and {letters} letters: that is no store at work").into());
    }
    Ok(Measured { rate: count as f64 / seconds, moves, begun, letters })
}

fn append(
    app: &App,
    people: &[CustomerId],
    first: usize,
    count: usize,
    from: Timestamp,
    until: Timestamp,
    rng: &mut Rng,
) -> Outcome {
    let now = app.clock.now();
    let mut all = events(people, first, count, from, until, rng);
    while !all.is_empty() {
        let rest = all.split_off(all.len().min(APPENDED_AT_ONCE));
        let batch = std::mem::replace(&mut all, rest);
        let appended = app.recorder.submit(move |tx| {
            let head = journal::head(tx)?;
            journal::append(tx, head, &batch, &[], now).map(drop)
        });
        appended.wait().map_err(|error: db::Error| error.to_string())?;
    }
    Ok(())
}

/// Moves that the record was told of, runs, and letters that may go.
fn counts(app: &App) -> Outcome<[i64; 3]> {
    let moves = "SELECT COUNT(*) FROM journal WHERE name IN ('Segment Entered', 'Segment Exited')";
    let moves = app.db.record.read(|tx| tx.query_one(moves, &[], |row| row.get::<i64>(0)))?;
    let (begun, letters) = app.db.views.read(|tx| {
        let begun = tx.query_one("SELECT COUNT(*) FROM journey_runs", &[], |row| row.get::<i64>(0))?;
        let letters = "SELECT COUNT(*) FROM messages WHERE reason = ''";
        Ok::<_, db::Error>((begun, tx.query_one(letters, &[], |row| row.get::<i64>(0))?))
    })?;
    Ok([moves, begun, letters])
}
