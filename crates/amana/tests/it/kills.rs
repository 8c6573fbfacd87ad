//! `kill -9` at any moment: what was acknowledged is there, once.

use crate::loads::Load;
use crate::looks;
use crate::support::{Home, eventually, kill_rounds, on_postgres, tell};
use base::Rng;
use capabilities::messaging::MessageState;
use capabilities::messaging::testing::{Script, SmtpServer};
use std::time::Duration;

/// Messages in flight at once, and connections.
const POOL: usize = 4;
/// Another seed, other moments.
const SEED: u64 = 20_261_122;

#[test]
fn a_kill_under_load_loses_nothing_and_doubles_nothing() {
    let mail = SmtpServer::start(Script::default()).unwrap();
    let home = Home::new().with("AMANA_SMTP_URL", &mail.url()).with("AMANA_MAIL_CONNECTIONS", &POOL.to_string());
    let key = home.key("server");
    let mut rng = Rng::from_seed(SEED);
    let mut program = home.serve();
    let load = Load::start(program.address, &key, 3, Duration::from_millis(5));
    for round in 0..kill_rounds() {
        let (batches, letters) = (load.acknowledged(), mail.received().len());
        eventually("events are taken again", Duration::from_secs(30), || (load.acknowledged() > batches).then_some(()));
        // On PostgreSQL the dead node's lease has to run out first, so most of its kills meet the door alone.
        if !on_postgres() || round % 5 == 1 {
            eventually("letters go out again", Duration::from_mins(1), || (mail.received().len() > letters).then_some(()));
        }
        std::thread::sleep(Duration::from_micros((rng.unit() * 800_000.0) as u64));
        program.kill();
        let in_flight = looks::in_state(&home.db(), MessageState::Sending);
        assert!(in_flight <= POOL * (round as usize + 1), "{in_flight} messages were in flight");
        program = home.serve();
        load.moved_to(program.address);
    }
    let sent = load.finish();
    let db = home.db();
    eventually("all is worked through", Duration::from_mins(3), || {
        (looks::all_is_read(&db) && looks::all_settled(&db)).then_some(())
    });
    program.stop();

    looks::assert_all_there_once(&db, &sent);
    looks::assert_without_gaps(&db);
    assert_eq!(looks::order_totals(&db), (sent.orders, sent.cents));
    assert_eq!(looks::insight_totals(&db), (sent.orders, sent.cents));
    assert_letters_are_honest(&home, &mail, &sent);
    drop(db);
    looks::assert_rebuild_changes_nothing(&home);
    tell(&format!("{} events, {} repeated requests, {} letters", sent.marks.len(), sent.repeated, mail.received().len()));
}

/// Every message has ended; one that arrived twice was in flight at a kill, and there are no more of those than connections.
fn assert_letters_are_honest(home: &Home, mail: &SmtpServer, sent: &crate::loads::Sent) {
    let messages = looks::messages(&home.db());
    let of = |rule: &str| messages.iter().filter(|message| message.rule.name() == rule).count() as u64;
    assert_eq!((of("thank_you"), of("welcome")), (sent.orders, sent.agreed));
    let arrived = looks::arrivals(mail);
    for message in &messages {
        let ended = [MessageState::Sent, MessageState::Failed, MessageState::Unknown, MessageState::Withheld];
        assert!(ended.contains(&message.state), "{message:?}");
        let times = arrived.get(&message.id.to_string()).copied().unwrap_or(0);
        match message.state {
            MessageState::Sent => assert!(times == 1 || (times == 2 && message.uncertain > 0), "{times} times: {message:?}"),
            MessageState::Unknown => assert!(times <= 1 + message.uncertain, "{times} times: {message:?}"),
            _ => assert_eq!(times, 0, "{message:?}"),
        }
    }
    let doubled = arrived.values().filter(|times| **times > 1).count();
    let uncertain: u64 = messages.iter().map(|message| u64::from(message.uncertain)).sum();
    let most = kill_rounds() * POOL as u64;
    assert!(doubled as u64 <= most && uncertain <= most, "{doubled} doubled, {uncertain} uncertain, at most {most}");
}
