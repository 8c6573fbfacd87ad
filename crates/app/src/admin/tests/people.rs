//! Stories of customers, messages, live events and events set aside, as the store's people see them.

use super::*;
use base::id::{CustomerId, MessageId};
use capabilities::messaging::Folder;
use capabilities::messaging::Transport;
use capabilities::messaging::{self, MessageState};
use foundation::consent::{Purpose, State};
use foundation::staff::Scope;
use foundation::vault::AccessLog;
use serde_json::{Value, json};
use std::sync::Arc;

fn customer_of(test: &TestApp, query: &str) -> CustomerId {
    crate::search::find(&test.app, None, query, None, 10).unwrap().0[0]
}

fn identify(user: &str, name: &str, email: &str) -> Value {
    json!({"type": "identify", "userId": user, "traits": {"name": name, "email": email, "plan": "gold"}})
}

fn order(user: &str, number: &str, total: f64) -> Value {
    json!({"type": "track", "event": "Order Completed", "userId": user, "messageId": format!("m-{number}"),
        "properties": {"order_id": number, "total": total, "currency": "SAR", "products": [{"name": "Copper pot", "quantity": 1}]}})
}

fn agree(test: &TestApp, key: &str, user: &str, purpose: &str) {
    let call = json!({"type": "identify", "userId": user, "context": {"consent": {"categoryPreferences": {purpose: true}}}});
    test.feed(key, &[call]);
}

/// Lets the outbox deliver into a folder, and waits until nothing is on its way.
pub(super) fn deliver(test: &TestApp, folder: &std::path::Path) {
    let transport = Transport::Folder(Folder::open(folder, Box::new(<[u8]>::to_vec)).unwrap());
    *test.app.transport.lock().unwrap() = Some(Arc::new(transport));
    test.app.start().unwrap();
    for _ in 0..200 {
        if test.app.db.views.read(messaging::waiting).unwrap() == 0 {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("the outbox did not come to an end");
}

#[test]
fn customers_are_found_in_any_script_and_shown_with_what_they_share() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    assert!(browser.get("/admin/customers").text().contains("No customers yet"));
    let key = test.key(Scope::Server);
    test.feed(&key, &[identify("u1", "فاطمة الزهراء", "fatima@example.com"), order("u1", "10482", 12.5)]);
    test.feed(&key, &[json!({"type": "identify", "userId": "u2", "traits": {"name": "Sara Karimi", "phone": "+966501234567"}})]);
    let page = browser.get("/admin/customers").text();
    assert!(page.contains("فاطمة الزهراء") && page.contains("Sara Karimi") && page.contains("fatima@example.com"), "{page}");
    assert!(page.contains("SAR\u{a0}12.50"), "{page}");
    let buyers = browser.get("/admin/customers?show=buyers").text();
    assert!(buyers.contains("فاطمة") && !buyers.contains("Sara Karimi"));
    test.feed(&key, &[json!({"type": "track", "event": "Loyalty Card Scanned", "anonymousId": "a-browser-of-nobody"})]);
    let rows = |page: &str| page.matches("class=\"row-link\"").count();
    let known = browser.get("/admin/customers").text();
    assert!(rows(&known) == 2 && known.contains("The newest stand first"), "visitors stand apart: {known}");
    let all = browser.get("/admin/customers?show=all").text();
    assert!(rows(&all) == 3 && all.contains("Visitor "), "{all}");
    for (query, found) in [
        ("fatima@example.com", "فاطمة"),
        ("%D9%81%D8%A7%D8%B7", "فاطمة"),
        ("%D9%A0%D9%A5%D9%A0%D9%A1%D9%A2%D9%A3%D9%A4%D9%A5%D9%A6%D9%A7", "Sara Karimi"),
        ("u2", "Sara Karimi"),
        ("%23%DB%B1%DB%B0%DB%B4%DB%B8%DB%B2", "فاطمة"),
        ("kar", "Sara Karimi"),
    ] {
        let page = browser.get(&format!("/admin/customers?q={query}")).text();
        assert!(page.contains(found), "{query}: {page}");
        assert_eq!(page.matches("class=\"row-link\"").count(), 1, "{query}");
    }
    assert!(browser.get("/admin/customers?q=nobody").text().contains("Nobody found"));
    for rubbish in ["?before=x&after=%00", "?q=%FF", "?show=%3Cscript%3E", "?q=%3Cscript%3Ealert(1)%3C/script%3E"] {
        let reply = browser.get(&format!("/admin/customers{rubbish}"));
        assert!(reply.status.is_success() || reply.status.is_client_error(), "{rubbish}: {}", reply.status);
        assert!(!reply.text().contains("<script>alert"));
    }
}

#[test]
fn pages_of_customers_lead_on_and_back() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let key = test.key(Scope::Server);
    for part in 0..4 {
        let calls: Vec<Value> = (0..30)
            .map(|at| json!({"type": "identify", "userId": format!("n{}", part * 30 + at), "traits": {"plan": "x"}}))
            .collect();
        test.clock.advance(Duration::from_secs(1));
        test.feed(&key, &calls);
    }
    let rows = |page: &str| {
        page.split("class=\"row-link\" href=\"").skip(1).map(|p| p.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let link = |page: &str, rel: &str| {
        let before = page.split(&format!("\" rel=\"{rel}\"")).next().filter(|before| before.len() < page.len())?;
        Some(before.rsplit("href=\"").next()?.replace("&amp;", "&"))
    };
    let first = browser.get("/admin/customers").text();
    let second = browser.get(&link(&first, "next").unwrap()).text();
    let third = browser.get(&link(&second, "next").unwrap()).text();
    let all: Vec<String> = [&first, &second, &third].into_iter().flat_map(|page| rows(page)).collect();
    assert_eq!((rows(&first).len(), rows(&second).len(), rows(&third).len()), (50, 50, 20));
    assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), 120);
    assert_eq!((link(&first, "prev"), link(&third, "next")), (None, None));
    let back = browser.get(&link(&third, "prev").unwrap()).text();
    assert_eq!(rows(&back), rows(&second));
    let front = browser.get(&link(&back, "prev").unwrap()).text();
    assert_eq!(rows(&front), rows(&first));
    assert_eq!(link(&front, "prev"), None);
}

