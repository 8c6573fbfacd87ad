//! An order comes to the same whoever tells of it, in whatever order it is read, and whosever events are forgotten.

use crate::forgetting::{DAY, KEPT, erase, is_over, keeper_of, settle};
use crate::history::{Past, keeper, tables, tend, tend_once};
use crate::support::{Node, Shop, identify, order, track};
use base::id::{CustomerId, EventId};
use base::{Clock as _, Currency, Id as _, Money, Rng, Timestamp};
use db::Tx;
use foundation::history::Tended;
use foundation::journal::{Event, Kind, MERGED, Origin};
use foundation::orders::{self, OrderRow, OrderStatus, told_by};
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const NAMES: [&str; 4] = ["Order Completed", "Order Updated", "Order Refunded", "Order Cancelled"];

fn views<T>(node: &Node, read: impl FnMut(&mut Tx<'_>) -> db::Result<T>) -> T {
    node.app.db.views.read(read).expect("the tables")
}

fn found(node: &Node, order_id: &str) -> Option<OrderRow> {
    views(node, |tx| orders::find(tx, order_id))
}

/// Said another way than the program says it: events one after another, as they happened.
fn orders_of<'a>(events: impl Iterator<Item = &'a Event>) -> BTreeMap<String, OrderRow> {
    let mut events: Vec<&Event> = events.filter(|event| event.origin.counts_revenue()).collect();
    events.sort_by_key(|event| (event.at, event.position));
    let mut orders: BTreeMap<String, OrderRow> = BTreeMap::new();
    let mut whole: BTreeSet<String> = BTreeSet::new();
    for event in &events {
        let (told, place) = (told_by(event), event.name.as_str());
        let Some(order_id) = told.order_id.filter(|_| NAMES.contains(&place)) else { continue };
        let order = orders.entry(order_id.clone()).or_insert_with(|| OrderRow {
            order_id: order_id.clone(),
            customer: event.customer,
            status: OrderStatus::Completed,
            placed_at: event.at,
            total: Money { minor: 0, currency: Currency::USD },
            refunded: 0,
            // Of no event: it is not completed.
            position: 0,
        });
        let amount = told.amount.map(|(currency, minor)| Money { minor, currency });
        match place {
            "Order Refunded" => {
                order.status = OrderStatus::Refunded;
                order.refunded += amount.map_or(0, |amount| amount.minor);
                whole.extend(amount.is_none().then_some(order_id));
            }
            "Order Cancelled" => order.status = OrderStatus::Cancelled,
            _ => order.total = amount.unwrap_or(order.total),
        }
        if place == "Order Completed" && order.position == 0 {
            (order.customer, order.placed_at, order.position) = (event.customer, event.at, event.position);
        }
    }
    orders.retain(|_, order| order.position > 0);
    for (order_id, order) in &mut orders {
        if whole.contains(order_id) {
            order.refunded = order.refunded.max(order.total.minor);
        }
    }
    orders
}

/// Orders are found by their number and listed with whose they are, the latest first, and under nobody else.
fn assert_shown(node: &Node, customers: &BTreeSet<CustomerId>, expected: &BTreeMap<String, OrderRow>) {
    for (order_id, order) in expected {
        assert_eq!(found(node, order_id).as_ref(), Some(order));
    }
    let mut listed = 0;
    for customer in customers {
        let mut theirs: Vec<OrderRow> = expected.values().filter(|order| order.customer == *customer).cloned().collect();
        theirs.sort_by(|a, b| (b.placed_at, &b.order_id).cmp(&(a.placed_at, &a.order_id)));
        assert_eq!(views(node, |tx| orders::of_customer(tx, *customer, 100)), theirs);
        let first: Vec<OrderRow> = theirs.iter().take(2).cloned().collect();
        assert_eq!(views(node, |tx| orders::of_customer(tx, *customer, 2)), first);
        listed += theirs.len();
    }
    assert_eq!(listed, expected.len());
}

