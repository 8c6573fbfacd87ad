//! PyPI packages at the versions of `tests/outside/requirements.txt`, in an environment of their own in the cache, and
//! the one published data set that a test imports.

use super::debian::{self, Need};
use super::{find_program, fingerprint};
use crate::paths;
use crate::process::{Outcome, because, bound, read, run};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The package that carries the CDNOW purchase history. Only its file is wanted, not what it depends on.
const CDNOW_PACKAGE: &str = "lifetimes==0.11.3";
const CDNOW_FILE: &str = "lifetimes/datasets/CDNOW_master.txt";

/// A Python with the pinned packages.
pub struct Python {
    program: PathBuf,
}

impl Python {
    pub fn provide() -> Outcome<Self> {
        debian::provide(&[Need::Python])?;
        let base = find_program("python3").ok_or("python3 is missing")?;
        let list = paths::outside().join("requirements.txt");
        let print = fingerprint(&[&list]).map_err(because("read the list of Python packages"))?;
        // An environment works only with the Python that made it.
        let version = read(Command::new(&base).args(["-c", "import sys; print('%d.%d' % sys.version_info[:2])"]))?;
        let folder = paths::cache().join(format!("python{}-{print}", version.trim()));
        let program = folder.join("bin/python");
        if !folder.join("complete").exists() {
            let _ = std::fs::remove_dir_all(&folder);
            run(Command::new(&base).args(["-m", "venv"]).arg(&folder))?;
            run(pip(&program).args(["install", "--quiet", "--requirement"]).arg(&list))?;
            std::fs::write(folder.join("complete"), "").map_err(because("mark the Python cache"))?;
        }
        Ok(Self { program })
    }

    pub fn program(&self) -> &Path {
        &self.program
    }

    /// A script of `tests/outside`.
    pub fn script(&self, name: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(paths::outside().join(name)).env("PYTHONUNBUFFERED", "1").env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }

    /// As [`Python::script`], for one that serves until it is stopped: it must not outlive us.
    pub fn server(&self, name: &str) -> Command {
        let mut command = bound(&self.program);
        command.arg(paths::outside().join(name)).env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }

    pub fn module(&self, name: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["-m", name]);
        command
    }

    /// CDNOW's purchases as published: customer, date, units, dollars.
    pub fn cdnow(&self) -> Outcome<PathBuf> {
        let folder = paths::cache().join("cdnow");
        let file = folder.join("CDNOW_master.txt");
        if !file.exists() {
            let downloads = folder.join("download");
            run(pip(&self.program)
                .args(["download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest"])
                .arg(&downloads)
                .arg(CDNOW_PACKAGE))?;
            let wheel = only_wheel(&downloads)?;
            let unzip = "import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))";
            let text = read(Command::new(&self.program).args(["-c", unzip]).arg(wheel).arg(CDNOW_FILE))?;
            std::fs::write(&file, text).map_err(because("keep the CDNOW file"))?;
        }
        Ok(file)
    }
}

fn pip(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["-m", "pip", "--disable-pip-version-check"]);
    command
}

fn only_wheel(folder: &Path) -> Outcome<PathBuf> {
    let mut entries =
        std::fs::read_dir(folder).map_err(because("look at what pip downloaded"))?.flatten().map(|entry| entry.path());
    entries
        .find(|path| path.extension().is_some_and(|ext| ext == "whl"))
        .ok_or_else(|| format!("pip downloaded no wheel of {CDNOW_PACKAGE}"))
}
