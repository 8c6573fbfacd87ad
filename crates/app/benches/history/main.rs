//! The long history, measured from inside: `cargo xtask bench` runs this and reads the `name=value` lines that it prints.
//!
//! ```text
//! lay      --data DIR --events N --customers N     make a store with a long history
//! scan     --data DIR --times N --threads N        two questions over everyone, in one pass
//! segments --data DIR --times N --threads N         twenty rules over everyone, at once and each alone
//! timeline --data DIR --queries N                  the last events of one customer, from cold pages
//! replay   --data DIR                              what a rebuild reads, without what it writes
//! ```
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks to a person on both")]

mod events;
mod lay;
mod people;
mod proc;
mod replay;
mod scan;
mod segments;
mod timeline;

use app::{App, Settings};
use base::{Rng, SystemClock};
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// What the measured stores are made from: the same seed, the same history.
pub const SEED: u64 = 2026;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words = Words(words);
    let outcome = match words.0.first().map(String::as_str) {
        Some("lay") => lay::run(&words),
        Some("scan") => scan::run(&words),
        Some("segments") => segments::run(&words),
        Some("timeline") => timeline::run(&words),
        Some("replay") => replay::run(&words),
        _ => Err("lay, scan, segments, timeline or replay".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("history: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The command line, as pairs of `--name value` after the verb. Cargo's own words are passed over.
struct Words(Vec<String>);

impl Words {
    fn text(&self, name: &str) -> Outcome<&str> {
        let at = self.0.iter().position(|word| word.strip_prefix("--") == Some(name));
        Ok(at.and_then(|at| self.0.get(at + 1)).ok_or_else(|| format!("--{name} is missing"))?)
    }

    fn number(&self, name: &str) -> Outcome<usize> {
        Ok(self.text(name)?.parse().map_err(|_| format!("--{name} wants a whole number"))?)
    }

    /// The program over the store that is meant, with nothing running but the recorders.
    fn app(&self) -> Outcome<App> {
        let data = PathBuf::from(self.text("data")?);
        let config = Settings { data: Some(data), ..Settings::default() }.check()?;
        Ok(App::open(config, Arc::new(SystemClock), Rng::from_system())?)
    }
}
