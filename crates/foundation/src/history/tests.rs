//! What must hold of files, whatever happens between them: a fold over them is a fold over a plain sorted list.

use super::file::Sealed;
use super::fold::{Fold, Query};
use super::format::{Column, Columns, Rows};
use super::rewrite::rewrite;
use super::sources::Sources;
use super::writer::FileWriter;
use super::{Error, Row};
use crate::journal::{Event, Kind, Origin};
use base::id::{CustomerId, EventId};
use base::{Id as _, Timestamp};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

const NAMES: [&str; 4] = ["Product Viewed", "Order Completed", "identify", "Cart Viewed"];

fn id(number: u64) -> u128 {
    // Far apart, in an order of its own.
    u128::from(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)) << 64 | u128::from(number)
}

fn event(position: i64, customer: u64, time: i64, name: usize) -> Event {
    let body =
        format!(r#"{{"properties":{{"order_id":"A-{position}","total":{position}.5,"currency":"SAR","product_id":"P{name}"}}}}"#);
    Event {
        position,
        id: EventId::from_raw((u128::MAX - position as u128).to_be_bytes()),
        customer: CustomerId::from_raw(id(customer).to_be_bytes()),
        name: NAMES[name].to_owned(),
        kind: Kind::Track,
        origin: Origin::Server,
        at: Timestamp::from_micros(time),
        received_at: Timestamp::from_micros(time + 5),
        body,
    }
}

/// What is known of everyone: root, and events as (time, position, name, value).
type Seen = BTreeMap<u128, Vec<(i64, i64, String, Option<i64>)>>;

#[derive(Default)]
struct List {
    seen: Seen,
    current: u128,
}

impl Fold for List {
    fn begin(&mut self, customer: CustomerId) {
        self.current = u128::from_be_bytes(*customer.raw());
        assert!(self.seen.insert(self.current, Vec::new()).is_none(), "a customer begins once");
    }

    fn step(&mut self, row: Row<'_>) {
        let of_one = self.seen.get_mut(&self.current).expect("it has begun");
        of_one.push((row.time().micros(), row.position(), row.name().to_owned(), row.value()));
    }

    fn end(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

/// The same from the events themselves.
fn expected(events: &[Event], roots: &HashMap<u128, u128>, gone: &HashSet<u128>) -> Seen {
    let mut seen = Seen::new();
    for event in events {
        let customer = u128::from_be_bytes(*event.customer.raw());
        let root = roots.get(&customer).copied().unwrap_or(customer);
        if gone.contains(&root) {
            continue;
        }
        let told = crate::orders::told_by(event);
        let one = (event.at.micros(), event.position, event.name.clone(), told.amount.map(|(_, value)| value));
        seen.entry(root).or_default().push(one);
    }
    for list in seen.values_mut() {
        list.sort();
    }
    seen
}

fn record(events: &[Event], roots: &HashMap<u128, u128>) -> arrow_array::RecordBatch {
    let root_of = |event: &Event| {
        let customer = u128::from_be_bytes(*event.customer.raw());
        roots.get(&customer).copied().unwrap_or(customer)
    };
    let mut sorted: Vec<&Event> = events.iter().collect();
    sorted.sort_by_key(|event| (root_of(event), event.at, event.position));
    let mut rows = Rows::new();
    for event in sorted {
        rows.push(event, CustomerId::from_raw(root_of(event).to_be_bytes())).unwrap();
    }
    rows.finish().unwrap()
}

fn seal(folder: &Path, name: usize, events: &[Event], roots: &HashMap<u128, u128>) -> Arc<Sealed> {
    let path = folder.join(format!("{name}.parquet"));
    let mut writer = FileWriter::create(&path).unwrap();
    writer.write(&record(events, roots)).unwrap();
    let written = writer.finish().unwrap();
    assert_eq!(written.rows, events.len() as u64);
    assert_eq!(*blake3::hash(&std::fs::read(&path).unwrap()).as_bytes(), written.checksum);
    Arc::new(Sealed::open(&path).unwrap())
}

fn listed(sources: &Sources, threads: usize) -> Seen {
    listed_of(sources, threads, &[])
}

fn listed_of(sources: &Sources, threads: usize, names: &'static [&'static str]) -> Seen {
    let columns = Columns::of(&[Column::Position, Column::Name, Column::Value]);
    let folds = sources.fold(Query { names, ..Query::all(columns) }, threads, List::default).unwrap();
    let mut all = Seen::new();
    for fold in folds {
        for (customer, events) in fold.seen {
            assert!(all.insert(customer, events).is_none(), "a customer is seen by one fold");
        }
    }
    all
}

/// What to do between batches of events: merge the first customer into the second.
#[derive(Debug, Clone)]
struct Story {
    /// Customer, time, name.
    events: Vec<(u64, i64, usize)>,
    /// Lengths of the files, in events; the rest is recent.
    files: Vec<usize>,
    merges: Vec<(usize, u64, u64)>,
    gone: Vec<u64>,
    threads: usize,
    compact: bool,
}

prop_compose! {
    fn story()(
        events in proptest::collection::vec((0u64..40, 0i64..60, 0usize..4), 0..300),
        files in proptest::collection::vec(0usize..80, 0..6),
        merges in proptest::collection::vec((0usize..7, 0u64..40, 0u64..40), 0..6),
        gone in proptest::collection::vec(0u64..40, 0..3),
        threads in 1usize..4,
        compact in any::<bool>(),
    ) -> Story {
        Story { events, files, merges, gone, threads, compact }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_history_folds_like_a_sorted_list(story in story()) {
        let folder = tempfile::tempdir().unwrap();
        let events: Vec<Event> = story.events.iter().enumerate()
            .map(|(at, (customer, time, name))| event(at as i64 + 1, *customer, *time, *name)).collect();
        let mut roots: HashMap<u128, u128> = HashMap::new();
        let (mut files, mut from) = (Vec::new(), 0);
        // Roots as they were when each file was written.
        let mut written: Vec<HashMap<u128, u128>> = Vec::new();
        for (at, rows) in story.files.iter().enumerate() {
            merge(&mut roots, story.merges.iter().filter(|(when, _, _)| *when == at));
            let to = (from + rows).min(events.len());
            if to > from {
                files.push(seal(folder.path(), at, &events[from..to], &roots));
                written.push(roots.clone());
            }
            from = to;
        }
        merge(&mut roots, story.merges.iter().filter(|(when, _, _)| *when >= story.files.len()));
        let gone: HashSet<u128> = story.gone.iter().map(|one| roots.get(&id(*one)).copied().unwrap_or(id(*one))).collect();
        let mut all_gone = gone.clone();
        all_gone.extend(roots.iter().filter(|(_, root)| gone.contains(root)).map(|(loser, _)| *loser));
        // Those merged since the oldest file, with the roots they went to.
        let mut moved: HashMap<u128, u128> = HashMap::new();
        for old in &written {
            for (loser, root) in &roots {
                if old.get(loser) != Some(root) {
                    moved.extend([(*loser, *root), (*root, *root)]);
                }
            }
        }
        let recent = Some(record(&events[from..], &roots));
        let mut sources = Sources { files, recent, moved, gone: all_gone };
        let want = expected(&events, &roots, &gone);
        prop_assert_eq!(&listed(&sources, story.threads), &want);
        let mut named = want.clone();
        for list in named.values_mut() {
            list.retain(|(_, _, name, _)| name == "identify" || name == "Cart Viewed");
        }
        named.retain(|_, list| !list.is_empty());
        prop_assert_eq!(listed_of(&sources, story.threads, &["Cart Viewed", "identify", "Never"]), named);
        if story.compact {
            sources.recent = None;
            let path = folder.path().join("whole.parquet");
            let mut out = FileWriter::create(&path).unwrap();
            rewrite(&sources, |_| false, &mut out).unwrap();
            let rows = out.finish().unwrap().rows;
            let whole = Arc::new(Sealed::open(&path).unwrap());
            prop_assert_eq!(rows, whole.rows() as u64);
            let sources = Sources { files: vec![whole], recent: Some(record(&events[from..], &roots)), ..Sources { gone: sources.gone, ..Sources::default() } };
            prop_assert_eq!(&listed(&sources, story.threads), &want);
            for (customer, list) in &want {
                let rows: usize = sources.files[0].rows_among(&[*customer], Columns::ALL).unwrap().iter().map(arrow_array::RecordBatch::num_rows).sum();
                prop_assert_eq!(rows, list.iter().filter(|(_, position, _, _)| (*position as usize) <= from).count());
            }
        }
    }
}

fn merge<'a>(roots: &mut HashMap<u128, u128>, merges: impl Iterator<Item = &'a (usize, u64, u64)>) {
    for (_, loser, winner) in merges {
        let of = |customer: u64, roots: &HashMap<u128, u128>| roots.get(&id(customer)).copied().unwrap_or(id(customer));
        let (loser, winner) = (of(*loser, roots), of(*winner, roots));
        if loser != winner {
            roots.values_mut().filter(|root| **root == loser).for_each(|root| *root = winner);
            roots.insert(loser, winner);
        }
    }
}

#[test]
fn an_event_comes_back_as_it_went_in() {
    let folder = tempfile::tempdir().unwrap();
    let events: Vec<Event> = (1..=20_000).map(|at| event(at, at as u64 % 700, at * 31 % 5000, at as usize % 4)).collect();
    let file = seal(folder.path(), 1, &events, &HashMap::new());
    let customer = CustomerId::from_raw(id(123).to_be_bytes());
    let found = file.rows_among(&[id(123)], Columns::ALL).unwrap();
    let mut back = Vec::new();
    for record in &found {
        let batch = super::batch::Batch::of(record, Columns::ALL).unwrap();
        back.extend((0..batch.len()).map(|at| batch.row(at).event().unwrap()));
    }
    let mut want: Vec<Event> = events.into_iter().filter(|event| event.customer == customer).collect();
    want.sort_by_key(|event| (event.at, event.position));
    assert_eq!(back, want);
}

#[test]
fn a_damaged_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let events: Vec<Event> = (1..=500).map(|at| event(at, at as u64 % 7, at, 0)).collect();
    let file = seal(folder.path(), 7, &events, &HashMap::new());
    let path = file.path().to_owned();
    let whole = std::fs::read(&path).unwrap();
    for cut in [0, 4, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&path, &whole[..cut]).unwrap();
        let error = Sealed::open(&path).err().expect("half a file is no file").to_string();
        assert!(error.contains("7.parquet"), "{error}");
    }
}