fn any_event(rng: &mut Rng, position: i64, customer: CustomerId) -> Event {
    let currency = if rng.below(2) == 0 { "SAR" } else { "KWD" };
    let mut properties = json!({"order_id": format!("O{}", rng.below(4)), "currency": currency});
    if rng.below(3) > 0 {
        properties["total"] = json!(rng.below(50));
    }
    // Often at one moment.
    let at = Timestamp::from_micros(1_000_000 * rng.below(12) as i64);
    Event {
        position,
        id: EventId::from_raw(rng.bytes()),
        customer,
        name: NAMES[rng.below(4) as usize].to_owned(),
        kind: Kind::Track,
        origin: if rng.below(9) == 0 { Origin::Site } else { Origin::Server },
        at,
        received_at: at,
        body: json!({"properties": properties}).to_string(),
    }
}

fn merge(event: Event, loser: CustomerId) -> Event {
    let body = json!({"properties": {"merged": loser.to_string()}}).to_string();
    Event { name: MERGED.to_owned(), kind: Kind::System, origin: Origin::System, body, ..event }
}

/// What was told by several, also of completions, is the same live, customer by customer, and after any were made anew.
#[test]
fn what_is_told_of_an_order_comes_to_the_same_in_whatever_order_it_is_read() {
    let shop = Shop::open();
    let node = shop.node();
    let write = |events: &[Event], clear: Option<&[CustomerId]>| {
        let mut projection = app::app::projection("orders").expect("it is there");
        let written = node.app.db.views.write(|tx| {
            match clear {
                Some([]) => projection.clear(tx)?,
                Some(customers) => projection.clear_customers(tx, customers)?,
                None => {}
            }
            projection.apply(tx, events)
        });
        written.expect("rows");
    };
    for seed in 0..60 {
        let mut rng = Rng::from_seed(seed);
        write(&[], Some(&[]));
        let mut roots: BTreeMap<CustomerId, CustomerId> =
            (1..7).map(|n| CustomerId::from_raw([n; 16])).map(|id| (id, id)).collect();
        let mut events = Vec::new();
        for position in 1..60 {
            let alive: Vec<CustomerId> = roots.iter().filter(|(id, root)| id == root).map(|(id, _)| *id).collect();
            let customer = alive[rng.below(alive.len() as u64) as usize];
            let event = any_event(&mut rng, position, customer);
            let loser = alive[rng.below(alive.len() as u64) as usize];
            if loser != customer && rng.below(12) == 0 {
                roots.values_mut().filter(|root| **root == loser).for_each(|root| *root = customer);
                events.push(merge(event, loser));
            } else {
                events.push(event);
            }
        }
        for batch in events.chunks(7) {
            write(batch, None);
        }
        let live = node.tables();
        for event in &mut events {
            event.customer = roots[&event.customer];
        }
        events.sort_by_key(|event| (event.customer, event.at, event.position));
        let all: BTreeSet<CustomerId> = roots.values().copied().collect();
        assert_shown(&node, &all, &orders_of(events.iter()));
        for _ in 0..6 {
            let some: BTreeSet<CustomerId> = all.iter().copied().filter(|_| rng.below(3) == 0).collect();
            let ids: Vec<CustomerId> = roots.iter().filter(|(_, root)| some.contains(root)).map(|(id, _)| *id).collect();
            if !ids.is_empty() {
                let theirs: Vec<Event> = events.iter().filter(|event| some.contains(&event.customer)).cloned().collect();
                write(&theirs, Some(&ids));
            }
            assert_eq!(node.tables(), live, "some made anew (seed {seed})");
        }
        write(&events, Some(&[]));
        assert_eq!(node.tables(), live, "all made anew (seed {seed})");
    }
}

