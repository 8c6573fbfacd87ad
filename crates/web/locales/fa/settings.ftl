settings-title = فروشگاهتان چگونه اداره شود؟
settings-tabs = تنظیمات
settings-tab-store = فروشگاه
settings-tab-keys = کلیدها
settings-tab-email = ایمیل
settings-tab-staff = همکاران
settings-tab-about = دربارهٔ برنامه

## Store

settings-store = فروشگاه
settings-store-name = نام فروشگاه
settings-store-name-hint = مشتریان آن را به‌عنوان فرستندهٔ پیام‌ها می‌بینند.
settings-website = نشانی وب فروشگاه
settings-website-hint = مانند ‎https://shop.example.com‎. پیوند پیام‌ها به آنجا می‌رود.
settings-postal-address = نشانی پستی
settings-postal-address-hint = به خواست قانون، پایین ایمیل‌های بازاریابی می‌آید.
settings-postal-address-needed = (برای ایمیل‌های بازاریابی لازم است)
settings-rules = پیام‌های خودکار
settings-language = زبان فروشگاه
settings-language-hint = برای مشتریانی که زبانشان معلوم نیست. زبان خودتان را بالای هر صفحه انتخاب می‌کنید.
settings-currency = واحد پول
settings-currency-hint = برای سفارش‌هایی که واحد پولشان گفته نشده است.
settings-rial-unit = نمایش مبلغ‌های ریالی به
settings-rial = ریال
settings-toman = تومان (ده ریال)
settings-country = کشور
settings-country-hint = شماره‌های تلفن بدون کد کشور، از این کشور به حساب می‌آیند. مدت نگهداری سفارش‌ها هم مطابق قانون همین کشور است.
settings-time-zone = منطقهٔ زمانی
settings-time-zone-hint = روز و شب فروشگاه با آن حساب می‌شود.
settings-calendar = تقویم
calendar-gregory = میلادی
calendar-persian = هجری شمسی
calendar-islamic-umalqura = هجری قمری (ام‌القری)
settings-digits = شکل ارقام
digits-latn = 0 1 2 3
digits-arab = ٠ ١ ٢ ٣
digits-arabext = ۰ ۱ ۲ ۳
settings-web-address = نشانی این سامانه
settings-web-address-hint = پیوندهای درون پیام‌ها با آن شروع می‌شوند.

## Keys

