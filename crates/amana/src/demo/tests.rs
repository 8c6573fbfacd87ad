//! The demo is what it says: the same every time, in order, exact to the minor unit, and its shoppers follow the models.

use super::purchases::{ALPHA, GAMMA, P, Q, R, theory};
use super::*;
use serde_json::Value;
use std::collections::HashSet;

const NOW: &str = "2026-05-01T09:30:00Z";

fn demo(customers: u32) -> Demo {
    Demo::new(&Config { customers, ..Config::standard(Timestamp::parse(NOW).unwrap()) }).unwrap()
}

fn json(event: &DemoEvent<'_>) -> Value {
    let mut bytes = Vec::new();
    event.write_json(&mut bytes);
    serde_json::from_slice(&bytes).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_store() {
    let bytes = |demo: &Demo| {
        let mut bytes = Vec::new();
        demo.events().for_each(|event| event.write_json(&mut bytes));
        blake3::hash(&bytes)
    };
    assert_eq!(bytes(&demo(500)), bytes(&demo(500)));
}

#[test]
fn events_come_in_order_and_after_their_sign_up() {
    let demo = demo(1000);
    let now = Timestamp::parse(NOW).unwrap();
    let (mut last, mut signed_up) = (Timestamp::from_micros(0), HashSet::new());
    for event in demo.events() {
        assert!(last <= event.at() && event.at() <= now);
        last = event.at();
        let json = json(&event);
        assert!(json["timestamp"].is_string() && (json["userId"].is_string() || json["anonymousId"].is_string()));
        match (event.person(), json["type"].as_str()) {
            (Some(person), Some("identify")) => drop(signed_up.insert(person)),
            (Some(person), _) => assert!(signed_up.contains(&person), "{json}"),
            (None, _) => assert!(json["userId"].is_null()),
        }
    }
    assert_eq!(signed_up.len(), 1000);
}

#[test]
fn every_order_adds_up() {
    for currency in ["SAR", "KWD", "IRR"] {
        let currency = Currency::parse(currency).unwrap();
        let demo = Demo::new(&Config { currency, customers: 800, ..Config::standard(Timestamp::parse(NOW).unwrap()) }).unwrap();
        for event in demo.events() {
            let Some(order) = event.order() else { continue };
            let lines = demo.lines_of(order);
            assert!((1..=baskets::LINES_MAX).contains(&lines.len()));
            let sum: i64 =
                lines.iter().map(|l| demo.catalogue.products[usize::from(l.product)].price.minor * i64::from(l.quantity)).sum();
            assert_eq!(sum, order.subtotal);
            assert_eq!(order.total, order.subtotal - order.discount + order.shipping + order.tax);
            let json = json(&event);
            let minor = |name: &str| base::Money::parse(&json["properties"][name].to_string(), currency).unwrap().minor;
            assert_eq!((minor("total"), minor("subtotal")), (order.total, order.subtotal));
        }
    }
}

#[test]
fn people_are_varied_and_agree_as_people_do() {
    let demo = demo(20_000);
    let n = demo.people.len() as f64;
    let share = |is: &dyn Fn(&Person) -> bool| demo.people.iter().filter(|p| is(p)).count() as f64 / n;
    for locale in base::Locale::ALL {
        assert!((share(&|p| p.locale == locale) - 1.0 / 3.0).abs() < 0.015);
    }
    for (bit, (purpose, expected)) in PURPOSES.iter().enumerate() {
        assert!((share(&|p| p.consents.has(1 << bit)) - expected).abs() < 0.015, "{purpose}");
    }
    assert!((share(&|p| p.consents == Consents(0)) - REFUSE_ALL).abs() < 0.02);
    let unique = |of: &dyn Fn(&Person) -> Option<String>| {
        let all: Vec<String> = demo.people.iter().filter_map(of).collect();
        all.len() == all.iter().collect::<HashSet<_>>().len()
    };
    assert!(unique(&|p| Some(p.email.clone())) && unique(&|p| p.phone.clone()));
}

#[test]
fn the_store_buys_as_the_models_say() {
    let demo = demo(20_000);
    let now = Timestamp::parse(NOW).unwrap();
    assert!((400_000..600_000).contains(&demo.len()), "{}", demo.len());
    let mut first: Vec<Option<(Timestamp, usize)>> = vec![None; demo.people.len()];
    let mut net = 0.0;
    let mut orders = 0.0;
    for event in demo.events() {
        if let Some(order) = event.order() {
            let of = &mut first[order.person as usize];
            *of = Some(of.map_or((event.at(), 0), |(at, repeats)| (at, repeats + 1)));
            net += order.net() as f64;
            orders += 1.0;
        }
    }
    let (mut expected, mut repeats, mut expected_none, mut none, mut buyers) = (0.0, 0, 0.0, 0, 0.0);
    for (at, count) in first.into_iter().flatten() {
        let weeks = now.micros_since(at) as f64 / 604_800e6;
        expected += theory::expected_repeats(weeks);
        expected_none += theory::no_repeat(weeks);
        repeats += count;
        none += usize::from(count == 0);
        buyers += 1.0;
    }
    let mean_dollars = net / orders / (100.0 * demo.catalogue.per_dollar);
    assert!((repeats as f64 / expected - 1.0).abs() < 0.06, "{repeats} repeats, {expected} expected");
    assert!(((none as f64 - expected_none) / buyers).abs() < 0.01, "{none} without repeat, {expected_none} expected");
    // Heavy buyers' own ν is drawn once for many orders: the mean over orders varies more than that over customers.
    assert!((mean_dollars / (P * GAMMA / (Q - 1.0)) - 1.0).abs() < 0.06, "{mean_dollars} dollars an order");
    let rate: f64 = demo.people.iter().filter_map(|p| p.shopper).map(|s| s.rate).sum::<f64>() / buyers;
    assert!((rate / (R / ALPHA) - 1.0).abs() < 0.05, "{rate}");
}
