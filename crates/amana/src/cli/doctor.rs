//! `amana doctor`: looks at everything that is set up, and says what to fix.

use super::{Outcome, Place, config, open, print, words};
use app::{App, Config, erasing};
use capabilities::mailbox::Session;
use capabilities::messaging::{CheckedRecord, Published, Transport};
use foundation::settings::StoreSettings;
use foundation::staff;
use foundation::{history as past, projections};
use std::sync::PoisonError;
use std::time::{Duration, Instant};

const MAILBOX_WITHIN: Duration = Duration::from_secs(30);

/// Whether something is right.
enum Finding {
    Good(String),
    /// Works, but not as it should for customers.
    Advice(String),
    Wrong(String),
}

use Finding::{Advice, Good, Wrong};

pub(super) fn doctor(place: &Place) -> Outcome {
    let config = config(place)?;
    let mut findings = vec![Good(format!("The configuration can be read; data is in {}.", config.data.display()))];
    findings.push(key_file(&config));
    match open(config) {
        Ok(app) => {
            look(&app, &mut findings);
            app.stop();
        }
        Err(error) => findings.push(Wrong(format!("The store can't be opened: {error}"))),
    }
    let mut wrong = 0;
    for finding in &findings {
        let (sign, text) = match finding {
            Good(text) => ("ok    ", text),
            Advice(text) => ("advice", text),
            Wrong(text) => {
                wrong += 1;
                ("WRONG ", text)
            }
        };
        print(&format!("{sign}  {text}"))?;
    }
    if wrong > 0 { words(format!("{wrong} things need fixing")) } else { Ok(()) }
}

fn look(app: &App, findings: &mut Vec<Finding>) {
    findings.push(Good(format!("The database ({}) answers and has this program's schema.", app.db.record.engine_name())));
    for (name, store) in [("record", &app.db.record), ("views", &app.db.views), ("access log", &app.db.access)] {
        match store.check() {
            Ok(problems) if problems.is_empty() => findings.push(Good(format!("Sound: the {name}."))),
            Ok(problems) => findings.push(Wrong(format!("The {name} is damaged ({}); restore a backup.", problems.join("; ")))),
            Err(error) => findings.push(Wrong(format!("The {name} can't be checked: {error}"))),
        }
    }
    findings.push(lags(app));
    findings.push(match app.db.record.read(staff::any) {
        Ok(true) => Good("Somebody can sign in.".to_owned()),
        Ok(false) => Advice(
            "Nobody can sign in yet: open the set-up link that `amana serve` prints, or run `amana admin create`.".to_owned(),
        ),
        Err(error) => Wrong(format!("The accounts can't be read: {error}")),
    });
    findings.push(if app.config.base_url.starts_with("https://") {
        Good(format!("Customers reach this program at {}.", app.config.base_url))
    } else {
        Advice(format!(
            "Links in mail lead to {}: set AMANA_BASE_URL to the https address that customers can reach. One-click unsubscribe needs it.",
            app.config.base_url
        ))
    });
    findings.push(history(app));
    findings.extend(erasures(app));
    store(app, findings);
    mail(app, findings);
}

fn history(app: &App) -> Finding {
    let Some(storage) = &app.config.history else {
        return Advice(
            "The journal keeps everything: on PostgreSQL, set AMANA_HISTORY to s3://bucket/prefix (to a folder, where there is one node), and what is older is sealed there."
                .to_owned(),
        );
    };
    match app.db.views.nodes_present() {
        Ok(nodes) if nodes > 1 && !storage.is_shared() => {
            return Wrong(format!(
                "{nodes} nodes run, and the long history is in a folder of one machine ({storage}): nothing is sealed. Set AMANA_HISTORY to s3://bucket/prefix on all of them."
            ));
        }
        Err(error) => return Wrong(format!("The nodes can't be counted: {error}")),
        Ok(_) => {}
    }
    if let Err(error) = app.history.probe(&mut app.fork_rng()) {
        return Wrong(format!("The long history is in {storage}, which can't be used: {error}."));
    }
    let files = match app.history.files() {
        Ok(files) => files,
        Err(error) => return Wrong(format!("The history's manifest can't be read: {error}")),
    };
    match app.history.missing(&files) {
        Ok(missing) if missing.is_empty() => Good(format!("The long history is in {storage}, in {} files.", files.len())),
        Ok(missing) => Wrong(format!(
            "{} of {} files of the long history are missing from {storage}, or not whole, the first {}: bring them back from a backup.",
            missing.len(),
            files.len(),
            missing[0]
        )),
        Err(error) => Wrong(format!("The long history in {storage} can't be listed: {error}.")),
    }
}

/// The erased are hidden at once; their events are gone within a day, unless something stands in the way.
fn erasures(app: &App) -> Option<Finding> {
    match app.db.record.read(past::erasing_since) {
        Ok(since) if since.is_some() && erasing::is_any_held_up(app).unwrap_or(false) => Some(Wrong(
            "An erasure can't end: the erased stand in files of the history that were sealed while one node ran, and while several do nobody may write those anew. Set AMANA_HISTORY to s3://bucket/prefix on all nodes, or run one node until it is done."
                .to_owned(),
        )),
        Ok(since) => {
            let hours = app.clock.now().micros_since(since?) / 3_600_000_000;
            let says = format!(
                "An erasure has not been carried out for {hours} hours: look for a broken file with `amana history check`, and whether the server runs."
            );
            (hours >= 24).then_some(Wrong(says))
        }
        Err(error) => Some(Wrong(format!("The erasures can't be read: {error}"))),
    }
}

