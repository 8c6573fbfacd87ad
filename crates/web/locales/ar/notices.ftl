## The store's address for questions about data

settings-privacy-email = بريد الاستفسارات عن البيانات
settings-privacy-email-hint = يظهر في الإيصالات وفي إشعار الخصوصية. إن تُرك فارغًا استُخدم عنوان المُرسِل.

## The privacy notice that a store begins with. Customers read it.

notice-first-who = من نحن
notice-first-controller = { $store } هو من يقرّر كيف تُستخدم بياناتك، وهو المسؤول عنها.
notice-first-contact = لأي سؤال عن بياناتك راسلنا على { $contact }.
notice-first-address = عنواننا البريدي: { $address }.
notice-first-what = ما الذي نحتفظ به، ولماذا، ومن يمكنه الاطلاع عليه
notice-first-contract = نحتاج إلى ما يلي لتنفيذ طلباتك، وأساسه القانوني العقد الذي بيننا:
notice-first-asked = أمّا ما يلي فلا نفعله إلا بموافقتك. أساسه القانوني الموافقة، ولك أن تسحبها متى شئت:
notice-first-no = من دون موافقتك لا نحتفظ بشيء لهذه الأغراض ولا نستخدمه.
notice-first-purpose = { $purpose }: { $data }. يمكن الاطلاع عليها من قِبل: { $recipients }.
notice-first-long = كم نحتفظ بها
notice-first-long-orders = الطلبات: { $span }.
notice-first-always-orders = الطلبات: إلى أن تطلب حذفها.
notice-first-long-browsing = ما تتصفّحه في متجرنا: { $span }.
notice-first-always-browsing = ما تتصفّحه في متجرنا: إلى أن تطلب حذفه.
notice-first-long-other = الأحداث الأخرى: { $span }.
notice-first-always-other = الأحداث الأخرى: إلى أن تطلب حذفها.
notice-first-long-rest = اسمك وعناوينك وأرقامك: إلى أن تطلب حذفها، أو لا يبقى في ما وافقت عليه ما يحتاج إليها.
notice-first-where = أين توجد، ومن يعمل لحسابنا
notice-first-here = توجد بياناتك على الخادم الذي يقدّم { $host }.
notice-first-mail = تخرج رسائلنا إليك عبر خادم البريد { $host }.
notice-first-database = قاعدة بياناتنا على { $host }.
notice-first-history = السجلات الأقدم محفوظة في مساحة التخزين لدى { $host }.
notice-first-nobody = لا يسلّم هذا البرنامج بياناتك إلى أحد سوى من ذُكر.
notice-first-safe = ما الذي يحميها
notice-first-keys = اسمك وعناوينك وأرقامك مشفّرة بمفاتيح تخصّك وحدك.
notice-first-looks = كل اطلاع عليها يُدوَّن: أي فريق، ولأي غرض، ومتى. ولك أن ترى هذا السجل.
notice-first-erase = حين تطلب الحذف النهائي تُتلَف مفاتيحك، فلا يستطيع أحد بعدها قراءة تلك البيانات.
notice-first-rights = القرار لك
notice-first-centre = اطّلع على ما نعرفه عنك، وصحّحه، ونزّل نسخة منه، واعترض عليه، واطلب حذفه نهائيًا، واسحب أي موافقة بالسهولة التي أعطيتها بها: { $address }
notice-first-machine = لا تتّخذ الآلة وحدها أي قرار يخصّك وتترتب عليه آثار قانونية.
notice-first-complain = ولك أيضًا أن تتقدّم بشكوى إلى الجهة المعنية بحماية البيانات حيث تقيم.

## Privacy: where the store's people look after the notice and the record

privacy-tabs = أقسام الخصوصية
privacy-tab-notices = إشعار الخصوصية
privacy-tab-processing = سجل المعالجة
privacy-tab-third-parties = الأطراف الخارجية
privacy-people-few = أقل من { $count } أشخاص
privacy-people = { $count ->
    [zero] لا أحد حتى الآن
    [one] شخص واحد على الأقل
    [two] شخصان على الأقل
    [few] { $count } أشخاص على الأقل
    [many] { $count } شخصًا على الأقل
   *[other] { $count } شخص على الأقل
  }
via-notice = لأن إشعار الخصوصية تغيّر

notices-title = ماذا نقول للعملاء؟
notices-state = إشعار الخصوصية، إصدارًا بعد إصدار. الإصدار المنشور لا يتغيّر أبدًا.
notice-write = كتابة إصدار جديد
notice-go-on = متابعة المسودة
notice-none = لا يوجد إشعار خصوصية بعد
notice-none-text = يُكتب أول إصدار حالما يكون للمتجر اسم. يذكر ما يفعله هذا البرنامج ببيانات الناس، ولك أن تصوغه بطريقتك.
notice-draft-waits = الإصدار { $version } مسودة
notice-draft-text = لا يراه العملاء قبل نشره.
notice-version = الإصدار { $version }
notice-column-version = الإصدار
notice-column-published = تاريخ النشر
notice-column-change = ما الذي تغيّر
notice-column-asked = من سُئل من جديد
notice-change-first = الإصدار الأول
notice-change-wording = الصياغة وحدها
notice-change-material = ما وافق عليه الناس: { $purposes }
notice-asking = السؤال جارٍ
notice-published = الإصدار الجديد سارٍ الآن.

