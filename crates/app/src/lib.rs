//! The program's faces: the door, the API, the admin; and what keeps them running.

pub mod admin;
pub mod api;
pub mod app;
pub mod asking;
pub mod banner;
pub mod campaigns;
pub mod config;
pub mod counts;
mod documents;
pub mod erasing;
pub mod error;
pub mod expiring;
pub mod export;
pub mod feedback;
mod health;
mod housekeeping;
pub mod intake;
pub mod journeys;
mod ledger;
pub mod mail;
pub mod metrics;
pub mod notices;
mod own_pages;
mod places;
mod preferences;
pub mod price_drops;
pub mod processing;
pub mod public;
pub mod receipts;
pub mod requests;
pub mod router;
pub mod rules;
mod scanning;
mod sealing;
mod search;
pub mod segments;
pub mod server;
mod standing;
pub mod storefront;
#[cfg(feature = "testing")]
pub mod testing;
pub mod watching;
mod words;

pub use app::{App, PROJECTIONS, StartError};
pub use config::{Config, ConfigError, Settings};
