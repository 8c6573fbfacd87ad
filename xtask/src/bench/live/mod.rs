//! Segments, journeys and campaigns: how soon a letter follows an event, how fast they read, how quiet they wait, and how fast letters
//! to everybody go out.

mod campaign;
mod journeys;
mod waiting;

pub use campaign::run as campaign;
pub use journeys::run as journeys;
pub use waiting::run as waiting;

use super::inside::Printed;
use super::{Engine, Setting};
use crate::process::Outcome;

/// Runs a verb of `crates/app/benches/live`.
fn inside(words: &[&str]) -> Outcome<Printed> {
    super::inside::inside("live", words)
}

/// What is laid straight into tables is laid into files.
fn embedded(setting: &Setting) -> Outcome {
    if setting.engine == Engine::Sqlite { Ok(()) } else { Err("its store is laid into files, not into PostgreSQL".to_owned()) }
}

/// How a figure stands to its bar, for people.
fn beside_bar(is_kept: bool, bar: &str) -> String {
    if is_kept { format!("bar {bar}: kept") } else { format!("BAR {bar}: MISSED") }
}
