use super::*;
use serde_json::json;

const NOW: Timestamp = Timestamp::from_micros(1_777_896_000_000_000);
const DAY: std::time::Duration = std::time::Duration::from_hours(24);

fn board() -> Known {
    let money = |minor| Money { minor, currency: Currency::SAR };
    Known {
        product: Product {
            id: "SKU-1".to_owned(),
            names: [("en".to_owned(), "Cedar board".to_owned())].into(),
            currency: Currency::SAR,
            price: Some(19_900),
            compare_at: Some(24_900),
            price_until: Some(NOW.plus(DAY * 3)),
            stock: Some(3),
            url: String::new(),
            image: String::new(),
            goes_with: Vec::new(),
            changed_at: NOW,
        },
        earlier: vec![EarlierPrice { price: money(22_000), until: NOW }],
    }
}

const SHOWS_ALL: &str = "@items\n{{ event.stock }}{{ event.items_left }}{{ event.ends_at | date }}{{ event.sale_ends_at }}";

/// Of what an event says, and of what the letter names itself.
fn held(letter: &str, now: Timestamp, zone: &TimeZone, said: &Value, board: Known) -> Option<Found> {
    let known = [(board.product.id.clone(), board)].into();
    let named = Named::of(letter);
    let of_event = products_shown(said);
    let measure = Measure { known: &known, named: &named, of_event: &of_event, currency: Currency::SAR, zone, now };
    measure.contradiction(said).or_else(|| measure.ended())
}

fn asked(letter: &str, now: Timestamp, said: &Value) -> Option<Found> {
    held(letter, now, &TimeZone::UTC, said, board())
}

fn told(properties: &Value, letter: &str) -> Option<(&'static str, Option<Stated>, Option<Stated>)> {
    let found = asked(letter, NOW, properties);
    found.map(|(claim, found)| (claim.word(), found.said, found.is))
}

fn sar(text: &str) -> Stated {
    Stated::Amount(text.to_owned(), "SAR".to_owned())
}

fn day(text: &str) -> Stated {
    Stated::Day(text.parse().unwrap())
}

fn one(more: &Value) -> Value {
    let mut line = json!({"product_id": "SKU-1", "name": "Board"});
    line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    line
}

#[test]
fn what_is_so_goes_and_what_is_not_is_told_with_both_values() {
    let number = |number| Some(Stated::Number(number));
    for (more, expected) in [
        (json!({"price": 199}), None),
        (json!({"price": "199.00", "previous_price": "249.00"}), None),
        (json!({"price": 199, "old_price": 220}), None),
        (json!({"price": 189}), Some(("claim_price", Some(sar("189.00")), Some(sar("199.00"))))),
        (json!({"price": 199, "was": 400}), Some(("claim_price", Some(sar("400.00")), Some(sar("249.00"))))),
        (json!({"price": 50, "currency": "USD"}), None),
        (json!({"price": 199, "stock": 3}), None),
        (json!({"items_left": "2"}), Some(("claim_stock", number(2), number(3)))),
        (json!({"ends_at": "2026-05-07"}), None),
        (json!({"ends_at": "2026-05-07T20:00:00Z"}), None),
        (json!({"sale_ends_at": "2026-05-06"}), Some(("claim_deadline", Some(day("2026-05-06")), Some(day("2026-05-07"))))),
    ] {
        assert_eq!(told(&one(&more), SHOWS_ALL), expected, "{more}");
    }
    let cart = json!({"products": [{"sku": "other", "price": 1}, {"sku": "SKU-1", "price": 1, "quantity": 2}], "stock": 99});
    assert_eq!(told(&cart, SHOWS_ALL), Some(("claim_price", Some(sar("1.00")), Some(sar("199.00")))));
    assert_eq!(told(&json!({"name": "no id", "price": 1}), SHOWS_ALL), None);
}

#[test]
fn what_a_letter_does_not_show_it_does_not_claim() {
    let wrong = one(&json!({"price": 1, "stock": 9, "ends_at": "2020-01-01"}));
    assert_eq!(told(&wrong, "{{ event.name }} is back."), None);
    assert!(told(&wrong, "{{ event.price | money }}").is_some_and(|(word, ..)| word == "claim_price"));
    assert!(told(&wrong, "Only {{ event.stock }} left").is_some_and(|(word, ..)| word == "claim_stock"));
    assert!(told(&wrong, "Until {{ event['ends_at'] | date }}").is_some_and(|(word, ..)| word == "claim_deadline"));
}

#[test]
fn what_is_written_from_the_catalogue_claims_nothing_of_the_event() {
    let before = one(&json!({"price": 249, "stock": 9}));
    for letter in ["{{ products[event.product_id].price }}", "{{ products['SKU-1']['price'] }} {{ products['SKU-1'].stock }}"] {
        assert_eq!(told(&before, letter), None, "{letter}");
    }
    assert!(told(&before, "{{ products['SKU-1'].price }} instead of {{ event.price | money }}").is_some());
}

#[test]
fn an_offer_that_is_over_is_not_announced() {
    let until = "Until {{ event.ends_at | date }}";
    let at = |days: u32, hours: u64| NOW.plus(DAY * days + std::time::Duration::from_hours(hours));
    let said = |end: &str| one(&json!({"ends_at": end}));
    // The catalogue's price ends on the 7th at noon.
    for (now, end, is_so) in [
        (at(3, 0).just_before(), "2026-05-07", true),
        (at(3, 0), "2026-05-07", false),
        (at(6, 0), "2026-05-07", false),
        (at(2, 21), "2026-05-07T08:00:00Z", false),
        (at(2, 19), "2026-05-07T08:00:00Z", true),
    ] {
        assert_eq!(asked(until, now, &said(end)).is_none(), is_so, "{end} at {}", now.to_rfc3339());
    }
    let endless = |now: Timestamp, end: &str| {
        let mut board = board();
        board.product.price_until = None;
        held(until, now, &TimeZone::UTC, &said(end), board)
    };
    assert!(endless(at(3, 5), "2026-05-07").is_none() && endless(at(4, 0), "2026-05-07").is_some());
    assert!(endless(NOW, "2026-05-04T11:59:00Z").is_some() && endless(NOW, "2026-05-04T12:01:00Z").is_none());
}

