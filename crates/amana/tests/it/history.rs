//! The long history in a bucket, seen from the command line; and in a folder that several nodes can't share.

use crate::looks;
use crate::support::{Home, SOON, eventually, on_postgres, tell};
use base::{Clock as _, Rng, SystemClock};
use db::Recorder;
use foundation::history::{BucketSettings, History, Pace, Patience, Shelf, Storage, Tended};
use serde_json::{Value, json};

/// A home whose history is below this prefix of the bucket of `AMANA_TEST_S3_URL`; `None` where the run names none.
fn in_bucket(home: Home, prefix: &str) -> Option<(Home, BucketSettings)> {
    let Ok(url) = std::env::var("AMANA_TEST_S3_URL") else {
        tell("skipped: there is no S3 server (AMANA_TEST_S3_URL); `cargo xtask test s3` brings one");
        return None;
    };
    let (endpoint, name) = url.rsplit_once('/').expect("an address and a bucket");
    let settings = BucketSettings {
        name: name.to_owned(),
        prefix: format!("program/{}-{prefix}/", std::process::id()),
        endpoint: Some(endpoint.to_owned()),
        region: "us-east-1".to_owned(),
        access_key_id: "visible".to_owned(),
        secret_access_key: "hush-hush".to_owned(),
        session_token: None,
        authorities: None,
        patience: Patience::default(),
    };
    let home = home
        .with("AMANA_HISTORY", &settings.to_string())
        .with("AWS_ENDPOINT_URL", endpoint)
        .with("AWS_ACCESS_KEY_ID", "visible")
        .with("AWS_SECRET_ACCESS_KEY", "hush-hush");
    Some((home, settings))
}

/// Takes some events and seals them, as a program does that has many.
fn seal(home: &Home, bucket: &BucketSettings) {
    let key = home.key("server");
    let program = home.serve();
    for batch in 0..30 {
        let one =
            |line: u32| json!({"type": "identify", "userId": format!("u{line}"), "traits": {"mark": format!("{batch}-{line}")}});
        program.take(&key, &(0..10).map(one).collect::<Vec<Value>>());
    }
    let db = home.db();
    eventually("all is read", SOON, || looks::all_is_read(&db).then_some(()));
    program.stop();
    let storage = Storage { folder: home.data().join("history"), bucket: Some(bucket.clone()), cache_bytes: u64::MAX };
    let shelf = Shelf::open(storage, &mut Rng::from_seed(1)).expect("a shelf");
    let recorder = Recorder::start(db.record.clone(), |tx| tx.lock_journal_head().map(drop));
    let history = History::new(db.clone(), recorder.clone(), Some(shelf), Pace { seal_events: 50, kept_events: 10 });
    let mut rng = Rng::from_seed(SystemClock.now().micros() as u64);
    let read = db.views.read(foundation::projections::read_by_all).expect("positions");
    while history.tend(read, &SystemClock, &mut rng).expect("it can be sealed") != Tended::Nothing {}
    recorder.stop();
    assert!(!history.files().expect("files").is_empty());
}

#[test]
fn a_store_with_its_history_in_a_bucket_is_checked_backed_up_and_restored() {
    let Some((home, bucket)) = in_bucket(Home::in_files(), "first") else { return };
    seal(&home, &bucket);
    // The bucket is the store: the copies may go.
    std::fs::remove_dir_all(home.data().join("history")).unwrap();
    let found = home.run(&["doctor"]).stdout;
    assert!(found.contains(&format!("ok      The long history is in {bucket} (copies in ")), "{found}");
    let said = home.run(&["history", "check"]);
    assert!(said.status.success() && said.stderr.contains("are as they were written"), "{}", said.stderr);
    let backup = home.folder().join("backup");
    home.print(&["backup", "--with-key", backup.to_str().unwrap()]);
    assert!(backup.join("history").read_dir().unwrap().count() > 0, "the sealed files are in it");

    let Some((restored, _)) = in_bucket(Home::in_files(), "second") else { return };
    restored.print(&["restore", backup.to_str().unwrap()]);
    let said = restored.run(&["history", "check"]);
    assert!(said.status.success() && said.stderr.contains("are as they were written"), "{}", said.stderr);
    let program = restored.serve();
    assert_eq!(program.get("/readyz").unwrap().status, 200);
    program.stop();

    // A backup goes back into a folder too, where no bucket is named.
    let folder = Home::in_files();
    folder.print(&["restore", backup.to_str().unwrap()]);
    assert_eq!(looks::marks(&folder.db()).len(), 300);
}

#[test]
fn a_bucket_of_the_history_that_is_not_there_is_named_and_stops_nobody() {
    let Some((mut home, bucket)) = in_bucket(Home::in_files(), "gone") else { return };
    seal(&home, &bucket);
    std::fs::remove_dir_all(home.data().join("history")).unwrap();
    home.set("AMANA_HISTORY", "s3://no-such-bucket/gone");
    let said = home.run(&["doctor"]);
    assert!(said.stdout.contains("WRONG") && said.stdout.contains("there is no bucket no-such-bucket"), "{}", said.stdout);
    home.set("AMANA_HISTORY", &bucket.to_string());
    // Nobody listens there.
    home.set("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    let said = home.run(&["doctor"]);
    assert!(said.stdout.contains("WRONG") && said.stdout.contains("the store can't be reached"), "{}", said.stdout);
    assert!(!said.stdout.contains("hush") && !said.stdout.contains("visible"), "{}", said.stdout);
    let key = home.key("server");
    let program = home.serve();
    program.take(&key, &[json!({"type": "track", "userId": "u1", "event": "Product Viewed"})]);
    eventually("it says so", SOON, || program.said().contains("the history stays as it is for a moment").then_some(()));
    assert!(!program.said().contains("hush"), "{}", program.said());
    program.stop();
    home.set("AWS_ACCESS_KEY_ID", "");
    home.run(&["doctor"]).refused_with("needs AWS_ACCESS_KEY_ID in the environment");
}

#[test]
fn the_history_is_not_sealed_into_one_of_several_nodes_folders() {
    if !on_postgres() {
        tell("skipped: two nodes need PostgreSQL (AMANA_TEST_POSTGRES_URL)");
        return;
    }
    let mut home = Home::new();
    let folder = home.folder().join("sealed");
    home.set("AMANA_HISTORY", folder.to_str().unwrap());
    let first = home.serve();
    let good = format!("ok      The long history is in {}, in 0 files.", folder.display());
    let found = home.run(&["doctor"]).stdout;
    assert!(found.contains(&good), "{found}");
    let beside = home.second_node();
    let second = beside.serve();
    eventually("both say so", SOON, || {
        [&first, &second]
            .iter()
            .all(|node| node.said().contains("several nodes run, and the history is in a folder"))
            .then_some(())
    });
    let found = home.run(&["doctor"]).stdout;
    assert!(found.contains("WRONG   2 nodes run, and the long history is in a folder of one machine"), "{found}");
    second.stop();
    eventually("one node is enough for a folder", SOON, || home.run(&["doctor"]).stdout.contains(&good).then_some(()));
    first.stop();
}
