//! Who is who.

use crate::support::{Node, Shop, Took, identify, order, page, track, with_banner};
use base::Rng;
use foundation::consent::Purpose;
use foundation::customers::IdentityKind;
use foundation::staff::Scope;
use serde_json::{Value, json};

fn agreed(call: Value) -> Value {
    with_banner(call, &json!({"analytics": true}))
}

fn assert_sound(node: &Node) {
    node.catch_up();
    node.assert_whole();
    node.assert_rebuilds_the_same();
}

#[test]
fn a_visitor_becomes_a_customer_with_the_whole_history() {
    let shop = Shop::open();
    let node = shop.node();
    let (site, server) = (node.key(Scope::Site), node.key(Scope::Server));
    for _ in 0..70 {
        node.send(&site, &[agreed(page("v1"))]);
    }
    node.catch_up();
    node.send(&server, &[track("u1", "Subscribed")]);
    node.send(&server, &[identify("u1", "v1", &json!({"plan": "gold"}))]);
    assert_eq!(node.user("u1"), node.visitor("v1"));
    // And a second browser, merged after the first batch was read.
    node.send(&site, &[agreed(page("v2")), agreed(page("v2"))]);
    assert_sound(&node);
    node.send(&server, &[identify("u1", "v2", &json!({}))]);
    assert_sound(&node);
    let facts = node.facts(node.user("u1").unwrap());
    assert_eq!(facts.counts.iter().find(|(name, _)| name == "Home").unwrap().1, 72);
    node.send(&site, &[agreed(page("v1")), agreed(page("v2"))]);
    node.catch_up();
    assert_eq!(node.facts(node.user("u1").unwrap()).events, facts.events + 2);
}

#[test]
fn a_visitor_who_agreed_is_still_heard_once_they_sign_in() {
    let shop = Shop::open();
    let node = shop.node();
    let site = node.key(Scope::Site);
    node.send(&site, &[agreed(page("v1"))]);
    // The client names both from now on, and repeats no banner.
    let mut viewed = page("v1");
    viewed["userId"] = json!("u1");
    assert_eq!(node.send(&site, &[identify("u1", "v1", &json!({})), viewed]), Took::kept(2));
    assert_eq!(node.user("u1"), node.visitor("v1"));
}

#[test]
fn a_shared_browser_passes_on_and_joins_nobody() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    node.send(&server, &[identify("u1", "v1", &json!({})), identify("u2", "v1", &json!({}))]);
    let (one, two) = (node.user("u1").unwrap(), node.user("u2").unwrap());
    assert_ne!(one, two);
    assert_eq!(node.visitor("v1"), Some(two), "whoever uses it now");
    node.send(&server, &[identify("u1", "v1", &json!({}))]);
    assert_eq!((node.user("u1"), node.user("u2"), node.visitor("v1")), (Some(one), Some(two), Some(one)));
    assert_sound(&node);
}

#[test]
fn addresses_and_numbers_are_one_in_any_writing() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    let contact = |visitor: &str, traits: Value| json!({"type": "identify", "anonymousId": visitor, "traits": traits});
    for (visitor, phone) in
        [("v1", "+966 50 123 4567"), ("v2", "+٩٦٦٥٠١٢٣٤٥٦٧"), ("v3", "+۹۶۶-۵۰-۱۲۳-۴۵۶۷"), ("v4", "00966501234567")]
    {
        node.send(&server, &[contact(visitor, json!({"phone": phone}))]);
        assert_eq!(node.visitor(visitor), node.visitor("v1"), "{phone}");
    }
    node.send(
        &server,
        &[contact("v5", json!({"email": " Sara@Mail.Example"})), contact("v6", json!({"email": "sara@mail.example"}))],
    );
    assert_eq!(node.visitor("v5"), node.visitor("v6"));
    assert_ne!(node.visitor("v5"), node.visitor("v1"));
    // One call that names both joins them.
    node.send(&server, &[contact("v7", json!({"email": "SARA@mail.example", "phone": "+966501234567"}))]);
    assert_eq!(node.visitor("v5"), node.visitor("v1"));
    assert_sound(&node);
}

