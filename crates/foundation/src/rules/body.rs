//! Values inside an event's body, found without taking all of it apart.

use super::model::{Filter, Scalar, Take, Test};
use base::Decimal;
use base::limits::JSON_DEPTH_MAX;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// Whether an event with this body passes every filter.
pub(super) fn passes(body: &str, filters: &[Filter]) -> bool {
    filters.iter().all(|filter| holds(body, "properties", &filter.property, &filter.test))
}

/// Whether a value of the body passes: some value at the path; of `is_not`, each; of `exists: false`, there is none.
fn holds(body: &str, part: &str, path: &str, test: &Test) -> bool {
    let mut values = Values::default();
    each(body, part, path, &mut |value| values.see(value, test));
    values.hold(test)
}

/// As a filter's, of one value, which may be a list of several.
pub(super) fn value_holds(json: &str, test: &Test) -> bool {
    let mut values = Values::default();
    descend(json, "", 0, &mut |value| values.see(value, test));
    values.hold(test)
}

/// The values at a path, as far as they were tested.
#[derive(Default)]
struct Values {
    is_there: bool,
    /// Some single value passed.
    is_met: bool,
    /// Some single value did not.
    is_missed: bool,
}

impl Values {
    fn see(&mut self, value: &str, test: &Test) {
        self.is_there |= value != "null";
        let is_decided = if matches!(test, Test::IsNot(_)) { self.is_missed } else { self.is_met };
        if is_decided || value == "null" || value.starts_with(['[', '{']) {
            return;
        }
        let meets = meets(value, test);
        self.is_met |= meets;
        self.is_missed |= !meets;
    }

    fn hold(&self, test: &Test) -> bool {
        match test {
            Test::Exists(exists) => self.is_there == *exists,
            Test::IsNot(_) => self.is_met && !self.is_missed,
            _ => self.is_met,
        }
    }
}

/// What the numbers at the path come to, in ten-thousandths: of several all count, and the last is that which stands last.
pub(super) fn measured(body: &str, path: &str, take: Take) -> Option<i128> {
    let mut found: Option<i128> = None;
    each(body, "properties", path, &mut |value| {
        let Some(number) = as_number(value).map(|number| i128::from(number.parts())) else { return };
        found = Some(match (found, take) {
            (None, _) | (_, Take::Last) => number,
            (Some(so_far), Take::Sum) => so_far.saturating_add(number),
            (Some(so_far), Take::Min) => so_far.min(number),
            (Some(so_far), Take::Max) => so_far.max(number),
        });
    });
    found
}

/// The value of a trait, as it stands in the body.
pub(super) fn trait_value(body: &str, name: &str) -> Option<String> {
    let mut found = None;
    in_object(body, "traits", &mut |traits| in_object(traits, name, &mut |value| found = Some(value.to_owned())));
    found
}

/// Whether a single value, as JSON, passes.
fn meets(json: &str, test: &Test) -> bool {
    let text = text(json);
    let is = |scalar: &Scalar| match scalar {
        Scalar::Flag(flag) => json == if *flag { "true" } else { "false" },
        Scalar::Number(number) => as_number(json) == Some(number.get()),
        // Whoever writes a number into a form means the number.
        Scalar::Text(wanted) => text.as_ref().map_or(json == wanted, |text| text == wanted),
    };
    match test {
        Test::Is(scalar) => is(scalar),
        Test::IsNot(scalar) => !is(scalar),
        Test::AnyOf(scalars) => scalars.iter().any(is),
        Test::Contains(part) => text.is_some_and(|text| text.to_lowercase().contains(&part.to_lowercase())),
        Test::Exists(exists) => *exists,
        Test::AtLeast(least) => as_number(json).is_some_and(|number| number >= least.get()),
        Test::AtMost(most) => as_number(json).is_some_and(|number| number <= most.get()),
    }
}

fn text(json: &str) -> Option<String> {
    json.starts_with('"').then(|| serde_json::from_str(json).ok()).flatten()
}

/// A number, or a text that is one, as many clients send amounts.
fn as_number(json: &str) -> Option<Decimal> {
    match json.as_bytes().first()? {
        b'"' => Decimal::parse(&text(json)?).ok(),
        b'-' | b'0'..=b'9' => Decimal::parse(json).ok(),
        _ => None,
    }
}

/// Calls back with each value at the path, from a part of the body on.
fn each(body: &str, part: &str, path: &str, found: &mut dyn FnMut(&str)) {
    in_object(body, part, &mut |properties| descend(properties, path, 0, found));
}

/// What is nested deeper than the door lets through is not there.
fn descend(json: &str, path: &str, depth: usize, found: &mut dyn FnMut(&str)) {
    let depth = depth + 1;
    if depth > JSON_DEPTH_MAX {
        return;
    }
    match json.as_bytes().first() {
        Some(b'[') => {
            if path.is_empty() {
                found(json);
            }
            in_list(json, &mut |one| descend(one, path, depth, found));
        }
        Some(b'{') if !path.is_empty() => {
            // A name with a point in it goes before a way through objects.
            in_object(json, path, &mut |value| descend(value, "", depth, found));
            if let Some((name, rest)) = path.split_once('.') {
                in_object(json, name, &mut |value| descend(value, rest, depth, found));
            }
        }
        Some(_) if path.is_empty() => found(json),
        _ => {}
    }
}

