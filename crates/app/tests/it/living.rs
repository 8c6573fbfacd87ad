//! A simulation: whatever happens in whatever order, who is in a segment is who a look at everything would find, and whoever is on
//! a journey is moved on once. A seed that fails is printed and replays: `AMANA_SIM_SEED=7 cargo test -p app --test it -- living::`;
//! `AMANA_SIM_FROM=500 AMANA_SIM_SEEDS=500` runs others.

use crate::errands::serve;
use crate::support::{Node, Shop};
use app::calling::Caller;
use app::journeys::Inside;
use automation::campaigns::{self, CampaignState};
use automation::journeys::{self, DateOf, Entry, Lost, Plan, Ready, Reentry, Run, RunState};
use automation::live;
use automation::segments;
use base::id::{CampaignId, CustomerId, EndpointId, JourneyId, MessageId, SegmentId};
use base::{Clock as _, Rng, Timestamp};
use capabilities::feedback;
use capabilities::messaging::testing::{Fate, settle, take_due, take_over};
use capabilities::messaging::{self, Message, MessageState, NotComposed};
use capabilities::messaging::{Cap, Channel, ChannelRules, Quiet, SendingRules};
use capabilities::webhooks::{self, CallState, Endpoint};
use foundation::consent::{Basis, Decision, Purpose, State};
use foundation::journal::Event;
use foundation::projections::Runner;
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// A few seconds' worth; more of them run where it is asked for.
const SEEDS: u64 = 40;
const STEPS: u64 = 70;
const USERS: u64 = 5;
const MINUTE: Duration = Duration::from_mins(1);

const RULES: [&str; 9] = [
    r#"{"did": {"event": "Product Viewed", "count": {"at_least": 3}, "when": {"last_days": 5}}}"#,
    r#"{"not": {"did": {"event": "Order Completed", "when": {"last_days": 2}}}}"#,
    r#"{"did": {"event": "Product Added", "when": {"last_hours": 7}}}"#,
    r#"{"followed": {"first": {"event": "Product Added"}, "then": {"event": "Order Completed"}, "within_hours": 5, "happened": false, "when": {"last_days": 9}}}"#,
    r#"{"followed": {"first": {"event": "Product Viewed"}, "then": {"event": "Product Added"}, "within_hours": 30, "happened": true}}"#,
    r#"{"spent": {"currency": "USD", "is": {"at_least": 60}, "when": {"last_days": 20}}}"#,
    r#"{"any": [{"agreed": {"purpose": "marketing_email"}}, {"stage": ["new", "loyal"]}]}"#,
    r#"{"measured": {"event": "Product Viewed", "property": "price", "take": "max", "is": {"at_least": 40}, "when": {"days_ago": [8, 1]}}}"#,
    r#"{"any": [{"did": {"event": "Product Viewed", "count": {"at_least": 2}, "when": {"own_days": {"days_ago": [3, 1]}}}}, {"followed": {"first": {"event": "Product Added"}, "then": {"event": "Order Completed"}, "within_hours": 20, "happened": true, "when": {"own_days": {"last_days": 1}}}}]}"#,
];

/// Two letters a day and four in five days, none at night.
fn limits() -> SendingRules {
    let quiet = Some(Quiet { from: jiff::civil::time(20, 30, 0, 0), until: jiff::civil::time(9, 0, 0, 0) });
    let email = ChannelRules { caps: vec![Cap { letters: 2, days: 1 }], quiet };
    let total = vec![Cap { letters: 4, days: 5 }];
    SendingRules { channels: [(Channel::Email, email)].into(), total, ..SendingRules::default() }
}

fn seeds() -> impl Iterator<Item = u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    if let Some(one) = number("AMANA_SIM_SEED") {
        return one..one + 1;
    }
    let from = number("AMANA_SIM_FROM").unwrap_or(0);
    from..from + number("AMANA_SIM_SEEDS").unwrap_or(SEEDS)
}

