## What is asked for

request-kind-access = دیدن اطلاعاتم
request-kind-portability = دریافت اطلاعاتم برای بردن به جای دیگر
request-kind-correction = اصلاح
request-kind-restriction = نگه‌داری بدون استفاده
request-kind-objection = اعتراض
request-kind-erasure = حذف کامل
request-state-open = در دست بررسی
request-state-waiting-for-identity = در انتظار احراز هویت
request-state-extended = بیشتر طول می‌کشد
request-state-done = انجام شد
request-state-refused = پذیرفته نشد
request-state-withdrawn = پس گرفته شد
request-about-name = نام
request-about-email = نشانی ایمیل
request-about-phone = شمارهٔ تلفن
request-about-address = نشانی پستی
request-about-other = چیز دیگر
request-ground-accuracy = آنچه نگه داشته شده نادرست است و باید بررسی شود
request-ground-unlawful = نباید نگه داشته می‌شد، ولی نباید هم از بین برود
request-ground-claims = برای یک ادعای حقوقی لازم است
request-ground-objection = اعتراضی هنوز به نتیجه نرسیده است
law-own-rule = قانونی که برنامه بشناسد نیست: یک ماه، طبق قاعدهٔ خود فروشگاه
law-gdpr = مقررات عمومی حفاظت از دادهٔ اتحادیهٔ اروپا: یک ماه
law-uk-gdpr = قانون حفاظت از دادهٔ بریتانیا: یک ماه
law-saudi-pdpl = قانون حفاظت از داده‌های شخصی عربستان سعودی: ۳۰ روز
law-ccpa = قانون حریم خصوصی مصرف‌کنندهٔ کالیفرنیا: ۴۵ روز
request-via-privacy-centre = در مرکز حریم خصوصی
request-via-staff = کارکنان ثبت کرده‌اند
request-via-api = با رابط برنامه‌نویسی (API)
request-via-request = در پاسخ به یک درخواست
request-via-register = دوباره، پس از بازگرداندن نسخهٔ پشتیبان
request-via-test = در یک آزمایش
request-column-what = درخواست
request-column-opened = تاریخ درخواست
request-column-state = وضعیت
request-column-answer = پاسخ
request-column-due = مهلت پاسخ
request-column-answered = تاریخ پاسخ
request-column-customer = مشتری
request-column-to-tell = خبر دادن به دیگران

## In the privacy centre

