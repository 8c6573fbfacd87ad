//! `amana history stats` and `amana history export`: what is kept, counted and copied at one moment.

use crate::looks;
use crate::support::{Home, SOON, eventually};
use base::{Clock as _, Rng, SystemClock};
use db::{Db, Recorder};
use foundation::history::{self, History, Pace, Read, Tended};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Seals all it can, some events at a time.
const PACE: Pace = Pace { seal_events: 40, kept_events: 10 };

fn order(user: u32, at: &str, number: &str, total: &str) -> Value {
    let properties = json!({"order_id": number, "total": total, "currency": "SAR"});
    json!({"type": "track", "userId": format!("u{user}"), "event": "Order Completed", "timestamp": at, "properties": properties})
}

/// Sends events to a program that runs for this alone.
fn take(home: &Home, key: &str, events: &[Value]) {
    let program = home.serve();
    program.take(key, events);
    let db = home.db();
    eventually("all is read", SOON, || looks::all_is_read(&db).then_some(()));
    program.stop();
}

fn seal(home: &Home) {
    let db = home.db();
    let recorder = Recorder::start(db.record.clone(), |tx| tx.lock_journal_head().map(drop));
    let history = History::new(db.clone(), recorder, Some(looks::shelf(home.data().join("history"))), PACE);
    let read = Read { through: db.record.read(foundation::journal::head).expect("a head") - 1, forgotten: 0 };
    while history.tend(read, &SystemClock, &mut Rng::from_system()).expect("it seals") != Tended::Nothing {}
}

/// A store with two sealed months and a few newer orders in each.
fn store() -> (Home, String) {
    let home = Home::in_files();
    let key = home.key("server");
    let of_month = |month: u32| (0..60).map(move |n| (month, n));
    let orders: Vec<Value> = [9, 10]
        .into_iter()
        .flat_map(of_month)
        .map(|(month, n)| order(n % 20, &format!("2026-{month:02}-11T10:00:{n:02}Z"), &format!("{month}-{n}"), "10.25"))
        .collect();
    take(&home, &key, &orders);
    seal(&home);
    (home, key)
}

fn stats(home: &Home) -> Value {
    serde_json::from_str(&home.print(&["history", "stats", "--json"])).expect("one JSON document")
}

/// What an export says of itself, after a look whether it is so.
fn exported(home: &Home, folder: &Path, words: &[&str]) -> Value {
    let all = [&["history", "export", folder.to_str().expect("a path")], words].concat();
    let said = home.run(&all);
    assert!(said.status.success(), "{}", said.stderr);
    assert!(said.stderr.contains("files as they were sealed"), "{}", said.stderr);
    let success: Value = serde_json::from_slice(&std::fs::read(folder.join("_SUCCESS")).expect("it is whole")).expect("JSON");
    let files = success["files"].as_array().expect("files");
    for file in files {
        let path = folder.join(file["path"].as_str().expect("a path"));
        let content = std::fs::read(&path).expect("it is there");
        assert_eq!(file["blake3"], blake3::hash(&content).to_hex().as_str(), "{}", path.display());
        assert_eq!(file["bytes"], content.len());
        let sealed = home.data().join("history").join(file["path"].as_str().expect("a path"));
        assert_eq!(file["made"] == "as_sealed", std::fs::read(sealed).is_ok_and(|sealed| sealed == content));
    }
    assert_eq!(found(folder).len(), files.len(), "and nothing else is");
    let last = said.stdout.lines().last().expect("a sum").split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(last[..2], ["all".to_owned(), events(&success, "").to_string()], "{}", said.stdout);
    success
}

fn found(folder: &Path) -> Vec<PathBuf> {
    let inside = |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    inside(folder).flat_map(|path| inside(&path)).collect()
}

fn events(success: &Value, made: &str) -> u64 {
    let files = success["files"].as_array().expect("files");
    files
        .iter()
        .filter(|file| file["made"].as_str().is_some_and(|word| word.contains(made)))
        .filter_map(|file| file["events"].as_u64())
        .sum()
}

