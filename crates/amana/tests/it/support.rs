//! The program as a process, and what a test needs around it.

use db::{Db, Location, TestDb};
use serde_json::Value;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

/// A debug build on a busy machine.
pub const START_WITHIN: Duration = Duration::from_mins(1);
/// How long a condition may take to come true, unless the test says otherwise.
pub const SOON: Duration = Duration::from_secs(40);

/// How many kills the run asks for.
pub fn kill_rounds() -> u64 {
    std::env::var("AMANA_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(3)
}

pub fn on_postgres() -> bool {
    std::env::var_os("AMANA_TEST_POSTGRES_URL").is_some()
}

/// For whoever reads the test run.
#[expect(clippy::print_stdout, reason = "a test's own words")]
pub fn tell(text: &str) {
    println!("{text}");
}

/// Looks again and again until there is something; says what was awaited where it never comes.
pub fn eventually<T>(what: &str, within: Duration, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < within, "{what}: not within {within:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A store: its folder, its database, its settings. Programs are started on it.
pub struct Home {
    folder: tempfile::TempDir,
    database: Option<TestDb>,
    variables: Vec<(String, String)>,
}

impl Home {
    /// On the engine that the run names.
    pub fn new() -> Self {
        Self { database: on_postgres().then(TestDb::new), ..Self::in_files() }
    }

    /// On SQLite whatever the run names: for what is about files.
    pub fn in_files() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), database: None, variables: Vec::new() }
    }

    /// A second node's home: a folder of its own over the same database, with the same master key.
    pub fn second_node(&self) -> Self {
        let key = std::fs::read_to_string(self.data().join("master.key")).expect("the first node made a key");
        let mut home = Self::in_files();
        home.variables.clone_from(&self.variables);
        home.set("AMANA_MASTER_KEY", key.trim());
        home.set("AMANA_DATABASE_URL", &self.url().expect("two nodes need PostgreSQL"));
        home
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn url(&self) -> Option<String> {
        let named = self.variables.iter().find(|(name, _)| name == "AMANA_DATABASE_URL").map(|(_, url)| url.clone());
        let made = || match &self.database.as_ref()?.location {
            Location::Url(url) => Some(url.clone()),
            Location::Folder(_) => None,
        };
        named.or_else(made)
    }

    /// Opens the store to look inside. Not where the program must be alone with it.
    pub fn db(&self) -> Db {
        let location = self.url().map_or_else(|| Location::Folder(self.data()), Location::Url);
        Db::open(&location).expect("the database opens")
    }

    /// The program with these words, in this home and with nothing else of `AMANA_…`.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_amana"));
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"AMANA_")) {
            command.env_remove(name);
        }
        command.env("AMANA_DATA", self.data()).env("AMANA_LOG", "warn").env("AMANA_BASE_URL", "http://127.0.0.1");
        if let Some(url) = self.url() {
            command.env("AMANA_DATABASE_URL", url);
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.args(words).stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, words: &[&str]) -> Said {
        Said::of(self.command(words).output().expect("the program starts"))
    }

    /// Runs a command that must succeed; gives what it printed.
    pub fn print(&self, words: &[&str]) -> String {
        let said = self.run(words);
        assert!(said.status.success(), "amana {}: {}\n{}", words.join(" "), said.status, said.stderr);
        said.stdout
    }

    /// A key of this scope.
    pub fn key(&self, scope: &str) -> String {
        self.print(&["key", "create", "--name", "test", "--scope", scope]).trim().to_owned()
    }

    /// `amana serve` on a free port, ready.
    pub fn serve(&self) -> Program {
        self.start(&["serve"], START_WITHIN).unwrap_or_else(|said| panic!("the program did not get ready: {said}"))
    }

    /// A command that serves, on a free port, ready within this time; the error is what it said before it ended.
    pub fn start(&self, words: &[&str], within: Duration) -> Result<Program, String> {
        let log = self.folder.path().join("stderr.log");
        let stderr = std::fs::File::options().create(true).append(true).open(&log).expect("a log");
        let before = stderr.metadata().map_or(0, |m| m.len()) as usize;
        let mut command = self.command(words);
        command.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::null()).stderr(stderr);
        let child = command.spawn().expect("the program starts");
        let mut program = Program { child, address: SocketAddr::from(([127, 0, 0, 1], 0)), log };
        let start = Instant::now();
        while start.elapsed() < within {
            let said = program.said();
            let said = said.get(before..).unwrap_or_default();
            if program.child.try_wait().expect("the program can be asked").is_some() {
                return Err(said.to_owned());
            }
            if let Some(address) = address_in(said) {
                program.address = address;
                if program.get("/readyz").is_ok_and(|answer| answer.status == 200) {
                    return Ok(program);
                }
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Err(format!("not ready within {within:?}: {}", program.said()))
    }
}

