//! The store's own letters: MJML and Liquid, compiled once.

use base::Locale;
use capabilities::messaging::{
    About, BuiltIn, Context, Draft, Format, Kind, Rendered, Severity, Sheet, Template, TemplateError, WayOut, Written, check,
    kind_of_sample as kind, language_of, try_out,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

const CART: &str = r##"<mjml>
  <mj-head><mj-attributes><mj-button background-color="#0b6159" color="#ffffff" /></mj-attributes></mj-head>
  <mj-body background-color="#f2f5f4">
    <mj-section background-color="#ffffff">
      <mj-column>
        <mj-text font-size="24px">{% if customer.name != "" %}{{ customer.name }}, {% endif %}{{ items.size | plural: "# thing", "# things" }}</mj-text>
        {% for item in cart.items %}
        <mj-text>{{ item.name }}: {{ item.total }}</mj-text>
        {% if item.image %}<mj-image src="{{ item.image }}" alt="می‌بیند {{ item.name }}" width="120px" />{% endif %}
        {% endfor %}
        <mj-button href="{{ cart.url }}">Back</mj-button>
        <mj-text>{{ event.value | money: event.currency }} {{ "2026-03-21" | date: "persian" }}</mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>"##;

fn mjml(body: &str) -> Written {
    Written {
        subject: "Hi {{ customer.name }}".into(),
        preheader: "Before".into(),
        format: Format::Mjml,
        body: body.into(),
        ..Written::default()
    }
}

fn in_body(inner: &str) -> Written {
    mjml(&format!("<mjml>\n<mj-body>\n<mj-section>\n<mj-column>\n{inner}\n</mj-column>\n</mj-section>\n</mj-body>\n</mjml>"))
}

fn rendered(written: &Written, locale: Locale) -> Result<Rendered, TemplateError> {
    try_out(written, locale, About::Cart, true)
}

fn wrong(written: &Written) -> String {
    rendered(written, Locale::En).err().map_or_else(String::new, |error| format!("{} {error}", error.code))
}

#[test]
fn a_letter_of_mjml_says_what_it_should_in_either_direction() {
    for locale in Locale::ALL {
        let letter = rendered(&mjml(CART), locale).unwrap();
        if let Some(folder) = std::env::var_os("AMANA_SHOW_LETTERS") {
            std::fs::write(std::path::Path::new(&folder).join(format!("own.{locale}.html")), &letter.html).unwrap();
        }
        let side = if locale.is_rtl() { "right" } else { "left" };
        for part in [
            &format!("lang=\"{}\"", locale.code()),
            &format!("dir=\"{}\"", locale.dir()),
            &format!("text-align:{side}"),
            "href=\"https://shop.example/cart/8f1d\"",
            "src=\"https://shop.example/pictures/board.jpg\"",
            "alt=\"می\u{200c}بیند ",
            "https://shop.example/u/9f2c?m=msg_1",
        ] {
            assert!(letter.html.contains(part), "{locale}: {part}\n{}", letter.html);
        }
        assert!(!letter.html.contains("{{") && !letter.html.contains("{%") && !letter.html.contains("amana:"));
        assert!(!letter.html.contains("fonts.googleapis"), "no reader fetches fonts");
        assert!(
            letter.text.contains("https://shop.example/cart/8f1d") && letter.text.contains("https://shop.example/u/9f2c?m=msg_1")
        );
        assert!(!letter.text.contains("Before"), "what inboxes show is not said twice: {}", letter.text);
        let findings = check(&letter, &kind(true));
        assert!(findings.iter().all(|finding| finding.severity == Severity::Good), "{findings:?}");
    }
    let english = rendered(&mjml(CART), Locale::En).unwrap();
    assert!(english.text.contains("Sara, 2 things") && english.text.contains("£67.50"), "{}", english.text);
    assert_eq!(english.subject, "Hi Sara");
    assert!(rendered(&mjml(CART), Locale::Fa).unwrap().text.contains("۱ فروردین ۱۴۰۵"));
}

#[test]
fn values_stay_values_wherever_they_stand() {
    let written = in_body(
        "<mj-text>{{ customer.name }}</mj-text>\n<mj-button href=\"{{ customer.name }}\" background-color=\"{{ customer.name }}\">x</mj-button>\n\
         <mj-text><a href=\"https://a.example/?q={{ customer.name }}\" title=\"{{ customer.name }}\">y</a></mj-text>",
    );
    let sheet = Sheet::compile(&written, Locale::Ar).unwrap();
    for evil in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "red;background:url(https://evil.example)",
        "{{ store.name }}",
        "--><b>",
        "<!--amana:footer-->",
    ] {
        let mut context = Context::sample_about(Locale::Ar, About::Cart);
        context.customer.name = evil.to_owned();
        let letter = sheet.render(&context, &kind(true)).unwrap();
        for raw in ["<script", "<img src=x", "href=\"javascript", "background:red;", "--><b>"] {
            assert!(!letter.html.contains(raw), "{evil}: {raw}");
        }
        assert_eq!(letter.html.matches("https://shop.example/u/").count(), 1, "one footer: {evil}");
    }
}

