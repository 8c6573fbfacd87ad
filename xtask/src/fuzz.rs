//! `cargo xtask fuzz`: coverage-guided fuzzing of the targets in `fuzz/fuzz_targets`, each for a while. It starts from the
//! target's corpus in `fuzz/corpus`, which the ordinary tests replay, and from what earlier runs found, in `target/fuzz`. An
//! input that broke something stands in `fuzz/artifacts`; once mended, it belongs into the corpus.

use crate::paths::{root, target};
use crate::process::{Outcome, run};
use crate::provide::find_program;
use std::process::Command;

const SECONDS: u32 = 60;

pub fn command(words: &[String]) -> Outcome {
    let (wanted, seconds) = understood(words)?;
    let all = targets();
    if all.is_empty() {
        return Err("there is no target in fuzz/fuzz_targets".to_owned());
    }
    if let Some(name) = wanted.iter().find(|name| !all.contains(name)) {
        return Err(format!("there is no target `{name}`; there are {}", all.join(", ")));
    }
    if find_program("cargo-fuzz").is_none() {
        return Err("cargo-fuzz is missing; `cargo install --locked cargo-fuzz` provides it".to_owned());
    }
    for name in all.iter().filter(|name| wanted.is_empty() || wanted.contains(name)) {
        // Without a sanitizer the stable compiler will do: the code has no `unsafe`, so panics are what is looked for.
        let mut command = Command::new("cargo");
        command.current_dir(root()).args(["fuzz", "run", "--sanitizer", "none", name.as_str()]);
        let found = target().join("fuzz").join(name);
        std::fs::create_dir_all(&found).map_err(|e| format!("{}: {e}", found.display()))?;
        // New inputs go into the first folder named.
        command.arg(&found).arg(root().join("fuzz/corpus").join(name)).arg("--");
        run(command.args([&format!("-max_total_time={seconds}"), "-verbosity=0", "-print_final_stats=1"]))?;
    }
    Ok(())
}

fn understood(words: &[String]) -> Outcome<(Vec<String>, u32)> {
    let (mut names, mut seconds) = (Vec::new(), SECONDS);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word == "--seconds" {
            seconds = words.next().and_then(|word| word.parse().ok()).ok_or("--seconds wants a whole number")?;
        } else {
            names.push(word.clone());
        }
    }
    Ok((names, seconds))
}

fn targets() -> Vec<String> {
    let files = std::fs::read_dir(root().join("fuzz/fuzz_targets")).into_iter().flatten().flatten();
    let names = files.filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".rs").map(str::to_owned));
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    #[test]
    fn targets_and_time_are_read() {
        let words = ["intake", "--seconds", "5"].map(str::to_owned);
        assert_eq!(super::understood(&words), Ok((vec!["intake".to_owned()], 5)));
    }
}
