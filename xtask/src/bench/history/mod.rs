//! Measures of the long history: questions over everyone, one customer's last events, and what a store is like that has
//! tens of millions of events behind it.

mod kept;
mod pages;
mod rebuild;
mod scan;
mod segments;
mod sustained;
mod timeline;

pub use pages::run as pages;
pub use rebuild::run as rebuild;
pub use scan::{run as scan, run_100m as scan_100m};
pub use segments::run as segments;
pub use sustained::run as sustained;
pub use timeline::run as timeline;

use super::inside::Printed;
use super::{Engine, Setting};
use crate::process::Outcome;

/// Events of the stores that are scanned, and of those that serve, where `--events` says nothing else.
const SCANNED_EVENTS: u64 = 10_000_000;
const SERVED_EVENTS: u64 = 50_000_000;
const CUSTOMERS: u64 = 1_000_000;

/// Runs a verb of `crates/app/benches/history`.
fn inside(words: &[&str]) -> Outcome<Printed> {
    super::inside::inside("history", words)
}

/// The store lives in files only with the embedded engine.
fn embedded(setting: &Setting) -> Outcome {
    if setting.engine == Engine::Sqlite { Ok(()) } else { Err("nothing is sealed on PostgreSQL".to_owned()) }
}

fn millions(events: u64) -> String {
    format!("{} million events", events as f64 / 1e6)
}

/// The middle value, or the mean of the two in the middle; 0 of none.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let (low, high) = (values.len().saturating_sub(1) / 2, values.len() / 2);
    if values.is_empty() { 0.0 } else { f64::midpoint(values[low], values[high]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_found() {
        assert!((median(vec![3.0, 1.0]) - 2.0).abs() < 1e-9);
        assert!((median(vec![5.0, 1.0, 2.0]) - 2.0).abs() < 1e-9);
        assert!((median(Vec::new()) - 0.0).abs() < 1e-9);
    }
}
