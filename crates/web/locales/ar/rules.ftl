## What a rule says, in one sentence: words that are put together in crates/app/src/rules

rule-did-unknown = قام بـ{ $name }
rule-didnt-unknown = لم يقم بـ{ $name }
rule-doing-unknown = القيام بـ{ $name }
rule-times-at-least = { $count ->
    [zero] { $count } مرة على الأقل
    [one] مرة واحدة على الأقل
    [two] مرتين على الأقل
    [few] { $count } مرات على الأقل
    [many] { $count } مرة على الأقل
   *[other] { $count } مرة على الأقل
}
rule-times-at-most = { $count ->
    [zero] { $count } مرة على الأكثر
    [one] مرة واحدة على الأكثر
    [two] مرتين على الأكثر
    [few] { $count } مرات على الأكثر
    [many] { $count } مرة على الأكثر
   *[other] { $count } مرة على الأكثر
}
rule-times-exactly = { $count ->
    [zero] { $count } مرة بالضبط
    [one] مرة واحدة بالضبط
    [two] مرتين بالضبط
    [few] { $count } مرات بالضبط
    [many] { $count } مرة بالضبط
   *[other] { $count } مرة بالضبط
}
rule-times-other = { $count ->
    [zero] عددًا من المرات لا يساوي { $count }
    [one] عددًا من المرات لا يساوي { $count }
    [two] عددًا من المرات لا يساوي { $count }
    [few] عددًا من المرات لا يساوي { $count }
    [many] عددًا من المرات لا يساوي { $count }
   *[other] عددًا من المرات لا يساوي { $count }
}
rule-when-hours = { $count ->
    [zero] خلال آخر { $count } ساعة
    [one] خلال آخر ساعة
    [two] خلال آخر ساعتين
    [few] خلال آخر { $count } ساعات
    [many] خلال آخر { $count } ساعة
   *[other] خلال آخر { $count } ساعة
}
rule-when-days = { $count ->
    [zero] خلال آخر { $count } يوم
    [one] خلال آخر يوم
    [two] خلال آخر يومين
    [few] خلال آخر { $count } أيام
    [many] خلال آخر { $count } يومًا
   *[other] خلال آخر { $count } يوم
}
rule-when-today = اليوم
rule-when-yesterday-on = منذ أمس
rule-when-before-today = قبل اليوم
rule-when-before-yesterday = قبل أمس
rule-when-before = { $count ->
    [zero] قبل أكثر من { $count } يوم
    [one] قبل أكثر من يوم
    [two] قبل أكثر من يومين
    [few] قبل أكثر من { $count } أيام
    [many] قبل أكثر من { $count } يومًا
   *[other] قبل أكثر من { $count } يوم
}
rule-when-yesterday = أمس
rule-when-ago = { $count ->
    [zero] قبل { $count } يوم
    [one] قبل يوم
    [two] قبل يومين
    [few] قبل { $count } أيام
    [many] قبل { $count } يومًا
   *[other] قبل { $count } يوم
}
rule-when-between = { $from ->
    [zero] قبل { $to } إلى { $from } يوم
    [one] قبل { $to } إلى { $from } يوم
    [two] قبل يوم إلى يومين
    [few] قبل { $to } إلى { $from } أيام
    [many] قبل { $to } إلى { $from } يومًا
   *[other] قبل { $to } إلى { $from } يوم
}
rule-when-dates = من { $from } إلى { $to }
rule-when-date = يوم { $date }
rule-when-own-days = { $when } بتوقيته
rule-when-never = في أي وقت
rule-where = حيث { $tests }
rule-test-is = { $name } يساوي { $value }
rule-test-is-not = { $name } لا يساوي { $value }
rule-test-contains = { $name } يحتوي على { $value }
rule-test-there = { $name } موجود
rule-test-not-there = { $name } غير موجود
rule-test-at-least = { $name } لا يقل عن { $value }
rule-test-at-most = { $name } لا يزيد على { $value }
rule-trait = الحقل { $name } في ملفه
rule-yes = نعم
rule-no = لا
rule-take-sum = مجموع { $property } عند { $doing }
rule-take-min = أصغر { $property } عند { $doing }
rule-take-max = أكبر { $property } عند { $doing }
rule-take-last = آخر { $property } عند { $doing }
rule-is-at-least = لا يقل عن { $number }
rule-is-at-most = لا يزيد على { $number }
rule-is-exactly = يساوي { $number }
rule-spent-at-least = أنفق ما لا يقل عن { $amount }
rule-spent-at-most = أنفق ما لا يزيد على { $amount }
rule-spent-exactly = أنفق { $amount } بالضبط
rule-followed = { $first } ثم { $then } { $within }
rule-within-hours = { $count ->
    [zero] خلال { $count } ساعة
    [one] خلال ساعة
    [two] خلال ساعتين
    [few] خلال { $count } ساعات
    [many] خلال { $count } ساعة
   *[other] خلال { $count } ساعة
}
rule-within-days = { $count ->
    [zero] خلال { $count } يوم
    [one] خلال يوم
    [two] خلال يومين
    [few] خلال { $count } أيام
    [many] خلال { $count } يومًا
   *[other] خلال { $count } يوم
}
rule-agrees = يوافق على { $purpose }
rule-agrees-not = لا يوافق على { $purpose }
rule-stage-is = مرحلته الحالية: { $stages }
rule-stage-is-not = مرحلته الحالية ليست: { $stages }
rule-in-segment = ينتمي إلى الشريحة { $name }
rule-not-in-segment = لا ينتمي إلى الشريحة { $name }
rule-everybody = كائنًا من كان
rule-nobody = لا أحد على الإطلاق
rule-not = لا ينطبق عليه الآتي: { $what }
rule-and = { $first }، و{ $next }
rule-or = { $first }، أو { $next }
rule-list-or = { $first } أو { $next }
rule-lines-all = ينطبق كل ما يلي:
rule-lines-any = ينطبق واحد على الأقل مما يلي:
rule-lines-not = لا ينطبق ما يلي:

