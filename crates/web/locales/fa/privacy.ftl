## The way in

privacy-title = شما و { $store }
privacy-in-title = { $store } دربارهٔ شما چه می‌داند؟
privacy-in-text = ایمیلتان را بنویسید. اگر { $store } آن را بشناسد، پیوند صفحهٔ خودتان برایتان فرستاده می‌شود: چه چیزی نگه داشته می‌شود، چرا، چه کسی می‌بیند و تا کی. همان‌جا می‌توانید همه‌اش را تغییر دهید، نسخه‌ای از آن بگیرید یا حذفش کنید.
privacy-in-email = ایمیل شما
privacy-in-email-hint = همان که به فروشگاه داده‌اید.
privacy-in-submit = پیوند را برایم بفرستید
privacy-in-note = این نشانی فقط برای فرستادن همین پیام به کار می‌رود.
privacy-asked = صندوق ایمیلتان را ببینید
privacy-asked-text = اگر این نشانی را بشناسیم، پیامی با یک پیوند در راه است. پیوند فقط یک بار و تا ۳۰ دقیقه کار می‌کند.
privacy-asked-next = چیزی نرسید؟ پوشهٔ هرزنامه را هم ببینید، یا نشانی دیگری را که شاید قبلاً داده باشید امتحان کنید.
privacy-asked-here = هیچ ایمیلی از این دستگاه بیرون نمی‌رود؛ پیام در بخش مدیریت است.
privacy-asked-here-link = باز کردن پیام‌ها
privacy-knock-text = با این دکمه، صفحهٔ شما در { $store } برای یک ساعت در همین مرورگر باز می‌شود.
privacy-knock-open = باز کردن صفحهٔ من
privacy-link-refused = این پیوند به جایی نمی‌رسد
privacy-link-unknown = این پیوند ناقص است یا ما آن را نساخته‌ایم. چیزی به کسی نشان داده نشد.
privacy-link-used = از این پیوند قبلاً استفاده شده است؛ هر پیوند فقط یک بار کار می‌کند. اگر کار شما نبوده، پیوند تازه‌ای بگیرید و ببینید چه کسی صفحهٔ شما را باز کرده است.
privacy-link-expired = مهلت این پیوند تمام شده است؛ هر پیوند فقط مدت کوتاهی کار می‌کند.
privacy-link-again = درخواست پیوند تازه
privacy-out = خروج از این صفحه

## Places

privacy-nav = مرکز حریم خصوصی شما
privacy-nav-choices = انتخاب‌های شما
privacy-nav-teams = چه کسی چه می‌بیند
privacy-nav-looks = چه کسی دیده
privacy-nav-download = دریافت نسخه
privacy-nav-erase = حذف کامل

## Choices

privacy-state = تصمیم با شماست که { $store } با اطلاعات شما چه کند. هر تغییری از همان لحظه اعتبار دارد.
privacy-for = صفحهٔ { $name }
privacy-preset-only = فقط آنچه سفارش‌هایم لازم دارد
privacy-preset-all = با همهٔ موارد زیر موافقم
privacy-save = ذخیرهٔ انتخاب‌هایم
privacy-saved = ذخیره شد و از همین حالا اعتبار دارد.
privacy-same = انتخاب‌هایتان همان قبلی‌ها بود، پس چیزی تغییر نکرد.
privacy-partly = با بخشی از این موافقت کرده‌اید. جزئیات در «چه کسی چه می‌بیند» آمده است.
privacy-sees = اکنون استفاده از { $categories } برای { $recipients } مجاز است.
privacy-sees-until = اکنون و تا { $date } استفاده از { $categories } برای { $recipients } مجاز است.
privacy-would-see = با موافقت شما، استفاده از { $categories } برای { $recipients } مجاز می‌شود.
privacy-uses = برای این کار، استفاده از { $categories } برای { $recipients } مجاز است.
privacy-off-means = اگر موافق نباشید:
privacy-details = چه کسی و تا کی می‌بیند
privacy-needed = آنچه سفارش‌هایتان و قانون لازم دارد
privacy-needed-text = این‌ها موافقت نمی‌خواهد. به آنچه خود قانون نخواسته است می‌توانید اعتراض کنید:

