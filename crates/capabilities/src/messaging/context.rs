//! What a message may speak of: the store, the customer, the order, the links.
//!
//! Amounts, dates and counts arrive as text, already written in the reader's digits and calendar: a message has no
//! arithmetic to do. No type here has `Debug`: all of it is personal data.

use super::bidi;
use base::Locale;
use serde::{Serialize, Serializer};

/// Order lines that a message carries; the rest is counted ("and 12 more"), and stands behind the order's link.
pub const ITEMS_MAX: usize = 50;
/// Longer values are cut: nobody's name needs more, and a message must not fail for it.
pub const VALUE_CHARS_MAX: usize = 500;

/// Why a message is sent, which decides its footer and its headers.
#[derive(Clone, PartialEq, Eq)]
pub enum Kind {
    /// Owed to the customer (an order, a security notice); goes out without consent to marketing.
    Transactional,
    /// Sent because the customer agreed. Carries the way out, so it cannot be built without one.
    Marketing(WayOut),
}

/// How a customer leaves, or changes their mind in part.
#[derive(Clone, PartialEq, Eq)]
pub struct WayOut {
    /// An https address. GET shows a page that asks; POST with `List-Unsubscribe=One-Click` leaves at once (RFC 8058).
    pub unsubscribe_url: String,
    /// The preferences page.
    pub preferences_url: String,
}

/// Everything a template may name: `{{ customer.name }}`, `{{ order.total }}` …
#[derive(Clone, Serialize)]
pub struct Context {
    #[serde(serialize_with = "code")]
    pub locale: Locale,
    /// The digit zero of the reader's digits (`0`, `٠` or `۰`), for the filter `number`.
    pub zero: char,
    pub store: Store,
    pub customer: Customer,
    /// `None` for messages that follow no order.
    pub order: Option<Order>,
    pub urls: Urls,
    /// `None` for messages that tell of no look at the customer's data.
    pub notice: Option<Notice>,
    /// `None` for messages that are about no agreement's end.
    pub renewal: Option<Renewal>,
    /// `None` for messages that are about no request of the customer's.
    pub request: Option<RequestSaid>,
}

/// What the customer asked for by law, and what became of it.
#[derive(Clone, Serialize)]
pub struct RequestSaid {
    /// `received` or `identity`; `done`, `refused` or `extended`.
    pub step: String,
    /// What is asked for, in words.
    pub kind: String,
    pub opened: String,
    /// By when it is answered.
    pub due: String,
    /// What was done, as a sentence; empty where it was not.
    pub outcome: String,
    pub reason: String,
}

/// What the customer agreed to and is about to end.
#[derive(Clone, Serialize)]
pub struct Renewal {
    pub purposes: Vec<String>,
    pub date: String,
}

/// A look at the customer's data that is asked for, or was taken.
#[derive(Clone, Serialize)]
pub struct Notice {
    /// `request` or `break_glass`.
    pub kind: String,
    pub team: String,
    pub reason: String,
}

#[derive(Clone, Serialize)]
pub struct Store {
    pub name: String,
    /// The shop's front page; empty where it has none.
    pub url: String,
    /// Postal address, lines parted by `\n`. Marketing law in most countries wants it under every message.
    pub address: String,
}

#[derive(Clone, Serialize)]
pub struct Customer {
    /// As the customer wrote it; empty where unknown.
    pub name: String,
}

#[derive(Clone, Serialize)]
pub struct Order {
    pub number: String,
    pub date: String,
    pub items: Vec<Item>,
    pub subtotal: Option<String>,
    pub discount: Option<String>,
    pub shipping: Option<String>,
    pub tax: Option<String>,
    /// Tax that the prices hold already.
    pub tax_included: Option<String>,
    /// What is left between the lines and the total where nobody said what delivery costs.
    pub delivery_and_other: Option<String>,
    /// What else is left between them.
    pub other: Option<String>,
    pub total: String,
    /// Where the customer can follow it; empty where there is no such page (its button is then left out).
    pub url: String,
}

