//! Links that tell that they were followed, and a picture that tells that a letter was opened: in advertising alone, and only where
//! its reader lets their messages be counted.
//!
//! Where a link leads stands in it, under our signature: it leads nowhere else, and goes on leading there when the letter is long
//! forgotten. Ways out are left as they are.

use base::Timestamp;
use base::id::MessageId;
use data_encoding::BASE64URL_NOPAD;
use db::{Result, Tx};
use foundation::consent::{Category, CategorySet, Choices, Purpose, Recipient};
use foundation::settings;
use foundation::vault::Keys;
use serde::{Deserialize, Serialize};
use url::Url;

const CLICK_LABEL: &str = "click";
const OPEN_LABEL: &str = "open";
/// Letters of a signed token: an id and its signature.
const TOKEN_LETTERS: usize = 2 * base::id::LETTERS;
/// A longer link stays as it is: mail programs cut what is longer still.
const TARGET_BYTES_MAX: usize = 1_200;
/// What is ours and leads out, or to what is the reader's own, is never followed.
const WAYS_OUT: [&str; 6] = ["/u/", "/p/", "/privacy", "/preferences", "/c/", "/o/"];

/// What the store wants to know of its letters. Nothing, before it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Tracking {
    pub opens: bool,
    pub clicks: bool,
}

impl Tracking {
    const NAME: &'static str = "tracking";

    /// (Record.)
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        Ok(settings::load(tx, Self::NAME)?.unwrap_or_default())
    }

    pub fn save(self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        settings::save(tx, Self::NAME, &self, now)
    }

    pub const fn is_any(self) -> bool {
        self.opens || self.clicks
    }
}

/// Whether it may be known that a customer of these choices opened a letter or followed its links.
pub fn may_track(choices: &Choices, now: Timestamp) -> bool {
    let messages = CategorySet::of(&[Category::Messages]);
    choices.allows(Purpose::Analytics, Recipient::Automation, messages, now).is_some()
}

/// The letter of a link that was followed, and where it leads; `None` where the signature is not ours.
pub fn read_click(keys: &Keys, token: &str) -> Option<(MessageId, Url)> {
    let (signed, target) = token.split_at_checked(TOKEN_LETTERS)?;
    let target = BASE64URL_NOPAD.decode(target.as_bytes()).ok()?;
    let message = keys.read_signed_token(CLICK_LABEL, signed, &target)?;
    Some((message, Url::parse(&String::from_utf8(target).ok()?).ok()?))
}

/// The letter of a picture that was asked for: `TOKEN.gif`.
pub fn read_open(keys: &Keys, file: &str) -> Option<MessageId> {
    keys.read_signed_token(OPEN_LABEL, file.strip_suffix(".gif")?, &[])
}

/// A letter's HTML with what the store may know of it.
pub(super) fn tracked(html: &str, tracking: Tracking, keys: &Keys, base_url: &str, message: MessageId) -> String {
    let base = base_url.trim_end_matches('/');
    let mut out = if tracking.clicks { followed(html, keys, base, message) } else { html.to_owned() };
    if tracking.opens
        && let Some(at) = out.rfind("</body>")
    {
        let token = keys.signed_token(OPEN_LABEL, message, &[]);
        out.insert_str(
            at,
            &format!("<img src=\"{base}/o/{token}.gif\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block\">"),
        );
    }
    out
}

/// Each `href` of an `a` that leads somewhere else leads there by way of us.
fn followed(html: &str, keys: &Keys, base: &str, message: MessageId) -> String {
    let (mut out, mut rest) = (String::with_capacity(html.len() * 2), html);
    while let Some(at) = rest.find("<a ") {
        let (before, tag) = rest.split_at(at);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        out.push_str(before);
        out.push_str(&retold(tag, keys, base, message).unwrap_or_else(|| tag.to_owned()));
        rest = after;
    }
    out + rest
}

fn retold(tag: &str, keys: &Keys, base: &str, message: MessageId) -> Option<String> {
    let (before, link) = tag.split_once(" href=\"")?;
    let (link, after) = link.split_once('"')?;
    let target = link.replace("&amp;", "&");
    let is_web = target.starts_with("https://") || target.starts_with("http://");
    let is_way_out = target.strip_prefix(base).is_some_and(|path| WAYS_OUT.iter().any(|way| path.starts_with(way)));
    if !is_web || is_way_out || target.len() > TARGET_BYTES_MAX || Url::parse(&target).is_err() {
        return None;
    }
    let signed = keys.signed_token(CLICK_LABEL, message, target.as_bytes());
    Some(format!("{before} href=\"{base}/c/{signed}{}\"{after}", BASE64URL_NOPAD.encode(target.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Id as _;

    const BASE: &str = "https://amana.shop.example";
    const ALL: Tracking = Tracking { opens: true, clicks: true };

    fn write(html: &str, tracking: Tracking) -> String {
        tracked(html, tracking, &Keys::from_master(&[1; 32]), &format!("{BASE}/"), MessageId::from_raw([7; 16]))
    }

    fn token_in(html: &str) -> &str {
        html.split("/c/").nth(1).unwrap().split('"').next().unwrap()
    }

    #[test]
    fn a_link_leads_where_it_led_and_says_whose_it_is() {
        let html = write("<body><a class=\"b\" href=\"https://shop.example/a?b=1&amp;c=2\">x</a></body>", ALL);
        let keys = Keys::from_master(&[1; 32]);
        let (message, target) = read_click(&keys, token_in(&html)).unwrap();
        assert_eq!((message, target.as_str()), (MessageId::from_raw([7; 16]), "https://shop.example/a?b=1&c=2"));
        assert!(html.starts_with("<body><a class=\"b\" href=\"https://amana.shop.example/c/") && html.contains(">x</a><img "));
        let file = html.split("/o/").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(read_open(&keys, file), Some(message));
        assert_eq!(write("<body>x</body>", Tracking::default()), "<body>x</body>");
    }

    #[test]
    fn a_link_that_was_changed_leads_nowhere() {
        let html = write("<a href=\"https://shop.example/a\">x</a>", ALL);
        let (keys, token) = (Keys::from_master(&[1; 32]), token_in(&html));
        let evil = format!("{}{}", &token[..TOKEN_LETTERS], BASE64URL_NOPAD.encode(b"https://evil.example/"));
        for forged in ["", "x", "é", &token[1..], &token[..TOKEN_LETTERS], &evil, &format!("{token}A"), &token.to_lowercase()] {
            assert_eq!(read_click(&keys, forged), None, "{forged}");
        }
        assert_eq!(read_click(&Keys::from_master(&[2; 32]), token), None);
        assert_eq!(read_open(&keys, &format!("{}.gif", &token[..TOKEN_LETTERS])), None, "a link is no picture");
    }

    #[test]
    fn ways_out_and_what_is_no_web_address_stay() {
        for link in [
            "https://amana.shop.example/u/token",
            "https://amana.shop.example/p/token",
            "https://amana.shop.example/privacy",
            "https://amana.shop.example/privacy/renew/x",
            "mailto:help@shop.example",
            "tel:+966",
            "#top",
            "",
            "https://",
        ] {
            let html = format!("<a href=\"{link}\">x</a>");
            assert_eq!(write(&html, Tracking { opens: false, clicks: true }), html, "{link}");
        }
        // A letter that is cut, or written otherwise, is left alone and breaks nothing.
        for html in
            ["<a href=\"https://x.example", "<a ", "<a >", "<abbr title=\"https://x.example\">", "<a href='https://x.example'>"]
        {
            assert_eq!(write(html, Tracking { opens: false, clicks: true }), html);
        }
    }
}
