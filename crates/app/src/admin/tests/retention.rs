//! Stories of how long things are kept.

use super::*;
use foundation::consent::EventClass;
use foundation::history::{History, Months, Pace, Retention, Shelf};
use foundation::projections;

const PATH: &str = "/admin/settings/retention";

fn set(test: &TestApp) -> Retention {
    test.app.db.record.read(Retention::load).unwrap()
}

fn plain(reply: &Reply) -> String {
    web::i18n::plain(&reply.text())
}

#[test]
fn the_page_says_what_is_in_force() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    for (lang, orders, browsing, other) in [
        (
            "en",
            "Orders are kept for 10 years, as the law of your country (Saudi Arabia) asks.",
            "at most 13 months",
            "at most 36 months",
        ),
        (
            "ar",
            "تُحفظ الطلبات مدة ١٠ سنوات، كما يقتضي القانون في بلدك (المملكة العربية السعودية).",
            "لا تتجاوز ١٣ شهرًا",
            "لا تتجاوز ٣٦ شهرًا",
        ),
        ("fa", "قانون کشور شما (عربستان سعودی) به مدت ۱۰ سال", "حداکثر ۱۳ ماه", "حداکثر ۳۶ ماه"),
    ] {
        browser.cookies.insert("lang".to_owned(), lang.to_owned());
        let page = plain(&browser.get(PATH));
        for said in [orders, browsing, other] {
            assert!(page.contains(said), "{said}: {page}");
        }
    }
    browser.cookies.insert("lang".to_owned(), "en".to_owned());
    for (country, said) in [("BR", "is not known here"), ("", "because no country is set")] {
        let now = test.clock.now();
        test.app
            .recorder
            .submit(move |tx| StoreSettings { country: country.to_owned(), ..StoreSettings::load(tx)? }.save(tx, now))
            .wait()
            .unwrap();
        assert!(plain(&browser.get(PATH)).contains(said), "{said}");
    }
    assert!(browser.get(PATH).text().contains("href=\"/admin/settings#f-country\""));
}

#[test]
fn another_country_never_shortens_how_long_orders_are_kept() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let mut form =
        [("store_name", "نور"), ("language", "ar"), ("country", "EG"), ("currency", "SAR"), ("time_zone", "Asia/Riyadh")];
    let page = "/admin/settings";
    assert_eq!(browser.submit(page, page, &form).header("location"), "/admin/settings?done=saved-orders");
    assert_eq!(set(&test).orders, Some(120), "ten years in Saudi Arabia, five in Egypt");
    assert!(plain(&browser.get("/admin/settings?done=saved-orders")).contains("kept as long as before"));
    form[2].1 = "SA";
    assert_eq!(browser.submit(page, page, &form).header("location"), "/admin/settings?done=saved");
    assert_eq!(set(&test).orders, Some(120), "what was set stays");
}

#[test]
fn a_longer_time_is_saved_at_once_and_a_shorter_one_is_asked_about() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let longer = [("orders", "۱۲"), ("browsing", ""), ("profile", ""), ("other", ""), ("other_always", "on")];
    assert_eq!(browser.submit(PATH, PATH, &longer).header("location"), "/admin/settings/retention?done=saved");
    let kept = Retention { orders: Some(144), other: Some(0), ..Retention::default() };
    assert_eq!(set(&test), kept);
    let page = plain(&browser.get("/admin/settings/retention?done=saved"));
    assert!(page.contains("Saved.") && page.contains("at least 12 years") && page.contains("Everything else is kept until"));

    let shorter = [("orders", "5"), ("browsing", "6"), ("profile", "24"), ("other", "700")];
    let wrong = browser.submit(PATH, PATH, &shorter);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("href=\"#f-other\"") && wrong.text().contains("value=\"700\""), "what was typed stays");
    assert!(plain(&wrong).contains("Everything else: a whole number of months from 1 to 600"));

    let shorter = [("orders", "5"), ("browsing", "6"), ("profile", "24"), ("other", "")];
    let asked = browser.submit(PATH, PATH, &shorter);
    let page = plain(&asked);
    assert_eq!((asked.status, set(&test)), (StatusCode::OK, kept), "nothing is saved before it is agreed to");
    for said in [
        "Kept for 6 months from now on. Everything from before 1 December 2025",
        "before 1 May 2021",
        "shorter than the law asks",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let stale: Vec<_> = shorter.into_iter().chain([("agreed", "120-13-0-36")]).collect();
    assert!(
        plain(&browser.submit(PATH, PATH, &stale)).contains("Delete what is older?"),
        "who agreed to another time is asked again"
    );
    let agreed: Vec<_> = shorter.into_iter().chain([("agreed", "144-13-0-0")]).collect();
    assert!(asked.text().contains("name=\"agreed\" value=\"144-13-0-0\""));
    assert_eq!(browser.submit(PATH, PATH, &agreed).status, StatusCode::SEE_OTHER);
    let months = test.app.db.record.read(Months::load).unwrap();
    assert_eq!(EventClass::ALL.iter().map(|class| months.of(*class)).collect::<Vec<_>>(), [60, 6, 24, 36]);
}

#[test]
fn what_went_is_listed_by_day() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    assert!(browser.get(PATH).text().contains("Nothing so far."));
    let old = test.clock.now().minus(Duration::from_hours(24 * 500));
    let calls: Vec<_> = (0..3)
        .map(|at| {
            serde_json::json!({"type": "track", "event": "Product Viewed", "userId": "u1", "messageId": format!("m{at}"),
                "timestamp": old.to_rfc3339(), "properties": {"product_id": "p1"}, "context": {"consent": {"categoryPreferences": {"analytics": true}}}})
        })
        .collect();
    test.import(&test.key(staff::Scope::Server), &calls);
    let app = &test.app;
    let pace = Pace { seal_events: 1, kept_events: 0 };
    let shelf = Shelf::open(app.config.history.clone().unwrap(), &mut app.fork_rng()).unwrap();
    let keeper = History::new(app.db.clone(), app.recorder.clone(), Some(shelf), pace);
    let mut rng = app.fork_rng();
    for _ in 0..20 {
        let read = app.db.views.read(projections::read_by_all).unwrap();
        keeper.tend(read, test.clock.as_ref(), &mut rng).unwrap();
    }
    for (lang, day) in [("en", "4 May 2026"), ("ar", "٤ مايو ٢٠٢٦"), ("fa", "۱۴ اردیبهشت ۱۴۰۵")] {
        browser.cookies.insert("lang".to_owned(), lang.to_owned());
        let page = browser.get(PATH).text();
        let row = page.split(day).nth(1).unwrap_or_else(|| panic!("{day}: {page}"));
        assert!(["3</td>", "٣</td>", "۳</td>"].iter().any(|events| row.contains(events)), "{lang}: {row}");
    }
}