## Where a customer stands with the store

stage-visitor = زائر لم يطلب بعد
stage-new = عميل جديد
stage-loyal = عميل وفيّ
stage-active = عميل نشط
stage-at-risk = عميل يوشك أن ينقطع
stage-lost = عميل منقطع

## What somebody did, did not do, and the doing of it

rule-did-product-viewed = شاهد منتجًا
rule-didnt-product-viewed = لم يشاهد أي منتج
rule-doing-product-viewed = مشاهدة منتج
rule-did-product-list-viewed = تصفّح قائمة منتجات
rule-didnt-product-list-viewed = لم يتصفّح أي قائمة منتجات
rule-doing-product-list-viewed = تصفّح قائمة منتجات
rule-did-products-searched = بحث عن منتجات
rule-didnt-products-searched = لم يبحث عن منتجات
rule-doing-products-searched = البحث عن منتجات
rule-did-product-clicked = اختار منتجًا من قائمة
rule-didnt-product-clicked = لم يختر أي منتج من قائمة
rule-doing-product-clicked = اختيار منتج من قائمة
rule-did-product-added = أضاف منتجًا إلى السلة
rule-didnt-product-added = لم يضف أي منتج إلى السلة
rule-doing-product-added = إضافة منتج إلى السلة
rule-did-product-removed = أزال منتجًا من السلة
rule-didnt-product-removed = لم يُزل أي منتج من السلة
rule-doing-product-removed = إزالة منتج من السلة
rule-did-product-added-to-wishlist = أضاف منتجًا إلى قائمة الأمنيات
rule-didnt-product-added-to-wishlist = لم يضف أي منتج إلى قائمة الأمنيات
rule-doing-product-added-to-wishlist = إضافة منتج إلى قائمة الأمنيات
rule-did-product-shared = شارك منتجًا مع آخرين
rule-didnt-product-shared = لم يشارك أي منتج مع آخرين
rule-doing-product-shared = مشاركة منتج مع آخرين
rule-did-product-reviewed = كتب مراجعة عن منتج
rule-didnt-product-reviewed = لم يكتب أي مراجعة عن منتج
rule-doing-product-reviewed = كتابة مراجعة عن منتج
rule-did-cart-viewed = فتح السلة
rule-didnt-cart-viewed = لم يفتح السلة
rule-doing-cart-viewed = فتح السلة
rule-did-checkout-started = انتقل إلى صفحة الدفع
rule-didnt-checkout-started = لم ينتقل إلى صفحة الدفع
rule-doing-checkout-started = الانتقال إلى صفحة الدفع
rule-did-payment-info-entered = اختار طريقة الدفع
rule-didnt-payment-info-entered = لم يختر طريقة الدفع
rule-doing-payment-info-entered = اختيار طريقة الدفع
rule-did-order-completed = قدّم طلبًا
rule-didnt-order-completed = لم يقدّم أي طلب
rule-doing-order-completed = تقديم طلب
rule-did-order-refunded = استردّ قيمة طلب
rule-didnt-order-refunded = لم يستردّ قيمة أي طلب
rule-doing-order-refunded = استرداد قيمة طلب
rule-did-order-cancelled = أُلغي له طلب
rule-didnt-order-cancelled = لم يُلغَ له أي طلب
rule-doing-order-cancelled = إلغاء طلب
rule-did-coupon-applied = استخدم كوبون خصم
rule-didnt-coupon-applied = لم يستخدم أي كوبون خصم
rule-doing-coupon-applied = استخدام كوبون خصم
rule-did-promotion-viewed = شاهد عرضًا
rule-didnt-promotion-viewed = لم يشاهد أي عرض
rule-doing-promotion-viewed = مشاهدة عرض
rule-did-promotion-clicked = فتح عرضًا
rule-didnt-promotion-clicked = لم يفتح أي عرض
rule-doing-promotion-clicked = فتح عرض
rule-did-signed-up = أنشأ حسابًا
rule-didnt-signed-up = لم ينشئ حسابًا
rule-doing-signed-up = إنشاء حساب
rule-did-signed-in = سجّل الدخول
rule-didnt-signed-in = لم يسجّل الدخول
rule-doing-signed-in = تسجيل الدخول
rule-did-email-delivered = وصلته رسالة بريد إلكتروني
rule-didnt-email-delivered = لم تصله أي رسالة بريد إلكتروني
rule-doing-email-delivered = وصول رسالة بريد إلكتروني
rule-did-email-opened = فتح رسالة بريد إلكتروني
rule-didnt-email-opened = لم يفتح أي رسالة بريد إلكتروني
rule-doing-email-opened = فتح رسالة بريد إلكتروني
rule-did-email-link-clicked = فتح رابطًا في رسالة بريد إلكتروني
rule-didnt-email-link-clicked = لم يفتح أي رابط في رسالة بريد إلكتروني
rule-doing-email-link-clicked = فتح رابط في رسالة بريد إلكتروني
rule-did-email-bounced = ارتدّت رسالة بريد أُرسلت إليه
rule-didnt-email-bounced = لم ترتدّ أي رسالة بريد أُرسلت إليه
rule-doing-email-bounced = ارتداد رسالة بريد إلكتروني
rule-did-email-marked-as-spam = أبلغ عن رسالة بريد بأنها مزعجة
rule-didnt-email-marked-as-spam = لم يبلغ عن أي رسالة بريد بأنها مزعجة
rule-doing-email-marked-as-spam = الإبلاغ عن رسالة بريد بأنها مزعجة
rule-did-unsubscribed = ألغى اشتراكه في الرسائل
rule-didnt-unsubscribed = لم يُلغِ اشتراكه في الرسائل
rule-doing-unsubscribed = إلغاء الاشتراك في الرسائل