#[test]
fn one_customer_tells_a_story_and_each_look_is_written_down() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let key = test.key(Scope::Server);
    test.feed(&key, &[identify("u1", "Sara Karimi", "sara@example.com"), order("u1", "10482", 12.5)]);
    let sara = customer_of(&test, "u1");
    let path = format!("/admin/customers/{sara}");
    let page = browser.get(&path).text();
    for part in [
        "Sara Karimi",
        "sara@example.com",
        "Ordered for \u{2068}SAR\u{a0}12.50\u{2069}",
        "10482",
        "Copper pot",
        "gold",
        "Made themselves known",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(browser.get(&format!("{path}?tab=orders")).text().contains("completed"));
    assert!(browser.get(&format!("{path}?tab=messages")).text().contains("Thank you for the order"));
    let consents = browser.get(&format!("{path}?tab=consents")).text();
    assert!(consents.contains("Fulfil orders") && consents.contains("Contract"), "{consents}");
    let looks = browser.get(&format!("{path}?tab=looks")).text();
    assert!(looks.contains("the customer’s page") && looks.contains("Customer care"), "{looks}");
    let rows = AccessLog::of_customer(&test.app.db.access, &[sara], 50).unwrap();
    assert!(rows.iter().all(|row| row.place == "customer") && rows.len() >= 5, "{rows:?}");
    assert_eq!(browser.get("/admin/customers/cus_00000000000000000000000000").status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/admin/customers/rubbish").status, StatusCode::NOT_FOUND);

    // Another profile turns out to be the same person: its address leads here.
    test.feed(&key, &[order("u9", "77", 3.0)]);
    let other = customer_of(&test, "u9");
    test.feed(&key, &[json!({"type": "alias", "userId": "u1", "previousId": "u9"})]);
    let reply = browser.get(&format!("/admin/customers/{other}"));
    assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, path.as_str()));
    let page = browser.get(&path).text();
    assert!(page.contains("Joined from") && page.contains("SAR\u{a0}3.00"), "{page}");
}

