//! What the store sells, as its own server tells it: name, price, stock, page and picture of each product.
//!
//! It is the measure of what letters claim: a price, a stock figure or a deadline that this contradicts is not sent. Earlier
//! prices are kept for [`HISTORY_KEPT`], so that "it was 249" can be looked at, and a price that falls below what it was in the last 30
//! days is noted ([`PriceDrop`]).

mod model;
mod store;

pub use model::{Flaw, GOES_WITH_MAX, ID_BYTES_MAX, NAME_CHARS_MAX, Product, URL_BYTES_MAX, is_id};
pub use store::{
    EarlierPrice, HISTORY_KEPT, Kept, PRODUCTS_MAX, PriceDrop, changes, count, drop_done, drop_reached, drops, earlier_prices,
    find, of_ids, put, remove, says_what_goes_with, search,
};
