//! Encrypted delivery, to Python's aiosmtpd under a certificate of the house.

use crate::outside::{output_of, python, script};
use base::{EmailAddress, Id, id::MessageId};
use capabilities::messaging::{Envelope, SendError, SmtpClient, SmtpConfig, Stage};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

struct Server {
    child: Child,
    port: String,
}

impl Server {
    fn start(mode: &str, folder: &Path) -> Self {
        let mut child = python()
            .unwrap()
            .arg(script("smtp_tls_server.py"))
            .arg(mode)
            .arg(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut port = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut port).unwrap();
        Self { child, port: port.trim().to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn send(url: &str) -> Result<(), SendError> {
    let client = SmtpClient::new(SmtpConfig::parse(url).unwrap()).unwrap();
    let address = EmailAddress::parse("sara@mail.example").unwrap();
    let envelope = Envelope { id: MessageId::from_raw([1; 16]), is_marketing: false, from: &address, to: &address };
    (0..2).try_for_each(|_| client.send(&envelope, b"Subject: x\r\n\r\nhello\r\n").map(drop))
}

#[test]
fn mail_travels_encrypted_or_not_at_all() {
    if python().is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).display().to_string();
    output_of(
        Command::new("openssl")
            .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"])
            .args([
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-addext",
                "basicConstraints=critical,CA:FALSE",
                "-keyout",
                &place("key.pem"),
                "-out",
                &place("cert.pem"),
            ]),
    );
    let ca = place("cert.pem");
    for (mode, scheme, options) in
        [("starttls", "smtp", "tls=required&"), ("starttls", "smtp", "tls=starttls&"), ("implicit", "smtps", "")]
    {
        let server = Server::start(mode, folder.path());
        let port = &server.port;
        assert_eq!(send(&format!("{scheme}://user:p%40ss@localhost:{port}?{options}ca={ca}")), Ok(()), "{mode} {options}");
        let unknown = send(&format!("{scheme}://user:p%40ss@localhost:{port}?{options}"));
        assert!(
            matches!(&unknown, Err(SendError::Temporary { code: None, stage: Stage::Connect, text }) if text.contains("certificate")),
            "an unknown certificate stops the mail: {unknown:?}"
        );
        let wrong = send(&format!("{scheme}://user:wrong@localhost:{port}?{options}ca={ca}"));
        assert!(matches!(wrong, Err(SendError::Temporary { code: Some(535), stage: Stage::Connect, .. })), "{wrong:?}");
    }
    let missing = SmtpClient::new(SmtpConfig::parse("smtps://h?ca=/nowhere.pem").unwrap()).err().unwrap().to_string();
    assert!(missing.contains("/nowhere.pem could not be read"), "{missing}");
}
