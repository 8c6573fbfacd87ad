//! Orders as the store's events tell them.

mod projection;
mod store;

pub use projection::{OrdersProjection, amount_of};
pub use store::{OrderRow, OrderStatus, find, of_customer};
