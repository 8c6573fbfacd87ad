//! Rule 2, for SQL: a feature queries only the tables that were made for it.
//!
//! Whose a table is, the migration says: `-- owner: customers` holds for every table made after it, until the next one.
//! `-- owner: all` frees them. A table without an owner belongs to crates/db.

use super::floors::Place;
use super::{Fault, House};
use std::collections::HashMap;

const MIGRATIONS: &str = "crates/db/migrations/";
const EVERYBODY: &str = "all";

pub fn features_query_their_own_tables(house: &House) -> Vec<Fault> {
    let owners = owners(house);
    let mut faults = Vec::new();
    for (file, source) in house.rust() {
        let Some(place) = Place::of(file) else { continue };
        if place.krate == "db" || file.path.ends_with("/tests.rs") {
            continue;
        }
        let own = place.feature.as_deref().unwrap_or(&place.krate);
        for (line, text) in &source.texts {
            for table in tables(text) {
                let Some(owner) = owners.get(&table).filter(|owner| *owner != own && *owner != EVERYBODY) else { continue };
                faults.push(file.fault(*line, format!("the table `{table}` is `{owner}`'s: ask its mod.rs, not its rows")));
            }
        }
    }
    faults
}

fn owners(house: &House) -> HashMap<String, String> {
    let mut owners = HashMap::new();
    for file in house.files.iter().filter(|file| file.path.starts_with(MIGRATIONS)) {
        let mut owner = "db";
        for line in file.text.lines() {
            if let Some(name) = line.trim().strip_prefix("-- owner:") {
                owner = name.trim();
            }
            if let Some(table) = created(line) {
                owners.insert(table, owner.to_owned());
            }
        }
    }
    owners
}

fn created(line: &str) -> Option<String> {
    let lower = line.trim().to_lowercase();
    let rest = ["create table ", "create unlogged table ", "create virtual table "]
        .iter()
        .find_map(|start| lower.strip_prefix(start))?;
    let rest = rest.strip_prefix("if not exists ").unwrap_or(rest);
    name(rest)
}

/// The tables that a statement reads or writes. Prose with a `from` in it names no table that exists.
fn tables(text: &str) -> Vec<String> {
    let lower = text.replace("\\n", " ").to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let after = |word: &str| matches!(word, "from" | "join" | "into" | "update" | "table" | "using");
    words.windows(2).filter(|pair| after(pair[0])).filter_map(|pair| name(pair[1])).collect()
}

fn name(text: &str) -> Option<String> {
    let end = text.find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_s_table_is_left_alone() {
        let sql = "-- owner: customers\nCREATE TABLE customers (\n  id BLOB\n);\nCREATE TABLE IF NOT EXISTS traits(id BLOB);\n\
                   -- owner: orders\ncreate table orders (id BLOB);\n-- owner: all\nCREATE TABLE timers (id BLOB);";
        let house = House::of(&[
            ("crates/db/migrations/views/0001_first.sql", sql),
            (
                "crates/foundation/src/customers/store.rs",
                "fn f() { q(\"SELECT * FROM customers JOIN traits ON 1\"); q(\"DELETE FROM timers\"); }",
            ),
            (
                "crates/foundation/src/orders/store.rs",
                "fn f() {\n    q(\"UPDATE orders SET a = 1\");\n    q(\"SELECT 1 FROM orders o\n JOIN traits t\");\n}",
            ),
            ("crates/amana/src/main.rs", "fn f() { say(\"rows from customers\"); }"),
        ]);
        let says: Vec<String> = features_query_their_own_tables(&house).iter().map(ToString::to_string).collect();
        assert_eq!(
            says,
            [
                "crates/foundation/src/orders/store.rs:3: the table `traits` is `customers`'s: ask its mod.rs, not its rows",
                "crates/amana/src/main.rs:1: the table `customers` is `customers`'s: ask its mod.rs, not its rows",
            ]
        );
    }
}
