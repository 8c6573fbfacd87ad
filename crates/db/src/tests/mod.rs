//! The same small stories on whichever engine the run names.

mod tls;

use crate::{Db, Error, Lease, NodeId, Recorder, Store, TestDb, Tx, params};
use std::time::Duration;

#[test]
fn a_group_keeps_the_good_and_rolls_back_the_bad() {
    let test = TestDb::new();
    let recorder = Recorder::start(test.db.record.clone(), |tx| tx.lock_journal_head().map(drop));
    let insert = "INSERT INTO settings (name, value, changed_at) VALUES ($1, $2, $3)";
    let tickets: Vec<_> = (0..50i64)
        .map(|n| {
            recorder.submit(move |tx| {
                tx.execute(insert, params![format!("n{n}"), "v", n])?;
                if n % 2 == 1 { Err(Error::Conflict) } else { Ok(n) }
            })
        })
        .collect();
    for (n, ticket) in tickets.into_iter().enumerate() {
        assert_eq!(ticket.wait().is_ok(), n % 2 == 0);
    }
    let panicked = recorder.submit(|_| -> Result<(), Error> { panic!("a defect") }).wait();
    assert!(matches!(panicked, Err(Error::Other(_))));
    let kept: i64 = test.db.record.read(|tx| tx.query_one("SELECT COUNT(*) FROM settings", &[], |row| row.get(0))).unwrap();
    assert_eq!(kept, 25);
    recorder.stop();
    assert!(matches!(recorder.submit(|_| Ok::<_, Error>(())).wait(), Err(Error::Unavailable(_))));
}

