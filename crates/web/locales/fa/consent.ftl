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
category-preferences = ترجیحات
category-reviews = نظرها و عکس‌ها
category-predictions = پیش‌بینی‌ها

## Purposes

purpose-fulfil-orders = انجام سفارش
purpose-customer-care = پشتیبانی مشتریان
purpose-security = امنیت
purpose-legal-duties = الزامات قانونی
purpose-personalise = شخصی‌سازی
purpose-marketing-email = بازاریابی با ایمیل
purpose-marketing-sms = بازاریابی با پیامک
purpose-marketing-whatsapp = بازاریابی با واتساپ
purpose-marketing-push = بازاریابی با اعلان
purpose-loyalty = باشگاه مشتریان
purpose-reviews = نظرها
purpose-research = پژوهش
purpose-analytics = تحلیل داده‌ها

## Who can see it

recipient-marketing = بازاریابی
recipient-support = پشتیبانی
recipient-fulfilment = آماده‌سازی سفارش
recipient-analysis = تحلیل داده‌ها
recipient-management = مدیریت
recipient-automation = قاعده‌های خودکار
recipient-processor = پردازش‌کننده‌ای بیرون از فروشگاه
recipient-customer = خود مشتری
class-orders = سفارش‌ها
class-browsing = بازدیدها و کلیک‌ها
class-profile = مشخصات مشتری
class-other = بقیهٔ رویدادها

## Legal bases

basis-consent = رضایت صریح
basis-contract = قرارداد
basis-legal-obligation = الزام قانونی
basis-legitimate-interest = منافع مشروع
basis-vital-interest = منافع حیاتی
basis-public-task = خدمت عمومی
basis-none = بدون مبنا: نگه داشته نمی‌شود

## States

consent-given = موافقت کرد
consent-renewed = تمدید کرد
consent-requested = پرسیده شد
consent-requested-hint = منتظر تأیید خود شخص است.
consent-refused = نپذیرفت
consent-withdrawn = موافقتش را پس گرفت
consent-expired = اعتبارش تمام شد
consent-deferred = هنوز پاسخ نداده است
consent-revoked = باطل شد
consent-invalidated = دیگر معتبر نیست
consent-unknown = پرسیده نشده است
consent-unasked = پرسیده نشد
consent-unasked-contract = برای انجام سفارش لازم است
consent-unasked-legal-obligation = قانون آن را لازم کرده است
consent-unasked-legitimate-interest = به‌سبب منافع مشروع فروشگاه
consent-unasked-vital-interest = برای حفظ جان کسی لازم است
consent-unasked-public-task = برای وظیفه‌ای عمومی لازم است

consents-title = این شخص با چه چیزهایی موافقت کرده است؟
consent-column-purpose = هدف استفاده
consent-column-category = نوع داده
consent-column-recipient = چه کسی می‌بیند
consent-column-basis = مبنای قانونی
consent-column-state = وضعیت
consent-column-until = تا
consent-column-since = از
consent-column-source = از کجا می‌دانیم
consent-agreed-on = { $name } در { $date } با «{ $purpose }» موافقت کرد.
consent-withdrawn-on = { $name } در { $date } موافقتش را با «{ $purpose }» پس گرفت.

## Personal data that is not shown

masked-not-shared = با تیم شما به اشتراک گذاشته نشده است
masked-shared-only-with = مشتری این را فقط با { $recipients } به اشتراک گذاشته است
masked-not-asked = هنوز از مشتری پرسیده نشده است
masked-expired = اعتبار این اجازه تمام شده است
masked-erased = به خواست مشتری به‌طور کامل حذف شده است
masked-purpose = برای این هدف اجازه داده نشده است

## Why a message was not sent

