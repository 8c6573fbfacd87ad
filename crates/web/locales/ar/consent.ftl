## Kinds of data

category-name = الاسم
category-birth-date = تاريخ الميلاد
category-email = البريد الإلكتروني
category-phone = رقم الهاتف
category-address = العنوان البريدي
category-location = الموقع الجغرافي
category-orders = الطلبات
category-browsing = الزيارات والنقرات
category-messages = الرسائل
category-preferences = التفضيلات
category-reviews = المراجعات والوسائط
category-predictions = التوقعات

## Purposes

purpose-fulfil-orders = تنفيذ الطلبات
purpose-customer-care = خدمة العملاء
purpose-security = الأمان
purpose-legal-duties = الواجبات القانونية
purpose-personalise = التخصيص
purpose-marketing-email = التسويق عبر البريد الإلكتروني
purpose-marketing-sms = التسويق عبر الرسائل النصية
purpose-marketing-whatsapp = التسويق عبر واتساب
purpose-marketing-push = التسويق عبر الإشعارات
purpose-loyalty = برنامج الولاء
purpose-reviews = المراجعات
purpose-research = الأبحاث
purpose-analytics = التحليلات

## Who can see it

recipient-marketing = التسويق
recipient-support = الدعم
recipient-fulfilment = تنفيذ الطلبات
recipient-analysis = التحليل
recipient-management = الإدارة
recipient-automation = القواعد الآلية
recipient-processor = جهة معالجة خارج المتجر
recipient-customer = العميل نفسه
class-orders = الطلبات
class-browsing = الزيارات والنقرات
class-profile = هوية الشخص
class-other = ما عدا ذلك

## Legal bases

basis-consent = الموافقة
basis-contract = العقد
basis-legal-obligation = التزام قانوني
basis-legitimate-interest = مصلحة مشروعة
basis-vital-interest = مصلحة حيوية
basis-public-task = مهمة عامة
basis-none = بلا أساس: لا يُحفظ

## States

consent-given = موافقة
consent-renewed = تجديد الموافقة
consent-requested = طُلبت الموافقة
consent-requested-hint = بانتظار تأكيد صاحبها.
consent-refused = رفض
consent-withdrawn = سحب الموافقة
consent-expired = انتهت المدة
consent-deferred = بلا جواب بعد
consent-revoked = أُبطلت
consent-invalidated = لم تعد صالحة
consent-unknown = لم تُطلب الموافقة
consent-unasked = لم تُطلب
consent-unasked-contract = لازمة لتنفيذ الطلب
consent-unasked-legal-obligation = يلزم بها القانون
consent-unasked-legitimate-interest = لمصلحة المتجر المشروعة
consent-unasked-vital-interest = لازمة لحماية حياة شخص
consent-unasked-public-task = لازمة لمهمة عامة

consents-title = علامَ وافق هذا الشخص؟
consent-column-purpose = الغرض
consent-column-category = نوع البيانات
consent-column-recipient = من يمكنه الاطلاع عليها
consent-column-basis = الأساس القانوني
consent-column-state = الحالة
consent-column-until = حتى
consent-column-since = منذ
consent-column-source = كيف عرفنا
consent-agreed-on = سُجّلت في { $date } موافقة { $name } على «{ $purpose }».
consent-withdrawn-on = سُجّل في { $date } سحب موافقة { $name } على «{ $purpose }».

## Personal data that is not shown

masked-not-shared = لا يشارك العميل هذه البيانات مع فريقك
masked-shared-only-with = لا يشارك العميل هذه البيانات إلا مع { $recipients }
masked-not-asked = لم يُسأل العميل بعد
masked-expired = انتهت مدة الإذن
masked-erased = حُذفت نهائيًا بطلب العميل
masked-purpose = ليست لهذا الغرض

## Why a message was not sent

