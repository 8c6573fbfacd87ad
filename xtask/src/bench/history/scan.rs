//! Two segments over everyone in one pass, beside DuckDB over the same files.

use super::kept::Kept;
use super::{Printed, SCANNED_EVENTS, embedded, inside, millions};
use crate::bench::{Figure, Setting};
use crate::process::{Outcome, read};
use crate::provide::python::Python;

/// The best of so many passes counts, there and here; the first ones bring the files into memory.
const TIMES: &str = "7";
const THREADS: &str = "2";
const LARGE_EVENTS: u64 = 100_000_000;

pub fn run(setting: &Setting) -> Outcome<Vec<Figure>> {
    embedded(setting)?;
    let scan = Scan::of(setting.events.unwrap_or(SCANNED_EVENTS))?;
    let memory = Figure {
        name: "history-scan-memory",
        value: scan.ours.get("peak_bytes")? / 1e6,
        unit: "MB",
        floor: None,
        notes: "the most that the scanning process ever held".to_owned(),
    };
    Ok(vec![scan.figure("history-scan", String::new())?, memory])
}

/// Ten times as many events, and how many times as long that takes.
pub fn run_100m(setting: &Setting) -> Outcome<Vec<Figure>> {
    embedded(setting)?;
    let small = Scan::of(SCANNED_EVENTS)?;
    let large = Scan::of(setting.events.unwrap_or(LARGE_EVENTS))?;
    let (times_time, times_events) =
        (large.ours.get("best")? / small.ours.get("best")?, large.events as f64 / small.events as f64);
    let notes = format!("{times_time:.2} times the time of {} for {times_events} times the events; ", millions(small.events));
    Ok(vec![large.figure("history-scan-100m", notes)?])
}

struct Scan {
    events: u64,
    ours: Printed,
    theirs: Printed,
}

impl Scan {
    /// Both engines, one after the other; an error where they do not agree.
    fn of(events: u64) -> Outcome<Self> {
        let kept = Kept::laid(events)?;
        let data = kept.data();
        let python = Python::provide()?;
        let ours = inside(&["scan", "--data", &data.to_string_lossy(), "--times", TIMES, "--threads", THREADS])?;
        let now = format!("{:.0}", ours.get("now")?);
        let theirs = read(python.script("ask_history.py").arg(data.join("history")).args([now.as_str(), TIMES]))?;
        let theirs = Printed::of(&theirs);
        for question in ["easier", "harder"] {
            let (here, there) = (ours.get(question)?, theirs.get(question)?);
            if (here - there).abs() > 0.0 {
                return Err(format!("the {question} question: {here} customers here, {there} by DuckDB"));
            }
        }
        Ok(Self { events, ours, theirs })
    }

    fn figure(&self, name: &'static str, more: String) -> Outcome<Figure> {
        let notes = format!(
            "{more}{}, {} customers, on {THREADS} threads; {} and {} customers found, as by DuckDB ({:.3} and {:.3} s, the floor \
             is both); median {:.3} s; at most {:.0} MB, {:.1} of them footers and indexes",
            millions(self.events),
            self.ours.get("customers")?,
            self.ours.get("easier")?,
            self.ours.get("harder")?,
            self.theirs.get("easier_best")?,
            self.theirs.get("harder_best")?,
            self.ours.get("median")?,
            self.ours.get("peak_bytes")? / 1e6,
            self.ours.get("memory_bytes")? / 1e6,
        );
        Ok(Figure { name, value: self.ours.get("best")?, unit: "s", floor: Some(self.theirs.get("best")?), notes })
    }
}