privacy-purpose-personalise = پیشنهادهایی باب میل شما
privacy-benefit-personalise = آنچه به خریدهایتان می‌آید و با اندازه و سلیقه‌تان جور است می‌بینید، نه همان چیزی که به همه نشان می‌دهیم.
privacy-off-personalise = همان چیزی را می‌بینید که همه می‌بینند، و آنچه تماشا کرده‌اید برای این کار نگه داشته نمی‌شود.
privacy-purpose-marketing-email = خبرها با ایمیل
privacy-benefit-marketing-email = از کالاهای تازه، پیشنهادها و موجود شدن دوبارهٔ محبوب‌ها زودتر از همه خبردار می‌شوید.
privacy-off-marketing-email = خبرها را برایتان ایمیل نمی‌کنیم. پیام‌های مربوط به سفارش‌هایتان همچنان می‌رسد.
privacy-purpose-marketing-sms = خبرها با پیامک
privacy-benefit-marketing-sms = خبر کوتاهی از پیشنهادهایی که مهلتشان رو به پایان است.
privacy-off-marketing-sms = خبرها را برایتان پیامک نمی‌کنیم.
privacy-purpose-marketing-whatsapp = خبرها در واتساپ
privacy-benefit-marketing-whatsapp = پیشنهادها و پاسخ‌ها، همان‌جا که هر روز پیام می‌دهید.
privacy-off-marketing-whatsapp = خبرها را در واتساپ برایتان نمی‌فرستیم.
privacy-purpose-marketing-push = اعلان روی دستگاه شما
privacy-benefit-marketing-push = وقتی چیزی که منتظرش هستید برسد، با یک اعلان کوتاه خبرتان می‌کنیم.
privacy-off-marketing-push = هیچ اعلانی روی دستگاهتان نمی‌آید.
privacy-purpose-loyalty = باشگاه مشتریان
privacy-benefit-loyalty = با هر خرید امتیاز و مزیت می‌گیرید.
privacy-off-loyalty = دیگر امتیازی نمی‌گیرید، ولی آنچه گرفته‌اید مال شماست.
privacy-purpose-reviews = نظر شما
privacy-benefit-reviews = نظرتان را دربارهٔ خریدهایتان می‌پرسیم و آن را با نامی که خودتان انتخاب می‌کنید منتشر می‌کنیم.
privacy-off-reviews = نظرتان را نمی‌پرسیم. آنچه منتشر کرده‌اید می‌ماند تا وقتی خودتان آن را بردارید.
privacy-purpose-customer-care = پشتیبانی آشنا با شما
privacy-benefit-customer-care = وقتی پیام می‌دهید یا تماس می‌گیرید، تیم پشتیبانی سفارش‌هایتان را می‌بیند و لازم نیست همه‌چیز را از نو بپرسد.
privacy-off-customer-care = تیم پشتیبانی چیزی از شما نمی‌بیند، مگر آنکه خودتان بگویید.
privacy-purpose-analytics = فروشگاهی بهتر
privacy-benefit-analytics = اگر چیزی سخت پیدا شود یا از کار بیفتد، متوجه می‌شویم و درستش می‌کنیم.
privacy-off-analytics = بازدیدهایتان شمرده نمی‌شود.
privacy-purpose-research = پژوهش
privacy-benefit-research = فروشگاه می‌فهمد کسانی مثل شما بعد از این به چه نیاز دارند.
privacy-off-research = اطلاعاتتان در هیچ پژوهشی به کار نمی‌رود.
privacy-purpose-fulfil-orders = سفارش‌های شما
privacy-benefit-fulfil-orders = برای بسته‌بندی، ارسال و دریافت بهای سفارش، و اینکه بدانید به کجا رسیده است.
privacy-purpose-security = امنیت
privacy-benefit-security = تا دست دیگران به حساب و پرداخت‌هایتان نرسد.
privacy-purpose-legal-duties = قانون
privacy-benefit-legal-duties = فاکتورها تا زمانی که قانون گفته است نگه داشته می‌شود.

