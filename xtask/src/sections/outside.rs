//! Clients and judges that nobody here wrote, against the real program over real sockets.

use super::{Shared, Steps, judges};
use crate::bench::batch::{Kind, Request, Walk};
use crate::bench::clock;
use crate::bench::drive::{Plan, Until, drive};
use crate::paths::{Folder, free_port};
use crate::process::{self, Counts, Outcome, Running, because, read};
use crate::program::{Server, Store};
use crate::provide::debian::{self, Need, chromium};
use crate::provide::node::Node;
use crate::provide::python::Python;
use crate::provide::smtp_sink;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Orders, and so messages, that go to `smtp-sink`.
const LOAD: u64 = 1000;

/// The clients' calls are a minute apart and begin so long ago: the last has passed, and the first is not yet a day old.
const EPOCH_AGE_MS: u64 = 20 * 3_600_000;

pub fn run(shared: &mut Shared) -> Outcome<Counts> {
    debian::provide(&[Need::Chromium, Need::Node, Need::Python])?;
    let (node, python) = (Node::provide()?, Python::provide()?);
    let binary = shared.binary()?;
    let mut steps = Steps::default();
    clients(&mut steps, &binary, &node, &python)?;
    steps.take("CDNOW's purchases, imported twice", || cdnow(&binary, &python));
    steps.take("1,000 thank-yous to smtp-sink", || mail_load(&binary));
    judges::history(&mut steps, &binary, &python)?;
    Ok(steps.counts())
}

/// Everything that shares one store: its clients must not disturb one another either.
fn clients(steps: &mut Steps, binary: &Path, node: &Node, python: &Python) -> Outcome {
    let stage = Stage::open(binary, python)?;
    let calls = ["identify", "track", "page", "screen", "group", "alias"];
    steps.take("@segment/analytics-node sends", || stage.run(node.script("segment_node.mjs")));
    steps.take("@segment/analytics-node's calls arrived", || stage.arrived(python, "node", &calls));
    steps.take("segment-analytics-python sends", || stage.run(python.script("segment_python.py")));
    steps.take("segment-analytics-python's calls arrived", || stage.arrived(python, "python", &calls));
    steps.take("@segment/analytics-next sends from a page", || stage.run(node.script("segment_browser.mjs")));
    // A site key may not join customers, so what a page's `alias` leaves behind is the program's own tests' matter.
    steps.take("@segment/analytics-next's calls arrived", || stage.arrived(python, "browser", &calls[..5]));
    steps.take("mail in Arabic and Persian is read back exactly, DKIM verifies", || stage.run(python.script("check_mail.py")));
    steps.take("a consent receipt verifies in libsodium, and is whole", || stage.run(python.script("check_receipts.py")));
    steps.take("the OpenAPI document is valid", || stage.openapi(python));
    steps.take("schemathesis finds no answer outside the document", || stage.schemathesis(python));
    if steps.counts().failed > 0 {
        println!("{}", stage.server.last_words());
    }
    stage.server.stop()
}

/// A store with a mail server, and keys of every scope.
pub struct Stage {
    pub server: Server,
    keys: Vec<(&'static str, String)>,
    page_secret: String,
    login: Login,
    dkim: String,
    mail_port: u16,
    epoch_ms: u64,
    // After the server, so that it stops before they go.
    _mail: Running,
    folder: Folder,
}

impl Stage {
    pub fn open(binary: &Path, python: &Python) -> Outcome<Self> {
        let folder = Folder::new("stage")?;
        let mail_folder = folder.path().join("mail");
        std::fs::create_dir_all(&mail_folder).map_err(because("make the mail folder"))?;
        let mail_port = free_port()?;
        let mut sink = python.server("mail_sink.py");
        let mail = Running::spawn("the mail sink", "TERM", sink.arg(mail_port.to_string()).arg(&mail_folder))?;
        let mail = mail.accepting(mail_port)?;
        let mut store = Store::new(binary, &folder.path().join("data"));
        store.smtp_port = Some(mail_port);
        let scopes = ["site", "server", "read", "admin"];
        let keys = scopes.into_iter().map(|scope| Ok((scope, store.create_key(scope)?))).collect::<Outcome<Vec<_>>>()?;
        let site_key = keys.iter().find(|(scope, _)| *scope == "site").map_or("", |(_, key)| key.as_str());
        let page_secret = store.page_secret(site_key)?;
        let login = Login::create(&store)?;
        // Before it serves, as an owner would: it signs from its start.
        let dkim = read(&mut store.command(&["dkim", "--domain", "shop.example"]))?.trim_end().to_owned();
        Ok(Self {
            server: store.serve()?,
            keys,
            page_secret,
            login,
            dkim,
            mail_port,
            epoch_ms: clock::millis() - EPOCH_AGE_MS,
            _mail: mail,
            folder,
        })
    }

