//! What receivers look up of the domain that mail is from: who may send for it (SPF, RFC 7208), its signature's key (DKIM, RFC 6376),
//! and what to do with what is neither (DMARC, RFC 7489).

use super::dns::DnsError;
use super::marks::Vendor;

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DnsRecord {
    Spf,
    Dkim,
    /// The key of the second signature (RFC 8463).
    DkimEd25519,
    Dmarc,
}

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    Good,
    Missing,
    /// Of which receivers heed none.
    Several,
    /// It lets anybody send.
    Open,
    /// Another key than ours.
    Other,
    /// It could not be looked up.
    Unknown,
}

/// One record, looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedRecord {
    pub record: DnsRecord,
    pub published: Published,
    /// Where it stands, or should.
    pub name: String,
    /// What should stand there.
    pub wanted: String,
}

/// Whose servers hand the mail over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SentBy {
    Vendor(Vendor),
    /// Mail servers by their names.
    Servers(Vec<String>),
}

impl DnsRecord {
    /// As everybody writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Spf => "SPF",
            Self::Dkim => "DKIM",
            Self::DkimEd25519 => "DKIM (Ed25519)",
            Self::Dmarc => "DMARC",
        }
    }
}

impl Published {
    /// The last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Missing => "missing",
            Self::Several => "several",
            Self::Open => "open",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }
}

/// Looks up what is published of a domain. `dkim` is the name and the text of the record of each of our own keys.
pub fn check_domain(
    look_up: impl Fn(&str) -> Result<Vec<String>, DnsError>,
    domain: &str,
    dkim: Vec<(String, String)>,
    sent_by: &SentBy,
) -> Vec<CheckedRecord> {
    let checked = |record, name: String, wanted, published: Result<Published, DnsError>| {
        let published = published.unwrap_or_else(|error| {
            tracing::warn!(%error, name, "a record can't be looked up");
            Published::Unknown
        });
        CheckedRecord { record, published, name, wanted }
    };
    let spf = look_up(domain).map(|texts| spf(&texts));
    let mut all = vec![checked(DnsRecord::Spf, domain.to_owned(), wanted_spf(sent_by), spf)];
    for (name, wanted) in dkim {
        let record = if kind_of(&wanted) == "ed25519" { DnsRecord::DkimEd25519 } else { DnsRecord::Dkim };
        let published = look_up(&name).map(|texts| key(&texts, &wanted));
        all.push(checked(record, name, wanted, published));
    }
    let name = format!("_dmarc.{domain}");
    let wanted = format!("v=DMARC1; p=none; rua=mailto:postmaster@{domain}");
    all.push(checked(DnsRecord::Dmarc, name, wanted, dmarc(&look_up, domain)));
    all
}

fn spf(texts: &[String]) -> Published {
    let is_spf = |text: &&String| {
        let text = text.to_ascii_lowercase();
        text == "v=spf1" || text.starts_with("v=spf1 ")
    };
    let mut found = texts.iter().filter(is_spf);
    let (Some(first), more) = (found.next(), found.next()) else { return Published::Missing };
    if more.is_some() {
        return Published::Several;
    }
    let text = first.to_ascii_lowercase();
    let says_who_not = |term: &str| matches!(term, "-all" | "~all") || term.starts_with("redirect=");
    if text.split_whitespace().any(says_who_not) { Published::Good } else { Published::Open }
}

fn key(texts: &[String], wanted: &str) -> Published {
    let ours = key_of(wanted);
    let mut published = texts.iter().filter_map(|text| key_of(text)).peekable();
    if published.peek().is_none() {
        return Published::Missing;
    }
    if published.any(|key| Some(key) == ours) { Published::Good } else { Published::Other }
}

/// Its kind and its letters.
fn key_of(text: &str) -> Option<(&str, String)> {
    tag(text, "p").map(|key| (kind_of(text), key.split_whitespace().collect()))
}

/// What kind of key a record holds; one that does not say holds an RSA key (RFC 6376 §3.6.1).
fn kind_of(text: &str) -> &str {
    tag(text, "k").unwrap_or("rsa")
}

fn tag<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.split(';').filter_map(|part| part.split_once('=')).find(|(tag, _)| tag.trim() == name).map(|(_, value)| value.trim())
}

