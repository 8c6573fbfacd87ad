//! From the journal into files, and files into better ones.
//!
//! The boundary in `history_state` says where the journal ends and the files begin: it moves in the commit that names the new
//! files, and nothing below it is read from the journal any more. A crash before leaves the old state and a stray file; a
//! crash after leaves the new one. A file that was replaced is deleted when the manifest no longer names it.

use super::check::check_bytes;
use super::forgotten;
use super::format::Rows;
use super::plan;
use super::retain::bit_of;
use super::rewrite::rewrite;
use super::shelf::Shelf;
use super::store::{self, SealedFile};
use super::writer::{FileWriter, Written};
use super::{Error, History, Row};
use crate::customers;
use crate::journal::{self, Event};
use base::id::{CustomerId, HistoryFileId};
use base::{Clock, Id as _, Rng, Timestamp};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How much is sealed when.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Events sealed at once.
    pub seal_events: i64,
    /// The newest stay in the journal, for whoever shows what just came in.
    pub kept_events: i64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { seal_events: 131_072, kept_events: 1000 }
    }
}

/// Sealed also where they are fewer, once the oldest is as old.
const SEAL_AGE: Duration = Duration::from_hours(24);
/// A projection that is farther behind does not hold the sealing up: it has to be rebuilt.
const STUCK_AGE: Duration = Duration::from_hours(7 * 24);
/// Rows in memory as columns at once.
const WRITE_ROWS: usize = 4096;
/// Deleted in one command of the recorder, so that the door hardly waits.
pub(super) const DELETE_EVENTS: i64 = 4096;
/// A file that the manifest does not name after this time is a stray.
pub(super) const STRAY_AGE: Duration = Duration::from_hours(1);
/// The writing of a file may take no longer, so that it is not swept before it is named.
const WRITE_TIME_MAX: Duration = Duration::from_mins(30);

/// What [`History::tend`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tended {
    Nothing,
    /// So many events went into files.
    Sealed(u64),
    /// So many rows were written anew, into fewer files.
    Joined(u64),
    /// So many rows were written anew, without those of erased customers.
    Forgot(u64),
    /// So many rows were written anew, without those whose time is over.
    Dropped(u64),
}

/// How far the projections are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    /// The position up to which every one of them has read.
    pub through: i64,
    /// The line of the log of the forgotten up to which all have heard.
    pub forgotten: i64,
}

impl History {
    /// Does the next piece of work, if any: seals what is ready, forgets, drops what is over, joins files. However much
    /// there is to seal, the rest has every second turn. One node at a time should call this; where two do, one of them gets
    /// [`Error::Overtaken`] and nothing is lost.
    pub fn tend(&self, read: Read, clock: &dyn Clock, rng: &mut Rng) -> Result<Tended, Error> {
        self.settle(clock.now(), rng)?;
        self.delete_left()?;
        let is_upkeeps_turn = self.has_sealed.swap(false, Ordering::Relaxed);
        if is_upkeeps_turn && let Some(done) = self.keep_up(read, clock, rng)? {
            return Ok(done);
        }
        let sealed = self.seal(read.through, clock, rng)?;
        if sealed > 0 {
            self.has_sealed.store(true, Ordering::Relaxed);
            return Ok(Tended::Sealed(sealed));
        }
        if !is_upkeeps_turn && let Some(done) = self.keep_up(read, clock, rng)? {
            return Ok(done);
        }
        if let Some(shelf) = &self.shelf {
            self.sweep(shelf, Some(clock.now().minus(STRAY_AGE)))?;
            self.examine_next(&self.files()?, clock.now());
        }
        Ok(Tended::Nothing)
    }

    fn keep_up(&self, read: Read, clock: &dyn Clock, rng: &mut Rng) -> Result<Option<Tended>, Error> {
        if self.db.record.read(|tx| forgotten::has_fresh(tx, read.forgotten))? {
            self.recorder.submit(move |tx| forgotten::settle(tx, read.forgotten).map_err(Error::from)).wait()?;
        }
        if let Some(rows) = self.forget(read.through, clock, rng)? {
            return Ok(Some(Tended::Forgot(rows)));
        }
        if let Some(rows) = self.retain(read.through, clock, rng)? {
            return Ok(Some(Tended::Dropped(rows)));
        }
        let files = self.sound(self.files()?);
        let joined = self.join(&files, clock, rng)?;
        let joined = if joined > 0 { joined } else { self.bring_home(&files, clock, rng)? };
        Ok((joined > 0).then_some(Tended::Joined(joined)))
    }