fn any_call(rng: &mut Rng) -> Value {
    let (mut user, visitor) = (format!("u{}", rng.below(6)), format!("v{}", rng.below(6)));
    if rng.below(20) == 0 {
        "curious".clone_into(&mut user);
    }
    let mut call = match rng.below(14) {
        0 => identify(&user, &visitor, &json!({"plan": rng.below(5)})),
        1 if rng.below(3) == 0 => json!({"type": "alias", "userId": user, "previousId": format!("u{}", rng.below(6))}),
        2 => track("backoffice", "Subscribed"),
        // More names than are counted one by one.
        3..5 => track("curious", &format!("E{}", rng.below(200))),
        _ => {
            // Completions often, so that most orders have one.
            let name = NAMES[rng.below(7).saturating_sub(3) as usize];
            let currency = format!("X{}Z", char::from(b'A' + rng.below(12) as u8));
            let order_id = if rng.below(2) == 0 { rng.below(12) } else { rng.below(400) };
            let mut call = track(&user, name);
            call["properties"] = json!({"order_id": format!("O{order_id}"), "currency": currency});
            if rng.below(4) > 0 {
                call["properties"]["total"] = json!(rng.below(90));
            }
            match rng.below(4) {
                0 => call["userId"] = json!("backoffice"),
                1 => {
                    call["anonymousId"] = json!(visitor);
                    call.as_object_mut().expect("a call").remove("userId");
                }
                _ => {}
            }
            call
        }
    };
    call["messageId"] = json!(rng.u64().to_string());
    call
}

#[test]
fn orders_told_by_several_are_what_a_rebuild_makes_whatever_is_forgotten() {
    for seed in 0..6 {
        let shop = Shop::open();
        let mut rng = Rng::from_seed(500 + seed);
        let node = shop.node();
        let key = node.key(Scope::Server);
        let now = node.clock.now();
        node.record(move |tx| KEPT.save(tx, now));
        let mut past = Past::open();
        let keeper = keeper_of(&node, seed);
        for _ in 0..16 {
            match rng.below(8) {
                0..=3 => {
                    let calls: Vec<Value> = (0..30)
                        .map(|_| {
                            let mut call = any_call(&mut rng);
                            let days_ago = DAY * [rng.below(220), rng.below(3)][rng.below(2) as usize] as u32;
                            call["timestamp"] = json!(node.clock.now().minus(days_ago).to_rfc3339());
                            call
                        })
                        .collect();
                    if rng.below(2) == 0 {
                        node.import(&key, &calls)
                    } else {
                        node.send(&key, &calls)
                    };
                    past.note(&node);
                }
                4 => {
                    shop.wait(DAY * (1 + rng.below(40) as u32));
                    node.catch_up();
                    tend(&node, &keeper, &mut rng, 3);
                }
                5 => {
                    let user = if rng.below(2) == 0 { "backoffice".to_owned() } else { format!("u{}", rng.below(6)) };
                    if let Some(customer) = node.user(&user) {
                        erase(&node, &mut past, customer);
                    }
                }
                6 => node.begin_rebuild(rng.below(3) as usize),
                _ => settle(&node, &keeper, &mut rng),
            }
        }
        shop.wait(DAY * 2);
        settle(&node, &keeper, &mut rng);
        past.note(&node);
        let now = node.clock.now();
        let kept = past.by_root(&node).into_iter().flat_map(|(root, events)| {
            let kept = events.into_iter().filter(|event| !is_over(event.kind, &event.name, event.at, now));
            kept.map(move |event| Event { customer: root, ..event.clone() })
        });
        let kept: Vec<Event> = kept.collect();
        let everybody = past.events.values().map(|event| node.root(event.customer)).collect();
        assert_shown(&node, &everybody, &orders_of(kept.iter()));
        let before = tables(&node);
        node.rebuild();
        assert_eq!(tables(&node), before, "seed {seed}");
    }
}

fn refund(user: &str, number: &str, total: &str) -> Value {
    let mut call = order(user, number, "", total);
    call["event"] = json!("Order Refunded");
    call["properties"].as_object_mut().expect("properties").remove("email");
    call
}

