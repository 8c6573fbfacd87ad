settings-title = كيف تريد أن يُدار متجرك؟
settings-tabs = الإعدادات
settings-tab-store = المتجر
settings-tab-keys = المفاتيح
settings-tab-email = البريد
settings-tab-staff = الفريق
settings-tab-about = عن البرنامج

## Store

settings-store = المتجر
settings-store-name = اسم المتجر
settings-store-name-hint = اسم المرسِل الذي يراه العملاء في الرسائل.
settings-website = عنوان المتجر على الويب
settings-website-hint = مثل ‎https://shop.example.com‎. تفتحه روابط الرسائل.
settings-postal-address = العنوان البريدي
settings-postal-address-hint = يظهر أسفل رسائل التسويق كما يقتضي القانون.
settings-postal-address-needed = (مطلوب لرسائل التسويق)
settings-rules = الردود التلقائية
settings-language = لغة المتجر
settings-language-hint = للعملاء الذين لا نعرف لغتهم. أما لغتك فتختارها من أعلى كل صفحة.
settings-currency = العملة
settings-currency-hint = للطلبات التي لا تذكر عملة.
settings-rial-unit = وحدة عرض المبالغ الإيرانية
settings-rial = الريال
settings-toman = التومان (عشرة ريالات)
settings-country = البلد
settings-country-hint = رقم الهاتف الذي لا يبدأ برمز دولة يُعدّ من هذا البلد، وقانونه يحدد مدة حفظ الطلبات.
settings-time-zone = المنطقة الزمنية
settings-time-zone-hint = تُحسب عليها أيام المتجر ولياليه.
settings-calendar = التقويم
calendar-gregory = ميلادي
calendar-persian = هجري شمسي
calendar-islamic-umalqura = أم القرى (هجري قمري)
settings-digits = الأرقام
digits-latn = 0 1 2 3
digits-arab = ٠ ١ ٢ ٣
digits-arabext = ۰ ۱ ۲ ۳
settings-web-address = عنوان هذا البرنامج
settings-web-address-hint = تبدأ به روابط الرسائل.

## Keys

settings-keys = المفاتيح
settings-keys-text = يحتاج إلى مفتاح كل من يرسل أحداثًا أو يستعلم عن بيانات. لا نحفظ إلا بصمته، لذلك يُعرض مرة واحدة.
key-name = الاسم
key-name-hint = من سيستخدمه، مثل «المتجر الإلكتروني» أو «نقطة البيع».
key-scope = ما يُسمح له به
key-scope-site = صفحة ويب
key-scope-site-hint = عام. يبلّغ عن الزيارات، ولا يدمج العملاء ولا يسجّل إيرادًا ولا يمنح موافقة.
key-scope-server = خادم
key-scope-server-hint = سرّي. يبلّغ عن الطلبات والعملاء.
key-scope-read = قراءة
key-scope-read-hint = سرّي. يقرأ العملاء والرسائل والأرقام.
key-scope-admin = إدارة
key-scope-admin-hint = سرّي. له كل ما تتيحه الواجهة البرمجية.
key-may-site = الإبلاغ عن الزيارات
key-may-server = الإبلاغ عن الطلبات والعملاء
key-may-read = قراءة العملاء والرسائل والأرقام
key-may-admin = كل شيء
key-basis = الأساس القانوني لكل نوع من الأحداث
key-basis-hint = ما يصل بلا أساس قانوني لا يُحفظ.
key-basis-orders = الطلبات
key-basis-browsing = الزيارات والنقرات
key-basis-other = ما عدا ذلك
key-created = أُنشئ
key-last-used = آخر استخدام
key-create = إنشاء مفتاح
key-made-title = هذا هو المفتاح
key-made-text = انسخه الآن، فهو لا يُحفظ ولن يُعرض ثانية.
key-secret-title = وهذا السر المرافق له
key-secret-text = لخادمك وحده. به يوقّع خادمك معرّفات العملاء الذين سجّلوا الدخول (HMAC-SHA256)، فتصير اختياراتهم وهم زوار اختياراتهم وهم عملاء. لا يوضع في أي صفحة أبدًا. ويعرضه ثانية الأمر «amana key secret».
key-revoke = إبطال
key-revoke-title = إبطال «{ $name }»؟
key-revoke-text = يُرفض كل من يستخدمه من تلك اللحظة. لا رجعة في ذلك، لكن يمكن إنشاء مفتاح جديد في أي وقت.
key-revoke-now = إبطال المفتاح
key-revoked = أُبطل المفتاح.
key-revoked-now = أُبطل المفتاح، ويُرفض من الآن كل من يستخدمه.
key-revoked-on = أُبطل في { $date }
keys-empty = لا مفاتيح بعد
keys-empty-text = أنشئ مفتاحًا لمتجرك أو خادمك ليصل أول حدث.
key-try = جرّبه
key-try-text = يرسل هذا الأمر حدثًا واحدًا يظهر فورًا في صفحة «مباشر».

