//! The same small stories on whichever engine the run names.

use crate::{Error, Lease, NodeId, Recorder, TestDb, params};
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
