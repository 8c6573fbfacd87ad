//! The command line. Data goes to stdout, words go to stderr.

use clap::Parser as _;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    amana::cli::run(amana::cli::Arguments::parse())
}
