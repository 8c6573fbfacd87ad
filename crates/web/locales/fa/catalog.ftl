# What the store sells, and what letters claim of it.

nav-products = کالاها
products-title = فروشگاه چه می‌فروشد؟
products-state = پیامی که قیمت، موجودی یا تاریخ پایانش با اینجا نخواند، فرستاده نمی‌شود.
products-empty = هنوز کالایی نیست
products-empty-text = سرور فروشگاهتان کالاها را با کلیدی با دامنهٔ «سرور» می‌فرستد. از آن پس هیچ پیامی با قیمتی که دیگر درست نیست بیرون نمی‌رود، قالب‌ها می‌توانند از کالاها نام ببرند و هر که کالایی را دیده باشد می‌تواند از پایین آمدن قیمتش باخبر شود.
products-make-key = ساختن کلید
products-sample = نخستین کالا
products-sample-text = با یک درخواست، کالایی فرستاده یا به‌روز می‌شود؛ برای فرستادن تا ۲۵۰ کالا با هم از { $path } استفاده کنید.
products-search = جست‌وجوی کالا
products-none = چیزی پیدا نشد
products-none-text = این واژه‌ها در نام یا شناسهٔ هیچ کالایی نیست.
products-see-all = دیدن همه
products-column-name = کالا
products-column-price = قیمت
products-column-until = پایان این قیمت
products-column-stock = موجودی
products-column-goes-with = آنچه با آن جور است
products-column-changed = آخرین تغییر
products-before = پیش از تخفیف: { $amount }
products-ended = تمام شده
count-products = { $count ->
    [one] { $count } کالا
   *[other] { $count } کالا
}

## What a message claims that is not so

claim-product = کالا
claim-said = پیام می‌گوید
claim-is = فهرست کالاها می‌گوید
claim-until = تا { $date }
withheld-claim-product = از کالایی نام می‌برد که در فهرست کالاها نیست
withheld-claim-product-hint = کالا را به فهرست کالاها بفرستید، یا آن را از قالب بردارید.
withheld-claim-price = قیمتش با فهرست کالاها نمی‌خواند
withheld-claim-price-hint = قیمت پیش از ارسال تغییر کرده بود؛ فرستاده نشد تا مشتری قیمت نادرستی نخواند.
withheld-claim-stock = موجودی‌ای که می‌گوید با فهرست کالاها نمی‌خواند
withheld-claim-stock-hint = موجودی پیش از ارسال تغییر کرده بود؛ فرستاده نشد تا مشتری عدد نادرستی نخواند.
withheld-claim-deadline = پیشنهادی که در آن است تمام شده یا روز پایانش چیز دیگری است
withheld-claim-deadline-hint = فرستاده نشد تا به مشتری وعدهٔ پیشنهادی داده نشود که برقرار نیست.
withheld-nothing-goes-with = کالایی نیست که با کالاهای این پیام جور باشد
withheld-nothing-goes-with-hint = از فهرست کالاها، هیچ کالایی که موجود باشد با آنچه پیام درباره‌اش است جور نیست. برای هر کالا مشخص کنید چه کالاهایی با آن جور است.

## A price that fell

event-product-price-dropped = پایین آمدن قیمت کالای دیده‌شده
story-price-dropped = قیمت «{ $product }» که دیده بود پایین آمد
story-a-price-dropped = قیمت کالایی که دیده بود پایین آمد
rule-did-product-price-dropped = قیمت کالایی که دیده پایین آمده است
rule-didnt-product-price-dropped = قیمت هیچ کالایی که دیده پایین نیامده است
rule-doing-product-price-dropped = پایین آمدن قیمت کالایی که دیده
privacy-standing-price-drops = پایین آمدن قیمت آنچه دیده‌اید

## Where letters are written

template-help-products = کالاهای فروشگاه شما
template-help-products-text = از کالا با شناسه‌اش نام ببرید؛ هنگام ارسال همان‌طور نشان داده می‌شود که در فهرست کالاهاست. اگر چیزی در فهرست دربارهٔ آن نیامده باشد، نامه فرستاده نمی‌شود؛ پس نخست با شرط بپرسید. همهٔ کالاها:
quality-unknown-product = در فهرست کالاها کالایی با این شناسه نیست: { $detail }
quality-unknown-product-do = شناسه را درست کنید، یا نخست کالا را به فهرست بفرستید.
quality-typed-price = این مبلغ با دست نوشته شده است: { $detail }
quality-typed-price-do = اگر قیمت کالایی است، به‌جایش ⁦products['…'].price⁩ بنویسید تا هنگام ارسال درست باشد.

## The audit log

audit-subject-products = کالاها
deed-products-changed = تغییر کالاها
deed-product-deleted = حذف کالا
