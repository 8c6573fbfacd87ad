## Live

live-title = همین حالا چه می‌گذرد؟
live-state = هر رویداد همان لحظه که می‌رسد، تازه‌ترین در بالا.
live-empty = گوش می‌دهیم…
live-empty-text = کاری در فروشگاه انجام دهید یا رویدادی بفرستید تا همان لحظه اینجا پیدا شود.
live-column-event = رویداد
live-column-who = چه کسی
live-column-source = منبع
live-column-at = زمان
kind-track = کنش
kind-identify = معرفی
kind-page = صفحه
kind-screen = صفحهٔ برنامه
kind-group = گروه
kind-alias = پیوند
kind-system = امانت
origin-live = زنده
origin-site = صفحهٔ وب
origin-server = سرور
origin-import = ورود داده
origin-demo = نمایش آزمایشی
origin-system = از خود امانت

## Set aside

aside-title = چه چیزی پذیرفته نشد و چرا؟
aside-state = { $count ->
    [0] چیزی کنار گذاشته نشده است. همهٔ رویدادها خوانده شدند.
    [one] { $count } رویداد در ۷ روز گذشته. ۷ روز نگه داشته و سپس حذف می‌شود.
   *[other] { $count } رویداد در ۷ روز گذشته. ۷ روز نگه داشته و سپس حذف می‌شوند.
}
aside-filter-reason = دلیل
aside-column-reason = دلیل
aside-column-event = رویداد
aside-column-key = کلید
aside-column-at = زمان رسیدن
aside-column-content = آنچه فرستاده شد
aside-empty = چیزی کنار گذاشته نشده است
aside-empty-text = اگر برنامه‌ای چیزی بفرستد که نتوان پذیرفت، با دلیلش اینجا می‌آید و بقیهٔ آن دسته نگه داشته می‌شود.
aside-deleted-at = حذف: { $when }
aside-how-to-fix = چگونه درست می‌شود

aside-bad-time = زمان خوانده نمی‌شود
aside-bad-time-hint = زمان را به شکل ISO 8601 بفرستید، مانند ‎2026-05-03T14:00:00Z‎.
aside-too-deep = بیش از اندازه تودرتو
aside-too-deep-hint = حداکثر ۳۲ سطح شیء و فهرست بفرستید.
aside-no-id = معلوم نیست از آنِ کیست
aside-no-id-hint = هر رویداد به userId یا anonymousId نیاز دارد.
aside-too-large = بیش از اندازه بزرگ
aside-too-large-hint = هر رویداد حداکثر ۳۲ کیلوبایت است. کمتر بفرستید یا به جای آن ارجاع بفرستید.
aside-nul = نویسهٔ NUL دارد
aside-nul-hint = پایگاه‌های داده این نویسه را نمی‌پذیرند. آن را در جای ساخت رویداد بردارید.
aside-bad-json = شیء نیست
aside-bad-json-hint = هر رویداد باید یک شیء JSON باشد.
aside-bad-type = نوع فراخوانی ناشناخته است
aside-bad-type-hint = مقدار type باید یکی از این‌ها باشد: track، identify، page، screen، group یا alias.
aside-bad-value = مقداری از نوع نادرست
aside-bad-value-hint = شناسه‌ها و نام‌ها متن‌اند؛ properties، traits و context شیء؛ و مبلغ‌ها عددهای حداکثر ۶۴ بیتی.
aside-no-name = رویداد نام ندارد
aside-no-name-hint = فراخوانی track به نامی حداکثر ۲۰۰ بایتی نیاز دارد.
aside-no-order-id = سفارش شماره ندارد
aside-no-order-id-hint = با هر رویداد سفارش order_id بفرستید تا هیچ سفارشی دو بار شمرده نشود.
aside-bad-message-id = شناسهٔ پیام پذیرفتنی نیست
aside-bad-message-id-hint = شناسهٔ messageId حداکثر ۱۰۰ بایت است.
aside-merge-refused = دو شخص شناخته‌شده را نمی‌توان یکی کرد
aside-merge-refused-hint = کلید عمومی سایت نمی‌تواند دو مشتری را یکی کند. این فراخوانی را از سرورتان بفرستید.
aside-revenue-refused = درآمد از کلید عمومی
aside-revenue-refused-hint = کلید عمومی سایت نمی‌تواند سفارش گزارش کند. سفارش‌ها را از سرورتان بفرستید.
aside-unknown = پذیرفته نشد
aside-unknown-hint = دلیل آن در گزارش برنامه، کنار زمان رویداد آمده است.

## Left out for want of permission

drop-no-basis = این نوع رویداد مبنای قانونی ندارد
drop-no-basis-hint = کلید برای آن مبنایی نام نبرده است. در «تنظیمات، کلیدها» تعیینش کنید.
drop-no-consent = شخص موافقت نکرده است
drop-no-consent-hint = موافقت نکرده یا آن را پس گرفته است. چیزی نگه داشته نشد.
drop-expired = مهلت موافقت گذشته است
drop-expired-hint = تا تاریخی داده شده بود که گذشته است.
strip-no-consent = فیلدهایی که نگه نداشتیم: شخص موافقت نکرده است
strip-email-of-another = ایمیلی که از آنِ شخص دیگری است
strip-phone-of-another = شماره‌ای که از آنِ شخص دیگری است
strip-id-of-another = شناسه‌ای که از آنِ شخص دیگری است

## Filters and single events

live-filter-event = نام رویداد
live-rest = { $count ->
    [one] … و { $count } رویداد دیگر در همان لحظه
   *[other] … و { $count } رویداد دیگر در همان لحظه
}
aside-reason-count = { $reason }: { $count }
aside-column-detail = دقیقاً چه
aside-what = دربارهٔ این رویداد
aside-kept-until = نگهداری تا
aside-from-import = ورود داده از خط فرمان
aside-raw-note = همان‌طور که رسید. رمزشده نگهداری می‌شود، به هیچ مشتری‌ای وصل نیست و خودبه‌خود حذف می‌شود.
live-customer = مشتری { $code }
