//! What comes back of letters: delivered, bounced, complained of, opened, clicked, left.
//!
//! Whoever tells of it (a vendor's webhook, a bounce in a mailbox, a link that was followed) tells it to [`note`], inside the
//! recorder. There it becomes a fact of the customer's in the journal, once a letter and kind, and what must follow follows in
//! the same commit: a hard bounce and a complaint suppress the address that the letter went to. A row a letter of what became
//! of it is a projection of those facts.
//!
//! That a letter was opened or followed is noted only where the customer lets their messages be counted.

mod model;
mod noting;
mod projection;
mod report;
mod store;
mod vendors;

pub use model::{Bounce, By, Letter, MessageResult, Outcome, Told};
pub use noting::{Noted, note};
pub use projection::ResultsProjection;
pub use report::{NoReport, REPORT_BYTES_MAX, read_report};
pub use store::{Counted, Found, counted, letter, of_cause, of_customer, of_message, signs_of_life};
pub use vendors::{Call, Hooks, Refused, Report, is_secret};