    /// Seals the oldest events that every projection has read, once there are enough of them or they are old enough.
    fn seal(&self, read: i64, clock: &dyn Clock, rng: &mut Rng) -> Result<u64, Error> {
        let Some(shelf) = &self.shelf else { return Ok(0) };
        let started = clock.now();
        let ready = self.db.record.read(|tx| Ready::find(tx, self.pace, read, started))?;
        let Some(Ready { from, to, forgotten, roots_at, places, roots }) = ready else { return Ok(0) };
        let mut files = Vec::new();
        let written = (|| {
            for of_month in places.chunk_by(|one, next| one.month == next.month) {
                let (month, id) = (of_month[0].month, HistoryFileId::new(started, rng));
                let written = self.write(&shelf.new_path(month, id), of_month, &roots)?;
                let file = manifest_row(id, month, written, roots_at, started);
                files.push(file.clone());
                shelf.publish(&file)?;
            }
            Ok(())
        })();
        // Nobody knows of them yet: what a full disk has no room for must not stay on it.
        if let Err(error) = written.and_then(|()| in_time(started, clock.now())) {
            for file in &files {
                shelf.take_back(file);
            }
            return Err(error);
        }
        let named = files.clone();
        let committed = self.recorder.submit(move |tx| {
            // Another may have forgotten meanwhile what was written here.
            if !store::move_boundary(tx, from, to)? || forgotten::forgotten_head(tx)? != forgotten {
                return Err(Error::Overtaken);
            }
            named.iter().try_for_each(|file| store::add(tx, file)).map_err(Error::from)
        });
        committed.wait().inspect_err(|error| unnamed(shelf, &files, error))?;
        self.delete_sealed(from)?;
        let sealed = (to - from) as u64;
        self.sealed_rows.fetch_add(sealed, Ordering::Relaxed);
        Ok(sealed)
    }

    /// Writes the journal's events at these places, in their order, as a file: some thousands are in memory at once.
    fn write(&self, path: &Path, places: &[Place], roots: &HashMap<CustomerId, CustomerId>) -> Result<Written, Error> {
        let mut writer = FileWriter::create(path)?;
        for places in places.chunks(WRITE_ROWS) {
            let positions: Vec<i64> = places.iter().map(|place| place.position).collect();
            let events = self.db.record.read(|tx| journal::at_positions(tx, &positions))?;
            if events.len() != places.len() {
                // Another has forgotten somebody meanwhile.
                return Err(Error::Overtaken);
            }
            let mut rows = Rows::new();
            for event in &events {
                rows.push(event, root_of(roots, event.customer))?;
            }
            writer.write(&rows.finish()?)?;
        }
        writer.finish()
    }

    /// Deletes the journal's rows up to the boundary, which are in files: those after `from`, some at a time.
    fn delete_sealed(&self, from: i64) -> Result<(), Error> {
        let to = self.db.record.read(store::sealed_through)?;
        let mut deleted = from;
        while deleted < to {
            let until = (deleted + DELETE_EVENTS).min(to);
            self.recorder.submit(move |tx| journal::delete_through(tx, until).map_err(Error::from)).wait()?;
            deleted = until;
        }
        Ok(())
    }

    /// Deletes what a crash left of sealed events in the journal.
    fn delete_left(&self) -> Result<(), Error> {
        let left = self.db.record.read(|tx| {
            let sealed = store::sealed_through(tx)?;
            let first = journal::first_after(tx, 0)?.map(|event| event.position);
            Ok::<_, db::Error>(first.filter(|first| *first <= sealed))
        })?;
        left.map_or(Ok(()), |first| self.delete_sealed(first - 1))
    }

