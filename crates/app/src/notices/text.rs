//! A notice as a page shows it: set, or with what changed.

use base::Locale;
use foundation::notices::{Block, Part, blocks, difference};
use maud::{Markup, html};
use web::{PageCtx, key};

/// The text, set. Nothing in it is markup.
pub fn draw(locale: Locale, text: &str) -> Markup {
    html! {
        div.notice lang=(locale.code()) dir=(locale.dir()) {
            @for block in blocks(text) {
                @match block {
                    Block::Heading(title) => h2 { (title) },
                    Block::Paragraph(lines) => p { @for (at, line) in lines.iter().enumerate() { @if at > 0 { br; } (line) } },
                    Block::List(items) => ul { @for item in items { li { (item) } } },
                }
            }
        }
    }
}

/// The new text with what was taken out struck through and what was put in underlined.
pub fn draw_difference(ctx: &PageCtx, locale: Locale, old: &str, new: &str) -> Markup {
    html! {
        div.notice.difference lang=(locale.code()) dir=(locale.dir()) {
            @for part in difference(&plain(old), &plain(new)) {
                @match part {
                    Part::Same(text) => (text),
                    Part::Removed(text) => del { span.hidden { (ctx.t(key("notice-removed"))) " " } (text) },
                    Part::Added(text) => ins { span.hidden { (ctx.t(key("notice-added"))) " " } (text) },
                }
            }
        }
    }
}

/// A text without the signs that lines begin with.
fn plain(text: &str) -> String {
    let set = |block: Block<'_>| match block {
        Block::Heading(title) => title.to_owned(),
        Block::Paragraph(lines) => lines.join("\n"),
        Block::List(items) => items.iter().map(|item| format!("• {item}")).collect::<Vec<_>>().join("\n"),
    };
    blocks(text).into_iter().map(set).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::{Formatter, Lang};

    #[test]
    fn what_somebody_writes_is_text_and_no_markup() {
        let drawn = draw(Locale::Fa, "## <script>\n\na & b\nc\n- <img src=x>").into_string();
        assert!(drawn.contains("<h2>&lt;script&gt;</h2><p>a &amp; b<br>c</p><ul><li>&lt;img src=x&gt;</li></ul>"), "{drawn}");
        assert!(drawn.contains("lang=\"fa\" dir=\"rtl\""));
        let ctx = PageCtx::new(Formatter::new(Lang::new(Locale::En), jiff::tz::TimeZone::UTC), base::Timestamp::default(), "/");
        let changed = draw_difference(&ctx, Locale::En, "## One <b>", "## One <i>").into_string();
        assert!(
            changed.contains("<del>") && changed.contains("&lt;i&gt;") && !changed.contains("<i>") && !changed.contains("##")
        );
    }
}
