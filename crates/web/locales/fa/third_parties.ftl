# طرف‌های ثالث در سایت خود فروشگاه.

third-title = چه کسان دیگری از بازدید باخبر می‌شوند؟
third-nav = طرف‌های ثالث
third-state-now = { $count ->
    [0] پیش از موافقت بازدیدکننده، هیچ‌کس دیگر
    [one] پیش از موافقت بازدیدکننده، یک طرف ثالث
   *[other] پیش از موافقت بازدیدکننده، { $count } طرف ثالث
  }
third-state-trackers = { $count ->
    [0] هیچ‌کدام مردم را دنبال نمی‌کنند
    [one] یکی از آن‌ها مردم را دنبال می‌کند
   *[other] { $count } تا از آن‌ها مردم را دنبال می‌کنند
  }
third-state-none = هنوز بررسی نشده
third-looked = آخرین بررسی
third-scan-now = همین حالا بررسی کن
third-asked = بررسی صفحه‌ها درخواست شد. تا یک دقیقه طول می‌کشد؛ بعد این صفحه را دوباره باز کنید.
third-waits = بررسی صفحه‌های شما به‌زودی آغاز می‌شود. تا یک دقیقه طول می‌کشد؛ بعد این صفحه را دوباره باز کنید.
third-reload = باز کردن دوباره

third-empty-title = ببینید پیش از موافقت بازدیدکنندگان، چه کسانی از آمدنشان باخبر می‌شوند
third-empty-text = نشانی سایت فروشگاهتان را بنویسید. امانت هفته‌ای یک بار صفحهٔ نخست و حداکثر نه صفحهٔ دیگر را می‌خواند، با هیچ‌چیز موافقت نمی‌کند، و همهٔ کسان دیگری را که آن صفحه‌ها سراغشان می‌روند همراه با کوکی‌هایی که می‌گذارند فهرست می‌کند. این فهرست باید کوتاه‌تر شود.
third-site = نشانی فروشگاه شما
third-site-hint = صفحه‌ای که بازدیدکنندگان به آن می‌رسند، مانند https://shop.example. برای پایان دادن به بررسی، خالی بگذارید.
third-site-wrong = یک نشانی وب عمومی بنویسید، مانند https://shop.example
third-site-title = سایت
third-site-save = ذخیره و بررسی

third-chart = طرف‌های ثالث در گذر زمان
third-chart-follow = مردم را دنبال می‌کنند
third-chart-others = دیگران
third-reading-fewer = اکنون { $now } تا؛ پیش‌تر { $from } تا، در { $date }.
third-reading-same = { $count ->
    [0] در آخرین بررسی هیچ‌کس.
    [one] در آخرین بررسی یکی.
   *[other] در آخرین بررسی { $count } تا.
  }
third-shrank = فهرست کوتاه‌تر شده است
third-shrank-text = در { $date } صفحه‌های شما پیش از هر موافقتی سراغ { $from ->
    [one] یک طرف ثالث
   *[other] { $from } طرف ثالث
  } می‌رفتند. اکنون { $now } تاست.

third-now = اکنون هستند
third-now-none = صفحه‌های شما پیش از موافقت بازدیدکننده سراغ هیچ‌کس دیگر نمی‌روند. آنچه بررسی نمی‌بیند در کنار گفته شده است.
third-who = چه کسی
third-what-for = برای چه
third-how = چگونه
third-where = کجا
third-since = از
third-gone = دیگر نیستند
third-gone-at = نیست از
third-gone-none = هنوز هیچ‌کس از فهرست بیرون نرفته است.
third-unknown = امانت آن را نمی‌شناسد: میزبان شرکتی دیگر، یا نشانی دیگری از خود شما
third-hosts = میزبان‌ها

third-cookies = کوکی‌ها پیش از هر موافقت
third-cookies-none = هیچ‌یک از پاسخ‌ها کوکی نگذاشت.
third-cookie = کوکی
third-cookie-of = از آنِ
third-cookie-own = سایت شما
third-cookie-other = سایتی دیگر
third-cookie-lasts = ماندگاری
third-cookie-window = تا بسته شدن پنجره
third-cookie-days = { $count ->
    [one] یک روز
   *[other] { $count } روز
  }
third-cookie-hours = { $count ->
    [one] یک ساعت
   *[other] { $count } ساعت
  }
