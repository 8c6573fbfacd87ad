//! An erasure, from the commit after which nothing can be read to the day after which nothing is left.

use crate::history::{keeper, tend, tend_once};
use crate::privacy::{PLANTED, sara, zubaydah};
use crate::support::{Node, Shop, identify, order, track, with_banner};
use crate::unseen::where_stands;
use app::erasing;
use axum::body::Body;
use axum::http::{Request, header};
use base::id::{CustomerId, ErasureId};
use base::{Clock as _, Rng, Timestamp};
use capabilities::messaging::{BuiltIn, MessageState};
use db::Location;
use foundation::consent::{Category, CategorySet, Purpose};
use foundation::privacy::{self, Erasure, NewErasure, RequestKind, RequestState};
use foundation::staff::Scope;
use foundation::vault::{Access, AccessLog, Looker};
use foundation::{customers, history, projections};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

fn erasure_of(node: &Node, customer: CustomerId) -> Erasure {
    node.app.db.record.read(|tx| privacy::erasure_of(tx, customer)).unwrap().expect("an erasure")
}

/// Lets the history work until it has nothing to do, and what follows from that.
pub fn settle(node: &Node, rng: &mut Rng) {
    let keeper = keeper(node);
    for _ in 0..60 {
        node.catch_up();
        tend_once(node, &keeper, rng);
    }
    erasing::carry_on(&node.app).unwrap();
}

#[test]
fn names_are_gone_at_once_and_the_rest_once_the_files_are_written_anew() {
    let shop = Shop::open();
    let node = shop.node();
    let mut rng = Rng::from_seed(1);
    let customer = zubaydah(&node);
    sara(&node);
    tend(&node, &keeper(&node), &mut rng, 20);
    let erasure = erasing::erase(&node.app, customer, "test").unwrap().expect("an erasure");
    assert!(erasure.cleared_at.is_some() && erasure.finished_at.is_none(), "{erasure:?}");
    assert!(erasure.gone.identifiers >= 3 && erasure.gone.names >= 3 && erasure.gone.decisions > 0, "{erasure:?}");
    // What is still being taken away is on no page, whatever its rows say.
    let cookie = crate::unseen::signed_in(&node);
    let mut staff = crate::privacy::Browser::new(&node).with("__Host-session", &cookie);
    let read = node.key(Scope::Read);
    for path in ["", "?tab=orders", "?tab=messages"].map(|tab| format!("/admin/customers/{customer}{tab}")) {
        let page = staff.get(&path).body;
        assert!(PLANTED.iter().all(|planted| !page.contains(planted)), "{path}: {page}");
    }
    for path in ["", "/orders", "/events"].map(|part| format!("/api/v1/customers/{customer}{part}")) {
        let request = Request::get(&path).header(header::AUTHORIZATION, format!("Bearer {read}"));
        let answer = node.request(request.body(Body::empty()).unwrap()).body;
        assert!(PLANTED.iter().all(|planted| !answer.contains(planted)), "{path}: {answer}");
    }
    let on_disk = node.app.db.record.path().is_some();
    for name in PLANTED[..4].iter().filter(|_| on_disk) {
        assert_eq!(where_stands(&shop, name), [], "{name}");
    }
    settle(&node, &mut rng);
    assert!(erasure_of(&node, customer).finished_at.is_some());
    for planted in PLANTED.iter().filter(|_| on_disk) {
        for store in [&node.app.db.record, &node.app.db.views, &node.app.db.access] {
            store.checkpoint().unwrap();
        }
        assert_eq!(where_stands(&shop, planted), [], "{planted}");
    }
}

/// What the node that keeps the history does where several run and there is no bucket.
fn cleanse(node: &Node) -> BTreeSet<CustomerId> {
    let read = node.app.db.views.read(projections::read_by_all).unwrap();
    node.app.history.forget_in_journal(read.through, node.clock.as_ref()).unwrap()
}

#[test]
fn an_erasure_ends_where_nothing_is_sealed_because_several_nodes_run() {
    let shop = Shop::open();
    let (node, other) = (shop.node(), shop.node());
    let customer = zubaydah(&node);
    sara(&node);
    let erasure = erasing::erase(&other.app, customer, "test").unwrap().expect("an erasure");
    assert_eq!(cleanse(&node), BTreeSet::from([customer]), "nothing is left to look for");
    assert!(node.events().iter().all(|event| event.customer != customer));
    node.catch_up();
    erasing::carry_on(&other.app).unwrap();
    assert!(erasure_of(&node, customer).finished_at.is_some());
    assert!(!erasing::is_held_up(&node.app, &erasure).unwrap());
    assert_eq!(cleanse(&node), BTreeSet::new());
    node.catch_up();
    node.assert_rebuilds_the_same();
}

