//! The text/plain part, made from the same blocks as the HTML, for those who read without it.

use super::bidi::strip;
use super::context::{Context, ITEMS_MAX, Item, Kind};
use super::layout::{Block, Letter, sums, web_address, why};
use super::words::{Words, words};

const RULE: &str = "————————";

/// The whole text part: lines end with `\n`, blocks are parted by empty lines, no isolates.
pub(super) fn text(letter: &Letter<'_>) -> String {
    let words = words(letter.context.locale);
    let mut blocks: Vec<String> = letter.blocks.iter().filter_map(|block| block_text(block, letter.context, words)).collect();
    blocks.push(RULE.to_owned());
    blocks.push(footer(letter, words));
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

fn block_text(block: &Block, context: &Context, words: &Words) -> Option<String> {
    Some(match block {
        Block::Heading(text) | Block::Subheading(text) | Block::Paragraph(text) | Block::Small(text) => strip(text),
        Block::List(points) => points.iter().map(|point| format!("- {}", strip(point))).collect::<Vec<_>>().join("\n"),
        Block::Button { label, url } => format!("{}{}\n{url}", strip(label), words.colon.trim_end()),
        Block::Divider => RULE.to_owned(),
        Block::Items => items(context.items(), false, words)?,
        Block::GoesWith => items(&context.goes_with_items(), true, words)?,
        Block::Totals => {
            let order = context.order.as_ref()?;
            let lines = sums(order, words).into_iter().map(|(name, sum)| format!("{name}{}{sum}", words.colon));
            lines.collect::<Vec<_>>().join("\n")
        }
    })
}

/// `links`: whether each leads to its page.
fn items(items: &[Item], links: bool, words: &Words) -> Option<String> {
    let mut lines = Vec::new();
    for item in items.iter().take(ITEMS_MAX) {
        let times = if item.quantity.is_empty() { String::new() } else { format!("{} × ", item.quantity) };
        let sku = item.sku.as_ref().map_or_else(String::new, |sku| format!(" ({sku})"));
        let was = item.was.as_ref().map_or_else(String::new, |was| format!(" ({}{}{was})", words.was, words.colon));
        let total = if item.total.is_empty() { String::new() } else { format!("{}{}", words.colon, item.total) };
        let link = item.url.as_ref().filter(|_| links).map_or_else(String::new, |url| format!("\n{url}"));
        lines.push(format!("{times}{}{sku}{total}{was}{link}", item.name));
    }
    if items.len() > ITEMS_MAX {
        lines.push(words.more_items.to_owned());
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn footer(letter: &Letter<'_>, words: &Words) -> String {
    let mut lines = vec![why(letter.kind, words).to_owned()];
    let mut link = |name: &str, url: &str| {
        if let Some(url) = web_address(url) {
            lines.push(format!("{name}{}{url}", words.colon));
        }
    };
    match letter.kind {
        Kind::Marketing(way) => {
            link(words.unsubscribe, &way.unsubscribe_url);
            link(words.preferences, &way.preferences_url);
        }
        Kind::Transactional => link(words.privacy, &letter.context.urls.privacy),
    }
    let store = &letter.context.store;
    lines.push(String::new());
    lines.push(store.name.clone());
    lines.extend(store.address.lines().map(str::to_owned));
    lines.join("\n")
}
