//! Another program holds the files' locks, as a backup tool may: who can wait waits, who can't is told so, nothing is lost.

use crate::loads::Load;
use crate::looks;
use crate::support::{Home, SOON, eventually, on_postgres, tell};
use capabilities::messaging::MessageState;
use capabilities::messaging::testing::{Script, SmtpServer};
use db::{Db, Error, Store};
use serde_json::json;
use std::sync::Barrier;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// Takes a file's lock as `BEGIN EXCLUSIVE` does, and keeps it until told to let go.
fn hold(store: &Store, held: &Barrier, let_go: &Receiver<()>) {
    let kept = store.write(|tx| {
        tx.batch("COMMIT; BEGIN EXCLUSIVE")?;
        held.wait();
        let _ = let_go.recv();
        Ok::<_, Error>(())
    });
    kept.expect("the lock");
}

/// Runs `work` while a stranger to the program holds all three files.
fn while_locked<T>(db: &Db, work: impl FnOnce() -> T) -> T {
    let (held, stores) = (Barrier::new(4), [&db.record, &db.views, &db.access]);
    let (letting, channels): (Vec<Sender<()>>, Vec<Receiver<()>>) = stores.iter().map(|_| channel()).unzip();
    std::thread::scope(|scope| {
        for (store, let_go) in stores.into_iter().zip(channels) {
            let held = &held;
            scope.spawn(move || hold(store, held, &let_go));
        }
        held.wait();
        let done = work();
        drop(letting);
        done
    })
}

#[test]
fn files_that_another_program_locks_are_waited_for_and_the_door_says_so() {
    if on_postgres() {
        tell("skipped: there are no files to lock");
        return;
    }
    let mail = SmtpServer::start(Script::default()).unwrap();
    let home = Home::new().with("AMANA_SMTP_URL", &mail.url()).with("AMANA_MAIL_CONNECTIONS", "2");
    let key = home.key("server");
    let program = home.serve();
    let load = Load::start(program.address, &key, 2, Duration::from_millis(20));
    eventually("letters go out", SOON, || (mail.received().len() > 3).then_some(()));
    let ready = || program.get("/readyz").is_ok_and(|answer| answer.status == 200);
    let probe = [json!({"type": "track", "userId": "probe", "event": "Letter Read"})];
    let db = home.db();

    // For a moment: whoever comes is served afterwards.
    let waiting = std::thread::scope(|scope| {
        let waiting = while_locked(&db, || {
            let waiting = scope.spawn(|| program.send(&key, &probe).expect("an answer"));
            eventually("it says that it is not ready", Duration::from_secs(10), || (!ready()).then_some(()));
            assert!(!waiting.is_finished());
            waiting
        });
        waiting.join().expect("a client")
    });
    assert_eq!(waiting.status, 200, "{}", waiting.body);
    eventually("ready again", Duration::from_secs(10), || ready().then_some(()));

    // For longer than anybody waits.
    let letters = while_locked(&db, || {
        let refused = program.send(&key, &probe).expect("the door answers");
        assert_eq!(refused.status, 503, "{}", refused.body);
        assert!(refused.header("retry-after").is_some(), "{refused:?}");
        let not_ready = program.get("/readyz").expect("an answer");
        assert_eq!((not_ready.status, not_ready.body.as_str()), (503, "the database can be read but takes no writes\n"));
        assert_eq!(program.get("/healthz").expect("it lives").status, 200);
        assert_eq!(program.get("/metrics").expect("what can be read is shown").status, 200);
        mail.received().len()
    });
    let acknowledged = load.acknowledged();
    eventually("ready again", Duration::from_secs(10), || ready().then_some(()));
    eventually("events again", Duration::from_secs(10), || (load.acknowledged() > acknowledged + 10).then_some(()));
    eventually("letters again", SOON, || (mail.received().len() > letters + 3).then_some(()));

    let sent = load.finish();
    eventually("all is worked through", Duration::from_mins(2), || {
        (looks::all_is_read(&db) && looks::all_settled(&db)).then_some(())
    });
    program.stop();
    looks::assert_all_there_once(&db, &sent);
    looks::assert_without_gaps(&db);
    assert_eq!(looks::order_totals(&db), (sent.orders, sent.cents));
    assert_eq!(looks::in_state(&db, MessageState::Sent) as u64, sent.orders + sent.agreed);
    assert!(looks::arrivals(&mail).values().all(|times| *times == 1), "nobody died: nothing is sent twice");
    drop(db);
    looks::assert_rebuild_changes_nothing(&home);
}
