//! What the addresses of mail servers have in common, of those that mail is handed to and of those that it is fetched from.

/// Which part can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartError {
    Host,
    Port,
    Login,
}

/// User and password, parted by a colon and percent-encoded.
pub(crate) fn login(text: &str) -> Result<(String, String), PartError> {
    let (user, password) = text.split_once(':').ok_or(PartError::Login)?;
    let part = |text: &str| percent_decoded(text).filter(|text| !text.is_empty() && !text.chars().any(char::is_control));
    part(user).zip(part(password)).ok_or(PartError::Login)
}

/// A host, with or without its port.
pub(crate) fn place(text: &str) -> Result<(String, Option<u16>), PartError> {
    let (host, port) = if let Some((six, after)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let six = six.parse::<std::net::Ipv6Addr>().map_err(|_| PartError::Host)?;
        (six.to_string(), if after.is_empty() { None } else { Some(after.strip_prefix(':').ok_or(PartError::Host)?) })
    } else {
        let (host, port) = text.split_once(':').map_or((text, None), |(host, port)| (host, Some(port)));
        if !is_host_name(host) {
            return Err(PartError::Host);
        }
        (host.to_ascii_lowercase(), port)
    };
    let port = port.map(|port| port.parse().ok().filter(|port| *port > 0).ok_or(PartError::Port)).transpose()?;
    Ok((host, port))
}

pub(crate) fn is_host_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= 253 && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
}

/// Whether it is this machine: nobody listens in between.
pub(crate) fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&b, after)) = rest.split_first() {
        rest = after;
        if b != b'%' {
            bytes.push(b);
            continue;
        }
        let hex = std::str::from_utf8(rest.get(..2)?).ok().filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))?;
        bytes.push(u8::from_str_radix(hex, 16).ok()?);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}
