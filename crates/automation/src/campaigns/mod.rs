//! Letters to many at once: whoever is in the audience as it is gone through, each once.
//!
//! The audience is gone through in the order of ids, some hundreds in a transaction that also moves the place on, so that neither a
//! crash nor a pause skips or doubles anybody. Whether somebody may be written to is asked for each, and again as the letter is sent.

mod model;
mod store;

pub use model::{Campaign, CampaignState, Flaw, Plan, Start, VARIANTS_MAX, Variant};
pub use store::{
    Progress, audience_after, cause, find, forget_progress, insert, list, next_due, progress, remove, save_plan, save_progress,
    set_state,
};
