//! Campaigns in the record, how far they got in the views.

use super::model::{Campaign, CampaignState, Plan};
use crate::segments;
use base::id::{CampaignId, CustomerId, SegmentId};
use base::{Id as _, Timestamp};
use db::{Error, Result, Row, Tx, params};
use std::collections::{BTreeSet, HashSet};

const CAMPAIGN: &str = "id, name, state, plan, begun_at, made_at, changed_at";

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
}

impl Default for Progress {
    fn default() -> Self {
        let after = CustomerId::from_raw([0; 16]);
        let state = CampaignState::Draft;
        Self { state, after, looked_at: 0, queued: 0, withheld: 0, held_out: 0, due_at: None, done_at: None }
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
        plan: Plan::parse(&row.get::<String>(3)?, |_| true).map_err(|_| unknown())?,
        begun_at: row.get(4)?,
        made_at: row.get(5)?,
        changed_at: row.get(6)?,
    })
}

/// How far a campaign got; `None` before it was first looked at. (Views.)
pub fn progress(tx: &mut Tx<'_>, id: CampaignId) -> Result<Option<Progress>> {
    let sql =
        "SELECT state, after, looked_at, queued, withheld, held_out, due_at, done_at FROM campaign_progress WHERE campaign = $1";
    tx.query_opt(sql, params![id], |row| {
        let number = |at: usize| Ok::<_, Error>(row.get::<i64>(at)?.max(0).unsigned_abs());
        Ok(Progress {
            state: CampaignState::from_code(row.get(0)?).ok_or_else(unknown)?,
            after: row.get(1)?,
            looked_at: number(2)?,
            queued: number(3)?,
            withheld: number(4)?,
            held_out: number(5)?,
            due_at: row.get(6)?,
            done_at: row.get(7)?,
        })
    })
}

/// Notes how far it got. (Views.)
pub fn save_progress(tx: &mut Tx<'_>, id: CampaignId, to: &Progress) -> Result<()> {
    tx.execute(
        "INSERT INTO campaign_progress (campaign, state, after, looked_at, queued, withheld, held_out, due_at, done_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (campaign) DO UPDATE SET state = excluded.state, \
         after = excluded.after, looked_at = excluded.looked_at, queued = excluded.queued, withheld = excluded.withheld, \
         held_out = excluded.held_out, due_at = excluded.due_at, done_at = excluded.done_at",
        params![
            id,
            to.state as i64,
            to.after,
            to.looked_at as i64,
            to.queued as i64,
            to.withheld as i64,
            to.held_out as i64,
            to.due_at,
            to.done_at
        ],
    )
    .map(drop)
}

/// Nothing is known of how far a campaign got: it was deleted. (Views.)
pub fn forget_progress(tx: &mut Tx<'_>, id: CampaignId) -> Result<()> {
    tx.execute("DELETE FROM campaign_progress WHERE campaign = $1", params![id]).map(drop)
}

/// When the next of them goes on. (Views.)
pub fn next_due(tx: &mut Tx<'_>) -> Result<Option<Timestamp>> {
    tx.query_one("SELECT CAST(MIN(due_at) AS BIGINT) FROM campaign_progress", &[], |row| row.get(0))
}

/// The next of an audience in the order of ids, `limit` of them at most, and the last id up to which everybody was looked at: none
/// where there is nobody after it. (Views.)
pub fn audience_after(
    tx: &mut Tx<'_>,
    plan: &Plan,
    after: CustomerId,
    limit: usize,
) -> Result<(Vec<CustomerId>, Option<CustomerId>)> {
    let mut found: BTreeSet<CustomerId> = BTreeSet::new();
    for key in &plan.segments {
        found.extend(segments::members_after(tx, key.0, Some(after), limit)?.into_iter().map(|(customer, _)| customer));
    }
    // Beyond the first so many, another segment's page may not have told of somebody in between.
    let page: Vec<CustomerId> = found.into_iter().take(limit).collect();
    let Some(last) = page.last().copied() else { return Ok((Vec::new(), None)) };
    let without: HashSet<SegmentId> = plan.without.iter().map(|key| key.0).collect();
    let out: HashSet<CustomerId> = if without.is_empty() {
        HashSet::new()
    } else {
        let inside = segments::members_of(tx, &page)?;
        inside.into_iter().filter(|(_, segment)| without.contains(segment)).map(|(customer, _)| customer).collect()
    };
    Ok((page.into_iter().filter(|customer| !out.contains(customer)).collect(), Some(last)))
}

fn unknown() -> Error {
    Error::Other("a campaign in the database holds an unknown word".to_owned())
}
