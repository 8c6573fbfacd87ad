//! The tables of scans and findings.

use super::model::{Counts, Finding, Report, Scan, Summary, compare, shrank};
use super::scan::Scanned;
use super::{CookieSet, Party};
use base::Timestamp;
use db::{Error, Result, Row, Tx, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::time::Duration;

/// Scans that are kept, twenty years of weeks.
const SCANS_MAX: i64 = 1_000;
/// How long one remembers what is no longer there.
const GONE_KEPT: Duration = Duration::from_hours(24 * 365 * 2);
/// Findings that are read at once.
const FINDINGS_MAX: usize = 1_000;
/// Scans that the summary looks back over.
const LOOK_BACK: usize = 200;

const PARTY: i64 = 1;
const COOKIE: i64 = 2;

/// The site that is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    pub address: String,
    /// Somebody wants a scan now.
    pub asked_at: Option<Timestamp>,
}

/// The store's site; none before somebody named it.
pub fn site(tx: &mut Tx<'_>) -> Result<Option<Site>> {
    tx.query_opt("SELECT address, asked_at FROM tracker_site WHERE id = 1", &[], |row| {
        Ok(Site { address: row.get(0)?, asked_at: row.get::<Option<i64>>(1)?.map(Timestamp::from_micros) })
    })
}

/// Names the site, or none; what was found on another stays, and is shown again when that is named again.
pub fn save_site(tx: &mut Tx<'_>, address: Option<&str>) -> Result<()> {
    tx.execute("DELETE FROM tracker_site WHERE id = 1", &[])?;
    if let Some(address) = address {
        tx.execute("INSERT INTO tracker_site (id, address) VALUES (1, $1)", params![address])?;
    }
    Ok(())
}

/// Asks for a scan now; `false` where no site is named.
pub fn ask(tx: &mut Tx<'_>, now: Timestamp) -> Result<bool> {
    Ok(tx.execute("UPDATE tracker_site SET asked_at = $1 WHERE id = 1", params![now])? > 0)
}

/// Scans of a site, newest first.
pub fn scans(tx: &mut Tx<'_>, site: &str, limit: usize) -> Result<Vec<Scan>> {
    let sql =
        "SELECT at, problem, parties, trackers, cookies, report FROM tracker_scans WHERE site = $1 ORDER BY seq DESC LIMIT $2";
    tx.query(sql, params![site, limit], |row| {
        let count = |column| Ok::<_, Error>(u32::try_from(row.get::<i64>(column)?).unwrap_or(u32::MAX));
        Ok(Scan {
            at: Timestamp::from_micros(row.get(0)?),
            problem: row.get(1)?,
            counts: Counts { parties: count(2)?, trackers: count(3)?, cookies: count(4)? },
            report: read(&row.get::<String>(5)?)?,
        })
    })
}

/// The last scan of a site, whatever came of it.
pub fn last_scan(tx: &mut Tx<'_>, site: &str) -> Result<Option<Scan>> {
    Ok(scans(tx, site, 1)?.into_iter().next())
}

/// Third parties of a site: those that are there, the newest first, then those that went, the last first.
pub fn parties(tx: &mut Tx<'_>, site: &str) -> Result<Vec<Finding<Party>>> {
    findings(tx, site, PARTY)
}

/// Cookies of a site, in the same order.
pub fn cookies(tx: &mut Tx<'_>, site: &str) -> Result<Vec<Finding<CookieSet>>> {
    findings(tx, site, COOKIE)
}

/// How many third parties the store's site addresses now, and since when they become fewer; none before a scan learnt that.
pub fn summary(tx: &mut Tx<'_>) -> Result<Option<Summary>> {
    let Some(site) = site(tx)? else { return Ok(None) };
    let good: Vec<Scan> = scans(tx, &site.address, LOOK_BACK)?.into_iter().filter(|scan| scan.problem.is_none()).collect();
    let course: Vec<(Timestamp, u32)> = good.iter().map(|scan| (scan.at, scan.counts.parties)).collect();
    Ok(good.first().map(|scan| Summary { at: scan.at, counts: scan.counts, shrank: shrank(&course) }))
}

/// Writes down what a scan of this site came to. `before` is the last scan as it was when this one began: where another has been
/// recorded since, or the site is no longer the store's, this one says nothing new and `false` is given.
pub fn record(tx: &mut Tx<'_>, address: &str, before: Option<&Scan>, scanned: &Scanned, now: Timestamp) -> Result<bool> {
    let is_site = site(tx)?.is_some_and(|site| site.address == address);
    if !is_site || last_scan(tx, address)?.as_ref() != before {
        return Ok(false);
    }
    let (mut counts, mut came, mut went) = (Counts::default(), Vec::new(), Vec::new());
    if scanned.problem.is_none() {
        (counts, came, went) = follow(tx, address, scanned, now)?;
    }
    let report = write(&Report { facts: scanned.seen.facts.clone(), came, went })?;
    let seq: i64 = tx.query_one("SELECT COALESCE(MAX(seq), 0) + 1 FROM tracker_scans", &[], |row| row.get(0))?;
    tx.execute(
        "INSERT INTO tracker_scans (seq, site, at, problem, parties, trackers, cookies, report) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![seq, address, now, scanned.problem, counts.parties, counts.trackers, counts.cookies, report],
    )?;
    tx.execute("DELETE FROM tracker_scans WHERE seq <= $1", params![seq - SCANS_MAX])?;
    tx.execute("DELETE FROM tracker_findings WHERE gone_at < $1", params![now.minus(GONE_KEPT)])?;
    tx.execute("UPDATE tracker_site SET asked_at = NULL WHERE id = 1", &[])?;
    Ok(true)
}

