//! Single values inside text and tables: names, moments, codes, states, and what may not be shown.

use crate::i18n::key;
use crate::icons::{Icon, icon};
use crate::layout::{PageCtx, Tone};
use base::Timestamp;
use maud::{Markup, html};

/// A state in one or two words.
pub fn badge(tone: Tone, label: &str) -> Markup {
    html! { span class={ "badge tone-" (tone.code()) } { (label) } }
}

/// A moment, written out; its exact form is in the element.
pub fn time(ctx: &PageCtx, at: Timestamp) -> Markup {
    html! { time.num datetime=(at.to_rfc3339()) title=(ctx.fmt.date_long(at)) { (ctx.fmt.datetime(at)) } }
}

/// A moment by its distance from now: "3 minutes ago", with the full date on hover.
pub fn ago(ctx: &PageCtx, at: Timestamp) -> Markup {
    html! { time datetime=(at.to_rfc3339()) title=(ctx.fmt.datetime(at)) { (ctx.fmt.relative(at, ctx.now)) } }
}

/// Text that reads left to right in every page: an e-mail address, a phone number, an SKU.
pub fn ltr(text: &str) -> Markup {
    html! { bdi.ltr dir="ltr" { (text) } }
}

/// A number people know a thing by, an order's for one: left to right, and never broken at its hyphens.
pub fn number(text: &str) -> Markup {
    // A very long one has to break somewhere.
    html! { bdi.ltr.whole[text.len() <= 24] dir="ltr" { (text) } }
}

/// A person's or a thing's own name, in its own direction.
pub fn name(text: &str) -> Markup {
    html! { bdi dir="auto" { (text) } }
}

/// Code, an id or a number for machines: left to right, in even letters.
pub fn code(text: &str) -> Markup {
    html! { code dir="ltr" { (text) } }
}

/// A command to type, on a line of its own, which breaks between its words only.
pub fn command(text: &str) -> Markup {
    html! {
        code.command dir="ltr" { @for (at, word) in text.split(' ').enumerate() { @if at > 0 { " " } span.whole { (word) } } }
    }
}

/// An id or a key that one may need elsewhere. The button copies it; without a script the text can be selected.
pub fn copyable(ctx: &PageCtx, text: &str) -> Markup {
    html! {
        span.copyable {
            code dir="ltr" { (text) }
            button.copy type="button" hidden data-copy=(text) data-done=(ctx.t(key("copy-done"))) aria-label=(ctx.t_with(key("copy-this"), &[("text", text.into())])) {
                (icon(Icon::Copy))
            }
        }
    }
}

/// Personal data that the customer did not open to this team, and why.
pub fn withheld(ctx: &PageCtx, why: &str) -> Markup {
    html! {
        span.withheld {
            (icon(Icon::Lock))
            span { span.hidden { (ctx.t(key("value-withheld"))) " " } (why) }
        }
    }
}

/// No value: a dash for the eye, a word for the ear.
pub fn none(ctx: &PageCtx) -> Markup {
    html! { span.none { span aria-hidden="true" { "—" } span.hidden { (ctx.t(key("value-none"))) } } }
}

/// A person's initials in a circle whose colour follows from the name. It decorates the name beside it.
pub fn avatar(name: &str) -> Markup {
    let hue = blake3::hash(name.as_bytes()).as_bytes()[0] % 6;
    html! { span class={ "avatar hue-" (hue) } aria-hidden="true" { (initials(name)) } }
}

/// The first letters of the first and the last word; Arabic letters would join, so there it is one letter alone.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let Some(first) = words.next() else { return "·".to_owned() };
    match words.next_back() {
        Some(last) if first.is_ascii() && last.is_ascii() => [first, last].iter().collect::<String>().to_uppercase(),
        _ => first.to_uppercase().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_of_any_name() {
        for (name, letters) in [
            ("Sara Khan", "SK"),
            ("sara", "S"),
            ("Ana de la Cruz", "AC"),
            ("سارة خان", "س"),
            ("", "·"),
            ("  🙂 ", "·"),
            ("李 雷", "李"),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
    }
}
