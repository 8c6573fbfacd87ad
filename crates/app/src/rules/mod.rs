//! Rules in words: each as one plain sentence, or as a list where groups stand in groups.
//!
//! [`Words`] knows the reader (language, digits, calendar, currency's unit) and what segments are called:
//!
//! ```ignore
//! let words = Words { fmt: &ctx.fmt, segment: &|id| names.get(&id).cloned() };
//! words.sentence(&rule);   // "Viewed a product at least 3 times in the last 90 days, and did not order in the last 30 days."
//! words.list(&rule);       // the same as nested lists, for rules with groups
//! ```
//!
//! Rules that mean different things have different sentences; those that say the same in two ways have one.

mod events;
mod plain;
mod sentence;
#[cfg(test)]
mod tests;

pub use events::{EVENTS, event_word};
pub use sentence::Words;
#[cfg(test)]
pub(crate) use tests::any::rule as any_rule;
