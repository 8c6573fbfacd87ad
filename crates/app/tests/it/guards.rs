//! When marketing may go: caps, quiet hours, days off, fewer letters where nothing comes back. What must wait waits and is not dropped,
//! what would come too late is withheld and says why, and what customers are entitled to is never held back.

use crate::letters::{enqueue, wanted};
use crate::support::{Node, START, Shop, identify, order, until};
use base::id::CustomerId;
use base::{Clock as _, Timestamp};
use capabilities::feedback;
use capabilities::messaging::testing::{Script, SmtpServer};
use capabilities::messaging::{self, Addressee, BuiltIn, House, LetterRef, Message, MessageState, NewMessage};
use capabilities::messaging::{Asked, Cap, Channel, ChannelRules, Fatigue, Foreseen, Quiet, SendingRules, Why};
use foundation::consent::{Purpose, State};
use foundation::settings::StoreSettings;
use foundation::staff::Scope;
use jiff::civil::time;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

const HOUR: Duration = Duration::from_hours(1);
const MINUTE: Duration = Duration::from_mins(1);

/// A shop that sends, and welcomes nobody by itself.
pub struct Story {
    pub shop: Shop,
    pub server: SmtpServer,
    pub node: Node,
    pub key: String,
    letters: u8,
}

impl Story {
    pub fn begin(rules: SendingRules) -> Self {
        let (shop, server) = (Shop::open(), SmtpServer::start(Script::default()).unwrap());
        let node = shop.node_with_mail(Some(&server.url()));
        let now = shop.clock.now();
        let settings = StoreSettings {
            name: "Noor".to_owned(),
            sender_email: "hello@shop.example".to_owned(),
            rules_off: vec!["welcome".to_owned()],
            ..StoreSettings::default()
        };
        node.record(move |tx| settings.save(tx, now).and_then(|()| rules.save(tx, now)));
        let key = node.key(Scope::Server);
        Self { shop, server, node, key, letters: 0 }
    }

    pub fn reader(&self, user: &str, more: &Value) -> CustomerId {
        let mut traits = json!({"email": format!("{user}@mail.example")});
        traits.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.node.send(&self.key, &[identify(user, "", &traits)]);
        self.node.agrees(user, Purpose::MarketingEmail, State::Given);
        self.node.agrees(user, Purpose::Personalise, State::Given);
        self.node.catch_up();
        self.node.user(user).unwrap()
    }

    pub fn letter(&mut self, customer: CustomerId) -> NewMessage {
        self.letters += 1;
        wanted(&self.node, customer, BuiltIn::Welcome, "none", self.letters)
    }

    fn queue(&mut self, customer: CustomerId) -> NewMessage {
        let new = self.letter(customer);
        enqueue(&self.node, &new);
        new
    }

    /// Waits until everything that was due was handed over or put off, and what waited for another's fate was looked at again.
    pub fn settled(&self) {
        for _ in 0..2 {
            self.idle();
            self.shop.wait(MINUTE);
        }
    }

    /// Waits until everything that is due was handed over or put off.
    pub fn idle(&self) {
        let now = self.shop.clock.now();
        let is_busy = |message: &Message| match message.state {
            MessageState::Queued => message.due_at <= now,
            state => state == MessageState::Sending,
        };
        until("everything due is done", || !self.all().iter().any(is_busy));
    }

    fn all(&self) -> Vec<Message> {
        self.node.app.db.views.read(|tx| messaging::list(tx, None, None, 1_000)).unwrap()
    }

    fn one(&self, new: &NewMessage) -> Message {
        self.all().into_iter().find(|message| message.id == new.id).unwrap()
    }

    /// State, reason, and the time of what waits, each as the API has it.
    fn told(&self, new: &NewMessage) -> (&'static str, String, Option<String>) {
        let message = self.one(new);
        let until = message.waits_for().map(|_| message.due_at.to_rfc3339());
        (message.state.word(), message.reason, until)
    }

    pub fn reasons(&self) -> BTreeMap<(&'static str, String), usize> {
        let mut reasons = BTreeMap::new();
        for message in self.all() {
            *reasons.entry((message.state.word(), message.reason)).or_default() += 1;
        }
        reasons
    }
}

