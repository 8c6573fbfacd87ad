//! A store with customers who agreed to be shown what suits them and to be written to, with segments and journeys in force.

use crate::{Outcome, Words, open, plans};
use app::App;
use app::router::router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base::id::CustomerId;
use foundation::consent::{self, Basis, Choices, Decision, Purpose, State};
use foundation::customers::{self, Claim};
use foundation::settings::StoreSettings;
use foundation::staff::{self, Bases, Scope};
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Calls of one request.
const CALLS: usize = 100;
/// Customers in one commit.
const BATCH: usize = 2_000;

pub fn run(words: &Words) -> Outcome {
    let app = open(PathBuf::from(words.text("data")?))?;
    let people = customers(&app, words.number("customers")?)?;
    plans::lay(&app)?;
    // Nothing is due when the program starts: what these did is history.
    app.tables_runner().catch_up()?;
    app.answers_runner().catch_up()?;
    app.live_runner().catch_up()?;
    app.stop();
    println!("customers={}", people.len());
    Ok(())
}

/// `customer-00000000` onward, with a name and an address: who they are came in at the door, what they agreed to is written down as
/// if the API had been told.
pub fn customers(app: &App, count: usize) -> Outcome<Vec<CustomerId>> {
    let now = app.clock.now();
    let store = StoreSettings {
        name: "Noor & Co".to_owned(),
        sender_email: "hello@shop.example".to_owned(),
        postal_address: "Noor & Co, King Fahd Road, Riyadh".to_owned(),
        website: "https://shop.example".to_owned(),
        ..StoreSettings::default()
    };
    app.recorder.submit(move |tx| store.save(tx, now)).wait()?;
    app.settings_changed()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let key = key(app)?;
    runtime.block_on(introduce(app, &key, count))?;
    let mut people = Vec::with_capacity(count);
    for number in 0..count {
        let claim = Claim::user_id(&app.keys, &user(number));
        let found = app.db.record.read(|tx| customers::find_identity(tx, &claim.hash))?;
        people.push(found.ok_or("somebody is missing")?.0);
    }
    let decisions: Vec<Decision> = [Purpose::Personalise, Purpose::MarketingEmail]
        .map(|purpose| Decision::about(purpose, State::Given, Basis::Consent, now, "api"))
        .into();
    for chunk in people.chunks(BATCH) {
        let (chunk, decisions, mut rng) = (chunk.to_vec(), decisions.clone(), app.fork_rng());
        let told = app.recorder.submit(move |tx| {
            let tell = |customer| consent::record(tx, &mut rng, customer, &mut Choices::default(), &decisions, now);
            chunk.into_iter().try_for_each(tell)
        });
        told.wait().map_err(|error: db::Error| error.to_string())?;
    }
    Ok(people)
}

fn user(number: usize) -> String {
    format!("customer-{number:08}")
}

fn key(app: &App) -> Outcome<String> {
    let (keys, mut rng, now) = (app.keys.clone(), app.fork_rng(), app.clock.now());
    let made = app.recorder.submit(move |tx| {
        let bases = Bases::default_for(Scope::Server);
        staff::create_key(tx, &keys, &mut rng, "bench", Scope::Server, bases, now).map(|(_, text)| text)
    });
    Ok(made.wait().map_err(|error: db::Error| error.to_string())?)
}

async fn introduce(app: &App, key: &str, count: usize) -> Outcome {
    let service = TowerToHyperService::new(router(app.clone()));
    for first in (0..count).step_by(CALLS) {
        let calls: Vec<Value> = (first..count.min(first + CALLS))
            .map(|number| {
                let traits = json!({"email": format!("{}@example.test", user(number)), "first_name": "Layla", "last_name": "Haddad",
                    "visits": number % 100});
                json!({"type": "identify", "userId": user(number), "messageId": format!("hello-{number}"), "traits": traits})
            })
            .collect();
        let request = Request::post("/v1/batch")
            .header(header::AUTHORIZATION, format!("Bearer {key}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(json!({"batch": calls}).to_string()))?;
        let reply = service.call(request).await?;
        if reply.status() != StatusCode::OK {
            return Err(format!("the door answered {}", reply.status()).into());
        }
    }
    Ok(())
}
