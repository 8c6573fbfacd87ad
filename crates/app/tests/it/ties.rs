//! What a public key says of who somebody is: kept as said, believed when the store's own word comes, and until then a reason
//! for nothing.

use crate::support::{Node, Shop, Took, identify, order, page, track, with_banner};
use axum::http::{StatusCode, header};
use base::id::CustomerId;
use foundation::consent::Purpose;
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::time::Duration;

const YES: [&str; 2] = ["analytics", "personalise"];

fn agreed(call: Value) -> Value {
    with_banner(call, &json!({"analytics": true, "personalise": true}))
}

fn refused(call: Value) -> Value {
    with_banner(call, &json!({"analytics": false, "personalise": false}))
}

/// A call that names a browser and a user id.
fn both(call: Value, user: &str) -> Value {
    let mut call = call;
    call["userId"] = json!(user);
    call
}

/// The call, with the store's signature under its user id.
fn vouched(node: &Node, site: &str, mut call: Value) -> Value {
    let user = call["userId"].as_str().expect("a user id").to_owned();
    call["context"]["userHash"] = json!(hash_of(node, site, &user));
    call
}

/// What the store's server makes of a user id: HMAC-SHA256 under the site key's secret, in hexadecimal digits.
fn hash_of(node: &Node, site: &str, user: &str) -> String {
    use base::Id as _;
    let key = node.app.api_keys.find(&node.app.db.record, &node.app.keys, site).unwrap().expect("a key");
    let secret = node.app.keys.page_secret(key.id.raw());
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, secret.as_bytes());
    data_encoding::HEXLOWER.encode(aws_lc_rs::hmac::sign(&key, user.as_bytes()).as_ref())
}

/// Whether anything that pages ask for was agreed to, by either word.
fn allows_any(node: &Node, customer: CustomerId) -> bool {
    YES.iter().any(|word| node.allows(customer, Purpose::from_word(word).expect("a purpose")))
}

fn found(node: &Node, query: &str) -> usize {
    let key = node.key(Scope::Read);
    let request = axum::http::Request::get(format!("/api/v1/customers?q={query}"));
    let request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
    let reply = node.request(request.body(axum::body::Body::empty()).unwrap());
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    serde_json::from_str::<Value>(&reply.body).unwrap()["data"].as_array().map_or(0, Vec::len)
}

#[test]
fn an_id_that_a_page_took_first_is_the_store_s_to_give() {
    let shop = Shop::open();
    let nodes = [shop.node(), shop.node()];
    let (site, server) = (nodes[0].key(Scope::Site), nodes[0].key(Scope::Server));
    // Somebody reads the key in the page's source, and claims customers whom the store has not met yet.
    nodes[0].send(&site, &[agreed(both(page("evil"), "u1")), agreed(track("u2", "Product Viewed"))]);
    let evil = nodes[0].visitor("evil").unwrap();
    assert!(allows_any(&nodes[0], evil));
    assert_eq!((found(&nodes[0], "u1"), found(&nodes[0], "u2")), (0, 0), "a program must not take them for those customers");
    // The other node has it in memory too.
    nodes[1].send(&site, &[both(page("evil"), "u1")]);
    // Then the store's own server names them.
    for (node, user) in [(&nodes[1], "u1"), (&nodes[0], "u2")] {
        let claimed = node.user(user).unwrap();
        assert_eq!(node.send(&server, &[order(user, &format!("{user}-1"), "", "10")]), Took::kept(1));
        let customer = node.user(user).unwrap();
        assert_ne!(customer, claimed, "{user}");
        assert!(!allows_any(node, customer) && node.allows(customer, Purpose::FulfilOrders), "{user}");
        assert_eq!(node.send(&server, &[track(user, "Product Viewed")]).dropped, 1, "{user} agreed to nothing");
        assert_eq!(found(node, user), 1);
    }
    // What each node remembers of whose the name was is no longer so.
    for node in &nodes {
        node.send(&server, &[identify("u1", "", &json!({"plan": "gold"}))]);
        assert_eq!(node.send(&site, &[both(page("evil"), "u1")]), Took::kept(1), "it goes on as the visitor that it is");
    }
    assert_eq!(nodes[0].visitor("evil"), Some(evil));
    let (customer, node) = (nodes[0].user("u1").unwrap(), &nodes[1]);
    assert!(customer != evil && !allows_any(node, customer));
    node.catch_up();
    assert_eq!(node.facts(evil).events, node.facts(node.visitor("evil").unwrap()).events);
    node.assert_whole();
    node.assert_rebuilds_the_same();
}

