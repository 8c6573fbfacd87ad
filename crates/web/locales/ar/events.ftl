## Live

live-title = ماذا يحدث الآن؟
live-state = كل حدث بترتيب وصوله، والأحدث في الأعلى. أما الأسماء ففي صفحة العميل نفسه، حيث يُسجَّل كل اطّلاع.
live-empty = بانتظار الأحداث…
live-empty-text = افعل شيئًا في متجرك أو أرسل حدثًا، فيظهر هنا فورًا.
live-none = لا حدث كهذا حتى الآن
live-none-named = لا حدث باسم «{ $name }» حتى الآن
live-none-text = سيظهر هنا فور وصوله.
live-all = عرض كل الأحداث
live-column-event = الحدث
live-column-who = الشخص
live-column-source = المصدر
live-column-at = الوقت
kind-track = فعل
kind-identify = تعريف
kind-page = صفحة
kind-screen = شاشة
kind-group = مجموعة
kind-alias = ربط
kind-system = أمانة
origin-live = مباشر
origin-site = صفحة ويب
origin-server = خادم
origin-import = استيراد
origin-demo = عرض تجريبي
origin-system = من أمانة نفسها

## Set aside

aside-title = ما الذي تعذّر قبوله، ولماذا؟
aside-state = { $count ->
    [zero] لا أحداث مستبعدة. أمكنت قراءة كل الأحداث.
    [one] حدث واحد في آخر ٧ أيام. يُحفظ ٧ أيام ثم يُحذف.
    [two] حدثان في آخر ٧ أيام. يُحفظان ٧ أيام ثم يُحذفان.
    [few] { $count } أحداث في آخر ٧ أيام. تُحفظ ٧ أيام ثم تُحذف.
    [many] { $count } حدثًا في آخر ٧ أيام. تُحفظ ٧ أيام ثم تُحذف.
   *[other] { $count } حدث في آخر ٧ أيام. تُحفظ ٧ أيام ثم تُحذف.
}
aside-filter-reason = السبب
aside-column-reason = السبب
aside-column-event = الحدث
aside-column-key = المفتاح
aside-column-at = وقت الوصول
aside-column-content = ما أُرسل
aside-empty = لا أحداث مستبعدة
aside-empty-text = إذا وصل ما لا يمكن قبوله ظهر هنا مع السبب، وحُفظ ما عداه من الدفعة.
aside-deleted-at = يُحذف { $when }
aside-how-to-fix = كيف يُعالَج

aside-bad-time = لا يمكن قراءة الوقت
aside-bad-time-hint = أرسل الوقت بصيغة ISO 8601، مثل ‎2026-05-03T14:00:00Z‎.
aside-too-deep = التداخل أعمق من المسموح
aside-too-deep-hint = أقصى عمق للكائنات والقوائم ٣٢ مستوى.
aside-no-id = لم يُذكر صاحب الحدث
aside-no-id-hint = يحتاج كل حدث إلى userId أو anonymousId.
aside-too-large = أكبر من المسموح
aside-too-large-hint = حجم الحدث الواحد ٣٢ كيلوبايت على الأكثر. أرسل أقل، أو أرسل مرجعًا.
aside-nul = يحتوي على المحرف NUL
aside-nul-hint = ترفض قواعد البيانات هذا المحرف. أزله حيث يُنشأ الحدث.
aside-bad-json = ليس كائنًا
aside-bad-json-hint = يجب أن يكون كل حدث كائن JSON واحدًا.
aside-bad-type = نوع استدعاء غير معروف
aside-bad-type-hint = يجب أن يكون type أحد هذه: track أو identify أو page أو screen أو group أو alias.
aside-bad-value = قيمة من نوع خاطئ
aside-bad-value-hint = المعرّفات والأسماء نصوص، وproperties وtraits وcontext كائنات، والمبالغ أعداد لا تتجاوز ٦٤ بت.
aside-no-name = الحدث بلا اسم
aside-no-name-hint = يحتاج استدعاء track إلى اسم حدث لا يتجاوز ٢٠٠ بايت.
aside-no-order-id = الطلب بلا رقم
aside-no-order-id-hint = أرسل order_id مع كل حدث طلب لئلا يُحسب الطلب مرتين.
aside-bad-message-id = معرّف الرسالة غير صالح
aside-bad-message-id-hint = حجم messageId لا يتجاوز ١٠٠ بايت.
aside-merge-refused = لا يجوز دمج شخصين
aside-merge-refused-hint = مفتاح صفحة الويب لا يدمج عميلين. أرسل هذا الاستدعاء من خادمك.
aside-revenue-refused = إيراد من مفتاح عام
aside-revenue-refused-hint = مفتاح صفحة الويب لا يبلّغ عن الطلبات ولا عن المنافع ولا عن انخفاض الأسعار ولا عمّا جرى للرسائل. أرسلها من خادمك.
aside-unknown = تعذّر قبوله
aside-unknown-hint = السبب مدوّن في سجل البرنامج عند وقت الحدث.

