//! What a merchant does, in a real browser: the story, what their visitors meet, and axe over every page.

use super::{Shared, Steps};
use crate::paths::{Folder, free_port};
use crate::process::{self, Counts, Outcome, Running, because};
use crate::program::{Server, Store};
use crate::provide::debian::{self, Need, chromium};
use crate::provide::node::Node;
use crate::provide::python::Python;
use std::path::Path;
use std::process::Command;

pub fn run(shared: &mut Shared) -> Outcome<Counts> {
    debian::provide(&[Need::Chromium, Need::Node, Need::Python])?;
    let (node, python) = (Node::provide()?, Python::provide()?);
    let binary = shared.binary()?;
    let mut steps = Steps::default();
    steps.take("the story, from first run to Arabic", || story(&binary, &node, &python));
    steps.take("visitors are asked before anything is kept", || visitors(&binary, &node));
    steps.take("axe finds nothing on any page", || demo(&binary, node.script("axe.mjs")));
    Ok(steps.counts())
}

/// A store that nobody has set up yet; mail goes to a sink so that the thank-you can be sent.
fn story(binary: &Path, node: &Node, python: &Python) -> Outcome {
    let folder = Folder::new("story")?;
    let (port, mail_folder) = (free_port()?, folder.path().join("mail"));
    std::fs::create_dir_all(&mail_folder).map_err(because("make the mail folder"))?;
    let mut sink = python.server("mail_sink.py");
    let _mail = Running::spawn("the mail sink", "TERM", sink.arg(port.to_string()).arg(&mail_folder))?;
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
    let email = "owner@shop.example";
    let password = process::read(&mut store.command(&["admin", "create", "--email", email, "--name", "Owner"]))?;
    let mut script = node.script("banner.mjs");
    script.env("AMANA_SITE_KEY", store.create_key("site")?);
    script.env("AMANA_LOGIN_EMAIL", email).env("AMANA_LOGIN_PASSWORD", password.trim_end());
    script.env("AMANA_SCREENSHOTS", crate::paths::target().join("banner"));
    let server = store.serve()?;
    run_script(script, &server).map_err(|message| format!("{message}\n{}", server.last_words()))?;
    server.stop()
}

/// A script over the demo store, which takes events too, and over one that nobody has set up.
pub fn demo(binary: &Path, mut script: Command) -> Outcome {
    let folder = Folder::new("demo")?;
    let store = Store::new(binary, &folder.path().join("data"));
    let server = store.start(&["demo"])?;
    let fresh = Store::new(binary, &folder.path().join("fresh")).serve()?;
    script.env("AMANA_SERVER_KEY", store.create_key("server")?).env("AMANA_FRESH_PRINTED", fresh.printed());
    run_script(script, &server).map_err(|message| format!("{message}\n{}", server.last_words()))?;
    fresh.stop()?;
    server.stop()
}

/// The address, and what the program printed: the set-up link or the demo's login stands in it.
pub fn run_script(mut script: Command, server: &Server) -> Outcome {
    script.env("AMANA_BASE", server.base()).env("AMANA_PRINTED", server.printed());
    if let Some(chromium) = chromium() {
        script.env("AMANA_CHROMIUM", chromium);
    }
    process::run(&mut script)
}
