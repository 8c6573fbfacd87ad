//! Personal data: nowhere on disk in clear, shown only as far as it is shared, and every look is written down.

use crate::support::{Node, Shop, identify, order, with_banner};
use base::id::CustomerId;
use db::params;
use foundation::consent::{Basis, Category, CategorySet, Decision, Purpose, Recipient, State};
use foundation::customers;
use foundation::staff::Scope;
use foundation::vault::{Access, AccessLog, Disclosed, Looker, Shown};
use serde_json::{Value, json};
use std::path::Path;

/// Names, addresses and numbers that stand nowhere else.
const PLANTED: [&str; 22] = [
    "Zebulon",
    "Quackenbush",
    "زبولونى",
    "کوهستانی‌نژاد",
    "Przybylszewski",
    "zebulon.q",
    "mail.planted.example",
    "vera%40planted.example",
    "vera@planted.example",
    "501239876",
    "٥٠١٢٣٩٨٧٦",
    "۵۰۱۲۳۹۸۷۶",
    "50 123 9876",
    "Kumquat Street",
    "شارع الكمكوات",
    "1987-06-05",
    "203.0.113.77",
    "91234",
    "plantagenet@",
    "Plantagenet@",
    "groupie@",
    "0501239876",
];

fn planted_events() -> Vec<Value> {
    let consent = json!({"analytics": true, "functional": true});
    let person = json!({"name": "Zebulon Quackenbush", "email": "zebulon.q@mail.planted.example", "phone": "+966 50 123 9876",
        "firstName": "زبولونى", "last_name": "کوهستانی‌نژاد", "birthday": "1987-06-05", "address": {"street": "1 Kumquat Street"},
        "billing_first_name": "Przybylszewski", "shipping_phone": "0501239876", "plan": "gold",
        "company": {"contact": {"name": "Zebulon"}, "note": "ask vera@planted.example or +٩٦٦٥٠١٢٣٩٨٧٦"}});
    let url = "https://shop.example/?email=vera%40planted.example&first_name=Zebulon&tel=0501239876#p=%2B966501239876";
    let context = json!({"traits": person, "ip": "203.0.113.77", "locale": "en", "consent": {"categoryPreferences": consent},
        "page": {"url": url, "path": "/u/zebulon.q@mail.planted.example", "search": "?q=+۹۶۶۵۰۱۲۳۹۸۷۶"},
        "referrer": {"url": url}, "campaign": {"name": "to vera@planted.example"}});
    let mut events = vec![
        json!({"type": "identify", "userId": "u1", "anonymousId": "v1", "traits": person, "context": context}),
        json!({"type": "identify", "userId": "vera@planted.example", "traits": {"email": "vera@planted.example"}}),
        json!({"type": "identify", "userId": "+966501239876"}),
        json!({"type": "identify", "userId": "＋۹۶۶۵۰۱۲۳۹۸۷۶", "anonymousId": "zebulon.q@mail.planted.example"}),
        json!({"type": "alias", "userId": "u1", "previousId": "Plantagenet@mail.planted.example"}),
        json!({"type": "group", "userId": "u1", "groupId": "groupie@mail.planted.example", "traits": {"email": "vera@planted.example"}}),
        json!({"type": "page", "userId": "u1", "name": "Home", "category": "vera@planted.example", "properties": {"url": url}, "context": context}),
        json!({"type": "screen", "userId": "u1", "name": "vera@planted.example"}),
        json!({"type": "track", "userId": "u1", "event": "Wrote to vera@planted.example"}),
        json!({"type": "track", "userId": "u1", "event": "Rang +966 50 123 9876 twice"}),
        json!({"type": "track", "userId": "u1", "event": "Asked", "properties": {"customer": person, "deep": [{"er": [person]}],
            "text": "mail zebulon.q@mail.planted.example, ring +966 50 123 9876", "e\u{6d}ail": "vera@planted.example"}, "context": context}),
        json!({"type": "track", "userId": "u1", "event": "Order Completed", "properties": {"order_id": "1001", "total": 5, "currency": "SAR",
            "email": "zebulon.q@mail.planted.example", "phone": "٠٥٠١٢٣٩٨٧٦", "shipping_address": {"name": "Zebulon", "street": "شارع الكمكوات", "zip": "91234"},
            "products": [{"name": "Lamp", "engraving": "for vera@planted.example"}]}}),
        json!({"type": "track", "event": "Nobody's", "properties": person}),
        json!({"type": "track", "userId": "u1", "event": "Bad time", "timestamp": "zebulon.q@mail.planted.example"}),
        json!({"type": "track", "userId": "u1", "event": "Order Completed", "properties": {"order_id": "2", "total": "Zebulon", "currency": "Zebulon"}}),
    ];
    let escaped =
        r#"{"type":"track","userId":"u1","event":"Asked","properties":{"\u0065mail":"ver\u0061\u0040planted.example"}}"#;
    events.push(serde_json::from_str(escaped).unwrap());
    events
}