fn caps(caps: &[(u32, u32)]) -> SendingRules {
    let caps = caps.iter().map(|(letters, days)| Cap { letters: *letters, days: *days }).collect();
    SendingRules { channels: [(Channel::Email, ChannelRules { caps, quiet: None })].into(), ..SendingRules::default() }
}

pub fn nights() -> SendingRules {
    let quiet = Some(Quiet { from: time(21, 0, 0, 0), until: time(8, 0, 0, 0) });
    SendingRules { channels: [(Channel::Email, ChannelRules { caps: Vec::new(), quiet })].into(), ..SendingRules::default() }
}

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

#[test]
fn a_cap_lets_letters_go_one_after_another_and_says_what_came_too_late() {
    let mut story = Story::begin(caps(&[(1, 1), (3, 7)]));
    let customer = story.reader("u1", &json!({}));
    let letters: Vec<NewMessage> = (0..4)
        .map(|_| {
            story.shop.wait(Duration::from_millis(1));
            story.queue(customer)
        })
        .collect();
    story.node.app.start().unwrap();
    story.settled();
    assert_eq!(story.reasons(), BTreeMap::from([(("queued", "wait_cap".into()), 3), (("sent", String::new()), 1)]));
    assert_eq!(story.one(&letters[0]).state, MessageState::Sent, "who was queued first goes first");
    let counts = story.node.app.db.views.read(|tx| messaging::counts_of_cause(tx, "journey:j1")).unwrap();
    let counts: Vec<_> = counts.iter().map(|count| (count.state.word(), count.reason.as_str(), count.messages)).collect();
    assert_eq!(counts, [("sent", "", 1), ("queued", "wait_cap", 3)]);
    let reader = story.node.key(Scope::Admin);
    let request = axum::http::Request::get(format!("/api/v1/messages/{}", letters[1].id));
    let request = request.header("authorization", format!("Bearer {reader}")).body(axum::body::Body::empty()).unwrap();
    let told: Value = serde_json::from_str(&story.node.request(request).body).unwrap();
    assert_eq!((told["state"].as_str(), told["reason"].as_str()), (Some("queued"), Some("wait_cap")));
    assert_eq!(told["postponed_until"], told["due_at"]);
    for sent in 2..=3 {
        story.shop.wait(HOUR * 24);
        story.settled();
        assert_eq!(story.server.received().len(), sent);
        assert_eq!(story.one(&letters[sent - 1]).state, MessageState::Sent);
    }
    assert_eq!(story.told(&letters[3]), ("withheld", "late_cap".into(), None), "a welcome a week late is none");
    let attempts: Vec<u32> = letters.iter().map(|letter| story.one(letter).attempts).collect();
    assert_eq!(attempts, [1, 1, 1, 0], "what was put off was not tried");
}

#[test]
fn nights_are_each_readers_own_and_a_zone_that_nobody_knows_blocks_nobody() {
    let mut story = Story::begin(nights());
    let [riyadh, york, mars, none] = [
        ("u1", json!({"timezone": "Asia/Riyadh"})),
        ("u2", json!({"timezone": "America/New_York"})),
        ("u3", json!({"timezone": "Mars/Phobos"})),
        ("u4", json!({})),
    ]
    .map(|(user, traits)| story.reader(user, &traits));
    story.shop.clock.set(at("2026-05-04T19:00:00Z"));
    let letters = [riyadh, york, mars, none].map(|customer| story.queue(customer));
    story.node.app.start().unwrap();
    // What serves an order goes at any hour.
    story.node.send(&story.key, &[order("u1", "1", "u1@mail.example", "9.50")]);
    until("the order is thanked for", || story.all().len() == 5);
    story.settled();
    let late = Some("2026-05-05T05:00:00.000Z".to_owned());
    assert_eq!(story.told(&letters[0]), ("queued", "wait_quiet_hours".into(), late));
    for letter in &letters[1..] {
        assert_eq!(story.told(letter), ("sent", String::new(), None));
    }
    assert_eq!(story.server.received().len(), 4);
    story.shop.clock.set(at("2026-05-05T04:59:00Z"));
    story.node.app.advanced.ring();
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(story.server.received().len(), 4);
    story.shop.clock.set(at("2026-05-05T05:00:00Z"));
    story.settled();
    assert_eq!(story.told(&letters[0]).0, "sent");
}