/// Of a domain within another one the outer one's counts where there is none.
fn dmarc(look_up: &impl Fn(&str) -> Result<Vec<String>, DnsError>, domain: &str) -> Result<Published, DnsError> {
    let mut at = Some(domain);
    while let Some(domain) = at.filter(|domain| domain.contains('.')) {
        let texts = look_up(&format!("_dmarc.{domain}"))?;
        let count = texts.iter().filter(|text| text.trim_start().to_ascii_lowercase().starts_with("v=dmarc1")).count();
        match count {
            0 => at = domain.split_once('.').map(|(_, outer)| outer),
            1 => return Ok(Published::Good),
            _ => return Ok(Published::Several),
        }
    }
    Ok(Published::Missing)
}

fn wanted_spf(sent_by: &SentBy) -> String {
    let of_server = |host: &String| match host.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(ip)) => format!("ip4:{ip}"),
        Ok(std::net::IpAddr::V6(ip)) => format!("ip6:{ip}"),
        Err(_) => format!("a:{host}"),
    };
    let who = match sent_by {
        SentBy::Vendor(Vendor::Ses | Vendor::Resend) => "include:amazonses.com".to_owned(),
        SentBy::Vendor(Vendor::SendGrid) => "include:sendgrid.net".to_owned(),
        SentBy::Vendor(Vendor::Postmark) => "include:spf.mtasv.net".to_owned(),
        SentBy::Vendor(Vendor::Mailgun) => "include:mailgun.org".to_owned(),
        SentBy::Servers(hosts) => hosts.iter().map(of_server).collect::<Vec<_>>().join(" "),
    };
    format!("v=spf1 {who} ~all")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(all: &[&str]) -> Vec<String> {
        all.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn spf_says_who_may_send_once() {
        for (published, state) in [
            (&["v=spf1 include:x.example -all", "google-site-verification=1"][..], Published::Good),
            (&["V=SPF1 redirect=_spf.x.example"], Published::Good),
            (&["v=spf1 a"], Published::Open),
            (&["v=spf1 +all"], Published::Open),
            (&["v=spf1 -all", "v=spf1 a -all"], Published::Several),
            (&["v=spf10 -all", "x"], Published::Missing),
            (&[], Published::Missing),
        ] {
            assert_eq!(spf(&texts(published)), state, "{published:?}");
        }
    }

    #[test]
    fn the_key_that_is_published_is_ours() {
        let ours = "v=DKIM1; k=rsa; p=QUJD";
        assert_eq!(key(&texts(&["v=DKIM1; k=rsa; p=QU JD"]), ours), Published::Good);
        assert_eq!(key(&texts(&["v=DKIM1; p=WFla"]), ours), Published::Other);
        assert_eq!(key(&texts(&["v=DKIM1; p="]), ours), Published::Other);
        assert_eq!(key(&texts(&["hello"]), ours), Published::Missing);
        // Receivers would take it for an RSA key.
        let ours = "v=DKIM1; k=ed25519; p=QUJD";
        assert_eq!(key(&texts(&["v=DKIM1; p=QUJD"]), ours), Published::Other);
        assert_eq!(key(&texts(&["v=DKIM1;k=ed25519;p=QUJD"]), ours), Published::Good);
    }

    #[test]
    fn the_policy_of_the_outer_domain_counts() {
        let look_up = |name: &str| -> Result<Vec<String>, DnsError> {
            match name {
                "_dmarc.shop.example" => Ok(texts(&["v=DMARC1; p=reject"])),
                "_dmarc.broken.example" => Err(DnsError::NoServer),
                _ => Ok(Vec::new()),
            }
        };
        let by = SentBy::Servers(vec!["mail.shop.example".to_owned(), "192.0.2.7".to_owned()]);
        let all = check_domain(look_up, "news.shop.example", Vec::new(), &by);
        assert_eq!(all.iter().map(|one| one.published).collect::<Vec<_>>(), [Published::Missing, Published::Good]);
        assert_eq!(all[0].wanted, "v=spf1 a:mail.shop.example ip4:192.0.2.7 ~all");
        assert_eq!(check_domain(look_up, "broken.example", Vec::new(), &by)[1].published, Published::Unknown);
        assert_eq!(check_domain(look_up, "other.example", Vec::new(), &by)[1].published, Published::Missing);
    }
}
