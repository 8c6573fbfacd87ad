//! E-mail addresses as stores meet them (a practical subset of RFC 5321 and RFC 6531).

/// An address in one normal form: trimmed, lower case.
///
/// The local part is lower-cased too: no mailbox provider of note tells case apart, and shoppers type it either way.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EmailAddress(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected an e-mail address such as name@example.com")]
pub struct NotAnEmail;

impl EmailAddress {
    /// Reads one address; no display name, no comment, no quoted local part, no address literal.
    pub fn parse(text: &str) -> Result<Self, NotAnEmail> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(NotAnEmail)?;
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c));
        let labels_ok = domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
        let top_ok = domain.rsplit_once('.').is_some_and(|(_, top)| top.chars().any(char::is_alphabetic));
        if local_ok && labels_ok && top_ok && domain.len() <= 253 { Ok(Self(text.to_lowercase())) } else { Err(NotAnEmail) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

/// Logs must not carry addresses: `Debug` shows the domain alone.
impl std::fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "…@{}", self.domain())
    }
}

/// Byte ranges of everything in `text` that has the shape of an e-mail address; quotes, slashes and the signs of a URL's
/// query end it on the left.
pub fn find_in(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('@').map(|i| from + i) {
        let local_start = text[from..at]
            .char_indices()
            .rev()
            .take_while(|(_, c)| c.is_alphanumeric() || "!#$%*+^_~.-".contains(*c))
            .last()
            .map_or(at, |(i, _)| from + i);
        let after = at + 1;
        let mut end = text[after..]
            .char_indices()
            .find(|(_, c)| !(c.is_alphanumeric() || *c == '.' || *c == '-'))
            .map_or(text.len(), |(i, _)| after + i);
        while end > after && text[..end].ends_with(['.', '-']) {
            end -= 1;
        }
        let candidate = text[local_start..end].trim_start_matches('.');
        let start = end - candidate.len();
        if EmailAddress::parse(candidate).is_ok() {
            found.push(start..end);
            from = end;
        } else {
            from = after;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_addresses() {
        for good in ["a@b.co", " Sara.K+x@Shop.Example ", "علي@مثال.السعودية", "x_y-z@a-b.com"] {
            assert!(EmailAddress::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "@",
            "a@",
            "@b.co",
            "a@b",
            "a b@c.d",
            "a@b..c",
            ".a@b.co",
            "a@-b.co",
            "a@b.1",
            "\"a\"@b.co",
            "a@b.co\r\nBcc: x@y.z",
        ] {
            assert!(EmailAddress::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(EmailAddress::parse("SARA@Shop.Example").unwrap().as_str(), "sara@shop.example");
    }

    #[test]
    fn finds_addresses_inside_text() {
        let text = "to=ali@x.com, then <Sara@y.org>. not @z or me@localhost; علي@مثال.السعودية";
        let found: Vec<&str> = find_in(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["ali@x.com", "Sara@y.org", "علي@مثال.السعودية"]);
    }
}
