//! The store's own templates: written, published, sent, and never half-empty.

use crate::support::{Node, Shop, until};
use axum::body::Body;
use axum::http::{Method, Request, header};
use base::id::TemplateId;
use base::{Clock as _, Locale};
use capabilities::messaging::testing::{Script, SmtpServer};
use capabilities::messaging::{
    self, About, BuiltIn, Draft, Enqueued, Format, LetterRef, MessageState, NewMessage, Sender, Senders, Topic, Topics, Written,
    kept_body,
};
use foundation::staff;
use std::collections::BTreeMap;

fn mjml(inner: &str) -> Written {
    Written {
        subject: "مرحبًا {{ customer.name }}".to_owned(),
        preheader: String::new(),
        format: Format::Mjml,
        body: format!("<mjml><mj-body><mj-section><mj-column>{inner}</mj-column></mj-section></mj-body></mjml>"),
        ..Written::default()
    }
}

fn draft(about: About, code: &str, written: Written) -> Draft {
    let letters = BTreeMap::from([(code.to_owned(), written)]);
    Draft { name: "Spring".to_owned(), is_marketing: true, about, topic: String::new(), letters }
}

pub fn create(node: &Node, draft: Draft) -> TemplateId {
    let (mut rng, now) = (node.app.fork_rng(), node.clock.now());
    node.record(move |tx| messaging::create_template(tx, &mut rng, &draft, now))
}

fn publish(node: &Node, id: TemplateId) -> Result<i64, Vec<messaging::Fault>> {
    let now = node.clock.now();
    node.record(move |tx| messaging::publish_template(tx, id, now)).expect("there is such a template")
}

/// Publishes, and queues a message with it, about the cart.
fn queue(node: &Node, template: TemplateId, version: i64, number: u8) -> NewMessage {
    queue_in(node, template, version, number, Locale::Ar)
}

fn queue_in(node: &Node, template: TemplateId, version: i64, number: u8, locale: Locale) -> NewMessage {
    let customer = node.user("u1").unwrap();
    let cart = crate::letters::wanted(node, customer, BuiltIn::AbandonedCart, "Checkout Started", number);
    let new = NewMessage { letter: LetterRef::Own { template, version }, locale, ..cart };
    assert_eq!(crate::letters::enqueue(node, &new), Enqueued::Queued);
    new
}

fn fate(node: &Node, new: &NewMessage) -> (MessageState, String) {
    let message = node.messages(new.customer).into_iter().find(|one| one.id == new.id).unwrap();
    (message.state, message.reason)
}

/// What the mail server got of a message.
fn of(server: &SmtpServer, new: &NewMessage) -> Option<String> {
    let mut all = server.received().into_iter().map(|received| String::from_utf8(received.data).unwrap());
    all.find(|data| data.contains(&new.id.to_string()))
}

