customers-title = مشتریان شما چه کسانی‌اند؟
customers-state = { $count ->
    [one] { $count } نفر، از جمله { $known } نفر با نام یا نشانی معلوم.
   *[other] { $count } نفر، از جمله { $known } نفر با نام یا نشانی معلوم.
}
customers-found = { $count ->
    [0] کسی با «{ $query }» پیدا نشد.
    [one] { $count } نفر با «{ $query }» پیدا شد.
   *[other] { $count } نفر با «{ $query }» پیدا شدند.
}
customers-search = جست‌وجو
customers-search-hint = ایمیل، تلفن یا شمارهٔ سفارش به‌طور کامل، یا چند حرف اول نام.
customers-filter-kind = نمایش
customers-filter-known = مشتریان شناخته‌شده
customers-filter-visitors = بازدیدکنندگان
customers-filter-buyers = خریداران
customers-filter-email-consent = موافق دریافت ایمیل
customers-sort-last-seen = از تازه‌ترین بازدید
customers-column-name = نام
customers-column-contact = راه تماس
customers-column-orders = سفارش‌ها
customers-column-spent = مجموع خرید
customers-column-first-seen = نخستین بازدید
customers-column-last-seen = آخرین بازدید
customers-column-source = از کجا آمده
customers-empty = هنوز مشتری ندارید
customers-empty-text = هر کس با نخستین رویدادش، یعنی بازدید، ثبت‌نام یا سفارش، به این فهرست اضافه می‌شود.
customers-none-found = کسی پیدا نشد
customers-none-found-text = نام‌ها با سه حرف اول یا بیشتر پیدا می‌شوند؛ ایمیل، تلفن و شمارهٔ سفارش را کامل بنویسید.

customer-visitor = بازدیدکنندهٔ ناشناس
customer-visitor-number = بازدیدکنندهٔ { $code }
customer-state = نخستین بازدید { $first }، آخرین بازدید { $last }.
customer-tabs = دربارهٔ این مشتری
customer-tab-story = تاریخچه
customer-tab-orders = سفارش‌ها
customer-tab-messages = پیام‌ها
customer-tab-consents = موافقت‌ها
customer-tab-looks = چه کسی دیده

customer-identity = این شخص کیست
customer-name = نام
customer-email = ایمیل
customer-phone = تلفن
customer-user-id = شناسهٔ کاربری
customer-anonymous-ids = مرورگرها
customer-id = شناسهٔ مشتری
customer-language = زبان
customer-birth-date = تاریخ تولد
customer-address = نشانی
customer-created = تاریخ ساخت حساب
customer-city = شهر
customer-country = کشور
customer-gender = جنسیت
customer-age = سن
customer-known-from = منبع: { $sources }؛ آخرین بار در { $date }.
customer-verified = تأییدشده
customer-unverified = تأییدنشده
customer-unverified-hint = هنوز ثابت نشده که این نشانی متعلق به این شخص است.
customer-merged = { $count ->
    [one] { $count } پروفایل دیگر با آن یکی شده است.
   *[other] { $count } پروفایل دیگر با آن یکی شده است.
}
customer-moved = این پروفایل با پروفایل دیگری یکی شده است و شما پروفایل باقی‌مانده را می‌بینید.

customer-facts = در یک نگاه
customer-first-seen = نخستین بازدید
customer-last-seen = آخرین بازدید
customer-orders = سفارش‌ها
customer-spent = مجموع خرید
customer-average-order = میانگین سفارش
customer-last-order = آخرین سفارش
customer-events = رویدادها
customer-known-facts = آنچه از او می‌دانیم
customer-fact = مورد
customer-fact-value = مقدار
customer-fact-source = منبع
customer-fact-basis = مبنای قانونی
customer-fact-since = از
customer-facts-none = هنوز جز رویدادها چیزی نمی‌دانیم.

