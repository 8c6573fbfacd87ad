//! Clients that send without pause, and remember what they were told.

use crate::support::Http;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// What a writer sent, all of it acknowledged in the end.
#[derive(Default)]
pub struct Sent {
    /// Each event carries a mark of its own, by which it is found in the journal.
    pub marks: Vec<String>,
    pub orders: u64,
    pub cents: i64,
    /// Customers who agreed to marketing by e-mail.
    pub agreed: u64,
    /// Batches that had to be sent again because their fate was unknown.
    pub repeated: u64,
    /// How many batches each writer, by its number, got taken.
    pub batches: Vec<(u64, u64)>,
}

/// Batches in one request of a replay.
const REPLAYED_AT_ONCE: usize = 25;

/// Sends what was taken once more, to a program that nobody disturbs, many batches in a request.
pub fn replay(address: SocketAddr, key: &str, sent: &Sent) {
    std::thread::scope(|scope| {
        for (writer, taken) in &sent.batches {
            scope.spawn(move || {
                let mut http = Http::open(address).expect("a connection");
                let numbers: Vec<u64> = (0..*taken).collect();
                for numbers in numbers.chunks(REPLAYED_AT_ONCE) {
                    let events = numbers.iter().flat_map(|number| batch(*writer, *number, &mut Sent::default()));
                    let answer = http.batch(key, &events.collect::<Vec<_>>()).expect("an answer");
                    assert_eq!(answer.status, 200, "{}", answer.body);
                }
            });
        }
    });
}

/// Writers on threads of their own.
pub struct Load {
    address: Arc<Mutex<SocketAddr>>,
    stop: Arc<AtomicBool>,
    acknowledged: Arc<AtomicU64>,
    writers: Vec<JoinHandle<Sent>>,
}

impl Load {
    /// Starts `writers` of them, each with a pause between its batches.
    pub fn start(address: SocketAddr, key: &str, writers: u64, pause: Duration) -> Self {
        let address = Arc::new(Mutex::new(address));
        let stop = Arc::new(AtomicBool::new(false));
        let acknowledged = Arc::new(AtomicU64::new(0));
        let spawn = |number| {
            let (address, stop, key) = (Arc::clone(&address), Arc::clone(&stop), key.to_owned());
            let acknowledged = Arc::clone(&acknowledged);
            std::thread::spawn(move || Writer { number, address, key, stop, acknowledged, pause, open: None }.run())
        };
        let writers = (0..writers).map(spawn).collect();
        Self { address, stop, acknowledged, writers }
    }

    /// The program is somewhere else now.
    pub fn moved_to(&self, address: SocketAddr) {
        *self.address.lock().unwrap_or_else(PoisonError::into_inner) = address;
    }

    /// Batches that were acknowledged so far.
    pub fn acknowledged(&self) -> u64 {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// Ends the load: every batch that was begun is acknowledged.
    pub fn finish(mut self) -> Sent {
        self.stop.store(true, Ordering::Relaxed);
        let mut all = Sent::default();
        for writer in self.writers.drain(..) {
            let sent = writer.join().expect("a writer ended badly");
            all.marks.extend(sent.marks);
            all.orders += sent.orders;
            all.cents += sent.cents;
            all.agreed += sent.agreed;
            all.repeated += sent.repeated;
            all.batches.extend(sent.batches);
        }
        all
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

struct Writer {
    number: u64,
    address: Arc<Mutex<SocketAddr>>,
    key: String,
    stop: Arc<AtomicBool>,
    acknowledged: Arc<AtomicU64>,
    pause: Duration,
    open: Option<Http>,
}

impl Writer {
    fn run(mut self) -> Sent {
        let mut sent = Sent::default();
        let mut taken = 0;
        while !self.stop.load(Ordering::Relaxed) {
            let events = batch(self.number, taken, &mut sent);
            if !self.send(&events, &mut sent) {
                break;
            }
            taken += 1;
            std::thread::sleep(self.pause);
        }
        sent.batches.push((self.number, taken));
        sent
    }

    /// Until it is acknowledged. False where the test ended in between.
    fn send(&mut self, events: &[Value], sent: &mut Sent) -> bool {
        for attempt in 0u32.. {
            if attempt > 0 {
                sent.repeated += 1;
                std::thread::sleep(Duration::from_millis(20));
            }
            let address = *self.address.lock().unwrap_or_else(PoisonError::into_inner);
            let open = match self.open.take() {
                Some(open) => Ok(open),
                None => Http::open(address),
            };
            let Ok(mut open) = open else {
                assert!(attempt < 6_000, "nobody answers at {address}");
                continue;
            };
            match open.batch(&self.key, events) {
                Ok(answer) if answer.status == 200 => {
                    self.open = Some(open);
                    self.acknowledged.fetch_add(1, Ordering::Relaxed);
                    return true;
                }
                Ok(answer) => assert_eq!(answer.status, 503, "{}", answer.body),
                Err(_) => {}
            }
        }
        false
    }
}

/// Eight events: every other batch is about somebody new, who may agree to marketing; one in four brings an order.
fn batch(writer: u64, number: u64, sent: &mut Sent) -> Vec<Value> {
    let user = format!("w{writer}-u{}", number / 2);
    let mut events = Vec::new();
    let mut push = |mut event: Value, part: &str| {
        let mark = format!("w{writer}-b{number}-e{}", events.len());
        event["messageId"] = json!(mark);
        event["userId"] = json!(user);
        event[part]["mark"] = json!(mark);
        sent.marks.push(mark);
        events.push(event);
    };
    if number.is_multiple_of(2) {
        let agrees = number.is_multiple_of(8);
        let mut event =
            json!({"type": "identify", "traits": {"email": format!("{user}@shop.example"), "name": "Sara", "plan": number % 3}});
        if agrees {
            event["context"] = json!({"consent": {"categoryPreferences": {"marketing_email": true, "analytics": true}}});
            sent.agreed += 1;
        }
        push(event, "traits");
    }
    for at in 0..6 {
        push(json!({"type": "track", "event": format!("Letter {at} Read")}), "properties");
    }
    if number.is_multiple_of(4) {
        let cents = 100 + (number % 900) as i64;
        let total = format!("{}.{:02}", cents / 100, cents % 100);
        let order = json!({"order_id": format!("w{writer}-o{number}"), "total": total, "currency": "USD"});
        push(json!({"type": "track", "event": "Order Completed", "properties": order}), "properties");
        sent.orders += 1;
        sent.cents += cents;
    }
    events
}
