//! A process that seals, joins, erases and drops is killed at any moment; what it leaves is looked at, and the next goes on.

use crate::forgetting::{DAY, KEPT, totals_shown};
use crate::history::{keeper, tables, tend};
use crate::support::{Node, Shop, open_shop_that_keeps_all};
use base::id::CustomerId;
use base::{Clock as _, Rng, Timestamp};
use db::Location;
use foundation::customers;
use foundation::history::{self, Column, Columns, Error, Fold, Query, Row};
use foundation::journal;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// What the one that is killed is told: engine, folder, key, seed and moment, a line each.
const VARIABLE: &str = "AMANA_TEST_CHILD";
const ROUNDS_VARIABLE: &str = "AMANA_KILLS";
const BATCH: usize = 20;
const USERS: u64 = 5;
const NAMES: [&str; 3] = ["Order Completed", "Product Viewed", "Subscribed"];

/// What a child said that it does, in order.
#[derive(Debug, Clone, PartialEq)]
enum Line {
    Now(i64),
    Send(u64),
    Sent(u64),
    Erase(u64, CustomerId),
    Erased(u64, CustomerId),
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Now(micros) => write!(f, "now {micros}"),
            Self::Send(batch) => write!(f, "send {batch}"),
            Self::Sent(batch) => write!(f, "sent {batch}"),
            Self::Erase(user, customer) => write!(f, "erase {user} {customer}"),
            Self::Erased(user, customer) => write!(f, "erased {user} {customer}"),
        }
    }
}

/// The calls of a batch: the same for whoever asks. The tag says which call it is.
fn calls(batch: u64, now: Timestamp) -> Vec<Value> {
    let mut rng = Rng::from_seed(batch);
    (0..BATCH)
        .map(|at| {
            let name = NAMES[rng.below(3) as usize];
            let happened = now.minus(DAY * rng.below(200) as u32).to_rfc3339();
            json!({"type": "track", "userId": format!("u{}", rng.below(USERS)), "event": name, "timestamp": happened,
                "properties": {"order_id": format!("B{batch}-{at}"), "total": "2.5", "currency": "USD"}})
        })
        .collect()
}

fn tag(call: &Value) -> String {
    call["properties"]["order_id"].as_str().expect("a tag").to_owned()
}

pub struct Child {
    pub location: Location,
    pub folder: PathBuf,
    pub key: String,
    pub seed: u64,
    pub now: Timestamp,
}

impl Child {
    /// What this process was told, where it is one that is to be killed.
    pub fn told() -> Option<Self> {
        let text = std::env::var(VARIABLE).ok()?;
        let lines: Vec<&str> = text.lines().collect();
        let [engine, place, folder, key, seed, now] = lines[..] else { panic!("{text}") };
        let location = if engine == "sqlite" { Location::Folder(PathBuf::from(place)) } else { Location::Url(place.to_owned()) };
        let (seed, now) = (seed.parse().unwrap(), Timestamp::from_micros(now.parse().unwrap()));
        Some(Self { location, folder: PathBuf::from(folder), key: key.to_owned(), seed, now })
    }

    fn tell(&self) -> String {
        let (engine, place) = match &self.location {
            Location::Folder(folder) => ("sqlite", folder.display().to_string()),
            Location::Url(url) => ("postgres", url.clone()),
        };
        let (folder, now) = (self.folder.display(), self.now.micros());
        format!("{engine}\n{place}\n{folder}\n{}\n{}\n{now}", self.key, self.seed)
    }

    /// Runs a test of this name in a process of its own, and kills it some time after it said that it is ready, for the
    /// `round`th time in this folder.
    pub fn run_and_kill(&self, test: &str, round: u64, rng: &mut Rng) {
        let mut process = Command::new(std::env::current_exe().expect("this program"))
            .args([test, "--exact", "--nocapture"])
            .env(VARIABLE, self.tell())
            .stdout(std::process::Stdio::null())
            .spawn()
            .expect("a process");
        let readies = || std::fs::read_to_string(log_path(&self.folder)).unwrap_or_default().matches("ready").count() as u64;
        let is_ready = std::iter::repeat_with(readies).take(3000).find(|ready| {
            std::thread::sleep(Duration::from_millis(10));
            *ready == round
        });
        assert!(is_ready.is_some(), "the process began");
        std::thread::sleep(Duration::from_millis(5 + rng.below(700)));
        assert!(process.try_wait().expect("a process").is_none(), "it ran until it was killed");
        process.kill().expect("a kill");
        process.wait().expect("an end");
    }
}

pub fn log_path(folder: &Path) -> PathBuf {
    folder.join("log")
}

/// How many rounds this run asks for.
pub fn rounds() -> u64 {
    std::env::var(ROUNDS_VARIABLE).ok().and_then(|text| text.parse::<u64>().ok()).unwrap_or(3)
}

