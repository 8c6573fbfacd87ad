//! GDPRbench-derived workloads (after Shastri et al., PVLDB 13(7)): a controller, customers and processors at ten thousand
//! people. Amana over HTTP, beside PostgreSQL with hand-written SQL that has the same duties, over its own protocol.

use super::crowd::{Turn, crowd, expect, read, send};
use super::drive::Until;
use super::shop::Shop;
use super::{Figure, Setting};
use crate::cluster::Cluster;
use crate::http::Connection;
use crate::paths::{self, Folder};
use crate::process::{Outcome, Running, because, read as read_output};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

const PEOPLE: u64 = 10_000;
const CLIENTS: u32 = 32;
/// Ten times GDPRbench's default, so that a run takes seconds; every client has as many.
const OPERATIONS_A_CLIENT: u64 = 312;
const OPERATIONS: u64 = OPERATIONS_A_CLIENT * CLIENTS as u64;
/// The exponent of GDPRbench's (YCSB's) skewed choice, as far as `pgbench` allows it.
const SKEW: f64 = 1.1;
const PURPOSES: [&str; 4] = ["personalise", "marketing_email", "customer_care", "analytics"];
/// Of people who were touched once, so many are looked at afterwards.
const LOOKED_AT: usize = 200;
const DATABASE: &str = "gdpr";

/// What is done to a person's data; the word names the statement in `gdpr.sql`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Op {
    Create,
    Erase,
    Read,
    ReadByPurpose,
    ReadByUser,
    MetadataByPurpose,
    MetadataByUser,
    Change,
    DecideByPurpose,
    DecideByUser,
}

impl Op {
    fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Erase => "erase",
            Self::Read => "read",
            Self::ReadByPurpose => "read-by-purpose",
            Self::ReadByUser => "read-by-user",
            Self::MetadataByPurpose => "metadata-by-purpose",
            Self::MetadataByUser => "metadata-by-user",
            Self::Change => "change",
            Self::DecideByPurpose => "decide-by-purpose",
            Self::DecideByUser => "decide-by-user",
        }
    }
}

/// Who does what how often, of a hundred, and whether some people are met far more often than others.
struct Workload {
    name: &'static str,
    mix: &'static [(Op, u64)],
    is_skewed: bool,
}

const WORKLOADS: [Workload; 3] = [
    Workload {
        name: "gdpr-controller",
        mix: &[(Op::Create, 25), (Op::Erase, 25), (Op::DecideByPurpose, 25), (Op::DecideByUser, 25)],
        is_skewed: false,
    },
    Workload {
        name: "gdpr-customer",
        mix: &[
            (Op::Read, 20),
            (Op::MetadataByPurpose, 10),
            (Op::MetadataByUser, 10),
            (Op::Change, 20),
            (Op::DecideByPurpose, 10),
            (Op::DecideByUser, 10),
            (Op::Erase, 20),
        ],
        is_skewed: true,
    },
    Workload { name: "gdpr-processor", mix: &[(Op::Read, 20), (Op::ReadByPurpose, 40), (Op::ReadByUser, 40)], is_skewed: false },
];

/// Each workload on data of its own, so that none finds what another left.
pub fn run(setting: &Setting) -> Outcome<Vec<Figure>> {
    let statements = Statements::read()?;
    let measure = |workload: &Workload| {
        let ours = Ours::open(setting)?.run(workload)?;
        let theirs = theirs(workload, &statements)?;
        let notes = format!(
            "{OPERATIONS} operations by {CLIENTS} clients; p50 {:.1} ms, p99 {:.1} ms; {}; PostgreSQL: {}",
            ours.p50, ours.p99, ours.checked, theirs.checked
        );
        Ok(Figure { name: workload.name, value: ours.seconds, unit: "s", floor: Some(theirs.seconds), notes })
    };
    WORKLOADS.iter().map(measure).collect()
}

struct Done {
    seconds: f64,
    p50: f64,
    p99: f64,
    /// What was looked at afterwards, and held.
    checked: String,
}