withheld-no-consent = لم يوافق العميل
withheld-no-consent-hint = لا موافقة مسجّلة على هذا الغرض.
withheld-refused = رفض العميل
withheld-refused-hint = سُئل فرفض، أو سحب موافقته.
withheld-expired = انتهت مدة الموافقة
withheld-expired-hint = مُنحت حتى تاريخ قد مضى.
withheld-suppressed = العنوان في قائمة عدم الإرسال
withheld-suppressed-hint = ارتدّت الرسائل عن هذا العنوان، أو أبلغ صاحبه عن إحداها بأنها مزعجة.
withheld-no-address = لا عنوان للعميل
withheld-no-address-hint = ليس لدينا عنوان تُرسَل إليه.
withheld-unverified = العنوان غير موثَّق
withheld-unverified-hint = لم يثبت أحد أنه يعود إلى هذا الشخص.
withheld-unconfirmed = العنوان غير مؤكَّد
withheld-unconfirmed-hint = أكّد العميل عنوانًا آخر، وأُرسلت إلى هذا العنوان رسالة تأكيد واحدة.
withheld-too-late = فات أوانها
withheld-too-late-hint = مضى على الحدث أكثر من ٢٤ ساعة حين وصل.
withheld-not-ending = لم يعد هناك ما ينتهي
withheld-not-ending-hint = ما يذكّر به جُدّد أو سُحب أو تغيّر موعد انتهائه قبل إرسالها.
withheld-imported = حدث مستورَد
withheld-imported-hint = لا نشكر أحدًا على ما مضى عليه زمن طويل.
withheld-erased = حُذفت بيانات العميل
withheld-erased-hint = لم يبقَ من نراسله.
withheld-on-hold = حملتها متوقفة مؤقتًا
withheld-on-hold-hint = تُرسَل متى استأنفت الحملة.
withheld-cancelled = أُلغيت حملتها أو حُذفت
withheld-cancelled-hint = ما لم يُرسَل حتى ذلك الحين لن يُرسَل أبدًا.
withheld-restored = تنتظر قرارك بعد استعادة نسخة احتياطية
withheld-restored-hint = كانت تنتظر عند إنشاء النسخة الاحتياطية، وربما أُرسلت منذ ذلك الحين.
withheld-template-error = تعذّر ملء القالب
withheld-template-error-hint = تنقصه قيمة يحتاج إليها.
withheld-not-configured = لم يُحدَّد خادم بريد
withheld-not-configured-hint = حدّده في الإعدادات، قسم «البريد».

## What holds, what was decided, what a person told the staff

consents-now = ما يسري الآن
consents-history = ما تقرّر ومتى
consent-holds-yes = سارية
consent-holds-expired = انتهت مدتها
consent-holds-no = غير سارية
consent-may-use = البيانات: { $categories }. ومن يستخدمها: { $recipients }.
consent-basis = الأساس: { $basis }
consent-until = حتى { $date }
consent-refused-sentence = رفض استخدام { $categories }.
consent-record = هل أخبرك هذا الشخص بشيء؟
consent-record-text = اكتب ما قاله بنفسه. يسري ذلك من هذه اللحظة، ويمكنه أن يراه.
consent-record-submit = تسجيل
consent-recorded = سُجّل، ويسري من الآن.
consent-not-recorded = لا يغيّر هذا شيئًا ممّا هو سارٍ، فلم يُسجَّل شيء.
consent-decision = ماذا قال؟
consent-decision-agree = يوافق
consent-decision-withdraw = لا يوافق، أو يسحب الموافقة
consent-note = أين قال ذلك وكيف
consent-note-hint = يبقى إثباتًا، مثل: بالهاتف هذا الصباح. ولا تذكر أسماء أشخاص ولا عناوينهم ولا أرقامهم.
consent-note-personal = احذف عناوين الأشخاص وأرقامهم من فضلك: تُحفظ هذه الملاحظة دون تشفير.

## Where a decision was made

via-api = عبر الواجهة البرمجية
via-site = في صفحة الويب
via-server = أبلغنا به خادم المتجر
via-import = من بيانات مستورَدة
via-staff = قيل لأحد الموظفين
via-unsubscribe = من رابط في رسالة
via-unsubscribe-undone = عدول عن القرار بعد فتح رابط في رسالة
via-order = مع طلب
via-merge = من ملف تبيّن أنه للشخص نفسه
via-clock = مرور الوقت
via-renewal = عبر الرابط في رسالة تذكير
via-privacy-centre = في مركز الخصوصية
masked-nobody = لا يشارك العميل هذه البيانات مع أحد

## Purposes in one word, for lists

purpose-short-fulfil-orders = الطلبات
purpose-short-customer-care = خدمة
purpose-short-security = أمان
purpose-short-legal-duties = قانون
purpose-short-personalise = تخصيص
purpose-short-marketing-email = بريد
purpose-short-marketing-sms = رسائل نصية
purpose-short-marketing-whatsapp = واتساب
purpose-short-marketing-push = إشعارات
purpose-short-loyalty = ولاء
purpose-short-reviews = مراجعات
purpose-short-research = أبحاث
purpose-short-analytics = تحليلات
