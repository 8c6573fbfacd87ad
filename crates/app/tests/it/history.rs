//! What is sealed reads as if it were not, whatever else happens.

mod bucket;

use crate::support::{Node, Shop, identify, order, page, track, with_banner};
use base::id::CustomerId;
use base::{Clock as _, Rng};
use foundation::customers::{self, Facts, Filter};
use foundation::history::{self, Column, Columns, Error, Fold, History, Pace, Place, Query, Row, Shelf, Tended};
use foundation::journal::Event;
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::time::Duration;

const PACE: Pace = Pace { seal_events: 40, kept_events: 0 };

/// A store and everything that was ever appended to its journal.
pub struct Past {
    pub events: BTreeMap<i64, Event>,
    pub gone: HashSet<CustomerId>,
}

/// A fold that lists all it sees.
#[derive(Default)]
pub struct List {
    pub seen: BTreeMap<CustomerId, Vec<i64>>,
    current: Option<CustomerId>,
}

impl Fold for List {
    fn begin(&mut self, customer: CustomerId) {
        assert!(self.seen.insert(customer, Vec::new()).is_none(), "a customer begins once");
        self.current = Some(customer);
    }

    fn step(&mut self, row: Row<'_>) {
        let list = self.current.and_then(|current| self.seen.get_mut(&current)).expect("it has begun");
        list.push(row.position());
    }