#[test]
fn a_letter_of_the_stores_own_arrives_from_right_to_left_with_its_footer_and_the_way_out() {
    let server = SmtpServer::start(Script::default()).unwrap();
    let shop = Shop::open();
    let node = shop.node_with_mail(Some(&server.url()));
    let customer = crate::letters::with_a_cart(&node);
    let body = "<mj-text>{% for item in cart.items %}{{ item.name }} × {{ item.quantity }} {% endfor %}</mj-text>\
                <mj-button href=\"{{ cart.url }}\">العودة</mj-button>";
    let now = node.clock.now();
    let names = BTreeMap::from([("ar".to_owned(), "الأخبار".to_owned())]);
    let topics = Topics { all: vec![Topic { key: "news".to_owned(), names }], ..Topics::default() };
    node.record(move |tx| topics.save(tx, now));
    let template = create(&node, Draft { topic: "news".to_owned(), ..draft(About::Cart, "ar", mjml(body)) });
    assert_eq!(publish(&node, template), Ok(1));
    let choices = node.app.db.record.read(messaging::choices).unwrap();
    assert_eq!((choices[0].letter, choices[0].name.as_str()), (LetterRef::Own { template, version: 1 }, "Spring"));
    // What it is about is what customers turn off.
    assert_eq!(node.app.db.record.read(Topics::load).unwrap().of_rules[&format!("own:{template}")], "news");
    // Two versions side by side: who was promised the first gets the first.
    let again = draft(About::Cart, "ar", mjml("<mj-text>{{ cart.items.size | number }}</mj-text>"));
    assert!(node.record(move |tx| messaging::save_draft(tx, template, &again, now)));
    assert_eq!(publish(&node, template), Ok(2));
    let (first, second) = (queue(&node, template, 1, 1), queue(&node, template, 2, 2));
    // Somebody who reads Persian gets the language that there is.
    let third = queue_in(&node, template, 2, 3, Locale::Fa);
    node.app.start().unwrap();
    for new in [&first, &second, &third] {
        until("sent", || fate(&node, new) == (MessageState::Sent, String::new()));
    }
    let kept = |new: &NewMessage| kept_body(&node.app.db, &node.app.keys, new.id, &[customer]).unwrap().expect("a text");
    let letter = kept(&first);
    assert_eq!(letter.subject, "مرحبًا سارة");
    for part in ["dir=\"rtl\"", "lang=\"ar\"", "لوح\u{a0}تقديم", "https://shop.example/cart/8f1d", "إلغاء الاشتراك"]
    {
        assert!(letter.html.contains(part), "{part}");
    }
    assert!(letter.text.contains("لوح تقديم × ١") && letter.text.contains("إلغاء الاشتراك"), "{}", letter.text);
    for new in [&second, &third] {
        assert!(kept(new).text.starts_with('٢'), "{}", kept(new).text);
    }
    let received = of(&server, &first).expect("it arrived");
    assert!(
        received.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
            && received.contains("List-Unsubscribe: <https://")
    );
}

#[test]
fn a_letter_is_from_whom_its_template_says_and_from_the_store_where_they_are_gone() {
    let server = SmtpServer::start(Script::default()).unwrap();
    let shop = Shop::open();
    let node = shop.node_with_mail(Some(&server.url()));
    crate::letters::with_a_cart(&node);
    let now = node.clock.now();
    let sara =
        Sender { id: "s1".to_owned(), name: "سارة من نور".to_owned(), email: "sara@news.shop.example".to_owned() };
    let senders = Senders { all: vec![sara] };
    node.record(move |tx| senders.save(tx, now));
    let written = |sender: &str| Written { sender: sender.to_owned(), ..mjml("<mj-text>x</mj-text>") };
    let by_sara = create(&node, draft(About::Cart, "ar", written("s1")));
    let by_nobody = create(&node, Draft { name: "Autumn".to_owned(), ..draft(About::Cart, "ar", written("s2")) });
    assert_eq!((publish(&node, by_sara), publish(&node, by_nobody)), (Ok(1), Ok(1)));
    let (first, second) = (queue(&node, by_sara, 1, 1), queue(&node, by_nobody, 1, 2));
    node.app.start().unwrap();
    for new in [&first, &second] {
        until("sent", || fate(&node, new) == (MessageState::Sent, String::new()));
    }
    let (first, second) = (of(&server, &first).unwrap(), of(&server, &second).unwrap());
    assert!(first.contains("<sara@news.shop.example>") && first.contains("@news.shop.example>\r\nContent-Language"), "{first}");
    assert!(first.contains(&data_encoding::BASE64.encode("سارة من نور".as_bytes())), "{first}");
    assert!(second.contains("<hello@shop.example>") && !second.contains("sara@news"), "{second}");
}

