//! What only a bucket can do: serve several nodes, fail, belong to somebody else.

use super::{Column, Columns, List, PACE, Past, Query, any_call, folder, keeper, tend, tend_once};
use crate::faulty::{Fault, Faulty};
use crate::support::{Node, Shop, order};
use base::{Clock as _, Rng};
use foundation::customers;
use foundation::history::{self, Error, History, Place, Read, SealedFile, Shelf, Storage, Tended};
use foundation::staff::Scope;
use serde_json::Value;
use std::path::PathBuf;
use std::time::Duration;

/// A shop whose history is in a bucket; `None` where the run names none.
#[expect(clippy::print_stdout, reason = "for whoever reads the test run")]
fn shop() -> Option<Shop> {
    let shop = Shop::open();
    if shop.bucket.is_none() {
        println!("skipped: there is no S3 server (AMANA_TEST_S3_URL); `cargo xtask test s3` brings one");
        return None;
    }
    Some(shop)
}

/// The same, with a way to the bucket on which things go wrong.
fn faulty_shop() -> Option<(Shop, Faulty)> {
    let mut shop = shop()?;
    let bucket = shop.bucket.as_mut()?;
    let faulty = Faulty::start(bucket.endpoint.as_deref()?);
    bucket.endpoint = Some(faulty.url());
    bucket.patience.silence = Duration::from_millis(500);
    Some((shop, faulty))
}

/// Some calls of today that every projection has read.
fn fill(node: &Node, key: &str, past: &mut Past, rng: &mut Rng) {
    let at = node.clock.now().to_rfc3339();
    for _ in 0..4 {
        let calls: Vec<Value> = (0..30).map(|_| any_call(rng, &at)).collect();
        node.send(key, &calls);
    }
    node.catch_up();
    past.note(node);
}

fn storage(node: &Node) -> Storage {
    node.app.config.history.clone().expect("a place for the history")
}

fn shelf(node: &Node) -> Shelf {
    Shelf::open(storage(node), &mut Rng::from_seed(2)).expect("a shelf")
}

/// The copies in a node's folder.
fn copies(node: &Node) -> Vec<PathBuf> {
    let inside = |folder: PathBuf| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    inside(folder(node)).filter(|month| !month.ends_with("arriving")).flat_map(inside).collect()
}

#[test]
fn another_node_reads_what_one_sealed_and_seals_on() {
    let Some(shop) = shop() else { return };
    let (one, two) = (shop.node(), shop.node());
    let (key, mut rng, mut past) = (one.key(Scope::Server), Rng::from_seed(21), Past::open());
    fill(&one, &key, &mut past, &mut rng);
    assert!(tend(&one, &keeper(&one), &mut rng, 20) > 0);
    assert_eq!(copies(&two), Vec::<PathBuf>::new(), "it has sealed nothing");
    past.assert_reads_the_same(&two);
    fill(&two, &key, &mut past, &mut rng);
    assert!(tend(&two, &keeper(&two), &mut rng, 20) > 0);
    past.assert_reads_the_same(&one);
    past.assert_reads_the_same(&two);
    // Copies that are lost, cut, or overwritten.
    let (cut, zeros, gone) = (copies(&one).swap_remove(0), copies(&one).swap_remove(1), copies(&one).swap_remove(2));
    std::fs::write(&cut, "half").unwrap();
    std::fs::write(&zeros, vec![0; zeros.metadata().unwrap().len() as usize]).unwrap();
    std::fs::remove_file(&gone).unwrap();
    let fresh = keeper(&one);
    assert_eq!(fresh.check().expect("a check").problems, Vec::<String>::new(), "the bucket is whole, whatever the copies are");
    std::fs::write(&cut, "half").unwrap();
    let folds = fresh.fold(Query::all(Columns::of(&[Column::Position])), 1, List::default).expect("a fold");
    let seen: usize = folds.iter().flat_map(|fold| fold.seen.values()).map(Vec::len).sum();
    assert_eq!(seen, past.events.len());
}

