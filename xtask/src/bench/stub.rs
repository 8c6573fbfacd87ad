//! A server that accepts everything: what the load generator itself can do, and what its tests talk to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

pub struct Stub {
    pub address: SocketAddr,
    events: Arc<AtomicU64>,
}

impl Stub {
    pub fn accepted_events(&self) -> u64 {
        self.events.load(Ordering::Relaxed)
    }
}

/// Answers 503 to the first `refusals` requests and 200 to the rest. It ends with the process.
pub fn start(refusals: i64) -> Stub {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port of the loopback");
    let address = listener.local_addr().expect("a bound address");
    let (events, refusals) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicI64::new(refusals)));
    let stub = Stub { address, events: Arc::clone(&events) };
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (events, refusals) = (Arc::clone(&events), Arc::clone(&refusals));
            std::thread::spawn(move || serve(stream, &events, &refusals));
        }
    });
    stub
}

fn serve(stream: TcpStream, events: &AtomicU64, refusals: &AtomicI64) -> Option<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.trim().parse().ok()?;
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).ok()?;
        let refused = refusals.fetch_sub(1, Ordering::Relaxed) > 0;
        if !refused {
            let count = body.windows(11).filter(|window| window == b"\"messageId\"").count();
            events.fetch_add(count as u64, Ordering::Relaxed);
        }
        let status = if refused { "503 Busy" } else { "200 OK" };
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 16\r\n\r\n{{\"success\":true}}");
        stream.get_mut().write_all(answer.as_bytes()).ok()?;
    }
}
