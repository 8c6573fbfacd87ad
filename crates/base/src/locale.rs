//! The three languages of the first page on, and what follows from each.

/// A language that every page and message exists in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub enum Locale {
    #[default]
    En,
    Ar,
    Fa,
}

impl Locale {
    pub const ALL: [Self; 3] = [Self::En, Self::Ar, Self::Fa];

    /// BCP 47 language code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ar => "ar",
            Self::Fa => "fa",
        }
    }

    /// The language's own name for itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ar => "العربية",
            Self::Fa => "فارسی",
        }
    }

    /// `dir` of HTML.
    pub const fn dir(self) -> &'static str {
        match self {
            Self::En => "ltr",
            Self::Ar | Self::Fa => "rtl",
        }
    }

    pub const fn is_rtl(self) -> bool {
        !matches!(self, Self::En)
    }

    /// Reads a BCP 47 tag such as `ar-SA`, `fa_IR` or `EN`; `None` for other languages.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|locale| locale.code() == primary)
    }

    /// The first language of an `Accept-Language` header (RFC 9110 §12.5.4) that we speak, by weight.
    pub fn negotiate(accept_language: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for part in accept_language.split(',').take(16) {
            let (tag, weight) = match part.split_once(";q=") {
                Some((tag, q)) => (tag, q.trim().parse().unwrap_or(0.0)),
                None => (part, 1.0),
            };
            if let Some(locale) = Self::from_tag(tag)
                && weight > best.map_or(0.0, |(w, _)| w)
            {
                best = Some((weight, locale));
            }
        }
        best.map(|(_, locale)| locale)
    }
}

impl std::fmt::Display for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negotiates_by_weight() {
        assert_eq!(Locale::negotiate("de, fa-IR;q=0.8, en;q=0.9"), Some(Locale::En));
        assert_eq!(Locale::negotiate("ar-EG,ar;q=0.9,en;q=0.1"), Some(Locale::Ar));
        assert_eq!(Locale::negotiate("de"), None);
        assert_eq!(Locale::negotiate(";;q=,,"), None);
    }
}
