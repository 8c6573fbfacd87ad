//! A PostgreSQL cluster of our own: in a temporary folder, on its own port, gone when dropped.

use crate::paths::{Folder, free_port};
use crate::process::{Outcome, Running, because, read};
use crate::provide::debian::{self, Need, is_root, postgres_bin};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const AUTHORITY: &str = "authority.pem";

/// Running, and reachable at [`Cluster::url`].
pub struct Cluster {
    // Dropped in this order: the server stops before its folder goes.
    _server: Running,
    folder: Folder,
    port: u16,
}

impl Cluster {
    /// A new cluster with nothing in it. `fsync` stays on: the tests are about what survives.
    pub fn start() -> Outcome<Self> {
        debian::provide(&[Need::Postgres])?;
        let bin = postgres_bin().ok_or("PostgreSQL's server programs are missing")?;
        let folder = Folder::new("postgres")?;
        if is_root() {
            // `initdb` refuses root.
            read(Command::new("chown").arg("postgres:postgres").arg(folder.path()))?;
        }
        let data = folder.path().join("data");
        read(
            as_postgres(&bin.join("initdb"))
                .current_dir(folder.path())
                .args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"])
                .arg(&data),
        )?;
        certify(folder.path())?;
        let port = free_port()?;
        let server = serve(&bin, folder.path(), &data, port)?;
        Ok(Self { _server: server, folder, port })
    }

    /// As the `postgres` user of the `postgres` database; only the loopback can reach it.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// The certificate of the authority that signed the server's own, which is for `localhost` and not for `127.0.0.1`.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join(AUTHORITY)
    }

    /// What PostgreSQL has said: for a message about a failure.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// What a statement, or several, answer in a database of it: the fields of each row with `|` between.
    pub fn ask(&self, database: &str, sql: &str) -> Outcome<String> {
        let mut psql = self.client("psql", database)?;
        read(psql.args(["-AtX", "-v", "ON_ERROR_STOP=1", "-c", sql])).map(|text| text.trim().to_owned())
    }

    /// One of PostgreSQL's own clients, told where a database of it is.
    pub fn client(&self, program: &str, database: &str) -> Outcome<Command> {
        let mut client = Command::new(postgres_bin().ok_or("PostgreSQL's programs are missing")?.join(program));
        // By the environment, since `-d` means another thing to each of them.
        client.args(["-h", "127.0.0.1", "-U", "postgres", "-p", &self.port.to_string()]).env("PGDATABASE", database);
        Ok(client)
    }

    /// An empty database under this name.
    pub fn database(&self, name: &str) -> Outcome<String> {
        let bin = postgres_bin().ok_or("PostgreSQL's programs are missing")?;
        read(Command::new(bin.join("createdb")).args(["-h", "127.0.0.1", "-U", "postgres", "-p", &self.port.to_string(), name]))?;
        Ok(format!("postgres://postgres@127.0.0.1:{}/{name}", self.port))
    }
}

/// An authority, and a certificate of the server that it signed.
fn certify(folder: &Path) -> Outcome {
    let make = |subject: &str, files: [&str; 4], more: &[&str]| {
        let mut command = as_postgres(Path::new("openssl"));
        command.current_dir(folder).args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]);
        command.args(["-nodes", "-days", "2", "-subj", subject]).args(files).args(more);
        read(&mut command).map(drop)
    };
    make("/CN=Amana tests", ["-keyout", "authority.key", "-out", AUTHORITY], &[])?;
    let of_server = ["-addext", "basicConstraints=critical,CA:FALSE", "-addext", "subjectAltName=DNS:localhost"];
    let signed_by = ["-CA", AUTHORITY, "-CAkey", "authority.key"];
    make("/CN=localhost", ["-keyout", "server.key", "-out", "server.pem"], &[of_server.as_slice(), &signed_by].concat())
}

fn serve(bin: &Path, folder: &Path, data: &Path, port: u16) -> Outcome<Running> {
    let log = std::fs::File::create(folder.join("log")).map_err(because("open PostgreSQL's log"))?;
    let settings = [
        "fsync=on".to_owned(),
        "max_connections=200".to_owned(),
        "listen_addresses=127.0.0.1".to_owned(),
        format!("unix_socket_directories={}", folder.display()),
        "ssl=on".to_owned(),
        format!("ssl_cert_file={}", folder.join("server.pem").display()),
        format!("ssl_key_file={}", folder.join("server.key").display()),
        "shared_buffers=256MB".to_owned(),
        "timezone=UTC".to_owned(),
    ];
    let mut command = as_postgres(&bin.join("postgres"));
    command.current_dir(folder).arg("-D").arg(data).args(["-p", &port.to_string()]);
    command.args(settings.iter().flat_map(|setting| ["-c", setting.as_str()]));
    command.stdout(Stdio::null()).stderr(log);
    // SIGINT: end sessions, write everything, go.
    let mut server = Running::spawn("PostgreSQL", "INT", &mut command)?;
    let ready = || {
        let mut probe = Command::new(bin.join("pg_isready"));
        probe.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]).status().is_ok_and(|status| status.success())
    };
    server
        .wait_until(Duration::from_mins(1), ready)
        .map_err(|message| format!("{message}\n{}", std::fs::read_to_string(folder.join("log")).unwrap_or_default()))?;
    Ok(server)
}

/// Under the `postgres` user where we are root, and always ended by the kernel if we are.
fn as_postgres(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    command.args(["--pdeathsig", "INT", "--"]).arg(program);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Only where PostgreSQL is: `cargo xtask test` installs it before it runs this.
    #[test]
    fn a_cluster_starts_serves_and_leaves_nothing() {
        if postgres_bin().is_none() {
            return;
        }
        let cluster = Cluster::start().unwrap();
        let folder = cluster.folder.path().to_owned();
        let url = cluster.database("one").unwrap();
        let psql = postgres_bin().unwrap().join("psql");
        let fsync = read(Command::new(psql).args([&url, "-Atc", "SHOW fsync; SHOW max_connections"])).unwrap();
        assert_eq!(fsync, "on\n200\n");
        drop(cluster);
        assert!(!folder.exists());
    }
}
