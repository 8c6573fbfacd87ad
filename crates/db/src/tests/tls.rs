//! TLS to a real server. The run names the authority of the test cluster's certificate, which is for `localhost` alone.

use crate::{Db, Error, Location, TestDb};
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::PathBuf;

/// Signs nothing here.
const SOMEBODY_ELSE: &str = "-----BEGIN CERTIFICATE-----
MIIBhzCCAS2gAwIBAgIUOy0W32yk2Uh8rloZ0Kt8kPnsz0AwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNU29tZWJvZHkgZWxzZTAgFw0yNjExMjIwNDMzMDRaGA8yMTI2
MTAyOTA0MzMwNFowGDEWMBQGA1UEAwwNU29tZWJvZHkgZWxzZTBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABGelcRXWnWc4seLAk3RUt3kuM7wmaTEvWhAJfHboG1I6
zcfZ5ajyzejiZsRItUvpPZT3n7EdvxkdIOib5HK9LgyjUzBRMB0GA1UdDgQWBBQC
S3Q1X+ee2+53A5sUOMhDrGHxDzAfBgNVHSMEGDAWgBQCS3Q1X+ee2+53A5sUOMhD
rGHxDzAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQDU54YrNwoi
zquJi1GwuPR5L8ZOFS2nIpCPhi94Aq/rZgIgap4SOSZKBDgPFM7u2v2JO8qB5KoA
yt8OijZSoNolY/g=
-----END CERTIFICATE-----
";

/// Whether the connection that this URL leads to is encrypted.
fn is_encrypted(url: &str) -> Result<bool, Error> {
    let db = Db::open(&Location::Url(url.to_owned()))?;
    let sql = "SELECT CAST(CAST(ssl AS INT) AS BIGINT) FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    db.record.read(|tx| tx.query_one(sql, &[], |row| row.get(0)))
}

fn refusal(url: &str) -> String {
    match is_encrypted(url) {
        Ok(encrypted) => panic!("connected, encrypted: {encrypted}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_way_to_the_server_is_as_private_as_the_url_says() {
    let Some(authority) = std::env::var_os("AMANA_TEST_POSTGRES_AUTHORITY").map(PathBuf::from) else { return };
    let test = TestDb::new();
    let Location::Url(url) = &test.location else { return };
    let (by_name, by_number) = (url.replace("127.0.0.1", "localhost"), url.clone());
    let signed = format!("sslrootcert={}", authority.display());
    let own = format!("sslrootcert={}", authority.with_file_name("server.pem").display());
    let other = test.folder.path().join("other.pem");
    std::fs::write(&other, SOMEBODY_ELSE).unwrap();
    let other = format!("sslrootcert={}", other.display());

    assert_eq!(is_encrypted(&by_number), Ok(false), "this machine is spoken to in clear");
    assert_eq!(is_encrypted(&format!("{by_number}?sslmode=disable")), Ok(false));
    for encrypted in [
        format!("{by_number}?sslmode=prefer"),
        format!("{by_number}?sslmode=no-verify"),
        format!("{by_number}?sslmode=verify-ca&{signed}"),
        format!("{by_number}?sslmode=verify-ca&{own}"),
        format!("{by_name}?{signed}"),
        format!("{by_name}?sslmode=require&{signed}"),
        format!("{by_name}?sslmode=verify-full&{signed}"),
        format!("{by_name}?sslmode=verify-full&{own}"),
    ] {
        assert_eq!(is_encrypted(&encrypted), Ok(true), "{encrypted}");
    }
    for unknown in ["sslmode=require", "sslmode=verify-full&sslrootcert=system", &other, &format!("sslmode=verify-ca&{other}")] {
        let said = refusal(&format!("{by_name}?{unknown}"));
        assert!(said.contains("signed by nobody who is trusted here"), "{unknown}: {said}");
    }
    for misnamed in [&signed, &own] {
        let said = refusal(&format!("{by_number}?sslmode=require&{misnamed}"));
        assert!(said.contains("for another name"), "{misnamed}: {said}");
    }
}

#[test]
fn a_server_without_tls_gets_no_password() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = [0; 8];
        stream.read_exact(&mut asked).unwrap();
        stream.write_all(b"N").unwrap();
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).unwrap();
        rest
    });
    let said = refusal(&format!("postgres://amana:secret@127.0.0.1:{port}/amana?sslmode=require"));
    assert!(said.contains("does not speak TLS") && said.contains("sslmode=disable"), "{said}");
    assert_eq!(server.join().unwrap(), b"");
}
