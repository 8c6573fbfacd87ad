//! What nodes owe one another where a bucket is the store: that no two stores share one, and that what one node erased leaves
//! the others' copies.

use super::bucket::{Bucket, BucketError};
use super::shelf::Shelf;
use super::{Error, History, store};
use base::id::HistoryFileId;
use base::{Clock, Rng, Timestamp};
use db::Tx;
use std::collections::HashSet;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

/// The object that says whose the bucket's files are.
const MARKER: &str = "amana-store";
/// The setting with the same word in it; empty where the store has not claimed a bucket yet.
const CLAIM_SETTING: &str = "history_claim";
/// What [`History::probe`] puts, gets and deletes.
const PROBE: &str = "amana-probe";

/// Makes a store that was restored another than the one it was copied from, so that it does not sweep that one's bucket.
pub fn disown(tx: &mut Tx<'_>, now: Timestamp) -> db::Result<()> {
    crate::settings::save(tx, CLAIM_SETTING, &String::new(), now)
}

impl History {
    /// Where the files are; `None` where nothing is sealed.
    pub fn shelf(&self) -> Option<&Shelf> {
        self.shelf.as_ref()
    }

    /// Ends what is under way with a bucket.
    pub fn stop(&self) {
        if let Some(bucket) = self.shelf.as_ref().and_then(Shelf::bucket) {
            bucket.stop();
        }
    }

    /// Puts a small object, gets it, and deletes it, where there is a bucket; and looks whether that is another store's.
    pub fn probe(&self, rng: &mut Rng) -> Result<(), Error> {
        let Some(bucket) = self.shelf.as_ref().and_then(Shelf::bucket) else { return Ok(()) };
        let (name, word) = (format!("{PROBE}-{}", base::id::encode(&rng.bytes())), rng.bytes::<32>());
        bucket.put_bytes(&name, &word)?;
        let came = bucket.get_bytes(&name);
        bucket.delete(&name)?;
        if came?.as_deref() != Some(word.as_slice()) {
            return Err(Error::Broken {
                file: name,
                reason: "the bucket gives back something else than was put there".to_owned(),
            });
        }
        let own: Option<String> = self.db.record.read(|tx| crate::settings::load(tx, CLAIM_SETTING))?;
        match bucket.get_bytes(MARKER)? {
            Some(other) if own.is_none_or(|own| own.as_bytes() != other) => Err(foreign(bucket)),
            _ => Ok(()),
        }
    }

    /// On every node, now and then, and never beside [`History::tend`]: lets go of files that the manifest does not name any
    /// more, and of copies that take too much room.
    pub fn let_go(&self, clock: &dyn Clock) -> Result<(), Error> {
        // Looked for first: what is named meanwhile is named below.
        let open: Vec<HistoryFileId> = self.open.lock().unwrap_or_else(PoisonError::into_inner).keys().copied().collect();
        let copies = self.shelf.as_ref().map(|shelf| shelf.named_once(clock.now())).unwrap_or_default();
        if !(open.is_empty() && copies.is_empty()) {
            let named: HashSet<HistoryFileId> = self.db.record.read(store::files)?.into_iter().map(|file| file.id).collect();
            open.into_iter().filter(|id| !named.contains(id)).for_each(|id| self.close(id));
            let replaced = copies.iter().filter(|copy| !named.contains(&copy.id));
            self.shelf.iter().for_each(|shelf| replaced.clone().for_each(|copy| shelf.delete_found(copy)));
        }
        if let Some(shelf) = &self.shelf {
            shelf.make_room(0, |id| self.close_idle(id));
            shelf.sweep_arriving();
        }
        Ok(())
    }

    /// Closes a file unless somebody reads it; whether it is closed.
    pub(super) fn close_idle(&self, id: HistoryFileId) -> bool {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.get(&id).is_some_and(|sealed| std::sync::Arc::strong_count(sealed) > 1) {
            return false;
        }
        open.remove(&id);
        true
    }

    /// Before anything else, once a program: makes sure that the bucket is this store's own, and uploads what was sealed into
    /// this node's folder when there was no bucket yet.
    pub fn settle(&self, now: Timestamp, rng: &mut Rng) -> Result<(), Error> {
        let Some(shelf) = self.shelf.as_ref().filter(|shelf| !shelf.is_settled.load(Ordering::Relaxed)) else { return Ok(()) };
        let Some(bucket) = shelf.bucket() else { return Ok(()) };
        self.claim(bucket, now, rng)?;
        let files = self.files()?;
        for file in shelf.missing(&files)? {
            if !shelf.path(file.month, file.id).exists() {
                tracing::warn!(file = file.path(), "a file of the history is not in the bucket; bring it back from a backup");
                continue;
            }
            match shelf.publish(file) {
                Ok(()) => tracing::info!(file = file.path(), "a file of the history went from the folder into the bucket"),
                // The others need not wait for it.
                Err(Error::Bucket(error @ BucketError::Local { .. })) => {
                    tracing::warn!(%error, "a file stays in the folder alone");
                }
                Err(error) => return Err(error),
            }
        }
        shelf.is_settled.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Takes a bucket that is nobody's; an error where it is another's.
    fn claim(&self, bucket: &Bucket, now: Timestamp, rng: &mut Rng) -> Result<(), Error> {
        let new = base::id::encode(&rng.bytes());
        let claim = move |tx: &mut Tx<'_>| {
            let word: Option<String> = crate::settings::load(tx, CLAIM_SETTING)?;
            if let Some(word) = word.filter(|word| !word.is_empty()) {
                return Ok(word);
            }
            crate::settings::save(tx, CLAIM_SETTING, &new, now)?;
            Ok::<_, db::Error>(new)
        };
        let own = self.recorder.submit(claim).wait()?;
        if bucket.get_bytes(MARKER)?.is_none() {
            bucket.put_bytes(MARKER, own.as_bytes())?;
        }
        // Looked at again: another may have taken it at the same moment.
        match bucket.get_bytes(MARKER)? {
            Some(word) if word == own.as_bytes() => Ok(()),
            _ => Err(foreign(bucket)),
        }
    }
}

fn foreign(bucket: &Bucket) -> Error {
    Error::Foreign { place: bucket.settings().to_string(), marker: MARKER }
}
