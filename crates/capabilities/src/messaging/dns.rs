//! Asks a name server what texts stand under a name: over UDP, and over TCP what does not fit there (RFC 1035, RFC 6891).

use hickory_proto::op::{Edns, Message, Query, ResponseCode};
use hickory_proto::rr::{Name, RData, RecordType};
use std::io::{self, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, UdpSocket};
use std::time::Duration;

const PORT: u16 = 53;
const WITHIN: Duration = Duration::from_secs(3);
const TRIES: usize = 2;
/// What passes every network in one piece.
const UDP_BYTES_MAX: u16 = 1232;
const RESOLV_CONF: &str = "/etc/resolv.conf";

/// A name server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dns(pub SocketAddr);

#[derive(Debug, thiserror::Error)]
pub enum DnsError {
    #[error("no name server is set; set AMANA_DNS_SERVER")]
    NoServer,
    #[error("{0} is no name")]
    Name(String),
    #[error("the name server {0} does not answer ({1})")]
    Unanswered(SocketAddr, String),
    #[error("the name server {0} says {1}")]
    Refused(SocketAddr, ResponseCode),
}

impl Dns {
    /// The one that this machine asks.
    pub fn of_system() -> Option<Self> {
        let text = std::fs::read_to_string(RESOLV_CONF).ok()?;
        let first = text.lines().find_map(|line| line.trim().strip_prefix("nameserver")?.trim().parse::<IpAddr>().ok());
        first.map(|ip| Self(SocketAddr::new(ip, PORT)))
    }

    /// The texts under a name; none where there is no such name.
    pub fn txt(&self, name: &str) -> Result<Vec<String>, DnsError> {
        let mut wanted = Name::from_ascii(name).map_err(|_| DnsError::Name(name.to_owned()))?;
        wanted.set_fqdn(true);
        let mut query = Message::query();
        query.metadata.recursion_desired = true;
        query.add_query(Query::query(wanted, RecordType::TXT));
        let mut edns = Edns::new();
        edns.set_max_payload(UDP_BYTES_MAX);
        query.set_edns(edns);
        let answer = self.ask(&query)?;
        match answer.metadata.response_code {
            ResponseCode::NoError | ResponseCode::NXDomain => {}
            other => return Err(DnsError::Refused(self.0, other)),
        }
        let texts = answer.answers.iter().filter_map(|record| match &record.data {
            RData::TXT(text) => Some(String::from_utf8_lossy(&text.txt_data.concat()).into_owned()),
            _ => None,
        });
        Ok(texts.collect())
    }

    fn ask(&self, query: &Message) -> Result<Message, DnsError> {
        let unanswered = |error: &dyn std::fmt::Display| DnsError::Unanswered(self.0, error.to_string());
        let bytes = query.to_vec().map_err(|error| unanswered(&error))?;
        let mut last = unanswered(&"nothing came");
        for _ in 0..TRIES {
            match self.over_udp(query, &bytes) {
                Ok(answer) if answer.metadata.truncation => {
                    return self.over_tcp(query, &bytes).map_err(|error| unanswered(&error));
                }
                Ok(answer) => return Ok(answer),
                Err(error) => last = unanswered(&error),
            }
        }
        Err(last)
    }

    fn over_udp(&self, query: &Message, bytes: &[u8]) -> io::Result<Message> {
        let any: IpAddr = if self.0.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
        let socket = UdpSocket::bind((any, 0))?;
        // Only what this server sends is heard.
        socket.connect(self.0)?;
        socket.set_read_timeout(Some(WITHIN))?;
        socket.send(bytes)?;
        let mut buffer = [0; 4096];
        let length = socket.recv(&mut buffer)?;
        answer_to(query, buffer.get(..length).unwrap_or_default())
    }