#[test]
fn mistakes_are_explained_with_their_line() {
    for (written, line, code) in [
        (in_body("<mj-text>{{ customer.nam }}</mj-text>"), 5, "unknown"),
        (in_body("<mj-text>\n\n{{ cart.ulr }}</mj-text>"), 7, "unknown"),
        (in_body("<mj-text>{{ customer.name | escape }}</mj-text>"), 5, "filter"),
        (in_body("<mj-text>{% if cart %}</mj-text>"), 5, "unclosed"),
        (in_body("<mj-text>{{ customer.name </mj-text>"), 5, "unclosed"),
        (in_body("{{ customer.name }}"), 5, "no_place"),
        (in_body("<mj-text><script>1</script></mj-text>"), 5, "forbidden"),
        (in_body("<mj-include path=\"/etc/passwd\" />"), 5, "forbidden"),
        (in_body("<mj-text>never closed"), 1, "mjml"),
        (mjml("hello"), 1, "no_root"),
        (Written { subject: String::new(), ..in_body("") }, 1, "no_subject"),
        (Written { subject: "{{ x }}".into(), ..in_body("") }, 1, "unknown"),
    ] {
        let error = wrong(&written);
        assert!(error.starts_with(&format!("{code} line ")), "{}: {error}", written.body);
        if code != "mjml" {
            assert!(error.contains(&format!(" line {line}: ")), "{}: {error}", written.body);
        }
    }
    let blocks = |body: &str| Written { subject: "x".into(), body: body.into(), ..Written::default() };
    assert!(
        wrong(&blocks("One\n\n{{ order.number }}")).starts_with("unknown line 3: "),
        "{}",
        wrong(&blocks("One\n\n{{ order.number }}"))
    );
    assert!(wrong(&blocks("a\n\n@itms")).starts_with("no_block line 3: "));
}

#[test]
fn what_is_optional_is_asked_for() {
    let body =
        "{% if cart %}{{ cart.items.size | number }}{% endif %}{% if product %}{{ product.name }}{% else %}nothing{% endif %}";
    let letter = rendered(&in_body(&format!("<mj-text>{body}</mj-text>")), Locale::En);
    assert!(letter.is_ok_and(|letter| letter.text.contains("2nothing")));
}

#[test]
fn a_letter_that_comes_with_amana_can_be_made_the_stores_own() {
    let copied: Vec<BuiltIn> = BuiltIn::ALL.into_iter().filter(|letter| letter.can_be_copied()).collect();
    assert!(copied.len() >= 9);
    for letter in copied {
        let draft = Draft::of(letter, "Copy".to_owned());
        assert_eq!(draft.faults(), [], "{letter:?}");
        for locale in Locale::ALL {
            let written = &draft.letters[locale.code()];
            assert!(!written.preheader.is_empty() && !written.body.starts_with("preheader"), "{letter:?}");
            let copy = try_out(written, locale, draft.about, draft.is_marketing).unwrap();
            let first = Template::parse(letter.source(locale)).unwrap();
            let first = first.render(&Context::sample_about(locale, draft.about), &kind(draft.is_marketing)).unwrap();
            assert_eq!((copy.subject, copy.text, copy.html), (first.subject, first.text, first.html), "{letter:?} {locale}");
        }
    }
    let service = Draft { is_marketing: false, ..Draft::of(BuiltIn::WinBack, "Copy".to_owned()) };
    assert_eq!(service.faults()[0].error.code, "not_owed");
}

