//! Which files to join: pure rules.
//!
//! Files of a month lie next to each other in the order of positions, and only neighbours are joined, so that their order
//! stays that of positions. Eight of about a size become one of the next: a row is rewritten once for each eightfold of its
//! month.

use super::store::SealedFile;

/// Files of a size that are joined into one.
const JOIN_FILES: usize = 8;
/// The smallest size; each further one holds eight times as many rows.
const SIZE_ROWS: u64 = 8192;
/// A month that is over is joined into one file while nothing else is to do, where that adds so much to the largest.
const WORTH_IT: u64 = 10;
/// No file is made from more: a store takes 5 GiB in one upload.
const JOINED_BYTES_MAX: u64 = 4 << 30;

/// Neighbours of a month that should be one file, if any. `files` are in the order of their positions. What is left of a month
/// before `this_month` is joined too: this is asked while there is nothing to seal.
pub(super) fn to_join(files: &[SealedFile], this_month: i64) -> Option<Vec<SealedFile>> {
    let mut months: Vec<i64> = files.iter().map(|file| file.month).collect();
    months.sort_unstable();
    months.dedup();
    months.into_iter().find_map(|month| {
        let of_month: Vec<&SealedFile> = files.iter().filter(|file| file.month == month).collect();
        let chosen = neighbours_of_a_size(&of_month)
            .or_else(|| (month < this_month && is_worth_one(&of_month)).then_some(of_month.as_slice()));
        let fits = |chosen: &&[&SealedFile]| chosen.iter().map(|file| file.bytes).sum::<u64>() <= JOINED_BYTES_MAX;
        chosen.filter(fits).map(|chosen| chosen.iter().copied().cloned().collect())
    })
}

/// The first run of neighbours none of which is beyond a size, and enough of which are of it.
fn neighbours_of_a_size<'a, 'b>(files: &'b [&'a SealedFile]) -> Option<&'b [&'a SealedFile]> {
    let largest = files.iter().map(|file| size(file)).max()?;
    (0..=largest).find_map(|limit| {
        let is_ready = |run: &&[&SealedFile]| run.iter().filter(|file| size(file) == limit).count() >= JOIN_FILES;
        files.split(|file| size(file) > limit).find(is_ready)
    })
}

fn size(file: &SealedFile) -> u32 {
    (file.rows / SIZE_ROWS).max(1).ilog(JOIN_FILES as u64)
}

fn is_worth_one(files: &[&SealedFile]) -> bool {
    let rows: u64 = files.iter().map(|file| file.rows).sum();
    let largest = files.iter().map(|file| file.rows).max().unwrap_or(0);
    files.len() > 1 && (rows - largest).saturating_mul(WORTH_IT) >= largest
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::id::HistoryFileId;
    use base::{Id as _, Timestamp};

    fn file(month: i64, rows: u64) -> SealedFile {
        SealedFile {
            id: HistoryFileId::from_raw([0; 16]),
            month,
            rows,
            bytes: 1,
            checksum: [0; 32],
            first_position: 1,
            last_position: 1,
            first_time: Timestamp::from_micros(0),
            last_time: Timestamp::from_micros(0),
            roots_at: 1,
            made_at: Timestamp::from_micros(0),
            dropped: 0,
        }
    }

    #[test]
    fn a_long_run_of_sealing_rewrites_each_row_a_few_times_and_leaves_few_files() {
        let (mut files, mut rewritten, mut sealed) = (Vec::new(), 0, 0);
        for _ in 0..2000 {
            files.push(file(1, 131_072));
            sealed += 131_072;
            while let Some(chosen) = to_join(&files, 1) {
                let rows = chosen.iter().map(|file| file.rows).sum();
                rewritten += rows;
                let first = files.windows(chosen.len()).position(|window| window == chosen).unwrap();
                files.splice(first..first + chosen.len(), [file(1, rows)]);
            }
        }
        assert!(files.len() <= 28, "{}", files.len());
        assert!(rewritten <= sealed * 4, "{rewritten} of {sealed}");
    }

    #[test]
    fn a_month_that_is_over_becomes_one_file() {
        let files = [file(1, 500), file(2, 500), file(1, 400)];
        assert_eq!(to_join(&files, 1), None, "it is not over");
        assert_eq!(to_join(&files, 2).map(|chosen| chosen.len()), Some(2));
        // A late event is not worth a large file's rewriting.
        assert_eq!(to_join(&[file(1, 5_000_000), file(1, 3)], 2), None);
        // Nor is one that no store would take.
        let large = SealedFile { bytes: JOINED_BYTES_MAX / 2 + 1, ..file(1, 500) };
        assert_eq!(to_join(&[large.clone(), large], 2), None);
    }
}