    /// What a script is told, all by the environment: `tests/outside/README.md` lists it.
    fn run(&self, mut script: Command) -> Outcome {
        script.env("AMANA_BASE", self.server.base()).env("AMANA_MAIL_FOLDER", self.mail_folder());
        script.env("AMANA_MAIL_PORT", self.mail_port.to_string()).env("AMANA_DATA", self.folder.path().join("data"));
        script.env("AMANA_EPOCH_MS", self.epoch_ms.to_string()).env("AMANA_DKIM_RECORDS", &self.dkim);
        self.login.tell(&mut script);
        for (scope, key) in &self.keys {
            script.env(format!("AMANA_{}_KEY", scope.to_uppercase()), key);
        }
        script.env("AMANA_PAGE_SECRET", &self.page_secret);
        if let Some(chromium) = chromium() {
            script.env("AMANA_CHROMIUM", chromium);
        }
        process::run(&mut script)
    }

    fn mail_folder(&self) -> PathBuf {
        self.folder.path().join("mail")
    }

    fn arrived(&self, python: &Python, client: &str, kinds: &[&str]) -> Outcome {
        let mut script = python.script("check_arrivals.py");
        script.arg(client).args(kinds);
        self.run(script)
    }

    fn openapi(&self, python: &Python) -> Outcome {
        let file = self.folder.path().join("openapi.json");
        let answer = crate::http::get(self.server.address, "/api/openapi.json").map_err(because("get the OpenAPI document"))?;
        if answer.status != 200 {
            return Err(format!("/api/openapi.json answered {}", answer.status));
        }
        std::fs::write(&file, &answer.body).map_err(because("keep the OpenAPI document"))?;
        process::run(python.module("openapi_spec_validator").arg(file))
    }

    /// Few examples an operation: enough to meet an answer that the document does not name, in under a minute.
    fn schemathesis(&self, python: &Python) -> Outcome {
        let key = self.keys.iter().find(|(scope, _)| *scope == "admin").map_or("", |(_, key)| key.as_str());
        let mut command = python.module("schemathesis.cli");
        command.current_dir(self.folder.path()).arg("run").arg(format!("{}/api/openapi.json", self.server.base()));
        command.args([
            "--header",
            &format!("Authorization: Bearer {key}"),
            "--include-path-regex",
            "^/api/",
            "--max-examples",
            "15",
        ]);
        command.args([
            "--checks",
            "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
        ]);
        read(&mut command).map(|_| ())
    }
}

/// An account of the admin.
struct Login {
    email: &'static str,
    password: String,
}

impl Login {
    fn create(store: &Store) -> Outcome<Self> {
        let email = "outside@shop.example";
        let password = read(&mut store.command(&["admin", "create", "--email", email, "--name", "Outside"]))?;
        Ok(Self { email, password: password.trim_end().to_owned() })
    }

