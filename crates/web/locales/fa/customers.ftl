customers-title = مشتریان شما چه کسانی‌اند؟
customers-state = { $count ->
    [one] { $count } نفر، که { $known } نفرشان با نام یا نشانی شناخته شده‌اند.
   *[other] { $count } نفر، که { $known } نفرشان با نام یا نشانی شناخته شده‌اند.
}
customers-found = { $count ->
    [0] کسی با «{ $query }» پیدا نشد.
    [one] { $count } نفر با «{ $query }» پیدا شد.
   *[other] { $count } نفر با «{ $query }» پیدا شدند.
}
customers-search = جست‌وجو
customers-search-hint = ایمیل، تلفن یا شمارهٔ سفارش به‌طور کامل، یا آغاز یک نام.
customers-filter-kind = نمایش
customers-filter-known = مشتریان شناخته‌شده
customers-filter-visitors = بازدیدکنندگان
customers-filter-buyers = دارای سفارش
customers-filter-email-consent = موافق با ایمیل
customers-sort-last-seen = از تازه‌ترین بازدید
customers-column-name = نام
customers-column-contact = راه تماس
customers-column-orders = سفارش‌ها
customers-column-spent = خرید
customers-column-first-seen = نخستین بازدید
customers-column-last-seen = آخرین بازدید
customers-column-source = از کجا آمده
customers-empty = هنوز مشتری‌ای نیست
customers-empty-text = هر کس با نخستین رویدادش اینجا پیدا می‌شود: بازدید، ثبت‌نام یا سفارش.
customers-none-found = کسی پیدا نشد
customers-none-found-text = نام‌ها با سه حرف اول یا بیشتر پیدا می‌شوند؛ ایمیل، تلفن و شمارهٔ سفارش را کامل بنویسید.

customer-visitor = بازدیدکنندهٔ ناشناس
customer-visitor-number = بازدیدکنندهٔ { $code }
customer-state = نخستین بازدید { $first }، آخرین بازدید { $last }.
customer-tabs = دربارهٔ این مشتری
customer-tab-story = سرگذشت
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
customer-verified = تأییدشده
customer-unverified = تأییدنشده
customer-unverified-hint = هنوز ثابت نشده که این نشانی از آنِ این شخص است.
customer-merged = { $count ->
    [one] { $count } پروندهٔ دیگر با آن یکی شده است.
   *[other] { $count } پروندهٔ دیگر با آن یکی شده‌اند.
}
customer-moved = این پرونده با پرونده‌ای دیگر یکی شد و شما پروندهٔ باقی‌مانده را می‌بینید.

customer-facts = در یک نگاه
customer-first-seen = نخستین بازدید
customer-last-seen = آخرین بازدید
customer-orders = سفارش‌ها
customer-spent = خرید
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
customer-story-empty-text = کارهای این شخص در فروشگاه اینجا می‌آید، از تازه به کهنه.
customer-orders-empty = سفارشی نیست
customer-orders-empty-text = همین که فروشگاه سفارشی گزارش کند، اینجا پیدا می‌شود.
customer-messages-empty = پیامی نیست
customer-messages-empty-text = آنچه برای این شخص فرستاده شده، و آنچه ارسال نشد و دلیلش، اینجا می‌آید.
customer-consents-empty = هنوز چیزی پرسیده نشده است
customer-consents-empty-text = تا وقتی این شخص موافقت نکند، با اطلاعاتش فقط کاری می‌شود که سفارش یا قانون لازم می‌داند.
customer-looks-empty = کسی ندیده است
customer-looks-empty-text = هر بار که کسی اطلاعات این شخص را ببیند ثبت می‌شود و خود او هم می‌تواند آن را ببیند.

customer-order-number = سفارش
customer-order-placed = زمان ثبت
customer-order-status = وضعیت
customer-order-items = کالاها
customer-order-total = مبلغ کل
order-completed = کامل‌شده
order-updated = تغییریافته
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
story-screen = «{ $page }» را باز کرد
story-product-viewed = «{ $product }» را دید
story-product-added = «{ $product }» را در سبد گذاشت
story-product-removed = «{ $product }» را از سبد برداشت
story-checkout-started = به تسویه‌حساب رفت
story-searched = «{ $query }» را جست‌وجو کرد
story-signed-up = ثبت‌نام کرد
story-group = به «{ $group }» پیوست
story-event = { $name }
story-message-sent = «{ $subject }» برایش فرستاده شد
story-message-withheld = «{ $subject }» برایش ارسال نشد: { $reason }
story-message-failed = «{ $subject }» به دستش نرسید
story-consent-given = موافقت کرد: { $purpose }
story-consent-withdrawn = موافقتش را پس گرفت: { $purpose }
story-merged = معلوم شد همان بازدیدکنندهٔ پیشین است
story-imported = از ورود داده
story-properties = جزئیات رویداد

