## Not for this role

error-role = نقش شما این صفحه را باز نمی‌کند
error-role-happened = وارد شده‌اید، اما این صفحه برای کسانی با نقش دیگری است.
error-role-kept = چیزی تغییر نکرد.
error-role-next-work = اعضا، مدیران و مالکان می‌توانند بازش کنند. مالک می‌تواند از بخش افراد در تنظیمات، نقش دیگری به شما بدهد.
error-role-next-manage = مدیران و مالکان می‌توانند بازش کنند. مالک می‌تواند از بخش افراد در تنظیمات، نقش دیگری به شما بدهد.
error-role-next-oversee = ناظران، مدیران و مالکان می‌توانند بازش کنند. مالک می‌تواند از بخش افراد در تنظیمات، نقش دیگری به شما بدهد.
error-role-next-own = فقط مالک می‌تواند بازش کند. از یکی از مالکان بخواهید این کار را انجام دهد یا شما را مالک کند.

## Roles and teams

role-owner = مالک
role-owner-hint = همه‌کار می‌کند؛ از جمله کار با افراد، کلیدها و مدت نگهداری.
role-manager = مدیر
role-manager-hint = فروشگاه را اداره می‌کند: مشتریان، پیام‌ها و تنظیمات؛ اما نه افراد، کلیدها و مدت نگهداری.
role-member = عضو
role-member-hint = با مشتریان و پیام‌ها کار می‌کند و به تنظیمات دسترسی ندارد.
role-auditor = ناظر
role-auditor-hint = می‌بیند با داده‌ها چگونه رفتار می‌شود: گزارش کارها، مراجعه‌ها و مدت نگهداری. اطلاعات هیچ مشتری را نمی‌بیند و چیزی را تغییر نمی‌دهد.
team-marketing-hint = به مشتریانی که موافقت کرده‌اند پیام می‌دهد.
team-support-hint = به مشتریان پاسخ می‌دهد و در سفارش‌ها کمکشان می‌کند.
team-fulfilment-hint = سفارش‌ها را بسته‌بندی و ارسال می‌کند.
team-analysis-hint = از آمار نتیجه می‌گیرد.
team-management-hint = پاسخ‌گوی امنیت و تکلیف‌های قانونی است.
team-part-of = آنچه مشتریان با تیم { $team } به اشتراک می‌گذارند می‌بیند.
team-with-part = { $name } (در نقش { $part })

## People

settings-tab-people = افراد
people-title = چه کسانی اینجا کار می‌کنند؟
people-state = { $count ->
    [one] { $count } نفر می‌تواند وارد شود.
   *[other] { $count } نفر می‌توانند وارد شوند.
} نقش می‌گوید هر کس کدام صفحه‌ها را باز می‌کند و تیم می‌گوید اطلاعات چه کسانی را می‌بیند.
people-invite = دعوت از همکار
people-roles = هر نقش چه می‌کند
people-name = نام
people-email = ایمیل
people-email-hint = با آن وارد می‌شود. مشتریان آن را نمی‌بینند.
people-role = نقش
people-role-hint = صفحه‌هایی که این شخص باز می‌کند.
people-teams = تیم‌ها
people-teams-hint = اطلاعاتی که این شخص از مشتریان می‌بیند: فقط آنچه مشتری با یکی از این تیم‌ها به اشتراک گذاشته است.
people-no-team = بدون تیم
people-sign-in = ورود
people-you = شما
people-taken = با این ایمیل حسابی وجود دارد.
people-invite-title = چه کسی به شما می‌پیوندد؟
people-invite-state = پیوندی می‌گیرید که خودتان به او می‌رسانید. او با همان پیوند گذرواژهٔ خودش را می‌گذارد.
people-invite-submit = ساختن حساب
person-active = می‌تواند وارد شود
person-invited = دعوت‌شده
person-link-over = مهلت پیوند گذشته است
person-disabled = غیرفعال
person-since = حساب از تاریخ
person-link-until = مهلت استفاده از پیوند
person-link = ساختن پیوند تازه
person-link-text = این شخص با پیوند تازه گذرواژهٔ تازه‌ای می‌گذارد. پیوند یک بار و تا سه روز کار می‌کند و پیوند پیشین را از کار می‌اندازد.
person-sign-out = خروج از همهٔ دستگاه‌ها
person-signed-out-done = همهٔ نشست‌های این شخص پایان یافت.
person-disable = غیرفعال کردن حساب
person-disable-text = با حساب غیرفعال نمی‌توان وارد شد و نشست‌هایش همان لحظه پایان می‌یابد. بعداً می‌توانید دوباره فعالش کنید.
person-disabled-done = حساب غیرفعال شد و نشست‌هایش پایان یافت.
person-enable = فعال کردن حساب
person-enable-text = این شخص نمی‌تواند وارد شود. پس از فعال شدن، نقش، تیم‌ها و گذرواژهٔ حساب همان است که بود.
person-enabled-done = حساب دوباره فعال شد.
person-last-owner = این آخرین مالکی است که می‌تواند وارد شود. اول کس دیگری را مالک کنید.
link-made-heading = پیوندی برای { $name }
link-made-title = پیوند آماده است
link-made-text = همین حالا آن را کپی کنید و خودتان به او برسانید. دیگر نشان داده نمی‌شود، یک بار کار می‌کند و مهلتش { $until } است.
link-made-done = آن را کپی کردم

## A link that sets a password

