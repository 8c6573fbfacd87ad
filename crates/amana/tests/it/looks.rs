//! Looking inside a store, past the program.

use crate::loads::Sent;
use crate::support::{Home, SOON, eventually};
use base::Rng;
use base::id::MessageId;
use capabilities::messaging::{self, Message, MessageState};
use db::{Db, Recorder, Row, Tx};
use foundation::history::{self, History, Pace, Shelf, Storage};
use foundation::journal::{self, Event};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// A folder with sealed files.
pub fn shelf(folder: PathBuf) -> Shelf {
    Shelf::open(Storage::in_folder(folder), &mut Rng::from_seed(1)).expect("a folder")
}

/// Every event, in order: what was sealed into files (under its customer's root), and what the journal holds.
pub fn journal(db: &Db) -> Vec<Event> {
    let (boundary, mut events) = sealed(db);
    loop {
        let last = events.last().map_or(0, |event| event.position).max(boundary);
        let more = db.record.read(|tx| journal::read_after(tx, last, 5_000)).expect("the journal can be read");
        if more.is_empty() {
            return events;
        }
        events.extend(more);
    }
}

/// The boundary, and what is below it.
fn sealed(db: &Db) -> (i64, Vec<Event>) {
    let folder = db.record.path().and_then(Path::parent).map(|folder| folder.join("history"));
    // Nothing is written through it.
    let recorder = Recorder::start(db.record.clone(), |_| Ok(()));
    let history = History::new(db.clone(), recorder, folder.map(shelf), Pace::default());
    // A running program seals, joins and drops meanwhile.
    let (boundary, mut replay) = eventually("the files are read at one moment", SOON, || {
        let (boundary, forgotten) =
            db.record.read(|tx| Ok::<_, db::Error>((history::sealed_through(tx)?, history::forgotten_head(tx)?))).ok()?;
        Some((boundary, history.replay(boundary, forgotten, [0; 16]).ok()?))
    });
    let mut events = Vec::new();
    while !replay.is_done() {
        events.extend(replay.next(50_000).expect("sealed events"));
    }
    events.sort_by_key(|event| event.position);
    (boundary, events)
}

/// Positions go from 1 to the head, each once; those that are missing are in the log of the forgotten.
#[track_caller]
pub fn assert_without_gaps(db: &Db) {
    let said = || {
        let head = db.record.read(journal::head).expect("a head");
        let forgotten = count(&db.record, "SELECT CAST(COALESCE(SUM(events), 0) AS BIGINT) FROM history_forgotten");
        (head, forgotten)
    };
    // What is forgotten while this reads is looked at again.
    loop {
        let (head, forgotten) = said();
        let positions: Vec<i64> = journal(db).iter().map(|event| event.position).collect();
        if said() != (head, forgotten) {
            continue;
        }
        assert!(positions.is_sorted_by(|a, b| a < b), "a position is there twice");
        assert!(positions.first().is_none_or(|first| *first > 0) && positions.last().is_none_or(|last| *last < head));
        return assert_eq!(positions.len() as i64 + forgotten, head - 1, "positions have gaps");
    }
}

/// How often each mark of [`crate::loads`] is in the journal.
pub fn marks(db: &Db) -> HashMap<String, u32> {
    let mut found = HashMap::new();
    for event in journal(db) {
        let body: serde_json::Value = serde_json::from_str(&event.body).expect("a body is JSON");
        let mark = body.pointer("/properties/mark").or_else(|| body.pointer("/traits/mark")).and_then(|mark| mark.as_str());
        if let Some(mark) = mark {
            *found.entry(mark.to_owned()).or_default() += 1;
        }
    }
    found
}

/// Everything that was acknowledged is there, once, and nothing else is.
#[track_caller]
pub fn assert_all_there_once(db: &Db, sent: &Sent) {
    let found = marks(db);
    let missing: Vec<&String> = sent.marks.iter().filter(|mark| !found.contains_key(*mark)).take(5).collect();
    assert!(missing.is_empty(), "acknowledged and lost: {missing:?} …");
    let doubled: Vec<_> = found.iter().filter(|(_, count)| **count > 1).take(5).collect();
    assert!(doubled.is_empty(), "there more than once: {doubled:?} …");
    assert_eq!(found.len(), sent.marks.len());
}

/// Orders and their sum in the projections' tables: `(orders, minor units)` of all currencies.
pub fn order_totals(db: &Db) -> (u64, i64) {
    let sql = "SELECT COUNT(*), CAST(COALESCE(SUM(total), 0) AS BIGINT) FROM orders";
    db.views.read(|tx| tx.query_one(sql, &[], |row| Ok::<_, db::Error>((row.get(0)?, row.get(1)?)))).expect("orders")
}

/// The same, as insights count it by hour.
pub fn insight_totals(db: &Db) -> (u64, i64) {
    let sql = "SELECT CAST(COALESCE(SUM(orders), 0) AS BIGINT), CAST(COALESCE(SUM(value), 0) AS BIGINT) FROM order_totals";
    db.views.read(|tx| tx.query_one(sql, &[], |row| Ok::<_, db::Error>((row.get(0)?, row.get(1)?)))).expect("insights")
}

/// A number out of either store.
pub fn count(store: &db::Store, sql: &str) -> i64 {
    store.read(|tx| tx.query_one(sql, &[], |row| row.get::<i64>(0))).expect("a count")
}

/// How many customers there are, merged ones left out.
pub fn customers(db: &Db) -> i64 {
    count(&db.record, "SELECT COUNT(*) FROM customers WHERE root IS NULL")
}

