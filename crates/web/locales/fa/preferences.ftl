## Which messages come: in the privacy centre, and behind the link at a message's foot

privacy-nav-messages = پیام‌ها
preferences-title = { $store } چه پیام‌هایی برایتان بفرستد؟
preferences-state = خبرها و پیشنهادها فقط به اندازه و در موضوع‌هایی که خودتان می‌خواهید. هر تغییر بی‌درنگ اجرا می‌شود.
preferences-channels = از چه راهی
preferences-frequency = چند وقت یک بار
preferences-frequency-every = همهٔ پیام‌ها
preferences-frequency-weekly = حداکثر هفته‌ای یک پیام
preferences-frequency-monthly = حداکثر ماهی یک پیام
preferences-topics = دربارهٔ چه چیزهایی
preferences-topics-hint = تیک آن‌چه را برایتان جالب نیست بردارید.
preferences-pause = توقف موقت
preferences-pause-hint = تا پایان این مدت هیچ خبری نمی‌گیرید و بعد خودبه‌خود از سر گرفته می‌شود.
preferences-pause-none = بدون توقف
preferences-pause-until = همان که هست: تا { $date }
preferences-pause-days = { $days ->
    [one] توقف برای { $days } روز
   *[other] توقف برای { $days } روز
}
preferences-paused = پیام‌ها موقتاً متوقف است
preferences-paused-text = تا { $date } هیچ خبری نمی‌گیرید و از آن روز خودبه‌خود از سر گرفته می‌شود.
preferences-resume = پایان دادن به توقف
preferences-leave = لغو دریافت همهٔ پیام‌ها
preferences-out = خبرنامهٔ { $store } برایتان ایمیل نمی‌شود
preferences-out-link = اگر دوباره می‌خواهید
preferences-centre = هر چه دربارهٔ شما می‌دانیم

## After unsubscribing

unsubscribe-instead = پیام کمتر چطور است؟
unsubscribe-instead-text = دریافت پیام‌ها لغو شد. اگر فقط زیاد بود، می‌توانید به‌جای آن پیام کمتری بگیرید؛ وگرنه کار دیگری لازم نیست.
unsubscribe-fewer-weekly = حداکثر هفته‌ای یک پیام می‌گیرید.
unsubscribe-fewer-monthly = حداکثر ماهی یک پیام می‌گیرید.
unsubscribe-more-choices = انتخاب موضوع‌ها

## Why a message was not sent

withheld-on-pause = مشتری پیام‌ها را موقتاً متوقف کرده است
withheld-on-pause-hint = تا روزی که خودش انتخاب کرده پیام تبلیغاتی نمی‌خواهد و بعد خودبه‌خود از سر گرفته می‌شود.
withheld-topic-off = مشتری این موضوع را خاموش کرده است
withheld-topic-off-hint = دربارهٔ آن پیامی نمی‌خواهد.
withheld-frequency = مشتری پیام کمتری می‌خواهد
withheld-frequency-hint = به اندازه‌ای که خواسته بود در این هفته یا ماه پیام گرفته است.

event-message-preferences-updated = تغییر ترجیح‌های پیام
via-message-link = با پیوند پایین یک پیام

## Settings, Consent

settings-tab-consent = موافقت
audit-subject-consent = آن‌چه از مشتریان خواسته می‌شود
asking-title = از مشتریانتان چه می‌خواهید؟
asking-state = در کشور شما از کسی که نه بگوید تا شش ماه دوباره پرسیده نمی‌شود.
asking-state-year = در کشور شما از کسی که نه بگوید تا یک سال دوباره پرسیده نمی‌شود.
asking-none = هیچ
asking-purposes = اطلاعات مشتریان را برای چه به کار می‌برید؟
asking-purposes-text = مشتریان هدف‌هایی را که این‌جا علامت خورده می‌بینند و فقط دربارهٔ همان‌ها از آنان پرسیده می‌شود. موافقت با هدف دیگری ثبت نمی‌شود. آن‌چه مشتری پیش‌تر درباره‌اش تصمیم گرفته جلوی چشمش می‌ماند و می‌تواند پس بگیرد.
asking-purposes-unset = هنوز انتخاب نکرده‌اید: مشتریان همین هدف‌های علامت‌خورده را می‌بینند و هر چه سامانه‌های خودتان ثبت کنند پذیرفته می‌شود.
asking-confirm = تأیید با ایمیل
asking-confirm-text = هر کس در صفحه‌ای یا از راه سامانه‌های شما با دریافت خبرنامهٔ ایمیلی موافقت کند، نامه‌ای با یک پیوند می‌گیرد. موافقت از وقتی معتبر است که پیوند را بزند و هر دو تاریخ به‌عنوان مدرک نگه داشته می‌شود. یادآوری فرستاده نمی‌شود.
asking-confirm-law = قانون کشور شما این را می‌خواهد.
asking-confirm-switch = موافقت با ایمیل باید تأیید شود
topics-title = موضوع پیام‌های شما
topics-text = مشتریان موضوع‌ها را یکی‌یکی خاموش می‌کنند و بقیه را همچنان می‌گیرند.
topics-of-rules = هر پیام دربارهٔ چیست
topic-none = بدون موضوع
topic-add = افزودن موضوع یا تغییر نام آن
topic-key = نام کوتاه
topic-key-hint = برای سامانه‌های خودتان، با حروف کوچک لاتین. با تغییر نام‌ها عوض نمی‌شود: همان نام کوتاه، نام موضوع را تغییر می‌دهد.
topic-key-wrong = حداکثر { $max } نویسه از حروف کوچک لاتین، رقم، خط تیره یا زیرخط بنویسید.
topic-too-many = حداکثر { $max } موضوع ممکن است. نخست یکی را بردارید.
topic-name = نام به زبان { $language }
topic-save = ذخیرهٔ موضوع
topic-remove = برداشتن

## Double opt-in

privacy-confirm-title = خبرنامهٔ ایمیلی { $store }
privacy-confirm-text = می‌خواهید خبرهای { $store } به نشانی‌ای که این نامه به آن رسیده است فرستاده شود؟ هر وقت بخواهید با یک کلیک متوقفش می‌کنید.
privacy-confirm-yes = بله، می‌خواهم
privacy-confirm-no = اگر کاری نکنید، چیزی فرستاده نمی‌شود.
privacy-confirmed = سپاسگزاریم. از این پس خبرنامه را با ایمیل می‌گیرید و در هر پیام پیوندی برای توقف آن هست.
privacy-confirm-used = این موافقت پیش‌تر تأیید شده است. کار دیگری لازم نیست.
privacy-confirm-late = دیگر چیزی برای تأیید نیست: پیوند منقضی شده یا پس از آن «نه» گفته شده است. چیزی تغییر نکرد.
privacy-confirm-unused = فروشگاه دیگر چنین پیام‌هایی نمی‌فرستد، پس چیزی ثبت نشد.
via-double-opt-in = تأیید با پیوند یک نامه
event-opt-in-requested = درخواست تأیید خبرنامهٔ ایمیلی
template-confirm-consent = تأیید یک موافقت
rule-confirm-consent = نامه‌ای برای تأیید موافقت با ایمیل
rule-confirm-consent-text = هدف استفاده: الزامات قانونی. جایی که موافقت باید تأیید شود (تنظیمات، موافقت)، یک بار برای کسی فرستاده می‌شود که با خبرنامه موافقت کند. تبلیغی در آن نیست و جداگانه نمی‌توان آن را خاموش کرد.
