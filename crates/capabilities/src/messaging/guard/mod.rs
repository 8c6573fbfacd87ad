//! Whether a marketing message may go at this moment, as far as the store and the law go: how many a reader gets, at which hours,
//! and less where nothing comes back.
//!
//! A permit says whether somebody may be written to; this says when. [`decide`] is a pure function. The outbox asks it of what it
//! has just taken, in the transaction that takes it, so that no two messages, senders or nodes pass a cap together; a forecast
//! asks [`foresee`]. What must wait goes back into the queue until the first moment at which it may go, and is decided anew
//! then; what would be of no use by then is withheld. What customers are entitled to and what serves an order is never asked here.

mod caps;
mod country;
mod decide;
mod foresee;
mod hours;
mod longest;
mod pace;
mod past;
mod rules;
mod sift;
mod store;

pub use country::{CountryRule, country_rules};
pub use decide::{Verdict, Why};
pub use foresee::{Asked, Foreseen, foresee};
pub use longest::longest_wait;
pub use pace::{Pace, set_pace};
pub use past::Signs;
pub use rules::{Cap, Channel, ChannelRules, DAYS_OFF_MAX, Fatigue, LETTERS_MAX, Quiet, SILENCE_DAYS_MAX, SendingRules};
pub use store::{Postponed, look_anew, postponed, postponed_by_reason};

pub(super) use sift::Guard;
pub(super) use store::look_anew_for;
