messages-title = ما الذي أُرسل، وما الذي لم يُرسَل؟
messages-state = في آخر ٢٤ ساعة: { $sent } أُرسلت، و{ $withheld } لم تُرسَل.
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

message-title = رسالة إلى { $name }
message-state = الحالة
message-subject = الموضوع
message-from = من
message-to = إلى
message-language = اللغة
message-template = القالب
message-purpose = الغرض
message-basis = الأساس القانوني
message-cause = السبب
message-cause-none = لا يوجد حدث: أُرسلت إلى كثيرين معًا أو في موعدها
message-queued-at = أُدرجت للإرسال
message-sent-at = أُرسلت
message-answered-in = المدة منذ الحدث: { $span }
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
message-id = معرّف الرسالة

state-queued = في الانتظار
state-queued-hint = تنتظر دورها.
state-sending = قيد الإرسال
state-sending-hint = تُسلَّم الآن إلى خادم البريد.
state-sent = أُرسلت
state-sent-hint = استلمها خادم البريد.
state-caught = محفوظة في المجلد
state-caught-hint = كُتبت في مجلد على هذا الجهاز، ولم تخرج منه.
state-failed = فشل إرسالها
state-failed-hint = تعذّر تسليمها ولن تُعاد المحاولة.
state-retrying = بانتظار إعادة المحاولة
state-retrying-hint = لم يقبلها خادم البريد بعد، وستُعاد المحاولة.
state-unknown = غير مؤكدة
state-unknown-hint = توقف البرنامج أثناء إرسالها. ربما وصلت، لذلك لن تُرسَل مرة ثانية.
state-withheld = لم تُرسَل
state-withheld-hint = منعتها قاعدة، أو لا إذن بإرسالها.
state-held = موقوفة
state-held-hint = تنتظر قرارك بعد استعادة نسخة احتياطية، أو تنتظر استئناف حملتها المتوقفة مؤقتًا.
failed-unreachable = تعذّر الوصول إلى خادم البريد
failed-gave-up = استُنفدت المحاولات
failed-connection-lost = انقطع الاتصال أثناء الإرسال
failed-later = طلب خادم البريد المحاولة لاحقًا (الرمز { $code })
failed-refused = رفضها خادم البريد (الرمز { $code })
failed-bad-address = لا يمكن الإرسال إلى هذا العنوان
failed-bad-headers = لا يمكن إرسال الموضوع أو اسم المرسِل
failed-bad-template = تعذّر ملء القالب
failed-dkim = تعذّر توقيع الرسالة
failed-no-event = الحدث الذي سبّبها لم يعد موجودًا
failed-missing-value = تنقصها قيمة لا بد منها
failed-no-template = لا توجد نسخة كهذه من القالب
failed-wrong-event = ما حدث ليس مما تتحدث عنه هذه الرسالة
failed-no-sender = لم يُحدَّد المرسِل
failed-defect = خلل في البرنامج

message-release = السماح بالإرسال
message-release-all = { $count ->
    [zero] لا رسائل موقوفة
    [one] السماح بإرسال رسالة واحدة
    [two] السماح بإرسال رسالتين
    [few] السماح بإرسال { $count } رسائل
    [many] السماح بإرسال { $count } رسالة
   *[other] السماح بإرسال { $count } رسالة
}
message-discard-all = إلغاؤها كلها
message-held-title = { $count ->
    [zero] لا رسائل تنتظر قرارك
    [one] رسالة واحدة تنتظر قرارك
    [two] رسالتان تنتظران قرارك
    [few] { $count } رسائل تنتظر قرارك
    [many] { $count } رسالة تنتظر قرارك
   *[other] { $count } رسالة تنتظر قرارك
}
message-held-text = كانت تنتظر عند إنشاء هذه النسخة الاحتياطية، وربما أُرسل بعضها منذ ذلك الحين. القرار لك.
message-released = سُمح بإرسالها. تُرسَل الآن، ولا تُرسَل أي منها إلا إن كان الإذن لا يزال قائمًا.
message-discarded = أُلغيت، ولم يُرسَل شيء.

