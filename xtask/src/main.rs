//! The workshop: everything done around the program, as one command with names.
//!
//! `cargo xtask` alone prints what there is. Nothing here is shipped; it may use only the standard library, `serde_json`
//! and `rusqlite`, so that it compiles before everything else.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks to a person on both")]

mod bench;
mod cluster;
mod fuzz;
mod http;
mod moto;
mod paths;
mod process;
mod program;
mod provide;
mod screenshots;
mod sections;
mod tidy;

use process::Outcome;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  test [section …] [--list]     every test, or only the named sections; provides what is missing
  tidy [--seal-migrations]      the rules of the house that Cargo cannot check
  bench [name …] [--json] [--engine sqlite|postgres] [--seconds N] [--events N]
                                how fast, by a release build; `bench --list` names the measures
  soak [kills [seeds]]          kill -9 rounds and seeds of the simulation on both engines (200 and 2000 unless said)
  fuzz [target …] [--seconds N] coverage-guided fuzzing of every target, or of the named ones
  screenshots                   every page in three languages, two themes, two widths, into target/screenshots
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let rest = words.get(1..).unwrap_or_default();
    let outcome = match words.first().map(String::as_str) {
        Some("test") => sections::command(rest),
        Some("tidy") => tidy::command(rest),
        Some("bench") => bench::command(rest),
        Some("soak") => sections::soak::command(rest),
        Some("fuzz") => fuzz::command(rest),
        Some("screenshots") => screenshots::command(rest),
        None | Some("help" | "--help" | "-h") => help(),
        Some(other) => Err(format!("there is no command `{other}`; `cargo xtask help` names them all")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nxtask: {message}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "one shape for every command")]
fn help() -> Outcome {
    println!("{HELP}");
    Ok(())
}
