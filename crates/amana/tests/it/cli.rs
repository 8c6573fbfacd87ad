//! The command line as scripts and people meet it.

use crate::looks;
use crate::support::{Home, SOON, START_WITHIN, eventually, on_postgres, tell};
use capabilities::messaging::{BuiltIn, Message, MessageState};
use foundation::{history, journal};
use serde_json::json;
use std::io::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

fn read_event(mark: &str) -> serde_json::Value {
    json!({"type": "track", "userId": "sara", "event": "Letter Read", "properties": {"mark": mark}})
}

/// The README's first command is `cargo run --release -- demo`, without a word on which program.
#[test]
fn cargo_run_means_the_program() {
    let workspace = include_str!("../../../../Cargo.toml");
    assert!(workspace.contains("\ndefault-members = [\"crates/amana\"]\n"));
}

#[test]
fn a_key_is_printed_alone_and_ends_at_once() {
    let home = Home::new();
    let said = home.run(&["key", "create", "--name", "shop", "--scope", "server"]);
    assert!(said.status.success(), "{}", said.stderr);
    let key = said.stdout.strip_suffix('\n').expect("one line").to_owned();
    assert!(key.starts_with("amana_server_") && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{key}");
    assert!(!said.stderr.contains(&key), "words go to stderr, the key to stdout alone");

    let program = home.serve();
    program.take(&key, &[read_event("before")]);
    program.take(&key, &[read_event("before-too")]);
    let listed = home.print(&["key", "list"]);
    let line = listed.lines().find(|line| line.ends_with("\tshop") || line.contains("\tshop\t")).expect("it is listed");
    assert!(line.contains("in force") && line.contains("server"), "{line}");
    assert!(!listed.contains(&key), "a list shows no key");
    let id = line.split('\t').next().expect("an id").to_owned();
    home.print(&["key", "revoke", &id]);
    // The very next request, though the server knew the key by heart.
    assert_eq!(program.send(&key, &[read_event("after")]).unwrap().status, 401);
    assert_eq!(program.send(&key, &[read_event("after")]).unwrap().status, 401);
    assert_eq!(looks::marks(&home.db()).len(), 2);
    assert!(home.print(&["key", "list"]).contains("ended "));
    home.run(&["key", "revoke", &id]).refused_with("no such key in force");
    home.run(&["key", "revoke", "nonsense"]).refused_with("nonsense");
    home.run(&["key", "create", "--name", "x", "--scope", "root"]).refused_with("choose site, server, read or admin");
    home.run(&["key", "create", "--name", "x", "--scope", "site", "--basis", "orders=magic"]).refused_with("orders=magic");

    // A key that is made while the server runs is known at once, too.
    let second = home.key("server");
    program.take(&second, &[read_event("second")]);
}

#[test]
fn a_public_key_may_not_bring_history_and_a_reading_key_no_events() {
    let home = Home::new();
    let (site, read) = (home.key("site"), home.key("read"));
    let program = home.serve();
    assert_eq!(program.send(&read, &[read_event("a")]).unwrap().status, 403);
    let body = json!({"batch": []}).to_string();
    let mut client = crate::support::Http::open(program.address).unwrap();
    let answer = client.post("/v1/import", &format!("authorization: Bearer {site}\r\n"), body.as_bytes()).unwrap();
    assert_eq!(answer.status, 403);
}

#[test]
fn the_secret_of_a_site_key_is_printed_again_and_other_keys_have_none() {
    let home = Home::new();
    let (one, two, server) = (home.key("site"), home.key("site"), home.key("server"));
    let secret = |key: &str| home.print(&["key", "secret", key]).trim().to_owned();
    assert!(secret(&one).len() == 64 && secret(&one).bytes().all(|b| b.is_ascii_hexdigit()));
    assert!(secret(&one) == secret(&one) && secret(&one) != secret(&two));
    let listed = home.print(&["key", "list"]);
    let ids: Vec<&str> =
        listed.lines().filter(|line| line.contains("\tsite\t")).filter_map(|line| line.split('\t').next()).collect();
    assert!(ids.len() == 2 && ids.iter().any(|id| secret(id) == secret(&one)), "by its id, too: {listed}");
    for other in [server.as_str(), "nonsense", ""] {
        home.run(&["key", "secret", other]).refused_with("no such site key in force");
    }
    for id in &ids {
        home.print(&["key", "revoke", id]);
    }
    home.run(&["key", "secret", &one]).refused_with("no such site key in force");
}

#[test]
fn an_account_is_made_with_a_password_from_stdin_or_a_made_one() {
    let home = Home::new();
    let said = home.run(&["admin", "create", "--email", "sara@shop.example"]);
    assert!(said.status.success(), "{}", said.stderr);
    assert!(said.stdout.trim().len() >= 20 && said.stdout.lines().count() == 1, "the password alone: {}", said.stdout);
    assert!(said.stderr.contains("/login"), "{}", said.stderr);
    home.run(&["admin", "create", "--email", "sara@shop.example"]).refused_with("");
    home.run(&["admin", "create", "--email", "no address"]).refused_with("");

    let mut child = home
        .command(&["admin", "create", "--email", "ali@shop.example", "--password-stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all("a long and quiet sentence\n".as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(output.stdout.is_empty(), "a password that was given is not repeated");
}

#[test]
fn an_account_is_made_with_the_role_and_the_teams_that_are_named() {
    let home = Home::new();
    let create = |more: &[&str]| home.run(&[&["admin", "create", "--email", "sara@shop.example"], more].concat());
    create(&["--role", "king"]).refused_with("choose owner, manager, member or auditor");
    create(&["--team", "support", "--team", "automation"]).refused_with("choose marketing, support, fulfilment");
    let said = create(&["--role", "member", "--team", "support", "--team", "analysis"]);
    assert!(said.status.success(), "{}", said.stderr);
}

#[test]
fn mistakes_in_the_configuration_name_their_key() {
    let home = Home::in_files();
    for (name, value, words) in [
        ("AMANA_LISTNE", "127.0.0.1:1", "AMANA_LISTNE: is no key of amana"),
        ("AMANA_LISTEN", "8080", "listen: 8080 is no address"),
        ("AMANA_DATABASE_URL", "mysql://x", "database_url: must start with postgres://"),
        ("AMANA_SMTP_URL", "http://x", "smtp_url: "),
        ("AMANA_BOUNCE_MAILBOX_URL", "imaps://h", "bounce_mailbox_url: "),
        ("AMANA_BASE_URL", "shop.example", "base_url: must start with https://"),
        ("AMANA_MAIL_CONNECTIONS", "0", "mail_connections: must be a number from 1 to 64"),
        ("AMANA_MAIL_CONNECTIONS", "many", "AMANA_MAIL_CONNECTIONS: must be a number"),
        ("AMANA_MASTER_KEY", "secret", "64 hexadecimal digits"),
    ] {
        let said = home.command(&["doctor"]).env(name, value).output().unwrap();
        let text = String::from_utf8_lossy(&[said.stdout, said.stderr].concat()).into_owned();
        assert_eq!(said.status.code(), Some(1), "{name}={value}: {text}");
        assert!(text.contains(words), "{name}={value}: “{words}” is not in: {text}");
    }
    let file = home.folder().join("amana.toml");
    std::fs::write(&file, "lisen = '127.0.0.1:1'\n").unwrap();
    home.run(&["--config", file.to_str().unwrap(), "doctor"]).refused_with("lisen");
    home.run(&["--config", "/nowhere.toml", "doctor"]).refused_with("/nowhere.toml: can't be read");
    // A misspelt command is a usage error, as of every program.
    assert_eq!(home.run(&["sevre"]).status.code(), Some(2));
}

#[test]
fn the_demo_reads_no_settings_of_a_store_beside_it() {
    let home = Home::in_files();
    for (folder, settings) in [("data", "of_the_store = 1\n"), ("demo-data", "of_the_demo = 1\n")] {
        std::fs::create_dir_all(home.folder().join(folder)).unwrap();
        std::fs::write(home.folder().join(folder).join("amana.toml"), settings).unwrap();
    }
    for (command, named) in [("demo", "of_the_demo"), ("serve", "of_the_store")] {
        let output = home.command(&[command]).env_remove("AMANA_DATA").current_dir(home.folder()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(named), "{command}: {said}");
    }
}

#[test]
fn keys_that_mail_is_signed_with_give_way_only_where_that_is_asked_for() {
    let home = Home::new();
    let make = |selector| ["dkim", "--domain", "noor.example", "--selector", selector];
    assert_eq!(home.print(&make("first")).lines().count(), 2);
    home.run(&make("second")).refused_with("--replace");
    let replaced = home.print(&[&make("second")[..], &["--replace"]].concat());
    assert!(replaced.starts_with("second._domainkey.noor.example\t"), "{replaced}");
}

/// A mail server hands a letter over again where it may: a program that can't even read its settings has lost nothing yet.
#[test]
fn a_bounce_that_meets_a_mistake_in_the_settings_is_asked_for_again() {
    let home = Home::in_files();
    let output = home.command(&["bounce"]).env("AMANA_LISTEN", "8080").output().unwrap();
    assert_eq!(output.status.code(), Some(75), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn an_address_in_use_is_said_and_nothing_hangs() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let home = Home::new();
    let start = Instant::now();
    home.run(&["serve", "--listen", &address]).refused_with("can't be listened on");
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn migrate_can_be_repeated() {
    let home = Home::in_files();
    let steps = || {
        let said = home.run(&["migrate"]).stderr;
        let before = said.split(" steps were applied").next().unwrap_or_default().to_owned();
        let number = before.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default().to_owned();
        number.parse::<u32>().unwrap_or_else(|_| panic!("no number of steps: {said}"))
    };
    assert!(steps() >= 16);
    assert_eq!(steps(), 0);
    home.serve().stop();
}

#[test]
fn the_doctor_tells_good_from_bad() {
    let mail = capabilities::messaging::testing::SmtpServer::start(capabilities::messaging::testing::Script::default()).unwrap();
    let home = Home::new().with("AMANA_SMTP_URL", &mail.url());
    let said = home.run(&["doctor"]);
    assert!(said.status.success(), "{}{}", said.stdout, said.stderr);
    assert!(said.stdout.lines().all(|line| line.starts_with("ok ") || line.starts_with("advice ")), "{}", said.stdout);
    assert!(
        said.stdout.contains("The mail server answers") && said.stdout.contains("advice  Nobody can sign in yet"),
        "{}",
        said.stdout
    );

    // It may be asked while the server runs.
    let program = home.serve();
    assert!(home.run(&["doctor"]).status.success());
    program.stop();

    let nobody = home.command(&["doctor"]).env("AMANA_SMTP_URL", "smtp://127.0.0.1:1").output().unwrap();
    assert_eq!(nobody.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&nobody.stdout).contains("WRONG   The mail server"),
        "{}",
        String::from_utf8_lossy(&nobody.stdout)
    );

    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let key = home.data().join("master.key");
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
        let said = home.run(&["doctor"]);
        assert_eq!(said.status.code(), Some(1));
        assert!(said.stdout.contains("run chmod 600"), "{}", said.stdout);
    }
}

#[test]
fn a_wrong_master_key_is_refused_at_start() {
    let home = Home::new();
    home.key("server");
    let other = "ab".repeat(32);
    let said = home.command(&["serve", "--listen", "127.0.0.1:0"]).env("AMANA_MASTER_KEY", &other).output().unwrap();
    assert_eq!(said.status.code(), Some(1));
    let text = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(text.contains("not the one that this data was sealed with"), "{text}");
    std::fs::remove_file(home.data().join("master.key")).unwrap();
    home.run(&["key", "list"]).refused_with("master.key back, or set AMANA_MASTER_KEY");
    assert!(!home.data().join("master.key").exists(), "no new key is made over old data");
}

#[test]
fn a_rebuild_beside_a_quiet_server_is_worked_through() {
    let home = Home::new();
    let key = home.key("server");
    let program = home.serve();
    let order = json!({"type": "track", "userId": "sara", "event": "Order Completed", "properties": {"order_id": "1", "total": 5, "currency": "USD"}});
    program.take(&key, &[order, read_event("one")]);
    let db = home.db();
    eventually("all is read", SOON, || looks::all_is_read(&db).then_some(()));
    let live = looks::projected(&db);
    for name in ["orders", "customers", "insights"] {
        let said = home.run(&["rebuild", name]);
        assert!(
            said.status.success() && said.stderr.contains("was emptied; the running server makes it anew"),
            "{}",
            said.stderr
        );
        // Nothing new arrives that would wake anybody.
        eventually("it is made anew", Duration::from_secs(15), || {
            (looks::all_is_read(&db) && looks::projected(&db) == live).then_some(())
        });
    }
    home.run(&["rebuild", "answers"]).refused_with("there is no projection answers");
    program.stop();
    assert_eq!(looks::messages(&db).len(), 1, "a rebuild sends nothing");
    looks::assert_rebuild_changes_nothing(&home);
}

/// Customers who said who they are; the demo has visitors who did not, too.
fn shoppers(home: &Home) -> i64 {
    looks::count(&home.db().record, "SELECT COUNT(*) FROM customers WHERE root IS NULL AND known = 2")
}

#[test]
#[ignore = "makes 20,000 customers, minutes in a debug build; runs in the section `kills`"]
fn kill_the_demo_once_it_has_shown_its_login() {
    if on_postgres() {
        tell("skipped: the demo is made once, on the embedded engine");
        return;
    }
    let home = Home::in_files();
    let start = Instant::now();
    let program = home.start(&["demo"], Duration::from_mins(5)).unwrap_or_else(|said| panic!("{said}"));
    tell(&format!("the demo is ready after {:?}", start.elapsed()));
    let said = program.said();
    let password = said.lines().find_map(|line| line.strip_prefix("password: ")).expect("a password").to_owned();
    assert!(said.contains("owner@noor.example") && password.len() > 20 && said.contains("No mail leaves this machine"));
    let login = program.get("/login").expect("an answer");
    assert_eq!(login.status, 200);
    assert!(login.body.contains("password"), "{}", login.body);
    assert_eq!(shoppers(&home), 20_000);
    program.kill();
    // The second start makes nothing, and shows the same login.
    let again = home.start(&["demo"], START_WITHIN).unwrap_or_else(|said| panic!("{said}"));
    assert_eq!(again.said().matches(&password).count(), 2);
    assert_eq!(shoppers(&home), 20_000);
    // What was sent in the past is noted, and that three people asked for something is confirmed to them.
    let mail = std::fs::read_dir(home.data().join("mail")).map_or(0, Iterator::count);
    assert!(mail <= 3, "history sends nothing, and here are {mail} letters");
    let waits = |message: &Message| !matches!(message.state, MessageState::Sent | MessageState::Withheld);
    let waiting: Vec<_> = looks::messages(&home.db()).into_iter().filter(waits).map(|message| message.letter).collect();
    assert!(waiting.iter().all(|rule| *rule == BuiltIn::RequestReceived), "history sends nothing: {waiting:?}");
    assert_sealed(&home);
    again.stop();
}

/// All but the newest events go into files, which are as they were written until somebody damages one.
fn assert_sealed(home: &Home) {
    let db = home.db();
    let rest = || Ok::<_, db::Error>(db.record.read(journal::head)? - 1 - db.record.read(history::sealed_through)?);
    eventually("the past is sealed", Duration::from_mins(3), || (rest().ok()? <= 132_072).then_some(()));
    eventually("its files are few", Duration::from_mins(3), || (db.record.read(history::files).ok()?.len() <= 60).then_some(()));
    looks::assert_without_gaps(&db);
    // Who reads the folder from outside finds each event once, whatever the kill left there.
    let on_disk = || {
        std::fs::read_dir(home.data().join("history"))
            .into_iter()
            .flatten()
            .flatten()
            .flat_map(|month| std::fs::read_dir(month.path()))
            .flatten()
            .count()
    };
    eventually("no stray is left", SOON, || (on_disk() == db.record.read(history::files).ok()?.len()).then_some(()));
    let said = home.run(&["history", "check"]);
    assert!(said.status.success() && said.stderr.contains("are as they were written"), "{}", said.stderr);
    let file = db.record.read(history::files).unwrap().pop().unwrap();
    let path = home.data().join("history").join(file.path());
    let whole = std::fs::read(&path).unwrap();
    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 1;
    std::fs::write(&path, &damaged).unwrap();
    let said = home.run(&["history", "check"]);
    assert!(said.stdout.contains(&file.id.to_string()) && !said.status.success(), "{}", said.stdout);
    std::fs::write(&path, &whole).unwrap();
    home.print(&["history", "check"]);
}
