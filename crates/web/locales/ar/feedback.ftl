## What comes back of letters: who tells of it

feedback-title = ما يعود من الرسائل
feedback-text = هل وصلت الرسالة أم ارتدّت أم عُدّت مزعجة؟ الخدمة التي ترسل بريدك تخبرنا هنا. ولا نكتب بعد ذلك إلى عناوين غير موجودة ولا إلى من اشتكى.
feedback-vendor = الخدمة التي ترسل بريدك
feedback-vendor-none = لا شيء منها
feedback-secret = مفتاحها
feedback-secret-kept = هناك مفتاح محفوظ. اترك الحقل فارغًا للإبقاء عليه.
feedback-secret-ses = معرّف ARN للموضوع، مثل arn:aws:sns:eu-central-1:123456789012:feedback
feedback-secret-sendgrid = مفتاح التحقق الخاص بـ Signed Event Webhook
feedback-secret-postmark = اسم وكلمة مرور من اختيارك، بالصيغة name:password
feedback-secret-mailgun = مفتاح التوقيع HTTP webhook signing key
feedback-secret-resend = سر التوقيع الذي يبدأ بـ whsec_
feedback-secret-wrong-ses = هذا ليس معرّف ARN لموضوع. شكله: arn:aws:sns:eu-central-1:123456789012:feedback.
feedback-secret-wrong-sendgrid = هذا ليس مفتاح تحقق. يعرضه SendGrid في Mail settings ثم Event webhook بعد تفعيل التوقيع.
feedback-secret-wrong-postmark = اكتب اسمًا ثم نقطتين ثم كلمة مرور من ١٢ حرفًا على الأقل.
feedback-secret-wrong-mailgun = هذا ليس مفتاح توقيع. يعرضه Mailgun في API security.
feedback-secret-wrong-resend = هذا ليس سر توقيع. يعرضه Resend مع الـ webhook، ويبدأ بـ whsec_.
feedback-address = العنوان الذي تُدخله هناك
feedback-how-ses = اشترك بهذا العنوان (HTTPS) في الموضوع الذي تنشر فيه SES، وسيتم التأكيد تلقائيًا. واجعل SES تُرفق الترويسات الأصلية، أو انشر الأحداث عبر configuration set.
feedback-how-sendgrid = في Mail settings ثم Event webhook: أدخل هذا العنوان، واختر delivered وbounced وdropped وspam reports وunsubscribes، وفعّل Signed Event Webhook.
feedback-how-postmark = في Webhooks الخاصة بمسار الرسائل: أدخل هذا العنوان مع الاسم وكلمة المرور المكتوبين هنا في basic auth، واختر delivery وbounce وspam complaint وsubscription change.
feedback-how-mailgun = في Webhooks الخاصة بالنطاق: أدخل هذا العنوان لكل من delivered وpermanent failure وtemporary failure وspam complaints وunsubscribes.
feedback-how-resend = في Webhooks: أدخل هذا العنوان، واختر delivered وbounced وcomplained.

result-delivered = وصلت
result-bounced-hard = ارتدّت: لا وجود لهذا الصندوق
result-bounced-soft = ارتدّت مؤقتًا
result-complained = عُدّت مزعجة
result-opened = فُتحت
result-machine-opened = حمّل مزوّد البريد صورها
result-clicked = فُتح رابط فيها
result-unsubscribed = ألغى الاشتراك من هذه الرسالة

event-email-delivered = وصلت رسالة
event-email-bounced = ارتدّت رسالة
event-email-marked-as-spam = عُدّت رسالة مزعجة
event-email-opened = فُتحت رسالة
event-email-link-clicked = فُتح رابط في رسالة
event-unsubscribed = ألغى الاشتراك من رابط في رسالة

via-complaint = بالإبلاغ عن رسالة بأنها مزعجة

suppressions-title = عناوين لم نعد نكتب إليها
suppressions-text = لا يُرسَل إليها شيء، مهما كانت الموافقات.
suppressions-none = لا عناوين موقوفة
suppressions-none-text = تظهر هنا العناوين التي ارتدّت منها الرسائل، وعناوين من أبلغ عن رسالة بأنها مزعجة.
suppressions-since = منذ
suppressions-nobody = ليس لأحد نعرفه
suppressions-lift = الكتابة إليه من جديد
suppressions-because = السبب
suppressions-because-works-again = عاد العنوان يعمل
suppressions-because-asked = طلب العميل ذلك
suppressions-because-mistake = كان ذلك خطأ
suppressed-by-bounced = لا وجود لهذا الصندوق
suppressed-by-soft-bounces = ارتدّت الرسائل مرة بعد مرة
suppressed-by-complained = أُبلغ عن رسالة بأنها مزعجة
deed-suppression-lifted = السماح بالكتابة إلى عنوان من جديد
audit-subject-feedback = ما يعود من البريد
audit-subject-address = عنوان
place-suppressions = قائمة العناوين الموقوفة

tracking-title = فتح الرسائل والروابط
tracking-text = متوقف حتى تشغّله، ثم يشمل فقط من وافق عليه في مركز الخصوصية؛ ويجب أن تكون «التحليلات» ضمن ما تطلبه. أما رسائل الطلبات والخصوصية فلا تخبر بشيء أبدًا.
tracking-clicks = معرفة فتح الروابط في الرسائل التسويقية
tracking-clicks-hint = تمر الروابط عبر هذا البرنامج. ولا تُحتسب برامج الفحص التي تفتح الروابط.
tracking-opens = معرفة فتح الرسائل التسويقية
tracking-opens-hint = صورة صغيرة تخبر بذلك. وكثير من مزوّدي البريد يحمّلونها نيابة عن قرائهم، فُتحت الرسالة أم لم تُفتح؛ ويظهر ذلك منفصلًا.
audit-subject-tracking = فتح الرسائل والروابط
preferences-tracked = هل تصلك رسائلنا؟
preferences-tracked-switch = أسمح للمتجر أن يعرف إن كنت أفتح رسائله وروابطها
preferences-tracked-hint = يساعدنا ذلك على إرسال رسائل أقل وأفضل. وتصلك الرسائل نفسها في الحالتين.

dns-title = ما هو منشور عن نطاقك
dns-text = يبحث المستلمون عمّن يحق له الإرسال باسم نطاقك، وعن مفتاح توقيعاته، وعمّا يُفعل بغير ذلك. تحقّق ممّا يجدونه.
dns-look = تحقّق الآن
dns-none = لا نطاق خاصًا للبريد بعد. حدّد عنوان المرسِل في صفحة المتجر.
dns-good = سجل { $record } صحيح
dns-missing = لا يوجد سجل { $record }
dns-several = هناك أكثر من سجل { $record }، فلا يأخذ المستلمون بأي منها. أبقِ واحدًا.
dns-open = لا يقول سجل { $record } مَن لا يحق له الإرسال. اجعله ينتهي بـ ~all أو -all.
dns-other = سجل { $record } فيه مفتاح آخر، فلا قيمة لتوقيعاتك
dns-unknown = تعذّر البحث عن سجل { $record } الآن
