//! What each command does. Words go to stderr, data to stdout; a failure says what to do and exits with 1.

mod accounts;
mod backup;
mod bounce;
mod demo;
mod demo_campaigns;
mod demo_journeys;
mod demo_letters;
mod demo_products;
mod demo_requests;
mod demo_shop;
mod demo_site;
mod demo_templates;
mod dkim;
mod doctor;
mod history;
mod import;
mod serve;
mod verify;

use crate::import::{Kind, Progress};
use app::{App, Config, ConfigError, Settings, StartError};
use base::{Rng, SystemClock};
use clap::{Args, Parser, Subcommand};
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Where a store is kept that is told no other place.
const FOLDER: &str = "data";

/// Amana: everything with which a store wins and keeps its customers' trust.
#[derive(Parser)]
#[command(name = "amana", version, about, arg_required_else_help = true)]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    command: Command,
}

/// Where everything is.
#[derive(Args, Clone)]
struct Place {
    /// The folder that holds everything (default ./data; AMANA_DATA)
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// A configuration file (default amana.toml in the data folder)
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the store: admin, API, intake
    Serve {
        /// The address to listen on (default 127.0.0.1:8080; AMANA_LISTEN)
        #[arg(long, value_name = "ADDR")]
        listen: Option<String>,
    },
    /// Serve a ready store with 20,000 customers and two years of history
    Demo {
        #[arg(long, value_name = "ADDR")]
        listen: Option<String>,
    },
    /// Bring history in from a file: nothing reacts to it
    Import(ImportArguments),
    /// Keys for programs
    Key {
        #[command(subcommand)]
        command: KeyCommand,
    },
    /// Accounts of staff
    Admin {
        #[command(subcommand)]
        command: AdminCommand,
    },
    /// Make the keys that mail is signed with (RSA and Ed25519) and print the DNS records to publish
    Dkim {
        /// The domain that mail is from
        #[arg(long)]
        domain: String,
        #[arg(long, default_value = "amana")]
        selector: String,
        /// Also where there are keys already: mail is signed with the new ones at once, published or not
        #[arg(long)]
        replace: bool,
    },
    /// Bring the database to this program's schema
    Migrate,
    /// Make a projection's tables anew from the journal (customers, orders, insights, ledger)
    Rebuild { name: String },
    /// Everything that was kept: check its sealed files, count it, copy it for other programs
    History {
        #[command(subcommand)]
        command: HistoryCommand,
    },
    /// Copy everything to a new folder while the program runs
    Backup {
        /// A folder that does not exist yet
        to: PathBuf,
        /// Copy the master key too: without it, and without a copy kept elsewhere, a backup can't be read
        #[arg(long)]
        with_key: bool,
    },
    /// Put a backup into an empty data folder; messages not yet sent are held until a person decides
    Restore {
        from: PathBuf,
        /// The erasures.register of the data folder that was lost: whom it names is erased again
        #[arg(long, value_name = "FILE")]
        erasures: Option<PathBuf>,
    },
    /// Take a letter that a mail server sent back, from stdin
    Bounce,
    /// Check the set-up and say what to fix
    Doctor,
    /// Check what a store handed out, with its public key alone
    Verify {
        #[command(subcommand)]
        command: verify::VerifyCommand,
    },
}

#[derive(Args)]
struct ImportArguments {
    /// orders, customers or events
    #[arg(value_parser = parse_kind)]
    kind: Kind,
    file: PathBuf,
    /// How columns become fields: a built-in map's name, a TOML file, or pairs such as customer=0,date=1:%Y%m%d,total=3
    #[arg(long, value_name = "MAP")]
    map: Option<String>,
    /// Write bad rows to this file (CSV: line, column, reason)
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Put the bad rows themselves into the report: it then holds personal data
    #[arg(long, requires = "report")]
    report_rows: bool,
}

fn parse_kind(word: &str) -> Result<Kind, String> {
    match word {
        "orders" => Ok(Kind::Orders),
        "customers" => Ok(Kind::Customers),
        "events" => Ok(Kind::Events),
        _ => Err("expected orders, customers or events".to_owned()),
    }
}