fn lags(app: &App) -> Finding {
    match projections::lags(&app.db) {
        Ok(lags) => match lags.iter().max_by_key(|lag| lag.events) {
            Some(lag) if lag.events > 10_000 => {
                Advice(format!("The projection {} is {} events behind; `amana serve` works them through.", lag.name, lag.events))
            }
            _ => Good("The projections are up to date.".to_owned()),
        },
        Err(error) => Wrong(format!("The projections' positions can't be read: {error}")),
    }
}

fn store(app: &App, findings: &mut Vec<Finding>) {
    match app.db.record.read(StoreSettings::load) {
        Ok(store) => {
            if store.name.is_empty() {
                findings.push(Advice("The store has no name yet: messages need one. See Settings.".to_owned()));
            }
            if store.sender_email.is_empty() {
                findings.push(Advice(
                    "No sender address is set: mail would come from no-reply at this address' host. See Settings.".to_owned(),
                ));
            }
            if store.postal_address.is_empty() {
                findings.push(Advice(
                    "No postal address is set: the law of most places wants it under marketing mail. See Settings.".to_owned(),
                ));
            }
        }
        Err(error) => findings.push(Wrong(format!("The settings can't be read: {error}"))),
    }
}

fn mail(app: &App, findings: &mut Vec<Finding>) {
    let transport = app.transport.lock().unwrap_or_else(PoisonError::into_inner).clone();
    match transport.as_deref() {
        None => findings.push(Advice("No mail server is set: messages wait. Set AMANA_SMTP_URL, or see Settings.".to_owned())),
        Some(Transport::Folder(folder)) => {
            findings.push(Advice(format!("All mail is kept in {} and sent nowhere.", folder.path().display())));
        }
        Some(Transport::Smtp(servers)) => findings.extend(servers.check().map(|(plan, answered)| {
            let one = match servers.all().count() {
                1 => "The mail server".to_owned(),
                _ => format!("The mail server {}:{}", plan.config.host, plan.config.port),
            };
            match answered {
                Ok(()) => Good(format!("{one} answers and lets us in.")),
                Err(error) => Wrong(format!("{one}: {error}")),
            }
        })),
    }
    findings.extend(mailbox(app));
    findings.push(match app::dkim::signers(&app.db, &app.keys) {
        Ok(signers) if signers.is_empty() => Advice(
            "Mail is not signed: make a DKIM key in Settings and publish it. Large mailbox providers refuse unsigned mail."
                .to_owned(),
        ),
        Ok(signers) => {
            let kinds: Vec<_> =
                signers.iter().map(|signer| if signer.algorithm() == "rsa" { "RSA" } else { "Ed25519" }).collect();
            Good(format!("Mail is signed with DKIM ({}).", kinds.join(" and ")))
        }
        Err(error) => Wrong(format!("DKIM: {error}")),
    });
    match app::mail::check_domain(app) {
        Ok(records) => findings.extend(records.into_iter().map(domain)),
        Err(error) => findings.push(Wrong(format!("The sending domain can't be checked: {error}"))),
    }
}

/// The mailbox that reports come to, where one is set: looked into, and nothing is read of it.
fn mailbox(app: &App) -> Option<Finding> {
    let config = match app::mail::mailbox(app) {
        Ok(config) => config?,
        Err(error) => return Some(Wrong(format!("The mailbox that reports come to: {error}"))),
    };
    let looked = Session::open(&config, Instant::now() + MAILBOX_WITHIN).and_then(|mut session| {
        let letters = session.letters()?;
        session.close().map(|()| letters.len())
    });
    Some(match looked {
        Ok(letters) => Good(format!("The mailbox that reports come to lets us in; {letters} letters lie in it.")),
        Err(error) => Wrong(format!("The mailbox that reports come to, at {}: {error}.", config.host)),
    })
}

/// What receivers look up of the domain that mail is from.
fn domain(one: CheckedRecord) -> Finding {
    let CheckedRecord { record, published, name, wanted } = one;
    let record = record.name();
    match published {
        Published::Good => Good(format!("The {record} record of {name} is right.")),
        Published::Missing => Advice(format!("There is no {record} record: publish the text \"{wanted}\" under {name}.")),
        Published::Several => {
            Advice(format!("There are several {record} records under {name}, and receivers heed none of them: leave one."))
        }
        Published::Open => Advice(format!(
            "The {record} record of {name} does not say who may not send: let it end with ~all or -all, such as \"{wanted}\"."
        )),
        Published::Other => Advice(format!(
            "The {record} record of {name} holds another key, so our signatures count for nothing: publish \"{wanted}\"."
        )),
        Published::Unknown => Advice(format!("The {record} record of {name} can't be looked up now; is the name server right?")),
    }
}

fn key_file(config: &Config) -> Finding {
    if config.master_key.is_some() {
        return Good("The master key comes from the configuration.".to_owned());
    }
    let path = config.data.join("master.key");
    #[cfg(unix)]
    if let Ok(metadata) = std::fs::metadata(&path) {
        use std::os::unix::fs::PermissionsExt as _;
        if metadata.permissions().mode() & 0o077 != 0 {
            return Wrong(format!("{} can be read by others: run chmod 600 on it.", path.display()));
        }
    }
    if path.exists() {
        Advice(format!("Keep a copy of {} where your backups are not: without it no backup can be read.", path.display()))
    } else {
        Good("A master key will be made when the store is first opened.".to_owned())
    }
}
