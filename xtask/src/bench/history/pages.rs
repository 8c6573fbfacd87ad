//! Whether the admin's pages are as quick with tens of millions of events as on the demo store.

use super::kept::Kept;
use super::{SERVED_EVENTS, embedded, millions};
use crate::bench::pages::{demo, walk};
use crate::bench::{Figure, Setting};
use crate::process::{Outcome, read};
use crate::program::Store;

const EMAIL: &str = "owner@noor.example";

pub fn run(setting: &Setting) -> Outcome<Vec<Figure>> {
    embedded(setting)?;
    let kept = Kept::read(setting, setting.events.unwrap_or(SERVED_EVENTS))?;
    let folder = kept.copy()?;
    let store = Store::new(&setting.binary, &folder.path().join("data"));
    let password = read(&mut store.command(&["admin", "create", "--email", EMAIL]))?;
    let server = store.serve()?;
    let seen = walk(&server, EMAIL, password.trim())?;
    server.stop()?;
    let demo = demo(setting)?;
    let notes = format!("{}: {}; on the demo store {}", millions(kept.events), seen.words(), demo.words());
    Ok(vec![Figure { name: "history-pages", value: seen.p99, unit: "ms", floor: Some(demo.p99), notes }])
}