/// Who comes next, the same for the same turn.
struct Choice {
    /// Shares of the people up to each, where some are met more often.
    skew: Option<Vec<f64>>,
}

impl Choice {
    fn of(workload: &Workload) -> Self {
        let skew = workload.is_skewed.then(|| {
            let mut sum = 0.0;
            let mut sums: Vec<f64> = (1..=PEOPLE)
                .map(|rank| {
                    sum += (rank as f64).powf(-SKEW);
                    sum
                })
                .collect();
            for share in &mut sums {
                *share /= sum;
            }
            sums
        });
        Self { skew }
    }

    /// Somebody, from 1 on.
    fn person(&self, random: &mut u64) -> u64 {
        match &self.skew {
            None => below(random, PEOPLE) + 1,
            Some(sums) => {
                let at = below(random, 1 << 31) as f64 / f64::from(1_u32 << 31);
                (sums.partition_point(|share| *share < at) as u64).min(PEOPLE - 1) + 1
            }
        }
    }
}

/// Knuth's generator; the upper bits are the good ones.
fn below(random: &mut u64, limit: u64) -> u64 {
    *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*random >> 33) % limit
}

fn pick(mix: &[(Op, u64)], random: &mut u64) -> Op {
    let mut at = below(random, 100);
    for (op, share) in mix {
        if at < *share {
            return *op;
        }
        at -= share;
    }
    mix[0].0
}

/// What happened to each person, to look at afterwards.
#[derive(Default)]
struct Past {
    is_erased: AtomicBool,
    /// Decisions about them, and the last one.
    decided: Mutex<(u64, Option<(usize, bool)>)>,
}

/// Amana with the ten thousand.
struct Ours {
    shop: Shop,
    admin: String,
    ids: Vec<String>,
    past: Vec<Past>,
    created: AtomicU64,
    nobody: AtomicU64,
}

impl Ours {
    fn open(setting: &Setting) -> Outcome<Self> {
        let shop = Shop::open(setting, None)?;
        let admin = shop.store.create_key("admin")?;
        let (host, key) = (shop.server.address, shop.server_key.clone());
        let load = |connection: &mut Connection, turn: Turn| {
            let person = turn.turn * u64::from(CLIENTS) + u64::from(turn.client) + 1;
            if person <= PEOPLE { hello(connection, host, &key, person) } else { Ok(()) }
        };
        crowd(host, CLIENTS, Until::Events(PEOPLE.div_ceil(u64::from(CLIENTS)) * u64::from(CLIENTS)), load)?;
        shop.settle(Duration::from_mins(2))?;
        let found = Mutex::new(HashMap::new());
        let find = |connection: &mut Connection, turn: Turn| {
            let person = turn.turn * u64::from(CLIENTS) + u64::from(turn.client) + 1;
            if person > PEOPLE {
                return Ok(());
            }
            let path = format!("/api/v1/customers?q=user-{person}");
            let answer = read(&send(connection, host, "GET", &path, Some(&admin), &Value::Null)?)?;
            let id = answer["data"][0]["id"].as_str().ok_or_else(|| format!("user-{person} is not found: {answer}"))?;
            found.lock().map_err(because("keep an id"))?.insert(person, id.to_owned());
            Ok(())
        };
        crowd(host, CLIENTS, Until::Events(PEOPLE.div_ceil(u64::from(CLIENTS)) * u64::from(CLIENTS)), find)?;
        let mut found = found.into_inner().map_err(because("keep the ids"))?;
        let ids = (1..=PEOPLE).map(|person| found.remove(&person).unwrap_or_default()).collect();
        let past = (0..PEOPLE).map(|_| Past::default()).collect();
        Ok(Self { shop, admin, ids, past, created: AtomicU64::new(0), nobody: AtomicU64::new(0) })
    }

