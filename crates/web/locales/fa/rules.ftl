## What a rule says, in one sentence: words that are put together in crates/app/src/rules

rule-did-unknown = { $name } را انجام داده است
rule-didnt-unknown = { $name } را انجام نداده است
rule-doing-unknown = انجام { $name }
rule-times-at-least = { $count ->
    [one] دست‌کم یک بار
   *[other] دست‌کم { $count } بار
}
rule-times-at-most = { $count ->
    [one] حداکثر یک بار
   *[other] حداکثر { $count } بار
}
rule-times-exactly = { $count ->
    [one] درست یک بار
   *[other] درست { $count } بار
}
rule-times-other = { $count ->
    [one] به تعدادی غیر از یک بار
   *[other] به تعدادی غیر از { $count } بار
}
rule-when-hours = { $count ->
    [one] در یک ساعت گذشته
   *[other] در { $count } ساعت گذشته
}
rule-when-days = { $count ->
    [one] در { $count } روز گذشته
   *[other] در { $count } روز گذشته
}
rule-when-today = امروز
rule-when-yesterday-on = از دیروز تاکنون
rule-when-before-today = پیش از امروز
rule-when-before-yesterday = پیش از دیروز
rule-when-before = { $count ->
    [one] بیش از { $count } روز پیش
   *[other] بیش از { $count } روز پیش
}
rule-when-yesterday = دیروز
rule-when-ago = { $count ->
    [one] { $count } روز پیش
   *[other] { $count } روز پیش
}
rule-when-between = { $from ->
    [one] از { $from } تا { $to } روز پیش
   *[other] از { $from } تا { $to } روز پیش
}
rule-when-dates = از { $from } تا { $to }
rule-when-date = در { $date }
rule-when-own-days = { $when } به وقت خودش
rule-when-never = هیچ‌گاه
rule-where = که در آن { $tests }
rule-test-is = { $name } برابر { $value } است
rule-test-is-not = { $name } برابر { $value } نیست
rule-test-contains = { $name } دربردارندهٔ { $value } است
rule-test-there = { $name } وجود دارد
rule-test-not-there = { $name } وجود ندارد
rule-test-at-least = { $name } دست‌کم { $value } است
rule-test-at-most = { $name } حداکثر { $value } است
rule-trait = مشخصهٔ { $name } او
rule-yes = بله
rule-no = خیر
rule-take-sum = جمع { $property } هنگام { $doing }
rule-take-min = کمترین { $property } هنگام { $doing }
rule-take-max = بیشترین { $property } هنگام { $doing }
rule-take-last = آخرین { $property } هنگام { $doing }
rule-is-at-least = دست‌کم { $number } است
rule-is-at-most = حداکثر { $number } است
rule-is-exactly = درست { $number } است
rule-spent-at-least = دست‌کم { $amount } خرید کرده است
rule-spent-at-most = حداکثر { $amount } خرید کرده است
rule-spent-exactly = درست { $amount } خرید کرده است
rule-followed = { $first } و { $within } پس از آن { $then }
rule-within-hours = { $count ->
    [one] تا یک ساعت
   *[other] تا { $count } ساعت
}
rule-within-days = { $count ->
    [one] تا { $count } روز
   *[other] تا { $count } روز
}
rule-agrees = با { $purpose } موافق است
rule-agrees-not = با { $purpose } موافق نیست
rule-stage-is = { $stages } است
rule-stage-is-not = { $stages } نیست
rule-in-segment = در گروه { $name } است
rule-not-in-segment = در گروه { $name } نیست
rule-everybody = هر که باشد
rule-nobody = هیچ‌کس نیست
rule-not = چنین نیست که { $what }
rule-and = { $first }، و { $next }
rule-or = { $first }، یا { $next }
rule-list-or = { $first } یا { $next }
rule-lines-all = همهٔ این‌ها برقرار است:
rule-lines-any = دست‌کم یکی از این‌ها برقرار است:
rule-lines-not = این برقرار نیست:

## Where a customer stands with the store

stage-visitor = بازدیدکنندهٔ بی‌خرید
stage-new = مشتری تازه
stage-loyal = مشتری وفادار
stage-active = مشتری فعال
stage-at-risk = مشتری در آستانهٔ رفتن
stage-lost = مشتری ازدست‌رفته

## What somebody did, did not do, and the doing of it

