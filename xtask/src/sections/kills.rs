//! Kills the program at random moments under load and looks at what is left. The rounds themselves are a test of the
//! program's own (`crates/amana/tests/it`, `crates/app/tests/it`), so that they can look inside; here they are only asked for.

use super::Shared;
use super::stories::{POSTGRES_VARIABLE, has_nextest, suite};
use crate::paths;
use crate::process::{Counts, Outcome, run_counted};
use std::process::Command;

/// In every run of the tests.
pub const ROUNDS: u32 = 25;
/// How many rounds the test is to do.
const VARIABLE: &str = "AMANA_KILLS";

pub fn run(shared: &mut Shared, rounds: u32) -> Outcome<Counts> {
    let url = shared.cluster()?.url();
    let mut counts = Counts::default();
    for (engine, server) in [("SQLite", None), ("PostgreSQL", Some(url))] {
        println!("--- {rounds} kills on {engine} ---");
        let mut command = kills();
        command.env(VARIABLE, rounds.to_string()).env_remove(POSTGRES_VARIABLE);
        if let Some(server) = server {
            command.env(POSTGRES_VARIABLE, server);
        }
        let done = run_counted(&mut command)?;
        if done == Counts::default() {
            return Err(format!("no test with `kill` in its name ran on {engine}"));
        }
        counts.add(done);
    }
    Ok(counts)
}

fn kills() -> Command {
    if has_nextest() {
        let mut command = suite(Some("(package(amana) | package(app)) & test(kill)"));
        command.args(["--run-ignored", "all", "--no-capture"]);
        return command;
    }
    let mut command = Command::new("cargo");
    command.current_dir(paths::root()).args([
        "test",
        "--package",
        "amana",
        "--package",
        "app",
        "--test",
        "it",
        "kill",
        "--",
        "--include-ignored",
        "--nocapture",
    ]);
    command
}
