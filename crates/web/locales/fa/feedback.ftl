## What comes back of letters: who tells of it

feedback-title = بازخورد ایمیل‌ها
feedback-text = اینکه پیام رسید، برگشت خورد یا هرزنامه شمرده شد، خبرش را سرویسی که ایمیل‌هایتان را می‌فرستد به اینجا می‌دهد. به نشانی‌هایی که وجود ندارند و به کسانی که شکایت کرده‌اند دیگر چیزی فرستاده نمی‌شود.
feedback-vendor = سرویسی که ایمیل‌هایتان را می‌فرستد
feedback-vendor-none = هیچ‌کدام
feedback-secret = کلید آن
feedback-secret-kept = کلیدی ذخیره شده است. برای نگه داشتنش این را خالی بگذارید.
feedback-secret-ses = شناسهٔ ARN موضوع، مانند arn:aws:sns:eu-central-1:123456789012:feedback
feedback-secret-sendgrid = کلید راستی‌آزمایی Signed Event Webhook
feedback-secret-postmark = نام و گذرواژه‌ای به انتخاب خودتان، به شکل name:password
feedback-secret-mailgun = کلید امضای HTTP webhook signing key
feedback-secret-resend = رمز امضا که با whsec_ آغاز می‌شود
feedback-secret-wrong-ses = این شناسهٔ ARN یک موضوع نیست. شکل درست: arn:aws:sns:eu-central-1:123456789012:feedback.
feedback-secret-wrong-sendgrid = این کلید راستی‌آزمایی نیست. SendGrid پس از روشن شدن امضا آن را در Mail settings و سپس Event webhook نشان می‌دهد.
feedback-secret-wrong-postmark = یک نام، دونقطه و گذرواژه‌ای با دست‌کم ۱۲ نویسه بنویسید.
feedback-secret-wrong-mailgun = این کلید امضا نیست. Mailgun آن را در API security نشان می‌دهد.
feedback-secret-wrong-resend = این رمز امضا نیست. Resend آن را کنار وب‌هوک نشان می‌دهد و با whsec_ آغاز می‌شود.
feedback-address = نشانی‌ای که باید آنجا وارد کنید
feedback-how-ses = این نشانی (HTTPS) را مشترک موضوعی کنید که SES در آن منتشر می‌کند؛ تأیید خودکار انجام می‌شود. بگذارید SES سرآیندهای اصلی را هم بفرستد، یا رویدادها را با configuration set منتشر کنید.
feedback-how-sendgrid = در Mail settings و سپس Event webhook این نشانی را وارد کنید، delivered و bounced و dropped و spam reports و unsubscribes را برگزینید و Signed Event Webhook را روشن کنید.
feedback-how-postmark = در Webhooks جریان پیام‌ها این نشانی را با نام و گذرواژهٔ همین‌جا به‌عنوان basic auth وارد کنید و delivery و bounce و spam complaint و subscription change را برگزینید.
feedback-how-mailgun = در Webhooks دامنه این نشانی را برای delivered و permanent failure و temporary failure و spam complaints و unsubscribes وارد کنید.
feedback-how-resend = در Webhooks این نشانی را وارد کنید و delivered و bounced و complained را برگزینید.

result-delivered = رسید
result-bounced-hard = برگشت خورد: چنین صندوقی نیست
result-bounced-soft = فعلاً برگشت خورد
result-complained = هرزنامه شمرده شد
result-opened = باز شد
result-machine-opened = سرویس ایمیلِ گیرنده تصویرها را بارگذاری کرد
result-clicked = پیوندی از آن باز شد
result-unsubscribed = با این پیام اشتراک لغو شد

event-email-delivered = پیام رسید
event-email-bounced = پیام برگشت خورد
event-email-marked-as-spam = پیام هرزنامه شمرده شد
event-email-opened = پیام باز شد
event-email-link-clicked = پیوند داخل پیام باز شد
event-unsubscribed = لغو اشتراک با پیوند داخل پیام

via-complaint = با هرزنامه شمردن یک پیام

