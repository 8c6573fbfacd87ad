//! Words that no file of the clone may hold.

use super::{Fault, House};

/// Where somebody's clone or home once was, and hosts that a package manager's own settings should name. In pieces, so
/// that this list does not find itself.
const PLACES: &[(&str, &str)] = &[
    (concat!("/wo", "rk/"), "a path of somebody's machine"),
    (concat!("/ro", "ot/"), "a path of somebody's machine"),
    (concat!("npm", "js.org"), "a registry's host"),
    (concat!("python", "hosted"), "a registry's host"),
    (concat!("://py", "pi."), "a registry's host"),
    (concat!("static.", "crates"), "a registry's host"),
    (concat!("index.", "crates"), "a registry's host"),
    (concat!("deb.", "debian"), "a registry's host"),
];

/// Cargo writes its registry's name into the lock itself.
const WRITTEN_BY_CARGO: [&str; 1] = ["Cargo.lock"];

const LATER: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];

pub fn nothing_names_a_machine(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in house.files.iter().filter(|file| !WRITTEN_BY_CARGO.contains(&file.path.as_str())) {
        for (number, line) in file.text.lines().enumerate() {
            let found = PLACES.iter().find(|(word, _)| line.contains(word));
            faults.extend(found.map(|(word, what)| file.fault(number + 1, format!("`{word}` is {what}"))));
        }
    }
    faults
}

pub fn nothing_is_left_for_later(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in house.files.iter().filter(|file| !file.has_extension("lock") && !file.path.ends_with("-lock.json")) {
        for (number, line) in file.text.lines().enumerate() {
            let words = || line.split(|char: char| !char.is_alphanumeric() && char != '_' && char != ':');
            let found = LATER.iter().find(|later| words().any(|word| word == **later || word.trim_end_matches(':') == **later));
            faults.extend(found.map(|word| file.fault(number + 1, format!("`{word}`: do it, or file an issue"))));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_seen() {
        let text = concat!("cd /ro", "ot/amana\nfine\n");
        let house = House::of(&[("docs/a.md", text), ("Cargo.lock", text)]);
        assert_eq!(nothing_names_a_machine(&house).len(), 1);
    }

    #[test]
    fn things_left_for_later_are_seen() {
        let text = concat!("// TO", "DO: think\n// mastodons\n// FIX", "ME\n// TO", "DOS\n");
        let house = House::of(&[("crates/base/src/a.rs", text)]);
        let lines: Vec<usize> = nothing_is_left_for_later(&house).iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [1, 3]);
    }
}
