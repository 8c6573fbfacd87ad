//! Whether it may be known that a letter was opened and its links were followed.

use base::Timestamp;
use foundation::consent::{Category, CategorySet, Choices, Purpose, Recipient};

/// Whether it may be known that a customer of these choices opened a letter or followed its links.
pub fn may_track(choices: &Choices, now: Timestamp) -> bool {
    let messages = CategorySet::of(&[Category::Messages]);
    choices.allows(Purpose::Analytics, Recipient::Automation, messages, now).is_some()
}
