//! What consent and its proof cost: a check, and a look that is on disk before anything is shown.

use super::inside::inside;
use super::{Figure, Setting};
use crate::process::Outcome;

const CUSTOMERS: &str = "2000";

/// One look at a customer's choices, which any use of their data asks for.
pub fn check(_: &Setting) -> Outcome<Vec<Figure>> {
    let seen = inside("privacy", &["check"])?;
    let notes = format!(
        "4,096 customers with {:.0} choices each, at random; a permit takes {:.0} ns",
        seen.get("choices")?,
        seen.get("permit_ns")?
    );
    Ok(vec![Figure { name: "consent-check", value: seen.get("check_ns")?, unit: "ns", floor: None, notes }])
}

/// Customers read with the log of looks, beside the same reads without it.
pub fn disclosure(_: &Setting) -> Outcome<Vec<Figure>> {
    let seen = inside("privacy", &["disclosure", "--customers", CUSTOMERS])?;
    let answer = Figure {
        name: "disclosure",
        value: seen.get("answers")?,
        unit: "answers/s",
        floor: Some(seen.get("answers_silent")?),
        notes: format!(
            "GET /api/v1/customers/{{id}} by 32 readers, each look on disk before its answer; without the log it would take {:.2} times less",
            seen.get("answers_silent")? / seen.get("answers")?
        ),
    };
    let read = Figure {
        name: "disclosure-read",
        value: seen.get("reads")?,
        unit: "reads/s",
        floor: Some(seen.get("reads_silent")?),
        notes: format!(
            "the vault alone, by 32 readers whose looks share commits; one reader with a commit each: {:.0} reads/s",
            seen.get("reads_alone")?
        ),
    };
    Ok(vec![answer, read])
}
