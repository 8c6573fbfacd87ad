//! How long a fresh clone takes to become the program.

use super::{Figure, Setting};
use crate::paths::{self, Folder};
use crate::process::{self, Outcome};
use std::process::Command;
use std::time::Instant;

fn seconds() -> Outcome<f64> {
    let folder = Folder::on_disk("build")?;
    // Downloading is the network's time, not the compiler's.
    process::run(Command::new("cargo").current_dir(paths::root()).args(["fetch", "--quiet"]))?;
    let start = Instant::now();
    let mut command = Command::new("cargo");
    command.current_dir(paths::root()).args(["build", "--release", "--quiet", "--package", "amana"]);
    process::run(command.env("CARGO_TARGET_DIR", folder.path()))?;
    Ok(start.elapsed().as_secs_f64())
}

/// Nothing to hold it against: there is no faster way to the same program.
pub fn run(setting: &Setting) -> Outcome<Vec<Figure>> {
    let seconds = seconds()?;
    let size = std::fs::metadata(&setting.binary).map_or(0, |meta| meta.len()) as f64 / 1e6;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    Ok(vec![Figure {
        name: "build",
        value: seconds,
        unit: "s",
        floor: None,
        notes: format!("{cores} cores; the binary has {size:.1} MB"),
    }])
}
