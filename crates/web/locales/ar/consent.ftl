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
purpose-legal-duties = الواجبات النظامية
purpose-personalise = التخصيص
purpose-marketing-email = التسويق عبر البريد الإلكتروني
purpose-marketing-sms = التسويق عبر الرسائل النصية
purpose-marketing-whatsapp = التسويق عبر واتساب
purpose-marketing-push = التسويق عبر الإشعارات
purpose-loyalty = برنامج الولاء
purpose-reviews = المراجعات
purpose-research = البحث
purpose-analytics = التحليلات

## Who can see it

recipient-marketing = التسويق
recipient-support = الدعم
recipient-fulfilment = تنفيذ الطلبات
recipient-analysis = التحليل
recipient-management = الإدارة
recipient-automation = أتمتة
recipient-processor = جهة معالجة خارج المتجر
class-orders = الطلبات
class-browsing = الزيارات والنقرات
class-profile = من هو الشخص
class-other = ما عدا ذلك

## Legal bases

basis-consent = الموافقة
basis-contract = العقد
basis-legal-obligation = التزام نظامي
basis-legitimate-interest = مصلحة مشروعة
basis-vital-interest = مصلحة حيوية
basis-public-task = مهمة عامة
basis-none = بلا أساس: لا يُحفظ

## States

consent-given = وافق
consent-renewed = جدّد الموافقة
consent-requested = طُلبت الموافقة
consent-requested-hint = بانتظار تأكيد الشخص.
consent-refused = رفض
consent-withdrawn = سحب الموافقة
consent-expired = انتهت المدة
consent-deferred = لم يُجِب بعد
consent-revoked = أُبطلت
consent-invalidated = لم تعد صالحة
consent-unknown = لم يُسأل

consents-title = علامَ وافق هذا الشخص؟
consent-column-purpose = الغرض
consent-column-category = نوع البيانات
consent-column-recipient = من يمكنه الاطلاع عليها
consent-column-basis = الأساس النظامي
consent-column-state = الحالة
consent-column-until = حتى
consent-column-since = منذ
consent-column-source = مكان السؤال
consent-agreed-on = وافق { $name } على «{ $purpose }» في { $date }.
consent-withdrawn-on = سحب { $name } الموافقة على «{ $purpose }» في { $date }.

## Personal data that is not shown

masked-not-shared = لا يشاركها العميل مع فريقك
masked-shared-only-with = لا يشاركها العميل إلا مع { $recipients }
masked-not-asked = لم يُسأل العميل بعد
masked-expired = انتهت مدة الإذن
masked-erased = حُذفت نهائيًا بطلب العميل
masked-purpose = ليست لهذا الغرض

## Why a message was not sent

withheld-no-consent = لم يوافق العميل
withheld-no-consent-hint = لا موافقة مسجّلة على هذا الغرض.
withheld-refused = رفض العميل
withheld-refused-hint = سُئل فرفض، أو سحب الموافقة.
withheld-withdrawn = سحب العميل الموافقة
withheld-withdrawn-hint = قال لا بعد أن كان قد وافق.
withheld-expired = انتهت مدة الموافقة
withheld-expired-hint = مُنحت حتى تاريخ قد مضى.
withheld-suppressed = في قائمة عدم الإرسال
withheld-suppressed-hint = ارتدّت الرسائل عن هذا العنوان أو اشتكى صاحبه أو ألغى الاشتراك.
withheld-no-address = لا عنوان
withheld-no-address-hint = لا مكان تُرسَل إليه.
withheld-unverified = العنوان غير موثَّق
withheld-unverified-hint = لم يثبت أحد أنه يعود إلى هذا الشخص.
withheld-too-late = فات أوانها
withheld-too-late-hint = مضى على الحدث أكثر من ٢٤ ساعة حين وصل.
withheld-imported = من استيراد
withheld-imported-hint = لا يُشكر أحد على ما حدث قبل زمن طويل.
withheld-frequency = يكفي الآن
withheld-frequency-hint = تلقّى العميل من الرسائل ما وافق عليه.
withheld-quiet-hours = ساعات الهدوء
withheld-quiet-hours-hint = الوقت ليل حيث العميل.
withheld-erased = حُذفت بيانات العميل
withheld-erased-hint = لم يبقَ من يُكتب إليه.
withheld-rule-off = القاعدة متوقفة
withheld-rule-off-hint = فعّلها من صفحة الرسائل.
withheld-template-error = تعذّر ملء القالب
withheld-template-error-hint = تنقصه قيمة يحتاج إليها.
withheld-not-configured = لا خادم بريد بعد
withheld-not-configured-hint = حدّده في الإعدادات، البريد.

## What holds, what was decided, what a person told the staff

consents-now = ما يسري الآن
consents-history = ما تقرّر ومتى
consent-holds-yes = سارية
consent-holds-expired = انتهت
consent-holds-no = لا
consent-may-use = الجهات المسموح لها: { $recipients }. ما يجوز استخدامه: { $categories }.
consent-basis = الأساس: { $basis }
consent-until = حتى { $date }
consent-refused-sentence = رفض استخدام { $categories }.
consent-record = هل أخبرك هذا الشخص بشيء؟
consent-record-text = اكتب ما قاله هو بنفسه. يسري من هذه اللحظة، ويمكنه أن يراه.
consent-record-submit = تسجيل
consent-recorded = سُجّل، ويسري من الآن.
consent-decision = ماذا قال؟
consent-decision-agree = يوافق
consent-decision-withdraw = لا يوافق، أو يسحب الموافقة
consent-note = أين وكيف قال ذلك
consent-note-hint = يبقى إثباتًا، مثل: بالهاتف هذا الصباح. بلا أسماء أو عناوين أو أرقام أشخاص.
consent-note-personal = احذف عناوين الأشخاص وأرقامهم من فضلك: تُحفظ هذه الملاحظة دون تشفير.

## Where a decision was made

via-api = عبر واجهة البرامج
via-site = في صفحة الموقع
via-server = أبلغ به خادم المتجر
via-import = من استيراد
via-staff = أُبلغ به الموظفون
via-unsubscribe = من الرابط في رسالة
via-unsubscribe-undone = غيّر رأيه بعد الرابط في رسالة
via-order = مع طلب
masked-nobody = لا يشارك العميل هذا مع أحد

## Purposes in one word, for lists

purpose-short-fulfil-orders = الطلبات
purpose-short-customer-care = خدمة
purpose-short-security = أمان
purpose-short-legal-duties = نظام
purpose-short-personalise = تخصيص
purpose-short-marketing-email = بريد
purpose-short-marketing-sms = رسائل نصية
purpose-short-marketing-whatsapp = واتساب
purpose-short-marketing-push = إشعارات
purpose-short-loyalty = ولاء
purpose-short-reviews = مراجعات
purpose-short-research = بحث
purpose-short-analytics = تحليلات
