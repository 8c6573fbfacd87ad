//! Everything that is kept of a customer, taken along: nothing is left out, nothing comes twice, and what can't be read is said.

use crate::erasing::settle;
use crate::history::{folder, keeper, tend};
use crate::privacy::{Browser, PLANTED, link, sara, zubaydah};
use crate::support::{Node, Shop, identify, order, track};
use app::erasing;
use base::id::CustomerId;
use base::{Clock as _, Rng};
use capabilities::feedback::{Outcome, Told};
use capabilities::messaging::BuiltIn;
use db::{Store, params};
use foundation::consent::{
    self, Basis, Category, CategorySet, Decision, NewWindow, Preferences, Purpose, Recipient, State, WindowKind,
};
use foundation::privacy;
use foundation::staff::Scope;
use foundation::vault::AccessLog;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::time::Duration;

/// The files of an archive.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        files.insert(file.name().expect("a name").into_owned(), text);
    }
    files
}

fn document(browser: &mut Browser<'_>) -> Value {
    let reply = browser.get("/privacy/export.json");
    serde_json::from_str(&reply.body).unwrap_or_else(|error| panic!("{error}: {}", reply.body))
}

fn archive(browser: &mut Browser<'_>) -> BTreeMap<String, String> {
    let reply = browser.get("/privacy/export.zip");
    assert_eq!(reply.headers["content-type"], "application/zip");
    assert_eq!(reply.headers["cache-control"], "no-store");
    unpacked(&reply.bytes)
}

pub fn at_their_page(node: &Node, customer: CustomerId) -> Browser<'_> {
    let mut browser = Browser::new(node);
    browser.come_in(&link(node, customer));
    browser
}

fn list<'d>(data: &'d Value, part: &str) -> &'d Vec<Value> {
    data[part].as_array().unwrap_or_else(|| panic!("{part}: {data}"))
}

#[test]
fn an_archive_tells_in_tables_what_the_document_tells() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = zubaydah(&node);
    let evil = json!({"first_name": "=HYPERLINK(\"http://x\")", "note": "+1\n\"quoted\", @SUM(A1)"});
    node.send(&node.key(Scope::Server), &[identify("u-zubaydah", "", &evil)]);
    node.catch_up();
    let mut browser = at_their_page(&node, customer);
    browser.get("/privacy?lang=fa");
    let files = archive(&mut browser);
    let data: Value = serde_json::from_str(&files["my-data.json"]).unwrap();
    let tables = || files.iter().filter_map(|(name, text)| Some((name, name.strip_suffix(".csv")?, text)));
    for (name, part, text) in tables() {
        let text = text.strip_prefix('\u{feff}').unwrap_or_else(|| panic!("{name} does not say that it is UTF-8"));
        assert!(text.ends_with("\r\n"), "{name}");
        let mut table = csv::Reader::from_reader(text.as_bytes());
        let columns: BTreeSet<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
        let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), list(&data, part).len(), "{name}");
        for row in list(&data, part) {
            assert_eq!(row.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>(), columns, "{name}");
        }
        for cell in rows.iter().flatten() {
            assert!(!cell.starts_with(['=', '+', '@', '\t', '\r']), "{name}: {cell}");
        }
        assert!(files["README.txt"].contains(name.as_str()), "{name} is explained");
    }
    let parts = data.as_object().unwrap().values().filter(|value| value.is_array()).count();
    assert_eq!(tables().count(), parts - 1, "all but the missing months are tables");
    assert!(files["personal.csv"].contains("\"'=HYPERLINK(\"\"http://x\"\")\""), "{}", files["personal.csv"]);
    for planted in PLANTED {
        assert!(files["my-data.json"].contains(planted), "{planted} is kept and not exported");
    }
    assert!(!files["README.txt"].contains("missing"));
    // It is one look, of everything that was taken.
    let looks = AccessLog::of_customer(&node.app.db.access, &[customer], 99).unwrap();
    let taken: Vec<_> = looks.iter().filter(|look| look.place == "privacy_export").collect();
    assert_eq!(taken.len(), 1, "{looks:?}");
    let kinds = [Category::Name, Category::Email, Category::Phone, Category::Orders, Category::Preferences];
    assert!(kinds.iter().all(|kind| taken[0].shown.contains(*kind)), "{taken:?}");
}

#[test]
fn the_words_to_read_first_are_in_the_customers_language() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = sara(&node);
    for (language, word) in [("fa", "سفارش‌های شما"), ("ar", "طلباتك"), ("en", "your orders")] {
        let mut browser = at_their_page(&node, customer).with("lang", language);
        let read_me = archive(&mut browser).remove("README.txt").unwrap();
        assert!(read_me.contains(word), "{language}: {read_me}");
    }
}