notice-draft-title = الإصدار { $version }: ماذا يقول؟
notice-draft-state = مسودة باللغات الثلاث. احفظها متى شئت.
notice-languages = اللغة
notice-text = نص الإشعار: { $language }
notice-text-hint = السطر الذي يبدأ بـ«## » عنوان، والذي يبدأ بـ«- » بند في قائمة. السطر الفارغ يبدأ فقرة جديدة.
notice-save = حفظ المسودة
notice-discard = التخلّص من المسودة
notice-to-publish = نشر…
notice-control = في النص رمز لا يمكن طباعته. أعد كتابة موضعه.
notice-changes = ما الذي يتغيّر
notice-preview = كيف يبدو
notice-removed = حُذف:
notice-added = أُضيف:
notice-unchanged = لا شيء يتغيّر هنا.

notice-publish-title = نشر الإصدار { $version }: ما نوع التغيير؟
notice-change-question = هل يغيّر ما وافق عليه الناس؟
notice-wording = لا، الصياغة وحدها
notice-wording-hint = كلام أوضح، أو عنوان، أو تصحيح خطأ. لا يُسأل أحد من جديد.
notice-material = نعم
notice-material-hint = بيانات أخرى، أو استخدام آخر، أو أشخاص آخرون يطّلعون عليها، أو مدة أطول. يُسأل من جديد كل من وافق، ولا تسري موافقته إلى أن يجيب.
notice-purposes = أي الأغراض يمسّها التغيير؟
notice-purposes-hint = فقط إن كان يغيّر ما وافق عليه الناس.
notice-change-choose = حدّد هل يغيّر ما وافق عليه الناس.
notice-purpose-choose = اختر غرضًا واحدًا على الأقل يمسّه التغيير.
notice-language-lacks = النص باللغة { $language } غير موجود.
notice-continue = متابعة
notice-back = رجوع
notice-ask-title = هل تنشر هذا الإصدار؟
notice-ask-wording = لن يُسأل أحد من جديد.
notice-ask-material = سيُسأل من جديد: { $people }، بشأن: { $purposes }. ولا تُستخدم بياناتهم لذلك إلى أن يوافقوا من جديد.
notice-ask-final = لا يمكن تغيير إصدار منشور ولا سحبه، وإنما يمكن أن يتبعه إصدار آخر.
notice-publish = نشر

## The notice as everybody reads it

notice-public-title = كيف نستخدم بياناتك
notice-public-none = لا يوجد نص بعد.
notice-public-old = هذا إصدار سابق.
notice-public-current = اقرأ الإصدار الساري
notice-public-since = ما تغيّر منذ الإصدار { $version }
notice-public-since-link = منذ الإصدار { $version }
notice-public-changes = ما الذي تغيّر
notice-public-whole = النص كاملًا

## The record of processing (GDPR, article 30)

processing-title = ماذا نفعل ببيانات الناس؟
processing-state = مستخلَص مما هو مُعدّ في البرنامج ومما يسمح به الناس.
processing-csv = تنزيل CSV
processing-json = تنزيل JSON
processing-activities = لأي غرض
processing-column-people = الأشخاص
processing-none = لا تُستخدم بيانات شخصية بعد
processing-none-text = حالما يطلب أحد شيئًا أو يوافق على شيء يظهر هنا.
processing-events = الأحداث
processing-column-event = نوع الحدث
processing-column-kept = مدة الحفظ
processing-not-taken = لا تُستقبَل
processing-until-erased = إلى أن يطلب العميل حذفها
processing-fields = تُحفظ الأسماء والعناوين والأرقام إلى أن يطلب العميل حذفها.
processing-outside = من يعمل لحسابنا خارج المتجر
processing-nobody = لا أحد: كل شيء يبقى على هذا الجهاز.
processing-service-mail = خادم البريد
processing-service-database = قاعدة البيانات
processing-service-history = تخزين السجلات الأقدم
processing-measures = ما الذي يحميها
processing-measure-sealed-fields = الأسماء والعناوين والأرقام مشفّرة، بمفاتيح لكل عميل ولكل نوع من البيانات
processing-measure-access-log = كل اطلاع على بيانات شخصية يُسجَّل قبل حدوثه
processing-measure-consent-checked = تُراجَع الموافقة عند وضع الرسالة في الانتظار، ثم عند إرسالها
processing-measure-hashed-passwords = لا تُخزَّن كلمات المرور نفسها، بل بصمات لا تُستعاد منها
processing-measure-signed-receipts = يحصل العملاء على إيصالات موقَّعة بما قرّروه
processing-measure-https = يصل العملاء إلى البرنامج عبر اتصال مشفّر (TLS)
processing-measure-mail-tls = يُسلَّم البريد عبر اتصال مشفّر (TLS)
processing-measure-key-apart = المفتاح الرئيسي محفوظ بعيدًا عن البيانات
