//! HTTP/1.1 over one kept-alive connection: enough to ask our own server, and cheap enough to load it.

use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of this name, which is in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A connection that is used for one request after another.
pub struct Connection {
    stream: BufReader<TcpStream>,
    host: SocketAddr,
}

impl Connection {
    pub fn open(host: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect_timeout(&host, Duration::from_secs(5))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_mins(1)))?;
        Ok(Self { stream: BufReader::new(stream), host })
    }

    /// Sends bytes that are a whole request already.
    pub fn send(&mut self, request: &[u8]) -> io::Result<Answer> {
        self.stream.get_mut().write_all(request)?;
        self.read_answer()
    }

    pub fn get(&mut self, path: &str, headers: &[(&str, &str)]) -> io::Result<Answer> {
        let head = head("GET", path, self.host, headers);
        self.send(format!("{head}\r\n").as_bytes())
    }

    pub fn post_form(&mut self, path: &str, headers: &[(&str, &str)], fields: &[(&str, &str)]) -> io::Result<Answer> {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
        let body = pairs.join("&");
        let head = head("POST", path, self.host, headers);
        let kind = "content-type: application/x-www-form-urlencoded";
        self.send(format!("{head}{kind}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).as_bytes())
    }

    fn read_answer(&mut self) -> io::Result<Answer> {
        let start = self.line()?;
        let status = start.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(|| bad(&start))?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut answer = Answer { status, headers, body: Vec::new() };
        if answer.header("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
            answer.body = self.chunks()?;
        } else if status != 204 && status != 304 {
            let length = answer.header("content-length").and_then(|value| value.parse().ok()).unwrap_or(0);
            answer.body = self.exactly(length)?;
        }
        Ok(answer)
    }

    fn chunks(&mut self) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self.line()?;
            let length = usize::from_str_radix(line.split(';').next().unwrap_or("").trim(), 16).map_err(|_| bad(&line))?;
            body.extend(self.exactly(length)?);
            self.line()?;
            if length == 0 {
                return Ok(body);
            }
        }
    }

    fn exactly(&mut self, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the server closed the connection"));
        }
        Ok(line.trim_end().to_owned())
    }
}

fn bad(line: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("not an HTTP answer: {line}"))
}

fn head(method: &str, path: &str, host: SocketAddr, headers: &[(&str, &str)]) -> String {
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\n");
    for (name, value) in headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    head
}

/// One request on a connection of its own.
pub fn get(host: SocketAddr, path: &str) -> io::Result<Answer> {
    Connection::open(host)?.get(path, &[("connection", "close")])
}

/// As the value of an HTML form's field.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(char::from(byte)),
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}

/// The value of `Authorization` for a Segment write key: the key as the user, no password.
pub fn basic(key: &str) -> String {
    format!("Basic {}", base64(format!("{key}:").as_bytes()))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= group.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

/// A sample of a Prometheus page: the sum of every series of this name.
pub fn metric(page: &str, name: &str) -> Option<f64> {
    let values: Vec<f64> = series(page, name).map(|(_, value)| value).collect();
    (!values.is_empty()).then(|| values.iter().sum())
}

/// Every series of this name, with its labels as written.
pub fn series<'a>(page: &'a str, name: &'a str) -> impl Iterator<Item = (&'a str, f64)> {
    page.lines().filter_map(move |line| {
        let rest = line.strip_prefix(name)?;
        let (labels, value) = if rest.starts_with('{') { rest.rsplit_once(' ')? } else { ("", rest.strip_prefix(' ')?) };
        Some((labels, value.trim().parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn base64_pads() {
        assert_eq!(base64(b"key:"), "a2V5Og==");
        assert_eq!(base64(b"abc"), "YWJj");
        assert_eq!(base64(b"ab"), "YWI=");
    }

    #[test]
    fn a_form_is_escaped() {
        assert_eq!(escaped("a b@c&é"), "a%20b%40c%26%C3%A9");
    }

    #[test]
    fn metrics_are_summed_over_labels() {
        let page = "# HELP lag x\nlag{projection=\"a b\"} 3\nlag{projection=\"c\"} 4\nlag_other 9\nplain 2.5\n";
        assert_eq!(metric(page, "lag"), Some(7.0));
        assert_eq!(metric(page, "plain"), Some(2.5));
        assert_eq!(metric(page, "none"), None);
    }

    #[test]
    fn both_kinds_of_body_are_read_from_one_connection() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let answers = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none\
                           HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n3\r\ntwo\r\n0\r\n\r\n";
            stream.write_all(answers.as_bytes()).unwrap();
            let mut sink = Vec::new();
            let _ = stream.read_to_end(&mut sink);
        });
        let mut connection = Connection::open(host).unwrap();
        let first = connection.get("/a", &[]).unwrap();
        assert_eq!((first.status, first.text().as_str()), (200, "one"));
        let second = connection.get("/b", &[]).unwrap();
        assert_eq!((second.status, second.text().as_str()), (503, "two"));
        drop(connection);
        server.join().unwrap();
    }
}
