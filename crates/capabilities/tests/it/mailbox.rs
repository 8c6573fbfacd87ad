//! A mailbox is looked through, over real sockets, by both protocols; and servers that keep to nothing.

use crate::outside::output_of;
use capabilities::feedback::REPORT_BYTES_MAX;
use capabilities::mailbox::testing::{MailServer, PASSWORD, Script, Speaks, Step, USER, tls};
use capabilities::mailbox::{Listed, MailboxConfig, MailboxError, Session};
use std::process::Command;
use std::time::{Duration, Instant};

const BOTH: [Speaks; 2] = [Speaks::Imap, Speaks::Pop3];
const LETTER: &str = "Subject: one\r\n\r\n.hidden\r\n..\r\n.\r\nend\r\n";

fn server(speaks: Speaks, script: Script) -> MailServer {
    MailServer::start(speaks, script).unwrap()
}

fn config(url: &str) -> MailboxConfig {
    MailboxConfig { patience: Duration::from_millis(600), ..MailboxConfig::parse(url).unwrap() }
}

fn open(url: &str) -> Result<Session, MailboxError> {
    Session::open(&config(url), Instant::now() + Duration::from_secs(5))
}

/// Looks through the mailbox and deletes what is no Subject of two.
fn visit(server: &MailServer, url: &str) -> Result<Vec<Listed>, MailboxError> {
    let mut session = open(url)?;
    let listed = session.letters()?;
    for letter in &listed {
        let bytes = session.read(letter)?.expect("a letter");
        assert!(server.letters().iter().any(|own| own.starts_with(&bytes) && bytes.len() == own.len().min(REPORT_BYTES_MAX)));
        if !bytes.starts_with(b"Subject: two") {
            session.delete(letter)?;
        }
    }
    session.close()?;
    Ok(listed)
}

#[test]
fn letters_are_read_as_they_are_and_go_one_by_one() {
    for speaks in BOTH {
        let server = server(speaks, Script::default());
        server.put(LETTER);
        server.put("Subject: two\r\n\r\nstays\r\n");
        // What is longer than a report is read as far as one is.
        server.put(format!("Subject: three\r\n\r\n{}", format!("{}\r\n", ".".repeat(900)).repeat(800)));
        server.put("");
        let first = visit(&server, &server.url()).unwrap();
        assert_eq!((first.len(), server.letters().len()), (4, 1), "{speaks:?}");
        let second = visit(&server, &server.url()).unwrap();
        assert_eq!(second.iter().map(|letter| &letter.name).collect::<Vec<_>>(), [&first[1].name], "it is called the same");
        assert_eq!(server.faults(), Vec::<String>::new(), "{speaks:?}");
    }
    let server = server(Speaks::Imap, Script::default());
    server.put(LETTER);
    let before = open(&server.url()).unwrap().letters().unwrap();
    server.renew_validity();
    assert_ne!(open(&server.url()).unwrap().letters().unwrap()[0].name, before[0].name, "the folder was made anew");
}

#[test]
fn whoever_offers_less_is_asked_for_less() {
    for without in [vec!["SASL-IR"], vec!["SASL-IR", "AUTH=PLAIN"]] {
        let server = server(Speaks::Imap, Script { without: without.clone(), ..Script::default() });
        server.put(LETTER);
        visit(&server, &server.url()).unwrap();
        assert_eq!((server.letters().len(), server.faults().len()), (0, 0), "{without:?} {:?}", server.faults());
    }
    // With an expunge would go whatever others marked: it is marked, and not listed any more.
    let server = server(Speaks::Imap, Script { without: vec!["UIDPLUS"], ..Script::default() });
    server.put(LETTER);
    visit(&server, &server.url()).unwrap();
    assert_eq!((server.letters().len(), server.count("UID EXPUNGE"), server.faults().len()), (1, 0, 0));
    assert_eq!(visit(&server, &server.url()).unwrap(), []);
}

