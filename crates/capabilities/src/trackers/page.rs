//! One page, read as a browser reads it that runs no scripts: whom it addresses, and where it leads.

use super::known::Service;
use super::model::{Use, Way};
use super::script;
use html5gum::{DefaultEmitter, HtmlString, StartTag, Token, Tokenizer};
use std::collections::BTreeSet;
use url::Url;

/// Of one page; more says nothing new.
const ADDRESSED_MAX: usize = 5_000;
/// Bytes of one address, and of the base that it stands beside.
const ADDRESS_BYTES_MAX: usize = 2048;
const LINKS_MAX: usize = 2_000;
/// Tools that ask for consent and are served by the site itself: words that their scripts hold, and their names.
const CONSENT_TOOLS: [(&str, &str); 8] = [
    ("tarteaucitron", "tarteaucitron"),
    ("klaro", "Klaro"),
    ("cmplz", "Complianz"),
    ("borlabs-cookie", "Borlabs Cookie"),
    ("cookie-law-info", "CookieYes"),
    ("cookieconsent", "Cookie Consent"),
    ("Shopify.customerPrivacy", "Shopify"),
    ("__tcfapi", "IAB TCF"),
];
/// Where this program serves its own.
const OWN_SCRIPT: &str = "/a.js";

/// What stands on a page.
#[derive(Debug, Default)]
pub(super) struct PageSeen {
    /// What a browser fetches or connects to by itself.
    pub(super) addressed: Vec<(Way, Url)>,
    /// Services that the page's own scripts load.
    pub(super) loaded: BTreeSet<&'static str>,
    /// Services whose scripts are there and are not run as they stand.
    pub(super) held_back: BTreeSet<&'static str>,
    /// In the order of the page.
    pub(super) links: Vec<Url>,
    /// Content security policies in the page itself.
    pub(super) policies: Vec<String>,
    pub(super) consent_tool: Option<&'static str>,
}

/// Reads a page. Any bytes are one.
pub(super) fn read(html: &[u8], at: &Url) -> PageSeen {
    Reader::new(at, false).all(html)
}

/// Whose words come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Text,
    /// A script that runs.
    Script,
    /// A script that waits for somebody to agree.
    HeldBack,
    Style,
    /// What a browser without scripts shows instead of them.
    NoScript,
}

struct Reader {
    base: Url,
    seen: PageSeen,
    inside: Inside,
    words: String,
    /// How deep in templates, which do nothing where they stand.
    inert: u32,
    /// Reads what stands in a `noscript`, in which no other can be.
    is_inner: bool,
}

impl Reader {
    fn new(base: &Url, is_inner: bool) -> Self {
        let (seen, inside, words) = (PageSeen::default(), Inside::Text, String::new());
        Self { base: base.clone(), seen, inside, words, inert: 0, is_inner }
    }

