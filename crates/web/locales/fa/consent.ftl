## Kinds of data

category-name = نام
category-birth-date = تاریخ تولد
category-email = نشانی ایمیل
category-phone = شمارهٔ تلفن
category-address = نشانی پستی
category-location = موقعیت مکانی
category-orders = سفارش‌ها
category-browsing = بازدیدها و کلیک‌ها
category-messages = پیام‌ها
category-preferences = ترجیح‌ها
category-reviews = نظرها و رسانه‌ها
category-predictions = پیش‌بینی‌ها

## Purposes

purpose-fulfil-orders = انجام سفارش
purpose-customer-care = پشتیبانی مشتری
purpose-security = امنیت
purpose-legal-duties = وظایف قانونی
purpose-personalise = شخصی‌سازی
purpose-marketing-email = بازاریابی با ایمیل
purpose-marketing-sms = بازاریابی با پیامک
purpose-marketing-whatsapp = بازاریابی با واتساپ
purpose-marketing-push = بازاریابی با اعلان
purpose-loyalty = باشگاه مشتریان
purpose-reviews = نظرها
purpose-research = پژوهش
purpose-analytics = تحلیل

## Who can see it

recipient-marketing = بازاریابی
recipient-support = پشتیبانی
recipient-fulfilment = انجام سفارش
recipient-analysis = تحلیل
recipient-management = مدیریت
recipient-automation = خودکارسازی
recipient-processor = پردازشگری بیرون از فروشگاه
class-orders = سفارش‌ها
class-browsing = بازدیدها و کلیک‌ها
class-profile = معرفی شخص
class-other = بقیهٔ رویدادها

## Legal bases

basis-consent = رضایت صریح
basis-contract = قرارداد
basis-legal-obligation = تکلیف قانونی
basis-legitimate-interest = منفعت مشروع
basis-vital-interest = منفعت حیاتی
basis-public-task = وظیفهٔ عمومی
basis-none = بدون مبنا: نگه داشته نمی‌شود

## States

consent-given = موافقت کرد
consent-renewed = تمدید کرد
consent-requested = پرسیده شد
consent-requested-hint = منتظر تأیید خود شخص است.
consent-refused = نپذیرفت
consent-withdrawn = پس گرفت
consent-expired = مهلتش گذشت
consent-deferred = هنوز پاسخ نداده
consent-revoked = باطل شد
consent-invalidated = دیگر معتبر نیست
consent-unknown = پرسیده نشده

consents-title = این شخص با چه چیزهایی موافقت کرده است؟
consent-column-purpose = هدف استفاده
consent-column-category = نوع داده
consent-column-recipient = چه کسی می‌بیند
consent-column-basis = مبنای قانونی
consent-column-state = وضعیت
consent-column-until = تا
consent-column-since = از
consent-column-source = کجا پرسیده شد
consent-agreed-on = { $name } در { $date } با «{ $purpose }» موافقت کرد.
consent-withdrawn-on = { $name } در { $date } موافقتش با «{ $purpose }» را پس گرفت.

## Personal data that is not shown

masked-not-shared = با گروه شما به اشتراک گذاشته نشده است
masked-shared-only-with = مشتری این را فقط با { $recipients } به اشتراک گذاشته است
masked-not-asked = هنوز از مشتری پرسیده نشده است
masked-expired = مهلت اجازه گذشته است
masked-erased = به خواست مشتری حذف کامل شد
masked-purpose = نه برای این هدف

## Why a message was not sent

