//! `amana backup` and `amana restore`.

use super::{CommandError, Outcome, Place, config, open, say, words};
use app::Config;
use automation::campaigns::{self, CampaignState};
use automation::live;
use base::{Clock as _, Rng, SystemClock, Timestamp};
use capabilities::{messaging, webhooks};
use db::{Db, Location, Tx};
use foundation::history::{self, Shelf};
use foundation::privacy::Register;
use serde::{Deserialize, Serialize};
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

/// In this order, so that no projection in the copy is ahead of its journal.
const FILES: [&str; 3] = ["views.db", "record.db", "access.db"];
/// Sealed files stand in this folder of a backup.
const HISTORY: &str = "history";
/// How often a copy of the history begins anew when files were joined meanwhile.
const COPIES_MAX: usize = 5;
const MANIFEST: &str = "manifest.json";
const MASTER_KEY: &str = "master.key";
const DUMP: &str = "postgres.dump";

/// What a backup says of itself.
#[derive(Serialize, Deserialize)]
struct Manifest {
    amana: String,
    made_at: String,
    engine: String,
    /// File name and BLAKE3 hash.
    files: Vec<(String, String)>,
}

pub(super) fn backup(place: &Place, to: &Path, with_key: bool) -> Outcome {
    let config = config(place)?;
    if to.exists() {
        return words(format!("{} exists already; name a folder that does not, so that no backup is overwritten", to.display()));
    }
    std::fs::create_dir_all(to)?;
    let db = Db::open(&config.location)?;
    let mut names: Vec<String> = Vec::new();
    match &config.location {
        Location::Folder(_) => {
            for (name, store) in FILES.into_iter().zip([&db.views, &db.record, &db.access]) {
                store.copy_to(&to.join(name))?;
                names.push(name.to_owned());
            }
        }
        Location::Url(url) => {
            run_tool("pg_dump", &["--format=custom", "--no-owner", "--file"], &to.join(DUMP), &db::libpq_url(url)?)?;
            names.push(DUMP.to_owned());
        }
    }
    if let Some(shelf) = shelf(&config)? {
        names.extend(copy_history(&config, &db, &shelf, to)?);
    }
    if with_key {
        let from = config.data.join(MASTER_KEY);
        if !from.exists() {
            return words(
                "the master key is not in the data folder (it is set by AMANA_MASTER_KEY?); keep it where your secrets are",
            );
        }
        std::fs::copy(from, to.join(MASTER_KEY))?;
        names.push(MASTER_KEY.to_owned());
    }
    let files = names.into_iter().map(|name| Ok((name.clone(), hash(&to.join(name))?))).collect::<std::io::Result<Vec<_>>>()?;
    let manifest = Manifest {
        amana: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: SystemClock.now().to_rfc3339(),
        engine: db.record.engine_name().to_owned(),
        files,
    };
    let text = serde_json::to_string_pretty(&manifest).map_err(|e| CommandError::Words(e.to_string()))?;
    std::fs::write(to.join(MANIFEST), text)?;
    say(&format!("The backup is in {}.", to.display()));
    if !with_key {
        say("It can be read only with this installation's master key, which is not in it: keep a copy of master.key elsewhere.");
    }
    Ok(())
}

fn shelf(config: &Config) -> Result<Option<Shelf>, CommandError> {
    let shelf = config.history.clone().map(|storage| Shelf::open(storage, &mut Rng::from_system())).transpose();
    shelf.or_else(|error| words(format!("history: {error}")))
}

/// Copies the sealed files that the copied record names. They never change, but may be joined meanwhile: then the record is
/// copied again.
fn copy_history(config: &Config, db: &Db, shelf: &Shelf, to: &Path) -> Result<Vec<String>, CommandError> {
    for _ in 0..COPIES_MAX {
        let copied = match &config.location {
            Location::Folder(_) => Db::open(&Location::Folder(to.to_owned()))?,
            Location::Url(_) => db.clone(),
        };
        let files = copied.record.read(history::files)?;
        drop(copied);
        let names: Vec<String> = files.iter().map(|file| format!("{HISTORY}/{}", file.path())).collect();
        let mut is_whole = true;
        for (file, name) in files.iter().zip(&names) {
            let target = to.join(name);
            if let Some(folder) = target.parent() {
                std::fs::create_dir_all(folder)?;
            }
            is_whole &= shelf.copy(file, &target).map_err(db::Error::from)?;
        }
        if is_whole {
            return Ok(names);
        }
        if let Location::Folder(_) = config.location {
            std::fs::remove_file(to.join("record.db"))?;
            db.record.copy_to(&to.join("record.db"))?;
        }
    }
    words("the history's files changed all the while they were copied; remove what was copied and try again")
}

