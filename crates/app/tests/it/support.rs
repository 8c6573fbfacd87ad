//! A shop whose nodes can come, go and crash over one database, under one clock.

use crate::s3;
use app::router::router;
use app::{App, Config};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use base::id::CustomerId;
use base::{Clock as _, EmailAddress, Rng, SimClock, Timestamp};
use capabilities::mailbox::MailboxConfig;
use capabilities::messaging::{self, Message, SmtpConfig};
use db::{Error, Location, Store, TestDb, params};
use foundation::consent::{self, Choices, Decision, Purpose};
use foundation::customers::{self, Claim, Facts, Filter};
use foundation::history::BucketSettings;
use foundation::journal::{self, Event};
use foundation::orders;
use foundation::outbound::Reach;
use foundation::projections::Runner;
use foundation::staff::{self, Bases, Scope};
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// 2026-05-04T12:00:00Z: when stories begin.
pub const START: Timestamp = Timestamp::from_micros(1_777_896_000_000_000);
const MASTER_KEY: &str = "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f";

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime"));

/// A database and a clock.
pub struct Shop {
    pub clock: Arc<SimClock>,
    pub location: Location,
    pub folder: PathBuf,
    nodes: Cell<u64>,
    /// Where the run names an S3 server, the history is in a bucket there.
    pub bucket: Option<BucketSettings>,
    /// Servers of a story under names of the internet.
    pub reach: Reach,
    /// Where letters come back to.
    pub bounce_address: Option<EmailAddress>,
    /// Where reports of them are read.
    pub bounce_mailbox: Option<MailboxConfig>,
    /// Who is asked for names.
    pub dns_server: Option<std::net::SocketAddr>,
    /// Whether its nodes come one after another over one data folder, as after a crash, and not side by side.
    is_one_place: bool,
    /// Of the one who opened it; a child works on its parent's.
    _db: Option<TestDb>,
}

/// One running program over the shop's database; stopped when dropped.
pub struct Node {
    pub app: App,
    pub clock: Arc<SimClock>,
    router: TowerToHyperService<Router>,
}

pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub bytes: axum::body::Bytes,
}

/// What became of the events of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Took {
    pub kept: u64,
    pub duplicates: u64,
    pub dropped: u64,
    pub aside: u64,
}

impl Shop {
    pub fn open() -> Self {
        let db = TestDb::new();
        let (location, folder) = (db.location.clone(), db.folder.path().to_owned());
        Self {
            clock: Arc::new(SimClock::at(START)),
            location,
            folder,
            nodes: Cell::new(0),
            bucket: s3::bucket(),
            reach: Reach::default(),
            bounce_address: None,
            bounce_mailbox: None,
            dns_server: None,
            is_one_place: false,
            _db: Some(db),
        }
    }

    /// The shop of another process, at this moment; `seed` sets its nodes apart from the others'.
    pub fn over(location: Location, folder: PathBuf, now: Timestamp, seed: u64) -> Self {
        Self {
            clock: Arc::new(SimClock::at(now)),
            location,
            folder,
            nodes: Cell::new(seed),
            bucket: None,
            reach: Reach::default(),
            bounce_address: None,
            bounce_mailbox: None,
            dns_server: None,
            is_one_place: false,
            _db: None,
        }
    }

    /// The same, whose nodes come one after another over one data folder.
    pub fn in_one_place(self) -> Self {
        Self { is_one_place: true, ..self }
    }

    /// A node without its threads: the story says when projections read.
    pub fn node(&self) -> Node {
        self.node_with_mail(None)
    }

