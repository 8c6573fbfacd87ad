//! `cargo xtask test`: every test there is, in sections that can also be run alone.

pub mod browser;
mod judges;
pub mod kills;
mod outside;
pub mod soak;
mod stories;

use crate::cluster::Cluster;
use crate::paths;
use crate::process::{Counts, Outcome, run};
use crate::program;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

/// In the order in which they run: the soonest answer first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Tidy,
    Sqlite,
    Postgres,
    S3,
    Kills,
    Outside,
    Browser,
}

impl Section {
    const ALL: [Self; 7] = [Self::Tidy, Self::Sqlite, Self::Postgres, Self::S3, Self::Kills, Self::Outside, Self::Browser];

    fn name(self) -> &'static str {
        match self {
            Self::Tidy => "tidy",
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::S3 => "s3",
            Self::Kills => "kills",
            Self::Outside => "outside",
            Self::Browser => "browser",
        }
    }

    fn what(self) -> &'static str {
        match self {
            Self::Tidy => "formatting, clippy, and the rules of the house",
            Self::Sqlite => "unit tests and stories on the embedded engine (also called `unit`)",
            Self::Postgres => "the same stories on PostgreSQL",
            Self::S3 => "the stories of the long history on an S3 server, on each engine",
            Self::Kills => "25 kill -9 rounds on each engine",
            Self::Outside => "clients and judges that nobody here wrote",
            Self::Browser => "stories and axe in Chromium",
        }
    }

    fn of(word: &str) -> Option<Self> {
        let name = if word == "unit" { "sqlite" } else { word };
        Self::ALL.into_iter().find(|section| section.name() == name)
    }

    fn run(self, shared: &mut Shared) -> Outcome<Counts> {
        match self {
            Self::Tidy => Ok(tidy()),
            Self::Sqlite => stories::on_sqlite(),
            Self::Postgres => stories::on_postgres(shared),
            Self::S3 => stories::on_s3(shared),
            Self::Kills => kills::run(shared, kills::ROUNDS),
            Self::Outside => outside::run(shared),
            Self::Browser => browser::run(shared),
        }
    }
}

/// What several sections need and one makes.
#[derive(Default)]
pub struct Shared {
    cluster: Option<Cluster>,
    binary: Option<PathBuf>,
}

impl Shared {
    /// Started by the first who asks, stopped at the end of the run.
    fn cluster(&mut self) -> Outcome<&Cluster> {
        if self.cluster.is_none() {
            self.cluster = Some(Cluster::start()?);
        }
        self.cluster.as_ref().ok_or_else(|| "no cluster".to_owned())
    }

    /// The binary that the stories drove.
    pub fn binary(&mut self) -> Outcome<PathBuf> {
        if self.binary.is_none() {
            self.binary = Some(program::debug_binary()?);
        }
        self.binary.clone().ok_or_else(|| "no binary".to_owned())
    }
}

pub fn command(words: &[String]) -> Outcome {
    if words.iter().any(|word| word == "--list") {
        for section in Section::ALL {
            println!("{:<9} {}", section.name(), section.what());
        }
        return Ok(());
    }
    let unknown = words.iter().find(|word| Section::of(word).is_none());
    if let Some(word) = unknown {
        return Err(format!("there is no section `{word}`; `cargo xtask test --list` names them"));
    }
    let wanted: Vec<Section> = words.iter().filter_map(|word| Section::of(word)).collect();
    paths::sweep();
    let mut shared = Shared::default();
    let mut results = Vec::new();
    for section in Section::ALL.into_iter().filter(|section| wanted.is_empty() || wanted.contains(section)) {
        println!("\n=== {}: {} ===", section.name(), section.what());
        let start = Instant::now();
        let outcome = section.run(&mut shared);
        if let Err(message) = &outcome {
            println!("{}: {message}", section.name());
        }
        let counts = settled(outcome);
        println!("=== {}: {} passed, {} failed, {} ===", section.name(), counts.passed, counts.failed, shown(start.elapsed()));
        results.push((section, counts, start.elapsed()));
    }
    drop(shared);
    summary(&results)
}

/// A section counts as one at least: one that ended early failed, and one that ran nothing has proved nothing.
fn settled(outcome: Outcome<Counts>) -> Counts {
    match outcome {
        Ok(counts) if counts == Counts::default() => Counts { passed: 0, failed: 1 },
        Ok(counts) => counts,
        Err(_) => Counts { passed: 0, failed: 1 },
    }
}

fn summary(results: &[(Section, Counts, Duration)]) -> Outcome {
    let mut all = Counts::default();
    println!("\n{:<9} {:>7} {:>7} {:>9}", "section", "passed", "failed", "time");
    for (section, counts, time) in results {
        println!("{:<9} {:>7} {:>7} {:>9}", section.name(), counts.passed, counts.failed, shown(*time));
        all.add(*counts);
    }
    let time: Duration = results.iter().map(|(_, _, time)| *time).sum();
    println!("{:<9} {:>7} {:>7} {:>9}\n", "all", all.passed, all.failed, shown(time));
    println!("{} passed, {} failed", all.passed, all.failed);
    let failed: Vec<&str> =
        results.iter().filter(|(_, counts, _)| counts.failed > 0).map(|(section, ..)| section.name()).collect();
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
}

fn shown(time: Duration) -> String {
    format!("{}m{:04.1}s", time.as_secs() / 60, (time.as_secs_f64()) % 60.0)
}

fn tidy() -> Counts {
    let mut steps = Steps::default();
    let cargo = || {
        let mut command = Command::new("cargo");
        command.current_dir(paths::root());
        command
    };
    steps.take("formatting", || run(cargo().args(["fmt", "--all", "--check"])));
    steps.take("clippy", || run(cargo().args(["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])));
    steps.take("rules of the house", || crate::tidy::command(&[]));
    steps.counts
}

/// Steps that go on after a failure and are counted and timed one by one.
#[derive(Default)]
pub struct Steps {
    counts: Counts,
}

impl Steps {
    pub fn take(&mut self, name: &str, step: impl FnOnce() -> Outcome) {
        let start = Instant::now();
        let outcome = step();
        let time = shown(start.elapsed());
        match outcome {
            Ok(()) => {
                self.counts.passed += 1;
                println!("ok      {name} ({time})");
            }
            Err(message) => {
                self.counts.failed += 1;
                println!("FAILED  {name} ({time})\n{message}");
            }
        }
    }

    pub fn counts(&self) -> Counts {
        self.counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_that_ran_nothing_failed() {
        assert_eq!(settled(Ok(Counts::default())), Counts { passed: 0, failed: 1 });
        assert_eq!(settled(Err("gone".to_owned())), Counts { passed: 0, failed: 1 });
        assert_eq!(settled(Ok(Counts::ONE)), Counts::ONE);
    }

    #[test]
    fn sections_are_known_by_name() {
        assert_eq!(Section::of("unit"), Some(Section::Sqlite));
        assert!(Section::ALL.iter().all(|section| Section::of(section.name()) == Some(*section)));
        assert_eq!(Section::of("everything"), None);
    }

    #[test]
    fn times_are_readable() {
        assert_eq!(shown(Duration::from_millis(62_340)), "1m02.3s");
    }
}
