//! How far an import is, on standard error: a bar in a terminal, else a line every ten seconds.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::Write;
use std::time::{Duration, Instant};

/// Between two lines where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// Tells about one import.
pub struct Progress {
    bar: Option<ProgressBar>,
    started: Instant,
    last_line: Instant,
    total_bytes: Option<u64>,
}

impl Progress {
    /// `is_terminal`: whether standard error is one. Without a known size the bar has no end and no time left.
    pub fn new(total_bytes: Option<u64>, is_terminal: bool) -> Self {
        let started = Instant::now();
        let bar = is_terminal.then(|| {
            let template = match total_bytes {
                Some(_) => "{wide_bar} {percent:>3}%  {msg}  {eta} left",
                None => "{spinner} {bytes}  {msg}",
            };
            let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::with_draw_target(total_bytes, ProgressDrawTarget::stderr_with_hz(10)).with_style(style)
        });
        Self { bar, started, last_line: started, total_bytes }
    }

    /// Says where the import stands; cheap enough for each batch of rows.
    pub fn tell(&mut self, rows: u64, bad_rows: u64, bytes: u64) {
        if let Some(bar) = &self.bar {
            bar.set_position(bytes);
            bar.set_message(self.words(rows, bad_rows));
        } else if self.last_line.elapsed() >= LINE_EVERY {
            self.last_line = Instant::now();
            let percent = self.total_bytes.filter(|total| *total > 0).map(|total| bytes.min(total) * 100 / total);
            let percent = percent.map(|p| format!("{p}%, ")).unwrap_or_default();
            say(&format!("{percent}{}", self.words(rows, bad_rows)));
        }
    }

    /// Takes the bar away and leaves one line with the sum.
    pub fn finish(self, rows: u64, bad_rows: u64) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        say(&self.words(rows, bad_rows));
    }

    fn words(&self, rows: u64, bad_rows: u64) -> String {
        let per_second = rows as f64 / self.started.elapsed().as_secs_f64().max(0.001);
        let bad = if bad_rows == 0 { String::new() } else { format!(", {} bad", grouped(bad_rows)) };
        format!("{} rows, {} rows/s{bad}", grouped(rows), grouped(per_second as u64))
    }
}

/// A closed standard error is no reason to stop an import.
fn say(words: &str) {
    let _ = writeln!(std::io::stderr(), "{words}");
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