privacy-nav-requests = درخواست‌ها
privacy-requests-title = از { $store } چه می‌توانید بخواهید؟
privacy-requests-state = به هر درخواست به‌موقع پاسخ داده می‌شود و در هر گام نامه‌ای می‌گیرید.
privacy-requests-mine = درخواست‌های من
request-answer-by = حداکثر تا { $date }
request-answered-on = در { $date }
request-take-back = پس گرفتن
request-lift = دوباره از اطلاعاتم استفاده شود
privacy-restricted = اطلاعاتتان نگه داشته می‌شود و از آن استفاده نمی‌شود
privacy-restricted-text = از { $date } هیچ تیمی آن را نمی‌بیند، هیچ قاعده‌ای آن را نمی‌خواند و بر پایهٔ آن پیامی فرستاده نمی‌شود؛ مگر آنچه طبق قانون حق شماست. با پایان آن، موافقت‌هایتان دوباره برقرار می‌شود.
privacy-restricted-until = در { $date } پایان می‌یابد.
privacy-correct = اصلاح اطلاعات
privacy-correct-text = بگویید درستش چیست. کسی در فروشگاه آن را بررسی می‌کند و نتیجه با نامه به شما می‌رسد.
privacy-correct-what = چه چیزی نادرست است
privacy-correct-what-hint = نشانی ایمیل را در حساب خود در فروشگاه تغییر دهید: پیوندهایتان به آن فرستاده می‌شود و برای همین فقط با یک فرم تغییر نمی‌کند.
privacy-correct-right = درستش چیست
privacy-correct-submit = درخواست اصلاح
privacy-object = اعتراض
privacy-object-text = این‌ها بر پایهٔ قرارداد یا نفع خود فروشگاه است، نه موافقت شما. اعتراضتان بی‌درنگ اثر می‌کند و لازم نیست دلیلی بیاورید.
privacy-object-which = به چه چیزی اعتراض دارید
privacy-object-orders = بدون آن، سفارش‌های باز فرستاده نمی‌شود.
privacy-object-why = دلیل شما
privacy-object-submit = ثبت اعتراض
privacy-object-choose = لطفاً مشخص کنید به چه چیزی اعتراض دارید. چیزی تغییر نکرد.
privacy-object-none = با اطلاعاتتان هیچ کاری نمی‌شود که با آن موافقت نکرده باشید. موافقت‌هایتان را می‌توانید در «انتخاب‌های شما» پس بگیرید.
privacy-restrict = نگه‌داری بدون استفاده
privacy-restrict-text = تا روشن شدن موضوع، اطلاعاتتان سر جایش می‌ماند و از آن استفاده نمی‌شود: هیچ تیمی آن را نمی‌بیند، هیچ قاعده‌ای آن را نمی‌خواند و بر پایهٔ آن پیامی فرستاده نمی‌شود. این بی‌درنگ اثر می‌کند.
privacy-restrict-why = دلیل
privacy-restrict-more = چیز دیگری که فروشگاه باید بداند
privacy-restrict-submit = توقف هر استفاده‌ای
privacy-request-taken = درخواستتان رسید. نامه‌ای برایتان در راه است.
privacy-request-back = پس گرفته شد.
privacy-request-many = آن‌قدر درخواست باز دارید که درخواست دیگری پذیرفته نمی‌شود. چیزی تغییر نکرد.
privacy-identity-title = این درخواست از شماست؟
privacy-identity-text = در { $date } از { $store } به نام شما درخواستی شده است: «{ $kind }».
privacy-identity-yes = بله، از من است
privacy-identity-no = نه، از من نیست
privacy-identity-known = سپاسگزاریم. حداکثر تا { $date } پاسخ می‌گیرید.
privacy-identity-denied = سپاسگزاریم که خبر دادید. درخواست بسته شد؛ نه چیزی نشان داده شد و نه چیزی تغییر کرد.
privacy-identity-over = این‌جا چیزی برای گفتن نمانده است: پیش‌تر گفته شده یا درخواست بسته شده است.

## In the letters

request-outcome-access = هر آنچه از شما نگه داشته می‌شود در صفحهٔ حریم خصوصی شما، در بخش «دریافت نسخه»، برای خواندن و دریافت آماده است.
request-outcome-portability = اطلاعاتتان در صفحهٔ حریم خصوصی شما، در بخش «دریافت نسخه»، به‌صورت فایلی است که برنامه‌های دیگر هم می‌خوانند.
request-outcome-correction = اصلاح شد.
request-outcome-restriction = اطلاعاتتان نگه داشته می‌شود و از آن استفاده نمی‌شود، تا وقتی که خودتان چیز دیگری بخواهید.
request-outcome-restriction-ends = موضوع روشن شد. از { $date } دوباره تا جایی که موافقت کرده‌اید از اطلاعاتتان استفاده می‌شود. هر وقت بخواهید می‌توانید دوباره درخواست بدهید.
request-outcome-objection = دیگر برای آن کار از اطلاعاتتان استفاده نمی‌شود.
request-outcome-erasure = هر آنچه از شما نگه می‌داریم تا ۲۴ ساعت دیگر به‌طور کامل حذف می‌شود. پس از آن، صفحهٔ زیر گواهی شماست. نشانی آن را نگه دارید؛ دیگر نمی‌توانیم برایتان نامه بنویسیم.
request-lifted-on = از { $date } دوباره تا جایی که موافقت کرده‌اید از اطلاعاتتان استفاده می‌شود.
template-request-received = درخواست شما
template-request-answered = پاسخ به درخواست شما
rule-request-received = رسید درخواست حریم خصوصی
rule-request-received-text = هدف استفاده: الزامات قانونی. وقتی درخواستی از مشتری برسد، یا برای پرسیدن این‌که درخواست از خود اوست، برایش فرستاده می‌شود و نمی‌توان آن را خاموش کرد.
rule-request-answered = پاسخ به درخواست حریم خصوصی
rule-request-answered-text = هدف استفاده: الزامات قانونی. به مشتری می‌گوید درخواستش چه شد، یا این‌که بیشتر طول می‌کشد. نمی‌توان آن را خاموش کرد.
event-privacy-request-received = رسیدن درخواست حریم خصوصی
event-privacy-request-answered = پاسخ به درخواست حریم خصوصی
withheld-restricted = مشتری می‌خواهد اطلاعاتش نگه داشته شود و از آن استفاده نشود
masked-restricted = به خواست مشتری نگه داشته می‌شود و از آن استفاده نمی‌شود
via-objection = با اعتراض
place-privacy-request = درخواست خودتان

