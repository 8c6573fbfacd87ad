//! `amana backup` while all goes on, and `amana restore` into nothing.

use crate::loads::Load;
use crate::looks;
use crate::support::{Home, Http, SOON, eventually, on_postgres};
use base::id::CustomerId;
use capabilities::messaging::MessageState;
use capabilities::messaging::testing::{Script, SmtpServer, Step};
use serde_json::json;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

/// A backup made under load, with letters waiting, and the home that it was made of.
struct BackedUp {
    home: Home,
    backup: PathBuf,
    mail: SmtpServer,
}

/// A database with nothing in it, gone when dropped. The test's own databases have the schema already.
struct EmptyDatabase {
    server: String,
    name: String,
    url: String,
}

impl EmptyDatabase {
    fn create() -> Self {
        let server = std::env::var("AMANA_TEST_POSTGRES_URL").expect("PostgreSQL");
        let name = format!("amana_restored_{}", std::process::id());
        let database = server.rfind('/').expect("a URL with a database");
        let url = format!("{}/{name}", &server[..database]);
        Command::new("dropdb")
            .arg(format!("--maintenance-db={server}"))
            .args(["--if-exists", "--force", &name])
            .status()
            .unwrap();
        assert!(Command::new("createdb").arg(format!("--maintenance-db={server}")).arg(&name).status().unwrap().success());
        Self { server, name, url }
    }
}

impl Drop for EmptyDatabase {
    fn drop(&mut self) {
        let _ = Command::new("dropdb").arg(format!("--maintenance-db={}", self.server)).args(["--force", &self.name]).status();
    }
}

fn back_up(words: &[&str]) -> BackedUp {
    // The mail server takes nobody in for now, so letters wait.
    let mail = SmtpServer::start(Script { greeting: Step::Close, ..Script::default() }).unwrap();
    let home = Home::new().with("AMANA_SMTP_URL", &mail.url());
    let key = home.key("server");
    let program = home.serve();
    let load = Load::start(program.address, &key, 2, Duration::from_millis(10));
    let db = home.db();
    eventually("letters wait", SOON, || (load.acknowledged() > 40 && looks::messages(&db).len() > 5).then_some(()));
    let backup = home.folder().join("backup");
    let all: Vec<&str> = ["backup", backup.to_str().unwrap()].into_iter().chain(words.iter().copied()).collect();
    home.print(&all);
    let acknowledged = load.acknowledged();
    eventually("the load went on", SOON, || (load.acknowledged() > acknowledged).then_some(()));
    load.finish();
    drop(program);
    BackedUp { home, backup, mail }
}

#[test]
fn a_backup_under_load_is_restored_whole_and_sends_nothing_by_itself() {
    let BackedUp { home, backup, mail } = back_up(&["--with-key"]);
    mail.set_script(Script::default());
    let mut restored = Home::in_files().with("AMANA_SMTP_URL", &mail.url());
    let empty = on_postgres().then(EmptyDatabase::create);
    if let Some(empty) = &empty {
        restored.set("AMANA_DATABASE_URL", &empty.url);
    }
    let said = restored.run(&["restore", backup.to_str().unwrap()]);
    assert!(said.status.success(), "{}", said.stderr);
    let db = restored.db();
    looks::assert_without_gaps(&db);
    let lags = foundation::projections::lags(&db).unwrap();
    let head = db.record.read(foundation::journal::head).unwrap();
    assert!(lags.iter().all(|lag| lag.position < head), "a projection is ahead of its journal: {lags:?}");
    let unsent = looks::messages(&db).iter().filter(|m| [MessageState::Queued, MessageState::Sending].contains(&m.state)).count();
    let held = looks::in_state(&db, MessageState::Held);
    assert!(unsent == 0 && held > 5, "{unsent} unsent, {held} held");
    assert!(said.stderr.contains(&format!("{held} messages that were not sent yet are held")), "{}", said.stderr);

    let arrived = mail.received().len();
    let program = restored.serve();
    eventually("all is read", SOON, || looks::all_is_read(&db).then_some(()));
    program.stop();
    assert_eq!(looks::in_state(&db, MessageState::Held), held, "a person has to decide");
    let mut fresh = 0;
    for message in looks::messages(&db) {
        // What the copied projections had not read yet is answered now, as after any other stop.
        fresh += usize::from(message.state == MessageState::Sent);
    }
    assert!(mail.received().len() - arrived <= fresh);
    drop(db);
    looks::assert_rebuild_changes_nothing(&restored);
    // Once there is a store, a restore would overwrite it.
    restored.run(&["restore", backup.to_str().unwrap()]).refused_with("holds a store already");
    assert_eq!(looks::in_state(&restored.db(), MessageState::Held), held, "nothing of it was touched");
    home.run(&["backup", backup.to_str().unwrap()]).refused_with("exists already");
}

