//! A campaign to a million people: letters a second into Postfix's `smtp-sink`, each personal and signed with RSA, beside what signing
//! alone and sending alone could do.

use super::{beside_bar, embedded, inside};
use crate::bench::{Figure, Setting};
use crate::paths::{Folder, free_port};
use crate::process::{Outcome, Running, because, run as finish};
use crate::program::{Server, Store};
use crate::provide::{debian, smtp_sink};
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

const PEOPLE: u64 = 1_000_000;
/// Messages that `smtp-source` sends, over as many connections as Amana opens unless told otherwise.
const SOURCE_MESSAGES: u64 = 30_000;
const SESSIONS: u64 = 16;
/// How long nothing may arrive before it is given up.
const PATIENCE: Duration = Duration::from_mins(1);
const LOOK_EVERY: Duration = Duration::from_millis(250);
const RATE_MIN: f64 = 1_500.0;
const RATIO_MIN: f64 = 0.6;
const MEGABYTES_MAX: f64 = 150.0;

pub fn run(setting: &Setting) -> Outcome<Vec<Figure>> {
    embedded(setting)?;
    let people = setting.people.unwrap_or(PEOPLE);
    let folder = Folder::on_disk("campaign")?;
    let data = folder.path().join("data");
    std::fs::create_dir_all(&data).map_err(because("make the data folder"))?;
    inside(&["campaign", "--data", &data.to_string_lossy(), "--people", &people.to_string()])?;
    let sink = Sink::start(folder.path())?;
    let mut store = Store::new(&setting.binary, &data);
    store.smtp_port = Some(sink.port);
    let sent = sending(&store, &sink, people)?;
    let letter = sink.bytes_read()? / people.max(1);
    let (signatures, plain) = (inside(&["sign"])?.get("signatures")?, sent_by_source(&sink, letter)?);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    // Each letter takes the machine what its signature and its way take.
    let ceiling = 1.0 / (1.0 / signatures + 1.0 / plain);
    let (rate, seconds) = (people as f64 / sent.took.as_secs_f64(), sent.took.as_secs_f64());
    let is_kept = rate >= RATE_MIN && rate / ceiling >= RATIO_MIN;
    let letters = Figure {
        name: "campaign",
        value: rate,
        unit: "letters/s",
        floor: Some(ceiling),
        notes: format!(
            "{}; {people} letters of {letter} bytes in {seconds:.0} s, {:.2} ms of a core each; {cores} cores do nothing but sign {signatures:.0}/s, \
             smtp-source sends {plain:.0}/s, which is {ceiling:.0}/s together",
            beside_bar(is_kept, "≥ 1,500 and ≥ 0.6 of the ceiling"),
            1_000.0 * sent.on_cores.as_secs_f64() / people as f64,
        ),
    };
    let memory = Figure {
        name: "campaign-memory",
        value: sent.megabytes,
        unit: "MB",
        floor: None,
        notes: format!("{}; the most that was resident meanwhile", beside_bar(sent.megabytes < MEGABYTES_MAX, "< 150 MB")),
    };
    Ok(vec![letters, memory])
}

struct Sent {
    took: Duration,
    on_cores: Duration,
    megabytes: f64,
}

/// From the start of the program, which finds the campaign let go, to the last letter that the sink took.
fn sending(store: &Store, sink: &Sink, people: u64) -> Outcome<Sent> {
    let server = store.serve()?;
    let (start, before) = (Instant::now(), server.on_cores()?);
    let (mut last, mut megabytes) = ((0, Instant::now()), 0.0_f64);
    while last.0 < people {
        std::thread::sleep(LOOK_EVERY);
        megabytes = megabytes.max(server.resident_bytes()? as f64 / 1e6);
        let count = sink.count()?;
        if count > last.0 {
            last = (count, Instant::now());
        } else if last.1.elapsed() > PATIENCE {
            return Err(format!("{count} of {people} letters came, and then none\n{}", server.last_words()));
        }
    }
    let sent = Sent { took: last.1 - start, on_cores: server.on_cores()?.saturating_sub(before), megabytes };
    settled(&server, store, sink, people)?;
    server.stop()?;
    Ok(sent)
}