#[test]
fn what_is_erased_leaves_the_bucket_and_the_other_nodes_copies() {
    let Some(shop) = shop() else { return };
    let (one, two) = (shop.node(), shop.node());
    let (key, mut rng, mut past) = (one.key(Scope::Server), Rng::from_seed(22), Past::open());
    one.send(&key, &[order("forget-me", "Zanzibar-1", "z@mail.example", "3")]);
    fill(&one, &key, &mut past, &mut rng);
    let keeper = keeper(&one);
    tend(&one, &keeper, &mut rng, 20);
    past.assert_reads_the_same(&two);
    let before = copies(&two);
    let customer = one.user("forget-me").expect("a customer");
    let (ids, now) = (one.app.db.record.read(|tx| customers::all_ids(tx, customer)).unwrap(), one.clock.now());
    past.gone.extend(ids.iter().copied());
    one.record(move |tx| history::erase(tx, &ids, now));
    tend(&one, &keeper, &mut rng, 50);
    two.app.history.let_go(two.clock.as_ref()).unwrap();
    let named: Vec<PathBuf> = keeper.files().unwrap().iter().map(|file| folder(&two).join(file.path())).collect();
    let left = copies(&two);
    assert!(left.iter().all(|copy| named.contains(copy)) && left.len() < before.len(), "{left:?}");
    assert_eq!(keeper.missing(&keeper.files().unwrap()).unwrap(), Vec::<String>::new());
    past.assert_reads_the_same(&two);
}

#[test]
fn copies_take_no_more_room_than_they_may() {
    let Some(shop) = shop() else { return };
    let (one, two) = (shop.node(), shop.node());
    let (key, mut rng, mut past) = (one.key(Scope::Server), Rng::from_seed(23), Past::open());
    fill(&one, &key, &mut past, &mut rng);
    fill(&one, &key, &mut past, &mut rng);
    tend(&one, &keeper(&one), &mut rng, 20);
    let files = one.app.history.files().unwrap();
    let largest = files.iter().map(|file| file.bytes).max().unwrap();
    assert!(files.len() >= 4, "{}", files.len());
    // One after another, two at a time are here.
    let small = Shelf::open(Storage { cache_bytes: 2 * largest, ..storage(&two) }, &mut Rng::from_seed(3)).unwrap();
    let reader = History::new(two.app.db.clone(), two.app.recorder.clone(), Some(small), PACE);
    let used = || copies(&two).iter().map(|copy| copy.metadata().unwrap().len()).sum::<u64>();
    let events: Vec<_> = past.events.values().step_by(7).collect();
    for event in events {
        assert_eq!(reader.event(event.customer, event.position).expect("an event").as_ref(), Some(event));
        assert!(used() <= 2 * largest, "{} of {}", used(), 2 * largest);
    }
    // A question over everything reads everything; afterwards there is room again.
    reader.fold(Query::all(Columns::LEAST), 1, List::default).expect("a fold");
    assert!(used() > 2 * largest);
    reader.let_go(two.clock.as_ref()).unwrap();
    assert!(used() <= 2 * largest);
}

#[test]
fn what_goes_wrong_for_a_while_is_asked_for_again() {
    let Some((mut shop, faulty)) = faulty_shop() else { return };
    // There the server looks at checksums itself.
    shop.bucket.iter_mut().for_each(|bucket| bucket.prefix.insert_str(0, "program/"));
    let (one, two) = (shop.node(), shop.node());
    let (key, mut rng, mut past) = (one.key(Scope::Server), Rng::from_seed(24), Past::open());
    let keeper = keeper(&one);
    for (fault, times) in [(Fault::Busy, 3), (Fault::Silent, 1), (Fault::FlipSent, 1), (Fault::Twice, 9), (Fault::Lost, 2)] {
        fill(&one, &key, &mut past, &mut rng);
        faulty.next(fault, "PUT", times);
        assert!(tend(&one, &keeper, &mut rng, 20) > 0, "{fault:?}");
        let left = faulty.mend();
        assert!(left < times, "{fault:?} happened");
        past.assert_reads_the_same(&one);
        assert_eq!(keeper.check().expect("a check").problems, Vec::<String>::new(), "{fault:?}");
    }
    for (fault, times) in
        [(Fault::Busy, 3), (Fault::Silent, 1), (Fault::Cut, 2), (Fault::Flip, 3), (Fault::Twice, 1), (Fault::Lost, 2)]
    {
        faulty.next(fault, "GET", times);
        past.assert_reads_the_same(&shop.node());
        assert_eq!(faulty.mend(), 0, "{fault:?} happened");
    }
    for fault in [Fault::Busy, Fault::Twice, Fault::Lost] {
        faulty.next(fault, "DELETE", 2);
        shop.wait(Duration::from_hours(24 * 32));
        fill(&one, &key, &mut past, &mut rng);
        tend(&one, &keeper, &mut rng, 50);
        faulty.mend();
        past.assert_reads_the_same(&two);
    }
}

