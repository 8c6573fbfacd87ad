//! Handing a message to a mail server (RFC 5321), and saying exactly what became of it.
//!
//! `lettre`'s own transport cannot tell a connection lost before the message from one lost after it, and that is the
//! difference between sending again and sending twice. So its lower half, `SmtpConnection`, is driven here.

use super::email;
use super::folder::Folder;
use super::smtp_pool::{Kept, Pool, Slot};
use super::smtp_servers::SmtpServers;
use super::smtp_url::{SmtpConfig, Tls};
use base::{EmailAddress, id::MessageId};
use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Ehlo, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use memchr::{memchr2_iter, memmem};
use std::error::Error as _;
use std::io;

/// A server's words are kept this far.
const ANSWER_CHARS_MAX: usize = 300;

/// Who a message goes from and to, outside of its own text. `id` names it in files and logs.
#[derive(Clone, Copy)]
pub struct Envelope<'a> {
    pub id: MessageId,
    pub is_marketing: bool,
    /// Gets the bounces (`MAIL FROM`).
    pub from: &'a EmailAddress,
    pub to: &'a EmailAddress,
}

/// The server took the message over; it answers for it from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The server's words, often with its own id of the message. No addresses.
    pub answer: String,
}

/// How far a message came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Connecting, TLS, greeting, EHLO, login: nothing about this message yet.
    Connect,
    /// `MAIL FROM`.
    Sender,
    /// `RCPT TO`: a refusal here is about the recipient's address.
    Recipient,
    /// `DATA` and the message itself: a refusal here is about what it says.
    Message,
}

/// Why a message was not accepted. Texts hold no e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// 5xx: the same message will not be accepted later.
    #[error("the mail server refused the message ({code} {text})")]
    Permanent { code: u16, text: String, stage: Stage },
    /// It was certainly not accepted; trying again is safe. `code` is `None` where no answer came. Refusals while
    /// connecting (a wrong password, 535) are here too: they are about the set-up, not about this message.
    #[error("the message could not be handed over now ({text})")]
    Temporary { code: Option<u16>, text: String, stage: Stage },
    /// The connection ended after the whole message was (possibly) sent and before the answer: it may be on its way.
    #[error("the mail server may have accepted the message: the connection ended before its answer ({text})")]
    Uncertain { text: String },
}

/// Where mail goes.
pub enum Transport {
    Smtp(SmtpServers),
    Folder(Folder),
}

impl Transport {
    /// Hands over one message, whose lines end with CRLF. Blocks; at most a few minutes. Before another server is asked in place of one
    /// that does not answer, `goes_on` says whether the message is still ours to hand over.
    pub fn send(&self, envelope: &Envelope<'_>, message: &[u8], goes_on: &dyn Fn() -> bool) -> Result<Accepted, SendError> {
        match self {
            Self::Smtp(servers) => servers.send(envelope, message, goes_on),
            Self::Folder(folder) => match folder.deliver(envelope, message) {
                Ok(()) => Ok(Accepted { answer: "kept in the folder".to_owned() }),
                // The kind alone: the full text may hold a path, and says no more.
                Err(error) => Err(SendError::Temporary { code: None, text: error.kind().to_string(), stage: Stage::Message }),
            },
        }
    }
}

/// Connections to one mail server. Shared by threads; at most `pool_connections` send at once, others wait.
pub struct SmtpClient {
    config: SmtpConfig,
    hello: ClientId,
    /// `None` where TLS is never used.
    tls: Option<TlsParameters>,
    pool: Pool,
}

/// The set-up cannot work.
#[derive(Debug, thiserror::Error)]
pub enum SmtpSetupError {
    #[error("the certificate file {path} could not be read: {source}")]
    CaFile { path: String, source: io::Error },
    #[error("the certificate file {path} holds no PEM certificate")]
    CaContent { path: String },
    #[error("TLS could not be set up: {0}")]
    Tls(String),
}

