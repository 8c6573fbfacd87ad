//! Journeys in the record, who is inside them in the views.

use super::model::{Journey, JourneyState};
use base::id::{CustomerId, EventId, JourneyId, RunId};
use base::{Currency, Id as _, Locale, Money, Timestamp};
use db::{Error, Param, Result, Row, ToParam as _, Tx, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const JOURNEY: &str = "id, name, state, version, made_at, changed_at";
const RUN: &str = "id, journey, version, customer, event, position, locale, zone, state, step, path, begun_at, changed_at, due_at, \
                   watched_until, held_out, goal_at, currency, revenue";

/// Steps of a path that are kept: the last ones.
const PATH_MAX: usize = 200;

/// Where somebody stands on one journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunState {
    Inside = 0,
    /// Came to the end.
    Finished = 1,
    /// Left by an exit, by a merge, or because the journey was deleted.
    Left = 2,
    /// Got nothing, to compare with.
    HeldOut = 3,
    /// Left because the goal was reached.
    ReachedGoal = 4,
}

/// One time that a customer went on a journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub id: RunId,
    pub journey: JourneyId,
    pub version: i64,
    pub customer: CustomerId,
    /// What let them in.
    pub event: EventId,
    /// That event's position; 0 where it was none.
    pub position: i64,
    pub locale: Locale,
    /// IANA name of the time zone whose hours are meant; empty for the store's.
    pub zone: String,
    pub state: RunState,
    /// The node that they stand at.
    pub step: usize,
    pub path: Vec<Stop>,
    pub begun_at: Timestamp,
    pub changed_at: Timestamp,
    /// When they go on by themselves.
    pub due_at: Option<Timestamp>,
    /// Until when what they do counts.
    pub watched_until: Timestamp,
    pub held_out: bool,
    pub goal_at: Option<Timestamp>,
    /// What they spent after they went in, in the currency of the first of it.
    pub revenue: Option<Money>,
}

/// A step that somebody came to, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    pub step: usize,
    pub at: i64,
    /// A word: `waits`, `then`, `otherwise`, `queued`, or why nothing was sent.
    pub outcome: String,
    /// Of which version the step is, where it is another than that which they are on now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}

/// What is known of the times before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    pub last_at: Timestamp,
    /// The group that they were in the first time, and are in for good.
    pub held_out: bool,
}

/// A run about to begin.
pub type NewRun = Run;

/// One of the two groups of a journey, those who spent in one currency, or nothing: what each did after they first went in.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub held_out: bool,
    /// `None` of those who spent nothing.
    pub currency: Option<Currency>,
    pub people: u64,
    /// Those of them who reached the goal.
    pub reached: u64,
    /// What they spent, in the currency's smallest unit, and the squares of it.
    pub sum: f64,
    pub squares: f64,
}

/// How many are where on a journey.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    pub inside: u64,
    pub begun: u64,
    pub reached: u64,
}

/// How many came to what at a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub version: i64,
    pub step: usize,
    pub outcome: String,
    pub people: u64,
}

impl RunState {
    pub const ALL: [Self; 5] = [Self::Inside, Self::Finished, Self::Left, Self::HeldOut, Self::ReachedGoal];

    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|state| *state as i64 == code)
    }

    /// The word in the API and as the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Finished => "finished",
            Self::Left => "left",
            Self::HeldOut => "held_out",
            Self::ReachedGoal => "reached_goal",
        }
    }
}

impl Run {
    /// Goes on at a step of another version; what lies behind stays with that it was of.
    pub fn move_to(&mut self, version: i64, step: usize) {
        for stop in self.path.iter_mut().filter(|stop| stop.version.is_none()) {
            stop.version = Some(self.version);
        }
        (self.version, self.step) = (version, step);
    }

    /// Notes what became of a step.
    pub fn note(&mut self, step: usize, outcome: &str, now: Timestamp) {
        if self.path.len() >= PATH_MAX {
            self.path.remove(0);
        }
        self.path.push(Stop { step, at: now.micros(), outcome: outcome.to_owned(), version: None });
    }
}

