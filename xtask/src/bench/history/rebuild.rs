//! How fast `amana rebuild customers` reads the long history into its table.

use super::kept::Kept;
use super::{SERVED_EVENTS, embedded, inside, millions};
use crate::bench::{Figure, Setting};
use crate::process::{Outcome, run as run_command};
use crate::program::Store;
use std::time::Instant;

pub fn run(setting: &Setting) -> Outcome<Vec<Figure>> {
    embedded(setting)?;
    let kept = Kept::read(setting, setting.events.unwrap_or(SERVED_EVENTS))?;
    let folder = kept.copy()?;
    let data = folder.path().join("data");
    let store = Store::new(&setting.binary, &data);
    let started = Instant::now();
    run_command(&mut store.command(&["rebuild", "customers"]))?;
    let seconds = started.elapsed().as_secs_f64();
    let least = inside(&["replay", "--data", &data.to_string_lossy()])?;
    let notes = format!(
        "{} in {seconds:.1} s; read alone, as events: {:.0} a second; the floor is a pass over all columns on one thread",
        millions(kept.events),
        least.get("replay_rate")?
    );
    let (value, floor) = (kept.events as f64 / seconds, Some(least.get("fold_rate")?));
    Ok(vec![Figure { name: "history-rebuild", value, unit: "events/s", floor, notes }])
}
