## طرح مسیر خودکار: آنچه نمی‌گذارد آغاز شود

journey-flaw-unreadable = این طرح خوانده نمی‌شود: سطر { $line }، نویسهٔ { $column } را ببینید.
journey-flaw-steps = بیش از { $most } گام دارد. چندتا را بردارید.
journey-flaw-size = حجم طرح بیش از { $most } کیلوبایت است. بخشی از آن را بردارید.
journey-flaw-depth = درون بیش از { $most } لایه شاخه جا گرفته است. آن را بیرون‌تر بیاورید.
journey-flaw-wait = هر انتظار از ۱ دقیقه تا { $most } روز است.
journey-flaw-weekday = هر روز هفته را یک بار برگزینید.
journey-flaw-split = باید ۲ تا { $most } راه داشته باشد که جمع آن‌ها ۱۰۰ شود.
journey-flaw-holdout-most = گروه شاهد از هر صد نفر حداکثر { $most } نفر است.
journey-flaw-goal-days = شمارش را ۱ تا { $most } روز بگذارید.
journey-flaw-exits = بیش از { $most } تا است. چندتا را بردارید.
journey-flaw-letter = نامهٔ «{ $name }» دیگر وجود ندارد. نامهٔ دیگری برگزینید.
journey-flaw-value = آنچه ثبت می‌شود متن، عدد، بله یا نه است.
journey-flaw-segment = این گروه دیگر وجود ندارد. گروه دیگری برگزینید.
rule-problem-unreadable = این قاعده خوانده نمی‌شود. از نو بنویسیدش.

## فرم طرح

journey-filter-none = هر کسی که برایش رخ دهد.
journey-rule-none = هنوز چیزی پرسیده نمی‌شود.
journey-conditions-by-form = شرط‌ها…
journey-conditions-title = چه رخ می‌دهد و با چه شرط‌هایی
journey-events-of-entry = آنچه مشتری را وارد می‌کند
journey-events-of-goal = کاری که امید دارید مشتری‌ها بکنند
journey-events-of-exit = آنچه مشتری را بیرون می‌برد
journey-events-of-step = آنچه گام { $number } در انتظارش است
journey-exit-number = رویداد { $number }

## روزی که فرا می‌رسد

journey-ready-birthday = زادروز
journey-ready-birthday-text = به کسانی که تاریخ تولدشان را گفته و با این استفاده از آن موافقت کرده‌اند، ساعت نه صبح به وقت خودشان شادباش می‌گوید.
journey-by-date = هر کسی که روزش فرا برسد
journey-for-date = اگر با فرا رسیدن روزی وارد می‌شوند، مانند زادروز. تنها کسی وارد می‌شود که با این استفاده از تاریخ موافقت کرده باشد.
journey-date-of = کدام روز
journey-date-of-birthday = زادروز مشتری
journey-date-of-trait = تاریخی که فروشگاهتان درباره‌اش فرستاده است
journey-date-trait-name = نام آن تاریخ در فروشگاهتان
journey-for-trait = اگر تاریخی است که فروشگاهتان فرستاده
journey-date-trait-hint = ویژگی‌ای که تاریخی مانند 2026-05-04 دارد.
journey-date-side = چه وقت وارد می‌شوند
journey-date-on = همان روز
journey-date-before = چند روز پیش از آن
journey-date-after = چند روز پس از آن
journey-date-days = چند روز
journey-for-days = اگر پیش یا پس از آن است
journey-date-time = در چه ساعتی
journey-date-yearly = هر سال از نو
journey-date-leap = ساعت به وقت خود مشتری است. کسی که ۲۹ فوریه زاده شده، در سال‌های دیگر روزش ۲۸ فوریه است.
journey-date-birthday = زادروزش
journey-date-trait = روز «{ $name }»
journey-entry-date-on = هر کسی در { $date }، ساعت { $time } به وقت خودش.
journey-entry-date-before = هر کسی { $span } پیش از { $date }، ساعت { $time } به وقت خودش.
journey-entry-date-after = هر کسی { $span } پس از { $date }، ساعت { $time } به وقت خودش.
journey-entry-date-yearly = هر سال.
journey-entry-date-once = یک بار.
journey-flaw-date-days = ۱ تا { $most } روز پیش یا پس از آن روز.
rehearsal-unknowable-date = مشتری‌ها با فرا رسیدن روزی وارد می‌شوند. این تاریخ‌ها مهر و موم نگه داشته می‌شوند و تنها در همان روز باز می‌شوند، پس برای آزمایش به کسی نگاه نمی‌شود.

## گام‌هایی فراتر از نامه

