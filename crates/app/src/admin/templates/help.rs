//! What may be written in a letter: its blocks, the values with an example of each, the filters with what they make.

use base::Locale;
use capabilities::messaging::{self, About, Context, Named, Written};
use maud::{Markup, Render as _, html};
use serde_json::Value;
use web::components::{self, Column, Table};
use web::{PageCtx, key};

/// How a body of blocks is written, and what each line becomes.
const BLOCKS: [(&str, &str); 10] = [
    ("# …", key("template-block-heading")),
    ("## …", key("template-block-subheading")),
    ("- …", key("template-block-point")),
    ("[…](https://…)", key("template-block-button")),
    ("@items", key("template-block-items")),
    ("@goes_with", key("template-block-goes-with")),
    ("@totals", key("template-block-totals")),
    ("---", key("template-block-line")),
    ("> …", key("template-block-small")),
    ("{% if customer.name != \"\" %} … {% else %} … {% endif %}", key("template-block-if")),
];

/// Each with what it is for. They are shown with what they make, in the language of the letter.
const FILTERS: [(&str, &str); 8] = [
    ("{{ 1234.5 | money: 'SAR' }}", key("template-filter-money")),
    ("{{ \"2026-05-03\" | date }}", key("template-filter-date")),
    ("{{ \"2026-05-03\" | date: 'persian' }}", key("template-filter-calendar")),
    ("{{ 12500 | number }}", key("template-filter-number")),
    ("{{ 3 | plural: '# ★', '# ★★' }}", key("template-filter-plural")),
    ("{{ \"\" | default: '…' }}", key("template-filter-default")),
    ("{{ store.name | truncate: 6 }}", key("template-filter-truncate")),
    ("{{ \"a & b\" | url_encode }}", key("template-filter-address")),
];

/// Values that stand in the context for the program's own letters.
const NOT_FOR_AUTHORS: [&str; 7] = ["zero", "locale", "notice", "renewal", "request", "products", "goes_with"];
/// Letters of an example.
const EXAMPLE_CHARS_MAX: usize = 60;

pub(super) fn blocks(ctx: &PageCtx) -> Markup {
    let columns = [Column::text(ctx.t(key("template-help-write"))), Column::text(ctx.t(key("template-help-becomes")))];
    let mut table = Table::new(ctx.t(key("template-help-blocks")), columns);
    for (written, said) in BLOCKS {
        table.push([components::code(written), html! { (ctx.t(said)) }]);
    }
    table.render()
}

pub(super) fn values(ctx: &PageCtx, locale: Locale, about: About) -> Markup {
    let columns = [Column::text(ctx.t(key("template-help-write"))), Column::text(ctx.t(key("template-help-example")))];
    let mut table = Table::new(ctx.t(key("template-help-values")), columns);
    for (path, example) in examples(locale, about) {
        let example: String = example.chars().take(EXAMPLE_CHARS_MAX).collect();
        table.push([components::code(&format!("{{{{ {path} }}}}")), html! { bdi lang=(locale.code()) dir="auto" { (example) } }]);
    }
    html! {
        p.quiet { (ctx.t(key("template-help-values-text"))) }
        (table)
        (products(ctx, locale))
        @if about != About::Customer && about != About::Product {
            p.quiet { (ctx.t(key("template-help-loop"))) }
            p { (components::code("{% for item in items limit:3 %} {{ item.name }} {% endfor %}")) }
        }
        @if about != About::Customer {
            p.quiet { (ctx.t(key("template-help-goes-with"))) }
            p { (components::code("{% for other in goes_with %} {{ other.name }} {% endfor %}")) }
        }
    }
}

/// What may be named of a product of the catalogue.
fn products(ctx: &PageCtx, locale: Locale) -> Markup {
    let columns = [Column::text(ctx.t(key("template-help-write"))), Column::text(ctx.t(key("template-help-example")))];
    let mut table = Table::new(ctx.t(key("template-help-products")), columns);
    for (written, example) in product_examples(locale) {
        table.push([components::code(&written), html! { bdi lang=(locale.code()) dir="auto" { (example) } }]);
    }
    html! {
        p.quiet { (ctx.t(key("template-help-products-text"))) " " a href="/admin/products" { (ctx.t(key("nav-products"))) } }
        (table)
    }
}