#[derive(Subcommand)]
enum HistoryCommand {
    /// Read every sealed file again and compare it with the manifest
    Check,
    /// Count everything that is kept: events, customers, revenue
    Stats {
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Copy everything that is kept to a folder of Parquet files, for DuckDB, ClickHouse, Spark and others
    Export(history::ExportArguments),
}

#[derive(Subcommand)]
enum KeyCommand {
    /// Make a key and print it, this once
    Create {
        #[arg(long)]
        name: String,
        /// site, server, read or admin
        #[arg(long)]
        scope: String,
        /// Legal bases by class of event, such as browsing=contract,other=consent
        #[arg(long, value_name = "CLASS=BASIS,…")]
        basis: Option<String>,
    },
    /// List keys
    List,
    /// Print the secret with which the store's server signs user ids for pages that use a site key
    Secret {
        /// The key, or its id
        key: String,
    },
    /// End a key
    Revoke { id: String },
}

#[derive(Subcommand)]
enum AdminCommand {
    /// Make an account; the password is read from stdin, or made and printed
    Create {
        #[arg(long)]
        email: String,
        #[arg(long, default_value = "")]
        name: String,
        /// Which pages it opens: owner, manager, member or auditor
        #[arg(long, default_value = "owner")]
        role: String,
        /// Whose data it sees: marketing, support, fulfilment, analysis or management; may stand several times [default: all]
        #[arg(long)]
        team: Vec<String>,
        #[arg(long)]
        password_stdin: bool,
    },
}

/// Why a command failed: words for a person.
#[derive(Debug, thiserror::Error)]
enum CommandError {
    #[error("{0}")]
    Config(#[from] ConfigError),
    #[error("{0}")]
    Start(#[from] StartError),
    #[error("{0}")]
    Db(#[from] db::Error),
    #[error("{0}")]
    Admit(#[from] app::intake::AdmitError),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// Worth another try by itself, as mail servers make it.
    #[error("{0}")]
    Later(String),
    #[error("{0}")]
    Words(String),
}

type Outcome = Result<(), CommandError>;

fn words<T>(text: impl Into<String>) -> Result<T, CommandError> {
    Err(CommandError::Words(text.into()))
}

/// Runs a command to its end.
pub fn run(arguments: Arguments) -> ExitCode {
    let place = arguments.place;
    let outcome = match arguments.command {
        Command::Serve { listen } => serve::serve(&place, listen),
        Command::Demo { listen } => demo::demo(&place, listen),
        Command::Import(arguments) => import::import(&place, &arguments),
        Command::Key { command } => accounts::key(&place, command),
        Command::Admin { command } => accounts::admin(&place, command),
        Command::Dkim { domain, selector, replace } => dkim::dkim(&place, &domain, &selector, replace),
        Command::Migrate => migrate(&place),
        Command::Rebuild { name } => rebuild(&place, &name),
        Command::History { command: HistoryCommand::Check } => check_history(&place),
        Command::History { command: HistoryCommand::Stats { json } } => history::stats(&place, json),
        Command::History { command: HistoryCommand::Export(arguments) } => history::write_export(&place, &arguments),
        Command::Backup { to, with_key } => backup::backup(&place, &to, with_key),
        Command::Restore { from, erasures } => backup::restore(&place, &from, erasures.as_deref()),
        Command::Bounce => bounce::bounce(&place),
        Command::Doctor => doctor::doctor(&place),
        Command::Verify { command } => return verify::verify_command(&command),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("amana: {error}"));
            // EX_TEMPFAIL of sysexits.h.
            if matches!(error, CommandError::Later(_)) { ExitCode::from(75) } else { ExitCode::FAILURE }
        }
    }
}

/// Settings from the command line, the environment and the file, in this order. `folder` is where everything is kept that is told no
/// other place, and where the file is looked for.
fn settings(place: &Place, line: Settings, folder: &str) -> Result<Settings, ConfigError> {
    let environment = Settings::from_environment(
        std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?))),
    )?;
    let so_far = Settings { data: place.data.clone(), ..line }.or(environment);
    let data = so_far.data.clone().unwrap_or_else(|| PathBuf::from(folder));
    let file = match &place.config {
        Some(path) => Settings::from_file(path, true)?,
        None => Settings::from_file(&data.join("amana.toml"), false)?,
    };
    Ok(so_far.or(file))
}

fn config(place: &Place) -> Result<Config, ConfigError> {
    settings(place, Settings::default(), FOLDER)?.check()
}

/// Everything put together, nothing running but the recorders.
fn open(config: Config) -> Result<App, StartError> {
    App::open(config, Arc::new(SystemClock), Rng::from_system())
}

fn migrate(place: &Place) -> Outcome {
    let config = config(place)?;
    let steps = db::Db::open(&config.location)?.migrate()?;
    say(&format!("The database is up to date; {steps} steps were applied."));
    Ok(())
}

fn check_history(place: &Place) -> Outcome {
    let app = open(config(place)?)?;
    let checked = app.history.check().map_err(db::Error::from);
    app.stop();
    let checked = checked?;
    for problem in &checked.problems {
        print(problem)?;
    }
    if checked.problems.is_empty() {
        say(&format!("{} files with {} events are as they were written.", checked.files, checked.rows));
        return Ok(());
    }
    words(format!(
        "{} of {} files are damaged; the others are as they were written. Bring the damaged ones back from a backup, under the same names.",
        checked.problems.len(),
        checked.files
    ))
}

fn rebuild(place: &Place, name: &str) -> Outcome {
    let Some(mut projection) = app::app::projection(name) else {
        return words(format!(
            "there is no projection {name} with tables of its own; there are customers, orders, insights and ledger"
        ));
    };
    let app = open(config(place)?)?;
    foundation::projections::rebuild(&app.db, &app.history, projection.as_mut())?;
    // Of ten thousand parts of the sealed history.
    let mut progress = Progress::new(Some(10_000), std::io::stderr().is_terminal());
    let tell = |events: usize| {
        let rebuilding = foundation::projections::rebuilding(&app.db, &app.history).unwrap_or_default();
        let share = rebuilding.iter().find(|(of, _)| of == name).map_or(1.0, |(_, share)| *share);
        progress.tell(events as u64, 0, (share * 10_000.0) as u64);
    };
    let events = if app.claim_folder()? { app.tables_runner().catch_up_alone(tell)? } else { None };
    if let Some(events) = events {
        progress.finish(events as u64, 0);
        say(&format!("{name} was made anew from {events} events."));
    } else {
        say(&format!("{name} was emptied; the running server makes it anew now. Its lag is at /metrics."));
    }
    app.stop();
    Ok(())
}

/// A line for the person at the terminal.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A line of data, for scripts.
fn print(text: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{text}")
}
