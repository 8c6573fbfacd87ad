//! MJML with Liquid in it, made into one page of HTML with Liquid in it, once (ADR 11).

use super::depth::too_deep;
use super::markup::{self, Cut};
use super::page::Page;
use super::plain;
use crate::messaging::layout::Surroundings;
use crate::messaging::layout_style::{FONT, Side};
use crate::messaging::snippet::Snippet;
use crate::messaging::template::TemplateError;
use base::Locale;
use memchr::memmem;
use mrml::prelude::parser::{Error, ParserOptions};
use mrml::prelude::render::RenderOptions;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

const SOURCE_BYTES_MAX: usize = 64 * 1024;
/// Where what the house adds goes. Values are escaped, so none of them can be one.
const PREHEADER: &str = "<!--amana:preheader-->";
const TITLE: &str = "<!--amana:title-->";
const FOOTER: &str = "<!--amana:footer-->";

/// What the names of those begin with.
pub(super) const OWN: &str = "amana:";

/// A page, compiled.
pub(super) struct Compiled {
    page: Page,
    /// What of it the text part is made of.
    worded: Page,
    /// The Liquid alone, on its lines: says where it is that a value is missing.
    bare: Snippet,
}

impl Compiled {
    /// The page, and the text part.
    pub(super) fn render(&self, values: &liquid::Object, around: &Surroundings) -> Result<(String, String), TemplateError> {
        let made = self.page.render(values).and_then(|page| Ok((page, self.worded.render(values)?)));
        match made {
            Ok((page, worded)) => Ok((filled(&page, around), plain::text(&filled(&worded, around)))),
            // The same again where its lines are the author's.
            Err(error) => Err(self.bare.render(values).err().unwrap_or(error)),
        }
    }
}

/// With what the house adds, each where its place is.
fn filled(html: &str, around: &Surroundings) -> String {
    let places = [(PREHEADER, &around.preheader), (TITLE, &around.title), (FOOTER, &around.footer)];
    let added: usize = places.iter().map(|(_, put)| put.len()).sum();
    let (mut out, mut rest) = (String::with_capacity(html.len() + added), html);
    while let Some(at) = memmem::find(rest.as_bytes(), b"<!--amana:") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let (put, length) = match places.iter().find(|(place, _)| from.starts_with(place)) {
            Some((place, put)) => (put.as_str(), place.len()),
            None => ("<!--", "<!--".len()),
        };
        out.push_str(put);
        rest = &from[length..];
    }
    out + rest
}

pub(super) fn compile(source: &str, locale: Locale) -> Result<Compiled, TemplateError> {
    if source.len() > SOURCE_BYTES_MAX {
        return Err(TemplateError::new(1, "too_long", "the template is longer than 64 KB", "shorten it"));
    }
    let cut = markup::cut(source.trim_start_matches('\u{feff}'))?;
    let bare = Snippet::parse_bare(&cut.bare, cut.pieces.iter().map(|piece| (piece.line, piece.text.as_str())))?;
    // Whoever shows the way out and the address in a place of their own needs no other footer.
    let has_footer = ["urls.unsubscribe", "store.address"].iter().all(|name| cut.bare.contains(name));
    let mjml = dressed(&cut, locale, !has_footer)?;
    let html = html(&cut, &mjml)?;
    let html = html.replacen("<title></title>", &format!("<title>{TITLE}</title>"), 1);
    let html = match html.find("<body").and_then(|body| Some(body + html.get(body..)?.find('>')? + 1)) {
        Some(inside) => format!("{}{PREHEADER}{}", &html[..inside], &html[inside..]),
        None => return Err(broken(1)),
    };
    let page = Page::compile(&html, &cut)?;
    // Liquid that opens in what it leaves out and closes in what it keeps: then all of it is read.
    let worded = Page::of_part(&plain::worded(&html), &cut).or_else(|_| Page::compile(&html, &cut))?;
    Ok(Compiled { page, worded, bare })
}

/// With the language and the direction said, the sides that follow from them, and the footer.
fn dressed(cut: &Cut, locale: Locale, with_footer: bool) -> Result<String, TemplateError> {
    let source = cut.protected()?;
    let missing = |what: &str| {
        TemplateError::new(1, "no_root", format!("<{what}> is missing"), "write <mjml><mj-body> … </mj-body></mjml>")
    };
    let side = Side::of(locale);
    let attributes = format!(
        "<mj-attributes><mj-all font-family=\"{FONT}\"/><mj-text align=\"{start}\" line-height=\"{leading}\" font-size=\"16px\"/>\
         <mj-table align=\"{start}\"/><mj-column direction=\"{dir}\"/><mj-group direction=\"{dir}\"/></mj-attributes>",
        start = side.start,
        leading = side.leading,
        dir = side.dir,
    );
    let start = root(&source).ok_or_else(|| missing("mjml"))?;
    let open_end = source[start..].find('>').map(|end| start + end + 1).ok_or_else(|| missing("mjml"))?;
    let inner = &source[open_end..];
    let (head, rest) = match inner.find("<mj-head>") {
        Some(at) => (&inner[..at], &inner[at + "<mj-head>".len()..]),
        None => ("", inner),
    };
    let close = if inner.contains("<mj-head>") { "" } else { "</mj-head>" };
    let body_end = rest.rfind("</mj-body>").ok_or_else(|| missing("mj-body"))?;
    let footer = if with_footer {
        format!(
            "<mj-section><mj-column><mj-text font-size=\"13px\" color=\"{}\" container-background-color=\"{}\">{FOOTER}</mj-text></mj-column></mj-section>",
            crate::messaging::layout_style::LIGHT.quiet,
            crate::messaging::layout_style::LIGHT.card,
        )
    } else {
        String::new()
    };
    Ok(format!(
        "{head}<mjml dir=\"{}\" lang=\"{}\"><mj-head>{attributes}{close}{}{footer}{}",
        side.dir,
        locale.code(),
        &rest[..body_end],
        &rest[body_end..]
    ))
}