/// Waits, letters and a call; the ids of its steps are the same whatever the first wait is.
fn plan(endpoint: EndpointId, minutes: u32) -> Plan {
    let steps = json!([{"id": "wait", "wait": {"minutes": minutes}}, {"id": "first", "send": {"letter": "win_back"}},
        {"id": "hour", "wait_until": {"time": "09:30"}},
        {"id": "turn", "branch": {"if": {"did": {"event": "Order Completed", "when": {"last_days": 1}}},
            "then": [], "otherwise": [{"id": "second", "send": {"letter": "abandoned_cart"}}]}},
        {"id": "call", "webhook": {"endpoint": endpoint.to_string(), "data": ["browsing"]}}]);
    let plan = json!({"entry": {"event": {"event": "Product Added"}}, "purpose": "personalise", "reentry": "always",
        "exits": [{"event": "Cart Cleared"}], "steps": steps});
    Plan::parse(&plan.to_string(), |_| true).unwrap()
}

/// Five days in the month after stories begin.
fn day_of(user: u64) -> String {
    format!("2001-05-{:02}", 6 + 3 * user)
}

struct Sim {
    shop: Shop,
    node: Node,
    key: String,
    rng: Rng,
    seed: u64,
    segments: Vec<SegmentId>,
    journey: JourneyId,
    /// Under way one after another, each with whoever was in its audience as it was let go.
    campaigns: Vec<(CampaignId, Timestamp, BTreeSet<CustomerId>)>,
    /// One that begins by a date of the users' own.
    dated: JourneyId,
    endpoint: EndpointId,
    /// The runner of a second node, which takes turns with the first over the same store and never knows what that did.
    second: Runner,
    _other: Node,
    sent: u64,
    /// Advertising that went, or may have gone: which, to whom, and when.
    letters: Vec<(MessageId, CustomerId, Timestamp)>,
    /// What a slow mail server has not answered to yet.
    in_hand: Vec<Message>,
    /// Of what went: how much was answered late, and how much never.
    slow: [u64; 2],
}

impl Sim {
    fn begin(seed: u64) -> Self {
        let mut rng = Rng::from_seed(seed);
        let mut shop = Shop::open();
        // It fails as often as it answers.
        let statuses: Vec<u16> = (0..40).map(|_| if rng.below(2) == 0 { 500 } else { 204 }).collect();
        shop.reach.hosts.insert("hooks.test".to_owned(), serve(&statuses).0);
        let node = shop.node();
        let key = node.key(Scope::Server);
        let zone = ["UTC", "Asia/Tehran", "Africa/Cairo", "America/New_York"][rng.below(4) as usize].to_owned();
        let now = shop.clock.now();
        node.record(move |tx| foundation::settings::StoreSettings { time_zone: zone, ..Default::default() }.save(tx, now));
        let endpoint = EndpointId::new(now, &mut node.app.fork_rng());
        let (name, url) = ("hooks".to_owned(), "http://hooks.test/".to_owned());
        let told = Endpoint { id: endpoint, name, url, company: String::new(), generation: 1, is_paused: false, made_at: now };
        node.record(move |tx| webhooks::insert(tx, &told)).unwrap();
        let journey = node.journey(plan(endpoint, 45));
        let of = DateOf::Trait("day".to_owned());
        let ready = Ready::Birthday.plan();
        let Entry::Date(entry) = ready.entry.clone() else { unreachable!() };
        let entry = Entry::Date(journeys::DateEntry { of, ..entry });
        let dated = node.journey(Plan { entry, reentry: Reentry::Always, holdout_percent: 0, goal: None, ..ready });
        let other = shop.node();
        let second = other.app.live_runner();
        node.record(move |tx| limits().save(tx, now));
        let mut sim = Self {
            shop,
            node,
            key,
            rng,
            seed,
            segments: Vec::new(),
            journey,
            campaigns: Vec::new(),
            dated,
            endpoint,
            second,
            _other: other,
            sent: 0,
            letters: Vec::new(),
            in_hand: Vec::new(),
            slow: [0; 2],
        };
        for (number, rule) in RULES.iter().enumerate().filter(|(number, _)| *number < 4 || *number == 8) {
            sim.add_segment(number, rule);
        }
        // Some are known from the beginning, and agreed to all of it.
        for user in (0..USERS).filter(|user| user % 2 == 0).map(|user| format!("u{user}")) {
            sim.tell(&user);
            let customer = sim.node.user(&user).unwrap();
            for purpose in [Purpose::MarketingEmail, Purpose::Personalise] {
                sim.node.decide(customer, Decision::about(purpose, State::Given, Basis::Consent, now, "api"));
            }
            sim.tell(&user);
        }
        sim
    }

