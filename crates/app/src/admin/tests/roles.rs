//! Stories of the store's own people: who is invited, what they open, what they see, and what is written down.

use super::audit::deeds;
use super::*;
use base::id::CustomerId;
use foundation::consent::{Category, Recipient};
use foundation::customers::{self, Claim};
use foundation::staff::{Account, Deed, Role, Scope};
use foundation::vault::AccessLog;
use serde_json::json;

pub(super) const PEOPLE: &str = "/admin/settings/people";
const OTHER_PASSWORD: &str = "nine paper boats";

/// The account of an address.
pub(super) fn account(test: &TestApp, email: &str) -> Account {
    let all = test.app.db.record.read(|tx| staff::list_accounts(tx, &test.app.keys)).unwrap();
    all.into_iter().find(|account| account.staff.email == email).unwrap()
}

/// Invites somebody; gives the link's path.
pub(super) fn invite(owner: &mut Browser<'_>, email: &str, role: Role, teams: &[&str]) -> String {
    let new = format!("{PEOPLE}/new");
    let mut fields = vec![("name", "Layla"), ("email", email), ("role", role.word())];
    fields.extend(teams.iter().map(|team| ("team", *team)));
    link_on(&owner.submit(&new, &new, &fields).text())
}

pub(super) fn link_on(page: &str) -> String {
    let after = page.split("http://shop.example/invitation/").nth(1).unwrap_or_else(|| panic!("no link on {page}"));
    let token: String = after.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    format!("/invitation/{token}")
}

/// Somebody of this role and these teams, signed in.
pub(super) fn signed_in<'a>(test: &'a TestApp, owner: &mut Browser<'_>, email: &str, role: Role, teams: &[&str]) -> Browser<'a> {
    let link = invite(owner, email, role, teams);
    let mut browser = Browser::new(test);
    let reply = browser.submit(&link, &link, &[("password", OTHER_PASSWORD)]);
    assert_eq!(reply.header("location"), "/admin?done=welcome", "{}", reply.text());
    browser
}

pub(super) fn order(user: &str) -> serde_json::Value {
    json!({"type": "track", "event": "Order Completed", "userId": user, "messageId": format!("o-{user}"),
        "properties": {"order_id": "10482", "total": 12.5, "currency": "SAR", "email": "sara@example.com"}})
}

pub(super) fn identify(user: &str) -> serde_json::Value {
    json!({"type": "identify", "userId": user, "messageId": format!("i-{user}"),
        "traits": {"name": "Sara Karimi", "email": "sara@example.com", "plan": "gold"}})
}

pub(super) fn customer_of(test: &TestApp, user: &str) -> CustomerId {
    let claim = Claim::user_id(&test.app.keys, user);
    test.app.db.record.read(|tx| customers::find_identity(tx, &claim.hash)).unwrap().unwrap().0
}

#[test]
fn an_invitation_works_once() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let link = invite(&mut owner, "layla@shop.example", Role::Member, &["support"]);
    assert!(owner.get(PEOPLE).text().contains("Invited"));
    assert_eq!(log_in(&mut Browser::new(&test), "layla@shop.example", "").status, StatusCode::UNPROCESSABLE_ENTITY);

    let mut layla = Browser::new(&test);
    let page = layla.get(&link).text();
    assert!(page.contains("layla@shop.example") && page.contains("readonly"), "{page}");
    let weak = layla.submit(&link, &link, &[("password", "aaaaaaaaaaaa")]);
    assert!(weak.status == StatusCode::UNPROCESSABLE_ENTITY && weak.text().contains("href=\"#f-password\""));
    let done = layla.submit(&link, &link, &[("password", OTHER_PASSWORD)]);
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/admin?done=welcome"));
    assert!(layla.get("/admin?done=welcome").text().contains("Your password is set"));
    assert!(owner.get(PEOPLE).text().contains("Can sign in"));

    let again = Browser::new(&test).get(&link);
    let forged = Browser::new(&test).get(&format!("/invitation/{}", "A".repeat(32)));
    assert_eq!((again.status, forged.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN));
    let told = |reply: &Reply, path: &str| reply.text().replace(&web::layout::encode_query(path), "…");
    assert_eq!(told(&again, &link), told(&forged, &format!("/invitation/{}", "A".repeat(32))), "used and made up are told alike");
    assert_eq!(log_in(&mut Browser::new(&test), "layla@shop.example", OTHER_PASSWORD).status, StatusCode::SEE_OTHER);
    assert!(
        owner
            .submit(
                &format!("{PEOPLE}/new"),
                &format!("{PEOPLE}/new"),
                &[("name", "L"), ("email", "Layla@shop.example"), ("role", "member"), ("team", "support")]
            )
            .text()
            .contains("There is an account with this e-mail address already")
    );
}

