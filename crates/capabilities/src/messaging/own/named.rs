//! What a letter's author names of products: which of the catalogue (`products["SKU-1"]`), and what of them and of its event is shown.

use std::collections::{BTreeMap, BTreeSet};

/// Products that one letter can name.
pub const NAMED_MAX: usize = 50;

/// Names of values, as they stand in a letter.
pub type Names = BTreeSet<String>;

/// What a letter names, as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// The products that have to be looked up before the letter is filled in, with what it names of each.
    pub ids: BTreeMap<String, Names>,
    /// What it names of others, which it finds by a value: those of its event (`products[event.product_id]`). `None` where it names none.
    pub others: Option<Names>,
    /// Whether it is about what goes with the products of its event, and nothing without it: `@goes_with` stands in it.
    pub is_of_goes_with: bool,
    /// Every other name inside its Liquid.
    words: Names,
}

impl Named {
    /// Of a letter's texts together.
    pub fn of(text: &str) -> Self {
        let mut named = Self::default();
        let suggested: Vec<String> = pieces(text).filter_map(suggested).map(str::to_owned).collect();
        for piece in pieces(text) {
            let piece = suggested.iter().fold(piece.to_owned(), |piece, each| without(&piece, each));
            let mut rest = piece.as_str();
            while let Some((before, inside)) = catalogue(rest) {
                named.words.extend(words(before));
                let (key, after) = closed(inside).unwrap_or((inside, ""));
                let (name, after) = property(after);
                named.product(key.trim(), name);
                rest = after;
            }
            named.words.extend(words(rest));
        }
        named.is_of_goes_with = text.lines().any(|line| line.trim() == "@goes_with");
        // The table of an event's products shows what each costs, and what it cost before.
        if text.lines().any(|line| line.trim() == "@items") {
            named.words.extend(["price", "was"].map(str::to_owned));
        }
        named
    }

    /// Whether what goes with the products of its event has to be looked up.
    pub fn asks_goes_with(&self) -> bool {
        self.is_of_goes_with || self.words.contains("goes_with")
    }

    /// Whether a value of this name may be shown that is not the catalogue's.
    pub fn shows(&self, name: &str) -> bool {
        self.words.contains(name)
    }

    fn product(&mut self, key: &str, name: Option<&str>) {
        let quote = key.chars().next().filter(|quote| ['"', '\''].contains(quote));
        let names = match quote.and_then(|quote| key[1..].split_once(quote)) {
            Some((id, _)) if self.ids.len() < NAMED_MAX || self.ids.contains_key(id) => {
                self.ids.entry(id.to_owned()).or_default()
            }
            Some(_) => return,
            None => {
                self.words.extend(words(key));
                self.others.get_or_insert_default()
            }
        };
        names.extend(name.map(str::to_owned));
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !is_of_word(c)).filter(|word| !word.is_empty()).map(str::to_owned)
}

/// What each of those is called here that go with the event's products, where it is no name of something else.
fn suggested(piece: &str) -> Option<&str> {
    let mut words = piece.split_whitespace();
    let each = words.next().filter(|word| *word == "for").and_then(|_| words.next())?;
    let is_own = !["product", "products", "item", "items", "order", "cart", "event", "customer", "store"].contains(&each);
    (words.next() == Some("in") && words.next() == Some("goes_with") && is_own).then_some(each)
}

/// Without what is named of this: `other.price` is the catalogue's own.
fn without(piece: &str, each: &str) -> String {
    let mut out = String::with_capacity(piece.len());
    let mut rest = piece;
    while let Some(at) = rest.find(each) {
        let (before, from) = rest.split_at(at);
        let after = &from[each.len()..];
        out.push_str(before);
        let is_whole = !before.ends_with(|c: char| is_of_word(c) || c == '.');
        if let Some(name) = after.strip_prefix('.').filter(|_| is_whole) {
            rest = name.trim_start_matches(is_of_word);
        } else {
            out.push_str(each);
            rest = after;
        }
    }
    out + rest
}

const fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// What stands before the first product of the catalogue, and what follows its opening bracket. An event's own list is another.
fn catalogue(text: &str) -> Option<(&str, &str)> {
    text.match_indices("products").find_map(|(at, found)| {
        let before = &text[..at];
        let inside = text[at + found.len()..].trim_start().strip_prefix('[')?;
        (!before.ends_with(|c: char| is_of_word(c) || c == '.')).then_some((before, inside))
    })
}

/// What stands before the bracket that closes here, and after it.
fn closed(text: &str) -> Option<(&str, &str)> {
    let (mut depth, mut quote) = (0, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '[') => depth += 1,
            (None, ']') if depth == 0 => return Some((&text[..at], &text[at + 1..])),
            (None, ']') => depth -= 1,
            _ => {}
        }
    }
    None
}

