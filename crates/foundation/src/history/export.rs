//! The history for other programs: a folder with a state of it, in the format of the sealed files.
//!
//! A sealed file is copied byte for byte, unless customers in it were merged or erased since it was written: then it is
//! written anew, under the roots of that moment and without the erased. What is not sealed yet becomes one more file a month.

use super::format::{Columns, FORMAT};
use super::rewrite::rewrite;
use super::seal::month_of;
use super::sources::Sources;
use super::store::{self, SealedFile};
use super::writer::{FileWriter, Written};
use super::{Error, History, merged_since, number, recent};
use crate::customers;
use crate::journal::{self, Event};
use arrow_array::RecordBatch;
use base::Id as _;
use base::id::{CustomerId, HistoryFileId};
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{ErrorKind, Read as _, Write as _};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// Where everything is until it is whole. What begins with an underscore is passed over by readers of such folders.
const UNFINISHED: &str = "_unfinished";
/// Written last, as Spark and Hadoop do; Hadoop's committers for object stores keep a list of the files in it, too.
const SUCCESS: &str = "_SUCCESS";
const JOURNAL: &str = "journal.parquet";

/// What an export holds. Written into it as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exported {
    /// The format of the files.
    pub format: &'static str,
    /// The journal's last position at that moment.
    pub through: i64,
    pub files: Vec<ExportedFile>,
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportedFile {
    /// Below the folder.
    pub path: String,
    pub made: Made,
    pub events: u64,
    pub bytes: u64,
    /// Of the whole file.
    #[serde(serialize_with = "hex")]
    pub blake3: [u8; 32],
}

/// How a file came into an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Made {
    /// The bytes of a sealed file.
    AsSealed,
    /// From a sealed file in which customers were merged or erased since.
    Anew,
    /// What was not sealed.
    FromJournal,
}

/// How far an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub events: u64,
    pub all_events: u64,
}

/// A state of the history that does not change under the writing.
struct State {
    sources: Sources,
    /// Those of the sources' files, in their order.
    files: Vec<SealedFile>,
    journal: BTreeMap<i64, RecordBatch>,
    through: i64,
}

impl History {
    /// Writes these months, as they are at one moment, into a folder that is empty or not there yet. It looks whole when it
    /// is: an export that fails leaves nothing, a killed one a folder `_unfinished`.
    pub fn export(&self, to: &Path, months: RangeInclusive<i64>, tell: impl FnMut(Progress)) -> Result<Exported, Error> {
        let state = self.steadily(|| self.state(&months))?;
        let mut unfinished = Unfinished::begin(to)?;
        let through = state.through;
        let files = self.write_state(state, &unfinished.folder, tell)?;
        let exported = Exported { format: FORMAT, through, files };
        unfinished.finish(to, &exported)?;
        Ok(exported)
    }

    fn state(&self, months: &RangeInclusive<i64>) -> Result<State, Error> {
        let (files, merged, gone, events, through) = self.db.record.read(|tx| {
            let mut files = store::files(tx)?;
            files.retain(|file| months.contains(&file.month));
            let through = journal::head(tx)? - 1;
            let from = store::sealed_through(tx)?;
            let mut events = journal::between(tx, from, through)?;
            events.retain(|event| months.contains(&month_of(event.at)));
            let seen: BTreeSet<CustomerId> = events.iter().map(|event| event.customer).collect();
            let roots = customers::roots_of(tx, &seen)?;
            let events = events.into_iter().map(|event| (roots.get(&event.customer).copied().unwrap_or(event.customer), event));
            Ok::<_, db::Error>((files.clone(), merged_since(tx, &files)?, store::erasures(tx)?, events.collect(), through))
        })?;
        let mut sources = self.of(&files, &merged)?;
        sources.gone = gone.iter().map(|(customer, _)| number(*customer)).collect();
        let mut events: Vec<(CustomerId, Event)> = events;
        events.retain(|(root, event)| !sources.gone.contains(&number(*root)) && !sources.gone.contains(&number(event.customer)));
        let mut by_month: BTreeMap<i64, Vec<(CustomerId, Event)>> = BTreeMap::new();
        for (root, event) in events {
            by_month.entry(month_of(event.at)).or_default().push((root, event));
        }
        let mut journal = BTreeMap::new();
        for (month, events) in by_month {
            journal.extend(recent(events)?.map(|rows| (month, rows)));
        }
        Ok(State { sources, files, journal, through })
    }

    fn write_state(&self, state: State, folder: &Path, mut tell: impl FnMut(Progress)) -> Result<Vec<ExportedFile>, Error> {
        let State { mut sources, files, journal, .. } = state;
        let in_journal: usize = journal.values().map(RecordBatch::num_rows).sum();
        let all_events = files.iter().map(|file| file.rows).sum::<u64>() + in_journal as u64;
        let changed = changed(&sources);
        let (mut written, mut events) = (Vec::new(), 0);
        for (file, sealed) in files.iter().zip(std::mem::take(&mut sources.files)) {
            let target = folder.join(file.path());
            let is_as_sealed = changed.is_empty() || sealed.rows_among(&changed, Columns::LEAST)?.is_empty();
            let copied = if is_as_sealed { self.copy(file, &target)? } else { None };
            sources.files = vec![sealed];
            written.extend(match copied {
                Some(copied) => Some(copied),
                None => write_anew(&sources, file, &target)?,
            });
            events += file.rows;
            tell(Progress { events, all_events });
        }
        for (month, rows) in journal {
            let path = path_of_journal(month);
            let mut writer = FileWriter::create(&folder.join(&path))?;
            writer.write(&rows)?;
            written.push(ExportedFile::of(path, Made::FromJournal, writer.finish()?));
            events += rows.num_rows() as u64;
            tell(Progress { events, all_events });
        }
        written.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(written)
    }