    fn add_segment(&mut self, number: usize, rule: &str) {
        let name = format!("s{number}-{}", self.segments.len());
        self.segments.push(self.node.segment(&name, &serde_json::from_str(rule).unwrap()));
    }

    /// One letter in so many minutes, so that much happens in the middle of it; sometimes it is paused for a while.
    fn add_campaign(&mut self) {
        self.node.catch_up();
        let segment = self.segments[self.rng.below(self.segments.len() as u64) as usize];
        let plan = json!({"segments": [segment.to_string()], "variants": [{"letter": "win_back", "percent": 100}],
            "per_hour": 1 + self.rng.below(4), "holdout_percent": 20});
        let id = self.node.campaign(&plan);
        let audience = self.node.members(segment);
        self.node.set(id, CampaignState::On);
        self.campaigns.push((id, self.shop.clock.now(), audience));
        if self.rng.below(3) == 0 {
            self.node.catch_up();
            self.node.set(id, CampaignState::Paused);
            self.shop.wait(MINUTE * 90);
            let (one, other) = (self.user(), self.user());
            if one != other {
                self.node.send(&self.key, &[json!({"type": "alias", "userId": one, "previousId": other})]);
            }
            self.node.catch_up();
            self.node.set(id, CampaignState::On);
        }
    }

    /// Nobody has two letters of one campaign, and whoever was in its audience from its beginning to its end was looked at.
    fn check_campaigns(&self) {
        let (app, events) = (&self.node.app, self.node.events());
        let letters = app.db.views.read(|tx| messaging::list(tx, None, None, 100_000)).unwrap();
        for (id, begun, audience) in &self.campaigns {
            let campaign = app.db.record.read(|tx| campaigns::find(tx, *id)).unwrap().unwrap();
            let segment = campaign.plan.segments[0].0;
            let mine: Vec<_> = letters.iter().filter(|letter| letter.cause == campaigns::cause(*id, 0)).collect();
            let is_done = app.db.views.read(|tx| campaigns::progress(tx, *id)).unwrap().is_some_and(|one| one.done_at.is_some());
            let members = self.node.members(segment);
            for customer in audience.iter().filter(|_| is_done) {
                let root = self.node.root(*customer);
                let ids = app.db.record.read(|tx| foundation::customers::all_ids(tx, root)).unwrap();
                let left = events.iter().any(|event| {
                    event.name == "Segment Exited"
                        && event.received_at >= *begun
                        && ids.contains(&event.customer)
                        && event.body.contains(&segment.to_string())
                });
                let was_met = mine.iter().any(|letter| ids.contains(&letter.customer))
                    || app.db.views.read(|tx| campaigns::has_met(tx, *id, &ids)).unwrap();
                assert!(was_met || left || !members.contains(&root), "seed {}: {customer} was skipped", self.seed);
            }
            // Two who each had a letter before they were found to be one have two between them.
            let written = mine.iter().filter(|letter| letter.state != MessageState::Withheld);
            for (earlier, later) in written.clone().flat_map(|one| written.clone().map(move |other| (one, other))) {
                if (earlier.created_at, earlier.id) < (later.created_at, later.id) {
                    let before = |event: &&Event| event.received_at < later.created_at;
                    let mut known_as = BTreeMap::new();
                    for event in events.iter().filter(before).filter(|event| event.merged_customer().is_some()) {
                        known_as.extend(event.merged_customer().map(|loser| (loser, event.customer)));
                    }
                    let now = |mut customer: CustomerId| {
                        while let Some(winner) = known_as.get(&customer) {
                            customer = *winner;
                        }
                        customer
                    };
                    let (one, other) = (now(earlier.customer), now(later.customer));
                    assert_ne!(one, other, "seed {}: {other} has two letters of one campaign", self.seed);
                }
            }
        }
    }

