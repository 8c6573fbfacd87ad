//! What messages say and how they look.

use base::Locale;
use capabilities::messaging::BuiltIn;
use capabilities::messaging::{Context, Item, Kind, WayOut};
use capabilities::messaging::{Rendered, Template, TemplateError, render_untrusted};
use proptest::prelude::*;
use std::path::PathBuf;
use std::time::Instant;

fn kind_of(template: BuiltIn) -> Kind {
    if template.is_marketing() { Kind::Marketing(WayOut::sample()) } else { Kind::Transactional }
}

fn rendered(source: &str) -> Result<Rendered, TemplateError> {
    render_untrusted(source, &Context::sample(Locale::En), &Kind::Transactional)
}

/// Renders whatever it is; the engine's last net must never be needed.
fn try_to_render(source: &str) {
    if let Err(error) = rendered(source) {
        assert!(!error.problem.contains("engine"), "{source:?}: {error}");
    }
}

/// The body of a one-paragraph template, as plain text.
fn said(paragraph: &str) -> String {
    let rendered = rendered(&format!("subject: x\n\n{paragraph}")).map_err(|error| error.to_string());
    rendered.map_or_else(|error| error, |r| r.text.split("\n\n————").next().unwrap().to_owned())
}

fn compare(name: &str, content: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    if std::env::var_os("AMANA_UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, content).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == content, "{name} has changed; look at it, then run with AMANA_UPDATE_SNAPSHOTS=1");
}

/// Every template in every language, as it was last looked at.
#[test]
fn every_template_renders_as_reviewed() {
    for template in BuiltIn::ALL {
        assert_eq!(BuiltIn::from_name(template.name()), Some(template));
        for locale in Locale::ALL {
            let parsed = Template::parse(template.source(locale)).unwrap();
            let r = parsed.render(&template.sample(locale), &kind_of(template)).unwrap();
            let name = format!("{}.{locale}", template.name());
            compare(&format!("{name}.html"), &r.html);
            compare(&format!("{name}.txt"), &format!("{}\n{}\n\n{}", r.subject, r.preheader, r.text));
            assert!(r.html.starts_with("<!DOCTYPE html><html lang=") && r.html.len() < 60_000);
            assert!(!r.text.contains(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '<', '{']));
            assert!(!r.html.contains("inline-start") && !r.html.contains("{{") && !r.html.contains('\u{2068}'));
        }
    }
}

/// Nothing known about the customer, a long order, no links: still a letter.
#[test]
fn bare_and_crowded_contexts_render() {
    for template in BuiltIn::ALL {
        for locale in Locale::ALL {
            let mut context = template.sample(locale);
            context.customer.name.clear();
            context.store.url.clear();
            context.store.address.clear();
            context.urls.privacy.clear();
            let long = |items: &mut Vec<Item>| {
                let item = items[0].clone();
                items.extend((0..500).map(|_| Item { name: "ا".repeat(2_000), ..item.clone() }));
            };
            if let Some(order) = &mut context.order {
                (order.subtotal, order.discount, order.shipping) = (None, None, None);
                order.url.clear();
                order.review_url.clear();
                long(&mut order.items);
            }
            if let Some(cart) = &mut context.cart {
                long(&mut cart.items);
            }
            let r = render_untrusted(template.source(locale), &context, &kind_of(template)).unwrap();
            assert!(!r.html.contains("href=\"\"") && !r.text.contains("  ") && r.html.len() < 200_000, "{}", r.html.len());
        }
    }
}