withheld-no-consent = مشتری موافقت نکرده است
withheld-no-consent-hint = موافقتی برای این هدف ثبت نشده است.
withheld-refused = مشتری نپذیرفت
withheld-refused-hint = از او پرسیده شد و نپذیرفت، یا موافقتش را پس گرفت.
withheld-withdrawn = مشتری موافقتش را پس گرفت
withheld-withdrawn-hint = پس از موافقت، نه گفت.
withheld-expired = مهلت موافقت گذشته است
withheld-expired-hint = تا تاریخی داده شده بود که گذشته است.
withheld-suppressed = در فهرست «نفرست»
withheld-suppressed-hint = این نشانی برگشت خورده، شکایت کرده یا لغو اشتراک کرده است.
withheld-no-address = نشانی ندارد
withheld-no-address-hint = جایی برای فرستادن نیست.
withheld-unverified = نشانی تأیید نشده است
withheld-unverified-hint = ثابت نشده که از آنِ این شخص است.
withheld-too-late = دیگر به‌کار نمی‌آید
withheld-too-late-hint = رویداد هنگام رسیدن بیش از ۲۴ ساعت کهنه بود.
withheld-imported = از ورود داده
withheld-imported-hint = برای آنچه مدت‌ها پیش رخ داده از کسی تشکر نمی‌شود.
withheld-frequency = فعلاً کافی است
withheld-frequency-hint = مشتری به اندازه‌ای که موافقت کرده پیام گرفته است.
withheld-quiet-hours = ساعت‌های سکوت
withheld-quiet-hours-hint = آنجا که مشتری است شب است.
withheld-erased = اطلاعات مشتری حذف شده است
withheld-erased-hint = کسی نمانده که برایش نوشته شود.
withheld-rule-off = قاعده خاموش است
withheld-rule-off-hint = آن را در صفحهٔ پیام‌ها روشن کنید.
withheld-template-error = قالب پر نشد
withheld-template-error-hint = مقداری که لازم دارد موجود نیست.
withheld-not-configured = سرور ایمیل معرفی نشده است
withheld-not-configured-hint = در «تنظیمات، ایمیل» معرفی‌اش کنید.

## What holds, what was decided, what a person told the staff

consents-now = آنچه اکنون برقرار است
consents-history = چه تصمیمی و چه وقت
consent-holds-yes = برقرار
consent-holds-expired = مهلتش گذشته
consent-holds-no = نه
consent-may-use = { $recipients } می‌تواند از { $categories } استفاده کند.
consent-basis = مبنا: { $basis }
consent-until = تا { $date }
consent-refused-sentence = با استفاده از { $categories } موافق نیست.
consent-record = این شخص چیزی به شما گفته است؟
consent-record-text = آنچه خودش گفته ثبت کنید. از همین لحظه برقرار است و او هم آن را می‌بیند.
consent-record-submit = ثبت
consent-recorded = ثبت شد و از همین حالا برقرار است.
consent-decision = چه گفت؟
consent-decision-agree = موافق است
consent-decision-withdraw = موافق نیست، یا موافقتش را پس می‌گیرد
consent-note = کجا و چگونه گفت
consent-note-hint = به عنوان مدرک می‌ماند، مانند: تلفنی، امروز صبح. بدون نام، نشانی یا شمارهٔ کسی.
consent-note-personal = لطفاً نشانی و شمارهٔ افراد را ننویسید: این یادداشت بدون رمز نگهداری می‌شود.

## Where a decision was made

via-api = از راه رابط برنامه‌ها
via-site = در صفحهٔ سایت
via-server = به گفتهٔ سرور فروشگاه
via-import = از ورود داده
via-staff = گفته‌شده به کارکنان
via-unsubscribe = با پیوند درون پیام
via-unsubscribe-undone = پس از پیوند درون پیام نظرش عوض شد
via-order = همراه سفارش
masked-nobody = مشتری این را با کسی به اشتراک نگذاشته است

## Purposes in one word, for lists

purpose-short-fulfil-orders = سفارش
purpose-short-customer-care = پشتیبانی
purpose-short-security = امنیت
purpose-short-legal-duties = قانون
purpose-short-personalise = شخصی‌سازی
purpose-short-marketing-email = ایمیل
purpose-short-marketing-sms = پیامک
purpose-short-marketing-whatsapp = واتساپ
purpose-short-marketing-push = اعلان
purpose-short-loyalty = باشگاه
purpose-short-reviews = نظر
purpose-short-research = پژوهش
purpose-short-analytics = تحلیل
