//! Stories of a site over time, as its pages are written. On whichever engine the run names.

use super::examine::Examiner;
use super::*;
use base::Timestamp;
use db::{Db, TestDb};
use foundation::outbound::{Answer, Hop};
use std::time::Duration;
use url::Url;

const SITE: &str = "https://www.noor.example/";
const START: Timestamp = Timestamp::from_micros(1_777_896_000_000_000);

fn week(number: u32) -> Timestamp {
    START.plus(SCAN_EVERY * number)
}

fn hop(url: &str, headers: &[(&str, &str)]) -> Hop {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Hop { url: Url::parse(url).unwrap(), status: 200, headers }
}

fn answer(url: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    Answer { redirects: Vec::new(), last: hop(url, headers), body: body.as_bytes().to_vec(), is_whole: true }
}

fn seen(body: &str) -> Seen {
    Examiner::of_front(&answer(SITE, &[], body), START).0.finish()
}

fn scanned(body: &str) -> Scanned {
    Scanned { problem: None, seen: seen(body) }
}

/// Scans as the program does, at this moment.
fn scan(db: &Db, what: &Scanned, now: Timestamp) -> Scan {
    db.record
        .write(|tx| {
            let before = last_scan(tx, SITE)?;
            assert!(record(tx, SITE, before.as_ref(), what, now)?, "it is recorded");
            Ok::<_, db::Error>(last_scan(tx, SITE)?.expect("a scan"))
        })
        .unwrap()
}

fn db_with_site() -> TestDb {
    let db = TestDb::new();
    db.db.record.write(|tx| save_site(tx, Some(SITE))).unwrap();
    db
}

fn there(db: &Db) -> Vec<String> {
    let all = db.record.read(|tx| parties(tx, SITE)).unwrap();
    all.into_iter().filter(|found| found.gone_at.is_none()).map(|found| found.what.id).collect()
}

const META: &str = "<script>fbq('init', '1')</script>";
const HOTJAR: &str = "<script src=https://static.hotjar.com/c/hotjar-1.js></script>";
const CDN: &str = "<img src=https://img.nooncdn.example/a.png>";

#[test]
fn a_page_full_of_trackers_is_taken_apart() {
    let page = format!(
        "<html><head><base href='/shop/'>{META}{HOTJAR}{CDN}{CDN}\
         <script async src='https://www.googletagmanager.com/gtag/js?id=G-1'></script>\
         <script>window.dataLayer=[];gtag('config', 'G-1');</script>\
         <noscript><img height=1 src='https://www.facebook.com/tr?id=1&ev=PageView'></noscript>\
         <link rel=stylesheet href='https://fonts.googleapis.com/css2?family=Tajawal'>\
         <script type=text/plain src='https://www.clarity.ms/tag/1'></script>\
         <img src=i.png><script src='//cdn.noor.example/app.js'></script></head>"
    );
    let headers = [
        ("content-type", "text/html; charset=utf-8"),
        ("set-cookie", "_fbp=fb.1; Max-Age=7776000; Domain=noor.example; Secure; SameSite=Lax"),
        ("set-cookie", "session=1; HttpOnly"),
        ("content-security-policy", "script-src 'self' https://www.googletagmanager.com"),
    ];
    let seen = Examiner::of_front(&answer(SITE, &headers, &page), START).0.finish();
    let ids: Vec<&str> = seen.parties.iter().map(|party| party.id.as_str()).collect();
    let expected = ["google-analytics", "google-fonts", "google-tag-manager", "hotjar", "meta-pixel", "nooncdn.example"];
    assert_eq!(ids, expected);
    assert_eq!(seen.parties[5].what_for(), Use::Unknown);
    assert_eq!(seen.facts.held_back.iter().collect::<Vec<_>>(), ["microsoft-clarity"]);
    assert_eq!((seen.facts.policy, seen.facts.pages.len()), (Some(Policy::Limits), 1));
    let [fbp, session] = seen.cookies.as_slice() else { panic!("{:?}", seen.cookies) };
    assert_eq!((fbp.service.as_deref(), fbp.cookie.lasts_seconds), (Some("meta-pixel"), Some(7_776_000)));
    assert_eq!((session.service.as_deref(), session.cookie.lasts_seconds), (None, None));
}

#[test]
fn a_page_that_addresses_nobody_gives_nothing() {
    let seen = seen("<html><link rel=stylesheet href=/style.css><script src=/app.js></script><a href=https://x.com/noor>X</a>");
    assert!(seen.parties.is_empty() && seen.cookies.is_empty() && seen.facts.held_back.is_empty());
}

#[test]
fn a_shop_that_moved_is_at_home_in_both_places() {
    let mut front =
        answer("https://noor.sa/", &[], "<img src=https://cdn.noor.example/i.png><img src=https://cdn.noor.sa/i.png>");
    front.redirects = vec![
        hop(SITE, &[("set-cookie", "a=1")]),
        hop("https://go.counter.example/x", &[("set-cookie", "id=9; SameSite=None; Secure; Max-Age=99")]),
    ];
    let seen = Examiner::of_front(&front, START).0.finish();
    let found: Vec<(&str, Vec<Way>)> =
        seen.parties.iter().map(|party| (party.id.as_str(), party.ways.iter().copied().collect())).collect();
    assert_eq!(found, [("counter.example", vec![Way::Redirect])]);
    let third: Vec<(&str, bool)> = seen.cookies.iter().map(|one| (one.cookie.name.as_str(), one.cookie.is_third_party)).collect();
    assert_eq!(third, [("a", false), ("id", true)]);
}