#[test]
fn a_night_of_changed_clocks_is_as_long_as_it_is() {
    // In Cairo clocks go back an hour on the night to 30 October 2026.
    let mut story = Story::begin(nights());
    story.shop.clock.set(at("2026-10-29T19:30:00Z"));
    let customer = story.reader("u1", &json!({"timezone": "Africa/Cairo"}));
    let letter = story.queue(customer);
    story.node.app.start().unwrap();
    story.settled();
    assert_eq!(story.told(&letter).2.as_deref(), Some("2026-10-30T06:00:00.000Z"));
}

#[test]
fn what_waited_is_asked_for_anew_when_it_goes() {
    let mut story = Story::begin(nights());
    story.shop.clock.set(at("2026-05-04T22:00:00Z"));
    let (agreed, withdrew) = (story.reader("u1", &json!({})), story.reader("u2", &json!({})));
    let (first, second) = (story.queue(agreed), story.queue(withdrew));
    story.node.app.start().unwrap();
    story.settled();
    assert_eq!(story.server.received().len(), 0);
    story.node.agrees("u2", Purpose::MarketingEmail, State::Withdrawn);
    story.shop.clock.set(at("2026-05-05T08:00:00Z"));
    story.settled();
    assert_eq!(story.told(&first), ("sent", String::new(), None));
    assert_eq!(story.told(&second), ("withheld", "refused".into(), None));
}

#[test]
fn two_nodes_do_not_pass_a_cap_together() {
    let mut story = Story::begin(caps(&[(2, 1)]));
    let other = story.shop.node_with_mail(Some(&story.server.url()));
    let customers: Vec<CustomerId> = (0..3).map(|number| story.reader(&format!("u{number}"), &json!({}))).collect();
    for _ in 0..8 {
        for customer in &customers {
            story.queue(*customer);
        }
    }
    story.node.app.start().unwrap();
    other.app.start().unwrap();
    story.settled();
    let to = |user: &str| story.server.received().iter().filter(|mail| mail.to[0].contains(user)).count();
    assert_eq!([to("u0@"), to("u1@"), to("u2@")], [2, 2, 2]);
    story.shop.wait(HOUR * 24);
    story.settled();
    assert_eq!(story.server.received().len(), 12);
    let mut reasons = story.reasons();
    // The clock leapt a day: one node may take the other for dead, and what that has in hand is uncertain then, and not sent again.
    let unknown = reasons.remove(&("unknown", "connection_lost".into())).unwrap_or_default();
    let sent = 12 - unknown;
    assert_eq!(reasons, BTreeMap::from([(("queued", "wait_cap".into()), 12), (("sent", String::new()), sent)]));
}

#[test]
fn two_who_turn_out_to_be_one_share_what_they_may_get() {
    let mut story = Story::begin(caps(&[(1, 7)]));
    let (one, other) = (story.reader("u1", &json!({})), story.reader("u2", &json!({})));
    story.queue(one);
    story.node.app.start().unwrap();
    story.settled();
    story.node.send(&story.key, &[json!({"type": "alias", "userId": "u2", "previousId": "u1"})]);
    let letter = story.queue(other);
    story.settled();
    assert_eq!(story.told(&letter), ("withheld", "late_cap".into(), None));
}

#[test]
fn a_clock_that_was_set_back_gives_nobody_more() {
    let mut story = Story::begin(caps(&[(1, 1)]));
    let customer = story.reader("u1", &json!({}));
    story.queue(customer);
    story.node.app.start().unwrap();
    story.settled();
    story.shop.clock.set(START.minus(HOUR * 6));
    let letter = story.queue(customer);
    story.settled();
    assert_eq!((story.server.received().len(), story.told(&letter).1.as_str()), (1, "wait_cap"));
    story.shop.clock.set(START.plus(HOUR * 19));
    story.settled();
    assert_eq!(story.server.received().len(), 1, "not a day yet since the last one");
    story.shop.clock.set(START.plus(HOUR * 25));
    story.settled();
    assert_eq!(story.told(&letter).0, "sent");
}

