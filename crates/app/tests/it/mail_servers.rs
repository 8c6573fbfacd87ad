//! Several mail servers: each its share, and what happens while one of them does not answer.

use crate::mail::{ended, only, order_of_sara, server, welcome_of_sara, when_due};
use crate::support::{Node, Shop, identify, order, until};
use app::mail_servers::{self, MailServer};
use capabilities::messaging::testing::{Script, SmtpServer, Step};
use capabilities::messaging::{Carries, MessageState, Transport};
use foundation::settings::StoreSettings;
use foundation::staff::Scope;
use serde_json::json;
use std::sync::PoisonError;

/// A store whose letters go by these servers.
fn started(shop: &Shop, servers: &[(&SmtpServer, u32, Carries)]) -> Node {
    let node = shop.node();
    let now = base::Clock::now(&*shop.clock);
    let settings =
        StoreSettings { name: "Noor".to_owned(), sender_email: "hello@shop.example".to_owned(), ..StoreSettings::default() };
    let mut rng = node.app.fork_rng();
    let set = servers.iter().map(|(server, weight, carries)| {
        let made = MailServer::new(&node.app.keys, &mut rng, &server.url());
        MailServer { weight: *weight, carries: *carries, ..made }
    });
    let set = set.collect();
    node.record(move |tx| {
        settings.save(tx, now)?;
        mail_servers::save(tx, set, now)
    });
    node.app.settings_changed().unwrap();
    node.app.start().unwrap();
    node
}

/// How many of the servers did not answer the last time.
fn silent(node: &Node) -> usize {
    let transport = node.app.transport.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let Some(Transport::Smtp(servers)) = transport.as_deref() else { panic!("no servers") };
    servers.all().filter(|(_, silent)| silent.is_some()).count()
}

/// One that was there, and is no more.
fn gone() -> SmtpServer {
    let gone = server(Script::default());
    gone.set_script(Script { greeting: Step::Close, ..Script::default() });
    gone
}

#[test]
fn letters_are_shared_out_and_each_goes_once() {
    let (one, other) = (server(Script::default()), server(Script::default()));
    let shop = Shop::open();
    let node = started(&shop, &[(&one, 1, Carries::All), (&other, 1, Carries::All)]);
    let key = node.key(Scope::Server);
    node.send(&key, &[identify("u1", "", &json!({"email": "sara@mail.example"}))]);
    let orders: Vec<_> = (1..=20).map(|number| order("u1", &number.to_string(), "sara@mail.example", "9.50")).collect();
    node.send(&key, &orders);
    until("all are sent", || {
        let messages = node.messages(node.user("u1").unwrap());
        messages.len() == 20 && messages.iter().all(|message| message.state == MessageState::Sent)
    });
    let (first, second) = (one.received().len(), other.received().len());
    assert!(first + second == 20 && first > 2 && second > 2, "{first} and {second}");
}

#[test]
fn advertising_and_what_is_owed_go_apart() {
    let (news, owed) = (server(Script::default()), server(Script::default()));
    let servers = [(&news, 1, Carries::Marketing), (&owed, 1, Carries::Service)];
    let shop = Shop::open();
    let node = started(&shop, &servers);
    order_of_sara(&node);
    ended(&node, MessageState::Sent);
    assert_eq!((news.received().len(), owed.received().len()), (0, 1));
    let shop = Shop::open();
    let node = started(&shop, &servers);
    welcome_of_sara(&node);
    ended(&node, MessageState::Sent);
    assert_eq!((news.received().len(), owed.received().len()), (1, 1));
}

#[test]
fn where_one_is_out_of_reach_the_next_takes_the_letter_in_the_same_attempt() {
    let refuses = |step: Step| server(Script { greeting: step, ..Script::default() });
    for away in [
        gone(),
        refuses(Step::answer("554 no service")),
        server(Script { mail: Step::Close, ..Script::default() }),
        server(Script { rcpt: Step::answer("421 closing"), ..Script::default() }),
    ] {
        let spare = server(Script::default());
        let shop = Shop::open();
        let node = started(&shop, &[(&away, 100, Carries::All), (&spare, 0, Carries::All)]);
        order_of_sara(&node);
        assert_eq!(ended(&node, MessageState::Sent).attempts, 1);
        assert_eq!((away.received().len(), spare.received().len(), silent(&node)), (0, 1, 1));
        // It is left alone for a while.
        let asked = away.connections();
        node.send(&node.key(Scope::Server), &[order("u1", "1002", "sara@mail.example", "5")]);
        until("the next one", || spare.received().len() == 2);
        assert_eq!(away.connections(), asked);
    }
}

#[test]
fn what_a_server_may_have_taken_no_other_one_gets() {
    let lost = Script { message: Step::Close, ..Script::default() };
    let (doubtful, spare) = (server(lost.clone()), server(Script::default()));
    let servers = [(&doubtful, 1, Carries::All), (&spare, 0, Carries::All)];
    let shop = Shop::open();
    let node = started(&shop, &servers);
    order_of_sara(&node);
    // What is owed goes out once more, where it went before, though that server rests by now.
    when_due(&shop, &node, 1);
    ended(&node, MessageState::Unknown);
    assert_eq!((doubtful.received().len(), spare.received().len()), (2, 0));
    let shop = Shop::open();
    let node = started(&shop, &servers);
    welcome_of_sara(&node);
    ended(&node, MessageState::Unknown);
    assert_eq!((doubtful.received().len(), spare.received().len()), (3, 0));
}

#[test]
fn a_refusal_is_an_answer() {
    for (script, state) in [
        (Script { rcpt: Step::answer("550 5.1.1 no such user"), ..Script::default() }, MessageState::Failed),
        (Script { rcpt: Step::answer("451 later"), ..Script::default() }, MessageState::Queued),
        (Script { message: Step::answer("554 spam"), ..Script::default() }, MessageState::Failed),
    ] {
        let (strict, spare) = (server(script), server(Script::default()));
        let shop = Shop::open();
        let node = started(&shop, &[(&strict, 1, Carries::All), (&spare, 0, Carries::All)]);
        order_of_sara(&node);
        until("answered", || only(&node).is_some_and(|message| message.state == state && message.attempts == 1));
        assert_eq!((spare.received().len(), silent(&node)), (0, 0));
    }
}