#[test]
fn what_stays_wrong_is_named_and_the_rest_goes_on() {
    let Some((shop, faulty)) = faulty_shop() else { return };
    let (one, two) = (shop.node(), shop.node());
    let (key, mut rng, mut past) = (one.key(Scope::Server), Rng::from_seed(25), Past::open());
    fill(&one, &key, &mut past, &mut rng);
    let keeper = keeper(&one);
    tend(&one, &keeper, &mut rng, 20);
    let sealed = one.app.db.record.read(history::sealed_through).unwrap();
    let here = copies(&one).len();
    let read = || one.app.db.views.read(foundation::projections::read_by_all).unwrap();
    for (fault, says) in [
        (Fault::Busy, "the store answered 503 (4 tries"),
        (Fault::Silent, "does not answer in time"),
        (Fault::FlipSent, "came back damaged"),
        (Fault::Forbidden, "AccessDenied: the key must be allowed s3:GetObject"),
    ] {
        fill(&one, &key, &mut past, &mut rng);
        faulty.next(fault, "PUT", 99);
        let error = keeper.tend(read(), one.clock.as_ref(), &mut rng).expect_err("nothing can be put there").to_string();
        assert!(error.contains("s3://") && error.contains("/month=2026-05/his_") && error.contains(says), "{error}");
        assert!(!error.contains("X-Amz") && !error.contains("http"), "{error}");
        faulty.mend();
        assert_eq!(one.app.db.record.read(history::sealed_through).unwrap(), sealed, "the journal keeps it");
        assert_eq!(copies(&one).len(), here, "what was not named does not stay");
        past.assert_reads_the_same(&one);
    }
    assert!(tend(&one, &keeper, &mut rng, 20) > 0, "it goes on");
    past.assert_reads_the_same(&one);
    // A node without copies can't read what the bucket doesn't give; the other can, and the journal is there for both.
    let file = one.app.history.files().unwrap().remove(0);
    let event = past.events.values().find(|event| event.position == file.first_position).expect("an event");
    for (fault, says) in [(Fault::Flip, "came back damaged"), (Fault::Cut, "it broke off after"), (Fault::Busy, "503")] {
        faulty.next(fault, "GET", 99);
        let error = two.app.history.event(event.customer, event.position).expect_err("it can't be had").to_string();
        assert!(error.contains(&file.id.to_string()) && error.contains(says), "{error}");
        past.assert_reads_the_same(&one);
        let checked = keeper.check().unwrap();
        assert_eq!(checked.problems.len(), checked.files, "none can be looked at: {:?}", checked.problems);
        faulty.mend();
        past.assert_reads_the_same(&one);
    }
    past.assert_reads_the_same(&two);
    assert_eq!(std::fs::read_dir(folder(&two).join("arriving")).unwrap().count(), 0, "nothing half is left");
}

#[test]
fn damage_in_the_bucket_is_found_and_strays_there_are_swept() {
    let Some(shop) = shop() else { return };
    let node = shop.node();
    let (key, mut rng, mut past) = (node.key(Scope::Server), Rng::from_seed(26), Past::open());
    fill(&node, &key, &mut past, &mut rng);
    let keeper = keeper(&node);
    tend(&node, &keeper, &mut rng, 20);
    let (shelf, file) = (shelf(&node), keeper.files().unwrap().remove(0));
    let copy = folder(&node).join(file.path());
    let mut damaged = std::fs::read(&copy).unwrap();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    let beside = node.app.config.data.join("damaged");
    std::fs::write(&beside, &damaged).unwrap();
    shelf.bring(&file.path(), &beside).unwrap();
    let problems = keeper.check().unwrap().problems;
    assert!(problems.len() == 1 && problems[0].contains(&file.id.to_string()), "{problems:?}");
    shelf.bring(&file.path(), &copy).unwrap();
    assert_eq!(keeper.check().unwrap().problems, Vec::<String>::new());
    // An upload that was never named.
    let stray = base::id::HistoryFileId::new(node.clock.now(), &mut rng);
    let stray = SealedFile { id: stray, ..file };
    shelf.bring(&stray.path(), &copy).unwrap();
    tend(&node, &keeper, &mut rng, 9);
    assert_eq!(keeper.missing(std::slice::from_ref(&stray)).unwrap().len(), 0, "it is too young to be taken for a stray");
    shop.wait(Duration::from_hours(3));
    tend(&node, &keeper, &mut rng, 9);
    assert_eq!(keeper.missing(std::slice::from_ref(&stray)).unwrap().len(), 1);
    past.assert_reads_the_same(&shop.node());
    keeper.probe(&mut rng).expect("it takes and gives");
}

