//! Demo events as JSON, written by hand: half a million of them in well under a second.

use super::catalogue::in_language;
use super::people::Consents;
use super::{Demo, Fact, Order, Person, What};
use base::{Locale, Money, Timestamp};
use std::io::Write;

/// Writes one event as one object.
pub(super) fn write(demo: &Demo, index: usize, fact: &Fact, out: &mut Vec<u8>) {
    let number = fact.who & !(Fact::UNKNOWN | Fact::BEFORE);
    let person = if fact.who & Fact::UNKNOWN == 0 { demo.people.get(number as usize) } else { None };
    let is_named = fact.who & (Fact::UNKNOWN | Fact::BEFORE) == 0;
    let locale = person.map_or(Locale::ALL[number as usize % 3], |p| p.locale);
    let (type_, name) = kind(fact.what);
    add(out, format_args!("{{\"type\":\"{type_}\",\"messageId\":\"demo-{index:07}\",\"timestamp\":\"{}\"", time(fact.at)));
    if !name.is_empty() {
        add(out, format_args!(",\"{}\":\"{name}\"", if type_ == "page" { "name" } else { "event" }));
    }
    if is_named {
        add(out, format_args!(",\"userId\":\"c-{number:05}\""));
    }
    if is_of_site(fact.what) {
        // The same browser before and after sign-up: the sign-up is where the two histories meet.
        let browser = if person.is_some() { number } else { fact.who };
        add(out, format_args!(",\"anonymousId\":\"{:016x}\"", scramble(u64::from(browser))));
    }
    match (fact.what, person) {
        (What::SignedUp, Some(person)) => traits(demo, person, out),
        (What::EmailConsent(_), _) => out.extend_from_slice(b",\"traits\":{}"),
        (what, _) => {
            out.extend_from_slice(b",\"properties\":{");
            properties(demo, what, locale, out);
            out.push(b'}');
        }
    }
    context(demo, fact, person, locale, out);
    out.extend_from_slice(b"}}");
}

fn kind(what: What) -> (&'static str, &'static str) {
    match what {
        What::SignedUp | What::EmailConsent(_) => ("identify", ""),
        What::Home => ("page", "Home"),
        What::Shelf(_) => ("page", "Category"),
        What::Searched(_) => ("track", "Products Searched"),
        What::Viewed(_) => ("track", "Product Viewed"),
        What::Added(_) => ("track", "Product Added"),
        What::CartViewed(_) => ("track", "Cart Viewed"),
        What::CheckoutStarted(_) => ("track", "Checkout Started"),
        What::Completed(_) => ("track", "Order Completed"),
        What::Refunded(_) => ("track", "Order Refunded"),
        What::Cancelled(_) => ("track", "Order Cancelled"),
        What::Rewarded(_) | What::Discounted(_) | What::Suggested(_) => ("track", "Benefit Given"),
    }
}

/// Sent by the browser; orders are sent by the store's server.
fn is_of_site(what: What) -> bool {
    use What::{Cancelled, Completed, Discounted, EmailConsent, Refunded, Rewarded, Suggested};
    !matches!(what, Completed(_) | Refunded(_) | Cancelled(_) | EmailConsent(_) | Rewarded(_) | Discounted(_) | Suggested(_))
}

fn traits(demo: &Demo, person: &Person, out: &mut Vec<u8>) {
    out.extend_from_slice(b",\"traits\":{\"name\":");
    text(out, &[person.given, " ", person.family]);
    out.extend_from_slice(b",\"email\":");
    text(out, &[&person.email]);
    if let Some(phone) = &person.phone {
        add(out, format_args!(",\"phone\":\"{phone}\""));
    }
    if let Some((year, month, day)) = person.birthday {
        add(out, format_args!(",\"birthday\":\"{year}-{month:02}-{day:02}\""));
    }
    let city = &demo.cities[person.city];
    out.extend_from_slice(b",\"address\":{\"city\":");
    text(out, &[city.name]);
    let created = person.signed_up.to_rfc3339();
    add(out, format_args!(",\"country\":\"{}\"}},\"locale\":\"{}-{}\"", city.country, person.locale.code(), city.country));
    add(out, format_args!(",\"createdAt\":\"{created}\"}}"));
}