    /// Joins a few of the files into one.
    fn join(&self, files: &[SealedFile], clock: &dyn Clock, rng: &mut Rng) -> Result<u64, Error> {
        let Some(chosen) = plan::to_join(files, month_of(clock.now())) else { return Ok(0) };
        self.replace(&chosen, 0, clock, rng)
    }

    /// Writes these files of one month anew as one, without the erased and without the classes of events that are over (a
    /// bit each); gives its rows. A file that turns out to be broken is left alone from then on, and nothing is replaced.
    pub(super) fn replace(&self, old: &[SealedFile], over: i64, clock: &dyn Clock, rng: &mut Rng) -> Result<u64, Error> {
        match self.rewrite_as_one(old, over, clock, rng) {
            Err(Error::Broken { .. }) if old.iter().filter(|file| !self.examine(file, clock.now())).count() > 0 => Ok(0),
            outcome => outcome,
        }
    }

    fn rewrite_as_one(&self, old: &[SealedFile], over: i64, clock: &dyn Clock, rng: &mut Rng) -> Result<u64, Error> {
        let started = clock.now();
        let (Some(month), Some(shelf)) = (old.first().map(|file| file.month), &self.shelf) else { return Ok(0) };
        // Damage that can still be read must not become what was written.
        for file in old {
            shelf.read(file, |path| check_bytes(file, path), |id| self.close_idle(id))?;
        }
        let (sources, roots_at) = self.sources_of(old)?;
        let id = HistoryFileId::new(started, rng);
        let mut writer = FileWriter::create(&shelf.new_path(month, id))?;
        let is_over = |row: Row<'_>| over != 0 && row.kind().is_some_and(|kind| over & bit_of(kind, row.name()) != 0);
        let dropped = rewrite(&sources, is_over, &mut writer)?;
        let written = writer.finish()?;
        let rows = written.rows;
        let held = old.iter().fold(!0, |held, file| held & file.dropped) | over;
        let new = SealedFile { dropped: held, ..manifest_row(id, month, written, roots_at, started) };
        // Where nothing was left, nothing is named.
        let is_empty = new.rows == 0;
        let published = if is_empty { Ok(()) } else { shelf.publish(&new) };
        published.and_then(|()| in_time(started, clock.now())).inspect_err(|_| shelf.take_back(&new))?;
        if is_empty {
            shelf.take_back(&new);
        }
        let ids: Vec<HistoryFileId> = old.iter().map(|file| file.id).collect();
        let (gone, named) = (ids.clone(), new.clone());
        let committed = self.recorder.submit(move |tx| {
            for id in &gone {
                if !store::remove(tx, *id)? {
                    return Err(Error::Overtaken);
                }
            }
            dropped.note(tx, started)?;
            if named.rows > 0 { store::add(tx, &named).map_err(Error::from) } else { Ok(()) }
        });
        committed.wait().inspect_err(|error| unnamed(shelf, std::slice::from_ref(&new), error))?;
        self.rewritten_rows.fetch_add(rows, Ordering::Relaxed);
        for id in ids {
            self.close(id);
            shelf.delete(month, id);
        }
        Ok(rows)
    }

    /// Deletes what a crash left behind in the folder, so that who reads it from outside counts nothing twice. Only where no
    /// other program seals into it; [`History::tend`] waits until a stray is old, in a bucket too.
    pub fn sweep_all(&self) -> Result<(), Error> {
        self.shelf.as_ref().map_or(Ok(()), |shelf| self.sweep(shelf, None))
    }

    /// Deletes files that the manifest does not name and that were begun before a moment, if one is given.
    fn sweep(&self, shelf: &Shelf, before: Option<Timestamp>) -> Result<(), Error> {
        // Looked for first: what is named meanwhile is named below.
        let found = shelf.found(before)?;
        let named: HashSet<HistoryFileId> = self.db.record.read(store::files)?.into_iter().map(|file| file.id).collect();
        for stray in found {
            if !named.contains(&stray.id) && before.is_none_or(|before| made_at(stray.id) < before) {
                shelf.delete_found(&stray);
                tracing::info!(file = ?stray.at, "a stray file of the history was deleted");
            }
        }
        Ok(())
    }
}

