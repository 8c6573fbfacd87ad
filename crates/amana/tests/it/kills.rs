//! `kill -9` at any moment: what was acknowledged is there, once.

use crate::loads::{Load, Sent};
use crate::looks;
use crate::support::{Home, eventually, kill_rounds, tell};
use crate::totals::{self, Totals};
use base::Rng;
use capabilities::messaging::MessageState;
use capabilities::messaging::testing::{Script, SmtpServer, Step};
use std::collections::BTreeSet;
use std::time::Duration;

/// Messages in flight at once, and connections.
const POOL: usize = 4;
/// Another seed, other moments.
const SEED: u64 = 20_261_122;

/// What a kill left.
struct Kill {
    /// Connections that the mail server had seen by then: later ones are of programs that were started after it.
    connections: usize,
    /// Messages that were being sent, by the program that died or by one that died before it.
    in_flight: BTreeSet<String>,
}

impl Kill {
    fn look(home: &Home, mail: &SmtpServer) -> Self {
        let being_sent = looks::being_sent(&home.db());
        for messages in being_sent.values() {
            assert!(messages.len() <= POOL, "{} messages were in flight at once", messages.len());
        }
        Self { connections: mail.connections(), in_flight: being_sent.into_values().flatten().collect() }
    }
}

#[test]
fn a_kill_under_load_loses_nothing_and_doubles_nothing() {
    // As long as a mail server takes for its answer: so that a kill finds letters on their way.
    let mail = SmtpServer::start(Script { message: Step::After(Duration::from_millis(15)), ..Script::default() }).unwrap();
    let home = Home::new().with("AMANA_SMTP_URL", &mail.url()).with("AMANA_MAIL_CONNECTIONS", &POOL.to_string());
    let key = home.key("server");
    let mut rng = Rng::from_seed(SEED);
    let mut program = home.serve();
    let mut kills = Vec::new();
    let load = Load::start(program.address, &key, 3, Duration::from_millis(5));
    for _ in 0..kill_rounds() {
        let (batches, letters) = (load.acknowledged(), mail.received().len());
        eventually("events are taken again", Duration::from_secs(30), || (load.acknowledged() > batches).then_some(()));
        eventually("letters go out again", Duration::from_mins(1), || (mail.received().len() > letters).then_some(()));
        std::thread::sleep(Duration::from_micros((rng.unit() * 800_000.0) as u64));
        program.kill();
        kills.push(Kill::look(&home, &mail));
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
    let doubled = assert_only_what_was_in_flight_came_twice(&mail, &kills);
    Totals::of(&db).assert_same(&totals::of_clean_run(&sent));
    drop(db);
    looks::assert_rebuild_changes_nothing(&home);
    let letters = mail.received().len();
    tell(&format!(
        "{} events, {} repeated requests, {letters} letters, {doubled} of them twice",
        sent.marks.len(),
        sent.repeated
    ));
}

/// Every message has ended, and says itself how often it may have arrived.
fn assert_letters_are_honest(home: &Home, mail: &SmtpServer, sent: &Sent) {
    let messages = looks::messages(&home.db());
    let of = |rule: &str| messages.iter().filter(|message| message.letter.name() == rule).count() as u64;
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
    let uncertain: u64 = messages.iter().map(|message| u64::from(message.uncertain)).sum();
    let most = kill_rounds() * POOL as u64;
    assert!(uncertain <= most, "{uncertain} uncertain, at most {most}");
}

/// Kill by kill: what came twice was in flight when the program that sent it first was killed, and no kill doubled more than
/// there are connections. Gives how many came twice.
fn assert_only_what_was_in_flight_came_twice(mail: &SmtpServer, kills: &[Kill]) -> usize {
    let mut doubled = vec![0; kills.len()];
    for (id, connections) in looks::receipts(mail) {
        assert!(connections.len() <= 2, "{id} came {} times", connections.len());
        let [first, _] = connections[..] else { continue };
        let kill = kills.iter().position(|kill| first <= kill.connections);
        let kill = kill.unwrap_or_else(|| panic!("{id} came twice, and nobody killed the program that sent it first"));
        assert!(kills[kill].in_flight.contains(&id), "{id} came twice, and was not in flight at kill {kill}");
        doubled[kill] += 1;
    }
    assert!(doubled.iter().all(|doubled| *doubled <= POOL), "more came twice than there are connections: {doubled:?}");
    doubled.iter().sum()
}