rule-did-product-viewed = کالایی دیده است
rule-didnt-product-viewed = کالایی ندیده است
rule-doing-product-viewed = دیدن کالا
rule-did-product-list-viewed = فهرستی از کالاها را مرور کرده است
rule-didnt-product-list-viewed = فهرستی از کالاها را مرور نکرده است
rule-doing-product-list-viewed = مرور فهرست کالاها
rule-did-products-searched = کالا جست‌وجو کرده است
rule-didnt-products-searched = کالا جست‌وجو نکرده است
rule-doing-products-searched = جست‌وجوی کالا
rule-did-product-clicked = کالایی را از فهرست انتخاب کرده است
rule-didnt-product-clicked = کالایی را از فهرست انتخاب نکرده است
rule-doing-product-clicked = انتخاب کالا از فهرست
rule-did-product-added = کالایی به سبد افزوده است
rule-didnt-product-added = کالایی به سبد نیفزوده است
rule-doing-product-added = افزودن کالا به سبد
rule-did-product-removed = کالایی از سبد برداشته است
rule-didnt-product-removed = کالایی از سبد برنداشته است
rule-doing-product-removed = برداشتن کالا از سبد
rule-did-product-added-to-wishlist = کالایی به علاقه‌مندی‌ها افزوده است
rule-didnt-product-added-to-wishlist = کالایی به علاقه‌مندی‌ها نیفزوده است
rule-doing-product-added-to-wishlist = افزودن کالا به علاقه‌مندی‌ها
rule-did-product-shared = کالایی را با دیگران به اشتراک گذاشته است
rule-didnt-product-shared = کالایی را با دیگران به اشتراک نگذاشته است
rule-doing-product-shared = به اشتراک گذاشتن کالا
rule-did-product-reviewed = دربارهٔ کالایی نظر نوشته است
rule-didnt-product-reviewed = دربارهٔ کالایی نظر ننوشته است
rule-doing-product-reviewed = نوشتن نظر دربارهٔ کالا
rule-did-cart-viewed = سبد خرید را دیده است
rule-didnt-cart-viewed = سبد خرید را ندیده است
rule-doing-cart-viewed = دیدن سبد خرید
rule-did-checkout-started = به تسویه‌حساب رفته است
rule-didnt-checkout-started = به تسویه‌حساب نرفته است
rule-doing-checkout-started = رفتن به تسویه‌حساب
rule-did-payment-info-entered = روش پرداخت را انتخاب کرده است
rule-didnt-payment-info-entered = روش پرداخت را انتخاب نکرده است
rule-doing-payment-info-entered = انتخاب روش پرداخت
rule-did-order-completed = سفارش داده است
rule-didnt-order-completed = سفارشی نداده است
rule-doing-order-completed = سفارش دادن
rule-did-order-refunded = پول سفارشی به او بازگردانده شده است
rule-didnt-order-refunded = پول سفارشی به او بازگردانده نشده است
rule-doing-order-refunded = بازگرداندن پول سفارش
rule-did-order-cancelled = سفارشی از او لغو شده است
rule-didnt-order-cancelled = سفارشی از او لغو نشده است
rule-doing-order-cancelled = لغو سفارش
rule-did-coupon-applied = از کد تخفیف استفاده کرده است
rule-didnt-coupon-applied = از کد تخفیف استفاده نکرده است
rule-doing-coupon-applied = استفاده از کد تخفیف
rule-did-promotion-viewed = پیشنهادی دیده است
rule-didnt-promotion-viewed = پیشنهادی ندیده است
rule-doing-promotion-viewed = دیدن پیشنهاد
rule-did-promotion-clicked = پیشنهادی را باز کرده است
rule-didnt-promotion-clicked = پیشنهادی را باز نکرده است
rule-doing-promotion-clicked = باز کردن پیشنهاد
rule-did-signed-up = ثبت‌نام کرده است
rule-didnt-signed-up = ثبت‌نام نکرده است
rule-doing-signed-up = ثبت‌نام
rule-did-signed-in = وارد حساب شده است
rule-didnt-signed-in = وارد حساب نشده است
rule-doing-signed-in = ورود به حساب
rule-did-email-delivered = ایمیلی به دستش رسیده است
rule-didnt-email-delivered = ایمیلی به دستش نرسیده است
rule-doing-email-delivered = رسیدن ایمیل
rule-did-email-opened = ایمیلی را باز کرده است
rule-didnt-email-opened = ایمیلی را باز نکرده است
rule-doing-email-opened = باز کردن ایمیل
rule-did-email-link-clicked = پیوندی را در ایمیل باز کرده است
rule-didnt-email-link-clicked = پیوندی را در ایمیل باز نکرده است
rule-doing-email-link-clicked = باز کردن پیوند در ایمیل
rule-did-email-bounced = ایمیلی که به او فرستاده شده برگشت خورده است
rule-didnt-email-bounced = ایمیلی که به او فرستاده شده برگشت نخورده است
rule-doing-email-bounced = برگشت خوردن ایمیل
rule-did-email-marked-as-spam = ایمیلی را هرزنامه شمرده است
rule-didnt-email-marked-as-spam = ایمیلی را هرزنامه نشمرده است
rule-doing-email-marked-as-spam = هرزنامه شمردن ایمیل
rule-did-unsubscribed = اشتراک پیام‌ها را لغو کرده است
rule-didnt-unsubscribed = اشتراک پیام‌ها را لغو نکرده است
rule-doing-unsubscribed = لغو اشتراک پیام‌ها

## The form by which a rule is edited