suppressions-title = نشانی‌هایی که دیگر به آن‌ها چیزی فرستاده نمی‌شود
suppressions-text = به این‌ها، هر موافقتی هم که داده شده باشد، چیزی ارسال نمی‌شود.
suppressions-none = هیچ نشانی‌ای کنار گذاشته نشده است
suppressions-none-text = نشانی‌هایی که پیام‌ها از آن‌ها برگشت خورده، و نشانی کسانی که پیامی را هرزنامه شمرده‌اند، اینجا می‌آید.
suppressions-since = از
suppressions-nobody = کسی که بشناسیم نیست
suppressions-lift = دوباره به آن فرستاده شود
suppressions-because = دلیل
suppressions-because-works-again = این نشانی دوباره کار می‌کند
suppressions-because-asked = مشتری خواسته است
suppressions-because-mistake = اشتباه شده بود
suppressed-by-bounced = چنین صندوقی نیست
suppressed-by-soft-bounces = پیام‌ها پی‌درپی برگشت خوردند
suppressed-by-complained = پیامی هرزنامه شمرده شد
deed-suppression-lifted = اجازهٔ ارسال دوباره به یک نشانی
audit-subject-feedback = بازخورد ایمیل‌ها
audit-subject-address = یک نشانی
place-suppressions = فهرست نشانی‌های کنارگذاشته

tracking-title = باز شدن پیام‌ها و پیوندها
tracking-text = تا روشنش نکنید خاموش است، و پس از آن هم فقط دربارهٔ مشتریانی که در مرکز حریم خصوصی با آن موافقت کرده باشند؛ «تحلیل داده‌ها» باید جزو چیزهایی باشد که می‌پرسید. پیام‌های سفارش و حریم خصوصی هرگز خبری نمی‌دهند.
tracking-clicks = بدانیم پیوندهای پیام‌های تبلیغاتی باز می‌شوند یا نه
tracking-clicks-hint = پیوندها از راه همین برنامه می‌گذرند. پویشگرهایی که پیوندها را باز می‌کنند شمرده نمی‌شوند.
tracking-opens = بدانیم پیام‌های تبلیغاتی باز می‌شوند یا نه
tracking-opens-hint = تصویر کوچکی خبر می‌دهد. بسیاری از سرویس‌های ایمیل آن را به‌جای خواننده بارگذاری می‌کنند، چه پیام باز شود چه نشود؛ این جداگانه نشان داده می‌شود.
audit-subject-tracking = باز شدن پیام‌ها و پیوندها
preferences-tracked = رسیدن نامه‌های ما به شما
preferences-tracked-switch = فروشگاه می‌تواند ببیند که نامه‌هایش و پیوندهایشان را باز می‌کنم یا نه
preferences-tracked-hint = کمک می‌کند نامه‌های کمتر و بهتری بفرستیم. در هر دو حالت همان نامه‌ها به شما می‌رسد.

dns-title = آنچه دربارهٔ دامنه‌تان منتشر شده است
dns-text = گیرنده‌ها نگاه می‌کنند چه کسی حق دارد از طرف دامنهٔ شما ایمیل بفرستد، کلید امضایش چیست و با بقیه چه باید کرد. ببینید چه پیدا می‌کنند.
dns-look = بررسی
dns-none = ایمیل‌ها هنوز دامنه‌ای از خود ندارند. نشانی فرستنده را در بخش فروشگاه تعیین کنید.
dns-good = رکورد { $record } درست است
dns-missing = رکورد { $record } وجود ندارد
dns-several = چند رکورد { $record } هست و گیرنده‌ها به هیچ‌کدام اعتنا نمی‌کنند. یکی را نگه دارید.
dns-open = رکورد { $record } نمی‌گوید چه کسی حق ارسال ندارد. آن را با ~all یا -all تمام کنید.
dns-other = در رکورد { $record } کلید دیگری است و امضاهای شما بی‌اعتبار می‌مانند
dns-unknown = رکورد { $record } را اکنون نمی‌توان بررسی کرد
