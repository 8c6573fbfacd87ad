//! `amana import` beside everything else that happens to a program.

use crate::looks;
use crate::support::{Home, SOON, eventually, tell};
use base::Rng;
use capabilities::messaging::MessageState;
use capabilities::messaging::testing::{Script, SmtpServer};
use serde_json::json;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

/// A file as CDNOW's: customer, day, discs, dollars, parted by blanks. Some rows stand in it twice, and mean it.
struct Purchases {
    file: PathBuf,
    customers: i64,
    rows: u64,
    cents: i64,
}

fn purchases(home: &Home, rows: u64) -> Purchases {
    let mut rng = Rng::from_seed(1997);
    let (mut text, mut cents) = (String::new(), 0);
    let customers = rows / 3;
    for row in 0..rows {
        let customer = if row < customers { row } else { rng.below(customers) } + 1;
        let (day, price) = (1 + rng.below(28), 100 + rng.below(9_000) as i64);
        let line = format!(" {customer:05} 199701{day:02}  1 {:>6}.{:02}\n", price / 100, price % 100);
        text.push_str(&line);
        cents += price;
        if row % 50 == 49 {
            text.push_str(&line);
            cents += price;
        }
    }
    let file = home.folder().join("cdnow.txt");
    std::fs::write(&file, &text).expect("a file");
    Purchases { file, customers: customers as i64, rows: text.lines().count() as u64, cents }
}

/// The tables say what the file says.
#[track_caller]
fn assert_imported(home: &Home, file: &Purchases) {
    let db = home.db();
    assert_eq!(looks::customers(&db), file.customers);
    assert_eq!(looks::order_totals(&db), (file.rows, file.cents));
    assert_eq!(looks::insight_totals(&db), (file.rows, file.cents));
    assert!(looks::messages(&db).is_empty(), "nobody is thanked for 1997");
    looks::assert_without_gaps(&db);
}

#[test]
fn orders_are_imported_to_the_cent_and_once() {
    let home = Home::new();
    let file = purchases(&home, 3_000);
    let path = file.file.to_str().unwrap();
    let said = home.run(&["import", "orders", path, "--map", "cdnow"]);
    assert!(said.status.success(), "{}", said.stderr);
    assert!(said.stderr.contains(&format!("{} rows read: {} kept, 0 known already", file.rows, file.rows)), "{}", said.stderr);
    assert_imported(&home, &file);
    let said = home.run(&["import", "orders", path, "--map", "cdnow"]);
    assert!(said.stderr.contains(&format!("0 kept, {} known already", file.rows)), "{}", said.stderr);
    assert_imported(&home, &file);
    looks::assert_rebuild_changes_nothing(&home);
}

