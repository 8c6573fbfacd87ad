//! Who was erased, in a file beside the databases: a backup that is older than an erasure brings the customer back, and the
//! file, which no restore replaces, takes them away again before anybody can look.

use super::erasure;
use crate::customers;
use base::id::CustomerId;
use base::{Rng, Timestamp};
use db::{NodeId, Result, Tx};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The file's name in the data folder.
const FILE: &str = "erasures.register";

/// The file: a line each, the id that an erased customer had. Nothing else is in it, and an id without its keys is nobody's.
pub struct Register {
    path: PathBuf,
}

impl Register {
    pub fn in_folder(folder: &Path) -> Self {
        Self { path: folder.join(FILE) }
    }

    /// The file itself, wherever it is.
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// Everybody in it. A line that is no id (half written when the power went) is passed over: whoever was to stand there is
    /// still in the record, and is written again.
    pub fn read(&self) -> std::io::Result<BTreeSet<CustomerId>> {
        match std::fs::read_to_string(&self.path) {
            Ok(text) => Ok(text.lines().filter_map(|line| line.trim().parse().ok()).collect()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(BTreeSet::new()),
            Err(error) => Err(error),
        }
    }

    /// Adds those who are missing; on disk when this returns. Gives how many there were.
    pub fn add(&self, erased: &BTreeSet<CustomerId>) -> std::io::Result<usize> {
        let known = self.read()?;
        let missing: Vec<&CustomerId> = erased.difference(&known).collect();
        if missing.is_empty() {
            return Ok(0);
        }
        // A line before these may have been left half written.
        let mut text = "\n".to_owned();
        for customer in &missing {
            let _ = writeln!(text, "{customer}");
        }
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(&self.path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        Ok(missing.len())
    }
}

/// Erases again whoever of these is there, as after the restore of an older backup; gives how many were.
pub fn erase_again(tx: &mut Tx<'_>, rng: &mut Rng, node: NodeId, erased: &BTreeSet<CustomerId>, now: Timestamp) -> Result<usize> {
    let mut again = 0;
    for customer in erased {
        // In the backup they may have been somebody of their own yet, or merged already.
        let Some(root) = customers::root_of(tx, *customer)? else { continue };
        if customers::customer_row(tx, root)?.is_some_and(|row| row.erased_at.is_none()) {
            erasure::erase(tx, rng, node, root, "register", now)?;
            again += 1;
        }
    }
    Ok(again)
}
