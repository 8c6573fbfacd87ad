//! Makes the calls that wait in the queue: each address on a thread of its own, so that one that is slow or fails holds up no other.
//! One node at a time.

use crate::app::App;
use base::id::EndpointId;
use base::{Rng, Timestamp};
use capabilities::webhooks::{self, Call, CallState, Endpoint, PAUSES};
use db::{Lease, Result, Tx};
use foundation::consent::{self, Category, CategorySet, Recipient};
use foundation::customers;
use foundation::outbound::{Client, Limits};
use foundation::vault::{Access, Beside, Looker, Person, Shown};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use url::Url;

/// An address answers within this, or has failed.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
const REST: Duration = Duration::from_millis(500);
/// After something failed here, as opposed to there.
const LONG_REST: Duration = Duration::from_secs(10);
const LEASE_LASTS: Duration = Duration::from_mins(1);
/// Calls to one address before others are looked at again, and addresses at once.
const CALLS_AT_ONCE: usize = 50;
const THREADS_MAX: usize = 16;
/// What stands beside the vault and a call may carry.
const BESIDE: CategorySet = CategorySet::of(&[Category::Preferences, Category::Orders, Category::Browsing]);

/// Runs until told to stop.
pub fn run(app: &App, stop: &AtomicBool) {
    let caller = Arc::new(Caller::new(app.clone()));
    let lease = Lease::new("webhooks", app.node, LEASE_LASTS);
    let mut under_way: HashMap<EndpointId, JoinHandle<()>> = HashMap::new();
    while !stop.load(Ordering::Relaxed) {
        under_way.retain(|_, thread| !thread.is_finished());
        let rest = match begin(&caller, &lease, &mut under_way) {
            Ok(()) => REST,
            Err(error) => {
                tracing::warn!(%error, "calls to addresses wait for a moment");
                LONG_REST
            }
        };
        let until = Instant::now() + rest;
        while Instant::now() < until && !stop.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    let _ = lease.release(&app.db.views);
}

fn begin(caller: &Arc<Caller>, lease: &Lease, under_way: &mut HashMap<EndpointId, JoinHandle<()>>) -> Result<()> {
    let app = &caller.app;
    let now = app.clock.now();
    if app.db.views.read(webhooks::next_due)?.is_none_or(|due| due > now) || !lease.hold(&app.db.views)? {
        return Ok(());
    }
    for endpoint in app.db.views.read(|tx| webhooks::due_endpoints(tx, now))? {
        if under_way.len() >= THREADS_MAX || under_way.contains_key(&endpoint) {
            continue;
        }
        let caller = Arc::clone(caller);
        let builder = std::thread::Builder::new().name("webhook".to_owned());
        let thread = builder.spawn(move || {
            if let Err(error) = caller.call_all(endpoint) {
                tracing::warn!(%error, %endpoint, "calls to an address wait for a moment");
            }
        });
        match thread {
            Ok(thread) => drop(under_way.insert(endpoint, thread)),
            Err(error) => tracing::warn!(%error, "no thread for calls to an address"),
        }
    }
    Ok(())
}

/// Makes calls.
pub struct Caller {
    app: App,
    client: Client,
}

impl Caller {
    pub fn new(app: App) -> Self {
        let limits = Limits { redirects_max: 0, body_bytes_max: 0 };
        let client = Client::new(concat!("Amana/", env!("CARGO_PKG_VERSION")), limits, app.config.outbound.clone());
        Self { app, client }
    }

    /// Makes every call that is due, one address after another. Blocks.
    pub fn turn(&self) -> Result<()> {
        let now = self.app.clock.now();
        let due = self.app.db.views.read(|tx| webhooks::due_endpoints(tx, now))?;
        due.into_iter().try_for_each(|endpoint| self.call_all(endpoint))
    }

    /// What is due at one address, until one fails.
    fn call_all(&self, id: EndpointId) -> Result<()> {
        let (app, now) = (&self.app, self.app.clock.now());
        let due = app.db.views.read(|tx| webhooks::due_of(tx, id, now, CALLS_AT_ONCE))?;
        for call in due {
            let now = app.clock.now();
            // Each time anew: it may have been held, deleted or given another secret since the last.
            let endpoint = app.db.record.read(|tx| webhooks::endpoint(tx, id))?;
            let Some(endpoint) = &endpoint else {
                app.db.views.write(|tx| webhooks::settle(tx, call.id, CallState::Failed, "no_endpoint", None, now))?;
                continue;
            };
            if endpoint.is_paused {
                // The next look comes when people let it go on.
                return app.db.views.write(|tx| webhooks::rest(tx, id, true, now));
            }
            if !app.db.views.write(|tx| webhooks::begin_attempt(tx, &call, now))? {
                continue;
            }
            if !self.call(endpoint, &call)? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Makes one; false where the address failed.
    fn call(&self, endpoint: &Endpoint, call: &Call) -> Result<bool> {
        let (app, mut rng) = (&self.app, self.app.fork_rng());
        let now = app.clock.now();
        let body = match self.body(endpoint, call, &mut rng, now) {
            Ok(Ok(body)) => body,
            Ok(Err(reason)) => {
                app.db.views.write(|tx| webhooks::settle(tx, call.id, CallState::Withheld, reason, None, now))?;
                return Ok(true);
            }
            // What can't be read of one customer holds up no other's call, and is not asked for ever.
            Err(error) => {
                tracing::error!(%error, call = %call.id, "what a call is to tell can't be read");
                app.db.views.write(|tx| put_off(tx, call, "no_body", None, now))?;
                return Ok(true);
            }
        };
        let (reason, status) = self.post(endpoint, call, body.to_string().as_bytes(), now);
        let now = app.clock.now();
        app.db.views.write(|tx| {
            let is_done = status.is_some_and(|status| (200..300).contains(&status));
            if is_done {
                webhooks::settle(tx, call.id, CallState::Done, "", status, now)?;
            } else {
                put_off(tx, call, &reason, status, now)?;
            }
            webhooks::rest(tx, endpoint.id, !is_done, now)?;
            Ok(is_done)
        })
    }

    /// Why it came to nothing, and what was answered.
    fn post(&self, endpoint: &Endpoint, call: &Call, body: &[u8], now: Timestamp) -> (String, Option<i64>) {
        let Ok(url) = Url::parse(&endpoint.url) else { return ("refused".to_owned(), None) };
        let (id, seconds) = (call.id.to_string(), now.micros() / 1_000_000);
        let signature = webhooks::sign(&self.app.keys, endpoint, &id, seconds, body);
        let seconds = seconds.to_string();
        let headers = [
            ("content-type", "application/json"),
            ("webhook-id", id.as_str()),
            ("webhook-timestamp", seconds.as_str()),
            ("webhook-signature", signature.as_str()),
        ];
        match self.client.post(&url, &headers, body, Instant::now() + ANSWER_WITHIN) {
            Ok(hop) => ("status".to_owned(), Some(i64::from(hop.status))),
            Err(error) => (error.word().to_owned(), None),
        }
    }

    /// What is told, as far as the customer allows it now; otherwise why nothing is. The look is logged before.
    fn body(
        &self,
        endpoint: &Endpoint,
        call: &Call,
        rng: &mut Rng,
        now: Timestamp,
    ) -> Result<std::result::Result<Value, &'static str>> {
        let app = &self.app;
        let (root, ids, choices, is_erased) = app.db.record.read(|tx| {
            let root = customers::root_of(tx, call.customer)?.unwrap_or(call.customer);
            let is_erased = customers::customer_row(tx, root)?.is_none_or(|row| row.erased_at.is_some());
            Ok::<_, db::Error>((root, customers::all_ids(tx, root)?, consent::load(tx, root)?, is_erased))
        })?;
        let (looker, recipient) = if endpoint.company.is_empty() {
            (Looker::Automation, Recipient::Automation)
        } else {
            (Looker::Company, Recipient::Processor)
        };
        if is_erased {
            return Ok(Err("erased"));
        }
        if choices.allows(call.purpose, recipient, CategorySet::EMPTY, now).is_none() {
            return Ok(Err(if choices.is_restricted() { "restricted" } else { "not_allowed" }));
        }
        let access = Access { looker, purpose: call.purpose, place: format!("webhook:{}", endpoint.id) };
        let told = access.visible(&choices, now).within(call.data);
        let event =
            if call.position > 0 { app.history.event(call.customer, call.position).map_err(db::Error::from)? } else { None };
        let event = event.filter(|event| Category::of(event.kind, &event.name).is_some_and(|category| told.contains(category)));
        let traits = if told.contains(Category::Preferences) {
            app.db.views.read(|tx| customers::traits_of(tx, root))?
        } else {
            Vec::new()
        };
        let beside =
            Beside { customer: root, shown: told.within(BESIDE), refused: call.data.within(BESIDE).without(told), through: None };
        let wanted = call.data.without(BESIDE);
        let disclosed = app.access.disclose_beside(rng, &access, &[ids], wanted, &[beside], now)?.wait()?;
        let mut customer = disclosed.person(root).map(known).unwrap_or_default();
        customer.insert("id".to_owned(), root.to_string().into());
        if !traits.is_empty() {
            let value = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
            let traits: Map<String, Value> = traits.iter().map(|row| (row.name.clone(), value(&row.value))).collect();
            customer.insert("traits".to_owned(), traits.into());
        }
        let mut data: Value = serde_json::from_str(&call.what).unwrap_or_default();
        data["customer"] = customer.into();
        data["withheld"] = call.data.without(told).iter().map(Category::word).collect::<Vec<_>>().into();
        if let Some(event) = event {
            let body: Value = serde_json::from_str(&event.body).unwrap_or_default();
            data["event"] = json!({"id": event.id.to_string(), "name": event.name, "properties": body["properties"]});
        }
        Ok(Ok(json!({"type": "journey.step", "timestamp": call.made_at.to_rfc3339(), "data": data})))
    }
}

/// What the vault opened.
fn known(person: &Person) -> Map<String, Value> {
    let mut customer = Map::new();
    if let Shown::Value(name) = person.display_name() {
        customer.insert("name".to_owned(), name.into());
    }
    for field in ["email", "phone", "birth_date"] {
        if let Some(value) = person.value(field) {
            customer.insert(field.to_owned(), value.into());
        }
    }
    customer
}

/// It came to nothing: it is tried again after the pause that its number of attempts brings, or has failed for good.
fn put_off(tx: &mut Tx<'_>, call: &Call, reason: &str, status: Option<i64>, now: Timestamp) -> Result<()> {
    // Whoever says that they want no more of it is asked no more (410 Gone).
    let pause = usize::try_from(call.attempts).ok().and_then(|attempt| PAUSES.get(attempt)).filter(|_| status != Some(410));
    match pause {
        Some(pause) => webhooks::fail(tx, call.id, reason, status, now.plus(*pause), now),
        None => webhooks::settle(tx, call.id, CallState::Failed, reason, status, now),
    }
}
