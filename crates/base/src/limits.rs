//! Limits that more than one crate must agree on, each with its unit in its name.

/// One event as it arrives (Segment's limit is 32 KB).
pub const EVENT_BYTES_MAX: usize = 32 * 1024;
/// One request body as it arrives, and again after decompression (Segment's batch limit is 500 KB).
pub const BATCH_BYTES_MAX: usize = 500 * 1024;
/// Events in one batch.
pub const BATCH_EVENTS_MAX: usize = 2_500;
/// Nesting of arrays and objects inside an event.
pub const JSON_DEPTH_MAX: usize = 32;
/// A message id is shorter than this.
pub const MESSAGE_ID_BYTES_MAX: usize = 100;
/// A user id, an anonymous id or an order number.
pub const EXTERNAL_ID_BYTES_MAX: usize = 255;
/// The name of an event or of a trait.
pub const NAME_BYTES_MAX: usize = 200;
/// Rows on one page of a list.
pub const PAGE_ROWS: usize = 50;
/// How far event time may run ahead of arrival, in minutes.
pub const FUTURE_MINUTES_MAX: u64 = 5;
