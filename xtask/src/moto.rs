//! An S3 server of our own: PyPI's `moto` behind a check of signatures (`tests/outside/s3_server.py`), on its own port, with one
//! empty bucket, gone when dropped.

use crate::http::Connection;
use crate::paths::free_port;
use crate::process::{Outcome, Running};
use crate::provide::python::Python;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::Stdio;
use std::time::Duration;

const BUCKET: &str = "amana-tests";

/// Running, and reachable at [`Moto::url`].
pub struct Moto {
    _server: Running,
    address: SocketAddr,
}

impl Moto {
    pub fn start() -> Outcome<Self> {
        let python = Python::provide()?;
        let port = free_port()?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut command = python.server("s3_server.py");
        command.arg(port.to_string()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut server = Running::spawn("the S3 server", "TERM", &mut command)?;
        let make = format!("PUT /{BUCKET} HTTP/1.1\r\nhost: {address}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        let ready = || Connection::open(address).and_then(|mut to| to.send(make.as_bytes())).is_ok_and(|made| made.status == 200);
        server.wait_until(Duration::from_mins(1), ready)?;
        Ok(Self { _server: server, address })
    }

    /// The bucket's address.
    pub fn url(&self) -> String {
        format!("http://{}/{BUCKET}", self.address)
    }
}