/// Compares what is there with what was, and writes the difference.
fn follow(tx: &mut Tx<'_>, site: &str, scanned: &Scanned, now: Timestamp) -> Result<(Counts, Vec<String>, Vec<String>)> {
    let seen = &scanned.seen;
    let unread: BTreeSet<&str> =
        seen.facts.pages.iter().filter(|page| page.problem.is_some()).map(|page| page.path.as_str()).collect();
    let there: Vec<Party> = parties(tx, site)?.into_iter().filter(|old| old.gone_at.is_none()).map(|old| old.what).collect();
    let (came, went) = compare(&there, &seen.parties, &unread);
    let went: Vec<String> = went.into_iter().map(|party| party.id.clone()).collect();
    for party in &seen.parties {
        put(tx, site, (PARTY, &party.id), party, now)?;
    }
    for id in &went {
        end(tx, site, (PARTY, id), now)?;
    }
    let names: Vec<String> = seen.cookies.iter().map(name_of).collect();
    for (cookie, name) in seen.cookies.iter().zip(&names) {
        put(tx, site, (COOKIE, name), cookie, now)?;
    }
    for old in cookies(tx, site)?.iter().filter(|old| old.gone_at.is_none()) {
        let name = name_of(&old.what);
        let was_looked_for = old.what.pages.iter().any(|page| !unread.contains(page.as_str()));
        if was_looked_for && !names.contains(&name) {
            end(tx, site, (COOKIE, &name), now)?;
        }
    }
    // Those of whom nobody could tell whether they went are there still.
    let held = there.iter().filter(|old| !went.contains(&old.id) && !seen.parties.iter().any(|party| party.id == old.id));
    let now_there: Vec<&Party> = seen.parties.iter().chain(held).collect();
    let trackers = now_there.iter().filter(|party| party.what_for().follows_people()).count();
    let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    let counts = Counts { parties: count(now_there.len()), trackers: count(trackers), cookies: count(seen.cookies.len()) };
    Ok((counts, came, went))
}

fn name_of(cookie: &CookieSet) -> String {
    format!("{} {}", cookie.cookie.name, cookie.cookie.domain)
}

/// A finding that is there: new, still there, or back after it was gone, which begins anew.
fn put<T: Serialize>(tx: &mut Tx<'_>, site: &str, (kind, name): (i64, &str), what: &T, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO tracker_findings (site, kind, name, first_seen, last_seen, gone_at, what) VALUES ($1, $2, $3, $4, $4, NULL, $5) \
         ON CONFLICT (site, kind, name) DO UPDATE SET what = excluded.what, last_seen = excluded.last_seen, gone_at = NULL, \
         first_seen = CASE WHEN tracker_findings.gone_at IS NULL THEN tracker_findings.first_seen ELSE excluded.first_seen END",
        params![site, kind, name, now, write(what)?],
    )?;
    Ok(())
}

fn end(tx: &mut Tx<'_>, site: &str, (kind, name): (i64, &str), now: Timestamp) -> Result<()> {
    let sql = "UPDATE tracker_findings SET gone_at = $4 WHERE site = $1 AND kind = $2 AND name = $3";
    tx.execute(sql, params![site, kind, name, now]).map(drop)
}

fn findings<T: DeserializeOwned>(tx: &mut Tx<'_>, site: &str, kind: i64) -> Result<Vec<Finding<T>>> {
    let sql = "SELECT what, first_seen, last_seen, gone_at FROM tracker_findings WHERE site = $1 AND kind = $2 \
               ORDER BY COALESCE(gone_at, 9223372036854775807) DESC, first_seen DESC, name LIMIT $3";
    tx.query(sql, params![site, kind, FINDINGS_MAX], |row: &Row<'_>| {
        let at = |column| Ok::<_, Error>(Timestamp::from_micros(row.get(column)?));
        Ok(Finding {
            what: read(&row.get::<String>(0)?)?,
            first_seen: at(1)?,
            last_seen: at(2)?,
            gone_at: row.get::<Option<i64>>(3)?.map(Timestamp::from_micros),
        })
    })
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::Other(format!("what a scan found can't be read: {error}")))
}

fn write<T: Serialize>(what: &T) -> Result<String> {
    serde_json::to_string(what).map_err(|error| Error::Other(format!("what a scan found can't be written: {error}")))
}
