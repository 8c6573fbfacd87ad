//! A million people who wait in journeys: what that costs while nobody is due, and how fast those go on who fall due at one moment.

use super::{beside_bar, embedded, inside};
use crate::bench::{Figure, Setting, clock};
use crate::paths::Folder;
use crate::process::{Outcome, because};
use crate::program::Store;
use rusqlite::{Connection, OpenFlags, params};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const PEOPLE: u64 = 1_000_000;
/// Of so many one falls due.
const DUE_EACH: u64 = 100;
/// How long the program is left alone, and how long before that it has to settle.
const QUIET: Duration = Duration::from_mins(1);
const SETTLING: Duration = Duration::from_secs(10);
/// Until they fall due, within which the program starts.
const AHEAD: Duration = Duration::from_secs(15);
const PATIENCE: Duration = Duration::from_mins(10);
const SHARE_MAX: f64 = 1.0;

pub fn run(setting: &Setting) -> Outcome<Vec<Figure>> {
    embedded(setting)?;
    let people = setting.people.unwrap_or(PEOPLE);
    let span = setting.asked_span.unwrap_or(QUIET);
    let nobody = rest(&laid(setting, 0)?.store, span)?;
    let full = laid(setting, people)?;
    let seen = rest(&full.store, span)?;
    if full.count("SELECT COUNT(*) FROM journey_runs WHERE state = 0", 0)? != people {
        return Err("somebody went on who was not due".to_owned());
    }
    let share = Figure {
        name: "waiting",
        value: seen.share,
        unit: "% of a core",
        floor: Some(nobody.share),
        notes: format!(
            "{}; {people} people waiting, over {} s; the floor is the same with nobody waiting",
            beside_bar(seen.share < SHARE_MAX, "< 1%"),
            span.as_secs()
        ),
    };
    let memory = Figure {
        name: "waiting-memory",
        value: seen.megabytes,
        unit: "MB",
        floor: Some(nobody.megabytes),
        notes: "resident, after that time; the floor is the same with nobody waiting".to_owned(),
    };
    Ok(vec![share, memory, full.fall_due(people.div_ceil(DUE_EACH))?])
}

/// A store in which people wait, removed when dropped.
struct Laid {
    store: Store,
    data: PathBuf,
    _folder: Folder,
}

/// What the program took while nothing happened.
struct Rest {
    share: f64,
    megabytes: f64,
}

fn laid(setting: &Setting, people: u64) -> Outcome<Laid> {
    let folder = Folder::on_disk("waiting")?;
    let data = folder.path().join("data");
    std::fs::create_dir_all(&data).map_err(because("make the data folder"))?;
    inside(&["waiting", "--data", &data.to_string_lossy(), "--people", &people.to_string()])?;
    Ok(Laid { store: Store::new(&setting.binary, &data), data, _folder: folder })
}

fn rest(store: &Store, span: Duration) -> Outcome<Rest> {
    let server = store.serve()?;
    std::thread::sleep(SETTLING);
    let (before, started) = (server.on_cores()?, Instant::now());
    std::thread::sleep(span);
    let busy = server.on_cores()?.saturating_sub(before);
    let share = 100.0 * busy.as_secs_f64() / started.elapsed().as_secs_f64();
    let megabytes = server.resident_bytes()? as f64 / 1e6;
    server.stop()?;
    Ok(Rest { share, megabytes })
}

impl Laid {
    /// Lets so many fall due at one moment, and waits until all of them have come to the end.
    fn fall_due(&self, count: u64) -> Outcome<Figure> {
        let due_ms = clock::millis() + AHEAD.as_millis() as u64;
        let due = (due_ms * 1000).cast_signed();
        // The ids begin with when they went in; the last bytes are nobody's in particular.
        let sql = "UPDATE journey_runs SET due_at = ?1 WHERE id IN (SELECT id FROM journey_runs ORDER BY substr(id, 9) LIMIT ?2)";
        let changed = open(&self.data, OpenFlags::SQLITE_OPEN_READ_WRITE)
            .and_then(|views| views.execute(sql, params![due, count.cast_signed()]))
            .map_err(because("let people fall due"))?;
        let server = self.store.serve()?;
        let left = Duration::from_millis(due_ms.saturating_sub(clock::millis()));
        if changed as u64 != count || left.is_zero() {
            return Err(format!("{changed} of {count} fall due, {} s after the start", left.as_secs_f64()));
        }
        let moment = Instant::now() + left;
        std::thread::sleep(left);
        let views = open(&self.data, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(because("open the views"))?;
        while ask(&views, "SELECT COUNT(*) FROM journey_runs WHERE due_at <= ?1", due)? > 0 {
            if moment.elapsed() > PATIENCE {
                return Err(format!("not all went on within {} s\n{}", PATIENCE.as_secs(), server.last_words()));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let seconds = moment.elapsed().as_secs_f64();
        server.stop()?;
        let (finished, counted) = (
            self.count("SELECT COUNT(*) FROM journey_runs WHERE state = 1 AND changed_at >= ?1", due)?,
            self.count("SELECT COALESCE(SUM(people), 0) FROM journey_counts WHERE outcome = 'end'", due)?,
        );
        if (finished, counted) != (count, count) {
            return Err(format!("of {count} who were due {finished} came to the end, and {counted} were counted there"));
        }
        let notes = format!("{count} people who fell due at one moment had all gone on after {seconds:.2} s");
        Ok(Figure { name: "waiting-due", value: count as f64 / seconds, unit: "people/s", floor: None, notes })
    }

    fn count(&self, sql: &str, parameter: i64) -> Outcome<u64> {
        let views = open(&self.data, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(because("open the views"))?;
        ask(&views, sql, parameter)
    }
}

fn open(data: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let views = Connection::open_with_flags(data.join("views.db"), flags)?;
    views.busy_timeout(Duration::from_secs(10))?;
    Ok(views)
}

fn ask(views: &Connection, sql: &str, parameter: i64) -> Outcome<u64> {
    let counted = views.prepare_cached(sql).and_then(|mut asked| {
        let parameters: &[&dyn rusqlite::ToSql] = if asked.parameter_count() == 0 { &[] } else { &[&parameter] };
        asked.query_row(parameters, |row| row.get::<_, i64>(0))
    });
    counted.map(|count| count.max(0).unsigned_abs()).map_err(because("count people who wait"))
}