## For the staff

privacy-tab-requests = درخواست‌ها
requests-title = مشتریان چه خواسته‌اند و مهلت پاسخ تا کی است؟
requests-state = درخواست‌های قانونی؛ آن‌هایی که مهلتشان نزدیک‌تر است بالاترند.
requests-state-overdue = { $count ->
    [one] مهلت یک درخواست گذشته است. همین امروز پاسخ دهید.
   *[other] مهلت { $count } درخواست گذشته است. همین امروز پاسخ دهید.
}
requests-open = در انتظار پاسخ
requests-none = چیزی در انتظار پاسخ نیست
requests-none-text = وقتی مشتری اصلاح، محدود کردن استفاده یا حذف اطلاعاتش را بخواهد، این‌جا با روزی که قانون پاسخ می‌خواهد دیده می‌شود.
requests-answered = پاسخ داده شده
requests-enter = ثبت درخواست
home-state-requests = { $count ->
    [one] مهلت پاسخ به یک درخواست مشتری تا یک هفتهٔ دیگر است
   *[other] مهلت پاسخ به { $count } درخواست مشتریان تا یک هفتهٔ دیگر است
}
request-overdue = { $count ->
    [one] یک روز از مهلت گذشته
   *[other] { $count } روز از مهلت گذشته
}
request-due-today = مهلت: امروز
request-due-in = { $count ->
    [one] مهلت: فردا
   *[other] مهلت: { $count } روز دیگر
}
request-to-tell = باید خبردار شوند
request-asked = متن درخواست
request-no-words = چیزی با آن نوشته نشده است.
request-words-gone = نوشته‌ها با اطلاعات مشتری حذف شده است.
request-was-told = به مشتری گفته شد:
request-facts = دربارهٔ این درخواست
request-came-by = از چه راهی رسید
request-law = قانون و مهلت
request-confirm-by = تأیید رسیدن، حداکثر تا
request-identity = چه کسی خواسته است
request-unverified = هنوز معلوم نیست
request-verified = خود مشتری، معلوم از { $date }
request-use = اطلاعات مشتری
request-use-restricted = نگه داشته می‌شود، استفاده نمی‌شود
request-erased = حذف شده است
request-identity-text = در { $date } با نامه‌ای به نشانی ثبت‌شدهٔ مشتری پرسیده شد که این درخواست از خود اوست یا نه. تا بله نگوید، کاری نمی‌شود کرد.
request-identity-again = فرستادن دوبارهٔ نامه
request-identity-known = می‌دانم چه کسی است
request-identity-note = فقط وقتی که خودتان دیده‌اید چه کسی است، مثلاً پشت پیشخوان. با نام شما ثبت می‌شود.
request-identity-asked = نامه در راه است.
request-identity-soon = در یک ساعت گذشته نامه‌ای فرستاده شده یا نامه‌ای لازم نیست. چیزی فرستاده نشد.
request-identity-checked = ثبت شد: درخواست از خود مشتری است.
request-answer = پاسخ
request-answer-which = به مشتری چه می‌گویید؟
request-answer-done = انجام شد
request-answer-refuse = نمی‌توانیم انجام دهیم
request-answer-extend = زمان بیشتری می‌خواهیم
request-answer-extend-hint = یک بار و با ذکر دلیل. قانون به همان اندازه، یا دو ماه دیگر، مهلت می‌دهد.
request-answer-lifts = پایان محدودیت، سه روز پس از نامه
request-reason = آنچه برای مشتری می‌نویسید
request-reason-hint = عیناً در نامه می‌آید؛ به زبان مشتری بنویسید. برای نپذیرفتن یا زمان بیشتر لازم است.
request-answer-submit = فرستادن پاسخ
request-answered = پاسخ داده شد. نامه برای مشتری در راه است.
request-done-hint-access = نامه به مشتری می‌گوید کجای صفحهٔ خودش همه را بخواند و دریافت کند.
request-done-hint-portability = نامه به مشتری می‌گوید فایل کجای صفحهٔ خودش است.
request-done-hint-correction = نام، شمارهٔ تلفن یا نشانی پستی همان‌طور که مشتری نوشته است این‌جا ثبت می‌شود. اول آن را در سامانهٔ خود فروشگاه اصلاح کنید، وگرنه پیام بعدی آن مقدار قدیمی را برمی‌گرداند.
request-done-hint-restriction = از زمان درخواست از چیزی استفاده نشده است. اگر موضوع روشن شده و استفاده می‌تواند ادامه یابد، گزینهٔ زیر را تیک بزنید.
request-done-hint-objection = اول مطمئن شوید هدفی که به آن اعتراض دارد، در بخش موافقت‌های صفحهٔ مشتری، بسته شده است.
request-done-hint-erasure = یک ساعت پس از نامه، همهٔ اطلاعات این مشتری حذف می‌شود. این کار برگشت ندارد.
request-not-closed = پیش‌تر پاسخ داده یا پس گرفته شده است. چیزی تغییر نکرد.
request-not-unverified = هنوز معلوم نیست درخواست از خود مشتری است. چیزی تغییر نکرد.
request-not-too-late = زمان بیشتر فقط یک بار و پیش از پایان مهلت اول داده می‌شود. چیزی تغییر نکرد.
request-not-no-reason = باید دلیل را به مشتری گفت. چیزی تغییر نکرد.
request-tell = چه کسانی بیرون از فروشگاه باید خبردار شوند
request-tell-text = این سرویس‌ها اطلاعات را برای فروشگاه نگه می‌دارند. آنچه برنامه آن‌جا نگه می‌دارد، خودش تغییر داده است؛ دربارهٔ نسخه‌های خودشان به آن‌ها خبر دهید و این‌جا ثبت کنید.
request-told = خبر داده شد
request-tell-done = به { $host } خبر داده شد
request-entered = ثبت شد. با نامه از مشتری پرسیده می‌شود که درخواست از خود اوست یا نه.
request-new-title = چه درخواستی به شما رسیده است؟
request-new-state = برای آنچه با تلفن یا نامه رسیده است. از مشتری، در نشانی ثبت‌شده‌اش، پرسیده می‌شود که درخواست از خود اوست یا نه.
request-new-customer = مشتری
request-new-customer-hint = شمارهٔ او در این‌جا، یا نشانی ایمیلش.
request-new-nobody = چنین مشتری‌ای نیست.
request-new-many = ۲۰ درخواست این مشتری باز است. اول به چند تا از آن‌ها پاسخ دهید.
request-new-about = اگر اصلاح است: اصلاح چه چیزی
request-new-text = آنچه نوشته یا گفته است
request-new-text-hint = در اصلاح، فقط مقدار درست. با کلید مشتری رمزشده نگه داشته می‌شود.
request-new-language = زبان نامه‌ها
request-law-by-country = بر پایهٔ کشور فروشگاه و کشور مشتری
request-new-submit = ثبت درخواست
deed-request-entered = ثبت درخواست مشتری
deed-identity-asked = پرسیدن از مشتری که درخواست از خود اوست یا نه
deed-identity-checked = تأیید این‌که درخواست از کیست
deed-request-answered = پاسخ به درخواست مشتری
deed-recipient-told = ثبت خبر دادن به بیرون از فروشگاه
