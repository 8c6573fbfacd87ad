//! Where the sealed files stand: in a folder, or in a bucket, of which the folder then holds copies.
//!
//! A file is written into the folder first, either way. With a bucket it is uploaded before the manifest names it, fetched
//! where there is no copy, and its copies go when the manifest no longer names it, or when they take too much room.

use super::Error;
use super::bucket::{Bucket, BucketError, Listed};
use super::seal::{STRAY_AGE, made_at};
use super::storage::Storage;
use super::store::{self, SealedFile};
use super::writer::{UNFINISHED, Unfinished};
use base::id::HistoryFileId;
use base::{Rng, Timestamp};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What is being fetched stands here until it is whole.
const ARRIVING: &str = "arriving";
/// What is longer on its way was left by a kill.
const ARRIVING_MAX: Duration = Duration::from_hours(24);

pub struct Shelf {
    storage: Storage,
    bucket: Option<Bucket>,
    /// The files that this program wrote or read.
    copies: Mutex<HashMap<HistoryFileId, Arc<Copied>>>,
    /// Counts uses, and names what is arriving.
    ticks: AtomicU64,
    /// When the bucket was last listed to find strays.
    listed_at: Mutex<Option<Timestamp>>,
    /// Whether the bucket is known to be this store's own, and to have what it should.
    pub(super) is_settled: AtomicBool,
}

/// A copy of a bucket's file.
#[derive(Default)]
struct Copied {
    /// Held while the copy comes, is opened, or goes: who wants the same file waits.
    turn: Mutex<()>,
    /// When it was last used, in ticks.
    used: AtomicU64,
    /// Whether the bucket is known to have the file too, so that the copy may go.
    is_stored: AtomicBool,
}

/// What stands in the folder or in the bucket.
pub(super) struct Found {
    pub(super) id: HistoryFileId,
    pub(super) at: Spot,
    bytes: u64,
}

#[derive(Debug)]
pub(super) enum Spot {
    Folder(PathBuf),
    Bucket(String),
}

impl Shelf {
    /// Asks nobody yet. The error says what is wrong with the settings.
    pub fn open(storage: Storage, rng: &mut Rng) -> Result<Self, String> {
        let bucket = storage.bucket.clone().map(|settings| Bucket::new(settings, rng.fork())).transpose()?;
        Ok(Self {
            storage,
            bucket,
            copies: Mutex::default(),
            ticks: AtomicU64::new(1),
            listed_at: Mutex::default(),
            is_settled: AtomicBool::new(false),
        })
    }

    pub const fn storage(&self) -> &Storage {
        &self.storage
    }

    pub(super) const fn bucket(&self) -> Option<&Bucket> {
        self.bucket.as_ref()
    }

    /// Where a file, or its copy, is in the folder.
    pub(super) fn path(&self, month: i64, id: HistoryFileId) -> PathBuf {
        self.storage.folder.join(store::path(month, id))
    }

    /// Where a new file is to be written.
    pub(super) fn new_path(&self, month: i64, id: HistoryFileId) -> PathBuf {
        self.note_use(id);
        self.path(month, id)
    }

