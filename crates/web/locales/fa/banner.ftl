## The question on the store's own pages

banner-this-store = فروشگاه
banner-title = دوست دارید بازدید بعدی‌تان بهتر باشد؟
banner-again = از بازدیدهای شما چه چیزهایی را می‌توانیم بدانیم؟
banner-text = اگر موافق باشید، از بازدیدهایتان می‌فهمیم چه چیزی را باید بهتر کنیم. اگر موافق نباشید، { $store } درست مثل همیشه کار می‌کند و فقط پاسختان روی این دستگاه ذخیره می‌شود.
banner-analytics = دیدن آنچه به کار می‌آید
banner-analytics-benefit = زودتر به آنچه می‌خواهید می‌رسید، چون می‌بینیم کدام صفحه‌ها کمک می‌کنند و بازدیدکننده‌ها کجا سردرگم می‌شوند.
banner-personalise = به یاد سپردن سلیقهٔ شما
banner-personalise-benefit = بیشتر چیزهایی را می‌بینید که دوست دارید.
banner-research = فهمیدن آنچه کم داریم
banner-research-benefit = چیزهایی را می‌آوریم که مردم دنبالش می‌گردند و پیدا نمی‌کنند.
banner-agree = با همه موافقم
banner-refuse = با هیچ‌کدام
banner-choose = انتخاب می‌کنم
banner-save = ثبت انتخابم
banner-close = بستن
banner-lasts = هر وقت بخواهید می‌توانید پاسختان را عوض کنید. یک سال دیگر دوباره می‌پرسیم؛ اگر موافق نباشید، زودتر از شش ماه نمی‌پرسیم.
banner-lasts-year = هر وقت بخواهید می‌توانید پاسختان را عوض کنید. پاسختان هر چه باشد، زودتر از یک سال دیگر دوباره نمی‌پرسیم.
banner-notice = چه نگه می‌داریم و چرا
banner-signal = مرورگر شما به همهٔ سایت‌ها می‌گوید که نمی‌خواهید از رفتارتان نمایه‌ای ساخته شود یا اطلاعاتتان به دیگران برسد (نشانهٔ «کنترل سراسری حریم خصوصی»). این‌جا هم رعایتش می‌کنیم و دربارهٔ به یاد سپردن سلیقه‌تان نمی‌پرسیم.
banner-reopen = انتخاب‌های حریم خصوصی
banner-withdraw = پس گرفتن موافقت
banner-agreed = سپاسگزاریم. هر وقت بخواهید می‌توانید پاسختان را عوض کنید.
banner-refused = هر طور که بخواهید. فقط همین پاسخ ذخیره شد.

## Where a decision was made

via-banner = در پرسش سایت فروشگاه
via-gpc = با نشانهٔ «کنترل سراسری حریم خصوصی» مرورگر

## Settings, Website

settings-tab-website = سایت
website-title = از بازدیدکننده‌های سایت چه می‌پرسید؟
website-state = پیش از موافقت بازدیدکننده هیچ چیز ذخیره یا شمرده نمی‌شود. مخالفت به همان آسانی موافقت است.
website-preview = دیدن از چشم بازدیدکننده
website-embed = افزودن به سایت
website-embed-text = این سطر را در همهٔ صفحه‌ها، پیش از پایان بخش سر صفحه بگذارید. برای آن یک کلید سایت لازم است.
website-embed-key = ساخت کلید سایت
website-embed-policy = اگر سایتتان سیاست امنیت محتوا دارد، این نشانی را در آن مجاز کنید:
website-embed-link = هر پیوند یا دکمه‌ای که این ویژگی را داشته باشد انتخاب‌ها را باز می‌کند؛ مثلاً در پایین صفحه:
website-ask = چه پرسیده شود
website-shown = پرسیدن از بازدیدکننده‌ها
website-shown-hint = اگر خاموش باشد، از کسی پرسیده نمی‌شود و چیزی هم شمرده نمی‌شود.
website-purposes = موافقت با
website-purposes-wrong = دست‌کم یک مورد را انتخاب کنید، یا پرسیدن از بازدیدکننده‌ها را خاموش کنید.
website-benefits = سود بازدیدکننده به زبان خودتان
website-benefits-text = هر فیلدی که خالی بماند با متن ما پر می‌شود. هر متن حداکثر { $max } نویسه.
website-benefit-field = { $purpose }، به { $language }
website-benefit-long = { $field }: حداکثر { $max } نویسه، لطفاً.
website-look = جای نمایش
website-position = در صفحهٔ پهن
website-position-corner = گوشهٔ پایین
website-position-bottom = سراسر پایین صفحه
website-button = نمایش دکمهٔ انتخاب‌ها در همهٔ صفحه‌ها
website-button-hint = اگر پنهانش می‌کنید، پیوندی در پایین صفحه بگذارید: هر کس موافقت کرده باید به همان آسانی بتواند آن را پس بگیرد.
website-notice = بیانیهٔ حریم خصوصی
website-notice-url = نشانی بیانیهٔ حریم خصوصی
website-notice-url-hint = اگر خالی بماند، بیانیهٔ همین سامانه (در بخش «حریم خصوصی») نشان داده می‌شود.
website-notice-version = نسخه
website-notice-version-hint = هر وقت محتوای بیانیه تغییر اساسی کرد آن را عوض کنید تا از همهٔ کسانی که موافقت کرده‌اند دوباره پرسیده شود.
website-notice-version-wrong = فقط حروف لاتین، رقم، نقطه و خط تیره؛ حداکثر { $max } نویسه.
website-preview-title = بازدیدکننده‌ها این را می‌بینند
website-preview-text = همهٔ دکمه‌ها را امتحان کنید؛ این‌جا چیزی ذخیره یا فرستاده نمی‌شود.
website-preview-language = نمایش به
website-preview-open = باز کردن انتخاب‌ها
website-words-title = آنچه بازدیدکننده خواند
website-words-text = متن پرسشی که این پاسخ به آن داده شد، همان‌طور که آن موقع بود.
website-words-link = آنچه خواند

## In a customer's story

story-banner-answered = به پرسش سایت پاسخ داد
event-consent-preference-updated = پاسخ دربارهٔ موافقت