#[test]
fn a_page_ties_no_browser_to_somebody_known_and_speaks_for_nobody() {
    let shop = Shop::open();
    let node = shop.node();
    let (site, server) = (node.key(Scope::Site), node.key(Scope::Server));
    let sara = json!({"email": "sara@mail.example"});
    node.send(&server, &[with_banner(identify("u1", "v1", &sara), &json!({"loyalty": true, "analytics": true}))]);
    let customer = node.user("u1").unwrap();
    let before = node.choices(customer);
    let name = node.facts(customer).events;
    for call in
        [identify("u1", "evil", &json!({"email": "evil@mail.example"})), agreed(both(page("evil"), "u1")), agreed(page("evil"))]
    {
        node.send(&site, &[call]);
    }
    let evil = node.visitor("evil").unwrap();
    assert!(evil != customer && allows_any(&node, evil), "a visitor's word is about that visitor");
    // By the id alone nobody is spoken for: not for a yes, not for a no, not by a browser's signal.
    let claims = ["loyalty", "newsletter", "analytics", "personalise"].map(|word| json!({word: false}));
    for said in claims.iter().chain([&json!({"personalise": true})]) {
        let took =
            node.send(&site, &[with_banner(track("u1", "Product Viewed"), said), identify("u1", "", &json!({"plan": "x"}))]);
        assert_eq!(took, Took { dropped: 2, ..Took::default() }, "{said}");
    }
    assert_eq!(node.counted("dropped", "unconfirmed_id"), 10);
    assert_eq!((node.choices(customer), node.by_email("evil@mail.example")), (before, None));
    // A browser that the store tied to them is theirs; whom the page names there does not take it from them.
    assert_eq!(node.send(&site, &[page("v1")]), Took::kept(1));
    node.send(&site, &[agreed(both(page("v1"), "u9"))]);
    assert_eq!(node.visitor("v1"), Some(customer));
    assert!(node.user("u9").is_some_and(|other| other != customer));
    node.catch_up();
    assert_eq!(node.facts(customer).events, name + 3, "what was kept before, and one visit");
    node.assert_whole();
}

#[test]
fn choices_come_over_when_the_store_says_whose_browser_it_is() {
    let shop = Shop::open();
    let node = shop.node();
    let (site, server) = (node.key(Scope::Site), node.key(Scope::Server));
    // The page says who signed in, and the store's server does, with the browser's id.
    for user in ["u1", "u2"] {
        node.send(&server, &[identify(user, "", &json!({}))]);
        node.send(&site, &[with_banner(page(user), &json!({"analytics": true, "personalise": false}))]);
        assert_eq!(node.send(&site, &[both(page(user), user)]), Took::kept(1));
        assert_ne!(node.visitor(user), node.user(user), "the page alone joins nobody");
    }
    node.send(&server, &[identify("u1", "u1", &json!({}))]);
    // Or it does not, and signs what the page says.
    let wrong = vouched(&node, &site, both(page("u2"), "u1"));
    node.send(&site, &[both(wrong, "u2")]);
    assert_ne!(node.visitor("u2"), node.user("u2"), "signed for somebody else");
    assert_eq!(node.counted("stripped", "wrong_user_hash"), 1);
    let other = node.key(Scope::Site);
    node.send(&other, &[vouched(&node, &site, both(page("u2"), "u2"))]);
    assert_ne!(node.visitor("u2"), node.user("u2"), "signed with another key's secret");
    assert_eq!(node.send(&site, &[vouched(&node, &site, both(page("u2"), "u2"))]), Took::kept(1));
    for user in ["u1", "u2"] {
        let customer = node.user(user).unwrap();
        assert_eq!(node.visitor(user), Some(customer), "{user}");
        assert!(node.allows(customer, Purpose::Analytics) && !node.allows(customer, Purpose::Personalise), "{user}");
        assert!(node.choices(customer).iter().any(|choice| choice.purpose == Purpose::Personalise && !choice.refused.is_empty()));
        // The browser is theirs from now on.
        node.send(&site, &[with_banner(page(user), &json!({"research": true}))]);
        assert!(node.allows(customer, Purpose::Research), "{user}");
    }
    node.catch_up();
    node.assert_whole();
    node.assert_rebuilds_the_same();
}

