## Live

live-title = همین حالا چه می‌گذرد؟
live-state = رویدادها به‌ترتیب رسیدن، تازه‌ترین در بالا. نام‌ها در صفحهٔ خود مشتری است؛ هر بار دیدن آن صفحه ثبت می‌شود.
live-empty = در انتظار رویداد…
live-empty-text = کاری در فروشگاه انجام دهید یا رویدادی بفرستید تا همان لحظه اینجا دیده شود.
live-none = تا این لحظه چنین رویدادی نرسیده است
live-none-named = تا این لحظه رویدادی با نام «{ $name }» نرسیده است
live-none-text = همین که برسد، اینجا دیده می‌شود.
live-all = نمایش همهٔ رویدادها
live-column-event = رویداد
live-column-who = چه کسی
live-column-source = منبع
live-column-at = زمان
kind-track = اقدام
kind-identify = معرفی
kind-page = صفحه
kind-screen = صفحهٔ اپلیکیشن
kind-group = گروه
kind-alias = اتصال شناسه‌ها
kind-system = امانت
origin-live = زنده
origin-site = صفحهٔ وب
origin-server = سرور
origin-import = درون‌ریزی
origin-demo = نمایشی
origin-system = از خود امانت

## Set aside

aside-title = چه چیزی پذیرفته نشد و چرا؟
aside-state = { $count ->
    [0] چیزی کنار گذاشته نشده است. همهٔ رویدادها خوانده شدند.
    [one] { $count } رویداد در ۷ روز گذشته. ۷ روز نگه داشته می‌شود و سپس حذف می‌شود.
   *[other] { $count } رویداد در ۷ روز گذشته. هر رویداد ۷ روز نگه داشته می‌شود و سپس حذف می‌شود.
}
aside-filter-reason = دلیل
aside-column-reason = دلیل
aside-column-event = رویداد
aside-column-key = کلید
aside-column-at = زمان رسیدن
aside-column-content = آنچه فرستاده شد
aside-empty = چیزی کنار گذاشته نشده است
aside-empty-text = اگر برنامه‌ای چیزی بفرستد که نتوان پذیرفت، با دلیلش اینجا می‌آید و بقیهٔ آن دسته ذخیره می‌شود.
aside-deleted-at = حذف: { $when }
aside-how-to-fix = چگونه درستش کنید

aside-bad-time = زمان خوانده نمی‌شود
aside-bad-time-hint = زمان را در قالب ISO 8601 بفرستید، مانند ‎2026-05-03T14:00:00Z‎.
aside-too-deep = بیش از اندازه تودرتوست
aside-too-deep-hint = حداکثر ۳۲ سطح شیء و فهرست بفرستید.
aside-no-id = معلوم نیست مربوط به چه کسی است
aside-no-id-hint = هر رویداد به userId یا anonymousId نیاز دارد.
aside-too-large = بیش از اندازه بزرگ است
aside-too-large-hint = هر رویداد می‌تواند حداکثر ۳۲ کیلوبایت باشد. دادهٔ کمتری بفرستید، یا به‌جای آن فقط یک ارجاع.
aside-nul = نویسهٔ NUL دارد
aside-nul-hint = پایگاه‌های داده این نویسه را نمی‌پذیرند. آن را همان‌جا که رویداد ساخته می‌شود حذف کنید.
aside-bad-json = شیء JSON نیست
aside-bad-json-hint = هر رویداد باید یک شیء JSON باشد.
aside-bad-type = نوع فراخوانی ناشناخته است
aside-bad-type-hint = مقدار type باید یکی از این‌ها باشد: track،‏ identify،‏ page،‏ screen،‏ group یا alias.
aside-bad-value = نوع یکی از مقدارها نادرست است
aside-bad-value-hint = شناسه‌ها و نام‌ها باید متن باشند؛ properties و traits و context شیء؛ و مبلغ‌ها عددی حداکثر ۶۴بیتی.
aside-no-name = رویداد نام ندارد
aside-no-name-hint = فراخوانی track به نام رویداد نیاز دارد، حداکثر ۲۰۰ بایت.
aside-no-order-id = سفارش شماره ندارد
aside-no-order-id-hint = با هر رویداد سفارش order_id بفرستید تا هیچ سفارشی دو بار شمرده نشود.
aside-bad-message-id = شناسهٔ پیام پذیرفتنی نیست
aside-bad-message-id-hint = شناسهٔ messageId می‌تواند حداکثر ۱۰۰ بایت باشد.
aside-merge-refused = دو شخص را نمی‌توان یکی کرد
aside-merge-refused-hint = کلید عمومی سایت نمی‌تواند دو مشتری را یکی کند. این فراخوانی را از سرورتان بفرستید.
aside-revenue-refused = گزارش درآمد با کلید عمومی
aside-revenue-refused-hint = کلید عمومی سایت نمی‌تواند سفارش، سود مشتری، پایین آمدن قیمت یا سرنوشت پیام‌ها را گزارش کند. آن‌ها را از سرورتان بفرستید.
aside-unknown = پذیرفته نشد
aside-unknown-hint = دلیلش در لاگ برنامه، کنار زمان همین رویداد، آمده است.

