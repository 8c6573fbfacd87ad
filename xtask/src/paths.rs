//! Where things are: the clone, its build output, and a cache outside both.

use crate::process::{Outcome, because};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// The top of the clone.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// Cargo's build output.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Clients and judges written by others.
pub fn outside() -> PathBuf {
    root().join("tests/outside")
}

/// Programs that are measured beside ours.
pub fn beside() -> PathBuf {
    root().join("tests/beside")
}

/// What was fetched once and may be thrown away: outside the clone, so that a fresh clone finds it again.
pub fn cache() -> PathBuf {
    let base = std::env::var_os("XDG_CACHE_HOME").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    base.or_else(home).unwrap_or_else(std::env::temp_dir).join("amana-xtask")
}

/// A TCP port of the loopback nobody listens on at this moment.
pub fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(because("find a free port"))?;
    Ok(listener.local_addr().map_err(because("find a free port"))?.port())
}

/// A folder of this run's own, removed when dropped. Its name carries our process id, so that [`sweep`] can tell
/// what a killed run left behind.
pub struct Folder(PathBuf);

const PREFIX: &str = "amana-xtask-";

impl Folder {
    /// In the system's temporary folder.
    pub fn new(purpose: &str) -> Outcome<Self> {
        Self::within(&std::env::temp_dir(), purpose)
    }

    /// On the disk of the build output, where a measurement of the disk means something (a temporary folder may be memory).
    pub fn on_disk(purpose: &str) -> Outcome<Self> {
        Self::within(&target().join("bench"), purpose)
    }

    fn within(parent: &Path, purpose: &str) -> Outcome<Self> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("{PREFIX}{}-{}-{purpose}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let path = parent.join(name);
        std::fs::create_dir_all(&path).map_err(because(&format!("make the folder {}", path.display())))?;
        Ok(Self(path))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Removes the folders of runs that were killed before they could tidy up.
pub fn sweep() {
    for parent in [std::env::temp_dir(), target().join("bench")] {
        for entry in std::fs::read_dir(parent).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let owner = name.strip_prefix(PREFIX).and_then(|rest| rest.split('-').next()?.parse::<u32>().ok());
            if owner.is_some_and(|pid| !Path::new(&format!("/proc/{pid}")).exists()) {
                let _ = std::fs::remove_dir_all(entry.path());
            }
        }
    }
}
