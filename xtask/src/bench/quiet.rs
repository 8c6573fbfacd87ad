//! A store with nothing to do: how soon it is ready, and how little it holds.

use super::{Engine, Figure, Setting, floor};
use crate::paths::Folder;
use crate::process::Outcome;
use crate::program::Store;
use std::time::Duration;

const ROUNDS: usize = 7;
const QUIET: Duration = Duration::from_mins(1);

/// On an empty folder (the schema is made), and on the demo store (it is there already).
pub fn start(setting: &Setting) -> Outcome<Vec<Figure>> {
    let floor = floor::two_new_databases()?;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let folder = Folder::on_disk("start")?;
        let cluster = setting.engine.cluster()?;
        let mut store = Store::new(&setting.binary, &folder.path().join("data"));
        store.database_url = cluster.as_ref().map(|cluster| cluster.database("amana")).transpose()?;
        let server = store.serve()?;
        times.push(server.started.as_secs_f64() * 1000.0);
        server.stop()?;
    }
    let mut figures = vec![figure("start", times, floor)];
    if setting.engine == Engine::Sqlite {
        figures.push(figure("start-demo", demo(setting)?, floor));
    }
    Ok(figures)
}

fn demo(setting: &Setting) -> Outcome<Vec<f64>> {
    let folder = Folder::on_disk("demo")?;
    let store = Store::new(&setting.binary, &folder.path().join("data"));
    store.start(&["demo"])?.stop()?;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let server = store.serve()?;
        times.push(server.started.as_secs_f64() * 1000.0);
        server.stop()?;
    }
    Ok(times)
}

/// The median of the times; the slowest is noted.
fn figure(name: &'static str, mut times: Vec<f64>, floor: f64) -> Figure {
    times.sort_by(f64::total_cmp);
    let notes = format!("median of {}, slowest {:.0} ms", times.len(), times.last().copied().unwrap_or_default());
    Figure { name, value: times[times.len() / 2], unit: "ms", floor: Some(floor), notes }
}

/// There is no floor to memory but the program's own text, so that is what stands beside it.
pub fn idle(setting: &Setting) -> Outcome<Vec<Figure>> {
    let folder = Folder::on_disk("idle")?;
    let cluster = setting.engine.cluster()?;
    let mut store = Store::new(&setting.binary, &folder.path().join("data"));
    store.database_url = cluster.as_ref().map(|cluster| cluster.database("amana")).transpose()?;
    let server = store.serve()?;
    std::thread::sleep(QUIET);
    let megabytes = server.resident_bytes()? as f64 / 1e6;
    let file = std::fs::metadata(&setting.binary).map_or(0, |meta| meta.len()) as f64 / 1e6;
    server.stop()?;
    let notes = format!("{} s after start; the floor is the size of the binary", QUIET.as_secs());
    Ok(vec![Figure { name: "idle", value: megabytes, unit: "MB", floor: Some(file), notes }])
}