#[test]
fn a_missing_value_is_named_before_anything_is_sent_and_keeps_the_letter_from_going_out() {
    let server = SmtpServer::start(Script::default()).unwrap();
    let shop = Shop::open();
    let node = shop.node_with_mail(Some(&server.url()));
    crate::letters::with_a_cart(&node);
    let wrong = create(&node, draft(About::Cart, "ar", mjml("<mj-text>{{ order.number }}</mj-text>")));
    let faults = publish(&node, wrong).unwrap_err();
    assert_eq!((faults[0].locale, faults[0].error.code, faults[0].error.name.as_str()), (Some(Locale::Ar), "unknown", "number"));
    // What the made-up event has and the real one lacks.
    let lacking = create(&node, draft(About::Cart, "ar", mjml("<mj-text>{{ event.cart_id }}</mj-text>")));
    assert_eq!(publish(&node, lacking), Ok(1));
    let new = queue(&node, lacking, 1, 1);
    let gone = NewMessage {
        letter: LetterRef::Own { template: lacking, version: 7 },
        ..crate::letters::wanted(&node, new.customer, BuiltIn::AbandonedCart, "Checkout Started", 7)
    };
    assert_eq!(crate::letters::enqueue(&node, &gone), Enqueued::Withheld("no_template"));
    node.app.start().unwrap();
    until("it fails", || fate(&node, &new) == (MessageState::Failed, "missing_value".to_owned()));
    // A welcome may have gone out beside it.
    assert!(of(&server, &new).is_none());
}

/// Posts a form of the admin as its page would.
fn submit(node: &Node, cookie: &str, page: &str, fields: &[(&str, &str)]) -> crate::support::Reply {
    let ask = |method: Method, body: String| {
        let request = Request::builder().method(method).uri(page).header(header::COOKIE, cookie);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        node.request(request.body(Body::from(body)).unwrap())
    };
    let shown = ask(Method::GET, String::new()).body;
    let token = shown.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a form").to_owned();
    let all: Vec<(&str, &str)> = std::iter::once(("csrf", token.as_str())).chain(fields.iter().copied()).collect();
    ask(Method::POST, serde_urlencoded::to_string(all).unwrap())
}

#[test]
fn a_test_goes_to_one_of_the_stores_own_people_says_what_it_is_and_counts_nowhere() {
    let server = SmtpServer::start(Script::default()).unwrap();
    let shop = Shop::open();
    let node = shop.node_with_mail(Some(&server.url()));
    let cookie = crate::routes::session_of(&node, staff::Role::Manager);
    let template = create(&node, draft(About::Customer, "ar", mjml("<mj-text>{{ customer.name }}</mj-text>")));
    let page = format!("/admin/templates/{template}/edit?lang=ar");
    let fields = |body: &'static str| {
        [
            ("lang", "ar"),
            ("do", "try"),
            ("name", "Spring"),
            ("kind", "marketing"),
            ("about", "customer"),
            ("format", "blocks"),
            ("subject", "مرحبًا"),
            ("body", body),
        ]
    };
    let reply = submit(&node, &cookie, &page, &fields("# مرحبًا {{ customer.name }}\n\nنص يكفي ليُقرأ هنا."));
    assert!(reply.status.is_success() && reply.body.contains("The mail server took it"), "{}", reply.body);
    let received = server.received();
    let [letter] = received.as_slice() else { panic!("one letter, not {}", received.len()) };
    assert!(letter.to.len() == 1 && letter.to[0].contains("manager@shop.example"), "{:?}", letter.to);
    let data = String::from_utf8(letter.data.clone()).unwrap();
    // Its subject says that it is a test, in the language of whoever gets it.
    let subject = data.lines().find(|line| line.starts_with("Subject:")).unwrap().to_owned();
    let plain =
        data_encoding::BASE64.decode(subject.split("?B?").nth(1).and_then(|rest| rest.split('?').next()).unwrap().as_bytes());
    assert_eq!(String::from_utf8(plain.unwrap()).unwrap(), "[Test] مرحبًا");
    assert!(!data.contains("X-Amana-Message") && !data.contains("List-Unsubscribe"), "nothing comes back of it");
    assert!(node.app.db.views.read(|tx| messaging::list(tx, None, None, 10)).unwrap().is_empty(), "no message");
    let lines = node.app.db.record.read(|tx| staff::audit_at(tx, staff::AuditFilter::default(), &db::Place::Start, 10)).unwrap();
    assert!(lines.iter().any(|line| line.deed == staff::Deed::TemplateTried && line.subject == template.to_string()));
    // What can't be written is not sent, and says so; the draft is kept.
    let reply = submit(&node, &cookie, &page, &fields("{{ customer.shoes }}"));
    assert!(reply.body.contains("can’t be written yet"), "{}", reply.body);
    assert_eq!(server.received().len(), 1);
}
