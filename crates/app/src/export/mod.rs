//! Everything that is kept of a customer, for them to take along: what an erasure takes away is in it.
//!
//! An export is written as it is read, a page of rows at a time: it takes the same memory however much there is, and leaves
//! nothing on disk. It is one look, in the log before anything is read.

mod archive;
mod cells;
mod parts;

pub use archive::{write_archive, write_document};
pub use cells::harmless;

use crate::app::App;
use base::Timestamp;
use base::id::{CustomerId, TeamId};
use capabilities::messaging;
use foundation::consent::{Category, CategorySet, EventClass};
use foundation::vault::Along;
use foundation::{customers, staff};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Where the access log says that everything was taken along.
const PLACE: &str = "privacy_export";

/// One export, begun: the look is on disk.
pub struct Export {
    app: App,
    /// The root first.
    ids: Vec<CustomerId>,
    along: Along,
    at: Timestamp,
    teams: Vec<(TeamId, String)>,
    /// Months of which some events can't be read: `2026-11`.
    missing: RefCell<BTreeSet<String>>,
}

#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Db(#[from] db::Error),
    #[error(transparent)]
    History(#[from] foundation::history::Error),
    /// Whoever takes it went away, or stopped reading.
    #[error("it can't be handed over: {0}")]
    Write(#[from] std::io::Error),
    #[error("the archive: {0}")]
    Archive(#[from] zip::result::ZipError),
    #[error("a table: {0}")]
    Table(#[from] csv::Error),
    #[error("a document: {0}")]
    Document(#[from] serde_json::Error),
}

impl Export {
    /// Logs the look of a customer (a root with the ids merged into it) at everything. Blocks.
    pub fn begin(app: &App, ids: &[CustomerId]) -> db::Result<Self> {
        let at = app.clock.now();
        let along = app.access.disclose_along(&mut app.fork_rng(), PLACE, ids, kept_beside(app, ids)?, at)?;
        let teams = app.db.record.read(staff::team_names)?;
        Ok(Self { app: app.clone(), ids: ids.to_vec(), along, at, teams, missing: RefCell::default() })
    }
}

/// The kinds of data that are kept of a customer (a root with the ids merged into it) beside the vault.
pub fn kept_beside(app: &App, ids: &[CustomerId]) -> db::Result<CategorySet> {
    let Some(root) = ids.first() else { return Ok(CategorySet::EMPTY) };
    let (facts, has_traits, has_messages) = app.db.views.read(|tx| {
        let messages = messaging::of_customer(tx, ids, None, 1)?;
        let has_traits = !customers::traits_after(tx, *root, "", 1)?.is_empty();
        Ok::<_, db::Error>((customers::facts_of(tx, *root)?, has_traits, !messages.is_empty()))
    })?;
    let facts = facts.unwrap_or_default();
    let is_browsing = |(name, _): &(String, u32)| EventClass::of_track(name) == EventClass::Browsing;
    let kept = [
        (Category::Orders, facts.orders > 0),
        (Category::Browsing, facts.counts.iter().any(is_browsing)),
        (Category::Preferences, has_traits),
        (Category::Messages, has_messages),
    ];
    Ok(CategorySet::of(&kept.into_iter().filter(|(_, is_kept)| *is_kept).map(|(category, _)| category).collect::<Vec<_>>()))
}