/// The rows of every projection, as text, table by table.
pub fn projected(db: &Db) -> BTreeMap<&'static str, Vec<String>> {
    type Shown = fn(&Row<'_>) -> db::Result<String>;
    let tables: [(&'static str, &str, Shown); 6] = [
        (
            "customer_facts",
            "SELECT customer, state, orders, first_seen, last_seen FROM customer_facts ORDER BY customer",
            |row| {
                let numbers = [row.get::<i64>(2)?, row.get(3)?, row.get(4)?];
                Ok(format!("{:02x?} {:02x?} {numbers:?}", row.get::<Vec<u8>>(0)?, row.get::<Vec<u8>>(1)?))
            },
        ),
        (
            "customer_timeline",
            "SELECT customer, last_position, positions FROM customer_timeline ORDER BY customer, last_position",
            |row| Ok(format!("{:02x?} {} {:02x?}", row.get::<Vec<u8>>(0)?, row.get::<i64>(1)?, row.get::<Vec<u8>>(2)?)),
        ),
        ("customer_traits", "SELECT customer, name, value, source, at FROM customer_traits ORDER BY customer, name", |row| {
            let text = [row.get::<String>(1)?, row.get(2)?];
            Ok(format!("{:02x?} {text:?} {} {}", row.get::<Vec<u8>>(0)?, row.get::<i64>(3)?, row.get::<i64>(4)?))
        }),
        (
            "orders",
            "SELECT customer, order_id, currency, total, refunded, status, position FROM orders ORDER BY order_id",
            |row| {
                let text = [row.get::<String>(1)?, row.get(2)?];
                let numbers = [row.get::<i64>(3)?, row.get(4)?, row.get(5)?, row.get(6)?];
                Ok(format!("{:02x?} {text:?} {numbers:?}", row.get::<Vec<u8>>(0)?))
            },
        ),
        ("event_counts", "SELECT name, hour, events FROM event_counts ORDER BY name, hour", |row| {
            Ok(format!("{} {} {}", row.get::<String>(0)?, row.get::<i64>(1)?, row.get::<i64>(2)?))
        }),
        (
            "order_totals",
            "SELECT currency, hour, origin, orders, value FROM order_totals ORDER BY currency, hour, origin",
            |row| {
                let numbers = [row.get::<i64>(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
                Ok(format!("{} {numbers:?}", row.get::<String>(0)?))
            },
        ),
    ];
    let read = |tx: &mut Tx<'_>| tables.into_iter().map(|(name, sql, show)| Ok((name, tx.query(sql, &[], show)?))).collect();
    db.views.read(read).map_err(|error: db::Error| error).expect("the projections can be read")
}

/// What live work made is what a rebuild from the journal makes. The server is stopped.
#[track_caller]
pub fn assert_rebuild_changes_nothing(home: &Home) {
    let live = projected(&home.db());
    for name in ["customers", "orders", "insights"] {
        home.print(&["rebuild", name]);
    }
    let rebuilt = projected(&home.db());
    for (table, rows) in &live {
        let differing = rows.iter().zip(&rebuilt[table]).find(|(live, rebuilt)| live != rebuilt);
        assert_eq!(differing, None, "{table}: live and rebuilt differ");
        assert_eq!(rows.len(), rebuilt[table].len(), "{table}");
    }
}

/// Whether every projection has read everything.
pub fn all_is_read(db: &Db) -> bool {
    let lags = foundation::projections::lags(db).unwrap_or_default();
    lags.len() >= 4 && lags.iter().all(|lag| lag.events == 0)
}

/// Every message there is.
pub fn messages(db: &Db) -> Vec<Message> {
    let mut all: Vec<Message> = Vec::new();
    loop {
        let before = all.last().map(|message| message.id);
        let more = db.views.read(|tx| messaging::list(tx, None, before, 1_000)).expect("the outbox can be read");
        if more.is_empty() {
            return all;
        }
        all.extend(more);
    }
}

pub fn in_state(db: &Db, state: MessageState) -> usize {
    messages(db).iter().filter(|message| message.state == state).count()
}

/// Whether every message has ended one way or another.
pub fn all_settled(db: &Db) -> bool {
    db.views.read(messaging::waiting).is_ok_and(|waiting| waiting == 0)
}

/// The messages that are being sent, by the node that does.
pub fn being_sent(db: &Db) -> BTreeMap<i64, BTreeSet<String>> {
    let mut found: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    let read = |tx: &mut Tx<'_>| {
        tx.for_each("SELECT node, id FROM messages WHERE state = 1", &[], |row| {
            found.entry(row.get(0)?).or_default().insert(row.get::<MessageId>(1)?.to_string());
            Ok(())
        })
    };
    db.views.read(read).expect("the outbox can be read");
    found
}

/// How often each message arrived at a mail server, by the id in its `Message-ID`.
pub fn arrivals(server: &messaging::testing::SmtpServer) -> HashMap<String, u32> {
    receipts(server).into_iter().map(|(id, connections)| (id, connections.len() as u32)).collect()
}

/// The connections over which each message arrived, in the order of its arrivals.
pub fn receipts(server: &messaging::testing::SmtpServer) -> HashMap<String, Vec<usize>> {
    let mut found: HashMap<String, Vec<usize>> = HashMap::new();
    for received in server.received() {
        let text = String::from_utf8_lossy(&received.data).into_owned();
        let id = text.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("message-id: <").map(str::to_owned));
        let id = id.and_then(|id| Some(id.split_once('@')?.0.to_owned())).expect("a message has its id");
        found.entry(id).or_default().push(received.connection);
    }
    found
}
