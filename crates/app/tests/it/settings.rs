//! What is set on one node, or at the command line, the other nodes go by without a restart.

use crate::support::{Node, Shop, identify, order, track, until};
use app::dkim::{self, DkimKey, DkimSetting};
use app::mail::seal_setting;
use app::mail_servers;
use capabilities::messaging::testing::{Received, Script, SmtpServer};
use capabilities::messaging::{MessageState, generate_ed25519};
use foundation::customers::Claim;
use foundation::settings::{self, StoreSettings};
use foundation::staff::Scope;
use serde_json::json;
use std::time::Duration;

fn now(shop: &Shop) -> base::Timestamp {
    base::Clock::now(&*shop.clock)
}

fn set_store(node: &Node, shop: &Shop, store: StoreSettings) {
    let now = now(shop);
    node.record(move |tx| store.save(tx, now));
}

fn set_mail_server(node: &Node, shop: &Shop, server: &SmtpServer) {
    let sealed = seal_setting(&node.app.keys, &mut node.app.fork_rng(), mail_servers::SETTING, &server.url());
    let now = now(shop);
    node.record(move |tx| settings::save(tx, mail_servers::SETTING, &sealed, now));
}

/// Waits until a node goes by what was written last.
fn heard(node: &Node) {
    until("the settings are heard", || node.app.goes_by_settings().expect("a version"));
}

/// The head of a letter, a header to a line.
fn head(received: &Received) -> String {
    let text = String::from_utf8_lossy(&received.data).replace("\r\n ", " ");
    text.split_once("\r\n\r\n").map_or_else(String::new, |(head, _)| head.to_owned())
}

/// Orders a thing; gives the letter that thanks for it.
fn thanked(node: &Node, key: &str, server: &SmtpServer, number: &str) -> Received {
    let before = server.received().len();
    node.send(key, &[order("u1", number, "sara@mail.example", "99.50")]);
    until("a letter", || server.received().len() > before);
    server.received().remove(before)
}

#[test]
fn what_one_node_sets_the_other_does_without_a_restart() {
    let [first, second] = [(); 2].map(|()| SmtpServer::start(Script::default()).unwrap());
    let shop = Shop::open();
    let (here, there) = (shop.node(), shop.node());
    there.app.start().unwrap();
    let key = here.key(Scope::Server);
    assert_eq!(there.app.surroundings().country, None);

    // Nothing is set: the letter waits.
    there
        .send(&key, &[identify("u1", "", &json!({"email": "sara@mail.example"})), order("u1", "1", "sara@mail.example", "9.50")]);
    let messages = || there.messages(there.user("u1").unwrap());
    until("no mail server", || messages().iter().any(|message| message.reason == "no_transport"));

    let noor = StoreSettings {
        name: "Noor".to_owned(),
        sender_email: "hello@noor.example".to_owned(),
        country: "SA".to_owned(),
        currency: "SAR".to_owned(),
        ..StoreSettings::default()
    };
    set_mail_server(&here, &shop, &first);
    set_store(&here, &shop, noor.clone());
    heard(&there);
    assert_eq!(there.app.surroundings().country.as_deref(), Some("SA"));
    let letter = head(&thanked(&there, &key, &first, "2"));
    assert!(letter.contains("From: \"Noor\" <hello@noor.example>"), "{letter}");
    assert!(!letter.contains("DKIM-Signature"), "{letter}");
    // A number as people of the country write it is understood.
    there.send(&key, &[identify("u1", "", &json!({"phone": "0501234567"}))]);
    let phone = Claim::phone(&there.app.keys, &base::PhoneNumber::parse("+966501234567", None).unwrap());
    let known = there.app.db.record.read(|tx| foundation::customers::find_identity(tx, &phone.hash)).unwrap();
    assert_eq!(known.map(|(customer, _)| customer), there.user("u1"));

    // A key to sign with, another name, another server.
    let (keys, mut rng, at) = (here.app.keys.clone(), here.app.fork_rng(), now(&shop));
    let pem = generate_ed25519(&mut rng);
    here.record(move |tx| dkim::save_one(tx, &keys, &mut rng, "noor.example", "s1", &pem, at));
    set_mail_server(&here, &shop, &second);
    set_store(&here, &shop, StoreSettings { name: "Nour".to_owned(), ..noor.clone() });
    heard(&there);
    let letter = head(&thanked(&there, &key, &second, "3"));
    assert!(letter.contains("From: \"Nour\" <") && letter.contains("d=noor.example"), "{letter}");

    // A rule is switched off, and on again.
    let sent = messages().len();
    set_store(&here, &shop, StoreSettings { rules_off: vec!["thank_you".to_owned()], ..noor.clone() });
    there.send(&key, &[order("u1", "4", "sara@mail.example", "9.50")]);
    until("read", || foundation::projections::lags(&there.app.db).unwrap().iter().all(|lag| lag.events == 0));
    assert_eq!(messages().len(), sent);
    set_store(&here, &shop, noor);
    thanked(&there, &key, &second, "5");

    // What waited for a server goes out in its time, once.
    shop.wait(Duration::from_mins(1));
    there.app.advanced.ring();
    until("all are sent", || messages().iter().all(|message| message.state == MessageState::Sent));
    assert_eq!((messages().len(), first.received().len() + second.received().len()), (4, 4));
}

#[test]
fn a_setting_that_can_t_be_used_leaves_the_others_as_they_were() {
    let server = SmtpServer::start(Script::default()).unwrap();
    let shop = Shop::open();
    let (here, there) = (shop.node(), shop.node());
    let key = here.key(Scope::Server);
    set_mail_server(&here, &shop, &server);
    there.app.start().unwrap();
    heard(&there);
    let at = now(&shop);
    let broken = DkimSetting {
        domain: "noor.example".to_owned(),
        first: DkimKey { selector: "s1".to_owned(), sealed_key: "of another master key".to_owned(), enabled: true },
        second: None,
    };
    let mended = DkimSetting { first: DkimKey { enabled: false, ..broken.first.clone() }, ..broken.clone() };
    here.record(move |tx| settings::save(tx, dkim::SETTING, &broken, at));
    heard(&there);
    there.send(&key, &[identify("u1", "", &json!({"email": "sara@mail.example"})), track("u1", "x")]);
    thanked(&there, &key, &server, "1");
    set_store(&here, &shop, StoreSettings { country: "IR".to_owned(), ..StoreSettings::default() });
    here.record(move |tx| settings::save(tx, dkim::SETTING, &mended, at));
    until("mended", || there.app.surroundings().country.as_deref() == Some("IR"));
}
