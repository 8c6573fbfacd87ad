//! Whether the projections keep up with a steady stream over many customers.

use super::batch::Kind;
use super::shop::Shop;
use super::{Figure, Setting, drive, floor};
use crate::process::Outcome;
use std::time::Duration;

const POPULATION: u64 = 200_000;
const OFFERED: f64 = 20_000.0;

pub fn run(setting: &Setting) -> Outcome<Vec<Figure>> {
    let shop = Shop::open(setting, None)?;
    shop.introduce(POPULATION, Kind::Track)?;
    let plan = shop.mixed(POPULATION, setting.span(), Some(OFFERED));
    let before = shop.committed()?;
    let mut lags = Vec::new();
    let tally = std::thread::scope(|scope| {
        let load = scope.spawn(|| drive::drive(&plan));
        while !load.is_finished() {
            lags.extend(shop.lag());
            std::thread::sleep(Duration::from_millis(500));
        }
        load.join().map_err(|_| "the load panicked".to_owned())?
    })?;
    let left = shop.lag()?;
    let commit = shop.committed()?.events_a_commit_since(before)?;
    drop(shop);
    let floor = floor::raw_rewrites(POPULATION, commit)?;
    // What was offered less what still waits: the rate at which the slowest projection really read.
    let read = (tally.accepted as f64 - left).max(0.0) / tally.elapsed.as_secs_f64();
    let highest = lags.iter().copied().fold(0.0, f64::max);
    let notes = format!("offered {OFFERED}/s, accepted {:.0}/s; lag at most {highest}, at the end {left}", tally.rate());
    Ok(vec![Figure { name: "projections", value: read, unit: "events/s", floor: Some(floor), notes }])
}
