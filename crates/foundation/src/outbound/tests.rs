//! Errands to servers of our own, under names of the public internet, and to everywhere that nobody may be sent.

use super::{Answer, Client, Limits, OutboundError, Reach};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use url::Url;

const LIMITS: Limits = Limits { redirects_max: 5, body_bytes_max: 100_000 };
const PATIENCE: Duration = Duration::from_secs(2);

/// Answers each path with what `answer` says of it, whole responses; counts who came.
fn serve(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (address, came) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
    let (counted, answer) = (Arc::clone(&came), Arc::new(answer));
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            counted.fetch_add(1, Ordering::Relaxed);
            let answer = Arc::clone(&answer);
            std::thread::spawn(move || {
                let (mut head, mut byte) = (Vec::new(), [0]);
                while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read > 0) {
                    head.extend(byte);
                }
                let head = String::from_utf8_lossy(&head).into_owned();
                let path = head.split(' ').nth(1).unwrap_or("/");
                let _ = stream.write_all(&answer(path));
                if path == "/slow" {
                    (0..100).for_each(|_| {
                        std::thread::sleep(Duration::from_millis(100));
                        let _ = stream.write_all(b".");
                    });
                }
            });
        }
    });
    (address, came)
}

fn ok(headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn moved(to: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").into_bytes()
}

fn packed(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

fn client(server: SocketAddr) -> Client {
    Client::new("test", LIMITS, Reach { hosts: [("shop.example".to_owned(), server)].into() })
}

fn get(client: &Client, url: &str) -> Result<Answer, OutboundError> {
    client.get(&Url::parse(url).unwrap(), Instant::now() + PATIENCE)
}

#[test]
fn an_answer_comes_with_the_way_to_it() {
    let (server, _) = serve(|path| match path {
        "/" => moved("/home?a=1"),
        _ => ok("set-cookie: a=1\r\nSet-Cookie: b=2\r\n", b"<p>here"),
    });
    let answer = get(&client(server), "http://shop.example/").unwrap();
    let way: Vec<(&str, u16)> = answer.hops().map(|hop| (hop.url.as_str(), hop.status)).collect();
    assert_eq!(way, [("http://shop.example/", 302), ("http://shop.example/home?a=1", 200)]);
    assert_eq!((answer.body.as_slice(), answer.is_whole), (&b"<p>here"[..], true));
    assert_eq!(answer.last.values("set-cookie").collect::<Vec<_>>(), ["a=1", "b=2"]);
}

#[test]
fn nobody_is_sent_to_this_machine_or_its_neighbours() {
    let (server, came) = serve(|_| ok("", b"secret"));
    let client = client(server);
    let (port, mut refused) = (server.port(), Vec::new());
    for url in [
        "http://127.0.0.1/".to_owned(),
        "http://localhost/".to_owned(),
        "http://127.1/".to_owned(),
        "http://2130706433/".to_owned(),
        "http://0x7f000001/".to_owned(),
        "http://0177.0.0.1/".to_owned(),
        "http://[::1]/".to_owned(),
        "http://[::ffff:127.0.0.1]/".to_owned(),
        "http://[64:ff9b::7f00:1]/".to_owned(),
        "http://10.0.0.1/".to_owned(),
        "http://192.168.1.1/".to_owned(),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "https://100.100.100.200/".to_owned(),
        "http://0.0.0.0/".to_owned(),
        "http://[fd00:ec2::254]/".to_owned(),
        "http://[fe80::1]/".to_owned(),
    ] {
        let error = get(&client, &url).unwrap_err();
        assert!(matches!(error, OutboundError::NotPublic(_)), "{url}: {error:?}");
        refused.push(url);
    }
    // What can be seen without a look at any name.
    for url in [
        format!("http://127.0.0.1:{port}/"),
        format!("http://shop.example:{port}/"),
        "http://shop.example:22/".to_owned(),
        "http://user@shop.example/".to_owned(),
        "http://user:password@shop.example/".to_owned(),
        "ftp://shop.example/".to_owned(),
        "file:///etc/passwd".to_owned(),
        "gopher://shop.example/".to_owned(),
        "data:text/html,hello".to_owned(),
    ] {
        let error = get(&client, &url).unwrap_err();
        assert!(matches!(error, OutboundError::Refused(_)), "{url}: {error:?}");
    }
    assert_eq!(came.load(Ordering::Relaxed), 0, "nobody came");
}

#[test]
fn a_redirect_is_an_errand_of_its_own() {
    let (inside, came) = serve(|_| ok("", b"secret"));
    let (server, _) = serve(move |path| match path {
        "/machine" => moved("http://127.0.0.1/"),
        "/port" => moved(&format!("http://127.0.0.1:{}/", inside.port())),
        "/cloud" => moved("//169.254.169.254/latest/"),
        "/file" => moved("file:///etc/passwd"),
        "/login" => moved("http://a:b@shop.example/"),
        "/loop" => moved("/loop"),
        _ => ok("", b"x"),
    });
    let client = client(server);
    let error = |path: &str| get(&client, &format!("http://shop.example{path}")).unwrap_err().word();
    assert_eq!(["/machine", "/cloud"].map(error), ["not_public"; 2]);
    assert_eq!(["/port", "/file", "/login"].map(error), ["refused"; 3]);
    assert_eq!(error("/loop"), "too_many_redirects");
    assert_eq!(came.load(Ordering::Relaxed), 0, "nobody came");
}

#[test]
fn bodies_end_at_the_limit_packed_or_not() {
    let (server, _) = serve(|path| match path {
        "/huge" => ok("", &vec![b'a'; 10_000_000]),
        // A thousand bytes to a byte.
        "/bomb" => ok("content-encoding: gzip\r\n", &packed(&vec![0; 50_000_000])),
        "/packed" => ok("content-encoding: gzip\r\n", &packed(b"hello")),
        "/otherwise" => ok("content-encoding: br\r\n", b"hello"),
        _ => ok("content-encoding: gzip\r\n", b"not packed at all"),
    });
    let client = client(server);
    for path in ["/huge", "/bomb"] {
        let answer = get(&client, &format!("http://shop.example{path}")).unwrap();
        assert_eq!((answer.body.len() as u64, answer.is_whole), (LIMITS.body_bytes_max, false), "{path}");
    }
    assert_eq!(get(&client, "http://shop.example/packed").unwrap().body, b"hello");
    for path in ["/broken", "/otherwise"] {
        assert_eq!(get(&client, &format!("http://shop.example{path}")).unwrap_err().word(), "unreadable");
    }
}

#[test]
fn who_answers_drop_by_drop_is_left() {
    let (server, _) = serve(|_| b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n".to_vec());
    let from = Instant::now();
    assert_eq!(get(&client(server), "http://shop.example/slow").unwrap_err().word(), "too_slow");
    assert!(from.elapsed() < PATIENCE * 2, "{:?}", from.elapsed());
}

#[test]
fn what_is_not_there_is_said() {
    let client = Client::new("test", LIMITS, Reach::default());
    assert_eq!(get(&client, "http://no-such-host.invalid/").unwrap_err().word(), "not_found");
    let (server, _) = serve(|_| b"what?\r\n\r\n".to_vec());
    let here = self::client(server);
    assert_eq!(get(&here, "http://shop.example/").unwrap_err().word(), "unreadable");
}
