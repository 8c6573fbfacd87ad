//! Many clients side by side, each with a connection of its own on which it asks again as soon as it was answered: for
//! requests that are made one by one.

use super::drive::{Tally, Until};
use crate::http::{Answer, Connection};
use crate::process::{Outcome, because};
use serde_json::Value;
use std::net::SocketAddr;
use std::time::Instant;

/// Which client asks, and for the how manieth time.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    pub client: u32,
    pub turn: u64,
}

impl Turn {
    /// A number that no other turn of this crowd has.
    pub fn number(self) -> u64 {
        u64::from(self.client) << 40 | self.turn
    }
}

/// Lets every client ask until it is enough; the first that says what went wrong ends it all.
pub fn crowd(
    host: SocketAddr,
    clients: u32,
    until: Until,
    ask: impl Fn(&mut Connection, Turn) -> Outcome + Sync,
) -> Outcome<Tally> {
    let start = Instant::now();
    let mut total = Tally::default();
    std::thread::scope(|scope| {
        let ask = &ask;
        let all: Vec<_> = (0..clients).map(|client| scope.spawn(move || one(host, clients, client, until, start, ask))).collect();
        for one in all {
            let waits = one.join().map_err(|_| "a client panicked".to_owned())??;
            total.accepted += waits.len() as u64;
            total.waits_us.extend(waits);
        }
        Ok::<(), String>(())
    })?;
    total.elapsed = start.elapsed();
    Ok(total)
}

/// How long each of a client's turns took, in microseconds.
fn one(
    host: SocketAddr,
    clients: u32,
    client: u32,
    until: Until,
    start: Instant,
    ask: &(impl Fn(&mut Connection, Turn) -> Outcome + Sync),
) -> Outcome<Vec<u32>> {
    let mut connection = Connection::open(host).map_err(because("connect"))?;
    let mut waits = Vec::new();
    for turn in 0.. {
        let is_over = match until {
            Until::Events(events) => {
                turn >= events / u64::from(clients) + u64::from(u64::from(client) < events % u64::from(clients))
            }
            Until::Elapsed(span) => start.elapsed() >= span,
        };
        if is_over {
            break;
        }
        let asked = Instant::now();
        ask(&mut connection, Turn { client, turn })?;
        waits.push(u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX));
    }
    Ok(waits)
}

/// Sends JSON, or nothing where that is `null`, with a key if there is one.
pub fn send(
    connection: &mut Connection,
    host: SocketAddr,
    method: &str,
    path: &str,
    key: Option<&str>,
    body: &Value,
) -> Outcome<Answer> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let key = key.map_or_else(String::new, |key| format!("authorization: Bearer {key}\r\n"));
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\n{key}content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    connection.send(request.as_bytes()).map_err(because("send a request"))
}

/// The answer, where it is a yes.
pub fn expect<'a>(answer: &'a Answer, who: &str) -> Outcome<&'a Answer> {
    if answer.status == 200 { Ok(answer) } else { Err(format!("{who} answered {}: {}", answer.status, answer.text())) }
}

pub fn read(answer: &Answer) -> Outcome<Value> {
    expect(answer, "the server")?;
    serde_json::from_slice(&answer.body).map_err(because("read an answer"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::stub;
    use std::sync::Mutex;

    #[test]
    fn every_turn_is_taken_once() {
        let stub = stub::start(0);
        let seen = Mutex::new(Vec::new());
        let tally = crowd(stub.address, 3, Until::Events(10), |_, turn| {
            seen.lock().unwrap().push(turn.number());
            Ok(())
        });
        let mut seen = seen.into_inner().unwrap();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!((tally.unwrap().accepted, seen.len()), (10, 10));
        assert!(crowd(stub.address, 2, Until::Events(2), |_, _| Err("no".to_owned())).is_err());
    }
}
