## The store's address for questions about data

settings-privacy-email = ایمیل برای پرسش دربارهٔ داده‌ها
settings-privacy-email-hint = در رسیدها و در بیانیهٔ حریم خصوصی می‌آید. اگر خالی بماند، نشانی فرستنده به‌جای آن می‌نشیند.

## The privacy notice that a store begins with. Customers read it.

notice-first-who = ما که هستیم
notice-first-controller = { $store } دربارهٔ اطلاعات شما تصمیم می‌گیرد و پاسخ‌گوی آن است.
notice-first-contact = هر پرسشی دربارهٔ اطلاعاتتان داشتید، به { $contact } بنویسید.
notice-first-address = نشانی پستی ما: { $address }.
notice-first-what = چه نگه می‌داریم، برای چه، و چه کسی می‌بیند
notice-first-contract = این‌ها برای انجام سفارش شما لازم است و مبنای قانونی آن قرارداد میان ماست:
notice-first-asked = این کارها را فقط با موافقت شما انجام می‌دهیم. مبنای قانونی آن رضایت صریح شماست و هر وقت بخواهید می‌توانید آن را پس بگیرید:
notice-first-no = بدون موافقت شما برای این کارها چیزی نگه نمی‌داریم و به کار نمی‌بریم.
notice-first-purpose = { $purpose }: { $data }. چه کسی می‌بیند: { $recipients }.
notice-first-long = تا کی نگه می‌داریم
notice-first-long-orders = سفارش‌ها: { $span }.
notice-first-always-orders = سفارش‌ها: تا وقتی حذف آن‌ها را بخواهید.
notice-first-long-browsing = آنچه در فروشگاه می‌بینید: { $span }.
notice-first-always-browsing = آنچه در فروشگاه می‌بینید: تا وقتی حذف آن را بخواهید.
notice-first-long-other = رویدادهای دیگر: { $span }.
notice-first-always-other = رویدادهای دیگر: تا وقتی حذف آن‌ها را بخواهید.
notice-first-long-rest = نام، نشانی‌ها و شماره‌های شما: تا وقتی حذف آن‌ها را بخواهید، یا تا وقتی آنچه با آن موافقت کرده‌اید به آن‌ها نیاز داشته باشد.
notice-first-where = کجا نگه می‌داریم و چه کسی برای ما کار می‌کند
notice-first-here = اطلاعات شما روی همان سروری است که { $host } را نشان می‌دهد.
notice-first-mail = پیام‌های ما به شما از راه سرور ایمیل { $host } فرستاده می‌شود.
notice-first-database = پایگاه دادهٔ ما روی { $host } است.
notice-first-history = سوابق قدیمی‌تر در فضای ذخیره‌سازی { $host } است.
notice-first-nobody = این برنامه اطلاعات شما را به کس دیگری نمی‌دهد.
notice-first-safe = چه چیزی از آن محافظت می‌کند
notice-first-keys = نام، نشانی‌ها و شماره‌های شما با کلیدهایی رمز می‌شود که فقط از آنِ شماست.
notice-first-looks = هر بار که کسی آن‌ها را ببیند ثبت می‌شود: کدام تیم، برای چه و کِی. شما هم می‌توانید این فهرست را ببینید.
notice-first-erase = وقتی حذف کامل بخواهید، کلیدهای شما نابود می‌شود و دیگر هیچ‌کس نمی‌تواند آن اطلاعات را بخواند.
notice-first-rights = تصمیم با شماست
notice-first-centre = ببینید دربارهٔ شما چه می‌دانیم، آن را درست کنید، نسخه‌ای بردارید، اعتراض کنید، حذف کاملش را بخواهید، یا موافقتتان را به همان آسانی که داده‌اید پس بگیرید: { $address }
notice-first-machine = هیچ تصمیمی دربارهٔ شما که پیامد قانونی داشته باشد تنها به دست ماشین گرفته نمی‌شود.
notice-first-complain = همچنین می‌توانید به نهاد حفاظت از داده‌ها در محل زندگی‌تان شکایت کنید.

## Privacy: where the store's people look after the notice and the record

privacy-tabs = بخش‌های حریم خصوصی
privacy-tab-notices = بیانیهٔ حریم خصوصی
privacy-tab-processing = دفتر پردازش داده‌ها
privacy-tab-third-parties = طرف‌های دیگر
privacy-people-few = کمتر از { $count } نفر
privacy-people = دست‌کم { $count } نفر
via-notice = چون بیانیهٔ حریم خصوصی عوض شد

notices-title = به مشتریان چه می‌گوییم؟
notices-state = بیانیهٔ حریم خصوصی، نسخه به نسخه. نسخهٔ منتشرشده هرگز عوض نمی‌شود.
notice-write = نوشتن نسخهٔ تازه
notice-go-on = ادامهٔ پیش‌نویس
notice-none = هنوز بیانیهٔ حریم خصوصی ندارید
notice-none-text = همین که فروشگاه نام داشته باشد نخستین نسخه نوشته می‌شود. در آن آمده است که این برنامه با اطلاعات مردم چه می‌کند؛ آن را به زبان خودتان درآورید.
notice-draft-waits = نسخهٔ { $version } پیش‌نویس است
notice-draft-text = تا آن را منتشر نکنید مشتریان نمی‌بینند.
notice-version = نسخهٔ { $version }
notice-column-version = نسخه
notice-column-published = تاریخ انتشار
notice-column-change = چه عوض شد
notice-column-asked = از نو پرسیده شد
notice-change-first = نخستین نسخه
notice-change-wording = فقط عبارت‌ها
notice-change-material = آنچه با آن موافقت شده بود: { $purposes }
notice-asking = پرسیدن ادامه دارد
notice-published = نسخهٔ تازه برقرار شد.

