//! Postfix's test programs, unpacked from Debian's package: `smtp-sink`, a real SMTP server that takes everything, and
//! `smtp-source`, which sends as fast as it can.
//!
//! The package is not installed: that would put a mail server on the machine and push out the one it has.

use super::debian;
use super::find_program;
use crate::paths;
use crate::process::{Outcome, because, read, run};
use std::path::{Path, PathBuf};
use std::process::Command;

/// `smtp-sink` with the libraries beside it; add its options and address.
pub fn provide() -> Outcome<Command> {
    program("smtp-sink")
}

/// As [`provide`], `smtp-source`.
pub fn source() -> Outcome<Command> {
    program("smtp-source")
}

fn program(name: &str) -> Outcome<Command> {
    if let Some(program) = find_program(name) {
        return Ok(with_libraries(&program, None));
    }
    let folder = paths::cache().join("postfix");
    let program = folder.join("usr/sbin").join(name);
    if !program.exists() {
        unpack(&folder)?;
    }
    let libraries = folder.join("usr/lib/postfix");
    if read(Command::new("ldd").arg(&program).env("LD_LIBRARY_PATH", &libraries))?.contains("not found") {
        let package = only_package(&folder)?;
        let names = libraries_of(&read(Command::new("dpkg-deb").arg("-f").arg(package).arg("Depends"))?);
        if !debian::is_root() {
            return Err(format!(
                "{name} needs libraries:\n\n    sudo apt-get install --no-install-recommends {}\n",
                names.join(" ")
            ));
        }
        debian::install(&names.iter().map(String::as_str).collect::<Vec<_>>())?;
    }
    Ok(with_libraries(&program, Some(&libraries)))
}

fn unpack(folder: &Path) -> Outcome {
    debian::refresh_lists()?;
    std::fs::create_dir_all(folder).map_err(because("make the folder for smtp-sink"))?;
    run(Command::new("apt-get").current_dir(folder).args(["download", "-q", "postfix"]))?;
    run(Command::new("dpkg-deb").arg("-x").arg(only_package(folder)?).arg(folder))
}

fn only_package(folder: &Path) -> Outcome<PathBuf> {
    let mut entries =
        std::fs::read_dir(folder).map_err(because("look at what apt downloaded"))?.flatten().map(|entry| entry.path());
    entries
        .find(|path| path.extension().is_some_and(|ext| ext == "deb"))
        .ok_or_else(|| "apt downloaded no package of postfix".to_owned())
}

fn with_libraries(program: &Path, libraries: Option<&Path>) -> Command {
    let mut command = crate::process::bound(program);
    if let Some(libraries) = libraries {
        command.env("LD_LIBRARY_PATH", libraries);
    }
    command
}

/// The plain libraries among a package's dependencies: `libc6 (>= 2.36), libdb5.3, adduser` → `libc6 libdb5.3`.
fn libraries_of(depends: &str) -> Vec<String> {
    let names = depends.split(',').filter_map(|part| part.split(['(', '|']).next());
    names.map(str::trim).filter(|name| name.starts_with("lib")).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_libraries_are_taken() {
        let depends = "libc6 (>= 2.36), libdb5.3, libnsl2 (>= 1.0) | libnsl1, debconf (>= 0.5), adduser, e2fsprogs\n";
        assert_eq!(super::libraries_of(depends), ["libc6", "libdb5.3", "libnsl2"]);
    }
}