/// What went wrong, where, and whether the whole message was on its way by then.
struct Failure {
    stage: Stage,
    /// The server's refusal; `None` where it said nothing that could be understood.
    code: Option<u16>,
    /// Its words, or the network's. May hold addresses.
    words: String,
    message_out: bool,
}

impl SmtpClient {
    /// Reads the certificate file, if any; connects to nothing yet.
    pub fn new(config: SmtpConfig) -> Result<Self, SmtpSetupError> {
        let hello = config.hello_name.clone().map_or_else(ClientId::default, ClientId::Domain);
        let tls = if config.tls == Tls::None { None } else { Some(tls_parameters(&config)?) };
        let pool = Pool::new(config.pool_connections);
        Ok(Self { config, hello, tls, pool })
    }

    pub const fn config(&self) -> &SmtpConfig {
        &self.config
    }

    /// Connects, logs in and hangs up: for a settings page's "test" and for `doctor`.
    pub fn check(&self) -> Result<(), SendError> {
        self.connect().map(drop).map_err(|error| classify(&Failure::at(Stage::Connect, &error), &[]))
    }

    /// Hands over one message of UTF-8, whose lines end with CRLF.
    pub fn send(&self, envelope: &Envelope<'_>, message: &[u8]) -> Result<Accepted, SendError> {
        if has_bare_line_end(message) {
            let text = "the message has line ends other than CRLF".to_owned();
            return Err(SendError::Permanent { code: 554, text, stage: Stage::Message });
        }
        let (from, to) = (wire_address(envelope.from), wire_address(envelope.to));
        let private = [envelope.to.as_str(), to.as_ref(), envelope.from.as_str()];
        let slot = self.pool.slot();
        // A kept connection may have died unnoticed; nothing is lost by going on to the next, then to a new one.
        while let Some(mut kept) = slot.idle() {
            match self.deliver(&mut kept, &from, &to, message) {
                Err(failure) if failure.is_lost_before_message() => {}
                result => return finish(result, &private, kept, &slot),
            }
        }
        let mut kept = self.connect().map_err(|error| classify(&Failure::at(Stage::Connect, &error), &private))?;
        let result = self.deliver(&mut kept, &from, &to, message);
        finish(result, &private, kept, &slot)
    }

    fn connect(&self) -> Result<Kept, Error> {
        let implicit = self.tls.as_ref().filter(|_| self.config.tls == Tls::Implicit);
        let place = (self.config.host.as_str(), self.config.port);
        let mut connection = SmtpConnection::connect(place, Some(self.config.connect_timeout), &self.hello, implicit, None)?;
        if let Some(tls) = &self.tls
            && (self.config.tls == Tls::Required || self.config.tls == Tls::IfOffered && connection.can_starttls())
        {
            connection.starttls(tls, &self.hello)?;
        }
        // A failed call here shows at the first command.
        let _ = connection.set_timeout(Some(self.config.command_timeout));
        // `lettre` heard the same answer, and kept of it only what it uses itself.
        let offered = connection.command(Ehlo::new(self.hello.clone()))?;
        let pipelines = offered.message().any(|line| line.trim().eq_ignore_ascii_case("PIPELINING"));
        if let Some((user, password)) = &self.config.login {
            connection.auth(&[Mechanism::Plain, Mechanism::Login], &Credentials::new(user.clone(), password.clone()))?;
        }
        Ok(Kept::new(connection, pipelines))
    }

