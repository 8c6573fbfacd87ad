# When marketing may go out, and what waits or is withheld because of it.

settings-tab-sending = قاعده‌های ارسال
audit-subject-sending = قاعده‌های ارسال
sending-title = پیام‌های تبلیغاتی کی فرستاده شوند؟
sending-state = این محدودیت‌ها فقط برای پیام‌های تبلیغاتی است. پیام‌های سفارش و آن‌چه حق مشتری است همیشه بی‌درنگ فرستاده می‌شود.

sending-caps = تعداد پیام برای هر مشتری
sending-email = تعداد ایمیل برای هر مشتری
sending-caps-hint = هر مشتری در هر بازه‌ای به این طول، از هر وقت که شروع شود، حداکثر چند ایمیل تبلیغاتی می‌گیرد. خالی یعنی بی‌محدودیت. بسیاری از فروشگاه‌ها با ۱ ایمیل در ۲۴ ساعت و ۳ ایمیل در ۷ روز شروع می‌کنند.
sending-total = همهٔ کانال‌ها با هم
sending-total-hint = مثل بالا، پیام از هر راهی که برود. فعلاً همهٔ پیام‌ها ایمیل هستند.
sending-window-day = در ۲۴ ساعت
sending-window-days = در { $count } روز
sending-number-wrong = عددی صحیح از ۱ تا { $max }.

sending-quiet = ساعت‌های سکوت برای ایمیل
sending-quiet-hint = به وقت محل هر مشتری؛ اگر آن را ندانیم، به وقت فروشگاه شما ({ $zone }). بیشتر فروشگاه‌ها ساعتی تعیین نمی‌کنند: ایمیل کسی را بیدار نمی‌کند و قانونی نمی‌شناسیم که برایش ساعت گذاشته باشد.
sending-quiet-from = از
sending-quiet-until = تا
sending-quiet-none = هیچ
sending-quiet-half = هر دو ساعت را انتخاب کنید، یا برای هر دو «هیچ» را.
sending-quiet-same = پایان ساعت‌های سکوت باید با آغازش فرق داشته باشد.

sending-fatigue = پیام کمتر برای کسانی که واکنشی نشان نمی‌دهند
sending-fatigue-hint = واکنش یعنی سفارش، باز کردن پیوندی از یک نامه، یا باز کردن نامه از سوی کسی که اجازه داده از آن باخبر شوید. پس از آن، پیام‌ها مثل قبل می‌آید.
sending-fatigue-switch = به مشتریانی که واکنشی نشان نمی‌دهند کمتر پیام فرستاده شود
sending-fatigue-why = سرویس‌های ایمیل هر فروشگاه را از روی واکنش خوانندگانش می‌سنجند، و نشانی‌هایی که دیگر کسی نمی‌خواند به تلهٔ فرستندگان تبدیل می‌شود.
sending-fatigue-letters = پس از این تعداد پیام تبلیغاتی
sending-fatigue-within = که در این تعداد روز فرستاده شده
sending-fatigue-one-in = حداکثر یک پیام در این تعداد روز

sending-days-off = روزهای بی‌تبلیغ
sending-days-off-hint = تعطیلی‌ها یا روزهای سوگواری، به تاریخ محل هر مشتری.
sending-day = روز
sending-day-add = افزودن روز
sending-day-remove = برداشتن
sending-day-wrong = روزی از امروز به بعد را انتخاب کنید.
sending-days-full = حداکثر { $max } روز. اول یکی را بردارید.

sending-effect = اثر این محدودیت‌ها
sending-effect-waiting = اکنون منتظر
sending-effect-withheld = ارسال‌نشده در ۳۰ روز گذشته
sending-effect-none = پیامی به‌خاطر آن‌ها منتظر نیست و در ۳۰ روز گذشته هم پیامی دیر نشده است.
sending-effect-link = دیدن پیام‌های منتظر