#[test]
fn two_user_ids_are_two_people_until_the_server_says_otherwise() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    let sara = json!({"email": "sara@mail.example"});
    node.send(&server, &[identify("u1", "", &sara), identify("u2", "", &sara)]);
    let (one, two) = (node.user("u1").unwrap(), node.user("u2").unwrap());
    assert_ne!(one, two);
    assert_eq!(node.by_email("sara@mail.example"), Some(one));
    assert_eq!(node.counted("stripped", "email_of_another"), 1);
    // What the first agreed to is not the second's.
    node.send(&server, &[agreed(track("u1", "Product Viewed"))]);
    let mut viewed = track("u3", "Product Viewed");
    viewed["properties"] = sara.clone();
    assert_eq!(node.send(&server, &[viewed]).dropped, 1);
    let alias = json!({"type": "alias", "userId": "u2", "previousId": "u1"});
    assert_eq!(node.send(&server, &[alias]), Took::kept(1));
    assert_eq!((node.user("u1"), node.user("u2")), (Some(two), Some(two)));
    assert_sound(&node);
}

#[test]
fn an_alias_of_two_known_people_by_a_page_is_set_aside() {
    let shop = Shop::open();
    let node = shop.node();
    let (site, server) = (node.key(Scope::Site), node.key(Scope::Server));
    node.send(&server, &[identify("u1", "", &json!({})), identify("u2", "", &json!({}))]);
    node.send(&server, &[agreed(track("u1", "Product Viewed")), agreed(track("u2", "Product Viewed"))]);
    let before = (node.user("u1"), node.user("u2"));
    let alias = json!({"type": "alias", "userId": "u2", "previousId": "u1"});
    assert_eq!(node.send(&site, &[alias]), Took { aside: 1, ..Took::default() });
    assert_eq!(node.aside(), ["merge_refused"]);
    assert_eq!((node.user("u1"), node.user("u2")), before);
    assert_sound(&node);
}

#[test]
fn a_page_takes_nobodys_address() {
    let shop = Shop::open();
    let node = shop.node();
    let (site, server) = (node.key(Scope::Site), node.key(Scope::Server));
    node.send(&server, &[identify("u1", "", &json!({"email": "sara@mail.example", "phone": "+966501234567"}))]);
    let thief = with_banner(
        identify("u9", "", &json!({"email": "sara@mail.example", "phone": "+966501234567"})),
        &json!({"analytics": true}),
    );
    assert_eq!(node.send(&site, &[thief]), Took::kept(1));
    assert_eq!(node.by_email("sara@mail.example"), node.user("u1"));
    assert_ne!(node.user("u9"), node.user("u1"));
    assert_eq!((node.counted("stripped", "email_of_another"), node.counted("stripped", "phone_of_another")), (1, 1));
    // An address that only a page claimed follows the server's word, and joins nobody.
    node.send(&site, &[with_banner(identify("u8", "", &json!({"email": "ali@mail.example"})), &json!({"analytics": true}))]);
    node.send(&server, &[identify("u7", "", &json!({"email": "ali@mail.example"}))]);
    assert_eq!(node.by_email("ali@mail.example"), node.user("u7"));
    assert_ne!(node.user("u8"), node.user("u7"));
    assert_sound(&node);
}

#[test]
fn ids_may_be_numbers() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    node.send(&server, &[json!({"type": "track", "userId": 42, "event": "x"}), track("42", "x"), track(" 42 ", "x")]);
    node.catch_up();
    assert_eq!(node.facts(node.user("42").unwrap()).events, 3);
}

