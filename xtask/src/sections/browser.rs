//! What people do, in a real browser: a merchant's story, what visitors meet, a customer's own pages, and axe over every page.

use super::{Shared, Steps};
use crate::paths::{Folder, free_port};
use crate::process::{self, Counts, Outcome, Running, because};
use crate::program::{Server, Store};
use crate::provide::debian::{self, Need, chromium};
use crate::provide::node::Node;
use crate::provide::python::Python;
use std::path::{Path, PathBuf};
use std::process::Command;

pub fn run(shared: &mut Shared) -> Outcome<Counts> {
    debian::provide(&[Need::Chromium, Need::Node, Need::Python])?;
    let (node, python) = (Node::provide()?, Python::provide()?);
    let binary = shared.binary()?;
    let mut steps = Steps::default();
    steps.take("the story, from first run to Arabic", || story(&binary, &node, &python));
    steps.take("visitors are asked before anything is kept", || visitors(&binary, &node));
    steps.take("customers and their own pages, by the keyboard, in three languages", || centre(&binary, &node, &python));
    let demo = Demo::open(&binary)?;
    steps.take("axe finds nothing on any page", || demo.run(node.script("axe.mjs")));
    let mut walk = node.script("walk.mjs");
    walk.env("AMANA_SCREENSHOTS", crate::paths::target().join("walk"));
    steps.take("from the demo's shop to the certificate, and a stranger again", || demo.run(walk));
    let mut cart = node.script("cart.mjs");
    cart.env("AMANA_SCREENSHOTS", crate::paths::target().join("cart"));
    steps.take("a cart left alone: the letter after the wait, and none where the agreement was taken back", || demo.run(cart));
    demo.close()?;
    Ok(steps.counts())
}

/// A mail server that keeps what it is sent: it, its port and its folder.
fn mail_sink(folder: &Folder, python: &Python) -> Outcome<(Running, u16, PathBuf)> {
    let (port, mail_folder) = (free_port()?, folder.path().join("mail"));
    std::fs::create_dir_all(&mail_folder).map_err(because("make the mail folder"))?;
    let mut sink = python.server("mail_sink.py");
    let running = Running::spawn("the mail sink", "TERM", sink.arg(port.to_string()).arg(&mail_folder))?;
    Ok((running, port, mail_folder))
}

/// A store that nobody has set up yet; mail goes to a sink so that the thank-you can be sent.
fn story(binary: &Path, node: &Node, python: &Python) -> Outcome {
    let folder = Folder::new("story")?;
    let (_mail, port, _) = mail_sink(&folder, python)?;
    let mut store = Store::new(binary, &folder.path().join("data"));
    store.smtp_port = Some(port);
    let server = store.serve()?;
    let mut script = node.script("story.mjs");
    // Where it failed can be seen there afterwards.
    script.env("AMANA_SCREENSHOTS", crate::paths::target().join("story"));
    run_script(script, &server).map_err(|message| format!("{message}\n{}", server.last_words()))?;
    server.stop()
}

/// A store whose own pages, of another origin, carry the on-site script.
fn visitors(binary: &Path, node: &Node) -> Outcome {
    let folder = Folder::new("visitors")?;
    let store = Store::new(binary, &folder.path().join("data"));
    let mut script = node.script("banner.mjs");
    script.env("AMANA_SITE_KEY", store.create_key("site")?);
    account(&store, &mut script, "LOGIN", &[])?;
    script.env("AMANA_SCREENSHOTS", crate::paths::target().join("banner"));
    let server = store.serve()?;
    run_script(script, &server).map_err(|message| format!("{message}\n{}", server.last_words()))?;
    server.stop()
}

/// Somebody who may sign in at the admin, of whom the script is told under this word; `more` says as what, if not as its owner.
fn account(store: &Store, script: &mut Command, word: &str, more: &[&str]) -> Outcome {
    let email = format!("{}@shop.example", word.to_lowercase());
    let words = ["admin", "create", "--email", &email, "--name", word];
    let password = process::read(&mut store.command(&[words.as_slice(), more].concat()))?;
    script.env(format!("AMANA_{word}_EMAIL"), email).env(format!("AMANA_{word}_PASSWORD"), password.trim_end());
    Ok(())
}

/// A store whose customers ask for the link to their own pages, which comes by mail.
fn centre(binary: &Path, node: &Node, python: &Python) -> Outcome {
    let folder = Folder::new("centre")?;
    let (_mail, port, mail_folder) = mail_sink(&folder, python)?;
    let mut store = Store::new(binary, &folder.path().join("data"));
    store.smtp_port = Some(port);
    let mut script = node.script("centre.mjs");
    account(&store, &mut script, "LOGIN", &[])?;
    account(&store, &mut script, "SUPPORT", &["--role", "member", "--team", "support"])?;
    script.env("AMANA_SERVER_KEY", store.create_key("server")?).env("AMANA_READ_KEY", store.create_key("read")?);
    script.env("AMANA_MAIL_FOLDER", mail_folder).env("AMANA_SCREENSHOTS", crate::paths::target().join("centre"));
    let server = store.serve()?;
    run_script(script, &server).map_err(|message| format!("{message}\n{}", server.last_words()))?;
    server.stop()
}

/// A script over the demo.
pub fn demo(binary: &Path, script: Command) -> Outcome {
    let demo = Demo::open(binary)?;
    demo.run(script)?;
    demo.close()
}

/// The demo store, which takes events too, and one that nobody has set up.
struct Demo {
    server: Server,
    fresh: Server,
    key: String,
    // After the servers, so that they stop before it goes.
    _folder: Folder,
}

impl Demo {
    fn open(binary: &Path) -> Outcome<Self> {
        let folder = Folder::new("demo")?;
        let store = Store::new(binary, &folder.path().join("data"));
        let server = store.start(&["demo"])?;
        let fresh = Store::new(binary, &folder.path().join("fresh")).serve()?;
        Ok(Self { server, fresh, key: store.create_key("server")?, _folder: folder })
    }

    fn run(&self, mut script: Command) -> Outcome {
        script.env("AMANA_SERVER_KEY", &self.key).env("AMANA_FRESH_PRINTED", self.fresh.printed());
        run_script(script, &self.server).map_err(|message| format!("{message}\n{}", self.server.last_words()))
    }

    fn close(self) -> Outcome {
        self.fresh.stop()?;
        self.server.stop()
    }
}

/// The address, and what the program printed: the set-up link or the demo's login stands in it.
pub fn run_script(mut script: Command, server: &Server) -> Outcome {
    script.env("AMANA_BASE", server.base()).env("AMANA_PRINTED", server.printed());
    if let Some(chromium) = chromium() {
        script.env("AMANA_CHROMIUM", chromium);
    }
    process::run(&mut script)
}
