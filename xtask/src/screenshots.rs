//! `cargo xtask screenshots`: every page of the demo store in three languages, two themes and two widths, to be looked at.

use crate::paths::{self, target};
use crate::process::Outcome;
use crate::program;
use crate::provide::debian::{self, Need};
use crate::provide::node::Node;
use crate::sections::browser::demo;

pub fn command(words: &[String]) -> Outcome {
    if let Some(word) = words.first() {
        return Err(format!("screenshots take no `{word}`"));
    }
    paths::sweep();
    debian::provide(&[Need::Chromium, Need::Node])?;
    let node = Node::provide()?;
    let folder = target().join("screenshots");
    let mut script = node.script("screenshots.mjs");
    script.env("AMANA_SCREENSHOTS", &folder);
    demo(&program::release_binary()?, script)?;
    println!("screenshots are in {}", folder.display());
    Ok(())
}
