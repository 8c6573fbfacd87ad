//! Stores with a long history, made once and kept between runs: making fifty million events takes minutes.

use super::{CUSTOMERS, inside, millions};
use crate::bench::Setting;
use crate::paths::{Folder, root, target};
use crate::process::{Outcome, because};
use crate::program::{Server, Store};
use crate::provide::fingerprint;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A store made from other sources than these is made anew.
const SOURCES: [&str; 6] = [
    "crates/app/benches/history/events.rs",
    "crates/app/benches/history/lay.rs",
    "crates/app/benches/history/people.rs",
    "crates/foundation/src/history/format.rs",
    "crates/foundation/src/history/testing.rs",
    "crates/foundation/src/history/writer.rs",
];
/// How long the projections may take to read it all.
const READ_LIMIT: Duration = Duration::from_hours(1);
const LAG: &str = "amana_projection_lag_events";

pub struct Kept {
    pub events: u64,
    folder: PathBuf,
}

impl Kept {
    /// The store with so many events, made where there is none; its projections have read nothing yet.
    pub fn laid(events: u64) -> Outcome<Self> {
        let sources: Vec<PathBuf> = SOURCES.iter().map(|source| root().join(source)).collect();
        let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
        let print = fingerprint(&sources).map_err(because("read the sources of the history"))?;
        let size = format!("history-{events}-");
        let folder = target().join("bench").join(format!("{size}{print}"));
        let kept = Self { events, folder };
        if !kept.is("laid") {
            remove_others(&size)?;
            eprintln!("making a store with {} …", millions(events));
            let (events, customers) = (events.to_string(), CUSTOMERS.to_string());
            let data = kept.data();
            std::fs::create_dir_all(&data).map_err(because("make the folder of the history"))?;
            let words = ["lay", "--data", &data.to_string_lossy(), "--events", &events, "--customers", &customers];
            let printed = inside(&words)?;
            eprintln!("sealed in {} s: {} bytes", printed.get("seconds")?, printed.get("bytes")?);
            kept.mark("laid")?;
        }
        Ok(kept)
    }

    /// As [`Kept::laid`], with every projection at the journal's end.
    pub fn read(setting: &Setting, events: u64) -> Outcome<Self> {
        let kept = Self::laid(events)?;
        // Always: a projection that is new to the program has to read it all, however many have done so before.
        let server = Store::new(&setting.binary, &kept.data()).serve()?;
        eprintln!("the projections read {} …", millions(events));
        wait_for_projections(&server)?;
        server.stop()?;
        Ok(kept)
    }

    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// The same store in a folder of its own, to be written to: databases are copied, sealed files (which are never changed)
    /// linked. It is at `data` in the folder.
    pub fn copy(&self) -> Outcome<Folder> {
        let folder = Folder::on_disk("history")?;
        copy(&self.data(), &folder.path().join("data")).map_err(because("copy the store"))?;
        Ok(folder)
    }

    fn is(&self, what: &str) -> bool {
        self.folder.join(what).exists()
    }

    fn mark(&self, what: &str) -> Outcome {
        std::fs::write(self.folder.join(what), "").map_err(because("mark the kept store"))
    }
}

/// Stores of this size that were made from other sources, or not to their end.
fn remove_others(size: &str) -> Outcome {
    for entry in std::fs::read_dir(target().join("bench")).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(size) {
            std::fs::remove_dir_all(entry.path()).map_err(because("remove an older store"))?;
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let (from, to) = (entry.as_ref().map(std::fs::DirEntry::path).unwrap_or_default(), to.join(entry?.file_name()));
        if from.is_dir() {
            copy(&from, &to)?;
        } else if from.extension().is_some_and(|extension| extension == "parquet") {
            std::fs::hard_link(&from, &to)?;
        } else {
            std::fs::copy(&from, &to)?;
        }
    }
    Ok(())
}

/// A projection that reads sealed files stands before the journal's newest events until it is through.
fn wait_for_projections(server: &Server) -> Outcome {
    let started = Instant::now();
    loop {
        let page = server.metrics()?;
        let lags: Vec<f64> = crate::http::series(&page, LAG).map(|(_, value)| value).collect();
        if !lags.is_empty() && lags.iter().all(|lag| *lag <= 0.0) {
            return Ok(());
        }
        if started.elapsed() > READ_LIMIT {
            return Err(format!("the projections did not read it all within {} s", READ_LIMIT.as_secs()));
        }
        std::thread::sleep(Duration::from_secs(1));
    }
}