    fn tell(&self, script: &mut Command) {
        script.env("AMANA_LOGIN_EMAIL", self.email).env("AMANA_LOGIN_PASSWORD", &self.password);
    }
}

/// A purchase history of 1997 by a file nobody here made: in whole, once, and nobody is written to.
fn cdnow(binary: &Path, python: &Python) -> Outcome {
    let file = python.cdnow()?;
    let folder = Folder::new("cdnow")?;
    let port = free_port()?;
    let mail_folder = folder.path().join("mail");
    std::fs::create_dir_all(&mail_folder).map_err(because("make the mail folder"))?;
    let mut sink = python.server("mail_sink.py");
    let mail = Running::spawn("the mail sink", "TERM", sink.arg(port.to_string()).arg(&mail_folder))?;
    let _mail = mail.accepting(port)?;
    let mut store = Store::new(binary, &folder.path().join("data"));
    store.smtp_port = Some(port);
    let (key, login) = (store.create_key("read")?, Login::create(&store)?);
    for round in ["first", "second"] {
        println!("the {round} import");
        process::run(store.command(&["import", "orders", "--map", "cdnow"]).arg(&file))?;
        let server = store.serve()?;
        let mut check = python.script("check_cdnow.py");
        check.arg(&file).env("AMANA_BASE", server.base()).env("AMANA_READ_KEY", &key).env("AMANA_MAIL_FOLDER", &mail_folder);
        login.tell(&mut check);
        process::run(&mut check)?;
        server.stop()?;
    }
    Ok(())
}

/// A thousand orders by a thousand customers: each is thanked once, over SMTP as Postfix's own test server speaks it.
fn mail_load(binary: &Path) -> Outcome {
    let folder = Folder::new("load")?;
    let (port, mail_folder) = (free_port()?, folder.path().join("mail"));
    std::fs::create_dir_all(&mail_folder).map_err(because("make the mail folder"))?;
    let mut command = smtp_sink::provide()?;
    if debian::is_root() {
        // It insists on giving that up, and must still be able to write.
        let open = std::os::unix::fs::PermissionsExt::from_mode(0o777);
        std::fs::set_permissions(&mail_folder, open).map_err(because("open the mail folder"))?;
        command.args(["-u", "nobody"]);
    }
    command.current_dir(&mail_folder).args(["-d", "%Y%m%d%H%M%S.", &format!("127.0.0.1:{port}"), "128"]);
    let _mail = Running::spawn("smtp-sink", "TERM", &mut command)?.accepting(port)?;
    let mut store = Store::new(binary, &folder.path().join("data"));
    store.smtp_port = Some(port);
    let key = store.create_key("server")?;
    let server = store.serve()?;
    for (first_sender, kind) in [(0, Kind::Introduce), (8, Kind::Order)] {
        let requests = vec![Request::batch(server.address, &key, &[kind; 125])];
        let (walk, until) = (Walk::InOrder { step: 8 }, Until::Events(LOAD));
        drive(&Plan { host: server.address, connections: 8, requests, population: LOAD, walk, first_sender, until, pace: None })?;
    }
    let start = Instant::now();
    while recipients(&mail_folder)?.len() < LOAD as usize && start.elapsed() < Duration::from_mins(2) {
        std::thread::sleep(Duration::from_millis(200));
    }
    // A moment more: a second message to anyone would come now.
    std::thread::sleep(Duration::from_secs(2));
    let all = recipients(&mail_folder)?;
    let each: HashSet<&String> = all.iter().collect();
    server.stop()?;
    if all.len() == LOAD as usize && each.len() == all.len() {
        return Ok(());
    }
    Err(format!("{LOAD} customers ordered; smtp-sink took {} messages to {} of them", all.len(), each.len()))
}

/// Whom each of the dumped messages was for; `smtp-sink` writes the envelope into the head of the dump.
fn recipients(folder: &Path) -> Outcome<Vec<String>> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(because("look at smtp-sink's messages"))?.flatten() {
        let text = std::fs::read(entry.path()).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        all.extend(text.lines().filter_map(|line| line.strip_prefix("X-Rcpt-Args: ")).map(str::to_owned));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    #[test]
    fn scripts_that_are_run_exist() {
        for name in [
            "segment_node.mjs",
            "segment_python.py",
            "segment_browser.mjs",
            "check_arrivals.py",
            "check_cdnow.py",
            "check_mail.py",
            "judge_files.py",
            "judge_history.py",
            "late_events.py",
            "mail_sink.py",
        ] {
            assert!(crate::paths::outside().join(name).is_file(), "{name}");
        }
    }
}
