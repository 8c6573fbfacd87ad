//! The long history before judges: programs that nobody here wrote read its files and find what `amana` finds.

use super::Steps;
use crate::http;
use crate::paths::{self, Folder};
use crate::process::{self, Outcome, because, read};
use crate::program::{Server, Store};
use crate::provide::python::Python;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// What the test of the segments is told (`crates/amana/tests/it/judges.rs`).
const JUDGED_DATA: &str = "AMANA_JUDGED_DATA";
const JUDGED_ANSWERS: &str = "AMANA_JUDGED_ANSWERS";

const SEALED_WITHIN: Duration = Duration::from_mins(8);
/// The program looks for something to do to its files at least this often.
const QUIET: Duration = Duration::from_secs(12);

pub fn history(steps: &mut Steps, binary: &Path, python: &Python) -> Outcome {
    let case = Case::prepare(binary, python)?;
    steps.take("pyarrow validates every sealed and every exported file", || {
        process::run(python.script("judge_files.py").arg(&case.store.data).arg(case.export()))
    });
    steps.take("DuckDB and chDB count what amana counts, and find the same two segments", || {
        process::run(python.script("judge_history.py").arg(case.export()).arg(case.stats()).arg(case.answers()))
    });
    steps.take("amana finds those two segments", || process::run(&mut case.segments()));
    Ok(())
}

/// The demo store, sealed, with what came in since, and stopped: all of it is of one moment.
struct Case {
    store: Store,
    folder: Folder,
}

impl Case {
    fn prepare(binary: &Path, python: &Python) -> Outcome<Self> {
        let folder = Folder::new("judges")?;
        let case = Self { store: Store::new(binary, &folder.path().join("data")), folder };
        let server = case.store.start(&["demo"])?;
        wait_until_sealed(&server)?;
        let mut late = python.script("late_events.py");
        late.env("AMANA_BASE", server.base()).env("AMANA_SERVER_KEY", case.store.create_key("server")?);
        process::run(&mut late)?;
        server.stop()?;
        process::run(&mut case.store.command(&["history", "check"]))?;
        let stats = read(&mut case.store.command(&["history", "stats", "--json"]))?;
        std::fs::write(case.stats(), stats).map_err(because("keep what amana counts"))?;
        process::run(case.store.command(&["history", "export"]).arg(case.export()))?;
        Ok(case)
    }

    fn stats(&self) -> PathBuf {
        self.folder.path().join("stats.json")
    }

    fn export(&self) -> PathBuf {
        self.folder.path().join("export")
    }

    fn answers(&self) -> PathBuf {
        self.folder.path().join("answers.json")
    }

    fn segments(&self) -> Command {
        let mut command = Command::new("cargo");
        command.current_dir(paths::root()).args([
            "test",
            "--quiet",
            "--package",
            "amana",
            "--test",
            "it",
            "judges",
            "--",
            "--nocapture",
        ]);
        command.env(JUDGED_DATA, &self.store.data).env(JUDGED_ANSWERS, self.answers());
        command
    }
}

/// Until events are in files, and nothing was done to the files for a while.
fn wait_until_sealed(server: &Server) -> Outcome {
    let start = Instant::now();
    let (mut seen, mut since) = (Vec::new(), Instant::now());
    loop {
        let page = server.metrics()?;
        let files = ["amana_history_files", "amana_history_events", "amana_history_rewritten_events_total"];
        let now: Vec<Option<f64>> = files.into_iter().map(|name| http::metric(&page, name)).collect();
        if now != seen {
            (seen, since) = (now, Instant::now());
        }
        let is_sealed = seen.iter().take(2).all(|value| value.is_some_and(|value| value > 0.0));
        if is_sealed && since.elapsed() > QUIET {
            return Ok(());
        }
        if start.elapsed() > SEALED_WITHIN {
            return Err(format!(
                "the demo's history was not sealed and quiet within {SEALED_WITHIN:?}: {seen:?}\n{}",
                server.last_words()
            ));
        }
        std::thread::sleep(Duration::from_millis(500));
    }
}