    fn over_tcp(&self, query: &Message, bytes: &[u8]) -> io::Result<Message> {
        let mut stream = TcpStream::connect_timeout(&self.0, WITHIN)?;
        stream.set_read_timeout(Some(WITHIN))?;
        stream.set_write_timeout(Some(WITHIN))?;
        let length = u16::try_from(bytes.len()).map_err(io::Error::other)?;
        stream.write_all(&[&length.to_be_bytes(), bytes].concat())?;
        let mut length = [0; 2];
        stream.read_exact(&mut length)?;
        let mut buffer = vec![0; usize::from(u16::from_be_bytes(length))];
        stream.read_exact(&mut buffer)?;
        answer_to(query, &buffer)
    }
}

/// An answer to this question, and to no other.
fn answer_to(query: &Message, bytes: &[u8]) -> io::Result<Message> {
    let answer = Message::from_vec(bytes).map_err(io::Error::other)?;
    let is_ours = answer.metadata.id == query.metadata.id && answer.queries == query.queries;
    if is_ours { Ok(answer) } else { Err(io::Error::other("it answers another question")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hickory_proto::op::OpCode;
    use hickory_proto::rr::{Record, rdata::TXT};
    use std::net::TcpListener;

    /// A name server of one answer, which is too long for UDP where it is cut.
    fn server(texts: Vec<String>, code: ResponseCode, is_cut: bool, mistakes: u16) -> Dns {
        // A port that is free for the one may be taken for the other.
        let both = || {
            let udp = UdpSocket::bind("127.0.0.1:0").ok()?;
            let tcp = TcpListener::bind(udp.local_addr().ok()?).ok()?;
            Some((udp, tcp))
        };
        let (udp, tcp) = (0..50).find_map(|_| both()).expect("a port that is free for both");
        let address = udp.local_addr().unwrap();
        let answer = move |bytes: &[u8], with: bool| {
            let query = Message::from_vec(bytes).unwrap();
            let mut answer = Message::response(query.metadata.id.wrapping_add(mistakes), OpCode::Query);
            answer.metadata.response_code = code;
            answer.metadata.truncation = !with;
            answer.add_queries(query.queries.clone());
            if with {
                let name = query.queries[0].name().clone();
                for text in &texts {
                    let parts = text.as_bytes().chunks(200).collect();
                    answer.add_answer(Record::from_rdata(name.clone(), 60, RData::TXT(TXT::from_bytes(parts))));
                }
            }
            answer.to_vec().unwrap()
        };
        let again = answer.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok((length, from)) = udp.recv_from(&mut buffer) {
                let _ = udp.send_to(&again(&buffer[..length], !is_cut), from);
            }
        });
        std::thread::spawn(move || {
            for mut stream in tcp.incoming().flatten() {
                let mut length = [0; 2];
                stream.read_exact(&mut length).unwrap();
                let mut bytes = vec![0; usize::from(u16::from_be_bytes(length))];
                stream.read_exact(&mut bytes).unwrap();
                let bytes = answer(&bytes, true);
                stream.write_all(&[&(bytes.len() as u16).to_be_bytes(), bytes.as_slice()].concat()).unwrap();
            }
        });
        Dns(address)
    }

    #[test]
    fn texts_come_whole_over_udp_and_over_tcp() {
        let long = format!("v=DKIM1; k=rsa; p={}", "A".repeat(3000));
        for (texts, is_cut) in [(vec!["v=spf1 -all".to_owned(), "other".to_owned()], false), (vec![long], true)] {
            assert_eq!(server(texts.clone(), ResponseCode::NoError, is_cut, 0).txt("shop.example").unwrap(), texts);
        }
        assert!(server(Vec::new(), ResponseCode::NXDomain, false, 0).txt("shop.example").unwrap().is_empty());
    }

    #[test]
    fn what_goes_wrong_is_said() {
        let refused = server(Vec::new(), ResponseCode::Refused, false, 0).txt("shop.example");
        assert!(matches!(refused, Err(DnsError::Refused(..))), "{refused:?}");
        let other = server(vec!["v=spf1 +all".to_owned()], ResponseCode::NoError, false, 1).txt("shop.example");
        assert!(matches!(other, Err(DnsError::Unanswered(..))), "{other:?}");
        assert!(matches!(Dns(([127, 0, 0, 1], 1).into()).txt(&"a".repeat(70)), Err(DnsError::Name(_))));
    }
}