#[test]
fn what_no_node_may_write_anew_holds_an_erasure_up_and_that_is_said() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = zubaydah(&node);
    let server = node.key(Scope::Server);
    let asked = || with_banner(track("u-zubaydah", "Asked"), &json!({"analytics": true}));
    node.send(&server, &(0..60).map(|_| asked()).collect::<Vec<_>>());
    node.catch_up();
    assert!(tend(&node, &keeper(&node), &mut Rng::from_seed(1), 20) > 0, "sealed while it was alone");
    node.send(&server, &[asked()]);
    node.catch_up();
    let other = shop.node();
    let erasure = erasing::erase(&node.app, customer, "test").unwrap().expect("an erasure");
    assert_eq!(cleanse(&other), BTreeSet::from([customer]));
    assert!(node.events().iter().all(|event| event.customer != customer), "in the journal nothing is left");
    node.catch_up();
    erasing::carry_on(&node.app).unwrap();
    assert_eq!(erasure_of(&node, customer).finished_at, None, "in a file there is");
    let are_several = node.app.db.views.nodes_present().unwrap() > 1 && shop.bucket.is_none();
    assert_eq!(erasing::is_held_up(&node.app, &erasure).unwrap(), are_several);
    assert_eq!(erasing::is_any_held_up(&node.app).unwrap(), are_several);
    settle(&node, &mut Rng::from_seed(1));
    assert!(erasure_of(&node, customer).finished_at.is_some());
}

#[test]
fn a_look_that_was_under_way_leaves_no_name_after_the_end() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = zubaydah(&node);
    erasing::erase(&node.app, customer, "test").unwrap();
    settle(&node, &mut Rng::from_seed(1));
    assert!(erasure_of(&node, customer).finished_at.is_some());
    // A node that stood still writes down what it looked at before.
    let access = Access { looker: Looker::Automation, purpose: Purpose::Analytics, place: "api".to_owned() };
    let (mut rng, one) = (Rng::from_seed(1), CategorySet::of(&[Category::Email]));
    node.app.access.log_look(&mut rng, &access, customer, one, CategorySet::EMPTY, node.clock.now()).unwrap();
    let looks = || AccessLog::of_customer(&node.app.db.access, &[customer], 10).unwrap().len();
    assert_eq!(looks(), 1);
    shop.wait(Duration::from_hours(1));
    erasing::sweep(&node.app).unwrap();
    assert_eq!(looks(), 0);
}

#[test]
fn everybody_who_was_merged_into_the_erased_goes_with_them() {
    let shop = Shop::open();
    let node = shop.node();
    let server = node.key(Scope::Server);
    let customer = zubaydah(&node);
    node.send(&server, &[order("second-account", "7", "zq2@example.com", "5")]);
    node.send(&server, &[json!({"type": "alias", "userId": "u-zubaydah", "previousId": "second-account"})]);
    node.catch_up();
    let ids = node.app.db.record.read(|tx| customers::all_ids(tx, node.root(customer))).unwrap();
    assert_eq!(ids.len(), 2);
    // By any of their ids.
    let erasure = erasing::erase(&node.app, ids[1], "test").unwrap().expect("an erasure");
    assert_eq!((erasure.customer, erasure.gone.profiles), (ids[0], 2));
    assert!(node.by_email("zq2@example.com").is_none() && node.user("second-account").is_none());
    // What still arrives for the old name is somebody new, and never them.
    node.send(&server, &[identify("u-zubaydah", "v-zubaydah", &json!({"name": "Z"}))]);
    node.catch_up();
    assert!(!ids.contains(&node.user("u-zubaydah").unwrap()));
    node.assert_whole();
}

#[test]
fn a_message_on_its_way_is_not_written_and_leaves_nothing() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = zubaydah(&node);
    assert!(node.messages(customer).iter().any(|m| m.letter == BuiltIn::ThankYou && m.state == MessageState::Queued));
    let waiting = node.messages(customer).remove(0);
    erasing::erase(&node.app, customer, "test").unwrap();
    let composed = node.app.composer.compose(&waiting, &mut Rng::from_seed(1));
    assert!(composed.is_err(), "there is nobody to write to");
    assert!(node.messages(customer).is_empty());
    node.catch_up();
    assert!(node.messages(customer).is_empty());
}

#[test]
fn a_half_done_erasure_goes_on_where_it_stood() {
    let shop = Shop::open();
    let node = shop.node();
    let customer = zubaydah(&node);
    // As if the power went right after the commit.
    let (now, number, mut rng) = (node.clock.now(), node.app.node, node.app.fork_rng());
    let new = NewErasure { customer, via: "test", known: None };
    node.record(move |tx| privacy::erase(tx, &mut rng, number, new, now));
    assert!(erasure_of(&node, customer).cleared_at.is_none() && !node.messages(customer).is_empty());
    node.crash();
    let node = shop.node();
    erasing::begin(&node.app).unwrap();
    erasing::carry_on(&node.app).unwrap();
    assert!(erasure_of(&node, customer).cleared_at.is_some() && node.messages(customer).is_empty());
    erasing::carry_on(&node.app).unwrap();
    settle(&node, &mut Rng::from_seed(2));
    let finished = erasure_of(&node, customer).finished_at;
    assert!(finished.is_some());
    shop.wait(Duration::from_hours(1));
    erasing::carry_on(&node.app).unwrap();
    assert_eq!(erasure_of(&node, customer).finished_at, finished, "it ends once");
}

