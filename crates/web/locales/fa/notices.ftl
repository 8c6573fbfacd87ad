## The store's address for questions about data

settings-privacy-email = ایمیل برای پرسش دربارهٔ داده‌ها
settings-privacy-email-hint = در رسیدها و در اطلاعیهٔ حریم خصوصی می‌آید. اگر خالی بماند، نشانی فرستنده به‌جای آن می‌نشیند.

## The privacy notice that a store begins with. Customers read it.

notice-first-who = ما که هستیم
notice-first-controller = { $store } دربارهٔ اطلاعات شما تصمیم می‌گیرد و پاسخ‌گوی آن است.
notice-first-contact = هر پرسشی دربارهٔ اطلاعاتتان داشتید، به { $contact } بنویسید.
notice-first-address = نشانی پستی ما: { $address }.
notice-first-what = چه نگه می‌داریم، برای چه، و چه کسی می‌بیند
notice-first-contract = این‌ها برای انجام سفارش شما لازم است و مبنای قانونی آن قرارداد میان ماست:
notice-first-asked = این کارها را فقط با موافقت شما انجام می‌دهیم. مبنای قانونی آن رضایت صریح شماست و هر وقت بخواهید می‌توانید آن را پس بگیرید:
notice-first-no = بدون موافقت شما هیچ‌یک از این‌ها نگه داشته نمی‌شود.
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
notice-first-history = سوابق قدیمی‌تر در فضای ذخیره‌سازی { $host } است.
notice-first-nobody = این برنامه اطلاعات شما را به کس دیگری نمی‌دهد.
notice-first-safe = چه چیزی از آن محافظت می‌کند
notice-first-keys = نام، نشانی‌ها و شماره‌های شما با کلیدهایی رمز می‌شود که فقط از آنِ شماست.
notice-first-looks = هر بار که کسی آن‌ها را ببیند ثبت می‌شود: کدام گروه، برای چه و کِی. شما هم می‌توانید این فهرست را ببینید.
notice-first-erase = وقتی حذف کامل بخواهید، کلیدهای شما نابود می‌شود و دیگر هیچ‌کس نمی‌تواند آن اطلاعات را بخواند.
notice-first-rights = تصمیم با شماست
notice-first-centre = ببینید دربارهٔ شما چه می‌دانیم، آن را درست کنید، نسخه‌ای بردارید، اعتراض کنید، حذف کاملش را بخواهید، یا موافقتتان را به همان آسانی که داده‌اید پس بگیرید: { $address }
notice-first-machine = هیچ تصمیمی دربارهٔ شما که پیامد قانونی داشته باشد تنها به دست ماشین گرفته نمی‌شود.
notice-first-complain = همچنین می‌توانید به نهاد حفاظت از داده‌ها در محل زندگی‌تان شکایت کنید.
