//! Which pages of a site a scan looks at: those that every shop has, and that differ in whom they address.

use super::domains::is_same_site;
use std::collections::BTreeSet;
use url::Url;

/// The front page included.
pub(super) const PAGES_MAX: usize = 10;
/// Of one kind.
const OF_A_KIND: usize = 2;
/// Words in the path of a kind of page, in the languages of this program and as they are written in Latin letters.
const KINDS: [&[&str]; 5] = [
    &["/product", "/products/", "/p/", "/dp/", "/item", "/dkp-", "/محصول", "/منتج"],
    &["/cart", "/basket", "/bag", "/checkout", "/sabad", "/سبد", "/سلة"],
    &["/contact", "/tamas", "/تماس", "/اتصل", "/تواصل"],
    &["/category", "/categories", "/collection", "/shop", "/c/", "/دسته", "/قسم", "/فئة"],
    &["/privacy", "/cookie", "/policies", "/about", "/حریم", "/خصوصية"],
];
/// Addresses that do something when they are asked for.
const ACTING: [&str; 12] = [
    "logout",
    "log-out",
    "signout",
    "sign-out",
    "add-to-cart",
    "add_to_cart",
    "remove",
    "delete",
    "unsubscribe",
    "cancel",
    "action=",
    "/cdn-cgi/",
];
/// What is no page.
const FILES: [&str; 12] = [".pdf", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".zip", ".mp4", ".xml", ".json", ".apk"];

/// Pages to look at after the front page, at most [`PAGES_MAX`] with it.
pub(super) fn choose(front: &Url, links: &[Url]) -> Vec<Url> {
    let mut seen = BTreeSet::from([front.path().to_owned()]);
    let fit: Vec<(String, Url)> = links
        .iter()
        .filter(|link| matches!(link.scheme(), "http" | "https") && is_same_site(link, front))
        .map(|link| (readable(link), without_fragment(link)))
        .filter(|(text, link)| !ACTING.iter().any(|word| text.contains(word)) && seen.insert(link.path().to_owned()))
        .filter(|(_, link)| !FILES.iter().any(|end| link.path().ends_with(end)))
        .collect();
    let of_kind =
        |words: &'static [&str]| fit.iter().filter(move |(text, _)| words.iter().any(|word| text.contains(word))).take(OF_A_KIND);
    let mut chosen: Vec<&Url> = Vec::new();
    for (_, link) in KINDS.into_iter().flat_map(of_kind).chain(&fit) {
        if chosen.len() + 1 < PAGES_MAX && !chosen.contains(&link) {
            chosen.push(link);
        }
    }
    chosen.into_iter().cloned().collect()
}

/// Path and query in small letters.
fn readable(link: &Url) -> String {
    decoded(&format!("{}?{}", link.path(), link.query().unwrap_or_default())).to_lowercase()
}

/// With the letters that were written as percent signs.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let escaped = after.get(..2).filter(|_| first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = escaped.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn without_fragment(link: &Url) -> Url {
    let mut link = link.clone();
    link.set_fragment(None);
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(links: &[&str]) -> Vec<String> {
        let front = Url::parse("https://www.noor.example/").unwrap();
        let links: Vec<Url> = links.iter().map(|link| front.join(link).unwrap()).collect();
        choose(&front, &links).iter().map(|link| link.path().to_owned()).collect()
    }

    #[test]
    fn a_page_of_each_kind_comes_first() {
        let found = chosen(&[
            "/news/1",
            "/product/1",
            "/product/2",
            "/product/3",
            "/cart",
            "/contact-us",
            "/category/x",
            "/privacy",
            "/سبد-خرید",
        ]);
        let start = ["/product/1", "/product/2", "/cart"].map(str::to_owned);
        assert!(found.starts_with(&start), "{found:?}");
        assert_eq!(found.len(), 9, "what is left fills the rest");
    }

    #[test]
    fn nothing_that_acts_and_nothing_elsewhere() {
        let found = chosen(&[
            "/logout",
            "/cart?action=empty",
            "/cart/add-to-cart/7",
            "/%4Cogout",
            "/catalogue.pdf",
            "https://other.example/product/1",
            "mailto:hello@noor.example",
            "javascript:void(0)",
            "/",
            "/#top",
            "/a#one",
            "/a?x=1",
        ]);
        assert_eq!(found, ["/a"]);
    }

    #[test]
    fn ten_pages_with_the_front_page() {
        let links: Vec<String> = (0..500).map(|n| format!("/product/{n}")).collect();
        assert_eq!(chosen(&links.iter().map(String::as_str).collect::<Vec<_>>()).len(), PAGES_MAX - 1);
    }
}