    fn user(&mut self) -> String {
        format!("u{}", self.rng.below(USERS))
    }

    /// Tells a user's day and address: they are kept once they agree to it.
    fn tell(&self, user: &str) {
        let number = user[1..].parse().unwrap();
        let traits = json!({"day": day_of(number), "timezone": "UTC", "email": format!("{user}@mail.example")});
        self.node.send(&self.key, &[json!({"type": "identify", "userId": user, "traits": traits})]);
    }

    /// Mostly now; sometimes long ago, or by a clock that is ahead.
    fn moment(&mut self) -> Timestamp {
        let now = self.shop.clock.now();
        match self.rng.below(6) {
            0 => now.minus(MINUTE * self.rng.below(3_000) as u32),
            1 => now.plus(MINUTE * 4),
            _ => now,
        }
    }

    fn call(&mut self) -> Value {
        let user = self.user();
        self.sent += 1;
        let at = self.moment();
        let (name, properties) = match self.rng.below(6) {
            0 | 1 => ("Product Viewed", json!({"name": "Cup", "price": self.rng.below(60)})),
            2 | 3 => ("Product Added", json!({"name": "Cup", "price": 5})),
            4 => ("Cart Cleared", json!({})),
            _ => ("Order Completed", json!({"order_id": self.sent, "total": self.rng.below(50), "currency": "USD"})),
        };
        json!({"type": "track", "userId": user, "event": name, "properties": properties, "messageId": format!("m{}", self.sent),
            "timestamp": at.to_rfc3339()})
    }

    fn act(&mut self) {
        match self.rng.below(25) {
            0..=7 => {
                let calls: Vec<Value> = (0..=self.rng.below(3)).map(|_| self.call()).collect();
                self.node.send(&self.key, &calls);
                if self.rng.below(5) == 0 {
                    self.node.send(&self.key, &calls);
                }
            }
            8..=10 => {
                let user = self.user();
                let Some(customer) = self.node.user(&user) else { return };
                let purpose = if self.rng.below(3) == 0 { Purpose::MarketingEmail } else { Purpose::Personalise };
                let state = if self.rng.below(4) == 0 { State::Withdrawn } else { State::Given };
                let at = self.shop.clock.now();
                self.node.decide(customer, Decision::about(purpose, state, Basis::Consent, at, "api"));
                self.tell(&user);
            }
            11 => {
                let (one, other) = (self.user(), self.user());
                if one != other {
                    self.node.send(&self.key, &[json!({"type": "alias", "userId": one, "previousId": other})]);
                }
            }
            12..=14 => {
                let at_most = if self.rng.below(3) == 0 { 4_000 } else { 90 };
                self.shop.wait(MINUTE * (1 + self.rng.below(at_most) as u32));
                self.hand_over();
            }
            15 if self.rng.below(2) == 0 => {
                let zones = ["Asia/Tehran", "Africa/Cairo", "America/New_York", "Pacific/Apia", "Mars/Phobos", ""];
                let (user, zone) = (self.user(), zones[self.rng.below(zones.len() as u64) as usize]);
                let name = if self.rng.below(3) == 0 { "time_zone" } else { "timezone" };
                let told =
                    json!({"type": "identify", "userId": user, "traits": {name: zone}, "timestamp": self.moment().to_rfc3339()});
                self.node.send(&self.key, &[told]);
            }
            15 => {
                let node = self.shop.node();
                let gone = std::mem::replace(&mut self.node, node);
                let (id, now) = (gone.app.node, self.shop.clock.now());
                gone.crash();
                // What it had in hand is nobody's: it may have gone.
                take_over(&self.node.app.db, id, now).unwrap();
                self.slow[1] += self.in_hand.drain(..).count() as u64;
            }
            16 => {
                while let Err(error) = self.second.catch_up() {
                    assert!(matches!(error, db::Error::Conflict), "seed {}: {error}", self.seed);
                }
            }
            17 => Caller::new(self.node.app.clone()).turn().unwrap(),
            18 => self.change_plan(),
            20 if self.campaigns.len() < 3 => self.add_campaign(),
            19 if self.segments.len() < 9 => {
                let number = self.rng.below(RULES.len() as u64) as usize;
                self.add_segment(number, RULES[number]);
            }
            _ => {
                self.node.catch_up();
                self.check();
            }
        }
    }

