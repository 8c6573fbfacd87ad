messages-title = ماذا أُرسل، وماذا لم يُرسَل؟
messages-state = في آخر ٢٤ ساعة: المُرسَل { $sent }، وما لم يُرسَل { $withheld }.
messages-filter-state = الحالة
messages-filter-template = الرسالة
messages-column-subject = الرسالة
messages-column-customer = العميل
messages-column-state = الحالة
messages-column-channel = القناة
messages-column-at = الوقت
messages-column-why = السبب
messages-empty = لا رسائل بعد
messages-empty-text = عند اكتمال طلب تظهر هنا رسالة الشكر: مُرسَلة، أو غير مُرسَلة مع السبب.
messages-none-found = لا رسالة تطابق هذا الاختيار.

message-title = رسالة إلى { $name }
message-state = الحالة
message-subject = العنوان
message-from = من
message-to = إلى
message-language = اللغة
message-template = القالب
message-purpose = الغرض
message-basis = الأساس النظامي
message-cause = السبب
message-queued-at = أُدرجت
message-sent-at = أُرسلت
message-answered-in = بعد الحدث بمدة { $span }
message-preview = كما يراها العميل
message-preview-html = بالصور والألوان
message-preview-text = نص فقط
message-preview-frame = معاينة الرسالة
message-preview-gone = لم نعد نحتفظ بنص الرسالة.
message-attempts = المحاولات
message-attempt-none = لم تُجرَ أي محاولة.
message-attempt = المحاولة { $number }
message-attempt-next = المحاولة التالية { $when }
message-server-said = رد خادم البريد
message-id = رقم الرسالة

state-queued = في الانتظار
state-queued-hint = تنتظر دورها.
state-sending = قيد الإرسال
state-sending-hint = تُسلَّم الآن إلى خادم البريد.
state-sent = أُرسلت
state-sent-hint = استلمها خادم البريد.
state-failed = فشلت
state-failed-hint = تعذّر تسليمها ولن تُعاد المحاولة.
state-retrying = بانتظار إعادة المحاولة
state-retrying-hint = لم يقبلها خادم البريد بعد، وستُعاد المحاولة.
state-unknown = غير مؤكدة
state-unknown-hint = توقف البرنامج أثناء إرسالها. ربما وصلت، لذلك لا تُرسَل مرتين.
state-withheld = لم تُرسَل
state-withheld-hint = منعتها قاعدة أو عدم وجود إذن.
state-held = موقوفة
state-held-hint = تنتظر قرارك بعد استعادة نسخة احتياطية.
failed-unreachable = تعذّر الوصول إلى خادم البريد
failed-gave-up = استُنفدت المحاولات
failed-connection-lost = انقطع الاتصال أثناء الإرسال
failed-later = طلب خادم البريد المحاولة لاحقًا (الرمز { $code })
failed-refused = رفضها خادم البريد (الرمز { $code })
failed-bad-address = لا يمكن الكتابة إلى هذا العنوان
failed-bad-headers = لا يمكن إرسال العنوان أو اسم المرسِل
failed-bad-template = تعذّر ملء القالب
failed-dkim = تعذّر توقيع الرسالة
failed-no-event = الحدث الذي سبّبها لم يعد موجودًا
failed-no-sender = لم يُحدَّد المرسِل
failed-defect = خلل في البرنامج

message-release = إطلاق
message-release-all = { $count ->
    [zero] لا رسائل لإطلاقها
    [one] إطلاق رسالة واحدة
    [two] إطلاق رسالتين
    [few] إطلاق { $count } رسائل
    [many] إطلاق { $count } رسالة
   *[other] إطلاق { $count } رسالة
}
message-discard-all = إلغاؤها كلها
message-held-title = { $count ->
    [zero] لا رسائل موقوفة
    [one] رسالة واحدة موقوفة
    [two] رسالتان موقوفتان
    [few] { $count } رسائل موقوفة
    [many] { $count } رسالة موقوفة
   *[other] { $count } رسالة موقوفة
}
message-held-text = كانت تنتظر عند أخذ هذه النسخة الاحتياطية، وربما أُرسل بعضها منذ ذلك الحين. القرار لك.
message-released = أُطلقت. تُرسَل الآن كل رسالة ما زال مسموحًا بها.
message-discarded = أُلغيت، ولم يُرسَل شيء.

template-thank-you = شكرًا على الطلب
template-welcome = ترحيب
template-test = رسالة تجريبية
channel-email = البريد الإلكتروني
channel-sms = رسالة نصية
channel-whatsapp = واتساب
channel-push = إشعار
rule-thank-you = شكر على كل طلب مكتمل
rule-thank-you-text = الغرض: تنفيذ الطلبات. الأساس: العقد. تُرسَل إلى كل مشترٍ له بريد إلكتروني.
rule-welcome = ترحيب بكل عميل جديد
rule-welcome-text = الغرض: التسويق عبر البريد الإلكتروني. تُرسَل لمن وافق فقط، مع إلغاء الاشتراك بنقرة واحدة.
rules-title = على ماذا يُرَدّ تلقائيًا؟

## The list and one message

messages-total = منذ البداية: المُرسَل { $sent }، وما لم يُرسَل { $withheld }.
messages-tab-sent = أُرسلت
messages-tab-waiting = في الانتظار
messages-tab-withheld = لم تُرسَل
messages-tab-failed = فشلت
messages-tab-unknown = غير مؤكدة
messages-tab-held = موقوفة
messages-caught = أُودعت في مجلد محلي ولم يغادر شيء هذا الجهاز.
messages-caught-text = «أُرسلت» تعني هنا: كُتبت في المجلد. حدّد خادم بريد لتصل إلى عملائك.
message-about = عن هذه الرسالة
message-what-happened = ماذا جرى لها
message-preview-none = يُكتب نصها لحظة الإرسال، ولا نص لها بعد.
message-event-at = وصل الحدث
message-changed-at = آخر تغيير
failed-database = غابت قاعدة البيانات لحظة

## The way out of marketing mail

unsubscribe-this-store = هذا المتجر
unsubscribe-title = هل تريد إيقاف الرسائل الإخبارية من { $store }؟
unsubscribe-stops = لن تصلك بعد الآن أخبار وعروض { $store } بالبريد الإلكتروني.
unsubscribe-remains = أما الرسائل المتعلقة بطلباتك فتستمر، فهي جزء من الشراء وليست إعلانًا.
unsubscribe-button = إيقاف هذه الرسائل
unsubscribe-done = لا يرسل إليك { $store } أخبارًا بالبريد
unsubscribe-done-text = يسري ذلك من الآن، ولا يلزمك فعل شيء آخر.
unsubscribe-return = غيّرت رأيي
unsubscribe-back = عادت إليك أخبار { $store }
unsubscribe-back-text = أهلًا بعودتك. يمكنك إيقافها متى شئت من الرابط في كل رسالة.
unsubscribe-unknown = هذا الرابط لا يؤدي إلى شيء
unsubscribe-unknown-text = ربما كان ناقصًا أو من مكان آخر. لم يتغيّر شيء.
unsubscribe-unknown-next = افتح الرابط من الرسالة مرة أخرى، أو انسخه كاملًا إلى شريط العنوان.
