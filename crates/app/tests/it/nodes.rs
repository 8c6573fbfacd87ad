//! Two nodes over one database.

use crate::support::{Shop, Took, identify, page, track, with_banner, with_id};
use foundation::staff::Scope;
use serde_json::json;

#[test]
fn two_nodes_meet_the_same_new_customers_and_make_each_once() {
    let shop = Shop::open();
    let (one, two) = (shop.node(), shop.node());
    let key = one.key(Scope::Server);
    std::thread::scope(|scope| {
        for (node, part) in [(&one, 0), (&one, 1), (&two, 2), (&two, 3)] {
            let key = &key;
            scope.spawn(move || {
                for round in 0..12 {
                    let visitor = format!("v{round}-{part}");
                    let traits = json!({"email": format!("p{round}@mail.example")});
                    let user = format!("u{round}");
                    node.send(
                        key,
                        &[with_banner(page(&visitor), &json!({"analytics": true})), identify(&user, &visitor, &traits)],
                    );
                    node.send(key, &[with_id(track(&user, "Subscribed"), &format!("m{round}"))]);
                }
            });
        }
    });
    let (first, second) = (one.took(), two.took());
    assert_eq!((first.kept + second.kept, first.duplicates + second.duplicates), (12 * 4 * 2 + 12, 12 * 3));
    for round in 0..12 {
        let customer = one.user(&format!("u{round}"));
        for part in 0..4 {
            assert_eq!(one.visitor(&format!("v{round}-{part}")), customer);
        }
        assert_eq!(one.by_email(&format!("p{round}@mail.example")), customer);
    }
    one.catch_up();
    two.assert_whole();
    two.assert_rebuilds_the_same();
}

#[test]
fn what_one_node_joined_or_passed_on_the_other_knows_at_once() {
    let shop = Shop::open();
    let (one, two) = (shop.node(), shop.node());
    let (site, key) = (one.key(Scope::Site), one.key(Scope::Server));
    let agreed = with_banner(page("v1"), &json!({"analytics": true}));
    // Both have the visitor in memory.
    assert_eq!(
        (one.send(&site, std::slice::from_ref(&agreed)), two.send(&site, std::slice::from_ref(&agreed))),
        (Took::kept(1), Took::kept(1))
    );
    one.send(&key, &[identify("u1", "v1", &json!({}))]);
    two.send(&site, std::slice::from_ref(&agreed));
    two.catch_up();
    two.assert_whole();
    // The browser passes to somebody else on one node: the other follows.
    one.send(&key, &[with_banner(identify("u2", "v1", &json!({})), &json!({"analytics": true}))]);
    two.send(&site, std::slice::from_ref(&agreed));
    assert_eq!(two.events().last().unwrap().customer, one.user("u2").unwrap());
    // A visitor who became known on one node is known on the other: a page joins them to nobody.
    two.send(&site, &[with_banner(page("v3"), &json!({"analytics": true}))]);
    one.send(&key, &[identify("u3", "v3", &json!({}))]);
    two.send(&site, &[json!({"type": "alias", "userId": "u2", "previousId": "v3"})]);
    assert_ne!(two.user("u3"), two.user("u2"));
    one.send(&key, &[json!({"type": "alias", "userId": "u2", "previousId": "u3"})]);
    two.send(&key, &[track("u3", "Subscribed")]);
    assert_eq!(two.events().last().unwrap().customer, one.user("u2").unwrap());
    two.catch_up();
    one.assert_whole();
    one.assert_rebuilds_the_same();
}
