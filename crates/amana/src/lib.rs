//! The program's parts behind the command line.

pub mod cli;
pub mod demo;
pub mod fuzzing;
pub mod import;