#[test]
fn there_is_no_more_of_anything_than_is_told() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    let customer = sara(&node);
    let traits: serde_json::Map<String, Value> = (0..700).map(|n| (format!("trait-{n:03}"), json!(n))).collect();
    let traits: Vec<Value> = traits
        .into_iter()
        .collect::<Vec<_>>()
        .chunks(100)
        .map(|some| json!(some.iter().cloned().collect::<serde_json::Map<_, _>>()))
        .collect();
    node.send(&server, &traits.iter().map(|traits| identify("u1", "", traits)).collect::<Vec<_>>());
    let browsers: Vec<Value> = (0..600).map(|n| identify("u1", &format!("browser-{n}"), &json!({}))).collect();
    node.send(&server, &browsers);
    let orders: Vec<Value> = (0..1_100).map(|n| order("u1", &format!("many-{n}"), "sara@example.com", "1.00")).collect();
    for some in orders.chunks(400) {
        node.send(&server, some);
    }
    node.catch_up();
    let (keeper, mut rng) = (keeper(&node), Rng::from_seed(5));
    tend(&node, &keeper, &mut rng, 12);
    let kept = node.events().len();
    let mut browser = at_their_page(&node, customer);
    let data = document(&mut browser);
    assert!(list(&data, "traits").len() >= 700 && list(&data, "names").len() > 600, "{}", list(&data, "traits").len());
    assert_eq!(list(&data, "orders").len(), 1_101);
    let numbers: BTreeSet<&str> = list(&data, "orders").iter().filter_map(|order| order["order_id"].as_str()).collect();
    assert_eq!(numbers.len(), 1_101);
    // Out of files and journal alike, each once.
    let positions: BTreeSet<i64> = list(&data, "events").iter().filter_map(|event| event["position"].as_i64()).collect();
    assert_eq!((positions.len(), list(&data, "events").len()), (positions.len(), positions.len()));
    assert!(keeper.files().unwrap().iter().map(|file| file.rows).sum::<u64>() > 100, "some are sealed");
    assert!(positions.len() as u64 == node.facts(customer).events && kept < positions.len(), "{kept} of {}", positions.len());
    assert_eq!(data["missing_months"], json!([]));
}

#[test]
fn months_that_cant_be_read_are_named() {
    let shop = Shop::open();
    if shop.bucket.is_some() {
        return;
    }
    let node = shop.node();
    let server = node.key(Scope::Server);
    let at = node.clock.now().minus(Duration::from_hours(24 * 40)).to_rfc3339();
    let old: Vec<Value> = (0..20)
        .map(|n| {
            let mut call = order("u1", &format!("old-{n}"), "sara@example.com", "2.5");
            call["timestamp"] = json!(at);
            call
        })
        .collect();
    node.send(&server, &old);
    let customer = sara(&node);
    node.send(&server, &(0..60).map(|_| track("u1", "Subscribed")).collect::<Vec<_>>());
    node.catch_up();
    let keeper = keeper(&node);
    tend(&node, &keeper, &mut Rng::from_seed(7), 9);
    let files = keeper.files().unwrap();
    let broken = files.iter().min_by_key(|file| file.month).unwrap();
    std::fs::remove_file(folder(&node).join(broken.path())).unwrap();
    let mut browser = at_their_page(&node, customer);
    let files = archive(&mut browser);
    assert!(files["README.txt"].contains("missing: 2026-03"), "{}", files["README.txt"]);
    let data: Value = serde_json::from_str(&files["my-data.json"]).unwrap();
    assert_eq!(data["missing_months"], json!(["2026-03"]));
    assert!(list(&data, "events").len() > 20, "the rest is there");
}

/// Every table by its columns, and every value of each as text.
fn tables(store: &Store, found: &mut BTreeMap<(String, String), Vec<String>>) {
    let is_file = store.path().is_some();
    let text = |sql: &str| -> Vec<Vec<String>> {
        store.read(|tx| tx.query(sql, params![], |row| Ok::<_, db::Error>(vec![row.get::<String>(0)?]))).unwrap()
    };
    let names = if is_file {
        "SELECT name FROM sqlite_master WHERE type = 'table'"
    } else {
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"
    };
    for table in text(names).into_iter().flatten() {
        let columns = if is_file {
            format!("SELECT name FROM pragma_table_info('{table}')")
        } else {
            format!(
                "SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}' AND table_schema = 'public'"
            )
        };
        for column in text(&columns).into_iter().flatten() {
            let value = if is_file { format!("quote(\"{column}\")") } else { format!("COALESCE(\"{column}\"::text, 'NULL')") };
            let mut values: Vec<String> = text(&format!("SELECT {value} FROM \"{table}\"")).into_iter().flatten().collect();
            values.sort();
            found.insert((table.clone(), column), values);
        }
    }
}