#[test]
fn what_a_customer_tells_the_staff_is_recorded_with_its_proof() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let key = test.key(Scope::Server);
    test.feed(&key, &[identify("u1", "Sara Karimi", "sara@example.com")]);
    let path = format!("/admin/customers/{}", customer_of(&test, "u1"));
    let (tab, action) = (format!("{path}?tab=consents"), format!("{path}/consents"));
    let wrong = browser.submit(
        &tab,
        &action,
        &[("purpose", "marketing_email"), ("decision", ""), ("note", "wrote from sara@example.com")],
    );
    assert!(wrong.text().contains("leave out addresses") && wrong.text().contains("aria-invalid"), "{}", wrong.text());
    let done =
        browser.submit(&tab, &action, &[("purpose", "marketing_email"), ("decision", "agree"), ("note", "at the counter")]);
    assert_eq!(done.header("location"), format!("{path}?tab=consents&done=recorded"));
    let page = browser.get(done.header("location")).text();
    for part in ["Written down", "Marketing by e-mail", "told to the staff", "at the counter", "agreed"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("stf_"), "colleagues are not named");
    browser.submit(&tab, &action, &[("purpose", "marketing_email"), ("decision", "withdraw"), ("note", "on the phone")]);
    assert!(browser.get(&tab).text().contains("withdrawn"));
    assert_eq!(browser.post(&action, "00", &[("purpose", "marketing_email")]).status, StatusCode::FORBIDDEN);
}

#[test]
fn messages_show_what_was_sent_and_why_not() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    assert!(browser.get("/admin/messages").text().contains("No messages yet"));
    let key = test.key(Scope::Server);
    test.feed(&key, &[identify("u1", "Sara Karimi", "sara@example.com"), order("u1", "10482", 12.5)]);
    test.feed(&key, &[order("u2", "7", 3.0)]);
    let folder = test.app.config.data.join("mail");
    deliver(&test, &folder);
    let page = browser.get("/admin/messages").text();
    assert!(page.contains("Sara Karimi") && page.contains("No address"), "{page}");
    let sent = browser.get("/admin/messages?state=sent").text();
    assert!(sent.contains("Sara Karimi") && sent.matches("class=\"row-link\"").count() == 1);
    assert!(browser.get("/admin/messages?state=failed").text().contains("No message failed."));
    let rows = test.app.db.views.read(|tx| messaging::list(tx, Some(MessageState::Sent), None, 10)).unwrap();
    let path = format!("/admin/messages/{}", rows[0].id);
    let one = browser.get(&path).text();
    for part in ["sandbox=\"allow-same-origin\"", "sara@example.com", "Ordered for", "10482"] {
        assert!(one.contains(part), "{part}: {one}");
    }
    let preview = browser.get(&format!("{path}/preview"));
    assert!(preview.header("content-security-policy").contains("sandbox") && preview.text().contains("10482"));
    let looks = AccessLog::of_customer(&test.app.db.access, &[customer_of(&test, "u1")], 50).unwrap();
    assert!(looks.iter().any(|row| row.place == "message" && row.shown.contains(foundation::consent::Category::Messages)));
    for missing in ["/admin/messages/msg_00000000000000000000000000", "/admin/messages/x/preview"] {
        assert_eq!(browser.get(missing).status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[test]
fn a_message_that_is_no_longer_shared_is_masked() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let key = test.key(Scope::Server);
    test.feed(&key, &[identify("u1", "Sara Karimi", "sara@example.com"), order("u1", "10482", 12.5)]);
    deliver(&test, &test.app.config.data.join("mail"));
    let id: MessageId = test.app.db.views.read(|tx| messaging::list(tx, Some(MessageState::Sent), None, 1)).unwrap()[0].id;
    let sara = customer_of(&test, "u1");
    let no = foundation::consent::Decision::about(
        Purpose::FulfilOrders,
        State::Withdrawn,
        foundation::consent::Basis::Contract,
        test.clock.now(),
        "api",
    );
    let app = &test.app;
    crate::intake::change_consents(&app.recorder, app.node, &app.clock, app.fork_rng(), sara, vec![no]).wait().unwrap();
    let page = browser.get(&format!("/admin/messages/{id}")).text();
    assert!(!page.contains("sara@example.com") && !page.contains("Sara Karimi") && !page.contains("iframe"), "{page}");
    assert_eq!(browser.get(&format!("/admin/messages/{id}/preview")).status, StatusCode::FORBIDDEN);
    let list = browser.get("/admin/customers").text();
    assert!(!list.contains("Sara Karimi") && list.contains("shares this with nobody"), "{list}");
}

#[test]
fn held_messages_wait_for_a_person() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let key = test.key(Scope::Server);
    test.feed(&key, &[identify("u1", "Sara Karimi", "sara@example.com"), order("u1", "1", 1.0)]);
    let now = test.clock.now();
    test.app.db.views.write(|tx| messaging::hold_unsent(tx, now)).unwrap();
    let page = browser.get("/admin/messages?state=held").text();
    assert!(page.contains("Release 1 message") || page.contains("Release \u{2068}1\u{2069} message"), "{page}");
    let reply = browser.submit("/admin/messages", "/admin/messages/release", &[]);
    assert_eq!(reply.header("location"), "/admin/messages?done=released");
    assert_eq!(test.app.db.views.read(messaging::waiting).unwrap(), 1);
}

