//! Which products of the catalogue a letter's author names: `products["SKU-1"]`.

use std::collections::BTreeSet;

/// Products that one letter can name.
const NAMED_MAX: usize = 50;

/// What has to be looked up before a letter is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    pub ids: BTreeSet<String>,
    /// Whether it names others by a value: those of its event (`products[event.product_id]`).
    pub others: bool,
}

impl Named {
    /// Found in the text as it is written.
    pub(super) fn of(text: &str) -> Self {
        let mut named = Self::default();
        for after in text.split("products[").skip(1) {
            let after = after.trim_start();
            let quoted = after.chars().next().filter(|quote| ['"', '\''].contains(quote));
            match quoted.and_then(|quote| after[1..].split_once(quote)) {
                Some((id, _)) => {
                    if named.ids.len() < NAMED_MAX {
                        named.ids.insert(id.to_owned());
                    }
                }
                None => named.others = true,
            }
        }
        named
    }

    pub(super) fn with(self, other: Self) -> Self {
        Self { ids: self.ids.into_iter().chain(other.ids).collect(), others: self.others || other.others }
    }

    #[cfg(test)]
    fn is_empty(&self) -> bool {
        self.ids.is_empty() && !self.others
    }
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
        let body = "{{ products[\"SKU-1\"].name }} costs {{ products['SKU-1'].price | money: products['SKU-1'].currency }}.";
        let written = Written { subject: "News".to_owned(), body: body.to_owned(), ..Written::default() };
        let out = try_out(&written, Locale::En, About::Customer, true).unwrap();
        assert!(bidi::strip(&out.text).contains("costs £48.00."), "{}", out.text);
        let wrong = Written { body: "{{ products['SKU-1'].colour }}".to_owned(), ..written };
        assert!(try_out(&wrong, Locale::En, About::Customer, true).is_err());
    }

    #[test]
    fn what_is_named_is_found_however_it_is_quoted() {
        let named = Named::of("{{ products[\"SKU-1\"].name }} {{ products['b/2'].price }} end");
        assert_eq!(
            (named.ids.into_iter().collect::<Vec<_>>(), named.others),
            (vec!["SKU-1".to_owned(), "b/2".to_owned()], false)
        );
        let others = Named::of("{{ products[event.product_id].price }} products[");
        assert!(others.others && others.ids.is_empty());
        assert!(Named::of("our products are good").is_empty());
    }
}
