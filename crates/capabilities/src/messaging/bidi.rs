//! Text of both directions in one line (Unicode UAX #9), by means that mail programs understand.
//!
//! Inside, a value stands between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE. HTML gets `<span dir>` instead
//! (`<bdi>` and `unicode-bidi` are dropped by Gmail and Outlook), plain text and headers get neither.

use maud::{Markup, PreEscaped, Render};

pub(super) const OPEN: char = '\u{2068}';
pub(super) const CLOSE: char = '\u{2069}';

/// A direction of writing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    Ltr,
    Rtl,
}

impl Direction {
    pub const fn of(locale: base::Locale) -> Self {
        if locale.is_rtl() { Self::Rtl } else { Self::Ltr }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

const fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

/// Makes a foreign value one harmless line: control characters and line ends become spaces, bidi controls and
/// noncharacters go, white space is one space, the length has an end. Joiners (ZWNJ, ZWJ) and marks (LRM, RLM) stay:
/// Persian cannot be written without them.
pub fn clean(value: &str, chars_max: usize) -> String {
    let mut out = String::with_capacity(value.len().min(chars_max * 4));
    let mut count = 0;
    for c in value.chars() {
        // No-break spaces stay: they hold an amount and its unit together.
        let blank = c.is_control() || (c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}'));
        let c = if blank { ' ' } else { c };
        if matches!(c, '\u{202a}'..='\u{202e}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') || is_isolate(c) {
            continue;
        }
        if c == ' ' && (out.is_empty() || out.ends_with(' ')) {
            continue;
        }
        if count == chars_max {
            out.push('…');
            break;
        }
        out.push(c);
        count += 1;
    }
    out.truncate(out.trim_end().len());
    out
}

/// Without isolates, for plain text, subjects and addresses.
pub fn strip(text: &str) -> String {
    text.chars().filter(|c| !is_isolate(*c)).collect()
}

/// The direction of a text by its first strong letter; of a code without letters (`125/3`) left to right; `None` where
/// its surroundings may decide (nothing but spaces, or digits of Arabic script).
pub fn direction(text: &str) -> Option<Direction> {
    let mut weak_ltr = false;
    for c in text.chars() {
        match c {
            '\u{0660}'..='\u{0669}' | '\u{06f0}'..='\u{06f9}' => return strong(text),
            _ if c.is_alphabetic() => return strong(text),
            _ => weak_ltr |= c.is_ascii_digit(),
        }
    }
    weak_ltr.then_some(Direction::Ltr)
}

fn strong(text: &str) -> Option<Direction> {
    let letter = text.chars().find(|c| c.is_alphabetic())?;
    let rtl =
        matches!(letter, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{1e800}'..='\u{1efff}');
    Some(if rtl { Direction::Rtl } else { Direction::Ltr })
}

/// Up to here a value (a name, a date) is not broken at its spaces.
const WHOLE_CHARS_MAX: usize = 16;

/// Text with isolates, as HTML: everything escaped, a `<span dir>` where a value runs against its surroundings, and short
/// values kept on one line.
pub struct Html<'a> {
    pub text: &'a str,
    pub around: Direction,
}

impl Render for Html<'_> {
    fn render(&self) -> Markup {
        let mut out = String::with_capacity(self.text.len() + 32);
        // One entry for each open isolate: was a span written for it?
        let mut open: Vec<(bool, Direction)> = Vec::new();
        let mut now = self.around;
        let mut is_whole = false;
        for (at, c) in self.text.char_indices() {
            match c {
                '\u{2066}' | '\u{2067}' | OPEN => {
                    let inner = &self.text[at + c.len_utf8()..];
                    is_whole = until_close(inner).chars().count() <= WHOLE_CHARS_MAX;
                    let wanted = match c {
                        '\u{2066}' => Direction::Ltr,
                        '\u{2067}' => Direction::Rtl,
                        _ => direction(until_close(inner)).unwrap_or(now),
                    };
                    open.push((wanted != now, now));
                    if wanted != now {
                        out.push_str("<span dir=\"");
                        out.push_str(wanted.as_str());
                        out.push_str("\">");
                    }
                    now = wanted;
                }
                CLOSE => {
                    is_whole = false;
                    if let Some((span, before)) = open.pop() {
                        out.push_str(if span { "</span>" } else { "" });
                        now = before;
                    }
                }
                ' ' if is_whole => out.push('\u{a0}'),
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                _ => out.push(c),
            }
        }
        open.iter().rev().filter(|(span, _)| *span).for_each(|_| out.push_str("</span>"));
        PreEscaped(out)
    }
}

/// What stands before the isolate's end. A value holds no isolates itself, so the first end is the right one.
fn until_close(text: &str) -> &str {
    text.split(is_isolate).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str, around: Direction) -> String {
        Html { text, around }.render().into_string()
    }

    #[test]
    fn values_get_a_span_only_against_the_stream() {
        let name = format!("مرحبًا {OPEN}Sara J.{CLOSE}!");
        assert_eq!(html(&name, Direction::Rtl), "مرحبًا <span dir=\"ltr\">Sara\u{a0}J.</span>!");
        assert_eq!(html(&format!("Hi {OPEN}Sara{CLOSE}"), Direction::Ltr), "Hi Sara");
        assert_eq!(html(&format!("Hi {OPEN}سارة{CLOSE}"), Direction::Ltr), "Hi <span dir=\"rtl\">سارة</span>");
        assert_eq!(html(&format!("{OPEN}10-42{CLOSE}"), Direction::Rtl), "<span dir=\"ltr\">10-42</span>");
        assert_eq!(html(&format!("{OPEN}٣٨١٫٤٠ ر.س{CLOSE}"), Direction::Rtl), "٣٨١٫٤٠\u{a0}ر.س");
        assert_eq!(html(&format!("{OPEN}٣٨١{CLOSE}"), Direction::Rtl), "٣٨١");
    }

    #[test]
    fn loose_isolates_are_balanced() {
        assert_eq!(html("a\u{2067}b", Direction::Ltr), "a<span dir=\"rtl\">b</span>");
        assert_eq!(html("a\u{2069}\u{2069}b", Direction::Ltr), "ab");
        assert_eq!(strip("a\u{2067}b\u{2069}"), "ab");
    }

    #[test]
    fn cleaned_values_are_one_line() {
        assert_eq!(clean(" Sara\r\nBcc: x@y.z\u{0}\u{202e}! ", 100), "Sara Bcc: x@y.z !");
        assert_eq!(clean("می\u{200c}بیند", 100), "می\u{200c}بیند");
        assert_eq!(clean("abcdef", 3), "abc…");
        assert_eq!(clean("<script>", 100), "<script>");
    }
}
