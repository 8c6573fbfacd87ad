//! Commits that fail: what was acknowledged is there once, what was not can be sent again.

use crate::support::{Node, Shop, Took, identify, order, track, with_banner, with_id};
use db::{Error, Store, params};
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};

fn is_sqlite(store: &Store) -> bool {
    store.path().is_some()
}

/// From the next commit on, every transaction that writes to `table` fails when it commits.
fn poison(tx: &mut db::Tx<'_>, sqlite: bool, table: &str) -> db::Result<()> {
    tx.batch(
        "CREATE TABLE IF NOT EXISTS nobody (id BIGINT PRIMARY KEY); \
         CREATE TABLE IF NOT EXISTS child (id BIGINT REFERENCES nobody (id) DEFERRABLE INITIALLY DEFERRED)",
    )?;
    if sqlite {
        return tx.batch(&format!("CREATE TRIGGER poison AFTER INSERT ON {table} BEGIN INSERT INTO child VALUES (1); END"));
    }
    tx.batch(&format!(
        "CREATE OR REPLACE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS \
         'BEGIN INSERT INTO child VALUES (1); RETURN NEW; END'; \
         CREATE TRIGGER poison AFTER INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION poison()"
    ))
}

fn cure(tx: &mut db::Tx<'_>, sqlite: bool, table: &str) -> db::Result<()> {
    tx.batch(&if sqlite { "DROP TRIGGER poison".to_owned() } else { format!("DROP TRIGGER poison ON {table}") })
}

fn post(node: &Node, key: &str, calls: &[Value]) -> u16 {
    node.post("/v1/batch", key, json!({"batch": calls}).to_string()).status.as_u16()
}

#[test]
fn a_failed_commit_leaves_nothing_on_disk_and_nothing_in_memory() {
    let shop = Shop::open();
    let (node, other) = (shop.node(), shop.node());
    let key = node.key(Scope::Server);
    let sqlite = is_sqlite(&node.app.db.record);
    node.send(&key, &[with_banner(track("u1", "Product Viewed"), &json!({"analytics": true}))]);
    node.record(move |tx| poison(tx, sqlite, "journal_batches"));
    let calls = [
        with_id(identify("u2", "v2", &json!({"email": "sara@mail.example"})), "m1"),
        with_id(order("u2", "1001", "sara@mail.example", "10"), "m2"),
        with_id(json!({"type": "alias", "userId": "u1", "previousId": "u2"}), "m3"),
        with_id(with_banner(track("u1", "Product Viewed"), &json!({"analytics": false})), "m4"),
        with_id(track("u1", "Subscribed"), "m5"),
    ];
    assert!(post(&node, &key, &calls) >= 500);
    assert_eq!((node.user("u2"), node.events().len()), (None, 1 + 1));
    node.record(move |tx| cure(tx, sqlite, "journal_batches"));
    // Another node appends in between, with the numbers that were rolled back.
    assert_eq!(other.send(&key, &[identify("u2", "v2", &json!({}))]), Took::kept(1));
    assert_eq!(node.send(&key, &calls), Took { dropped: 1, ..Took::kept(4) }, "as if never sent");
    assert_eq!(node.send(&key, &calls).kept, 0);
    assert_eq!((node.user("u2"), node.visitor("v2")), (node.user("u1"), node.user("u1")));
    node.catch_up();
    node.assert_whole();
    node.assert_rebuilds_the_same();
}

#[test]
fn one_bad_command_takes_no_neighbour_with_it() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let recorder = &node.app.recorder;
    let tickets: Vec<_> = (0..20)
        .map(|at| {
            recorder.submit(move |tx| match at % 3 {
                0 => Err(Error::Other("no".to_owned())),
                1 => panic!("a defect"),
                _ => tx.execute("INSERT INTO once_keys (key) VALUES ($1)", params![[at; 16]]),
            })
        })
        .collect();
    assert_eq!(node.send(&key, &[track("u1", "x")]), Took::kept(1));
    let done = tickets.into_iter().map(|ticket| ticket.wait().is_ok()).filter(|ok| *ok).count();
    assert_eq!(done, 6);
}