fn properties(demo: &Demo, what: What, locale: Locale, out: &mut Vec<u8>) {
    match what {
        What::SignedUp | What::EmailConsent(_) => {}
        What::Home => add(out, format_args!("\"path\":\"/\",\"url\":\"https://shop.example.com/\"")),
        What::Shelf(category) => {
            let category = &demo.catalogue.categories[usize::from(category)];
            add(out, format_args!("\"path\":\"/{0}\",\"url\":\"https://shop.example.com/{0}\",\"category\":", category.slug));
            text(out, &[in_language(&category.names, locale)]);
        }
        What::Searched(category) => {
            out.extend_from_slice(b"\"query\":");
            text(out, &[in_language(&demo.catalogue.categories[usize::from(category)].names, locale)]);
        }
        What::Viewed(product) => product_fields(demo, usize::from(product), 1, locale, out),
        What::Added(line) => {
            let line = demo.lines[line as usize];
            product_fields(demo, usize::from(line.product), line.quantity, locale, out);
        }
        What::CartViewed(number) => products(demo, &demo.orders[number as usize], locale, out),
        What::CheckoutStarted(number) => {
            let order = &demo.orders[number as usize];
            add(out, format_args!("\"order_id\":\"D{:06}\",\"value\":{},", number + 1, decimal(demo, order.net())));
            products(demo, order, locale, out);
        }
        What::Completed(number) => {
            let order = &demo.orders[number as usize];
            let amount = |minor| decimal(demo, minor);
            add(out, format_args!("\"order_id\":\"D{:06}\",\"subtotal\":{}", number + 1, amount(order.subtotal)));
            add(out, format_args!(",\"discount\":{},\"shipping\":{}", amount(order.discount), amount(order.shipping)));
            add(out, format_args!(",\"tax\":{},\"total\":{}", amount(order.tax), amount(order.total)));
            add(out, format_args!(",\"revenue\":{},", amount(order.net())));
            if let Some(coupon) = order.coupon {
                add(out, format_args!("\"coupon\":\"{coupon}\","));
            }
            products(demo, order, locale, out);
        }
        What::Refunded(number) | What::Cancelled(number) => {
            let order = &demo.orders[number as usize];
            add(out, format_args!("\"order_id\":\"D{:06}\",\"total\":{}", number + 1, decimal(demo, order.total)));
            add(out, format_args!(",\"currency\":\"{}\"", demo.catalogue.currency));
        }
        What::Rewarded(number) => {
            let back = (demo.orders[number as usize].net() / REWARD_PART).max(1);
            let words = ["5% of your order back as credit", "٥٪ من قيمة طلبك رصيدًا لك", "۵٪ مبلغ سفارشتان اعتبار خرید شد"];
            benefit(demo, ("R", number), ("loyalty", "reward"), Some(back), &words.map(str::to_owned), out);
        }
        What::Discounted(number) => {
            let off = demo.orders[number as usize].discount;
            let words = ["The discount from our letter", "الخصم الذي جاءك في رسالتنا", "تخفیفی که در پیام ما بود"];
            benefit(demo, ("C", number), ("marketing_email", "discount"), Some(off), &words.map(str::to_owned), out);
        }
        What::Suggested(number) => {
            let bought = demo.lines_of(&demo.orders[number as usize]).first().map_or(0, |line| usize::from(line.product));
            // Its neighbour in the catalogue.
            let fits = &demo.catalogue.products[(bought + 1) % demo.catalogue.products.len()];
            let name = |locale| in_language(&fits.names, locale);
            let words = [
                format!("Goes with your order: {}", name(Locale::En)),
                format!("يناسب طلبك: {}", name(Locale::Ar)),
                format!("با سفارشتان جور است: {}", name(Locale::Fa)),
            ];
            benefit(demo, ("S", number), ("personalise", "recommendation"), None, &words, out);
        }
    }
}

/// A twentieth of what was paid comes back.
const REWARD_PART: i64 = 20;

/// The properties of a benefit: its number, the agreement that brought it and its kind, what it is worth, and the words for it.
fn benefit(
    demo: &Demo,
    (series, number): (&str, u32),
    (purpose, kind): (&str, &str),
    worth: Option<i64>,
    words: &[String; 3],
    out: &mut Vec<u8>,
) {
    add(out, format_args!("\"benefit_id\":\"{series}{:06}\",\"purpose\":\"{purpose}\",\"kind\":\"{kind}\"", number + 1));
    if let Some(worth) = worth.filter(|worth| *worth > 0) {
        add(out, format_args!(",\"value\":{},\"currency\":\"{}\"", decimal(demo, worth), demo.catalogue.currency));
    }
    out.extend_from_slice(b",\"text\":{");
    for (at, (locale, said)) in Locale::ALL.into_iter().zip(words).enumerate() {
        add(out, format_args!("{}\"{}\":", if at == 0 { "" } else { "," }, locale.code()));
        text(out, &[said]);
    }
    out.push(b'}');
}