#[test]
fn what_is_wrong_is_told_apart() {
    let wrong = |speaks: Speaks, step: (&str, &str)| {
        let server = server(speaks, Script::step(step.0, Step::Answer(step.1.as_bytes().to_vec())));
        server.put(LETTER);
        visit(&server, &server.url()).unwrap_err()
    };
    let said = |error: MailboxError| (error.word(), error.said().to_owned());
    for (speaks, command, answer, word) in [
        (Speaks::Imap, "GREETING", "* BYE too many connections\r\n", "unreachable"),
        (Speaks::Imap, "GREETING", "* PREAUTH come in\r\n", "unreadable"),
        (Speaks::Imap, "GREETING", "220 smtp.example ESMTP\r\n", "unreadable"),
        (Speaks::Imap, "SELECT", "TAG NO no such folder\r\n", "folder"),
        (Speaks::Imap, "SELECT", "* 1 EXISTS\r\nTAG OK [READ-ONLY] look\r\n", "folder"),
        (Speaks::Imap, "SELECT", "* 1 EXISTS\r\nTAG OK [READ-WRITE] no validity\r\n", "unreadable"),
        (Speaks::Imap, "SELECT", "* 100001 EXISTS\r\n* OK [UIDVALIDITY 1]\r\nTAG OK done\r\n", "too_many"),
        (Speaks::Imap, "UID SEARCH", "TAG BAD what?\r\n", "refused"),
        (Speaks::Imap, "UID SEARCH", "A99 OK another's\r\n", "unreadable"),
        (Speaks::Imap, "UID FETCH", "* 1 FETCH (UID 1 BODY[]<0> {9999999999}\r\n", "unreadable"),
        (Speaks::Imap, "UID STORE", "TAG NO not yours\r\n", "refused"),
        (Speaks::Pop3, "GREETING", "-ERR busy\r\n", "refused"),
        (Speaks::Pop3, "GREETING", "HTTP/1.1 400 Bad Request\r\n", "unreadable"),
        (Speaks::Pop3, "UIDL", "-ERR unknown command\r\n", "no_names"),
        (Speaks::Pop3, "UIDL", "+OK\r\nnonsense\r\n.\r\n", "unreadable"),
        (Speaks::Pop3, "RETR", "-ERR no such message\r\n", "refused"),
        (Speaks::Pop3, "QUIT", "-ERR some were not deleted\r\n", "refused"),
    ] {
        assert_eq!(wrong(speaks, (command, answer)).word(), word, "{speaks:?} {command} {answer}");
    }
    // A server that repeats what it was told gives nothing away.
    let proof = data_encoding::BASE64.encode(format!("\0{USER}\0{PASSWORD}").as_bytes());
    let (word, words) = said(wrong(Speaks::Imap, ("AUTHENTICATE", &format!("TAG BAD AUTHENTICATE PLAIN {proof}\r\n"))));
    assert!(word == "login" && words.contains("AUTHENTICATE PLAIN") && !words.contains(&proof), "{words}");
    // The server's words, without the address that it was given.
    for speaks in BOTH {
        let server = server(speaks, Script::default());
        let (word, words) = said(open(&server.url().replace("%70%40", "%71%40")).err().unwrap());
        assert!(word == "login" && words.contains("Authentication failed for …") && !words.contains("bounces"), "{words}");
        assert_eq!(open(&server.url().replace("127.0.0.1", "no-such-host.invalid")).err().unwrap().word(), "not_found");
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let nobody = open(&server.url().replace(&server.port().to_string(), &port.to_string())).err().unwrap();
        assert_eq!(nobody.word(), "unreachable");
    }
}

