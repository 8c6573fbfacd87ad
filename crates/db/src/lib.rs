//! Two engines, one code: SQLite in two files by default, PostgreSQL by URL.
//!
//! SQL is written once, in the subset both engines share, with `$1` parameters. What can't be portable lives here behind
//! a named function. Everything is synchronous: a thread that waits for a disk is a thread, and async handlers go through
//! `Recorder` tickets or a blocking pool (see ADR 1).
//!
//! Two stores: `record` is never rebuilt and is written by one `Recorder` thread with group commit; `views` holds
//! projections and process state. No transaction spans both.

mod error;
mod later;
mod lease;
mod maintenance;
mod migrate;
mod place;
mod pool;
mod postgres;
mod postgres_url;
mod presence;
mod recorder;
mod signal;
mod sqlite;
mod store;
#[cfg(feature = "testing")]
mod testing;
#[cfg(test)]
mod tests;
mod tls;
mod tx;
mod value;

pub use error::{Error, Result, caught};
pub use lease::{Lease, NodeId};
pub use place::Place;
pub use postgres_url::{database_host, libpq_url};
pub use recorder::{Opening, QUEUE_JOBS_MAX, Recorder, Ticket};
pub use signal::Signal;
pub use store::{Db, Location, Store};
#[cfg(feature = "testing")]
pub use testing::TestDb;
pub use tx::{Row, Tx};
pub use value::{FromColumn, Param, ToParam};