    fn run(&self, workload: &Workload) -> Outcome<Done> {
        let choice = Choice::of(workload);
        let ask = |connection: &mut Connection, turn: Turn| {
            // Every turn has a beginning of its own, well mixed.
            let mut random = turn.number().wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x7EA;
            below(&mut random, 2);
            let op = pick(workload.mix, &mut random);
            let person = choice.person(&mut random);
            self.act(connection, op, person, &mut random, turn)
        };
        let mut tally = crowd(self.shop.server.address, CLIENTS, Until::Events(OPERATIONS), ask)?;
        let checked = self.check()?;
        let (p50, p99) = (tally.percentile(50.0), tally.percentile(99.0));
        Ok(Done { seconds: tally.elapsed.as_secs_f64(), p50, p99, checked })
    }

    fn act(&self, connection: &mut Connection, op: Op, person: u64, random: &mut u64, turn: Turn) -> Outcome {
        let host = self.shop.server.address;
        let (id, past) = (&self.ids[person as usize - 1], &self.past[person as usize - 1]);
        let was_erased = past.is_erased.load(Ordering::SeqCst);
        let mut ask = |method: &str, path: &str, body: &Value| send(connection, host, method, path, Some(&self.admin), body);
        let answer = match op {
            Op::Create => {
                self.created.fetch_add(1, Ordering::Relaxed);
                return hello(connection, host, &self.shop.server_key, PEOPLE + 1 + turn.number());
            }
            Op::Erase => {
                // Before it is asked for: from some moment of it on they are gone.
                past.is_erased.store(true, Ordering::SeqCst);
                ask("DELETE", &format!("/api/v1/customers/{id}"), &Value::Null)?
            }
            Op::Read | Op::ReadByPurpose => ask("GET", &format!("/api/v1/customers/{id}"), &Value::Null)?,
            Op::ReadByUser => ask("GET", &format!("/api/v1/customers?q=user-{person}%40example.test"), &Value::Null)?,
            Op::MetadataByPurpose | Op::MetadataByUser => ask("GET", &format!("/api/v1/customers/{id}/consents"), &Value::Null)?,
            // Whoever is gone would be somebody new by the same name.
            Op::Change if was_erased => ask("GET", &format!("/api/v1/customers/{id}"), &Value::Null)?,
            Op::Change => {
                let traits = json!({"phone": format!("+9665{:08}", below(random, 100_000_000))});
                let body = json!({"type": "identify", "userId": format!("user-{person}"), "traits": traits,
                    "messageId": format!("change-{}", turn.number())});
                send(connection, host, "POST", "/v1/identify", Some(&self.shop.server_key), &body)?
            }
            Op::DecideByPurpose | Op::DecideByUser => {
                let (first, agrees) = (below(random, 4) as usize, below(random, 2) == 1);
                let state = if agrees { "given" } else { "withdrawn" };
                let chosen = if op == Op::DecideByUser { (0..4).collect() } else { vec![first] };
                let decisions: Vec<Value> =
                    chosen.iter().map(|purpose| json!({"purpose": PURPOSES[*purpose], "state": state})).collect();
                let body = json!({"decisions": decisions});
                let answer = ask("PUT", &format!("/api/v1/customers/{id}/consents"), &body)?;
                if answer.status == 200 {
                    let mut decided = past.decided.lock().map_err(because("note a decision"))?;
                    *decided = (decided.0 + 1, chosen.first().map(|purpose| (*purpose, agrees)));
                }
                answer
            }
        };
        match answer.status {
            200 => {}
            404 | 409 if past.is_erased.load(Ordering::SeqCst) => {
                self.nobody.fetch_add(1, Ordering::Relaxed);
                return Ok(());
            }
            _ => return expect(&answer, "the program").map(drop),
        }
        // What is read is theirs, and whole.
        if matches!(op, Op::Read | Op::ReadByPurpose | Op::ReadByUser) && !was_erased {
            let email = format!("user-{person}@example.test");
            if !answer.text().contains(&email) && !past.is_erased.load(Ordering::SeqCst) {
                return Err(format!("the answer about {id} holds no {email}: {}", answer.text()));
            }
        }
        Ok(())
    }

