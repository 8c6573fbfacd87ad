//! Twenty segments over everyone, beside DuckDB over the same files.

use super::kept::Kept;
use super::{SCANNED_EVENTS, embedded, inside, millions};
use crate::bench::inside::Printed;
use crate::bench::{Figure, Setting};
use crate::paths::root;
use crate::process::{Outcome, because, read};
use crate::provide::python::Python;

/// The best of so many passes counts, there and here; the first ones bring the files into memory.
const TIMES: &str = "3";
const THREADS: &str = "2";
/// The questions, as rules and as DuckDB is asked.
const QUESTIONS: &str = "crates/app/benches/history/segments.json";

pub fn run(setting: &Setting) -> Outcome<Vec<Figure>> {
    embedded(setting)?;
    let kept = Kept::laid(setting.events.unwrap_or(SCANNED_EVENTS))?;
    let data = kept.data();
    let python = Python::provide()?;
    let ours = inside(&["segments", "--data", &data.to_string_lossy(), "--times", TIMES, "--threads", THREADS])?;
    let now = format!("{:.0}", ours.get("now")?);
    let mut script = python.script("ask_segments.py");
    let theirs = read(script.arg(data.join("history")).arg(root().join(QUESTIONS)).args([now.as_str(), TIMES]))?;
    let theirs = Printed::of(&theirs);
    let names = names()?;
    for name in &names {
        let (here, there) = (ours.get(name)?, theirs.get(name)?);
        if (here - there).abs() > 0.0 {
            return Err(format!("{name}: {here} customers here, {there} by DuckDB"));
        }
    }
    let figure = |name, which: &str, notes| {
        Ok::<_, String>(Figure { name, value: ours.get(which)?, unit: "s", floor: Some(theirs.get(which)?), notes })
    };
    let one = format!(
        "the slowest of {} questions asked alone, over {}, on {THREADS} threads; the middle one {:.3} s; all agree with DuckDB",
        names.len(),
        millions(kept.events),
        ours.get("one_median")?
    );
    let all = format!("all of them in one pass; at most {:.0} MB", ours.get("peak_bytes")? / 1e6);
    Ok(vec![figure("segment-history", "one", one)?, figure("segment-history-20", "all", all)?])
}

fn names() -> Outcome<Vec<String>> {
    let text = std::fs::read_to_string(root().join(QUESTIONS)).map_err(because("read the questions"))?;
    let questions: Vec<serde_json::Value> = serde_json::from_str(&text).map_err(|error| format!("{QUESTIONS}: {error}"))?;
    Ok(questions.iter().filter_map(|question| question["name"].as_str().map(str::to_owned)).collect())
}
