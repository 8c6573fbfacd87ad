home-title = در فروشگاهتان چه می‌گذرد؟
home-state-calm = همهٔ رویدادهای رسیده پردازش شده‌اند.
home-state-behind = { $count ->
    [one] { $count } رویداد در انتظار پردازش است، با { $span } تأخیر.
   *[other] { $count } رویداد در انتظار پردازش است، با { $span } تأخیر.
}
home-state-quiet = امروز هنوز چیزی نرسیده است.
home-state-held = { $count ->
    [one] { $count } پیام منتظر تصمیم شماست.
   *[other] { $count } پیام منتظر تصمیم شماست.
}

home-range-day = ۲۴ ساعت
home-range-week = ۷ روز
home-range-month = ۳۰ روز
home-range-label = بازهٔ زمانی

home-received = دریافت‌شده
home-received-of = رویداد
home-sent = ارسال‌شده
home-withheld = ارسال‌نشده
home-set-aside = کنارگذاشته‌شده
home-dropped = ذخیره‌نشده
home-stripped = فیلدهای ذخیره‌نشده
home-duplicates = تکراری
home-customers = مشتریان و بازدیدکنندگان
home-new-customers = مشتریان جدید
home-orders = سفارش‌ها
home-revenue = درآمد
home-lag = تأخیر
home-lag-none = بدون تأخیر
home-lag-rebuilding = در حال بازسازی: { $percent }
home-answer-time = زمان پاسخ
home-answer-time-note = برای نیمی از پیام‌ها، از رویداد تا سرور ایمیل

home-change-up = { $percent } بیشتر از بازهٔ قبل
home-change-down = { $percent } کمتر از بازهٔ قبل
home-change-same = برابر با بازهٔ قبل
home-change-new = هنوز برای مقایسه زود است
home-share-of-sent = { $percent } از همهٔ پیام‌ها
home-share-of-received = { $percent } از همهٔ رویدادها

home-chart-received = رویدادهای رسیده
home-chart-messages = پیام‌های ارسال‌شده و ارسال‌نشده
home-chart-orders = سفارش‌ها
home-chart-revenue = درآمد
home-reading-peak = در مجموع { $total }؛ بیشترین مقدار { $peak } در { $when }.
home-reading-none = در این بازه چیزی نبود.

home-why-withheld = پیام‌های ارسال‌نشده و دلیلشان
home-why-withheld-none = هیچ پیامی از ارسال باز نماند.
home-why-set-aside = رویدادهای کنارگذاشته‌شده و دلیلشان
home-why-set-aside-none = همهٔ رویدادها خوانده شدند.
home-why-dropped = آنچه ذخیره نکردیم، چون اجازه نبود
home-why-dropped-text = هر چه بدون مبنای قانونی برسد ذخیره نمی‌شود؛ فقط شمرده می‌شود.
home-why-dropped-none = هر چه رسید مبنای قانونی داشت.

home-readers = پیشرفت کار
home-readers-text = هر بخش برنامه رویدادها را به‌ترتیب می‌خواند. اینجا می‌بینید هر کدام تا کجا رسیده است.
home-reader = بخش
home-reader-position = خوانده‌شده تا
home-reader-behind = مانده
home-reader-lag = تأخیر

home-recent-events = تازه‌ترین رویدادها
home-recent-messages = تازه‌ترین پیام‌ها

home-start-title = سه گام تا شنیدن صدای فروشگاهتان
home-start-key = یک کلید بسازید
home-start-key-text = با کلید، سایت یا سرور شما رویداد می‌فرستد.
home-start-send = نخستین رویداد را بفرستید
home-start-send-text = یک خط را در ترمینال بچسبانید، یا یکی از کتابخانه‌های Segment را به اینجا وصل کنید.
home-start-mail = ایمیل را راه‌اندازی کنید
home-start-mail-text = سرور ایمیلتان را معرفی کنید تا پیام‌های تشکر فرستاده شوند.
home-start-done = انجام شد
home-demo = این یک فروشگاه نمایشی با مشتریان ساختگی است. ایمیل‌ها در پوشه‌ای روی همین دستگاه ذخیره می‌شوند و چیزی از آن بیرون نمی‌رود.

home-failed = ناموفق
home-duplicates-note = فقط یک بار ذخیره شد
home-group-events = رویدادها
home-group-messages = پیام‌ها
home-received-imported = { $count } مورد از راه درون‌ریزی
home-sent-caught = در پوشهٔ ایمیل نگه داشته شد
home-orders-note = { $span }، بدون لغوشده‌ها
home-share-under = کمتر از { $percent }
home-buyers = خریداران
home-share-of-customers = { $percent } از آن‌ها
home-revenue-in = درآمد به { $currency }
home-chart-events = رویدادها بر پایهٔ زمان وقوع
home-all-time = از آغاز تا امروز
home-state-working = { $count ->
    [one] { $count } رویداد در حال پردازش است.
   *[other] { $count } رویداد در حال پردازش است.
}
home-reading-peak-hour = در مجموع { $total }؛ بیشترین آن { $peak } در ساعت { $when }.
home-top-events = پرتکرارترین رویدادها
home-start-watch = رویدادها را هنگام رسیدن ببینید
reader-customers = مشتریان
reader-orders = سفارش‌ها
reader-insights = آمار
reader-ledger = داده و ستانده
reader-answers = پاسخ به مشتریان