fn all_tables(node: &Node) -> BTreeMap<(String, String), Vec<String>> {
    let mut found = BTreeMap::new();
    for store in [&node.app.db.record, &node.app.db.views, &node.app.db.access] {
        tables(store, &mut found);
    }
    found
}

/// What an erasure takes away, by table and column, and which part and key of the export tells it. `*` is every other column.
const TOLD: &[(&str, &str, &str, &str)] = &[
    ("journal", "*", "events", "body"),
    ("vault", "*", "personal", "value"),
    ("customers", "known", "profile", "known"),
    ("customers", "created_at", "profile", "known_since"),
    ("identities", "kind", "names", "kind"),
    ("identities", "value", "names", "value"),
    ("identities", "verified", "names", "verified"),
    ("identities", "at", "names", "at"),
    ("grants", "proof", "decisions", "proof"),
    ("grants", "language", "decisions", "language"),
    ("consent_choices", "*", "holds", "categories"),
    ("message_preferences", "*", "message_preferences", "paused_until"),
    ("opt_ins", "*", "confirmations", "asked_at"),
    ("access_windows", "reason", "shown_for_a_while", "reason"),
    ("access_windows", "*", "shown_for_a_while", "kind"),
    ("privacy_links", "*", "visits_here", "used_at"),
    ("privacy_sessions", "*", "visits_here", "expires_at"),
    ("customer_facts", "*", "summary", "counts"),
    ("customer_traits", "*", "traits", "value"),
    ("orders", "*", "orders", "total"),
    ("benefits", "*", "benefits", "purpose"),
    ("messages", "*", "messages", "rule"),
    ("message_bodies", "*", "messages", "text"),
    ("message_results", "*", "message_results", "delivered_at"),
    ("access_log_customers", "*", "looks", "shown"),
];

/// What changes with an erasure and tells nothing of the customer that is not told above, and why.
const TELLS_NOTHING: &[(&str, &str, &str)] = &[
    ("keyrings", "*", "the keys under which the vault's fields are sealed"),
    ("search_hashes", "*", "keyed hashes of names that are told"),
    ("identities", "hash", "keyed hashes of names that are told"),
    ("identities", "customer", "the profile's own id"),
    ("customers", "erased_at", "nobody has it before an erasure"),
    ("customer_timeline", "*", "where the events that are told stand"),
    ("history_files", "*", "the files that hold the events that are told"),
    ("history_state", "*", "how far events are sealed into files"),
    ("history_erasures", "*", "that an erasure is going on"),
    ("history_forgotten", "*", "sums without a person"),
    ("journal_head", "*", "a number"),
    ("journal_batches", "*", "hashes of message ids, for a day"),
    ("projections", "*", "how far readers have read"),
    ("leases", "*", "which node works"),
    ("erasures", "*", "that an erasure is going on"),
    ("privacy_requests", "*", "that it was asked for and done; what others wrote is told as `requests`"),
    ("event_counts", "*", "sums without a person"),
    ("order_totals", "*", "sums without a person"),
    ("message_counts", "*", "sums without a person"),
    ("message_result_counts", "*", "sums without a person"),
    ("once_keys", "*", "keyed hashes of what happens once"),
    ("live_place", "*", "which rules are asked, and how far changes were heard of"),
    ("segment_moves", "*", "sums without a person"),
    ("journey_dates", "*", "that a day which is told comes, for a few days"),
    ("settings", "*", "the store's own"),
    ("sqlite_sequence", "*", "a number"),
];