#[test]
fn languages_stand_in_for_each_other() {
    let written = |code: &str| (code.to_owned(), in_body(""));
    let letters = BTreeMap::from([written("ar"), written("fa"), ("en".to_owned(), Written::default())]);
    assert_eq!(language_of(&letters, Locale::Fa, Locale::Ar), Some(Locale::Fa));
    assert_eq!(language_of(&letters, Locale::En, Locale::Fa), Some(Locale::Fa), "an empty letter is none");
    assert_eq!(language_of(&letters, Locale::En, Locale::En), Some(Locale::Ar));
    assert_eq!(language_of(&BTreeMap::new(), Locale::En, Locale::En), None);
    let draft = Draft {
        name: "x".into(),
        is_marketing: true,
        about: About::Customer,
        topic: String::new(),
        letters: BTreeMap::from([("en".to_owned(), in_body("<mj-text>{{ cart.url }}</mj-text>"))]),
    };
    let faults = draft.faults();
    assert_eq!(faults.len(), 1, "a letter about nobody's cart has no cart");
    assert_eq!((faults[0].locale, faults[0].error.code, faults[0].error.name.as_str()), (Some(Locale::En), "unknown", "url"));
    assert_eq!(Draft { letters: BTreeMap::new(), ..draft }.faults()[0].error.code, "empty");
}

#[test]
fn a_letter_is_looked_at_as_mail_programs_do() {
    let letter = rendered(
        &in_body(
            "<mj-text color=\"#aaaaaa\"><p style=\"display: flex\">pale</p><a href=\"\">a</a><a href=\"http://x.example/\">b</a></mj-text>\
             <mj-image src=\"https://shop.example/a.png\" />",
        ),
        Locale::En,
    );
    let findings = check(&letter.unwrap(), &kind(true));
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    for code in ["empty_link", "plain_link", "contrast", "unsupported", "way_out", "text", "size"] {
        assert!(codes.contains(&code), "{code}: {findings:?}");
    }
    assert_eq!(findings[0].severity, Severity::Bad, "the worst first");
    let bare = Rendered { subject: "x".into(), preheader: String::new(), html: "x".repeat(110_000), text: String::new() };
    let codes: Vec<&str> = check(&bare, &Kind::Marketing(WayOut::sample())).iter().map(|finding| finding.code).collect();
    assert!(["clipped", "no_text", "no_way_out"].iter().all(|code| codes.contains(code)), "{codes:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mix_of_mjml_and_liquid_panics(words in proptest::collection::vec(proptest::sample::select(vec![
        "<mjml>", "</mjml>", "<mj-head>", "</mj-head>", "<mj-body>", "</mj-body>", "<mj-section>", "</mj-section>", "<mj-column>",
        "</mj-column>", "<mj-text>", "</mj-text>", "<mj-button href=\"", "\">", "</mj-button>", "<mj-raw>", "</mj-raw>", "<mj-image src='",
        "' />", "<mj-table>", "</mj-table>", "<p>", "</p>", "<br>", "<!--", "-->", "<!--[if mso]>", "<![endif]-->", "{{", "}}", "{%", "%}",
        "if", "endif", "for", "endfor", " x in items ", "customer.name", "|", "money", "date", "plural: 'a', 'b'", "in_address", "&", "\"",
        "'", "=", "/", "zq0L0qz", "zq0L10qz", "\u{200c}", "é", "١", "\n", " ",
    ]), 0..60)) {
        let _ = rendered(&mjml(&words.concat()), Locale::Ar);
        let _ = rendered(&in_body(&words.concat()), Locale::En);
    }
}
