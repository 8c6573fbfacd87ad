//! Clients that are slow, greedy or broken, and a stop in the middle of it all.

use crate::loads::Load;
use crate::looks;
use crate::support::{Home, Http, Program, eventually, tell};
use serde_json::json;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

/// A polite client gets its answer meanwhile.
#[track_caller]
fn others_are_served(program: &Program, within: Duration) {
    let start = Instant::now();
    let answer = program.get("/healthz").expect("an answer");
    assert_eq!(answer.status, 200);
    assert!(start.elapsed() < within, "others waited for {:?}", start.elapsed());
}

#[test]
fn a_head_of_a_megabyte_is_refused() {
    let home = Home::new();
    let program = home.serve();
    let mut client = Http::open(program.address).unwrap();
    let head = format!("GET /healthz HTTP/1.1\r\nhost: amana\r\nx-long: {}\r\n\r\n", "a".repeat(1 << 20));
    // The answer may come, and the connection go, before all of it is written.
    let _ = client.write(head.as_bytes());
    if let Ok(answer) = client.answer() {
        assert!([431, 400].contains(&answer.status), "{answer:?}");
    }
    others_are_served(&program, Duration::from_secs(2));
}

/// Sends a byte now and then until the other side has had enough; gives what it answered and when.
fn dribble(program: &Program, start: &str, byte: u8) -> (String, Duration) {
    let mut stream = TcpStream::connect(program.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(250))).unwrap();
    stream.write_all(start.as_bytes()).unwrap();
    let begun = Instant::now();
    let (mut answer, mut buffer) = (Vec::new(), [0; 1024]);
    while begun.elapsed() < Duration::from_secs(40) {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => answer.extend_from_slice(&buffer[..read]),
            Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {}
            Err(_) => break,
        }
        if answer.is_empty() && stream.write_all(&[byte]).is_err() {
            break;
        }
        if !answer.is_empty() {
            break;
        }
    }
    (String::from_utf8_lossy(&answer).into_owned(), begun.elapsed())
}

#[test]
fn a_client_that_dribbles_is_cut_off() {
    let home = Home::new();
    let key = home.key("server");
    let program = home.serve();
    let body =
        format!("POST /v1/batch HTTP/1.1\r\nhost: amana\r\nauthorization: Bearer {key}\r\ncontent-length: 400000\r\n\r\n{{");
    std::thread::scope(|scope| {
        let head = scope.spawn(|| dribble(&program, "GET /healthz HTTP/1.1\r\nx-slow: ", b'a'));
        let body = scope.spawn(|| dribble(&program, &body, b' '));
        others_are_served(&program, Duration::from_secs(2));
        let (answer, took) = head.join().unwrap();
        assert!(answer.is_empty() || answer.contains("408"), "{answer}");
        assert!((9..15).contains(&took.as_secs()), "the head was cut after {took:?}");
        let (answer, took) = body.join().unwrap();
        assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
        assert!((19..26).contains(&took.as_secs()), "the body was cut after {took:?}");
    });
}

#[test]
fn half_a_gzip_is_refused_whole() {
    let home = Home::new();
    let key = home.key("server");
    let program = home.serve();
    let text = json!({"batch": [{"type": "track", "userId": "sara", "event": "Letter Read", "properties": {"mark": "half"}}]})
        .to_string();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(text.as_bytes()).unwrap();
    let whole = packer.finish().unwrap();
    let head = format!("authorization: Bearer {key}\r\ncontent-encoding: gzip\r\n");
    let mut client = Http::open(program.address).unwrap();
    let answer = client.post("/v1/batch", &head, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(answer.status, 400, "{}", answer.body);
    assert!(answer.body.contains("bad_gzip"), "{}", answer.body);
    assert_eq!(client.post("/v1/batch", &head, &whole).unwrap().status, 200);
    assert_eq!(looks::marks(&home.db()).len(), 1);
}

#[test]
fn thousands_of_idle_connections_hold_up_nobody_for_long() {
    // Both this process, and the program after it, need a descriptor a connection.
    let me = std::process::id().to_string();
    let raised = Command::new("prlimit").args(["--pid", &me, "--nofile=12000:"]).status().is_ok_and(|status| status.success());
    let most = if raised { 5_000 } else { 500 };
    let home = Home::new();
    let program = home.serve();
    let idle: Vec<TcpStream> =
        (0..most).map_while(|_| TcpStream::connect_timeout(&program.address, Duration::from_secs(15)).ok()).collect();
    assert_eq!(idle.len(), most, "of {most} connections");
    if !raised {
        tell(&format!("only {most} connections: more descriptors are not allowed here"));
    }
    others_are_served(&program, Duration::from_secs(13));
    drop(idle);
    others_are_served(&program, Duration::from_secs(12));
    others_are_served(&program, Duration::from_secs(1));
    program.stop();
}

#[test]
fn a_stop_under_load_answers_what_it_accepted() {
    let home = Home::new();
    let key = home.key("server");
    let mut program = home.serve();
    let load = Load::start(program.address, &key, 3, Duration::from_millis(5));
    eventually("events are taken", Duration::from_secs(20), || (load.acknowledged() > 20).then_some(()));

    // A request that is half said when the signal comes.
    let text = json!({"batch": [{"type": "track", "userId": "late", "event": "Letter Read"}]}).to_string();
    let (one, two) = text.split_at(text.len() / 2);
    let mut late = Http::open(program.address).unwrap();
    let head = format!(
        "POST /v1/batch HTTP/1.1\r\nhost: amana\r\nauthorization: Bearer {key}\r\ncontent-length: {}\r\n\r\n",
        text.len()
    );
    late.write(format!("{head}{one}").as_bytes()).unwrap();
    others_are_served(&program, Duration::from_secs(5));
    program.signal("TERM");
    let refused = || program.get("/readyz").map_or(true, |answer| answer.status == 503);
    eventually("nobody new is let in", Duration::from_secs(3), || refused().then_some(()));
    late.write(two.as_bytes()).unwrap();
    assert_eq!(late.answer().expect("what was accepted is answered").status, 200);
    assert_eq!(program.ended(Duration::from_secs(10)), Some(0), "{}", program.said());

    let program = home.serve();
    load.moved_to(program.address);
    let sent = load.finish();
    looks::assert_all_there_once(&home.db(), &sent);
    program.stop();
}

#[test]
fn a_client_that_never_ends_its_request_does_not_hold_up_the_stop() {
    let home = Home::new();
    let program = home.serve();
    let mut slow = TcpStream::connect(program.address).unwrap();
    slow.write_all(b"POST /v1/batch HTTP/1.1\r\nhost: amana\r\ncontent-length: 1000\r\n\r\n{").unwrap();
    others_are_served(&program, Duration::from_secs(5));
    program.stop();
}