#[test]
fn live_shows_events_without_naming_anybody() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    assert!(browser.get("/admin/live").text().contains("Listening"));
    let key = test.key(Scope::Server);
    test.feed(&key, &[identify("u1", "Sara Karimi", "sara@example.com"), order("u1", "10482", 12.5)]);
    let page = browser.get("/admin/live").text();
    assert!(
        page.contains("title=\"Order Completed\">Order placed<") && page.contains("data-live=\"/admin/live/stream?after=2\""),
        "{page}"
    );
    assert!(!page.contains("Karimi") && !page.contains("sara@"));
    let narrowed = browser.get("/admin/live?event=order&origin=server").text();
    assert!(narrowed.contains("Order placed") && !narrowed.contains("Customer identified"));
    assert!(browser.get("/admin/live?event=order+placed").text().contains("Order placed"), "found as the page tells it, too");
    let none = browser.get("/admin/live?origin=import").text();
    assert!(none.contains("No such event so far") && !none.contains("Listening"));
    assert!(web::i18n::plain(&browser.get("/admin/live?event=nothing").text()).contains("No event named “nothing” so far"));
    assert_eq!(Browser::new(&test).get("/admin/live/stream").status, StatusCode::SEE_OTHER);
}

#[test]
fn the_stream_brings_what_arrives_and_ends_with_the_program() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let key = test.key(Scope::Server);
    let calls: Vec<Value> = (0..60).map(|at| order("u1", &format!("o{at}"), 1.0)).collect();
    test.feed(&key, &calls);
    // What came in since the page was drawn is sent at once; the stream then ends, since the program does.
    let app = test.app.clone();
    let ending = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(700));
        app.end_streams();
    });
    let reply = browser.get("/admin/live/stream?after=0");
    ending.join().unwrap();
    assert_eq!(reply.header("content-type"), "text/event-stream");
    let text = reply.text();
    assert_eq!(text.matches("data: <li>").count(), 20, "{text}");
    assert!(text.contains("data: <li class=\"live-rest\">") && text.contains("40"), "{text}");
}

