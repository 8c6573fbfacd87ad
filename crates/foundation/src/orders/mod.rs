//! Orders as the store's events tell them.

mod projection;
mod store;

pub use projection::{OrdersProjection, Told, amount_of, sale, sale_of, told_by};
pub use store::{OrderRow, OrderStatus, find, of_customer, of_customer_before, of_customers};