## Left out for want of permission

drop-no-basis = لا أساس قانونيًّا لهذا النوع من الأحداث
drop-no-basis-hint = لا يذكر المفتاح أساسًا له. حدّده في الإعدادات، قسم «المفاتيح».
drop-no-consent = لم يوافق الشخص
drop-no-consent-hint = لم يوافق، أو سحب موافقته. لم يُحفظ شيء.
drop-expired = انتهت مدة الموافقة
drop-expired-hint = مُنحت حتى تاريخ قد مضى.
drop-unconfirmed-id = معرّف مستخدم لم تذكره إلا صفحة ويب
drop-unconfirmed-id-hint = مفتاح الصفحة يقرؤه أي أحد. أرسل من الصفحة معرّف المتصفح أيضًا، أو وقّع معرّف المستخدم على خادمك.
strip-no-consent = حقول لم تُحفظ: لم يوافق الشخص
strip-email-of-another = بريد إلكتروني يعود إلى شخص آخر
strip-phone-of-another = رقم هاتف يعود إلى شخص آخر
strip-id-of-another = معرّف مستخدم يعود إلى شخص آخر
strip-wrong-user-hash = توقيع ليس توقيع خادمك

## Filters and single events

live-filter-event = اسم الحدث
live-rest = { $count ->
    [zero] … ولا حدث آخر في اللحظة نفسها
    [one] … وحدث آخر في اللحظة نفسها
    [two] … وحدثان آخران في اللحظة نفسها
    [few] … و{ $count } أحداث أخرى في اللحظة نفسها
    [many] … و{ $count } حدثًا آخر في اللحظة نفسها
   *[other] … و{ $count } حدث آخر في اللحظة نفسها
}
aside-reason-count = { $reason }: { $count }
aside-what = عن هذا الحدث
aside-kept-until = يُحفظ حتى
aside-from-import = استيراد من سطر الأوامر
aside-raw-note = كما وصل. يُحفظ مشفّرًا، ولا يُنسب إلى أي عميل، ويُحذف تلقائيًا.
aside-log-words = بكلمات البرنامج نفسه، لمن يصلحه:
live-customer = العميل { $code }
live-closed = أحد العملاء
live-closed-hint = لا يشارك العميل فريقك هويته في هذا الحدث.

## What events are called: the spec’s names, the calls, and what the program itself writes

event-identify = تعريف بالعميل
event-page = زيارة صفحة
event-page-viewed = زيارة صفحة
event-screen = فتح شاشة
event-screen-viewed = فتح شاشة
event-group = الانضمام إلى مجموعة
event-alias = ربط معرّفين
event-consent-updated = تغيير الموافقة
event-privacy-link-requested = طلب رابط صفحة الخصوصية
event-data-access-requested = طلب الموظفون الاطلاع على المزيد
event-data-access-forced = اطّلع الموظفون في حالة طارئة
event-consent-ending = موافقة على وشك الانتهاء
event-customers-merged = دمج ملفين
event-order-completed = إتمام طلب
event-order-updated = تعديل طلب
event-order-refunded = استرداد قيمة طلب
event-order-cancelled = إلغاء طلب
event-product-viewed = مشاهدة منتج
event-product-clicked = اختيار منتج من قائمة
event-product-added = إضافة إلى السلة
event-product-removed = إزالة من السلة
event-product-shared = مشاركة منتج مع آخرين
event-product-reviewed = كتابة مراجعة عن منتج
event-product-added-to-wishlist = إضافة إلى قائمة الأمنيات
event-product-removed-from-wishlist = إزالة من قائمة الأمنيات
event-wishlist-product-added-to-cart = نقل من قائمة الأمنيات إلى السلة
event-product-list-viewed = تصفّح قائمة منتجات
event-product-list-filtered = تصفية قائمة منتجات
event-products-searched = البحث عن منتجات
event-cart-viewed = مشاهدة السلة
event-cart-shared = مشاركة السلة مع آخرين
event-checkout-started = الانتقال إلى صفحة الدفع
event-checkout-step-viewed = الوصول إلى خطوة من صفحة الدفع
event-checkout-step-completed = إتمام خطوة من صفحة الدفع
event-payment-info-entered = اختيار طريقة الدفع
event-coupon-entered = تجربة كوبون
event-coupon-applied = استخدام كوبون
event-coupon-denied = عدم قبول كوبون
event-coupon-removed = إزالة كوبون
event-promotion-viewed = مشاهدة عرض
event-promotion-clicked = فتح عرض
event-signed-up = إنشاء حساب
event-signed-in = تسجيل الدخول
event-signed-out = تسجيل الخروج