journey-kind-webhook = خبر دادن به برنامه‌ای دیگر
journey-kind-task = سپردن کار به یک تیم
journey-kind-add-to-list = افزودن به فهرست
journey-kind-remove-from-list = برداشتن از فهرست
journey-step-webhook = به «{ $endpoint }» خبر بدهید.
journey-step-webhook-data = به «{ $endpoint }» خبر بدهید، همراه با { $data } تا آنجا که مشتری اجازه می‌دهد.
journey-step-task = از { $team } بخواهید: «{ $text }»
journey-step-add-to-list = او را به فهرست «{ $list }» بیفزایید.
journey-step-remove-from-list = او را از فهرست «{ $list }» بردارید.
journey-gone-list = (فهرستی که دیگر وجود ندارد)
journey-gone-endpoint = (نشانی‌ای که دیگر وجود ندارد)
journey-endpoint = به چه کسی خبر داده شود
journey-endpoint-none = هنوز نشانی‌ای نیست. مالک فروشگاه آن را در تنظیمات، وب‌هوک می‌افزاید.
journey-data = از مشتری چه گفته شود
journey-data-hint = تنها تا آنجا که مشتری در همان لحظه اجازه می‌دهد. به شرکت بیرونی تنها آنچه مشتری با شرکت‌های بیرونی در میان می‌گذارد گفته می‌شود.
journey-team = تیم
journey-task-text = چه کاری انجام شود
journey-task-hint = همهٔ آن تیم می‌خوانندش: دربارهٔ شخص معینی ننویسید.
journey-list = فهرست
journey-list-none = هنوز فهرستی نیست. در گروه مشتریان یکی بسازید.
journey-outcome-called = خبر داده شد
journey-outcome-asked = سپرده شد
journey-outcome-listed = ثبت شد
journey-flaw-endpoint = این نشانی دیگر وجود ندارد. نشانی دیگری برگزینید.
journey-flaw-list = این فهرست دیگر وجود ندارد. فهرست دیگری برگزینید.
journey-flaw-task = در ۱ تا { $most } نویسه بنویسید چه کاری انجام شود.
journey-flaw-data = این نوع داده هرگز گفته نمی‌شود. نوع‌های دیگر را برگزینید.

## کارها

nav-tasks = کارها
place-tasks = فهرست کارها
tasks-title = چه کارهایی مانده است؟
tasks-state = کارهایی که مسیرهای خودکار دربارهٔ مشتریان از تیم‌هایتان می‌خواهند.
tasks-empty = کاری نمانده است
tasks-empty-text = وقتی مسیری از یکی از تیم‌هایتان کاری بخواهد، مانند تماس با مشتری، اینجا می‌آید.
tasks-more = { $count ->
    [one] { $count } کار دیگر پس از این‌ها مانده است.
   *[other] { $count } کار دیگر پس از این‌ها مانده است.
}
task-what = کار
task-why = مسیر «{ $journey }»
task-who = چه کسی
task-since = از کی
task-actions = اقدام
task-take = من انجام می‌دهم
task-return = پس دادن
task-done = انجام شد
deed-task-taken = کاری را برداشت
deed-task-returned = کاری را پس داد
deed-task-done = کاری را انجام داد
export-part-tasks = کارهایی که مسیرهای فروشگاه دربارهٔ شما از تیم‌هایش خواسته است.

## فهرست‌ها

list-new = ساختن فهرست
list-new-text = فهرست مشتریانی را در خود دارد که مسیرها یا برنامهٔ خودتان به آن می‌افزایند. مانند هر گروهی می‌توان به آن نامه نوشت و در قاعده از آن پرسید.
list-name = نام فهرست
list-rule = هر کسی که به این فهرست افزوده شده است.
rule-on-list = به این فهرست افزوده شده است

## وب‌هوک