third-cookie-guards = محافظت
third-cookie-no-guards = ندارد

third-facts = صفحه‌ها دیگر چه می‌گویند
third-tool = ابزار موافقت
third-tool-none = ابزاری که امانت بشناسد نیست
third-held = منتظر موافقت
third-held-none = چیزی دیده نشد
third-gpc = کنترل جهانی حریم خصوصی (GPC)
third-gpc-yes = سایت می‌گوید که به آن پایبند است
third-gpc-no = سایت نمی‌گوید که به آن پایبند است
third-policy = محدودیت اسکریپت‌ها
third-policy-missing = ندارد: هر اسکریپتی از هر جا می‌تواند بیاید
third-policy-open = سیاستی هست، اما اسکریپت از هر جا می‌تواند بیاید
third-policy-limits = اسکریپت‌ها تنها از جاهای نام‌برده می‌آیند
third-pages = صفحه‌های خوانده‌شده
third-changes = چه چیزی تغییر کرد
third-changes-none = از بررسی پیشین تا کنون هیچ.
third-came = تازه
third-went = رفته

third-blind = آنچه این بررسی نمی‌بیند
third-blind-scripts = آنچه اسکریپت‌ها هنگام اجرا بار می‌کنند و کوکی‌هایی که خودشان می‌گذارند. تنها یک مدیر برچسب می‌تواند ده‌ها طرف دیگر بیاورد.
third-blind-pages = صفحه‌های پس از ورود یا خرید، و آنچه بسته به کشور، دستگاه یا بازدیدکننده فرق می‌کند.
third-blind-tools = ابزار موافقتی که اسکریپت‌های دیگر را هنگام باز شدن صفحه نگه می‌دارد: آن‌ها این‌جا فهرست می‌شوند، هرچند شاید ابزار جلویشان را بگیرد.
third-blind-server = داده‌هایی که سرورهای شما خودشان به دیگران می‌دهند.
third-blind-so = پس فهرست کوتاه چیزی را ثابت نمی‌کند؛ فهرست بلند چرا.

third-failed = آخرین بررسی به جایی نرسید
third-failed-text = { $why } آنچه در زیر می‌بینید از بررسی پیشین است؛ امانت ظرف یک روز دوباره تلاش می‌کند.
third-problem-refused = این نشانی‌ای نیست که امانت سراغش برود.
third-problem-not-public = این نشانی به اینترنت عمومی نمی‌رسد.
third-problem-not-found = میزبانی با این نام نیست.
third-problem-unreachable = سایت در دسترس نیست.
third-problem-insecure = به گواهی سایت نمی‌توان اعتماد کرد.
third-problem-too-slow = سایت خیلی دیر پاسخ داد.
third-problem-too-many-redirects = این نشانی پیوسته به جای دیگری می‌فرستد و به جایی نمی‌رسد.
third-problem-unreadable = پاسخ سایت خواندنی نیست.
third-problem-status = سایت با خطا پاسخ داد ({ $status }). شاید برنامه‌هایی را که مرورگر نیستند راه نمی‌دهد.
third-problem-not-html = صفحه نیست.
third-problem-page-status = خطای { $status }

third-use-advertising = تبلیغات
third-use-analytics = آمار بازدید
third-use-recording = ضبط بازدید
third-use-marketing = پیام‌های بازاریابی
third-use-social = شبکهٔ اجتماعی
third-use-tag-manager = بارکنندهٔ اسکریپت
third-use-experiments = آزمایش
third-use-chat = گفت‌وگو
third-use-video = ویدیو
third-use-maps = نقشه
third-use-content = فایل و قلم
third-use-forms = فرم
third-use-reviews = نظرها
third-use-payment = پرداخت
third-use-shop = سامانهٔ فروشگاه
third-use-trust-mark = نشان اعتماد
third-use-security = محافظت در برابر ربات‌ها
third-use-monitoring = پایش خطاها
third-use-consent = ابزار موافقت
third-use-unknown = ناشناخته

third-way-script = اسکریپت
third-way-loader = اسکریپت خود صفحه بارش می‌کند
third-way-frame = قاب
third-way-image = تصویر
third-way-style = برگهٔ سبک
third-way-media = رسانه
third-way-preload = اتصال پیشاپیش
third-way-redirect = هدایت به جای دیگر
