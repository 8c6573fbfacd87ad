//! Segments over everyone: twenty rules in one pass, and each alone. `tests/outside/ask_segments.py` asks DuckDB the same of the
//! same sealed files.

use crate::{Outcome, Words, proc};
use base::Timestamp;
use foundation::rules::{self, Condition, Program};
use jiff::tz::TimeZone;
use std::time::Instant;

/// Questions by name: as a rule, and as DuckDB is asked.
const QUESTIONS: &str = include_str!("segments.json");

#[derive(serde::Deserialize)]
struct Question {
    name: String,
    rule: Condition,
}

pub fn run(words: &Words) -> Outcome {
    let app = words.app()?;
    let (times, threads) = (words.number("times")?, words.number("threads")?);
    let questions: Vec<Question> = serde_json::from_str(QUESTIONS)?;
    let now = app.history.files()?.iter().map(|file| file.last_time).max().unwrap_or_default();
    println!("now={}", now.micros());
    println!("events={}", app.history.files()?.iter().map(|file| file.rows).sum::<u64>());
    println!("questions={}", questions.len());
    let mut each = Vec::new();
    for question in &questions {
        question.rule.check()?;
        let (best, counts) = best_of(times, || ask(&app, std::slice::from_ref(question), threads, now))?;
        println!("{}={}", question.name, counts[0]);
        println!("{}_best={best:.6}", question.name);
        each.push(best);
    }
    let (all, _) = best_of(times, || ask(&app, &questions, threads, now))?;
    app.stop();
    each.sort_by(f64::total_cmp);
    println!("one={:.6}", each.last().copied().unwrap_or_default());
    println!("one_median={:.6}", each.get(each.len() / 2).copied().unwrap_or_default());
    println!("all={all:.6}");
    println!("peak_bytes={}", proc::peak_bytes()?);
    Ok(())
}

/// How many customers each of these rules holds for.
fn ask(app: &app::App, questions: &[Question], threads: usize, now: Timestamp) -> Outcome<Vec<usize>> {
    let conditions: Vec<Condition> = questions.iter().map(|question| question.rule.clone()).collect();
    let program = Program::new(&conditions, TimeZone::UTC);
    let (members, of_nothing) = rules::ask(&app.history, &program, threads, now)?;
    if of_nothing.contains(&true) {
        return Err("a question that holds for whoever did nothing is no fair one".into());
    }
    Ok(members.iter().map(Vec::len).collect())
}

fn best_of<T>(times: usize, mut work: impl FnMut() -> Outcome<T>) -> Outcome<(f64, T)> {
    let mut best = None;
    for _ in 0..times.max(1) {
        let started = Instant::now();
        let made = work()?;
        let seconds = started.elapsed().as_secs_f64();
        if best.as_ref().is_none_or(|(least, _)| seconds < *least) {
            best = Some((seconds, made));
        }
    }
    best.ok_or_else(|| "nothing was asked".into())
}