    fn end(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

pub fn folder(node: &Node) -> PathBuf {
    node.app.config.history.clone().expect("a place for the history").folder
}

/// As the program's own, but it seals a few events at a time.
pub fn keeper(node: &Node) -> History {
    let storage = node.app.config.history.clone().expect("a place for the history");
    let shelf = Shelf::open(storage, &mut Rng::from_seed(1)).expect("a place that can be");
    History::new(node.app.db.clone(), node.app.recorder.clone(), Some(shelf), PACE)
}

/// As [`keeper`], where nothing is sealed.
pub fn unsealed(node: &Node) -> History {
    History::new(node.app.db.clone(), node.app.recorder.clone(), None, PACE)
}

pub fn any_call(rng: &mut Rng, at: &str) -> Value {
    let (user, visitor) = (format!("u{}", rng.below(8)), format!("v{}", rng.below(8)));
    let mut call = match rng.below(6) {
        0 => identify(&user, &visitor, &json!({"plan": rng.below(5)})),
        1 => order(&user, &rng.u64().to_string(), "a@mail.example", "12.5"),
        2 => json!({"type": "alias", "userId": user, "previousId": format!("u{}", rng.below(8))}),
        3 => track(&user, "Subscribed"),
        4 => track(&user, "Product Viewed"),
        _ => with_banner(page(&visitor), &json!({"analytics": true})),
    };
    call["timestamp"] = json!(at);
    call
}

impl Past {
    pub fn open() -> Self {
        Self { events: BTreeMap::new(), gone: HashSet::new() }
    }

    /// Notes what the journal holds, before any of it is sealed.
    pub fn note(&mut self, node: &Node) {
        self.events.extend(node.events().into_iter().map(|event| (event.position, event)));
    }

    /// Sends some calls that happened so many days ago, or brings them in as history, and notes them.
    pub fn send_any(&mut self, node: &Node, key: &str, rng: &mut Rng, days_ago: u64) {
        let at = node.clock.now().minus(Duration::from_hours(24 * days_ago)).to_rfc3339();
        let calls: Vec<Value> = (0..30).map(|_| any_call(rng, &at)).collect();
        if rng.below(3) == 0 {
            node.import(key, &calls)
        } else {
            node.send(key, &calls)
        };
        self.note(node);
    }

    pub fn by_root(&self, node: &Node) -> BTreeMap<CustomerId, Vec<&Event>> {
        let mut by_root: BTreeMap<CustomerId, Vec<&Event>> = BTreeMap::new();
        for event in self.events.values().filter(|event| !self.gone.contains(&event.customer)) {
            by_root.entry(node.root(event.customer)).or_default().push(event);
        }
        for events in by_root.values_mut() {
            events.sort_by_key(|event| (event.at, event.position));
        }
        by_root
    }

    /// The fold, every timeline page by page, and single events are those of a plain sorted list.
    fn assert_reads_the_same(&self, node: &Node) {
        let expected = self.by_root(node);
        let positions = |events: &Vec<&Event>| events.iter().map(|event| event.position).collect::<Vec<_>>();
        for threads in [1, 2] {
            let folds =
                node.app.history.fold(Query::all(Columns::of(&[Column::Position])), threads, List::default).expect("a fold");
            let seen: BTreeMap<CustomerId, Vec<i64>> = folds.into_iter().flat_map(|fold| fold.seen).collect();
            assert_eq!(seen, expected.iter().map(|(root, events)| (*root, positions(events))).collect(), "{threads} threads");
        }
        // A timeline shows what the tables have read.
        if foundation::projections::lags(&node.app.db).expect("lags").iter().any(|lag| lag.events > 0) {
            return;
        }
        for (root, events) in &expected {
            let mut found: Vec<Event> = Vec::new();
            let mut before = Place::TOP;
            loop {
                let page = node.app.history.timeline(*root, before, 7).expect("a page").events;
                let Some(last) = page.last() else { break };
                before = Place::of(last);
                found.extend(page);
            }
            found.reverse();
            assert_eq!(found.iter().collect::<Vec<_>>(), *events);
            let one = events[events.len() / 2];
            assert_eq!(node.app.history.event(one.customer, one.position).expect("an event").as_ref(), Some(one));
        }
    }
}

/// Facts and the other tables, without the places of events in the journal.
pub fn tables(node: &Node) -> (BTreeMap<CustomerId, Facts>, Vec<String>) {
    let rows = node.app.db.views.read(|tx| customers::list(tx, Filter::All, None, 10_000)).expect("customers");
    let facts = rows.into_iter().map(|row| (row.customer, Facts { recent: Vec::new(), ..row.facts }));
    let others = node.tables().into_iter().filter(|row| !row.starts_with("facts") && !row.starts_with("timeline"));
    (facts.collect(), others.collect())
}

pub fn tend_once(node: &Node, keeper: &History, rng: &mut Rng) -> Tended {
    let read = node.app.db.views.read(foundation::projections::read_by_all).expect("positions");
    keeper.tend(read, node.clock.as_ref(), rng).expect("it can be tended")
}

pub fn tend(node: &Node, keeper: &History, rng: &mut Rng, steps: usize) -> usize {
    let done = (0..steps).take_while(|_| tend_once(node, keeper, rng) != Tended::Nothing);
    done.count()
}

#[test]
fn any_past_reads_as_a_sorted_list() {
    for seed in 0..6 {
        let shop = Shop::open();
        let mut rng = Rng::from_seed(seed);
        let mut node = shop.node();
        let key = node.key(Scope::Server);
        let mut past = Past::open();
        for _ in 0..12 {
            let keeper = keeper(&node);
            match rng.below(6) {
                0..=2 => {
                    let days_ago = rng.below(90);
                    past.send_any(&node, &key, &mut rng, days_ago);
                }
                3 => {
                    node.catch_up();
                    tend(&node, &keeper, &mut rng, 3);
                }
                4 => {
                    shop.wait(Duration::from_hours(26));
                    node.catch_up();
                    past.note(&node);
                    tend(&node, &keeper, &mut rng, 50);
                }
                _ => {
                    drop(keeper);
                    node.crash();
                    node = shop.node();
                    continue;
                }
            }
            past.assert_reads_the_same(&node);
        }
        node.catch_up();
        let before = tables(&node);
        node.rebuild();
        assert_eq!(tables(&node), before, "a rebuild over what is kept gives the same rows (seed {seed})");
    }
}

#[test]
fn the_erased_are_hidden_at_once_and_soon_gone_from_every_file() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let mut rng = Rng::from_seed(7);
    let mut past = Past::open();
    for _ in 0..8 {
        let at = node.clock.now().to_rfc3339();
        let calls: Vec<Value> = (0..30).map(|_| any_call(&mut rng, &at)).collect();
        node.send(&key, &calls);
        node.send(&key, &[order("forget-me", &format!("Zanzibar-{}", rng.u64()), "z@mail.example", "3")]);
    }
    assert_eq!(node.events().iter().filter(|event| event.body.contains("Zanzibar")).count(), 8, "they were kept");
    node.catch_up();
    past.note(&node);
    let keeper = keeper(&node);
    tend(&node, &keeper, &mut rng, 3);
    let customer = node.user("forget-me").expect("a customer");
    let (ids, now) = (node.app.db.record.read(|tx| customers::all_ids(tx, customer)).unwrap(), node.clock.now());
    past.gone.extend(ids.iter().copied());
    node.record(move |tx| history::erase(tx, &ids, now));
    past.assert_reads_the_same(&node);
    assert!(node.app.history.timeline(customer, Place::TOP, 50).unwrap().events.is_empty());
    for event in past.events.values().filter(|event| past.gone.contains(&event.customer)) {
        assert_eq!(node.app.history.event(event.customer, event.position).unwrap(), None);
    }
    tend(&node, &keeper, &mut rng, 50);
    past.assert_reads_the_same(&node);
    assert_eq!(node.app.db.record.read(history::erasing_since).unwrap(), None, "it is settled");
    assert!(node.events().iter().all(|event| !event.body.contains("Zanzibar")), "gone from the journal");
    let files = keeper.files().unwrap();
    assert!(!files.is_empty() && files.iter().all(|file| folder(&node).join(file.path()).exists()));
}

#[test]
fn a_projection_that_stood_still_for_too_long_is_made_anew() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let mut rng = Rng::from_seed(9);
    let at = node.clock.now().to_rfc3339();
    for _ in 0..5 {
        let calls: Vec<Value> = (0..30).map(|_| any_call(&mut rng, &at)).collect();
        node.send(&key, &calls);
    }
    let keeper = keeper(&node);
    assert_eq!(tend(&node, &keeper, &mut rng, 9), 0, "nobody has read the events");
    shop.wait(Duration::from_hours(24 * 8));
    assert!(tend(&node, &keeper, &mut rng, 9) > 0, "after seven days it waits no longer");
    node.catch_up();
    let orders = node.app.db.views.read(capabilities::insights::totals).unwrap();
    let sealed = orders.first().map_or(0, |total| total.orders);
    assert!(sealed > 0, "the tables were made from the files");
}