## The list and the panel

customers-total = { $count ->
    [one] { $count } نفر، که { $buyers } نفرشان سفارش دارند.
   *[other] { $count } نفر، که { $buyers } نفرشان سفارش دارند.
}
customers-found-some = کسانی که با «{ $query }» پیدا شدند، تازه‌ترین‌ها در آغاز.
customers-column-agreed = با چه موافق است
customer-last-name = نام خانوادگی
customer-counts = رویدادها به تفکیک نام
customer-counts-other = بقیه
customer-erased-on = در { $date } حذف کامل شد
customer-erased-text = این شخص خواست فراموش شود. نام، نشانی‌ها و شماره‌هایش دیگر هیچ‌جا خواندنی نیست.
customer-order-given-back = { $amount } پس داده شد
customer-look-refused = نشان داده نشد: { $what }
customer-looks-note = هر نگاه به اطلاعات این شخص پیش از نمایش ثبت می‌شود. خود او این فهرست را بدون نام کارکنان می‌بیند.

## Where somebody looked

place-customers = فهرست مشتریان
place-customer = همین صفحه
place-messages = فهرست پیام‌ها
place-message = یک پیام
place-home = خانه
place-api = رابط برنامه‌ها
place-export = خروجی گرفتن

## The store’s events in words

story-order-number = سفارش
story-more-items = { $count ->
    [one] و { $count } کالای دیگر
   *[other] و { $count } کالای دیگر
}
story-moved = جداگانه و رمزشده نگهداری می‌شود
story-ordered = سفارشی ثبت کرد
story-order-updated = سفارشی را تغییر داد
story-refunded = مبلغی پس گرفت
story-a-product-viewed = کالایی را دید
story-product-clicked = «{ $product }» را از فهرست برگزید
story-a-product-clicked = کالایی را از فهرست برگزید
story-a-product-added = کالایی را در سبد گذاشت
story-a-product-removed = کالایی را از سبد برداشت
story-product-shared = «{ $product }» را هم‌رسانی کرد
story-a-product-shared = کالایی را هم‌رسانی کرد
story-product-reviewed = دربارهٔ «{ $product }» نظر داد
story-a-product-reviewed = دربارهٔ کالایی نظر داد
story-wished = «{ $product }» را به فهرست علاقه‌مندی‌ها افزود
story-a-product-wished = کالایی را به فهرست علاقه‌مندی‌ها افزود
story-unwished = «{ $product }» را از فهرست علاقه‌مندی‌ها برداشت
story-a-product-unwished = کالایی را از فهرست علاقه‌مندی‌ها برداشت
story-wish-to-cart = «{ $product }» را از علاقه‌مندی‌ها به سبد برد
story-a-wish-to-cart = یکی از علاقه‌مندی‌ها را به سبد برد
story-list-viewed = «{ $list }» را مرور کرد
story-a-list-viewed = فهرستی از کالاها را مرور کرد
story-list-filtered = «{ $list }» را محدود کرد
story-a-list-filtered = فهرستی از کالاها را محدود کرد
story-a-search = در میان کالاها جست‌وجو کرد
story-cart-viewed = سبد خرید را دید
story-cart-shared = سبد خرید را هم‌رسانی کرد
story-step-viewed = به گام { $step } تسویه‌حساب رسید
story-a-step-viewed = به گام بعدی تسویه‌حساب رسید
story-step-completed = گام { $step } تسویه‌حساب را کامل کرد
story-a-step-completed = یک گام تسویه‌حساب را کامل کرد
story-payment-entered = روش پرداخت را برگزید
story-coupon-entered = کد تخفیف «{ $coupon }» را امتحان کرد
story-a-coupon-entered = یک کد تخفیف را امتحان کرد
story-coupon-applied = کد تخفیف «{ $coupon }» را به کار برد
story-a-coupon-applied = یک کد تخفیف را به کار برد
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
story-a-screen = صفحه‌ای از برنامه را باز کرد
story-linked = معلوم شد دو شناسه از آنِ همین شخص است
story-a-group = به گروهی پیوست
story-consent-asked = از او پرسیده شد: { $purpose }
