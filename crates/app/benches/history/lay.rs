//! Makes a store with a long history: everyone's rows, sealed files by month, and the newest events in the journal.

use crate::events::{Month, begins, ends, months};
use crate::{Outcome, Words, people};
use app::App;
use base::id::{CustomerId, HistoryFileId};
use base::{Rng, Timestamp};
use foundation::history::{self, Retention, SealedFile};
use foundation::journal::{self, NewEvent};
use foundation::settings::StoreSettings;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const THREADS: usize = 2;
/// The newest events, which are not sealed: as many as sealing leaves.
const KEPT_EVENTS: u64 = 1000;

pub fn run(words: &Words) -> Outcome {
    let (events, count) = (words.number("events")? as u64, words.number("customers")?);
    let app = words.app()?;
    save_settings(&app)?;
    let people = people::introduce(&app, count, begins())?;
    if people != people::ids(count, begins()) {
        return Err("the store is not empty".into());
    }
    let started = Instant::now();
    let folder = app.config.history.clone().ok_or("there is no folder for the history")?.folder;
    let months = months(events);
    let files = seal(&folder, &months, &people)?;
    let seconds = started.elapsed().as_secs_f64();
    commit(&app, files.clone(), newest(&months, &people))?;
    app.stop();
    println!("seconds={seconds:.3}");
    println!("files={}", files.len());
    println!("bytes={}", files.iter().map(|file| file.bytes).sum::<u64>());
    Ok(())
}

fn save_settings(app: &App) -> Outcome {
    let store = StoreSettings { name: "Noor & Co".to_owned(), ..StoreSettings::default() };
    // All of it stays: what is over would be taken out as soon as the store serves.
    let kept = Retention { orders: Some(0), browsing: Some(0), profile: Some(0), other: Some(0) };
    let saved = app.recorder.submit(move |tx| {
        store.save(tx, begins())?;
        kept.save(tx, begins())
    });
    Ok(saved.wait()?)
}

/// Writes the months' files, a few at once.
fn seal(folder: &Path, months: &[Month], people: &[CustomerId]) -> Outcome<Vec<SealedFile>> {
    let next = AtomicUsize::new(0);
    let work = |mut rng: Rng| {
        let mut files = Vec::new();
        while let Some(month) = months.get(next.fetch_add(1, Ordering::Relaxed)) {
            let is_last = month.first == months[months.len() - 1].first;
            let events = month.events - if is_last { KEPT_EVENTS.min(month.events) } else { 0 };
            files.extend(seal_month(folder, month, events, people, &mut rng, head_of(months))?);
        }
        Ok::<_, history::Error>(files)
    };
    let mut rng = Rng::from_system();
    let mut files = Vec::new();
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..THREADS).map(|_| (rng.fork(), &work)).map(|(rng, work)| scope.spawn(move || work(rng))).collect();
        for thread in threads {
            files.extend(thread.join().map_err(|_| "a thread panicked")??);
        }
        Ok::<_, Box<dyn std::error::Error>>(files)
    })
}

/// The place after the last event.
fn head_of(months: &[Month]) -> i64 {
    months.last().map_or(1, |month| month.first + month.events as i64)
}

fn seal_month(
    folder: &Path,
    month: &Month,
    events: u64,
    people: &[CustomerId],
    rng: &mut Rng,
    head: i64,
) -> Result<Option<SealedFile>, history::Error> {
    // Customer and place as one number: sorted, they are in the file's order, since ids ascend and places follow time.
    let count = people.len() as u64;
    let mut order: Vec<u64> = (0..events).map(|place| month.who(place, count) << 32 | place).collect();
    order.sort_unstable();
    let events = order.into_iter().map(|one| month.event(one & u64::from(u32::MAX), people[(one >> 32) as usize]));
    history::testing::lay(folder, HistoryFileId::new(ends(), rng), head, ends(), events)
}

/// What stays in the journal.
fn newest(months: &[Month], people: &[CustomerId]) -> Vec<NewEvent> {
    let Some(month) = months.last() else { return Vec::new() };
    let places = month.events.saturating_sub(KEPT_EVENTS)..month.events;
    places
        .map(|place| month.event(place, people[month.who(place, people.len() as u64) as usize]))
        .map(|event| NewEvent {
            id: event.id,
            customer: event.customer,
            name: event.name,
            kind: event.kind,
            origin: event.origin,
            at: event.at,
            received_at: event.received_at,
            body: event.body,
        })
        .collect()
}

fn commit(app: &App, files: Vec<SealedFile>, newest: Vec<NewEvent>) -> Outcome {
    let now: Timestamp = ends();
    let named = app.recorder.submit(move |tx| {
        let through = history::testing::name(tx, &files)?;
        journal::append(tx, through + 1, &newest, &[], now).map_err(history::Error::from)
    });
    named.wait()?;
    Ok(())
}
