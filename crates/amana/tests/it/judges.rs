//! Segments over everything that is kept, as this program finds them: DuckDB and ClickHouse find the same customers with the
//! queries of `docs/history-format.md`.

use crate::support::tell;
use base::Timestamp;
use base::id::CustomerId;
use data_encoding::HEXLOWER;
use db::{Db, Location, Recorder};
use foundation::history::{Column, Columns, Error, Fold, History, Pace, Query, Row};
use foundation::journal::Origin;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A data folder whose program does not run, and a file with what others found in its export.
const STORE: &str = "AMANA_JUDGED_DATA";
const ANSWERS: &str = "AMANA_JUDGED_ANSWERS";

const fn days(days: u64) -> Duration {
    Duration::from_hours(24 * days)
}

/// The last moment of all.
#[derive(Default)]
struct Last(Option<Timestamp>);

impl Fold for Last {
    fn begin(&mut self, _: CustomerId) {}

    fn step(&mut self, row: Row<'_>) {
        self.0 = self.0.max(Some(row.time()));
    }

    fn end(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

/// Both segments in one pass.
struct Segments {
    now: Timestamp,
    customer: String,
    viewed: u32,
    ordered_lately: bool,
    /// The first product in a cart that was not followed by an order so far.
    waiting: Option<Timestamp>,
    left_behind: bool,
    spent: i64,
    lookers: BTreeSet<String>,
    leavers: BTreeSet<String>,
}

impl Segments {
    fn at(now: Timestamp) -> Self {
        Self {
            now,
            customer: String::new(),
            viewed: 0,
            ordered_lately: false,
            waiting: None,
            left_behind: false,
            spent: 0,
            lookers: BTreeSet::new(),
            leavers: BTreeSet::new(),
        }
    }

    fn is_within(&self, at: Timestamp, time: Duration) -> bool {
        at >= self.now.minus(time)
    }

    fn order(&mut self, row: Row<'_>) {
        self.ordered_lately |= self.is_within(row.time(), days(30));
        // Later products wait for less long than the first.
        self.left_behind |= self.waiting.take().is_some_and(|added| row.time() > added.plus(days(7)));
        let is_believed = row.origin().is_some_and(Origin::counts_revenue);
        if is_believed && row.currency() == Some("SAR") && self.is_within(row.time(), days(365)) {
            self.spent += row.value().unwrap_or(0);
        }
    }
}

impl Fold for Segments {
    fn begin(&mut self, customer: CustomerId) {
        use base::Id as _;
        self.customer = HEXLOWER.encode(customer.raw());
        (self.viewed, self.spent) = (0, 0);
        (self.ordered_lately, self.left_behind, self.waiting) = (false, false, None);
    }

    fn step(&mut self, row: Row<'_>) {
        match row.name() {
            "Product Viewed" if self.is_within(row.time(), days(90)) => self.viewed += 1,
            "Product Added" => self.waiting = self.waiting.or(Some(row.time())),
            "Order Completed" => self.order(row),
            _ => {}
        }
    }

    fn end(&mut self) -> Result<(), Error> {
        let is_over = self.waiting.is_some_and(|added| added.plus(days(7)) <= self.now);
        if self.viewed >= 3 && !self.ordered_lately {
            self.lookers.insert(self.customer.clone());
        }
        if (self.left_behind || is_over) && self.spent > 100_000 {
            self.leavers.insert(self.customer.clone());
        }
        Ok(())
    }
}

/// A store's history, which nothing is written through.
fn history(data: &Path) -> History {
    let db = Db::open(&Location::Folder(data.to_owned())).expect("the store opens");
    let recorder = Recorder::start(db.record.clone(), |_| Ok(()));
    History::new(db, recorder, Some(crate::looks::shelf(data.join("history"))), Pace::default())
}

#[test]
fn others_find_the_same_customers() {
    let (Some(data), Some(answers)) = (std::env::var_os(STORE), std::env::var_os(ANSWERS)) else {
        tell(&format!("skipped: {STORE} and {ANSWERS} name no store and no answers; `cargo xtask test outside` does"));
        return;
    };
    let history = history(&PathBuf::from(data));
    let theirs: serde_json::Value = serde_json::from_slice(&std::fs::read(answers).expect("answers")).expect("JSON");
    let last = history.fold(Query::all(Columns::LEAST), 2, Last::default).expect("a pass");
    let now = last.into_iter().filter_map(|last| last.0).max().expect("there are events");
    let columns = Columns::of(&[Column::Name, Column::Origin, Column::Value, Column::Currency]);
    let parts = history.fold(Query::all(columns), 2, || Segments::at(now)).expect("a pass");
    let all = |of: fn(&Segments) -> &BTreeSet<String>| parts.iter().flat_map(of).cloned().collect::<BTreeSet<String>>();
    for (name, ours) in [("lookers", all(|part| &part.lookers)), ("leavers", all(|part| &part.leavers))] {
        let theirs: BTreeSet<String> = serde_json::from_value(theirs[name].clone()).expect("a list of customers");
        let differ: Vec<&String> = ours.symmetric_difference(&theirs).take(5).collect();
        assert!(differ.is_empty(), "{name}: {} here, {} there; among those that differ: {differ:?}", ours.len(), theirs.len());
        assert!(!ours.is_empty(), "{name}: nobody was found");
        tell(&format!("{name}: amana finds the same {} customers", ours.len()));
    }
}