settings-keys = کلیدها
settings-keys-text = هر کس رویداد بفرستد یا اطلاعاتی بخواهد، کلید لازم دارد. فقط اثر انگشت کلید ذخیره می‌شود، برای همین تنها یک بار نشان داده می‌شود.
key-name = نام
key-name-hint = چه کسی از آن استفاده می‌کند، مانند «فروشگاه اینترنتی» یا «صندوق».
key-scope = چه اجازه‌ای دارد
key-scope-site = صفحهٔ وب
key-scope-site-hint = عمومی. بازدیدها را گزارش می‌کند و نمی‌تواند مشتریان را یکی کند، یا درآمد و موافقتی ثبت کند.
key-scope-server = سرور
key-scope-server-hint = محرمانه. سفارش‌ها و مشتریان را گزارش می‌کند.
key-scope-read = خواندن
key-scope-read-hint = محرمانه. مشتریان، پیام‌ها و آمار را می‌خواند.
key-scope-admin = مدیریت
key-scope-admin-hint = محرمانه. هر کاری را که از رابط برنامه‌نویسی (API) برمی‌آید می‌تواند انجام دهد.
key-may-site = گزارش بازدیدها
key-may-server = گزارش سفارش‌ها و مشتریان
key-may-read = خواندن مشتریان، پیام‌ها و آمار
key-may-admin = هر کاری
key-basis = مبنای قانونی برای هر نوع رویداد
key-basis-hint = آنچه بدون مبنا برسد ذخیره نمی‌شود.
key-basis-orders = سفارش‌ها
key-basis-browsing = بازدیدها و کلیک‌ها
key-basis-other = بقیهٔ رویدادها
key-created = زمان ساخت
key-last-used = آخرین استفاده
key-create = ساختن کلید
key-made-title = این کلید شماست
key-made-text = همین حالا کپی‌اش کنید. ذخیره نمی‌شود و دوباره نشان داده نخواهد شد.
key-secret-title = و این رمزِ همراه آن است
key-secret-text = فقط برای سرور شما. سرورتان با آن شناسهٔ مشتریانی را که وارد شده‌اند امضا می‌کند (HMAC-SHA256) تا انتخاب‌های دوران بازدیدشان به حساب خودشان بیاید. هرگز آن را در صفحه‌ای نگذارید. فرمان «amana key secret» آن را دوباره نشان می‌دهد.
key-revoke = باطل کردن
key-revoke-title = کلید «{ $name }» باطل شود؟
key-revoke-text = از همان لحظه، درخواست هر کسی که از آن استفاده کند رد می‌شود. این کار برگشت ندارد؛ هر وقت بخواهید می‌توانید کلید جدیدی بسازید.
key-revoke-now = باطل کردن کلید
key-revoked = کلید باطل شد.
key-revoked-now = کلید باطل شد و از این پس درخواست هر کسی که از آن استفاده کند رد می‌شود.
key-revoked-on = باطل‌شده در { $date }
keys-empty = هنوز کلیدی ندارید
keys-empty-text = برای سایت یا سرورتان کلیدی بسازید تا نخستین رویداد برسد.
key-try = امتحان کنید
key-try-text = این فرمان یک رویداد می‌فرستد که همان لحظه در «رویدادهای زنده» دیده می‌شود.

## E-mail

settings-email = ایمیل
settings-email-text = پیام‌ها را سرور ایمیل خودتان می‌رساند.
smtp-host = سرور ایمیل
smtp-host-hint = مانند ‎mail.example.com‎.
smtp-port = پورت
smtp-security = رمزنگاری
smtp-security-starttls = STARTTLS (معمولاً پورت ۵۸۷)
smtp-security-tls = TLS از آغاز (معمولاً پورت ۴۶۵)
smtp-security-none = بدون رمزنگاری (فقط برای سروری روی همین دستگاه)
smtp-user = نام کاربری
smtp-password = گذرواژه
smtp-password-kept = گذرواژه ذخیره شده است. برای نگه داشتن همان، این فیلد را خالی بگذارید.
smtp-from-address = نشانی ایمیل فرستنده
smtp-from-name = نام فرستنده
smtp-reply-to = نشانی پاسخ‌ها
smtp-from-environment = این مقدار را متغیر { $variable } تعیین می‌کند و از اینجا نمی‌توان تغییرش داد.
smtp-not-set = سرور ایمیل معرفی نشده است، پس پیامی بیرون نمی‌رود.
smtp-test = ارسال آزمایشی
smtp-test-to = به نشانی
smtp-test-text = همین حالا یک پیام فرستاده می‌شود تا معلوم شود همه‌چیز کار می‌کند.
smtp-test-text-folder = همین حالا یک پیام در پوشه نوشته می‌شود و به دست کسی نمی‌رسد.
smtp-test-caught = پیام آزمایشی در پوشه نوشته شد
smtp-test-sent = سرور ایمیل آن را در { $span } تحویل گرفت. صندوق ایمیلتان را ببینید.
smtp-test-failed = سرور ایمیل آن را نپذیرفت: { $reason }
smtp-caught = ایمیل‌ها در پوشه‌ای روی همین دستگاه ذخیره می‌شوند و از آن بیرون نمی‌روند.
dkim-title = امضای DKIM
dkim-text = امضا به سرورهای دیگر ثابت می‌کند که پیام‌ها از شماست. کلیدی بسازید، رکوردش را در DNS ثبت کنید و سپس امضا را روشن کنید.
dkim-on = امضای پیام‌ها
dkim-domain = دامنه
dkim-selector = سلکتور
dkim-record-name = نام رکورد DNS (از نوع TXT)
dkim-record-value = مقدار آن
dkim-make = ساختن کلید امضا
dkim-active = پیام‌ها امضا می‌شوند.
dkim-inactive = پیام‌ها هنوز امضا نمی‌شوند.

