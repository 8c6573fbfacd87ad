//! Counts and totals over the journal, for Home and the API.

mod projection;
mod store;

pub use projection::InsightsProjection;
pub use store::{HourCount, OrderTotal, Totals, event_counts, hour_totals, order_totals, top_events, totals};
