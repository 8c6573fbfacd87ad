home-title = در فروشگاهتان چه می‌گذرد؟
home-state-calm = به هر چه رسیده رسیدگی شده است.
home-state-behind = { $count ->
    [one] { $count } رویداد در انتظار رسیدگی است، با { $span } تأخیر.
   *[other] { $count } رویداد در انتظار رسیدگی‌اند، با { $span } تأخیر.
}
home-state-quiet = امروز هنوز چیزی نرسیده است.
home-state-held = { $count ->
    [one] { $count } پیام تا تصمیم شما نگه داشته شده است.
   *[other] { $count } پیام تا تصمیم شما نگه داشته شده‌اند.
}

home-range-day = ۲۴ ساعت
home-range-week = ۷ روز
home-range-month = ۳۰ روز
home-range-label = بازهٔ زمانی

home-received = رسیده
home-received-of = رویداد
home-sent = فرستاده
home-withheld = فرستاده‌نشده
home-set-aside = کنارگذاشته
home-dropped = نگه‌نداشته
home-stripped = فیلدهای نگه‌نداشته
home-duplicates = تکراری
home-customers = مشتریان
home-new-customers = مشتریان تازه
home-orders = سفارش‌ها
home-revenue = درآمد
home-lag = تأخیر
home-lag-none = بدون تأخیر
home-answer-time = زمان پاسخ
home-answer-time-note = برای نیمی از پیام‌ها، از رویداد تا سرور ایمیل

home-change-up = { $percent } بیشتر از بازهٔ پیش
home-change-down = { $percent } کمتر از بازهٔ پیش
home-change-same = برابر با بازهٔ پیش
home-change-new = هنوز مقایسه‌ای نیست
home-share-of-sent = { $percent } از همهٔ پیام‌ها
home-share-of-received = { $percent } از همهٔ رویدادها

home-chart-received = رویدادهای رسیده
home-chart-messages = پیام‌های فرستاده و فرستاده‌نشده
home-chart-orders = سفارش‌ها
home-chart-revenue = درآمد
home-reading-peak = در مجموع { $total }؛ بیشترین مقدار { $peak } در { $when }.
home-reading-none = در این بازه چیزی نبود.

home-why-withheld = پیام‌هایی که ارسال نشد و دلیل آن
home-why-withheld-none = همهٔ پیام‌ها به‌موقع ارسال شدند.
home-why-set-aside = رویدادهای کنارگذاشته و دلیل آن
home-why-set-aside-none = همهٔ رویدادها خوانده شدند.
home-why-dropped = آنچه بدون اجازه نگه نداشتیم
home-why-dropped-text = آنچه بدون مبنای قانونی برسد نگه داشته نمی‌شود؛ فقط شمرده می‌شود.
home-why-dropped-none = هر چه رسید مبنای قانونی داشت.

home-readers = پیشرفت کار
home-readers-text = هر بخش برنامه رویدادها را به‌ترتیب می‌خواند. اینجا می‌بینید هر کدام تا کجا رسیده است.
home-reader = خواننده
home-reader-position = خوانده تا
home-reader-behind = مانده
home-reader-lag = تأخیر

home-recent-events = تازه‌ترین رویدادها
home-recent-messages = تازه‌ترین پیام‌ها

home-start-title = سه گام تا شنیدن صدای فروشگاه
home-start-key = یک کلید بسازید
home-start-key-text = با کلید، سایت یا سرور شما رویداد می‌فرستد.
home-start-send = نخستین رویداد را بفرستید
home-start-send-text = یک خط را در پایانه بچسبانید یا یکی از برنامه‌های Segment را به اینجا وصل کنید.
home-start-mail = ایمیل را آماده کنید
home-start-mail-text = سرور ایمیلتان را معرفی کنید تا پیام‌های تشکر فرستاده شوند.
home-start-done = انجام شد
home-demo = این یک نمایش آزمایشی با مشتریان ساختگی است. ایمیل‌ها در پوشه‌ای محلی نگه داشته می‌شوند و چیزی از این دستگاه بیرون نمی‌رود.

home-failed = ناموفق
home-duplicates-note = یک بار نگه داشته شد
home-buyers = خریداران
home-share-of-customers = { $percent } از همهٔ مشتریان
home-revenue-in = درآمد، { $currency }
home-chart-events = رویدادها به زمان وقوع
home-all-time = از آغاز تا امروز
home-state-working = { $count ->
    [one] { $count } رویداد در دست پردازش است.
   *[other] { $count } رویداد در دست پردازش است.
}
home-reading-peak-hour = در مجموع { $total }؛ بیشترین آن { $peak } در ساعت { $when }.
home-top-events = پرتکرارترین رویدادها
home-start-watch = دیدن رویدادها هنگام رسیدن
reader-customers = مشتریان
reader-orders = سفارش‌ها
reader-insights = آمار
reader-answers = پاسخ به مشتریان
