//! Campaigns whose letters wait: it is foreseen, it is told, and what waited keeps to the campaign's pace as it leaves.

use crate::guards::{Story, at, nights};
use crate::privacy::Browser;
use automation::campaigns::{self, CampaignState};
use automation::live::{self, Forecast, Later};
use axum::body::Body;
use axum::http::Request;
use base::id::{CampaignId, CustomerId};
use base::{Clock as _, Timestamp};
use capabilities::messaging::{self, Cap, SendingRules, Why};
use foundation::consent::{self, Frequency, Preferences, Purpose, State};
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

const HOUR: Duration = Duration::from_hours(1);
const MINUTE: Duration = Duration::from_mins(1);

impl Story {
    /// A campaign to everybody, as a draft.
    fn news(&self, more: &Value) -> CampaignId {
        let segment = self.node.segment("everybody", &json!({"not": {"did": {"event": "Order Completed"}}}));
        self.node.catch_up();
        let mut plan = json!({"segments": [segment.to_string()], "variants": [{"letter": "welcome", "percent": 100}]});
        plan.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.node.campaign(&plan)
    }

    fn forecast(&self, id: CampaignId) -> Forecast {
        let app = &self.node.app;
        let campaign = app.db.record.read(|tx| campaigns::find(tx, id)).unwrap().unwrap();
        live::forecast(&app.db, &app.keys, &campaign, &mut app.fork_rng(), app.clock.now()).unwrap()
    }

    fn was_written_to(&mut self, customer: CustomerId, when: &str) {
        let past = self.letter(customer);
        self.node.app.db.views.write(|tx| messaging::note_sent(tx, &past, at(when))).unwrap();
    }

    fn wants(&self, customer: CustomerId, frequency: Frequency) {
        let (wanted, now) = (Preferences { frequency, ..Preferences::default() }, self.shop.clock.now());
        self.node.record(move |tx| consent::set_preferences(tx, customer, &wanted, now));
    }

    fn api(&self, path: &str) -> Value {
        let reader = self.node.key(Scope::Admin);
        let request = Request::get(path).header("authorization", format!("Bearer {reader}")).body(Body::empty()).unwrap();
        serde_json::from_str(&self.node.request(request).body).unwrap()
    }

    fn pages(&self, cookie: &str, path: &str, said: [(&str, &[&str]); 3]) {
        for (lang, words) in said {
            let mut browser = Browser::new(&self.node).with("__Host-session", cookie).with("lang", lang);
            let page = browser.get(path).body;
            for word in words {
                assert!(page.contains(word), "{lang}: {word}: {page}");
            }
        }
    }
}

fn later(letters: u64, when: &str) -> Later {
    Later { letters, first_at: at(when), last_at: at(when) }
}

/// Letters to six, one of each fate: a night, a cap, what each of two wants, a no, and one that just goes.
fn six_fates() -> Story {
    let rules = SendingRules { total: vec![Cap { letters: 1, days: 1 }], ..nights() };
    let mut story = Story::begin(rules);
    story.shop.clock.set(at("2026-05-04T22:00:00Z"));
    let york = json!({"timezone": "America/New_York"});
    story.reader("night", &json!({}));
    story.reader("free", &york);
    let [full, weekly, monthly] = ["full", "weekly", "monthly"].map(|user| story.reader(user, &york));
    story.reader("never", &york);
    story.node.agrees("never", Purpose::MarketingEmail, State::Withdrawn);
    story.was_written_to(full, "2026-05-04T19:00:00Z");
    story.was_written_to(weekly, "2026-04-28T22:30:00Z");
    story.was_written_to(monthly, "2026-04-28T22:30:00Z");
    story.wants(weekly, Frequency::Weekly);
    story.wants(monthly, Frequency::Monthly);
    story
}

#[test]
fn a_forecast_tells_what_waits_and_it_comes_to_pass() {
    let story = six_fates();
    let id = story.news(&json!({}));
    let told = story.forecast(id);
    assert_eq!((told.audience, told.asked, told.letters), (6, 6, 4));
    let postponed = BTreeMap::from([
        (Why::Cap, later(1, "2026-05-05T19:00:00Z")),
        (Why::QuietHours, later(1, "2026-05-05T08:00:00Z")),
        (Why::Frequency, later(1, "2026-05-05T22:30:00Z")),
    ]);
    assert_eq!(told.postponed, postponed);
    assert_eq!(told.withheld, BTreeMap::from([("late_frequency", 1), ("refused", 1)]));
    assert_eq!(told.ends_at(), Some(at("2026-05-05T22:30:00Z")));
    let api = story.api(&format!("/api/v1/campaigns/{id}/forecast"));
    let night = json!({"reason": "wait_quiet_hours", "letters": 1, "first_at": "2026-05-05T08:00:00.000Z",
        "last_at": "2026-05-05T08:00:00.000Z"});
    assert_eq!((api["postponed"].as_array().unwrap().len(), &api["postponed"][1]), (3, &night));
    let cookie = crate::unseen::signed_in(&story.node);
    story.pages(
        &cookie,
        &format!("/admin/campaigns/{id}/forecast"),
        [
            (
                "en",
                &[
                    "Which go later, and what they wait for",
                    "Quiet hours where the customer is",
                    "As many messages as the customer wants",
                ],
            ),
            ("ar", &["ما يُرسَل لاحقًا، وماذا ينتظر", "ساعات الهدوء في مكان العميل"]),
            ("fa", &["کدام پیام‌ها دیرتر می‌روند و چرا", "ساعت‌های سکوت در محل مشتری"]),
        ],
    );
    story.node.set(id, CampaignState::On);
    story.node.catch_up();
    story.node.app.start().unwrap();
    story.idle();
    let came = BTreeMap::from([
        (("queued", "wait_cap".into()), 1),
        (("queued", "wait_frequency".into()), 1),
        (("queued", "wait_quiet_hours".into()), 1),
        // Three went before.
        (("sent", String::new()), 4),
        (("withheld", "late_frequency".into()), 1),
        (("withheld", "refused".into()), 1),
    ]);
    assert_eq!(story.reasons(), came);
    let api = story.api(&format!("/api/v1/campaigns/{id}"));
    let night = json!({"reason": "wait_quiet_hours", "letters": 1, "next_at": "2026-05-05T08:00:00.000Z"});
    assert_eq!((api["postponed"].as_array().unwrap().len(), &api["postponed"][1]), (3, &night));
    story.pages(
        &cookie,
        &format!("/admin/campaigns/{id}"),
        [
            ("en", &["Letters that wait", "The next goes", "2026-05-05T08:00:00"]),
            ("ar", &["رسائل تنتظر", "موعد التالية", "2026-05-05T08:00:00"]),
            ("fa", &["پیام‌های منتظر", "زمان پیام بعدی", "2026-05-05T08:00:00"]),
        ],
    );
    for when in ["2026-05-05T08:00:00Z", "2026-05-05T19:00:00Z", "2026-05-05T22:30:00Z"] {
        story.shop.clock.set(at(when));
        story.idle();
    }
    assert_eq!(story.server.received().len(), 4, "every letter that was foreseen");
}

