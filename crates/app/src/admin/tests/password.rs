//! Stories of one's own password.

use super::audit::deeds;
use super::*;
use foundation::staff::Deed;

const PATH: &str = "/admin/password";
const NEW: &str = "nine paper boats";

#[test]
fn a_new_password_ends_every_other_session() {
    let test = TestApp::new();
    let mut here = Browser::of_new_store(&test);
    let mut elsewhere = Browser::new(&test);
    log_in(&mut elsewhere, EMAIL, PASSWORD);
    assert!(here.get("/admin").text().contains("href=\"/admin/password\""), "the way to it is in the menu");
    let changed = here.submit(PATH, PATH, &[("old", PASSWORD), ("password", NEW)]);
    assert_eq!(changed.header("location"), "/admin/password?done=password", "{}", changed.text());
    assert!(here.get("/admin/password?done=password").text().contains("All other sessions have ended"));
    assert_eq!((here.get("/admin").status, elsewhere.get("/admin").status), (StatusCode::OK, StatusCode::SEE_OTHER));
    assert_eq!(log_in(&mut elsewhere, EMAIL, PASSWORD).status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(log_in(&mut elsewhere, EMAIL, NEW).status, StatusCode::SEE_OTHER);
    let owner = test.app.db.record.read(|tx| staff::list_accounts(tx, &test.app.keys)).unwrap().remove(0).staff.id;
    assert!(deeds(&test).contains(&(Deed::PasswordSet, Some(owner))));
}

#[test]
fn whoever_does_not_know_the_present_one_changes_nothing_and_soon_waits() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    for short in ["short", "aaaaaaaaaaaa", EMAIL] {
        let reply = browser.submit(PATH, PATH, &[("old", PASSWORD), ("password", short)]);
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{short}");
    }
    for _ in 0..5 {
        let reply = browser.submit(PATH, PATH, &[("old", "a guess of somebody"), ("password", NEW)]);
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.text().contains("not your present password"), "{}", reply.text());
    }
    let reply = browser.submit(PATH, PATH, &[("old", PASSWORD), ("password", NEW)]);
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS, "even the right one waits");
    assert_eq!(deeds(&test).iter().filter(|(deed, _)| *deed == Deed::SignInFailed).count(), 5);
    test.clock.advance(Duration::from_secs(31));
    assert_eq!(log_in(&mut Browser::new(&test), EMAIL, PASSWORD).status, StatusCode::SEE_OTHER, "nothing was changed");
}