    fn all(mut self, html: &[u8]) -> PageSeen {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => self.start(&tag),
                Token::String(text) if self.inside != Inside::Text => self.words.push_str(&String::from_utf8_lossy(&text)),
                Token::EndTag(tag) => self.end(&tag.name),
                _ => {}
            }
        }
        self.close();
        self.seen
    }

    fn start(&mut self, tag: &StartTag<()>) {
        self.close();
        match tag.name.as_slice() {
            b"template" => self.inert += u32::from(!tag.self_closing),
            _ if self.inert > 0 => {}
            b"base" => self.base = self.url(tag, b"href").unwrap_or_else(|| self.base.clone()),
            b"script" => self.script(tag),
            b"style" => self.inside = Inside::Style,
            b"noscript" if !self.is_inner => self.inside = Inside::NoScript,
            b"a" | b"area" => self.link(tag),
            b"link" => self.relation(tag),
            b"meta" => self.meta(tag),
            b"iframe" | b"frame" | b"embed" => self.addresses(Way::Frame, tag, b"src"),
            b"object" => self.addresses(Way::Frame, tag, b"data"),
            b"img" | b"input" => self.image(tag),
            b"image" | b"use" => self.addresses(Way::Image, tag, b"href"),
            b"video" | b"audio" | b"source" | b"track" => self.media(tag),
            _ => {}
        }
        if self.inert == 0 {
            self.style(&text(tag, b"style").unwrap_or_default());
        }
    }

    fn end(&mut self, name: &HtmlString) {
        self.close();
        if name.as_slice() == b"template" {
            self.inert = self.inert.saturating_sub(1);
        }
    }

    /// The words of a script or a style are over.
    fn close(&mut self) {
        let words = std::mem::take(&mut self.words);
        match std::mem::replace(&mut self.inside, Inside::Text) {
            Inside::Text => {}
            Inside::Style => self.style(&words),
            Inside::NoScript => self.without_scripts(&words),
            Inside::HeldBack => self.seen.held_back.extend(script::read(&words).services),
            Inside::Script => {
                let found = script::read(&words);
                self.seen.loaded.extend(found.services);
                self.push_all(Way::Loader, found.addresses);
                self.tell_tool(&words);
            }
        }
    }

    fn script(&mut self, tag: &StartTag<()>) {
        let kind = text(tag, b"type").unwrap_or_default().trim().to_ascii_lowercase();
        let is_run = matches!(kind.as_str(), "" | "module") || kind.ends_with("javascript") || kind.ends_with("ecmascript");
        let src = self.url(tag, b"src").or_else(|| self.url(tag, b"data-src"));
        let service = src.as_ref().and_then(Service::at);
        if is_run && text(tag, b"src").is_some() {
            if let Some(src) = &src {
                self.tell_tool(src.as_str());
                if src.path() == OWN_SCRIPT {
                    self.seen.consent_tool.get_or_insert("Amana");
                }
            }
            self.addresses(Way::Script, tag, b"src");
            if let Some(service) = service.filter(|service| service.what_for == Use::Consent) {
                self.seen.consent_tool.get_or_insert(service.name);
            }
        } else if kind == "text/plain" || is_run {
            // Consent tools keep a script from running by its type, or by another name for its address.
            self.seen.held_back.extend(service.map(|service| service.id));
        }
        self.inside = match kind.as_str() {
            _ if is_run => Inside::Script,
            "text/plain" => Inside::HeldBack,
            _ => Inside::Text,
        };
    }

    /// The tokenizer takes it for one text.
    fn without_scripts(&mut self, html: &str) {
        let inner = Self::new(&self.base, true).all(html.as_bytes());
        inner.addressed.into_iter().for_each(|(way, url)| self.push(way, url));
    }

    fn tell_tool(&mut self, words: &str) {
        if self.seen.consent_tool.is_none() {
            self.seen.consent_tool = CONSENT_TOOLS.iter().find(|(word, _)| words.contains(word)).map(|(_, name)| *name);
        }
    }

    fn link(&mut self, tag: &StartTag<()>) {
        if self.seen.links.len() < LINKS_MAX {
            self.seen.links.extend(self.url(tag, b"href"));
        }
    }

    fn relation(&mut self, tag: &StartTag<()>) {
        let rel = text(tag, b"rel").unwrap_or_default().to_ascii_lowercase();
        let way = rel.split_whitespace().find_map(|word| match word {
            "stylesheet" => Some(Way::Style),
            // Looking a name up, as `dns-prefetch` does, tells the other site nothing.
            "preload" | "modulepreload" | "prefetch" | "preconnect" | "prerender" => Some(Way::Preload),
            "icon" | "apple-touch-icon" | "manifest" | "mask-icon" => Some(Way::Image),
            _ => None,
        });
        if let Some(way) = way {
            self.addresses(way, tag, b"href");
        }
    }

    fn meta(&mut self, tag: &StartTag<()>) {
        let content = text(tag, b"content").unwrap_or_default();
        match text(tag, b"http-equiv").unwrap_or_default().to_ascii_lowercase().as_str() {
            "content-security-policy" => self.seen.policies.push(content),
            "refresh" => {
                let target = content.split_once('=').map(|(_, url)| url.trim().trim_matches(['"', '\'']));
                let url = target.and_then(|target| self.join(target));
                self.push_all(Way::Redirect, url);
            }
            _ => {}
        }
    }

    fn image(&mut self, tag: &StartTag<()>) {
        self.addresses(Way::Image, tag, b"src");
        self.set(Way::Image, tag);
    }

    fn media(&mut self, tag: &StartTag<()>) {
        self.addresses(Way::Media, tag, b"src");
        self.addresses(Way::Image, tag, b"poster");
        self.set(Way::Image, tag);
    }

    /// A `srcset`: addresses with what each is good for, comma between them.
    fn set(&mut self, way: Way, tag: &StartTag<()>) {
        let set = text(tag, b"srcset").unwrap_or_default();
        let first_words = set.split(", ").filter_map(|part| part.split_whitespace().next());
        for word in first_words.take(ADDRESSED_MAX) {
            self.push_all(way, self.join(word.trim_end_matches(',')));
        }
    }

    /// What a style fetches: `url(…)` and `@import "…"`.
    fn style(&mut self, css: &str) {
        fn inside(rest: &str) -> Option<&str> {
            let rest = rest.trim_start().trim_start_matches(['"', '\'']);
            rest.split(['"', '\'', ')', ';', ' ']).next()
        }
        let named = css.split("url(").skip(1).chain(css.split("@import ").skip(1));
        for name in named.filter_map(inside).filter(|name| !name.is_empty()).take(ADDRESSED_MAX) {
            self.push_all(Way::Style, self.join(name));
        }
    }

    fn addresses(&mut self, way: Way, tag: &StartTag<()>, attribute: &[u8]) {
        self.push_all(way, self.url(tag, attribute));
    }

    fn push_all(&mut self, way: Way, urls: impl IntoIterator<Item = Url>) {
        for url in urls {
            self.push(way, url);
        }
    }

    fn push(&mut self, way: Way, url: Url) {
        if self.seen.addressed.len() < ADDRESSED_MAX && matches!(url.scheme(), "http" | "https") && url.has_host() {
            self.seen.addressed.push((way, url));
        }
    }

    fn url(&self, tag: &StartTag<()>, attribute: &[u8]) -> Option<Url> {
        let text = text(tag, attribute).filter(|text| !text.trim().is_empty())?;
        self.join(text.trim())
    }

    /// An address beside the page's own. A page can make them without end, and each as long as itself: what nobody would write is
    /// passed over, and so is everything once there are enough.
    fn join(&self, text: &str) -> Option<Url> {
        let is_long = text.len().max(self.base.as_str().len()) > ADDRESS_BYTES_MAX;
        let is_full = self.seen.addressed.len() >= ADDRESSED_MAX;
        if is_long || is_full { None } else { self.base.join(text).ok() }
    }
}

