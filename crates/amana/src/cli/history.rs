//! `amana history stats` and `amana history export`: everything that is kept, in numbers and in files.

mod months;
mod stats;

use super::{CommandError, Outcome, Place, config, open, print, say, words};
use crate::import::Progress;
use clap::Args;
use foundation::history::{Exported, Made};
use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

pub(super) use stats::stats;

#[derive(Args)]
pub(super) struct ExportArguments {
    /// An empty folder, or one that does not exist yet
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The first month (UTC), such as 2026-05
    #[arg(long, value_name = "MONTH", value_parser = months::parse)]
    from: Option<i64>,
    /// The last month (UTC)
    #[arg(long, value_name = "MONTH", value_parser = months::parse)]
    to: Option<i64>,
}

pub(super) fn write_export(place: &Place, arguments: &ExportArguments) -> Outcome {
    let config = config(place)?;
    let to = &arguments.folder;
    let (first, last) = (arguments.from.unwrap_or(i64::MIN), arguments.to.unwrap_or(i64::MAX));
    if first > last {
        return words("--from is after --to: name the earlier month first");
    }
    must_be_empty(to)?;
    if config.history.as_ref().is_some_and(|history| is_within(to, &history.folder)) {
        return words(format!("{} is where the sealed files themselves are kept; name a folder elsewhere", to.display()));
    }
    let app = open(config)?;
    let mut bar: Option<Progress> = None;
    let exported = app.history.export(to, first..=last, |so_far| {
        let bar = bar.get_or_insert_with(|| Progress::new(Some(so_far.all_events), std::io::stderr().is_terminal()));
        bar.tell(so_far.events, 0, so_far.events);
    });
    app.stop();
    let exported = exported.map_err(|error| {
        CommandError::Words(format!("{error}. Nothing was exported; {} holds nothing that looks like it", to.display()))
    })?;
    let events = exported.files.iter().map(|file| file.events).sum();
    if let Some(bar) = bar {
        bar.finish(events, 0);
    }
    summary(&exported)?;
    say(&tell(&exported, to));
    Ok(())
}

fn must_be_empty(to: &Path) -> Outcome {
    let mut entries = match std::fs::read_dir(to) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return words(format!("{} can't be used: {error}; name an empty folder", to.display())),
        Ok(entries) => entries,
    };
    let Some(first) = entries.next().transpose()? else { return Ok(()) };
    words(format!(
        "{} holds something already ({}), and files of two moments must not be mixed; name an empty folder, or one that does not exist yet. \
         (_unfinished is what an export left that was killed, or writes now.)",
        to.display(),
        first.file_name().to_string_lossy()
    ))
}

/// Whether a path, of which the end may not exist yet, lies in a folder.
fn is_within(path: &Path, folder: &Path) -> bool {
    let Ok(folder) = folder.canonicalize() else { return false };
    path.ancestors()
        .find_map(|part| if part.as_os_str().is_empty() { Path::new(".") } else { part }.canonicalize().ok())
        .is_some_and(|real| real.starts_with(folder))
}

/// A line a month, and one of all: month, events, files, bytes.
fn summary(exported: &Exported) -> Outcome {
    let mut months: BTreeMap<&str, [u64; 3]> = BTreeMap::new();
    for file in &exported.files {
        let month = file.path.split('/').next().unwrap_or_default();
        let sums = months.entry(month.trim_start_matches("month=")).or_default();
        for (sum, more) in sums.iter_mut().zip([file.events, 1, file.bytes]) {
            *sum += more;
        }
    }
    let all = months.values().fold([0; 3], |all, of_month| [all[0] + of_month[0], all[1] + of_month[1], all[2] + of_month[2]]);
    print(&format!("{:<8} {:>12} {:>6} {:>15}", "month", "events", "files", "bytes"))?;
    for (month, [events, files, bytes]) in months.into_iter().chain([("all", all)]) {
        print(&format!("{month:<8} {events:>12} {files:>6} {bytes:>15}"))?;
    }
    Ok(())
}

fn tell(exported: &Exported, to: &Path) -> String {
    let count = |made: Made| exported.files.iter().filter(|file| file.made == made).count();
    format!(
        "The history up to position {} is in {}: {} files as they were sealed, {} written anew under today's customers, {} from the journal.",
        exported.through,
        to.display(),
        count(Made::AsSealed),
        count(Made::Anew),
        count(Made::FromJournal)
    )
}
