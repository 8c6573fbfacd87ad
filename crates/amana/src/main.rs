//! The command line. Data goes to stdout, words go to stderr.

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    amana::cli::run(amana::cli::Arguments::parse())
}
