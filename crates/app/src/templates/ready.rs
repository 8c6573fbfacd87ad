//! The letters that one can start from.

use capabilities::messaging::{self, BuiltIn, Draft};
use db::{Result, Tx};

/// Those that come with Amana and may be written anew.
pub fn letters() -> impl Iterator<Item = BuiltIn> {
    BuiltIn::ALL.into_iter().filter(|letter| letter.can_be_copied())
}

/// A name that no other template has: the wished one, or with a number behind it.
pub fn free_name(tx: &mut Tx<'_>, wished: &str) -> Result<String> {
    let taken: Vec<String> = messaging::template_names(tx)?.into_values().collect();
    let short: String = wished.trim().chars().take(Draft::NAME_CHARS_MAX - 6).collect();
    let numbered = (2..).map(|number| format!("{short} {number}"));
    Ok(std::iter::once(short.clone()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or(short))
}
