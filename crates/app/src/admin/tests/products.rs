//! The pages of products, and what the writer of a letter hears of those that it names.

use super::*;
use serde_json::{Value, json};
use web::i18n::plain;

const PATH: &str = "/admin/products";

fn put(test: &TestApp, id: &str, product: &Value) {
    let key = test.key(staff::Scope::Server);
    let reply = test.request(Method::PUT, &format!("/api/v1/products/{id}"), &key, product);
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
}

#[test]
fn an_empty_catalogue_says_what_to_do_and_a_full_one_shows_what_changed_last() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    for (lang, said) in [("en", "No products yet"), ("ar", "لا منتجات بعد"), ("fa", "هنوز کالایی نیست")]
    {
        owner.cookies.insert("lang".to_owned(), lang.to_owned());
        let page = owner.get(PATH).text();
        assert!(page.contains(said) && page.contains("http://shop.example/api/v1/products/SKU-1"), "{page}");
        assert!(page.contains("/admin/settings/keys/new?scope=server"), "{page}");
    }
    put(
        &test,
        "SKU-1",
        &json!({"names": {"en": "Cedar board", "ar": "لوح تقديم"}, "price": "1199.00", "compare_at_price": 1499,
        "price_until": "2020-05-01T00:00:00Z", "stock": 3, "url": "https://shop.example/board"}),
    );
    for at in 0..60 {
        put(&test, &format!("n{at:02}"), &json!({"names": {"en": format!("Napkin {at}")}, "price": at}));
    }
    owner.cookies.insert("lang".to_owned(), "ar".to_owned());
    let page = plain(&owner.get(&format!("{PATH}?q=SKU")).text());
    for part in ["لوح تقديم", "١٬١٩٩٫٠٠", "قبل التخفيض: ١٬٤٩٩٫٠٠", "انتهى", "٦١ منتجًا"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    owner.cookies.insert("lang".to_owned(), "en".to_owned());
    let first = owner.get(PATH).text();
    assert!(plain(&first).contains("61 products"), "{first}");
    assert!(first.contains("Napkin 59") && !first.contains("Cedar board"), "{first}");
    let link = |page: &str, rel: &str| {
        let tag = page.split("<a class=\"button\" href=\"").find(|tag| tag.contains(&format!("rel=\"{rel}\""))).unwrap();
        tag.split('"').next().unwrap().replace("&amp;", "&")
    };
    let second = owner.get(&link(&first, "next")).text();
    assert!(second.contains("Cedar board") && second.contains("Napkin 3<") && !second.contains("Napkin 30"), "{second}");
    assert_eq!(plain(&owner.get(&link(&second, "prev")).text()).matches("Napkin").count(), 50);
    let none = owner.get(&format!("{PATH}?q=nothing+like+it")).text();
    assert!(none.contains("Nothing found") && none.contains("See all"), "{none}");
    assert_eq!(owner.get(&format!("{PATH}?before=x.y&after=%00")).status, StatusCode::OK, "rubbish is the first page");
}

#[test]
fn the_writer_of_a_letter_hears_which_product_nobody_told_of_before_anything_goes_out() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let made = owner.submit("/admin/templates", "/admin/templates", &[("from", "blank")]);
    let edit = made.header("location").split('?').next().unwrap().to_owned();
    let one = edit.trim_end_matches("/edit").to_owned();
    let body = "{{ products[\"SKU-1\"].name }} costs {{ products[\"SKU-1\"].price }} now. Delivery costs 15 SAR as ever.";
    let fields = |wish: &'static str| {
        [
            ("lang", "en"),
            ("do", wish),
            ("name", "Offer"),
            ("kind", "marketing"),
            ("about", "customer"),
            ("topic", ""),
            ("format", "blocks"),
            ("subject", "An offer"),
            ("preheader", ""),
            ("body", body),
        ]
    };
    let refused = owner.submit(&edit, &edit, &fields("publish"));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = plain(&refused.text());
    assert!(said.contains("The catalogue has no product with this id: SKU-1"), "{said}");
    assert!(!said.contains("typed by hand"), "where nothing is told, nothing can be said of amounts");
    // Without a price it can be named, and its price can't.
    put(&test, "SKU-1", &json!({"names": {"en": "Cedar board"}}));
    let refused = owner.submit(&edit, &edit, &fields("publish"));
    let said = plain(&refused.text());
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && said.contains("Nothing is called “price”"), "{said}");
    put(&test, "SKU-1", &json!({"names": {"en": "Cedar board"}, "price": 199}));
    let typed = plain(&owner.submit(&edit, &format!("{one}/check"), &fields("")).text());
    assert!(typed.contains("typed by hand: 15 SAR") && !typed.contains("no product with this id"), "{typed}");
    let shown = plain(&owner.submit(&edit, &format!("{one}/preview"), &fields("")).text());
    assert!(shown.contains("Cedar\u{a0}board") && shown.contains("SAR\u{a0}199.00"), "{shown}");
    let published = owner.submit(&edit, &edit, &fields("publish"));
    assert!(published.header("location").ends_with("done=template-published"), "{}", published.text());
    // The catalogue loses it: the page of the letter says so.
    let key = test.key(staff::Scope::Server);
    assert_eq!(test.request(Method::DELETE, "/api/v1/products/SKU-1", &key, &Value::Null).status, StatusCode::OK);
    for (lang, said) in [("en", "no product with this id"), ("ar", "لا يوجد في قائمة المنتجات"), ("fa", "کالایی با این شناسه نیست")]
    {
        owner.cookies.insert("lang".to_owned(), lang.to_owned());
        let page = plain(&owner.get(&format!("{one}?lang=en")).text());
        assert!(page.contains(said), "{lang}: {page}");
    }
}
