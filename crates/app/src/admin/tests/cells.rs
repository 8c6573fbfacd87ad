//! No page shows what a customer does not open to the reader: every page that tells of customers, for each team alone.

use super::people::deliver;
use super::roles::{customer_of, identify, order, signed_in};
use super::*;
use base::id::CustomerId;
use capabilities::messaging::{self, MessageState};
use foundation::consent::{self, Basis, Category, Decision, Purpose, Recipient, State};
use foundation::staff::{Role, Scope};

/// What was planted, and the kind of data that it is. The store's own takings are on Home, which is no customer's page.
const PLANTED: [(&str, Category); 6] = [
    ("Sara Karimi", Category::Name),
    ("sara@example.com", Category::Email),
    ("10482", Category::Orders),
    ("12.50", Category::Orders),
    ("Ordered for", Category::Orders),
    ("gold", Category::Preferences),
];

fn decide(test: &TestApp, customer: CustomerId, purpose: Purpose, state: State) {
    let decision = Decision::about(purpose, state, Basis::Consent, test.clock.now(), "api");
    let app = &test.app;
    crate::intake::change_consents(&app.recorder, app.node, &app.clock, app.fork_rng(), customer, vec![decision]).wait().unwrap();
}

fn pages_of(test: &TestApp, customer: CustomerId) -> Vec<String> {
    let sent = test.app.db.views.read(|tx| messaging::list(tx, Some(MessageState::Sent), None, 1)).unwrap()[0].id;
    let one = format!("/admin/customers/{customer}");
    let mut pages = vec![
        "/admin/customers".to_owned(),
        "/admin/customers?show=all".to_owned(),
        // Words that every row has something of; what is searched for stands in the search field.
        "/admin/customers?q=u1".to_owned(),
        "/admin/live".to_owned(),
        "/admin/messages".to_owned(),
        format!("/admin/messages/{sent}"),
        format!("/admin/messages/{sent}/preview"),
        one.clone(),
    ];
    pages.extend(["orders", "messages", "consents", "looks"].map(|tab| format!("{one}?tab={tab}")));
    pages
}

/// What each team sees of the planted values on any page, compared with what the customer opens to it.
fn probe(test: &TestApp, readers: &mut [(Recipient, Browser<'_>)], customer: CustomerId) -> usize {
    let choices = test.app.db.record.read(|tx| consent::load(tx, customer)).unwrap();
    let mut shown = 0;
    for (team, reader) in readers {
        let mut open = choices.visible_to(*team, test.clock.now());
        if Purpose::FulfilOrders.recipients().contains(team) {
            open = open.with(choices.unspoken());
        }
        for path in pages_of(test, customer) {
            let page = web::i18n::plain(&reader.get(&path).text());
            for (value, category) in PLANTED.iter().filter(|(value, _)| page.contains(value)) {
                assert!(open.contains(*category), "{} of {} on {path}: {value}", category.word(), team.word());
                shown += 1;
            }
        }
    }
    shown
}

#[test]
fn no_page_shows_what_is_closed_to_the_reader() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let key = test.key(Scope::Server);
    test.feed(&key, &[identify("u1"), order("u1")]);
    deliver(&test, &test.app.config.data.join("mail"));
    let customer = customer_of(&test, "u1");
    let mut readers = Recipient::TEAMS.map(|team| {
        let email = format!("{}@shop.example", team.word());
        (team, signed_in(&test, &mut owner, &email, Role::Member, &[team.word()]))
    });
    let by_contract = probe(&test, &mut readers, customer);
    for purpose in [Purpose::MarketingEmail, Purpose::Research, Purpose::Personalise, Purpose::CustomerCare] {
        decide(&test, customer, purpose, State::Given);
    }
    let agreed = probe(&test, &mut readers, customer);
    for purpose in Purpose::ALL {
        decide(&test, customer, *purpose, State::Withdrawn);
    }
    let withdrawn = probe(&test, &mut readers, customer);
    assert!(0 < by_contract && by_contract < agreed && withdrawn < by_contract, "{by_contract} {agreed} {withdrawn}");
}
