//! Mail servers for tests: real sockets, in this process. They keep to the standards, note whoever doesn't, and do otherwise where a
//! script says so.

mod imap;
mod pop3;

use data_encoding::HEXUPPER;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

pub const USER: &str = "bounces@shop.example";
pub const PASSWORD: &str = "p@ss:w/\"rd";
/// The folder of an IMAP server, as it is called on the wire: `INBOX/برگشتی`.
const FOLDER: &str = "INBOX/&BigGMQavBjQGKgbM-";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaks {
    Imap,
    Pop3,
}

/// What the server does instead, when a command comes.
#[derive(Debug, Clone)]
pub enum Step {
    /// Answers this, as it stands; `TAG` in it is the command's.
    Answer(Vec<u8>),
    /// Hangs up.
    Close,
    /// Says nothing, and stays.
    Silence,
    /// Sends a byte now and then, for ever.
    Drip,
    /// Sends this over and over, for ever.
    Flood(Vec<u8>),
    /// Waits so long, and then does what is usual.
    After(Duration),
}

/// How the server differs from a good one.
#[derive(Default, Clone)]
pub struct Script {
    /// By the beginning of a command in capitals, such as `UID FETCH 3 ` or `RETR 1`; `GREETING` is said first.
    pub steps: Vec<(String, Step)>,
    /// What it does not offer, such as `UIDPLUS`.
    pub without: Vec<&'static str>,
    /// Encrypted from the first byte, or by STARTTLS alone.
    pub tls: Option<Arc<ServerConfig>>,
    pub begins_with_tls: bool,
}

impl Script {
    pub fn step(command: &str, step: Step) -> Self {
        Self { steps: vec![(command.to_owned(), step)], ..Self::default() }
    }
}

/// Listens on a port of its own until dropped.
pub struct MailServer {
    speaks: Speaks,
    port: u16,
    shared: Arc<Shared>,
}

#[derive(Clone)]
struct Kept {
    uid: u32,
    bytes: Vec<u8>,
    is_deleted: bool,
}

struct Shared {
    script: Mutex<Script>,
    letters: Mutex<Vec<Kept>>,
    validity: AtomicUsize,
    commands: Mutex<Vec<String>>,
    faults: Mutex<Vec<String>>,
    open: Mutex<Vec<TcpStream>>,
    stopped: AtomicBool,
}

impl MailServer {
    pub fn start(speaks: Speaks, script: Script) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared {
            script: Mutex::new(script),
            letters: Mutex::default(),
            validity: AtomicUsize::new(3_857_529_045),
            commands: Mutex::default(),
            faults: Mutex::default(),
            open: Mutex::default(),
            stopped: AtomicBool::new(false),
        });
        let server = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if server.stopped.load(Ordering::SeqCst) {
                    return;
                }
                if let Ok(copy) = stream.try_clone() {
                    lock(&server.open).push(copy);
                }
                let server = Arc::clone(&server);
                // A client that hangs up is no fault of the server.
                thread::spawn(move || {
                    let _ = server.serve(speaks, stream);
                });
            }
        });
        Ok(Self { speaks, port, shared })
    }

    /// The address of the mailbox, in clear.
    pub fn url(&self) -> String {
        match self.speaks {
            Speaks::Imap => format!("imap://{}@127.0.0.1:{}/INBOX%2F%D8%A8%D8%B1%DA%AF%D8%B4%D8%AA%DB%8C", login(), self.port),
            Speaks::Pop3 => format!("pop3://{}@127.0.0.1:{}", login(), self.port),
        }
    }

    /// The same encrypted, under an authority of the house.
    pub fn encrypted_url(&self, ca: &str) -> String {
        let url = self.url().replace("127.0.0.1", "localhost");
        let url = if lock(&self.shared.script).begins_with_tls { url.replacen("://", "s://", 1) } else { url };
        format!("{url}?tls=required{}{ca}", if ca.is_empty() { "" } else { "&ca=" })
    }

    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Rules from the next command on, on open connections too.
    pub fn set_script(&self, script: Script) {
        *lock(&self.shared.script) = script;
    }

    /// A letter arrives, its lines ending with CRLF; gives its UID.
    pub fn put(&self, letter: impl Into<Vec<u8>>) -> u32 {
        static NEXT: AtomicUsize = AtomicUsize::new(101);
        let uid = NEXT.fetch_add(3, Ordering::SeqCst) as u32;
        lock(&self.shared.letters).push(Kept { uid, bytes: letter.into(), is_deleted: false });
        uid
    }

    /// What lies in the mailbox; what is only marked too.
    pub fn letters(&self) -> Vec<Vec<u8>> {
        lock(&self.shared.letters).iter().map(|letter| letter.bytes.clone()).collect()
    }

    /// The folder was made anew: every UID means something else.
    pub fn renew_validity(&self) {
        self.shared.validity.fetch_add(1, Ordering::SeqCst);
    }

    /// Every command, without tags.
    pub fn commands(&self) -> Vec<String> {
        lock(&self.shared.commands).clone()
    }

    /// How many commands began so.
    pub fn count(&self, start: &str) -> usize {
        lock(&self.shared.commands).iter().filter(|command| command.starts_with(start)).count()
    }

    /// What the client did that the standards forbid.
    pub fn faults(&self) -> Vec<String> {
        lock(&self.shared.faults).clone()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        for stream in lock(&self.shared.open).drain(..) {
            // It may be closed already.
            let _ = stream.shutdown(Shutdown::Both);
        }
        // Wakes the listener so that it sees the flag.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// A certificate and its key, from PEM files.
pub fn tls(certificate: &Path, key: &Path) -> Arc<ServerConfig> {
    let certificate = CertificateDer::from_pem_file(certificate).expect("a certificate");
    let key = PrivateKeyDer::from_pem_file(key).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions of TLS")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("a certificate with its key");
    Arc::new(config)
}

/// User and password in an address.
fn login() -> String {
    let escaped = |text: &str| {
        let mut out = String::new();
        for b in text.bytes() {
            out.push('%');
            out.push_str(&HEXUPPER.encode(&[b]));
        }
        out
    };
    format!("{}:{}", escaped(USER), escaped(PASSWORD))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

enum Pipe {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Read for Pipe {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.read(buffer),
            Self::Tls(stream) => stream.read(buffer),
        }
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.write(bytes),
            Self::Tls(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.flush(),
            Self::Tls(stream) => stream.flush(),
        }
    }
}

/// One client.
struct Talk<'s> {
    shared: &'s Shared,
    pipe: BufReader<Pipe>,
    is_encrypted: bool,
}

