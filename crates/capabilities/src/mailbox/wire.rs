//! A connection to a mail server: private, line by line, and never for longer than it may take.

use super::error::MailboxError;
use super::url::{MailboxConfig, Privacy};
use crate::messaging::redacted;
use data_encoding::BASE64;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Why a conversation came to nothing, with the server's words redacted.
pub(super) type Result<T> = std::result::Result<T, MailboxError>;

/// A connection. Each command has its own moment at which it is given up, and all have one together.
pub(super) struct Wire {
    stream: BufReader<Stream>,
    config: MailboxConfig,
    until: Instant,
}

enum Stream {
    Plain(Timed),
    Tls(Box<StreamOwned<ClientConnection, Timed>>),
}

/// A socket that is left at a moment, however slowly bytes come: whoever sends one at a time gains nothing.
struct Timed {
    socket: TcpStream,
    until: Instant,
}

impl Wire {
    /// Connects, with TLS where it begins at once. `until` holds for the whole conversation.
    pub(super) fn open(config: &MailboxConfig, until: Instant) -> Result<Self> {
        let moment = until.min(Instant::now() + config.patience);
        let socket = connect(&config.host, config.port, moment)?;
        // What is written is whole commands.
        let _ = socket.set_nodelay(true);
        let timed = Timed { socket, until: moment };
        let stream = if config.privacy == Privacy::Tls { encrypted(timed, config)? } else { Stream::Plain(timed) };
        Ok(Self { stream: BufReader::new(stream), config: config.clone(), until })
    }

    /// Goes on encrypted, after the server agreed to.
    pub(super) fn encrypt(self) -> Result<Self> {
        // Whoever stands in between may have added something to be read as if it had come encrypted.
        if !self.stream.buffer().is_empty() {
            return Err(MailboxError::Insecure("it spoke on in clear".to_owned()));
        }
        let Stream::Plain(timed) = self.stream.into_inner() else {
            return Err(MailboxError::Insecure("it is encrypted already".to_owned()));
        };
        let stream = encrypted(timed, &self.config)?;
        Ok(Self { stream: BufReader::new(stream), ..self })
    }

    /// Says a line. From here on, the answer has as long as a command may take.
    pub(super) fn say(&mut self, line: &str) -> Result<()> {
        let until = self.until.min(Instant::now() + self.config.patience);
        let stream = self.stream.get_mut();
        stream.timed().until = until;
        let bytes = format!("{line}\r\n").into_bytes();
        stream.write_all(&bytes).and_then(|()| stream.flush()).map_err(|error| broken(&error))
    }

    /// One line without its end, of at most so many bytes.
    pub(super) fn line(&mut self, most: usize) -> Result<Vec<u8>> {
        let mut line = self.piece(most)?;
        if line.pop() != Some(b'\n') {
            return Err(MailboxError::Unreadable("a line has no end".to_owned()));
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(line)
    }

    /// A line with its end, or as much of it as there may be.
    pub(super) fn piece(&mut self, most: usize) -> Result<Vec<u8>> {
        let mut piece = Vec::new();
        (&mut self.stream).take(most as u64).read_until(b'\n', &mut piece).map_err(|error| broken(&error))?;
        if piece.last() != Some(&b'\n') && piece.len() < most { Err(hung_up()) } else { Ok(piece) }
    }

    /// So many bytes.
    pub(super) fn bytes(&mut self, count: usize) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        (&mut self.stream).take(count as u64).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
        if bytes.len() < count { Err(hung_up()) } else { Ok(bytes) }
    }

    /// The server's words as they may be shown and kept: some repeat what they were told, in the form in which they were.
    pub(super) fn words(&self, text: &[u8]) -> String {
        let (user, password) = (&self.config.user, &self.config.password);
        let proof = BASE64.encode(format!("\0{user}\0{password}").as_bytes());
        let escaped = password.replace('\\', "\\\\").replace('"', "\\\"");
        redacted(&String::from_utf8_lossy(text), &[&proof, &escaped, user, password])
    }
}

impl Stream {
    fn timed(&mut self) -> &mut Timed {
        match self {
            Self::Plain(timed) => timed,
            Self::Tls(stream) => &mut stream.sock,
        }
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(timed) => timed.read(buffer),
            Self::Tls(stream) => stream.read(buffer),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(timed) => timed.write(bytes),
            Self::Tls(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(timed) => timed.flush(),
            Self::Tls(stream) => stream.flush(),
        }
    }
}

impl Timed {
    fn left(&self) -> io::Result<Option<Duration>> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(Some(left)) }
    }
}

impl Read for Timed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.socket.set_read_timeout(self.left()?)?;
        self.socket.read(buffer)
    }
}

impl Write for Timed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.socket.set_write_timeout(self.left()?)?;
        self.socket.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.socket.flush()
    }
}

/// The first of the host's addresses that answers.
fn connect(host: &str, port: u16, until: Instant) -> Result<TcpStream> {
    let addresses = (host, port).to_socket_addrs().map_err(|_| MailboxError::NotFound)?;
    let mut last = MailboxError::NotFound;
    for address in addresses {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(MailboxError::TooSlow);
        }
        match TcpStream::connect_timeout(&address, left) {
            Ok(socket) => return Ok(socket),
            Err(error) => last = broken(&error),
        }
    }
    Err(last)
}

fn encrypted(timed: Timed, config: &MailboxConfig) -> Result<Stream> {
    let insecure = |error: rustls::Error| MailboxError::Insecure(error.to_string());
    let name = ServerName::try_from(config.host.clone()).map_err(|error| MailboxError::Insecure(error.to_string()))?;
    let tls = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(insecure)?
        .with_root_certificates(authorities(config.ca.as_deref())?)
        .with_no_client_auth();
    let connection = ClientConnection::new(Arc::new(tls), name).map_err(insecure)?;
    let mut stream = StreamOwned::new(connection, timed);
    while stream.conn.is_handshaking() {
        stream.conn.complete_io(&mut stream.sock).map_err(|error| broken(&error))?;
    }
    Ok(Stream::Tls(Box::new(stream)))
}

/// Those that browsers trust, and one more where a file names it.
fn authorities(file: Option<&Path>) -> Result<RootCertStore> {
    let mut roots: RootCertStore = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
    if let Some(file) = file {
        let wrong = |why: String| MailboxError::Authority(format!("{}: {why}", file.display()));
        let certificates = CertificateDer::pem_file_iter(file).map_err(|error| wrong(error.to_string()))?;
        let certificates = certificates.collect::<std::result::Result<Vec<_>, _>>().map_err(|error| wrong(error.to_string()))?;
        if roots.add_parsable_certificates(certificates).0 == 0 {
            return Err(wrong("it holds no certificate".to_owned()));
        }
    }
    Ok(roots)
}

fn broken(error: &io::Error) -> MailboxError {
    if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        return MailboxError::Insecure(error.to_string());
    }
    match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => MailboxError::TooSlow,
        io::ErrorKind::UnexpectedEof => hung_up(),
        _ => MailboxError::Unreachable(error.to_string()),
    }
}

fn hung_up() -> MailboxError {
    MailboxError::Unreachable("it hung up".to_owned())
}
