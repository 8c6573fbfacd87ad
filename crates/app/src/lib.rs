//! The program's faces: the door, the API, the admin; and what keeps them running.

pub mod admin;
pub mod api;
pub mod app;
pub mod config;
pub mod counts;
pub mod error;
mod health;
mod housekeeping;
pub mod intake;
pub mod mail;
pub mod metrics;
pub mod notices;
pub mod processing;
pub mod public;
pub mod receipts;
pub mod router;
mod sealing;
mod search;
pub mod server;
#[cfg(feature = "testing")]
pub mod testing;

pub use app::{App, PROJECTIONS, StartError};
pub use config::{Config, ConfigError, Settings};
