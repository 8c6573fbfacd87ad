//! What journeys ask the store's people to do: in the record, since people change it. (All of it is the record's.)

use base::Timestamp;
use base::id::{CustomerId, JourneyId, RunId, StaffId, TaskId};
use db::{Error, Result, Row, Tx, params};
use foundation::consent::Recipient;

const TASK: &str = "id, customer, journey, run, team, text, made_at, taken_by, taken_at, done_by, done_at";
/// Those that are over are kept for as long as the audit log: 24 months.
const KEPT: std::time::Duration = std::time::Duration::from_hours(24 * 731);

/// Something that somebody is to do about a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRow {
    pub id: TaskId,
    pub customer: CustomerId,
    pub journey: JourneyId,
    pub run: RunId,
    pub team: Recipient,
    pub text: String,
    pub made_at: Timestamp,
    /// Who does it.
    pub taken_by: Option<StaffId>,
    pub taken_at: Option<Timestamp>,
    pub done_by: Option<StaffId>,
    pub done_at: Option<Timestamp>,
}

/// Keeps a new one. The caller runs inside the recorder.
pub fn add_task(tx: &mut Tx<'_>, new: &TaskRow) -> Result<()> {
    let sql = "INSERT INTO tasks (id, customer, journey, run, team, text, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let team = new.team as u8;
    tx.execute(sql, params![new.id, new.customer, new.journey, new.run, team, new.text, new.made_at]).map(drop)
}

/// Those of some teams that are still to be done, the oldest first.
pub fn open_tasks(tx: &mut Tx<'_>, teams: &[Recipient], limit: usize) -> Result<Vec<TaskRow>> {
    let sql = format!("SELECT {TASK} FROM tasks WHERE team = $1 AND done_at IS NULL ORDER BY id LIMIT $2");
    let mut found = Vec::new();
    for team in teams {
        found.extend(tx.query(&sql, params![*team as u8, limit], task)?);
    }
    found.sort_by_key(|task| task.id);
    found.truncate(limit);
    Ok(found)
}

/// How many those are.
pub fn count_open_tasks(tx: &mut Tx<'_>, teams: &[Recipient]) -> Result<u64> {
    let mut all = 0;
    for team in teams {
        let sql = "SELECT COUNT(*) FROM tasks WHERE team = $1 AND done_at IS NULL";
        all += tx.query_one::<i64>(sql, params![*team as u8], |row| row.get(0))?.max(0).unsigned_abs();
    }
    Ok(all)
}

/// One task.
pub fn find_task(tx: &mut Tx<'_>, id: TaskId) -> Result<Option<TaskRow>> {
    tx.query_opt(&format!("SELECT {TASK} FROM tasks WHERE id = $1"), params![id], task)
}

/// Somebody takes it on, or gives it back; whether it was there to be done. The caller runs inside the recorder.
pub fn take_task(tx: &mut Tx<'_>, id: TaskId, by: Option<StaffId>, now: Timestamp) -> Result<bool> {
    let at = by.map(|_| now);
    let sql = "UPDATE tasks SET taken_by = $2, taken_at = $3 WHERE id = $1 AND done_at IS NULL";
    Ok(tx.execute(sql, params![id, by, at])? > 0)
}

/// It is done; whether it was there to be done. The caller runs inside the recorder.
pub fn finish_task(tx: &mut Tx<'_>, id: TaskId, by: StaffId, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE tasks SET done_by = $2, done_at = $3 WHERE id = $1 AND done_at IS NULL";
    Ok(tx.execute(sql, params![id, by, now])? > 0)
}

/// Every task about these ids of a customer, the latest first.
pub fn tasks_of(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<Vec<TaskRow>> {
    let sql = format!("SELECT {TASK} FROM tasks WHERE customer = $1 ORDER BY id DESC");
    let mut found = Vec::new();
    for customer in customers {
        found.extend(tx.query(&sql, params![customer], task)?);
    }
    Ok(found)
}

/// Nothing is left of what was to be done about these ids of a customer. The caller runs inside the recorder.
pub fn forget_tasks(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
    customers.iter().try_for_each(|customer| tx.execute("DELETE FROM tasks WHERE customer = $1", params![customer]).map(drop))
}

/// Deletes what was done more than 24 months ago. The caller runs inside the recorder.
pub fn purge_tasks(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM tasks WHERE done_at IS NOT NULL AND done_at < $1", params![now.minus(KEPT)])
}

fn task(row: &Row<'_>) -> Result<TaskRow> {
    let team = Recipient::from_code(row.get(4)?).ok_or_else(|| Error::Other("a task of an unknown team".to_owned()))?;
    Ok(TaskRow {
        id: row.get(0)?,
        customer: row.get(1)?,
        journey: row.get(2)?,
        run: row.get(3)?,
        team,
        text: row.get(5)?,
        made_at: row.get(6)?,
        taken_by: row.get(7)?,
        taken_at: row.get(8)?,
        done_by: row.get(9)?,
        done_at: row.get(10)?,
    })
}