fn customer(db: &Db, user: &str) -> base::id::CustomerId {
    let sql = "SELECT COALESCE(c.root, c.id) FROM customers c JOIN identities i ON i.customer = c.id WHERE i.value = $1";
    db.record.read(|tx| tx.query_one(sql, db::params![user], |row| row.get(0))).expect("a customer")
}

#[test]
fn an_export_is_everything_of_one_moment_under_todays_customers() {
    let (home, key) = store();
    let before = stats(&home);
    assert_eq!((&before["customers"], &before["revenue"][0]["minor"]), (&json!(20), &json!(60 * 1025)));
    let first = exported(&home, &home.folder().join("first"), &[]);
    assert_eq!(events(&first, ""), before["events"].as_u64().expect("a number"));
    assert!(events(&first, "as_sealed") >= 80 && events(&first, "from_journal") >= 10 && events(&first, "anew") == 0, "{first}");

    // Since then two customers of September and October became one, and a third is to be forgotten.
    take(
        &home,
        &key,
        &[json!({"type": "alias", "userId": "u1", "previousId": "u2"}), order(3, "2026-11-02T10:00:00Z", "new", "1")],
    );
    let db = home.db();
    let gone = customer(&db, "u7");
    db.record.write(|tx| history::erase(tx, &[gone], SystemClock.now())).expect("it is asked");
    let after = stats(&home);
    assert_eq!((&after["customers"], &after["revenue"][0]["minor"]), (&json!(18), &json!(57 * 1025)));
    let second = exported(&home, &home.folder().join("second"), &[]);
    assert_eq!(events(&second, ""), after["events"].as_u64().expect("a number"));
    assert!(events(&second, "anew") > 0, "{second}");
    assert!(second["through"].as_i64() > first["through"].as_i64());
    assert_eq!(stats(&home), after, "the store is as it was");
    home.print(&["history", "check"]);
}

#[test]
fn months_are_exported_alone_and_counted_for_people_too() {
    let (home, _) = store();
    let success = exported(&home, &home.folder().join("autumn"), &["--from", "2026-09", "--to", "2026-09"]);
    let paths: Vec<&str> = success["files"].as_array().unwrap().iter().filter_map(|file| file["path"].as_str()).collect();
    assert!(!paths.is_empty() && paths.iter().all(|path| path.starts_with("month=2026-09/")), "{paths:?}");
    assert_eq!(events(&success, ""), 60);
    home.run(&["history", "export", "x", "--from", "2026-10", "--to", "2026-09"]).refused_with("--from is after --to");
    let table = home.print(&["history", "stats"]);
    for line in ["customers  20", "Order Completed", "SAR      2026-09        60           615.00"] {
        assert!(table.contains(line), "{line} is not in\n{table}");
    }
}

#[test]
fn an_export_is_whole_or_not_there() {
    let (home, _) = store();
    let folder = home.folder().join("full");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("mine.txt"), "").unwrap();
    let words = |folder: &Path| ["history".to_owned(), "export".to_owned(), folder.to_str().unwrap().to_owned()];
    let run = |folder: &Path| home.run(&words(folder).each_ref().map(String::as_str));
    run(&folder).refused_with("holds something already (mine.txt)");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    run(&home.data().join("history/copy")).refused_with("where the sealed files themselves are kept");

    // One file is not what was written: nobody gets a folder that looks like an export.
    let db = home.db();
    let file = db.record.read(history::files).unwrap().pop().unwrap();
    let path = home.data().join("history").join(file.path());
    let mut damaged = std::fs::read(&path).unwrap();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    std::fs::write(&path, &damaged).unwrap();
    let folder = home.folder().join("half");
    run(&folder).refused_with(&file.id.to_string());
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "the folder is as empty as before");
    damaged[middle] ^= 1;
    std::fs::write(&path, &damaged).unwrap();
    exported(&home, &folder, &[]);
}
