//! Moving identifiers out of events.

use super::hidden;
use base::id::EventId;
use foundation::consent::Category;
use foundation::vault::Field;
use serde_json::{Map, Value};

/// What stands in the event where an identifier was.
pub(super) const MOVED: &str = "[moved]";
/// Bytes of a path in a field's name: it is part of a key, which engines bound.
const PATH_BYTES_MAX: usize = 200;

/// Whose a field is, written before what it is: `billing_first_name`.
const OWNERS: [&str; 16] = [
    "customer",
    "user",
    "shipping",
    "billing",
    "delivery",
    "recipient",
    "receiver",
    "sender",
    "contact",
    "buyer",
    "client",
    "guest",
    "person",
    "profile",
    "home",
    "work",
];

/// Keys of objects that describe a person: a `name` in them is a person's.
const PERSON_OBJECTS: [&str; 12] = [
    "customer",
    "user",
    "shippingaddress",
    "billingaddress",
    "address",
    "shipping",
    "billing",
    "recipient",
    "contact",
    "buyer",
    "person",
    "profile",
];

/// What a key names, wherever it stands. Compared without case, `_`, `-`, `.` and spaces.
pub(super) fn category_of_key(folded: &str) -> Option<Category> {
    category_of_word(folded).or_else(|| match OWNERS.iter().find_map(|owner| folded.strip_prefix(owner))? {
        "name" => Some(Category::Name),
        rest => category_of_word(rest),
    })
}

fn category_of_word(folded: &str) -> Option<Category> {
    Some(match folded {
        "email" | "emailaddress" | "mail" => Category::Email,
        "phone" | "phonenumber" | "mobile" | "mobilenumber" | "mobilephone" | "cellphone" | "telephone" | "tel" | "whatsapp"
        | "msisdn" => Category::Phone,
        "firstname" | "lastname" | "middlename" | "fullname" | "givenname" | "familyname" | "surname" | "username"
        | "displayname" | "nickname" => Category::Name,
        "birthday" | "birthdate" | "dateofbirth" | "dob" => Category::BirthDate,
        "address" | "street" | "street1" | "street2" | "streetaddress" | "addressline1" | "addressline2" | "address1"
        | "address2" | "postalcode" | "postcode" | "zip" | "zipcode" => Category::Address,
        "ip" | "ipaddress" | "latitude" | "longitude" | "lat" | "lng" | "lon" | "geo" | "geolocation" => Category::Location,
        _ => return None,
    })
}

/// Whether a raw key (JSON, unescaped as it stands) calls for a closer look. `name` alone does: it depends on where it is.
pub(super) fn is_personal_key(key: &[u8]) -> bool {
    // The longest such key has 22 letters.
    let mut folded = [0u8; 24];
    let mut length = 0;
    for byte in key.iter().filter(|b| b.is_ascii_alphanumeric()) {
        if length == folded.len() {
            return false;
        }
        folded[length] = byte.to_ascii_lowercase();
        length += 1;
    }
    let folded = std::str::from_utf8(&folded[..length]).unwrap_or("");
    category_of_key(folded).is_some() || PERSON_OBJECTS.contains(&folded)
}