## Left out for want of permission

drop-no-basis = این نوع رویداد مبنای قانونی ندارد
drop-no-basis-hint = در کلید برای آن مبنایی تعیین نشده است. در تنظیمات، بخش «کلیدها»، تعیینش کنید.
drop-no-consent = شخص موافقت نکرده است
drop-no-consent-hint = موافقت نکرده یا آن را پس گرفته است. چیزی ذخیره نشد.
drop-expired = اعتبار موافقت تمام شده است
drop-expired-hint = موافقت فقط تا تاریخی معتبر بود که گذشته است.
drop-unconfirmed-id = شناسهٔ کاربری‌ای که فقط یک صفحهٔ وب آن را گفته است
drop-unconfirmed-id-hint = کلید صفحه را هر کسی می‌تواند بخواند. شناسهٔ مرورگر را هم از صفحه بفرستید، یا شناسهٔ کاربری را روی سرور خودتان امضا کنید.
strip-no-consent = فیلدهایی که ذخیره نکردیم: شخص موافقت نکرده است
strip-email-of-another = ایمیلی که متعلق به شخص دیگری است
strip-phone-of-another = شمارهٔ تلفنی که متعلق به شخص دیگری است
strip-id-of-another = شناسهٔ کاربری‌ای که متعلق به شخص دیگری است
strip-wrong-user-hash = امضایی که امضای سرور شما نیست

## Filters and single events

live-filter-event = نام رویداد
live-rest = { $count ->
    [one] … و { $count } رویداد دیگر در همان لحظه
   *[other] … و { $count } رویداد دیگر در همان لحظه
}
aside-reason-count = { $reason }: { $count }
aside-what = دربارهٔ این رویداد
aside-kept-until = نگهداری تا
aside-from-import = درون‌ریزی با خط فرمان
aside-raw-note = همان‌طور که رسیده است. رمزنگاری‌شده نگهداری می‌شود، به هیچ مشتری‌ای وصل نیست و خودبه‌خود حذف می‌شود.
aside-log-words = به زبان خود برنامه، برای کسی که درستش می‌کند:
live-customer = مشتری { $code }
live-closed = یکی از مشتریان
live-closed-hint = مشتری هویت خود را در این رویداد با تیم شما به اشتراک نگذاشته است.

## What events are called: the spec’s names, the calls, and what the program itself writes

event-identify = معرفی مشتری
event-page = بازدید از صفحه
event-page-viewed = بازدید از صفحه
event-screen = باز کردن صفحهٔ اپلیکیشن
event-screen-viewed = باز کردن صفحهٔ اپلیکیشن
event-group = پیوستن به گروه
event-alias = اتصال دو شناسه
event-consent-updated = تغییر موافقت
event-privacy-link-requested = درخواست صفحهٔ حریم خصوصی
event-data-access-requested = درخواست کارکنان برای دیدن بیشتر
event-data-access-forced = دیدن اطلاعات در وضعیت اضطراری
event-consent-ending = موافقتی رو به پایان است
event-customers-merged = یکی شدن دو پروفایل
event-order-completed = ثبت سفارش
event-order-updated = تغییر سفارش
event-order-refunded = بازپرداخت سفارش
event-order-cancelled = لغو سفارش
event-product-viewed = دیدن کالا
event-product-clicked = انتخاب کالا از فهرست
event-product-added = افزودن به سبد
event-product-removed = برداشتن از سبد
event-product-shared = اشتراک‌گذاری کالا
event-product-reviewed = نظر دربارهٔ کالا
event-product-added-to-wishlist = افزودن به علاقه‌مندی‌ها
event-product-removed-from-wishlist = برداشتن از علاقه‌مندی‌ها
event-wishlist-product-added-to-cart = بردن از علاقه‌مندی‌ها به سبد
event-product-list-viewed = مرور فهرست کالاها
event-product-list-filtered = فیلتر کردن فهرست کالاها
event-products-searched = جست‌وجوی کالا
event-cart-viewed = دیدن سبد خرید
event-cart-shared = اشتراک‌گذاری سبد خرید
event-checkout-started = رفتن به تسویه‌حساب
event-checkout-step-viewed = رسیدن به مرحله‌ای از تسویه‌حساب
event-checkout-step-completed = کامل کردن مرحله‌ای از تسویه‌حساب
event-payment-info-entered = انتخاب روش پرداخت
event-coupon-entered = امتحان کد تخفیف
event-coupon-applied = استفاده از کد تخفیف
event-coupon-denied = پذیرفته نشدن کد تخفیف
event-coupon-removed = برداشتن کد تخفیف
event-promotion-viewed = دیدن پیشنهاد
event-promotion-clicked = باز کردن پیشنهاد
event-signed-up = ثبت‌نام
event-signed-in = ورود به حساب
event-signed-out = خروج از حساب