    /// Whether everything is as it was asked for.
    fn check(&self) -> Outcome<String> {
        let host = self.shop.server.address;
        let mut connection = Connection::open(host).map_err(because("connect"))?;
        let mut ask = |path: &str| send(&mut connection, host, "GET", path, Some(&self.admin), &Value::Null);
        let erased = self.past.iter().filter(|past| past.is_erased.load(Ordering::SeqCst)).count() as u64;
        let registered = self.shop.count("SELECT COUNT(*) FROM erasures")?;
        if registered != erased {
            return Err(format!("{erased} people were erased, and {registered} are in the register"));
        }
        let people = self.shop.count("SELECT COUNT(*) FROM customers WHERE root IS NULL AND erased_at IS NULL")?;
        let created = self.created.load(Ordering::Relaxed);
        if people != PEOPLE + created - erased {
            return Err(format!("{people} people are there, not {PEOPLE} and {created} less {erased}"));
        }
        let (mut gone, mut decided) = (0, 0);
        for (id, past) in self.ids.iter().zip(&self.past) {
            if past.is_erased.load(Ordering::SeqCst) {
                if gone < LOOKED_AT {
                    gone += 1;
                    let answer = ask(&format!("/api/v1/customers/{id}"))?;
                    if answer.status == 200 && answer.text().contains("@example.test") {
                        return Err(format!("{id} was erased, and is shown: {}", answer.text()));
                    }
                }
            } else if let (1, Some((purpose, agrees))) = *past.decided.lock().map_err(because("read a decision"))?
                && decided < LOOKED_AT
            {
                decided += 1;
                let answer = read(&ask(&format!("/api/v1/customers/{id}/consents"))?)?;
                let holds =
                    answer["holds"].as_array().is_some_and(|all| all.iter().any(|one| one["purpose"] == PURPOSES[purpose]));
                if holds != agrees {
                    return Err(format!("{id} decided {agrees} about {}, and it holds: {holds}", PURPOSES[purpose]));
                }
            }
        }
        let nobody = self.nobody.load(Ordering::Relaxed);
        Ok(format!(
            "{created} came, {erased} were erased, {nobody} asked for met nobody; {gone} of the erased and {decided} decisions looked at"
        ))
    }
}

/// Somebody, with what they agree to.
fn hello(connection: &mut Connection, host: SocketAddr, key: &str, person: u64) -> Outcome {
    let consent: Value = PURPOSES.iter().map(|purpose| ((*purpose).to_owned(), json!(true))).collect();
    let traits = json!({"name": format!("Sara Karimi {person}"), "email": format!("user-{person}@example.test"),
        "phone": format!("+9665{:08}", person % 100_000_000)});
    let body = json!({"type": "identify", "userId": format!("user-{person}"), "messageId": format!("hello-{person}"),
        "traits": traits, "context": {"consent": {"categoryPreferences": consent}}});
    expect(&send(connection, host, "POST", "/v1/identify", Some(key), &body)?, "the program").map(drop)
}

/// `gdpr.sql` by its parts.
struct Statements(HashMap<String, String>);

impl Statements {
    fn read() -> Outcome<Self> {
        let text = std::fs::read_to_string(paths::beside().join("gdpr.sql")).map_err(because("read gdpr.sql"))?;
        let parts = text.split("-- ## ").skip(1).filter_map(|part| part.split_once('\n'));
        Ok(Self(parts.map(|(name, sql)| (name.trim().to_owned(), sql.trim().to_owned())).collect()))
    }

    fn get(&self, name: &str) -> Outcome<&str> {
        self.0.get(name).map(String::as_str).ok_or_else(|| format!("gdpr.sql has no part `{name}`"))
    }
}

