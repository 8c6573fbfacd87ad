//! A mailbox on Dovecot, which nobody here wrote, looked through by every way that is offered.

use crate::outside::output_of;
use capabilities::mailbox::{MailboxConfig, Session};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Where `cargo xtask test` provides Dovecot, it says so here; it runs as root, as Dovecot does.
const VARIABLE: &str = "AMANA_TEST_DOVECOT";
const STAYS: &str = "From: sara@mail.example\nSubject: stays\n\n.\n..\nWhen does it come?\n";
const GOES: &str = "Subject: goes\n\n.hidden\n";

struct Dovecot {
    child: Child,
    ports: [u16; 4],
}

impl Dovecot {
    fn start(program: &str, folder: &Path) -> Self {
        let place = |name: &str| folder.join(name).display().to_string();
        let mut openssl = Command::new("openssl");
        openssl.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]);
        openssl.args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]);
        openssl.args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout", &place("key.pem"), "-out", &place("cert.pem")]);
        output_of(&mut openssl);
        let listeners = [(); 4].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
        let ports = listeners.each_ref().map(|listener| listener.local_addr().unwrap().port());
        drop(listeners);
        let [imap, imaps, pop3, pop3s] = ports;
        let root = folder.display();
        let text = format!(
            "base_dir = {root}/run\nlog_path = {root}/log\nprotocols = imap pop3\nlisten = 127.0.0.1\nssl = required\n\
             ssl_cert = <{root}/cert.pem\nssl_key = <{root}/key.pem\nmail_location = maildir:{root}/mail\n\
             passdb {{\n  driver = static\n  args = password=p@ss:w/rd\n}}\n\
             userdb {{\n  driver = static\n  args = uid=nobody gid=nogroup home={root}/home\n}}\n\
             service imap-login {{\n  inet_listener imap {{\n    port = {imap}\n  }}\n  inet_listener imaps {{\n    port = {imaps}\n    ssl = yes\n  }}\n}}\n\
             service pop3-login {{\n  inet_listener pop3 {{\n    port = {pop3}\n  }}\n  inet_listener pop3s {{\n    port = {pop3s}\n    ssl = yes\n  }}\n}}\n"
        );
        std::fs::write(folder.join("dovecot.conf"), text).unwrap();
        let open = std::os::unix::fs::PermissionsExt::from_mode(0o777);
        std::fs::set_permissions(folder, open).unwrap();
        let mut command = Command::new(program);
        let child = command.args(["-F", "-c", &place("dovecot.conf")]).stderr(Stdio::null()).spawn().unwrap();
        let started = Self { child, ports };
        let from = Instant::now();
        while ports.iter().any(|port| TcpStream::connect(("127.0.0.1", *port)).is_err()) {
            assert!(
                from.elapsed() < Duration::from_secs(20),
                "{}",
                std::fs::read_to_string(folder.join("log")).unwrap_or_default()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        started
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        // Its children go with it where it is asked to end, and not where it is killed.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

/// Puts letters where a delivery would.
fn deliver(folder: &Path, letters: &[&str]) {
    for (at, letter) in letters.iter().enumerate() {
        let file = folder.join("mail/new").join(format!("1777896000.M{at}P{}.localhost", std::process::id()));
        std::fs::write(&file, letter).unwrap();
        output_of(Command::new("chown").arg("nobody:nogroup").arg(file));
    }
}

#[test]
fn a_mailbox_on_dovecot_is_looked_through_by_every_way() {
    let Ok(program) = std::env::var(VARIABLE) else { return };
    let folder = tempfile::tempdir().unwrap();
    for name in ["mail/cur", "mail/new", "mail/tmp", "home"] {
        std::fs::create_dir_all(folder.path().join(name)).unwrap();
    }
    output_of(Command::new("chown").args(["-R", "nobody:nogroup"]).arg(folder.path().join("mail")));
    let dovecot = Dovecot::start(&program, folder.path());
    let ca = folder.path().join("cert.pem").display().to_string();
    let [imap, imaps, pop3, pop3s] = dovecot.ports;
    for (scheme, port) in [("imap", imap), ("imaps", imaps), ("pop3", pop3), ("pop3s", pop3s)] {
        deliver(folder.path(), &[STAYS, GOES]);
        let open = |password: &str| {
            let url = format!("{scheme}://bounces%40shop.example:{password}@localhost:{port}?tls=required&ca={ca}");
            Session::open(&MailboxConfig::parse(&url).unwrap(), Instant::now() + Duration::from_secs(20))
        };
        let mut session = open("p%40ss%3Aw%2Frd").unwrap_or_else(|error| panic!("{scheme}: {error}"));
        let listed = session.letters().unwrap();
        assert_eq!(listed.len(), 2, "{scheme}");
        let mut stays = Vec::new();
        for letter in &listed {
            let bytes = session.read(letter).unwrap().unwrap();
            if bytes == GOES.replace('\n', "\r\n").into_bytes() {
                session.delete(letter).unwrap();
            } else {
                assert_eq!(bytes, STAYS.replace('\n', "\r\n").into_bytes(), "{scheme}");
                stays.push(letter.name.clone());
            }
        }
        session.close().unwrap();
        let mut again = open("p%40ss%3Aw%2Frd").unwrap();
        let left = again.letters().unwrap();
        assert_eq!(left.iter().map(|letter| letter.name.clone()).collect::<Vec<_>>(), stays, "{scheme}");
        again.delete(&left[0]).unwrap();
        again.close().unwrap();
        let refused = open("wrong").err().unwrap();
        assert_eq!(refused.word(), "login", "{refused}");
    }
}
