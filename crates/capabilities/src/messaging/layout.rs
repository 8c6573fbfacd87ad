//! The one layout of our letters: a single column of 600 px, built of tables, styled inline.
//!
//! Mail programs are not browsers: logical properties, `<bdi>` and grid are dropped by Gmail and Outlook, so sides are
//! physical and chosen by the reader's direction; dark mode and phones get one small `<style>`, and without it the
//! letter still reads well. Everything that is text is escaped by `maud` or [`bidi::Html`]; nothing else is written.

use super::bidi;
use super::context::{Context, Kind, Order};
use super::layout_items;
use super::layout_style::{FONT, LIGHT, Side, style_sheet};
use super::words::{Words, words};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A finished piece of a letter. Texts may hold isolates (see [`bidi`]), nothing else that is special.
pub enum Block {
    Heading(String),
    Subheading(String),
    Paragraph(String),
    List(Vec<String>),
    /// `url` begins with http:// or https://.
    Button {
        label: String,
        url: String,
    },
    Small(String),
    Items,
    GoesWith,
    Totals,
    Divider,
}

impl Block {
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Heading(text) | Self::Subheading(text) | Self::Paragraph(text) | Self::Small(text) => text.len(),
            Self::List(points) => points.iter().map(String::len).sum(),
            Self::Button { label, url } => label.len() + url.len(),
            Self::Items | Self::GoesWith | Self::Totals | Self::Divider => 0,
        }
    }
}

/// What both parts, HTML and plain text, are made from. The context is cleaned already.
pub(super) struct Letter<'a> {
    pub(super) context: &'a Context,
    pub(super) kind: &'a Kind,
    pub(super) subject: &'a str,
    pub(super) preheader: &'a str,
    pub(super) blocks: &'a [Block],
}