#[test]
fn a_backup_without_its_key_or_with_damage_is_refused() {
    let BackedUp { home, backup, .. } = back_up(&[]);
    let words = ["restore", backup.to_str().unwrap()];
    assert!(!backup.join("master.key").exists(), "the key is in a backup only where that was asked for");

    let keyless = Home::in_files();
    keyless.run(&words).refused_with("the backup holds no master key: put master.key into");
    assert!(!keyless.data().join("record.db").exists(), "nothing was restored");
    if on_postgres() {
        let files = Home::in_files().with("AMANA_MASTER_KEY", &"ab".repeat(32));
        files.run(&words).refused_with("this backup is of PostgreSQL; set AMANA_DATABASE_URL to an empty database");
        return;
    }
    // The wrong key: refused, and what was restored would still send nothing by itself.
    let wrong = Home::in_files().with("AMANA_MASTER_KEY", &"ab".repeat(32));
    wrong.run(&words).refused_with("not the one that this data was sealed with");
    let db = wrong.db();
    assert_eq!(looks::in_state(&db, MessageState::Queued), 0);

    let file = backup.join("record.db");
    let whole = std::fs::read(&file).unwrap();
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    std::fs::write(&file, &damaged).unwrap();
    let mut fresh = Home::in_files();
    fresh.set("AMANA_MASTER_KEY", std::fs::read_to_string(home.data().join("master.key")).unwrap().trim());
    fresh.run(&words).refused_with("record.db in the backup is damaged");
    assert!(!fresh.data().join("record.db").exists(), "nothing was restored");
    std::fs::write(&file, &whole[..middle]).unwrap();
    fresh.run(&words).refused_with("record.db in the backup is damaged");
    std::fs::write(&file, &whole).unwrap();
    assert!(fresh.run(&words).status.success());
    fresh.run(&["restore", "/nowhere"]).refused_with("/nowhere is no backup");
}

#[test]
fn whom_the_register_names_a_restore_erases_again() {
    if on_postgres() {
        return;
    }
    let home = Home::in_files();
    let (server, admin) = (home.key("server"), home.key("admin"));
    let program = home.serve();
    let order = json!({"type": "track", "userId": "zq-1", "event": "Order Completed", "messageId": "one",
        "properties": {"order_id": "zq-order", "total": 5, "currency": "EUR", "email": "zq@example.com"}});
    program.take(&server, &[order]);
    let db = home.db();
    let find = |db: &db::Db| {
        db.record.read(|tx| tx.query("SELECT customer FROM identities", &[], |row| row.get::<CustomerId>(0))).unwrap().pop()
    };
    let customer = find(&db).expect("a customer");
    let backup = home.folder().join("backup");
    home.print(&["backup", backup.to_str().unwrap(), "--with-key"]);
    let mut client = Http::open(program.address).unwrap();
    let request = format!(
        "DELETE /api/v1/customers/{customer} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {admin}\r\nContent-Length: 0\r\n\r\n"
    );
    client.write(request.as_bytes()).unwrap();
    let answer = client.answer().unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body);
    program.stop();
    let register = home.data().join("erasures.register");
    assert!(std::fs::read_to_string(&register).unwrap().contains(&customer.to_string()));
    let restore = |erasures: &[&str]| {
        let restored = Home::in_files();
        let words: Vec<&str> = ["restore", backup.to_str().unwrap()].into_iter().chain(erasures.iter().copied()).collect();
        let said = restored.run(&words);
        assert!(said.status.success(), "{}", said.stderr);
        (find(&restored.db()).is_some(), said.stderr)
    };
    let (is_back, said) = restore(&[]);
    assert!(is_back && said.contains("erasures.register"), "{said}");
    assert!(!restore(&["--erasures", register.to_str().unwrap()]).0);
}
