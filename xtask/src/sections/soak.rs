//! `cargo xtask soak`: what every run of the tests does a little of, at length.

use super::stories::{POSTGRES_VARIABLE, suite};
use super::{Shared, kills, shown};
use crate::paths;
use crate::process::{Counts, Outcome, run_counted};
use std::time::Instant;

/// Unless other numbers are given.
const KILLS: u32 = 200;
const SEEDS: u32 = 2_000;
/// Seeds that one process goes through.
const PIECE: u32 = 200;
/// Every run of the tests goes through those below.
const FIRST_SEED: u32 = 40;

/// `cargo xtask soak [kills [seeds]]`
pub fn command(words: &[String]) -> Outcome {
    let number = |at: usize, unless: u32, what: &str| match words.get(at) {
        None => Ok(unless),
        Some(word) => word.parse().map_err(|_| format!("`{word}` is no number of {what}")),
    };
    let (rounds, seeds) = (number(0, KILLS, "kills")?, number(1, SEEDS, "seeds")?);
    paths::sweep();
    let start = Instant::now();
    let mut shared = Shared::default();
    let mut counts = Counts::default();
    if rounds > 0 {
        counts.add(kills::run(&mut shared, rounds)?);
    }
    counts.add(simulation(&mut shared, seeds)?);
    println!("\n{rounds} kills and {seeds} seeds on each engine in {}", shown(start.elapsed()));
    println!("{} passed, {} failed", counts.passed, counts.failed);
    if counts.failed == 0 { Ok(()) } else { Err("the soak failed".to_owned()) }
}

/// The simulation (`crates/app/tests/it/living.rs`), which prints the seed that fails.
fn simulation(shared: &mut Shared, seeds: u32) -> Outcome<Counts> {
    let url = shared.cluster()?.url();
    let mut counts = Counts::default();
    for (engine, server) in [("SQLite", None), ("PostgreSQL", Some(url))] {
        for from in (FIRST_SEED..FIRST_SEED + seeds).step_by(PIECE as usize) {
            let piece = PIECE.min(FIRST_SEED + seeds - from);
            println!("--- {piece} seeds from {from} on {engine} ---");
            let mut command = suite(Some("package(app) & test(living::)"));
            command.env("AMANA_SIM_FROM", from.to_string()).env("AMANA_SIM_SEEDS", piece.to_string());
            command.env_remove(POSTGRES_VARIABLE);
            if let Some(server) = &server {
                command.env(POSTGRES_VARIABLE, server);
            }
            let done = run_counted(&mut command)?;
            if done == Counts::default() {
                return Err("no test with `living` in its name ran".to_owned());
            }
            counts.add(done);
        }
    }
    Ok(counts)
}