#[test]
fn the_list_is_followed_from_week_to_week() {
    let db = db_with_site();
    let db = &db.db;
    let first = scan(db, &scanned(&[META, HOTJAR, CDN].concat()), week(0));
    assert_eq!((first.counts.parties, first.counts.trackers, first.report.came.len()), (3, 2, 3));
    let second = scan(db, &scanned(&[META, CDN].concat()), week(1));
    assert_eq!((second.report.came.as_slice(), second.report.went.as_slice()), (&[][..], &["hotjar".to_owned()][..]));
    assert_eq!(there(db), ["meta-pixel", "nooncdn.example"]);
    // A week in which the shop did not answer changes nothing.
    let silent = Scanned { problem: Some("too_slow".to_owned()), seen: Seen::default() };
    assert_eq!(scan(db, &silent, week(2)).counts, Counts::default());
    assert_eq!(there(db).len(), 2);
    scan(db, &scanned(CDN), week(3));
    // What comes back begins anew.
    scan(db, &scanned(&[CDN, HOTJAR].concat()), week(4));
    let all = db.record.read(|tx| parties(tx, SITE)).unwrap();
    let times: Vec<(&str, Timestamp, Timestamp, Option<Timestamp>)> =
        all.iter().map(|found| (found.what.id.as_str(), found.first_seen, found.last_seen, found.gone_at)).collect();
    assert_eq!(
        times,
        [
            ("hotjar", week(4), week(4), None),
            ("nooncdn.example", week(0), week(4), None),
            ("meta-pixel", week(0), week(1), Some(week(3))),
        ]
    );
    let counts: Vec<u32> = db.record.read(|tx| scans(tx, SITE, 10)).unwrap().iter().map(|scan| scan.counts.parties).collect();
    assert_eq!(counts, [2, 1, 0, 2, 3]);
}

#[test]
fn the_summary_says_since_when_there_are_fewer() {
    let db = db_with_site();
    let db = &db.db;
    let summary = || db.record.read(summary).unwrap();
    assert_eq!(summary(), None);
    scan(db, &scanned(&[META, HOTJAR, CDN].concat()), week(0));
    assert_eq!(summary().map(|found| (found.counts.parties, found.shrank)), Some((3, None)));
    scan(db, &scanned(&[META, CDN].concat()), week(1));
    scan(db, &Scanned { problem: Some("status".to_owned()), seen: Seen::default() }, week(2));
    let found = summary().unwrap();
    assert_eq!((found.at, found.shrank), (week(1), Some(Shrank { since: week(0), from: 3 })));
    db.record.write(|tx| save_site(tx, None)).unwrap();
    assert_eq!(summary(), None);
}

#[test]
fn who_was_not_looked_for_has_not_gone() {
    let db = db_with_site();
    let db = &db.db;
    let cart = "https://www.noor.example/cart";
    let both = |cart_answers: bool| {
        let (mut examiner, _) = Examiner::of_front(&answer(SITE, &[], META), START);
        if cart_answers {
            examiner.page(&answer(cart, &[("set-cookie", "_hjid=1")], HOTJAR));
        } else {
            examiner.unread(&Url::parse(cart).unwrap(), &foundation::outbound::OutboundError::TooSlow("x".to_owned()));
        }
        Scanned { problem: None, seen: examiner.finish() }
    };
    scan(db, &both(true), week(0));
    let second = scan(db, &both(false), week(1));
    assert_eq!((second.counts.parties, second.report.went.len()), (2, 0));
    assert_eq!(there(db).len(), 2);
    assert!(db.record.read(|tx| cookies(tx, SITE)).unwrap().iter().all(|cookie| cookie.gone_at.is_none()));
    // The page is gone from the site: nobody is sent there, and nobody asks for it.
    let third = scan(db, &scanned(META), week(2));
    assert_eq!(third.report.went, ["hotjar"]);
}

#[test]
fn of_two_scans_at_once_one_is_recorded() {
    let db = db_with_site();
    let write = |before: Option<&Scan>, what: &Scanned| db.db.record.write(|tx| record(tx, SITE, before, what, week(0))).unwrap();
    assert!(write(None, &scanned(META)));
    assert!(!write(None, &scanned(HOTJAR)), "another was there first");
    assert_eq!(there(&db.db), ["meta-pixel"]);
    let before = db.db.record.read(|tx| last_scan(tx, SITE)).unwrap();
    db.db.record.write(|tx| save_site(tx, Some("https://other.example/"))).unwrap();
    assert!(!write(before.as_ref(), &scanned(HOTJAR)), "it is no longer the store's site");
}

#[test]
fn a_scan_that_is_asked_for_is_due_once() {
    let db = db_with_site();
    let db = &db.db;
    scan(db, &scanned(META), week(0));
    let now = week(0).plus(Duration::from_hours(1));
    let due = |now: Timestamp| {
        db.record
            .read(|tx| {
                let site = site(tx)?.expect("a site");
                Ok::<_, db::Error>(next_scan(last_scan(tx, SITE)?.as_ref(), site.asked_at.is_some(), now) <= now)
            })
            .unwrap()
    };
    assert!(!due(now) && due(week(1)));
    assert!(db.record.write(|tx| ask(tx, now)).unwrap());
    assert!(due(now));
    scan(db, &scanned(META), now);
    assert!(!due(now));
    db.record.write(|tx| save_site(tx, None)).unwrap();
    assert!(!db.record.write(|tx| ask(tx, now)).unwrap(), "there is nothing to look at");
}
