## Live

live-title = ماذا يحدث الآن؟
live-state = كل حدث فور وصوله، والأحدث في الأعلى.
live-empty = نُصغي…
live-empty-text = افعل شيئًا في متجرك أو أرسل حدثًا، فيظهر هنا فورًا.
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
aside-empty-text = إذا أرسل برنامج ما لا يمكن قبوله ظهر هنا مع السبب، وحُفظ ما عداه من الدفعة.
aside-deleted-at = يُحذف { $when }
aside-how-to-fix = كيف يُعالَج

aside-bad-time = لا يمكن قراءة الوقت
aside-bad-time-hint = أرسل الوقت بصيغة ISO 8601، مثل ‎2026-05-03T14:00:00Z‎.
aside-too-deep = تداخل عميق أكثر من اللازم
aside-too-deep-hint = أقصى عمق للكائنات والقوائم ٣٢ مستوى.
aside-no-id = لم يُذكر صاحب الحدث
aside-no-id-hint = يحتاج كل حدث إلى userId أو anonymousId.
aside-too-large = أكبر من المسموح
aside-too-large-hint = حجم الحدث الواحد ٣٢ كيلوبايت على الأكثر. أرسل أقل، أو أرسل مرجعًا.
aside-nul = يحتوي على المحرف NUL
aside-nul-hint = ترفض قواعد البيانات هذا المحرف. أزله حيث يُنشأ الحدث.
aside-bad-json = ليس كائنًا
aside-bad-json-hint = يجب أن يكون كل حدث كائن JSON واحدًا.
aside-bad-type = نوع نداء غير معروف
aside-bad-type-hint = يجب أن يكون type أحد هذه: track أو identify أو page أو screen أو group أو alias.
aside-bad-value = قيمة من نوع خاطئ
aside-bad-value-hint = المعرّفات والأسماء نصوص، وproperties وtraits وcontext كائنات، والمبالغ أعداد لا تتجاوز ٦٤ بت.
aside-no-name = الحدث بلا اسم
aside-no-name-hint = يحتاج نداء track إلى اسم حدث لا يتجاوز ٢٠٠ بايت.
aside-no-order-id = الطلب بلا رقم
aside-no-order-id-hint = أرسل order_id مع كل حدث طلب لئلا يُحسب الطلب مرتين.
aside-bad-message-id = رقم الرسالة غير صالح
aside-bad-message-id-hint = لا يتجاوز messageId مئة بايت.
aside-merge-refused = لا يجوز دمج شخصين معروفين
aside-merge-refused-hint = مفتاح الموقع العام لا يدمج عميلين. أرسل هذا النداء من خادمك.
aside-revenue-refused = إيراد من مفتاح عام
aside-revenue-refused-hint = مفتاح الموقع العام لا يبلّغ عن الطلبات. أرسل الطلبات من خادمك.
aside-unknown = تعذّر قبوله
aside-unknown-hint = السبب مدوّن في سجل البرنامج عند وقت الحدث.

## Left out for want of permission

drop-no-basis = لا أساس نظاميًّا لهذا النوع من الأحداث
drop-no-basis-hint = لا يذكر المفتاح أساسًا له. حدّده في الإعدادات، المفاتيح.
drop-no-consent = لم يوافق الشخص
drop-no-consent-hint = لم يوافق أو سحب الموافقة. لم يُحفظ شيء.
drop-expired = انتهت مدة الموافقة
drop-expired-hint = مُنحت حتى تاريخ قد مضى.
strip-no-consent = حقول تُركت: لم يوافق الشخص
strip-email-of-another = بريد إلكتروني يعود إلى شخص آخر
strip-phone-of-another = رقم هاتف يعود إلى شخص آخر
strip-id-of-another = رقم مستخدم يعود إلى شخص آخر

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
aside-column-detail = التفصيل
aside-what = عن هذا الحدث
aside-kept-until = يُحفظ حتى
aside-from-import = استيراد من سطر الأوامر
aside-raw-note = كما وصل. محفوظ بمفتاح، ولا يتبع أي عميل، ويُحذف تلقائيًا.
live-customer = العميل { $code }