    /// Copies the bytes of a sealed file, if they are those that were written. `None` where it was replaced meanwhile.
    fn copy(&self, file: &SealedFile, to: &Path) -> Result<Option<ExportedFile>, Error> {
        let Some(shelf) = &self.shelf else { return Ok(None) };
        let path = shelf.path(file.month, file.id);
        let mut from = match File::open(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            opened => opened.map_err(|error| Error::broken(&path, error))?,
        };
        let unwritten = |error| Error::unwritten(to, error);
        to.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(unwritten)?;
        let mut out = File::create(to).map_err(unwritten)?;
        let (mut hasher, mut buffer) = (blake3::Hasher::new(), vec![0; 1 << 17]);
        loop {
            let read = from.read(&mut buffer).map_err(|error| Error::broken(&path, error))?;
            if read == 0 {
                break;
            }
            hasher.update(&buffer[..read]);
            out.write_all(&buffer[..read]).map_err(unwritten)?;
        }
        out.sync_all().map_err(unwritten)?;
        let blake3 = *hasher.finalize().as_bytes();
        if blake3 != file.checksum {
            return Err(Error::broken(&path, "its contents are not those that were written"));
        }
        let made = Made::AsSealed;
        Ok(Some(ExportedFile { path: file.path(), made, events: file.rows, bytes: file.bytes, blake3 }))
    }
}

/// Customers whose rows can't stay as they were sealed: merged into another since, or erased. In the order of their ids.
fn changed(sources: &Sources) -> Vec<u128> {
    let losers = sources.moved.iter().filter(|(customer, root)| customer != root).map(|(customer, _)| *customer);
    let ids: BTreeSet<u128> = losers.chain(sources.gone.iter().copied()).collect();
    ids.into_iter().collect()
}

/// Beside the sealed files of its month.
fn path_of_journal(month: i64) -> String {
    let beside = store::path(month, HistoryFileId::from_raw([0; 16]));
    Path::new(&beside).with_file_name(JOURNAL).to_string_lossy().into_owned()
}

/// `None` where nothing is left of it.
fn write_anew(sources: &Sources, file: &SealedFile, to: &Path) -> Result<Option<ExportedFile>, Error> {
    let mut writer = FileWriter::create(to)?;
    rewrite(sources, |_| false, &mut writer)?;
    let written = writer.finish()?;
    if written.rows > 0 {
        return Ok(Some(ExportedFile::of(file.path(), Made::Anew, written)));
    }
    std::fs::remove_file(to).map_err(|error| Error::unwritten(to, error))?;
    Ok(None)
}

impl ExportedFile {
    fn of(path: String, made: Made, written: Written) -> Self {
        Self { path, made, events: written.rows, bytes: written.bytes, blake3: written.checksum }
    }
}

/// What is taken away again unless the export comes to its end.
struct Unfinished {
    folder: PathBuf,
    /// Months that have their place already.
    placed: Vec<PathBuf>,
}

impl Unfinished {
    fn begin(to: &Path) -> Result<Self, Error> {
        let folder = to.join(UNFINISHED);
        let made = std::fs::create_dir_all(to).and_then(|()| std::fs::create_dir(&folder));
        made.map_err(|error| Error::unwritten(&folder, error))?;
        Ok(Self { folder, placed: Vec::new() })
    }

    fn finish(&mut self, to: &Path, exported: &Exported) -> Result<(), Error> {
        self.place(to, exported).map_err(|error| Error::unwritten(to, error))?;
        self.placed.clear();
        Ok(())
    }

    fn place(&mut self, to: &Path, exported: &Exported) -> std::io::Result<()> {
        let mut list = serde_json::to_vec_pretty(exported)?;
        list.push(b'\n');
        let mut success = File::create(self.folder.join(SUCCESS))?;
        success.write_all(&list)?;
        success.sync_all()?;
        let months: BTreeSet<&Path> = exported.files.iter().filter_map(|file| Path::new(&file.path).parent()).collect();
        for month in months {
            self.placed.push(to.join(month));
            std::fs::rename(self.folder.join(month), to.join(month))?;
        }
        File::open(to)?.sync_all()?;
        self.placed.push(to.join(SUCCESS));
        std::fs::rename(self.folder.join(SUCCESS), to.join(SUCCESS))?;
        std::fs::remove_dir_all(&self.folder)?;
        File::open(to)?.sync_all()
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
        for path in &self.placed {
            let _ = std::fs::remove_dir_all(path).or_else(|_| std::fs::remove_file(path));
        }
    }
}

fn hex<S: Serializer>(bytes: &[u8; 32], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&data_encoding::HEXLOWER.encode(bytes))
}
