//! Rules 1 and 2: who may use whom, and by which door.

use super::{Fault, File, House};
use std::collections::{HashMap, HashSet};

/// From the ground up; crates on one floor do not use each other.
const FLOORS: &[&[&str]] =
    &[&["base"], &["db", "web", "tlog", "clv"], &["foundation"], &["capabilities"], &["automation"], &["app"], &["amana"]];

/// Within a floor a folder uses only folders before it.
const FOLDERS: &[(&str, &[&str])] = &[
    (
        "foundation",
        &[
            "settings",
            "journal",
            "consent",
            "notices",
            "vault",
            "catalog",
            "orders",
            "customers",
            "outbound",
            "history",
            "privacy",
            "projections",
            "receipts",
            "rules",
            "staff",
        ],
    ),
    (
        "capabilities",
        &[
            "insights",
            "messaging",
            "feedback",
            "mailbox",
            "ledger",
            "trackers",
            "webhooks",
            "offers",
            "rewards",
            "reviews",
            "referrals",
            "conversations",
            "surveys",
            "recommendations",
            "content",
            "influencers",
            "trust",
        ],
    ),
    ("automation", &["segments", "journeys", "effect", "campaigns", "live"]),
    (
        "app",
        &[
            "places",
            "rules",
            "campaigns",
            "segments",
            "templates",
            "intake",
            "connectors",
            "export",
            "api",
            "admin",
            "public",
            "privacy_center",
            "storefront",
        ],
    ),
];

/// Where the routes of all features come together; only there may a feature's faces be named.
const ROUTER: &str = "crates/app/src/router.rs";
const FACES: [&str; 3] = ["api", "admin", "public"];

pub fn crates_stand_on_lower_floors(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in &house.files {
        let Some(own) = file.path.strip_prefix("crates/").and_then(|rest| rest.strip_suffix("/Cargo.toml")) else { continue };
        let Some(height) = floor(own) else {
            faults.push(file.fault(1, format!("the crate `{own}` stands on no floor; add it to xtask/src/tidy/floors.rs")));
            continue;
        };
        for (line, text) in file.text.lines().enumerate() {
            let name = text.split(['.', ' ', '=']).next().unwrap_or("");
            // What a test of a lower floor borrows counts too: it would have to be compiled first.
            if name != own && floor(name).is_some_and(|other| other >= height) && text.contains(['=', '.']) {
                faults.push(file.fault(line + 1, format!("`{own}` may not stand on `{name}`, which is not below it")));
            }
        }
    }
    faults
}

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&name))
}

pub fn features_use_earlier_ones_by_their_door(house: &House) -> Vec<Fault> {
    let rooms = Rooms::of(house);
    let mut faults = Vec::new();
    for (file, source) in house.rust() {
        let Some(place) = Place::of(file) else { continue };
        faults.extend(unlisted(file, &place));
        for (line, names) in source.paths() {
            let names = place.resolved(&names);
            faults.extend(too_late(&place, &names).map(|says| file.fault(line, says)));
            faults.extend(rooms.by_the_window(file, &place, &names).map(|says| file.fault(line, says)));
        }
    }
    faults
}

/// Where a file of a crate's `src` is: `foundation`, `customers`, and the module's whole path.
pub struct Place {
    pub krate: String,
    pub feature: Option<String>,
    module: Vec<String>,
}

impl Place {
    pub fn of(file: &File) -> Option<Self> {
        let (krate, inside) = file.path.strip_prefix("crates/")?.split_once("/src/")?;
        let mut module: Vec<String> = inside.strip_suffix(".rs")?.split('/').map(str::to_owned).collect();
        if module.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
            module.pop();
        }
        let is_in_folder = inside.contains('/') && folders(krate).is_some();
        let feature = module.first().filter(|_| is_in_folder).cloned();
        module.insert(0, krate.to_owned());
        Some(Self { krate: krate.to_owned(), feature, module })
    }

    /// The path from its crate on, where its beginning tells.
    fn resolved(&self, names: &[String]) -> Vec<String> {
        let supers = names.iter().take_while(|name| *name == "super").count();
        let start = match names.first().map(String::as_str) {
            Some("crate") => vec![self.krate.clone()],
            Some("self") => self.module.clone(),
            Some("super") => self.module[..self.module.len().saturating_sub(supers).max(1)].to_vec(),
            _ => return names.to_vec(),
        };
        start.into_iter().chain(names.iter().skip(supers.max(1)).cloned()).collect()
    }
}

fn folders(krate: &str) -> Option<&'static [&'static str]> {
    FOLDERS.iter().find(|(name, _)| *name == krate).map(|(_, folders)| *folders)
}

