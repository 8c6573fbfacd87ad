//! `GET /api/v1/third-parties`: whom the store's own site addresses before anybody agreed to it, as its last scan found.

use super::input::Params;
use super::openapi::Operation;
use super::{Answer, Endpoint, Needs, Reader, blocking};
use crate::app::App;
use axum::extract::State;
use axum::routing::get;
use base::Timestamp;
use capabilities::trackers::{self, CookieSet, Finding, Party, Scan, Summary};
use db::Result;
use serde_json::{Value, json};
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] =
    &[Endpoint { method: "get", path: "/api/v1/third-parties", needs: Needs::Read, route: || get(third_parties), describe }];

/// Scans of which the counts are told.
const COURSE_SCANS: usize = 52;

async fn third_parties(_: Reader, State(app): State<App>, params: Params) -> std::result::Result<Answer, Problem> {
    params.only(&[])?;
    let document = blocking(&app, read).await?;
    Answer::of(&document)
}

fn read(app: &App) -> Result<Value> {
    app.db.record.read(|tx| {
        let site = trackers::site(tx)?;
        let address = site.as_ref().map_or("", |site| site.address.as_str());
        let scans = trackers::scans(tx, address, COURSE_SCANS)?;
        let (parties, cookies) = (trackers::parties(tx, address)?, trackers::cookies(tx, address)?);
        let summary = trackers::summary(tx)?;
        let next = site.as_ref().map(|site| trackers::next_scan(scans.first(), site.asked_at.is_some(), app.clock.now()));
        Ok(json!({
            "site": site.as_ref().map(|site| &site.address),
            "next_scan_at": next.map(Timestamp::to_rfc3339),
            "summary": summary.map(|summary| self::summary(&summary)),
            "scans": scans.iter().map(scan).collect::<Vec<_>>(),
            "third_parties": parties.iter().map(party).collect::<Vec<_>>(),
            "cookies": cookies.iter().map(cookie).collect::<Vec<_>>(),
        }))
    })
}

fn summary(summary: &Summary) -> Value {
    let shrank = summary.shrank.map(|shrank| json!({"since": shrank.since.to_rfc3339(), "from": shrank.from}));
    json!({
        "at": summary.at.to_rfc3339(),
        "third_parties": summary.counts.parties,
        "following_people": summary.counts.trackers,
        "cookies": summary.counts.cookies,
        "shrank": shrank,
    })
}

fn scan(scan: &Scan) -> Value {
    let facts = &scan.report.facts;
    json!({
        "at": scan.at.to_rfc3339(),
        "problem": scan.problem,
        "third_parties": scan.counts.parties,
        "following_people": scan.counts.trackers,
        "cookies": scan.counts.cookies,
        "came": scan.report.came,
        "went": scan.report.went,
        "held_back": facts.held_back,
        "consent_tool": facts.consent_tool,
        "honours_gpc": facts.honours_gpc,
        "script_policy": facts.policy,
        "pages": facts.pages,
    })
}

fn party(found: &Finding<Party>) -> Value {
    let service = found.what.service();
    let mut document = times(found);
    document["id"] = json!(found.what.id);
    document["name"] = json!(service.map_or(found.what.id.as_str(), |service| service.name));
    document["company"] = json!(service.map(|service| service.company));
    document["country"] = json!(service.map(|service| service.country));
    document["purpose"] = json!(found.what.what_for());
    document["follows_people"] = json!(found.what.what_for().follows_people());
    document["hosts"] = json!(found.what.hosts);
    document["ways"] = json!(found.what.ways);
    document["pages"] = json!(found.what.pages);
    document
}

fn cookie(found: &Finding<CookieSet>) -> Value {
    let cookie = &found.what.cookie;
    let mut document = times(found);
    document["name"] = json!(cookie.name);
    document["domain"] = json!(cookie.domain);
    document["third_party"] = json!(cookie.is_third_party);
    document["lasts_seconds"] = json!(cookie.lasts_seconds);
    document["secure"] = json!(cookie.is_secure);
    document["http_only"] = json!(cookie.is_http_only);
    document["same_site"] = json!(cookie.same_site);
    document["belongs_to"] = json!(found.what.service);
    document["pages"] = json!(found.what.pages);
    document
}

fn times<T>(found: &Finding<T>) -> Value {
    json!({
        "first_seen": found.first_seen.to_rfc3339(),
        "last_seen": found.last_seen.to_rfc3339(),
        "gone_at": found.gone_at.map(Timestamp::to_rfc3339),
    })
}

fn describe() -> Operation {
    Operation::new("getThirdParties", "privacy", "Third parties on the store's own site")
        .text(
            "Whom the site's pages address, and which cookies they set, before a visitor agreed to anything: as weekly scans find \
             it that run no scripts. A short list proves nothing. `gone_at` is the first scan that no longer found it; `scans` \
             are the last 52, newest first. Everything is empty until a site is named in the admin.",
        )
        .answers("ThirdParties")
}