/// What is named of the value before this text (`.price`, `['price']`), and the rest.
fn property(after: &str) -> (Option<&str>, &str) {
    let text = after.trim_start();
    if let Some(name) = text.strip_prefix('.') {
        let (name, rest) = name.split_at(name.find(|c| !is_of_word(c)).unwrap_or(name.len()));
        return (Some(name), rest);
    }
    match text.strip_prefix('[').and_then(closed) {
        Some((name, rest)) => (Some(name.trim().trim_matches(['"', '\''])), rest),
        None => (None, after),
    }
}

/// Every `{{ … }}` and `{% … %}`.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find("{{").into_iter().chain(rest.find("{%")).min()?;
        let (begin, inside) = rest[start..].split_at(2);
        // Of `{%}` the end is not the beginning's.
        let (piece, after) = inside.split_once(if begin == "{{" { "}}" } else { "%}" })?;
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Written, try_out};
    use super::*;
    use crate::messaging::bidi;
    use crate::messaging::letter::About;
    use base::Locale;

    #[test]
    fn pieces_have_their_own_ends() {
        assert_eq!(pieces("a {{ b }} {% if c %}").collect::<Vec<_>>(), [" b ", " if c "]);
        assert_eq!(pieces("{%}{% if x %}{{}}{{}").collect::<Vec<_>>(), ["}{% if x ", ""]);
        assert_eq!(pieces("{%}").count(), 0);
    }

    #[test]
    fn a_letter_that_names_a_product_can_be_tried_out() {
        let body = "{{ products[\"SKU-1\"].name }} costs {{ products['SKU-1'].price }}, not {{ products['SKU-1'].was }}, \
            until {{ products['SKU-1'].until }}.\n\n[See {{ products[\"SKU-1\"].name }}]({{ products[\"SKU-1\"].url }})";
        let written = Written { subject: "News".to_owned(), body: body.to_owned(), ..Written::default() };
        let out = try_out(&written, Locale::En, About::Customer, true).unwrap();
        let text = bidi::strip(&out.text);
        assert!(text.contains("costs £48.00, not £60.00, until 3 May 2026."), "{text}");
        assert!(text.contains("https://shop.example/products/board"), "{text}");
        let filtered = Written { body: "{{ products['SKU-1'].price | money }}".to_owned(), ..written.clone() };
        let out = try_out(&filtered, Locale::En, About::Customer, true).unwrap();
        assert!(bidi::strip(&out.text).contains("£48.00"), "what is written as money stays so");
        let wrong = Written { body: "{{ products['SKU-1'].colour }}".to_owned(), ..written };
        assert!(try_out(&wrong, Locale::En, About::Customer, true).is_err());
    }

    #[test]
    fn what_is_named_is_found_however_it_is_quoted() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Names>();
        let named =
            Named::of("{{ products[\"SKU-1\"].name }} {% if products ['b/2']['price'] > products[\"SKU-1\"].stock %} end");
        let ids = [("SKU-1".to_owned(), names(&["name", "stock"])), ("b/2".to_owned(), names(&["price"]))];
        assert_eq!((&named.ids, &named.others), (&ids.into(), &None));
        assert!(!named.shows("price") && !named.shows("name"), "those are the catalogue's");
        let others = Named::of("{{ products[event.products[0]['sku']].price }} products[\"x\"]");
        assert_eq!((others.ids.len(), &others.others), (0, &Some(names(&["price"]))));
        assert!(others.shows("sku") && !others.shows("price") && !others.shows("x"));
        let both = Named::of("{{ products[item.sku].price }} instead of {{ item.price }}");
        assert!(both.others.as_ref().is_some_and(|names| names.contains("price")) && both.shows("price"));
        let none = Named::of("our products[0] are good, {{ event.products[0].name }} too, {{ my_products['x'].price }}");
        assert!(none.others.is_none() && none.ids.is_empty() && none.shows("name") && none.shows("price"));
        let asked = Named::of("{% if products['a]b'] %}{{ products['a]b'].price | money }}{% endif %}");
        assert_eq!(asked.ids, [("a]b".to_owned(), names(&["price"]))].into());
        assert!(Named::of("# Your cart\n@items\n").shows("was"));
        let beside =
            Named::of("{% for other in goes_with %}{{ other.name }}: {{other.price|upcase}}, not {{ another.was }}{% endfor %}");
        assert!(beside.asks_goes_with() && !beside.shows("price") && !beside.shows("name") && beside.shows("was"));
        assert!(Named::of("{% for item in goes_with %}{{ item.price }}{% endfor %}").shows("price"), "an event's may be meant");
        assert_eq!(Named::of("{{ products['a"), Named::default(), "what is never closed is no Liquid");
        assert_eq!(Named::of("{{ products['a }}").ids, BTreeMap::new());
    }
}
