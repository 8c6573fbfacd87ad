//! What the tables say of each customer and of the whole store, without what differs from run to run: ids, positions, times.

use crate::loads::{self, Sent};
use crate::looks;
use crate::support::{Home, eventually};
use db::{Db, Row, Store};
use foundation::customers::{self, Filter};
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

/// Lines of text, sorted. A customer's carry their user ids.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub facts: Vec<String>,
    pub traits: Vec<String>,
    pub choices: Vec<String>,
    pub orders: Vec<String>,
    pub insights: Vec<String>,
    pub letters: Vec<String>,
}

impl Totals {
    pub fn of(db: &Db) -> Self {
        let names = names(db);
        let name = |customer: &[u8]| names.get(customer).map_or("nobody", String::as_str);
        let named = |row: &Row<'_>| Ok::<_, db::Error>(name(&row.get::<Vec<u8>>(0)?).to_owned());
        let (record, views) = (&db.record, &db.views);
        Self {
            facts: facts(db, &name),
            traits: lines(views, "SELECT customer, name, value FROM customer_traits", |row| {
                Ok(format!("{} {}={}", named(row)?, row.get::<String>(1)?, row.get::<String>(2)?))
            }),
            choices: lines(record, "SELECT customer, choices FROM consent_choices", |row| {
                Ok(format!("{} {:02x?}", named(row)?, row.get::<Vec<u8>>(1)?))
            }),
            orders: lines(views, "SELECT customer, order_id, currency, total, refunded, status FROM orders", |row| {
                let numbers = [row.get::<i64>(3)?, row.get(4)?, row.get(5)?];
                Ok(format!("{} {} {} {numbers:?}", named(row)?, row.get::<String>(1)?, row.get::<String>(2)?))
            }),
            insights: insights(views),
            letters: lines(views, "SELECT customer, rule FROM messages", |row| {
                Ok(format!("{} {}", named(row)?, row.get::<String>(1)?))
            }),
        }
    }

    /// Says where they differ rather than show both whole.
    #[track_caller]
    pub fn assert_same(&self, other: &Self) {
        let parts = |totals: &Self| {
            let Self { facts, traits, choices, orders, insights, letters } = totals;
            [
                ("facts", facts),
                ("traits", traits),
                ("choices", choices),
                ("orders", orders),
                ("insights", insights),
                ("letters", letters),
            ]
            .map(|(name, lines)| (name, lines.clone()))
        };
        for ((name, ours), (_, theirs)) in parts(self).into_iter().zip(parts(other)) {
            assert!(!ours.is_empty(), "{name}: there is nothing to compare");
            assert_eq!(ours.iter().zip(&theirs).find(|(a, b)| a != b), None, "{name}");
            assert_eq!(ours.len(), theirs.len(), "{name}");
        }
    }
}

/// What the same batches come to in a new store that nobody disturbs, on the same engine.
pub fn of_clean_run(sent: &Sent) -> Totals {
    let home = Home::new();
    let key = home.key("server");
    let program = home.serve();
    loads::replay(program.address, &key, sent);
    let db = home.db();
    eventually("the clean run is worked through", Duration::from_mins(3), || looks::all_is_read(&db).then_some(()));
    program.stop();
    looks::assert_all_there_once(&db, sent);
    Totals::of(&db)
}

/// The user ids of each customer, the merged ones' with their root's.
fn names(db: &Db) -> HashMap<Vec<u8>, String> {
    let sql = "SELECT COALESCE(c.root, c.id), c.id, i.value FROM customers c LEFT JOIN identities i ON i.customer = c.id ORDER BY i.value";
    let read = |row: &Row<'_>| Ok((row.get::<Vec<u8>>(0)?, row.get::<Vec<u8>>(1)?, row.get::<Option<String>>(2)?));
    let rows = db.record.read(|tx| tx.query(sql, &[], read)).expect("identities");
    let mut of_root: HashMap<&[u8], Vec<&str>> = HashMap::new();
    for (root, _, value) in &rows {
        of_root.entry(root).or_default().extend(value.as_deref());
    }
    rows.iter().map(|(root, id, _)| (id.clone(), of_root[root.as_slice()].join("+"))).collect()
}

fn facts<'n>(db: &Db, name: &impl Fn(&[u8]) -> &'n str) -> Vec<String> {
    use base::Id as _;
    let rows = db.views.read(|tx| customers::list(tx, Filter::All, None, 10_000_000)).expect("facts");
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let facts = &row.facts;
            let counts: BTreeMap<&str, u32> = facts.counts.iter().map(|(name, count)| (name.as_str(), *count)).collect();
            format!("{} {} {} {:?} {counts:?}", name(row.customer.raw()), facts.events, facts.orders, facts.spent)
        })
        .collect();
    lines.sort();
    lines
}

fn insights(views: &Store) -> Vec<String> {
    let mut all = lines(views, "SELECT name, CAST(SUM(events) AS BIGINT) FROM event_counts GROUP BY name", |row| {
        Ok(format!("{} {}", row.get::<String>(0)?, row.get::<i64>(1)?))
    });
    let sums = "SELECT currency, origin, CAST(SUM(orders) AS BIGINT), CAST(SUM(value) AS BIGINT) FROM order_totals GROUP BY currency, origin";
    all.extend(lines(views, sums, |row| {
        Ok(format!("{} {:?}", row.get::<String>(0)?, [row.get::<i64>(1)?, row.get(2)?, row.get(3)?]))
    }));
    all
}

fn lines(store: &Store, sql: &str, each: impl FnMut(&Row<'_>) -> db::Result<String>) -> Vec<String> {
    let mut lines = store.read(|tx| tx.query(sql, &[], each)).expect("rows");
    lines.sort();
    lines
}