    /// What is due goes, or waits: nobody gets more than the limits let them have in any window, nothing goes at night, nobody gets
    /// what they did not agree to, and nothing is lost or sent twice, whatever the mail server does.
    fn hand_over(&mut self) {
        let now = self.shop.clock.now();
        for message in std::mem::take(&mut self.in_hand) {
            let fate = match self.rng.below(4) {
                0 => Fate::Uncertain,
                1 => Fate::Later(MINUTE * (1 + self.rng.below(90) as u32)),
                _ => Fate::Sent,
            };
            self.answer(&message, fate);
        }
        let most = 1 + self.rng.below(4) as usize;
        loop {
            let app = &self.node.app;
            let (went, was_any) = take_due(&app.db, &app.history, feedback::signs_of_life, app.node, most, now).unwrap();
            for message in went {
                self.give(message);
            }
            if !was_any {
                break;
            }
        }
        for message in self.node.app.db.views.read(|tx| messaging::list(tx, None, None, 100_000)).unwrap() {
            let is_right = match message.state {
                MessageState::Queued => message.due_at > now,
                MessageState::Sending => self.in_hand.iter().any(|one| one.id == message.id),
                state => {
                    matches!(state, MessageState::Sent | MessageState::Withheld | MessageState::Held | MessageState::Unknown)
                }
            };
            assert!(is_right, "seed {}: {message:?} at {now:?}", self.seed);
        }
    }

    /// A message is written, and handed to a server that answers, answers late, or not at all.
    fn give(&mut self, message: Message) {
        let (app, now) = (&self.node.app, self.shop.clock.now());
        match app.composer.compose(&message, &mut self.rng) {
            Ok(_) => {}
            Err(NotComposed::Withheld(reason)) => return self.answer(&message, Fate::Withheld(reason)),
            Err(NotComposed::Failed(reason) | NotComposed::Contradicted(reason, _)) => {
                panic!("seed {}: {reason} {message:?}", self.seed)
            }
            Err(NotComposed::Db(error)) => panic!("seed {}: {error} {message:?}", self.seed),
        }
        if message.is_marketing {
            self.check_goes(&message);
            self.letters.push((message.id, message.customer, now));
        }
        // What a reader is owed is sent once more where nobody knows whether it went.
        assert!(message.uncertain <= u32::from(!message.is_marketing), "seed {}: twice {message:?}", self.seed);
        let later = MINUTE * (1 + self.rng.below(90) as u32);
        match self.rng.below(8) {
            0 | 1 => {
                self.slow[0] += 1;
                self.in_hand.push(message);
            }
            2 => self.answer(&message, Fate::Later(later)),
            3 => self.answer(&message, Fate::Uncertain),
            _ => self.answer(&message, Fate::Sent),
        }
    }