/// Calls back with the value of a name in an object. Where it stands there twice the last one counts, as with JSON parsers.
fn in_object(json: &str, name: &str, found: &mut dyn FnMut(&str)) {
    struct Wanted<'f>(&'f str);
    impl<'de> Visitor<'de> for Wanted<'_> {
        type Value = Option<&'de RawValue>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut last = None;
            while let Some(is_wanted) = map.next_key_seed(Named(self.0))? {
                if is_wanted {
                    last = Some(map.next_value::<&RawValue>()?);
                } else {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            Ok(last)
        }
    }
    // What is no object has nothing in it.
    if let Ok(Some(value)) = serde_json::Deserializer::from_str(json).deserialize_map(Wanted(name)) {
        found(value.get());
    }
}

fn in_list(json: &str, found: &mut dyn FnMut(&str)) {
    struct Each<'f>(&'f mut dyn FnMut(&str));
    impl<'de> Visitor<'de> for Each<'_> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
            while let Some(one) = list.next_element::<&RawValue>()? {
                (self.0)(one.get());
            }
            Ok(())
        }
    }
    let _ = serde_json::Deserializer::from_str(json).deserialize_seq(Each(found));
}

/// Whether a key is the one that is meant, without keeping it.
struct Named<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for Named<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Named<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<bool, E> {
        Ok(name == self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::model::Amount;

    const BODY: &str = r#"{"properties":{"category":"Pantry","price":12.5,"total":"49.90","is_gift":true,"note":null,
        "a.b":1,"a":{"b":2},"products":[{"sku":"S-1","price":3},{"sku":"S-2","price":4}]},"traits":{"plan":"gold"}}"#;

    fn test(json: &str) -> Test {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn tests_look_into_objects_and_lists() {
        for (property, wanted, expected) in [
            ("category", r#"{"is":"Pantry"}"#, true),
            ("category", r#"{"is":"pantry"}"#, false),
            ("category", r#"{"contains":"PANT"}"#, true),
            ("category", r#"{"is_not":"Bath"}"#, true),
            ("missing", r#"{"is_not":"Bath"}"#, false),
            ("missing", r#"{"exists":false}"#, true),
            ("note", r#"{"exists":true}"#, false),
            ("price", r#"{"at_least":12.5}"#, true),
            ("price", r#"{"is":12.5}"#, true),
            ("price", r#"{"is":"12.5"}"#, true),
            ("total", r#"{"at_most":49.9}"#, true),
            ("total", r#"{"at_most":49.89}"#, false),
            ("is_gift", r#"{"is":true}"#, true),
            ("products.sku", r#"{"any_of":["S-2","S-9"]}"#, true),
            ("products.sku", r#"{"any_of":["S-9"]}"#, false),
            ("products.sku", r#"{"is_not":"S-9"}"#, true),
            ("products.sku", r#"{"is_not":"S-2"}"#, false),
            ("products.price", r#"{"at_least":4}"#, true),
            ("products", r#"{"exists":true}"#, true),
            ("a.b", r#"{"is":2}"#, true),
            ("a.b", r#"{"is":1}"#, true),
        ] {
            assert_eq!(holds(BODY, "properties", property, &test(wanted)), expected, "{property} {wanted}");
        }
        for (take, units) in [(Take::Sum, 7), (Take::Min, 3), (Take::Max, 4), (Take::Last, 4)] {
            assert_eq!(measured(BODY, "products.price", take), Some(units * 10_000), "{take:?}");
        }
        assert_eq!(measured(BODY, "category", Take::Sum), None);
        assert_eq!(trait_value(BODY, "plan").as_deref(), Some("\"gold\""));
        assert!(Amount::new(Decimal::from(3)).is_some());
    }

    #[test]
    fn of_a_name_that_stands_twice_the_last_counts() {
        let body = r#"{"properties":{"price":1},"properties":{"price":2,"price":"3,5"},"traits":{"plan":"a","plan":"b"}}"#;
        assert_eq!(measured(body, "price", Take::Sum), Some(35_000));
        assert!(!holds(body, "properties", "price", &test(r#"{"is":2}"#)));
        assert_eq!(trait_value(body, "plan").as_deref(), Some("\"b\""));
    }

    #[test]
    fn a_body_that_is_none_passes_nothing() {
        let deep = format!(r#"{{"properties":{{"category":{}1{}}}}}"#, "[".repeat(20_000), "]".repeat(20_000));
        for body in [deep.as_str(), "", "[]", "{", r#"{"properties":3}"#, r#"{"properties":{"category":"#] {
            assert!(!holds(body, "properties", "category", &test(r#"{"is":"Pantry"}"#)), "{body}");
        }
    }
}
