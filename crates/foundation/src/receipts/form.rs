//! JSON in one form only (RFC 8785, the JSON Canonicalization Scheme), so that a signature covers what a document says and not
//! how it is set. Of numbers there are whole ones alone: receipts have no others.

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Beyond this not every reader of JSON knows one whole number from the next (RFC 7493).
const WHOLE_MAX: u64 = (1 << 53) - 1;

/// A document that has no canonical form here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotCanonical(String);

/// Reads a document strictly: a name that stands twice in an object would say one thing to one reader and another to the next.
pub fn read(text: &str) -> Result<Value, NotCanonical> {
    serde_json::from_str::<Strict>(text).map(|strict| strict.0).map_err(|error| NotCanonical(error.to_string()))
}

/// The document's only form.
pub fn canonical(value: &Value) -> Result<String, NotCanonical> {
    let mut text = String::new();
    write(value, &mut text)?;
    Ok(text)
}

fn write(value: &Value, out: &mut String) -> Result<(), NotCanonical> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(is) => out.push_str(if *is { "true" } else { "false" }),
        Value::Number(number) => {
            let is_whole = number.as_i64().is_some_and(|whole| whole.unsigned_abs() <= WHOLE_MAX);
            if !is_whole {
                return Err(NotCanonical(format!("{number} is no whole number that every program reads alike")));
            }
            out.push_str(&number.to_string());
        }
        Value::String(text) => write_text(text, out)?,
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(item, out)?;
            }
            out.push(']');
        }
        Value::Object(members) => write_object(members, out)?,
    }
    Ok(())
}

fn write_object(members: &Map<String, Value>, out: &mut String) -> Result<(), NotCanonical> {
    let mut members: Vec<_> = members.iter().collect();
    // By UTF-16, as JavaScript compares: beyond the first plane that is another order than UTF-8's.
    members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    out.push('{');
    for (at, (name, value)) in members.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write_text(name, out)?;
        out.push(':');
        write(value, out)?;
    }
    out.push('}');
    Ok(())
}

/// `serde_json` escapes as the scheme asks: the two that must be, the five short forms, other controls as `\u001f`.
fn write_text(text: &str, out: &mut String) -> Result<(), NotCanonical> {
    out.push_str(&serde_json::to_string(text).map_err(|error| NotCanonical(error.to_string()))?);
    Ok(())
}

/// A value read without tolerance.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Strict;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON without fractions")
    }

    fn visit_unit<E>(self) -> Result<Strict, E> {
        Ok(Strict(Value::Null))
    }

    fn visit_bool<E>(self, is: bool) -> Result<Strict, E> {
        Ok(Strict(Value::Bool(is)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Strict, E> {
        Ok(Strict(Value::Number(Number::from(number))))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Strict, E> {
        Ok(Strict(Value::Number(Number::from(number))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Strict, E> {
        Ok(Strict(Value::String(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Strict, A::Error> {
        let mut items = Vec::new();
        while let Some(Strict(item)) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Strict(Value::Array(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Strict, A::Error> {
        let mut members = Map::new();
        while let Some((name, Strict(value))) = map.next_entry::<String, Strict>()? {
            if members.contains_key(&name) {
                return Err(A::Error::custom(format!("the name {name:?} stands twice in one object")));
            }
            members.insert(name, value);
        }
        Ok(Strict(Value::Object(members)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form(text: &str) -> String {
        canonical(&read(text).unwrap()).unwrap()
    }

    #[test]
    fn the_examples_of_rfc_8785() {
        // 3.2.2, without its fractions.
        let literals = r#"{"numbers": [333333333, 4, 2, 0], "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
            "literals": [null, true, false]}"#;
        let expected = r#"{"literals":[null,true,false],"numbers":[333333333,4,2,0],"string":"€$\u000f\nA'B\"\\\\\"/"}"#;
        assert_eq!(form(literals), expected);
        // 3.2.3: names are sorted by UTF-16.
        let names = "{\"\\u20ac\": \"Euro Sign\", \"\\r\": \"Carriage Return\", \"\\ufb33\": \"Hebrew Letter Dalet With Dagesh\", \
                     \"1\": \"One\", \"\\ud83d\\ude00\": \"Emoji: Grinning Face\", \"\\u0080\": \"Control\", \
                     \"\\u00f6\": \"Latin Small Letter O With Diaeresis\"}";
        let expected = "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\
                        \"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\
                        \"\u{1f600}\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}";
        assert_eq!(form(names), expected);
    }

    #[test]
    fn what_two_readers_might_read_in_two_ways_is_refused() {
        for bad in
            [r#"{"a":1,"a":2}"#, r#"{"x":[{"a":1,"b":2,"\u0061":3}]}"#, "1.5", "1e3", "[1", "{\"a\":1} x", "", "\"\\ud800\""]
        {
            assert!(read(bad).is_err(), "{bad}");
        }
        for bad in ["9007199254740992", "-9007199254740992", "18446744073709551615"] {
            assert!(canonical(&read(bad).unwrap()).is_err(), "{bad}");
        }
        assert!(read(&"[".repeat(10_000)).is_err(), "depth has an end");
    }

    fn documents() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-(WHOLE_MAX as i64)..=WHOLE_MAX as i64).prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(".{0,6}", inner, 0..6)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_form_reads_back_and_is_its_own_form(document in documents()) {
            let text = canonical(&document).unwrap();
            prop_assert_eq!(&read(&text).unwrap(), &document);
            prop_assert_eq!(form(&text), text);
        }
    }
}