/// A customer's name is a name, whatever it says.
#[test]
fn values_never_become_markup_blocks_or_headers() {
    for evil in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'; --",
        "{{ store.name }}{% if x %}",
        "# Heading",
        "[Click](https://evil.example)",
        "a\r\nBcc: victim@x.example",
        "\u{202e}gnp.exe",
        "</td></table>",
        "&lt;b&gt;",
    ] {
        let mut context = Context::sample(Locale::Ar);
        context.customer.name = evil.to_owned();
        context.store.name = evil.to_owned();
        let order = context.order.as_mut().unwrap();
        order.number = evil.to_owned();
        order.items[0].name = evil.to_owned();
        order.url = format!("javascript:{evil}");
        let source = "subject: {{ customer.name }}!\npreheader: {{ customer.name }}\n\n{{ customer.name }}\n\n[{{ customer.name }}]({{ order.url }})\n\n[x](https://a.example/?q={{ customer.name }})\n@items";
        for kind in [Kind::Transactional, Kind::Marketing(WayOut::sample())] {
            let r = render_untrusted(source, &context, &kind).unwrap();
            for raw in ["<script", "<img", "</table>&", "javascript:", "\u{202e}"] {
                assert!(!r.html.contains(raw), "{evil}: {raw}");
            }
            assert!(!r.html.contains("href=\"https://evil"), "{evil}");
            assert!(!r.subject.contains(['\r', '\n', '\u{2068}', '\u{202e}']), "{evil}");
            let shown = evil.replace("\r\n", " ").replace('\u{202e}', "");
            assert_eq!(r.subject, format!("{shown}!"), "the text itself stays whole");
            assert!(r.text.contains(&shown));
        }
    }
}

#[test]
fn liquid_works_as_authors_know_it() {
    assert_eq!(said("Hi {{ customer.name | upcase | append: '!' }}"), "Hi SARA!");
    assert_eq!(said("{{ order.items.size | number }} items"), "3 items");
    assert_eq!(said("{{ 1234567.5 | number }} {{ -1000 | number }}"), "1,234,567.5 −1,000");
    assert_eq!(said("{{ 'a long name' | truncate: 7 }}"), "a long…");
    assert_eq!(
        said("{% for item in order.items limit:2 %}{{ forloop.index }}. {{ item.name }}; {% endfor %}"),
        "1. Cedarwood serving board, large; 2. Smoked sea salt, 125 g;"
    );
    assert_eq!(said("{% for i in (1..3) %}{% if i == 2 %}{% continue %}{% endif %}{{ i }}{% endfor %}"), "13");
    assert_eq!(said("{% for i in (3..1) %}x{% else %}none{% endfor %}"), "none");
    assert_eq!(said("{{ 'a b&ع' | url_encode }}"), "a%20b%26%D8%B9");
    assert_eq!(said("{% case customer.name %}{% when 'Sara' %}S{% else %}?{% endcase %}"), "S");
    assert_eq!(said("{% unless order.tax %}no tax{% endunless %}"), "no tax");
    assert_eq!(said("{{ customer.name | default: 'friend' }} {{ '' | default: 'friend' }}"), "Sara friend");
}

#[test]
fn mistakes_are_explained_with_their_line() {
    let wrong = |source: &str| rendered(source).err().map_or_else(String::new, |error| error.to_string());
    for (source, line, words) in [
        ("", 1, "the subject is missing"),
        ("subject: {{ customer.nam }}", 1, "nothing is known by the name"),
        ("subject: x\n\na\n\nHello {{ customer.name", 5, "close every"),
        ("subject: x\n\none\n{{ customer.name | escape }}", 4, "“escape”; use one of: default"),
        ("subject: x\n\none\ntwo\n{{ store.nme }}", 5, "“nme”"),
        ("subject: x\n\n{% include 'a' %}", 3, "use {{ value }}"),
        ("subject: x\n\n{% assign a = 1 %}", 3, "use {{ value }}"),
        ("subject: x\n\n{% if order %}never closed", 3, "{% endif %} in the same paragraph"),
        ("subject: x\n\n{{ 99999999999999999999 }}", 3, "more than 18 digits"),
        ("subject: x\n\n{% for i in (1..1000000000) %}x{% endfor %}", 3, "turn more than 500 times"),
        ("subject: x\n\n{% for i in (1..100) %}{% for j in (1..100) %}{% endfor %}{% endfor %}", 3, "turn more than 500 times"),
        ("subject: {% if false %}x{% endif %}", 1, "the subject comes out empty"),
    ] {
        let error = wrong(source);
        assert!(error.starts_with(&format!("line {line}: ")) && error.contains(words), "{source:?}: {error}");
    }
}

