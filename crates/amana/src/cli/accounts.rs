//! `amana key` and `amana admin`.

use super::{AdminCommand, CommandError, KeyCommand, Outcome, Place, config, open, print, say, words};
use app::App;
use base::id::KeyId;
use base::{Id as _, Locale};
use foundation::consent::Recipient;
use foundation::journal::note_change;
use foundation::staff::{self, AuditRow, Bases, Deed, NewStaff, Role, Scope, StaffError};
use std::io::Read as _;

pub(super) fn key(place: &Place, command: KeyCommand) -> Outcome {
    let app = open(config(place)?)?;
    let outcome = match command {
        KeyCommand::Create { name, scope, basis } => create_key(&app, name, &scope, basis.as_deref()),
        KeyCommand::List => list_keys(&app),
        KeyCommand::Secret { key } => print_secret(&app, &key),
        KeyCommand::Revoke { id } => revoke_key(&app, &id),
    };
    app.stop();
    outcome
}

fn create_key(app: &App, name: String, scope: &str, basis: Option<&str>) -> Outcome {
    let Some(scope) = Scope::from_word(scope) else {
        return words(format!("{scope} is no scope; choose site, server, read or admin"));
    };
    let bases = Bases::default_for(scope).read(basis.unwrap_or("")).or_else(|part| {
        words(format!(
            "{part} can't be read; write CLASS=BASIS with a class of orders, browsing, profile, other \
             and a basis of consent, contract, legal_obligation, legitimate_interest, none"
        ))
    })?;
    let (keys, node, now) = (app.keys.clone(), app.node, app.clock.now());
    let mut rng = app.fork_rng();
    let made = app.recorder.submit(move |tx| {
        note_change(tx, node, None, now)?;
        let made = staff::create_key(tx, &keys, &mut rng, &name, scope, bases, now)?;
        let deed = AuditRow::new(None, Deed::KeyMade, made.0, now, &mut rng);
        deed.detail(format!("scope={}", scope.word())).write(tx)?;
        Ok::<_, db::Error>(made)
    });
    let (id, text) = made.wait()?;
    print(&text)?;
    say(&format!("Made {id} ({}; {}). It is not shown again.", scope.word(), bases.to_text()));
    Ok(())
}

fn list_keys(app: &App) -> Outcome {
    for key in app.db.record.read(staff::list_keys)? {
        let state = key.revoked_at.map_or_else(|| "in force".to_owned(), |at| format!("ended {}", at.to_rfc3339()));
        print(&format!("{}\t{}\t{}\t{}\t{state}", key.id, key.scope.word(), key.bases.to_text(), key.name))?;
    }
    Ok(())
}

fn print_secret(app: &App, key: &str) -> Outcome {
    let id = match key.parse::<KeyId>() {
        Ok(id) => Some(id),
        Err(_) => app.api_keys.find(&app.db.record, &app.keys, key)?.map(|key| key.id),
    };
    let keys = app.db.record.read(staff::list_keys)?;
    match keys.into_iter().find(|key| Some(key.id) == id && key.scope == Scope::Site && key.revoked_at.is_none()) {
        Some(key) => Ok(print(&app.keys.page_secret(key.id.raw()))?),
        None => words("there is no such site key in force; `amana key list` shows them"),
    }
}

fn revoke_key(app: &App, id: &str) -> Outcome {
    let id: KeyId = id.parse().or_else(|error| words(format!("{id}: {error}")))?;
    let (node, now) = (app.node, app.clock.now());
    let deed = AuditRow::new(None, Deed::KeyRevoked, id, now, &mut app.fork_rng());
    let ended = app.recorder.submit(move |tx| {
        note_change(tx, node, None, now)?;
        let was_there = staff::revoke_key(tx, id, now)?;
        if was_there {
            deed.write(tx)?;
        }
        Ok::<_, db::Error>(was_there)
    });
    if ended.wait()? {
        say("The key is ended.");
        Ok(())
    } else {
        words("there is no such key in force; `amana key list` shows them")
    }
}

pub(super) fn admin(place: &Place, command: AdminCommand) -> Outcome {
    let AdminCommand::Create { email, name, role, team, password_stdin } = command;
    let role = Role::from_word(&role)
        .map_or_else(|| words(format!("{role} is no role; choose owner, manager, member or auditor")), Ok)?;
    let teams = teams_of(&team)?;
    let app = open(config(place)?)?;
    let password = if password_stdin {
        let mut text = String::new();
        std::io::stdin().take(4096).read_to_string(&mut text)?;
        text.trim_end_matches(['\r', '\n']).to_owned()
    } else {
        new_password(&app)
    };
    create_staff(&app, &email, &name, role, teams, &password)?;
    if !password_stdin {
        print(&password)?;
    }
    say(&format!("{email} can sign in at {}/login", app.config.base_url));
    app.stop();
    Ok(())
}

/// Four groups of letters and digits that are hard to mistake for one another.
pub(super) fn new_password(app: &App) -> String {
    let letters = base::id::encode(&app.fork_rng().bytes());
    letters.as_bytes().chunks(5).take(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
}

/// The teams of these names; all where none is named.
fn teams_of(names: &[String]) -> Result<Vec<Recipient>, CommandError> {
    if names.is_empty() {
        return Ok(Recipient::TEAMS.to_vec());
    }
    let team = |name: &String| {
        let found = Recipient::TEAMS.into_iter().find(|team| team.word() == name);
        let choices = "choose marketing, support, fulfilment, analysis or management";
        found.map_or_else(|| words(format!("{name} is no team; {choices}")), Ok)
    };
    names.iter().map(team).collect()
}

/// Makes an account.
pub(super) fn create_staff(app: &App, email: &str, name: &str, role: Role, teams: Vec<Recipient>, password: &str) -> Outcome {
    let mut rng = app.fork_rng();
    let hashed = staff::hash_password(password, &mut rng).map_err(|error| CommandError::Words(error.to_string()))?;
    let (keys, now) = (app.keys.clone(), app.clock.now());
    let (email, name) = (email.to_owned(), name.to_owned());
    let made = app.recorder.submit(move |tx| {
        let new = NewStaff { role, teams: &teams, ..NewStaff::owner(&email, &name, Locale::En) };
        let id = staff::create(tx, &keys, &mut rng, &new, Some(&hashed), now)?;
        // The command line is nobody of the staff.
        let deed = AuditRow::new(None, Deed::AccountMade, id, now, &mut rng);
        let teams: Vec<&str> = teams.iter().map(|team| team.word()).collect();
        deed.detail(format!("role={} teams={}", role.word(), teams.join(","))).write(tx)?;
        Ok(())
    });
    made.wait().map_err(|error: StaffError| CommandError::Words(error.to_string()))
}