fn products(demo: &Demo, order: &Order, locale: Locale, out: &mut Vec<u8>) {
    add(out, format_args!("\"currency\":\"{}\",\"products\":[", demo.catalogue.currency));
    for (at, line) in demo.lines_of(order).iter().enumerate() {
        out.extend_from_slice(if at == 0 { b"{" } else { b",{" });
        product_fields(demo, usize::from(line.product), line.quantity, locale, out);
        out.push(b'}');
    }
    out.push(b']');
}

fn product_fields(demo: &Demo, product: usize, quantity: u16, locale: Locale, out: &mut Vec<u8>) {
    let article = &demo.catalogue.products[product];
    let category = &demo.catalogue.categories[article.category];
    add(out, format_args!("\"product_id\":\"{0}\",\"sku\":\"{0}\",\"name\":", article.sku));
    text(out, &[in_language(&article.names, locale)]);
    if let Some(variant) = &article.variant {
        out.extend_from_slice(b",\"variant\":");
        text(out, &[in_language(variant, locale)]);
    }
    add(out, format_args!(",\"category\":\"{}\",\"price\":{}", category.slug, decimal(demo, article.price.minor)));
    add(out, format_args!(",\"quantity\":{quantity}"));
}

/// Opens `context` and leaves it open for the caller to close.
fn context(demo: &Demo, fact: &Fact, person: Option<&Person>, locale: Locale, out: &mut Vec<u8>) {
    match person.map(|p| &demo.cities[p.city]) {
        Some(city) => {
            add(out, format_args!(",\"context\":{{\"locale\":\"{}-{}\"", locale.code(), city.country));
            add(out, format_args!(",\"timezone\":\"{}\"", city.timezone));
        }
        None => add(out, format_args!(",\"context\":{{\"locale\":\"{}\"", locale.code())),
    }
    if let (What::Home, Some((source, medium, name))) = (fact.what, campaign(fact)) {
        add(out, format_args!(",\"campaign\":{{\"source\":\"{source}\",\"medium\":\"{medium}\",\"name\":\"{name}\"}}"));
    }
    let answers = match (fact.what, person) {
        (What::SignedUp, Some(person)) => Some(person.consents),
        _ => None,
    };
    if let Some(consents) = answers {
        out.extend_from_slice(b",\"consent\":{\"categoryPreferences\":{");
        for (at, (purpose, yes)) in consents.answers().enumerate() {
            add(out, format_args!("{}\"{purpose}\":{yes}", if at == 0 { "" } else { "," }));
        }
        out.extend_from_slice(b"}}");
    } else if let What::EmailConsent(yes) = fact.what {
        add(out, format_args!(",\"consent\":{{\"categoryPreferences\":{{\"marketing_email\":{yes}}}}}"));
    } else if is_of_site(fact.what) {
        let refused = !person.map_or(!Fact::visitor_refuses(fact.who & !Fact::UNKNOWN), |p| p.consents.has(Consents::ANALYTICS));
        add(out, format_args!(",\"consent\":{{\"categoryPreferences\":{{\"analytics\":{}}}}}", !refused));
    }
}

/// Where a visit came from: a third of them by a campaign, told by its moment.
fn campaign(fact: &Fact) -> Option<(&'static str, &'static str, &'static str)> {
    const CAMPAIGNS: [(&str, &str, &str); 4] = [
        ("newsletter", "email", "new-arrivals"),
        ("instagram", "social", "home-stories"),
        ("search", "cpc", "coffee-and-dates"),
        ("friend", "referral", "bring-a-friend"),
    ];
    CAMPAIGNS.get((scramble(fact.at as u64) % 12) as usize).copied()
}

/// Major units, with as many digits after the point as the currency has.
fn decimal(demo: &Demo, minor: i64) -> String {
    Money { minor, currency: demo.catalogue.currency }.to_decimal()
}

fn time(micros: i64) -> String {
    Timestamp::from_micros(micros).to_rfc3339()
}

/// SplitMix64's finish: neighbours look nothing alike.
fn scramble(n: u64) -> u64 {
    let n = (n + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    n ^ (n >> 31)
}

/// A JSON string of the parts together. Our lists hold no control characters.
fn text(out: &mut Vec<u8>, parts: &[&str]) {
    out.push(b'"');
    for part in parts {
        for &b in part.as_bytes() {
            if matches!(b, b'"' | b'\\') {
                out.push(b'\\');
            }
            out.push(b);
        }
    }
    out.push(b'"');
}

/// A vector never refuses bytes.
fn add(out: &mut Vec<u8>, args: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(args);
}