    /// Makes a file that was written into the folder safe to name in the manifest.
    pub(super) fn publish(&self, file: &SealedFile) -> Result<(), Error> {
        let Some(bucket) = &self.bucket else { return Ok(()) };
        bucket.put_file(&file.path(), &self.path(file.month, file.id), Some(file.checksum))?;
        self.copied(file.id).is_stored.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Puts a file here that came from elsewhere, such as a backup; `name` is [`SealedFile::path`].
    pub fn bring(&self, name: &str, from: &Path) -> Result<(), Error> {
        if let Some(bucket) = &self.bucket {
            return Ok(bucket.put_file(name, from, None)?);
        }
        let target = self.storage.folder.join(name);
        let copy = || {
            std::fs::create_dir_all(target.parent().unwrap_or(&target))?;
            std::fs::copy(from, &target)
        };
        copy().map(drop).map_err(|error| Error::unwritten(&target, error))
    }

    /// Copies a named file to another place; false where there is none any more.
    pub fn copy(&self, file: &SealedFile, to: &Path) -> Result<bool, Error> {
        let path = self.path(file.month, file.id);
        let length = std::fs::metadata(&path).map(|metadata| metadata.len()).ok();
        let copied = match &self.bucket {
            Some(bucket) if length != Some(file.bytes) => match bucket.get_file(&file.path(), file.bytes, file.checksum, to) {
                Err(BucketError::Missing { .. }) => return Ok(false),
                outcome => return Ok(outcome.map(|()| true)?),
            },
            _ => std::fs::copy(&path, to),
        };
        match copied {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(Error::unwritten(to, error)),
        }
    }

    /// Deletes a file that is not named any more. One that stays is swept later.
    pub(super) fn delete(&self, month: i64, id: HistoryFileId) {
        if let Some(bucket) = &self.bucket {
            told(bucket.delete(&store::path(month, id)));
        }
        delete(&self.path(month, id));
    }

    /// Deletes a file that will not be named after all, perhaps since the bucket does not answer.
    pub(super) fn take_back(&self, file: &SealedFile) {
        if let Some(bucket) = &self.bucket {
            told(bucket.try_delete(&file.path()));
        }
        delete(&self.path(file.month, file.id));
    }

    /// Gives a file to `open`, fetched where there is no copy that can be opened. Copies that `close` lets go make room.
    pub(super) fn read<T>(
        &self,
        file: &SealedFile,
        open: impl Fn(&Path) -> Result<T, Error>,
        close: impl Fn(HistoryFileId) -> bool,
    ) -> Result<T, Error> {
        let path = self.path(file.month, file.id);
        let Some(bucket) = &self.bucket else { return open(&path) };
        self.note_use(file.id);
        let copied = self.copied(file.id);
        let _turn = copied.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if std::fs::metadata(&path).is_ok_and(|metadata| metadata.len() == file.bytes) {
            match open(&path) {
                Ok(opened) => return Ok(opened),
                Err(error) => tracing::warn!(%error, "a copy is damaged and fetched again"),
            }
        }
        self.make_room(file.bytes, &close);
        let arriving = self.fetch(bucket, file)?;
        let put = || {
            std::fs::create_dir_all(path.parent().unwrap_or(&path))?;
            std::fs::rename(&arriving.0, &path)
        };
        put().map_err(|error| Error::unwritten(&path, error))?;
        open(&path)
    }

    /// Gives a file as it really is, not a copy of before, to `look`. A copy that is there is replaced by what came.
    pub(super) fn look<T>(&self, file: &SealedFile, look: impl Fn(&Path) -> Result<T, Error>) -> Result<T, Error> {
        let path = self.path(file.month, file.id);
        let Some(bucket) = &self.bucket else { return look(&path) };
        let arriving = self.fetch(bucket, file)?;
        let looked = look(&arriving.0)?;
        if path.exists() {
            std::fs::rename(&arriving.0, &path).map_err(|error| Error::unwritten(&path, error))?;
        }
        Ok(looked)
    }

    /// Downloads a file under a name that goes with the value.
    fn fetch(&self, bucket: &Bucket, file: &SealedFile) -> Result<Unfinished, Error> {
        let folder = self.storage.folder.join(ARRIVING);
        std::fs::create_dir_all(&folder).map_err(|error| Error::unwritten(&folder, error))?;
        let arriving = Unfinished(folder.join(format!("{}.{}-{}", file.id, std::process::id(), self.tick())));
        match bucket.get_file(&file.path(), file.bytes, file.checksum, &arriving.0) {
            Ok(()) => {
                self.copied(file.id).is_stored.store(true, Ordering::Relaxed);
                Ok(arriving)
            }
            // It may have been joined to others meanwhile: then the manifest says where its rows are.
            Err(error @ BucketError::Missing { .. }) => Err(Error::broken(Path::new(&file.path()), error)),
            Err(error) => Err(error.into()),
        }
    }

    /// Notes that a file is wanted, so that it is among the last to make room.
    pub(super) fn note_use(&self, id: HistoryFileId) {
        if self.bucket.is_some() {
            self.copied(id).used.store(self.tick(), Ordering::Relaxed);
        }
    }

    fn copied(&self, id: HistoryFileId) -> Arc<Copied> {
        Arc::clone(self.copies().entry(id).or_default())
    }

    /// Deletes the copies that were not used for longest, that the bucket has, and that `close` lets go, until so many bytes
    /// more fit in. What a single question reads may be more than fits: then it is there for as long as it is read.
    pub(super) fn make_room(&self, bytes: u64, close: impl Fn(HistoryFileId) -> bool) {
        let Some(bucket) = &self.bucket else { return };
        let mut here = self.in_folder();
        let mut total: u64 = here.iter().map(|found| found.bytes).sum();
        if total.saturating_add(bytes) <= self.storage.cache_bytes {
            return;
        }
        if here.iter().any(|found| !self.copied(found.id).is_stored.load(Ordering::Relaxed)) {
            told(bucket.list().map(|listed| self.note_stored(&here, listed)));
        }
        here.sort_by_cached_key(|found| (self.copied(found.id).used.load(Ordering::Relaxed), found.id));
        for Found { id, at, bytes: its } in here {
            if total.saturating_add(bytes) <= self.storage.cache_bytes {
                return;
            }
            let copied = self.copied(id);
            let (Ok(_turn), true) = (copied.turn.try_lock(), copied.is_stored.load(Ordering::Relaxed)) else { continue };
            if let (Spot::Folder(path), true) = (at, close(id)) {
                delete(&path);
                total = total.saturating_sub(its);
            }
        }
    }

    /// Notes which copies are of files that the bucket has.
    fn note_stored(&self, here: &[Found], listed: Vec<Listed>) {
        let listed: HashMap<HistoryFileId, u64> =
            listed.into_iter().filter_map(|listed| Some((id_of(Path::new(&listed.name))?, listed.bytes))).collect();
        for found in here.iter().filter(|found| listed.get(&found.id) == Some(&found.bytes)) {
            self.copied(found.id).is_stored.store(true, Ordering::Relaxed);
        }
    }

    /// The copies in the folder whose files were named once: those that this program used, and old ones.
    pub(super) fn named_once(&self, now: Timestamp) -> Vec<Found> {
        if self.bucket.is_none() {
            return Vec::new();
        }
        let was_used = |id: HistoryFileId| self.copied(id).used.load(Ordering::Relaxed) > 0;
        let was_named = |id: HistoryFileId| was_used(id) || made_at(id) < now.minus(STRAY_AGE);
        self.in_folder().into_iter().filter(|found| was_named(found.id)).collect()
    }

    /// What looks like a file of the history: in the folder; and in the bucket, where strays of before that moment are looked
    /// for and it was not listed for as long as a stray may stay.
    pub(super) fn found(&self, before: Option<Timestamp>) -> Result<Vec<Found>, Error> {
        let mut found = self.in_folder();
        let mut listed_at = self.listed_at.lock().unwrap_or_else(PoisonError::into_inner);
        let is_fresh = |last: Timestamp, now: Timestamp| (0..STRAY_AGE.as_micros() as i64).contains(&now.micros_since(last));
        let is_due = before.is_some_and(|before| !listed_at.is_some_and(|last| is_fresh(last, before)));
        if let (Some(bucket), true) = (&self.bucket, is_due) {
            found.extend(bucket.list()?.into_iter().filter_map(|listed| {
                let id = id_of(Path::new(&listed.name))?;
                Some(Found { id, at: Spot::Bucket(listed.name), bytes: listed.bytes })
            }));
            *listed_at = before;
        }
        Ok(found)
    }

    /// Deletes what [`Shelf::found`] found.
    pub(super) fn delete_found(&self, found: &Found) {
        match (&found.at, &self.bucket) {
            (Spot::Folder(path), _) => delete(path),
            (Spot::Bucket(name), Some(bucket)) => told(bucket.delete(name)),
            (Spot::Bucket(_), None) => {}
        }
    }

    /// Those of these files that are not there, or not whole.
    pub(super) fn missing<'a>(&self, files: &'a [SealedFile]) -> Result<Vec<&'a SealedFile>, Error> {
        let there: HashMap<String, u64> = if let Some(bucket) = &self.bucket {
            bucket.list()?.into_iter().map(|listed| (listed.name, listed.bytes)).collect()
        } else {
            let length = |file: &SealedFile| Some(std::fs::metadata(self.path(file.month, file.id)).ok()?.len());
            files.iter().filter_map(|file| Some((file.path(), length(file)?))).collect()
        };
        let is_there = |file: &SealedFile| there.get(&file.path()) == Some(&file.bytes);
        Ok(files.iter().filter(|file| !is_there(file)).collect())
    }

    /// Every file two levels below the folder whose name is one of the history's.
    fn in_folder(&self) -> Vec<Found> {
        let inside = |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().flatten();
        let months = inside(&self.storage.folder).map(|entry| entry.path()).filter(|path| path.is_dir());
        let entries = months.flat_map(|month| inside(&month));
        entries
            .filter_map(|entry| {
                let path = entry.path();
                let bytes = entry.metadata().map_or(0, |metadata| metadata.len());
                Some(Found { id: id_of(&path)?, at: Spot::Folder(path), bytes })
            })
            .collect()
    }

    /// Deletes what a killed program had begun to fetch.
    pub(super) fn sweep_arriving(&self) {
        let entries = std::fs::read_dir(self.storage.folder.join(ARRIVING)).into_iter().flatten().flatten();
        let age = |entry: &std::fs::DirEntry| entry.metadata().ok()?.modified().ok()?.elapsed().ok();
        for entry in entries.filter(|entry| age(entry).is_some_and(|age| age > ARRIVING_MAX)) {
            delete(&entry.path());
        }
    }

    fn copies(&self) -> MutexGuard<'_, HashMap<HistoryFileId, Arc<Copied>>> {
        self.copies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tick(&self) -> u64 {
        self.ticks.fetch_add(1, Ordering::Relaxed)
    }
}

/// `his_….parquet`, or `his_….tmp` while it is written.
fn id_of(path: &Path) -> Option<HistoryFileId> {
    let is_ours = path.extension().is_some_and(|extension| extension == "parquet" || extension == UNFINISHED);
    path.file_stem().filter(|_| is_ours)?.to_str()?.parse().ok()
}

/// A file that stays is swept later.
fn delete(path: &Path) {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            tracing::warn!(%error, file = %path.display(), "a file of the history can't be deleted");
        }
        _ => {}
    }
}

/// As [`delete`], of an object.
fn told(deleted: Result<(), BucketError>) {
    if let Err(error) = deleted {
        tracing::warn!(%error, "a file of the history can't be deleted from the bucket yet");
    }
}