#[test]
fn a_refund_that_another_tells_counts_once_however_often_they_are_made_anew() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let mut rng = Rng::from_seed(1);
    let now = node.clock.now();
    node.record(move |tx| KEPT.save(tx, now));
    let keeper = keeper(&node);
    node.send(
        &key,
        &[order("buyer", "O1", "b@mail.example", "100"), refund("backoffice", "O1", "10"), refund("backoffice", "O2", "5")],
    );
    for days in [150, 120, 90] {
        let at = now.minus(DAY * days).to_rfc3339();
        let visits = (0..20).map(|_| {
            let mut call = track("backoffice", "Subscribed");
            call["timestamp"] = json!(at);
            call
        });
        node.send(&key, &visits.collect::<Vec<_>>());
    }
    node.catch_up();
    shop.wait(DAY * 2);
    let mut made_anew = 0;
    for _ in 0..30 {
        made_anew += usize::from(matches!(tend_once(&node, &keeper, &mut rng), Tended::Dropped(_)));
        node.catch_up();
        let order = found(&node, "O1").expect("the order");
        let told = (order.customer, order.status, order.total.minor, order.refunded);
        assert_eq!(told, (node.user("buyer").unwrap(), OrderStatus::Refunded, 10_000, 1_000));
    }
    assert!(made_anew > 0, "something of theirs was forgotten");
    assert_eq!(found(&node, "O2"), None, "who knows a refund alone knows no order");
    let backoffice = node.user("backoffice").unwrap();
    assert_eq!(views(&node, |tx| orders::of_customer(tx, backoffice, 10)), [], "it is the buyer's");
    erase(&node, &mut Past::open(), backoffice);
    settle(&node, &keeper, &mut rng);
    let order = found(&node, "O1").expect("the order");
    assert_eq!((order.status, order.refunded), (OrderStatus::Completed, 0), "what they told is gone with them");
}

/// As a step of the views' schema does whose tables were filled by another rule.
#[test]
fn tables_that_a_new_version_empties_are_filled_again_by_themselves() {
    for seed in 0..2 {
        let shop = Shop::open();
        let node = shop.node();
        let key = node.key(Scope::Server);
        let mut rng = Rng::from_seed(900 + seed);
        for _ in 0..4 {
            let calls: Vec<Value> = (0..30).map(|_| any_call(&mut rng)).collect();
            node.send(&key, &calls);
        }
        node.catch_up();
        if seed == 0 {
            assert!(tend(&node, &keeper(&node), &mut rng, 2) > 0, "something is sealed");
        }
        let before = tables(&node);
        let emptied = node.app.db.views.write(|tx| {
            tx.batch(
                "DELETE FROM orders; DELETE FROM customer_facts; DELETE FROM customer_timeline; DELETE FROM customer_traits; \
                 UPDATE projections SET position = 0, replayed = NULL WHERE name IN ('customers', 'orders')",
            )
        });
        emptied.expect("empty tables");
        node.catch_up();
        assert_eq!(tables(&node), before);
    }
}

/// More than a page shows.
#[test]
fn all_traits_are_passed_on_in_a_merge() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    for k in 0..4 {
        let traits: serde_json::Map<String, Value> = (0..200).map(|n| (format!("t{k}-{n}"), json!(n))).collect();
        node.send(&key, &[identify("loser", "", &Value::Object(traits))]);
    }
    node.send(&key, &[track("winner", "Subscribed"), json!({"type": "alias", "userId": "winner", "previousId": "loser"})]);
    node.catch_up();
    assert_eq!(node.user("winner"), node.user("loser"));
    let count = views(&node, |tx| tx.query_one("SELECT COUNT(*) FROM customer_traits", &[], |row| row.get::<i64>(0)));
    assert_eq!(count, 800);
    node.assert_rebuilds_the_same();
}