/// Events that can be sealed.
struct Ready {
    /// Sealed through before and after.
    from: i64,
    to: i64,
    /// The last line of the log of the forgotten.
    forgotten: i64,
    roots_at: i64,
    /// In the order that they are written in.
    places: Vec<Place>,
    /// Whom somebody was merged into.
    roots: HashMap<CustomerId, CustomerId>,
}

/// Where an event is in the journal, and in the files.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    month: i64,
    root: CustomerId,
    at: Timestamp,
    position: i64,
}

impl Ready {
    /// `read` is how far the slowest projection is.
    fn find(tx: &mut db::Tx<'_>, pace: Pace, read: i64, now: Timestamp) -> Result<Option<Self>, db::Error> {
        let from = store::sealed_through(tx)?;
        let head = journal::head(tx)?;
        let last = (head - 1 - pace.kept_events).min(from + pace.seal_events);
        let Some(oldest) = journal::first_after(tx, from)? else { return Ok(None) };
        let age = |event: &Event| now.micros_since(event.received_at);
        let is_stuck = age(&oldest) > STUCK_AGE.as_micros() as i64;
        let to = if is_stuck { last } else { last.min(read) };
        let is_enough = to - from >= pace.seal_events || age(&oldest) > SEAL_AGE.as_micros() as i64;
        if to <= from || !is_enough {
            return Ok(None);
        }
        let place = |(root, at, position)| Place { month: month_of(at), root, at, position };
        let mut places: Vec<Place> = journal::places_between(tx, from, to)?.into_iter().map(place).collect();
        let (roots_at, forgotten) = (head, forgotten::forgotten_head(tx)?);
        let mut seen: Vec<CustomerId> = places.iter().map(|place| place.root).collect();
        seen.sort_unstable();
        seen.dedup();
        let mut roots = HashMap::new();
        for some in seen.chunks(WRITE_ROWS) {
            let found = customers::roots_of(tx, &some.iter().copied().collect())?;
            roots.extend(found.into_iter().filter(|(customer, root)| customer != root));
        }
        for place in &mut places {
            place.root = root_of(&roots, place.root);
        }
        places.sort_unstable();
        Ok(Some(Self { from, to, forgotten, roots_at, places, roots }))
    }
}

/// Deletes files whose naming was surely not done.
fn unnamed(shelf: &Shelf, files: &[SealedFile], error: &Error) {
    if matches!(error, Error::Overtaken | Error::Db(db::Error::Busy)) {
        for file in files {
            shelf.take_back(file);
        }
    }
}

fn root_of(roots: &HashMap<CustomerId, CustomerId>, customer: CustomerId) -> CustomerId {
    roots.get(&customer).copied().unwrap_or(customer)
}

pub(super) fn manifest_row(id: HistoryFileId, month: i64, written: Written, roots_at: i64, made_at: Timestamp) -> SealedFile {
    SealedFile {
        id,
        month,
        rows: written.rows,
        bytes: written.bytes,
        checksum: written.checksum,
        first_position: written.first_position,
        last_position: written.last_position,
        first_time: written.first_time,
        last_time: written.last_time,
        roots_at,
        made_at,
        dropped: 0,
    }
}

/// Who was away for too long may find that others took the file for a stray.
fn in_time(started: Timestamp, now: Timestamp) -> Result<(), Error> {
    let is_late = now.micros_since(started) > WRITE_TIME_MAX.as_micros() as i64;
    if is_late { Err(Error::Overtaken) } else { Ok(()) }
}

/// Months since January 1970, UTC.
pub(super) fn month_of(at: Timestamp) -> i64 {
    let date = at.to_jiff().to_zoned(jiff::tz::TimeZone::UTC).date();
    (i64::from(date.year()) - 1970) * 12 + i64::from(date.month()) - 1
}

/// The moment in a UUIDv7's first 48 bits (RFC 9562, 5.7).
pub(super) fn made_at(id: HistoryFileId) -> Timestamp {
    let millis = id.raw()[..6].iter().fold(0i64, |sum, byte| sum << 8 | i64::from(*byte));
    Timestamp::from_micros(millis * 1000)
}
