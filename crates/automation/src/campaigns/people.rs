//! Whom a campaign met, and what they did afterwards.

use super::model::CampaignState;
use base::id::{CampaignId, CustomerId};
use base::{Currency, Money, Timestamp};
use db::{Error, Result, Row, Tx, params};

const MET: &str =
    "campaign, customer, variant, held_out, counted, watched_from, watched_until, bought_at, withdrew_at, currency, revenue";

/// Somebody who was to get a letter, or was held out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    pub campaign: CampaignId,
    pub customer: CustomerId,
    /// Which letter was theirs, from 0 on.
    pub variant: usize,
    pub held_out: bool,
    /// They let what they buy be counted.
    pub counted: bool,
    /// What they do counts from here …
    pub watched_from: Timestamp,
    /// … to here.
    pub watched_until: Timestamp,
    pub bought_at: Option<Timestamp>,
    /// When they took back that they agreed to advertising.
    pub withdrew_at: Option<Timestamp>,
    /// What they spent, in the currency of their first purchase.
    pub revenue: Option<Money>,
}

/// Those of one variant, or those held out of it, who spent in one currency, or nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub variant: usize,
    pub held_out: bool,
    /// Those who let what they buy be counted, or those who do not.
    pub counted: bool,
    /// `None` of those who spent nothing.
    pub currency: Option<Currency>,
    pub people: u64,
    pub bought: u64,
    pub withdrew: u64,
    /// What they spent, in the currency's smallest unit, and the squares of it.
    pub sum: f64,
    pub squares: f64,
}