#[test]
fn a_long_timeline_is_paged_to_its_end() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    for batch in 0..50 {
        // Half of them come late, so that their order is not that of their arrival.
        let hours = if batch % 2 == 0 { 1 } else { 500 - batch };
        let at = node.clock.now().minus(Duration::from_hours(hours)).to_rfc3339();
        let calls = (0..100).map(|one| {
            let mut call = order("reader", &format!("R-{batch}-{one}"), "reader@mail.example", "1.5");
            call["timestamp"] = json!(at);
            call
        });
        node.send(&key, &calls.collect::<Vec<_>>());
    }
    node.catch_up();
    let reader = node.user("reader").expect("a customer");
    let (mut before, mut places) = (Place::TOP, Vec::new());
    loop {
        let page = node.app.history.timeline(reader, before, 400).expect("a page").events;
        let Some(last) = page.last() else { break };
        before = Place::of(last);
        places.extend(page.iter().map(Place::of));
    }
    assert!(places.is_sorted_by(|a, b| a > b), "newest first, each once");
    assert_eq!(places.len() as u64, node.facts(reader).events);
    assert!(places.len() >= 5_000);
}

#[test]
fn a_folder_that_takes_nothing_costs_nothing_and_strays_are_swept() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let mut rng = Rng::from_seed(11);
    let mut past = Past::open();
    let at = node.clock.now().to_rfc3339();
    for _ in 0..4 {
        let calls: Vec<Value> = (0..30).map(|_| any_call(&mut rng, &at)).collect();
        node.send(&key, &calls);
    }
    node.catch_up();
    past.note(&node);
    let keeper = keeper(&node);
    let read = node.app.db.views.read(foundation::projections::read_by_all).unwrap();
    // Something that is no folder stands where the folder should be.
    std::fs::write(folder(&node), "in the way").unwrap();
    let refused = keeper.tend(read, node.clock.as_ref(), &mut rng).expect_err("nothing can be written");
    assert!(matches!(&refused, Error::Unwritten { .. }), "{refused}");
    assert_eq!(node.events().len(), past.events.len(), "the journal keeps everything");
    std::fs::remove_file(folder(&node)).unwrap();
    tend(&node, &keeper, &mut rng, 9);
    past.assert_reads_the_same(&node);
    // What a kill leaves behind: a beginning, and a whole file that nothing names.
    let named = keeper.files().unwrap();
    let whole = folder(&node).join(named[0].path());
    let old = base::id::HistoryFileId::new(node.clock.now(), &mut rng);
    for extension in ["tmp", "parquet"] {
        std::fs::copy(&whole, whole.with_file_name(format!("{old}.{extension}"))).unwrap();
    }
    tend(&node, &keeper, &mut rng, 9);
    let here = || std::fs::read_dir(whole.parent().unwrap()).unwrap().count();
    let with_strays = here();
    shop.wait(Duration::from_hours(2));
    tend(&node, &keeper, &mut rng, 9);
    assert_eq!(here(), with_strays - 2, "old strays are swept");
    std::fs::copy(&whole, whole.with_file_name(format!("{old}.parquet"))).unwrap();
    keeper.sweep_all().unwrap();
    let left = std::fs::read_dir(whole.parent().unwrap()).unwrap().count();
    let here = keeper.files().unwrap().iter().filter(|file| folder(&node).join(file.path()).parent() == whole.parent()).count();
    assert_eq!(left, here, "only what is named is there");
    past.assert_reads_the_same(&node);
}