#[test]
fn kill_an_import_in_the_middle_and_run_it_again() {
    let home = Home::new();
    let file = purchases(&home, 12_000);
    let words = ["import", "orders", file.file.to_str().unwrap(), "--map", "cdnow"];
    let mut rng = Rng::from_seed(7);
    for stop in 1..=3 {
        let mut child = home.command(&words).stderr(std::process::Stdio::null()).spawn().unwrap();
        let db = home.folder().join("data/record.db").exists().then(|| home.db());
        let goal = stop * 2_000;
        eventually("the import is in the middle", SOON, || {
            let db = db
                .clone()
                .or_else(|| (child.try_wait().is_ok() && home.data().join("master.key").exists()).then(|| home.db()))?;
            let kept = db.record.read(foundation::journal::head).ok()?;
            (kept > goal).then_some(())
        });
        std::thread::sleep(Duration::from_micros(rng.below(50_000)));
        assert!(child.try_wait().unwrap().is_none(), "it was over before it could be killed");
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let said = home.run(&words);
    assert!(said.status.success(), "{}", said.stderr);
    assert!(said.stderr.contains("An earlier import of this file was stopped; going on from there."), "{}", said.stderr);
    // What another node held when it was killed is free after its lease.
    home.serve().stop();
    let db = home.db();
    let program = home.serve();
    eventually("all is read", SOON, || looks::all_is_read(&db).then_some(()));
    program.stop();
    assert_imported(&home, &file);
}

#[test]
fn an_import_beside_a_running_server_disturbs_nobody() {
    let mail = SmtpServer::start(Script::default()).unwrap();
    let home = Home::new().with("AMANA_SMTP_URL", &mail.url());
    let key = home.key("server");
    let file = purchases(&home, 2_000);
    let program = home.serve();
    // The server knows these two by heart before the import speaks of them.
    let person = |number: u32| json!({"type": "identify", "userId": format!("live{number}"), "traits": {"email": format!("live{number}@shop.example")}});
    program.take(&key, &[person(1), person(2)]);
    let import = home.command(&["import", "orders", file.file.to_str().unwrap(), "--map", "cdnow"]).spawn().unwrap();
    for number in 0..30 {
        let order = json!({"order_id": format!("live-{number}"), "total": 1, "currency": "USD"});
        program.take(&key, &[json!({"type": "track", "userId": "live1", "event": "Order Completed", "properties": order})]);
    }
    let output = import.wait_with_output().unwrap();
    assert!(output.status.success());
    let db = home.db();
    eventually("all is read", SOON, || looks::all_is_read(&db).then_some(()));
    assert_eq!(looks::order_totals(&db), (file.rows + 30, file.cents + 3_000));
    assert_eq!(looks::customers(&db), file.customers + 2);
    eventually("the live ones are thanked", SOON, || (looks::in_state(&db, MessageState::Sent) == 30).then_some(()));
    assert_eq!(looks::messages(&db).len(), 30);
    looks::assert_without_gaps(&db);
    program.stop();
    drop(db);
    looks::assert_rebuild_changes_nothing(&home);
}

#[test]
fn consents_come_with_their_date_and_proof_or_not_at_all() {
    let home = Home::new();
    let key = home.key("server");
    let map = home.folder().join("map.toml");
    std::fs::write(
        &map,
        "[fields]\ncustomer = \"Id\"\nemail = \"E-mail\"\nname = \"Name\"\n\n[consent.marketing_email]\ngiven = \"Agreed\"\n\
         date = \"When\"\nproof = \"Where\"\n\n[consent.analytics]\ngiven = \"Stats\"\ndate = \"When\"\nproof = \"Where\"\n",
    )
    .unwrap();
    let mut csv = "Id,E-mail,Name,Agreed,Stats,When,Where\n".to_owned();
    for (id, agreed, stats, when, proof) in [
        ("c1", "yes", "yes", "2025-01-02T03:04:05Z", "checkout form"),
        ("c2", "no", "no", "2025-01-02T03:04:05Z", "checkout form"),
        ("c3", "yes", "", "", "lost"),
    ] {
        let _ = writeln!(csv, "{id},{id}@shop.example,Sara,{agreed},{stats},{when},{proof}");
    }
    let file = home.folder().join("customers.csv");
    std::fs::write(&file, csv).unwrap();
    // The server knows c1 by heart, without any consent.
    let program = home.serve();
    let view = |user: &str, mark: &str| json!({"type": "track", "userId": user, "event": "Product Viewed", "properties": {"mark": mark}});
    program.take(&key, &[json!({"type": "identify", "userId": "c1"}), view("c1", "too-early")]);
    let words = ["import", "customers", file.to_str().unwrap(), "--map", map.to_str().unwrap()];
    let said = home.run(&words);
    assert!(said.status.success(), "{}", said.stderr);
    program.take(&key, &[view("c1", "c1"), view("c2", "c2"), view("c3", "c3")]);
    let db = home.db();
    let kept: Vec<String> = looks::marks(&db).into_keys().collect();
    assert_eq!(kept, ["c1"], "only where there is a consent with its date");
    let proofs = looks::count(&db.record, "SELECT COUNT(*) FROM grants WHERE proof IS NOT NULL AND collected_via = 'import'");
    assert!(proofs >= 2, "{proofs} grants with a proof");
    eventually("all is read", SOON, || looks::all_is_read(&db).then_some(()));
    assert!(looks::messages(&db).is_empty(), "history welcomes nobody");
    let grants = looks::count(&db.record, "SELECT COUNT(*) FROM grants");
    assert!(home.run(&words).status.success());
    assert_eq!(looks::count(&db.record, "SELECT COUNT(*) FROM grants"), grants, "a second import changes nothing");
    program.stop();
}

#[test]
fn the_real_cdnow_file_is_imported_to_the_cent() {
    let Some(path) = std::env::var_os("AMANA_CDNOW") else {
        tell("skipped: AMANA_CDNOW does not name CDNOW_master.txt");
        return;
    };
    let home = Home::new();
    let file = Purchases { file: path.into(), customers: 23_570, rows: 69_659, cents: 250_031_563 };
    for _ in 0..2 {
        let said = home.run(&["import", "orders", file.file.to_str().unwrap(), "--map", "cdnow"]);
        assert!(said.status.success(), "{}", said.stderr);
        assert_imported(&home, &file);
    }
}