/// Not a test of its own: what runs in the process that is killed.
#[test]
fn the_one_that_is_killed() {
    let Some(child) = Child::told() else { return };
    let shop = Shop::over(child.location, child.folder.clone(), child.now, child.seed);
    let node = shop.node();
    let keeper = keeper(&node);
    let mut rng = Rng::from_seed(child.seed);
    let mut log = std::fs::OpenOptions::new().append(true).create(true).open(log_path(&child.folder)).expect("a log");
    log.write_all(b"ready\n").expect("a line");
    let mut say = |line: Line| log.write_all(format!("{line}\n").as_bytes()).expect("a line");
    for round in 0.. {
        match rng.below(12) {
            0..=3 => {
                let batch = child.seed << 32 | round;
                say(Line::Send(batch));
                node.send(&child.key, &calls(batch, node.clock.now()));
                say(Line::Sent(batch));
            }
            4 => {
                shop.wait(DAY * rng.below(3) as u32);
                say(Line::Now(node.clock.now().micros()));
            }
            5 if rng.below(3) == 0 => {
                let user = rng.below(USERS);
                let Some(customer) = node.user(&format!("u{user}")) else { continue };
                let (now, at) = (node.clock.now(), node.app.node);
                say(Line::Erase(user, customer));
                node.record(move |tx| {
                    history::erase(tx, &[customer], now)?;
                    customers::mark_erased(tx, customer, now)?;
                    journal::note_change(tx, at, Some(customer), now)
                });
                say(Line::Erased(user, customer));
            }
            6 => node.catch_up(),
            _ => {
                node.catch_up();
                tend(&node, &keeper, &mut rng, 2);
            }
        }
    }
}

fn read_log(folder: &Path) -> Vec<Line> {
    let text = std::fs::read_to_string(log_path(folder)).unwrap_or_default();
    let line = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["now", micros] => Some(Line::Now(micros.parse().ok()?)),
            ["send", batch] => Some(Line::Send(batch.parse().ok()?)),
            ["sent", batch] => Some(Line::Sent(batch.parse().ok()?)),
            ["erase", user, customer] => Some(Line::Erase(user.parse().ok()?, customer.parse().ok()?)),
            ["erased", user, customer] => Some(Line::Erased(user.parse().ok()?, customer.parse().ok()?)),
            _ => None,
        }
    };
    text.lines().filter_map(line).collect()
}

/// Everything that is visible: the tag, name, moment and customer of each event.
#[derive(Default)]
struct Seen(Vec<(String, String, Timestamp, CustomerId)>, Option<CustomerId>);

impl Fold for Seen {
    fn begin(&mut self, customer: CustomerId) {
        self.1 = Some(customer);
    }

    fn step(&mut self, row: Row<'_>) {
        let tag = row.order_id().expect("a tag").to_owned();
        self.0.push((tag, row.name().to_owned(), row.time(), self.1.expect("it has begun")));
    }