fn files_in(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] }).collect()
}

/// Everything that is on disk, by where it is: files, or every row of every table.
pub fn on_disk(shop: &Shop) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> =
        files_in(&shop.folder).into_iter().map(|path| (path.display().to_string(), std::fs::read(&path).unwrap())).collect();
    let database = db::Db::open(&shop.location).unwrap();
    let store = &database.record;
    if store.path().is_none() {
        let sql = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'";
        let tables: Vec<String> = store.read(|tx| tx.query(sql, params![], |row| row.get(0))).unwrap();
        for table in tables {
            let sql = format!("SELECT t::text FROM {table} t");
            let rows: Vec<String> = store.read(|tx| tx.query(&sql, params![], |row| row.get(0))).unwrap();
            found.push((table, rows.join("\n").into_bytes()));
        }
    }
    found
}

fn holds(bytes: &[u8], text: &str) -> bool {
    let hex = data_encoding::HEXLOWER.encode(text.as_bytes());
    memchr::memmem::find(bytes, text.as_bytes()).is_some() || memchr::memmem::find(bytes, hex.as_bytes()).is_some()
}

#[test]
fn nothing_personal_is_on_disk_in_clear() {
    let server =
        capabilities::messaging::testing::SmtpServer::start(capabilities::messaging::testing::Script::default()).unwrap();
    let shop = Shop::open();
    let node = shop.node_with_mail(Some(&server.url()));
    node.app.start().unwrap();
    let (site, key) = (node.key(Scope::Site), node.key(Scope::Server));
    let events = planted_events();
    assert_eq!(node.send(&key, &events).total(), events.len() as u64);
    node.send(&site, &events);
    crate::support::until("the thank-you", || !server.received().is_empty());
    node.import(&key, &planted_events());
    disclose(&node, &[node.user("u1").unwrap()], staff(&[Recipient::Fulfilment]));
    node.catch_up();
    let found = on_disk(&shop);
    assert!(found.iter().any(|(_, bytes)| holds(bytes, "Lamp")), "what is not personal is there");
    for (place, bytes) in found {
        for planted in PLANTED {
            assert!(!holds(&bytes, planted), "{planted} stands in {place}: {}", around(&bytes, planted));
        }
    }
}

/// Where it stands, for whoever has to find out why.
fn around(bytes: &[u8], text: &str) -> String {
    let at = memchr::memmem::find(bytes, text.as_bytes()).unwrap_or(0);
    String::from_utf8_lossy(&bytes[at.saturating_sub(200)..(at + 200).min(bytes.len())]).into_owned()
}

fn staff(teams: &[Recipient]) -> Looker {
    Looker::Staff { staff: None, teams: teams.to_vec(), own_teams: Vec::new() }
}

fn disclose(node: &Node, people: &[CustomerId], looker: Looker) -> Disclosed {
    let access = Access { looker, purpose: Purpose::CustomerCare, place: "customers".to_owned() };
    let ids: Vec<Vec<CustomerId>> =
        people.iter().map(|id| node.app.db.record.read(|tx| customers::all_ids(tx, *id)).unwrap()).collect();
    let (app, now) = (&node.app, base::Clock::now(&*node.clock));
    app.access.disclose(&mut app.fork_rng(), &access, &ids, CategorySet::ALL, now).unwrap()
}

fn looks(node: &Node, customer: CustomerId) -> Vec<(Recipient, CategorySet, CategorySet)> {
    let ids = node.app.db.record.read(|tx| customers::all_ids(tx, customer)).unwrap();
    let rows = AccessLog::of_customer(&node.app.db.access, &ids, 100).unwrap();
    rows.into_iter().map(|row| (row.recipient, row.shown, row.refused)).collect()
}

#[test]
fn a_look_shows_what_is_shared_and_is_written_down_once() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let traits = json!({"name": "Sara", "email": "sara@mail.example", "birthday": "1990-01-01"});
    node.send(&key, &[identify("u1", "", &traits), order("u1", "1", "sara@mail.example", "5")]);
    let customer = node.user("u1").unwrap();
    let (shared, kept_back) = (CategorySet::of(&[Category::Name, Category::Email]), CategorySet::of(&[Category::BirthDate]));
    let seen = disclose(&node, &[customer], staff(&[Recipient::Fulfilment]));
    let person = seen.person(customer).unwrap();
    assert_eq!((person.field("name"), person.field("email")), (Shown::Value("Sara"), Shown::Value("sara@mail.example")));
    assert_eq!((person.field("birth_date"), person.field("phone")), (Shown::Withheld, Shown::Absent));
    assert_eq!(looks(&node, customer), [(Recipient::Fulfilment, shared, kept_back)]);
    // Another team sees nothing, and that look is written down too.
    let seen = disclose(&node, &[customer], staff(&[Recipient::Marketing]));
    assert!(seen.person(customer).unwrap().fields().all(|(_, _, shown, ..)| shown == Shown::Withheld));
    assert_eq!(looks(&node, customer)[0], (Recipient::Marketing, CategorySet::EMPTY, shared.with(kept_back)));
    // Shared with marketing until withdrawn, from the very next look on.
    let now = base::Clock::now(&*node.clock);
    for (state, shown) in [(State::Given, shared), (State::Withdrawn, CategorySet::EMPTY)] {
        node.decide(customer, Decision::about(Purpose::MarketingEmail, state, Basis::Consent, now, "api"));
        disclose(&node, &[customer], staff(&[Recipient::Marketing]));
        let log = looks(&node, customer);
        assert!(log.iter().any(|(team, seen, _)| *team == Recipient::Marketing && *seen == shown), "{log:?}");
    }
    assert_eq!(looks(&node, customer).len(), 4);
    // A page of people is one entry that names each.
    node.send(&key, &[identify("u2", "", &json!({"name": "Ali"}))]);
    disclose(&node, &[customer, node.user("u2").unwrap()], staff(&[Recipient::Support]));
    assert_eq!((looks(&node, customer).len(), looks(&node, node.user("u2").unwrap()).len()), (5, 1));
}

