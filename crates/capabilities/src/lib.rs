//! What a store can do with what it knows: messages now, offers, rewards and reviews to come.

pub mod insights;
pub mod messaging;
pub mod trackers;
