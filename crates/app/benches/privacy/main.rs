//! Consent and disclosure, measured from inside: `cargo xtask bench` runs this and reads the `name=value` lines that it prints.
//!
//! ```text
//! check                        one look at a customer's choices
//! disclosure --customers N     reads of customers, each logged before it is shown, and the same reads without a log
//! ```
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks to a person on both")]

mod check;
mod disclosure;

use std::error::Error;
use std::process::ExitCode;

/// What the measured customers are made from: the same seed, the same people.
pub const SEED: u64 = 2026;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str| {
        let at = words.iter().position(|word| word.strip_prefix("--") == Some(name));
        let value = at.and_then(|at| words.get(at + 1)).ok_or_else(|| format!("--{name} is missing"))?;
        value.parse::<usize>().map_err(|_| format!("--{name} wants a whole number"))
    };
    let outcome = match words.first().map(String::as_str) {
        Some("check") => {
            check::run();
            Ok(())
        }
        Some("disclosure") => number("customers").map_err(Into::into).and_then(disclosure::run),
        _ => Err("check or disclosure".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("privacy: {error}");
            ExitCode::FAILURE
        }
    }
}
