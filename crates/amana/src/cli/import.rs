//! `amana import`: rows of a file through the same door as everything else, in batches that can be resumed.

use super::{CommandError, ImportArguments, Outcome, Place, config, open, say};
use crate::import::{Checkpoint, Consent, Import, ImportRow, Item, Map, Options, Progress, Report, Source};
use app::App;
use app::intake::{self, Parsed, Reader, Receipt, Sender, parse_event};
use base::Timestamp;
use foundation::consent::{Basis, Decision, Purpose, State};
use foundation::journal::Kind;
use std::fs::File;
use std::io::{BufWriter, IsTerminal as _};

/// Rows that are kept in one commit.
const BATCH_ROWS: usize = 500;

/// What a whole import did.
#[derive(Default)]
struct Sum {
    rows: u64,
    bad: u64,
    receipt: Receipt,
}

pub(super) fn import(place: &Place, arguments: &ImportArguments) -> Outcome {
    let failed = |error: &dyn std::fmt::Display| CommandError::Words(error.to_string());
    let map = Map::load(arguments.kind, arguments.map.as_deref()).map_err(|e| failed(&e))?;
    let source = Source::open(&arguments.file).map_err(|e| failed(&e))?;
    let app = open(config(place)?)?;
    let surroundings = app.surroundings();
    let options = Options {
        now: app.clock.now(),
        currency: surroundings.currency,
        country: surroundings.country.clone(),
        keep_raw: arguments.report_rows,
    };
    let mut import = Import::new(source, map, options).map_err(|e| failed(&e))?;
    let run = app.keys.once_key(&[
        b"import run",
        std::fs::canonicalize(&arguments.file)?.as_os_str().as_encoded_bytes(),
        arguments.map.as_deref().unwrap_or("").as_bytes(),
    ]);
    if let Some(checkpoint) = stored_checkpoint(&app, &run)? {
        match import.resume(&checkpoint) {
            Ok(()) => say("An earlier import of this file was stopped; going on from there."),
            Err(error) => return Err(failed(&error)),
        }
    }
    let mut report = match &arguments.report {
        Some(path) => Some(Report::new(BufWriter::new(File::create(path)?), arguments.report_rows)?),
        None => None,
    };
    let sum = read_all(&app, &mut import, report.as_mut(), &run)?;
    if let Some(report) = report {
        report.finish()?;
    }
    finish(&app, &run)?;
    tell(&sum, arguments);
    app.stop();
    Ok(())
}

fn read_all(
    app: &App,
    import: &mut Import,
    mut report: Option<&mut Report<BufWriter<File>>>,
    run: &[u8; 16],
) -> Result<Sum, CommandError> {
    let mut sum = Sum::default();
    let mut progress = Progress::new(import.bytes().1, std::io::stderr().is_terminal());
    let mut batch: Vec<ImportRow> = Vec::with_capacity(BATCH_ROWS);
    loop {
        let item = import.next().transpose().map_err(|e| CommandError::Words(e.to_string()))?;
        let ended = item.is_none();
        let mut bad = Vec::new();
        match item {
            Some(Item::Row(mut row)) => {
                bad.append(&mut row.left_out);
                batch.push(*row);
            }
            Some(Item::Bad(row)) => {
                sum.bad += 1;
                bad.push(row);
            }
            None => {}
        }
        if let Some(report) = report.as_deref_mut() {
            for row in &bad {
                report.write(row)?;
            }
        }
        if batch.len() >= BATCH_ROWS || (ended && !batch.is_empty()) {
            sum.rows += batch.len() as u64;
            let receipt = keep(app, std::mem::take(&mut batch))?;
            sum.receipt.kept += receipt.kept;
            sum.receipt.duplicates += receipt.duplicates;
            sum.receipt.dropped += receipt.dropped;
            sum.receipt.set_aside += receipt.set_aside;
            store_checkpoint(app, run, &import.checkpoint())?;
            progress.tell(sum.rows, sum.bad, import.bytes().0);
        }
        if ended {
            progress.finish(sum.rows, sum.bad);
            return Ok(sum);
        }
    }
}

/// One batch through the door: all of it is kept, or none.
fn keep(app: &App, rows: Vec<ImportRow>) -> Result<Receipt, CommandError> {
    let sender = Sender::import();
    let surroundings = app.surroundings();
    let mut rng = app.fork_rng();
    let now = app.clock.now();
    let mut all = Parsed::default();
    for row in rows {
        let mut reader = Reader { keys: &app.keys, sender, surroundings: &surroundings, received_at: now, rng: &mut rng };
        let kind = row.event.get("type").and_then(serde_json::Value::as_str).and_then(Kind::from_word).unwrap_or(Kind::Track);
        let mut parsed =
            parse_event(&mut reader, kind, &row.event.to_string()).map_err(|e| CommandError::Words(e.to_string()))?;
        for event in &mut parsed.events {
            event.message_hash = None;
            event.once.get_or_insert_with(|| app.keys.once_key(&[b"import", &row.key]));
            event.decisions = row.consents.iter().filter_map(|consent| decision(consent, now)).collect();
        }
        all.events.append(&mut parsed.events);
        all.aside.append(&mut parsed.aside);
    }
    Ok(app.door.admit(sender, all.events, all.aside).wait()?)
}

/// A decision that the file brings, with its date and proof: never invented.
fn decision(consent: &Consent, now: Timestamp) -> Option<Decision> {
    let purpose = Purpose::from_word(consent.purpose)?;
    let state = if consent.granted { State::Given } else { State::Refused };
    let at = consent.at.unwrap_or(now);
    Some(Decision { proof: consent.proof.clone(), ..Decision::about(purpose, state, Basis::Consent, at, "import") })
}

fn stored_checkpoint(app: &App, run: &[u8; 16]) -> Result<Option<Checkpoint>, CommandError> {
    let text = app.db.record.read(|tx| intake::import_checkpoint(tx, run))?;
    Ok(text.and_then(|text| text.parse().ok()))
}

fn store_checkpoint(app: &App, run: &[u8; 16], checkpoint: &Checkpoint) -> Outcome {
    let (run, state, now) = (*run, checkpoint.to_string(), app.clock.now());
    Ok(app.recorder.submit(move |tx| intake::save_import_checkpoint(tx, &run, &state, now)).wait()?)
}

/// Ends the run, and brings the tables up to date where no server does.
fn finish(app: &App, run: &[u8; 16]) -> Outcome {
    let run = *run;
    let gone = app.recorder.submit(move |tx| intake::end_import(tx, &run));
    gone.wait()?;
    if app.claim_folder()? {
        app.tables_runner().catch_up_alone(|_| {})?;
        app.answers_runner().catch_up_alone(|_| {})?;
        app.live_runner().catch_up_alone(|_| {})?;
    }
    Ok(())
}

fn tell(sum: &Sum, arguments: &ImportArguments) {
    let Sum { rows, bad, receipt } = sum;
    say(&format!(
        "{rows} rows read: {} kept, {} known already, {} dropped for lack of a legal basis, {} set aside, {bad} bad.",
        receipt.kept, receipt.duplicates, receipt.dropped, receipt.set_aside
    ));
    match (&arguments.report, bad) {
        (Some(path), 1..) => say(&format!("The bad rows are in {}.", path.display())),
        (None, 1..) => {
            say("Run it again with --report FILE to see which rows are bad and why: rows kept already stay as they are.");
        }
        _ => {}
    }
}