#[test]
fn each_readers_own_time_is_the_moment_that_is_asked_about() {
    let story = six_fates();
    // At seven in the morning of each reader it is night still, and of those who had letters a day has gone by.
    let id = story.news(&json!({"start": {"local": "2026-05-06T07:00:00"}}));
    let told = story.forecast(id);
    let morning = Later { letters: 4, first_at: at("2026-05-06T08:00:00Z"), last_at: at("2026-05-06T12:00:00Z") };
    assert_eq!(told.postponed, BTreeMap::from([(Why::QuietHours, morning)]));
    let waves: Vec<_> = told.waves.iter().map(|wave| (wave.at, wave.letters, wave.ends_at)).collect();
    let [utc, york] = ["2026-05-06T07:00:00Z", "2026-05-06T11:00:00Z"].map(at);
    assert_eq!(waves, [(utc, 1, utc.plus(HOUR)), (york, 3, york.plus(HOUR))]);
}

/// How many came, minute by minute.
fn minutes(story: &Story, minutes: usize) -> Vec<usize> {
    (0..minutes)
        .map(|_| {
            story.shop.wait(MINUTE);
            story.idle();
            story.server.received().len()
        })
        .collect()
}

#[test]
fn a_throttle_holds_for_what_a_night_kept_back() {
    let story = Story::begin(nights());
    story.shop.clock.set(at("2026-05-04T22:00:00Z"));
    for number in 0..6 {
        story.reader(&format!("u{number}"), &json!({}));
    }
    let id = story.news(&json!({"per_hour": 60}));
    let morning: Timestamp = at("2026-05-05T08:00:00Z");
    assert_eq!(story.forecast(id).ends_at(), Some(morning.plus(MINUTE * 5)));
    story.node.set(id, CampaignState::On);
    for _ in 0..7 {
        story.node.catch_up();
        story.shop.wait(MINUTE);
    }
    assert_eq!(story.node.of_campaigns().len(), 6);
    story.node.app.start().unwrap();
    story.idle();
    assert_eq!(story.reasons(), BTreeMap::from([(("queued", "wait_quiet_hours".into()), 6)]));
    story.shop.clock.set(morning);
    story.idle();
    assert_eq!(story.server.received().len(), 1, "and not all of them at once");
    assert_eq!(story.reasons()[&("queued", "wait_turn".into())], 5);
    assert_eq!(minutes(&story, 2), [2, 3]);
    // What a standstill kept back is not made up for either.
    story.shop.wait(HOUR);
    story.idle();
    assert_eq!(story.server.received().len(), 4);
    // Nor what a pause does.
    story.node.set(id, CampaignState::Paused);
    story.node.catch_up();
    story.shop.wait(HOUR);
    story.node.set(id, CampaignState::On);
    story.node.catch_up();
    story.idle();
    assert_eq!(story.server.received().len(), 5);
    assert_eq!(minutes(&story, 1), [6]);
}

#[test]
fn a_throttle_holds_at_each_readers_own_time() {
    let story = Story::begin(SendingRules::default());
    for number in 0..3 {
        story.reader(&format!("u{number}"), &json!({"timezone": if number == 0 { "Asia/Riyadh" } else { "Asia/Baghdad" }}));
    }
    let id = story.news(&json!({"per_hour": 60, "start": {"local": "2026-05-05T09:00:00"}}));
    assert_eq!(story.forecast(id).ends_at(), Some(at("2026-05-05T06:02:00Z")));
    story.node.set(id, CampaignState::On);
    story.shop.wait(HOUR * 12);
    story.node.catch_up();
    assert_eq!(story.reasons(), BTreeMap::from([(("queued", String::new()), 3)]));
    story.node.app.start().unwrap();
    story.shop.clock.set(at("2026-05-05T06:00:00Z"));
    story.idle();
    assert_eq!(story.server.received().len(), 1);
    assert_eq!(minutes(&story, 2), [2, 3]);
}
