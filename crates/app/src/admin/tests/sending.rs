//! Stories of when marketing may go out.

use super::*;
use capabilities::messaging::{Cap, Channel, SendingRules};
use jiff::civil::date;

const PATH: &str = "/admin/settings/sending";

fn rules(test: &TestApp) -> SendingRules {
    test.app.db.record.read(SendingRules::load).unwrap()
}

#[test]
fn limits_are_set_checked_and_told() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    assert_eq!(rules(&test), SendingRules::default(), "a new store limits nothing");
    let wrong = browser.submit(PATH, PATH, &[("email_1", "0"), ("quiet_from", "21:00")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("href=\"#f-email_1\"") && wrong.text().contains("href=\"#f-quiet_until\""));
    assert_eq!(rules(&test), SendingRules::default());
    let form = [
        ("email_1", "١"),
        ("email_7", "3"),
        ("quiet_from", "21:00"),
        ("quiet_until", "08:30"),
        ("fatigue", "on"),
        ("fatigue_letters", "۸"),
        ("fatigue_within", "60"),
        ("fatigue_one_in", "14"),
    ];
    assert_eq!(browser.submit(PATH, PATH, &form).header("location"), "/admin/settings/sending?done=saved");
    let kept = rules(&test);
    assert_eq!(kept.of(Channel::Email).caps, [Cap { letters: 1, days: 1 }, Cap { letters: 3, days: 7 }]);
    assert_eq!(kept.of(Channel::Email).quiet.unwrap().until.minute(), 30);
    assert_eq!(kept.fatigue.unwrap().letters, 8);
    let log = browser.get("/admin/settings/audit").text();
    assert!(log.contains("Sending rules") && log.contains("Fewer where nothing comes back"), "{log}");
    for (lang, said) in [("en", "21:00"), ("ar", "٢١:٠٠"), ("fa", "۲۱:۰۰")] {
        browser.cookies.insert("lang".to_owned(), lang.to_owned());
        let page = browser.get("/admin/settings/sending?done=saved").text();
        assert!(page.contains(said), "{lang}");
    }
}

#[test]
fn days_without_marketing_are_named_and_taken_back() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let (add, remove) = ("/admin/settings/sending/days", "/admin/settings/sending/days/remove");
    let wrong = browser.submit(PATH, add, &[("day", "2020-01-01")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("href=\"#f-day\"") && wrong.text().contains("value=\"2020-01-01\""), "what was typed stays");
    assert_eq!(browser.submit(PATH, add, &[("day", "2030-06-03")]).status, StatusCode::SEE_OTHER);
    assert_eq!(rules(&test).days_off, [date(2030, 6, 3)].into());
    assert!(browser.get(PATH).text().contains("3 June 2030"));
    assert_eq!(browser.submit(PATH, remove, &[("day", "2030-06-03")]).status, StatusCode::SEE_OTHER);
    assert!(rules(&test).days_off.is_empty());
}
