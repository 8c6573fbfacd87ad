//! The whole past of every customer, kept in open, columnar files.
//!
//! The journal keeps what is recent. What every projection has read is sealed into Parquet files, by month, sorted by
//! customer, time and position. Readers see both together, and know nothing of files: [`Fold`] for questions over everyone,
//! [`History::timeline`] for one.

mod answer;
mod batch;
mod bucket;
mod check;
mod erased;
mod export;
mod file;
mod fold;
mod forgotten;
mod format;
mod health;
mod moved;
mod nodes;
mod plan;
mod recent;
mod replay;
mod retain;
mod rewrite;
mod seal;
mod shelf;
mod sources;
mod storage;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod timeline;
mod unsealed;
mod whole;
mod writer;

pub use batch::Row;
pub use bucket::BucketError;
pub use check::Checked;
pub use erased::{erase, erasing, erasing_since, has_files, is_erasing};
pub use export::{Exported, ExportedFile, Made, Progress};
pub use fold::{Fold, Query};
pub use forgotten::{
    Forgotten, ForgottenLine, forgotten_after, forgotten_head, forgotten_lines, forgotten_reach, forgotten_sums,
};
pub use format::{Column, Columns, FORMAT};
pub use nodes::disown;
pub use recent::{newest, newest_after};
pub use replay::{Kept, Replay};
pub use retain::{Months, Retention, order_years};
pub use seal::{Pace, Read, Tended};
pub use shelf::Shelf;
pub use storage::{BucketSettings, Patience, Storage};
pub use store::{SealedFile, files, sealed_through};
pub use timeline::{Page, Place};

use crate::{customers, journal};
use base::id::{CustomerId, HistoryFileId, Raw};
use base::{Id as _, Timestamp};
use db::{Db, Recorder, Tx};
use file::Sealed;
use format::Rows;
use health::Health;
use moved::Counted;
use sources::Sources;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Display;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use unsealed::Unsealed;

/// How often a reader looks again while files are replaced under it.
const READS_MAX: usize = 20;

