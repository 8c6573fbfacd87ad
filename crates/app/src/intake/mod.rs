//! The door: what clients send becomes facts, as far as the customer and the law allow.
//!
//! Requests are read and taken apart in parallel (`parse`, `personal`); then one after another, while the journal's head is
//! held, each event is resolved to a customer, gated by consent, and appended (`door`). Nothing personal leaves this folder
//! outside the vault. A bad event is set aside with its reason and the rest of its batch is kept.

pub mod api;
mod benefit;
mod calls;
mod context;
mod decide;
mod door;
mod hidden;
mod model;
mod opt_in;
mod parse;
mod personal;
mod question;
mod recordable;
mod scan;
mod state;
mod store;
mod taking;

pub use benefit::{Noted, note_benefit, read_benefit};
pub use decide::{ConsentChange, change_consents, change_consents_in, consent_event};
pub use door::Door;
pub use hidden::hides_somebody;
pub use model::{AdmitError, Aside, Prepared, Reason, Receipt, Sender, Via};
pub use parse::{Parsed, Reader, Surroundings, Unreadable, parse_batch, parse_event};
pub use recordable::{Unrecordable, unrecordable};
pub use store::{
    AsideRow, CountRow, Outcome, aside_count, aside_list, aside_list_at, aside_open, aside_reasons, aside_source, counts_since,
    end_import, import_checkpoint, purge_aside, save_import_checkpoint,
};
