//! Two programs over one store.

use crate::loads::Load;
use crate::looks;
use crate::proxy::Proxy;
use crate::support::{Home, Program, SOON, START_WITHIN, eventually, on_postgres, tell};
use capabilities::messaging::MessageState;
use capabilities::messaging::testing::{Script, SmtpServer, Step};
use serde_json::{Value, json};
use std::sync::Barrier;
use std::time::{Duration, Instant};

/// Two nodes over one PostgreSQL; `None` where the run is on SQLite.
fn pair(home: &Home) -> Option<(Program, Home, Program)> {
    if !on_postgres() {
        tell("skipped: two nodes need PostgreSQL (AMANA_TEST_POSTGRES_URL)");
        return None;
    }
    let first = home.serve();
    let beside = home.second_node();
    let second = beside.serve();
    Some((first, beside, second))
}

#[test]
fn a_second_server_on_one_folder_refuses() {
    let home = Home::in_files();
    let mut first = home.serve();
    let Err(said) = home.start(&["serve"], START_WITHIN) else { panic!("two servers on one folder") };
    assert!(said.contains("another amana is running on this data folder; stop it first"), "{said}");
    assert!(first.is_running());
    first.kill();
    home.serve().stop();
}

const PEOPLE: usize = 40;

#[test]
fn a_new_customer_who_arrives_on_both_nodes_at_once_is_one_customer() {
    let home = Home::new();
    let Some((first, _beside, second)) = pair(&home) else { return };
    let key = home.key("server");
    let barrier = Barrier::new(2);
    std::thread::scope(|scope| {
        for (node, program) in [("a", &first), ("b", &second)] {
            let (barrier, key) = (&barrier, &key);
            scope.spawn(move || {
                for person in 0..PEOPLE {
                    barrier.wait();
                    let traits = json!({"email": format!("p{person}@shop.example"), "mark": format!("{node}{person}")});
                    program.take(key, &[json!({"type": "identify", "userId": format!("u{person}"), "anonymousId": format!("b{person}"), "traits": traits})]);
                }
            });
        }
    });
    let db = home.db();
    assert_eq!(looks::customers(&db), PEOPLE as i64);
    assert_eq!(looks::marks(&db).len(), 2 * PEOPLE);
    looks::assert_without_gaps(&db);
    let events = looks::journal(&db);
    let mut customers: Vec<_> = events.iter().map(|event| event.customer).collect();
    customers.sort_unstable();
    customers.dedup();
    assert_eq!(customers.len(), PEOPLE);
    eventually("all is read", SOON, || looks::all_is_read(&db).then_some(()));
}

fn banner(agreed: bool) -> Value {
    json!({"type": "identify", "userId": "sara", "context": {"consent": {"categoryPreferences": {"analytics": agreed}}}})
}

fn view(mark: &str) -> Value {
    json!({"type": "track", "userId": "sara", "event": "Product Viewed", "properties": {"mark": mark}})
}

#[test]
fn a_consent_withdrawn_on_one_node_stops_the_others_next_append() {
    let home = Home::new();
    let Some((first, _beside, second)) = pair(&home) else { return };
    let key = home.key("server");
    first.take(&key, &[banner(true)]);
    // Both nodes know her choices by heart now.
    first.take(&key, &[view("kept-1")]);
    second.take(&key, &[view("kept-2")]);
    first.take(&key, &[banner(false)]);
    second.take(&key, &[view("dropped-1")]);
    first.take(&key, &[view("dropped-2")]);
    second.take(&key, &[banner(true)]);
    first.take(&key, &[view("kept-3")]);
    let mut kept: Vec<String> = looks::marks(&home.db()).into_keys().collect();
    kept.sort();
    assert_eq!(kept, ["kept-1", "kept-2", "kept-3"]);
}

#[test]
fn two_profiles_joined_on_one_node_are_one_on_the_other() {
    let home = Home::new();
    let Some((first, _beside, second)) = pair(&home) else { return };
    let key = home.key("server");
    let read = |user: &str| json!({"type": "track", "userId": user, "event": "Letter Read", "properties": {"mark": user}});
    first.take(&key, &[read("old"), read("new")]);
    second.take(&key, &[read("old"), read("new")]);
    first.take(&key, &[json!({"type": "alias", "userId": "new", "previousId": "old"})]);
    second.take(&key, &[read("old")]);
    let db = home.db();
    assert_eq!(looks::customers(&db), 1);
    let events = looks::journal(&db);
    let joined = events.iter().rfind(|event| event.merged_customer().is_some()).expect("a merge is an event");
    assert_eq!(events.last().map(|event| event.customer), Some(joined.customer), "the other node knows the winner at once");
    eventually("all is read", SOON, || looks::all_is_read(&db).then_some(()));
    first.stop();
    second.stop();
    looks::assert_rebuild_changes_nothing(&home);
}

#[test]
fn what_a_killed_node_did_the_other_goes_on_with_at_once() {
    let home = Home::new();
    let Some((first, _beside, second)) = pair(&home) else { return };
    let key = home.key("server");
    let db = home.db();
    first.take(&key, &[view("before")]);
    eventually("the first one reads", SOON, || looks::all_is_read(&db).then_some(()));
    first.kill();
    second.take(&key, &[view("after")]);
    // Long before the lease of the dead one has run out.
    eventually("the second one reads on", Duration::from_secs(8), || looks::all_is_read(&db).then_some(()));
}

