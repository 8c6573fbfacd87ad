//! Content-Security-Policy, as far as it says from where scripts may come.

use super::model::Policy;

/// What the policies of a page come to together: the strictest holds.
pub(super) fn read<'a>(policies: impl Iterator<Item = &'a str>) -> Policy {
    policies.flat_map(|header| header.split(',')).map(one).max_by_key(|policy| *policy as u8).unwrap_or(Policy::Missing)
}

fn one(policy: &str) -> Policy {
    let directives = || policy.split(';').map(|directive| directive.split_whitespace().map(str::to_ascii_lowercase));
    let named = |name: &str| directives().find_map(|mut words| (words.next()? == name).then(|| words.collect::<Vec<_>>()));
    let Some(sources) = named("script-src").or_else(|| named("default-src")) else {
        return if policy.trim().is_empty() { Policy::Missing } else { Policy::Open };
    };
    let is_anywhere = |source: &String| matches!(source.as_str(), "*" | "https:" | "http:" | "//*" | "https://*" | "http://*");
    if sources.iter().any(is_anywhere) { Policy::Open } else { Policy::Limits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_send_scripts() {
        for (policy, expected) in [
            ("", Policy::Missing),
            ("upgrade-insecure-requests", Policy::Open),
            ("script-src * 'unsafe-inline'", Policy::Open),
            ("default-src https:; img-src *", Policy::Open),
            ("default-src *; SCRIPT-SRC 'self' https://cdn.example", Policy::Limits),
            ("default-src 'self'; img-src *", Policy::Limits),
            ("script-src 'none'", Policy::Limits),
            ("frame-ancestors 'self', script-src 'self'", Policy::Limits),
        ] {
            assert_eq!(read([policy].into_iter()), expected, "{policy}");
        }
        assert_eq!(read(std::iter::empty()), Policy::Missing);
        assert_eq!(read(["script-src *", "script-src 'self'"].into_iter()), Policy::Limits, "the strictest holds");
    }
}