pub(super) fn restore(place: &Place, from: &Path, erasures: Option<&Path>) -> Outcome {
    let config = config(place)?;
    let text = std::fs::read_to_string(from.join(MANIFEST))
        .or_else(|error| words(format!("{} is no backup: its {MANIFEST} can't be read: {error}", from.display())))?;
    let manifest: Manifest = serde_json::from_str(&text).map_err(|e| CommandError::Words(format!("{MANIFEST}: {e}")))?;
    for (name, expected) in &manifest.files {
        if !is_plain_name(name) || hash(&from.join(name))? != *expected {
            return words(format!(
                "{name} in the backup is damaged: its contents are not those that were written. Nothing was restored."
            ));
        }
    }
    let has_key = config.master_key.is_some() || config.data.join(MASTER_KEY).exists();
    if !has_key && !manifest.files.iter().any(|(name, _)| name == MASTER_KEY) {
        return words(format!(
            "the backup holds no master key: put master.key into {} first, or set AMANA_MASTER_KEY",
            config.data.display()
        ));
    }
    restore_history(shelf(&config)?.as_ref(), from, &manifest)?;
    match &config.location {
        Location::Folder(folder) => restore_files(folder, from, &manifest)?,
        Location::Url(url) => {
            if manifest.engine != "postgres" {
                return words("this backup is of files; restore it without AMANA_DATABASE_URL");
            }
            if Db::open(&config.location)?.is_migrated()? {
                return words("this database holds a store already; restore into an empty one with AMANA_DATABASE_URL");
            }
            run_tool(
                "pg_restore",
                &["--exit-on-error", "--no-owner", "--dbname"],
                Path::new(&db::libpq_url(url)?),
                &from.join(DUMP).display().to_string(),
            )?;
        }
    }
    if !has_key {
        std::fs::create_dir_all(&config.data)?;
        std::fs::copy(from.join(MASTER_KEY), config.data.join(MASTER_KEY))?;
    }
    // Before anything else can go wrong: a wrong master key must not leave messages that the next start would send.
    let db = Db::open(&config.location)?;
    db.migrate()?;
    let held = db.views.write(|tx| messaging::hold_unsent(tx, SystemClock.now()))?;
    // Nor must what is under way go on from where it stood: whoever it reached since then would be reached again.
    let stopped = db.record.write(|tx| stop_what_is_under_way(tx, SystemClock.now()))?;
    // The bucket that it was copied from is the other one's, unless somebody says that that one is gone.
    db.record.write(|tx| history::disown(tx, SystemClock.now()))?;
    // Whoever held a lease when the copy was made is not here.
    db::Lease::clear_all(&db.views)?;
    drop(db);
    if let Some(erasures) = erasures {
        let known = Register::at(erasures).read()?;
        Register::in_folder(&config.data).add(&known)?;
    }
    let app = open(config)?;
    let begun = app::erasing::begin(&app);
    app.stop();
    begun?;
    say(&format!(
        "Restored the backup of {}. {held} messages that were not sent yet are held: release them in the admin under Messages.",
        manifest.made_at
    ));
    if stopped > 0 {
        say(&format!(
            "{stopped} campaigns and webhooks that were under way stand still: what they did since the backup is not known here. Let those \
             go on that should."
        ));
    }
    if erasures.is_none() {
        say(
            "Customers who were erased after the backup was made are in it. If you have the lost data folder's erasures.register, put it \
             beside record.db before you start: they are then erased again before anybody can look.",
        );
    }
    Ok(())
}

/// Campaigns are paused, addresses are called no more; how many of them were under way.
fn stop_what_is_under_way(tx: &mut Tx<'_>, now: Timestamp) -> db::Result<usize> {
    let mut stopped = 0;
    for campaign in campaigns::list(tx)?.into_iter().filter(|campaign| campaign.state == CampaignState::On) {
        stopped += usize::from(campaigns::set_state(tx, campaign.id, CampaignState::Paused, now)?);
    }
    for endpoint in webhooks::endpoints(tx)?.into_iter().filter(|endpoint| !endpoint.is_paused) {
        stopped += usize::from(webhooks::set_paused(tx, endpoint.id, true)?);
    }
    live::changed(tx, now)?;
    Ok(stopped)
}

fn restore_files(folder: &Path, from: &Path, manifest: &Manifest) -> Outcome {
    if manifest.engine != "sqlite" {
        return words("this backup is of PostgreSQL; set AMANA_DATABASE_URL to an empty database");
    }
    if folder.join("record.db").exists() {
        return words(format!("{} holds a store already; restore into an empty folder with --data", folder.display()));
    }
    std::fs::create_dir_all(folder)?;
    for (name, _) in manifest.files.iter().filter(|(name, _)| FILES.contains(&name.as_str())) {
        std::fs::copy(from.join(name), folder.join(name))?;
    }
    Ok(())
}

fn restore_history(shelf: Option<&Shelf>, from: &Path, manifest: &Manifest) -> Outcome {
    for (name, _) in &manifest.files {
        let Some(inside) = name.strip_prefix(HISTORY).and_then(|name| name.strip_prefix('/')) else { continue };
        let Some(shelf) = shelf else {
            return words(
                "the backup holds sealed files of the history: set AMANA_HISTORY to s3://bucket/prefix, or to the folder that they belong in",
            );
        };
        shelf.bring(inside, &from.join(name)).map_err(db::Error::from)?;
    }
    Ok(())
}

/// A file's name and nothing that leads elsewhere.
fn is_plain_name(name: &str) -> bool {
    FILES.contains(&name) || name == MASTER_KEY || name == DUMP || is_sealed_file(name)
}

/// `history/month=2026-11/his_….parquet`
fn is_sealed_file(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    let [HISTORY, month, file] = parts.as_slice() else { return false };
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_=.".contains(&byte));
    month.starts_with("month=") && file.starts_with("his_") && file.ends_with(".parquet") && is_plain(month) && is_plain(file)
}

fn hash(path: &Path) -> std::io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hasher.finalize().to_hex().to_string()),
            read => hasher.update(&buffer[..read]),
        };
    }
}

/// PostgreSQL's own tools. Their password comes with the URL.
fn run_tool(tool: &str, options: &[&str], argument: &Path, last: &str) -> Outcome {
    match Command::new(tool).args(options).arg(argument).arg(last).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => words(format!("{tool} ended with {status}; its own words are above")),
        Err(error) => words(format!("{tool} can't be run ({error}); install PostgreSQL's client tools of the server's version")),
    }
}
