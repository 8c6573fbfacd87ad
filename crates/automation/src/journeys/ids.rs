//! Ids of steps stand in a plan's JSON with the steps, and in memory in a list of their own, in the order of the steps' numbers: what
//! a step does is one enum, whatever it is called.

use serde_json::{Map, Value};

/// Every step of a plan as JSON, in the order of their numbers.
fn each(steps: &mut Value, tell: &mut dyn FnMut(&mut Map<String, Value>)) {
    for step in steps.as_array_mut().into_iter().flatten() {
        let Value::Object(step) = step else { continue };
        tell(step);
        for (kind, ways) in [("wait_for", ["then", "otherwise"]), ("branch", ["then", "otherwise"])] {
            for way in ways {
                if let Some(steps) = step.get_mut(kind).and_then(|step| step.get_mut(way)) {
                    each(steps, tell);
                }
            }
        }
        let parts = step.get_mut("split").and_then(|split| split.get_mut("parts")).and_then(Value::as_array_mut);
        for part in parts.into_iter().flatten() {
            if let Some(steps) = part.get_mut("steps") {
                each(steps, tell);
            }
        }
    }
}

/// Takes the ids out of a plan's steps; of a step that has none an empty one.
pub(super) fn take(plan: &mut Value) -> Vec<String> {
    let mut ids = Vec::new();
    if let Some(steps) = plan.get_mut("steps") {
        each(steps, &mut |step| match step.remove("id") {
            Some(Value::String(id)) => ids.push(id),
            // What is no text stays, and is told as what the plan can't have.
            Some(other) => {
                step.insert("id".to_owned(), other);
                ids.push(String::new());
            }
            None => ids.push(String::new()),
        });
    }
    ids
}

/// Puts them back.
pub(super) fn put(plan: &mut Value, ids: &[String]) {
    let mut ids = ids.iter();
    if let Some(steps) = plan.get_mut("steps") {
        each(steps, &mut |step| {
            if let Some(id) = ids.next().filter(|id| !id.is_empty()) {
                step.insert("id".to_owned(), Value::from(id.as_str()));
            }
        });
    }
}
