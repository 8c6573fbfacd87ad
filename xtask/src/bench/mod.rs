//! `cargo xtask bench`: how fast a release build is against real engines, each figure beside a floor measured in the
//! same run. Never a test: nothing here passes or fails.

mod answer;
pub mod batch;
mod build;
pub mod clock;
mod crowd;
mod decisions;
mod door;
pub mod drive;
mod floor;
mod gdpr;
mod history;
mod inside;
mod live;
mod pages;
mod privacy;
mod projections;
mod quiet;
mod shop;
mod smtp;
#[cfg(test)]
mod stub;

use crate::cluster::Cluster;
use crate::paths;
use crate::process::{Outcome, run};
use crate::program;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

/// A measure by name.
struct Bench {
    name: &'static str,
    what: &'static str,
    run: fn(&Setting) -> Outcome<Vec<Figure>>,
}

const ALL: &[Bench] = &[
    Bench { name: "door", what: "events a second accepted over 32 connections in batches of 100", run: door::run },
    Bench {
        name: "projections",
        what: "events a second that every projection keeps up with, at 20,000 offered",
        run: projections::run,
    },
    Bench {
        name: "answer",
        what: "from an order's arrival to its thank-you accepted by a mail server, at 500 a second",
        run: answer::run,
    },
    Bench { name: "start", what: "from the start of the process to ready", run: quiet::start },
    Bench { name: "idle", what: "resident memory a minute after start on an empty store", run: quiet::idle },
    Bench { name: "pages", what: "admin pages of the demo store, one after another", run: pages::run },
    Bench { name: "history-scan", what: "two segments over 10 million events in one pass, beside DuckDB", run: history::scan },
    Bench {
        name: "segment-history",
        what: "new segments over 10 million events, one and twenty at once, beside DuckDB",
        run: history::segments,
    },
    Bench {
        name: "history-timeline",
        what: "the last 50 events of a customer out of 10 million, from cold pages",
        run: history::timeline,
    },
    Bench {
        name: "history-sustained",
        what: "events a second at the door with 50 million behind it, beside an empty store",
        run: history::sustained,
    },
    Bench { name: "history-rebuild", what: "events a second into the customers' table", run: history::rebuild },
    Bench { name: "history-pages", what: "admin pages with 50 million events, beside the demo store", run: history::pages },
    Bench { name: "consent-check", what: "one check of a customer's choices", run: privacy::check },
    Bench {
        name: "disclosure",
        what: "customers read with every look on disk first, beside the same reads without the log",
        run: privacy::disclosure,
    },
    Bench {
        name: "decisions",
        what: "decisions about consent recorded a second over 32 connections, beside @c15t/backend",
        run: decisions::run,
    },
    Bench {
        name: "gdpr",
        what: "GDPRbench-derived workloads of a controller, customers and processors, beside PostgreSQL and hand-written SQL",
        run: gdpr::run,
    },
    Bench {
        name: "journeys",
        what: "from an event to its journey's letter accepted by a mail server, at 1,000 events a second",
        run: live::journeys,
    },
    Bench {
        name: "campaign",
        what: "letters a second of a campaign to a million people, signed with RSA, into Postfix's smtp-sink",
        run: live::campaign,
    },
    Bench { name: "waiting", what: "a million people who wait in journeys, at rest and as they fall due", run: live::waiting },
    Bench { name: "build", what: "a fresh release build", run: build::run },
];

/// Measured only when asked for by name: minutes to make, and gigabytes.
const LARGE: &[Bench] = &[Bench {
    name: "history-scan-100m",
    what: "as history-scan over 100 million events (7 GB on disk), beside 10 million; only when asked for",
    run: history::scan_100m,
}];

/// What every measure needs to know.
pub struct Setting {
    pub binary: PathBuf,
    pub engine: Engine,
    /// How long a load lasts, where that is asked for.
    pub asked_span: Option<Duration>,
    /// How long a long history is, where that is asked for.
    pub events: Option<u64>,
    /// How many people there are, where that is asked for.
    pub people: Option<u64>,
}

impl Setting {
    /// How long a load lasts.
    pub fn span(&self) -> Duration {
        self.asked_span.unwrap_or(Duration::from_secs(30))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    fn name(self) -> &'static str {
        if self == Self::Sqlite { "sqlite" } else { "postgres" }
    }

    /// A cluster of our own where the engine wants one.
    fn cluster(self) -> Outcome<Option<Cluster>> {
        if self == Self::Postgres { Cluster::start().map(Some) } else { Ok(None) }
    }
}

/// One measured value.
pub struct Figure {
    pub name: &'static str,
    pub value: f64,
    pub unit: &'static str,
    /// What the machine could do at best, in the same unit; `None` where there is no such thing.
    pub floor: Option<f64>,
    /// The rest of what was seen, for people.
    pub notes: String,
}

impl Figure {
    fn print(&self, engine: Engine, as_json: bool) {
        if as_json {
            return println!("{}", self.json(engine));
        }
        let beside = self
            .floor
            .map_or_else(String::new, |floor| format!(" (floor {}, ratio {})", rounded(floor), rounded(self.value / floor)));
        println!("{:<17} {:<9} {} {}{beside}  {}", self.name, engine.name(), rounded(self.value), self.unit, self.notes);
    }