sending-longest = هر پیام تا کی می‌تواند بماند
sending-longest-hint = پیامی که نگه داشته شود در نخستین لحظهٔ مجاز فرستاده می‌شود. اگر آن لحظه دیرتر از این باشد، دیگر به کار نمی‌آید و فرستاده نمی‌شود.
sending-days = { $count } روز
sending-own-cart = قالب‌های خودتان دربارهٔ سبد یا کالا
sending-own-customer = قالب‌های خودتان برای مشتریان
sending-own-order = قالب‌های خودتان دربارهٔ سفارش

sending-law = ساعت‌هایی که قانون تعیین کرده
sending-law-hint = برای تبلیغ با پیامک، بر پایهٔ کشور شمارهٔ هر مشتری.
sending-law-country = کشور
sending-law-closed = بسته
sending-law-authority = نهاد ناظر
sending-law-elsewhere = جاهای دیگر
sending-law-hours = از { $from } تا { $until }
sending-law-holidays = تعطیلی‌های رسمی: در «روزهای بی‌تبلیغ» واردشان کنید

state-postponed = به‌تعویق‌افتاده
state-postponed-hint = در نخستین لحظهٔ مجاز فرستاده می‌شود.
message-postponed-until = تا { $when }: { $why }
message-postponed-at = نخستین تعویق
journey-postponed = نامه‌های منتظر

withheld-wait-cap = مشتری به تعدادی که اجازه داده‌اید پیام گرفته است
withheld-wait-cap-hint = همین که محدودیت اجازه دهد فرستاده می‌شود. محدودیت در تنظیمات، بخش «قاعده‌های ارسال»، آمده است.
withheld-wait-quiet-hours = ساعت‌های سکوت در محل مشتری
withheld-wait-quiet-hours-hint = وقتی تمام شود فرستاده می‌شود. این ساعت‌ها در تنظیمات، بخش «قاعده‌های ارسال»، آمده است.
withheld-wait-day-off = روز بی‌تبلیغ
withheld-wait-day-off-hint = روز بعد فرستاده می‌شود. این روزها در تنظیمات، بخش «قاعده‌های ارسال»، آمده است.
withheld-wait-country = قانون کشور مشتری در این ساعت اجازه نمی‌دهد
withheld-wait-country-hint = وقتی قانون اجازه دهد فرستاده می‌شود.
withheld-wait-fatigue = پیام‌های زیاد و بی‌واکنش
withheld-wait-fatigue-hint = تا این مشتری سفارشی ندهد یا پیوند یا نامه‌ای را باز نکند، کمتر پیام می‌گیرد.
withheld-wait-frequency = مشتری به تعدادی که خودش خواسته پیام گرفته است
withheld-wait-frequency-hint = وقتی نوبت پیام بعدی او برسد فرستاده می‌شود: خودش خواسته است حداکثر هفته‌ای یا ماهی یک پیام بگیرد.
withheld-wait-turn = منتظر نوبت خود است
withheld-wait-turn-hint = کمپین در هر ساعت حداکثر تعداد معینی پیام می‌فرستد و پیام‌های به‌تعویق‌افتاده هم جزو آن است.
withheld-late-cap = تا محدودیت اجازه دهد دیر می‌شود
withheld-late-cap-hint = مشتری به تعدادی که اجازه داده‌اید پیام گرفته بود و این یکی دیگر به کارش نمی‌آمد.
withheld-late-quiet-hours = تا پایان ساعت‌های سکوت دیر می‌شود
withheld-late-quiet-hours-hint = دیگر به کارش نمی‌آمد.
withheld-late-day-off = تا پایان روزهای بی‌تبلیغ دیر می‌شود
withheld-late-day-off-hint = دیگر به کارش نمی‌آمد.
withheld-late-country = تا ساعتی که قانون اجازه دهد دیر می‌شود
withheld-late-country-hint = دیگر به کارش نمی‌آمد.
withheld-late-fatigue = دیر شد: این مشتری کمتر پیام می‌گیرد
withheld-late-fatigue-hint = پیام‌های زیادی گرفت و واکنشی نشان نداد.
withheld-late-frequency = تا نوبت پیام بعدی مشتری دیر می‌شود
withheld-late-frequency-hint = مشتری پیام کمتری خواسته بود و این یکی دیگر به کارش نمی‌آمد.