    /// Advertising that goes may go, now and to this reader.
    fn check_goes(&self, message: &Message) {
        let (app, now) = (&self.node.app, self.shop.clock.now());
        let root = self.node.root(message.customer);
        assert!(self.node.allows(root, Purpose::MarketingEmail), "seed {}: without a permit {message:?}", self.seed);
        let family = app.db.record.read(|tx| foundation::customers::families(tx, &[message.customer])).unwrap();
        let ids: Vec<CustomerId> = family.keys().copied().collect();
        let within = |days: u64| {
            let from = now.minus(Duration::from_hours(24 * days));
            self.letters.iter().filter(|(_, to, at)| ids.contains(to) && *at > from).count()
        };
        assert!(within(1) < 2 && within(5) < 4, "seed {}: {} letters in 5 days {message:?}", self.seed, within(5));
        let store_zone = app.db.record.read(foundation::settings::StoreSettings::load).unwrap().zone();
        let zones = app.db.views.read(|tx| foundation::customers::zones_of(tx, &ids)).unwrap();
        let own = zones.iter().find(|(id, _)| family.get(id) == Some(id)).or(zones.first());
        let zone = own.cloned().map_or(store_zone, |(_, zone)| zone);
        let local = zone.to_datetime(now.to_jiff()).time();
        let is_night = limits().of(Channel::Email).quiet.unwrap().contains(local);
        assert!(!is_night, "seed {}: {local} {message:?}", self.seed);
        assert!(self.letters.iter().all(|(id, ..)| *id != message.id), "seed {}: twice {message:?}", self.seed);
    }

    fn answer(&mut self, message: &Message, fate: Fate) {
        let (app, now) = (&self.node.app, self.shop.clock.now());
        settle(&app.db, app.node, message, fate, now).unwrap();
        if matches!(fate, Fate::Later(_)) {
            self.letters.retain(|(id, ..)| *id != message.id);
        }
    }

    /// Those inside stay, or move to a version whose first wait is another.
    fn change_plan(&mut self) {
        let (id, now) = (self.journey, self.shop.clock.now());
        let changed = plan(self.endpoint, if self.rng.below(2) == 0 { 45 } else { 90 });
        let inside = if self.rng.below(3) == 0 { Inside::Stay } else { Inside::Move(Lost::Leave) };
        let done = self.node.app.recorder.submit(move |tx| {
            app::journeys::save(tx, id, "j", &changed, now)?;
            app::journeys::begin(tx, id, &inside, now)
        });
        done.wait().unwrap();
    }

    /// Who is in each segment is who would be found by a look at everything.
    fn check(&self) {
        let (app, now) = (&self.node.app, self.shop.clock.now());
        let (all, zone) = app
            .db
            .record
            .read(|tx| {
                let settings = foundation::settings::StoreSettings::load(tx)?;
                Ok::<_, db::Error>((segments::list(tx)?, settings.time_zone))
            })
            .unwrap();
        let zone = jiff::tz::TimeZone::get(&zone).unwrap();
        for segment in all {
            let mut expected = BTreeSet::new();
            live::for_each(&app.db, &app.history, &segment, zone.clone(), now, |customer, is_in| {
                if is_in {
                    expected.insert(customer);
                }
            })
            .unwrap();
            let found = self.node.members(segment.id);
            let wrong: Vec<CustomerId> = found.symmetric_difference(&expected).copied().collect();
            assert!(wrong.is_empty(), "seed {}: {}\n{}", self.seed, segment.rule.to_json(), self.past_of(&wrong, &found));
        }
        self.check_runs();
        self.check_campaigns();
        self.check_dates();
        self.check_calls();
    }

    /// Everybody goes in on their day, once, not before its hour and no later than a day after.
    fn check_dates(&self) {
        let runs: Vec<Run> = self.node.app.db.views.read(|tx| journeys::runs_of(tx, self.dated, None, 10_000)).unwrap();
        let mut days: BTreeMap<CustomerId, BTreeSet<i64>> = BTreeMap::new();
        for run in &runs {
            let mut due = (0..USERS).map(|user| Timestamp::parse(&format!("2026-{}T09:00:00Z", &day_of(user)[5..])).unwrap());
            let mine = due.find(|due| (0..=24 * 3_600_000_000).contains(&run.begun_at.micros_since(*due)));
            let mine = mine.unwrap_or_else(|| panic!("seed {}: on no day {run:?}", self.seed));
            assert!(days.entry(run.customer).or_default().insert(mine.micros()), "seed {}: twice {run:?}", self.seed);
        }
    }