#[test]
fn under_failing_commits_every_event_arrives_once() {
    let shop = Shop::open();
    let nodes = [shop.node(), shop.node()];
    let key = nodes[0].key(Scope::Server);
    let sqlite = is_sqlite(&nodes[0].app.db.record);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..4)
            .map(|client| {
                let (node, key) = (&nodes[client % 2], &key);
                scope.spawn(move || {
                    for batch in 0..15 {
                        let calls: Vec<Value> = (0..5)
                            .map(|at| with_id(track(&format!("u{at}"), "Subscribed"), &format!("{client}-{batch}-{at}")))
                            .chain([order(&format!("u{client}"), &format!("{client}-{batch}"), "a@mail.example", "1")])
                            .collect();
                        // As clients of the spec do: again, until it was taken.
                        while post(node, key, &calls) != 200 {}
                    }
                })
            })
            .collect();
        let (node, done) = (&nodes[0], &done);
        let harm = scope.spawn(move || {
            while !done.load(Ordering::Relaxed) {
                if sqlite {
                    let recorder = &node.app.recorder;
                    while recorder.submit(|tx| poison(tx, true, "journal_batches")).wait().is_err() {}
                    while recorder.submit(|tx| cure(tx, true, "journal_batches")).wait().is_err() {}
                } else {
                    end_connections(&node.app.db.views);
                    std::thread::sleep(std::time::Duration::from_millis(20));
                }
            }
        });
        for client in clients {
            client.join().unwrap();
        }
        done.store(true, Ordering::Relaxed);
        harm.join().unwrap();
    });
    let node = shop.node();
    let names = node.kept_names();
    assert_eq!(names.iter().filter(|name| *name == "Subscribed").count(), 4 * 15 * 5);
    assert_eq!(names.iter().filter(|name| *name == "Order Completed").count(), 4 * 15);
    node.catch_up();
    node.assert_whole();
    node.assert_rebuilds_the_same();
}

/// PostgreSQL ends every other connection to this database.
fn end_connections(store: &Store) {
    let sql = "SELECT pg_terminate_backend(pid) FROM \
               (SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() OFFSET 0) others";
    // It may have been ended itself, by a neighbour's earlier call.
    let _: db::Result<()> = store.write(|tx| tx.query(sql, params![], |_| Ok(())).map(drop));
}

#[test]
fn a_full_disk_refuses_and_an_emptied_one_goes_on() {
    let shop = Shop::open();
    let node = shop.node();
    if !is_sqlite(&node.app.db.record) {
        return;
    }
    let key = node.key(Scope::Server);
    let pages = |limit: &'static str| {
        node.record(move |tx| {
            let pages: i64 = tx.query_one("PRAGMA page_count", params![], |row| row.get(0))?;
            let limit = if limit.is_empty() { (pages + 8).to_string() } else { limit.to_owned() };
            tx.query(&format!("PRAGMA max_page_count = {limit}"), params![], |_| Ok(()))
        });
    };
    pages("");
    let batch = |number: usize| -> Vec<Value> {
        let mut call = track("u1", "Subscribed");
        call["properties"] = json!({"note": "x".repeat(3_000)});
        (0..10).map(|at| with_id(call.clone(), &format!("{number}-{at}"))).collect()
    };
    let (mut taken, mut number) = (0, 0);
    while post(&node, &key, &batch(number)) == 200 {
        (taken, number) = (taken + 10, number + 1);
        assert!(number < 50, "the disk was to fill up");
    }
    let refused = node.post("/v1/batch", &key, json!({"batch": batch(number)}).to_string());
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(node.events().len(), taken);
    pages("1000000");
    assert_eq!(node.send(&key, &batch(number)), Took::kept(10));
    assert_eq!(node.send(&key, &batch(number)).duplicates, 10);
    node.catch_up();
    node.assert_whole();
}

#[test]
fn a_projection_that_can_t_commit_goes_on_where_it_was() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let sqlite = is_sqlite(&node.app.db.views);
    let mut runner = node.runner();
    node.send(&key, &[track("u1", "x"), order("u1", "1", "a@mail.example", "5")]);
    runner.catch_up().unwrap();
    node.app.db.views.write(|tx| poison(tx, sqlite, "customer_facts")).unwrap();
    node.send(&key, &[track("u2", "x"), order("u1", "2", "a@mail.example", "5")]);
    assert!(runner.catch_up().is_err());
    assert!(runner.catch_up().is_err());
    node.app.db.views.write(|tx| cure(tx, sqlite, "customer_facts")).unwrap();
    runner.catch_up().unwrap();
    node.assert_whole();
    assert_eq!(node.facts(node.user("u1").unwrap()).orders, 2);
    node.assert_rebuilds_the_same();
}
