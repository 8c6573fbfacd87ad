//! Segments and journeys, measured from inside: `cargo xtask bench` runs this and reads the `name=value` lines that it prints.
//!
//! ```text
//! shop     --data DIR --customers N                customers who agreed, 50 segments and 20 journeys
//! waiting  --data DIR --people N                   so many people who wait in a journey, due over the next 30 days
//! read     --customers N --events N                events a second that the projection reads, with all of it and with none
//! campaign --data DIR --people N                   so many customers who agreed, and a campaign to all of them, let go
//! sign                                             RSA signatures a second of all cores
//! ```
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks to a person on both")]

mod campaign;
mod events;
#[expect(dead_code, reason = "who they are is asked of the history alone")]
#[path = "../history/people.rs"]
mod people;
mod plans;
mod read;
mod shop;
mod waiting;

use app::{App, Settings};
use base::{Rng, SystemClock};
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// What the measured stores are made from: the same seed, the same people.
pub const SEED: u64 = 2026;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let words = Words(std::env::args().skip(1).collect());
    let outcome = match words.0.first().map(String::as_str) {
        Some("shop") => shop::run(&words),
        Some("waiting") => waiting::run(&words),
        Some("read") => read::run(&words),
        Some("campaign") => campaign::run(&words),
        Some("sign") => campaign::sign(&words),
        _ => Err("shop, waiting, read, campaign or sign".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("live: {error}");
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
}

/// The program over a store, with nothing running but the recorders.
fn open(data: PathBuf) -> Outcome<App> {
    let config = Settings { data: Some(data), ..Settings::default() }.check()?;
    Ok(App::open(config, Arc::new(SystemClock), Rng::from_seed(SEED))?)
}
