//! How soon a journey's letter follows the event that it answers, at a steady stream with fifty segments and twenty journeys in
//! force; and how many events a second their projection reads.

use super::{beside_bar, embedded, inside};
use crate::bench::answer::compare;
use crate::bench::drive::percentile;
use crate::bench::shop::Shop;
use crate::bench::smtp::MailServer;
use crate::bench::{Figure, Setting, clock, floor};
use crate::http::{Connection, basic};
use crate::paths::Folder;
use crate::process::{Outcome, because};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::time::{Duration, Instant};

const PEOPLE: u64 = 20_000;
/// Events for each of them that the projection is given to read.
const READ_EACH: u64 = 10;
/// Events a second, in requests of so many, each with one checkout.
const RATE: u64 = 1_000;
const BATCH: u64 = 10;
const SENDERS: u64 = 8;
const SPAN: Duration = Duration::from_mins(1);
/// How long the last letters may take after the last event.
const PATIENCE: Duration = Duration::from_mins(1);
/// To those in another country goes another journey's letter; as in `crates/app/benches/live/plans.rs`.
const COUNTRIES: [&str; 5] = ["JO", "SA", "AE", "IR", "OM"];
const LETTER_MS: f64 = 150.0;
const READ_RATE: f64 = 10_000.0;

pub fn run(setting: &Setting) -> Outcome<Vec<Figure>> {
    embedded(setting)?;
    let people = setting.people.unwrap_or(PEOPLE);
    Ok(vec![letters(setting, people)?, read(people)?])
}

/// From the moment a request was due to leave to the mail server's yes to the letter for its checkout.
fn letters(setting: &Setting, people: u64) -> Outcome<Figure> {
    let span = setting.asked_span.unwrap_or(SPAN);
    let checkouts = RATE / BATCH * span.as_secs();
    if checkouts >= people {
        return Err(format!(
            "each of {checkouts} checkouts is another customer's, of whom there are {people}: name more by --people"
        ));
    }
    let mail = MailServer::start()?;
    let folder = Folder::on_disk("journeys")?;
    let (data, count) = (folder.path().join("data"), people.to_string());
    std::fs::create_dir_all(&data).map_err(because("make the data folder"))?;
    inside(&["shop", "--data", &data.to_string_lossy(), "--customers", &count])?;
    let shop = Shop::over(setting, folder, Some(mail.port))?;
    shop.settle(Duration::from_mins(5))?;
    let early = mail.count();
    if early > 0 {
        return Err(format!("{early} letters were sent before anything happened"));
    }
    let mut syncs = floor::fsyncs(300)?;
    let (before, started) = (shop.server.on_cores()?, Instant::now());
    let sent = send(&shop, checkouts, people)?;
    let cores = shop.server.on_cores()?.saturating_sub(before).as_secs_f64() / started.elapsed().as_secs_f64();
    let lag = shop.lag()?;
    let deadline = Instant::now() + PATIENCE;
    let is_missing = || mail.accepted().keys().filter(|address| sent.contains_key(*address)).count() < sent.len();
    while is_missing() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(100));
    }
    // One that is sent twice is sent soon.
    std::thread::sleep(Duration::from_secs(2));
    syncs.extend(floor::fsyncs(300)?);
    let (mut waits, lost, doubled) = compare(&sent, &mail.accepted());
    if lost > 0 || doubled > 0 {
        return Err(format!(
            "of {} letters {lost} did not arrive and {doubled} arrived twice\n{}",
            sent.len(),
            shop.server.last_words()
        ));
    }
    let (p50, p99) = (percentile(&mut waits, 50.0) / 1000.0, percentile(&mut waits, 99.0) / 1000.0);
    let slowest = percentile(&mut waits, 100.0) / 1000.0;
    let sync = percentile(&mut syncs, 99.0) / 1000.0;
    let bar = beside_bar(p99 < LETTER_MS, "p99 < 150 ms");
    let notes = format!(
        "{bar}; p50 {p50:.1} ms, slowest {slowest:.0} ms of {} letters at {RATE} events/s, each once; {cores:.2} cores, {lag} events \
         behind at the end; fsync p99 {sync:.2} ms",
        sent.len()
    );
    Ok(Figure { name: "journeys", value: p99, unit: "ms", floor: Some(3.0 * sync), notes })
}

/// What the projection reads in a process of its own, beside what it reads where nobody asks for anything.
fn read(people: u64) -> Outcome<Figure> {
    let (customers, events) = (people.to_string(), (people * READ_EACH).to_string());
    let seen = inside(&["read", "--customers", &customers, "--events", &events])?;
    let rate = seen.get("rate")?;
    let notes = format!(
        "{}; {events} events of {people} customers, by which {} came into a segment or left one, {} journeys began and {} letters were \
         queued; the floor is the same without segments and journeys",
        beside_bar(rate >= READ_RATE, "≥ 10,000 events/s"),
        seen.get("moves")?,
        seen.get("begun")?,
        seen.get("letters")?
    );
    Ok(Figure { name: "journeys-read", value: rate, unit: "events/s", floor: Some(seen.get("rate_empty")?), notes })
}

