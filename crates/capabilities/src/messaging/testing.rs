//! A mail server for tests: real sockets, in this process, doing exactly what its script says.

use super::guard::{Guard, Signs};
use super::model::{Message, MessageState};
use super::outbox::{after_uncertainty, take_over_from};
use super::store::{self, Settled};
use base::Timestamp;
use db::{Db, NodeId, Result};
use foundation::history::History;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// Takes what is due as the outbox does: for simulations. Gives what goes, and whether there was anything.
pub fn take_due(
    db: &Db,
    history: &History,
    signs: Signs,
    node: NodeId,
    limit: usize,
    now: Timestamp,
) -> Result<(Vec<Message>, bool)> {
    let guard = Guard { db, history, signs };
    db.views.write(|tx| {
        let taken = store::claim(tx, node, limit, now)?;
        let was_any = !taken.is_empty();
        Ok((guard.sift(tx, taken, now)?, was_any))
    })
}

/// What became of a message that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Sent,
    /// The server took it for now not.
    Later(Duration),
    /// The connection ended before the server's answer.
    Uncertain,
    Withheld(&'static str),
}

/// Notes what became of it, as the outbox does.
pub fn settle(db: &Db, node: NodeId, message: &Message, fate: Fate, now: Timestamp) -> Result<()> {
    let queued = |pause| Settled::again("later_451", now.plus(pause));
    let settled = match fate {
        Fate::Sent => Settled { state: MessageState::Sent, ..Settled::again("", now) },
        Fate::Later(pause) => queued(pause),
        Fate::Uncertain => {
            let (state, reason) = after_uncertainty(message);
            Settled { state, uncertain: true, ..Settled::again(reason, now) }
        }
        Fate::Withheld(reason) => Settled { state: MessageState::Withheld, ..Settled::again(reason, now) },
    };
    db.views.write(|tx| store::settle(tx, message, node, settled, now))
}

/// Takes over what a node was sending when it ended, as the outbox does.
pub fn take_over(db: &Db, gone: NodeId, now: Timestamp) -> Result<()> {
    db.views.write(|tx| take_over_from(tx, gone, usize::MAX >> 1, now))
}

/// What the server does when a command (or the whole message) has arrived.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Step {
    /// The usual answer.
    #[default]
    Ok,
    /// This answer, such as `550 5.1.1 no such user`; lines are parted by `\n`.
    Answer(String),
    /// The usual answer, after a pause.
    After(Duration),
    /// No answer: hangs up.
    Close,
    /// No answer, and stays.
    Silence,
}

impl Step {
    pub fn answer(text: &str) -> Self {
        Self::Answer(text.to_owned())
    }
}

/// What the server does at each stage; the default accepts everything.
#[derive(Clone, Debug, Default)]
pub struct Script {
    pub greeting: Step,
    pub ehlo: Step,
    /// Asked only where [`Script::extensions`] offers AUTH.
    pub auth: Step,
    pub mail: Step,
    pub rcpt: Step,
    pub data: Step,
    /// After the final dot. The message counts as received even where the answer never comes.
    pub message: Step,
    /// Hangs up once this many bytes of a message have arrived.
    pub close_after_bytes: Option<usize>,
    /// Hangs up after this many messages on one connection.
    pub messages_per_connection: Option<usize>,
    /// Extra EHLO lines, such as `AUTH PLAIN` or `SMTPUTF8`.
    pub extensions: Vec<String>,
}

/// One message that arrived whole.
#[derive(Clone, PartialEq, Eq)]
pub struct Received {
    /// Over which connection, counted from 1 in the order of their opening.
    pub connection: usize,
    /// `MAIL FROM` with its parameters, as it came.
    pub from: String,
    /// `RCPT TO` likewise.
    pub to: Vec<String>,
    /// The message, dots unstuffed, lines ending with CRLF.
    pub data: Vec<u8>,
}

/// Listens on a port of its own until dropped.
pub struct SmtpServer {
    port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    script: Mutex<Script>,
    received: Mutex<Vec<Received>>,
    open: Mutex<Vec<TcpStream>>,
    connections: AtomicUsize,
    stopped: AtomicBool,
}