template-thank-you = شكرًا على الطلب
template-welcome = ترحيب
template-privacy-link = رابط صفحة الخصوصية
template-access-notice = اطلاع على بياناتك
template-consent-renewal = قبل انتهاء الموافقة
template-abandoned-cart = ما بقي في السلة
template-browse-abandonment = منتج اطلع عليه العميل
template-review-request = طلب مراجعة
template-win-back = بعد انقطاع طويل عن الطلب
template-birthday = عيد الميلاد
template-replenishment = حان وقت الطلب من جديد
template-price-drop = انخفاض السعر
template-goes-with = ما يناسب الطلب
template-own = قالب من إعدادك
template-test = رسالة تجريبية
channel-email = البريد الإلكتروني
channel-sms = رسالة نصية
channel-whatsapp = واتساب
channel-push = إشعار
rule-thank-you = شكر على كل طلب مكتمل
rule-thank-you-text = الغرض: تنفيذ الطلبات. الأساس: العقد. تُرسَل عن كل طلب يبلّغ عنه خادم متجرك، إن كان للمشتري عنوان بريد إلكتروني. أما الطلب الذي لا تبلّغ عنه إلا صفحة ويب فلا تُرسَل عنه.
rule-welcome = ترحيب بمن يوافق على تلقّي الرسائل بالبريد الإلكتروني
rule-welcome-text = الغرض: التسويق عبر البريد الإلكتروني. تُرسَل مرة واحدة حين يوافق العميل لأول مرة، مع إلغاء الاشتراك بنقرة واحدة.
rule-privacy-link = رابط صفحة الخصوصية
rule-privacy-link-text = الغرض: الواجبات القانونية. يُرسَل إلى كل من يطلب الاطلاع على بياناته، ولا يمكن إيقافه.
rule-access-notice = إشعار باطلاع لم تسبقه موافقة
rule-access-notice-text = الغرض: الواجبات القانونية. يُرسَل إلى العميل عندما يطلب أحد الاطلاع على المزيد أو يطّلع في حالة طارئة، ولا يمكن إيقافه.
rule-consent-renewal = تذكير قبل انتهاء الموافقة
rule-consent-renewal-text = الغرض: التسويق بالبريد الإلكتروني. قبل ٣٠ يومًا و٧ أيام من انتهاء ما وافق عليه الشخص، وضغطة واحدة تجدّده.
rules-title = ما الرسائل التي تُرسَل تلقائيًا؟

## The list and one message

messages-total = منذ البداية: { $sent } أُرسلت، و{ $withheld } لم تُرسَل.
messages-tab-sent = أُرسلت
messages-tab-waiting = في الانتظار
messages-tab-withheld = لم تُرسَل
messages-tab-failed = فشل إرسالها
messages-tab-unknown = غير مؤكدة
messages-tab-held = موقوفة
messages-meaning-waiting = تنتظر دورها، أو محاولة أخرى.
messages-none-sent = لم تُرسَل أي رسالة بعد.
messages-none-waiting = لا رسالة في الانتظار.
messages-none-withheld = لم تُمنع أي رسالة من الإرسال.
messages-none-failed = لم يفشل إرسال أي رسالة.
messages-none-unknown = لا رسالة مصيرها غير مؤكد.
messages-none-held = لا رسالة موقوفة.
messages-see-all = عرض كل الرسائل
messages-caught = تبقى الرسائل في مجلد على هذا الجهاز.
messages-caught-text = تُكتب الرسائل في المجلد، ولا يستلمها أحد.
messages-caught-link = إعداد خادم بريد
message-about = عن هذه الرسالة
message-what-happened = ما جرى لها
message-preview-none = يُكتب نصها لحظة الإرسال، ولا نص لها بعد.
message-event-at = وصل الحدث
message-changed-at = آخر تغيير
failed-database = تعذّر الوصول إلى قاعدة البيانات للحظة
failed-paused = توقف البرنامج للحظة

## The way out of marketing mail

unsubscribe-this-store = هذا المتجر
unsubscribe-title = هل تريد إيقاف الرسائل الإخبارية من { $store }؟
unsubscribe-stops = سنتوقف عن إرسال الأخبار والعروض إليك بالبريد الإلكتروني.
unsubscribe-stops-address = سنتوقف عن إرسال الأخبار والعروض إلى { $address }.
unsubscribe-remains = وستصلك الرسائل المتعلقة بطلباتك كالمعتاد، فهي ليست إعلانًا.
unsubscribe-button = إيقاف هذه الرسائل
unsubscribe-keep = إبقاء الرسائل
unsubscribe-kept = ستظل أخبار { $store } تصلك
unsubscribe-kept-text = لم يتغيّر شيء. يمكنك إيقافها متى شئت من الرابط في كل رسالة.
unsubscribe-done = لن تصلك أخبار { $store } بالبريد الإلكتروني
unsubscribe-done-text = يسري ذلك من الآن، ولا يلزمك فعل شيء آخر.
unsubscribe-return = غيّرت رأيي
unsubscribe-back = ستصلك أخبار { $store } من جديد
unsubscribe-back-text = أهلًا بعودتك. يمكنك إيقافها متى شئت من الرابط في كل رسالة.
unsubscribe-unknown = هذا الرابط لا يؤدي إلى شيء
unsubscribe-unknown-text = ربما كان ناقصًا أو من مصدر آخر. لم يتغيّر شيء.
unsubscribe-unknown-next = افتح الرابط من الرسالة مرة أخرى، أو انسخه كاملًا إلى شريط العنوان.