    fn end(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

/// What must be there, by tag: name and moment. And what must not be.
struct Expected {
    now: Timestamp,
    events: BTreeMap<String, (String, Timestamp)>,
    erased: BTreeSet<String>,
}

impl Expected {
    fn of(lines: &[Line], start: Timestamp) -> Self {
        let mut expected = Self { now: start, events: BTreeMap::new(), erased: BTreeSet::new() };
        let mut by_user: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in lines {
            match line {
                Line::Now(micros) => expected.now = Timestamp::from_micros(*micros),
                Line::Sent(batch) => {
                    for call in calls(*batch, expected.now) {
                        let at = Timestamp::parse(call["timestamp"].as_str().unwrap()).unwrap();
                        expected.events.insert(tag(&call), (call["event"].as_str().unwrap().to_owned(), at));
                        by_user.entry(call["userId"].as_str().unwrap().to_owned()).or_default().push(tag(&call));
                    }
                }
                Line::Erased(user, _) => expected.erased.extend(by_user.remove(&format!("u{user}")).unwrap_or_default()),
                Line::Send(_) | Line::Erase(..) => {}
            }
        }
        expected
    }

    fn is_over(&self, tag: &str) -> bool {
        let (name, at) = &self.events[tag];
        crate::forgetting::is_over(journal::Kind::Track, name, *at, self.now)
    }
}

/// What was under way when the process died: whether it was done, which it had no time to say.
fn settle_log(folder: &Path, node: &Node) {
    let lines = read_log(folder);
    let mut more = String::new();
    let sent = lines.iter().filter(|line| matches!(line, Line::Sent(_))).count() as i64;
    let head = node.app.db.record.read(journal::head).expect("a head");
    assert_eq!((head - 1) % BATCH as i64, 0, "batches are whole");
    let is_one_more = (head - 1) / BATCH as i64 - sent;
    match lines.iter().rev().find(|line| matches!(line, Line::Send(_))) {
        Some(Line::Send(batch)) if is_one_more == 1 && !lines.contains(&Line::Sent(*batch)) => {
            more = format!("{}\n", Line::Sent(*batch));
        }
        _ => assert_eq!(is_one_more, 0, "what was answered is in, and nothing that was not asked"),
    }
    if let Some(Line::Erase(user, customer)) = lines.iter().rev().find(|line| matches!(line, Line::Erase(..)))
        && !lines.contains(&Line::Erased(*user, *customer))
    {
        let row = node.app.db.record.read(|tx| customers::customer_row(tx, *customer)).expect("a row");
        if row.is_some_and(|row| row.erased_at.is_some()) {
            more.push_str(&Line::Erased(*user, *customer).to_string());
            more.push('\n');
        }
    }
    let mut log = std::fs::OpenOptions::new().append(true).open(log_path(folder)).expect("a log");
    log.write_all(more.as_bytes()).expect("a line");
}

/// No event is lost, none is there twice, none is back from the dead; all sums are those of everything that ever came in.
fn assert_nothing_lost(node: &Node, expected: &Expected) {
    let query = Query::all(Columns::of(&[Column::Position, Column::Name, Column::OrderId]));
    let folds = node.app.history.fold(query, 2, Seen::default).expect("a fold");
    let mut seen: BTreeMap<String, (String, Timestamp)> = BTreeMap::new();
    for (tag, name, at, _) in folds.into_iter().flat_map(|fold| fold.0) {
        assert!(seen.insert(tag.clone(), (name, at)).is_none(), "{tag} is there twice");
    }
    for (tag, event) in &seen {
        assert_eq!(expected.events.get(tag), Some(event), "{tag} is as it was sent");
        assert!(!expected.erased.contains(tag), "{tag} is back from the dead");
    }
    for tag in expected.events.keys().filter(|tag| !seen.contains_key(*tag)) {
        assert!(expected.erased.contains(tag) || expected.is_over(tag), "{tag} is lost");
    }
    node.catch_up();
    let (names, sold) = totals_shown(node);
    let mut of_name: BTreeMap<String, i64> = BTreeMap::new();
    for (name, _) in expected.events.values() {
        *of_name.entry(name.clone()).or_default() += 1;
    }
    let orders = of_name.get("Order Completed").copied().unwrap_or(0);
    assert_eq!(names, of_name, "events by name");
    assert_eq!(sold.get("USD").copied().unwrap_or_default(), (orders, orders * 250), "what was sold");
}

#[test]
fn killed_while_the_history_is_kept_in_order() {
    // Twice as many as of the other kills: each is short.
    let rounds = 2 * rounds();
    let (shop, node, key) = open_shop_that_keeps_all();
    let start = node.clock.now();
    node.record(move |tx| KEPT.save(tx, start));
    drop(node);
    let mut rng = Rng::from_seed(rounds);
    let mut killed = 0;
    for round in 1..=rounds {
        let now = Expected::of(&read_log(&shop.folder), start).now;
        let child = Child { location: shop.location.clone(), folder: shop.folder.clone(), key: key.clone(), seed: round, now };
        child.run_and_kill("killed::the_one_that_is_killed", round, &mut rng);
        killed += 1;
        let node = Shop::over(shop.location.clone(), shop.folder.clone(), now, 1_000_000 + round).node();
        settle_log(&shop.folder, &node);
        let expected = Expected::of(&read_log(&shop.folder), start);
        node.clock.set(expected.now);
        assert_nothing_lost(&node, &expected);
    }
    let expected = Expected::of(&read_log(&shop.folder), start);
    let node = Shop::over(shop.location.clone(), shop.folder.clone(), expected.now, 2_000_000).node();
    let keeper = keeper(&node);
    let mut rng = Rng::from_seed(1);
    node.clock.advance(DAY * 2);
    let expected = Expected { now: node.clock.now(), ..expected };
    let is_done = (0..1000).any(|_| {
        node.catch_up();
        tend(&node, &keeper, &mut rng, 20) == 0
    });
    assert!(is_done, "the work ends");
    assert_nothing_lost(&node, &expected);
    assert_eq!(node.app.db.record.read(history::erasing_since).unwrap(), None, "the erased are gone");
    let checked = keeper.check().expect("a check");
    assert!(checked.problems.is_empty() && checked.files > 0, "{checked:?}");
    keeper.sweep_all().expect("a sweep");
    let on_disk = std::fs::read_dir(shop.folder.join("history")).unwrap().flatten();
    let on_disk = on_disk.map(|month| std::fs::read_dir(month.path()).unwrap().count()).sum::<usize>();
    assert_eq!(on_disk, checked.files, "nothing lies about");
    let before = tables(&node);
    node.rebuild();
    assert_eq!(tables(&node), before, "a rebuild over what is kept gives the same rows");
    let _ = writeln!(
        std::io::stderr(),
        "{killed} kills, {} events, {} of them erased, {} kept in {} files; nothing lost, nothing twice, nothing back",
        expected.events.len(),
        expected.erased.len(),
        checked.rows,
        checked.files
    );
}
