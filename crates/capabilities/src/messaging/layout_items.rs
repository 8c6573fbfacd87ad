//! The table of an order's or a cart's lines, of one product, or of what goes with them: pictures where there are any.

use super::context::{ITEMS_MAX, Item};
use super::layout_style::{LIGHT, Side};
use super::words::Words;
use maud::{Markup, html};

/// Which columns there is something for.
#[derive(Clone, Copy)]
struct Columns {
    pictures: bool,
    quantities: bool,
    /// Whether names lead to the products' pages.
    links: bool,
}

/// A table of data, with headings for those who listen to it. A product by itself needs none.
pub(super) fn table(items: &[Item], links: bool, side: Side, words: &Words) -> Markup {
    let shown = || items.iter().take(ITEMS_MAX);
    let (pictures, quantities) = (shown().any(|item| item.image.is_some()), shown().any(|item| !item.quantity.is_empty()));
    let columns = Columns { pictures, quantities, links };
    let head = |align: &'static str, width: &'static str, span: Option<&'static str>, text: &'static str| {
        let style =
            format!("padding:0 0 8px 0;{}border-bottom:1px solid {};", side.aligned(align, 13, 400, LIGHT.quiet), LIGHT.line);
        html! { th class="quiet edge" scope="col" colspan=[span] align=(align) width=[(!width.is_empty()).then_some(width)] style=(style) { (text) } }
    };
    let role = (!columns.quantities).then_some("presentation");
    html! {
        table role=[role] dir=(side.dir) width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;border-collapse:separate;border-spacing:0;" {
            @if columns.quantities {
                thead { tr { (head(side.start, "", columns.pictures.then_some("2"), words.item)) (head("center", "64", None, words.quantity)) (head(side.end, "88", None, words.amount)) } }
            }
            tbody {
                @for item in shown() { (row(item, columns, side, words)) }
                @if items.len() > ITEMS_MAX {
                    tr { td class="quiet" colspan=(if columns.pictures { "4" } else { "3" }) align=(side.start) style={ "padding:12px 0;" (side.style(13, 400, LIGHT.quiet)) } { (words.more_items) } }
                }
            }
        }
    }
}

fn row(item: &Item, columns: Columns, side: Side, words: &Words) -> Markup {
    let cell = |align: &str| {
        format!(
            "padding:12px 0;{}vertical-align:top;border-bottom:1px solid {};",
            side.aligned(align, 15, 400, LIGHT.text),
            LIGHT.line
        )
    };
    html! {
        tr {
            @if columns.pictures { (picture(item, columns, side)) }
            td class="text edge" valign="top" align=(side.start) dir=(side.dir) style=(cell(side.start)) {
                @match item.url.as_deref().filter(|_| columns.links) {
                    Some(url) => { a class="text" href=(url) style={ "color:" (LIGHT.text) ";text-decoration:underline;" } { (side.value(&measured(&item.name))) } }
                    None => { (side.value(&measured(&item.name))) }
                }
                @if let Some(sku) = &item.sku {
                    div class="quiet" style=(side.style(13, 400, LIGHT.quiet)) { (words.sku) " " span dir="ltr" { (sku) } }
                }
                @if let Some(was) = &item.was {
                    div class="quiet" style=(side.style(13, 400, LIGHT.quiet)) { (words.was) (words.colon) (side.value(was)) }
                }
            }
            @if columns.quantities {
                td class="text edge" valign="top" align="center" width="64" style=(cell("center")) { (item.quantity) }
            }
            td class="text edge" valign="top" align=(side.end) width="88" style={ (cell(side.end)) "white-space:nowrap;" } { (side.value(&item.total)) }
        }
    }
}

/// Its name stands beside it, so the picture says nothing to those who listen.
fn picture(item: &Item, columns: Columns, side: Side) -> Markup {
    let size = if columns.quantities { "64" } else { "120" };
    let width = if columns.quantities { "80" } else { "136" };
    html! {
        td class="edge" valign="top" align=(side.start) width=(width) style={ "padding:12px 0;vertical-align:top;width:" (width) "px;border-bottom:1px solid " (LIGHT.line) ";" } {
            @if let Some(image) = &item.image {
                img src=(image) alt="" width=(size) height=(size) style={ "display:block;width:" (size) "px;height:" (size) "px;object-fit:cover;border:0;border-radius:8px;" };
            }
        }
    }
}

/// A name whose measures stay whole: `5 g` is not broken between number and unit.
fn measured(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut words = name.split(' ').peekable();
    while let Some(word) = words.next() {
        out.push_str(word);
        let Some(next) = words.peek() else { break };
        let is_unit = next.chars().count() <= 3 && next.chars().next().is_some_and(char::is_alphabetic);
        let is_number = word.chars().last().is_some_and(char::is_numeric);
        out.push(if is_number && is_unit { '\u{a0}' } else { ' ' });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_stay_whole() {
        assert_eq!(measured("Saffron, 5 g"), "Saffron, 5\u{a0}g");
        assert_eq!(measured("ملح، ١٢٥ غ"), "ملح، ١٢٥\u{a0}غ");
        assert_eq!(measured("Size 5 boots"), "Size 5 boots");
    }
}
