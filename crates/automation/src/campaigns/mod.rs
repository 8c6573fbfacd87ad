//! Letters to many at once: whoever is in the audience as it is gone through, each once.
//!
//! The audience is gone through in the order of ids, some hundreds in a transaction that also moves the place on, so that neither a
//! crash nor a pause skips or doubles anybody. Whether somebody may be written to is asked for each, and again as the letter is sent.
//! Two who turn out to be one have one letter, and one at least, wherever in that order each of them stood.

mod audience;
mod model;
mod people;
mod store;

pub use audience::{audience_after, is_in_audience, is_left_out};
pub use model::{
    Campaign, CampaignState, Flaw, HOLDOUT_PERCENT, HOLDOUT_PERCENT_MAX, Plan, SEGMENTS_MAX, Start, VARIANTS_MAX, Variant,
};
pub use people::{
    Group, Met, forget_people, groups, has_met, join_people, late, not_late, note_met, of_customer, pass_over, save_met, watching,
};
pub use store::{
    Progress, cause, find, forget_progress, insert, list, next_due, progress, progress_of_all, remove, save_plan, save_progress,
    set_state,
};
