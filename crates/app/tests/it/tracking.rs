//! Opens and clicks: asked for in the settings, allowed in the privacy centre, and counted of people alone.

use crate::feedback::{Sent, sent_by};
use crate::mail;
use crate::support::Shop;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use base::Clock as _;
use base::id::CustomerId;
use capabilities::messaging::testing::Script;
use capabilities::messaging::{MessageState, Tracking, Vendor, kept_body};
use foundation::consent::{Basis, Category, CategorySet, Decision, Purpose, State};
use std::time::Duration;

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const APPLE: &str = "Mozilla/5.0";

fn decision(node: &crate::support::Node, state: State) -> Decision {
    let about = Decision::about(Purpose::Analytics, state, Basis::Consent, node.clock.now(), "api");
    Decision { categories: CategorySet::of(&[Category::Messages]), ..about }
}

/// A shop that wants to know, and a letter to somebody who does or does not let it.
fn sent(lets: bool) -> Sent {
    let shop = Shop::open();
    let server = mail::server(Script::default());
    let node = mail::started(&shop, &server);
    let settings = foundation::settings::StoreSettings {
        name: "Noor".to_owned(),
        sender_email: "hello@shop.example".to_owned(),
        website: "https://noor.example".to_owned(),
        ..Default::default()
    };
    let now = node.clock.now();
    node.record(move |tx| settings.save(tx, now).and_then(|()| Tracking { opens: true, clicks: true }.save(tx, now)));
    let key = node.key(foundation::staff::Scope::Server);
    let call = crate::support::identify("u1", "", &serde_json::json!({"name": "سارا", "email": "sara@mail.example"}));
    node.send(&key, &[call]);
    if lets {
        node.decide(node.user("u1").unwrap(), decision(&node, State::Given));
    }
    mail::decide(&node, "u1", Purpose::MarketingEmail, State::Given);
    let message = mail::ended(&node, MessageState::Sent);
    let letter = server.received().pop().unwrap();
    Sent::by(shop, node, message, letter, server)
}

fn body(sent: &Sent) -> String {
    // Quoted-printable or base 64: whatever of it names our paths is ASCII.
    let text = String::from_utf8_lossy(&sent.letter.data).into_owned();
    let html = text.split("text/html").nth(1).unwrap_or_default().split("\r\n\r\n").nth(1).unwrap_or_default();
    let packed: String = html.split("\r\n--").next().unwrap_or_default().split_whitespace().collect();
    data_encoding::BASE64
        .decode(packed.as_bytes())
        .map_or_else(|_| text.replace("=\r\n", "").replace("=3D", "="), |bytes| String::from_utf8(bytes).unwrap())
}

fn path_in(text: &str, start: &str) -> Option<String> {
    let rest = text.split(&format!("https://shop.example{start}")).nth(1)?;
    Some(format!("{start}{}", rest.split(['"', '<', ' ']).next()?))
}

fn ask(sent: &Sent, method: Method, path: &str, agent: &str) -> crate::support::Reply {
    let request = Request::builder().method(method).uri(path).header(header::USER_AGENT, agent);
    sent.node.request(request.body(Body::empty()).unwrap())
}

fn weighed(sent: &Sent) {
    sent.shop.wait(Duration::from_secs(10));
    app::watching::weigh(&sent.node.app).unwrap();
}

#[test]
fn a_link_leads_on_at_once_and_counts_once_for_a_reader() {
    let sent = sent(true);
    let html = body(&sent);
    let link = path_in(&html, "/c/").unwrap_or_else(|| panic!("{html}"));
    // What leads out is left as it is, and what is kept for the admin tells nothing.
    assert!(html.contains("https://shop.example/u/") && !sent.header("list-unsubscribe").contains("/c/"), "{html}");
    let kept = kept_body(&sent.node.app.db, &sent.node.app.keys, sent.message.id, &[sent.customer()]).unwrap().unwrap();
    assert!(!kept.html.contains("/c/") && !kept.html.contains("/o/"), "{}", kept.html);
    sent.shop.wait(Duration::from_mins(1));
    for _ in 0..3 {
        let reply = ask(&sent, Method::GET, &link, FIREFOX);
        assert_eq!(reply.status, StatusCode::FOUND);
        assert!(reply.headers[header::LOCATION].to_str().unwrap().starts_with("https://noor.example"), "{:?}", reply.headers);
        weighed(&sent);
    }
    let result = sent.result().unwrap();
    assert_eq!((result.clicks, sent.events("Email Link Clicked").len()), (1, 1));
    assert!(ask(&sent, Method::GET, &format!("{link}x"), FIREFOX).status == StatusCode::NOT_FOUND);
    // She takes it back: the link still leads on, and says nothing more.
    sent.node.decide(sent.customer(), decision(&sent.node, State::Withdrawn));
    let picture = path_in(&html, "/o/").unwrap();
    assert_eq!(ask(&sent, Method::GET, &picture, FIREFOX).status, StatusCode::OK);
    weighed(&sent);
    assert!(sent.result().unwrap().opened_at.is_none());
}