/// What can happen to a file on a disk.
#[derive(Debug, Clone, Copy)]
enum Harm {
    Flipped,
    Cut,
    Deleted,
}

#[test]
fn a_broken_file_is_named_and_the_rest_goes_on() {
    for harm in [Harm::Flipped, Harm::Cut, Harm::Deleted] {
        let shop = Shop::open();
        // What happens to copies of a bucket's files is another story.
        if shop.bucket.is_some() {
            return;
        }
        let node = shop.node();
        let key = node.key(Scope::Server);
        let mut rng = Rng::from_seed(31);
        let mut past = Past::open();
        // Two months, so that there are two files; one customer in each alone, one in both.
        let months = [node.clock.now().minus(Duration::from_hours(24 * 40)), node.clock.now()].map(base::Timestamp::to_rfc3339);
        for (at, only) in months.iter().zip(["old", "new"]) {
            let calls = [only, "both"].into_iter().flat_map(|user| (0..20).map(move |n| (user, n)));
            let calls = calls.map(|(user, n)| {
                let mut call = order(user, &format!("{user}-{at}-{n}"), &format!("{user}@mail.example"), "2.5");
                call["timestamp"] = json!(at);
                call
            });
            node.send(&key, &calls.collect::<Vec<_>>());
        }
        node.catch_up();
        past.note(&node);
        let keeper = keeper(&node);
        assert!(tend(&node, &keeper, &mut rng, 9) > 0);
        let files = keeper.files().unwrap();
        assert_eq!(files.len(), 2);
        let broken = files.iter().min_by_key(|file| file.month).unwrap();
        let path = folder(&node).join(broken.path());
        let whole = std::fs::read(&path).unwrap();
        match harm {
            Harm::Flipped => {
                let mut bytes = whole.clone();
                bytes[whole.len() / 3] ^= 4;
                std::fs::write(&path, bytes).unwrap();
            }
            Harm::Cut => std::fs::write(&path, &whole[..whole.len() / 2]).unwrap(),
            Harm::Deleted => std::fs::remove_file(&path).unwrap(),
        }
        // The program reads every file now and then, and says what it found.
        let keeper = self::keeper(&node);
        for _ in 0..4 {
            tend_once(&node, &keeper, &mut rng);
        }
        let problems = keeper.broken();
        assert_eq!(problems.len(), 1, "{harm:?}: {problems:?}");
        let checked = keeper.check().unwrap();
        assert_eq!((checked.files, checked.problems.len()), (2, 1), "{harm:?}: {:?}", checked.problems);
        assert!(checked.problems[0].contains(&broken.id.to_string()), "{harm:?}: {:?}", checked.problems);
        let story = |user: &str| {
            let customer = node.user(user).expect("a customer");
            keeper.timeline(customer, Place::TOP, 100).expect("what can be read")
        };
        let theirs = |user: &str| past.events.values().filter(|event| Some(event.customer) == node.user(user)).count();
        let new = story("new");
        assert_eq!(new.events.len(), theirs("new"), "{harm:?}: others are read as ever");
        let both = story("both");
        assert_eq!((both.events.len(), both.unreadable), (theirs("both") / 2, vec![broken.path()]), "{harm:?}");
        let query = Query::all(Columns::of(&[Column::Position]));
        let refused = keeper.fold(query, 2, List::default).err().expect("a question over everybody can't be answered");
        assert!(refused.to_string().contains(&broken.id.to_string()), "{harm:?}: {refused}");
        // A rebuild that could not be finished is not begun.
        let before = tables(&node);
        let mut projection = app::app::projection("customers").expect("a projection");
        assert!(foundation::projections::rebuild(&node.app.db, &keeper, &mut *projection).is_err());
        assert_eq!(tables(&node), before);
        // New events are sealed, what is over is dropped from the other file, and an erasure waits.
        let user = node.user("both").expect("a customer");
        let now = node.clock.now();
        node.record(move |tx| history::erase(tx, &[user], now));
        let at = now.to_rfc3339();
        for _ in 0..3 {
            let calls: Vec<Value> = (0..30).map(|_| any_call(&mut rng, &at)).collect();
            node.send(&key, &calls);
        }
        past.note(&node);
        node.catch_up();
        let done: Vec<Tended> = (0..20).map(|_| tend_once(&node, &keeper, &mut rng)).collect();
        assert!(done.iter().any(|done| matches!(done, Tended::Sealed(_))), "{harm:?}: {done:?}");
        assert!(done.iter().any(|done| matches!(done, Tended::Forgot(rows) if *rows > 0)), "{harm:?}: {done:?}");
        assert!(node.app.db.record.read(history::erasing_since).unwrap().is_some(), "{harm:?}: not before all is searched");
        // Brought back, it is read again, and the erasure is carried out.
        std::fs::write(&path, &whole).unwrap();
        shop.wait(Duration::from_mins(11));
        node.catch_up();
        for _ in 0..20 {
            tend_once(&node, &keeper, &mut rng);
            node.catch_up();
        }
        assert_eq!(keeper.broken(), Vec::<String>::new(), "{harm:?}");
        assert_eq!(node.app.db.record.read(history::erasing_since).unwrap(), None, "{harm:?}");
        past.gone.insert(user);
        past.assert_reads_the_same(&node);
    }
}
