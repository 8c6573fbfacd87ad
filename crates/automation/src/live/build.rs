//! Everything made from the history: what is remembered of each customer, and who belongs where.
//!
//! One pass over what was read so far, customer by customer, written some thousands at a time. It is done where rules came that ask
//! what was not remembered, where a segment is new or asks something else, and after a rebuild. Who comes into a segment by being
//! found so has not moved: nobody is told, and no journey begins.

use super::loaded::Loaded;
use super::store::{self, Kept, Note, Standing};
use crate::segments;
use base::Timestamp;
use base::id::{CustomerId, SegmentId};
use db::{Db, Result};
use foundation::consent::{self, Choices};
use foundation::customers;
use foundation::history::{self, Column, Fold, History, Query, Row};
use foundation::journal::{self, Place, SEGMENT_ENTERED, SEGMENT_EXITED};
use foundation::rules::{Pass, Seen, State};
use std::collections::{HashMap, HashSet};
use std::sync::mpsc::{SyncSender, sync_channel};

/// Customers in one transaction.
const CHUNK: usize = 4_096;
/// Chunks that wait to be written.
const CHUNKS_WAITING: usize = 4;
const THREADS: usize = 2;

/// Whether what is kept is of other rules than those in force.
pub(super) fn is_needed(db: &Db, loaded: &Loaded, standing: &Standing) -> Result<bool> {
    if standing.fingerprint != Some(loaded.fingerprint) {
        return Ok(true);
    }
    let sizes = db.views.read(segments::sizes)?;
    let is_made = |segment: &segments::Segment| sizes.get(&segment.id).and_then(|size| size.made_of) == Some(segment.made_of());
    Ok(!loaded.segments.iter().all(is_made) || sizes.keys().any(|id| !loaded.segments.iter().any(|one| one.id == *id)))
}

/// Makes it; whether the record is to be told of something.
pub(super) fn make(
    db: &Db,
    history: &History,
    place: &Place<'_>,
    loaded: &Loaded,
    standing: &mut Standing,
    now: Timestamp,
) -> Result<bool> {
    let sizes = db.views.read(segments::sizes)?;
    let is_new = |segment: &&segments::Segment| sizes.get(&segment.id).and_then(|size| size.made_of) != Some(segment.made_of());
    let new: HashSet<SegmentId> = loaded.segments.iter().filter(is_new).map(|segment| segment.id).collect();
    // Whoever changes their mind from here on is looked at again afterwards.
    standing.gate = db.record.read(journal::last_change)?;
    standing.fingerprint = None;
    place.write(|tx| {
        store::save_standing(tx, standing)?;
        store::clear_states(tx)?;
        for id in sizes.keys().filter(|id| !loaded.segments.iter().any(|one| one.id == **id)) {
            segments::clear_members(tx, *id)?;
            segments::clear_moves(tx, *id)?;
        }
        for id in &new {
            segments::clear_members(tx, *id)?;
            segments::save_size(tx, *id, None)?;
        }
        Ok(())
    })?;
    let mut making = Making { db, place, loaded, standing, new: &new, now, seen: HashSet::new(), noted: false };
    making.fold(history)?;
    making.the_others()?;
    let noted = making.noted;
    standing.fingerprint = Some(loaded.fingerprint);
    place.write(|tx| {
        for segment in loaded.segments.iter().filter(|segment| new.contains(&segment.id)) {
            segments::save_size(tx, segment.id, Some(&segment.made_of()))?;
        }
        store::save_standing(tx, standing)
    })?;
    Ok(noted)
}

struct Making<'a> {
    db: &'a Db,
    place: &'a Place<'a>,
    loaded: &'a Loaded,
    standing: &'a mut Standing,
    new: &'a HashSet<SegmentId>,
    now: Timestamp,
    /// Those to whom something happened that a rule speaks of.
    seen: HashSet<CustomerId>,
    noted: bool,
}

/// One customer of the pass, and when what they are told to have done later will have happened.
type Found = (CustomerId, State, Option<Timestamp>);

