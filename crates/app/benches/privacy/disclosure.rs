//! What it costs that every look is on disk before anything is shown: a customer as the API answers them, and the vault's read
//! alone, each with the log and without it.

use crate::{Outcome, SEED};
use app::router::router;
use app::{App, Settings};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base::id::CustomerId;
use base::{Rng, SystemClock};
use foundation::consent::{CategorySet, Purpose, Recipient};
use foundation::customers::{self, Claim};
use foundation::staff::{self, Bases, Scope};
use foundation::vault::{Access, Looker};
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Readers side by side, so that one commit serves several.
const READERS: usize = 32;
const SPAN: Duration = Duration::from_secs(5);
/// The two ways take turns, so that what else the machine does is shared.
const ROUNDS: usize = 3;

pub fn run(population: usize) -> Outcome {
    let folder = tempfile::tempdir()?;
    let config = Settings { data: Some(folder.path().to_owned()), ..Settings::default() }.check()?;
    let app = App::open(config, Arc::new(SystemClock), Rng::from_seed(SEED))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let (server, reader) = (key(&app, Scope::Server)?, key(&app, Scope::Read)?);
    let people = runtime.block_on(introduce(&app, &server, population))?;
    app.tables_runner().catch_up()?;
    let mut rates = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (at, is_logged) in [(0, true), (1, false)] {
            app.access.keep_silent(!is_logged);
            rates[at].push(runtime.block_on(answers(&app, &reader, &people))?);
        }
        for (at, is_logged) in [(2, true), (3, false)] {
            app.access.keep_silent(!is_logged);
            rates[at].push(reads(&app, &people, READERS)?);
        }
    }
    app.access.keep_silent(false);
    let alone = reads(&app, &people, 1)?;
    app.stop();
    let [answers, answers_silent, reads, reads_silent] = rates.map(|mut rates| {
        rates.sort_by(f64::total_cmp);
        rates[rates.len() / 2]
    });
    println!("answers={answers}\nanswers_silent={answers_silent}");
    println!("reads={reads}\nreads_silent={reads_silent}\nreads_alone={alone}");
    Ok(())
}

fn key(app: &App, scope: Scope) -> Outcome<String> {
    let (keys, mut rng, now) = (app.keys.clone(), app.fork_rng(), app.clock.now());
    let made = app.recorder.submit(move |tx| {
        staff::create_key(tx, &keys, &mut rng, "bench", scope, Bases::default_for(scope), now).map(|(_, text)| text)
    });
    Ok(made.wait().map_err(|error: db::Error| error.to_string())?)
}

/// People with a name, an address, a number and an order.
async fn introduce(app: &App, key: &str, population: usize) -> Outcome<Vec<CustomerId>> {
    let service = TowerToHyperService::new(router(app.clone()));
    let mut people = Vec::with_capacity(population);
    for first in (0..population).step_by(50) {
        let calls: Vec<_> = (first..population.min(first + 50))
            .map(|at| {
                json!({"type": "track", "event": "Order Completed", "userId": format!("u{at}"), "messageId": format!("m{at}"),
                    "properties": {"order_id": format!("o{at}"), "total": 12.5, "currency": "EUR", "email": format!("p{at}@example.com")},
                    "context": {"traits": {"name": format!("Sara Karimi {at}"), "phone": format!("+9665{at:08}")}}})
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
    for at in 0..population {
        let claim = Claim::user_id(&app.keys, &format!("u{at}"));
        let found = app.db.record.read(|tx| customers::find_identity(tx, &claim.hash))?;
        people.push(found.ok_or("somebody is missing")?.0);
    }
    Ok(people)
}

/// `GET /api/v1/customers/{id}` a second.
async fn answers(app: &App, key: &str, people: &[CustomerId]) -> Outcome<f64> {
    let service = TowerToHyperService::new(router(app.clone()));
    let key = Arc::new(format!("Bearer {key}"));
    let (people, done) = (Arc::new(people.to_vec()), Arc::new(AtomicUsize::new(0)));
    let started = Instant::now();
    let mut tasks = Vec::new();
    for reader in 0..READERS {
        let (service, key, people, done) = (service.clone(), Arc::clone(&key), Arc::clone(&people), Arc::clone(&done));
        tasks.push(tokio::spawn(async move {
            let mut at = reader;
            while started.elapsed() < SPAN {
                let customer = people[at % people.len()];
                at += READERS;
                let request = Request::get(format!("/api/v1/customers/{customer}"));
                let request =
                    request.header(header::AUTHORIZATION, key.as_str()).body(Body::empty()).map_err(|e| e.to_string())?;
                let reply = service.call(request).await.map_err(|e| e.to_string())?;
                if reply.status() != StatusCode::OK {
                    return Err(format!("the API answered {}", reply.status()));
                }
                axum::body::to_bytes(reply.into_body(), usize::MAX).await.map_err(|e| e.to_string())?;
                done.fetch_add(1, Ordering::Relaxed);
            }
            Ok(())
        }));
    }
    for task in tasks {
        task.await??;
    }
    Ok(done.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64())
}

/// Reads of the vault a second, by so many readers.
fn reads(app: &App, people: &[CustomerId], readers: usize) -> Outcome<f64> {
    let done = AtomicUsize::new(0);
    let looker = Looker::Staff { staff: None, teams: vec![Recipient::Support], own_teams: Vec::new() };
    let access = Access { looker, purpose: Purpose::CustomerCare, place: "bench".to_owned() };
    let started = Instant::now();
    let failed = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..readers)
            .map(|reader| {
                let (access, done) = (&access, &done);
                let mut rng = app.fork_rng();
                scope.spawn(move || {
                    let mut at = reader;
                    while started.elapsed() < SPAN {
                        let customer = people[at % people.len()];
                        at += readers;
                        let seen = app.access.disclose(&mut rng, access, &[vec![customer]], CategorySet::ALL, app.clock.now())?;
                        if seen.people()[0].value("email").is_none() {
                            return Err(db::Error::Other("an address is not shown".to_owned()));
                        }
                        done.fetch_add(1, Ordering::Relaxed);
                    }
                    Ok(())
                })
            })
            .collect();
        threads.into_iter().find_map(|thread| thread.join().ok().and_then(Result::err))
    });
    match failed {
        Some(error) => Err(error.to_string().into()),
        None => Ok(done.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64()),
    }
}