settings-tab-webhooks = وب‌هوک
place-webhook = خبر دادن به برنامه‌ای دیگر
webhooks-title = به کدام برنامه‌ها خبر داده می‌شود؟
webhooks-state = مسیرهای خودکار می‌توانند رویدادها را به برنامه‌های دیگر خبر بدهند. هر خبر امضا دارد و تنها آنچه را مشتری اجازه می‌دهد می‌برد.
webhooks-empty = هنوز نشانی‌ای نیست
webhooks-empty-text = نشانی برنامهٔ خودتان یا شرکتی را که برایتان کار می‌کند بیفزایید؛ آنگاه مسیر خودکار می‌تواند به آن خبر بدهد.
webhooks-too-many = شمار نشانی‌ها به سقف خود رسیده است. نشانی‌ای را که به کار نمی‌رود حذف کنید.
webhook-new = نشانی تازه
webhook-name = نام
webhook-url = نشانی
webhook-url-hint = با https:// آغاز می‌شود و در اینترنت عمومی است.
webhook-url-wrong = نشانی‌ای که با https:// آغاز شود و در اینترنت عمومی باشد.
webhook-company = چه کسی اداره‌اش می‌کند
webhook-company-hint = نام شرکت، اگر برنامهٔ خودتان نیست. آنگاه تنها آنچه مشتریان با شرکت‌های بیرونی در میان می‌گذارند گفته می‌شود.
webhook-own = برنامهٔ خودمان
webhook-make = افزودن
webhook-waiting = در انتظار
webhook-done = گفته‌شده
webhook-failed = ناموفق
webhook-paused = نگه‌داشته
webhook-secret-title = رمز آن، که یک بار نشان داده می‌شود
webhook-secret-text = برنامه با آن می‌فهمد که خبر از شماست. همین حالا نگهش دارید: دیگر نشان داده نمی‌شود.
webhook-secret-done = نگهش داشتم
webhook-about = دربارهٔ آن
webhook-used-by = چه مسیری خبر می‌دهد
webhook-unused = هیچ مسیری
webhook-pause = نگه داشتن
webhook-resume = ادامه دادن
webhook-renew = رمز تازه
webhook-renew-text = رمز تازه بی‌درنگ جای رمز پیشین را می‌گیرد.
webhook-delete = حذف
webhook-calls = آخرین خبرها
webhook-no-calls = هنوز چیزی گفته نشده است.
webhook-call = خبر
webhook-answer = پاسخ
webhook-attempts = تلاش‌ها
webhook-when = کی
webhook-state-waiting = در انتظار
webhook-state-done = گفته شد
webhook-state-failed = ناموفق
webhook-state-withheld = گفته نشد
webhook-reason-refused = این نشانی به کار نمی‌آید.
webhook-reason-not-public = در اینترنت عمومی نیست.
webhook-reason-not-found = میزبانی با این نام نیست.
webhook-reason-unreachable = در دسترس نیست.
webhook-reason-insecure = گواهی‌اش قابل اعتماد نیست.
webhook-reason-too-slow = به‌موقع پاسخ نداد.
webhook-reason-too-many-redirects = به جای دیگری می‌برد.
webhook-reason-unreadable = پاسخش خوانده نمی‌شود.
webhook-reason-no-body = آنچه باید گفته می‌شد خوانده نشد.
webhook-reason-no-endpoint = نشانی حذف شده است.
webhook-reason-erased = داده‌های مشتری حذف کامل شده است.
webhook-reason-not-allowed = مشتری اجازه نمی‌دهد.
webhook-reason-restricted = داده‌های مشتری نگه داشته می‌شود و به کار نمی‌رود.
deed-webhook-made = نشانی وب‌هوک افزود
deed-webhook-changed = نشانی وب‌هوک را تغییر داد
deed-webhook-deleted = نشانی وب‌هوک را حذف کرد
export-part-calls = خبرهایی که دربارهٔ شما به برنامه‌های دیگر داده شده است.

## کسانی که هنگام تغییر طرح درون مسیرند

moving-title = تکلیف کسانی که درون مسیرند چیست؟
moving-state = هر کس از این پس وارد شود با پیش‌نویس پیش می‌رود. دربارهٔ کسانی که درون مسیرند شما تصمیم می‌گیرید.
moving-nobody = اکنون کسی درون مسیر نیست.
moving-stay-title = با نسخهٔ خودشان به پایان می‌رسند
moving-stay-text = { $count ->
    [one] { $count } نفر همان‌گونه که آغاز کرده ادامه می‌دهد.
   *[other] { $count } نفر همان‌گونه که آغاز کرده‌اند ادامه می‌دهند.
}
moving-stay = آغاز کنید و بگذارید به پایان برسند
moving-move-title = به نسخهٔ تازه می‌روند
moving-kept = { $count ->
    [one] { $count } نفر از همان گامی که در آن است ادامه می‌دهد.
   *[other] { $count } نفر از همان گامی که در آن هستند ادامه می‌دهند.
}
moving-lost = { $count ->
    [one] { $count } نفر در گامی است که دیگر در پیش‌نویس نیست:
   *[other] { $count } نفر در گامی هستند که دیگر در پیش‌نویس نیست:
}
moving-lost-what = کسانی که گامشان دیگر نیست
moving-leave = از مسیر بیرون می‌روند
moving-go-on = از { $step } ادامه می‌دهند
moving-move = آغاز کنید و جابه‌جایشان کنید
journey-outcome-step-gone = بیرون رفت: گامش دیگر نیست
journey-outcome-moved = به این نسخه آمد
journey-flaw-no-plan = این طرح نیست: بخشی از آن نام دیگری دارد یا جا افتاده است.
journey-flaw-id = شناسهٔ گام از حروف لاتین و رقم است و هیچ دو گامی شناسهٔ یکسان ندارند.

## آنچه گروه کرد

segment-moves = ورود و خروج روز به روز
segment-moves-reading = در ۹۰ روز { $entered } وارد و { $exited } خارج شدند.
segment-moves-few = شمار هر روز با دقت ده نفر گفته می‌شود و کمتر از ده نفر صفر نشان داده می‌شود.
segment-entered = وارد شدند
segment-exited = خارج شدند
segment-proved = چقدر به کار آمد
segment-proved-text = نامه‌های مسیرها و کمپین‌هایی که از این گروه نام می‌برند. اثر مسیر آنجا دانسته می‌شود که گروه شاهد دارد.
segment-used-by = چه چیزی از آن استفاده می‌کند
segment-lift = اثر
segment-campaign-withheld = { $count } ارسال نشد
journey-outcome-too-late = روزشان گذشته بود
