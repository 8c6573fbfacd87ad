//! The program under test: built once, started on a folder of its own and a free port, asked when it is ready.

use crate::http;
use crate::paths::{free_port, root, target};
use crate::process::{Outcome, Running, because, bound, read, run};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// How long a start may take before it is a failure: a debug build on a busy machine, and the demo makes its store first.
const START_LIMIT: Duration = Duration::from_mins(5);

/// Names a built program to use instead of building one: so a package is judged as users get it.
const BINARY_VARIABLE: &str = "AMANA_BINARY";

/// The binary that the tests run too: building the tests builds it, with the same features, so nothing is built twice.
pub fn debug_binary() -> Outcome<PathBuf> {
    if let Some(binary) = given() {
        return existing(binary);
    }
    run(Command::new("cargo").current_dir(root()).args(["test", "--workspace", "--no-run", "--quiet"]))?;
    existing(target().join("debug/amana"))
}

/// What users run.
pub fn release_binary() -> Outcome<PathBuf> {
    if let Some(binary) = given() {
        return existing(binary);
    }
    run(Command::new("cargo").current_dir(root()).args(["build", "--release", "--quiet", "--package", "amana"]))?;
    existing(target().join("release/amana"))
}

fn given() -> Option<PathBuf> {
    std::env::var_os(BINARY_VARIABLE).map(|path| root().join(path))
}

fn existing(binary: PathBuf) -> Outcome<PathBuf> {
    if binary.exists() { Ok(binary) } else { Err(format!("there is no {}", binary.display())) }
}

/// One store: where its data is and what it is told.
#[derive(Clone, Debug)]
pub struct Store {
    pub binary: PathBuf,
    pub data: PathBuf,
    /// `None`: the embedded engine.
    pub database_url: Option<String>,
    /// The port of a mail server on the loopback.
    pub smtp_port: Option<u16>,
}

impl Store {
    pub fn new(binary: &Path, data: &Path) -> Self {
        Self { binary: binary.to_owned(), data: data.to_owned(), database_url: None, smtp_port: None }
    }

    /// A subcommand on this store, to be run to its end.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(words);
        self.tell(&mut command);
        command
    }

    /// A key of this scope, as `amana key create` prints it: alone.
    pub fn create_key(&self, scope: &str) -> Outcome<String> {
        let printed = read(&mut self.command(&["key", "create", "--name", &format!("xtask {scope}"), "--scope", scope]))?;
        let key = printed.trim();
        if key.is_empty() || key.contains(char::is_whitespace) {
            return Err(format!("`amana key create` must print the key alone, not {printed:?}"));
        }
        Ok(key.to_owned())
    }

    /// The secret under which a site key's pages are vouched for.
    pub fn page_secret(&self, site_key: &str) -> Outcome<String> {
        Ok(read(&mut self.command(&["key", "secret", site_key]))?.trim().to_owned())
    }

    /// `amana serve` on a free port of the loopback; returns when `/readyz` says 200.
    pub fn serve(&self) -> Outcome<Server> {
        self.start(&["serve"])
    }

    /// As [`Store::serve`], for a subcommand that serves too.
    pub fn start(&self, words: &[&str]) -> Outcome<Server> {
        std::fs::create_dir_all(&self.data).map_err(because("make the data folder"))?;
        let port = free_port()?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let log = self.data.with_extension("log");
        let output = std::fs::File::create(&log).map_err(because("open the program's log"))?;
        let both = output.try_clone().map_err(because("open the program's log"))?;
        let mut command = bound(&self.binary);
        command.args(words).args(["--listen", &address.to_string()]);
        self.tell(&mut command);
        command.env("AMANA_BASE_URL", format!("http://{address}")).stdout(Stdio::from(output)).stderr(Stdio::from(both));
        let mut running = Running::spawn("amana", "TERM", &mut command)?;
        let ready = || http::get(address, "/readyz").is_ok_and(|answer| answer.status == 200);
        let started = running.wait_until(START_LIMIT, ready).map_err(|message| format!("{message}\n{}", tail(&log)))?;
        Ok(Server { running, address, log, started })
    }

    fn tell(&self, command: &mut Command) {
        command.env("AMANA_DATA", &self.data);
        for (name, value) in [("AMANA_DATABASE_URL", self.database_url.clone()), ("AMANA_SMTP_URL", self.smtp_url())] {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
    }

    fn smtp_url(&self) -> Option<String> {
        self.smtp_port.map(|port| format!("smtp://127.0.0.1:{port}"))
    }
}

/// `amana serve`, running; stopped when dropped.
pub struct Server {
    running: Running,
    pub address: SocketAddr,
    log: PathBuf,
    /// From the start of the process to the first 200 of `/readyz`.
    pub started: Duration,
}

impl Server {
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn pid(&self) -> u32 {
        self.running.pid()
    }

    /// Asks it to stop; an error unless it goes within ten seconds with exit code 0.
    pub fn stop(mut self) -> Outcome {
        self.running.stop().map_err(|message| format!("{message}\n{}", tail(&self.log)))
    }

    pub fn metrics(&self) -> Outcome<String> {
        let answer = http::get(self.address, "/metrics").map_err(because("read /metrics"))?;
        if answer.status == 200 { Ok(answer.text()) } else { Err(format!("/metrics answered {}", answer.status)) }
    }

    /// Everything it has printed so far.
    pub fn printed(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Resident memory in bytes.
    pub fn resident_bytes(&self) -> Outcome<u64> {
        resident_bytes(self.pid())
    }

    /// Time that it has spent on cores so far, all its threads together.
    pub fn on_cores(&self) -> Outcome<Duration> {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.pid())).map_err(because("list the process's threads"))?;
        let mut nanoseconds = 0;
        for task in tasks.flatten() {
            // One that has just ended has nothing more to say.
            let Ok(text) = std::fs::read_to_string(task.path().join("schedstat")) else { continue };
            nanoseconds += text.split(' ').next().and_then(|first| first.parse::<u64>().ok()).unwrap_or_default();
        }
        if nanoseconds == 0 {
            Err("the kernel does not tell how long threads run".to_owned())
        } else {
            Ok(Duration::from_nanos(nanoseconds))
        }
    }

    /// The end of what it printed: for a message about a failure.
    pub fn last_words(&self) -> String {
        tail(&self.log)
    }
}

/// Resident memory of a process in bytes.
pub fn resident_bytes(pid: u32) -> Outcome<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).map_err(because("read the process's status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.map(|kilobytes| kilobytes * 1024).ok_or_else(|| "the process has no resident memory".to_owned())
}

fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.len().saturating_sub(30);
    format!("--- the last it said ---\n{}", lines[from..].join("\n"))
}