#[test]
fn an_invitation_runs_out_and_a_new_one_ends_the_old() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let first = invite(&mut owner, "layla@shop.example", Role::Member, &["support"]);
    let page = format!("{PEOPLE}/{}", account(&test, "layla@shop.example").staff.id);
    let second = link_on(&owner.submit(&page, &format!("{page}/link"), &[]).text());
    assert_eq!(Browser::new(&test).get(&first).status, StatusCode::FORBIDDEN);
    test.clock.advance(Duration::from_hours(71));
    assert_eq!(Browser::new(&test).get(&second).status, StatusCode::OK);
    let mut late = Browser::new(&test);
    let token = token_of(&late.get(&second).text());
    test.clock.advance(Duration::from_hours(2));
    assert_eq!(late.post(&second, &token, &[("password", OTHER_PASSWORD)]).status, StatusCode::FORBIDDEN);
    assert!(owner.get(PEOPLE).text().contains("Link has run out"));

    // A link for somebody who has a password ends what was open under it.
    let mut layla = signed_in(&test, &mut owner, "ali@shop.example", Role::Member, &["support"]);
    let page = format!("{PEOPLE}/{}", account(&test, "ali@shop.example").staff.id);
    let link = link_on(&owner.submit(&page, &format!("{page}/link"), &[]).text());
    assert_eq!(layla.get("/admin").status, StatusCode::OK, "until it is used nothing changes");
    assert_eq!(Browser::new(&test).submit(&link, &link, &[("password", "four green doors")]).status, StatusCode::SEE_OTHER);
    assert_eq!(layla.get("/admin").status, StatusCode::SEE_OTHER);
}

#[test]
fn a_role_opens_its_pages_and_the_refusal_says_who_can() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let mut member = signed_in(&test, &mut owner, "layla@shop.example", Role::Member, &["support"]);
    let home = member.get("/admin").text();
    assert!(home.contains("href=\"/admin/customers\"") && !home.contains("href=\"/admin/settings"), "{home}");
    for (lang, said) in [("en", "Only an owner can open it"), ("ar", "لا يفتحها إلا مالك"), ("fa", "فقط مالک می‌تواند")]
    {
        member.cookies.insert("lang".to_owned(), lang.to_owned());
        let refused = member.get("/admin/settings/keys");
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.text().contains(said), "{}", refused.text());
    }
    let mut auditor = signed_in(&test, &mut owner, "omar@shop.example", Role::Auditor, &[]);
    assert_eq!(auditor.get("/admin").header("location"), "/admin/settings/audit");
    let log = auditor.get("/admin/settings/audit").text();
    assert!(log.contains("Role or teams changed") && !log.contains("role=\"search\""), "no search of customers: {log}");
    let kept = auditor.get("/admin/settings/retention").text();
    assert!(kept.contains("Only an owner can change this") && !kept.contains("name=\"orders\""));
    assert_eq!(auditor.get("/admin/customers").status, StatusCode::FORBIDDEN);

    // Another role holds from the next page on.
    let page = format!("{PEOPLE}/{}", account(&test, "layla@shop.example").staff.id);
    assert_eq!(owner.submit(&page, &page, &[("role", "manager"), ("team", "support")]).status, StatusCode::SEE_OTHER);
    assert_eq!(member.get("/admin/settings").status, StatusCode::OK);
    assert_eq!(owner.submit(&page, &page, &[("role", "king")]).status, StatusCode::UNPROCESSABLE_ENTITY);
    let teamless = owner.submit(&page, &page, &[("role", "member")]);
    assert!(teamless.status == StatusCode::UNPROCESSABLE_ENTITY && teamless.text().contains("href=\"#f-team\""));
}

