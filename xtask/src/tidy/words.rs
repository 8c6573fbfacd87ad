//! Rules 3 and the one about engines: words that belong to certain files.

use super::{Fault, House};

/// Crates that face HTTP (ADR 3); below them nothing does.
const EDGES: [&str; 2] = ["web", "app"];

pub fn axum_stays_at_the_edge(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, source) in house.rust() {
        let Some((krate, _)) = file.path.strip_prefix("crates/").and_then(|rest| rest.split_once("/src/")) else { continue };
        if EDGES.contains(&krate) {
            continue;
        }
        for (line, names) in source.paths() {
            if names[0] == "axum" {
                faults.push(file.fault(line, "`axum` belongs to the crates web and app"));
            }
        }
    }
    faults
}

pub fn engines_are_told_apart_in_db_only(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, source) in house.rust() {
        // Tests choose an engine; they do not behave differently on it.
        let is_test = file.path.contains("/tests/") || file.path.ends_with("/tests.rs");
        if file.path.starts_with("crates/db/") || !file.path.starts_with("crates/") || is_test {
            continue;
        }
        for (line, names) in source.paths() {
            let is_check = names
                .windows(2)
                .any(|pair| pair[0] == "Engine" || pair[0] == "Db" && ["Sqlite", "Postgres"].contains(&pair[1].as_str()));
            if is_check {
                faults.push(
                    file.fault(line, "which engine it is, is told apart in crates/db only: give the difference a name there"),
                );
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(faults: &[Fault]) -> Vec<(&str, usize)> {
        faults.iter().map(|fault| (fault.path.as_str(), fault.line)).collect()
    }

    #[test]
    fn axum_is_seen_where_it_does_not_belong() {
        let text = "use axum::Router;";
        let house = House::of(&[
            ("crates/web/src/page.rs", text),
            ("crates/foundation/src/customers/api.rs", text),
            ("crates/foundation/src/customers/api/list.rs", text),
            ("crates/app/src/server.rs", text),
            ("crates/foundation/src/server.rs", text),
            ("crates/foundation/src/customers/model.rs", "// axum::Router\nfn f() -> axum::Router {}"),
        ]);
        let expected = [
            ("crates/foundation/src/customers/api.rs", 1),
            ("crates/foundation/src/customers/api/list.rs", 1),
            ("crates/foundation/src/server.rs", 1),
            ("crates/foundation/src/customers/model.rs", 2),
        ];
        assert_eq!(lines(&axum_stays_at_the_edge(&house)), expected);
    }

    #[test]
    fn engine_checks_are_seen() {
        let text = "match tx.engine() { Engine::Sqlite => 1, _ => 2 }";
        let house = House::of(&[
            ("crates/db/src/tx.rs", text),
            ("crates/amana/tests/it/kills.rs", text),
            ("crates/foundation/src/orders/store.rs", text),
            ("crates/app/src/app.rs", "if let db::Db::Postgres(pool) = db {}"),
        ]);
        let expected = [("crates/foundation/src/orders/store.rs", 1), ("crates/app/src/app.rs", 1)];
        assert_eq!(lines(&engines_are_told_apart_in_db_only(&house)), expected);
    }
}
