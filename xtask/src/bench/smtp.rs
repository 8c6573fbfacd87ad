//! A mail server in a few threads that takes everything and remembers when it said yes, and to whom.

use crate::process::{Outcome, because};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

type Accepted = Arc<Mutex<HashMap<String, Vec<Instant>>>>;

/// Listening until the process ends.
pub struct MailServer {
    pub port: u16,
    accepted: Accepted,
}

impl MailServer {
    pub fn start() -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").map_err(because("listen for mail"))?;
        let port = listener.local_addr().map_err(because("listen for mail"))?.port();
        let accepted = Accepted::default();
        let server = Self { port, accepted: Arc::clone(&accepted) };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let accepted = Arc::clone(&accepted);
                std::thread::spawn(move || converse(stream, &accepted));
            }
        });
        Ok(server)
    }

    /// How many messages were accepted.
    pub fn count(&self) -> usize {
        self.accepted.lock().unwrap_or_else(PoisonError::into_inner).values().map(Vec::len).sum()
    }

    /// When mail to each address was accepted.
    pub fn accepted(&self) -> HashMap<String, Vec<Instant>> {
        self.accepted.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// One client's conversation (RFC 5321), to its end.
fn converse(stream: TcpStream, accepted: &Accepted) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut stream = BufReader::new(stream);
    let mut recipients: Vec<String> = Vec::new();
    say(&mut stream, "220 bench.test ready")?;
    loop {
        let line = hear(&mut stream)?;
        let command = line.to_ascii_uppercase();
        let answer = match command.split([' ', ':']).next().unwrap_or("") {
            "EHLO" => "250-bench.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 10485760",
            "DATA" => {
                say(&mut stream, "354 go on")?;
                while hear(&mut stream)? != "." {}
                let now = Instant::now();
                let mut all = accepted.lock().unwrap_or_else(PoisonError::into_inner);
                for recipient in recipients.drain(..) {
                    all.entry(recipient).or_default().push(now);
                }
                "250 2.0.0 taken"
            }
            "RCPT" => {
                recipients.push(line.split(['<', '>']).nth(1).unwrap_or("").to_lowercase());
                "250 2.1.5 ok"
            }
            "MAIL" | "RSET" => {
                recipients.clear();
                "250 2.1.0 ok"
            }
            "QUIT" => {
                say(&mut stream, "221 bye")?;
                return None;
            }
            "HELO" | "NOOP" => "250 ok",
            _ => "502 not here",
        };
        say(&mut stream, answer)?;
    }
}

fn say(stream: &mut BufReader<TcpStream>, line: &str) -> Option<()> {
    stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).ok()
}

fn hear(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = Vec::new();
    let read = stream.read_until(b'\n', &mut line).ok()?;
    (read > 0).then(|| String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_is_stamped_once_a_recipient() {
        let server = MailServer::start().unwrap();
        let mut stream = BufReader::new(TcpStream::connect(("127.0.0.1", server.port)).unwrap());
        let mut ask = |line: &str| {
            say(&mut stream, line).unwrap();
            hear(&mut stream).unwrap()
        };
        assert!(ask("HELO me").starts_with("220"));
        assert!(ask("MAIL FROM:<shop@example.test>").starts_with("250 ok"));
        assert!(ask("RCPT TO:<Layla@Example.test>").starts_with("250 2.1.0"));
        ask("DATA");
        ask("Subject: hello\r\n\r\n.. a dot\r\n.");
        ask("QUIT");
        assert_eq!(server.accepted().keys().collect::<Vec<_>>(), ["layla@example.test"]);
        assert_eq!(server.count(), 1);
    }
}
