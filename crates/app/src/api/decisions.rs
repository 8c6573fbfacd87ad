//! Decisions about consent as callers write them: read strictly, every mistake named with its field.

use base::Timestamp;
use foundation::consent::{Basis, Category, CategorySet, Choices, Decision, Purpose, Recipient, State};
use serde_json::{Map, Value};

/// Decisions in one request.
pub const DECISIONS_MAX: usize = 50;
/// Characters of a text in a decision.
pub const TEXT_CHARS_MAX: usize = 200;

/// A decision as it was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    decision: Decision,
    /// Whether it names the kinds of data, or the recipients, itself.
    names_categories: bool,
    names_recipients: bool,
}

/// The fields of a decision.
const FIELDS: [&str; 8] = ["purpose", "state", "categories", "recipients", "valid_until", "notice_version", "language", "proof"];

/// States that a person can bring about; time alone makes `expired`.
pub fn states() -> impl Iterator<Item = State> {
    State::ALL.iter().copied().filter(|state| *state != State::Expired)
}

/// Reads `{"decisions":[…]}`. The error names the field, says what would be right, and never repeats what was sent.
pub fn read(body: &[u8], now: Timestamp) -> Result<Vec<Asked>, String> {
    let document: Value = serde_json::from_slice(body)
        .map_err(|error| format!("The body is not valid JSON: line {}, column {}", error.line(), error.column()))?;
    let list = document.get("decisions").and_then(Value::as_array).filter(|_| document.as_object().is_some_and(|o| o.len() == 1));
    let Some(list) = list else {
        return Err("The body must be an object with a list named \"decisions\" and nothing else".to_owned());
    };
    if list.is_empty() || list.len() > DECISIONS_MAX {
        return Err(format!("decisions: must hold 1 to {DECISIONS_MAX}"));
    }
    list.iter().enumerate().map(|(at, one)| decision(one, now).map_err(|wrong| format!("decisions[{at}]{wrong}"))).collect()
}

impl Asked {
    /// What it comes to. A no that names nothing closer is about all that was granted for its purpose, whatever the purpose
    /// needs by itself: who takes consent back must not leave a part of it standing.
    pub fn widened(mut self, choices: &Choices) -> Decision {
        if self.decision.state.is_explicit_no() {
            for choice in choices.iter().filter(|c| c.purpose == self.decision.purpose && !c.given.is_empty()) {
                if !self.names_categories {
                    self.decision.categories = self.decision.categories.with(choice.given);
                }
                if !self.names_recipients && !self.decision.recipients.contains(&choice.recipient) {
                    self.decision.recipients.push(choice.recipient);
                }
            }
        }
        self.decision
    }
}

fn decision(value: &Value, now: Timestamp) -> Result<Asked, String> {
    let Value::Object(map) = value else { return Err(": must be an object".to_owned()) };
    if map.keys().any(|key| !FIELDS.contains(&key.as_str())) {
        return Err(format!(": holds an unknown field; a decision's fields are {}", FIELDS.join(", ")));
    }
    let purpose = one_word(map, "purpose", Purpose::from_word, Purpose::ALL.iter().map(|p| p.word()))?;
    let find_state = |word: &str| states().find(|state| state.word() == word);
    let state = one_word(map, "state", find_state, states().map(State::word))?;
    let categories = words(map, "categories", Category::from_word, Category::ALL.iter().map(|c| c.word()))?;
    let recipients =
        words(map, "recipients", grantee, Recipient::ALL.iter().filter(|r| **r != Recipient::Customer).map(|r| r.word()))?;
    let mut decision = Decision::about(purpose, state, Basis::Consent, now, "api");
    decision.valid_until = valid_until(map, state, now)?;
    decision.notice_version = text(map, "notice_version")?;
    decision.language = text(map, "language")?;
    decision.proof = text(map, "proof")?;
    let (names_categories, names_recipients) = (categories.is_some(), recipients.is_some());
    if let Some(categories) = categories {
        decision.categories = CategorySet::of(&categories);
    }
    if let Some(recipients) = recipients {
        decision.recipients = recipients;
    }
    Ok(Asked { decision, names_categories, names_recipients })
}

fn present<'m>(map: &'m Map<String, Value>, field: &str) -> Option<&'m Value> {
    map.get(field).filter(|value| !value.is_null())
}

fn one_word<T>(
    map: &Map<String, Value>,
    field: &str,
    read: impl Fn(&str) -> Option<T>,
    all: impl Iterator<Item = &'static str>,
) -> Result<T, String> {
    let found = present(map, field).and_then(Value::as_str).and_then(read);
    found.ok_or_else(|| format!(".{field}: must be one of {}", all.collect::<Vec<_>>().join(", ")))
}

/// A list of words, each once; `None` where the field is left out.
fn words<T: PartialEq>(
    map: &Map<String, Value>,
    field: &str,
    read: impl Fn(&str) -> Option<T>,
    all: impl Iterator<Item = &'static str>,
) -> Result<Option<Vec<T>>, String> {
    let Some(value) = present(map, field) else { return Ok(None) };
    let found: Option<Vec<T>> = value.as_array().and_then(|list| list.iter().map(|word| word.as_str().and_then(&read)).collect());
    let found = found.filter(|found| !found.is_empty()).ok_or_else(|| {
        let all = all.collect::<Vec<_>>().join(", ");
        format!(".{field}: must be a list of one or more of {all}; leave it out for what the purpose needs")
    })?;
    let mut kept: Vec<T> = Vec::with_capacity(found.len());
    for word in found {
        if !kept.contains(&word) {
            kept.push(word);
        }
    }
    Ok(Some(kept))
}