    /// A node that sends its mail to this server, once it is started.
    pub fn node_with_mail(&self, smtp: Option<&str>) -> Node {
        let number = self.nodes.get() + 1;
        self.nodes.set(number);
        let smtp = smtp.map(|url| SmtpConfig {
            pool_connections: 2,
            command_timeout: Duration::from_secs(2),
            message_timeout: Duration::from_secs(2),
            ..SmtpConfig::parse(url).expect("a mail server")
        });
        let config = Config {
            data: self.folder.join(if self.is_one_place { "data".to_owned() } else { format!("node-{number}") }),
            listen: ([127, 0, 0, 1], 0).into(),
            location: self.location.clone(),
            smtp,
            bounce_address: self.bounce_address.clone(),
            bounce_mailbox: self.bounce_mailbox.clone(),
            dns_server: self.dns_server,
            sns_url: self.reach.hosts.contains_key("sns.test").then(|| "http://sns.test".to_owned()),
            base_url: "https://shop.example".to_owned(),
            master_key: Some(MASTER_KEY.to_owned()),
            mail_folder: None,
            history: Some(s3::storage(&self.folder, number, self.bucket.as_ref())),
            log: "info".to_owned(),
            mail_connections: 2,
            outbound: self.reach.clone(),
        };
        let app = App::open(config, Arc::clone(&self.clock) as _, Rng::from_seed(number)).expect("a node");
        app.answers_runner().prepare().expect("the answers' place");
        app.live_runner().prepare().expect("the live place");
        app.tables_runner().prepare().expect("the tables' places");
        let router = TowerToHyperService::new(router(app.clone()));
        Node { app, clock: Arc::clone(&self.clock), router }
    }

    pub fn wait(&self, time: Duration) {
        self.clock.advance(time);
    }
}

/// A shop, a node, and a server key under which everything rests on a contract: whatever is sent is kept.
pub fn open_shop_that_keeps_all() -> (Shop, Node, String) {
    let shop = Shop::open();
    let node = shop.node();
    let bases = Bases::default_for(Scope::Server).read("browsing=contract,other=contract").expect("bases");
    let key = node.key_with(Scope::Server, bases);
    (shop, node, key)
}

impl Drop for Node {
    fn drop(&mut self) {
        self.app.stop();
    }
}

impl Node {
    /// Ends as a crash does: nothing is finished, nothing is given back.
    pub fn crash(self) {
        std::mem::forget(self);
    }

    pub fn key(&self, scope: Scope) -> String {
        self.key_with(scope, Bases::default_for(scope))
    }

    pub fn key_with(&self, scope: Scope, bases: Bases) -> String {
        let (keys, mut rng, now) = (self.app.keys.clone(), self.app.fork_rng(), self.clock.now());
        self.record(move |tx| staff::create_key(tx, &keys, &mut rng, scope.word(), scope, bases, now)).1
    }

    /// Ends every key of this scope, as the admin does.
    pub fn revoke_keys(&self, scope: Scope) {
        let (node, now) = (self.app.node, self.clock.now());
        self.record(move |tx| {
            for key in staff::list_keys(tx)?.into_iter().filter(|key| key.scope == scope) {
                staff::revoke_key(tx, key.id, now)?;
            }
            journal::note_change(tx, node, None, now)
        });
        self.app.api_keys.forget();
    }

