//! A way to an S3 server on which things go wrong, as often as a test asks for it.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// 503, and the server never hears of it.
    Busy,
    /// 403, likewise.
    Forbidden,
    /// Nothing comes, and the connection stays open.
    Silent,
    /// The answer's body ends in its middle.
    Cut,
    /// A bit of the answer's body is another.
    Flip,
    /// A bit of the request's body is another.
    FlipSent,
    /// The server carries it out twice.
    Twice,
    /// The server carries it out, and the answer is lost.
    Lost,
}

/// Which requests go wrong: the next so many of a method.
#[derive(Debug, Clone, Copy)]
struct Plan {
    fault: Fault,
    method: &'static str,
    times: u32,
}

/// In front of a server until the test ends.
pub struct Faulty {
    port: u16,
    plans: Arc<Mutex<Vec<Plan>>>,
}

impl Faulty {
    /// In front of this server, `http://host:port`.
    pub fn start(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let plans: Arc<Mutex<Vec<Plan>>> = Arc::default();
        let (shared, server) = (Arc::clone(&plans), server.trim_start_matches("http://").to_owned());
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (plans, server) = (Arc::clone(&shared), server.clone());
                // A client that hangs up is no fault of ours.
                std::thread::spawn(move || drop(pass(&client, &server, &plans)));
            }
        });
        Self { port, plans }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The next so many requests of this method go wrong.
    pub fn next(&self, fault: Fault, method: &'static str, times: u32) {
        self.plans.lock().unwrap_or_else(PoisonError::into_inner).push(Plan { fault, method, times });
    }

    /// From now on all goes well; how many requests had yet to go wrong.
    pub fn mend(&self) -> u32 {
        self.plans.lock().unwrap_or_else(PoisonError::into_inner).drain(..).map(|plan| plan.times).sum()
    }
}

/// One request, on a connection of its own.
fn pass(client: &TcpStream, server: &str, plans: &Mutex<Vec<Plan>>) -> io::Result<()> {
    let mut reader = BufReader::new(client);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if line == "\r\n" {
            head.push_str("connection: close\r\n\r\n");
            break;
        }
        if !lower.starts_with("connection:") {
            head.push_str(&line);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let mut client = client;
    let fault = {
        let mut plans = plans.lock().unwrap_or_else(PoisonError::into_inner);
        let plan = plans.iter_mut().find(|plan| plan.times > 0 && head.starts_with(plan.method));
        plan.map(|plan| {
            plan.times -= 1;
            plan.fault
        })
    };
    match fault {
        Some(Fault::Busy) => {
            return client
                .write_all(b"HTTP/1.1 503 Slow Down\r\nretry-after: 0\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        }
        Some(Fault::Forbidden) => {
            return client.write_all(
                b"HTTP/1.1 403 Forbidden\r\ncontent-length: 31\r\nconnection: close\r\n\r\n<e><Code>AccessDenied</Code></e",
            );
        }
        Some(Fault::Silent) => {
            std::thread::sleep(Duration::from_mins(1));
            return Ok(());
        }
        Some(Fault::FlipSent) if !body.is_empty() => flip(&mut body),
        Some(Fault::Twice) => drop(ask(server, &head, &body)?),
        _ => {}
    }
    let mut answer = ask(server, &head, &body)?;
    let begins = answer.windows(4).position(|four| four == b"\r\n\r\n").map_or(answer.len(), |at| at + 4);
    match fault {
        Some(Fault::Lost) => return Ok(()),
        Some(Fault::Cut) => answer.truncate(begins.midpoint(answer.len())),
        Some(Fault::Flip) => flip(&mut answer[begins..]),
        _ => {}
    }
    client.write_all(&answer)
}

fn flip(bytes: &mut [u8]) {
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
}

fn ask(server: &str, head: &str, body: &[u8]) -> io::Result<Vec<u8>> {
    let mut upstream = TcpStream::connect(server)?;
    upstream.write_all(head.as_bytes())?;
    upstream.write_all(body)?;
    let mut answer = Vec::new();
    upstream.read_to_end(&mut answer)?;
    Ok(answer)
}
