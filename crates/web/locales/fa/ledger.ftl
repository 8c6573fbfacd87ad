## What agreements brought, in the customer's own pages

privacy-nav-benefits = حاصل موافقت‌ها
ledger-title = موافقت‌هایتان چه حاصلی داشته است
ledger-state = آنچه در برابر اطلاعاتی که با { $store } در میان می‌گذارید گرفته‌اید، و آنچه { $store } به واسطهٔ آن فروخته است.
ledger-nothing = هنوز هیچ
ledger-nothing-text = همین که این‌جا با چیزی موافقت کنید، این صفحه می‌گوید چه حاصلی برای شما و چه حاصلی برای فروشگاه داشته است.
ledger-more = جزئیات بیشتر
ledger-you = حاصلش برای شما
ledger-you-none = تا جایی که می‌دانیم، هنوز هیچ.
ledger-us = حاصلش برای { $store }
ledger-us-not-counted = حاصل این موافقت برای فروشگاه را نمی‌توان از تک‌تک سفارش‌ها فهمید، پس آن را حساب نمی‌کنیم.
ledger-us-no-letter = هنوز پیامی از ما نگرفته‌اید، پس به واسطهٔ آن چیزی نفروخته‌ایم.
ledger-us-none = { $count ->
    [one] با موافقت شما { $letters } برایتان فرستادیم. تا { $days } روز پس از آن چیزی نخریدید، پس به واسطهٔ آن چیزی نفروخته‌ایم.
   *[other] با موافقت شما { $letters } برایتان فرستادیم. تا { $days } روز پس از هیچ‌کدام چیزی نخریدید، پس به واسطهٔ آن چیزی نفروخته‌ایم.
}
ledger-us-sold = { $count ->
    [one] با موافقت شما { $letters } برایتان فرستادیم و پس از آن { $sums } خرید کردید.
   *[other] با موافقت شما { $letters } برایتان فرستادیم و پس از آن‌ها { $sums } خرید کردید.
}
ledger-since = از { $date } این موافقت برای شما داشته است: { $what }.
ledger-worth = { $what } (به ارزش { $sums })
ledger-count-letters = { $count ->
    [one] { $count } پیام
   *[other] { $count } پیام
}
ledger-count-reward = { $count ->
    [one] { $count } پاداش
   *[other] { $count } پاداش
}
ledger-count-discount = { $count ->
    [one] { $count } تخفیف
   *[other] { $count } تخفیف
}
ledger-count-early-access = { $count ->
    [one] { $count } بار دسترسی زودهنگام
   *[other] { $count } بار دسترسی زودهنگام
}
ledger-count-recommendation = { $count ->
    [one] { $count } پیشنهاد
   *[other] { $count } پیشنهاد
}
ledger-count-useful-letter = { $count ->
    [one] { $count } پیام سودمند
   *[other] { $count } پیام سودمند
}
benefit-reward = پاداش
benefit-discount = تخفیف
benefit-early-access = دسترسی زودهنگام
benefit-recommendation = پیشنهاد
benefit-letter = پیام سودمند
ledger-how = چگونه حساب می‌کنیم
ledger-how-text = سفارشی به حساب می‌آید که تا { $days } روز پس از پیامی ثبت کرده باشید: فقط یک بار و برای آخرین پیام پیش از آن. این‌که خریدتان به خاطر پیام بوده یا نه، نمی‌دانیم. مبلغ همان است که پرداخته‌اید، منهای آنچه پس گرفته‌اید؛ سفارش‌های لغوشده به حساب نمی‌آید. این مبلغ سودی نیست که پس از هزینه‌ها برای ما مانده باشد.
export-part-benefits = آنچه موافقت‌هایتان برای شما داشته است.
export-part-sold-after-letters = آنچه فروشگاه پس از پیام‌ها فروخته است، به تفکیک موافقت.

## What nobody used

unused-title = مدت‌هاست استفاده نشده
unused-never = در { $date } با «{ $what }» موافقت کردید و از آن پس از این موافقت استفاده نکرده‌ایم. پسش می‌گیرید؟
unused-since = از { $date } تاکنون از موافقت شما با «{ $what }» استفاده نکرده‌ایم. پسش می‌گیرید؟
unused-back = پس می‌گیرم
unused-keep = بماند
unused-keep-until = اگر بماند، تا { $date } اعتبار دارد.

## For the staff, of everybody together

privacy-tab-benefits = داده و ستانده
benefits-title = موافقت‌ها برای مشتریان و برای شما چه حاصلی دارد؟
benefits-state = برای همهٔ مشتریان روی هم. مبلغی که کمتر از { $count } نفر در آن سهم داشته باشند نشان داده نمی‌شود.
benefits-column-agree = موافقان
benefits-column-letters = پیام‌های فرستاده‌شده
benefits-column-got = آنچه مشتریان گرفته‌اند
benefits-column-sold = فروش پس از پیام‌ها
benefits-few = کمتر از { $count } نفر
benefits-nothing-sold = هنوز هیچ
benefits-not-counted = حساب نمی‌شود
benefits-none = هنوز کسی با چیزی موافقت نکرده است
benefits-none-text = همین که مشتریان موافقت کنند، این صفحه می‌گوید چه حاصلی برای آنان و برای شما دارد. پاداش‌ها، تخفیف‌ها و مانند آن از راه API اعلام می‌شود.
benefits-how-text = سفارشی به حساب می‌آید که تا { $days } روز پس از پیامی ثبت شده باشد: فقط یک بار و برای آخرین پیام پیش از آن، به اندازهٔ آنچه پرداخت شده و پس داده نشده است. این‌که دلیل خرید همان پیام بوده یا نه، کسی نمی‌داند. هر مشتری همین را دربارهٔ خودش در مرکز حریم خصوصی می‌خواند.
benefits-offer = پیشنهاد پس گرفتن آنچه استفاده نمی‌شود
benefits-offer-text = موافقتی که در این مدت به هیچ کاری نیامده باشد، نه دیدنی، نه پیامی، نه سودی برای مشتری، در مرکز حریم خصوصی به مشتری پیشنهاد می‌شود که پسش بگیرد یا نگهش دارد.
benefits-offer-after = مدت استفاده‌نشدن
benefits-offer-save = ذخیره
benefits-months = { $count ->
    [one] { $count } ماه
   *[other] { $count } ماه
}
event-benefit-given = سودی به مشتری رسید
story-benefit = سودی از فروشگاه گرفت