    /// A command of the recorder.
    pub fn record<T: Send + 'static>(&self, work: impl FnOnce(&mut db::Tx<'_>) -> db::Result<T> + Send + 'static) -> T {
        self.app.recorder.submit(work).wait().expect("a commit")
    }

    pub fn request(&self, request: Request<Body>) -> Reply {
        RUNTIME.block_on(async {
            let response = match self.router.call(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            let (parts, body) = response.into_parts();
            let body = axum::body::to_bytes(body, 16 * 1024 * 1024).await.expect("a whole answer");
            let text = String::from_utf8_lossy(&body).into_owned();
            Reply { status: parts.status, headers: parts.headers, body: text, bytes: body }
        })
    }

    pub fn post(&self, path: &str, key: &str, body: impl Into<Body>) -> Reply {
        let request = Request::post(path).header(header::AUTHORIZATION, format!("Bearer {key}"));
        self.request(request.header(header::CONTENT_TYPE, "application/json").body(body.into()).expect("a request"))
    }

    pub fn ask(&self, method: Method, path: &str) -> Reply {
        self.request(Request::builder().method(method).uri(path).body(Body::empty()).expect("a request"))
    }

    /// Sends calls that must be taken; what became of them.
    pub fn send(&self, key: &str, calls: &[Value]) -> Took {
        self.send_to("/v1/batch", key, &json!({"batch": calls}))
    }

    pub fn import(&self, key: &str, calls: &[Value]) -> Took {
        self.send_to("/v1/import", key, &json!({"batch": calls}))
    }

    pub fn send_to(&self, path: &str, key: &str, body: &Value) -> Took {
        let before = self.took();
        let reply = self.post(path, key, body.to_string());
        assert_eq!((reply.status, reply.body.as_str()), (StatusCode::OK, r#"{"success":true}"#));
        self.took() - before
    }

    /// What became of everything so far, by this node.
    pub fn took(&self) -> Took {
        let metrics = &self.app.metrics;
        Took {
            kept: metrics.events_kept.load(Ordering::Relaxed),
            duplicates: metrics.events_duplicate.load(Ordering::Relaxed),
            dropped: metrics.events_dropped.load(Ordering::Relaxed),
            aside: metrics.events_set_aside.load(Ordering::Relaxed),
        }
    }

    /// Lets every projection read to the journal's end. Where a started node's own threads read the same, whoever comes second
    /// reads on from there, as between nodes.
    pub fn catch_up(&self) {
        for mut runner in [self.app.tables_runner(), self.app.answers_runner(), self.app.live_runner()] {
            while let Err(error) = runner.catch_up() {
                assert!(matches!(error, Error::Conflict), "a projection: {error}");
            }
        }
    }

    pub fn runner(&self) -> Runner {
        self.app.tables_runner()
    }

    pub fn events(&self) -> Vec<Event> {
        self.app.db.record.read(|tx| journal::read_after(tx, 0, 1_000_000)).expect("the journal")
    }

    /// The names of what clients sent and was kept, in order.
    pub fn kept_names(&self) -> Vec<String> {
        self.events().into_iter().filter(|event| event.kind != journal::Kind::System).map(|event| event.name).collect()
    }

    fn find(&self, claim: &Claim) -> Option<CustomerId> {
        self.app.db.record.read(|tx| customers::find_identity(tx, &claim.hash)).expect("identities").map(|(id, _)| id)
    }

    pub fn user(&self, id: &str) -> Option<CustomerId> {
        self.find(&Claim::user_id(&self.app.keys, id))
    }

    pub fn visitor(&self, id: &str) -> Option<CustomerId> {
        self.find(&Claim::anonymous_id(&self.app.keys, id))
    }

    pub fn by_email(&self, email: &str) -> Option<CustomerId> {
        self.find(&Claim::email(&self.app.keys, &EmailAddress::parse(email).expect("an address")))
    }

    pub fn root(&self, customer: CustomerId) -> CustomerId {
        self.app.db.record.read(|tx| customers::root_of(tx, customer)).expect("customers").expect("a customer")
    }

    pub fn facts(&self, customer: CustomerId) -> Facts {
        self.app.db.views.read(|tx| customers::facts_of(tx, customer)).expect("facts").unwrap_or_default()
    }

    pub fn choices(&self, customer: CustomerId) -> Choices {
        self.app.db.record.read(|tx| consent::load(tx, customer)).expect("choices")
    }

    pub fn allows(&self, customer: CustomerId, purpose: Purpose) -> bool {
        let now = self.clock.now();
        self.choices(customer).allows(purpose, purpose.recipients()[0], purpose.categories(), now).is_some()
    }

    /// Decides through the door's own command, as the API does.
    pub fn decide(&self, customer: CustomerId, decision: Decision) {
        let (app, rng) = (&self.app, self.app.fork_rng());
        let changed = app::intake::change_consents(&app.recorder, app.node, &app.clock, rng, customer, vec![decision]).wait();
        assert!(changed.expect("a commit").is_some(), "there is such a customer");
    }

    pub fn messages(&self, customer: CustomerId) -> Vec<Message> {
        let ids = self.app.db.record.read(|tx| customers::all_ids(tx, customer)).expect("ids");
        self.app.db.views.read(|tx| messaging::of_customer(tx, &ids, None, 100)).expect("messages")
    }

    /// What was set aside: reasons, oldest first.
    pub fn aside(&self) -> Vec<String> {
        let rows = self.app.db.record.read(|tx| app::intake::aside_list(tx, None, None, 1000)).expect("set aside");
        rows.into_iter().rev().map(|row| row.reason).collect()
    }

    /// The counts at the door by outcome and reason.
    pub fn counted(&self, outcome: &str, reason: &str) -> i64 {
        let rows = self.app.db.record.read(|tx| app::intake::counts_since(tx, Timestamp::from_micros(0))).expect("counts");
        rows.iter().filter(|row| row.outcome == outcome && row.reason == reason).map(|row| row.events).sum()
    }

    /// Every event is in exactly one timeline, its customer's, and the facts are a clean fold over it.
    pub fn assert_whole(&self) {
        let events = self.events();
        let positions: Vec<i64> = events.iter().map(|event| event.position).collect();
        assert_eq!(positions, (1..=events.len() as i64).collect::<Vec<_>>(), "positions have no gap");
        let mut expected: BTreeMap<CustomerId, Vec<&Event>> = BTreeMap::new();
        for event in &events {
            expected.entry(self.root(event.customer)).or_default().push(event);
        }
        let rows = self.app.db.views.read(|tx| customers::list(tx, Filter::All, None, 100_000)).expect("customers");
        let listed: Vec<CustomerId> = rows.iter().rev().map(|row| row.customer).collect();
        assert_eq!(listed, expected.keys().copied().collect::<Vec<_>>(), "one row for each root with events");
        for row in rows {
            let theirs = &expected[&row.customer];
            let read = |tx: &mut db::Tx<'_>| customers::timeline_positions(tx, row.customer, None, 1_000_000);
            let mut timeline = self.app.db.views.read(read).expect("a timeline");
            timeline.reverse();
            assert_eq!(timeline, theirs.iter().map(|event| event.position).collect::<Vec<_>>(), "{}", row.customer);
            assert_eq!(row.facts.events, theirs.len() as u64);
            assert_eq!(Some(row.facts.first_seen), theirs.iter().map(|event| event.at).min());
            assert_eq!(Some(row.facts.last_seen), theirs.iter().map(|event| event.at).max());
            let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
            for event in theirs {
                *counts.entry(event.name.as_str()).or_default() += 1;
            }
            let folded: BTreeMap<&str, u32> = row.facts.counts.iter().map(|(name, count)| (name.as_str(), *count)).collect();
            assert_eq!(folded, counts, "{}", row.customer);
        }
    }

    /// Rebuilding every table gives the same rows.
    pub fn assert_rebuilds_the_same(&self) {
        let before = self.tables();
        self.rebuild();
        assert_eq!(self.tables(), before, "a rebuild gives the same rows");
    }

    /// Makes every table anew.
    pub fn rebuild(&self) {
        (0..app::PROJECTIONS.len()).for_each(|which| self.begin_rebuild(which));
        self.catch_up();
    }

    /// Empties the tables of one projection, which then has everything to read.
    pub fn begin_rebuild(&self, which: usize) {
        if let Some(mut projection) = app::app::projection(app::PROJECTIONS[which]) {
            foundation::projections::rebuild(&self.app.db, &self.app.history, &mut *projection).expect("a rebuild");
        }
    }

    /// All rows of the projections' tables, as text.
    pub fn tables(&self) -> Vec<String> {
        let views = &self.app.db.views;
        let mut rows = dump(views, "facts", "SELECT customer, state FROM customer_facts ORDER BY customer");
        let timeline = "SELECT customer, positions FROM customer_timeline ORDER BY customer, last_position";
        rows.extend(dump(views, "timeline", timeline));
        rows.extend(views.read(tellings).expect("what was told of orders"));
        let texts = [
            "SELECT name || ' ' || value || ' ' || CAST(at AS TEXT) FROM customer_traits ORDER BY customer, name",
            "SELECT CAST(hour AS TEXT) || ' ' || name || ' ' || CAST(events AS TEXT) FROM event_counts ORDER BY hour, name",
            "SELECT CAST(hour AS TEXT) || ' ' || currency || ' ' || CAST(orders AS TEXT) || ' ' || CAST(value AS TEXT) \
             FROM order_totals WHERE orders <> 0 OR value <> 0 ORDER BY hour, currency, origin",
            "SELECT 'benefit ' || CAST(position AS TEXT) || ' ' || CAST(at AS TEXT) || ' ' || CAST(purpose AS TEXT) || ' ' || \
             CAST(kind AS TEXT) || ' ' || currency || ' ' || CAST(value AS TEXT) || ' ' || texts FROM benefits \
             ORDER BY customer, position",
            "SELECT 'result ' || template || ' ' || CAST(COALESCE(delivered_at, 0) AS TEXT) || ' ' || CAST(COALESCE(bounced_at, 0) AS TEXT) \
             || ' ' || CAST(is_hard AS TEXT) || ' ' || CAST(COALESCE(complained_at, 0) AS TEXT) || ' ' || CAST(clicks AS TEXT) \
             FROM message_results ORDER BY customer, message",
        ];
        for sql in texts {
            rows.extend(views.read(|tx| tx.query(sql, params![], |row| row.get::<String>(0))).expect("rows"));
        }
        rows
    }
}

/// What customers told of orders, and the orders that it comes to, whosever they are.
fn tellings(tx: &mut db::Tx<'_>) -> db::Result<Vec<String>> {
    let sql = "SELECT order_id, customer, currency, placed_at, position, total_at, total_position, total, refunded, refunded_all, \
               status_at, status_position, status FROM orders ORDER BY order_id, customer";
    let told = tx.query(sql, params![], |row| {
        let (order_id, customer, currency) = (row.get::<String>(0)?, row.get::<CustomerId>(1)?, row.get::<String>(2)?);
        let numbers = (3..13).map(|column| row.get::<i64>(column)).collect::<db::Result<Vec<_>>>()?;
        Ok((order_id.clone(), format!("told {order_id} {customer} {currency} {numbers:?}")))
    })?;
    let numbers: BTreeSet<String> = told.iter().map(|(order_id, _)| order_id.clone()).collect();
    let mut rows: Vec<String> = told.into_iter().map(|(_, row)| row).collect();
    for number in numbers {
        rows.push(format!("order {number} {:?}", orders::find(tx, &number)?));
    }
    Ok(rows)
}

fn dump(store: &Store, name: &str, sql: &str) -> Vec<String> {
    let rows = store.read(|tx| tx.query(sql, params![], |row| Ok::<_, Error>((row.get::<Vec<u8>>(0)?, row.get::<Vec<u8>>(1)?))));
    rows.expect("rows").into_iter().map(|(key, value)| format!("{name} {key:02x?} {value:02x?}")).collect()
}

/// Looks again and again until it is so; fails after ten seconds. For what other threads do.
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let from = Instant::now();
    while !holds() {
        assert!(from.elapsed() < Duration::from_secs(10), "never came: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

impl std::ops::Sub for Took {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self {
            kept: self.kept - other.kept,
            duplicates: self.duplicates - other.duplicates,
            dropped: self.dropped - other.dropped,
            aside: self.aside - other.aside,
        }
    }
}

impl Took {
    pub const fn kept(kept: u64) -> Self {
        Self { kept, duplicates: 0, dropped: 0, aside: 0 }
    }

    pub const fn total(self) -> u64 {
        self.kept + self.duplicates + self.dropped + self.aside
    }
}

// Calls of the spec.

pub fn track(user: &str, name: &str) -> Value {
    json!({"type": "track", "userId": user, "event": name})
}

pub fn page(visitor: &str) -> Value {
    json!({"type": "page", "anonymousId": visitor, "name": "Home"})
}

pub fn identify(user: &str, visitor: &str, traits: &Value) -> Value {
    let mut call = json!({"type": "identify", "userId": user, "traits": traits});
    if !visitor.is_empty() {
        call["anonymousId"] = json!(visitor);
    }
    call
}

pub fn order(user: &str, number: &str, email: &str, total: &str) -> Value {
    json!({"type": "track", "userId": user, "event": "Order Completed",
        "properties": {"order_id": number, "email": email, "total": total, "currency": "SAR"}})
}

/// The call with what a banner said.
pub fn with_banner(mut call: Value, preferences: &Value) -> Value {
    call["context"]["consent"]["categoryPreferences"] = preferences.clone();
    call
}

pub fn with_id(mut call: Value, message_id: &str) -> Value {
    call["messageId"] = json!(message_id);
    call
}