rule-form-legend = چه کسانی
rule-form-group = چه چیزی باید برقرار باشد
rule-form-empty = هنوز شرطی نیست. از پایین یکی بیفزایید.
rule-form-add-what = شرطی دیگر
rule-form-add = افزودن
rule-form-remove = برداشتن
rule-form-json = به‌صورت JSON، برای برنامه‌ها
rule-form-choose = انتخاب کنید…
rule-form-event = کاری که مشتری کرده است
rule-form-bound = چه اندازه
rule-form-times = چند بار
rule-form-number = عدد
rule-form-amount = مبلغ
rule-form-currency = ارز
rule-form-take = کدام مقدار
rule-form-property = ویژگی رویداد
rule-form-trait = مشخصهٔ پروفایل
rule-form-test = نوع مقایسه
rule-form-value = مقدار
rule-form-first = کاری که نخست کرده است
rule-form-then = کاری که پس از آن می‌آید
rule-form-happened = آیا رخ داده است
rule-form-happened-yes = بله، پس از آن رخ داده است
rule-form-happened-no = نه، پس از آن رخ نداده است
rule-form-within = تا چند ساعت پس از آن
rule-form-add-test = افزودن ویژگی
rule-form-add-test-first = افزودن ویژگی برای کار نخست
rule-form-add-test-then = افزودن ویژگی برای کار بعدی
rule-form-purpose = با چه چیزی موافقت کرده است
rule-form-segment = گروه مشتریان
rule-form-stages = هر یک از این‌ها
rule-form-when = چه زمانی
rule-form-when-number = چند
rule-form-when-to = تا چند روز پیش
rule-form-when-from = از
rule-form-when-until = تا
rule-form-ever = هر زمانی
rule-form-last-hours = در … ساعت گذشته
rule-form-last-days = در … روز گذشته
rule-form-before-days = بیش از … روز پیش
rule-form-days-ago = از … تا … روز پیش
rule-form-dates = میان دو تاریخ
rule-form-whose = روزها به وقت
rule-form-whose-store = فروشگاه
rule-form-whose-own = خود مشتری
rule-form-whose-hint = بر پایهٔ منطقهٔ زمانی در پروفایل مشتری؛ اگر آن را ندانیم، به وقت فروشگاه. فقط برای کسانی خوانده می‌شود که رضایتشان ترجیحات را هم در بر می‌گیرد.
rule-form-at-least = دست‌کم
rule-form-at-most = حداکثر
rule-form-exactly = درست
rule-form-sum = جمع
rule-form-min = کمترین
rule-form-max = بیشترین
rule-form-last = آخرین
rule-form-is = برابر است با
rule-form-is-not = برابر نیست با
rule-form-any-of = یکی از این‌ها، هر سطر یکی
rule-form-contains = دربردارندهٔ
rule-form-there = وجود دارد
rule-form-not-there = وجود ندارد
rule-kind-all = همهٔ این‌ها
rule-kind-any = دست‌کم یکی از این‌ها
rule-kind-not = هیچ‌یک از این‌ها
rule-kind-did = کاری کرده است، و چند بار
rule-kind-followed = کاری کرده است و سپس کاری دیگر
rule-kind-spent = خرید کرده است
rule-kind-measured = عددی در کارهایش
rule-kind-stage = مرحلهٔ مشتری
rule-kind-agreed = با چیزی موافقت کرده است
rule-kind-trait = مشخصه‌ای از پروفایل
rule-kind-segment = در گروهی دیگر
rule-add-all = دسته: همهٔ این‌ها
rule-add-any = دسته: دست‌کم یکی از این‌ها
rule-add-not = دسته: هیچ‌یک از این‌ها
rule-problem-missing = این را پر کنید.
rule-problem-number = عددی بنویسید، مانند ۱۲٫۵.
rule-problem-count = عددی درست و بی‌اعشار بنویسید.
rule-problem-date = تاریخی انتخاب کنید.
rule-problem-own = این را خود برنامه یادداشت می‌کند و کسی با آن جست‌وجو نمی‌شود.
rule-problem-name = این نوشته بیش از اندازه بلند یا خالی است. کوتاهش کنید.
rule-problem-window = حداکثر ۳۶۶ روز، یا ۱ تا ۴۸ ساعت.
rule-problem-order = آغاز پیش از پایان است: نخست تعداد روز بیشتر یا تاریخ زودتر را بنویسید.
rule-problem-counted = در بازهٔ ساعتی حداکثر تا ۶۳ بشمارید.
rule-problem-in-hours = این با روز سنجیده می‌شود. زمان دیگری انتخاب کنید.
rule-problem-within = از ۱ ساعت تا ۳۶۶ روز، یعنی ۸٬۷۸۴ ساعت.
rule-problem-currency = ارزی انتخاب کنید.
rule-problem-values = ۱ تا ۱۰۰ مقدار بنویسید، هر سطر یکی.
rule-problem-stages = دست‌کم یکی را برگزینید.
rule-problem-filters = هر رویداد حداکثر با ۱۰ ویژگی جدا می‌شود. چند تا را بردارید.
rule-problem-conditions = هر قاعده حداکثر ۵۰ شرط و دسته دارد. چند تا را بردارید.
rule-problem-depth = دسته‌ها حداکثر ۵ لایه در هم می‌روند. شرطی را بیرون‌تر بیاورید.