/// What can go wrong with the long history.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// One file can't be read as it should be. The others can.
    #[error("the sealed file {file} can't be read: {reason}")]
    Broken { file: String, reason: String },
    /// A file can't be written: a full disk, missing rights.
    #[error("the sealed file {file} can't be written: {reason}")]
    Unwritten { file: String, reason: String },
    #[error(transparent)]
    Bucket(#[from] BucketError),
    /// Two stores over one bucket would take each other's files for strays.
    #[error(
        "{place} belongs to another store, or to the one that this was restored from, so nothing is sealed; if that one is gone \
         for good, delete the object {marker} there, else set AMANA_HISTORY to a prefix of its own and restore again"
    )]
    Foreign { place: String, marker: &'static str },
    #[error("a sealed file: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    #[error("rows of the history: {0}")]
    Arrow(#[from] arrow_schema::ArrowError),
    #[error("rows of the history have another shape than they should")]
    Shape,
    /// Another node did the same work, or this one was away for too long. Nothing is lost.
    #[error("another node was faster")]
    Overtaken,
    /// A fold had seen enough.
    #[error("a reader of the history stopped")]
    Stopped,
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// The door to the long history. One a program.
pub struct History {
    db: Db,
    recorder: Recorder,
    /// Where the files are. `None`: nothing is sealed, the journal keeps everything.
    shelf: Option<Shelf>,
    pace: Pace,
    /// Whether the last piece of work was sealing.
    has_sealed: AtomicBool,
    sealed_rows: AtomicU64,
    rewritten_rows: AtomicU64,
    /// When nothing that is over was found in the journal.
    looked_at: Mutex<Option<Timestamp>>,
    /// Merges that were looked at, a file.
    counted: Mutex<Counted>,
    /// When they were last looked at, and nothing was to do.
    counted_at: Mutex<Option<Timestamp>>,
    /// What is known of the files' condition.
    health: Mutex<Health>,
    /// Files whose footers are in memory.
    open: Mutex<HashMap<HistoryFileId, Arc<Sealed>>>,
    /// Where events stand that are not sealed yet.
    unsealed: Mutex<Unsealed>,
}

impl History {
    pub fn new(db: Db, recorder: Recorder, shelf: Option<Shelf>, pace: Pace) -> Self {
        Self {
            db,
            recorder,
            shelf,
            pace,
            has_sealed: AtomicBool::new(false),
            sealed_rows: AtomicU64::new(0),
            rewritten_rows: AtomicU64::new(0),
            looked_at: Mutex::default(),
            counted: Mutex::default(),
            counted_at: Mutex::default(),
            health: Mutex::default(),
            open: Mutex::default(),
            unsealed: Mutex::default(),
        }
    }

    /// Runs folds over all events of the query, sealed and recent, on so many threads.
    pub fn fold<F: Fold>(&self, query: Query<'_>, threads: usize, make: impl Fn() -> F) -> Result<Vec<F>, Error> {
        self.steadily(|| self.sources())?.fold(query, threads, make)
    }

    /// Which part of all sealed events belongs to customers up to this one: 0 to 1.
    pub fn share_before(&self, customer: Raw) -> Result<f64, Error> {
        let mut rows = (0, 0);
        for file in self.files()? {
            // A broken one is another's matter.
            for (first, count) in self.opened(&file).and_then(|file| file.pages()).unwrap_or_default() {
                rows.0 += if first <= u128::from_be_bytes(customer) { count } else { 0 };
                rows.1 += count;
            }
        }
        Ok(rows.0 as f64 / (rows.1 as f64).max(1.0))
    }

    /// Rows written since the program began: sealed first, and written anew afterwards. Their quotient is how often a row is
    /// rewritten.
    pub fn written(&self) -> (u64, u64) {
        (self.sealed_rows.load(Ordering::Relaxed), self.rewritten_rows.load(Ordering::Relaxed))
    }

    /// Reads what the record says beside the events.
    pub(crate) fn read<T>(&self, read: impl FnMut(&mut Tx<'_>) -> db::Result<T>) -> Result<T, Error> {
        Ok(self.db.record.read(read)?)
    }

    /// The files that hold the history, in the order of their positions.
    pub fn files(&self) -> Result<Vec<SealedFile>, Error> {
        Ok(self.db.record.read(files)?)
    }

    /// Bytes of footers and indexes in memory.
    pub fn memory_bytes(&self) -> usize {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.values().map(|file| file.memory_bytes()).sum()
    }

    /// Everything there is at this moment.
    fn sources(&self) -> Result<Sources, Error> {
        let (files, merged, gone, events) = self.db.record.read(|tx| {
            let files = files(tx)?;
            let from = sealed_through(tx)?;
            let head = journal::head(tx)?;
            let events = journal::between(tx, from, head - 1)?;
            let gone = store::erasures(tx)?;
            let seen: BTreeSet<CustomerId> = events.iter().map(|event| event.customer).collect();
            let roots = customers::roots_of(tx, &seen)?;
            let events: Vec<_> =
                events.into_iter().map(|event| (roots.get(&event.customer).copied().unwrap_or(event.customer), event)).collect();
            Ok::<_, db::Error>((files.clone(), merged_since(tx, &files)?, gone, events))
        })?;
        let mut sources = self.of(&files, &merged)?;
        sources.gone = gone.iter().map(|(customer, _)| number(*customer)).collect();
        sources.recent = recent(events)?;
        Ok(sources)
    }

    /// Some files alone, to be written anew; and the head of the journal up to which their roots are today's.
    fn sources_of(&self, files: &[SealedFile]) -> Result<(Sources, i64), Error> {
        let (merged, gone, head) =
            self.db.record.read(|tx| Ok::<_, db::Error>((merged_since(tx, files)?, store::erasures(tx)?, journal::head(tx)?)))?;
        let mut sources = self.of(files, &merged)?;
        sources.gone = gone.iter().map(|(customer, _)| number(*customer)).collect();
        Ok((sources, head))
    }

    fn of(&self, files: &[SealedFile], merged: &[(CustomerId, CustomerId)]) -> Result<Sources, Error> {
        let files = files.iter().map(|file| self.opened(file)).collect::<Result<Vec<_>, Error>>()?;
        // Most of the merged were here for a moment, after the files were written: only who has rows in one is read aside.
        let mut losers: Vec<u128> = merged.iter().map(|(loser, _)| number(*loser)).collect();
        losers.sort_unstable();
        let mut present = HashSet::new();
        for file in files.iter().filter(|_| !losers.is_empty()) {
            file.present_among(&losers, &mut present)?;
        }
        let moved = merged.iter().map(|(loser, root)| (number(*loser), number(*root)));
        let moved = moved.filter(|(loser, _)| present.contains(loser)).flat_map(|(loser, root)| [(loser, root), (root, root)]);
        Ok(Sources { files, moved: moved.collect(), ..Sources::default() })
    }

    fn opened(&self, file: &SealedFile) -> Result<Arc<Sealed>, Error> {
        if let Some(problem) = self.problem_of(file) {
            return Err(problem);
        }
        if let Some(sealed) = self.open.lock().unwrap_or_else(PoisonError::into_inner).get(&file.id) {
            self.shelf.iter().for_each(|shelf| shelf.note_use(file.id));
            return Ok(Arc::clone(sealed));
        }
        let shelf = self.shelf.as_ref().ok_or_else(|| Error::unplaced(file))?;
        let sealed = Arc::new(shelf.read(file, Sealed::open, |id| self.close_idle(id))?);
        self.open.lock().unwrap_or_else(PoisonError::into_inner).insert(file.id, Arc::clone(&sealed));
        Ok(sealed)
    }

    /// Reads, and reads again where a file was not what the manifest said and the manifest says something else by now: it was
    /// joined to others, or written anew.
    fn steadily<T>(&self, work: impl Fn() -> Result<T, Error>) -> Result<T, Error> {
        let mut named = self.files()?;
        for _ in 1..READS_MAX {
            match work() {
                Err(Error::Broken { file, reason }) => {
                    let now = self.files()?;
                    if now == named {
                        return Err(Error::Broken { file, reason });
                    }
                    named = now;
                }
                outcome => return outcome,
            }
        }
        work()
    }

    fn close(&self, id: HistoryFileId) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

/// Customers merged since one of the files was written, with today's root.
fn merged_since(tx: &mut Tx<'_>, files: &[SealedFile]) -> db::Result<Vec<(CustomerId, CustomerId)>> {
    match files.iter().map(|file| file.roots_at).min() {
        Some(since) => customers::merged_since(tx, since),
        None => Ok(Vec::new()),
    }
}

/// Events in memory as rows, sorted as in a file.
fn recent(mut events: Vec<(CustomerId, journal::Event)>) -> Result<Option<arrow_array::RecordBatch>, Error> {
    if events.is_empty() {
        return Ok(None);
    }
    events.sort_by_key(|(root, event)| (*root, event.at, event.position));
    let mut rows = Rows::new();
    for (root, event) in &events {
        rows.push(event, *root)?;
    }
    rows.finish().map(Some)
}

impl From<Error> for db::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Db(error) => error,
            error => Self::Other(error.to_string()),
        }
    }
}

fn number(customer: CustomerId) -> u128 {
    u128::from_be_bytes(*customer.raw())
}

impl Error {
    fn broken(path: &Path, reason: impl Display) -> Self {
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Self::Broken { file, reason: reason.to_string() }
    }

    fn unplaced(file: &SealedFile) -> Self {
        Self::Broken { file: file.id.to_string(), reason: "this program was told of no place for the history".to_owned() }
    }

    fn unwritten(path: &Path, reason: impl Display) -> Self {
        Self::Unwritten { file: path.display().to_string(), reason: reason.to_string() }
    }
}

#[cfg(test)]
mod tests;