#[test]
fn chains_of_merges_lead_to_the_last_root() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    for user in ["a", "b", "c", "d"] {
        node.send(&server, &[track(user, "Hello")]);
    }
    for (into, from) in [("b", "a"), ("c", "b"), ("d", "c")] {
        node.send(&server, &[json!({"type": "alias", "userId": into, "previousId": from})]);
    }
    node.send(&server, &[track("a", "Again"), track("b", "Again"), track("c", "Again")]);
    for user in ["a", "b", "c"] {
        assert_eq!(node.user(user), node.user("d"));
    }
    assert_sound(&node);
    assert_eq!(node.facts(node.user("d").unwrap()).counts.iter().find(|(name, _)| name == "Again").unwrap().1, 3);
}

#[test]
fn every_event_of_any_sequence_is_in_one_timeline() {
    for seed in 0..8 {
        let shop = Shop::open();
        let nodes = [shop.node(), shop.node()];
        let keys = (nodes[0].key(Scope::Site), nodes[0].key(Scope::Server));
        let mut rng = Rng::from_seed(seed);
        let mut kept = 0;
        for _ in 0..60 {
            let node = &nodes[rng.below(2) as usize];
            let calls: Vec<Value> = (0..=rng.below(4)).map(|_| any_call(&mut rng)).collect();
            let key = if rng.below(3) == 0 { &keys.0 } else { &keys.1 };
            let took = node.send(key, &calls);
            assert_eq!(took.total(), calls.len() as u64, "seed {seed}");
            kept += took.kept;
            if rng.below(10) == 0 {
                node.catch_up();
            }
        }
        assert_eq!(nodes[0].kept_names().len() as u64, kept, "seed {seed}");
        assert_sound(&nodes[1]);
    }
}

/// A call by one of few people, so that they meet often.
fn any_call(rng: &mut Rng) -> Value {
    let user = format!("u{}", rng.below(5));
    let visitor = format!("v{}", rng.below(5));
    let traits = match rng.below(4) {
        0 => json!({"email": format!("p{}@mail.example", rng.below(4))}),
        1 => json!({"phone": format!("+96650123456{}", rng.below(4))}),
        2 => json!({"email": format!("p{}@mail.example", rng.below(4)), "phone": format!("+96650123456{}", rng.below(4))}),
        _ => json!({"plan": rng.below(9)}),
    };
    let call = match rng.below(9) {
        0 => identify(&user, &visitor, &traits),
        1 => identify(&user, "", &traits),
        2 => json!({"type": "identify", "anonymousId": visitor, "traits": traits}),
        3 => json!({"type": "alias", "userId": user, "previousId": format!("u{}", rng.below(5))}),
        4 => json!({"type": "alias", "userId": user, "previousId": visitor}),
        5 => order(&user, &format!("{}", rng.below(30)), &format!("p{}@mail.example", rng.below(4)), "10"),
        6 => track(&user, "Subscribed"),
        _ => page(&visitor),
    };
    match rng.below(6) {
        0..=2 => agreed(call),
        3 => with_banner(call, &json!({"analytics": false})),
        _ => call,
    }
}

#[test]
fn the_names_of_a_customer_say_how_far_they_are_believed() {
    let shop = Shop::open();
    let node = shop.node();
    let (site, server) = (node.key(Scope::Site), node.key(Scope::Server));
    node.send(&server, &[identify("u1", "v1", &json!({"email": "sara@mail.example"}))]);
    node.send(&site, &[with_banner(identify("u2", "v2", &json!({"email": "ali@mail.example"})), &json!({"analytics": true}))]);
    let names = |user: &str| {
        let customer = node.user(user).unwrap();
        let rows = node.app.db.record.read(|tx| foundation::customers::identities_of(tx, &[customer])).unwrap();
        rows.into_iter().map(|row| (row.kind, row.verified)).collect::<Vec<_>>()
    };
    let all = |verified| [IdentityKind::UserId, IdentityKind::AnonymousId, IdentityKind::Email].map(|kind| (kind, verified));
    assert_eq!(names("u1"), all(true));
    assert_eq!(names("u2"), all(false));
    assert!(node.allows(node.user("u1").unwrap(), Purpose::FulfilOrders), "an account is a contract");
    assert!(!node.allows(node.user("u2").unwrap(), Purpose::FulfilOrders));
}
