//! The last events of one customer, from pages that are not in memory.

use super::kept::Kept;
use super::{CUSTOMERS, SCANNED_EVENTS, embedded, inside, millions};
use crate::bench::{Figure, Setting};
use crate::process::Outcome;

const QUERIES: &str = "500";

pub fn run(setting: &Setting) -> Outcome<Vec<Figure>> {
    embedded(setting)?;
    let kept = Kept::laid(setting.events.unwrap_or(SCANNED_EVENTS))?;
    let (data, customers) = (kept.data(), CUSTOMERS.to_string());
    let seen = inside(&["timeline", "--data", &data.to_string_lossy(), "--customers", &customers, "--queries", QUERIES])?;
    let milliseconds = |name: &str| Ok::<f64, String>(seen.get(name)? / 1000.0);
    let notes = format!(
        "p50 {:.1} ms of {QUERIES} customers of {} in {} files; {:.1} events, {:.0} reads and {:.0} kB each; the floor is as many plain \
         reads of as many bytes",
        milliseconds("p50_us")?,
        millions(kept.events),
        seen.get("files")?,
        seen.get("events")?,
        seen.get("reads")?,
        seen.get("read_bytes")? / 1e3,
    );
    let floor = Some(milliseconds("plain_p99_us")?);
    let index = Figure {
        name: "history-index",
        value: seen.get("memory_bytes")? / 1e6,
        unit: "MB",
        floor: None,
        notes: format!("footers and page indexes in memory for {}", millions(kept.events)),
    };
    Ok(vec![Figure { name: "history-timeline", value: milliseconds("p99_us")?, unit: "ms", floor, notes }, index])
}