invitation-title = گذرواژه‌ای برای خود بگذارید
invitation-state = پس از آن وارد می‌شوید و این پیوند دیگر کار نمی‌کند.
invitation-email = با این ایمیل وارد می‌شوید
invitation-submit = ثبت گذرواژه
invitation-over = این پیوند دیگر کار نمی‌کند
invitation-over-text = هر پیوند یک بار و تا سه روز کار می‌کند. از یکی از مالکان فروشگاه پیوند تازه‌ای بخواهید.
welcome-done = گذرواژهٔ شما ثبت شد. خوش آمدید.

## Teams

settings-tab-teams = تیم‌ها
teams-title = چه تیم‌هایی هست؟
teams-state = مشتریان تعیین می‌کنند هر تیم اصلی چه ببیند. تیمی که خودتان اضافه می‌کنید نقش یکی از آن‌ها را می‌گیرد تا لازم نباشد دوباره از کسی بپرسید.
teams-empty = هنوز تیمی اضافه نکرده‌اید
teams-empty-text = تیم‌های اصلی برای بیشتر فروشگاه‌ها کافی است.
teams-built-in = تیم‌های اصلی
team-add = افزودن تیم
team-add-submit = افزودن تیم
team-added-done = تیم اضافه شد. اعضایش را از بخش افراد تعیین کنید.
team-removed-done = تیم حذف شد. اعضایش در تیم‌های دیگرشان می‌مانند.
team-name = نام
team-name-hint = مانند «تعمیرات». مشتریان در فهرست مراجعه‌ها این نام را می‌بینند.
team-part = در نقش
team-part-hint = آنچه مشتریان با این تیم به اشتراک می‌گذارند می‌بیند.
team-remove = حذف
team-taken = تیمی با همین نام وجود دارد.
team-too-many = شمار تیم‌ها زیاد است. اول یکی را حذف کنید.
team-name-wrong = نام باید از یک تا { $max } حرف داشته باشد.

## Audit log

settings-tab-audit = گزارش کارها
audit-title = از کارکنان چه کسی چه کرد؟
audit-state = بیست‌وچهار ماه نگه داشته می‌شود و اطلاعات هیچ مشتری در آن نیست.
audit-empty = تا اینجا چیزی از این نوع نیست
audit-person = شخص
audit-deed = نوع
audit-what = چه کاری
audit-who = چه کسی
audit-details = جزئیات
audit-when = زمان
audit-anybody = نامعلوم
audit-command-line = از خط فرمان
audit-nothing-new = بدون تغییر
audit-subject-store = فروشگاه
audit-subject-mail-server = سرور ایمیل
audit-subject-senders = فرستنده‌ها
audit-subject-dkim = امضای ایمیل
audit-subject-rules = پیام‌های خودکار
audit-subject-retention = مدت نگهداری
audit-subject-messages = پیام‌های نگه‌داشته‌شده
audit-subject-audit = گزارش کارها
audit-subject-website = وب‌سایت
audit-subject-notice = بیانیهٔ حریم خصوصی
audit-subject-site = طرف‌های دیگر
deed-signed-in = ورود
deed-sign-in-failed = ورود ناموفق
deed-signed-out = خروج
deed-signed-out-everywhere = خروج از همهٔ دستگاه‌ها
deed-password-set = ثبت گذرواژه
deed-setting-changed = تغییر تنظیمات
deed-retention-shortened = کوتاه شدن مدت نگهداری
deed-key-made = ساختن کلید
deed-key-revoked = باطل کردن کلید
deed-account-made = ساختن حساب
deed-account-changed = تغییر نقش یا تیم
deed-account-disabled = غیرفعال کردن حساب
deed-account-enabled = فعال کردن حساب
deed-link-made = ساختن پیوند گذرواژه
deed-team-added = افزودن تیم
deed-team-removed = حذف تیم
deed-consent-recorded = ثبت تصمیم مشتری
deed-data-asked = درخواست دیدن بیشتر از مشتری
deed-data-forced = دیدن در وضعیت اضطراری
deed-window-closed = بستن آنچه برای مدتی باز بود
deed-notice-published = انتشار بیانیهٔ حریم خصوصی
deed-messages-released = آزاد کردن پیام‌ها
deed-aside-opened = باز کردن رویداد کنارگذاشته‌شده
deed-audit-exported = خروجی گرفتن از گزارش کارها

## Looks

settings-tab-looks = مراجعه‌ها
looks-title = چه کسی به اطلاعات مشتریان نگاه کرد؟
looks-state = هر مراجعه پیش از نمایش داده‌ها ثبت می‌شود. این‌که داده‌های چه کسی بوده، در صفحهٔ همان مشتری آمده است.
looks-empty = هنوز کسی نگاه نکرده است
looks-empty-text = هر صفحه، پیام یا برنامه‌ای که اطلاعات شخصی بخواند، اینجا سطری به جا می‌گذارد.
retention-read-only = فقط مالک می‌تواند این را تغییر دهد.
looks-place-customer = صفحهٔ یک مشتری
masked-unspoken = فقط برای { $recipients } که کار سفارش با آن‌هاست؛ دربارهٔ آن از مشتری پرسیده نشده است
people-team-missing = دست‌کم یک تیم یا نقش ناظر را انتخاب کنید؛ این شخص بدون تیم چیزی از هیچ مشتری نمی‌بیند.

## One's own password

own-password-title = گذرواژهٔ شما
own-password-state = با گذرواژهٔ جدید، همهٔ نشست‌های دیگر شما پایان می‌یابد.
own-password-submit = تغییر گذرواژه
own-password-wrong = این گذرواژهٔ کنونی شما نیست. چیزی تغییر نکرد.