customer-story-empty = هنوز اتفاقی نیفتاده است
customer-story-empty-text = کارهای این شخص در فروشگاه اینجا می‌آید، از جدید به قدیم.
customer-story-incomplete = بخشی از این تاریخچه فعلاً خوانده نمی‌شود
customer-story-incomplete-text = یکی از فایل‌های سابقهٔ بلندمدت آسیب دیده یا گم شده است. آنچه اینجا می‌بینید درست است، اما شاید همهٔ رویدادها نباشد. دستور «{ $command }» نام فایلی را می‌گوید که باید از نسخهٔ پشتیبان برگردانده شود.
customer-orders-empty = سفارشی ندارد
customer-orders-empty-text = همین که فروشگاه سفارشی گزارش کند، اینجا دیده می‌شود.
customer-messages-empty = پیامی ندارد
customer-messages-empty-text = پیام‌هایی که برای این شخص فرستاده‌ایم، و آن‌هایی که نفرستاده‌ایم با دلیلش، اینجا می‌آید.
customer-consents-empty = هنوز چیزی پرسیده نشده است
customer-consents-empty-text = تا وقتی این شخص موافقت نکند، با اطلاعاتش فقط همان کاری می‌شود که سفارش یا قانون لازم دارد.
customer-looks-empty = کسی ندیده است
customer-looks-empty-text = هر بار که کسی اطلاعات این شخص را ببیند ثبت می‌شود و خود او هم می‌تواند آن را ببیند.

customer-order-number = سفارش
customer-order-placed = زمان ثبت
customer-order-status = وضعیت
customer-order-items = کالاها
customer-order-total = مبلغ کل
order-completed = تکمیل‌شده
order-updated = تغییرکرده
order-refunded = بازپرداخت‌شده
order-cancelled = لغوشده

customer-look-at = زمان
customer-look-who = چه کسی
customer-look-purpose = هدف استفاده
customer-look-saw = چه چیزی را دید

story-identified = خود را معرفی کرد
story-order-completed = سفارشی به مبلغ { $amount } ثبت کرد
story-order-refunded = { $amount } پس گرفت
story-order-cancelled = سفارشی را لغو کرد
story-page = از «{ $page }» بازدید کرد
story-screen = صفحهٔ «{ $page }» را باز کرد
story-product-viewed = کالای «{ $product }» را دید
story-product-added = کالای «{ $product }» را در سبد گذاشت
story-product-removed = کالای «{ $product }» را از سبد برداشت
story-checkout-started = به صفحهٔ تسویه‌حساب رفت
story-searched = عبارت «{ $query }» را جست‌وجو کرد
story-signed-up = ثبت‌نام کرد
story-group = به «{ $group }» پیوست
story-event = { $name }
story-message-sent = پیام «{ $subject }» برایش ارسال شد
story-message-withheld = پیام «{ $subject }» برایش ارسال نشد: { $reason }
story-message-failed = پیام «{ $subject }» به دستش نرسید
story-consent-given = موافقت کرد: { $purpose }
story-consent-withdrawn = موافقتش را پس گرفت: { $purpose }
story-merged = معلوم شد همان بازدیدکنندهٔ قبلی است
story-imported = با درون‌ریزی
story-properties = جزئیات رویداد

## The list and the panel

customers-total = { $count ->
    [one] { $count } نفر، از جمله { $known } نفر شناخته‌شده و { $buyers } نفر خریدار.
   *[other] { $count } نفر، از جمله { $known } نفر شناخته‌شده و { $buyers } نفر خریدار.
}
customers-order = تازه‌ترین‌ها اول.
customers-filter-all = همه، با بازدیدکنندگان
customers-none-known = هنوز مشتری شناخته‌شده‌ای ندارید
customers-none-bought = هنوز کسی سفارش نداده است
customers-none-known-text = بازدیدکننده تا ثبت‌نام نکند، سفارش ندهد یا نشانی‌ای نگذارد، بی‌نام می‌ماند.
customers-see-all = نمایش همه
customers-found-some = کسانی که با «{ $query }» پیدا شدند، از جدید به قدیم.
customers-column-agreed = موافقت با
customer-last-name = نام خانوادگی
customer-counts = رویدادها به تفکیک نام
customer-counts-other = بقیه
customer-erased-on = در { $date } به‌طور کامل حذف شد
customer-erased-text = این شخص خواست اطلاعاتش پاک شود. نام، نشانی‌ها و شماره‌هایش دیگر نه اینجا و نه هیچ جای دیگر خواندنی نیست.
customer-order-given-back = { $amount } پس داده شد
customer-look-refused = نشان داده نشد: { $what }
customer-looks-note = هر بار دیدن اطلاعات این شخص، پیش از نمایش ثبت می‌شود. خود او هم می‌تواند این فهرست را، بدون نام کارکنان، ببیند.

## Where somebody looked

place-customers = فهرست مشتریان
place-live = رویدادهای زنده
place-customer = صفحهٔ مشتری
place-privacy-centre = مرکز حریم خصوصی
place-privacy-report = صفحهٔ «چه کسی چه چیزی را می‌بیند»
place-privacy-export = دریافت همهٔ اطلاعات
place-messages = فهرست پیام‌ها
place-message = یک پیام
place-unsubscribe = صفحهٔ لغو اشتراک
place-home = خانه
place-api = رابط برنامه‌نویسی (API)
place-export = خروجی گرفتن