## Who sees what

privacy-teams-title = چه کسی چه چیزی از شما می‌بیند؟
privacy-teams-state = با هر تیک، یکی از تیم‌های فروشگاه می‌تواند آن نوع داده را ببیند. بدون تیک فقط می‌داند که چیزی هست، نه اینکه چیست.
privacy-cell = اجازهٔ دیدن برای تیم { $team }: { $what }
privacy-preview = از چشم آن‌ها ببینید
privacy-preview-text = تیمی را انتخاب کنید تا اطلاعاتتان را درست همان‌طور ببینید که افراد آن تیم اکنون می‌بینند.
privacy-preview-title = آنچه تیم { $team } از شما می‌بیند
privacy-sees-all-of-it = دیده می‌شود
privacy-back = بازگشت
privacy-field-first-name = نام
privacy-field-last-name = نام خانوادگی

## Who looked

privacy-looks-title = چه کسی اطلاعات شما را دیده است؟
privacy-looks-state = هر بار دیدن، پیش از نمایش ثبت می‌شود و سابقهٔ آن ۲۴ ماه می‌ماند.
privacy-looks-none = کسی ندیده است
privacy-looks-none-text = هر وقت کسی اطلاعات شما را ببیند، اینجا می‌آید: کدام تیم، چه چیزی را و چرا.
privacy-looks-older = قدیمی‌ترها
privacy-look = آنچه { $who } دید: { $what }
privacy-look-you = خودتان اطلاعاتتان را دیدید
privacy-look-letter = نامه‌ای که حق شماست برایتان نوشته شد: { $letter }
privacy-look-refused = { $who } سراغ اطلاعات شما آمد، ولی چیزی نشان داده نشد
privacy-look-not = نشان داده نشد، چون اجازه نداده‌اید: { $what }
privacy-look-why = هدف استفاده: { $purpose } · { $place }
privacy-standing = آنچه برنامهٔ فروشگاه خودکار می‌خواند
privacy-standing-text = این قاعده‌ها پیوسته و بدون دخالت کسی به آنچه رخ می‌دهد نگاه می‌کنند. هر کدام یک بار اینجا می‌آید؛ اگر یکی از آن‌ها برایتان نامه‌ای بنویسد، در فهرست پایین می‌آید.
privacy-standing-read = می‌خواند: { $what }. هدف: { $purpose }.
privacy-standing-until = تا { $date }.

## To take along

privacy-download-title = دریافت نسخه‌ای از اطلاعاتتان
privacy-download-state = در یک صفحه برای خواندن و چاپ، و به‌صورت فایل برای برنامه‌های دیگر.
privacy-report = چه کسی چه می‌بیند
privacy-report-text = یک صفحه: چه چیزی نگه داشته می‌شود، چه کسی می‌بیند، برای چه و تا کی. امروز، یا در یکی از روزهای گذشته.
privacy-report-on = در چه روزی
privacy-report-on-hint = صفحه وضعیت پایان آن روز را نشان می‌دهد.
privacy-report-open = نمایش صفحه
privacy-report-title = { $store } از من چه می‌داند و چه کسی آن را می‌بیند
privacy-report-state = وضعیت در { $date }
privacy-report-kept = چه چیزی نگه داشته می‌شود
privacy-report-note = اینکه چه کسی می‌بیند مربوط به همان لحظه است؛ آنچه نگه داشته می‌شود، مربوط به امروز.
privacy-report-print = چاپ
privacy-report-data = دریافت فایل
privacy-kept-yes = نگه داشته می‌شود
privacy-kept-no = چیزی نیست
privacy-nobody = هیچ‌کس
privacy-export = همهٔ آنچه نگه داشته می‌شود
privacy-export-text = یک آرشیو با همه‌چیز: مشخصات، سفارش‌ها، بازدیدها و پیام‌های شما، همهٔ انتخاب‌هایتان و هر کسی که اطلاعاتتان را دیده است. به‌صورت جدول برای خواندن، و یک فایل برای برنامه‌های دیگر.
privacy-export-get = دریافت همه
privacy-export-json = یک فایل برای برنامه‌ها

