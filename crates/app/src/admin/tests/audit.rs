//! Stories of the audit log: each thing that the staff do leaves a line, and no line holds a customer's data.

use super::roles::{PEOPLE, account, customer_of, identify, invite, signed_in};
use super::*;
use base::id::{KeyId, StaffId};
use foundation::staff::{AuditFilter, AuditRow, Deed, Role, Scope};
use serde_json::json;

use Deed as D;

const LOG: &str = "/admin/settings/audit";

fn audit(test: &TestApp) -> Vec<AuditRow> {
    test.app.db.record.read(|tx| staff::audit_at(tx, AuditFilter::default(), &db::Place::Start, 1_000)).unwrap()
}

/// What was done, and by whom.
pub(super) fn deeds(test: &TestApp) -> Vec<(Deed, Option<StaffId>)> {
    audit(test).into_iter().map(|row| (row.deed, row.staff)).collect()
}

/// What somebody did, by its words: under a clock that stands still, lines have no order among themselves.
fn done_by(test: &TestApp, by: StaffId) -> Vec<&'static str> {
    let mut words: Vec<&str> = deeds(test).iter().filter(|(_, staff)| *staff == Some(by)).map(|(deed, _)| deed.word()).collect();
    words.sort_unstable();
    words
}

fn words_of(deeds: &[Deed]) -> Vec<&'static str> {
    let mut words: Vec<&str> = deeds.iter().map(|deed| deed.word()).collect();
    words.sort_unstable();
    words
}

