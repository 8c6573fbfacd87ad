//! What a new password must be, wherever one is set.

use web::{PageCtx, key};

/// As `staff::hash_password` asks.
const PASSWORD_CHARS_MIN: usize = 10;

pub(super) fn hint(ctx: &PageCtx) -> String {
    ctx.t_with(key("setup-password-hint"), &[("min", PASSWORD_CHARS_MIN.into())])
}

/// What is wrong with a new password; `known` is what everybody can see of its owner.
pub(super) fn wrong(ctx: &PageCtx, password: &str, known: &[&str]) -> Option<String> {
    if password.chars().count() < PASSWORD_CHARS_MIN {
        return Some(hint(ctx));
    }
    is_weak(password, known).then(|| ctx.t(key("setup-password-weak")).into_owned())
}

/// One letter over and over, or nothing but what everybody can see.
fn is_weak(password: &str, known: &[&str]) -> bool {
    let lower = password.to_lowercase();
    let mut letters: Vec<char> = lower.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let known = known.iter().any(|text| text.to_lowercase() == lower);
    letters.len() < 5 || known || ["1234567890", "0123456789", "qwertyuiop", "passwordpassword"].contains(&lower.as_str())
}