## The archive to take along

export-title = آنچه { $store } از شما نگه می‌دارد
export-about = همهٔ آنچه از شما نگه داشته می‌شود در این آرشیو است. جدول‌ها (با پسوند csv) در هر برنامهٔ صفحه‌گسترده باز می‌شوند و نامه‌ها در مرورگر.
export-part-profile = شناسه‌هایی که اطلاعاتتان زیر آن‌ها نگه داشته می‌شود و از چه زمانی. اگر بعداً معلوم شده باشد که چند شناسه از آنِ شماست، همه آمده‌اند.
export-part-summary = آنچه شمرده شده است: سفارش‌ها، مبلغ‌ها و بازدیدها.
export-part-personal = نام، نشانی‌ها و شماره‌های شما و هر چیز دیگری که شما را می‌شناساند، همراه با منبع و مبنای قانونی نگهداری آن.
export-part-names = آنچه با آن شناخته می‌شوید: شناسهٔ شما نزد فروشگاه، و شکل درهم‌ریختهٔ نشانی‌ها، شماره‌ها و مرورگرها.
export-part-traits = چیزهای دیگری که دربارهٔ شما ثبت شده است.
export-part-orders = سفارش‌های شما.
export-part-events = همهٔ کارهایی که کرده‌اید و ثبت شده است، همان‌گونه که ثبت شده.
export-part-messages = آنچه برایتان نوشته شده، یا دلیل ارسال‌نشدن آن.
export-part-message-preferences = هر چند وقت پیام می‌خواهید، دربارهٔ چه، و آیا پیام‌ها فعلاً متوقف‌اند.
export-part-holds = آنچه اجازه داده‌اید، یا سفارش و قانون لازم دارد، در حال حاضر.
export-part-refused = آنچه به آن «نه» گفته‌اید، در حال حاضر.
export-part-decisions = همهٔ تصمیم‌ها، با زمان و چگونگی آن‌ها.
export-part-shown-for-a-while = چه کسی خواسته بیشتر ببیند یا مدتی بیشتر دیده است، و چرا.
export-part-looks = چه کسی، چه زمانی و برای چه اطلاعات شما را دیده است.
export-part-standing-reads = قاعده‌های برنامهٔ فروشگاه که اطلاعات شما را خودکار می‌خوانند، و هدف هر کدام.
export-part-visits-here = پیوندها و ورودهایی که با آن‌ها به مرکز حریم خصوصی آمده‌اید.
export-letters = نامه‌هایی که برایتان فرستاده شده است، به همان شکل.
export-document = همهٔ موارد بالا در یک فایل، برای برنامه‌های دیگر.
export-times = زمان‌ها به وقت جهانی (UTC) است.
export-cells = آپاستروف پیش از نشانه‌ای مانند = یا + نمی‌گذارد برنامهٔ صفحه‌گسترده متن را فرمول بداند و جزو متن نیست.
export-missing = بخشی از گذشتهٔ شما اکنون خواندنی نیست. رویدادهای این ماه‌ها در این آرشیو نیستند: { $months }. لطفاً چند روز دیگر دوباره اطلاعاتتان را دریافت کنید یا به فروشگاه بنویسید.

## To be forgotten