/// Somebody of whom there is something in every table that can hold something of a customer.
fn somebody_known_in_every_way(node: &Node) -> CustomerId {
    let customer = zubaydah(node);
    let server = node.key(Scope::Server);
    // Another profile, found to be theirs.
    node.send(&server, &[order("second-account", "7", "zq2@example.com", "5")]);
    node.send(&server, &[json!({"type": "alias", "userId": "u-zubaydah", "previousId": "second-account"})]);
    node.send(&server, &(0..70).map(|_| track("u-zubaydah", "Subscribed")).collect::<Vec<_>>());
    let mut yes = Decision::about(Purpose::MarketingEmail, State::Given, Basis::Consent, node.clock.now(), "api");
    (yes.proof, yes.language) = (Some("form 3".to_owned()), Some("fa".to_owned()));
    yes.valid_until = Some(node.clock.now().plus(Duration::from_hours(90 * 24)));
    node.decide(customer, yes);
    let mut benefit = track("u-zubaydah", "Benefit Given");
    benefit["properties"] = json!({"benefit_id": "b-1", "purpose": "marketing_email", "kind": "discount"});
    node.send(&server, &[benefit]);
    let asked = Preferences { paused_until: Some(node.clock.now().plus(Duration::from_hours(24))), ..Preferences::default() };
    let now = node.clock.now();
    node.record(move |tx| consent::set_preferences(tx, customer, &asked, now));
    let mut rng = node.app.fork_rng();
    node.record(move |tx| privacy::ask_opt_in(tx, &mut rng, &[customer], Purpose::MarketingEmail, true, Duration::ZERO, now));
    let reason = "The parcel came back".to_owned();
    let (kind, recipient, categories) = (WindowKind::Request, Recipient::Marketing, CategorySet::ALL);
    let window = NewWindow { customer, kind, staff: None, recipient, categories, reason };
    let (mut rng, now) = (node.app.fork_rng(), node.clock.now());
    node.record(move |tx| consent::ask_window(tx, &mut rng, &window, now));
    node.catch_up();
    // The text of a letter, as it is kept once it was sent.
    let letter = node.messages(customer).into_iter().find(|message| message.letter == BuiltIn::ThankYou).expect("a letter");
    let kept = node.app.composer.compose(&letter, &mut Rng::from_seed(4)).ok().and_then(|composed| composed.kept);
    let kept = kept.expect("a text");
    let pattern = kept.pattern.expect("what it is packed against");
    let keep = |tx: &mut db::Tx<'_>| {
        tx.execute("INSERT INTO body_patterns (hash, text) VALUES ($1, $2)", params![&pattern.hash, pattern.text])?;
        let sql = "INSERT INTO message_bodies (message, sealed, pattern) VALUES ($1, $2, $3)";
        tx.execute(sql, params![letter.id, kept.sealed, &pattern.hash])
    };
    node.app.db.views.write(keep).unwrap();
    let told = vec![Told { message: letter.id, outcome: Outcome::Delivered, at: None }];
    app::feedback::hear(&node.app, told, None).unwrap();
    node.catch_up();
    customer
}

#[test]
fn what_is_exported_is_all_that_is_erased() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = somebody_known_in_every_way(&node);
    let mut browser = at_their_page(&node, customer);
    let data = document(&mut browser);
    let letters = archive(&mut browser).into_keys().filter(|name| name.starts_with("messages/")).count();
    assert!(letters > 0, "letters are there as they were sent");
    let before = all_tables(&node);
    erasing::erase(&node.app, customer, "test").unwrap().expect("an erasure");
    settle(&node, &mut Rng::from_seed(1));
    let after = all_tables(&node);
    let mut told = BTreeSet::new();
    for ((table, column), values) in &before {
        let mut left = after[&(table.clone(), column.clone())].clone();
        let gone = values.iter().filter(|value| {
            let at = left.iter().position(|other| other == *value);
            at.map(|at| left.swap_remove(at)).is_none() && *value != "NULL"
        });
        if gone.count() == 0 {
            continue;
        }
        let names = |(of, which): (&str, &str)| of == table && (which == column || which == "*");
        let exact = TOLD.iter().find(|(of, which, ..)| of == table && which == column);
        if let Some((.., part, key)) = exact.or_else(|| TOLD.iter().find(|(of, which, ..)| names((of, which)))) {
            let tells = list(&data, part).iter().any(|row| !row[*key].is_null());
            assert!(tells, "{table}.{column} is erased, and the export's {part} tells no {key}: {}", data[*part]);
            told.insert(table.clone());
        } else {
            let is_nothing = TELLS_NOTHING.iter().any(|(of, which, _)| names((of, which)));
            assert!(
                is_nothing,
                "{table}.{column} is erased: is it in the export? Say where in TOLD, or why not in TELLS_NOTHING"
            );
        }
    }
    let expected: BTreeSet<String> = TOLD.iter().map(|(table, ..)| (*table).to_owned()).collect();
    let missed: Vec<&String> = expected.difference(&told).collect();
    assert!(missed.is_empty(), "the story erases nothing of {missed:?}, so it shows nothing about them");
}