/// All journeys, by name. (Record.)
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Journey>> {
    tx.query(&format!("SELECT {JOURNEY} FROM journeys ORDER BY name, id"), &[], journey)
}

/// One journey. (Record.)
pub fn find(tx: &mut Tx<'_>, id: JourneyId) -> Result<Option<Journey>> {
    tx.query_opt(&format!("SELECT {JOURNEY} FROM journeys WHERE id = $1"), params![id], journey)
}

/// The plan as it is being edited, as JSON. (Record.)
pub fn draft(tx: &mut Tx<'_>, id: JourneyId) -> Result<Option<String>> {
    tx.query_opt("SELECT draft FROM journeys WHERE id = $1", params![id], |row| row.get(0))
}

/// A version's plan, as JSON. (Record.)
pub fn version(tx: &mut Tx<'_>, id: JourneyId, version: i64) -> Result<Option<String>> {
    let sql = "SELECT plan FROM journey_versions WHERE journey = $1 AND version = $2";
    tx.query_opt(sql, params![id, version], |row| row.get(0))
}

/// Every version of every journey, as JSON. (Record.)
pub fn versions(tx: &mut Tx<'_>) -> Result<Vec<(JourneyId, i64, String)>> {
    let sql = "SELECT journey, version, plan FROM journey_versions ORDER BY journey, version";
    tx.query(sql, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Keeps a new journey. The caller runs inside the recorder.
pub fn insert(tx: &mut Tx<'_>, new: &Journey, draft: &str) -> Result<()> {
    let sql = "INSERT INTO journeys (id, name, state, draft, version, made_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let state = new.state as i64;
    tx.execute(sql, params![new.id, new.name, state, draft, new.version, new.made_at, new.changed_at]).map(drop)
}

/// Changes what is being edited. The caller runs inside the recorder.
pub fn set_draft(tx: &mut Tx<'_>, id: JourneyId, name: &str, draft: &str, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE journeys SET name = $2, draft = $3, changed_at = $4 WHERE id = $1";
    Ok(tx.execute(sql, params![id, name, draft, now])? > 0)
}

/// Makes a plan the version that people begin from now on; gives its number. The caller runs inside the recorder.
pub fn publish(tx: &mut Tx<'_>, id: JourneyId, plan: &str, now: Timestamp) -> Result<i64> {
    let sql = "SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) + 1 FROM journey_versions WHERE journey = $1";
    let version: i64 = tx.query_one(sql, params![id], |row| row.get(0))?;
    let sql = "INSERT INTO journey_versions (journey, version, plan, begun_at) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, params![id, version, plan, now])?;
    let sql = "UPDATE journeys SET version = $2, state = 1, changed_at = $3 WHERE id = $1";
    tx.execute(sql, params![id, version, now])?;
    Ok(version)
}

/// Lets people in, or nobody any more. The caller runs inside the recorder.
pub fn set_state(tx: &mut Tx<'_>, id: JourneyId, state: JourneyState, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE journeys SET state = $2, changed_at = $3 WHERE id = $1";
    Ok(tx.execute(sql, params![id, state as i64, now])? > 0)
}

/// Deletes a journey with its versions. The caller runs inside the recorder.
pub fn remove(tx: &mut Tx<'_>, id: JourneyId) -> Result<bool> {
    tx.execute("DELETE FROM journey_versions WHERE journey = $1", params![id])?;
    tx.execute("DELETE FROM journey_moves WHERE journey = $1", params![id])?;
    Ok(tx.execute("DELETE FROM journeys WHERE id = $1", params![id])? > 0)
}

fn journey(row: &Row<'_>) -> Result<Journey> {
    Ok(Journey {
        id: row.get(0)?,
        name: row.get(1)?,
        state: JourneyState::from_code(row.get(2)?).ok_or_else(unknown)?,
        version: row.get(3)?,
        made_at: row.get(4)?,
        changed_at: row.get(5)?,
    })
}

/// Whether somebody was let in under a key. (Views.)
pub fn is_begun(tx: &mut Tx<'_>, key: &[u8; 16]) -> Result<bool> {
    Ok(tx.query_opt("SELECT 1 FROM journey_runs WHERE key = $1", params![key], |_| Ok(()))?.is_some())
}

/// Lets somebody in, once for a key; whether it was not done before. (Views.)
pub fn begin(tx: &mut Tx<'_>, key: &[u8; 16], run: &NewRun) -> Result<bool> {
    let (currency, revenue) = money(run);
    let sql = format!(
        "INSERT INTO journey_runs (key, {RUN}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
         $18, $19, $20) ON CONFLICT (key) DO NOTHING"
    );
    let inserted = tx.execute(
        &sql,
        params![
            key,
            run.id,
            run.journey,
            run.version,
            run.customer,
            run.event,
            run.position,
            run.locale.code(),
            run.zone,
            run.state as i64,
            run.step as i64,
            path(run)?,
            run.begun_at,
            run.changed_at,
            run.due_at,
            run.watched_until,
            run.held_out,
            run.goal_at,
            currency,
            revenue
        ],
    )?;
    Ok(inserted > 0)
}

/// Those inside who are on a version before one. (Views.)
pub fn inside_before(tx: &mut Tx<'_>, journey: JourneyId, version: i64, limit: usize) -> Result<Vec<Run>> {
    let sql = format!("SELECT {RUN} FROM journey_runs WHERE journey = $1 AND version < $2 AND state = 0 ORDER BY id LIMIT $3");
    tx.query(&sql, params![journey, version, limit], run)
}

/// Writes where somebody stands now. (Views.)
pub fn save_run(tx: &mut Tx<'_>, run: &Run) -> Result<()> {
    let (currency, revenue) = money(run);
    tx.execute_later(
        "UPDATE journey_runs SET customer = $2, state = $3, step = $4, path = $5, changed_at = $6, due_at = $7, goal_at = $8, \
         currency = $9, revenue = $10, event = $11, position = $12, watched_until = $13, version = $14 WHERE id = $1",
        params![
            run.id,
            run.customer,
            run.state as i64,
            run.step as i64,
            path(run)?,
            run.changed_at,
            run.due_at,
            run.goal_at,
            currency,
            revenue,
            run.event,
            run.position,
            run.watched_until,
            run.version
        ],
    )
}

/// One run. (Views.)
pub fn find_run(tx: &mut Tx<'_>, id: RunId) -> Result<Option<Run>> {
    tx.query_opt(&format!("SELECT {RUN} FROM journey_runs WHERE id = $1"), params![id], run)
}

/// When the next run goes on by itself. (Views.)
pub fn next_due(tx: &mut Tx<'_>) -> Result<Option<Timestamp>> {
    tx.query_one("SELECT CAST(MIN(due_at) AS BIGINT) FROM journey_runs WHERE due_at IS NOT NULL", &[], |row| row.get(0))
}

/// Runs that go on by themselves by now, the longest due first. (Views.)
pub fn due_runs(tx: &mut Tx<'_>, now: Timestamp, limit: usize) -> Result<Vec<Run>> {
    let sql = format!("SELECT {RUN} FROM journey_runs WHERE due_at IS NOT NULL AND due_at <= $1 ORDER BY due_at LIMIT $2");
    tx.query(&sql, params![now, limit], run)
}

/// Of these customers, the runs that are not over or are still watched. (Views.)
pub fn watching(tx: &mut Tx<'_>, customers: &[CustomerId], now: Timestamp) -> Result<Vec<Run>> {
    let keys: Vec<&[u8]> = customers.iter().map(|customer| customer.raw().as_slice()).collect();
    let sql = format!("SELECT {RUN} FROM journey_runs WHERE (state = 0 OR watched_until > {}) AND customer", now.micros());
    tx.query_keys(&sql, &keys, run)
}

/// What is known of the times that a customer went on a journey, those of whoever was merged into them counted. (Views.)
pub fn before(tx: &mut Tx<'_>, customer: CustomerId, journey: JourneyId) -> Result<Option<Before>> {
    let sql = "SELECT CAST(MAX(begun_at) AS BIGINT), (SELECT held_out FROM journey_runs WHERE customer = $1 AND journey = $2 \
               ORDER BY id LIMIT 1) FROM journey_runs WHERE customer = $1 AND journey = $2";
    tx.query_one(sql, params![customer, journey], |row| {
        let (last_at, held_out): (Option<Timestamp>, Option<i64>) = (row.get(0)?, row.get(1)?);
        Ok(last_at.zip(held_out).map(|(last_at, held_out)| Before { last_at, held_out: held_out != 0 }))
    })
}

/// Every run of these ids of a customer, the latest first. (Views.)
pub fn of_customer(tx: &mut Tx<'_>, customers: &[CustomerId], limit: usize) -> Result<Vec<Run>> {
    let sql = format!("SELECT {RUN} FROM journey_runs WHERE customer = $1 ORDER BY id DESC LIMIT $2");
    let mut found = Vec::new();
    for customer in customers {
        found.extend(tx.query(&sql, params![customer, limit], run)?);
    }
    found.sort_by_key(|run| std::cmp::Reverse(run.id));
    found.truncate(limit);
    Ok(found)
}

/// Runs of a journey, the latest first, below one. (Views.)
pub fn runs_of(tx: &mut Tx<'_>, journey: JourneyId, before: Option<RunId>, limit: usize) -> Result<Vec<Run>> {
    let top = [0xffu8; 16];
    let before: Param<'_> = before.as_ref().map_or_else(|| top.to_param(), |id| id.to_param());
    let sql = format!("SELECT {RUN} FROM journey_runs WHERE journey = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
    tx.query(&sql, &[journey.to_param(), before, limit.to_param()], run)
}

/// A merged customer's runs are the winner's; whether there were any. (Views.)
pub fn move_runs(tx: &mut Tx<'_>, loser: CustomerId, winner: CustomerId) -> Result<bool> {
    Ok(tx.execute("UPDATE journey_runs SET customer = $2 WHERE customer = $1", params![loser, winner])? > 0)
}

/// Nothing is left of where these ids of a customer went. (Views.)
pub fn forget(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
    customers.iter().try_for_each(|customer| {
        super::dated::forget_dated(tx, *customer)?;
        tx.execute("DELETE FROM journey_runs WHERE customer = $1", params![customer]).map(drop)
    })
}

/// Counts so many people at a step. (Views.)
pub fn count(tx: &mut Tx<'_>, journey: JourneyId, version: i64, step: usize, outcome: &str, people: u64) -> Result<()> {
    tx.execute_later(
        "INSERT INTO journey_counts (journey, version, step, outcome, people) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (journey, version, step, outcome) DO UPDATE SET people = journey_counts.people + excluded.people",
        params![journey, version, step as i64, outcome, people.cast_signed()],
    )
}

/// Everything that was counted of a journey. (Views.)
pub fn counts(tx: &mut Tx<'_>, journey: JourneyId) -> Result<Vec<Count>> {
    let sql = "SELECT version, step, outcome, people FROM journey_counts WHERE journey = $1 ORDER BY version, step, outcome";
    tx.query(sql, params![journey], |row| {
        let (step, people): (i64, i64) = (row.get(1)?, row.get(3)?);
        Ok(Count { version: row.get(0)?, step: step.max(0) as usize, outcome: row.get(2)?, people: people.max(0).unsigned_abs() })
    })
}

/// What people did after they first went in, each counted once, so that whoever goes in often weighs no more than others and no
/// order is counted twice. (Views.)
pub fn groups(tx: &mut Tx<'_>, journey: JourneyId) -> Result<Vec<Group>> {
    let sql = "SELECT held_out, currency, COUNT(*), CAST(SUM(CASE WHEN goal_at IS NULL THEN 0 ELSE 1 END) AS BIGINT), \
               SUM(CAST(revenue AS DOUBLE PRECISION)), SUM(CAST(revenue AS DOUBLE PRECISION) * CAST(revenue AS DOUBLE PRECISION)) \
               FROM journey_runs WHERE journey = $1 AND NOT EXISTS (SELECT 1 FROM journey_runs AS earlier WHERE \
               earlier.customer = journey_runs.customer AND earlier.journey = journey_runs.journey AND earlier.id < journey_runs.id) \
               GROUP BY held_out, currency ORDER BY held_out, currency";
    tx.query(sql, params![journey], |row| {
        let (people, reached): (i64, i64) = (row.get(2)?, row.get(3)?);
        Ok(Group {
            held_out: row.get::<i64>(0)? != 0,
            currency: Currency::parse(&row.get::<String>(1)?).ok(),
            people: people.max(0).unsigned_abs(),
            reached: reached.max(0).unsigned_abs(),
            sum: row.get(4)?,
            squares: row.get(5)?,
        })
    })
}

/// How many are where, by journey; those held out left aside. (Views.)
pub fn standings(tx: &mut Tx<'_>) -> Result<BTreeMap<JourneyId, Standing>> {
    let sql = "SELECT journey, CAST(SUM(CASE WHEN state = 0 THEN 1 ELSE 0 END) AS BIGINT), COUNT(*), \
               CAST(SUM(CASE WHEN goal_at IS NULL THEN 0 ELSE 1 END) AS BIGINT) FROM journey_runs WHERE held_out = 0 GROUP BY journey";
    let rows = tx.query(sql, &[], |row| {
        let count = |column| Ok::<_, Error>(row.get::<i64>(column)?.max(0).unsigned_abs());
        Ok((row.get(0)?, Standing { inside: count(1)?, begun: count(2)?, reached: count(3)? }))
    })?;
    Ok(rows.into_iter().collect())
}

/// Letters put into the outbox, by journey. (Views.)
pub fn letters_queued(tx: &mut Tx<'_>) -> Result<BTreeMap<JourneyId, u64>> {
    let sql = "SELECT journey, CAST(SUM(people) AS BIGINT) FROM journey_counts WHERE outcome = 'queued' GROUP BY journey";
    let rows = tx.query(sql, &[], |row| Ok((row.get(0)?, row.get::<i64>(1)?.max(0).unsigned_abs())))?;
    Ok(rows.into_iter().collect())
}

fn path(run: &Run) -> Result<String> {
    serde_json::to_string(&run.path).map_err(|error| Error::Other(format!("a path can't be written: {error}")))
}

fn money(run: &Run) -> (&str, i64) {
    run.revenue.as_ref().map_or(("", 0), |money| (money.currency.code(), money.minor))
}

fn run(row: &Row<'_>) -> Result<Run> {
    let currency: String = row.get(17)?;
    let revenue = if currency.is_empty() {
        None
    } else {
        Some(Money { minor: row.get(18)?, currency: Currency::parse(&currency).map_err(|_| unknown())? })
    };
    Ok(Run {
        id: row.get(0)?,
        journey: row.get(1)?,
        version: row.get(2)?,
        customer: row.get(3)?,
        event: row.get(4)?,
        position: row.get(5)?,
        locale: Locale::from_tag(&row.get::<String>(6)?).unwrap_or_default(),
        zone: row.get(7)?,
        state: RunState::from_code(row.get(8)?).ok_or_else(unknown)?,
        step: row.get::<i64>(9)?.max(0) as usize,
        path: serde_json::from_str(&row.get::<String>(10)?).map_err(|_| unknown())?,
        begun_at: row.get(11)?,
        changed_at: row.get(12)?,
        due_at: row.get(13)?,
        watched_until: row.get(14)?,
        held_out: row.get::<i64>(15)? != 0,
        goal_at: row.get(16)?,
        revenue,
    })
}

fn unknown() -> Error {
    Error::Other("a journey in the database holds an unknown word".to_owned())
}