    fn deliver(&self, kept: &mut Kept, from: &Address, to: &Address, message: &[u8]) -> Result<Response, Failure> {
        let connection = &mut kept.connection;
        let mut options = Vec::new();
        // RFC 6531 and RFC 6152. Where the server does not know them it says so itself, with a code to classify.
        if !<Address as AsRef<str>>::as_ref(from).is_ascii() || !<Address as AsRef<str>>::as_ref(to).is_ascii() {
            options.push(MailParameter::SmtpUtfEight);
        }
        if !message.is_ascii() && connection.server_info().supports_feature(Extension::EightBitMime) {
            options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let opening = Opening { mail: Mail::new(Some(from.clone()), options), rcpt: Rcpt::new(to.clone(), Vec::new()) };
        let go_on = opening.send(connection, kept.pipelines)?;
        if !go_on.has_code(354) {
            return Err(Failure::odd_answer(&go_on, false));
        }
        // A failed call here shows at the next command.
        let _ = connection.set_timeout(Some(self.config.message_timeout));
        let sent = connection.command(stuffed(message));
        let _ = connection.set_timeout(Some(self.config.command_timeout));
        match sent {
            Ok(response) if u16::from(response.code()) < 300 => Ok(response),
            Ok(response) => Err(Failure::odd_answer(&response, true)),
            Err(error) => Err(Failure { message_out: !is_broken_pipe(&error), ..Failure::at(Stage::Message, &error) }),
        }
    }
}

/// Turns the outcome into words, and keeps the connection where it is still in step.
fn finish(result: Result<Response, Failure>, private: &[&str], mut kept: Kept, slot: &Slot<'_>) -> Result<Accepted, SendError> {
    match result {
        Ok(response) => {
            slot.keep(kept);
            Ok(Accepted { answer: redacted(&response.message().collect::<Vec<_>>().join(" "), private) })
        }
        Err(failure) => {
            // A refusal leaves the connection in good order, except 421: the server is hanging up.
            let in_step = failure.code.is_some_and(|code| code != 421);
            if in_step && kept.connection.command(Rset).is_ok() {
                slot.keep(kept);
            }
            Err(classify(&failure, private))
        }
    }
}

impl Failure {
    fn at(stage: Stage, error: &Error) -> Self {
        let words = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        Self { stage, code: error.status().map(u16::from), words, message_out: false }
    }

    /// Neither yes nor no: the conversation is out of step.
    fn odd_answer(response: &Response, message_out: bool) -> Self {
        Self { stage: Stage::Message, code: None, words: format!("unexpected answer {}", response.code()), message_out }
    }

