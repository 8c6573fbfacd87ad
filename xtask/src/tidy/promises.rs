//! A promise in `docs/promises.md` names the tests that show it: they exist.

use super::{Fault, House};
use std::collections::HashSet;

const PROMISES: &str = "docs/promises.md";

pub fn every_promise_is_shown(house: &House) -> Vec<Fault> {
    let Some(file) = house.files.iter().find(|file| file.path == PROMISES) else { return Vec::new() };
    let tests: HashSet<&str> = house.rust().flat_map(|(file, _)| file.text.split("fn ").skip(1)).map(name).collect();
    let paths: HashSet<&str> = house.files.iter().map(|file| file.path.as_str()).collect();
    let mut faults = Vec::new();
    for (at, line) in file.text.lines().enumerate().filter(|(_, line)| line.starts_with('|')) {
        let Some(shown) = line.trim_end_matches('|').rsplit('|').next() else { continue };
        let names: Vec<&str> = shown.split('`').skip(1).step_by(2).collect();
        let is_heading = shown.trim() == "Shown by" || shown.trim().starts_with('-');
        if names.is_empty() && !is_heading {
            faults.push(file.fault(at + 1, "nothing shows this promise"));
        }
        for name in names.into_iter().filter(|name| !tests.contains(name) && !paths.contains(name)) {
            faults.push(file.fault(at + 1, format!("there is no test {name}")));
        }
    }
    faults
}

/// The name that a text begins with.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_without_its_test_is_found() {
        let promises = "| Promise | Shown by |\n|---|---|\n| Kept | `it_is_kept`, `tests/judge.mjs` |\n| Lost | `it_is_lost` |\n| Void | |\n";
        let house = House::of(&[(PROMISES, promises), ("a.rs", "#[test]\nfn it_is_kept() {}\n"), ("tests/judge.mjs", "")]);
        let says: Vec<_> = every_promise_is_shown(&house).into_iter().map(|fault| (fault.line, fault.says)).collect();
        assert_eq!(says, [(4, "there is no test it_is_lost".to_owned()), (5, "nothing shows this promise".to_owned())]);
    }
}