#[test]
fn machines_are_told_from_people() {
    let sent = sent(true);
    let html = body(&sent);
    let (link, picture) = (path_in(&html, "/c/").unwrap(), path_in(&html, "/o/").unwrap());
    // At the moment of arrival nobody has read it.
    ask(&sent, Method::GET, &link, FIREFOX);
    ask(&sent, Method::GET, &picture, FIREFOX);
    weighed(&sent);
    let result = sent.result().unwrap();
    assert!(result.machine_opened_at.is_some() && result.opened_at.is_none() && result.clicks == 0, "{result:?}");
    sent.shop.wait(Duration::from_hours(1));
    // Another target under the same letter's signature, as a letter of several links has it.
    let keys = &sent.node.app.keys;
    let other = {
        let target = "https://noor.example/other";
        let signed = keys.signed_token("click", sent.message.id, target.as_bytes());
        format!("/c/{signed}{}", data_encoding::BASE64URL_NOPAD.encode(target.as_bytes()))
    };
    for (method, agent) in [(Method::HEAD, FIREFOX), (Method::GET, "Barracuda Sentinel (EE)"), (Method::GET, APPLE)] {
        assert_eq!(ask(&sent, method, &link, agent).status, StatusCode::FOUND);
    }
    ask(&sent, Method::GET, &link, FIREFOX);
    ask(&sent, Method::GET, &other, FIREFOX);
    weighed(&sent);
    assert_eq!(sent.result().unwrap().clicks, 0, "two links of a letter at once are a scanner's");
    ask(&sent, Method::GET, &link, FIREFOX);
    sent.shop.wait(Duration::from_secs(2));
    ask(&sent, Method::GET, &other, FIREFOX);
    ask(&sent, Method::GET, &picture, FIREFOX);
    weighed(&sent);
    let result = sent.result().unwrap();
    assert!(result.clicks == 2 && result.opened_at.is_some(), "{result:?}");
    let by: Vec<bool> = sent.events("Email Opened").iter().map(|event| event.body.contains(r#""by":"machine""#)).collect();
    assert_eq!(by, [true, false]);
}

#[test]
fn who_was_not_asked_is_sent_plain_letters() {
    let sent = sent(false);
    let html = body(&sent);
    assert!(html.contains("noor.example") && !html.contains("/c/") && !html.contains("/o/"), "{html}");
    // And a vendor's letter of a store that did not switch it on is plain too.
    let sent = sent_by(Shop::open(), Vendor::Resend, "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODk=");
    assert!(!body(&sent).contains("/c/"));
}

#[test]
fn a_customer_allows_it_in_their_privacy_centre_and_takes_it_back() {
    let sent = sent(false);
    let customer: CustomerId = sent.customer();
    let mut browser = crate::exports::at_their_page(&sent.node, customer);
    let page = browser.get("/privacy/messages");
    assert!(page.body.contains("The store may see whether I open its letters"), "{}", page.body);
    let form = [("channels", "email"), ("channel", "email"), ("asked", "tracked"), ("frequency", "any")];
    let may = || {
        let choices = sent.node.choices(customer);
        capabilities::messaging::may_track(&choices, sent.node.clock.now())
    };
    browser.post("/privacy/messages", &[form.as_slice(), &[("tracked", "on")]].concat());
    assert!(may());
    let held = sent.node.choices(customer);
    let browsing = CategorySet::of(&[Category::Browsing]);
    let automation = foundation::consent::Recipient::Automation;
    assert!(held.allows(Purpose::Analytics, automation, browsing, sent.node.clock.now()).is_none(), "no more than was asked");
    browser.post("/privacy/messages", &form);
    assert!(!may());
}