/// Everything a hostile author can think of ends soon, in an error or a letter.
#[test]
fn hostile_templates_end_soon() {
    let deep = |open: &str, times: usize| format!("subject: x\n\n{}", open.repeat(times));
    let wide = "x".repeat(3_000);
    for source in [
        "subject: x\n\n{% for i in (-9000000000000000..9000000000000000) %}{% endfor %}".to_owned(),
        format!("subject: x\n\n{{% for i in (1..500) %}}{wide}{{% endfor %}}"),
        deep("{% if a %}", 5_000),
        deep("{% if a %}", 64),
        deep("{{ a[", 800),
        format!("subject: x\n\n{{{{ a{} }}}}", "[a".repeat(16)),
        deep("{{", 2_000),
        deep("{%", 60),
        format!("subject: x\n\n{{% if a{} %}}{{% endif %}}", " and a".repeat(600)),
        format!("subject: x\n\n{{% if a{} %}}{{% endif %}}", " or a".repeat(600)),
        format!("subject: x\n\n{{{{ 'a'{} }}}}", " | append: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'".repeat(70)),
        format!("subject: x\n\n{{{{ 'aaaa'{} }}}}", " | replace: 'a', 'aaaaaaaa'".repeat(100)),
        format!("subject: x\n\n{{{{ order.items{} }}}}", " | join: 'aaaa'".repeat(200)),
        "subject: x\n\n{{ order.items | join: order.items }}".to_owned(),
        format!("subject: x\n\n{}", "{%-                 -%}".repeat(60)),
        format!("subject: x\n\n{}{{{{", " ".repeat(60_000)),
        format!("subject: x\n\n{}", "{{ customer.name }}\n\n".repeat(3_000)),
        format!("subject: {}", "\u{2067}".repeat(1_000)),
        "subject: x\n\n{{ -9223372036854775808 | number }}".to_owned(),
        "subject: x\n\n{{ 'é' | truncate: 99999999999999999, 'é' }}".to_owned(),
    ] {
        let before = Instant::now();
        try_to_render(&source);
        assert!(before.elapsed().as_secs() < 5, "{}: {:?}", &source[..60.min(source.len())], before.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_source_panics(source in "\\PC{0,300}") {
        try_to_render(&format!("subject: x\n\n{source}"));
        try_to_render(&source);
    }

    #[test]
    fn no_mix_of_liquid_panics(words in proptest::collection::vec(proptest::sample::select(vec![
        "{{", "}}", "{%", "%}", "{%-", "-}}", "if", "endif", "for", "endfor", "in", "else", "elsif", "case", "when", "endcase", "unless",
        "order", ".items", ".size", "[", "]", "(1..9)", "|", "append:", "'a'", "\"", "limit:", "1", "-1", "1.5", ",", "==", "contains",
        "number", "truncate:", "replace:", "default:", "join", "first", "break", "continue", "nil", "empty", "blank", " ", "\n", "\n\n", "- ", "# ",
        "forloop.index", "customer.name", "é", "١",
    ]), 0..60)) {
        try_to_render(&format!("subject: x\n\n{}", words.concat()));
        try_to_render(&format!("subject: x\n\n{}", words.join(" ")));
    }

    /// Any name, in any place: no new tag, no lost character that is shown.
    #[test]
    fn any_name_is_escaped(name in "\\PC{0,60}") {
        let mut context = Context::sample(Locale::Fa);
        context.customer.name.clone_from(&name);
        let quiet = render_untrusted("subject: x\n\nHi {{ customer.name }}.", &context, &Kind::Transactional).unwrap();
        context.customer.name = "plain".to_owned();
        let plain = render_untrusted("subject: x\n\nHi {{ customer.name }}.", &context, &Kind::Transactional).unwrap();
        let tags = |html: &str| html.matches('<').count() - html.matches("<span").count() - html.matches("</span").count();
        prop_assert_eq!(tags(&quiet.html), tags(&plain.html));
    }
}
