//! Judges that nobody here wrote: Python's own mail library, and dkimpy.

use std::path::PathBuf;
use std::process::Command;

/// The Python to ask; `cargo xtask test` sets `AMANA_PYTHON` to one that has dkimpy. Without it these judges are not asked.
pub(crate) fn python() -> Option<Command> {
    std::env::var_os("AMANA_PYTHON").map(Command::new)
}

/// A script under `tests/outside` of the workspace.
pub(crate) fn script(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/outside").join(name)
}

/// Runs to the end and must succeed; what it printed.
pub(crate) fn output_of(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{words}{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stdout).unwrap()
}