withheld-no-consent = مشتری موافقت نکرده است
withheld-no-consent-hint = موافقتی برای این هدف ثبت نشده است.
withheld-refused = مشتری نپذیرفت
withheld-refused-hint = از او پرسیده‌ایم و نپذیرفته، یا موافقتش را پس گرفته است.
withheld-expired = اعتبار موافقت تمام شده است
withheld-expired-hint = موافقت فقط تا تاریخی معتبر بود که گذشته است.
withheld-suppressed = در فهرست منع ارسال است
withheld-suppressed-hint = ایمیل‌های این نشانی برگشت خورده، یا صاحبش یکی از آن‌ها را هرزنامه شمرده است.
withheld-no-address = نشانی ندارد
withheld-no-address-hint = جایی نیست که پیام به آن فرستاده شود.
withheld-unverified = نشانی تأیید نشده است
withheld-unverified-hint = هنوز ثابت نشده که این نشانی متعلق به این شخص است.
withheld-unconfirmed = مشتری این نشانی را تأیید نکرده است
withheld-unconfirmed-hint = او نشانی دیگری را تأیید کرده است. برای این نشانی یک نامهٔ تأیید فرستاده شد.
withheld-too-late = دیگر دیر شده است
withheld-too-late-hint = رویداد بیش از ۲۴ ساعت پس از وقوع رسید.
withheld-not-ending = دیگر چیزی رو به پایان نیست
withheld-not-ending-hint = آنچه یادآوری می‌کند پیش از ارسال تمدید شد، پس گرفته شد یا پایانش تغییر کرد.
withheld-imported = از داده‌های درون‌ریزی‌شده است
withheld-imported-hint = برای آنچه مدت‌ها پیش رخ داده پیام تشکر نمی‌فرستیم.
withheld-erased = اطلاعات مشتری حذف شده است
withheld-erased-hint = دیگر کسی نیست که برایش پیامی بفرستیم.
withheld-on-hold = کمپین آن در حال درنگ است
withheld-on-hold-hint = وقتی کمپین را ادامه دهید فرستاده می‌شود.
withheld-cancelled = کمپین آن لغو یا حذف شد
withheld-cancelled-hint = آنچه تا آن زمان فرستاده نشده بود دیگر فرستاده نمی‌شود.
withheld-restored = پس از بازیابی نسخهٔ پشتیبان منتظر تصمیم شماست
withheld-restored-hint = هنگام تهیهٔ نسخهٔ پشتیبان در صف بود و شاید پس از آن فرستاده شده باشد.
withheld-template-error = قالب پیام کامل نشد
withheld-template-error-hint = یکی از مقدارهای لازم موجود نیست.
withheld-not-configured = سرور ایمیل معرفی نشده است
withheld-not-configured-hint = در تنظیمات، بخش «ایمیل»، معرفی‌اش کنید.

## What holds, what was decided, what a person told the staff

consents-now = اجازه‌های کنونی
consents-history = چه تصمیمی گرفته و چه زمانی
consent-holds-yes = معتبر
consent-holds-expired = اعتبارش تمام شده
consent-holds-no = بدون اجازه
consent-may-use = استفاده از { $categories } برای { $recipients } مجاز است.
consent-basis = مبنا: { $basis }
consent-until = تا { $date }
consent-refused-sentence = با استفاده از { $categories } موافق نیست.
consent-record = این شخص چیزی به شما گفته است؟
consent-record-text = آنچه را خودش گفته است ثبت کنید. از همین لحظه اعتبار دارد و او هم آن را می‌بیند.
consent-record-submit = ثبت
consent-recorded = ثبت شد و از همین حالا اعتبار دارد.
consent-not-recorded = این چیزی از آنچه برقرار است را تغییر نمی‌دهد، پس چیزی ثبت نشد.
consent-decision = چه گفت؟
consent-decision-agree = موافق است
consent-decision-withdraw = موافق نیست، یا موافقتش را پس می‌گیرد
consent-note = کجا و چگونه گفت
consent-note-hint = به‌عنوان مدرک نگه داشته می‌شود؛ مثلاً «امروز صبح، تلفنی». نام، نشانی یا شمارهٔ کسی را ننویسید.
consent-note-personal = لطفاً نشانی و شمارهٔ افراد را ننویسید: این یادداشت بدون رمزنگاری نگهداری می‌شود.

## Where a decision was made

via-api = با رابط برنامه‌نویسی (API)
via-site = در صفحهٔ سایت
via-server = از سرور فروشگاه
via-import = با درون‌ریزی
via-staff = به کارکنان گفته است
via-unsubscribe = با پیوند درون پیام
via-unsubscribe-undone = پس از باز کردن پیوند درون پیام، نظرش عوض شد
via-order = همراه سفارش
via-merge = از پروندهٔ دیگری که معلوم شد متعلق به همین شخص است
via-clock = گذشت زمان
via-renewal = با پیوند پیام یادآوری
via-privacy-centre = در مرکز حریم خصوصی
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