#[test]
fn a_sure_command_that_fails_after_it_wrote_harms_the_others_once() {
    let test = TestDb::new();
    let recorder = Recorder::start(test.db.record.clone(), |tx| tx.lock_journal_head().map(drop));
    let insert = |n: u8| move |tx: &mut Tx<'_>| tx.execute("INSERT INTO once_keys (key) VALUES ($1)", params![[n; 16]]).map(drop);
    // All that are handed over while the first one waits are one group.
    let group = |first: u8, poison: fn(&mut Tx<'_>) -> Result<(), Error>| {
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let holder = recorder.submit(move |_| {
            let _ = wait.recv();
            Ok::<_, Error>(())
        });
        std::thread::sleep(Duration::from_millis(50));
        let tickets =
            [recorder.submit_sure(insert(first)), recorder.submit_sure(poison), recorder.submit_sure(insert(first + 1))];
        drop(go);
        holder.wait().unwrap();
        tickets.map(|ticket| ticket.wait().is_ok())
    };
    let refuses: fn(&mut Tx<'_>) -> Result<(), Error> = |_| Err(Error::Conflict);
    assert_eq!(group(0, refuses), [true, false, true], "what failed before it wrote harms nobody");
    let poison: fn(&mut Tx<'_>) -> Result<(), Error> = |tx| {
        tx.execute("INSERT INTO once_keys (key) VALUES ($1)", params![[200u8; 16]])?;
        Err(Error::Conflict)
    };
    let is_alone = test.db.record.path().is_none();
    assert_eq!(group(10, poison), [is_alone, false, is_alone]);
    assert_eq!(group(20, poison), [true, false, true], "and again it harms nobody");
    let kept = test.db.record.read(|tx| tx.query_one("SELECT COUNT(*) FROM once_keys", &[], |row| row.get::<i64>(0)));
    assert_eq!(kept.unwrap(), if is_alone { 6 } else { 4 });
}

#[test]
fn values_come_back_as_they_went_in() {
    let test = TestDb::new();
    test.db
        .record
        .write(|tx| {
            let blob = [7u8; 16];
            tx.insert_many(
                "INSERT INTO set_aside (id, at, source, reason, detail, sealed)",
                6,
                "ON CONFLICT (id) DO NOTHING",
                params![
                    blob,
                    i64::MAX,
                    None::<Vec<u8>>,
                    "قيمة",
                    "",
                    b"x".to_vec(),
                    blob,
                    1,
                    None::<Vec<u8>>,
                    "again",
                    "",
                    vec![0u8]
                ],
            )?;
            let (at, source, reason): (i64, Option<Vec<u8>>, String) = tx.query_one(
                "SELECT at, source, reason FROM set_aside WHERE id = $1 AND at = $2",
                params![blob, i64::MAX],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )?;
            assert_eq!((at, source, reason.as_str()), (i64::MAX, None, "قيمة"));
            assert!(tx.database_micros()? > 1_700_000_000_000_000);
            Ok::<_, Error>(())
        })
        .unwrap();
}

#[test]
fn a_lease_has_one_holder() {
    let test = TestDb::new();
    let lease = |node, millis| Lease::new("work", NodeId(node), Duration::from_millis(millis));
    assert!(lease(1, 100_000).hold(&test.db.views).unwrap());
    assert!(lease(1, 1).hold(&test.db.views).unwrap());
    std::thread::sleep(Duration::from_millis(20));
    assert!(lease(2, 100_000).hold(&test.db.views).unwrap());
    assert!(!lease(1, 100_000).hold(&test.db.views).unwrap());
    lease(2, 1).release(&test.db.views).unwrap();
    assert!(lease(1, 1).hold(&test.db.views).unwrap());
}

#[test]
fn a_lease_lasts_no_longer_where_the_database_s_clock_was_set_back() {
    let test = TestDb::new();
    let lease = |node| Lease::new("work", NodeId(node), Duration::from_millis(50));
    assert!(lease(1).hold(&test.db.views).unwrap());
    // Seen from an hour earlier, it ends an hour later.
    let ahead = "UPDATE leases SET until = until + 3600000000";
    test.db.views.write(|tx| tx.execute(ahead, &[])).unwrap();
    assert!(!lease(2).hold(&test.db.views).unwrap(), "its holder may live, and has a whole term to say so");
    std::thread::sleep(Duration::from_millis(100));
    assert!(lease(2).hold(&test.db.views).unwrap());
}

#[test]
fn an_error_inside_a_savepoint_leaves_the_transaction_usable() {
    let test = TestDb::new();
    test.db
        .record
        .write(|tx| {
            let twice = tx.savepoint(|tx| {
                for _ in 0..2 {
                    tx.execute("INSERT INTO once_keys (key) VALUES ($1)", params![[1u8; 16]])?;
                }
                Ok::<_, Error>(())
            });
            assert!(matches!(twice, Err(Error::Constraint(_))));
            tx.execute("INSERT INTO once_keys (key) VALUES ($1)", params![[2u8; 16]])
        })
        .unwrap();
    let keys: Vec<Vec<u8>> =
        test.db.record.read(|tx| tx.query("SELECT key FROM once_keys", &[], |row| row.get::<Vec<u8>>(0))).unwrap();
    assert_eq!(keys, [vec![2u8; 16]]);
}

#[test]
fn a_lease_is_free_the_moment_its_holder_is_gone() {
    let test = TestDb::new();
    // A folder has one program, which clears all leases when it starts.
    let Ok(dead) = Db::open(&test.location) else { panic!("a second program's connections") };
    let lease = |node| Lease::new("work", NodeId(node), Duration::from_mins(10));
    assert!(lease(1).hold(&dead.views).unwrap());
    assert!(!lease(2).hold(&test.db.views).unwrap());
    assert!(lease(1).hold(&dead.views).unwrap(), "the other's look took nothing");
    drop(dead);
    if test.db.views.path().is_some() {
        Lease::clear_all(&test.db.views).unwrap();
    }
    // The server sees the end of a session a moment after it.
    let until = std::time::Instant::now() + Duration::from_secs(5);
    while !lease(2).hold(&test.db.views).unwrap() {
        assert!(std::time::Instant::now() < until, "still held by the dead");
    }
    assert!(!lease(3).hold(&test.db.views).unwrap());
}

#[test]
fn a_node_whose_session_was_cut_is_present_again() {
    let test = TestDb::new();
    let Some(cut) = cutter(&test.db.record) else { return };
    let other = Db::open(&test.location).unwrap();
    let lease = |node| Lease::new("work", NodeId(node), Duration::from_mins(10));
    assert!(lease(1).hold(&test.db.views).unwrap());
    cut();
    assert!(lease(1).hold(&test.db.views).unwrap());
    assert!(!lease(2).hold(&other.views).unwrap());
}

/// Ends every other session of the database, as a restart of the server does; `None` on SQLite.
fn cutter(store: &Store) -> Option<impl Fn() + '_> {
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
    let ended = move || store.read(|tx| tx.query(sql, &[], |_| Ok(()))).unwrap().len();
    store.path().is_none().then_some(move || while ended() > 0 {})
}

