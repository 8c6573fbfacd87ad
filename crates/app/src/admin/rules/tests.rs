//! What is drawn and sent back is the same rule; what is wrong is said beside its control.

use super::{Choices, Draft, Errors};
use crate::rules::any_rule;
use base::{Locale, Timestamp};
use foundation::rules::Condition;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use web::{Formatter, Lang, PageCtx};

fn ctx(locale: Locale) -> PageCtx {
    PageCtx::new(Formatter::new(Lang::new(locale), TimeZone::UTC), Timestamp::from_micros(0), "/admin")
}

fn drawn(draft: &Draft, locale: Locale) -> String {
    draft.view(&ctx(locale), Choices::default(), &Errors::default()).into_string()
}

/// The text of an attribute or an element.
fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(unescaped(&tag[from..from + tag[from..].find('"')?]))
}

/// What a browser sends of a form whose button nobody of the rule's own pressed.
fn sent(html: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for (at, _) in html.match_indices('<') {
        let tag = &html[at..at + html[at..].find('>').unwrap()];
        let rest = &html[at + tag.len() + 1..];
        let Some(name) = attribute(tag, "name") else { continue };
        if tag.starts_with("<input") {
            let is_off = tag.contains("type=\"checkbox\"") && !tag.contains(" checked");
            fields.extend((!is_off).then(|| (name, attribute(tag, "value").unwrap_or_default())));
        } else if tag.starts_with("<textarea") {
            fields.push((name, unescaped(&rest[..rest.find("</textarea>").unwrap()]).replace('\n', "\r\n")));
        } else if tag.starts_with("<select") {
            let options = &rest[..rest.find("</select>").unwrap()];
            let all: Vec<&str> = options.split("<option").skip(1).collect();
            let chosen = all.iter().find(|option| option[..option.find('>').unwrap()].contains(" selected")).or(all.first());
            fields.extend(chosen.map(|option| (name, attribute(option, "value").unwrap_or_default())));
        }
    }
    fields
}

fn press(fields: &[(String, String)], button: &str) -> Draft {
    let pressed = fields.iter().cloned().chain([("rule_do".to_owned(), button.to_owned())]).collect::<Vec<_>>();
    Draft::posted(&pressed)
}

fn with(fields: &[(String, String)], name: &str, value: &str) -> Vec<(String, String)> {
    assert!(fields.iter().any(|(known, _)| known == name), "there is no {name} in {fields:?}");
    let changed = |(known, old): &(String, String)| (known.clone(), if known == name { value.to_owned() } else { old.clone() });
    fields.iter().map(changed).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn what_is_drawn_and_sent_back_is_the_same_rule(rule in any_rule()) {
        for locale in Locale::ALL {
            let html = drawn(&Draft::of(&rule), locale);
            prop_assert!(!html.contains(">rule-"), "{}", html);
            let draft = Draft::posted(&sent(&html));
            prop_assert!(!draft.is_changing());
            let read = draft.read();
            prop_assert_eq!(read.as_ref(), Ok(&rule), "{}", rule.to_json());
        }
    }

    #[test]
    fn whatever_is_sent_is_drawn_and_read_or_refused(
        fields in prop::collection::vec(("r(\\.[0-3]){0,7}-(kind|event|when|stage|number|t0\\.0-test|add|bare)", "(all|not|did|trait|stage|is|any_of|9{1,20}|x)"), 0..30),
        button in "(add|remove|test|untest) r(\\.[0-9]){0,3}( [0-9]){0,2}",
    ) {
        let draft = press(&fields, &button);
        let _ = draft.read();
        prop_assert!(drawn(&draft, Locale::Ar).contains("rule-default"));
    }
}