#[test]
fn what_was_set_aside_is_explained() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    assert!(browser.get("/admin/set-aside").text().contains("Every event could be read"));
    let key = test.key(Scope::Site);
    test.feed(
        &key,
        &[
            json!({"type": "track", "event": "x"}),
            order("u1", "1", 1.0),
            json!({"type": "page", "userId": "u", "timestamp": "soon"}),
        ],
    );
    let page = browser.get("/admin/set-aside").text();
    for part in ["Nobody is named", "Revenue from a public key", "The time can’t be read"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let narrowed = browser.get("/admin/set-aside?reason=no_id").text();
    assert_eq!(narrowed.matches("class=\"row-link\"").count(), 1);
    let path = narrowed.split("class=\"row-link\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let one = browser.get(&path).text();
    for part in ["&quot;event&quot;: &quot;x&quot;", "userId or an anonymousId", "Kept until", "test site"] {
        assert!(one.contains(part), "{part}: {one}");
    }
    assert_eq!(browser.get("/admin/set-aside/evt_00000000000000000000000000").status, StatusCode::NOT_FOUND);
}

#[test]
fn the_link_in_a_message_ends_marketing_mail_and_can_be_undone() {
    let test = TestApp::new();
    Browser::of_new_store(&test);
    let key = test.key(Scope::Server);
    test.feed(&key, &[identify("u1", "Sara Karimi", "sara@example.com")]);
    agree(&test, &key, "u1", "marketing_email");
    let sara = customer_of(&test, "u1");
    let path = format!("/u/{}", messaging::unsubscribe_token(&test.app.keys, sara));
    let allowed = || {
        let choices = test.app.db.record.read(|tx| foundation::consent::load(tx, sara)).unwrap();
        let email = foundation::consent::CategorySet::of(&[foundation::consent::Category::Email]);
        choices.allows(Purpose::MarketingEmail, foundation::consent::Recipient::Automation, email, test.clock.now()).is_some()
    };
    assert!(allowed());
    // A scanner follows links, and nothing comes of it.
    let mut shopper = Browser::new(&test);
    let page = shopper.get(&path);
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        allowed() && page.text().contains("Noor\u{a0}Home") && !page.text().contains("Sara") && !page.text().contains("sara@")
    );
    assert!(page.text().contains("s…\u{2060}@example.com"), "enough of the address to know it by");
    let looks = AccessLog::of_customer(&test.app.db.access, &[sara], 50).unwrap();
    assert!(looks.iter().any(|row| row.place == "unsubscribe"), "the look is written down");
    assert!(shopper.get(&format!("{path}?keep=1")).text().contains("Nothing was changed") && allowed());
    // One click: no cookie, no token, another origin.
    let reply = Browser::new(&test).send(
        Method::POST,
        &path,
        "List-Unsubscribe=One-Click".to_owned(),
        &[("origin", "https://mail.example")],
    );
    assert_eq!(reply.status, StatusCode::OK);
    assert!(!allowed());
    shopper.language = "fa";
    let page = shopper.get(&path).text();
    assert!(page.contains("نظرم عوض شد"), "{page}");
    shopper.send(Method::POST, &path, "resubscribe=yes".to_owned(), &[]);
    assert!(allowed());
    shopper.send(Method::POST, &path, String::new(), &[]);
    assert!(!allowed());
    for wrong in ["/u/x".to_owned(), format!("{path}0"), format!("/u/{}", "0".repeat(52))] {
        let reply = shopper.get(&wrong);
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{wrong}");
        assert_eq!(shopper.send(Method::POST, &wrong, String::new(), &[]).status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn whoever_was_erased_is_said_to_be() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let key = test.key(Scope::Server);
    test.feed(&key, &[identify("u1", "Sara Karimi", "sara@example.com"), order("u1", "10482", 12.5)]);
    let sara = customer_of(&test, "u1");
    let now = test.clock.now();
    let erase = move |tx: &mut db::Tx<'_>| {
        foundation::customers::mark_erased(tx, sara, now)?;
        foundation::vault::erase(tx, sara)
    };
    test.app.recorder.submit(erase).wait().unwrap();
    let page = browser.get(&format!("/admin/customers/{sara}?tab=consents")).text();
    assert!(page.contains("Erased on") && !page.contains("Sara Karimi") && !page.contains("Write it down"), "{page}");
    // An old link still says how things stand, and writes nothing about somebody who is gone.
    let path = format!("/u/{}", messaging::unsubscribe_token(&test.app.keys, sara));
    let before = test.app.db.record.read(foundation::journal::head).unwrap();
    assert_eq!(Browser::new(&test).send(Method::POST, &path, String::new(), &[]).status, StatusCode::OK);
    assert_eq!(test.app.db.record.read(foundation::journal::head).unwrap(), before);
}

#[test]
fn lists_log_what_they_tell_of_each_customer() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let key = test.key(Scope::Server);
    test.feed(&key, &[identify("u1", "Sara Karimi", "sara@example.com"), order("u1", "10482", 12.5)]);
    let sara = customer_of(&test, "u1");
    for (path, place) in [("/admin/live", "live"), ("/admin/customers", "customers")] {
        let before = AccessLog::of_customer(&test.app.db.access, &[sara], 50).unwrap().len();
        assert!(browser.get(path).text().contains("12.50"), "{path}");
        let looks = AccessLog::of_customer(&test.app.db.access, &[sara], 50).unwrap();
        let new = &looks[..looks.len() - before];
        let of_orders = new.iter().filter(|look| look.shown.contains(foundation::consent::Category::Orders));
        assert_eq!(of_orders.filter(|look| look.place == place).count(), 1, "{path}: {new:?}");
    }
}

#[test]
fn where_a_search_goes_on_names_nobody() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let key = test.key(Scope::Server);
    for part in 0..3 {
        let people: Vec<Value> =
            (0..40).map(|n| identify(&format!("u{part}-{n}"), "Sara Karimi", &format!("s{part}-{n}@example.com"))).collect();
        test.feed(&key, &people);
    }
    let mut path = "/admin/customers?q=sara".to_owned();
    let mut found = std::collections::BTreeSet::new();
    for _ in 0..3 {
        let page = browser.get(&path).text();
        found.extend(page.split("/admin/customers/cus_").skip(1).map(|rest| rest[..26].to_owned()));
        let Some(next) = page.split("?q=sara&amp;before=").nth(1).and_then(|rest| rest.split('"').next()) else { break };
        assert!(!next.contains("cus_"), "{next}");
        path = format!("/admin/customers?q=sara&before={next}");
    }
    assert_eq!(found.len(), 120);
    assert_eq!(browser.get("/admin/customers?q=sara&before=rubbish").status, StatusCode::OK);
}
