//! What agreements are worth: what each brought the customer, what it brought the store, and which nobody uses.
//!
//! Benefits are facts that the store tells in events (`Benefit Given`), and rows of a projection: made anew from the journal,
//! joined by a merge, gone with an erasure, like orders. Letters are the outbox's own rows. What the store earned is put together
//! from letters and orders when it is read, so that it follows every refund and every merge.

mod idle;
mod model;
mod projection;
mod store;

pub use idle::{UNUSED_MONTHS, Unused, unused};
pub use model::{BENEFIT_GIVEN, Benefit, BenefitKind, COUNTED_FOR, Earned, EarnedFor, Terms, add_up, earned};
pub use projection::LedgerProjection;
pub use store::{Given, LedgerSettings, Passbook, given_in_all, of_customer};