notice-draft-title = نسخهٔ { $version }: چه بگوید؟
notice-draft-state = پیش‌نویس، به هر سه زبان. هر چند بار که خواستید ذخیره کنید.
notice-languages = زبان
notice-text = متن بیانیه به { $language }
notice-text-hint = سطری که با «## » آغاز شود عنوان است و سطری که با «- » آغاز شود یک مورد از فهرست. سطر خالی بند تازه‌ای آغاز می‌کند.
notice-save = ذخیرهٔ پیش‌نویس
notice-discard = دور انداختن پیش‌نویس
notice-to-publish = انتشار…
notice-control = در متن نویسه‌ای هست که چاپ نمی‌شود. آنجا را دوباره بنویسید.
notice-changes = چه عوض می‌شود
notice-preview = چگونه دیده می‌شود
notice-removed = برداشته شد:
notice-added = افزوده شد:
notice-unchanged = اینجا چیزی عوض نمی‌شود.

notice-publish-title = انتشار نسخهٔ { $version }: این چه نوع تغییری است؟
notice-change-question = آیا آنچه مردم با آن موافقت کرده‌اند عوض می‌شود؟
notice-wording = نه، فقط عبارت‌ها
notice-wording-hint = عبارت روشن‌تر، یک نشانی، یا اصلاح یک اشتباه. از کسی دوباره پرسیده نمی‌شود.
notice-material = بله
notice-material-hint = دادهٔ دیگر، استفادهٔ دیگر، کسان دیگری که می‌بینند، یا مدت بیشتر. از هر کس که موافقت کرده بود دوباره پرسیده می‌شود و تا پاسخ ندهد موافقتش برقرار نیست.
notice-purposes = این تغییر به کدام هدف‌ها مربوط است؟
notice-purposes-hint = فقط اگر آنچه مردم با آن موافقت کرده‌اند عوض می‌شود.
notice-change-choose = بگویید آیا آنچه مردم با آن موافقت کرده‌اند عوض می‌شود یا نه.
notice-purpose-choose = دست‌کم یک هدف را که این تغییر به آن مربوط است انتخاب کنید.
notice-language-lacks = متن به زبان { $language } نوشته نشده است.
notice-continue = ادامه
notice-back = بازگشت
notice-ask-title = این نسخه منتشر شود؟
notice-ask-wording = از کسی دوباره پرسیده نمی‌شود.
notice-ask-material = از نو پرسیده می‌شود از: { $people }، دربارهٔ: { $purposes }. تا دوباره موافقت نکنند، اطلاعاتشان برای آن به کار نمی‌رود.
notice-ask-final = نسخهٔ منتشرشده را نمی‌توان عوض کرد یا پس گرفت؛ فقط نسخهٔ دیگری می‌تواند پس از آن بیاید.
notice-publish = انتشار

## The notice as everybody reads it

notice-public-title = با اطلاعات شما چه می‌کنیم
notice-public-none = هنوز متنی نوشته نشده است.
notice-public-old = این نسخهٔ قدیمی است.
notice-public-current = نسخهٔ برقرار را بخوانید
notice-public-since = آنچه از نسخهٔ { $version } تا امروز عوض شده است
notice-public-since-link = از نسخهٔ { $version }
notice-public-changes = چه عوض شد
notice-public-whole = متن کامل

## The record of processing (GDPR, article 30)

processing-title = با اطلاعات مردم چه می‌کنیم؟
processing-state = از روی تنظیمات برنامه و آنچه مردم اجازه داده‌اند.
processing-csv = دریافت CSV
processing-json = دریافت JSON
processing-activities = برای چه
processing-column-people = افراد
processing-none = هنوز از هیچ اطلاعات شخصی استفاده نمی‌شود
processing-none-text = همین که کسی سفارشی بدهد یا با چیزی موافقت کند، اینجا می‌آید.
processing-events = رویدادها
processing-column-event = نوع رویداد
processing-column-kept = مدت نگهداری
processing-not-taken = پذیرفته نمی‌شود
processing-until-erased = تا وقتی مشتری حذف آن را بخواهد
processing-fields = نام‌ها، نشانی‌ها و شماره‌ها تا وقتی مشتری حذف آن‌ها را بخواهد نگه داشته می‌شود.
processing-outside = چه کسی بیرون از فروشگاه برای ما کار می‌کند
processing-nobody = هیچ‌کس: همه‌چیز روی همین دستگاه می‌ماند.
processing-service-mail = سرور ایمیل
processing-service-database = پایگاه داده
processing-service-history = فضای ذخیره‌سازی سوابق قدیمی‌تر
processing-measures = چه چیزی از آن محافظت می‌کند
processing-measure-sealed-fields = نام‌ها، نشانی‌ها و شماره‌ها رمز می‌شود، با کلیدهایی جدا برای هر مشتری و هر نوع داده
processing-measure-access-log = هر نگاه به اطلاعات شخصی پیش از آن ثبت می‌شود
processing-measure-consent-checked = موافقت هنگام نوبت گرفتن پیام و بار دیگر هنگام فرستادن آن بررسی می‌شود
processing-measure-hashed-passwords = خود گذرواژه‌ها نگه داشته نمی‌شود، فقط چکیده‌ای که گذرواژه را نمی‌توان از رویش به دست آورد
processing-measure-signed-receipts = مشتریان از تصمیم‌های خود رسید امضاشده می‌گیرند
processing-measure-https = مشتریان از راه ارتباط رمزشده (TLS) به برنامه می‌رسند
processing-measure-mail-tls = ایمیل‌ها از راه ارتباط رمزشده (TLS) تحویل می‌شود
processing-measure-key-apart = کلید اصلی جدا از داده‌ها نگه داشته می‌شود