impl Shared {
    fn serve(&self, speaks: Speaks, stream: TcpStream) -> io::Result<()> {
        let script = lock(&self.script).clone();
        let begins_with_tls = script.begins_with_tls;
        let mut talk = Talk { shared: self, pipe: BufReader::new(Pipe::Plain(stream)), is_encrypted: false };
        if begins_with_tls {
            talk = talk.encrypted()?;
        }
        match speaks {
            Speaks::Imap => imap::serve(talk),
            Speaks::Pop3 => pop3::serve(talk),
        }
    }
}

impl Talk<'_> {
    fn encrypted(self) -> io::Result<Self> {
        let tls = lock(&self.shared.script).tls.clone().ok_or(io::ErrorKind::Unsupported)?;
        let Pipe::Plain(stream) = self.pipe.into_inner() else { return Err(io::ErrorKind::Unsupported.into()) };
        let connection = ServerConnection::new(tls).map_err(io::Error::other)?;
        let pipe = BufReader::new(Pipe::Tls(Box::new(StreamOwned::new(connection, stream))));
        Ok(Self { pipe, is_encrypted: true, ..self })
    }

    fn offers(&self, ability: &str) -> bool {
        !lock(&self.shared.script).without.contains(&ability)
    }

    /// Whether the password may be told now.
    fn is_private(&self) -> bool {
        self.is_encrypted || lock(&self.shared.script).tls.is_none()
    }

    fn fault(&self, what: &str) {
        lock(&self.shared.faults).push(what.to_owned());
    }

    /// The next line; an error where the client left.
    fn line(&mut self) -> io::Result<String> {
        let mut line = Vec::new();
        if self.pipe.read_until(b'\n', &mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if !line.ends_with(b"\r\n") {
            self.fault("a line that does not end with CRLF");
        }
        Ok(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned())
    }

    fn say(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        let pipe = self.pipe.get_mut();
        pipe.write_all(bytes.as_ref())?;
        pipe.flush()
    }

    /// Notes a command, and does what the script says instead of what is usual; whether it did.
    fn is_scripted(&mut self, tag: &str, command: &str) -> io::Result<bool> {
        if command != "GREETING" {
            lock(&self.shared.commands).push(command.to_owned());
        }
        let upper = command.to_ascii_uppercase();
        let steps = lock(&self.shared.script).steps.clone();
        let Some((_, step)) = steps.into_iter().find(|(start, _)| upper.starts_with(start)) else { return Ok(false) };
        match step {
            Step::Answer(bytes) => {
                self.say(String::from_utf8_lossy(&bytes).replace("TAG", tag))?;
                Ok(true)
            }
            Step::Close => {
                match self.pipe.get_ref() {
                    Pipe::Plain(stream) => stream.shutdown(Shutdown::Both)?,
                    Pipe::Tls(stream) => stream.sock.shutdown(Shutdown::Both)?,
                }
                Err(io::ErrorKind::ConnectionAborted.into())
            }
            Step::After(pause) => {
                thread::sleep(pause);
                Ok(false)
            }
            Step::Silence => {
                self.rest_while(|_| Ok(()))?;
                Ok(true)
            }
            Step::Drip => {
                self.rest_while(|talk| talk.say("x"))?;
                Ok(true)
            }
            Step::Flood(bytes) => loop {
                self.say(&bytes)?;
            },
        }
    }

    fn rest_while(&mut self, mut each: impl FnMut(&mut Self) -> io::Result<()>) -> io::Result<()> {
        while !self.shared.stopped.load(Ordering::SeqCst) {
            each(self)?;
            thread::sleep(Duration::from_millis(20));
        }
        Err(io::ErrorKind::TimedOut.into())
    }
}
