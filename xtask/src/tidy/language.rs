//! What is said in one language is said in all.

use super::{Fault, File, House};
use std::collections::{BTreeMap, BTreeSet};

/// Every Fluent file of one language has a sister of the same name in each other, with the same keys.
pub fn every_language_says_everything(house: &House) -> Vec<Fault> {
    // By folder of languages and file name: which language has which keys.
    let mut sets: BTreeMap<(&str, &str), Vec<(&str, &File)>> = BTreeMap::new();
    let mut languages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in house.files.iter().filter(|file| file.has_extension("ftl")) {
        let Some((folder, rest)) = file.path.split_once("/locales/") else { continue };
        let Some((language, name)) = rest.split_once('/') else { continue };
        sets.entry((folder, name)).or_default().push((language, file));
        languages.entry(folder).or_default().insert(language);
    }
    let mut faults = Vec::new();
    for ((folder, name), files) in sets {
        let all: BTreeSet<String> = files.iter().flat_map(|(_, file)| keys(&file.text)).collect();
        for (_, file) in &files {
            let own = keys(&file.text);
            let repeated = repeated(&file.text).into_iter().map(|key| file.fault(1, format!("`{key}` is said twice")));
            faults.extend(repeated);
            faults
                .extend(all.difference(&own).map(|key| file.fault(1, format!("`{key}` is said in another language, not here"))));
        }
        for language in &languages[folder] {
            if !files.iter().any(|(has, _)| has == language) {
                faults.push(files[0].1.fault(1, format!("`{language}` has no {name}")));
            }
        }
    }
    faults
}

fn keys(text: &str) -> BTreeSet<String> {
    all_keys(text).into_iter().collect()
}

fn repeated(text: &str) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    all_keys(text).into_iter().filter(|key| !seen.insert(key.clone())).collect()
}

/// Messages (`key = …`), terms (`-key = …`) and attributes (`.name = …`, named after their message).
fn all_keys(text: &str) -> Vec<String> {
    let (mut found, mut message) = (Vec::new(), String::new());
    for line in text.lines() {
        let Some((name, _)) = line.split_once('=') else { continue };
        let (indented, name) = (line.starts_with(char::is_whitespace), name.trim());
        let is_name =
            |name: &str| !name.is_empty() && name.chars().all(|char| char.is_ascii_alphanumeric() || "-_".contains(char));
        match name.strip_prefix('.') {
            Some(attribute) if indented && is_name(attribute) => found.push(format!("{message}.{attribute}")),
            None if !indented && is_name(name) => {
                name.clone_into(&mut message);
                found.push(message.clone());
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_one_language_lacks_is_named() {
        let house = House::of(&[
            (
                "crates/web/locales/en/home.ftl",
                "# hello = no\nhello = Hello\n    .title = T\nbye = { $n ->\n    [one] a = b\n   *[other] c\n}\n",
            ),
            ("crates/web/locales/ar/home.ftl", "hello = أهلا\nhello = أهلا\n"),
            ("crates/web/locales/en/keys.ftl", "key = K\n"),
        ]);
        let says: Vec<String> = every_language_says_everything(&house).iter().map(ToString::to_string).collect();
        assert_eq!(
            says,
            [
                "crates/web/locales/ar/home.ftl:1: `hello` is said twice",
                "crates/web/locales/ar/home.ftl:1: `bye` is said in another language, not here",
                "crates/web/locales/ar/home.ftl:1: `hello.title` is said in another language, not here",
                "crates/web/locales/en/keys.ftl:1: `ar` has no keys.ftl",
            ]
        );
    }
}