/// Each with what it makes of a made-up one.
fn product_examples(locale: Locale) -> Vec<(String, String)> {
    const PRODUCT: &str = "products[\"SKU-1\"]";
    let named = Named::of(&format!("{{{{ {PRODUCT} }}}}"));
    let context = Context::sample_about(locale, About::Customer).with_products(&named);
    let product = serde_json::to_value(&context.products["SKU-1"]).unwrap_or_default();
    let names = product.as_object().into_iter().flatten().map(|(name, _)| name).filter(|name| *name != "id");
    let written = names.map(|name| {
        // A number is written in the reader's digits.
        let filter = if product[name].is_number() { " | number" } else { "" };
        format!("{{{{ {PRODUCT}.{name}{filter} }}}}")
    });
    written.filter_map(|written| made(&written, locale).map(|made| (written, made))).collect()
}

/// Every value that a letter about this may name, with the one that a made-up reader has.
fn examples(locale: Locale, about: About) -> Vec<(String, String)> {
    let context = serde_json::to_value(Context::sample_about(locale, about)).unwrap_or_default();
    let mut found = Vec::new();
    let own = context.as_object().into_iter().flatten().filter(|(name, _)| !NOT_FOR_AUTHORS.contains(&name.as_str()));
    own.for_each(|(name, value)| walk(name, value, &mut found));
    // What a letter is sent for is a link of the program's own; the ways out are put in when it is sent.
    found.retain(|(path, _)| path != "urls.link");
    found.extend(["urls.unsubscribe", "urls.preferences"].map(|path| (path.to_owned(), "https://…".to_owned())));
    found
}

fn walk(path: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(parts) => parts.iter().for_each(|(name, value)| walk(&format!("{path}.{name}"), value, found)),
        // Of a list its first: so one is named inside a loop.
        Value::Array(all) => all.first().into_iter().for_each(|first| walk("item", first, found)),
        Value::String(text) if !text.is_empty() => found.push((path.to_owned(), text.replace('\n', " · "))),
        Value::Number(number) => found.push((path.to_owned(), number.to_string())),
        _ => {}
    }
}

pub(super) fn filters(ctx: &PageCtx, locale: Locale) -> Markup {
    let columns = [
        Column::text(ctx.t(key("template-help-write"))),
        Column::text(ctx.t(key("template-help-becomes"))),
        Column::text(ctx.t(key("template-help-for"))),
    ];
    let mut table = Table::new(ctx.t(key("template-help-filters")), columns);
    for (written, said) in FILTERS {
        let made = made(written, locale).unwrap_or_default();
        table.push([
            components::code(written),
            html! { bdi lang=(locale.code()) dir="auto" { (made) } },
            html! { (ctx.t(said)) },
        ]);
    }
    table.render()
}

/// What a piece of Liquid makes in a subject.
fn made(written: &str, locale: Locale) -> Option<String> {
    let letter = Written { subject: written.to_owned(), ..Written::default() };
    let made = messaging::try_out(&letter, locale, About::Customer, false).ok()?;
    Some(messaging::strip(&made.subject))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_as_a_value_or_a_filter_can_be_written_so() {
        for locale in Locale::ALL {
            for about in About::ALL {
                let found = examples(locale, about);
                assert!(found.len() > 5, "{found:?}");
                for (path, example) in found {
                    let body = if path.starts_with("item.") {
                        format!("{{% for item in items limit:1 %}}{{{{ {path} }}}}{{% endfor %}}")
                    } else {
                        format!("{{{{ {path} }}}}")
                    };
                    let letter = Written {
                        subject: "x".to_owned(),
                        format: messaging::Format::Mjml,
                        body: format!(
                            "<mjml><mj-body><mj-section><mj-column><mj-text>{body}</mj-text></mj-column></mj-section></mj-body></mjml>"
                        ),
                        ..Written::default()
                    };
                    let made = messaging::try_out(&letter, locale, about, true);
                    assert!(made.is_ok(), "{about:?} {path} = {example}: {:?}", made.err());
                }
            }
            let products = product_examples(locale);
            assert_eq!(products.len(), 7, "{products:?}");
            for (written, _) in FILTERS {
                assert!(made(written, locale).is_some_and(|made| !made.is_empty()), "{written}");
            }
        }
    }
}