## E-mail

settings-email = البريد
settings-email-text = خادم بريدك هو الذي يوصل الرسائل.
smtp-host = خادم البريد
smtp-host-hint = مثل ‎mail.example.com‎.
smtp-port = المنفذ
smtp-security = التشفير
smtp-security-starttls = STARTTLS (المنفذ 587 عادة)
smtp-security-tls = TLS من البداية (المنفذ 465 عادة)
smtp-security-none = بلا تشفير (لخادم على هذا الجهاز فقط)
smtp-user = اسم المستخدم
smtp-password = كلمة المرور
smtp-password-kept = كلمة المرور محفوظة. اترك الحقل فارغًا للإبقاء عليها.
smtp-from-address = البريد الإلكتروني للمرسِل
smtp-from-name = اسم المرسِل
smtp-reply-to = تصل الردود إلى
smtp-from-environment = محدَّد في { $variable } ولا يمكن تغييره من هنا.
smtp-not-set = لم يُحدَّد خادم بريد بعد، فلا تُرسَل أي رسالة.
smtp-test = إرسال رسالة تجريبية
smtp-test-to = إلى
smtp-test-text = تُرسَل رسالة واحدة فورًا للتأكد من أن كل شيء يعمل.
smtp-test-text-folder = تُكتب رسالة واحدة في المجلد فورًا، ولا يستلمها أحد.
smtp-test-caught = كُتبت الرسالة التجريبية في المجلد
smtp-test-sent = استلمها خادم البريد (المدة: { $span }). تفقّد صندوق البريد.
smtp-test-failed = رفضها خادم البريد: { $reason }
smtp-caught = يُحفظ البريد في مجلد محلي، ولا يخرج من هذا الجهاز.
dkim-title = توقيع DKIM
dkim-text = يثبت التوقيع لخوادم البريد الأخرى أن رسائلك منك. أنشئ المفتاحين، وانشر سجليهما في DNS، ثم فعّلهما.
dkim-on = توقيع الرسائل
dkim-domain = النطاق
dkim-selector = المحدِّد
dkim-record-name = اسم سجل DNS (من نوع TXT)
dkim-record-value = قيمته
dkim-make = إنشاء مفتاحي التوقيع
dkim-active = يوقّع الرسائل
dkim-inactive = لا يوقّع بعد

## People

staff-title = من يعمل هنا
staff-name = الاسم
staff-email = البريد الإلكتروني
staff-team = الفريق
staff-last-seen = آخر دخول
staff-add = دعوة شخص
staff-password-new = كلمة المرور الجديدة
staff-password-old = كلمة المرور الحالية
staff-password-changed = تغيّرت كلمة المرور، وانتهت كل الجلسات الأخرى.

## About

about-version = الإصدار
about-database = قاعدة البيانات
about-database-sqlite = مدمجة، في { $folder }
about-database-postgres = PostgreSQL
about-started = يعمل منذ
about-journal = الأحداث المحفوظة
about-size = الحجم على القرص
about-backup = آخر نسخة احتياطية
about-backup-none = لا نسخة احتياطية بعد. أنشئ واحدة بالأمر: { $command }

