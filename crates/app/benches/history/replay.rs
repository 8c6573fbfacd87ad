//! What a rebuild reads, without what it writes.

use crate::{Outcome, Words};
use base::id::CustomerId;
use foundation::history::{self, Columns, Error, Fold, Query, Row};
use std::time::Instant;

/// Events taken at once, as the projections do.
const EVENTS: usize = 65_536;

pub fn run(words: &Words) -> Outcome {
    let app = words.app()?;
    let (through, forgotten) =
        app.db.record.read(|tx| Ok::<_, db::Error>((history::sealed_through(tx)?, history::forgotten_head(tx)?)))?;
    let started = Instant::now();
    let folds = app.history.fold(Query::all(Columns::ALL), 1, Bytes::default)?;
    let fold = started.elapsed().as_secs_f64();
    let started = Instant::now();
    let (mut replay, mut events) = (app.history.replay(through, forgotten, [0; 16])?, 0);
    while !replay.is_done() {
        events += replay.next(EVENTS)?.len();
    }
    let replayed = started.elapsed().as_secs_f64();
    app.stop();
    let read: u64 = folds.iter().map(|fold| fold.events).sum();
    println!("fold_rate={:.1}", read as f64 / fold);
    println!("replay_rate={:.1}", events as f64 / replayed);
    println!("body_bytes={}", folds.iter().map(|fold| fold.bytes).sum::<u64>() / read.max(1));
    Ok(())
}

/// Looks at every event and at the length of its body.
#[derive(Default)]
struct Bytes {
    events: u64,
    bytes: u64,
}

impl Fold for Bytes {
    fn begin(&mut self, _customer: CustomerId) {}

    fn step(&mut self, row: Row<'_>) {
        self.events += 1;
        self.bytes += row.body().len() as u64;
    }

    fn end(&mut self) -> Result<(), Error> {
        Ok(())
    }
}