    /// Written by hand to keep the order of the fields, which people read.
    fn json(&self, engine: Engine) -> String {
        let number = |value: Option<f64>| value.map_or_else(|| "null".to_owned(), |value| format!("{:?}", rounded(value)));
        let (value, floor) = (number(Some(self.value)), number(self.floor));
        let ratio = number(self.floor.map(|floor| self.value / floor));
        let (name, engine, unit) = (self.name, engine.name(), self.unit);
        format!(r#"{{"bench":"{name}","engine":"{engine}","value":{value},"unit":"{unit}","floor":{floor},"ratio":{ratio}}}"#)
    }
}

/// Four significant digits or a hundredth, whichever is finer: no figure here is surer.
fn rounded(value: f64) -> f64 {
    let places = 10_f64.powi(if value.abs() >= 1000.0 { 0 } else { 2 });
    (value * places).round() / places
}

/// A history's newest thousand events are not sealed; a month should have some too.
const EVENTS_MIN: u64 = 100_000;
/// Of fewer people nothing can be said.
const PEOPLE_MIN: u64 = 1_000;

struct Wanted {
    names: Vec<String>,
    json: bool,
    engine: Engine,
    span: Option<Duration>,
    events: Option<u64>,
    people: Option<u64>,
}

pub fn command(words: &[String]) -> Outcome {
    if words.iter().any(|word| word == "--list") {
        for bench in ALL.iter().chain(LARGE) {
            println!("{:<17} {}", bench.name, bench.what);
        }
        return Ok(());
    }
    let wanted = wanted(words)?;
    if cfg!(debug_assertions) && inside::tried_with().is_none() {
        return in_release(words);
    }
    paths::sweep();
    let Wanted { engine, span, events, people, .. } = wanted;
    let setting = Setting { binary: program::release_binary()?, engine, asked_span: span, events, people };
    let mut failed = Vec::new();
    let is_named = |bench: &&Bench| wanted.names.iter().any(|name| name == bench.name);
    let usual = ALL.iter().filter(|bench| wanted.names.is_empty() || is_named(bench));
    for bench in usual.chain(LARGE.iter().filter(is_named)) {
        match (bench.run)(&setting) {
            Ok(figures) => figures.iter().for_each(|figure| figure.print(wanted.engine, wanted.json)),
            Err(message) => {
                eprintln!("{}: {message}", bench.name);
                failed.push(bench.name);
            }
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("not measured: {}", failed.join(", "))) }
}

/// The load generator must cost little beside the program on the same two cores: it runs optimised too.
fn in_release(words: &[String]) -> Outcome {
    run(Command::new("cargo")
        .current_dir(paths::root())
        .args(["run", "--release", "--quiet", "--package", "xtask", "--", "bench"])
        .args(words))
}

fn wanted(words: &[String]) -> Outcome<Wanted> {
    let mut wanted = Wanted { names: Vec::new(), json: false, engine: Engine::Sqlite, span: None, events: None, people: None };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--json" => wanted.json = true,
            "--engine" => {
                wanted.engine = match words.next().map(String::as_str) {
                    Some("sqlite") => Engine::Sqlite,
                    Some("postgres") => Engine::Postgres,
                    _ => return Err("--engine is sqlite or postgres".to_owned()),
                }
            }
            "--seconds" => {
                let seconds = words.next().and_then(|word| word.parse().ok()).filter(|seconds| *seconds > 0);
                wanted.span = Some(Duration::from_secs(seconds.ok_or("--seconds wants a whole number above 0")?));
            }
            "--people" => {
                let people =
                    words.next().and_then(|word| word.replace('_', "").parse().ok()).filter(|people| *people >= PEOPLE_MIN);
                wanted.people = Some(people.ok_or_else(|| format!("--people wants a whole number from {PEOPLE_MIN}"))?);
            }
            "--events" => {
                let events =
                    words.next().and_then(|word| word.replace('_', "").parse().ok()).filter(|events| *events >= EVENTS_MIN);
                wanted.events = Some(events.ok_or_else(|| format!("--events wants a whole number from {EVENTS_MIN}"))?);
            }
            name if ALL.iter().chain(LARGE).any(|bench| bench.name == name) => wanted.names.push(name.to_owned()),
            other => return Err(format!("there is no measure `{other}`; `cargo xtask bench --list` names them")),
        }
    }
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rounded_to_what_is_sure() {
        assert!((rounded(41_234.567) - 41_235.0).abs() < 1e-9);
        assert!((rounded(0.171_234) - 0.17).abs() < 1e-9);
    }

    #[test]
    fn a_line_of_json_is_as_promised() {
        let figure = Figure { name: "door", value: 41_234.2, unit: "events/s", floor: Some(240_000.0), notes: String::new() };
        let line = r#"{"bench":"door","engine":"sqlite","value":41234.0,"unit":"events/s","floor":240000.0,"ratio":0.17}"#;
        assert_eq!(figure.json(Engine::Sqlite), line);
        let without = Figure { floor: None, ..figure };
        assert!(without.json(Engine::Postgres).ends_with(r#""floor":null,"ratio":null}"#));
    }

    #[test]
    fn words_are_understood_or_refused() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let wanted_ok = wanted(&words("door --json --engine postgres --seconds 5")).unwrap();
        assert_eq!(
            (wanted_ok.names.as_slice(), wanted_ok.json, wanted_ok.engine),
            (["door".to_owned()].as_slice(), true, Engine::Postgres)
        );
        assert_eq!(wanted_ok.span, Some(Duration::from_secs(5)));
        assert_eq!(wanted(&words("waiting --people 20_000")).unwrap().people, Some(20_000));
        assert!(wanted(&words("--people 5")).is_err());
        assert_eq!(wanted(&words("history-scan-100m --events 20_000_000")).unwrap().events, Some(20_000_000));
        assert!(wanted(&words("--events 5")).is_err());
        assert!(wanted(&words("doors")).is_err());
        assert!(wanted(&words("--seconds 0")).is_err());
    }
}
