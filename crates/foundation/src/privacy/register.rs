//! Who was erased, in a file beside the databases: a backup that is older than an erasure brings the customer back, and the
//! file, which no restore replaces, takes them away again before anybody can look.

use super::erasure::{self, NewErasure};
use crate::customers;
use base::id::{CustomerId, ErasureId};
use base::{Rng, Timestamp};
use db::{NodeId, Result, Tx};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The file's name in the data folder.
const FILE: &str = "erasures.register";

/// The number of the certificate that an erased customer holds, and since when it holds; `None` in a register from before
/// that was written down.
pub type Entry = Option<(ErasureId, Timestamp)>;

/// Who was erased.
pub type Registered = BTreeMap<CustomerId, Entry>;

/// The file: a line each, the id that an erased customer had, when that was (microseconds), and the erasure's number. Nothing
/// else is in it, and an id without its keys is nobody's.
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
    pub fn read(&self) -> std::io::Result<Registered> {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        let mut all = Registered::new();
        for (customer, entry) in text.lines().filter_map(read_line) {
            let known = all.entry(customer).or_insert(entry);
            *known = known.or(entry);
        }
        Ok(all)
    }

    /// Adds those who are missing, and the numbers of those who stand there without; on disk when this returns. Gives how many
    /// there were.
    pub fn add(&self, erased: &Registered) -> std::io::Result<usize> {
        let known = self.read()?;
        let is_news = |(customer, entry): &(&CustomerId, &Entry)| match known.get(customer) {
            None => true,
            Some(known) => known.is_none() && entry.is_some(),
        };
        let missing: Vec<_> = erased.iter().filter(is_news).collect();
        if missing.is_empty() {
            return Ok(0);
        }
        // A line before these may have been left half written.
        let mut text = "\n".to_owned();
        for (customer, entry) in &missing {
            let _ = match entry {
                Some((id, at)) => writeln!(text, "{customer} {} {id}", at.micros()),
                None => writeln!(text, "{customer}"),
            };
        }
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(&self.path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        Ok(missing.len())
    }
}

/// What a line says; a number that is half written is none.
fn read_line(line: &str) -> Option<(CustomerId, Entry)> {
    let mut parts = line.split_whitespace();
    let customer = parts.next()?.parse().ok()?;
    let at = parts.next().and_then(|at| at.parse().ok()).map(Timestamp::from_micros);
    let id = parts.next().and_then(|id| id.parse().ok());
    Some((customer, id.zip(at)))
}

/// Erases again whoever of these is there, as after the restore of an older backup; gives how many were. The certificate that
/// they hold stays the one they hold.
pub fn erase_again(tx: &mut Tx<'_>, rng: &mut Rng, node: NodeId, erased: &Registered, now: Timestamp) -> Result<usize> {
    let mut again = 0;
    for (customer, known) in erased {
        // In the backup they may have been somebody of their own yet, or merged already.
        let Some(root) = customers::root_of(tx, *customer)? else { continue };
        if customers::customer_row(tx, root)?.is_some_and(|row| row.erased_at.is_none()) {
            erasure::erase(tx, rng, node, NewErasure { customer: root, via: "register", known: *known }, now)?;
            again += 1;
        }
    }
    Ok(again)
}
