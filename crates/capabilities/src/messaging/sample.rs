//! Made-up people, orders and carts: what previews show and templates are tried against.

use super::claims::products_of;
use super::context::{Cart, Context, Customer, Item, Notice, Order, Product, Renewal, RequestSaid, Store, Urls, WayOut};
use super::letter::About;
use super::own::Named;
use super::templates::BuiltIn;
use base::Locale;
use serde_json::json;
use std::collections::BTreeMap;

impl Context {
    /// A made-up order in the given language, for previews and tests.
    pub fn sample(locale: Locale) -> Self {
        let [store, address, customer, date, zero] = match locale {
            Locale::En => ["Cedar & Salt", "12 Harbour Street\nBristol BS1 4RB\nUnited Kingdom", "Sara", "3 May 2026", "0"],
            Locale::Ar => ["أرز وملح", "شارع الميناء ١٢\nجدة ٢٣٤١٥\nالمملكة العربية السعودية", "سارة", "٣ مايو ٢٠٢٦", "٠"],
            Locale::Fa => ["سرو و نمک", "خیابان ولیعصر، پلاک ۱۲\nتهران ۱۹۶۶۸\nایران", "سارا", "۱۳ اردیبهشت ۱۴۰۵", "۰"],
        };
        let (items, sums) = sample_order(locale);
        let currency = match locale {
            Locale::En => "GBP",
            Locale::Ar => "SAR",
            Locale::Fa => "IRR",
        };
        let [team, reason, ending] = match locale {
            Locale::En => ["Support", "The parcel came back, and we need your street.", "News by e-mail"],
            Locale::Ar => ["الدعم", "عاد الطرد إلينا ونحتاج إلى اسم الشارع.", "الأخبار بالبريد الإلكتروني"],
            Locale::Fa => ["پشتیبانی", "بسته برگشت خورد و نام خیابان را لازم داریم.", "خبرنامهٔ ایمیلی"],
        };
        let [subtotal, discount, shipping, total] = sums.map(str::to_owned);
        let [kind, due, outcome, answer] = match locale {
            Locale::En => ["Correction", "3 June 2026", "It is corrected.", "Thank you for telling us."],
            Locale::Ar => ["تصحيح", "٣ يونيو ٢٠٢٦", "تم التصحيح.", "شكرًا لتنبيهنا."],
            Locale::Fa => ["اصلاح", "۱۳ خرداد ۱۴۰۵", "اصلاح شد.", "از اینکه به ما گفتید سپاسگزاریم."],
        };
        Self {
            locale,
            zero: zero.chars().next().unwrap_or('0'),
            store: Store {
                name: store.into(),
                url: "https://shop.example/".into(),
                currency: currency.into(),
                time_zone: "UTC".into(),
                shows_toman: locale == Locale::Fa,
                address: address.into(),
            },
            customer: Customer { name: customer.into() },
            order: Some(Order {
                number: "AM-1042".into(),
                date: date.into(),
                items: items
                    .into_iter()
                    .map(|[name, sku, quantity, total]| Item {
                        name: name.into(),
                        sku: (!sku.is_empty()).then(|| sku.into()),
                        quantity: quantity.into(),
                        total: total.into(),
                        ..Item::default()
                    })
                    .collect(),
                subtotal: Some(subtotal),
                discount: Some(discount),
                shipping: Some(shipping),
                tax: None,
                tax_included: None,
                delivery_and_other: None,
                other: None,
                total,
                url: "https://shop.example/orders/AM-1042?t=k3v9".into(),
                review_url: "https://shop.example/review/AM-1042".into(),
            }),
            cart: None,
            product: None,
            event: None,
            products: BTreeMap::new(),
            goes_with: None,
            urls: Urls { privacy: "https://shop.example/privacy".into(), link: "https://shop.example/privacy/open/7h2k".into() },
            request: Some(RequestSaid {
                step: "done".into(),
                kind: kind.into(),
                opened: date.into(),
                due: due.into(),
                outcome: outcome.into(),
                reason: answer.into(),
            }),
            renewal: Some(Renewal { purposes: vec![ending.into()], date: date.into() }),
            notice: Some(Notice { kind: "request".into(), team: team.into(), reason: reason.into() }),
        }
    }

    /// As [`Context::sample`], for a letter about something: what it cannot speak of is not there.
    pub fn sample_about(locale: Locale, about: About) -> Self {
        let whole = Self::sample(locale);
        let order = whole.order.clone();
        let lines = order.as_ref().map(|order| order.items.clone()).unwrap_or_default();
        let [was, name] = match locale {
            Locale::En => ["£60.00", "Cedarwood serving board, large"],
            Locale::Ar => ["٢٤٩٫٠٠ ر.س.", "لوح تقديم من خشب الأرز، كبير"],
            Locale::Fa => ["۲٬۲۰۰٬۰۰۰ تومان", "تختهٔ سرو چوب سدر، بزرگ"],
        };
        let shown = |item: Item| Item {
            image: Some("https://shop.example/pictures/board.jpg".into()),
            url: Some("https://shop.example/products/board".into()),
            price: Some(item.total.clone()),
            ..item
        };
        let first = lines.first().cloned().unwrap_or_default();
        let goes_with = (about != About::Customer).then(|| Product::samples_beside(locale));
        let base = Self { order: None, cart: None, product: None, event: None, goes_with, ..whole };
        match about {
            About::Customer => base,
            About::Order => {
                Self { order, event: Some(json!({"order_id": "AM-1042", "currency": "GBP", "total": 86.35})), ..base }
            }
            About::Cart => Self {
                cart: Some(Cart {
                    items: lines.into_iter().take(2).map(shown).collect(),
                    url: "https://shop.example/cart/8f1d".into(),
                }),
                event: Some(json!({"cart_id": "8f1d", "currency": "GBP", "value": 67.5})),
                ..base
            },
            About::Product => Self {
                product: Some(Item { was: Some(was.into()), quantity: String::new(), sku: None, ..shown(first) }),
                event: Some(json!({"product_id": "CB-220/L", "name": name, "price": 48, "currency": "GBP"})),
                ..base
            },
        }
    }
}

