//! The whole program under test: a database of its own, a clock that stands still, and requests without a network.

use crate::app::App;
use crate::config::Config;
use crate::router::router;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use base::{Clock as _, Rng, SimClock, Timestamp};
use db::TestDb;
use foundation::history::Storage;
use foundation::staff::{self, Bases, Scope};
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::runtime::Runtime;

/// 2026-05-04T12:00:00Z, a Monday: when tests begin.
const START: Timestamp = Timestamp::from_micros(1_777_896_000_000_000);
/// Bytes of an answer.
const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;

/// An installation without its threads: tests say when projections read. Stopped when dropped.
pub struct TestApp {
    pub app: App,
    pub clock: Arc<SimClock>,
    router: TowerToHyperService<Router>,
    runtime: Runtime,
    // Dropped last: the database outlives whoever uses it.
    _db: TestDb,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl TestApp {
    /// On the engine that the test run names; see `db::TestDb`.
    pub fn new() -> Self {
        let db = TestDb::new();
        let config = Config {
            data: db.folder.path().to_owned(),
            listen: ([127, 0, 0, 1], 0).into(),
            location: db.location.clone(),
            smtp: None,
            base_url: "http://shop.example".to_owned(),
            master_key: Some("0f".repeat(32)),
            mail_folder: None,
            history: Some(Storage::in_folder(db.folder.path().join("history"))),
            log: "info".to_owned(),
            bounce_address: None,
            bounce_mailbox: None,
            dns_server: None,
            sns_url: None,
            mail_connections: 1,
            outbound: foundation::outbound::Reach::default(),
        };
        let clock = Arc::new(SimClock::at(START));
        let app = App::open(config, Arc::clone(&clock) as _, Rng::from_seed(1)).expect("an app over a test database");
        app.answers_runner().prepare().expect("the answers' place");
        app.live_runner().prepare().expect("the live place");
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
        let router = TowerToHyperService::new(router(app.clone()));
        Self { app, clock, router, runtime, _db: db }
    }

    /// A new key of this scope with its usual legal bases; gives its text.
    pub fn key(&self, scope: Scope) -> String {
        let (keys, mut rng, now) = (self.app.keys.clone(), self.app.fork_rng(), self.clock.now());
        let name = format!("test {}", scope.word());
        let made = self
            .app
            .recorder
            .submit(move |tx| staff::create_key(tx, &keys, &mut rng, &name, scope, Bases::default_for(scope), now));
        made.wait().expect("a key").1
    }

    /// Sends a request through the router, as the server would.
    pub fn send(&self, request: Request<Body>) -> Reply {
        self.runtime.block_on(async {
            let response = match self.router.call(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            let (parts, body) = response.into_parts();
            let body = axum::body::to_bytes(body, BODY_BYTES_MAX).await.expect("a whole answer");
            Reply { status: parts.status, headers: parts.headers, body: body.into() }
        })
    }

    /// A request with a bearer key (none where it is empty) and a JSON body (none where it is null).
    pub fn request(&self, method: Method, path: &str, key: &str, body: &Value) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        if !key.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
        }
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        self.send(request.header(header::CONTENT_TYPE, "application/json").body(body).expect("a request"))
    }

    pub fn get(&self, path: &str, key: &str) -> Reply {
        self.request(Method::GET, path, key, &Value::Null)
    }

    /// Sends calls of the Segment spec to `/v1/batch`, which must take them, and lets every projection read on.
    pub fn feed(&self, key: &str, calls: &[Value]) {
        let reply = self.request(Method::POST, "/v1/batch", key, &json!({"batch": calls}));
        assert_eq!(reply.status, StatusCode::OK, "{reply:?}");
        self.catch_up();
    }

    /// As `feed`, for history.
    pub fn import(&self, key: &str, calls: &[Value]) {
        let reply = self.request(Method::POST, "/v1/import", key, &json!({"batch": calls}));
        assert_eq!(reply.status, StatusCode::OK, "{reply:?}");
        self.catch_up();
    }

    /// Lets every projection read to the journal's end.
    pub fn catch_up(&self) {
        self.app.tables_runner().catch_up().expect("tables");
        self.app.answers_runner().catch_up().expect("answers");
        self.app.live_runner().catch_up().expect("segments and journeys");
    }
}

impl Default for TestApp {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.app.stop();
    }
}

impl Reply {
    /// The body as a JSON document.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header as text; empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