## People

staff-title = چه کسانی اینجا کار می‌کنند
staff-name = نام
staff-email = ایمیل
staff-team = تیم
staff-last-seen = آخرین ورود
staff-add = دعوت از همکار
staff-password-new = گذرواژهٔ جدید
staff-password-old = گذرواژهٔ کنونی
staff-password-changed = گذرواژه تغییر کرد و همهٔ نشست‌های دیگر پایان یافت.

## About

about-version = نسخه
about-database = پایگاه داده
about-database-sqlite = داخلی، در { $folder }
about-database-postgres = PostgreSQL
about-started = آغاز اجرا
about-journal = رویدادهای ذخیره‌شده
about-size = حجم روی دیسک
about-backup = آخرین نسخهٔ پشتیبان
about-backup-none = هنوز نسخهٔ پشتیبان ندارید. با این فرمان بسازید: { $command }

settings-tab-rules = پیام‌های خودکار
settings-show-toman = نمایش مبلغ‌های ریالی به تومان
settings-show-toman-hint = هر ده ریال یک تومان است. مبلغ‌ها در هر حال به ریال ذخیره می‌شوند.
settings-sender = فرستندهٔ پیام‌ها
settings-sender-text = آنچه مشتریان در پیام‌های فروشگاه می‌بینند.
settings-sender-name-hint = اگر با نام فروشگاه فرق دارد.
settings-sender-email-hint = یک نشانی از دامنهٔ خودتان، تا پیام‌ها برسند و پاسخ‌ها به دستتان برسد.
settings-keys-title = چه کسی اجازهٔ فرستادن و خواندن دارد؟
key-basis-orders-hint = خرید، بازپرداخت و ارسال کالا.
key-basis-browsing-hint = صفحه‌ها، کالاهای دیده‌شده، سبدها و جست‌وجوها.
key-basis-profile = مشخصات مشتری
key-basis-profile-hint = نام، نشانی، زبان و دیگر اطلاعات پروفایل.
key-basis-other-hint = رویدادهای خودتان با هر نامی.
key-basis-which = کدام مبنا درست است؟
basis-contract-hint = برای انجام آنچه مشتری خواسته لازم است: خود سفارش، پرداخت و تحویل آن.
basis-consent-hint = خود شخص با آن موافقت کرده است. بدون موافقت، یا پس از پس گرفتن آن، چیزی ذخیره نمی‌شود.
basis-legal-obligation-hint = قانون شما را به نگهداری آن ملزم می‌کند؛ مثلاً فاکتورها.
basis-legitimate-interest-hint = منافع شما در آن بر منافع مشتری می‌چربد و دلیلش را نوشته‌اید. مشتری می‌تواند اعتراض کند.
basis-none-hint = این نوع رویدادها هنگام رسیدن ذخیره نمی‌شوند و فقط شمرده می‌شوند.
key-new-title = کلید جدید برای چیست؟
key-made-heading = کلید ساخته شد
key-made-done = کپی‌اش کردم
key-try-read-text = این فرمان آمار فروشگاه را می‌گیرد.
settings-email-title = ایمیل‌هایتان می‌رسد؟
settings-email-open = راه‌اندازی ایمیل
smtp-server-title = سرور ایمیل
smtp-port-wrong = پورت عددی از ۱ تا ۶۵۵۳۵ است؛ بیشتر وقت‌ها ۵۸۷.
smtp-login-wrong = در نام کاربری و گذرواژه نباید شکست خط یا نویسهٔ کنترلی باشد.
smtp-password-missing = نام کاربری به گذرواژه نیاز دارد.
smtp-security-offered = STARTTLS اگر سرور پشتیبانی کند
smtp-state-none = هنوز سرور ایمیل ندارید
smtp-state-folder = ایمیل‌ها روی همین دستگاه می‌مانند
smtp-state-set = سرور ایمیل تنظیم شده است
smtp-test-no-sender = هنوز نشانی فرستنده تعیین نشده است. آن را در بخش «فروشگاه» بنویسید.
smtp-test-not-written = پیام آزمایشی نوشته نشد. دلیلش در لاگ برنامه است.
smtp-test-nothing = چیزی فرستاده نشد
smtp-test-uncertain = ارتباط پیش از رسیدن پاسخ قطع شد. شاید پیام رسیده باشد.
smtp-test-at-connect = سرور ایمیل در دسترس نبود یا ورود را نپذیرفت
smtp-test-at-sender = سرور ایمیل نشانی فرستنده را نپذیرفت
smtp-test-at-recipient = سرور ایمیل نشانی گیرنده را نپذیرفت
smtp-test-at-message = سرور ایمیل خود پیام را نپذیرفت
smtp-test-letter-subject = پیام آزمایشی از فروشگاه شما
smtp-test-letter-title = درست کار می‌کند
smtp-test-letter-text = اگر این را می‌خوانید، پیام‌ها به مشتریانتان می‌رسد.
dkim-make-another = ساختن کلیدی دیگر
dkim-unreadable = کلید امضا باز نمی‌شود
dkim-unreadable-text = با کلید اصلی دیگری رمزنگاری شده است. کلید جدیدی بسازید و رکوردش را ثبت کنید.
dkim-switch-on = رکورد را ثبت کردم؛ از حالا امضا شود
dkim-switch-off = توقف امضا
dkim-domain-hint = دامنهٔ نشانی فرستنده.
dkim-selector-hint = نامی برای این کلید، تا کلید بعدی کنارش جا بگیرد.
dkim-domain-wrong = این دامنه درست نیست. نمونهٔ درست: ‎shop.example.com‎.
dkim-selector-wrong = سلکتور فقط می‌تواند حرف لاتین، رقم، نقطه و خط تیره داشته باشد.
rules-state = برنامه دو پیام خودکار دارد. اجازهٔ مشتری در لحظهٔ ارسال هر پیام دوباره بررسی می‌شود.
rules-preview-language = پیش‌نمایش به
rule-switch = ارسال خودکار

