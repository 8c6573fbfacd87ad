//! Which files are what was written. One that is not is named and left alone: readers of others go on, new events are sealed,
//! and it is looked at again, in case somebody brings it back.

use super::check::check;
use super::{Error, History, SealedFile};
use base::Timestamp;
use base::id::HistoryFileId;
use std::collections::HashMap;
use std::sync::PoisonError;
use std::time::Duration;

/// A whole file is read again after this time: disks forget quietly.
const EXAMINE_EVERY: Duration = Duration::from_hours(7 * 24);
const EXAMINE_BROKEN_EVERY: Duration = Duration::from_mins(10);

/// What was found when a file was last read whole.
pub(super) struct Examined {
    at: Timestamp,
    problem: Option<String>,
}

pub(super) type Health = HashMap<HistoryFileId, Examined>;

impl History {
    /// What is wrong with files that can't be read as they should be, a sentence each. Known once they were read.
    pub fn broken(&self) -> Vec<String> {
        let health = self.health.lock().unwrap_or_else(PoisonError::into_inner);
        let mut problems: Vec<String> = health.values().filter_map(|examined| examined.problem.clone()).collect();
        problems.sort();
        problems
    }

    pub(super) fn problem_of(&self, file: &SealedFile) -> Option<Error> {
        let health = self.health.lock().unwrap_or_else(PoisonError::into_inner);
        let reason = health.get(&file.id)?.problem.clone()?;
        Some(Error::Broken { file: file.path(), reason })
    }

    /// Those of the files of which nothing bad is known.
    pub(super) fn sound(&self, mut files: Vec<SealedFile>) -> Vec<SealedFile> {
        files.retain(|file| self.problem_of(file).is_none());
        files
    }

    /// Reads a file whole; false where it is not what was written.
    pub(super) fn examine(&self, file: &SealedFile, now: Timestamp) -> bool {
        let problem = match self.verify(file) {
            Ok(()) => None,
            // Replaced meanwhile: nobody needs it.
            Err(_) if !self.is_named(file) => None,
            Err(Error::Broken { reason, .. }) => Some(reason),
            Err(error) => Some(error.to_string()),
        };
        let is_sound = problem.is_none();
        if let Some(reason) = &problem {
            let name = file.path();
            tracing::error!(file = name, reason, "a sealed file is broken: bring it back from a backup; everything else goes on");
            self.close(file.id);
        }
        let mut health = self.health.lock().unwrap_or_else(PoisonError::into_inner);
        health.insert(file.id, Examined { at: now, problem });
        is_sound
    }

    /// Reads the file whole that was not read for the longest time, if one is due.
    pub(super) fn examine_next(&self, files: &[SealedFile], now: Timestamp) {
        let due = {
            let mut health = self.health.lock().unwrap_or_else(PoisonError::into_inner);
            health.retain(|id, _| files.iter().any(|file| file.id == *id));
            // A bucket looks after what it holds, and what comes from it is compared with the manifest.
            let is_kept_here = self.shelf.as_ref().is_some_and(|shelf| shelf.bucket().is_none());
            let is_due = |file: &&SealedFile| {
                let Some(examined) = health.get(&file.id) else { return is_kept_here };
                let every = if examined.problem.is_some() { EXAMINE_BROKEN_EVERY } else { EXAMINE_EVERY };
                now.micros_since(examined.at) > every.as_micros() as i64
            };
            files
                .iter()
                .filter(is_due)
                .min_by_key(|file| health.get(&file.id).map_or(file.made_at, |examined| examined.at))
                .cloned()
        };
        if let Some(file) = due {
            self.examine(&file, now);
        }
    }

    fn is_named(&self, file: &SealedFile) -> bool {
        self.files().is_ok_and(|files| files.iter().any(|named| named.id == file.id))
    }

    fn verify(&self, file: &SealedFile) -> Result<(), Error> {
        let shelf = self.shelf.as_ref().ok_or_else(|| Error::unplaced(file))?;
        shelf.look(file, |path| check(file, path))
    }
}
