//! What the kernel counts about this process.

use crate::Outcome;

/// The most memory that was ever resident, in bytes.
pub fn peak_bytes() -> Outcome<u64> {
    Ok(field("/proc/self/status", "VmHWM:")? * 1024)
}

/// Reads so far, and their bytes, from files in memory too.
#[derive(Clone, Copy)]
pub struct Reads {
    pub calls: u64,
    pub bytes: u64,
}

impl Reads {
    pub fn now() -> Outcome<Self> {
        Ok(Self { calls: field("/proc/self/io", "syscr:")?, bytes: field("/proc/self/io", "rchar:")? })
    }

    pub const fn since(self, before: Self) -> Self {
        Self { calls: self.calls - before.calls, bytes: self.bytes - before.bytes }
    }
}

fn field(path: &str, name: &str) -> Outcome<u64> {
    let text = std::fs::read_to_string(path)?;
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
    Ok(number.ok_or_else(|| format!("{path} has no {name}"))?)
}
