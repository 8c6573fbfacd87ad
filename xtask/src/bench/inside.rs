//! Measurements from inside: what the crates' own benches print.

use crate::paths;
use crate::process::{Outcome, read};
use std::collections::HashMap;
use std::process::Command;

/// What a bench of `crates/app` printed: names and numbers.
pub struct Printed(HashMap<String, f64>);

impl Printed {
    /// Of lines `name=value`; what is no such line is passed over.
    pub fn of(text: &str) -> Self {
        let pairs = text.lines().filter_map(|line| line.split_once('='));
        Self(pairs.filter_map(|(name, value)| Some((name.to_owned(), value.parse().ok()?))).collect())
    }

    pub fn get(&self, name: &str) -> Outcome<f64> {
        self.0.get(name).copied().ok_or_else(|| format!("the measurement printed no {name}"))
    }
}

/// Names a profile of Cargo to try a measure with, such as `dev`, where an optimised build would take too long. What it then
/// says of speed means nothing.
const PROFILE_VARIABLE: &str = "XTASK_BENCH_PROFILE";

/// The profile that measures are tried with, where that is asked for.
pub fn tried_with() -> Option<String> {
    std::env::var(PROFILE_VARIABLE).ok().filter(|profile| !profile.is_empty())
}

/// Runs a verb of a bench in a process of its own.
pub fn inside(bench: &str, words: &[&str]) -> Outcome<Printed> {
    let mut command = Command::new("cargo");
    command.current_dir(paths::root()).args(["bench", "--quiet", "--package", "app", "--bench", bench]);
    command.args(tried_with().map(|profile| format!("--profile={profile}")));
    read(command.arg("--").args(words)).map(|text| Printed::of(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read() {
        let printed = Printed::of("warning\nbest=0.25\nname=word\n");
        assert_eq!(printed.get("best"), Ok(0.25));
        assert!(printed.get("name").is_err());
    }
}
