//! What every feature stands on: the journal, consent, personal data under keys, customers, orders, staff.
//!
//! Folders are in order: each uses only those before it.

pub mod catalog;
pub mod consent;
pub mod customers;
pub mod history;
pub mod journal;
pub mod notices;
pub mod orders;
pub mod outbound;
pub mod privacy;
pub mod projections;
pub mod receipts;
pub mod rules;
pub mod settings;
pub mod staff;
pub mod vault;
