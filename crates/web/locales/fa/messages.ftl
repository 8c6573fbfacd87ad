messages-title = کدام پیام‌ها ارسال شد و کدام نشد؟
messages-state = در ۲۴ ساعت گذشته { $sent } پیام ارسال شد و { $withheld } پیام ارسال نشد.
messages-filter-state = وضعیت
messages-filter-template = پیام
messages-column-subject = پیام
messages-column-customer = مشتری
messages-column-state = وضعیت
messages-column-channel = کانال
messages-column-at = زمان
messages-column-why = دلیل
messages-empty = هنوز پیامی نیست
messages-empty-text = با تکمیل هر سفارش، پیام تشکر آن اینجا می‌آید: ارسال‌شده، یا ارسال‌نشده همراه با دلیلش.

message-title = پیام برای { $name }
message-state = وضعیت
message-subject = موضوع
message-from = فرستنده
message-to = گیرنده
message-language = زبان
message-template = قالب
message-purpose = هدف استفاده
message-basis = مبنای قانونی
message-cause = علت
message-cause-none = رویدادی در کار نیست: برای عدهٔ زیادی با هم یا سر وقت خود فرستاده شده است
message-queued-at = ورود به صف
message-sent-at = ارسال
message-answered-in = { $span } پس از رویداد
message-preview = همان‌طور که مشتری می‌بیند
message-preview-html = با تصویر و رنگ
message-preview-text = متن ساده
message-preview-frame = پیش‌نمایش پیام
message-preview-gone = متن پیام دیگر نگهداری نمی‌شود.
message-attempts = تلاش‌ها
message-attempt-none = تلاشی انجام نشد.
message-attempt = تلاش { $number }
message-attempt-next = تلاش بعدی { $when }
message-server-said = پاسخ سرور ایمیل
message-id = شناسهٔ پیام

state-queued = در صف
state-queued-hint = منتظر نوبت است.
state-sending = در حال ارسال
state-sending-hint = در حال تحویل به سرور ایمیل است.
state-sent = ارسال شد
state-sent-hint = سرور ایمیل آن را تحویل گرفت.
state-caught = در پوشه ماند
state-caught-hint = در پوشه‌ای روی همین دستگاه نوشته شد و بیرون نرفت.
state-failed = ناموفق
state-failed-hint = تحویل داده نشد و دیگر برای ارسالش تلاش نمی‌شود.
state-retrying = در انتظار تلاش دوباره
state-retrying-hint = سرور ایمیل هنوز آن را نپذیرفته است؛ دوباره تلاش می‌شود.
state-unknown = نامشخص
state-unknown-hint = برنامه هنگام ارسال متوقف شد. شاید پیام رسیده باشد، پس دوباره فرستاده نمی‌شود.
state-withheld = ارسال نشد
state-withheld-hint = یکی از قاعده‌ها، یا نبودِ اجازه، جلوی ارسالش را گرفت.
state-held = نگه‌داشته‌شده
state-held-hint = پس از بازیابی نسخهٔ پشتیبان منتظر تصمیم شماست، یا کمپینش در حال درنگ است و تا ادامهٔ آن منتظر می‌ماند.
failed-unreachable = سرور ایمیل در دسترس نیست
failed-gave-up = به‌اندازهٔ کافی تلاش شد
failed-connection-lost = اتصال هنگام ارسال قطع شد
failed-later = سرور ایمیل گفت بعداً دوباره تلاش شود (کد { $code })
failed-refused = سرور ایمیل آن را نپذیرفت (کد { $code })
failed-bad-address = به این نشانی نمی‌توان ایمیل فرستاد
failed-bad-headers = موضوع یا نام فرستنده را نمی‌توان فرستاد
failed-bad-template = قالب پیام کامل نشد
failed-dkim = پیام امضا نشد
failed-no-event = رویدادی که سبب این پیام شده بود دیگر وجود ندارد
failed-missing-value = مقداری که لازم دارد وجود ندارد
failed-no-template = چنین نسخه‌ای از قالب وجود ندارد
failed-wrong-event = آنچه رخ داده همان نیست که این پیام از آن می‌گوید
failed-no-sender = فرستنده‌ای معرفی نشده است
failed-defect = خطایی در برنامه

message-release = اجازهٔ ارسال
message-release-all = { $count ->
    [one] اجازهٔ ارسال { $count } پیام
   *[other] اجازهٔ ارسال { $count } پیام
}
message-discard-all = لغو ارسال همه
message-held-title = { $count ->
    [one] { $count } پیام منتظر تصمیم شماست
   *[other] { $count } پیام منتظر تصمیم شماست
}
message-held-text = این پیام‌ها هنگام تهیهٔ نسخهٔ پشتیبان در صف بودند. شاید برخی از آن‌ها پس از آن فرستاده شده باشند. تصمیم با شماست.
message-released = اجازه داده شد. هر پیامی که هنوز مجاز باشد، همین حالا ارسال می‌شود.
message-discarded = ارسال همه لغو شد و چیزی فرستاده نشد.