fn text(tag: &StartTag<()>, attribute: &[u8]) -> Option<String> {
    tag.attributes.get(attribute).map(|value| String::from_utf8_lossy(value).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page(html: &str) -> PageSeen {
        read(html.as_bytes(), &Url::parse("https://noor.example/shop/").unwrap())
    }

    fn addressed(html: &str) -> Vec<(Way, String)> {
        page(html).addressed.into_iter().map(|(way, url)| (way, url.to_string())).collect()
    }

    #[test]
    fn every_way_to_address_a_host_is_seen() {
        for (html, way, url) in [
            ("<script src=//a.example/x.js></script>", Way::Script, "https://a.example/x.js"),
            ("<SCRIPT SRC='http://a.example/x.js'>", Way::Script, "http://a.example/x.js"),
            ("<iframe src=https://a.example/f>", Way::Frame, "https://a.example/f"),
            ("<object data=https://a.example/o>", Way::Frame, "https://a.example/o"),
            ("<img src=https://a.example/i.gif>", Way::Image, "https://a.example/i.gif"),
            ("<noscript><img src=https://a.example/i.gif></noscript>", Way::Image, "https://a.example/i.gif"),
            ("<link rel=stylesheet href=https://a.example/s.css>", Way::Style, "https://a.example/s.css"),
            ("<link rel='preconnect x' href=https://a.example>", Way::Preload, "https://a.example/"),
            ("<link rel=icon href=https://a.example/i.ico>", Way::Image, "https://a.example/i.ico"),
            ("<video poster=https://a.example/p.jpg>", Way::Image, "https://a.example/p.jpg"),
            ("<audio><source src=https://a.example/m.mp3></audio>", Way::Media, "https://a.example/m.mp3"),
            ("<style>@import \"https://a.example/s.css\";</style>", Way::Style, "https://a.example/s.css"),
            ("<style>p{background:url('https://a.example/b.png')}</style>", Way::Style, "https://a.example/b.png"),
            ("<p style='background: url(https://a.example/b.png)'>", Way::Style, "https://a.example/b.png"),
            ("<meta http-equiv=refresh content='0; url=https://a.example/'>", Way::Redirect, "https://a.example/"),
            ("<script>s.src = 'https://a.example/l.js'</script>", Way::Loader, "https://a.example/l.js"),
            ("<base href=https://a.example/b/><img src=i.gif>", Way::Image, "https://a.example/b/i.gif"),
        ] {
            assert_eq!(addressed(html), [(way, url.to_owned())], "{html}");
        }
        let set = addressed("<img srcset='https://a.example/1.png 1x, https://b.example/2.png 2x'>");
        assert_eq!(set.len(), 2, "{set:?}");
    }

    #[test]
    fn what_is_not_fetched_is_not_counted() {
        for html in [
            "<!-- <script src=https://a.example/x.js></script> -->",
            "<template><img src=https://a.example/i.gif></template>",
            "<a href=https://a.example/>elsewhere</a>",
            "<link rel=canonical href=https://a.example/>",
            "<link rel=dns-prefetch href=https://a.example/>",
            "<img data-src=https://a.example/i.gif>",
            "<textarea><img src=https://a.example/i.gif></textarea>",
            "<script type=text/plain src=https://a.example/x.js></script>",
            "<script type=application/ld+json>{\"image\":\"https://www.facebook.com/x.js\"}</script>",
            "<img src=data:image/gif;base64,R0lGOD>",
            "<script>const sameAs = ['https://www.instagram.com/noor']</script>",
        ] {
            let seen = page(html);
            let elsewhere: Vec<_> = seen.addressed.iter().filter(|(_, url)| url.host_str() != Some("noor.example")).collect();
            assert!(elsewhere.is_empty() && seen.loaded.is_empty(), "{html}: {elsewhere:?} {:?}", seen.loaded);
        }
    }

    #[test]
    fn what_waits_for_consent_is_told_apart() {
        let seen = page(
            "<script type=text/plain data-category=analytics src=https://static.hotjar.com/c/hotjar-1.js></script>\
             <script type='text/plain'>fbq('init', '1')</script>\
             <script data-src='https://www.googletagmanager.com/gtag/js?id=G-1'></script>",
        );
        assert_eq!(seen.held_back.into_iter().collect::<Vec<_>>(), ["google-tag-manager", "hotjar", "meta-pixel"]);
        assert!(seen.addressed.is_empty() && seen.loaded.is_empty());
    }

    #[test]
    fn consent_tools_are_known_by_their_scripts() {
        for (html, tool) in [
            ("<script src=https://consent.cookiebot.com/uc.js></script>", Some("Cookiebot")),
            ("<script src=/js/klaro.js></script>", Some("Klaro")),
            ("<script>window.__tcfapi = function () {}</script>", Some("IAB TCF")),
            ("<script src=https://mail.noor.example/a.js></script>", Some("Amana")),
            ("<p>klaro</p>", None),
        ] {
            assert_eq!(page(html).consent_tool, tool, "{html}");
        }
    }

    #[test]
    fn links_and_policies_are_kept() {
        let seen = page(
            "<a href=/cart>x</a><a href='?p=2'>y</a><a>z</a><a href='mailto:a@b.c'>m</a>\
             <meta http-equiv='Content-Security-Policy' content=\"default-src 'self'\">",
        );
        let links: Vec<&str> = seen.links.iter().map(Url::as_str).collect();
        assert_eq!(links, ["https://noor.example/cart", "https://noor.example/shop/?p=2", "mailto:a@b.c"]);
        assert_eq!(seen.policies, ["default-src 'self'"]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_page(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
            read(&bytes, &Url::parse("https://noor.example/").unwrap());
        }

        /// Bytes that look like a page get further in.
        #[test]
        fn any_broken_tags_are_a_page(pieces in proptest::collection::vec(prop_oneof![
            Just("<script"), Just("</script"), Just(" src="), Just("https://x.com/a.js"), Just(">"), Just("'"), Just("\""),
            Just("<style>"), Just("url("), Just("<template>"), Just("</template>"), Just("<!--"), Just("-->"), Just("src='//"),
            Just("<base href="), Just("http://["), Just("\u{0}"), Just("سلة"), Just("\\/"), Just("srcset=,, ,"), Just("//"),
        ], 0..60)) {
            read(pieces.concat().as_bytes(), &Url::parse("https://noor.example/").unwrap());
        }
    }
}
