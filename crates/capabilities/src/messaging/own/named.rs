//! What a letter's author names of products: which of the catalogue (`products["SKU-1"]`), and what of them and of its event is shown.

use std::collections::BTreeSet;

/// Products that one letter can name.
pub const NAMED_MAX: usize = 50;

/// What a letter names, as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// The products that have to be looked up before the letter is filled in.
    pub ids: BTreeSet<String>,
    /// Whether it names others by a value: those of its event (`products[event.product_id]`).
    pub others: bool,
    /// Every name inside its Liquid.
    words: BTreeSet<String>,
}

impl Named {
    /// Of a letter's texts together.
    pub fn of(text: &str) -> Self {
        let mut named = Self::default();
        for piece in pieces(text) {
            let words = piece.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty());
            named.words.extend(words.map(str::to_owned));
            for (at, found) in piece.match_indices("products") {
                // An event's own list is another.
                let is_own = piece[..at].ends_with(['.', '_']);
                if let Some(inside) = piece[at + found.len()..].trim_start().strip_prefix('[').filter(|_| !is_own) {
                    named.product(inside.trim_start());
                }
            }
        }
        // The table of an event's products shows what each costs, and what it cost before.
        if text.lines().any(|line| line.trim() == "@items") {
            named.words.extend(["price", "was"].map(str::to_owned));
        }
        named
    }

    /// Whether a value of this name may be shown.
    pub fn shows(&self, name: &str) -> bool {
        self.words.contains(name)
    }

    fn product(&mut self, inside: &str) {
        let quote = inside.chars().next().filter(|quote| ['"', '\''].contains(quote));
        match quote.and_then(|quote| inside[1..].split_once(quote)) {
            Some((id, _)) if self.ids.len() < NAMED_MAX => {
                self.ids.insert(id.to_owned());
            }
            Some(_) => {}
            None => self.others = true,
        }
    }
}

/// Every `{{ … }}` and `{% … %}`.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find("{{").into_iter().chain(rest.find("{%")).min()?;
        let from = &rest[start..];
        let end = from.find(if from.starts_with("{{") { "}}" } else { "%}" })?;
        rest = &from[end + 2..];
        Some(&from[2..end])
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
        let named = Named::of("{{ products[\"SKU-1\"].name }} {% if products ['b/2'].price %} end");
        let ids: Vec<&str> = named.ids.iter().map(String::as_str).collect();
        assert_eq!((ids, named.others), (vec!["SKU-1", "b/2"], false));
        let others = Named::of("{{ products[event.product_id].price }} products[\"x\"]");
        assert!(others.others && others.ids.is_empty() && others.shows("price") && !others.shows("x"));
        let none = Named::of("our products[0] are good, {{ event.products[0].name }} too");
        assert!(!none.others && none.ids.is_empty() && none.shows("name") && !none.shows("price"));
        assert!(Named::of("# Your cart\n@items\n").shows("was"));
        assert_eq!(Named::of("{{ products['a"), Named::default(), "what is never closed is no Liquid");
    }
}