#[test]
fn whom_an_older_backup_brings_back_is_erased_again_before_anything_is_served() {
    let shop = Shop::open();
    let node = shop.node();
    if node.app.db.record.path().is_none() {
        return;
    }
    let (customer, other) = (zubaydah(&node), sara(&node));
    let backup = tempfile::tempdir().unwrap();
    for (name, store) in
        [("views.db", &node.app.db.views), ("record.db", &node.app.db.record), ("access.db", &node.app.db.access)]
    {
        store.copy_to(&backup.path().join(name)).unwrap();
    }
    let first = erasing::erase(&node.app, customer, "test").unwrap().expect("an erasure");
    let register = privacy::Register::in_folder(&node.app.config.data);
    assert_eq!(register.read().unwrap(), BTreeMap::from([(customer, Some((first.id, first.asked_at)))]));
    shop.wait(Duration::from_hours(30));
    // Brought back elsewhere; as an operator does, the register is brought along.
    let place = Location::Folder(backup.path().to_owned());
    let restored = Shop::over(place, backup.path().to_owned(), shop.clock.now(), 100);
    let again = restored.node();
    std::fs::copy(node.app.config.data.join("erasures.register"), again.app.config.data.join("erasures.register")).unwrap();
    let (shop, node) = (restored, again);
    assert_eq!(node.by_email(PLANTED[1]), Some(customer), "the backup knows them");
    erasing::begin(&node.app).unwrap();
    assert_eq!((node.by_email(PLANTED[1]), node.root(other)), (None, other));
    // The certificate that they hold stays the one they hold.
    let second = erasure_of(&node, customer);
    assert_eq!((second.via.as_str(), second.id, second.asked_at), ("register", first.id, first.asked_at));
    let requests = node.app.db.record.read(|tx| privacy::requests_of(tx, &[customer], 9)).unwrap();
    assert_eq!(
        requests.iter().map(|one| (one.kind, one.state)).collect::<Vec<_>>(),
        [(RequestKind::Erasure, RequestState::Done)]
    );
    settle(&node, &mut Rng::from_seed(3));
    assert!(erasure_of(&node, customer).finished_at.is_some());
    for planted in PLANTED {
        node.app.db.record.checkpoint().unwrap();
        node.app.db.views.checkpoint().unwrap();
        assert_eq!(where_stands(&shop, planted), [], "{planted}");
    }
    assert_eq!(node.app.db.record.read(history::erasing_since).unwrap(), None);
}

#[test]
fn who_is_erased_while_the_node_hears_of_others_stands_in_the_register_once() {
    let shop = Shop::open();
    let node = shop.node();
    let key = node.key(Scope::Server);
    let many = 40;
    let people: Vec<_> =
        (0..many).map(|number| identify(&format!("u{number}"), &format!("v{number}"), &json!({"plan": "gold"}))).collect();
    node.send(&key, &people);
    let people: Vec<CustomerId> = (0..many).map(|number| node.user(&format!("u{number}")).unwrap()).collect();
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                erasing::hear_of_others(&node.app).unwrap();
            }
        });
        for customer in &people {
            erasing::erase(&node.app, *customer, "test").unwrap().expect("an erasure");
        }
        is_over.store(true, Ordering::Relaxed);
    });
    let text = std::fs::read_to_string(node.app.config.data.join("erasures.register")).unwrap();
    assert_eq!(text.lines().filter(|line| !line.is_empty()).count(), people.len(), "{text}");
}

#[test]
fn a_register_that_was_half_written_loses_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let register = privacy::Register::in_folder(folder.path());
    let mut rng = Rng::from_seed(1);
    let people: Vec<CustomerId> = (0..3).map(|_| CustomerId::new(Timestamp::from_micros(1), &mut rng)).collect();
    let at = Timestamp::from_micros(1_777_896_000_000_000);
    let number = ErasureId::new(at, &mut rng);
    let entries = |people: &[CustomerId]| people.iter().map(|one| (*one, Some((number, at)))).collect::<BTreeMap<_, _>>();
    assert_eq!(register.add(&entries(&people[..2])).unwrap(), 2);
    let path = folder.path().join("erasures.register");
    let text = std::fs::read_to_string(&path).unwrap();
    // Cut in the number: who it was is known, and the number is written again. Cut before it: they are written again.
    for (cut, left) in [(9, 2), (70, 1)] {
        std::fs::write(&path, &text[..text.len() - cut]).unwrap();
        assert_eq!(register.read().unwrap().len(), left, "{cut}");
        assert_eq!(register.add(&entries(&people)).unwrap(), 2, "{cut}");
        assert_eq!(register.read().unwrap(), entries(&people), "{cut}");
        assert_eq!(register.add(&entries(&people)).unwrap(), 0);
    }
    // One from before numbers were kept is heeded, and gets its number.
    std::fs::write(&path, format!("{}\n", people[0])).unwrap();
    assert_eq!(register.read().unwrap(), BTreeMap::from([(people[0], None)]));
    assert_eq!(register.add(&entries(&people[..1])).unwrap(), 1);
    assert_eq!(register.read().unwrap(), entries(&people[..1]));
}