#[test]
fn an_end_at_midnight_is_the_day_befores() {
    let mut midnight = board();
    midnight.product.price_until = Timestamp::parse("2026-05-07T00:00:00+03:00").ok();
    let zone = TimeZone::get("Asia/Riyadh").unwrap();
    let asked = |end: &str| {
        let board = Known { product: midnight.product.clone(), earlier: Vec::new() };
        held("{{ event.ends_at }}", NOW, &zone, &one(&json!({"ends_at": end})), board)
    };
    for end in ["2026-05-06T23:59:59+03:00", "2026-05-07T00:00:00+03:00", "2026-05-06"] {
        assert_eq!(asked(end), None, "{end}");
    }
    let (claim, found) = asked("2026-05-07").unwrap();
    assert_eq!((claim, found.said, found.is), (Claim::Deadline, Some(day("2026-05-07")), Some(day("2026-05-06"))));
}

#[test]
fn numbers_are_read_however_they_are_written() {
    let number = |number| Some(Stated::Number(number));
    for (stock, is_so) in [(json!("٣"), true), (json!("۳"), true), (json!(3.0), true), (json!("٤"), false), (json!("4.0"), false)]
    {
        let expected = (!is_so).then(|| ("claim_stock", number(4), number(3)));
        assert_eq!(told(&one(&json!({"stock": stock})), SHOWS_ALL), expected, "{stock}");
    }
    for (price, is_so) in [
        ("£199", true),
        ("SAR 199.00", true),
        ("١٩٩ ر.س", true),
        ("ask us", true),
        ("USD 53", true),
        ("£189", false),
        ("189 ر.س.", false),
    ] {
        assert_eq!(told(&one(&json!({"price": price})), "{{ event.price }}").is_none(), is_so, "{price}");
    }
    let rials = |text: &str| amount(&json!(text), Currency::IRR).map(|money| money.minor);
    assert_eq!((rials("۱۹۹٬۰۰۰ تومان"), rials("۱۹۹٬۰۰۰ ریال")), (Some(1_990_000), Some(199_000)));
}

#[test]
fn what_stands_beside_products_is_said_of_them() {
    let only = |more: Value| {
        let mut said = json!({"products": [{"sku": "SKU-1"}]});
        said.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        told(&said, "{{ event.price }} {{ event.was }}").map(|(word, ..)| word)
    };
    assert_eq!((only(json!({"price": 199})), only(json!({"price": 99}))), (None, Some("claim_price")));
    assert_eq!((only(json!({"was": 249})), only(json!({"was": 400}))), (None, Some("claim_price")));
    let several = |other: &str, more: Value| {
        let mut said = json!({"products": [{"sku": other}, {"sku": "SKU-1"}]});
        said.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        told(&said, SHOWS_ALL).map(|(word, ..)| word)
    };
    assert_eq!(several("SKU-1", json!({"ends_at": "2026-05-03"})), Some("claim_deadline"));
    assert_eq!(several("SKU-1", json!({"ends_at": "2026-05-04T11:00:00Z"})), Some("claim_deadline"));
    assert_eq!(several("SKU-1", json!({"ends_at": "2026-05-06"})), None, "it may be another's");
    assert_eq!(several("SKU-1", json!({"stock": 7})), Some("claim_stock"));
    assert_eq!((several("SKU-1", json!({"stock": 3})), several("other", json!({"stock": 7}))), (None, None));
}

#[test]
fn a_product_goes_by_its_most_exact_name() {
    let both = json!({"product_id": "P-1", "sku": "SKU-1", "price": 199});
    assert_eq!(told(&both, SHOWS_ALL), None);
    assert_eq!(products_of(&both), ["P-1".to_owned(), "SKU-1".to_owned()].into());
    assert_eq!(products_of(&json!({"product_id": 8_123_456_789_012_i64})), ["8123456789012".to_owned()].into());
}

#[test]
fn a_price_that_ended_is_no_price_any_more() {
    let later = NOW.plus(DAY * 4);
    let ended = Contradiction { product: "SKU-1".to_owned(), said: Some(sar("199.00")), is: Some(day("2026-05-07")) };
    let said = one(&json!({"price": 199}));
    let ended = Some((Claim::Deadline, ended));
    assert_eq!(asked("@items", later, &said), ended);
    let (none, named) = (json!({}), "{{ products[\"SKU-1\"].price }}");
    assert_eq!(asked(named, later, &none), ended);
    assert_eq!(asked(named, NOW, &none), None);
    assert_eq!(asked("{{ products[\"SKU-1\"].name }} {{ products['other'].price }}", later, &none), None, "it shows no price");
    // Of its event's products too, whatever that says of prices.
    let (by_value, silent) = ("{{ products[event.product_id].price }}", one(&json!({})));
    assert_eq!(asked(by_value, later, &silent), ended);
    assert_eq!(asked(by_value, NOW, &silent), None);
    assert_eq!(asked("{{ products[event.product_id].name }}", later, &silent), None);
}