## Retention

settings-saved-orders = ذخیره شد. قانون کشور جدید زمان کوتاه‌تری می‌خواهد؛ برای همین سفارش‌ها به همان مدتِ پیشین نگه داشته می‌شوند. آن را می‌توانید در «مدت نگهداری» تغییر دهید.
settings-tab-retention = مدت نگهداری
retention-title = اطلاعات تا کی نگه داشته می‌شود؟
retention-state = هر رویداد با پایان مدتش حذف می‌شود و فقط جمع‌های روزانه می‌ماند.
retention-orders-law = سفارش‌ها مطابق قانون کشور شما ({ $country }) به مدت { $span } نگه داشته می‌شوند.
retention-orders-no-law = سفارش‌ها به مدت { $span } نگه داشته می‌شوند. برنامه از قانون کشور شما ({ $country }) خبر ندارد؛ از مشاورتان بپرسید.
retention-orders-no-country = سفارش‌ها تا حذف کامل اطلاعات مشتری نگه داشته می‌شوند، چون کشور فروشگاه تعیین نشده است.
retention-set-country = تعیین کشور
retention-orders-set = سفارش‌ها دست‌کم { $span } نگه داشته می‌شوند.
retention-orders-always = سفارش‌ها تا حذف کامل اطلاعات مشتری نگه داشته می‌شوند.
retention-browsing-set = بازدیدها و کلیک‌ها حداکثر { $span } نگه داشته می‌شوند.
retention-browsing-always = بازدیدها و کلیک‌ها تا حذف کامل اطلاعات مشتری نگه داشته می‌شوند.
retention-profile-set = تغییرات پروفایل مشتری حداکثر { $span } نگه داشته می‌شود.
retention-profile-always = تغییرات پروفایل مشتری تا حذف کامل اطلاعات او نگه داشته می‌شود.
retention-profile-hint = چه چیزی در پروفایل تغییر کرده و چه زمانی. خود پروفایل می‌ماند.
retention-other-set = بقیهٔ رویدادها حداکثر { $span } نگه داشته می‌شوند.
retention-other-always = بقیهٔ رویدادها تا حذف کامل اطلاعات مشتری نگه داشته می‌شوند.
retention-span-years = { $count ->
    [one] { $count } سال
   *[other] { $count } سال
}
retention-span-months = { $count ->
    [one] { $count } ماه
   *[other] { $count } ماه
}
retention-years = مدت به سال
retention-months = مدت به ماه
retention-empty = برای مدت معمول، یعنی { $span }، این فیلد را خالی بگذارید.
retention-empty-law = برای مدت قانونی، یعنی { $span }، این فیلد را خالی بگذارید.
retention-empty-country = اگر خالی بماند، پس از تعیین کشور مدت قانونی آن به کار می‌رود.
retention-empty-always = برای نگهداری تا حذف کامل اطلاعات مشتری، این فیلد را خالی بگذارید.
retention-always = نگهداری تا حذف کامل اطلاعات مشتری
retention-years-wrong = { $what }: عددی صحیح از { $min } تا { $max } (سال) بنویسید یا فیلد را خالی بگذارید.
retention-months-wrong = { $what }: عددی صحیح از { $min } تا { $max } (ماه) بنویسید یا فیلد را خالی بگذارید.
retention-both = { $what }: یا عددی بنویسید یا «نگهداری تا حذف کامل اطلاعات مشتری» را انتخاب کنید، نه هر دو.
retention-warning = اگر مدت را کوتاه کنید، هر چه قدیمی‌تر باشد برای همیشه حذف می‌شود. پیش از آن از شما می‌پرسیم.
retention-below-law = این مدت از مدت قانونی کوتاه‌تر است
retention-below-law-text = قانون کشور شما ({ $country }) نگهداری دست‌کم { $span } را لازم می‌داند.
retention-ask-title = رویدادهای قدیمی‌تر حذف شوند؟
retention-ask-text = هنوز چیزی ذخیره نشده است. اگر ادامه دهید، موارد زیر ظرف یک روز حذف می‌شوند و این کار برگشت ندارد. فقط جمع‌های روزانه می‌ماند.
retention-ask-line = مدت نگهداری از این پس: { $span }. هر چه پیش از { $date } رخ داده حذف می‌شود.
retention-ask-now = ذخیره و حذف قدیمی‌ترها
retention-after = پس از پایان مدت
retention-after-months = مدت با ماه‌های کامل میلادی (به وقت جهانی) حساب می‌شود. سفارش‌ها دست‌کم این مدت و بقیه حداکثر این مدت می‌مانند.
retention-after-gone = رویدادها ظرف یک روز از همهٔ فایل‌ها و از صفحهٔ مشتری پاک می‌شوند.
retention-after-sums = فقط جمع‌های روزانه می‌ماند: چند رویداد بوده، چه مبلغی خرج شده و به چه واحد پولی. این جمع‌ها دربارهٔ هیچ شخصی چیزی نمی‌گویند.
retention-after-backups = نسخه‌های پشتیبان قبلی هنوز این رویدادها را دارند. آن‌ها را خودتان حذف کنید.
retention-after-law = آنچه اینجا دربارهٔ قانون آمده مشاورهٔ حقوقی نیست؛ حرف آخر با مشاور شماست.
retention-log = آنچه حذف شده
retention-log-text = چون مدتش تمام شده یا اطلاعات یک مشتری به‌طور کامل حذف شده است.
retention-log-day = روز
retention-log-events = رویدادها
retention-log-none = هنوز چیزی حذف نشده است.
