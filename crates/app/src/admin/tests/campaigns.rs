//! A campaign as people write it, see what it would do, let it go, hold it and read what it did.

use super::Browser;
use super::roles::{customer_of, identify};
use crate::testing::TestApp;
use automation::campaigns::{self, Campaign, CampaignState};
use automation::segments;
use axum::http::StatusCode;
use base::Clock as _;
use foundation::consent::{Basis, Decision, Purpose, State};
use foundation::staff::{self, AuditFilter, Deed, Scope};

const PATH: &str = "/admin/campaigns";
const NEW: &str = "/admin/campaigns/new";

fn all(test: &TestApp) -> Vec<Campaign> {
    test.app.db.record.read(campaigns::list).unwrap()
}

/// Three who are in a segment, of whom two may be written to.
fn readers(test: &TestApp, owner: &mut Browser<'_>) -> String {
    let key = test.key(Scope::Server);
    test.feed(&key, &["u1", "u2", "u3"].map(identify));
    for user in ["u1", "u2", "u3"] {
        let purposes: &[Purpose] =
            if user == "u3" { &[Purpose::Personalise] } else { &[Purpose::Personalise, Purpose::MarketingEmail] };
        for purpose in purposes {
            let decision = Decision::about(*purpose, State::Given, Basis::Consent, test.clock.now(), "api");
            let (app, customer) = (&test.app, customer_of(test, user));
            crate::intake::change_consents(&app.recorder, app.node, &app.clock, app.fork_rng(), customer, vec![decision])
                .wait()
                .unwrap();
        }
    }
    let fields = [
        ("name", "Known"),
        ("purpose", "personalise"),
        ("r-kind", "all"),
        ("r.0-kind", "did"),
        ("r.0-event", "Order Completed"),
        ("r.0-bound", "at_most"),
        ("r.0-number", "0"),
        ("r.0-when", "ever"),
    ];
    let reply = owner.submit("/admin/segments/new", "/admin/segments/new", &fields);
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
    test.catch_up();
    test.app.db.record.read(segments::list).unwrap().remove(0).id.to_string()
}