/// When each customer's checkout was due to leave: being late is counted against the letter.
fn send(shop: &Shop, checkouts: u64, people: u64) -> Outcome<HashMap<String, Instant>> {
    let start = Instant::now() + Duration::from_millis(50);
    std::thread::scope(|scope| {
        let senders: Vec<_> =
            (0..SENDERS).map(|sender| scope.spawn(move || send_share(shop, sender, checkouts, people, start))).collect();
        let mut all = HashMap::new();
        for sender in senders {
            all.extend(sender.join().map_err(|_| "a sender panicked".to_owned())??);
        }
        Ok(all)
    })
}

fn send_share(shop: &Shop, sender: u64, checkouts: u64, people: u64, start: Instant) -> Outcome<Vec<(String, Instant)>> {
    let host = shop.server.address;
    let mut connection = Connection::open(host).map_err(because("connect to the program"))?;
    let mut sent = Vec::new();
    for number in (sender..checkouts).step_by(SENDERS as usize) {
        let due = start + Duration::from_secs_f64((number * BATCH) as f64 / RATE as f64);
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let body = batch(number, checkouts, people).to_string();
        let request = format!(
            "POST /v1/batch HTTP/1.1\r\nhost: {host}\r\nauthorization: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            basic(&shop.server_key),
            body.len()
        );
        let answer = connection.send(request.as_bytes()).map_err(because("send events"))?;
        if answer.status != 200 {
            return Err(format!("the program answered {}: {}", answer.status, answer.text()));
        }
        sent.push((format!("{}@example.test", user(number)), due));
    }
    Ok(sent)
}

fn user(number: u64) -> String {
    format!("customer-{number:08}")
}

/// One checkout of a customer who does nothing else, and nine events of others.
fn batch(number: u64, checkouts: u64, people: u64) -> Value {
    let now = String::from_utf8_lossy(&clock::now()).into_owned();
    let others = people - checkouts;
    let calls: Vec<Value> = (0..BATCH)
        .map(|place| {
            let serial = number * BATCH + place;
            // Spread over all of them without a pattern that repeats soon.
            let who = if place == 0 { number } else { checkouts + serial.wrapping_mul(7_368_787) % others };
            let (kind, name, properties) = told(serial);
            let mut call = json!({"type": kind, "userId": user(who), "messageId": format!("bench-{serial}"), "timestamp": now,
                "properties": properties, "context": {"locale": "en-US", "timezone": "Asia/Amman",
                "library": {"name": "analytics.js", "version": "2.1.0"}}});
            call[if kind == "page" { "name" } else { "event" }] = json!(name);
            call
        })
        .collect();
    json!({"batch": calls, "sentAt": now})
}

/// In the shares of `crates/app/benches/live/events.rs`.
fn told(serial: u64) -> (&'static str, &'static str, Value) {
    let (dear, number) = (serial % 6 == 2, serial / BATCH);
    let (category, price) = if dear { ("Home", 249) } else { ("Pantry", 18) };
    let product = json!({"product_id": format!("p-{}", serial % 6), "name": "Saffron, 5 g", "category": category, "price": price,
        "quantity": 1, "currency": "USD"});
    match serial % BATCH {
        0 => {
            let country = COUNTRIES[number as usize % COUNTRIES.len()];
            ("track", "Checkout Started", json!({"country": country, "value": price, "currency": "USD", "products": [product]}))
        }
        1..=6 => ("track", "Product Viewed", product),
        7 => ("track", "Product Added", product),
        8 => ("page", "Product", json!({"path": "/products/p-1"})),
        _ if number % 5 == 0 => {
            let order = json!({"order_id": format!("o-{serial}"), "total": price, "currency": "USD", "products": [product]});
            ("track", "Order Completed", order)
        }
        _ => ("track", "Cart Viewed", json!({"cart_id": format!("c-{serial}"), "products": [product]})),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_batch_has_one_checkout_of_somebody_who_does_nothing_else() {
        let mut ids = std::collections::HashSet::new();
        for number in 0..50 {
            let batch = batch(number, 50, 2_000);
            let calls = batch["batch"].as_array().unwrap();
            assert_eq!(calls.len() as u64, BATCH);
            assert_eq!((&calls[0]["event"], &calls[0]["userId"]), (&json!("Checkout Started"), &json!(user(number))));
            for call in calls {
                assert!(ids.insert(call["messageId"].to_string()));
                let is_walker = call["userId"].as_str().unwrap() < user(50).as_str();
                assert_eq!(is_walker, call["event"] == "Checkout Started", "{call}");
            }
        }
    }
}