settings-tab-rules = القواعد
settings-show-toman = عرض المبالغ الإيرانية بالتومان
settings-show-toman-hint = كل عشرة ريالات تومان واحد. وتُحفظ المبالغ بالريال في الحالتين.
settings-sender = مرسِل الرسائل
settings-sender-text = ما يراه العملاء حين يراسلهم المتجر.
settings-sender-name-hint = إن اختلف عن اسم المتجر.
settings-sender-email-hint = عنوان من نطاقك، لتصل الرسائل إلى العملاء وتصل إليك ردودهم.
settings-keys-title = من يرسل ومن يقرأ؟
key-basis-orders-hint = ما اشتُري وما رُدّ ثمنه وما شُحن.
key-basis-browsing-hint = الصفحات والمنتجات التي شوهدت، والسلال وعمليات البحث.
key-basis-profile = هوية العميل
key-basis-profile-hint = الاسم والعنوان واللغة وسائر ما في ملف العميل.
key-basis-other-hint = أحداثك الخاصة مهما كان اسمها.
key-basis-which = أي أساس هو الصحيح؟
basis-contract-hint = يلزم لتنفيذ ما طلبه العميل: الطلب، ودفع ثمنه، وتوصيله.
basis-consent-hint = وافق عليه الشخص نفسه. ومن دون موافقته، أو بعد سحبها، لا يُحفظ شيء.
basis-legal-obligation-hint = يلزمك القانون بحفظه، كالفواتير مثلًا.
basis-legitimate-interest-hint = مصلحتك فيه أرجح من مصلحة العميل، وقد دوّنت السبب. وللعميل أن يعترض.
basis-none-hint = لا تُحفظ أحداث هذا النوع عند وصولها، بل تُعدّ فقط.
key-new-title = ما الغرض من المفتاح الجديد؟
key-made-heading = أُنشئ المفتاح
key-made-done = نسختُه
key-try-read-text = يستعلم هذا الأمر عن أرقام المتجر.
settings-email-title = هل تصل رسائلك؟
settings-email-open = إعداد البريد
smtp-server-title = خادم البريد
smtp-port-wrong = المنفذ رقم من 1 إلى 65535، وغالبًا 587.
smtp-login-wrong = لا يقبل اسم المستخدم وكلمة المرور فواصل أسطر ولا محارف تحكم.
smtp-password-missing = أدخل كلمة المرور مع اسم المستخدم.
smtp-security-offered = STARTTLS إن أتاحه الخادم
smtp-state-none = لم يُحدَّد خادم بريد بعد
smtp-state-folder = البريد يبقى على هذا الجهاز
smtp-state-set = خادم البريد جاهز
smtp-several-text = تُوزَّع الرسائل على هذه الخوادم. وإن تعذّر الوصول إلى أحدها، أرسل الخادم التالي رسائله.
smtp-change = تعديل { $server }
smtp-remove = إزالة هذا الخادم
smtp-add = إضافة خادم بريد آخر
smtp-carries = ما يرسله
smtp-carries-all = كل الرسائل
smtp-carries-marketing = الإعلانات فقط
smtp-carries-service = كل شيء عدا الإعلانات
smtp-carries-none = بهذا لن يبقى خادم يرسل الرسائل الأخرى. اجعل خادمًا آخر يرسلها أولًا.
smtp-weight = الوزن
smtp-weight-hint = من 0 إلى 100. يرسل الخادم الذي وزنه 3 ثلاثة أضعاف ما يرسله خادم وزنه 1، ولا يرسل الخادم الذي وزنه 0 إلا ما يتعذّر إرساله من غيره.
smtp-weight-wrong = الوزن عدد صحيح من 0 إلى 100.
smtp-state = الحالة
smtp-state-off = كل خوادم البريد متوقفة
smtp-silent-since = لا يستجيب منذ { $time }
senders-title = المرسِلون
senders-text = تصل الرسائل باسم المتجر. ويمكنك أن تجعل أحد قوالبك باسم شخص بدلًا منه، مثل «سارة من نور».
senders-own = المتجر
senders-add = إضافة مرسِل
senders-signed = التوقيع
senders-not-aligned = لا يشمله توقيع { $domain }
senders-name-hint = ما يراه القراء، مثل «سارة من نور».
senders-used = القالب «{ $template }» باسم هذا المرسِل. اختر له مرسِلًا آخر أولًا.
senders-too-many = الحد الأقصى { $max } مرسِلًا. أزل أولًا مرسِلًا لا حاجة إليه.
smtp-test-no-sender = لا عنوان للمرسِل بعد. حدّده في قسم «المتجر».
smtp-test-not-written = تعذّرت كتابة الرسالة. السبب في سجل البرنامج.
smtp-test-nothing = لم يُرسَل شيء
smtp-test-uncertain = انقطع الاتصال قبل وصول الجواب. وربما وصلت الرسالة.
smtp-test-at-connect = تعذّر الوصول إلى خادم البريد، أو رفض الخادم تسجيل الدخول
smtp-test-at-sender = رفض خادم البريد عنوان المرسِل
smtp-test-at-recipient = رفض خادم البريد عنوان المستلم
smtp-test-at-message = رفض خادم البريد الرسالة نفسها
smtp-test-letter-subject = رسالة تجريبية من متجرك
smtp-test-letter-title = كل شيء يعمل
smtp-test-letter-text = إن كنت تقرأ هذا، فرسائلك جاهزة للانطلاق إلى عملائك.
dkim-make-another = إنشاء مفتاحين جديدين
dkim-unreadable = تعذّر فتح مفتاح التوقيع
dkim-unreadable-text = شُفّر بمفتاح رئيسي آخر. أنشئ مفتاحًا جديدًا وانشر سجله.
dkim-switch-on = نشرتُ السجل: ابدأ التوقيع
dkim-switch-off = إيقاف التوقيع بهذا المفتاح
dkim-domain-hint = نطاق عنوان المرسِل.
dkim-selector-hint = اسم يميّز هذين المفتاحين من أي مفاتيح تُضاف لاحقًا.
dkim-domain-wrong = هذا ليس نطاقًا. مثاله ‎shop.example.com‎.
dkim-selector-wrong = لا يقبل المحدِّد إلا الحروف اللاتينية والأرقام والنقاط والشرطات.
dkim-second-make = إضافة مفتاح Ed25519
dkim-second-text = يمكن أن يوقّع إلى جانب هذا المفتاح مفتاح ثانٍ من النوع الأحدث Ed25519. والمستلم الذي لا يستطيع التحقق من توقيعه يكتفي بمفتاح RSA.
dkim-key = المفتاح
rules-state = تُرسَل هذه الرسائل تلقائيًا، وما يمكن إيقافه منها لا يُرسَل إلا إذا كان مفعَّلًا. وحيثما يلزم إذن العميل، يُتحقَّق منه مرة أخرى لحظة الإرسال.
rules-preview-language = المعاينة بـ
rule-switch = إرسالها تلقائيًا

