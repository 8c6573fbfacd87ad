//! A product, and what it must be to be kept.

use base::{Currency, Locale, Money, Timestamp};
use std::collections::BTreeMap;

pub const ID_BYTES_MAX: usize = 128;
pub const NAME_CHARS_MAX: usize = 300;
pub const URL_BYTES_MAX: usize = 2_000;
/// Products that one goes with.
pub const GOES_WITH_MAX: usize = 10;
const STOCK_MAX: i64 = 1_000_000_000;

/// A product as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// As the store's events name it (`product_id` or `sku`).
    pub id: String,
    /// By the code of their language; there is at least one.
    pub names: BTreeMap<String, String>,
    pub currency: Currency,
    /// What one costs; `None` where it has no price of its own.
    pub price: Option<i64>,
    /// What it is said to have cost before.
    pub compare_at: Option<i64>,
    /// When that price ends.
    pub price_until: Option<Timestamp>,
    /// How many there are; `None` where nobody counts.
    pub stock: Option<i64>,
    /// Its page; empty where there is none.
    pub url: String,
    /// Its picture; empty where there is none.
    pub image: String,
    /// The ids of those that go with it, as the store chose them, the best first. Nobody may have told of them yet.
    pub goes_with: Vec<String>,
    /// When it was last told otherwise than before.
    pub changed_at: Timestamp,
}

/// What is wrong with a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("id: must be a text of 1 to {ID_BYTES_MAX} bytes without control characters")]
    Id,
    #[error("names: at least one, by the code of a language (en, ar, fa), each of 1 to {NAME_CHARS_MAX} characters")]
    Names,
    #[error("price, compare_at_price: must not be less than nothing")]
    Price,
    #[error("stock: must be a whole number from 0 on")]
    Stock,
    #[error(
        "url: must be an address that begins with https:// or http://, image: with https://, each of at most {URL_BYTES_MAX} bytes"
    )]
    Address,
    #[error("goes_with: at most {GOES_WITH_MAX} ids of other products, each once")]
    GoesWith,
}

impl Product {
    /// What it is called in a language, or in another where it has no name in that.
    pub fn name(&self, wanted: Locale, store: Locale) -> &str {
        let named = [wanted, store].into_iter().chain(Locale::ALL).find_map(|locale| self.names.get(locale.code()));
        named.or_else(|| self.names.values().next()).map_or("", String::as_str)
    }

    pub fn price(&self) -> Option<Money> {
        Some(Money { minor: self.price?, currency: self.currency })
    }

    pub fn compare_at(&self) -> Option<Money> {
        Some(Money { minor: self.compare_at?, currency: self.currency })
    }

    /// What it is said to have cost before, where that was more.
    pub fn was(&self) -> Option<Money> {
        self.compare_at().filter(|before| self.price.is_some_and(|price| before.minor > price))
    }

    /// Whether it can be kept.
    pub fn check(&self) -> Result<(), Flaw> {
        if !is_id(&self.id) {
            return Err(Flaw::Id);
        }
        let is_name = |name: &String| (1..=NAME_CHARS_MAX).contains(&name.trim().chars().count());
        let is_known = |code: &String| Locale::ALL.iter().any(|locale| locale.code() == code);
        if self.names.is_empty() || !self.names.values().all(is_name) || !self.names.keys().all(is_known) {
            return Err(Flaw::Names);
        }
        if [self.price, self.compare_at].into_iter().flatten().any(|minor| minor < 0) {
            return Err(Flaw::Price);
        }
        if self.stock.is_some_and(|stock| !(0..=STOCK_MAX).contains(&stock)) {
            return Err(Flaw::Stock);
        }
        let is_told_once = |(at, id): (usize, &String)| is_id(id) && *id != self.id && !self.goes_with[..at].contains(id);
        if self.goes_with.len() > GOES_WITH_MAX || !self.goes_with.iter().enumerate().all(is_told_once) {
            return Err(Flaw::GoesWith);
        }
        let is_address = |text: &String, starts: &[&str]| {
            text.is_empty()
                || (text.len() <= URL_BYTES_MAX
                    && starts.iter().any(|start| text.starts_with(start))
                    && !text.chars().any(|c| c.is_control() || c.is_whitespace()))
        };
        if is_address(&self.url, &["https://", "http://"]) && is_address(&self.image, &["https://"]) {
            Ok(())
        } else {
            Err(Flaw::Address)
        }
    }
}

/// Whether a text can be a product's id.
pub fn is_id(text: &str) -> bool {
    (1..=ID_BYTES_MAX).contains(&text.len()) && text.trim() == text && !text.chars().any(char::is_control)
}