#[test]
fn an_account_is_disabled_and_enabled() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let mut layla = signed_in(&test, &mut owner, "layla@shop.example", Role::Member, &["support"]);
    let page = format!("{PEOPLE}/{}", account(&test, "layla@shop.example").staff.id);
    let link = link_on(&owner.submit(&page, &format!("{page}/link"), &[]).text());
    assert_eq!(owner.submit(&page, &format!("{page}/disable"), &[]).header("location"), format!("{page}?done=disabled"));
    assert_eq!(layla.get("/admin").status, StatusCode::SEE_OTHER, "the session has ended");
    assert_eq!(log_in(&mut layla, "layla@shop.example", OTHER_PASSWORD).status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(Browser::new(&test).get(&link).status, StatusCode::FORBIDDEN, "and so has the link");
    assert_eq!(owner.submit(&page, &format!("{page}/enable"), &[]).status, StatusCode::SEE_OTHER);
    assert_eq!(log_in(&mut layla, "layla@shop.example", OTHER_PASSWORD).status, StatusCode::SEE_OTHER);
    assert_eq!(owner.submit(&page, &format!("{page}/sign-out"), &[]).status, StatusCode::SEE_OTHER);
    assert_eq!(layla.get("/admin").status, StatusCode::SEE_OTHER);
    assert_eq!(
        owner.submit(&page, &format!("{PEOPLE}/stf_00000000000000000000000000/disable"), &[]).status,
        StatusCode::NOT_FOUND
    );
}

#[test]
fn the_last_owner_stays() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let page = format!("{PEOPLE}/{}", account(&test, EMAIL).staff.id);
    // Whoever was invited and never came is no owner yet.
    let link = invite(&mut owner, "layla@shop.example", Role::Owner, &["support"]);
    for (action, fields) in [(page.clone(), vec![("role", "member"), ("team", "support")]), (format!("{page}/disable"), vec![])] {
        let refused = owner.submit(&page, &action, &fields);
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.text().contains("This is the last owner who can sign in"));
    }
    assert_eq!(account(&test, EMAIL).staff.role, Role::Owner);
    assert!(deeds(&test).iter().all(|(deed, _)| !matches!(deed, Deed::AccountChanged | Deed::AccountDisabled)));
    let mut layla = Browser::new(&test);
    layla.submit(&link, &link, &[("password", OTHER_PASSWORD)]);
    assert_eq!(owner.submit(&page, &page, &[("role", "member"), ("team", "support")]).header("location"), "/admin?done=saved");
    assert_eq!(owner.get(PEOPLE).status, StatusCode::FORBIDDEN);
    let page = format!("{PEOPLE}/{}", account(&test, "layla@shop.example").staff.id);
    assert_eq!(layla.submit(&page, &format!("{page}/disable"), &[]).status, StatusCode::CONFLICT);
}

#[test]
fn support_sees_what_is_shared_with_support_and_an_analyst_sees_less() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let key = test.key(Scope::Server);
    test.feed(&key, &[identify("u1"), order("u1")]);
    let path = format!("/admin/customers/{}", customer_of(&test, "u1"));
    let mut support = signed_in(&test, &mut owner, "support@shop.example", Role::Member, &["support"]);
    let mut analyst = signed_in(&test, &mut owner, "analyst@shop.example", Role::Member, &["analysis"]);
    let page = support.get(&path).text();
    for part in ["Sara Karimi", "sara@example.com", "Ordered for", "gold"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let page = analyst.get(&path).text();
    for part in ["Sara Karimi", "sara@example.com", "Ordered for", "12.50", "Copper pot", "gold", "10482"] {
        assert!(!page.contains(part), "{part}: {page}");
    }
    let said = web::i18n::plain(&page);
    assert!(said.contains("the customer shares this with support, fulfilment and automatic rules only"), "{said}");
    assert!(said.contains("for support and fulfilment only, who serve the order"), "{said}");
    let list = analyst.get("/admin/customers").text();
    assert!(!list.contains("Sara") && !list.contains("12.50") && list.contains("not shared with your team"), "{list}");
    assert!(!analyst.get(&format!("{path}?tab=orders")).text().contains("10482"));
    let live = analyst.get("/admin/live").text();
    assert!(live.contains("Order placed") && !live.contains("12.50") && support.get("/admin/live").text().contains("12.50"));
    // To be found by an address would tell that one has it.
    for query in ["sara@example.com", "%2310482", "kari"] {
        let rows = |page: String| page.matches("class=\"row-link\"").count();
        let path = format!("/admin/customers?q={query}");
        assert_eq!((rows(support.get(&path).text()), rows(analyst.get(&path).text())), (1, 0), "{query}");
    }
    assert!(analyst.get("/admin/customers?q=u1").text().contains("class=\"row-link\""), "the store's own number names nobody");
    let looks = AccessLog::of_customer(&test.app.db.access, &[customer_of(&test, "u1")], 50).unwrap();
    let by = |team: Recipient| looks.iter().filter(move |row| row.recipient == team && row.place == "customer");
    assert!(by(Recipient::Support).all(|row| row.refused.is_empty()) && by(Recipient::Support).count() > 0);
    assert!(by(Recipient::Analysis).any(|row| row.refused.contains(Category::Orders) && row.shown.is_empty()));
    let all = owner.get("/admin/settings/looks").text();
    assert!(all.contains("Layla") && all.contains("Analysis") && !all.contains(&customer_of(&test, "u1").to_string()), "{all}");
}