fn change_settings(owner: &mut Browser<'_>) {
    let store =
        [("store_name", "Noor"), ("language", "ar"), ("country", "SA"), ("currency", "SAR"), ("time_zone", "Asia/Riyadh")];
    owner.submit("/admin/settings", "/admin/settings", &store);
    let mail = [("host", "127.0.0.1"), ("port", "1"), ("security", "none")];
    owner.submit("/admin/settings/email", "/admin/settings/email", &mail);
    owner.submit("/admin/settings/rules", "/admin/settings/rules", &[("rule", "welcome"), ("on", "")]);
    let kept = "/admin/settings/retention";
    let asked = owner.submit(kept, kept, &[("browsing", "6")]).text();
    let agreed = asked.split("name=\"agreed\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    owner.submit(kept, kept, &[("browsing", "6"), ("agreed", &agreed)]);
    owner.submit(kept, kept, &[("browsing", "9")]);
}

/// Makes a key and revokes it.
fn handle_a_key(test: &TestApp, owner: &mut Browser<'_>) -> KeyId {
    let new = "/admin/settings/keys/new";
    let bases =
        [("basis_orders", "contract"), ("basis_browsing", "none"), ("basis_profile", "contract"), ("basis_other", "consent")];
    let named: Vec<_> = [("scope", "server"), ("name", "till")].into_iter().chain(bases).collect();
    owner.submit(new, new, &named);
    let key = test.app.db.record.read(staff::list_keys).unwrap().remove(0).id;
    let revoke = format!("/admin/settings/keys/{key}/revoke");
    owner.submit(&revoke, &revoke, &[]);
    key
}

fn work_with_customers(test: &TestApp, owner: &mut Browser<'_>) {
    let server = test.key(Scope::Server);
    test.feed(&server, &[identify("u1"), json!({"type": "track", "event": "x"})]);
    let customer = format!("/admin/customers/{}", customer_of(test, "u1"));
    let told = [("purpose", "marketing_email"), ("decision", "agree"), ("note", "at the counter")];
    owner.submit(&format!("{customer}?tab=consents"), &format!("{customer}/consents"), &told);
    owner.submit("/admin/settings", "/admin/messages/release", &[]);
    let aside = owner.get("/admin/set-aside").text();
    let aside = aside.split("class=\"row-link\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    owner.get(&aside);
}

#[test]
fn what_the_staff_do_is_written_down() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let sara = account(&test, EMAIL).staff.id;
    change_settings(&mut owner);
    let key = handle_a_key(&test, &mut owner);
    work_with_customers(&test, &mut owner);
    let expected = [
        [D::AccountMade, D::SettingChanged, D::SettingChanged, D::SettingChanged, D::SettingChanged].as_slice(),
        &[D::RetentionShortened, D::KeyMade, D::KeyRevoked, D::ConsentRecorded, D::MessagesReleased, D::AsideOpened],
    ];
    assert_eq!(done_by(&test, sara), words_of(&expected.concat()));
    let rows = audit(&test);
    let detail = |deed: Deed| rows.iter().filter(|row| row.deed == deed).map(|row| row.detail.as_str()).collect::<Vec<_>>();
    assert_eq!(detail(D::KeyMade), ["scope=server"]);
    assert!(detail(D::SettingChanged).contains(&"fields=store_name"));
    assert_eq!(detail(D::RetentionShortened), ["orders=120 browsing=6 profile=0 other=36"]);
    assert_eq!(detail(D::ConsentRecorded), ["purpose=marketing_email state=given"]);
    let is_personal = |text: &String| ["sara@", "Sara", "counter"].iter().any(|part| text.contains(part));
    assert!(!rows.iter().any(|row| is_personal(&row.subject) || is_personal(&row.detail)));

    for lang in ["en", "ar", "fa"] {
        owner.cookies.insert("lang".to_owned(), lang.to_owned());
        let page = owner.get(LOG).text();
        for code in ["deed-", "fields=", "scope=server", "browsing=", "switched="] {
            assert!(!page.contains(code), "{code}: {page}");
        }
    }
    owner.cookies.insert("lang".to_owned(), "en".to_owned());
    let narrowed = owner.get(&format!("{LOG}?person={sara}&deed=key_made")).text();
    assert_eq!(narrowed.matches("<th scope=\"row\">").count(), 1);
    assert!(narrowed.contains("till") && narrowed.contains("Sara Khan"), "{narrowed}");
    let file = owner.get(&format!("{LOG}.csv?deed=key_made"));
    assert_eq!((file.header("content-type"), file.text().lines().count()), ("text/csv; charset=utf-8", 2));
    assert!(file.text().contains(&format!("{sara},Sara Khan,key_made,{key},scope=server")), "{}", file.text());
    assert!(deeds(&test).contains(&(D::AuditExported, Some(sara))));
}

#[test]
fn coming_and_going_is_written_down() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let sara = account(&test, EMAIL).staff.id;
    log_in(&mut Browser::new(&test), EMAIL, "not the password");
    log_in(&mut Browser::new(&test), "nobody@shop.example", "not the password");
    let mut browser = Browser::new(&test);
    log_in(&mut browser, EMAIL, PASSWORD);
    browser.submit("/admin", "/admin/logout", &[]);
    assert_eq!(done_by(&test, sara), words_of(&[Deed::AccountMade, Deed::SignedIn, Deed::SignedOut]));
    // A failed sign-in is written down beside the answer, which does not wait for it.
    let failed = || audit(&test).into_iter().filter(|row| row.deed == Deed::SignInFailed).collect::<Vec<_>>();
    for _ in 0..100 {
        if failed().is_empty() {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
    let lines: Vec<_> = failed().into_iter().map(|row| (row.staff, row.subject)).collect();
    assert_eq!(lines, [(None, sara.to_string())], "an address without an account leaves no line");
    assert!(owner.get(LOG).text().contains("unknown"));
}

#[test]
fn what_is_done_to_accounts_is_written_down() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let sara = account(&test, EMAIL).staff.id;
    invite(&mut owner, "ali@shop.example", Role::Member, &["support"]);
    signed_in(&test, &mut owner, "layla@shop.example", Role::Member, &["support", "analysis"]);
    let layla = account(&test, "layla@shop.example").staff.id;
    assert_eq!(done_by(&test, layla), words_of(&[Deed::PasswordSet, Deed::SignedIn]));
    let page = format!("{PEOPLE}/{layla}");
    owner.submit(&page, &page, &[("role", "auditor")]);
    for verb in ["link", "sign-out", "disable", "enable"] {
        owner.submit(&page, &format!("{page}/{verb}"), &[]);
    }
    let teams = "/admin/settings/teams";
    owner.submit(teams, teams, &[("name", "Repairs"), ("part", "support")]);
    let team = test.app.db.record.read(staff::list_teams).unwrap().remove(0).id;
    owner.submit(teams, &format!("{teams}/{team}/remove"), &[]);
    let expected = [
        [D::AccountMade, D::AccountMade, D::AccountMade, D::AccountChanged, D::LinkMade, D::SignedOutEverywhere].as_slice(),
        &[D::AccountDisabled, D::AccountEnabled, D::TeamAdded, D::TeamRemoved],
    ];
    assert_eq!(done_by(&test, sara), words_of(&expected.concat()));
    let rows = audit(&test);
    let changed = rows.iter().find(|row| row.deed == D::AccountChanged).unwrap();
    assert_eq!((changed.subject.clone(), changed.detail.as_str()), (layla.to_string(), "role=auditor teams="));
    assert!(rows.iter().any(|row| row.deed == D::AccountMade && row.detail == "role=member teams=support,analysis"));
    assert!(rows.iter().all(|row| !row.subject.contains('@') && !row.detail.contains('@')), "staff by their ids");
    let log = owner.get(LOG).text();
    assert!(log.contains("Repairs") && log.contains("Layla") && log.contains("Role: Auditor"), "{log}");
}

#[test]
fn the_log_is_kept_for_two_years() {
    let test = TestApp::new();
    Browser::of_new_store(&test);
    let purged_after = |days: u64| {
        let then = test.clock.now().plus(Duration::from_hours(24 * days));
        test.app.recorder.submit(move |tx| staff::purge_audit(tx, then)).wait().unwrap()
    };
    assert_eq!((purged_after(730), purged_after(732)), (0, 1));
    assert!(audit(&test).is_empty());
}

#[test]
fn the_audit_log_has_pages() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let sara = account(&test, EMAIL).staff.id;
    let (mut rng, now) = (test.app.fork_rng(), test.clock.now());
    let lines = test.app.recorder.submit(move |tx| {
        for at in 0..120 {
            let at = now.plus(Duration::from_secs(at));
            AuditRow::new(Some(sara), Deed::SettingChanged, "store", at, &mut rng).write(tx)?;
        }
        Ok::<_, db::Error>(())
    });
    lines.wait().unwrap();
    let link = |page: &str, rel: &str| {
        let before = page.split(&format!("\" rel=\"{rel}\"")).next().filter(|before| before.len() < page.len())?;
        Some(before.rsplit("href=\"").next()?.replace("&amp;", "&"))
    };
    let rows = |page: &str| page.matches("<th scope=\"row\">").count();
    let first = owner.get(&format!("{LOG}?deed=setting_changed")).text();
    let second = owner.get(&link(&first, "next").unwrap()).text();
    let third = owner.get(&link(&second, "next").unwrap()).text();
    assert_eq!((rows(&first), rows(&second), rows(&third)), (50, 50, 20));
    assert_eq!(rows(&owner.get(&link(&third, "prev").unwrap()).text()), 50);
    assert!(link(&first, "prev").is_none() && link(&third, "next").is_none());
}