#[test]
#[ignore = "stands still for 20 s; runs in the section `kills`"]
fn kill_minus_stop_a_node_that_stood_still_writes_nothing_stale() {
    let slow = Script { message: Step::After(Duration::from_millis(300)), ..Script::default() };
    let mail = SmtpServer::start(slow).unwrap();
    let home = Home::new().with("AMANA_SMTP_URL", &mail.url()).with("AMANA_MAIL_CONNECTIONS", "2");
    if !on_postgres() {
        tell("skipped: two nodes need PostgreSQL (AMANA_TEST_POSTGRES_URL)");
        return;
    }
    let first = home.serve();
    let key = home.key("server");
    let load = Load::start(first.address, &key, 1, Duration::from_millis(30));
    eventually("letters go out", SOON, || (mail.received().len() > 3).then_some(()));
    let beside = home.second_node();
    let second = beside.serve();

    // The first one stands still with leases, letters and perhaps a transaction in its hands.
    first.signal("STOP");
    load.moved_to(second.address);
    let stopped = Instant::now();
    let before = mail.received().len();
    eventually("the second takes over", Duration::from_mins(1), || (mail.received().len() > before + 5).then_some(()));
    eventually("longer than a lease", Duration::from_secs(30), || (stopped.elapsed() > Duration::from_secs(22)).then_some(()));
    first.signal("CONT");
    let acknowledged = load.acknowledged();
    eventually("the load goes on", Duration::from_secs(90), || (load.acknowledged() > acknowledged + 5).then_some(()));

    let sent = load.finish();
    mail.set_script(Script::default());
    let db = home.db();
    eventually("all is worked through", Duration::from_mins(3), || {
        (looks::all_is_read(&db) && looks::all_settled(&db)).then_some(())
    });
    first.stop();
    second.stop();
    looks::assert_all_there_once(&db, &sent);
    looks::assert_without_gaps(&db);
    assert_eq!(looks::order_totals(&db), (sent.orders, sent.cents));
    let messages = looks::messages(&db);
    let uncertain = messages.iter().filter(|message| message.uncertain > 0).count();
    let doubled: Vec<String> = looks::arrivals(&mail).into_iter().filter(|(_, times)| *times > 1).map(|(id, _)| id).collect();
    assert!(uncertain <= 2 && doubled.len() <= 2, "two connections: {uncertain} uncertain, doubled {doubled:?}");
    for id in &doubled {
        assert!(messages.iter().any(|message| message.id.to_string() == *id && message.uncertain > 0), "{id} was not in flight");
    }
    looks::assert_rebuild_changes_nothing(&home);
}

/// `host:port` of a URL, and the URL with another one in its place.
fn through(url: &str, proxy: Option<u16>) -> (String, String) {
    let (head, rest) = url.split_once("://").expect("a URL");
    let (place, path) = rest.split_once('/').expect("a database");
    let (user, server) = place.split_once('@').map_or(("postgres", place), |(user, server)| (user, server));
    let other = format!("127.0.0.1:{}", proxy.unwrap_or_default());
    (server.to_owned(), format!("{head}://{user}@{other}/{path}"))
}

#[test]
fn when_the_database_goes_away_the_program_says_so_and_comes_back_by_itself() {
    the_database_is_gone_for(Duration::from_secs(6));
}

#[test]
#[ignore = "half a minute without a database; runs in the section `kills`"]
fn kill_the_way_to_the_database_for_longer_than_a_lease() {
    the_database_is_gone_for(Duration::from_secs(30));
}

fn the_database_is_gone_for(gone_for: Duration) {
    if !on_postgres() {
        tell("skipped: only PostgreSQL can go away (AMANA_TEST_POSTGRES_URL)");
        return;
    }
    let mail = SmtpServer::start(Script::default()).unwrap();
    let mut home = Home::new().with("AMANA_SMTP_URL", &mail.url());
    let key = home.key("server");
    let url = home.url().expect("PostgreSQL");
    let proxy = Proxy::start(&through(&url, None).0);
    home.set("AMANA_DATABASE_URL", &through(&url, Some(proxy.port)).1);
    let program = home.serve();
    let load = Load::start(program.address, &key, 2, Duration::from_millis(20));
    eventually("letters go out", SOON, || (mail.received().len() > 3).then_some(()));

    proxy.cut();
    let gone = Instant::now();
    eventually("not ready", Duration::from_secs(10), || program.get("/readyz").is_ok_and(|a| a.status == 503).then_some(()));
    assert_eq!(program.get("/healthz").expect("it lives").status, 200);
    while gone.elapsed() < gone_for {
        let answer = program.send(&key, &[view("during")]).expect("the door answers");
        assert_eq!(answer.status, 503, "{}", answer.body);
        assert!(answer.header("retry-after").is_some(), "{answer:?}");
        assert_eq!(program.get("/readyz").expect("an answer").status, 503);
        std::thread::sleep(Duration::from_millis(200));
    }
    let acknowledged = load.acknowledged();
    proxy.mend();
    eventually("ready again", Duration::from_secs(10), || program.get("/readyz").is_ok_and(|a| a.status == 200).then_some(()));
    eventually("events again", Duration::from_secs(10), || (load.acknowledged() > acknowledged + 20).then_some(()));

    let sent = load.finish();
    let db = home.db();
    eventually("all is worked through", Duration::from_mins(2), || {
        (looks::all_is_read(&db) && looks::all_settled(&db)).then_some(())
    });
    looks::assert_all_there_once(&db, &sent);
    looks::assert_without_gaps(&db);
    assert_eq!(looks::order_totals(&db), (sent.orders, sent.cents));
    assert_eq!(looks::in_state(&db, MessageState::Sent) as u64, sent.orders + sent.agreed);
    assert!(looks::arrivals(&mail).values().all(|times| *times == 1), "nobody died: nothing is sent twice");
    program.stop();
}
