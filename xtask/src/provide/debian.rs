//! Debian packages, installed where we may and named where we may not.

use super::{find_program, in_ci};
use crate::process::{Outcome, read, run};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

/// Debian's, whether or not `sbin` is in the path.
pub const DOVECOT: &str = "/usr/sbin/dovecot";

/// Something from Debian that a section needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Postgres,
    Chromium,
    Node,
    Python,
    /// With IMAP and POP3.
    Dovecot,
}

impl Need {
    /// What a person must install where we cannot.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Postgres => &["postgresql"],
            Self::Chromium => &["chromium", "fonts-noto-core"],
            Self::Node => &["nodejs", "npm"],
            Self::Python => &["python3", "python3-venv"],
            Self::Dovecot => &["dovecot-imapd", "dovecot-pop3d"],
        }
    }

    fn is_met(self) -> bool {
        match self {
            Self::Postgres => postgres_bin().is_some(),
            Self::Chromium => {
                chromium().is_some() && Path::new("/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf").exists()
            }
            Self::Node => find_program("node").is_some() && find_program("npm").is_some(),
            Self::Dovecot => {
                [DOVECOT, "/usr/lib/dovecot/imap", "/usr/lib/dovecot/pop3"].iter().all(|path| Path::new(path).exists())
            }
            // `venv` is part of Python, but Debian keeps the half that fills a new environment in a package of its own.
            Self::Python => {
                find_program("python3").is_some_and(|python| read(Command::new(python).args(["-c", "import ensurepip"])).is_ok())
            }
        }
    }
}

/// The folder of PostgreSQL's server programs; the newest, if there are several.
pub fn postgres_bin() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let newest = versions.filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))));
    newest.filter(|(_, bin)| bin.join("initdb").exists()).max().map(|(_, bin)| bin)
}

pub fn chromium() -> Option<PathBuf> {
    find_program("chromium")
}

/// Makes sure that everything needed is there. A thing that cannot be provided is an error, never a reason to skip.
pub fn provide(needs: &[Need]) -> Outcome {
    let missing: Vec<Need> = needs.iter().copied().filter(|need| !need.is_met()).collect();
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages()).copied().collect();
    if packages.is_empty() {
        return Ok(());
    }
    if !is_root() {
        let place = if in_ci() { "CI must run as root, or have them" } else { "install them and run this again" };
        return Err(format!(
            "missing Debian packages; {place}:\n\n    sudo apt-get install --no-install-recommends {}\n",
            packages.join(" ")
        ));
    }
    install(&packages)?;
    match missing.into_iter().find(|need| !need.is_met()) {
        Some(need) => Err(format!("{need:?} is still missing after installing {}", need.packages().join(" "))),
        None => Ok(()),
    }
}

/// `apt-get install`, as root. Recommended packages stay out: Chromium's alone would bring a desktop.
pub fn install(packages: &[&str]) -> Outcome {
    refresh_lists()?;
    let outcome = patiently(|| {
        let mut command = Command::new("apt-get");
        command.args(["install", "-y", "-q", "--no-install-recommends"]).args(packages);
        // At run level 1 Debian does not start the services that it installs: we bring our own cluster.
        run(command.env("DEBIAN_FRONTEND", "noninteractive").env("RUNLEVEL", "1"))
    });
    outcome.map_err(|message| format!("{message}\nwhile installing {}", packages.join(" ")))
}

pub fn is_root() -> bool {
    read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Without lists apt knows no package; once a run is enough.
pub fn refresh_lists() -> Outcome {
    static DONE: OnceLock<Outcome> = OnceLock::new();
    DONE.get_or_init(|| if is_root() { patiently(|| run(Command::new("apt-get").args(["update", "-q"]))) } else { Ok(()) })
        .clone()
}

/// Another apt may hold the lock, and a mirror may stumble: three tries, half a minute apart.
fn patiently(mut attempt: impl FnMut() -> Outcome) -> Outcome {
    for _ in 0..2 {
        if attempt().is_ok() {
            return Ok(());
        }
        println!("trying again in 30 s");
        std::thread::sleep(Duration::from_secs(30));
    }
    attempt()
}
