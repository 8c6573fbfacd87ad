//! What a test needs and a fresh machine lacks, provided: Debian packages, npm and PyPI packages, published files.

pub mod debian;
pub mod node;
pub mod python;
pub mod smtp_sink;

use std::path::Path;

/// Whether this is a run that nobody watches.
pub fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// The full path of a program, if the search path or one of the places where Debian keeps servers has it.
pub fn find_program(name: &str) -> Option<std::path::PathBuf> {
    let search = std::env::var_os("PATH").unwrap_or_default();
    let dirs = std::env::split_paths(&search).chain(["/usr/bin", "/usr/sbin", "/usr/local/bin"].map(Into::into));
    dirs.map(|dir| dir.join(name)).find(|path| path.is_file())
}

/// A number that changes whenever any of the files does: the name of a cache that is good for exactly these.
pub fn fingerprint(files: &[&Path]) -> std::io::Result<String> {
    let mut all = Vec::new();
    for file in files {
        all.extend(std::fs::read(file)?);
        all.push(0);
    }
    Ok(format!("{:016x}", fnv(&all)))
}

/// FNV-1a: stable between compilers, which the standard library's hasher does not promise to be.
pub fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_fnv() {
        assert_eq!(fnv(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv(b"a"), 0xaf63_dc4c_8601_ec8c);
    }

    #[test]
    fn a_program_is_found_by_name() {
        assert!(find_program("sh").is_some());
        assert!(find_program("no-such-program-here").is_none());
    }
}
