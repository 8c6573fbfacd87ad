//! A migration that was published is never changed: stores have applied it. `cargo xtask tidy --seal-migrations`, at a
//! release, writes down what each one looked like; until then a migration is a draft and may change.

use super::{Fault, House};
use crate::paths::root;
use crate::process::{Outcome, because};
use crate::provide::fnv;

const FOLDER: &str = "crates/db/migrations/";
const SEALS: &str = "xtask/migrations.sealed";

pub fn sealed_ones_are_untouched(house: &House) -> Outcome<Vec<Fault>> {
    let path = root().join(SEALS);
    let seals =
        if path.exists() { std::fs::read_to_string(path).map_err(because("read the migrations' seals"))? } else { String::new() };
    Ok(compared(house, &seals))
}

pub fn seal(house: &House) -> Outcome {
    let faults = sealed_ones_are_untouched(house)?;
    if let Some(fault) = faults.first() {
        return Err(format!("{fault}"));
    }
    let lines: Vec<String> = migrations(house).map(|(name, seal)| format!("{seal} {name}\n")).collect();
    std::fs::write(root().join(SEALS), lines.concat()).map_err(because("write the migrations' seals"))
}

fn compared(house: &House, seals: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let fault = |says: String| Fault { path: SEALS.to_owned(), line: 1, says };
    for (seal, name) in seals.lines().filter_map(|line| line.split_once(' ')) {
        match migrations(house).find(|(path, _)| *path == name) {
            None => faults.push(fault(format!("the published migration {name} is gone"))),
            Some((_, now)) if now != seal => {
                faults.push(fault(format!("the published migration {name} was changed; write another")));
            }
            Some(_) => {}
        }
    }
    for (name, _) in migrations(house).filter(|(name, _)| !seals.lines().any(|line| line.ends_with(&format!(" {name}")))) {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let later = seals
            .lines()
            .filter_map(|line| line.split_once(' '))
            .find(|(_, sealed)| sealed.starts_with(folder) && *sealed > name);
        faults.extend(later.map(|(_, sealed)| fault(format!("the new migration {name} must come after {sealed}"))));
    }
    faults
}

fn migrations(house: &House) -> impl Iterator<Item = (&str, String)> {
    let files = house.files.iter().filter(|file| file.path.starts_with(FOLDER) && file.has_extension("sql"));
    files.map(|file| (file.path.as_str(), format!("{:016x}", fnv(file.text.as_bytes()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_migrations_stay() {
        let (first, second) = ("crates/db/migrations/record/0001_a.sql", "crates/db/migrations/record/0002_b.sql");
        let seals = format!("{:016x} {first}\n{:016x} {second}\n", fnv(b"one"), fnv(b"two"));
        let count = |files: &[(&str, &str)]| compared(&House::of(files), &seals).len();
        assert_eq!(count(&[(first, "one"), (second, "two")]), 0);
        assert_eq!(count(&[(first, "one"), (second, "two"), ("crates/db/migrations/record/0003_c.sql", "")]), 0);
        assert_eq!(count(&[(first, "ONE")]), 2, "one was changed, one is gone");
        assert_eq!(
            count(&[(first, "one"), (second, "two"), ("crates/db/migrations/record/0001_z.sql", "")]),
            1,
            "it comes too early"
        );
    }
}