/// Everybody has one letter, and nobody two.
fn settled(server: &Server, store: &Store, sink: &Sink, people: u64) -> Outcome {
    let sql = "SELECT COUNT(DISTINCT customer) FROM messages WHERE state = 2";
    let (start, mut seen) = (Instant::now(), 0);
    while seen < people {
        if start.elapsed() > PATIENCE {
            return Err(format!("{seen} of {people} people are down as written to\n{}", server.last_words()));
        }
        std::thread::sleep(LOOK_EVERY * 8);
        seen = ask(&store.data, sql)?;
    }
    let count = sink.count()?;
    if (seen, count) == (people, people) { Ok(()) } else { Err(format!("{people} people, {count} letters, to {seen} of them")) }
}

fn ask(data: &Path, sql: &str) -> Outcome<u64> {
    let open = Connection::open_with_flags(data.join("views.db"), OpenFlags::SQLITE_OPEN_READ_ONLY);
    let asked = open.and_then(|views| views.query_row(sql, [], |row| row.get::<_, i64>(0)));
    asked.map(i64::cast_unsigned).map_err(because("look into the views"))
}

/// `smtp-source` into the same sink. Messages a second.
fn sent_by_source(sink: &Sink, bytes: u64) -> Outcome<f64> {
    let mut command = smtp_sink::source()?;
    let (sessions, count, length) = (SESSIONS.to_string(), SOURCE_MESSAGES.to_string(), bytes.to_string());
    command.args(["-s", &sessions, "-m", &count, "-l", &length, "-f", "hello@shop.example", "-t", "reader@mail.example"]);
    command.arg(format!("127.0.0.1:{}", sink.port));
    let start = Instant::now();
    finish(&mut command)?;
    Ok(SOURCE_MESSAGES as f64 / start.elapsed().as_secs_f64())
}

/// `smtp-sink`, counting.
struct Sink {
    running: Running,
    port: u16,
    counts: PathBuf,
}

impl Sink {
    fn start(folder: &Path) -> Outcome<Self> {
        let (port, counts) = (free_port()?, folder.join("counts"));
        let mut command = smtp_sink::provide()?;
        if debian::is_root() {
            // It insists on giving that up.
            command.args(["-u", "nobody"]);
        }
        command.args(["-c", &format!("127.0.0.1:{port}"), "128"]);
        command.stdout(Stdio::from(File::create(&counts).map_err(because("keep the sink's counts"))?));
        let running = Running::spawn("smtp-sink", "TERM", &mut command)?.accepting(port)?;
        Ok(Self { running, port, counts })
    }

    /// What came to it over its connections so far: letters as they are on the wire, and a hundred bytes of commands with each.
    fn bytes_read(&self) -> Outcome<u64> {
        let io =
            std::fs::read_to_string(format!("/proc/{}/io", self.running.pid())).map_err(because("ask what the sink read"))?;
        let read = io.lines().find_map(|line| line.strip_prefix("rchar: ")?.trim().parse().ok());
        read.ok_or_else(|| "the kernel does not say what the sink read".to_owned())
    }

    /// Messages so far: it writes `sess=1 quit=0 mesg=2` over and over, with a carriage return after each.
    fn count(&self) -> Outcome<u64> {
        let reading = || {
            let mut file = File::open(&self.counts)?;
            let from = file.metadata()?.len().saturating_sub(100);
            file.seek(SeekFrom::Start(from))?;
            let mut text = String::new();
            file.read_to_string(&mut text).map(|_| text)
        };
        let text: String = reading().map_err(because("read the sink's counts"))?;
        Ok(last_count(&text).unwrap_or_default())
    }
}

/// The last number that is there whole.
fn last_count(text: &str) -> Option<u64> {
    let whole = |part: &str| part.split_once('\r')?.0.parse().ok();
    text.rsplit("mesg=").find_map(whole)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_sink_is_read() {
        assert_eq!(super::last_count("sess=9 quit=0 mesg=7\rsess=9 quit=0 mesg=8\rsess=9 quit=0 mesg=9"), Some(8));
        assert_eq!(super::last_count(""), None);
    }
}