/// A folder that the order does not know: said once, at its door.
fn unlisted(file: &File, place: &Place) -> Option<Fault> {
    let own = place.feature.as_deref().filter(|_| file.path.ends_with("/mod.rs") && place.module.len() == 2)?;
    let is_listed = folders(&place.krate)?.contains(&own);
    (!is_listed).then(|| {
        file.fault(1, format!("`{own}` has no place in the order of {}; give it one in xtask/src/tidy/floors.rs", place.krate))
    })
}

fn too_late(place: &Place, names: &[String]) -> Option<String> {
    let (own, folders) = (place.feature.as_deref()?, folders(&place.krate)?);
    let other = names.get(1).filter(|_| names[0] == place.krate)?;
    let height = |name: &str| folders.iter().position(|folder| *folder == name);
    (height(other)? > height(own)?).then(|| format!("`{own}` comes before `{other}` and may not use it"))
}

/// Features and the modules inside them.
struct Rooms(HashMap<String, HashSet<String>>);

impl Rooms {
    fn of(house: &House) -> Self {
        let mut rooms: HashMap<String, HashSet<String>> = HashMap::new();
        for place in house.files.iter().filter_map(Place::of) {
            if let (Some(feature), Some(inner)) = (place.feature, place.module.get(2)) {
                rooms.entry(feature).or_default().insert(inner.clone());
            }
        }
        Self(rooms)
    }

    /// A path that goes past another feature's `mod.rs` into a module behind it.
    fn by_the_window(&self, file: &File, place: &Place, names: &[String]) -> Option<String> {
        let at = names.iter().take(2).position(|name| self.0.contains_key(name))?;
        let (feature, inner) = (&names[at], names.get(at + 1)?);
        let is_own = place.feature.as_ref() == Some(feature);
        let is_face = file.path == ROUTER && FACES.contains(&inner.as_str());
        (!is_own && !is_face && self.0[feature].contains(inner))
            .then(|| format!("`{feature}::{inner}` is behind the door; use what `{feature}/mod.rs` offers"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(faults: Vec<Fault>) -> Vec<String> {
        faults.into_iter().map(|fault| fault.to_string()).collect()
    }

    #[test]
    fn a_crate_may_not_stand_on_a_higher_one() {
        let house = House::of(&[
            (
                "crates/db/Cargo.toml",
                "name = \"db\"\n[dependencies]\nbase.workspace = true\napp = { path = \"../app\" }\nweb.workspace = true\n",
            ),
            ("crates/shed/Cargo.toml", ""),
        ]);
        assert_eq!(
            says(crates_stand_on_lower_floors(&house)),
            [
                "crates/db/Cargo.toml:4: `db` may not stand on `app`, which is not below it",
                "crates/db/Cargo.toml:5: `db` may not stand on `web`, which is not below it",
                "crates/shed/Cargo.toml:1: the crate `shed` stands on no floor; add it to xtask/src/tidy/floors.rs",
            ]
        );
    }

    #[test]
    fn order_and_doors_are_kept() {
        let house = House::of(&[
            ("crates/foundation/src/customers/mod.rs", "mod store; use crate::vault::Vault; use super::staff;"),
            ("crates/foundation/src/customers/store.rs", "use super::model; use crate::vault::{disclose, store::Row};"),
            ("crates/foundation/src/vault/mod.rs", "mod store;\nfn f() { crate::customers::all(); }"),
            ("crates/foundation/src/vault/store.rs", ""),
            ("crates/foundation/src/staff/mod.rs", ""),
            ("crates/app/src/intake/mod.rs", "use foundation::customers;\nfn f() { customers::store::all(); }"),
            ("crates/app/src/router.rs", "use foundation::customers::api;"),
            ("crates/foundation/src/customers/api.rs", ""),
            ("crates/foundation/src/weather/mod.rs", ""),
        ]);
        assert_eq!(
            says(features_use_earlier_ones_by_their_door(&house)),
            [
                "crates/foundation/src/customers/mod.rs:1: `customers` comes before `staff` and may not use it",
                "crates/foundation/src/customers/store.rs:1: `vault::store` is behind the door; use what `vault/mod.rs` offers",
                "crates/foundation/src/vault/mod.rs:2: `vault` comes before `customers` and may not use it",
                "crates/app/src/intake/mod.rs:2: `customers::store` is behind the door; use what `customers/mod.rs` offers",
                "crates/foundation/src/weather/mod.rs:1: `weather` has no place in the order of foundation; give it one in xtask/src/tidy/floors.rs",
            ]
        );
    }
}