fn valid_until(map: &Map<String, Value>, state: State, now: Timestamp) -> Result<Option<Timestamp>, String> {
    let Some(value) = present(map, "valid_until") else { return Ok(None) };
    if !state.allows() {
        return Err(".valid_until: only what is given or renewed has an end".to_owned());
    }
    let until = value.as_str().and_then(|text| Timestamp::parse(text).ok());
    let until = until.ok_or(".valid_until: must be a time such as 2027-01-31T00:00:00Z")?;
    if until <= now {
        return Err(".valid_until: must lie ahead".to_owned());
    }
    Ok(Some(until))
}

/// A short text. It is stored and shown in clear, so no identifier may hide in it.
fn text(map: &Map<String, Value>, field: &str) -> Result<Option<String>, String> {
    let Some(value) = present(map, field) else { return Ok(None) };
    let wrong = || format!(".{field}: must be text of 1 to {TEXT_CHARS_MAX} characters, without NUL");
    let text = value.as_str().map(str::trim).ok_or_else(wrong)?;
    if text.is_empty() || text.chars().count() > TEXT_CHARS_MAX || text.contains('\0') {
        return Err(wrong());
    }
    if !base::email::find_in(text).is_empty() {
        return Err(format!(".{field}: must not hold an e-mail address; name the form or the message instead"));
    }
    Ok(Some(text.to_owned()))
}

/// Nobody is granted their own data.
fn grantee(word: &str) -> Option<Recipient> {
    Recipient::from_word(word).filter(|recipient| *recipient != Recipient::Customer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOW: Timestamp = Timestamp::from_micros(1_700_000_000_000_000);

    fn read_one(decision: Value) -> Result<Asked, String> {
        read(json!({"decisions": [decision]}).to_string().as_bytes(), NOW).map(|mut all| all.remove(0))
    }

    #[test]
    fn a_purpose_brings_what_it_needs() {
        let asked = read_one(json!({"purpose": "marketing_email", "state": "given"})).unwrap();
        let decision = asked.widened(&Choices::default());
        assert_eq!(decision, Decision::about(Purpose::MarketingEmail, State::Given, Basis::Consent, NOW, "api"));
    }

    #[test]
    fn a_no_takes_back_all_that_was_granted_for_its_purpose() {
        let mut choices = Choices::default();
        let location = CategorySet::of(&[Category::Location]);
        choices.decide(Purpose::MarketingEmail, Recipient::Processor, location, State::Given, Basis::Consent, None);
        choices.decide(Purpose::Loyalty, Recipient::Analysis, location, State::Given, Basis::Consent, None);
        let no = read_one(json!({"purpose": "marketing_email", "state": "withdrawn"})).unwrap().widened(&choices);
        assert!(no.categories.contains(Category::Location) && no.recipients.contains(&Recipient::Processor));
        assert!(!no.recipients.contains(&Recipient::Analysis), "another purpose is another decision");
        let part =
            json!({"purpose": "marketing_email", "state": "withdrawn", "recipients": ["marketing"], "categories": ["email"]});
        let part = read_one(part).unwrap().widened(&choices);
        assert_eq!((part.recipients, part.categories), (vec![Recipient::Marketing], CategorySet::of(&[Category::Email])));
    }

    #[test]
    fn mistakes_name_their_field_and_repeat_nothing() {
        let given = |field: &str, value: Value| {
            let mut map = Map::from_iter([("purpose".to_owned(), json!("analytics")), ("state".to_owned(), json!("given"))]);
            map.insert(field.to_owned(), value);
            read_one(Value::Object(map)).unwrap_err()
        };
        for (field, value) in [
            ("purpose", json!("sara")),
            ("purpose", json!(null)),
            ("state", json!("expired")),
            ("state", json!(1)),
            ("categories", json!([])),
            ("categories", json!(["sara"])),
            ("categories", json!("email")),
            ("recipients", json!(["automation", 7])),
            ("valid_until", json!("sara")),
            ("valid_until", json!("2001-01-01T00:00:00Z")),
            ("notice_version", json!("s".repeat(201))),
            ("language", json!(" ")),
            ("proof", json!("a\u{0}b")),
            ("proof", json!("form 3 of sara@example.com")),
        ] {
            let wrong = given(field, value);
            assert!(wrong.starts_with(&format!("decisions[0].{field}: ")), "{wrong}");
            assert!(!wrong.contains("sara"), "{wrong}");
        }
        assert!(given("until", json!("2030-01-01")).contains("unknown field"));
        let end_of_a_no = json!({"purpose": "analytics", "state": "refused", "valid_until": "2030-01-01T00:00:00Z"});
        assert!(read_one(end_of_a_no).is_err());
        for body in
            ["", "[]", "{}", "{\"decisions\":{}}", "{\"decisions\":[]}", "{\"decisions\":[1]}", "{\"decisions\":[],\"x\":1}"]
        {
            assert!(read(body.as_bytes(), NOW).is_err(), "{body}");
        }
        let many = json!({"decisions": vec![json!({"purpose": "analytics", "state": "given"}); DECISIONS_MAX + 1]});
        assert_eq!(read(many.to_string().as_bytes(), NOW).unwrap_err(), "decisions: must hold 1 to 50");
    }
}