privacy-erase-title = حذف کامل اطلاعات شما از { $store }
privacy-erase-state = لازم نیست دلیلی بیاورید.
privacy-erase-goes = چه چیزی حذف می‌شود
privacy-erase-goes-identity = بی‌درنگ: نام، نشانی‌ها و شماره‌هایتان. کلید رمز آن‌ها از بین می‌رود و دیگر هیچ‌کس نمی‌تواند آن‌ها را بخواند.
privacy-erase-goes-history = تا ۲۴ ساعت: بازدیدها، سفارش‌ها و پیام‌هایتان، از همهٔ فایل‌ها.
privacy-erase-goes-choices = بی‌درنگ: انتخاب‌هایتان و همین صفحه.
privacy-erase-stays = چه چیزی می‌ماند، بی‌آنکه اثری از شما در آن باشد
privacy-erase-stays-sums = آمار کلی فروشگاه: اینکه هر روز چقدر فروش رفته، بدون اینکه معلوم باشد چه کسی خریده است.
privacy-erase-stays-decisions = اینکه کسی موافقت کرده یا نپذیرفته و چه زمانی، با شماره‌ای که به هیچ‌کس نمی‌رسد: مدرکی که نشان می‌دهد فروشگاه به قولش عمل کرده است.
privacy-erase-stays-suppression = اگر زمانی لغو اشتراک کرده‌اید: شکل رمزشده‌ای از نشانی شما که هیچ‌کس نمی‌تواند خود نشانی را از آن به دست آورد، تا دیگر برایتان چیزی فرستاده نشود.
privacy-erase-stays-backups = نسخه‌های پشتیبان حداکثر ۳۵ روز می‌مانند. اگر پیش از آن یکی از آن‌ها به کار گرفته شود، اطلاعات شما از آن حذف می‌شود، پیش از آنکه کسی بتواند ببیند.
privacy-erase-no-way-back = این کار برگشت ندارد و سفارش‌های بازتان دیگر به شما وصل نمی‌شود.
privacy-erase-sure = بله، همه‌چیز حذف شود
privacy-erase-not-sure = چیزی حذف نشد. اگر مطمئنید، لطفاً کادر را تیک بزنید.
privacy-erase-submit = حذف کامل اطلاعات من
privacy-gone = حذف شد
privacy-going = در حال حذف
privacy-gone-by = حداکثر تا { $date }
privacy-certificate-title = گواهی حذف کامل
privacy-certificate-text = { $store } تأیید می‌کند که چه چیزی و چه زمانی حذف شده است. این صفحه هیچ اطلاعات شخصی‌ای نشان نمی‌دهد و هر وقت بخواهید دوباره باز می‌شود.
privacy-certificate-number = شمارهٔ گواهی
privacy-certificate-names = نام، نشانی‌ها، شماره‌ها و انتخاب‌ها
privacy-certificate-tables = پیام‌ها، و اینکه چه کسی دیده
privacy-certificate-files = بازدیدها و سفارش‌ها، در همهٔ فایل‌ها
privacy-certificate-aside = پیام‌هایی که به ما رسید و خواندنی نبود
privacy-certificate-backups = نسخه‌های پشتیبان
privacy-certificate-stays = آنچه می‌ماند
privacy-certificate-stays-text = آمار کلی بدون نام کسی؛ اینکه تصمیم‌هایی گرفته شده است؛ شکل رمزشدهٔ شمارهٔ سفارش‌ها و شکل رمزشدهٔ نشانی‌هایی که نباید به آن‌ها چیزی فرستاد.
privacy-certificate-keep = نشانی این صفحه را نگه دارید؛ تنها راه برگشتن به آن همین است.
privacy-certificate-data = دریافت فایل

## To see more, for a while