#[test]
fn a_signed_id_makes_a_customer_of_whom_the_server_has_not_spoken() {
    let shop = Shop::open();
    let node = shop.node();
    let (site, server) = (node.key(Scope::Site), node.key(Scope::Server));
    // Somebody else took the id before.
    node.send(&site, &[agreed(both(page("evil"), "u1"))]);
    let evil = node.visitor("evil").unwrap();
    node.send(&site, &[agreed(page("v1")), vouched(&node, &site, both(page("v1"), "u1"))]);
    let customer = node.user("u1").unwrap();
    assert_eq!((node.visitor("v1"), node.visitor("evil")), (Some(customer), Some(evil)));
    node.send(&server, &[order("u1", "1", "", "10")]);
    assert_eq!((node.user("u1"), found(&node, "u1")), (Some(customer), 1), "the server means the same person");
    // A signature vouches for the id and for nothing else: no address, no alias.
    let claim = json!({"email": "sara@mail.example"});
    node.send(&site, &[vouched(&node, &site, identify("u1", "v1", &claim))]);
    node.send(&server, &[identify("u2", "", &claim)]);
    assert_eq!(node.by_email("sara@mail.example"), node.user("u2"));
    let alias = vouched(&node, &site, json!({"type": "alias", "userId": "u1", "previousId": "u2"}));
    assert_eq!(node.send(&site, &[alias]), Took { aside: 1, ..Took::default() });
    assert_eq!(node.aside(), ["merge_refused"]);
}

#[test]
fn an_alias_takes_no_name_that_only_a_page_gave() {
    let shop = Shop::open();
    let node = shop.node();
    let (site, server) = (node.key(Scope::Site), node.key(Scope::Server));
    node.send(&site, &[agreed(both(page("evil"), "old-17"))]);
    node.send(&server, &[identify("u17", "", &json!({})), json!({"type": "alias", "userId": "u17", "previousId": "old-17"})]);
    let customer = node.user("u17").unwrap();
    assert!(node.visitor("evil") != Some(customer) && !allows_any(&node, customer));
    // Nor does a page join two visitors.
    node.send(&site, &[agreed(page("v1")), agreed(page("v2"))]);
    let alias = json!({"type": "alias", "anonymousId": "v1", "userId": "x", "previousId": "v2"});
    assert_eq!(node.send(&site, &[alias]), Took { aside: 1, ..Took::default() });
    assert_ne!(node.visitor("v1"), node.visitor("v2"));
}

#[test]
fn who_is_nobody_confirmed_may_be_refused_for_and_not_agreed_for() {
    let shop = Shop::open();
    let node = shop.node();
    let site = node.key(Scope::Site);
    // A client that knows nothing but its user's id still works.
    assert_eq!(node.send(&site, &[agreed(track("u1", "Hello")), track("u1", "Hello")]), Took::kept(2));
    shop.wait(Duration::from_secs(1));
    assert_eq!(node.send(&site, &[refused(track("u1", "Hello"))]).dropped, 1);
    let somebody = node.user("u1").unwrap();
    shop.wait(Duration::from_secs(1));
    assert_eq!(node.send(&site, &[agreed(track("u1", "Hello"))]).dropped, 1, "which may be anybody's word");
    assert!(!allows_any(&node, somebody));
}
