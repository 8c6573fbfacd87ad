//! What a store can do with what it knows: messages now, offers, rewards and reviews to come.

pub mod feedback;
pub mod insights;
pub mod ledger;
pub mod mailbox;
pub mod messaging;
pub mod trackers;
pub mod webhooks;
