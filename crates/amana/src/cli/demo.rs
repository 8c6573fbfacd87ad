//! `amana demo`: a ready store, made once and served.

use super::accounts::{create_staff, new_password};
use super::serve::{log_to_stderr, run};
use super::{
    CommandError, Outcome, Place, demo_campaigns, demo_journeys, demo_letters, demo_products, demo_requests, demo_shop,
    demo_site, demo_templates, open, say, settings,
};
use crate::demo::{Config as DemoConfig, Demo};
use app::intake::{Parsed, Reader, Sender, parse_event};
use app::storefront::DemoShop;
use app::{App, Settings};
use foundation::consent::Recipient;
use foundation::journal::{self, Kind};
use foundation::settings::StoreSettings;
use foundation::staff::Role;
use std::path::PathBuf;
use std::time::Instant;

/// Where it is kept: never the folder of a store of one's own, nor by its settings.
const FOLDER: &str = "demo-data";
/// Events in one commit.
const BATCH_EVENTS: usize = 2_000;
const EMAIL: &str = "owner@noor.example";
/// Where the login is kept, for the second start. Readable by its owner alone.
const LOGIN_FILE: &str = "demo-login.txt";

pub(super) fn demo(place: &Place, listen: Option<String>) -> Outcome {
    let line = Settings { listen, ..Settings::default() };
    let mut settings = settings(place, line, FOLDER)?;
    let data = settings.data.get_or_insert_with(|| PathBuf::from(FOLDER)).clone();
    settings.mail_folder = Some(data.join("mail"));
    settings.log.get_or_insert_with(|| "warn".to_owned());
    let config = settings.check()?;
    log_to_stderr(&config);
    let app = open(config)?;
    let login_file = data.join(LOGIN_FILE);
    if !login_file.exists() {
        make(&app)?;
        let password = new_password(&app);
        create_staff(&app, EMAIL, "Noor", Role::Owner, Recipient::TEAMS.to_vec(), &password)?;
        write_private(&login_file, &format!("{EMAIL}\npassword: {password}\n"))?;
    }
    // A demo from before there was a shop gets one too.
    if app.db.record.read(DemoShop::load)?.is_none() {
        demo_shop::lay(&app)?;
    }
    app.start()?;
    let login = std::fs::read_to_string(&login_file)?;
    run(app, |address| {
        say(&format!(
            "\nThe demo store is open at http://{address}/admin\n\n{login}\nIts shop, as customers see it, is at http://{address}/demo/shop\nNo mail leaves this machine: it is kept in {}",
            data.join("mail").display()
        ));
    })
}

/// Fills an empty store through the door.
fn make(app: &App) -> Outcome {
    let events: i64 = app.db.record.read(journal::head)? - 1;
    if events > 0 {
        return Err(CommandError::Words("this data folder holds a store already; name an empty one with --data".to_owned()));
    }
    let started = Instant::now();
    let now = app.clock.now();
    let demo = Demo::new(&DemoConfig::standard(now))
        .ok_or_else(|| CommandError::Words("the demo can't be made for this date".to_owned()))?;
    say(&format!("Making a store with {} customers and {} events …", demo.people.len(), demo.len()));
    save_store(app, &demo)?;
    let sender = Sender::import();
    let surroundings = app.surroundings();
    let mut rng = app.fork_rng();
    let (mut batch, mut json, mut waiting) = (Parsed::default(), Vec::new(), Vec::new());
    for event in demo.events() {
        json.clear();
        event.write_json(&mut json);
        let text = std::str::from_utf8(&json).map_err(|e| CommandError::Words(e.to_string()))?;
        let mut reader = Reader { keys: &app.keys, sender, surroundings: &surroundings, received_at: now, rng: &mut rng };
        let kind = kind_of(text);
        let mut parsed = parse_event(&mut reader, kind, text).map_err(|e| CommandError::Words(e.to_string()))?;
        batch.events.append(&mut parsed.events);
        batch.aside.append(&mut parsed.aside);
        if batch.events.len() >= BATCH_EVENTS {
            let full = std::mem::take(&mut batch);
            waiting.push(app.door.admit(sender, full.events, full.aside));
            // A few commits ahead, so that reading and writing go on side by side.
            if waiting.len() > 8 {
                waiting.remove(0).wait()?;
            }
        }
    }
    waiting.push(app.door.admit(sender, batch.events, batch.aside));
    for ticket in waiting {
        ticket.wait()?;
    }
    let kept = started.elapsed();
    app.tables_runner().catch_up()?;
    app.answers_runner().catch_up()?;
    app.live_runner().catch_up()?;
    demo_letters::write(app, &demo)?;
    demo_requests::open(app, &demo)?;
    demo_products::lay(app, &demo.catalogue)?;
    demo_templates::lay(app)?;
    demo_journeys::lay(app)?;
    app.live_runner().catch_up()?;
    demo_campaigns::lay(app)?;
    app.tables_runner().catch_up()?;
    app.live_runner().catch_up()?;
    say(&format!("Made in {:.1} s ({:.1} s at the door).", started.elapsed().as_secs_f64(), kept.as_secs_f64()));
    Ok(())
}

fn save_store(app: &App, demo: &Demo) -> Outcome {
    let store = StoreSettings {
        name: "Noor & Co".to_owned(),
        locale: "en".to_owned(),
        currency: demo.catalogue.currency.code().to_owned(),
        time_zone: "Asia/Riyadh".to_owned(),
        country: "SA".to_owned(),
        sender_email: "hello@noor.example".to_owned(),
        postal_address: "Noor & Co, King Fahd Road, Riyadh".to_owned(),
        website: "https://noor.example".to_owned(),
        ..StoreSettings::default()
    };
    let now = app.clock.now();
    app.recorder.submit(move |tx| store.save(tx, now)).wait()?;
    app.settings_changed()?;
    let mut rng = app.fork_rng();
    app.recorder.submit(move |tx| demo_site::write(tx, now, &mut rng)).wait()?;
    Ok(())
}

/// The call's kind, which the generator writes first.
fn kind_of(json: &str) -> Kind {
    let word = json.split("\"type\":\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("track");
    Kind::from_word(word).unwrap_or(Kind::Track)
}

fn write_private(path: &std::path::Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)?.write_all(text.as_bytes())
}