#[test]
fn what_was_sealed_into_a_folder_goes_into_the_bucket_and_never_only_away() {
    let Some(shop) = shop() else { return };
    let (one, two) = (shop.node(), shop.node());
    let (key, mut rng, mut past) = (one.key(Scope::Server), Rng::from_seed(29), Past::open());
    fill(&one, &key, &mut past, &mut rng);
    let history = |storage: Storage| {
        let shelf = Shelf::open(storage, &mut Rng::from_seed(4)).expect("a shelf");
        History::new(one.app.db.clone(), one.app.recorder.clone(), Some(shelf), PACE)
    };
    tend(&one, &history(Storage::in_folder(folder(&one))), &mut rng, 20);
    let here = copies(&one).len();
    // The only copies do not make room.
    let small = history(Storage { cache_bytes: 1, ..storage(&one) });
    small.let_go(one.clock.as_ref()).unwrap();
    assert!(here > 0 && copies(&one).len() == here);
    past.assert_reads_the_same(&one);
    // Nor does one that is damaged already hold the others up, or go.
    let damaged = copies(&one).swap_remove(0);
    let whole = std::fs::read(&damaged).unwrap();
    let mut bytes = whole.clone();
    bytes[whole.len() / 2] ^= 1;
    std::fs::write(&damaged, &bytes).unwrap();
    small.settle(one.clock.now(), &mut rng).expect("the others are uploaded");
    small.let_go(one.clock.as_ref()).unwrap();
    assert_eq!(copies(&one), std::slice::from_ref(&damaged), "the others may go now");
    std::fs::write(&damaged, &whole).unwrap();
    history(storage(&one)).settle(one.clock.now(), &mut rng).expect("it is uploaded");
    past.assert_reads_the_same(&two);
}

#[test]
fn a_restored_store_leaves_the_first_ones_bucket_alone() {
    let Some(shop) = shop() else { return };
    let node = shop.node();
    let (key, mut rng, mut past) = (node.key(Scope::Server), Rng::from_seed(27), Past::open());
    fill(&node, &key, &mut past, &mut rng);
    tend(&node, &keeper(&node), &mut rng, 20);
    let now = node.clock.now();
    node.record(move |tx| history::disown(tx, now));
    fill(&node, &key, &mut past, &mut rng);
    let restored = keeper(&node);
    let refused =
        restored.tend(Read { through: i64::MAX, forgotten: 0 }, node.clock.as_ref(), &mut rng).expect_err("it is another's");
    assert!(matches!(&refused, Error::Foreign { .. }) && refused.to_string().contains("amana-store"), "{refused}");
    assert!(matches!(restored.probe(&mut rng), Err(Error::Foreign { .. })), "the doctor sees it too");
    past.assert_reads_the_same(&node);
    assert!(node.app.history.timeline(node.user("u1").expect("a customer"), Place::TOP, 5).is_ok(), "it is read all the same");
}

#[test]
fn a_program_that_stops_waits_for_no_bucket() {
    let Some((shop, faulty)) = faulty_shop() else { return };
    let node = shop.node();
    let (key, mut rng, mut past) = (node.key(Scope::Server), Rng::from_seed(28), Past::open());
    fill(&node, &key, &mut past, &mut rng);
    faulty.next(Fault::Busy, "PUT", 99);
    let keeper = keeper(&node);
    keeper.stop();
    let read = node.app.db.views.read(foundation::projections::read_by_all).unwrap();
    let error = keeper.tend(read, node.clock.as_ref(), &mut rng).expect_err("it stops");
    assert!(error.to_string().contains("the program stops"), "{error}");
    faulty.mend();
    assert_ne!(tend_once(&node, &super::keeper(&node), &mut rng), Tended::Nothing, "the next start goes on");
}
