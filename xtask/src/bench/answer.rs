//! How soon an order is thanked for: from sending the event to the mail server's yes.

use super::batch::{Kind, Numbers, Request, Walk};
use super::drive::percentile;
use super::shop::Shop;
use super::smtp::MailServer;
use super::{Figure, Setting, clock, floor};
use crate::http::Connection;
use crate::process::{Outcome, because};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// Orders a second, each by another customer.
const RATE: u32 = 500;
const SENDERS: u32 = 8;
/// How long the last messages may take after the last order.
const PATIENCE: Duration = Duration::from_mins(1);

pub fn run(setting: &Setting) -> Outcome<Vec<Figure>> {
    let mail = MailServer::start()?;
    let shop = Shop::open(setting, Some(mail.port))?;
    let orders = u64::from(RATE) * setting.span().as_secs();
    shop.introduce(orders, Kind::Introduce)?;
    let before = mail.count();
    let mut syncs = floor::fsyncs(300)?;
    let sent = send_orders(&shop, orders)?;
    let deadline = Instant::now() + PATIENCE;
    while mail.count() < before + sent.len() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(50));
    }
    syncs.extend(floor::fsyncs(300)?);
    let (mut waits, lost, doubled) = compare(&sent, &mail.accepted());
    if lost > 0 || doubled > 0 {
        return Err(format!("of {} thank-yous {lost} did not arrive and {doubled} arrived twice", sent.len()));
    }
    let (p50, p99) = (percentile(&mut waits, 50.0) / 1000.0, percentile(&mut waits, 99.0) / 1000.0);
    let sync = percentile(&mut syncs, 99.0) / 1000.0;
    let notes = format!("p50 {p50:.1} ms of {} orders at {RATE}/s; fsync p99 {sync:.2} ms", sent.len());
    Ok(vec![Figure { name: "answer", value: p99, unit: "ms", floor: Some(3.0 * sync), notes }])
}

/// When each customer's order was due to leave: being late is counted against the answer.
fn send_orders(shop: &Shop, orders: u64) -> Outcome<HashMap<String, Instant>> {
    let start = Instant::now() + Duration::from_millis(50);
    std::thread::scope(|scope| {
        let senders: Vec<_> = (0..SENDERS).map(|number| scope.spawn(move || send_share(shop, number, orders, start))).collect();
        let mut all = HashMap::new();
        for sender in senders {
            all.extend(sender.join().map_err(|_| "a sender panicked".to_owned())??);
        }
        Ok(all)
    })
}

fn send_share(shop: &Shop, number: u32, orders: u64, start: Instant) -> Outcome<Vec<(String, Instant)>> {
    let host = shop.server.address;
    let mut connection = Connection::open(host).map_err(because("connect to the program"))?;
    let mut request = Request::order(host, &shop.server_key);
    let mut numbers = Numbers::new(number, orders, Walk::InOrder { step: u64::from(SENDERS) });
    let mut sent = Vec::new();
    for place in (u64::from(number)..orders).step_by(SENDERS as usize) {
        let due = start + Duration::from_secs_f64(place as f64 / f64::from(RATE));
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let bytes = request.patch(&mut numbers, &clock::now());
        let answer = connection.send(bytes).map_err(because("send an order"))?;
        if answer.status != 200 {
            return Err(format!("the program answered {}: {}", answer.status, answer.text()));
        }
        let customer = request.last_known().unwrap_or_default();
        sent.push((format!("customer-{customer:08}@example.test"), due));
    }
    Ok(sent)
}

/// The waits in microseconds, how many never came, and how many came more than once.
pub fn compare(sent: &HashMap<String, Instant>, accepted: &HashMap<String, Vec<Instant>>) -> (Vec<u32>, usize, usize) {
    let (mut waits, mut lost, mut doubled) = (Vec::new(), 0, 0);
    for (address, due) in sent {
        match accepted.get(address).map(Vec::as_slice) {
            None | Some([]) => lost += 1,
            Some([at]) => waits.push(u32::try_from(at.saturating_duration_since(*due).as_micros()).unwrap_or(u32::MAX)),
            Some(_) => doubled += 1,
        }
    }
    (waits, lost, doubled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lost_and_doubled_mail_is_seen() {
        let now = Instant::now();
        let sent = ["a", "b", "c"].map(|address| (address.to_owned(), now)).into();
        let later = now + Duration::from_micros(1500);
        let accepted = [("a".to_owned(), vec![later]), ("b".to_owned(), vec![later, later])].into();
        assert_eq!(compare(&sent, &accepted), (vec![1500], 1, 1));
    }
}
