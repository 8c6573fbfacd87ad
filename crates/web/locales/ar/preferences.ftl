## Which messages come: in the privacy centre, and behind the link at a message's foot

privacy-nav-messages = الرسائل
preferences-title = ما الذي يرسله إليك { $store }؟
preferences-state = تصلك الأخبار والعروض بالقدر الذي تريده وفي المواضيع التي تهمك فقط. ويسري كل تغيير فورًا.
preferences-channels = بأي وسيلة؟
preferences-frequency = كم مرة؟
preferences-frequency-every = كل الرسائل
preferences-frequency-weekly = رسالة واحدة في الأسبوع على الأكثر
preferences-frequency-monthly = رسالة واحدة في الشهر على الأكثر
preferences-topics = في أي مواضيع؟
preferences-topics-hint = أزِل العلامة عمّا لا يهمك.
preferences-pause = إيقاف مؤقت
preferences-pause-hint = لا تصلك أي أخبار حتى تنتهي المدة، ثم تعود من تلقاء نفسها.
preferences-pause-none = بلا إيقاف
preferences-pause-until = كما هو الآن: حتى { $date }
preferences-pause-days = { $days ->
    [zero] إيقاف لمدة { $days } يوم
    [one] إيقاف لمدة يوم واحد
    [two] إيقاف لمدة يومين
    [few] إيقاف لمدة { $days } أيام
    [many] إيقاف لمدة { $days } يومًا
   *[other] إيقاف لمدة { $days } يوم
}
preferences-paused = الرسائل متوقفة مؤقتًا
preferences-paused-text = لن تصلك أي أخبار حتى { $date }، ثم تعود من تلقاء نفسها.
preferences-resume = إنهاء الإيقاف المؤقت
preferences-leave = إلغاء الاشتراك في كل الرسائل
preferences-out = لا تصلك أخبار { $store } بالبريد الإلكتروني
preferences-out-link = إن أردت أن تصلك من جديد
preferences-centre = كل ما نعرفه عنك

## After unsubscribing

unsubscribe-instead = هل يكفيك عدد أقل من الرسائل؟
unsubscribe-instead-text = أُلغي اشتراكك. وإن كان السبب كثرة الرسائل فقط فيمكنك أن تختار عددًا أقل، وإلا فلا داعي لأي إجراء آخر.
unsubscribe-fewer-weekly = تصلك رسالة واحدة في الأسبوع على الأكثر.
unsubscribe-fewer-monthly = تصلك رسالة واحدة في الشهر على الأكثر.
unsubscribe-more-choices = اختيار المواضيع

## Why a message was not sent

withheld-on-pause = أوقف العميل الرسائل مؤقتًا
withheld-on-pause-hint = لا يريد أي رسائل تسويقية حتى اليوم الذي اختاره، ثم تعود من تلقاء نفسها.
withheld-topic-off = أوقف العميل الرسائل في هذا الموضوع
withheld-topic-off-hint = لا يريد رسائل فيه.
withheld-frequency = يريد العميل رسائل أقل
withheld-frequency-hint = أُرسل إليه في هذا الأسبوع أو الشهر العدد الذي يريده.

event-message-preferences-updated = تغيير تفضيلات الرسائل
via-message-link = من الرابط في أسفل الرسالة

## Settings, Consent

settings-tab-consent = الموافقة
audit-subject-consent = ما يُطلب من العملاء
asking-title = ما الذي تطلبه من عملائك؟
asking-state = في بلدك، من يرفض لا يُسأل مرة أخرى لمدة ستة أشهر.
asking-state-year = في بلدك، من يرفض لا يُسأل مرة أخرى لمدة سنة.
asking-none = لا شيء
asking-purposes = فيمَ تستخدم بيانات العملاء؟
asking-purposes-text = يرى العملاء الأغراض المحدَّدة هنا ويُسألون عنها. ولا تُسجَّل أي موافقة على غيرها. وما سبق أن قرّره العميل يبقى ظاهرًا له ويمكنه سحبه.
asking-purposes-unset = لم تختر بعد: يرى العملاء ما هو محدَّد، ويُقبل كل ما تسجّله أنظمتك.
asking-confirm = التأكيد بالبريد الإلكتروني
asking-confirm-text = كل من يوافق على تلقّي الأخبار بالبريد الإلكتروني، في صفحة أو عبر أنظمتك، تصله رسالة فيها رابط. ولا تسري الموافقة إلا بعد الضغط عليه، ويُحفظ التاريخان دليلًا. ولا تُرسَل رسالة تذكير.
asking-confirm-law = هذا ما يتوقعه قانون بلدك.
asking-confirm-switch = تأكيد الموافقة على الرسائل الإلكترونية
topics-title = مواضيع رسائلك
topics-text = يوقف العملاء المواضيع واحدًا واحدًا، وتظل بقية المواضيع تصلهم.
topics-of-rules = موضوع كل رسالة
topic-none = بلا موضوع
topic-add = إضافة موضوع أو إعادة تسميته
topic-key = الاسم المختصر
topic-key-hint = لأنظمتك، بأحرف لاتينية صغيرة. يبقى ثابتًا عند تغيير الأسماء: إدخال الاسم المختصر نفسه يعيد تسمية الموضوع.
topic-key-wrong = يُرجى استخدام { $max } حرفًا على الأكثر من الأحرف اللاتينية الصغيرة أو الأرقام أو الشرطات.
topic-too-many = يمكن إضافة { $max } موضوعًا على الأكثر. يُرجى إزالة أحدها أولًا.
topic-name = الاسم بلغة: { $language }
topic-save = حفظ الموضوع
topic-remove = إزالة

## Double opt-in

privacy-confirm-title = أخبار { $store } بالبريد الإلكتروني
privacy-confirm-text = هل تريد أن تصلك أخبار { $store } على العنوان الذي وصلته هذه الرسالة؟ يمكنك إيقافها متى شئت بضغطة واحدة.
privacy-confirm-yes = نعم، أريدها
privacy-confirm-no = إن لم تفعل شيئًا فلن يُرسَل شيء.
privacy-confirmed = شكرًا لك. من الآن تصلك الأخبار بالبريد الإلكتروني، وفي كل رسالة رابط يوقفها.
privacy-confirm-used = سبق تأكيد هذه الموافقة، ولا داعي لأي إجراء آخر.
privacy-confirm-late = لم يعد هناك ما يُؤكَّد: انتهت صلاحية الرابط أو جاء بعده رفض. لم يتغيّر شيء.
privacy-confirm-unused = لم يعد المتجر يرسل مثل هذه الرسائل، لذا لم يُسجَّل شيء.
via-double-opt-in = تأكيد من الرابط في رسالة
event-opt-in-requested = طلب تأكيد الأخبار بالبريد الإلكتروني
template-confirm-consent = تأكيد موافقة
rule-confirm-consent = رسالة لتأكيد الموافقة على البريد الإلكتروني
rule-confirm-consent-text = الغرض: الواجبات القانونية. تُرسَل مرة واحدة إلى من يوافق على تلقّي الأخبار حيثما كان التأكيد مطلوبًا (الإعدادات، الموافقة). وهي خالية من الإعلان ولا يمكن إيقافها وحدها.