impl Making<'_> {
    /// Those to whom something happened that any rule speaks of.
    fn fold(&mut self, history: &History) -> Result<()> {
        let program = &self.loaded.program;
        let names: Vec<&str> = program.events().collect();
        if names.is_empty() {
            return Ok(());
        }
        let (now, through) = (self.now, self.place.position);
        let query = Query { names: &names, ..Query::all(program.columns().with(Column::Position)) };
        let (send, chunks) = sync_channel::<Vec<Found>>(CHUNKS_WAITING);
        std::thread::scope(|scope| {
            let pass = scope.spawn(move || {
                history
                    .fold(query, THREADS, || Finding {
                        pass: Pass::new(program, now),
                        through,
                        found: Vec::new(),
                        customer: None,
                        any: false,
                        send: send.clone(),
                    })
                    .and_then(|parts| parts.into_iter().try_for_each(Finding::flush))
            });
            // Where writing fails, the pass ends at its next chunk: nobody takes it.
            let written = chunks.into_iter().try_for_each(|chunk| self.write(chunk, true));
            let read = pass.join().unwrap_or(Err(history::Error::Stopped));
            written.and_then(|()| Ok(read?))
        })
    }

    /// Those of whom nothing is known but what they chose.
    fn the_others(&mut self) -> Result<()> {
        if self.loaded.segments.is_empty() {
            return Ok(());
        }
        let mut after = None;
        loop {
            let (page, merged) = self.db.record.read(|tx| {
                let page = consent::page(tx, after, CHUNK)?;
                let merged = customers::roots_of(tx, &page.iter().map(|(customer, _)| *customer).collect())?;
                Ok::<_, db::Error>((page, merged))
            })?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after = Some(*last);
            let roots = page.into_iter().map(|(customer, _)| customer).filter(|customer| !merged.contains_key(customer));
            let unseen = roots.filter(|customer| !self.seen.contains(customer));
            let chunk = unseen.map(|customer| (customer, self.loaded.program.start(), None)).collect();
            self.write(chunk, false)?;
        }
    }

    fn write(&mut self, mut chunk: Vec<Found>, keeps_states: bool) -> Result<()> {
        let customers: Vec<CustomerId> = chunk.iter().map(|(customer, ..)| *customer).collect();
        let choices = self.db.record.read(|tx| consent::load_many(tx, &customers))?;
        let choices: HashMap<CustomerId, Choices> = choices.into_iter().collect();
        let (nothing, now, loaded) = (Choices::default(), self.now, self.loaded);
        self.place.write(|tx| {
            let inside: HashSet<(CustomerId, SegmentId)> = segments::members_of(tx, &customers)?.into_iter().collect();
            let (mut entered, mut left, mut rows, mut notes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            for (customer, state, early) in &mut chunk {
                let choices = choices.get(customer).unwrap_or(&nothing);
                for (rule, segment) in loaded.segments.iter().enumerate() {
                    let is_in = loaded.is_in(rule, state, choices, now);
                    if is_in == inside.contains(&(*customer, segment.id)) {
                        continue;
                    }
                    let moved = if is_in { &mut entered } else { &mut left };
                    moved.push((segment.id, *customer));
                    if self.new.contains(&segment.id) {
                        continue;
                    }
                    let name = if is_in { SEGMENT_ENTERED } else { SEGMENT_EXITED };
                    let body = serde_json::json!({"properties": {"segment": segment.id.to_string()}}).to_string();
                    notes.push(Note { seq: self.standing.notes, customer: *customer, name: name.to_owned(), body });
                    self.standing.notes += 1;
                }
                if keeps_states {
                    let due_at = early.iter().copied().chain(loaded.program.changes_at(state, choices, now)).min();
                    let bytes = if early.is_some() { Vec::new() } else { state.encode() };
                    rows.push((*customer, Kept { state: bytes, due_at }));
                }
            }
            segments::move_all(tx, &entered, &left, now)?;
            store::save_states(tx, &rows)?;
            if !notes.is_empty() {
                store::add_notes(tx, &notes)?;
                store::save_standing(tx, self.standing)?;
                self.noted = true;
            }
            Ok(())
        })?;
        if keeps_states {
            self.seen.extend(customers);
        }
        Ok(())
    }
}

/// The pass over one part of the customers.
struct Finding<'p> {
    pass: Pass<'p>,
    through: i64,
    found: Vec<Found>,
    customer: Option<CustomerId>,
    any: bool,
    send: SyncSender<Vec<Found>>,
}

impl Finding<'_> {
    fn flush(self) -> std::result::Result<(), history::Error> {
        if self.found.is_empty() {
            return Ok(());
        }
        self.send.send(self.found).map_err(|_| history::Error::Stopped)
    }
}

impl Fold for Finding<'_> {
    fn begin(&mut self, customer: CustomerId) {
        (self.customer, self.any) = (Some(customer), false);
        self.pass.begin();
    }

    fn step(&mut self, row: Row<'_>) {
        // What came after is seen when it is read.
        if row.position() > self.through {
            return;
        }
        self.any = true;
        self.pass.step(&Seen::from(row));
    }

    fn end(&mut self) -> std::result::Result<(), history::Error> {
        let Some(customer) = self.customer.filter(|_| self.any) else { return Ok(()) };
        let state = self.pass.end().clone();
        self.found.push((customer, state, self.pass.early()));
        if self.found.len() < CHUNK {
            return Ok(());
        }
        self.send.send(std::mem::take(&mut self.found)).map_err(|_| history::Error::Stopped)
    }
}