#[test]
fn a_team_of_the_stores_own_takes_a_built_in_teams_part() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let teams = "/admin/settings/teams";
    assert_eq!(owner.submit(teams, teams, &[("name", " Repairs "), ("part", "support")]).status, StatusCode::SEE_OTHER);
    for (name, part) in [("repairs", "support"), ("", "support"), ("Night", "automation"), (&*"x".repeat(61), "support")] {
        assert_eq!(
            owner.submit(teams, teams, &[("name", name), ("part", part)]).status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{name}"
        );
    }
    let team = test.app.db.record.read(staff::list_teams).unwrap().remove(0);
    assert_eq!((team.name.as_str(), team.part), ("Repairs", Recipient::Support));
    let key = test.key(Scope::Server);
    test.feed(&key, &[identify("u1"), order("u1")]);
    let path = format!("/admin/customers/{}", customer_of(&test, "u1"));
    let id = team.id.to_string();
    let mut layla = signed_in(&test, &mut owner, "layla@shop.example", Role::Member, &["analysis", &id]);
    assert!(layla.get(&path).text().contains("Sara Karimi"), "no customer was asked anew");
    assert!(
        owner.get(PEOPLE).text().contains("Analysis and Repairs")
            || web::i18n::plain(&owner.get(PEOPLE).text()).contains("Analysis and Repairs")
    );
    let looks = web::i18n::plain(&owner.get(&format!("{path}?tab=looks")).text());
    assert!(looks.contains("Repairs (Support)"), "{looks}");
    let told = test.get(&format!("/api/v1/customers/{}/access", customer_of(&test, "u1")), &test.key(Scope::Read)).json();
    let told: Vec<_> = told["data"].as_array().unwrap().iter().map(|look| look["team"].as_str()).collect();
    assert!(told.contains(&Some("Repairs")) && told.contains(&None), "the customer reads it too: {told:?}");
    assert_eq!(owner.submit(teams, &format!("{teams}/{id}/remove"), &[]).status, StatusCode::SEE_OTHER);
    assert!(!layla.get(&path).text().contains("Sara Karimi"), "the part ends with the team");
    let looks = web::i18n::plain(&owner.get(&format!("{path}?tab=looks")).text());
    assert!(looks.contains("Repairs (Support)"), "what was written down keeps its name");
    assert_eq!(owner.submit(teams, &format!("{teams}/{id}/remove"), &[]).status, StatusCode::NOT_FOUND);
}

#[test]
fn two_owners_who_demote_each_other_at_once_leave_one() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    signed_in(&test, &mut owner, "layla@shop.example", Role::Owner, &["support"]);
    let both = [EMAIL, "layla@shop.example"].map(|email| account(&test, email).staff.id);
    let demoted =
        both.map(|id| test.app.recorder.submit(move |tx| staff::set_place(tx, id, Role::Member, &[Recipient::Support], &[])));
    let outcomes = demoted.map(|ticket| ticket.wait().is_ok());
    assert_eq!(outcomes, [true, false]);
}
