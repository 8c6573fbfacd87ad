//! Keeps segments up to date and moves people on through journeys, as things happen and as time passes.
//!
//! One projection does both, since both ask rules of the same customers: what is remembered of each (`live_states`) is shared by all
//! rules, and of each it is known when an answer may next change by itself. What somebody is asked rests on their choices, which are
//! read again whenever the record says that they changed.
//!
//! Members and states can be made anew at any time from the history ([`build`]); who is inside a journey can not, and is never.

mod advance;
mod ahead;
mod build;
mod counted;
mod dates;
mod errands;
mod loaded;
mod mailing;
mod meeting;
mod moves;
mod people;
mod projection;
mod rehearsal;
mod store;
mod watched;

pub use ahead::{ASKED_MAX, Forecast, Later, Wave, forecast};
pub use counted::{Preview, asked, for_each, preview};
pub use projection::LiveProjection;
pub use rehearsal::{Rehearsal, rehearse};
pub use store::{changed, forget};

/// Under which it is told that segments or journeys were changed.
const SETTING: &str = "automation";