/// The address in a line such as `amana is ready at http://127.0.0.1:41234`.
fn address_in(said: &str) -> Option<SocketAddr> {
    let after = said
        .lines()
        .filter(|line| line.contains("ready at ") || line.contains("open at "))
        .find_map(|line| line.split("http://").nth(1))?;
    after.split(['/', ' ']).next()?.parse().ok()
}

/// What a command said and how it ended.
pub struct Said {
    pub status: ExitStatus,
    pub stdout: String,
    pub stderr: String,
}

impl Said {
    fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Self { status: output.status, stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// It failed with exit code 1 and says these words.
    #[track_caller]
    pub fn refused_with(&self, words: &str) {
        assert_eq!(self.status.code(), Some(1), "it was to fail\n{}\n{}", self.stdout, self.stderr);
        assert!(self.stderr.contains(words), "“{words}” is not in: {}", self.stderr);
    }
}

/// A running program; killed when dropped.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
    log: PathBuf,
}

impl Program {
    /// What it wrote to stderr so far.
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|ended| ended.is_none())
    }

    /// `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ended");
    }

    /// Sends a signal by name: `TERM`, `STOP`, `CONT`.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").arg(format!("-{name}")).arg(self.child.id().to_string()).status();
        assert!(sent.is_ok_and(|status| status.success()), "the signal was not sent");
    }

    /// Waits for its end; gives the exit code.
    pub fn ended(&mut self, within: Duration) -> Option<i32> {
        eventually("the program's end", within, || self.child.try_wait().expect("it can be asked")).code()
    }

    /// SIGTERM; it must end within ten seconds with 0.
    #[track_caller]
    pub fn stop(mut self) {
        self.signal("TERM");
        let code = self.ended(Duration::from_secs(10));
        assert_eq!(code, Some(0), "{}", self.said());
    }

    /// One request on a connection of its own.
    pub fn get(&self, path: &str) -> io::Result<Answer> {
        Http::open(self.address)?.get(path)
    }

    /// Sends a batch of events.
    pub fn send(&self, key: &str, events: &[Value]) -> io::Result<Answer> {
        Http::open(self.address)?.batch(key, events)
    }

    /// Sends a batch that must be taken.
    #[track_caller]
    pub fn take(&self, key: &str, events: &[Value]) {
        let answer = self.send(key, events).expect("an answer");
        assert_eq!(answer.status, 200, "{}\n{}", answer.body, self.said());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    /// The first header of this name, which is in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// HTTP/1.1 over one connection that is kept.
pub struct Http(BufReader<TcpStream>);

impl Http {
    pub fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect_timeout(&address, Duration::from_secs(5))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(45)))?;
        Ok(Self(BufReader::new(stream)))
    }

    pub fn get(&mut self, path: &str) -> io::Result<Answer> {
        self.write(format!("GET {path} HTTP/1.1\r\nhost: amana\r\n\r\n").as_bytes())?;
        self.answer()
    }

    pub fn post(&mut self, path: &str, headers: &str, body: &[u8]) -> io::Result<Answer> {
        let head = format!("POST {path} HTTP/1.1\r\nhost: amana\r\n{headers}content-length: {}\r\n\r\n", body.len());
        self.write(&[head.as_bytes(), body].concat())?;
        self.answer()
    }

    pub fn batch(&mut self, key: &str, events: &[Value]) -> io::Result<Answer> {
        let body = serde_json::json!({ "batch": events }).to_string();
        self.post("/v1/batch", &format!("authorization: Bearer {key}\r\n"), body.as_bytes())
    }

    /// Raw bytes, as a client that knows no manners sends them.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.get_mut().write_all(bytes)
    }

    pub fn answer(&mut self) -> io::Result<Answer> {
        let start = self.line()?;
        let status = start.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut answer = Answer { status, headers, body: String::new() };
        let length = answer.header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
        let mut bytes = vec![0; length];
        self.0.read_exact(&mut bytes)?;
        answer.body = String::from_utf8_lossy(&bytes).into_owned();
        Ok(answer)
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.0.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }
}