## Retention

settings-saved-orders = تم الحفظ. يكتفي قانون البلد الجديد بمدة أقصر، لذلك تبقى مدة حفظ الطلبات كما كانت. يمكنك تغييرها في «مدة الحفظ».
settings-tab-retention = مدة الحفظ
retention-title = كم من الوقت تُحفظ البيانات؟
retention-state = يُحذف كل حدث متى انتهت مدته، ولا تبقى إلا مجاميع يومية.
retention-orders-law = تُحفظ الطلبات مدة { $span }، كما يقتضي القانون في بلدك ({ $country }).
retention-orders-no-law = تُحفظ الطلبات مدة { $span }. لا يعرف البرنامج ما يقتضيه القانون في بلدك ({ $country })، فاسأل مستشارك.
retention-orders-no-country = تُحفظ الطلبات إلى أن تُحذف بيانات العميل نهائيًا، لأن بلد المتجر غير محدَّد.
retention-set-country = حدّد البلد
retention-orders-set = تُحفظ الطلبات مدة لا تقل عن { $span }.
retention-orders-always = تُحفظ الطلبات إلى أن تُحذف بيانات العميل نهائيًا.
retention-browsing-set = تُحفظ الزيارات والنقرات مدة لا تتجاوز { $span }.
retention-browsing-always = تُحفظ الزيارات والنقرات إلى أن تُحذف بيانات العميل نهائيًا.
retention-profile-set = تُحفظ تغييرات ملف العميل مدة لا تتجاوز { $span }.
retention-profile-always = تُحفظ تغييرات ملف العميل إلى أن تُحذف بياناته نهائيًا.
retention-profile-hint = ما تغيّر في ملف العميل ومتى. أما الملف نفسه فيبقى.
retention-other-set = يُحفظ ما عدا ذلك مدة لا تتجاوز { $span }.
retention-other-always = يُحفظ ما عدا ذلك إلى أن تُحذف بيانات العميل نهائيًا.
retention-span-years = { $count ->
    [zero] { $count } سنة
    [one] سنة واحدة
    [two] سنتين
    [few] { $count } سنوات
    [many] { $count } سنة
   *[other] { $count } سنة
}
retention-span-months = { $count ->
    [zero] { $count } شهر
    [one] شهر واحد
    [two] شهرين
    [few] { $count } أشهر
    [many] { $count } شهرًا
   *[other] { $count } شهر
}
retention-years = المدة بالسنوات
retention-months = المدة بالأشهر
retention-empty = اترك الحقل فارغًا لتسري المدة المعتادة، وهي { $span }.
retention-empty-law = اترك الحقل فارغًا لتسري المدة القانونية، وهي { $span }.
retention-empty-country = اترك الحقل فارغًا لتسري المدة القانونية متى حُدِّد البلد.
retention-empty-always = اترك الحقل فارغًا لتُحفظ إلى أن تُحذف بيانات العميل نهائيًا.
retention-always = الحفظ إلى أن تُحذف بيانات العميل نهائيًا
retention-years-wrong = { $what }: اكتب عدد السنوات من { $min } إلى { $max } بلا كسور، أو اترك الحقل فارغًا.
retention-months-wrong = { $what }: اكتب عدد الأشهر من { $min } إلى { $max } بلا كسور، أو اترك الحقل فارغًا.
retention-both = { $what }: اكتب عددًا أو اختر «الحفظ إلى أن تُحذف بيانات العميل نهائيًا»، لا الاثنين معًا.
retention-warning = تقصير المدة يحذف ما هو أقدم منها بلا رجعة. نسألك قبل أن يحدث ذلك.
retention-below-law = هذه المدة أقصر مما يقتضيه القانون
retention-below-law-text = يقتضي القانون في بلدك ({ $country }) مدة لا تقل عن { $span }.
retention-ask-title = هل تريد حذف ما هو أقدم؟
retention-ask-text = لم يُحفظ شيء بعد. إن تابعت حُذف ما يلي خلال يوم بلا رجعة، ولا تبقى إلا مجاميع يومية.
retention-ask-line = يُحفظ من الآن مدة { $span } فقط. ويُحذف كل ما حدث قبل { $date }.
retention-ask-now = حفظ التغيير وحذف الأقدم
retention-after = بعد انتهاء المدة
retention-after-months = تُحسب المدة بالأشهر الميلادية الكاملة (بالتوقيت العالمي). تبقى الطلبات هذه المدة على الأقل، ويبقى ما عداها هذه المدة على الأكثر.
retention-after-gone = خلال يوم تُزال الأحداث من كل ملفات البيانات ومن صفحة العميل.
retention-after-sums = لا تبقى إلا مجاميع يومية: كم حدثًا وقع، وكم أُنفق، وبأي عملة. ولا تدل على أي شخص.
retention-after-backups = تظل الأحداث في النسخ الاحتياطية السابقة، فاحذف تلك النسخ بنفسك.
retention-after-law = ما يُذكر هنا عن القانون ليس استشارة قانونية، والكلمة الأخيرة لمستشارك.
retention-log = ما حُذف
retention-log-text = لانتهاء مدته، أو لحذف بيانات عميل نهائيًا.
retention-log-day = اليوم
retention-log-events = الأحداث
retention-log-none = لا شيء حتى الآن.