/// An address a button or a link may lead to: http(s), without spaces or controls, at most 2,000 characters.
pub(super) fn web_address(text: &str) -> Option<String> {
    let text = bidi::strip(text);
    let text = text.trim();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let ok = !rest.is_empty()
        && !rest.starts_with(['/', '.'])
        && text.len() <= 2_000
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\' | '`'));
    ok.then(|| text.to_owned())
}

/// The whole HTML part.
pub(super) fn html(letter: &Letter<'_>) -> String {
    let locale = letter.context.locale;
    let side = Side::of(locale);
    let words = words(locale);
    let page = html! {
        (DOCTYPE)
        html lang=(locale.code()) dir=(side.dir) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="supported-color-schemes" content="light dark";
                meta name="x-apple-disable-message-reformatting";
                meta name="format-detection" content="telephone=no,date=no,address=no,email=no";
                title { (letter.subject) }
                style { (PreEscaped(style_sheet())) }
            }
            body class="ground" dir=(side.dir) style={ "margin:0;padding:0;background-color:" (LIGHT.ground) ";" } {
                (preheader(letter.preheader))
                div role="article" aria-roledescription="email" aria-label=(letter.subject) lang=(locale.code()) dir=(side.dir) {
                    (table(side, "ground", &format!("background-color:{};", LIGHT.ground), html! {
                        tr { td align="center" class="outer" style="padding:32px 12px;" {
                            (PreEscaped("<!--[if mso]><table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\"><tr><td><![endif]-->"))
                            (column(letter, side, words))
                            (PreEscaped("<!--[if mso]></td></tr></table><![endif]-->"))
                        } }
                    }))
                }
            }
        }
    };
    page.into_string()
}

/// What the house adds to a letter in a layout of the store's own, as HTML.
pub(super) struct Surroundings {
    pub(super) title: String,
    pub(super) preheader: String,
    /// Why it comes, the ways out, who sends it.
    pub(super) footer: String,
}

impl Surroundings {
    /// The context is cleaned already.
    pub(super) fn of(context: &Context, kind: &Kind, subject: &str, line: &str) -> Self {
        let letter = Letter { context, kind, subject, preheader: line, blocks: &[] };
        let (side, words) = (Side::of(context.locale), words(context.locale));
        let footer = html! { div dir=(side.dir) align=(side.start) style=(side.style(13, 400, LIGHT.quiet)) { (footer(&letter, side, words)) } };
        Self { title: html! { (subject) }.into_string(), preheader: preheader(line).into_string(), footer: footer.into_string() }
    }
}

fn column(letter: &Letter<'_>, side: Side, words: &Words) -> Markup {
    let store = &letter.context.store;
    let card = format!("max-width:600px;background-color:{};border-radius:10px;", LIGHT.card);
    html! {
        (table(side, "card", &card, html! {
            tr { td class="bar button" height="4" style={ "height:4px;line-height:4px;font-size:0;border-radius:10px 10px 0 0;background-color:" (LIGHT.button) ";" } { (nbsp()) } }
            tr { td class="pad accent" align=(side.start) dir=(side.dir) style={ "padding:24px 40px 0 40px;" (side.style(15, 600, LIGHT.accent)) } {
                (side.value(&store.name))
            } }
            @for block in letter.blocks { (row(block, letter.context, side, words)) }
            tr { td height="32" style="height:32px;line-height:32px;font-size:0;" { (nbsp()) } }
        }))
        (table(side, "", "max-width:600px;", html! { tr { td class="pad quiet" align=(side.start) dir=(side.dir) style={ "padding:24px 40px 8px 40px;" (side.style(13, 400, LIGHT.quiet)) } {
            (footer(letter, side, words))
        } } }))
    }
}

/// A layout table: says its direction and width itself, since Outlook inherits neither.
fn table(side: Side, class: &str, style: &str, rows: Markup) -> Markup {
    html! {
        table role="presentation" class=[(!class.is_empty()).then_some(class)] dir=(side.dir) align="center" width="100%"
            cellpadding="0" cellspacing="0" border="0" style={ "width:100%;border-collapse:separate;border-spacing:0;" (style) } { (rows) }
    }
}

/// Shown by inboxes after the subject, not in the letter; the tail keeps what follows out of that line.
fn preheader(text: &str) -> Markup {
    html! {
        @if !text.is_empty() {
            div style="display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;opacity:0;" {
                (text) @for _ in 0..60 { (PreEscaped("&#847;&zwnj;&nbsp;")) }
            }
        }
    }
}

fn row(block: &Block, context: &Context, side: Side, words: &Words) -> Markup {
    let cell = |class: &str, top: u8, style: String, inner: Markup| {
        html! { tr { td class={ "pad" (class) } align=(side.start) dir=(side.dir) style={ "padding:" (top) "px 40px 0 40px;" (style) } { (inner) } } }
    };
    match block {
        Block::Heading(text) => {
            let style = format!("margin:0;{}line-height:1.35;", side.style(28, 600, LIGHT.text));
            cell("", 12, String::new(), html! { h1 class="text heading" style=(style) { (side.text(text)) } })
        }
        Block::Subheading(text) => {
            let style = format!("margin:0;{}line-height:1.4;", side.style(17, 600, LIGHT.text));
            cell("", 28, String::new(), html! { h2 class="text" style=(style) { (side.text(text)) } })
        }
        Block::Paragraph(text) => cell(" text", 16, side.style(16, 400, LIGHT.text), html! { (side.text(text)) }),
        Block::List(points) => cell("", 4, String::new(), list(points, side)),
        Block::Button { label, url } => cell("", 28, String::new(), button(label, url, side)),
        Block::Small(text) => cell(" quiet", 16, side.style(13, 400, LIGHT.quiet), html! { (side.text(text)) }),
        Block::Divider => cell(
            "",
            28,
            String::new(),
            html! {
                div class="line" style={ "height:1px;line-height:1px;font-size:0;background-color:" (LIGHT.line) ";" } { (nbsp()) }
            },
        ),
        Block::Items if context.items().is_empty() => html! {},
        Block::Items => cell("", 24, String::new(), layout_items::table(context.items(), false, side, words)),
        Block::GoesWith => match context.goes_with_items() {
            items if items.is_empty() => html! {},
            items => cell("", 24, String::new(), layout_items::table(&items, true, side, words)),
        },
        Block::Totals => {
            context.order.as_ref().map_or_else(|| html! {}, |order| cell("", 12, String::new(), totals(order, side, words)))
        }
    }
}

/// Points as rows: list markers and their indent come out differently in every mail program, and on the wrong side.
fn list(points: &[String], side: Side) -> Markup {
    table(
        side,
        "",
        "",
        html! {
            @for point in points {
                tr {
                    td class="accent" width="20" valign="top" align=(side.start) style={ "width:20px;padding-top:8px;" (side.style(16, 600, LIGHT.accent)) } { "•" }
                    td class="text" valign="top" align=(side.start) dir=(side.dir) style={ "padding-top:8px;" (side.style(16, 400, LIGHT.text)) } { (side.text(point)) }
                }
            }
        },
    )
}

/// A coloured cell with a link that fills it: a button without an image or VML. 48 px high.
fn button(label: &str, url: &str, side: Side) -> Markup {
    let link = format!(
        "display:inline-block;padding:12px 28px;font-family:{FONT};font-size:16px;line-height:24px;font-weight:600;text-decoration:none;color:{};",
        LIGHT.button_text
    );
    html! {
        table role="presentation" dir=(side.dir) cellpadding="0" cellspacing="0" border="0" style="border-collapse:separate;" {
            tr { td class="button" align="center" bgcolor=(LIGHT.button) style={ "border-radius:8px;mso-padding-alt:12px 28px;background-color:" (LIGHT.button) ";" } {
                a class="button-text" href=(url) target="_blank" rel="noopener" style=(link) { (side.text(label)) }
            } }
        }
    }
}

/// The sums under the order, each with its name; the last one weighs.
pub(super) fn sums<'a>(order: &'a Order, words: &Words) -> Vec<(&'static str, &'a str)> {
    let parts = [
        (words.subtotal, order.subtotal.as_deref()),
        (words.discount, order.discount.as_deref()),
        (words.shipping, order.shipping.as_deref()),
        (words.tax, order.tax.as_deref()),
        (words.tax_included, order.tax_included.as_deref()),
        (words.delivery_and_other, order.delivery_and_other.as_deref()),
        (words.other, order.other.as_deref()),
        (words.total, Some(order.total.as_str())),
    ];
    parts.into_iter().filter_map(|(name, sum)| sum.filter(|sum| !sum.is_empty()).map(|sum| (name, sum))).collect()
}

fn totals(order: &Order, side: Side, words: &Words) -> Markup {
    let sums = sums(order, words);
    let last = sums.len().saturating_sub(1);
    table(
        side,
        "",
        "",
        html! {
            @for (at, (name, sum)) in sums.iter().enumerate() {
                @let (size, weight, class, colour) = if at == last { (17, 600, "text", LIGHT.text) } else { (15, 400, "quiet", LIGHT.quiet) };
                tr {
                    td class=(class) align=(side.start) dir=(side.dir) style={ "padding:4px 0;" (side.style(size, weight, colour)) } { (name) }
                    td class=(class) align=(side.end) dir=(side.dir) style={ "padding:4px 0;" (side.aligned(side.end, size, weight, colour)) "white-space:nowrap;" } { (side.value(sum)) }
                }
            }
        },
    )
}

fn footer(letter: &Letter<'_>, side: Side, words: &Words) -> Markup {
    let store = &letter.context.store;
    let link_style = format!("color:{};text-decoration:underline;", LIGHT.accent);
    let link = |url: &str, text: &'static str| {
        web_address(url)
            .map(|url| html! { a class="accent" href=(url) target="_blank" rel="noopener" style=(link_style) { (text) } })
    };
    let links = match letter.kind {
        Kind::Marketing(way) => {
            vec![link(&way.unsubscribe_url, words.unsubscribe), link(&way.preferences_url, words.preferences)]
        }
        Kind::Transactional => vec![link(&letter.context.urls.privacy, words.privacy)],
    };
    let links: Vec<Markup> = links.into_iter().flatten().collect();
    html! {
        div { (why(letter.kind, words)) }
        @if !links.is_empty() {
            div style="padding-top:8px;" {
                @for (at, link) in links.iter().enumerate() { @if at > 0 { (PreEscaped("&nbsp; · &nbsp;")) } (link) }
            }
        }
        div style="padding-top:16px;" {
            (side.value(&store.name))
            @for line in store.address.lines() { br; (side.value(line)) }
        }
    }
}

pub(super) const fn why(kind: &Kind, words: &Words) -> &'static str {
    match kind {
        Kind::Marketing(_) => words.why_marketing,
        Kind::Transactional => words.why_transactional,
    }
}

fn nbsp() -> PreEscaped<&'static str> {
    PreEscaped("&nbsp;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        for bad in
            ["", "javascript:alert(1)", "https://", "https:///x", "http://a b", "//x", "data:text/html,x", "https://x/\"><b>"]
        {
            assert_eq!(web_address(bad), None, "{bad}");
        }
        assert_eq!(web_address(" https://x.example/?a=1&b=2 ").as_deref(), Some("https://x.example/?a=1&b=2"));
        assert_eq!(web_address("https://متجر.example/طلب").as_deref(), Some("https://متجر.example/طلب"));
    }
}
