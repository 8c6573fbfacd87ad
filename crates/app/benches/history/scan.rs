//! Two segments over everyone, answered in one pass. `tests/outside/ask_history.py` asks DuckDB the same of the same files.

use crate::events::ends;
use crate::{Outcome, Words, proc};
use base::Timestamp;
use base::id::CustomerId;
use foundation::history::{Column, Columns, Error, Fold, Query, Row};
use std::time::{Duration, Instant};

const VIEWED: &str = "Product Viewed";
const ADDED: &str = "Product Added";
const ORDERED: &str = "Order Completed";
const DAY: i64 = 86_400_000_000;
/// More than this was spent in all, in cents.
const SPENT_MIN: i64 = 30_000;

pub fn run(words: &Words) -> Outcome {
    let app = words.app()?;
    let (times, threads) = (words.number("times")?, words.number("threads")?);
    let now = last_sealed(&app)?;
    let columns = Columns::of(&[Column::Name, Column::Origin, Column::Value, Column::Currency]);
    // The journal's newest events are not in the files that the other engine reads.
    let query = Query { to: now.plus(Duration::from_micros(1)), names: &[VIEWED, ADDED, ORDERED], ..Query::all(columns) };
    let (mut waits, mut answers) = (Vec::new(), Answers::default());
    for _ in 0..times {
        let started = Instant::now();
        let folds = app.history.fold(query, threads, || Asked::at(now))?;
        waits.push(started.elapsed().as_secs_f64());
        answers = folds.iter().fold(Answers::default(), |sum, fold| sum.plus(fold.answers));
    }
    app.stop();
    waits.sort_by(f64::total_cmp);
    println!("now={}", now.micros());
    println!("best={:.6}", waits.first().copied().unwrap_or_default());
    println!("median={:.6}", waits.get(waits.len() / 2).copied().unwrap_or_default());
    println!("events={}", app.history.files()?.iter().map(|file| file.rows).sum::<u64>());
    println!("customers={}", answers.customers);
    println!("easier={}", answers.easier);
    println!("harder={}", answers.harder);
    println!("peak_bytes={}", proc::peak_bytes()?);
    println!("memory_bytes={}", app.history.memory_bytes());
    Ok(())
}

/// The last sealed moment: now, for the questions.
fn last_sealed(app: &app::App) -> Outcome<Timestamp> {
    let last = app.history.files()?.iter().map(|file| file.last_time).max();
    Ok(last.unwrap_or_else(ends))
}

#[derive(Clone, Copy, Default)]
struct Answers {
    customers: u64,
    /// Three products looked at in 90 days, and no order in 30.
    easier: u64,
    /// Something put into the cart between 90 and 7 days ago, no order within the 7 days after it, and much spent in all.
    harder: u64,
}

impl Answers {
    const fn plus(self, other: Self) -> Self {
        Self {
            customers: self.customers + other.customers,
            easier: self.easier + other.easier,
            harder: self.harder + other.harder,
        }
    }
}

struct Asked {
    now: i64,
    answers: Answers,
    one: One,
}

/// What is known so far of the customer that passes.
#[derive(Default)]
struct One {
    views: u32,
    has_ordered_lately: bool,
    /// The earliest unanswered addition to a cart.
    added: Option<i64>,
    has_left_a_cart: bool,
    spent: i64,
}

impl Asked {
    fn at(now: Timestamp) -> Self {
        Self { now: now.micros(), answers: Answers::default(), one: One::default() }
    }
}

impl Fold for Asked {
    fn begin(&mut self, _customer: CustomerId) {
        self.one = One::default();
    }

    fn step(&mut self, row: Row<'_>) {
        let (time, one) = (row.time().micros(), &mut self.one);
        let ago = self.now - time;
        match row.name() {
            VIEWED => one.views += u32::from(ago <= 90 * DAY),
            ADDED if (7 * DAY..=90 * DAY).contains(&ago) => {
                one.added.get_or_insert(time);
            }
            ORDERED => {
                one.has_ordered_lately |= ago <= 30 * DAY;
                one.has_left_a_cart |= one.added.take().is_some_and(|added| time - added > 7 * DAY);
                if row.currency() == Some("USD") && row.origin().is_some_and(foundation::journal::Origin::counts_revenue) {
                    one.spent += row.value().unwrap_or(0);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self) -> Result<(), Error> {
        let One { views, has_ordered_lately, added, has_left_a_cart, spent } = self.one;
        self.answers.customers += 1;
        self.answers.easier += u64::from(views >= 3 && !has_ordered_lately);
        self.answers.harder += u64::from((has_left_a_cart || added.is_some()) && spent > SPENT_MIN);
        Ok(())
    }
}
