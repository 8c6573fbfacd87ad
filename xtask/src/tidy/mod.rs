//! `cargo xtask tidy`: the rules of the house that Cargo and clippy cannot check, by reading the files.
//!
//! Read as text, on purpose: a rule is a few lines, and whoever is stopped by one can see why. What a rule cannot see
//! (a name smuggled in by a macro) is left to reviewers.

mod floors;
mod language;
mod lengths;
mod migrations;
mod promises;
mod source;
mod tables;
mod text;
mod words;

use crate::paths::root;
use crate::process::{Outcome, read};
use source::Source;
use std::fmt;
use std::process::Command;

/// Something against a rule, at a place.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    path: String,
    line: usize,
    says: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.says)
    }
}

/// Every text file of the clone that git would keep.
pub struct House {
    files: Vec<File>,
}

pub struct File {
    path: String,
    text: String,
    /// Only of Rust files.
    source: Option<Source>,
}

impl File {
    fn new(path: &str, text: &str) -> Self {
        let source = has_extension(path, "rs").then(|| Source::read(text));
        Self { path: path.to_owned(), text: text.to_owned(), source }
    }

    fn has_extension(&self, extension: &str) -> bool {
        has_extension(&self.path, extension)
    }

    fn fault(&self, line: usize, says: impl Into<String>) -> Fault {
        Fault { path: self.path.clone(), line, says: says.into() }
    }
}

fn has_extension(path: &str, extension: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|has| has == extension)
}

impl House {
    fn of_clone() -> Outcome<Self> {
        let listed =
            read(Command::new("git").current_dir(root()).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))?;
        let files = listed.split('\0').filter(|path| !path.is_empty()).filter_map(|path| {
            // Pictures and other bytes have nothing to read.
            Some(File::new(path, &std::fs::read_to_string(root().join(path)).ok()?))
        });
        Ok(Self { files: files.collect() })
    }

    #[cfg(test)]
    fn of(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|(path, text)| File::new(path, text)).collect() }
    }

    /// Rust files of the program, with what they say.
    fn rust(&self) -> impl Iterator<Item = (&File, &Source)> {
        self.files.iter().filter_map(|file| Some((file, file.source.as_ref()?)))
    }
}

const RULES: &[fn(&House) -> Vec<Fault>] = &[
    floors::crates_stand_on_lower_floors,
    floors::features_use_earlier_ones_by_their_door,
    words::axum_stays_at_the_edge,
    words::engines_are_told_apart_in_db_only,
    tables::features_query_their_own_tables,
    lengths::nothing_is_endless,
    promises::every_promise_is_shown,
    text::nothing_names_a_machine,
    text::nothing_is_left_for_later,
    language::every_language_says_everything,
];

pub fn command(words: &[String]) -> Outcome {
    let house = House::of_clone()?;
    if words.iter().any(|word| word == "--seal-migrations") {
        return migrations::seal(&house);
    }
    for long in lengths::long(&house) {
        println!("long: {long}");
    }
    let mut faults: Vec<Fault> = RULES.iter().flat_map(|rule| rule(&house)).collect();
    faults.extend(migrations::sealed_ones_are_untouched(&house)?);
    faults.sort();
    faults.dedup();
    for fault in &faults {
        println!("{fault}");
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(format!("{} against the rules of the house (STYLE.md says why they are)", faults.len()))
    }
}