    /// A call for every time that somebody came to its step; none is made oftener than may be, or after it was taken.
    fn check_calls(&self) {
        let views = &self.node.app.db.views;
        let calls = views.read(|tx| webhooks::calls_of(tx, self.endpoint, None, 10_000)).unwrap();
        let runs: Vec<Run> = views.read(|tx| journeys::runs_of(tx, self.journey, None, 10_000)).unwrap();
        let came = runs.iter().flat_map(|run| &run.path).filter(|stop| stop.outcome == "called").count();
        assert_eq!(calls.len(), came, "seed {}", self.seed);
        for call in &calls {
            assert!(
                call.attempts <= 7 && (call.state == CallState::Waiting) == call.due_at.is_some(),
                "seed {}: {call:?}",
                self.seed
            );
        }
    }

    /// What is known of some, for whoever looks for the fault.
    fn past_of(&self, customers: &[CustomerId], found: &BTreeSet<CustomerId>) -> String {
        let mut lines = vec![format!("now {}", self.shop.clock.now().to_rfc3339())];
        for customer in customers {
            let ids = self.node.app.db.record.read(|tx| foundation::customers::all_ids(tx, *customer)).unwrap();
            lines.push(format!("{customer} is {} it, and is {ids:?}", if found.contains(customer) { "in" } else { "not in" }));
            for event in self.node.events().into_iter().filter(|event| ids.contains(&event.customer)) {
                let (at, received) = (event.at.to_rfc3339(), event.received_at.to_rfc3339());
                lines.push(format!(
                    "{} {} at {at} received {received} of {} {}",
                    event.position, event.name, event.customer, event.body
                ));
            }
        }
        lines.join("\n")
    }

    /// Nobody is inside twice, nobody waits longer than they should, and each letter of a run is there once.
    fn check_runs(&self) {
        let (views, now) = (&self.node.app.db.views, self.shop.clock.now());
        let runs: Vec<Run> = views.read(|tx| journeys::runs_of(tx, self.journey, None, 10_000)).unwrap();
        let mut inside: BTreeMap<CustomerId, u32> = BTreeMap::new();
        for run in &runs {
            if run.state == RunState::Inside {
                *inside.entry(run.customer).or_default() += 1;
                assert!(run.due_at.is_some_and(|due| due > now), "seed {}: {run:?} at {now:?}", self.seed);
            }
            let sends = run.path.iter().filter(|stop| stop.step == 1 || stop.step == 4).count();
            assert!(sends <= 2, "seed {}: {run:?}", self.seed);
            if let Some(sent) = run.path.iter().find(|stop| stop.step == 1) {
                let wait = sent.at - run.begun_at.micros();
                assert!(wait >= 45 * 60_000_000, "seed {}: too soon {run:?}", self.seed);
            }
        }
        assert!(inside.values().all(|times| *times == 1), "seed {}: {inside:?}", self.seed);
        let letters = views.read(|tx| messaging::list(tx, None, None, 100_000)).unwrap();
        let mine = format!("journey:{}:", self.journey);
        let by_journey: Vec<_> = letters.iter().filter(|letter| letter.cause.starts_with(&mine)).collect();
        let noted = runs.iter().flat_map(|run| &run.path).filter(|stop| stop.step == 1 || stop.step == 4);
        let noted =
            noted.filter(|stop| stop.outcome != "not_allowed" && stop.outcome != "exit" && stop.outcome != "restricted").count();
        assert_eq!(by_journey.len(), noted, "seed {}: a letter a step", self.seed);
        assert!(by_journey.iter().all(|letter| !matches!(letter.state, MessageState::Failed | MessageState::Held)));
    }
}

#[test]
fn whatever_happens_members_are_who_a_look_at_everything_finds() {
    let (mut went, mut slow) = (0, [0; 2]);
    for seed in seeds() {
        let mut sim = Sim::begin(seed);
        for _ in 0..STEPS {
            sim.act();
        }
        sim.node.catch_up();
        sim.check();
        went += sim.letters.len();
        slow = [slow[0] + sim.slow[0], slow[1] + sim.slow[1]];
    }
    if seeds().count() > 30 {
        assert!(went > 50 && slow.iter().all(|number| *number > 0), "too little happens: {went} letters, {slow:?} slow");
    }
}