#[test]
fn a_campaign_is_written_forecast_let_go_held_and_cancelled() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    assert!(owner.get(PATH).text().contains("No campaigns yet"));
    let segment = readers(&test, &mut owner);
    // All that is wrong is said at once, and nothing that was typed is lost.
    let wrong =
        [("name", "Spring"), ("letter", ""), ("percent", "100"), ("start", "at"), ("date", "2001-01-01"), ("time", "09:00")];
    let reply = owner.submit(NEW, NEW, &wrong);
    let text = web::i18n::plain(&reply.text());
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
    for said in ["Choose 1 to 20 segments", "Choose 1 to 10 letters", "That time is over", "value=\"Spring\""] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(all(&test).is_empty());
    // A second letter shares with the first.
    let fields = [("name", "Spring"), ("segment", &segment), ("letter", "win_back"), ("percent", "100"), ("do", "add")];
    let more = web::i18n::plain(&owner.submit(NEW, NEW, &fields).text());
    assert!(more.contains("Letter B") && more.matches("value=\"50\"").count() == 2, "{more}");

    let fields = [
        ("name", "Spring"),
        ("segment", &segment),
        ("letter", "win_back"),
        ("percent", "٥٠"),
        ("letter", "welcome"),
        ("percent", "50"),
        ("start", "now"),
        ("holdout", "0"),
    ];
    let reply = owner.submit(NEW, NEW, &fields);
    let [campaign] = all(&test).try_into().unwrap();
    let one = format!("{PATH}/{}", campaign.id);
    assert_eq!(reply.header("location"), format!("{one}/forecast?done=campaign-made"));
    let forecast = owner.get(&format!("{one}/forecast")).text();
    assert!(web::i18n::plain(&forecast).contains("letters would go out, to an audience of 3"), "{forecast}");
    assert!(forecast.contains("It is not known what a letter costs"), "{forecast}");

    // What was seen is what is let go.
    let begin = format!("{one}/begin");
    let reply = owner.submit(&format!("{one}/forecast"), &begin, &[("of", "1")]);
    assert_eq!(reply.header("location"), format!("{one}/forecast?done=campaign-moved-on"));
    let of = campaign.changed_at.micros().to_string();
    let reply = owner.submit(&format!("{one}/forecast"), &begin, &[("of", &of)]);
    assert_eq!(reply.header("location"), format!("{one}?done=campaign-begun"));
    let reply = owner.submit(&one, &format!("{one}/pause"), &[]);
    assert_eq!(reply.header("location"), format!("{one}?done=campaign-paused"));
    assert_eq!(owner.submit(&one, &format!("{one}/pause"), &[]).header("location"), format!("{one}?done=campaign-moved-on"));
    owner.submit(&one, &format!("{one}/resume"), &[]);
    test.catch_up();
    let progress = test.app.db.views.read(|tx| campaigns::progress(tx, campaign.id)).unwrap().unwrap();
    assert_eq!((progress.looked_at, progress.withheld), (3, 1), "{progress:?}");
    for (lang, said) in [("en", "On their way"), ("ar", "في الطريق"), ("fa", "در راه")] {
        owner.cookies.insert("lang".to_owned(), lang.to_owned());
        assert!(owner.get(&one).text().contains(said), "{lang}");
        for path in [PATH.to_owned(), format!("{one}/effect"), format!("{one}/progress")] {
            assert_eq!(owner.get(&path).status, StatusCode::OK, "{path}");
        }
    }
    owner.cookies.insert("lang".to_owned(), "en".to_owned());
    // A segment that it names is kept.
    let page = owner.submit(
        &format!("/admin/segments/{segment}/edit"),
        &format!("/admin/segments/{segment}/delete"),
        &[("typed", "Known")],
    );
    assert!(page.text().contains("Spring"), "{}", page.text());

    assert_eq!(
        owner.submit(&one, &format!("{one}/cancel"), &[("name", "Autumn")]).header("location"),
        format!("{one}?done=campaign-other-name#end")
    );
    owner.submit(&one, &format!("{one}/cancel"), &[("name", "Spring")]);
    assert_eq!(all(&test)[0].state, CampaignState::Cancelled);
    let reply = owner.submit(&one, &format!("{one}/copy"), &[]);
    let copy = reply.header("location");
    assert!(copy.ends_with("/edit?done=campaign-copied"), "{copy}");
    assert!(all(&test).iter().any(|one| one.name == "Spring (copy)" && one.state == CampaignState::Draft));
    owner.submit(&one, &format!("{one}/delete"), &[("name", "Spring")]);
    assert_eq!(all(&test).len(), 1);
    assert_eq!(owner.get(&one).status, StatusCode::NOT_FOUND);
    let place = db::Place::of(None, None);
    let rows = test.app.db.record.read(|tx| staff::audit_at(tx, AuditFilter::default(), &place, 20)).unwrap();
    let deeds: Vec<Deed> = rows.into_iter().map(|row| row.deed).collect();
    for deed in [
        Deed::CampaignMade,
        Deed::CampaignBegun,
        Deed::CampaignPaused,
        Deed::CampaignResumed,
        Deed::CampaignCancelled,
        Deed::CampaignDeleted,
    ] {
        assert!(deeds.contains(&deed), "{deed:?}");
    }
}

#[test]
fn what_letters_cost_and_for_how_long_a_purchase_counts_is_set() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let (page, path) = ("/admin/settings/email", "/admin/settings/email/effect");
    let reply = owner.submit(page, path, &[("attribution_days", "91"), ("cost_of_thousand", "")]);
    assert_eq!(reply.header("location"), "/admin/settings/email?done=effect-bad#effect");
    owner.submit(page, path, &[("attribution_days", "١٤"), ("cost_of_thousand", "3.5")]);
    let terms = test.app.db.record.read(automation::effect::EffectTerms::load).unwrap();
    assert_eq!((terms.attribution_days, terms.cost_of(2_000).map(base::Money::to_decimal).as_deref()), (14, Some("7.00")));
    assert!(owner.get(page).text().contains("value=\"3.50\""));
}