#[test]
fn rules_that_are_eased_let_go_what_waits() {
    let mut story = Story::begin(nights());
    story.shop.clock.set(at("2026-05-04T22:00:00Z"));
    let customer = story.reader("u1", &json!({}));
    let letter = story.queue(customer);
    story.node.app.start().unwrap();
    story.settled();
    assert_eq!(story.told(&letter).1, "wait_quiet_hours");
    let now = story.shop.clock.now();
    story.node.record(move |tx| SendingRules::default().save(tx, now));
    assert_eq!(story.node.app.db.views.write(|tx| messaging::look_anew(tx, now)).unwrap(), 1);
    story.node.app.advanced.ring();
    story.settled();
    assert_eq!(story.told(&letter).0, "sent");
}

#[test]
fn whoever_gives_no_sign_of_life_is_written_to_less() {
    let fatigue = Some(Fatigue { letters: 3, within_days: 60, one_in_days: 30 });
    let mut story = Story::begin(SendingRules { fatigue, ..SendingRules::default() });
    let (silent, buyer) = (story.reader("u1", &json!({})), story.reader("u2", &json!({})));
    for days in [20, 12, 5] {
        for customer in [silent, buyer] {
            let (past, when) = (story.letter(customer), START.minus(HOUR * 24 * days));
            story.node.app.db.views.write(|tx| messaging::note_sent(tx, &past, when)).unwrap();
        }
    }
    story.node.send(&story.key, &[order("u2", "1", "u2@mail.example", "9.50")]);
    story.node.catch_up();
    let letters = [silent, buyer].map(|customer| story.queue(customer));
    story.node.app.start().unwrap();
    story.settled();
    assert_eq!(story.told(&letters[0]), ("withheld", "late_fatigue".into(), None));
    assert_eq!(story.told(&letters[1]), ("sent", String::new(), None));
}

#[test]
fn what_would_become_of_letters_is_told_without_sending_any() {
    let rules = SendingRules { total: vec![Cap { letters: 1, days: 1 }, Cap { letters: 2, days: 30 }], ..nights() };
    let mut story = Story::begin(rules);
    let [free, full, soon, never] = ["u1", "u2", "u3", "u4"].map(|user| story.reader(user, &json!({})));
    story.node.agrees("u4", Purpose::MarketingEmail, State::Withdrawn);
    for (customer, hours) in [(full, 40), (full, 90), (soon, 3)] {
        let past = story.letter(customer);
        story.node.app.db.views.write(|tx| messaging::note_sent(tx, &past, START.minus(HOUR * hours))).unwrap();
    }
    let before = story.all();
    let letters = [free, full, soon, never].map(|customer| story.letter(customer));
    let db = &story.node.app.db;
    let (house, people) = db
        .record
        .read(|tx| {
            let people = letters.iter().map(|new| Addressee::load(tx, new.customer)).collect::<db::Result<Vec<_>>>()?;
            Ok::<_, db::Error>((House::load(tx, [LetterRef::BuiltIn(BuiltIn::Welcome)])?, people))
        })
        .unwrap();
    let asked: Vec<Asked<'_>> =
        letters.iter().zip(&people).map(|(letter, addressee)| Asked { addressee, letter, at: START }).collect();
    let foreseen = db.views.read(|tx| messaging::foresee(db, tx, &house, feedback::signs_of_life, &asked)).unwrap();
    // Free at nine in the morning of the day after, when the night is over.
    let morning = Foreseen::Postponed { until: START.plus(HOUR * 21), why: Why::Cap };
    assert_eq!(foreseen, [Foreseen::Send, Foreseen::Withheld("late_cap"), morning, Foreseen::Withheld("refused")]);
    assert_eq!(story.all(), before);
}
