//! The workspace's own tests: units and stories, on either engine, with the history in folders or on an S3 server.

use super::Shared;
use crate::moto::Moto;
use crate::paths;
use crate::process::{Counts, Outcome, run_counted};
use crate::provide::debian::{self, Need};
use crate::provide::find_program;
use crate::provide::python::Python;
use std::process::Command;

/// Where the tests look for a PostgreSQL server (see `db::TestDb`).
pub const POSTGRES_VARIABLE: &str = "AMANA_TEST_POSTGRES_URL";

/// The certificate of the authority that signed that server's.
const POSTGRES_AUTHORITY_VARIABLE: &str = "AMANA_TEST_POSTGRES_AUTHORITY";

/// Where the tests find a bucket of an S3 server; without it the history is in folders.
const S3_VARIABLE: &str = "AMANA_TEST_S3_URL";

/// The Python that tests ask about messages (with dkimpy); without it they would leave that out.
const PYTHON_VARIABLE: &str = "AMANA_PYTHON";

/// The Dovecot whose mailbox is read, where the tests run as root.
const DOVECOT_VARIABLE: &str = "AMANA_TEST_DOVECOT";

pub fn on_sqlite() -> Outcome<Counts> {
    // Our own test of the cluster wants it too.
    debian::provide(&[Need::Postgres])?;
    let python = Python::provide()?;
    let mut command = suite(None);
    command.env_remove(POSTGRES_VARIABLE).env_remove(S3_VARIABLE).env(PYTHON_VARIABLE, python.program());
    // It gives root up by itself, and can't be started by anybody else.
    if debian::is_root() {
        debian::provide(&[Need::Dovecot])?;
        command.env(DOVECOT_VARIABLE, debian::DOVECOT);
    }
    let mut counts = run_counted(&mut command)?;
    if has_nextest() {
        // Nextest leaves the examples in documentation out.
        counts.add(run_counted(Command::new("cargo").current_dir(paths::root()).args([
            "test",
            "--workspace",
            "--doc",
            "--quiet",
        ]))?);
    }
    Ok(counts)
}

pub fn on_postgres(shared: &mut Shared) -> Outcome<Counts> {
    let (url, authority, python) = (shared.cluster()?.url(), shared.cluster()?.authority(), Python::provide()?);
    // What never opens a database gives the same answer again.
    let counts = run_counted(
        suite(Some("not (package(base) | package(xtask))"))
            .env_remove(S3_VARIABLE)
            .env(POSTGRES_VARIABLE, url)
            .env(POSTGRES_AUTHORITY_VARIABLE, authority)
            .env(PYTHON_VARIABLE, python.program()),
    )?;
    if counts.failed > 0 {
        // A test's own message rarely holds the server's reason.
        let log = shared.cluster()?.log();
        let errors: Vec<&str> = log.lines().filter(|line| line.contains("ERROR") || line.contains("FATAL")).collect();
        println!("the last PostgreSQL complained of:\n{}", errors[errors.len().saturating_sub(20)..].join("\n"));
    }
    Ok(counts)
}

pub fn on_s3(shared: &mut Shared) -> Outcome<Counts> {
    let postgres = shared.cluster()?.url();
    let moto = Moto::start()?;
    let mut counts = Counts::default();
    for (engine, server) in [("SQLite", None), ("PostgreSQL", Some(postgres))] {
        println!("--- on {engine} ---");
        let mut command = history();
        command.env(S3_VARIABLE, moto.url()).env_remove(POSTGRES_VARIABLE);
        if let Some(server) = server {
            command.env(POSTGRES_VARIABLE, server);
        }
        let done = run_counted(&mut command)?;
        if done == Counts::default() {
            return Err(format!("no test with `history` in its name ran on {engine}"));
        }
        counts.add(done);
    }
    Ok(counts)
}

fn history() -> Command {
    if has_nextest() {
        return suite(Some("(package(app) | package(amana)) & test(history)"));
    }
    let mut command = Command::new("cargo");
    command.current_dir(paths::root());
    command.args(["test", "--package", "app", "--package", "amana", "--test", "it", "--no-fail-fast", "history"]);
    command
}

/// All tests of the workspace; with nextest, those that the filter names. Always the whole workspace, so that features are
/// unified the same way each time and nothing is compiled twice.
pub fn suite(filter: Option<&str>) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(paths::root());
    if has_nextest() {
        command.args([
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
            "--status-level",
            "slow",
            "--final-status-level",
            "fail",
        ]);
        command.args(["--show-progress", "none"]);
        if let Some(filter) = filter {
            command.args(["-E", filter]);
        }
    } else {
        command.args(["test", "--workspace", "--no-fail-fast", "--quiet"]);
    }
    command
}

pub fn has_nextest() -> bool {
    find_program("cargo-nextest").is_some()
        || std::env::home_dir().is_some_and(|home| home.join(".cargo/bin/cargo-nextest").is_file())
}