fn session(store: &Store) -> i64 {
    store.read(|tx| tx.query_one("SELECT CAST(pg_backend_pid() AS BIGINT)", &[], |row| row.get(0))).unwrap()
}

#[test]
fn a_connection_outlives_an_error_and_is_clean_after_it() {
    let test = TestDb::new();
    let store = &test.db.record;
    let insert = "INSERT INTO once_keys (key) VALUES ($1)";
    let before = store.path().is_none().then(|| session(store));
    let given_up = store.write(|tx| tx.execute(insert, params![[1u8; 16]]).and(Err::<(), _>(Error::Conflict)));
    assert!(matches!(given_up, Err(Error::Conflict)));
    let refused = store.write(|tx| (0..2).try_for_each(|_| tx.execute(insert, params![[1u8; 16]]).map(drop)));
    assert!(matches!(refused, Err(Error::Constraint(_))));
    let unreadable = store.read(|tx| tx.query("SELECT nothing FROM nowhere", &[], |_| Ok(())));
    assert!(matches!(unreadable, Err(Error::Other(_))));
    store.write(|tx| tx.execute(insert, params![[1u8; 16]])).unwrap();
    assert_eq!(store.path().is_none().then(|| session(store)), before, "the same session throughout");
}

#[test]
fn a_statement_whose_failure_was_passed_over_is_not_committed_in_silence() {
    let test = TestDb::new();
    if test.db.record.path().is_some() {
        // SQLite rolls back the statement alone.
        return;
    }
    let outcome = test.db.record.write(|tx| {
        tx.execute("INSERT INTO once_keys (key) VALUES ($1)", params![[1u8; 16]])?;
        let _ = tx.execute("INSERT INTO once_keys (key) VALUES ($1)", params![[1u8; 16]]);
        Ok::<_, Error>(())
    });
    assert!(outcome.is_err());
}

#[test]
fn connections_that_died_unused_cost_nobody_an_error() {
    let test = TestDb::new();
    let Some(cut) = cutter(&test.db.record) else { return };
    let barrier = std::sync::Barrier::new(5);
    std::thread::scope(|scope| {
        for _ in 0..5 {
            scope.spawn(|| test.db.views.read(|_| Ok::<_, Error>(barrier.wait())).map(drop).unwrap());
        }
    });
    cut();
    for _ in 0..6 {
        test.db.ping().unwrap();
    }
}

#[test]
fn a_session_that_ends_in_the_middle_is_an_error_and_not_used_again() {
    let test = TestDb::new();
    let store = &test.db.record;
    if store.path().is_some() {
        return;
    }
    let ended = store.write(|tx| {
        tx.query("SELECT pg_terminate_backend(pg_backend_pid())", &[], |_| Ok(()))?;
        tx.query("SELECT 1", &[], |_| Ok(()))
    });
    assert!(matches!(ended, Err(Error::Unavailable(_))), "{ended:?}");
    test.db.ping().unwrap();
}

