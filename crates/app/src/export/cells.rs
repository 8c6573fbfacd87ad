//! Rows as lines of a table (RFC 4180) that spreadsheets open as it is meant.

use serde_json::Value;
use std::borrow::Cow;

/// What a cell may not begin with: a spreadsheet would take it for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A value as a cell. Lists of words are told with semicolons; what has parts of its own, as JSON.
pub(super) fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => harmless(text).into_owned(),
        Some(Value::Array(list)) if list.iter().all(Value::is_string) => {
            let words: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            harmless(&words.join("; ")).into_owned()
        }
        Some(other) => other.to_string(),
    }
}

/// A text that no spreadsheet takes for a formula: one that could be is marked as text by an apostrophe. Amounts stay numbers.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let is_amount = text.strip_prefix('-').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(|c| c.is_ascii_digit() || c == '.')
    });
    if text.starts_with(FORMULA) && !is_amount { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "+966501234567", "-", "-.5"] {
            assert_eq!(cell(Some(&json!(formula))), format!("'{formula}"));
        }
        assert_eq!(cell(Some(&json!(["=a", "b"]))), "'=a; b");
        for fine in ["Sara", "-12.50", "a=b", "", "سارة", "250.00"] {
            assert_eq!(cell(Some(&json!(fine))), fine);
        }
        assert_eq!(cell(Some(&json!({"a": [1, "=x"]}))), r#"{"a":[1,"=x"]}"#);
        assert_eq!(
            (cell(None), cell(Some(&json!(null))), cell(Some(&json!(true))), cell(Some(&json!(-3)))),
            (String::new(), String::new(), "true".to_owned(), "-3".to_owned())
        );
    }
}
