//! How long each letter may be kept back before it is of no use.

use crate::messaging::letter::{About, LetterRef};
use crate::messaging::templates::BuiltIn;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

/// From when it was first postponed. What answers a moment is soon beside the point: a cart is bought or forgotten, a price changes, a
/// birthday is over. What speaks of an order or of a long silence can wait. Of a letter of the store's own what it is about
/// decides.
pub fn longest_wait(letter: LetterRef, about: About) -> Duration {
    match letter {
        LetterRef::BuiltIn(BuiltIn::AbandonedCart | BuiltIn::BrowseAbandonment | BuiltIn::PriceDrop | BuiltIn::Birthday) => DAY,
        LetterRef::BuiltIn(BuiltIn::ReviewRequest | BuiltIn::WinBack | BuiltIn::ConsentRenewal | BuiltIn::GoesWith) => DAY * 7,
        LetterRef::BuiltIn(_) => DAY * 3,
        LetterRef::Own { .. } => match about {
            About::Cart | About::Product => DAY,
            About::Customer => DAY * 3,
            About::Order => DAY * 7,
        },
    }
}
