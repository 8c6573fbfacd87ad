//! The append-only record of facts.
//!
//! Positions start at 1, have no gaps, and are in commit order: every append holds the journal's head to its commit.
//! Projections read by position and commit their rows together with it, guarded, so that each event counts once.

mod dedupe;
mod gate;
mod model;
mod projection;
mod store;
mod sums;

pub use dedupe::Window;
pub use gate::{Gate, Stale, changed_since, last_change, note_change, purge_changes};
pub use model::{
    ACCESS_ASKED, ACCESS_FORCED, CONSENT_ENDING, CONSENT_UPDATED, EMAIL_BOUNCED, EMAIL_CLICKED, EMAIL_COMPLAINED,
    EMAIL_DELIVERED, EMAIL_OPENED, EMAIL_RESULTS, EMAIL_UNSUBSCRIBED, Event, JOURNEY_REQUESTED, Kind, LINK_ASKED, LIST_CHANGED,
    MERGED, NewEvent, OPT_IN_ASKED, OWN_NAMES, Origin, PREFERENCES_UPDATED, REQUEST_ANSWERED, REQUEST_RECEIVED, SEGMENT_ENTERED,
    SEGMENT_EXITED, system_event,
};
pub use projection::{Place, Projection, REACT_WITHIN, may_react};
pub use store::{
    Batch, append, append_one, at_positions, between, delete_at, delete_through, each_place, first_after, head, note_used,
    older_than, places_between, positions_of, purge_batches, read_after, recent, times_at, used,
};
pub use sums::{Sale, Sold, SoldIn, Sums};
