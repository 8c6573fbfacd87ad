//! The last events of customers at random, the files' pages dropped from memory before each question.

use crate::events::begins;
use crate::proc::Reads;
use crate::{Outcome, SEED, Words, people};
use base::Rng;
use foundation::history::Place;
use rustix::fs::{Advice, fadvise};
use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::Instant;

/// Events a page of a customer shows.
const EVENTS: usize = 50;

pub fn run(words: &Words) -> Outcome {
    let app = words.app()?;
    let queries = words.number("queries")?;
    let people = people::ids(words.number("customers")?, begins());
    let files = open_all(&app)?;
    let mut rng = Rng::from_seed(SEED + 1);
    // Footers and indexes come into memory with the first question.
    app.history.timeline(people[0], Place::TOP, EVENTS)?;
    let (mut waits, mut found, mut reads) = (Vec::new(), 0, Vec::new());
    for _ in 0..queries {
        let customer = people[rng.below(people.len() as u64) as usize];
        drop_pages(&files)?;
        let before = Reads::now()?;
        let started = Instant::now();
        let page = app.history.timeline(customer, Place::TOP, EVENTS)?;
        waits.push(started.elapsed().as_micros() as u64);
        reads.push(Reads::now()?.since(before));
        found += page.events.len();
    }
    let least = plain(&files, &reads, &mut rng)?;
    app.stop();
    println!("p50_us={}", percentile(&mut waits.clone(), 50));
    println!("p99_us={}", percentile(&mut waits, 99));
    println!("events={}", found as f64 / queries.max(1) as f64);
    println!("reads={}", mean(reads.iter().map(|reads| reads.calls)));
    println!("read_bytes={}", mean(reads.iter().map(|reads| reads.bytes)));
    println!("plain_p50_us={}", percentile(&mut least.clone(), 50));
    println!("plain_p99_us={}", percentile(&mut least.clone(), 99));
    println!("memory_bytes={}", app.history.memory_bytes());
    println!("files={}", files.len());
    Ok(())
}

/// Every sealed file, with its length.
fn open_all(app: &app::App) -> Outcome<Vec<(File, u64)>> {
    let folder = app.config.history.as_ref().map_or(Path::new("history"), |history| history.folder.as_path());
    let files = app.history.files()?;
    files.iter().map(|file| Ok((File::open(folder.join(file.path()))?, file.bytes))).collect()
}

fn drop_pages(files: &[(File, u64)]) -> Outcome {
    for (file, _) in files {
        fadvise(file, 0, None, Advice::DontNeed)?;
    }
    Ok(())
}

/// As many reads of as many bytes, as questions made, at random places of the same files; microseconds each.
fn plain(files: &[(File, u64)], reads: &[Reads], rng: &mut Rng) -> Outcome<Vec<u64>> {
    let mut waits = Vec::new();
    for Reads { calls, bytes } in reads {
        let mut buffer = vec![0; (bytes / (*calls).max(1)) as usize];
        let places: Vec<(usize, u64)> = (0..*calls)
            .map(|_| {
                let file = rng.below(files.len() as u64) as usize;
                (file, rng.below(files[file].1.saturating_sub(buffer.len() as u64)))
            })
            .collect();
        drop_pages(files)?;
        let started = Instant::now();
        for (file, at) in places {
            files[file].0.read_exact_at(&mut buffer, at)?;
        }
        waits.push(started.elapsed().as_micros() as u64);
    }
    Ok(waits)
}

fn mean(values: impl ExactSizeIterator<Item = u64>) -> f64 {
    let count = values.len().max(1) as f64;
    values.sum::<u64>() as f64 / count
}

/// The smallest value that this share of all values does not exceed; 0 of none.
fn percentile(values: &mut [u64], percent: usize) -> u64 {
    values.sort_unstable();
    let rank = (values.len() * percent).div_ceil(100).max(1);
    values.get(rank - 1).copied().unwrap_or(0)
}
