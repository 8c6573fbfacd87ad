//! What customers are told of how their data is used: the privacy notice, version by version, in each language.
//!
//! A published version never changes: whoever agreed to it can read it again. There is one draft at most, which has the number
//! it will be published under. A material change says which purposes it touches; who agreed to one of those is asked anew,
//! customer by customer, from a place that is kept in the version's own row.

mod difference;
mod model;
mod store;
#[cfg(test)]
mod tests;

pub use difference::{Part, WORDS_MAX, difference};
pub use model::{Block, Notice, TEXT_CHARS_MAX, TextError, blocks, check_text};
pub use store::{
    Asking, Step, asking, asking_version, current, discard_draft, draft, find, latest, note_asked, publish, publish_first,
    save_text,
};