    /// The connection ended (or the server is ending it, 421) while the message had not begun.
    fn is_lost_before_message(&self) -> bool {
        !self.message_out && self.stage == Stage::Sender && matches!(self.code, None | Some(421))
    }
}

/// What goes before a message.
struct Opening {
    mail: Mail,
    rcpt: Rcpt,
}

impl Opening {
    /// All in one piece where the server takes commands so (RFC 2920), so that one answer is waited for instead of three. What the
    /// server says to `DATA`.
    fn send(self, connection: &mut SmtpConnection, pipelines: bool) -> Result<Response, Failure> {
        let at = |stage: Stage| move |error: Error| Failure::at(stage, &error);
        if !pipelines {
            connection.command(self.mail).map_err(at(Stage::Sender))?;
            connection.command(self.rcpt).map_err(at(Stage::Recipient))?;
            return connection.command(Data).map_err(at(Stage::Message));
        }
        let sender = connection.command(format!("{}{}{Data}", self.mail, self.rcpt)).map_err(at(Stage::Sender));
        // Whatever was refused, each command has its answer; without them all the conversation is out of step.
        let lost = |failure: &Failure| failure.code.is_none_or(|code| code == 421);
        if let Err(failure) = sender.as_ref()
            && lost(failure)
        {
            return sender;
        }
        let recipient = connection.read_response().map_err(at(Stage::Recipient));
        if let Err(failure) = recipient.as_ref()
            && lost(failure)
        {
            return recipient;
        }
        let go_on = connection.read_response().map_err(at(Stage::Message));
        let refused = sender.and(recipient);
        if refused.is_err() && go_on.as_ref().is_ok_and(|answer| answer.has_code(354)) {
            // It waits for a message all the same (§3.1): an empty one, which it has nobody to give to.
            let _ = connection.command(".\r\n");
        }
        refused.and(go_on)
    }
}

/// A message with its dots stuffed (RFC 5321 §4.5.2) and its end, to be written in one piece: `SmtpConnection::message`
/// writes the end by itself, which Nagle's algorithm and delayed acknowledgements turn into 40 ms of waiting.
fn stuffed(message: &[u8]) -> String {
    let text = message.strip_suffix(b"\r\n").unwrap_or(message);
    let mut out = Vec::with_capacity(text.len() + 64);
    out.extend_from_slice(if text.starts_with(b".") { b"." } else { b"" });
    let mut from = 0;
    for at in memmem::find_iter(text, b"\r\n.") {
        out.extend_from_slice(&text[from..at + 2]);
        out.push(b'.');
        from = at + 2;
    }
    out.extend_from_slice(&text[from..]);
    out.extend_from_slice(b"\r\n.\r\n");
    String::from_utf8(out).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// A CR or LF alone. Servers differ in what they take for a line's end, and a message that one of them ends early is
/// two messages ("SMTP smuggling").
fn has_bare_line_end(message: &[u8]) -> bool {
    memchr2_iter(b'\r', b'\n', message).any(|at| match message[at] {
        b'\r' => message.get(at + 1) != Some(&b'\n'),
        _ => at == 0 || message[at - 1] != b'\r',
    })
}

/// Writing failed, so the final dot never left.
fn is_broken_pipe(error: &Error) -> bool {
    let mut source = error.source();
    while let Some(inner) = source {
        if let Some(error) = inner.downcast_ref::<io::Error>() {
            return error.kind() == io::ErrorKind::BrokenPipe;
        }
        source = inner.source();
    }
    false
}

fn classify(failure: &Failure, private: &[&str]) -> SendError {
    let stage = failure.stage;
    let text = redacted(&failure.words, private);
    match failure.code {
        Some(code @ 500..) if stage != Stage::Connect => SendError::Permanent { code, text, stage },
        Some(code) => SendError::Temporary { code: Some(code), text, stage },
        None if failure.message_out => SendError::Uncertain { text },
        None => SendError::Temporary { code: None, text, stage },
    }
}

/// The server's words on one line without addresses: neither whole ones, nor the parts of those in this envelope.
pub(crate) fn redacted(text: &str, private: &[&str]) -> String {
    let mut text = super::bidi::clean(text, ANSWER_CHARS_MAX * 4);
    for range in base::email::find_in(&text).into_iter().rev() {
        text.replace_range(range, "…");
    }
    for address in private {
        let local = address.split('@').next().unwrap_or_default();
        // Shorter ones would hide ordinary words.
        for secret in [address, local].into_iter().filter(|secret| secret.len() >= 4) {
            while let Some(at) = text.to_ascii_lowercase().find(&secret.to_ascii_lowercase()) {
                text.replace_range(at..at + secret.len(), "…");
            }
        }
    }
    super::bidi::clean(&text, ANSWER_CHARS_MAX)
}

/// Our addresses are checked more strictly than lettre's own check does, which refuses some of them.
fn wire_address(address: &EmailAddress) -> Address {
    let text = email::address(address);
    let (local, domain) = text.rsplit_once('@').unwrap_or((&text, ""));
    Address::new_dangerous(local, domain)
}

fn tls_parameters(config: &SmtpConfig) -> Result<TlsParameters, SmtpSetupError> {
    let mut builder = TlsParameters::builder(config.host.clone());
    if let Some(path) = &config.ca {
        let name = path.display().to_string();
        let pem = std::fs::read(path).map_err(|source| SmtpSetupError::CaFile { path: name.clone(), source })?;
        builder =
            builder.add_root_certificate(Certificate::from_pem(&pem).map_err(|_| SmtpSetupError::CaContent { path: name })?);
    }
    builder.build().map_err(|error| SmtpSetupError::Tls(error.to_string()))
}
