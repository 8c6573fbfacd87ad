//! The layout's own words. (Pages speak Fluent; a letter needs fifteen words and must not depend on the web floor.)

use base::Locale;

pub(super) struct Words {
    pub(super) item: &'static str,
    pub(super) quantity: &'static str,
    pub(super) amount: &'static str,
    pub(super) sku: &'static str,
    /// Before a price that was higher.
    pub(super) was: &'static str,
    pub(super) more_items: &'static str,
    pub(super) subtotal: &'static str,
    pub(super) discount: &'static str,
    pub(super) shipping: &'static str,
    pub(super) tax: &'static str,
    pub(super) tax_included: &'static str,
    pub(super) delivery_and_other: &'static str,
    pub(super) other: &'static str,
    pub(super) total: &'static str,
    pub(super) why_transactional: &'static str,
    pub(super) why_marketing: &'static str,
    pub(super) unsubscribe: &'static str,
    pub(super) preferences: &'static str,
    pub(super) privacy: &'static str,
    pub(super) colon: &'static str,
}

pub(super) const fn words(locale: Locale) -> &'static Words {
    match locale {
        Locale::En => &EN,
        Locale::Ar => &AR,
        Locale::Fa => &FA,
    }
}

const EN: Words = Words {
    item: "Item",
    quantity: "Quantity",
    amount: "Amount",
    sku: "SKU",
    was: "Before",
    more_items: "… and more: the order’s page shows every item.",
    subtotal: "Subtotal",
    discount: "Discount",
    shipping: "Delivery",
    tax: "Tax",
    tax_included: "Tax included",
    delivery_and_other: "Delivery and other",
    other: "Other",
    total: "Total",
    why_transactional: "This message is about something you did with us. It is not advertising.",
    why_marketing: "You get this because you agreed to e-mail from us.",
    unsubscribe: "Unsubscribe",
    preferences: "Choose what you get",
    privacy: "Your data and your choices",
    colon: ": ",
};

const AR: Words = Words {
    item: "المنتج",
    quantity: "الكمية",
    amount: "المبلغ",
    sku: "رمز المنتج",
    was: "السعر السابق",
    more_items: "… وغيرها: تجد كل المنتجات في صفحة الطلب.",
    subtotal: "المجموع الفرعي",
    discount: "الخصم",
    shipping: "التوصيل",
    tax: "الضريبة",
    tax_included: "الضريبة (مشمولة في الأسعار)",
    delivery_and_other: "التوصيل ورسوم أخرى",
    other: "مبالغ أخرى",
    total: "الإجمالي",
    why_transactional: "هذه الرسالة تخص تعاملك معنا، وليست إعلانًا.",
    why_marketing: "تصلك هذه الرسالة لأنك وافقت على تلقّي رسائلنا بالبريد الإلكتروني.",
    unsubscribe: "إلغاء الاشتراك",
    preferences: "اختيار ما يصلك",
    privacy: "بياناتك واختياراتك",
    colon: ": ",
};

const FA: Words = Words {
    item: "کالا",
    quantity: "تعداد",
    amount: "مبلغ",
    sku: "کد کالا",
    was: "قیمت قبلی",
    more_items: "… و کالاهای دیگر: همه را در صفحهٔ سفارش می‌بینید.",
    subtotal: "جمع کالاها",
    discount: "تخفیف",
    shipping: "هزینهٔ ارسال",
    tax: "مالیات",
    tax_included: "مالیات (در قیمت‌ها حساب شده)",
    delivery_and_other: "هزینهٔ ارسال و موارد دیگر",
    other: "موارد دیگر",
    total: "مبلغ نهایی",
    why_transactional: "این پیام به سفارش یا حساب شما نزد ما مربوط است و تبلیغ نیست.",
    why_marketing: "این ایمیل را می‌گیرید، چون با دریافت ایمیل از ما موافقت کرده‌اید.",
    unsubscribe: "لغو اشتراک",
    preferences: "انتخاب پیام‌های دریافتی",
    privacy: "اطلاعات و انتخاب‌های شما",
    colon: ": ",
};
