//! Sends prepared requests over many kept-alive connections, one thread each, and takes the time of every answer.

use super::batch::{Numbers, Request, Walk};
use super::clock;
use crate::http::Connection;
use crate::process::{Outcome, because};
use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// What one run sends.
pub struct Plan {
    pub host: SocketAddr,
    pub connections: u32,
    /// Each connection goes round these, from a place of its own.
    pub requests: Vec<Request>,
    /// Customers that exist, and how they are gone through.
    pub population: u64,
    pub walk: Walk,
    /// Told apart from every other run against the same store.
    pub first_sender: u32,
    pub until: Until,
    /// Events a second in all; `None`: as fast as the answers come.
    pub pace: Option<f64>,
}

#[derive(Clone, Copy, Debug)]
pub enum Until {
    Events(u64),
    Elapsed(Duration),
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Tally {
    /// Events in requests answered 200.
    pub accepted: u64,
    /// Requests told to come back later (429, 503); they were sent again.
    pub held_back: u64,
    /// From sending (or, when paced, from when it was due) to the answer, in microseconds, one a request.
    pub waits_us: Vec<u32>,
    pub elapsed: Duration,
}

impl Tally {
    pub fn rate(&self) -> f64 {
        self.accepted as f64 / self.elapsed.as_secs_f64().max(1e-9)
    }

    /// In milliseconds.
    pub fn percentile(&mut self, percent: f64) -> f64 {
        percentile(&mut self.waits_us, percent) / 1000.0
    }
}

/// The smallest value that this share of all values does not exceed; 0 of none.
pub fn percentile(values: &mut [u32], percent: f64) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    values.sort_unstable();
    let rank = (percent / 100.0 * values.len() as f64).ceil().max(1.0) as usize;
    f64::from(values[rank.min(values.len()) - 1])
}

/// Runs the plan to its end. The first answer that is neither 200 nor "later" ends it with an error.
pub fn drive(plan: &Plan) -> Outcome<Tally> {
    let start = Instant::now();
    let mut total = Tally::default();
    std::thread::scope(|scope| {
        let senders: Vec<_> =
            (0..plan.connections).map(|number| scope.spawn(move || Sender::new(plan, number)?.run(start))).collect();
        for sender in senders {
            let tally = sender.join().map_err(|_| "a sender panicked".to_owned())??;
            total.accepted += tally.accepted;
            total.held_back += tally.held_back;
            total.waits_us.extend(tally.waits_us);
        }
        Ok::<(), String>(())
    })?;
    total.elapsed = start.elapsed();
    Ok(total)
}

struct Sender<'a> {
    plan: &'a Plan,
    number: u32,
    connection: Connection,
    requests: Vec<Request>,
    numbers: Numbers,
    tally: Tally,
}

impl<'a> Sender<'a> {
    fn new(plan: &'a Plan, number: u32) -> Outcome<Self> {
        let connection = Connection::open(plan.host).map_err(because("connect to the program"))?;
        let numbers = Numbers::new(plan.first_sender + number, plan.population, plan.walk);
        Ok(Self { plan, number, connection, requests: plan.requests.clone(), numbers, tally: Tally::default() })
    }

    fn run(mut self, start: Instant) -> Outcome<Tally> {
        let count = self.requests.len();
        for turn in 0.. {
            // A stride of its own keeps the connections from sending the same kind of batch all at once.
            let place = (turn + self.number as usize * 3) % count;
            let due = self.due(start, turn as u64);
            if self.is_over(start, due) {
                break;
            }
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            let from = if self.plan.pace.is_some() { due } else { Instant::now() };
            self.send(place)?;
            self.tally.waits_us.push(u32::try_from(from.elapsed().as_micros()).unwrap_or(u32::MAX));
        }
        Ok(self.tally)
    }

    /// When this turn's request should leave. Being late is counted against the answer, not forgiven.
    fn due(&self, start: Instant, turn: u64) -> Instant {
        let Some(pace) = self.plan.pace else { return start };
        let events = self.requests.first().map_or(1, |request| request.events) as f64;
        let slot = turn * u64::from(self.plan.connections) + u64::from(self.number);
        start + Duration::from_secs_f64(slot as f64 * events / pace)
    }

    fn is_over(&self, start: Instant, due: Instant) -> bool {
        match self.plan.until {
            Until::Events(events) => self.tally.accepted >= self.share(events),
            Until::Elapsed(limit) => start.elapsed() >= limit || due >= start + limit,
        }
    }

    /// This sender's part of the events, rounded up for the first ones.
    fn share(&self, events: u64) -> u64 {
        let all = u64::from(self.plan.connections);
        events / all + u64::from(u64::from(self.number) < events % all)
    }

    /// Until it is accepted.
    fn send(&mut self, place: usize) -> Outcome {
        let request = &mut self.requests[place];
        let events = request.events;
        let bytes = request.patch(&mut self.numbers, &clock::now());
        loop {
            let answer = self.connection.send(bytes).map_err(because::<io::Error>("send a request"))?;
            match answer.status {
                200 => break self.tally.accepted += events,
                429 | 503 => {
                    self.tally.held_back += 1;
                    std::thread::sleep(Duration::from_millis(100));
                    if answer.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close")) {
                        self.connection = Connection::open(self.plan.host).map_err(because("connect again"))?;
                    }
                }
                status => return Err(format!("the program answered {status}: {}", answer.text())),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::batch::{Kind, mix};
    use crate::bench::stub;

    #[test]
    fn percentiles_are_nearest_rank() {
        let mut values: Vec<u32> = (1..=100).rev().collect();
        assert!((percentile(&mut values, 50.0) - 50.0).abs() < 1e-9);
        assert!((percentile(&mut values, 99.0) - 99.0).abs() < 1e-9);
        assert!((percentile(&mut [7], 99.0) - 7.0).abs() < 1e-9);
        assert!((percentile(&mut [], 50.0) - 0.0).abs() < 1e-9);
    }

    #[test]
    fn every_event_is_sent_once_even_when_held_back() {
        let stub = stub::start(3);
        let requests = mix(stub.address, "server", "site", 10);
        let plan = Plan {
            host: stub.address,
            connections: 4,
            requests,
            population: 100,
            walk: Walk::AtRandom,
            first_sender: 0,
            until: Until::Events(1000),
            pace: None,
        };
        let tally = drive(&plan).unwrap();
        assert_eq!(tally.accepted, 1000);
        assert_eq!(tally.held_back, 3);
        assert_eq!(stub.accepted_events(), 1000);
    }

    #[test]
    fn a_pace_is_kept() {
        let stub = stub::start(0);
        let plan = Plan {
            host: stub.address,
            connections: 2,
            requests: vec![Request::batch(stub.address, "key", &[Kind::Track; 10])],
            population: 10,
            walk: Walk::AtRandom,
            first_sender: 0,
            until: Until::Elapsed(Duration::from_millis(500)),
            pace: Some(1000.0),
        };
        let tally = drive(&plan).unwrap();
        assert_eq!(tally.accepted, 500, "50 batches of 10 are due in half a second");
    }
}