more-title = دیدن بیشتر
more-text = به شما نشان داده نمی‌شود: { $what }. می‌توانید از مشتری بپرسید؛ تصمیم با اوست و دلیل شما را می‌بیند.
more-reason = دلیل شما
more-reason-hint = مشتری آن را می‌خواند. نام، نشانی یا شماره ننویسید.
more-reason-bad = لطفاً دلیلی تا ۳۰۰ حرف و بدون نام، نشانی یا شماره بنویسید. چیزی باز نشد.
more-ask = پرسیدن از مشتری
more-force = اضطراری: همین حالا نشان بده
more-force-text = در وضعیت اضطراری همه چیز برای یک ساعت به شما نشان داده می‌شود و مشتری بی‌درنگ با دلیل شما باخبر می‌شود.
more-asked = پرسیده شد. پاسخ مشتری همین‌جا دیده می‌شود.
more-forced = برای یک ساعت به روی شما باز است. به مشتری خبر داده می‌شود.
more-waits = در { $date } پرسیده شد. مشتری هنوز پاسخ نداده است.
more-open-badge = باز
more-open = { $why }، تا { $date }.
more-close = کارم تمام شد
window-conversation = گفت‌وگویی باز است
window-break-glass = وضعیت اضطراری
window-request = مشتری موافقت کرده است
place-conversation = هنگام گفت‌وگو
place-break-glass = در وضعیت اضطراری
place-request = با اجازهٔ مشتری

## Who asks to see more

privacy-ask = کسی می‌خواهد بیشتر ببیند
privacy-ask-text = یکی از همکاران تیم «{ $team }» می‌خواهد هفت روز چیزهایی را ببیند که با این تیم در میان نگذاشته‌اید. دلیلی که نوشته است: { $reason }
privacy-ask-yes = بله، برای هفت روز
privacy-ask-no = نه
privacy-open = برای مدتی باز است
privacy-open-conversation = با فروشگاه در گفت‌وگو هستید: تیم «{ $team }» آنچه را برای پاسخ به شما لازم دارد می‌بیند، حداکثر تا { $date }.
privacy-open-request = اجازه داده‌اید یکی از همکاران تیم «{ $team }» تا { $date } بیشتر ببیند.
privacy-open-close = همین حالا ببند
privacy-forced = { $store } بدون پرسیدن از شما اطلاعاتتان را دید
privacy-forced-text = در { $date } یکی از همکاران تیم «{ $team }» همهٔ اطلاعات شما را برای یک ساعت باز کرد. دلیلی که نوشته است: { $reason }

## To keep what ends

privacy-renew-title = ادامه داشته باشد؟
privacy-renew-text = آنچه در پیام آمده بود در { $date } تمام می‌شود. یک سال دیگر تمدید شود؟
privacy-renew-yes = یک سال تمدید شود
privacy-renew-no = می‌بینم و یکی‌یکی تصمیم می‌گیرم
privacy-renew-late = این‌جا دیگر چیزی برای تمدید نیست: مهلتش تمام شده یا تصمیم دیگری گرفته‌اید. هر وقت بخواهید می‌توانید در مرکز حریم خصوصی دوباره تصمیم بگیرید.
privacy-renewed = برای یک سال دیگر تمدید شد. هر وقت بخواهید می‌توانید آن را پس بگیرید.
privacy-renew-centre = رفتن به مرکز حریم خصوصی

## Decisions and receipts

privacy-decisions-title = چه تصمیمی گرفته‌ام و کی
privacy-decisions-state = همهٔ تصمیم‌ها، تازه‌ترین در بالا، هر کدام با رسید امضاشده.
privacy-decisions-text = هر انتخابی که تا امروز کرده‌اید، با جا و زمانش. برای هر کدام می‌توانید رسیدی امضاشده نگه دارید که هر کسی بدون پرسیدن از فروشگاه می‌تواند درستی‌اش را بسنجد.
privacy-decisions-open = دیدن تصمیم‌هایم
privacy-decisions-none = هنوز تصمیمی گرفته نشده است
privacy-decisions-none-text = به‌محض این‌که چیزی را انتخاب کنید، با تاریخش این‌جا دیده می‌شود.
privacy-receipt-column = رسید
privacy-receipt-get = دریافت
privacy-notice-link = بیانیهٔ حریم خصوصی