template-thank-you = تشکر بابت سفارش
template-welcome = خوشامدگویی
template-privacy-link = پیوند صفحهٔ حریم خصوصی
template-access-notice = دیدن اطلاعات شما
template-consent-renewal = پیش از پایان موافقت
template-abandoned-cart = آنچه در سبد خرید مانده
template-browse-abandonment = کالایی که مشتری دیده
template-review-request = درخواست نظر
template-win-back = پس از مدتی طولانی بدون خرید
template-birthday = تولد
template-replenishment = وقت سفارش دوباره
template-price-drop = کاهش قیمت
template-goes-with = آنچه با سفارش جور است
template-own = قالبی از خود شما
template-test = پیام آزمایشی
channel-email = ایمیل
channel-sms = پیامک
channel-whatsapp = واتساپ
channel-push = اعلان
rule-thank-you = تشکر بابت هر سفارش تکمیل‌شده
rule-thank-you-text = هدف استفاده: انجام سفارش. مبنا: قرارداد. برای هر سفارشی فرستاده می‌شود که سرور فروشگاهتان گزارش کند و خریدارش ایمیل داشته باشد. برای سفارشی که فقط یک صفحهٔ وب گزارش کرده باشد فرستاده نمی‌شود.
rule-welcome = خوشامدگویی به کسی که با دریافت ایمیل موافقت کند
rule-welcome-text = هدف استفاده: بازاریابی با ایمیل. فقط یک بار، وقتی مشتری برای نخستین بار موافقت کند، فرستاده می‌شود و با یک کلیک می‌توان لغوش کرد.
rule-privacy-link = پیوند صفحهٔ حریم خصوصی
rule-privacy-link-text = هدف استفاده: الزامات قانونی. برای هر کسی فرستاده می‌شود که بخواهد اطلاعات خودش را ببیند، و نمی‌توان آن را خاموش کرد.
rule-access-notice = خبر دیدنی که مشتری با آن موافقت نکرده بود
rule-access-notice-text = هدف استفاده: الزامات قانونی. وقتی کسی بخواهد بیشتر ببیند یا در وضعیت اضطراری ببیند برای مشتری فرستاده می‌شود، و نمی‌توان آن را خاموش کرد.
rule-consent-renewal = یادآوری پیش از پایان موافقت
rule-consent-renewal-text = هدف استفاده: بازاریابی ایمیلی. ۳۰ روز و ۷ روز پیش از پایان چیزی که شخص با آن موافقت کرده است؛ با یک کلیک تمدید می‌شود.
rules-title = چه پیام‌هایی خودکار فرستاده می‌شود؟

## The list and one message

messages-total = از آغاز تاکنون { $sent } پیام ارسال شد و { $withheld } پیام ارسال نشد.
messages-tab-sent = ارسال‌شده
messages-tab-waiting = در انتظار
messages-tab-withheld = ارسال‌نشده
messages-tab-failed = ناموفق
messages-tab-unknown = نامشخص
messages-tab-held = نگه‌داشته‌شده
messages-meaning-waiting = منتظر نوبت یا تلاش دوباره‌اند.
messages-none-sent = هنوز پیامی ارسال نشده است.
messages-none-waiting = هیچ پیامی در صف نیست.
messages-none-withheld = جلوی ارسال هیچ پیامی گرفته نشده است.
messages-none-failed = ارسال هیچ پیامی ناموفق نبوده است.
messages-none-unknown = سرنوشت هیچ پیامی نامشخص نیست.
messages-none-held = هیچ پیامی نگه داشته نشده است.
messages-see-all = دیدن همهٔ پیام‌ها
messages-caught = پیام‌ها در پوشه‌ای روی همین دستگاه می‌مانند.
messages-caught-text = پیام‌ها در پوشه نوشته می‌شوند و به دست کسی نمی‌رسند.
messages-caught-link = راه‌اندازی سرور ایمیل
message-about = دربارهٔ این پیام
message-what-happened = سرنوشت این پیام
message-preview-none = متن پیام هنگام ارسال نوشته می‌شود؛ این پیام متنی ندارد.
message-event-at = رسیدن رویداد
message-changed-at = آخرین تغییر
failed-database = پایگاه داده لحظه‌ای در دسترس نبود
failed-paused = برنامه لحظه‌ای از کار ایستاد

## The way out of marketing mail

unsubscribe-this-store = این فروشگاه
unsubscribe-title = دریافت خبرنامهٔ { $store } متوقف شود؟
unsubscribe-stops = دیگر خبرها و پیشنهادها را برایتان ایمیل نمی‌کنیم.
unsubscribe-stops-address = دیگر خبرها و پیشنهادها را به { $address } نمی‌فرستیم.
unsubscribe-remains = پیام‌های مربوط به سفارش‌هایتان همچنان می‌رسد؛ این پیام‌ها تبلیغ نیست.
unsubscribe-button = دیگر نفرستید
unsubscribe-keep = همچنان بفرستید
unsubscribe-kept = خبرنامهٔ { $store } همچنان برایتان فرستاده می‌شود
unsubscribe-kept-text = چیزی تغییر نکرد. هر وقت بخواهید، با پیوند پایین هر پیام می‌توانید دریافت آن را متوقف کنید.
unsubscribe-done = { $store } دیگر برایتان خبرنامه نمی‌فرستد
unsubscribe-done-text = از همین حالا؛ لازم نیست کار دیگری بکنید.
unsubscribe-return = نظرم عوض شد
unsubscribe-back = خبرنامهٔ { $store } دوباره برایتان فرستاده می‌شود
unsubscribe-back-text = خوشحالیم که برگشتید. هر وقت بخواهید می‌توانید با پیوند پایین هر پیام، دریافت آن را متوقف کنید.
unsubscribe-unknown = این پیوند به جایی نمی‌رسد
unsubscribe-unknown-text = شاید ناقص باشد یا از جای دیگری آمده باشد. چیزی تغییر نکرد.
unsubscribe-unknown-next = پیوند را دوباره از خود پیام باز کنید، یا همهٔ آن را در نوار نشانی بگذارید.