## The form by which a rule is edited

rule-form-legend = من المقصود
rule-form-group = ما يجب أن ينطبق
rule-form-empty = لا شروط بعد. أضف شرطًا أدناه.
rule-form-add-what = شرط آخر
rule-form-add = إضافة
rule-form-remove = إزالة
rule-form-json = بصيغة JSON، للبرامج
rule-form-choose = اختر…
rule-form-event = ما فعله العميل
rule-form-bound = المقدار المطلوب
rule-form-times = عدد المرات
rule-form-number = العدد
rule-form-amount = المبلغ
rule-form-currency = العملة
rule-form-take = القيمة المحسوبة
rule-form-property = خاصية الحدث
rule-form-trait = حقل في الملف
rule-form-test = طريقة المقارنة
rule-form-value = القيمة
rule-form-first = ما فعله أولًا
rule-form-then = ما يأتي بعده
rule-form-happened = هل حدث
rule-form-happened-yes = نعم، حدث بعده
rule-form-happened-no = لا، لم يحدث بعده
rule-form-within = خلال كم ساعة
rule-form-add-test = إضافة خاصية
rule-form-add-test-first = إضافة خاصية للحدث الأول
rule-form-add-test-then = إضافة خاصية لما يأتي بعده
rule-form-purpose = ما وافق عليه
rule-form-segment = الشريحة
rule-form-stages = أيّ من هذه
rule-form-when = متى
rule-form-when-number = كم
rule-form-when-to = حتى قبل كم يوم
rule-form-when-from = من
rule-form-when-until = إلى
rule-form-ever = في أي وقت
rule-form-last-hours = خلال آخر … ساعة
rule-form-last-days = خلال آخر … يومًا
rule-form-before-days = قبل أكثر من … يومًا
rule-form-days-ago = من … إلى … يومًا مضت
rule-form-dates = بين تاريخين
rule-form-whose = الأيام بتوقيت
rule-form-whose-store = المتجر
rule-form-whose-own = العميل نفسه
rule-form-whose-hint = بحسب المنطقة الزمنية في ملف العميل، فإن لم تُعرف فبتوقيت المتجر. ولا تُقرأ إلا لمن تشمل موافقته تفضيلاته.
rule-form-at-least = على الأقل
rule-form-at-most = على الأكثر
rule-form-exactly = بالضبط
rule-form-sum = المجموع
rule-form-min = الأصغر
rule-form-max = الأكبر
rule-form-last = الأخير
rule-form-is = يساوي
rule-form-is-not = لا يساوي
rule-form-any-of = أيّ مما يلي، واحد في كل سطر
rule-form-contains = يحتوي على
rule-form-there = موجود
rule-form-not-there = غير موجود
rule-kind-all = كل ما يلي
rule-kind-any = واحد على الأقل مما يلي
rule-kind-not = لا شيء مما يلي
rule-kind-did = فعل شيئًا، وكم مرة
rule-kind-followed = فعل شيئًا ثم شيئًا آخر
rule-kind-spent = أنفق مالًا
rule-kind-measured = رقم فيما فعله
rule-kind-stage = مرحلة العميل
rule-kind-agreed = وافق على شيء
rule-kind-trait = حقل في الملف
rule-kind-segment = في شريحة أخرى
rule-add-all = مجموعة: كل ما يلي
rule-add-any = مجموعة: واحد على الأقل مما يلي
rule-add-not = مجموعة: لا شيء مما يلي
rule-problem-missing = املأ هذا الحقل.
rule-problem-number = اكتب عددًا، مثل ١٢٫٥.
rule-problem-count = اكتب عددًا صحيحًا.
rule-problem-date = اختر تاريخًا.
rule-problem-own = هذا مما يدوّنه البرنامج نفسه، ولا يُبحث به عن أحد.
rule-problem-name = هذا النص طويل جدًا أو فارغ. اختصره.
rule-problem-window = ٣٦٦ يومًا على الأكثر، أو من ساعة إلى ٤٨ ساعة.
rule-problem-order = البداية قبل النهاية: اكتب أولًا عدد الأيام الأكبر أو التاريخ الأسبق.
rule-problem-counted = خلال ساعات، عُدّ حتى ٦٣ على الأكثر.
rule-problem-in-hours = يُقاس هذا بالأيام. اختر مدة أخرى.
rule-problem-within = من ساعة إلى ٣٦٦ يومًا، أي ٨٬٧٨٤ ساعة.
rule-problem-currency = اختر عملة.
rule-problem-values = اكتب من قيمة إلى ١٠٠ قيمة، واحدة في كل سطر.
rule-problem-stages = اختر مرحلة واحدة على الأقل.
rule-problem-filters = يُميَّز الحدث بعشر خصائص على الأكثر. أزل بعضها.
rule-problem-conditions = للقاعدة ٥٠ شرطًا ومجموعة على الأكثر. أزل بعضها.
rule-problem-depth = تتداخل المجموعات حتى ٥ مستويات. انقل شرطًا إلى مستوى أعلى.