/// The same by PostgreSQL's own load generator: prepared statements, a connection each, as many operations.
fn theirs(workload: &Workload, statements: &Statements) -> Outcome<Done> {
    let cluster = Cluster::start()?;
    cluster.database(DATABASE)?;
    let durability = cluster.ask(DATABASE, "SHOW fsync; SHOW synchronous_commit")?;
    if durability != "on\non" {
        return Err(format!("PostgreSQL's fsync and synchronous_commit stand at {durability:?}"));
    }
    cluster.ask(DATABASE, statements.get("schema")?)?;
    cluster.ask(DATABASE, statements.get("load")?)?;
    let folder = Folder::new("gdpr")?;
    let script = |name: &str, text: &str| {
        let path = folder.path().join(format!("{name}.sql"));
        std::fs::write(&path, text).map_err(because("write a script"))?;
        Ok::<_, String>(path)
    };
    // What has ended is deleted once a second, as the program does twice.
    let mut due = cluster.client("pgbench", DATABASE)?;
    due.args(["-n", "-c", "1", "-R", "1", "-T", "3600", "-f"]).arg(script("due", statements.get("due")?)?);
    let _due = Running::spawn("pgbench", "TERM", due.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()))?;
    let key = if workload.is_skewed { format!("random_zipfian(1, {PEOPLE}, {SKEW})") } else { format!("random(1, {PEOPLE})") };
    let draw = format!(
        "\\set key {key}\n\\set purpose random(0, 3)\n\\set allowed random(0, 1)\n\\set n :n + 1\n\
         \\set fresh {PEOPLE} + 1 + :client_id * 10000000 + :n\n"
    );
    let mut load = cluster.client("pgbench", DATABASE)?;
    load.args(["-n", "-M", "prepared", "-j", "2", "--random-seed=2026", "-D", "n=0"]);
    load.args(["-c", &CLIENTS.to_string(), "-t", &OPERATIONS_A_CLIENT.to_string()]);
    for (op, share) in workload.mix {
        let path = script(op.word(), &format!("{draw}{}\n", statements.get(op.word())?))?;
        load.arg("-f").arg(format!("{}@{share}", path.display()));
    }
    let said = read_output(&mut load)?;
    let rate = number_after(&said, "tps = ").ok_or_else(|| format!("pgbench says no rate:\n{said}"))?;
    let processed = number_after(&said, "actually processed: ").unwrap_or_default();
    if processed as u64 != OPERATIONS || number_after(&said, "failed transactions: ") != Some(0.0) {
        return Err(format!("pgbench did not do everything:\n{said}"));
    }
    let people =
        "SELECT (SELECT COUNT(*) FROM records) + (SELECT COUNT(*) FROM erased) - COUNT(*) FROM records WHERE key > 10000";
    let people = cluster.ask(DATABASE, people)?;
    if people != PEOPLE.to_string() {
        return Err(format!("{people} people are there or erased, not {PEOPLE}"));
    }
    let counts = "SELECT (SELECT COUNT(*) FROM erased), (SELECT COUNT(*) FROM looks), (SELECT COUNT(*) FROM decisions)";
    let counts = cluster.ask(DATABASE, counts)?;
    let checked = format!("erased|looks|decisions {counts}");
    Ok(Done { seconds: processed / rate, p50: 0.0, p99: 0.0, checked })
}

fn number_after(text: &str, mark: &str) -> Option<f64> {
    let rest = text.split_once(mark)?.1;
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len());
    rest[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_make_a_hundred_and_every_operation_has_its_statement() {
        let statements = Statements::read().unwrap();
        for workload in &WORKLOADS {
            assert_eq!(workload.mix.iter().map(|(_, share)| share).sum::<u64>(), 100, "{}", workload.name);
            for (op, _) in workload.mix {
                assert!(statements.get(op.word()).unwrap().ends_with(';'));
            }
        }
    }

    #[test]
    fn some_are_met_more_often_than_others() {
        let (mut random, mut first) = (1, 0);
        let skewed = Choice::of(&WORKLOADS[1]);
        for _ in 0..1000 {
            let person = skewed.person(&mut random);
            assert!((1..=PEOPLE).contains(&person));
            first += u64::from(person == 1);
        }
        assert!((50..300).contains(&first), "{first}");
    }

    #[test]
    fn what_pgbench_says_is_read() {
        let said = "number of transactions actually processed: 9984/9984\nnumber of failed transactions: 0 (0.000%)\n\
                    tps = 1234.5 (without initial connection time)\n";
        assert_eq!(number_after(said, "tps = "), Some(1234.5));
        assert_eq!(number_after(said, "actually processed: "), Some(9984.0));
        assert_eq!(number_after(said, "failed transactions: "), Some(0.0));
    }
}