impl SmtpServer {
    pub fn start(script: Script) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared {
            script: Mutex::new(script),
            received: Mutex::default(),
            open: Mutex::default(),
            connections: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
        });
        let server = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if server.stopped.load(Ordering::SeqCst) {
                    return;
                }
                let number = server.connections.fetch_add(1, Ordering::SeqCst) + 1;
                if let Ok(copy) = stream.try_clone() {
                    lock(&server.open).push(copy);
                }
                let server = Arc::clone(&server);
                // A client that hangs up is no fault of the server.
                thread::spawn(move || drop(server.serve(&stream, number)));
            }
        });
        Ok(Self { port, shared })
    }

    /// `smtp://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Rules from the next step on, on open connections too.
    pub fn set_script(&self, script: Script) {
        *lock(&self.shared.script) = script;
    }

    /// Messages in the order of their arrival.
    pub fn received(&self) -> Vec<Received> {
        lock(&self.shared.received).clone()
    }

    /// How many connections were ever opened.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// Cuts every open connection, as a restart of the server would.
    pub fn cut_connections(&self) {
        for stream in lock(&self.shared.open).drain(..) {
            // It may be closed already.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        self.cut_connections();
        // Wakes the listener so that it sees the flag.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `Ok(true)`: go on; `Ok(false)`: the answer was a refusal.
type Went = io::Result<bool>;

impl Shared {
    fn script(&self) -> Script {
        lock(&self.script).clone()
    }

    /// Does one step; `Err` ends the connection.
    fn step(&self, stream: &TcpStream, step: &Step, usual: &str) -> Went {
        let mut stream = stream;
        let answer = match step {
            Step::Ok => usual,
            Step::Answer(text) => text.as_str(),
            Step::After(pause) => {
                thread::sleep(*pause);
                usual
            }
            Step::Close => {
                stream.shutdown(Shutdown::Both)?;
                return Err(io::ErrorKind::ConnectionAborted.into());
            }
            Step::Silence => {
                while !self.stopped.load(Ordering::SeqCst) {
                    thread::sleep(Duration::from_millis(20));
                }
                return Err(io::ErrorKind::TimedOut.into());
            }
        };
        let lines: Vec<&str> = answer.lines().collect();
        let mut out = String::new();
        for (at, line) in lines.iter().enumerate() {
            match line.split_at_checked(3) {
                Some((code, rest)) if at + 1 < lines.len() => out.extend([code, "-", rest.trim_start(), "\r\n"]),
                _ => out.extend([line, "\r\n"]),
            }
        }
        stream.write_all(out.as_bytes())?;
        Ok(!answer.starts_with(['4', '5']))
    }

    fn serve(&self, stream: &TcpStream, connection: usize) -> io::Result<()> {
        let mut reader = BufReader::new(stream.try_clone()?);
        self.step(stream, &self.script().greeting, "220 test.example ESMTP")?;
        let (mut from, mut to, mut messages) = (String::new(), Vec::new(), 0);
        let mut line = String::new();
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let script = self.script();
            let verb = line.split([' ', '\r']).next().unwrap_or_default().to_ascii_uppercase();
            let rest = line.split_once(':').map_or("", |(_, rest)| rest).trim().to_owned();
            match verb.as_str() {
                "EHLO" | "HELO" => {
                    let mut hello = vec!["250 test.example".to_owned(), "250 8BITMIME".to_owned()];
                    hello.extend(script.extensions.iter().map(|extension| format!("250 {extension}")));
                    self.step(stream, &script.ehlo, &hello.join("\n"))?;
                }
                "AUTH" => drop(self.step(stream, &script.auth, "235 2.7.0 welcome")?),
                "MAIL" => {
                    (from, to) = (rest, Vec::new());
                    self.step(stream, &script.mail, "250 2.1.0 ok")?;
                }
                "RCPT" => {
                    if self.step(stream, &script.rcpt, "250 2.1.5 ok")? {
                        to.push(rest);
                    }
                }
                "DATA" if self.step(stream, &script.data, "354 go on")? => {
                    let data = read_message(&mut reader, stream, script.close_after_bytes)?;
                    lock(&self.received).push(Received { connection, from: from.clone(), to: to.clone(), data });
                    self.step(stream, &self.script().message, "250 2.0.0 queued as 4F1")?;
                    messages += 1;
                    if script.messages_per_connection.is_some_and(|most| messages >= most) {
                        return stream.shutdown(Shutdown::Both);
                    }
                }
                "DATA" => {}
                "QUIT" => return self.step(stream, &Step::Ok, "221 bye").map(drop),
                "RSET" | "NOOP" => drop(self.step(stream, &Step::Ok, "250 ok")?),
                _ => drop(self.step(stream, &Step::Ok, "502 5.5.1 unknown command")?),
            }
        }
    }
}

/// Up to the final dot, dots unstuffed.
fn read_message(reader: &mut impl BufRead, stream: &TcpStream, close_after_bytes: Option<usize>) -> io::Result<Vec<u8>> {
    let mut data = Vec::new();
    loop {
        let mut line = Vec::new();
        if reader.read_until(b'\n', &mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if line == b".\r\n" {
            return Ok(data);
        }
        data.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        if close_after_bytes.is_some_and(|most| data.len() >= most) {
            stream.shutdown(Shutdown::Both)?;
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
    }
}