#[test]
fn one_call_may_say_a_thing_twice() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let traits =
        json!({"Email": "old@mail.example", "email": "sara@mail.example", "mobile": "+966501234567", "phone": "+966501234567"});
    node.send(&key, &[identify("u1", "", &traits)]);
    let customer = node.user("u1").unwrap();
    let seen = disclose(&node, &[customer], staff(&[Recipient::Fulfilment]));
    assert_eq!(seen.person(customer).unwrap().field("email"), Shown::Value("sara@mail.example"));
    assert_eq!(node.by_email("sara@mail.example"), Some(customer));
}

#[test]
fn what_two_profiles_held_is_one_person_s() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    node.send(&key, &[identify("u1", "", &json!({"name": "Sara"})), identify("u2", "", &json!({"email": "sara@mail.example"}))]);
    node.send(&key, &[json!({"type": "alias", "userId": "u1", "previousId": "u2"})]);
    let customer = node.user("u1").unwrap();
    let seen = disclose(&node, &[customer], staff(&[Recipient::Fulfilment]));
    let person = seen.person(customer).unwrap();
    assert_eq!((person.field("name"), person.field("email")), (Shown::Value("Sara"), Shown::Value("sara@mail.example")));
    assert_eq!(looks(&node, customer).len(), 1);
}

#[test]
fn people_are_found_by_whole_addresses_and_the_beginnings_of_names() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let read = node.key(Scope::Read);
    for (user, traits) in [
        ("u1", json!({"name": "Sara Karimi", "email": "sara@mail.example", "phone": "+966501234567"})),
        ("u2", json!({"firstName": "فاطمة", "lastName": "الزهراء"})),
        ("u3", json!({"name": "علی رضایی"})),
    ] {
        node.send(&key, &[identify(user, "", &traits), order(user, &format!("A-{user}"), "", "5")]);
    }
    node.catch_up();
    for (query, user) in [
        ("sara@mail.example", "u1"),
        ("SARA@Mail.Example ", "u1"),
        ("+966 50 123 4567", "u1"),
        ("+٩٦٦٥٠١٢٣٤٥٦٧", "u1"),
        ("u1", "u1"),
        ("kar sar", "u1"),
        ("فاط", "u2"),
        ("فاطمه", "u2"),
        ("الزهرا", "u2"),
        ("علي", "u3"),
        ("رضا", "u3"),
        ("A-u3", "u3"),
        ("#A-u2", "u2"),
    ] {
        let encoded = serde_urlencoded::to_string([("q", query)]).unwrap();
        let request = axum::http::Request::get(format!("/api/v1/customers?{encoded}"));
        let request = request.header("authorization", format!("Bearer {read}")).body(axum::body::Body::empty()).unwrap();
        let reply = node.request(request);
        let found: Value = serde_json::from_str(&reply.body).unwrap();
        let ids: Vec<&str> = found["data"].as_array().unwrap().iter().filter_map(|row| row["id"].as_str()).collect();
        assert_eq!(ids, [node.user(user).unwrap().to_string()], "{query}: {}", reply.body);
    }
}

#[test]
fn without_consent_a_page_s_words_about_a_person_are_gone() {
    let shop = Shop::open();
    let node = shop.node();
    let site = node.key(Scope::Site);
    let traits = json!({"name": "Sara", "email": "sara@mail.example", "plan": "gold"});
    node.send(&site, &[with_banner(identify("u1", "v1", &traits), &json!({"analytics": true}))]);
    let customer = node.user("u1").unwrap();
    let seen = disclose(&node, &[customer], staff(Recipient::ALL));
    assert_eq!(seen.person(customer).unwrap().fields().count(), 0, "nobody was allowed to keep a name or an address");
    assert_eq!(node.counted("stripped", "no_consent"), 2);
    assert_eq!(looks(&node, customer), [], "where there was nothing to see, nothing was seen");
}