/// Where `<mjml` begins, outside of comments.
fn root(source: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = source.get(at..)?;
        let root = rest.find("<mjml")?;
        match rest.find("<!--").filter(|comment| *comment < root) {
            Some(comment) => at += comment + 4 + rest[comment + 4..].find("-->")? + 3,
            None => return Some(at + root),
        }
    }
}

fn html(cut: &Cut, mjml: &str) -> Result<String, TemplateError> {
    let made = catch_unwind(AssertUnwindSafe(|| {
        if let Some(at) = too_deep(mjml) {
            return Err(markup::deeper(cut.line_of(mjml, at)));
        }
        let parsed = mrml::parse_with_options(mjml, &ParserOptions::default()).map_err(|error| explained(cut, mjml, &error))?;
        // Its fonts would be fetched by every reader from somebody else.
        let options = RenderOptions { fonts: HashMap::new(), ..RenderOptions::default() };
        parsed.element.render(&options).map_err(|_| broken(1))
    }));
    made.unwrap_or_else(|_| Err(broken(1)))
}

fn broken(line: usize) -> TemplateError {
    TemplateError::new(line, "mjml", "this MJML can’t be read", "check that every element is closed, and in the right order")
}

fn explained(cut: &Cut, mjml: &str, error: &Error) -> TemplateError {
    let position = match error {
        Error::UnexpectedElement { position, .. }
        | Error::UnexpectedToken { position, .. }
        | Error::MissingAttribute { position, .. }
        | Error::InvalidAttribute { position, .. }
        | Error::InvalidFormat { position, .. }
        | Error::IncludeLoaderError { position, .. } => Some(position.start),
        _ => None,
    };
    let line = position.map_or(1, |at| cut.line_of(mjml, at));
    match error {
        Error::UnexpectedElement { .. } => {
            let name = position.and_then(|at| mjml.get(at..)).unwrap_or_default();
            let name: String = name
                .trim_start_matches(['<', '/'])
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                .take(40)
                .collect();
            TemplateError::new(line, "element", format!("<{name}> can’t stand here"), "check its name, and what it stands in")
                .named(name)
        }
        _ => broken(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messaging::context::{Context, Kind, WayOut};
    use proptest::prelude::*;

    const SECTIONS: [&str; 8] = [
        "{% if customer.first_name %}",
        "{% endif %}",
        "{% for item in cart.items %}",
        "{% endfor %}",
        "<!-- {{ store.name }} -->",
        "<mj-raw><p style=\"display: none\">no {{ store.name }}</p><style>p > a { color: red }</style></mj-raw>",
        "<mj-raw><table><tr><td style=\"color: {% if store.name %}red{% else %}none{% endif %}\">1 &lt; 2 &amp;amp; 3</td></tr></table></mj-raw>",
        "<mj-wrapper><mj-section><mj-column><mj-divider/><mj-spacer/></mj-column></mj-section></mj-wrapper>",
    ];
    const INNER: [&str; 8] = [
        "<mj-text>Hello {{ customer.first_name }}, “you” &amp; <b>yours</b><br>go on\n\n here</mj-text>",
        "<mj-text><a href=\"https://shop.example/?a=1&amp;b={{ store.name }}\">  </a><a href='{{ store.website }}'>{{ store.website }}</a></mj-text>",
        "<mj-button href=\"{{ store.website }}\">السلة {{ store.name }}</mj-button>",
        "<mj-image src=\"https://shop.example/a.png\" alt=\"A “{{ store.name }}” &quot;here&quot;\"/>",
        "<mj-table><tr><th>a</th><td>{{ store.name }}</td></tr></mj-table>",
        "<mj-text><ul><li>{% if store.name %}one{% endif %}</li><li>two</li></ul><hr><h1>Big</h1></mj-text>",
        "<mj-social><mj-social-element name=\"x\" href=\"https://x.example\">X</mj-social-element></mj-social>",
        "<mj-text>{% comment %}<p>{% endcomment %}&zwnj;میشود <span style=\"display:none\">hidden</span></mj-text>",
    ];

    proptest! {
        #[test]
        fn the_text_part_is_that_of_the_whole_page(
            picked in proptest::collection::vec((0_usize..16, 0_usize..8, 0_usize..8), 1..6),
        ) {
            let sections = picked.iter().map(|(kind, one, two)| match SECTIONS.get(*kind) {
                Some(section) => (*section).to_owned(),
                None => format!("<mj-section><mj-column>{}{}</mj-column></mj-section>", INNER[*one], INNER[*two]),
            });
            let source = format!("<mjml><mj-body>{}</mj-body></mjml>", sections.collect::<String>());
            let Ok(compiled) = compile(&source, Locale::Ar) else { return Ok(()) };
            let kind = Kind::Marketing(WayOut::sample());
            let values = Context::sample(Locale::Ar).to_liquid_for(&kind);
            let around = Surroundings::of(&Context::sample(Locale::Ar), &kind, "subject", "“before” & after");
            let Ok(whole) = compiled.page.render(&values) else { return Ok(()) };
            let (html, text) = compiled.render(&values, &around).unwrap();
            prop_assert_eq!(&html, &filled(&whole, &around));
            prop_assert_eq!(text, plain::text(&html));
        }
    }
}