#[test]
fn what_is_done_later_is_done_before_what_follows_it() {
    let test = TestDb::new();
    let insert = "INSERT INTO settings (name, value, changed_at) VALUES ($1, $2, $3)";
    let kept = test.db.record.write(|tx| {
        for n in 0..600i64 {
            tx.execute_later(insert, params![format!("n{n}"), "v", n])?;
        }
        tx.insert_many_later("INSERT INTO once_keys (key)", 1, "", params![[1u8; 16], [2u8; 16]])?;
        tx.execute("UPDATE settings SET value = 'w' WHERE changed_at >= $1", params![590])?;
        tx.execute_later("DELETE FROM settings WHERE changed_at < $1", params![500])?;
        tx.query_one("SELECT COUNT(*) FROM settings", &[], |row| row.get::<i64>(0))
    });
    assert_eq!(kept.unwrap(), 100);
    let changed = "SELECT COUNT(*) FROM settings WHERE value = 'w'";
    let read = |sql| test.db.record.read(|tx| tx.query_one(sql, &[], |row| row.get::<i64>(0))).unwrap();
    assert_eq!((read(changed), read("SELECT COUNT(*) FROM once_keys")), (10, 2));
    let keys = [[2u8; 16], [3; 16], [1; 16]];
    let mut found: Vec<Vec<u8>> = test
        .db
        .record
        .read(|tx| {
            tx.query_keys("SELECT key FROM once_keys WHERE key", &keys.each_ref().map(<[u8; 16]>::as_slice), |row| row.get(0))
        })
        .unwrap();
    found.sort();
    assert_eq!(found, [[1u8; 16], [2; 16]]);
}

#[test]
fn what_fails_later_fails_its_own_command_alone() {
    let test = TestDb::new();
    let recorder = Recorder::start(test.db.record.clone(), |tx| tx.lock_journal_head().map(drop));
    let tickets: Vec<_> = (0..40u8)
        .map(|n| {
            recorder.submit(move |tx| {
                tx.execute_later("INSERT INTO once_keys (key) VALUES ($1)", params![[n; 16]])?;
                if n % 4 == 1 {
                    tx.execute_later("INSERT INTO once_keys (key) VALUES ($1)", params![[n; 16]])?;
                }
                if n % 4 == 2 { Err(Error::Conflict) } else { Ok(()) }
            })
        })
        .collect();
    for (n, ticket) in tickets.into_iter().enumerate() {
        let outcome = ticket.wait();
        match n % 4 {
            1 => assert!(matches!(outcome, Err(Error::Constraint(_))), "{n}: {outcome:?}"),
            2 => assert!(matches!(outcome, Err(Error::Conflict)), "{n}: {outcome:?}"),
            _ => assert!(outcome.is_ok(), "{n}: {outcome:?}"),
        }
    }
    let kept = test.db.record.read(|tx| tx.query_one("SELECT COUNT(*) FROM once_keys", &[], |row| row.get::<i64>(0)));
    assert_eq!(kept.unwrap(), 20);
}

#[test]
fn rows_done_later_stay_on_their_side_of_a_savepoint() {
    let test = TestDb::new();
    let key = |tx: &mut Tx<'_>, n: u8| tx.insert_many_later("INSERT INTO once_keys (key)", 1, "", params![[n; 16]]);
    let upsert = |tx: &mut Tx<'_>, value: &str| {
        let tail = "ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        tx.insert_many_later("INSERT INTO settings (name, value, changed_at)", 3, tail, params!["one", value, 0])
    };
    let inner = test.db.record.write(|tx| {
        key(tx, 1)?;
        upsert(tx, "first")?;
        let inner = tx.savepoint(|tx| {
            key(tx, 2)?;
            upsert(tx, "undone")?;
            Err::<(), _>(Error::Conflict)
        });
        (3..9).try_for_each(|n| key(tx, n))?;
        upsert(tx, "second")?;
        upsert(tx, "last")?;
        Ok::<_, Error>(inner)
    });
    assert_eq!(inner.unwrap(), Err(Error::Conflict));
    let (keys, value): (i64, String) = test
        .db
        .record
        .read(|tx| {
            let keys = tx.query_one("SELECT COUNT(*) FROM once_keys", &[], |row| row.get(0))?;
            Ok::<_, Error>((keys, tx.query_one("SELECT value FROM settings WHERE name = 'one'", &[], |row| row.get(0))?))
        })
        .unwrap();
    assert_eq!((keys, value.as_str()), (7, "last"));
}
