//! What the store does by itself when customers do something, or don't: who belongs where, and what happens to them then.
//!
//! Folders are in order: each uses only those before it. [`live`] runs them.

pub mod campaigns;
pub mod effect;
pub mod journeys;
pub mod live;
pub mod segments;