#[derive(Clone, Serialize)]
pub struct Item {
    pub name: String,
    pub sku: Option<String>,
    pub quantity: String,
    /// What this line costs: unit price times quantity.
    pub total: String,
}

#[derive(Clone, Serialize)]
pub struct Urls {
    /// The customer's privacy centre; empty where there is none.
    pub privacy: String,
    /// What the message is sent for; empty where it is for no link.
    pub link: String,
}

impl Context {
    /// The same with every value harmless: no control characters, no bidi controls, no endless text.
    pub(super) fn cleaned(&self) -> Self {
        let text = |value: &String| bidi::clean(value, VALUE_CHARS_MAX);
        let optional = |value: &Option<String>| value.as_ref().map(text);
        Self {
            locale: self.locale,
            zero: self.zero,
            store: Store {
                name: text(&self.store.name),
                url: text(&self.store.url),
                address: self.store.address.lines().take(6).map(|line| bidi::clean(line, 200)).collect::<Vec<_>>().join("\n"),
            },
            customer: Customer { name: text(&self.customer.name) },
            order: self.order.as_ref().map(|order| Order {
                number: text(&order.number),
                date: text(&order.date),
                items: order
                    .items
                    .iter()
                    .map(|item| Item {
                        name: text(&item.name),
                        sku: optional(&item.sku),
                        quantity: text(&item.quantity),
                        total: text(&item.total),
                    })
                    .collect(),
                subtotal: optional(&order.subtotal),
                discount: optional(&order.discount),
                shipping: optional(&order.shipping),
                tax: optional(&order.tax),
                tax_included: optional(&order.tax_included),
                delivery_and_other: optional(&order.delivery_and_other),
                other: optional(&order.other),
                total: text(&order.total),
                url: order.url.trim().to_owned(),
            }),
            urls: Urls { privacy: self.urls.privacy.trim().to_owned(), link: self.urls.link.trim().to_owned() },
            notice: self.notice.as_ref().map(|notice| Notice {
                kind: text(&notice.kind),
                team: text(&notice.team),
                reason: text(&notice.reason),
            }),
            request: self.request.as_ref().map(|request| RequestSaid {
                step: text(&request.step),
                kind: text(&request.kind),
                opened: text(&request.opened),
                due: text(&request.due),
                outcome: text(&request.outcome),
                reason: text(&request.reason),
            }),
            renewal: self
                .renewal
                .as_ref()
                .map(|renewal| Renewal { purposes: renewal.purposes.iter().map(text).collect(), date: text(&renewal.date) }),
        }
    }

    /// What Liquid sees. Order lines are cut to [`ITEMS_MAX`] so that loops and lists stay short.
    pub(super) fn to_liquid(&self) -> liquid::Object {
        let mut short = self.clone();
        if let Some(order) = &mut short.order {
            order.items.truncate(ITEMS_MAX);
        }
        liquid::to_object(&short).unwrap_or_default()
    }

    /// A made-up order in the given language, for previews and tests.
    pub fn sample(locale: Locale) -> Self {
        let [store, address, customer, date, zero] = match locale {
            Locale::En => ["Cedar & Salt", "12 Harbour Street\nBristol BS1 4RB\nUnited Kingdom", "Sara", "3 May 2026", "0"],
            Locale::Ar => ["أرز وملح", "شارع الميناء ١٢\nجدة ٢٣٤١٥\nالمملكة العربية السعودية", "سارة", "٣ مايو ٢٠٢٦", "٠"],
            Locale::Fa => ["سرو و نمک", "خیابان ولیعصر، پلاک ۱۲\nتهران ۱۹۶۶۸\nایران", "سارا", "۱۳ اردیبهشت ۱۴۰۵", "۰"],
        };
        let (items, sums) = sample_order(locale);
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
            store: Store { name: store.into(), url: "https://shop.example/".into(), address: address.into() },
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
            }),
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

// serde's `serialize_with` hands over a reference.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn code<S: Serializer>(locale: &Locale, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(locale.code())
}
