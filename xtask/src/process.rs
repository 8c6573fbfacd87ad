//! Starting other programs, showing what they say, and never leaving one behind.

use std::fmt::Display;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A failure here is only ever shown to a person, so it is a sentence.
pub type Outcome<T = ()> = Result<T, String>;

/// Says what was being done when it failed: `.map_err(because("open the file"))`.
pub fn because<E: Display>(doing: &str) -> impl FnOnce(E) -> String {
    move |error| format!("could not {doing}: {error}")
}

/// How many tests a runner said it ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

#[cfg(test)]
impl Counts {
    pub const ONE: Self = Self { passed: 1, failed: 0 };
}

impl Counts {
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// The closing lines of `cargo test` and of nextest. Any other line counts nothing, nor does what nextest repeats, indented,
    /// of a test that failed.
    fn of_line(line: &str) -> Self {
        let summary = || ["tests run:", "test run:"].iter().find_map(|mark| Some(line.split_once(mark)?.1));
        let tail = line.strip_prefix("test result:").or_else(summary).unwrap_or_default();
        let mut counts = Self::default();
        for part in tail.split([',', ';', '.']) {
            let mut words = part.split_whitespace();
            let Some(Ok(number)) = words.next().map(str::parse::<u64>) else { continue };
            match words.next() {
                Some("passed") => counts.passed += number,
                Some("failed" | "timed" | "exec") => counts.failed += number,
                _ => {}
            }
        }
        counts
    }
}

/// A command line as a person would type it.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Runs to the end with our own output; an error unless it succeeds.
pub fn run(command: &mut Command) -> Outcome {
    eprintln!("$ {}", shown(command));
    let status = command.stdin(Stdio::null()).status().map_err(because(&format!("start `{}`", shown(command))))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", shown(command))) }
}

/// Runs to the end and gives its standard output; what it said on standard error is in the message if it fails.
pub fn read(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output().map_err(because(&format!("start `{}`", shown(command))))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!(
        "`{}` failed ({})\n{}{}",
        shown(command),
        output.status,
        String::from_utf8_lossy(&output.stdout),
        said.trim_end()
    ))
}

/// Runs a test runner to the end, showing its output as it comes. `Ok` means that it ran, not that all passed; a runner
/// that failed without naming a failed test counts as one failure.
pub fn run_counted(command: &mut Command) -> Outcome<Counts> {
    eprintln!("$ {}", shown(command));
    let doing = format!("start `{}`", shown(command));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).env("CARGO_TERM_COLOR", "never");
    let mut child = command.spawn().map_err(because(&doing))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let mut counts = Counts::default();
    std::thread::scope(|scope| {
        let readers = [scope.spawn(move || echo(out)), scope.spawn(move || echo(err))];
        for reader in readers {
            counts.add(reader.join().unwrap_or_default());
        }
    });
    let status = child.wait().map_err(because(&doing))?;
    if !status.success() && counts.failed == 0 {
        println!("`{}` failed ({status})", shown(command));
        counts.failed = 1;
    }
    Ok(counts)
}

fn echo(stream: Option<impl Read>) -> Counts {
    let mut counts = Counts::default();
    let Some(stream) = stream else { return counts };
    for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        counts.add(Counts::of_line(&line));
        let _ = writeln!(std::io::stdout().lock(), "{line}");
    }
    counts
}

/// A command whose process the kernel kills when we die, however we die. `setpriv` asks it for that, since the
/// call itself would be unsafe code here. Start it from the main thread: the kernel watches the thread that asked.
pub fn bound(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL", "--"]).arg(program);
    command
}

/// A server we started, stopped when dropped.
pub struct Running {
    name: String,
    child: Child,
    signal: &'static str,
}

impl Running {
    /// `signal` is how it is asked to stop; it is killed if it has not stopped ten seconds later.
    pub fn spawn(name: &str, signal: &'static str, command: &mut Command) -> Outcome<Self> {
        let child = command.stdin(Stdio::null()).spawn().map_err(because(&format!("start {name}")))?;
        Ok(Self { name: name.to_owned(), child, signal })
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Its exit in words, if it has ended by itself.
    pub fn ended(&mut self) -> Option<String> {
        self.child.try_wait().ok().flatten().map(|status| format!("{} ended ({status})", self.name))
    }

    /// Waits until it listens at a port of the loopback.
    pub fn accepting(mut self, port: u16) -> Outcome<Self> {
        self.wait_until(Duration::from_secs(20), || TcpStream::connect(("127.0.0.1", port)).is_ok())?;
        Ok(self)
    }

    /// Calls `ready` every few milliseconds until it is true; an error when the program ends or the time is over.
    pub fn wait_until(&mut self, limit: Duration, mut ready: impl FnMut() -> bool) -> Outcome<Duration> {
        let start = Instant::now();
        while !ready() {
            if let Some(ended) = self.ended() {
                return Err(ended);
            }
            if start.elapsed() > limit {
                return Err(format!("{} was not ready after {} s", self.name, limit.as_secs()));
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        Ok(start.elapsed())
    }

    /// Asks it to stop and waits; an error if it had to be killed or says that it failed.
    pub fn stop(&mut self) -> Outcome {
        if let Some(ended) = self.ended() {
            return Err(ended);
        }
        let _ = Command::new("sh").args(["-c", &format!("kill -{} {}", self.signal, self.pid())]).status();
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(10) {
            match self.child.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => return Err(format!("{} stopped badly ({status})", self.name)),
                _ => std::thread::sleep(Duration::from_millis(10)),
            }
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        Err(format!("{} did not stop within 10 s and was killed", self.name))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.ended().is_none() {
            let _ = self.stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_counted() {
        let cargo = "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.31s";
        assert_eq!(Counts::of_line(cargo), Counts { passed: 12, failed: 2 });
        assert_eq!(Counts::of_line("    test result: FAILED. 0 passed; 1 failed; 0 ignored"), Counts::default());
        let nextest = "     Summary [   2.006s] 30 tests run: 27 passed (1 slow), 2 failed, 1 timed out, 4 skipped";
        assert_eq!(Counts::of_line(nextest), Counts { passed: 27, failed: 3 });
        assert_eq!(Counts::of_line("     Summary [   0.006s] 1 test run: 1 passed, 0 skipped"), Counts::ONE);
        assert_eq!(Counts::of_line("running 12 tests"), Counts::default());
    }

    #[test]
    fn a_failing_runner_counts_once() {
        let counts = run_counted(Command::new("sh").args(["-c", "echo nothing; exit 3"])).unwrap();
        assert_eq!(counts, Counts { passed: 0, failed: 1 });
    }

    #[test]
    fn a_server_is_stopped_when_dropped() {
        let running = Running::spawn("sleep", "TERM", Command::new("sleep").arg("60")).unwrap();
        let pid = running.pid();
        drop(running);
        assert!(!Path::new(&format!("/proc/{pid}")).exists());
    }
}
