//! Questions about a customer's past, and their answers.
//!
//! A rule is a [`Condition`]: JSON for programs, a sentence for people, and a fold over the customer's events in the order of time
//! and position. The fold is the same over the past and as events come in, so the two can't disagree: what is remembered of a
//! customer ([`State`]) answers at any later moment, and says when the answer may change by the mere passing of time.

mod answer;
mod ask;
mod atom;
mod body;
mod calendar;
mod check;
mod kept;
mod model;
mod pass;
mod program;
mod resolve;
mod stage;
mod state;
#[cfg(test)]
mod tests;
mod when;
mod whereabouts;

pub use ask::{Members, ask};
pub use calendar::Calendar;
pub use check::Invalid;
pub use model::{
    Agreed, Amount, Bound, CONDITIONS_MAX, COUNT_IN_HOURS_MAX, Condition, DAYS_MAX, DEPTH_MAX, Did, Events, FILTERS_MAX, Filter,
    Followed, HOURS_MAX, Measured, Scalar, Spent, Take, Test, TraitIs, VALUES_MAX,
};
pub use pass::Pass;
pub use program::{Program, Seen, State, Untimely};
pub use resolve::{RESOLVED_CONDITIONS_MAX, RESOLVED_DEPTH_MAX};
pub use stage::{Stage, stage};
pub use when::{Days, When};
