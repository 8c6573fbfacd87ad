//! Campaigns in the record, how far they got in the views.

use super::model::{Campaign, CampaignState, Plan};
use base::id::{CampaignId, CustomerId};
use base::{Id as _, Timestamp};
use db::{Error, Result, Row, Tx, params};
use std::collections::BTreeMap;

const CAMPAIGN: &str = "id, name, state, plan, begun_at, made_at, changed_at";
const PROGRESS: &str = "campaign, state, after, looked_at, queued, withheld, held_out, due_at, done_at, paced_at";

/// How far a campaign got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The campaign's state as it was last acted upon.
    pub state: CampaignState,
    /// The last customer that was looked at.
    pub after: CustomerId,
    pub looked_at: u64,
    pub queued: u64,
    pub withheld: u64,
    pub held_out: u64,
    /// When it goes on by itself.
    pub due_at: Option<Timestamp>,
    /// When everybody had been looked at.
    pub done_at: Option<Timestamp>,
    /// When the next letter of a throttled one may go.
    pub paced_at: Timestamp,
}

impl Default for Progress {
    fn default() -> Self {
        let after = CustomerId::from_raw([0; 16]);
        let state = CampaignState::Draft;
        Self {
            state,
            after,
            looked_at: 0,
            queued: 0,
            withheld: 0,
            held_out: 0,
            due_at: None,
            done_at: None,
            paced_at: Timestamp::from_micros(0),
        }
    }
}

/// What its messages are made by, each variant's its own.
pub fn cause(campaign: CampaignId, variant: usize) -> String {
    format!("campaign:{campaign}:{variant}")
}

/// All campaigns, the latest first. (Record.)
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Campaign>> {
    tx.query(&format!("SELECT {CAMPAIGN} FROM campaigns ORDER BY id DESC"), &[], campaign)
}

/// One campaign. (Record.)
pub fn find(tx: &mut Tx<'_>, id: CampaignId) -> Result<Option<Campaign>> {
    tx.query_opt(&format!("SELECT {CAMPAIGN} FROM campaigns WHERE id = $1"), params![id], campaign)
}

/// Keeps a new campaign. The caller runs inside the recorder.
pub fn insert(tx: &mut Tx<'_>, new: &Campaign) -> Result<()> {
    let sql = format!("INSERT INTO campaigns ({CAMPAIGN}) VALUES ($1, $2, $3, $4, $5, $6, $7)");
    let (state, plan) = (new.state as i64, new.plan.to_json());
    tx.execute(&sql, params![new.id, new.name, state, plan, new.begun_at, new.made_at, new.changed_at]).map(drop)
}

/// Changes what is being written; whether it still was. The caller runs inside the recorder.
pub fn save_plan(tx: &mut Tx<'_>, id: CampaignId, name: &str, plan: &Plan, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE campaigns SET name = $2, plan = $3, changed_at = $4 WHERE id = $1 AND state = 0";
    Ok(tx.execute(sql, params![id, name, plan.to_json(), now])? > 0)
}

/// Lets it go, pauses it, goes on with it, cancels it; whether that was possible: what was cancelled stays so. The caller runs inside
/// the recorder.
pub fn set_state(tx: &mut Tx<'_>, id: CampaignId, state: CampaignState, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE campaigns SET state = $2, changed_at = $3, begun_at = COALESCE(begun_at, $3) WHERE id = $1 AND state <> 3";
    Ok(state != CampaignState::Draft && tx.execute(sql, params![id, state as i64, now])? > 0)
}

/// Deletes a campaign; whether it was there. The caller runs inside the recorder.
pub fn remove(tx: &mut Tx<'_>, id: CampaignId) -> Result<bool> {
    Ok(tx.execute("DELETE FROM campaigns WHERE id = $1", params![id])? > 0)
}

fn campaign(row: &Row<'_>) -> Result<Campaign> {
    Ok(Campaign {
        id: row.get(0)?,
        name: row.get(1)?,
        state: CampaignState::from_code(row.get(2)?).ok_or_else(unknown)?,
        plan: Plan::read(&row.get::<String>(3)?).map_err(|_| unknown())?,
        begun_at: row.get(4)?,
        made_at: row.get(5)?,
        changed_at: row.get(6)?,
    })
}

/// How far a campaign got; `None` before it was first looked at. (Views.)
pub fn progress(tx: &mut Tx<'_>, id: CampaignId) -> Result<Option<Progress>> {
    let sql = format!("SELECT {PROGRESS} FROM campaign_progress WHERE campaign = $1");
    Ok(tx.query_opt(&sql, params![id], progressed)?.map(|(_, progress)| progress))
}

/// How far each campaign got that was looked at. (Views.)
pub fn progress_of_all(tx: &mut Tx<'_>) -> Result<BTreeMap<CampaignId, Progress>> {
    Ok(tx.query(&format!("SELECT {PROGRESS} FROM campaign_progress"), &[], progressed)?.into_iter().collect())
}

fn progressed(row: &Row<'_>) -> Result<(CampaignId, Progress)> {
    let number = |at: usize| Ok::<_, Error>(row.get::<i64>(at)?.max(0).unsigned_abs());
    let progress = Progress {
        state: CampaignState::from_code(row.get(1)?).ok_or_else(unknown)?,
        after: row.get(2)?,
        looked_at: number(3)?,
        queued: number(4)?,
        withheld: number(5)?,
        held_out: number(6)?,
        due_at: row.get(7)?,
        done_at: row.get(8)?,
        paced_at: row.get(9)?,
    };
    Ok((row.get(0)?, progress))
}

/// Notes how far it got. (Views.)
pub fn save_progress(tx: &mut Tx<'_>, id: CampaignId, to: &Progress) -> Result<()> {
    let sql = format!(
        "INSERT INTO campaign_progress ({PROGRESS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
         ON CONFLICT (campaign) DO UPDATE SET state = excluded.state, after = excluded.after, looked_at = excluded.looked_at, \
         queued = excluded.queued, withheld = excluded.withheld, held_out = excluded.held_out, due_at = excluded.due_at, \
         done_at = excluded.done_at, paced_at = excluded.paced_at"
    );
    let [looked_at, queued, withheld, held_out] = [to.looked_at, to.queued, to.withheld, to.held_out].map(|count| count as i64);
    let (state, paced_at) = (to.state as i64, to.paced_at);
    tx.execute(&sql, params![id, state, to.after, looked_at, queued, withheld, held_out, to.due_at, to.done_at, paced_at])
        .map(drop)
}

/// Nothing is known any more of how far a campaign got and whom it met: it was deleted. (Views.)
pub fn forget_progress(tx: &mut Tx<'_>, id: CampaignId) -> Result<()> {
    for table in ["campaign_progress", "campaign_late", "campaign_people"] {
        tx.execute(&format!("DELETE FROM {table} WHERE campaign = $1"), params![id])?;
    }
    Ok(())
}

/// When the next of them goes on. (Views.)
pub fn next_due(tx: &mut Tx<'_>) -> Result<Option<Timestamp>> {
    tx.query_one("SELECT CAST(MIN(due_at) AS BIGINT) FROM campaign_progress", &[], |row| row.get(0))
}

fn unknown() -> Error {
    Error::Other("a campaign in the database holds an unknown word".to_owned())
}