#[test]
fn nobody_keeps_us_waiting_or_fills_the_memory() {
    for (speaks, command) in [
        (Speaks::Imap, "GREETING"),
        (Speaks::Imap, "AUTHENTICATE"),
        (Speaks::Imap, "UID SEARCH"),
        (Speaks::Imap, "UID FETCH"),
        (Speaks::Pop3, "GREETING"),
        (Speaks::Pop3, "PASS"),
        (Speaks::Pop3, "UIDL"),
        (Speaks::Pop3, "RETR"),
    ] {
        for step in [Step::Silence, Step::Drip] {
            let server = server(speaks, Script::step(command, step.clone()));
            server.put(LETTER);
            let from = Instant::now();
            assert_eq!(visit(&server, &server.url()), Err(MailboxError::TooSlow), "{speaks:?} {command} {step:?}");
            assert!(from.elapsed() < Duration::from_secs(3), "{:?}", from.elapsed());
        }
    }
    for (speaks, command, flood) in [
        (Speaks::Imap, "GREETING", "x".repeat(8192)),
        (Speaks::Imap, "UID SEARCH", "* SEARCH 1 2 3\r\n".repeat(500)),
        (Speaks::Imap, "UID FETCH", format!("* 1 FETCH (UID 1 BODY[] {{60000}}\r\n{})\r\n", "y".repeat(60_000))),
        (Speaks::Imap, "UID FETCH", "* 1 FETCH (X (((((((( {3}\r\nabc".to_owned()),
        (Speaks::Imap, "AUTHENTICATE", "* OK [ALERT] again\r\n".repeat(100)),
        (Speaks::Pop3, "PASS", "z".repeat(8192)),
        (Speaks::Pop3, "UIDL", "+OK\r\n1 x\r\n2 y\r\n".to_owned()),
        (Speaks::Pop3, "RETR", format!("+OK\r\n{}", "line\r\n".repeat(1000))),
    ] {
        let server = server(speaks, Script::step(command, Step::Flood(flood.into_bytes())));
        server.put(LETTER);
        let error = visit(&server, &server.url()).unwrap_err();
        assert!(matches!(error.word(), "unreadable" | "too_slow" | "too_many"), "{speaks:?} {command} {error:?}");
    }
    // However many commands it takes, the whole ends.
    let server = server(Speaks::Imap, Script::step("UID FETCH", Step::After(Duration::from_millis(300))));
    for _ in 0..20 {
        server.put(LETTER);
    }
    let mut session = Session::open(&config(&server.url()), Instant::now() + Duration::from_secs(1)).unwrap();
    let listed = session.letters().unwrap();
    let from = Instant::now();
    assert_eq!(listed.iter().try_for_each(|letter| session.read(letter).map(drop)), Err(MailboxError::TooSlow));
    assert!(from.elapsed() < Duration::from_secs(2));
}

#[test]
fn the_password_travels_encrypted_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let (key, certificate) = (folder.path().join("key.pem"), folder.path().join("cert.pem"));
    let mut openssl = Command::new("openssl");
    openssl.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]);
    openssl.args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]);
    openssl.args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"]).arg(&key).arg("-out").arg(&certificate);
    output_of(&mut openssl);
    let ca = certificate.display().to_string();
    let secure = |begins_with_tls| Script { tls: Some(tls(&certificate, &key)), begins_with_tls, ..Script::default() };
    for speaks in BOTH {
        for begins_with_tls in [true, false] {
            let server = server(speaks, secure(begins_with_tls));
            server.put(LETTER);
            visit(&server, &server.encrypted_url(&ca)).unwrap();
            assert_eq!((server.letters().len(), server.faults()), (0, vec![]), "{speaks:?} {begins_with_tls}");
            let stranger = open(&server.encrypted_url("")).err().unwrap();
            assert!(stranger.word() == "insecure" && stranger.said().contains("certificate"), "{stranger:?}");
            let elsewhere = server.encrypted_url(&ca).replace("localhost", "127.0.0.1");
            assert_eq!(open(&elsewhere).err().unwrap().word(), "insecure", "the certificate is another's");
        }
        // Whoever offers no encryption, or takes it out of what is offered, hears no password.
        let plain = server(speaks, Script { without: vec!["STARTTLS", "STLS"], ..secure(false) });
        assert_eq!(open(&plain.encrypted_url(&ca)).err().unwrap().word(), "no_tls");
        assert_eq!(plain.count("LOGIN") + plain.count("AUTHENTICATE") + plain.count("PASS"), 0);
        // What was slipped in before the encryption is not taken for what came after it.
        let (command, answer) = match speaks {
            Speaks::Imap => ("STARTTLS", "TAG OK begin\r\n* OK slipped in\r\n"),
            Speaks::Pop3 => ("STLS", "+OK begin\r\n+OK slipped in\r\n"),
        };
        let between = server(speaks, Script { steps: vec![(command.to_owned(), Step::Answer(answer.into()))], ..secure(false) });
        assert_eq!(open(&between.encrypted_url(&ca)).err().unwrap().word(), "insecure");
    }
    let missing = open("imaps://u:p@localhost?ca=%2Fnowhere.pem").err().unwrap();
    assert!(matches!(missing.word(), "authority" | "unreachable"), "{missing:?}");
}