/// Whether one of these ids of a customer was met already. (Views.)
pub fn has_met(tx: &mut Tx<'_>, campaign: CampaignId, ids: &[CustomerId]) -> Result<bool> {
    let sql = "SELECT 1 FROM campaign_people WHERE campaign = $1 AND customer = $2";
    for id in ids {
        if tx.query_opt::<i64>(sql, params![campaign, id], |_| Ok(1))?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Somebody was met for the first time. (Views.)
pub fn note_met(tx: &mut Tx<'_>, met: &Met) -> Result<()> {
    let (currency, revenue) = money(met);
    tx.execute_later(
        &format!(
            "INSERT INTO campaign_people ({MET}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING"
        ),
        params![
            met.campaign,
            met.customer,
            met.variant as i64,
            met.held_out,
            met.counted,
            met.watched_from,
            met.watched_until,
            met.bought_at,
            met.withdrew_at,
            currency,
            revenue
        ],
    )
}

/// Writes what somebody did. (Views.)
pub fn save_met(tx: &mut Tx<'_>, met: &Met) -> Result<()> {
    let (currency, revenue) = money(met);
    tx.execute_later(
        "UPDATE campaign_people SET bought_at = $3, withdrew_at = $4, currency = $5, revenue = $6 \
         WHERE campaign = $1 AND customer = $2",
        params![met.campaign, met.customer, met.bought_at, met.withdrew_at, currency, revenue],
    )
}

/// Of these customers, the campaigns that still count what they do. (Views.)
pub fn watching(tx: &mut Tx<'_>, customers: &[CustomerId], now: Timestamp) -> Result<Vec<Met>> {
    use base::Id as _;
    let keys: Vec<&[u8]> = customers.iter().map(|customer| customer.raw().as_slice()).collect();
    let sql = format!("SELECT {MET} FROM campaign_people WHERE watched_until > {} AND customer", now.micros());
    tx.query_keys(&sql, &keys, met)
}

/// The campaigns that these ids of a customer were met by, the latest first. (Views.)
pub fn of_customer(tx: &mut Tx<'_>, customers: &[CustomerId], limit: usize) -> Result<Vec<Met>> {
    let sql = format!("SELECT {MET} FROM campaign_people WHERE customer = $1 ORDER BY watched_until DESC LIMIT $2");
    let mut found = Vec::new();
    for customer in customers {
        found.extend(tx.query(&sql, params![customer, limit], met)?);
    }
    found.sort_by_key(|met| std::cmp::Reverse((met.watched_from, met.campaign)));
    found.truncate(limit);
    Ok(found)
}

/// What people did who were met, and what those did who were held out. (Views.)
pub fn groups(tx: &mut Tx<'_>, campaign: CampaignId) -> Result<Vec<Group>> {
    let count = |column: &str| format!("CAST(SUM(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END) AS BIGINT)");
    let sql = format!(
        "SELECT variant, held_out, counted, currency, COUNT(*), {}, {}, SUM(CAST(revenue AS DOUBLE PRECISION)), \
         SUM(CAST(revenue AS DOUBLE PRECISION) * CAST(revenue AS DOUBLE PRECISION)) FROM campaign_people WHERE campaign = $1 \
         GROUP BY variant, held_out, counted, currency ORDER BY variant, held_out, counted, currency",
        count("bought_at"),
        count("withdrew_at")
    );
    tx.query(&sql, params![campaign], |row| {
        let number = |at: usize| Ok::<_, Error>(row.get::<i64>(at)?.max(0).unsigned_abs());
        Ok(Group {
            variant: number(0)? as usize,
            held_out: number(1)? != 0,
            counted: number(2)? != 0,
            currency: Currency::parse(&row.get::<String>(3)?).ok(),
            people: number(4)?,
            bought: number(5)?,
            withdrew: number(6)?,
            sum: row.get(7)?,
            squares: row.get(8)?,
        })
    })
}

/// Two customers are one: whom a campaign met twice it met when it first did. (Views.)
pub fn join_people(tx: &mut Tx<'_>, winner: CustomerId, loser: CustomerId) -> Result<()> {
    for one in of_customer(tx, &[loser], usize::from(u16::MAX))? {
        let sql = format!("SELECT {MET} FROM campaign_people WHERE campaign = $1 AND customer = $2");
        let known = tx.query_opt(&sql, params![one.campaign, winner], met)?;
        if known.is_none_or(|known| one.watched_from < known.watched_from) {
            tx.execute("DELETE FROM campaign_people WHERE campaign = $1 AND customer = $2", params![one.campaign, winner])?;
            note_met(tx, &Met { customer: winner, ..one })?;
        }
    }
    tx.execute("DELETE FROM campaign_people WHERE customer = $1", params![loser]).map(drop)
}

/// Somebody was merged into one whose place was passed, before their own was come to: they are looked at late. (Views.)
pub fn pass_over(tx: &mut Tx<'_>, winner: CustomerId, loser: CustomerId) -> Result<()> {
    let (on, paused) = (CampaignState::On as i64, CampaignState::Paused as i64);
    let sql = "INSERT INTO campaign_late (campaign, customer) SELECT campaign, $1 FROM campaign_progress \
               WHERE done_at IS NULL AND state IN ($3, $4) AND after >= $2 AND after < $1 ON CONFLICT DO NOTHING";
    tx.execute(sql, params![loser, winner, on, paused]).map(drop)
}

/// Those who are to be looked at late. (Views.)
pub fn late(tx: &mut Tx<'_>, campaign: CampaignId, limit: usize) -> Result<Vec<CustomerId>> {
    let sql = "SELECT customer FROM campaign_late WHERE campaign = $1 ORDER BY customer LIMIT $2";
    tx.query(sql, params![campaign, limit], |row| row.get(0))
}

/// Somebody was looked at late. (Views.)
pub fn not_late(tx: &mut Tx<'_>, campaign: CampaignId, customer: CustomerId) -> Result<()> {
    tx.execute_later("DELETE FROM campaign_late WHERE campaign = $1 AND customer = $2", params![campaign, customer])
}

/// Nothing is left of these ids of a customer. (Views.)
pub fn forget_people(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
    for customer in customers {
        tx.execute("DELETE FROM campaign_people WHERE customer = $1", params![customer])?;
        tx.execute("DELETE FROM campaign_late WHERE customer = $1", params![customer])?;
    }
    Ok(())
}

fn money(met: &Met) -> (&str, i64) {
    met.revenue.as_ref().map_or(("", 0), |money| (money.currency.code(), money.minor))
}

fn met(row: &Row<'_>) -> Result<Met> {
    let currency = Currency::parse(&row.get::<String>(9)?).ok();
    let minor = row.get(10)?;
    Ok(Met {
        campaign: row.get(0)?,
        customer: row.get(1)?,
        variant: row.get::<i64>(2)?.max(0) as usize,
        held_out: row.get::<i64>(3)? != 0,
        counted: row.get::<i64>(4)? != 0,
        watched_from: row.get(5)?,
        watched_until: row.get(6)?,
        bought_at: row.get(7)?,
        withdrew_at: row.get(8)?,
        revenue: currency.map(|currency| Money { minor, currency }),
    })
}