#[test]
fn conditions_are_added_and_taken_away_and_what_was_typed_stays() {
    let fields = sent(&drawn(&Draft::default(), Locale::En));
    let draft = press(&with(&fields, "r-add", "did"), "add r");
    assert!(draft.is_changing());
    let fields = with(&sent(&drawn(&draft, Locale::En)), "r.0-event", "Product Viewed");
    let draft = press(&fields, "test r.0 0");
    let fields = sent(&drawn(&draft, Locale::En));
    let fields = with(&with(&fields, "r.0-t0.0-property", "price"), "r.0-t0.0-value", "12");
    let draft = press(&with(&fields, "r-add", "any"), "add r");
    let fields = sent(&drawn(&draft, Locale::En));
    let draft = press(&with(&fields, "r.1-add", "agreed"), "add r.1");
    let rule = Draft::posted(&sent(&drawn(&draft, Locale::En))).read().unwrap();
    let expected = r#"{"all":[{"did":{"event":"Product Viewed","where":[{"property":"price","test":{"is":12}}]}},{"any":[{"agreed":{"purpose":"fulfil_orders"}}]}]}"#;
    assert_eq!(rule, Condition::parse(expected).unwrap());
    let draft = press(&sent(&drawn(&draft, Locale::En)), "remove r.0");
    assert_eq!(draft.read().unwrap(), Condition::parse(r#"{"all":[{"any":[{"agreed":{"purpose":"fulfil_orders"}}]}]}"#).unwrap());
    let draft = press(&sent(&drawn(&draft, Locale::En)), "remove r.9");
    assert_eq!(draft.root.parts.len(), 1, "what is not there is not taken away");
}

#[test]
fn what_is_wrong_is_said_beside_its_control() {
    let of = |json: &str| sent(&drawn(&Draft::of(&serde_json::from_str::<Condition>(json).unwrap()), Locale::En));
    let did = of(r#"{"did":{"event":"A","where":[{"property":"p","test":{"at_least":3}}],"when":{"last_days":3}}}"#);
    let stage = of(r#"{"stage":["new"]}"#);
    let unticked: Vec<_> = stage.iter().filter(|(name, _)| name != "r.0-stage").cloned().collect();
    let segment = of(r#"{"segment":"seg_040g2081040g2081040g208104"}"#);
    for (fields, control) in [
        (with(&did, "r.0-event", " "), "r.0-event"),
        (with(&did, "r.0-event", "Data Access Forced"), "r.0-event"),
        (with(&did, "r.0-number", "many"), "r.0-number"),
        (with(&did, "r.0-when_number", "367"), "r.0-when_number"),
        (with(&did, "r.0-when", "dates"), "r.0-when_date"),
        (with(&did, "r.0-t0.0-property", ""), "r.0-t0.0-property"),
        (with(&did, "r.0-t0.0-value", "dear"), "r.0-t0.0-value"),
        (unticked, "r.0-stage"),
        (with(&segment, "r.0-segment", ""), "r.0-segment"),
    ] {
        let draft = Draft::posted(&fields);
        let errors = draft.read().unwrap_err();
        for locale in Locale::ALL {
            let html = draft.view(&ctx(locale), Choices::default(), &errors).into_string();
            assert!(html.contains(&format!("id=\"f-{control}-error\"")), "{control}: {errors:?}");
            assert!(html.contains(&format!("id=\"f-{control}\"")), "the summary leads there");
            assert!(!errors.summary(&ctx(locale)).into_string().contains("rule-problem"));
        }
    }
}

#[test]
fn numbers_are_read_in_any_digits_and_codes_stay_texts() {
    use super::notation::{read_scalar, write_scalar};
    use foundation::rules::Scalar;
    for (written, json) in [
        ("12", "12"),
        ("١٢٫٥", "12.5"),
        ("007", "\"007\""),
        ("\"12\"", "\"12\""),
        ("true", "true"),
        ("\"true\"", "\"true\""),
        (" gold ", "\"gold\""),
        ("+9665", "\"+9665\""),
    ] {
        let scalar = read_scalar(written);
        assert_eq!(serde_json::to_string(&scalar).unwrap(), json, "{written}");
        assert_eq!(read_scalar(&write_scalar(&scalar)), scalar);
    }
    let texts = ["12", "true", "", " a ", "\"", "a\nb", "۱۲", "-0", "1.50"];
    for text in texts.map(|text| Scalar::Text(text.to_owned())) {
        assert_eq!(read_scalar(&write_scalar(&text)), text, "{}", write_scalar(&text));
    }
}
