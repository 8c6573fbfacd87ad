//! Colours, type and sides of the letter, and the little style sheet that mail programs allow.

use super::bidi::{self, Direction, Html};
use maud::{Markup, html};

/// Colours of the light and of the dark letter; the test below holds every pair of text and ground to its contrast.
pub(super) struct Palette {
    pub(super) ground: &'static str,
    pub(super) card: &'static str,
    pub(super) text: &'static str,
    pub(super) quiet: &'static str,
    pub(super) line: &'static str,
    pub(super) accent: &'static str,
    pub(super) button: &'static str,
    pub(super) button_text: &'static str,
}

pub(super) const LIGHT: Palette = Palette {
    ground: "#f2f5f4",
    card: "#ffffff",
    text: "#1a2625",
    quiet: "#4f5f5c",
    line: "#dbe3e1",
    accent: "#0b6159",
    button: "#0b6159",
    button_text: "#ffffff",
};

pub(super) const DARK: Palette = Palette {
    ground: "#0e1514",
    card: "#172120",
    text: "#e9f0ee",
    quiet: "#a8b8b4",
    line: "#2c3a38",
    accent: "#6cd0c2",
    button: "#6cd0c2",
    button_text: "#06211d",
};

/// Said again in every cell, so kept short.
pub(super) const FONT: &str = "system-ui,'Segoe UI',Tahoma,'Noto Sans Arabic',Arial,sans-serif";

/// Direction and what follows from it.
#[derive(Clone, Copy)]
pub(super) struct Side {
    pub(super) direction: Direction,
    pub(super) dir: &'static str,
    pub(super) start: &'static str,
    pub(super) end: &'static str,
    /// Arabic script needs more air between lines.
    pub(super) leading: &'static str,
}

impl Side {
    pub(super) fn of(locale: base::Locale) -> Self {
        let direction = Direction::of(locale);
        let dir = direction.as_str();
        match direction {
            Direction::Ltr => Self { direction, dir, start: "left", end: "right", leading: "1.5" },
            Direction::Rtl => Self { direction, dir, start: "right", end: "left", leading: "1.75" },
        }
    }

    pub(super) fn text<'a>(&self, text: &'a str) -> Html<'a> {
        Html { text, around: self.direction }
    }

    /// A value that stands alone in its cell or line, turned where it runs against the page.
    pub(super) fn value(&self, value: &str) -> Markup {
        match bidi::direction(value) {
            Some(direction) if direction != self.direction => html! { span dir=(direction.as_str()) { (value) } },
            _ => html! { (value) },
        }
    }

    /// Font, size in pixels, weight, colour and side of a run of text. The side is said again on every cell: Outlook
    /// does not inherit it.
    pub(super) fn style(&self, size: u8, weight: u16, colour: &str) -> String {
        self.aligned(self.start, size, weight, colour)
    }

    pub(super) fn aligned(&self, align: &str, size: u8, weight: u16, colour: &str) -> String {
        let leading = self.leading;
        format!(
            "font-family:{FONT};font-size:{size}px;line-height:{leading};font-weight:{weight};color:{colour};text-align:{align};"
        )
    }
}

/// What cannot stand inline: dark colours and narrow screens. `[data-ogsc]` is Outlook's own name for its dark mode.
pub(super) fn style_sheet() -> String {
    let d = &DARK;
    let rules = [
        (".ground", format!("background-color:{}", d.ground)),
        (".card", format!("background-color:{}", d.card)),
        (".text", format!("color:{}", d.text)),
        (".quiet", format!("color:{}", d.quiet)),
        (".accent", format!("color:{}", d.accent)),
        (".line", format!("background-color:{}", d.line)),
        (".edge", format!("border-color:{}", d.line)),
        (".button", format!("background-color:{}", d.button)),
        (".button-text", format!("color:{}", d.button_text)),
    ];
    let dark = |prefix: &str| rules.each_ref().map(|(class, rule)| format!("{prefix}{class}{{{rule}!important}}")).concat();
    format!(
        ":root{{color-scheme:light dark;supported-color-schemes:light dark}}\
         @media(prefers-color-scheme:dark){{{}}}{}\
         @media(max-width:480px){{.pad{{padding-left:20px!important;padding-right:20px!important}}\
         .outer{{padding:12px 0!important}}.heading{{font-size:24px!important}}}}",
        dark(""),
        dark("[data-ogsc] ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(hex: &str) -> f64 {
        let channel = |at: usize| {
            let c = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    /// WCAG 2.2, 1.4.3.
    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_pair_of_colours_can_be_read() {
        for p in [&LIGHT, &DARK] {
            assert!(contrast(p.text, p.card) >= 7.0);
            for ground in [p.card, p.ground] {
                assert!(contrast(p.quiet, ground) >= 4.5 && contrast(p.accent, ground) >= 4.5, "{ground}");
            }
            assert!(contrast(p.button_text, p.button) >= 7.0);
        }
    }
}
