messages-title = چه فرستاده شد و چه نشد؟
messages-state = در ۲۴ ساعت گذشته { $sent } پیام فرستاده شد و { $withheld } پیام ارسال نشد.
messages-filter-state = وضعیت
messages-filter-template = پیام
messages-column-subject = پیام
messages-column-customer = مشتری
messages-column-state = وضعیت
messages-column-channel = کانال
messages-column-at = زمان
messages-column-why = دلیل
messages-empty = هنوز پیامی نیست
messages-empty-text = با کامل شدن هر سفارش، پیام تشکر اینجا پیدا می‌شود: فرستاده‌شده، یا ارسال‌نشده با دلیلش.
messages-none-found = پیامی با این فیلترها نیست.

message-title = پیام به { $name }
message-state = وضعیت
message-subject = موضوع
message-from = از
message-to = به
message-language = زبان
message-template = قالب
message-purpose = هدف استفاده
message-basis = مبنای قانونی
message-cause = به سبب
message-queued-at = در صف
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
state-sending-hint = دارد به سرور ایمیل سپرده می‌شود.
state-sent = فرستاده شد
state-sent-hint = سرور ایمیل آن را تحویل گرفت.
state-failed = ناموفق
state-failed-hint = نشد تحویل داده شود و دوباره تلاش نمی‌شود.
state-retrying = در انتظار تلاش دوباره
state-retrying-hint = سرور ایمیل هنوز آن را نپذیرفته است؛ دوباره تلاش می‌شود.
state-unknown = نامشخص
state-unknown-hint = برنامه هنگام ارسال متوقف شد. شاید رسیده باشد، پس دو بار فرستاده نمی‌شود.
state-withheld = ارسال نشد
state-withheld-hint = یک قاعده یا نبودِ اجازه جلوی آن را گرفت.
state-held = نگه‌داشته
state-held-hint = پس از بازیابی پشتیبان منتظر تصمیم شماست.
failed-unreachable = سرور ایمیل در دسترس نیست
failed-gave-up = تلاش‌ها به پایان رسید
failed-connection-lost = اتصال هنگام ارسال قطع شد
failed-later = سرور ایمیل گفت بعداً دوباره تلاش شود (کد { $code })
failed-refused = سرور ایمیل آن را نپذیرفت (کد { $code })
failed-bad-address = به این نشانی نمی‌توان نوشت
failed-bad-headers = موضوع یا نام فرستنده را نمی‌توان فرستاد
failed-bad-template = قالب پر نشد
failed-dkim = پیام امضا نشد
failed-no-event = رویدادی که سببش بود دیگر نیست
failed-no-sender = فرستنده‌ای معرفی نشده است
failed-defect = خطایی در برنامه

message-release = آزاد کردن
message-release-all = { $count ->
    [one] آزاد کردن { $count } پیام
   *[other] آزاد کردن { $count } پیام
}
message-discard-all = کنار گذاشتن همه
message-held-title = { $count ->
    [one] { $count } پیام نگه داشته شده است
   *[other] { $count } پیام نگه داشته شده‌اند
}
message-held-text = هنگام گرفتن این پشتیبان در انتظار بودند. شاید برخی از آن پس فرستاده شده باشند. تصمیم با شماست.
message-released = آزاد شدند. هر کدام که هنوز مجاز باشد همین حالا فرستاده می‌شود.
message-discarded = کنار گذاشته شدند و چیزی فرستاده نشد.

template-thank-you = تشکر برای سفارش
template-welcome = خوشامد
template-test = پیام آزمایشی
channel-email = ایمیل
channel-sms = پیامک
channel-whatsapp = واتساپ
channel-push = اعلان
rule-thank-you = تشکر برای هر سفارش کامل‌شده
rule-thank-you-text = هدف استفاده: انجام سفارش. مبنا: قرارداد. برای هر خریداری که ایمیل دارد فرستاده می‌شود.
rule-welcome = خوشامد به هر مشتری تازه
rule-welcome-text = هدف استفاده: بازاریابی با ایمیل. فقط برای کسانی که موافقت کرده‌اند، با لغو اشتراک به یک کلیک.
rules-title = به چه چیزی خودکار پاسخ داده می‌شود؟

## The list and one message

messages-total = از آغاز تاکنون { $sent } پیام فرستاده شد و { $withheld } پیام ارسال نشد.
messages-tab-sent = فرستاده‌شده
messages-tab-waiting = در انتظار
messages-tab-withheld = ارسال‌نشده
messages-tab-failed = ناموفق
messages-tab-unknown = نامشخص
messages-tab-held = نگه‌داشته
messages-caught = در پوشه‌ای محلی گرفته شد و چیزی از این دستگاه بیرون نرفت.
messages-caught-text = «فرستاده‌شده» اینجا یعنی در پوشه نوشته شده است. برای رسیدن به مشتریان، سرور ایمیل معرفی کنید.
message-about = دربارهٔ این پیام
message-what-happened = سرنوشت آن
message-preview-none = متن هنگام ارسال نوشته می‌شود و این پیام متنی ندارد.
message-event-at = رسیدن رویداد
message-changed-at = آخرین تغییر
failed-database = پایگاه داده لحظه‌ای در دسترس نبود

## The way out of marketing mail

unsubscribe-this-store = این فروشگاه
unsubscribe-title = دریافت خبرنامهٔ { $store } متوقف شود؟
unsubscribe-stops = دیگر خبرها و پیشنهادهای { $store } برایتان ایمیل نمی‌شود.
unsubscribe-remains = پیام‌های مربوط به سفارش‌هایتان همچنان می‌رسد؛ آن‌ها بخشی از خریدند، نه تبلیغ.
unsubscribe-button = دیگر نفرستید
unsubscribe-done = { $store } برایتان خبرنامه نمی‌فرستد
unsubscribe-done-text = از همین حالا برقرار است و کار دیگری لازم نیست.
unsubscribe-return = نظرم عوض شد
unsubscribe-back = خبرنامهٔ { $store } دوباره برایتان فرستاده می‌شود
unsubscribe-back-text = خوش برگشتید. هر وقت بخواهید می‌توانید با پیوند پایین هر پیام آن را متوقف کنید.
unsubscribe-unknown = این پیوند به جایی نمی‌رسد
unsubscribe-unknown-text = شاید ناقص باشد یا از جای دیگری. چیزی تغییر نکرد.
unsubscribe-unknown-next = پیوند را دوباره از خود پیام باز کنید، یا همهٔ آن را در نوار نشانی بگذارید.