impl Context {
    /// With a made-up product for each that a letter names, and for those of its made-up event.
    #[must_use]
    pub fn with_products(mut self, named: &Named) -> Self {
        let mut of_event = self.event.as_ref().map(products_of).unwrap_or_default();
        of_event.extend(self.items().iter().filter_map(|item| item.sku.clone()));
        let locale = self.locale;
        self.products = named
            .ids
            .keys()
            .chain(of_event.iter().filter(|_| named.others.is_some()))
            .map(|id| (id.clone(), Product::sample(id, locale)))
            .collect();
        self
    }
}

impl Product {
    /// Made-up ones that go with a made-up order.
    fn samples_beside(locale: Locale) -> Vec<Self> {
        let lines = Context::sample(locale).order.map(|order| order.items).unwrap_or_default();
        let said = |(name, line): (&str, Item)| Self {
            id: line.sku.unwrap_or_default(),
            name: name.to_owned(),
            price: Some(line.total),
            url: Some("https://shop.example/products/care".to_owned()),
            image: Some("https://shop.example/pictures/care.jpg".to_owned()),
            stock: Some(12),
            ..Self::default()
        };
        let names = match locale {
            Locale::En => ["Oil for wooden boards, 250 ml", "Linen cloth"],
            Locale::Ar => ["زيت للألواح الخشبية، ٢٥٠ مل", "فوطة كتان"],
            Locale::Fa => ["روغن تختهٔ چوبی، ۲۵۰ میلی‌لیتر", "دستمال کتان"],
        };
        names.into_iter().zip(lines).map(said).collect()
    }

    /// A made-up one, with everything that can be said of one.
    pub fn sample(id: &str, locale: Locale) -> Self {
        let board = Context::sample_about(locale, About::Product).product.unwrap_or_default();
        Self {
            id: id.to_owned(),
            name: board.name,
            price: board.price,
            was: board.was,
            until: Context::sample(locale).order.map(|order| order.date),
            stock: Some(12),
            url: board.url,
            image: board.image,
        }
    }
}

impl BuiltIn {
    /// Made-up values for a look at it.
    pub fn sample(self, locale: Locale) -> Context {
        if self.is_for_journeys() { Context::sample_about(locale, self.about()) } else { Context::sample(locale) }
    }
}

impl WayOut {
    /// Made-up links, for previews and tests.
    pub fn sample() -> Self {
        Self {
            unsubscribe_url: "https://shop.example/u/9f2c?m=msg_1".into(),
            preferences_url: "https://shop.example/p/9f2c".into(),
        }
    }
}

/// Lines (name, SKU, quantity, total) and sums (subtotal, discount, shipping, total).
type SampleOrder = ([[&'static str; 4]; 3], [&'static str; 4]);

const fn sample_order(locale: Locale) -> SampleOrder {
    match locale {
        Locale::En => (
            [
                ["Cedarwood serving board, large", "CB-220/L", "1", "£48.00"],
                ["Smoked sea salt, 125 g", "SS-125", "3", "£19.50"],
                ["Linen napkins", "", "2", "£24.00"],
            ],
            ["£91.50", "−£9.15", "£4.00", "£86.35"],
        ),
        Locale::Ar => (
            [
                ["لوح تقديم من خشب الأرز، كبير", "CB-220/L", "١", "١٩٩٫٠٠ ر.س."],
                ["ملح بحري مدخَّن، ١٢٥ غ", "SS-125", "٣", "٨٧٫٠٠ ر.س."],
                ["مناديل كتّان", "", "٢", "١١٠٫٠٠ ر.س."],
            ],
            ["٣٩٦٫٠٠ ر.س.", "−٣٩٫٦٠ ر.س.", "٢٥٫٠٠ ر.س.", "٣٨١٫٤٠ ر.س."],
        ),
        Locale::Fa => (
            [
                ["تختهٔ سرو چوب سدر، بزرگ", "CB-220/L", "۱", "۱٬۸۵۰٬۰۰۰ تومان"],
                ["نمک دریای دودی، ۱۲۵ گرم", "SS-125", "۳", "۵۴۰٬۰۰۰ تومان"],
                ["دستمال سفرهٔ کتان", "", "۲", "۷۶۰٬۰۰۰ تومان"],
            ],
            ["۳٬۱۵۰٬۰۰۰ تومان", "\u{200e}−۳۱۵٬۰۰۰ تومان", "۶۰٬۰۰۰ تومان", "۲٬۸۹۵٬۰۰۰ تومان"],
        ),
    }
}
