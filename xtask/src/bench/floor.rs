//! What the machine could do at best, measured in the same run: the floors that the figures are held against.

use crate::paths::Folder;
use crate::process::{Outcome, because};
use rusqlite::Connection;
use std::io::{Seek, SeekFrom, Write};
use std::time::{Duration, Instant};

/// How long a floor is measured.
const SPAN: Duration = Duration::from_secs(4);

/// The same bytes, one row an event, `commit` events a transaction, straight into SQLite (WAL, synchronous=FULL) on the
/// disk that the program uses. Events a second.
pub fn raw_inserts(event: &[u8], commit: u64) -> Outcome<f64> {
    let folder = Folder::on_disk("floor")?;
    let connection = open(&folder)?;
    sql(connection.execute_batch("CREATE TABLE journal (position INTEGER PRIMARY KEY, event BLOB NOT NULL) STRICT"))?;
    let mut insert = sql(connection.prepare("INSERT INTO journal (event) VALUES (?1)"))?;
    let (start, mut events) = (Instant::now(), 0);
    while start.elapsed() < SPAN {
        sql(connection.execute_batch("BEGIN IMMEDIATE"))?;
        for _ in 0..commit {
            sql(insert.execute([event]))?;
        }
        sql(connection.execute_batch("COMMIT"))?;
        events += commit;
    }
    Ok(events as f64 / start.elapsed().as_secs_f64())
}

/// One read and one rewritten row of 300 bytes an event, at random among so many customers, `commit` events a
/// transaction. Events a second: what a projection could do that neither coalesces nor remembers.
pub fn raw_rewrites(customers: u64, commit: u64) -> Outcome<f64> {
    let folder = Folder::on_disk("floor")?;
    let connection = open(&folder)?;
    sql(connection
        .execute_batch("CREATE TABLE facts (customer INTEGER PRIMARY KEY, seen INTEGER NOT NULL, state BLOB NOT NULL) STRICT"))?;
    let state = [7_u8; 300];
    sql(connection.execute_batch("BEGIN"))?;
    for customer in 0..customers {
        sql(connection
            .prepare_cached("INSERT INTO facts VALUES (?1, 0, ?2)")
            .and_then(|mut insert| insert.execute(rusqlite::params![customer as i64, state])))?;
    }
    sql(connection.execute_batch("COMMIT"))?;
    let mut read = sql(connection.prepare("SELECT seen FROM facts WHERE customer = ?1"))?;
    let mut write = sql(connection.prepare("UPDATE facts SET seen = ?2, state = ?3 WHERE customer = ?1"))?;
    let (start, mut events, mut random) = (Instant::now(), 0_u64, 1_u64);
    while start.elapsed() < SPAN {
        sql(connection.execute_batch("BEGIN IMMEDIATE"))?;
        for _ in 0..commit {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let customer = ((random >> 33) % customers.max(1)) as i64;
            let seen: i64 = sql(read.query_row([customer], |row| row.get(0)))?;
            sql(write.execute(rusqlite::params![customer, seen + 1, state]))?;
        }
        sql(connection.execute_batch("COMMIT"))?;
        events += commit;
    }
    Ok(events as f64 / start.elapsed().as_secs_f64())
}

/// Two new durable databases with a table each: what a first start cannot do without. Milliseconds, the median of nine.
pub fn two_new_databases() -> Outcome<f64> {
    let mut times = Vec::new();
    for _ in 0..9 {
        let folder = Folder::on_disk("floor")?;
        let start = Instant::now();
        for name in ["record.db", "views.db"] {
            let connection = sql(Connection::open(folder.path().join(name)))?;
            prepare(&connection)?;
            sql(connection.execute_batch("CREATE TABLE one (id INTEGER PRIMARY KEY); INSERT INTO one VALUES (1)"))?;
        }
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[times.len() / 2])
}

/// Times of writing and syncing 4 KiB at the end of a file, in microseconds.
pub fn fsyncs(count: usize) -> Outcome<Vec<u32>> {
    let folder = Folder::on_disk("floor")?;
    let mut file = std::fs::File::create(folder.path().join("synced")).map_err(because("make a file"))?;
    let block = [1_u8; 4096];
    let mut times = Vec::new();
    for _ in 0..count {
        let start = Instant::now();
        file.seek(SeekFrom::End(0))
            .and_then(|_| file.write_all(&block))
            .and_then(|()| file.sync_data())
            .map_err(because("sync a file"))?;
        times.push(u32::try_from(start.elapsed().as_micros()).unwrap_or(u32::MAX));
    }
    Ok(times)
}

fn open(folder: &Folder) -> Outcome<Connection> {
    let connection = sql(Connection::open(folder.path().join("floor.db")))?;
    prepare(&connection)?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> Outcome {
    sql(connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536",
    ))
}

fn sql<T>(result: rusqlite::Result<T>) -> Outcome<T> {
    result.map_err(because("use SQLite"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn syncing_takes_time() {
        assert_eq!(super::fsyncs(3).unwrap().len(), 3);
    }

    #[test]
    fn new_databases_are_timed() {
        assert!(super::two_new_databases().unwrap() > 0.0);
    }
}