## The store’s events in words

story-order-number = سفارش
story-more-items = { $count ->
    [one] و { $count } کالای دیگر
   *[other] و { $count } کالای دیگر
}
story-moved = جداگانه و رمزنگاری‌شده نگهداری می‌شود
story-ordered = سفارشی ثبت کرد
story-order-updated = سفارشی را تغییر داد
story-refunded = مبلغی پس گرفت
story-a-product-viewed = کالایی را دید
story-product-clicked = کالای «{ $product }» را از فهرست انتخاب کرد
story-a-product-clicked = کالایی را از فهرست انتخاب کرد
story-a-product-added = کالایی را در سبد گذاشت
story-a-product-removed = کالایی را از سبد برداشت
story-product-shared = کالای «{ $product }» را به اشتراک گذاشت
story-a-product-shared = کالایی را به اشتراک گذاشت
story-product-reviewed = دربارهٔ «{ $product }» نظر داد
story-a-product-reviewed = دربارهٔ کالایی نظر داد
story-wished = کالای «{ $product }» را به علاقه‌مندی‌ها افزود
story-a-product-wished = کالایی را به علاقه‌مندی‌ها افزود
story-unwished = کالای «{ $product }» را از علاقه‌مندی‌ها برداشت
story-a-product-unwished = کالایی را از علاقه‌مندی‌ها برداشت
story-wish-to-cart = کالای «{ $product }» را از علاقه‌مندی‌ها به سبد برد
story-a-wish-to-cart = یکی از علاقه‌مندی‌ها را به سبد برد
story-list-viewed = فهرست «{ $list }» را مرور کرد
story-a-list-viewed = فهرستی از کالاها را مرور کرد
story-list-filtered = فهرست «{ $list }» را فیلتر کرد
story-a-list-filtered = فهرستی از کالاها را فیلتر کرد
story-a-search = در میان کالاها جست‌وجو کرد
story-cart-viewed = سبد خرید را دید
story-cart-shared = سبد خرید را به اشتراک گذاشت
story-step-viewed = به مرحلهٔ { $step } تسویه‌حساب رسید
story-a-step-viewed = به مرحلهٔ بعدی تسویه‌حساب رسید
story-step-completed = مرحلهٔ { $step } تسویه‌حساب را کامل کرد
story-a-step-completed = یک مرحله از تسویه‌حساب را کامل کرد
story-payment-entered = روش پرداخت را انتخاب کرد
story-coupon-entered = کد تخفیف «{ $coupon }» را امتحان کرد
story-a-coupon-entered = یک کد تخفیف را امتحان کرد
story-coupon-applied = از کد تخفیف «{ $coupon }» استفاده کرد
story-a-coupon-applied = از یک کد تخفیف استفاده کرد
story-coupon-denied = کد تخفیف «{ $coupon }» پذیرفته نشد
story-a-coupon-denied = یک کد تخفیف پذیرفته نشد
story-coupon-removed = کد تخفیف «{ $coupon }» را برداشت
story-a-coupon-removed = یک کد تخفیف را برداشت
story-promotion-viewed = پیشنهاد «{ $promotion }» را دید
story-a-promotion-viewed = یک پیشنهاد را دید
story-promotion-clicked = پیشنهاد «{ $promotion }» را باز کرد
story-a-promotion-clicked = یک پیشنهاد را باز کرد
story-signed-in = وارد حساب شد
story-signed-out = از حساب خارج شد
story-a-page = از صفحه‌ای بازدید کرد
story-a-screen = صفحه‌ای از اپلیکیشن را باز کرد
story-linked = معلوم شد دو شناسه متعلق به همین شخص است
story-a-group = به گروهی پیوست
story-consent-asked = از او پرسیده شد: { $purpose }

## Languages by name

language-en = انگلیسی
language-ar = عربی
language-fa = فارسی
language-ur = اردو
language-ku = کردی
language-tr = ترکی
language-fr = فرانسوی
language-de = آلمانی
language-es = اسپانیایی
language-it = ایتالیایی
language-pt = پرتغالی
language-ru = روسی
language-hi = هندی
language-id = اندونزیایی
language-zh = چینی

# How many people have something in common, as far as may be told (`base::group`).
group-few = کمتر از { $count }
group-least = دست‌کم { $count }
group-people = { $count ->
    [one] { $count } نفر.
   *[other] { $count } نفر.
}