pub(super) fn fold_key(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The traits of a person: their top level is about them, so `name` counts, and fields keep their own names in the vault.
pub(super) fn take_from_traits(traits: &mut Map<String, Value>, moved: &mut Vec<Field>) {
    let mut kept = Map::new();
    for (key, value) in std::mem::take(traits) {
        let folded = fold_key(&key);
        let category = if folded == "name" { Some(Category::Name) } else { category_of_key(&folded) };
        match category {
            Some(category) if !value.is_null() => {
                moved.push(Field { category, name: canonical(&folded, &key), value: as_text(&value) });
            }
            Some(_) => {}
            None => {
                let mut value = value;
                let in_person = PERSON_OBJECTS.contains(&folded.as_str());
                walk(&mut value, &key, in_person, &mut |category, path, text| {
                    moved.push(Field { category, name: bounded(path, moved.len()), value: text });
                });
                kept.insert(key, value);
            }
        }
    }
    *traits = kept;
}

/// Any other part of an event: what is found is kept under the event's id and its path.
pub(super) fn take_from_event(value: &mut Value, part: &str, event: EventId, moved: &mut Vec<Field>) {
    use base::Id as _;
    let id = base::id::encode(event.raw());
    walk(value, part, false, &mut |category, path, text| {
        let name = format!("event:{id}:{}", bounded(path, moved.len()));
        moved.push(Field { category, name, value: text });
    });
}

/// A path as it is; a long one cut, and told from others by its number.
fn bounded(path: &str, number: usize) -> String {
    if path.len() <= PATH_BYTES_MAX {
        return path.to_owned();
    }
    let cut = (0..=PATH_BYTES_MAX - 10).rev().find(|at| path.is_char_boundary(*at)).unwrap_or(0);
    format!("{}…{number}", &path[..cut])
}

/// The vault's own names for the fields that pages show and messages use.
fn canonical(folded: &str, key: &str) -> String {
    match folded {
        "email" | "emailaddress" | "mail" => "email".to_owned(),
        "phone" | "phonenumber" | "mobile" | "mobilenumber" | "mobilephone" | "telephone" | "tel" => "phone".to_owned(),
        "name" | "fullname" | "displayname" => "name".to_owned(),
        "firstname" | "givenname" => "first_name".to_owned(),
        "lastname" | "familyname" | "surname" => "last_name".to_owned(),
        "birthday" | "birthdate" | "dateofbirth" | "dob" => "birth_date".to_owned(),
        _ => key.to_owned(),
    }
}

/// Takes identifiers out of `value`, leaving a mark where each was. Depth is bounded by the scan before.
fn walk(value: &mut Value, path: &str, in_person: bool, take: &mut dyn FnMut(Category, &str, String)) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                let folded = fold_key(key);
                let path = format!("{path}.{key}");
                let category = if in_person && folded == "name" { Some(Category::Name) } else { category_of_key(&folded) };
                match category {
                    Some(category) if !value.is_null() => {
                        take(category, &path, as_text(value));
                        *value = Value::String(MOVED.to_owned());
                    }
                    _ => {
                        let in_person = PERSON_OBJECTS.contains(&folded.as_str()) || describes_person(value);
                        walk(value, &path, in_person, take);
                    }
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                let in_person = in_person || describes_person(item);
                walk(item, &format!("{path}[{index}]"), in_person, take);
            }
        }
        Value::String(text) => {
            if let Some((category, left)) = hidden::in_text(text) {
                take(category, path, std::mem::replace(text, left));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Whether an object inside an event is about a person: a `name` beside an address or a number is theirs.
fn describes_person(value: &Value) -> bool {
    let personal = |key: &String| {
        matches!(category_of_key(&fold_key(key)), Some(Category::Email | Category::Phone | Category::Name | Category::BirthDate))
    };
    value.as_object().is_some_and(|object| object.keys().any(personal))
}

/// A scalar as itself, anything larger as JSON.
fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Id as _;
    use serde_json::json;

    #[test]
    fn traits_keep_what_is_not_personal() {
        let mut traits = json!({
            "Email": "Sara@x.org", "firstName": "Sara", "plan": "gold", "address": {"street": "1 Road", "city": "Riyadh"},
            "company": {"name": "Noor", "contact": {"name": "Ali"}}, "note": "ask ali@y.com first", "phone": null
        });
        let mut moved = Vec::new();
        take_from_traits(traits.as_object_mut().unwrap(), &mut moved);
        assert_eq!(
            traits,
            json!({"plan": "gold", "company": {"name": "Noor", "contact": {"name": MOVED}}, "note": "ask [moved] first"})
        );
        let mut names: Vec<(&str, &str)> = moved.iter().map(|f| (f.name.as_str(), f.value.as_str())).collect();
        names.sort_unstable();
        assert_eq!(
            names,
            [
                ("address", r#"{"city":"Riyadh","street":"1 Road"}"#),
                ("company.contact.name", "Ali"),
                ("email", "Sara@x.org"),
                ("first_name", "Sara"),
                ("note", "ask ali@y.com first")
            ]
        );
    }

    #[test]
    fn products_keep_their_names_and_people_do_not() {
        let mut value = json!({"products": [{"name": "Lamp", "sku": "1"}], "shipping_address": {"name": "Sara"}, "customer": {"name": "Sara", "id": 5},
            "gift_to": "+966501234567", "code": "+5", "url": "https://x.org/?e=a@b.co&x=1"});
        let mut moved = Vec::new();
        take_from_event(&mut value, "properties", EventId::from_raw([1; 16]), &mut moved);
        assert_eq!(
            value,
            json!({"products": [{"name": "Lamp", "sku": "1"}], "shipping_address": MOVED, "customer": {"name": MOVED, "id": 5},
                "gift_to": MOVED, "code": "+5", "url": "https://x.org/?e=[moved]&x=1"})
        );
        assert_eq!(moved.len(), 4);
        assert!(moved.iter().all(|field| field.name.starts_with("event:")));
    }
}
