customers-title = من هم عملاؤك؟
customers-state = { $count ->
    [zero] لا أحد بعد.
    [one] شخص واحد (عدد المعروفين بالاسم أو العنوان: { $known }).
    [two] شخصان، بينهما { $known } من المعروفين بالاسم أو العنوان.
    [few] { $count } أشخاص، بينهم { $known } من المعروفين بالاسم أو العنوان.
    [many] { $count } شخصًا، بينهم { $known } من المعروفين بالاسم أو العنوان.
   *[other] { $count } شخص، بينهم { $known } من المعروفين بالاسم أو العنوان.
}
customers-found = { $count ->
    [zero] لا أحد يطابق «{ $query }».
    [one] شخص واحد يطابق «{ $query }».
    [two] شخصان يطابقان «{ $query }».
    [few] { $count } أشخاص يطابقون «{ $query }».
    [many] { $count } شخصًا يطابقون «{ $query }».
   *[other] { $count } شخص يطابقون «{ $query }».
}
customers-search = بحث
customers-search-hint = البريد الإلكتروني أو الهاتف أو رقم الطلب كاملًا، أو بداية الاسم.
customers-filter-kind = عرض
customers-filter-known = العملاء المعروفون
customers-filter-visitors = الزوّار
customers-filter-buyers = من لهم طلبات
customers-filter-email-consent = من وافقوا على البريد
customers-sort-last-seen = الأحدث ظهورًا أولًا
customers-column-name = الاسم
customers-column-contact = وسيلة التواصل
customers-column-orders = الطلبات
customers-column-spent = قيمة المشتريات
customers-column-first-seen = أول ظهور
customers-column-last-seen = آخر ظهور
customers-column-source = المصدر
customers-empty = لا عملاء بعد
customers-empty-text = يظهر الشخص هنا مع أول حدث له: زيارة أو تسجيل أو طلب.
customers-none-found = لم نجد أحدًا
customers-none-found-text = ابحث عن الاسم بأحرفه الثلاثة الأولى على الأقل، أما العنوان والهاتف ورقم الطلب فاكتبها كاملة.

customer-visitor = زائر لم يُعرَف بعد
customer-visitor-number = زائر { $code }
customer-state = أول ظهور: { $first }، وآخر ظهور: { $last }.
customer-tabs = عن هذا العميل
customer-tab-story = النشاط
customer-tab-orders = الطلبات
customer-tab-messages = الرسائل
customer-tab-consents = الموافقات
customer-tab-looks = من اطّلع

customer-identity = الهوية
customer-name = الاسم
customer-email = البريد الإلكتروني
customer-phone = الهاتف
customer-user-id = معرّف المستخدم
customer-anonymous-ids = المتصفحات
customer-id = معرّف العميل
customer-language = اللغة
customer-birth-date = تاريخ الميلاد
customer-address = العنوان
customer-created = تاريخ إنشاء الحساب
customer-city = المدينة
customer-country = البلد
customer-gender = الجنس
customer-age = العمر
customer-known-from = المصدر: { $sources }، وآخره في { $date }.
customer-verified = موثَّق
customer-unverified = غير موثَّق
customer-unverified-hint = لم يثبت أحد بعد أن هذا العنوان يعود إلى هذا الشخص.
customer-merged = { $count ->
    [zero] لم يُدمج معه أي ملف.
    [one] دُمج معه ملف آخر.
    [two] دُمج معه ملفان آخران.
    [few] دُمجت معه { $count } ملفات أخرى.
    [many] دُمج معه { $count } ملفًا آخر.
   *[other] دُمج معه { $count } ملف آخر.
}
customer-moved = دُمج هذا الملف مع ملف آخر، وما تراه هو الملف الباقي.

customer-facts = باختصار
customer-first-seen = أول ظهور
customer-last-seen = آخر ظهور
customer-orders = الطلبات
customer-spent = قيمة المشتريات
customer-average-order = متوسط الطلب
customer-last-order = آخر طلب
customer-events = الأحداث
customer-known-facts = ما نعرفه
customer-fact = المعلومة
customer-fact-value = القيمة
customer-fact-source = المصدر
customer-fact-basis = الأساس القانوني
customer-fact-since = منذ
customer-facts-none = لا نعرف شيئًا بعد سوى الأحداث.

customer-story-empty = لم يحدث شيء بعد
customer-story-empty-text = سيظهر هنا ما يفعله هذا الشخص في المتجر، الأحدث أولًا.
customer-story-incomplete = تتعذّر الآن قراءة جزء من هذا النشاط
customer-story-incomplete-text = أحد ملفات السجل الطويل تالف أو مفقود. ما يظهر هنا صحيح، لكن قد تنقصه أحداث. الأمر «{ $command }» يذكر اسم الملف الذي ينبغي استعادته من نسخة احتياطية.
customer-orders-empty = لا طلبات
customer-orders-empty-text = تظهر الطلبات فور أن يبلّغنا بها المتجر.
customer-messages-empty = لا رسائل
customer-messages-empty-text = سيظهر هنا ما أُرسل إلى هذا الشخص، وما لم يُرسَل والسبب.
customer-consents-empty = لم تُطلب أي موافقة بعد
customer-consents-empty-text = إلى أن يوافق هذا الشخص لا نستخدم من بياناته إلا ما يقتضيه الطلب أو القانون.
customer-looks-empty = لم يطّلع أحد
customer-looks-empty-text = يُسجَّل كل اطّلاع على بيانات هذا الشخص، ويمكنه أن يراه.

customer-order-number = الطلب
customer-order-placed = تاريخ الطلب
customer-order-status = الحالة
customer-order-items = المنتجات
customer-order-total = الإجمالي
order-completed = مكتمل
order-updated = معدَّل
order-refunded = مسترَدّ
order-cancelled = ملغى

customer-look-at = متى
customer-look-who = من
customer-look-purpose = الغرض
customer-look-saw = ما اطّلع عليه

story-identified = التعريف بالهوية
story-order-completed = إتمام طلب بقيمة { $amount }
story-order-refunded = استرداد { $amount }
story-order-cancelled = إلغاء طلب
story-page = زيارة «{ $page }»
story-screen = فتح «{ $page }»
story-product-viewed = مشاهدة «{ $product }»
story-product-added = إضافة «{ $product }» إلى السلة
story-product-removed = إزالة «{ $product }» من السلة
story-checkout-started = الانتقال إلى صفحة الدفع
story-searched = البحث عن «{ $query }»
story-signed-up = إنشاء حساب
story-group = الانضمام إلى «{ $group }»
story-event = { $name }
story-message-sent = أُرسلت رسالة «{ $subject }»
story-message-withheld = لم تُرسَل رسالة «{ $subject }»: { $reason }
story-message-failed = تعذّر تسليم رسالة «{ $subject }»
story-consent-given = الموافقة على: { $purpose }
story-consent-withdrawn = سحب الموافقة على: { $purpose }
story-merged = تبيّن أن زائرًا سابقًا هو الشخص نفسه
story-imported = من بيانات مستورَدة
story-properties = تفاصيل الحدث

## The list and the panel

customers-total = { $count ->
    [zero] لا أحد بعد.
    [one] شخص واحد (المعروفون: { $known }، والمشترون: { $buyers }).
    [two] شخصان، بينهما { $known } من المعروفين و{ $buyers } من المشترين.
    [few] { $count } أشخاص، بينهم { $known } من المعروفين و{ $buyers } من المشترين.
    [many] { $count } شخصًا، بينهم { $known } من المعروفين و{ $buyers } من المشترين.
   *[other] { $count } شخص، بينهم { $known } من المعروفين و{ $buyers } من المشترين.
}
customers-order = الأحدث أولًا.
customers-filter-all = الكل مع الزوّار
customers-none-known = لا عملاء معروفون بعد
customers-none-bought = لم يطلب أحد بعد
customers-none-known-text = يبقى الزائر بلا اسم إلى أن ينشئ حسابًا أو يطلب أو يترك عنوانًا.
customers-see-all = عرض الجميع
customers-found-some = من يطابقون «{ $query }»، الأحدث أولًا.
customers-column-agreed = الموافقات
customer-last-name = اسم العائلة
customer-counts = الأحداث حسب الاسم
customer-counts-other = ما عداها
customer-erased-on = حُذفت البيانات نهائيًا في { $date }
customer-erased-text = طلب هذا الشخص حذف بياناته. لم يعد ممكنًا أن يُقرأ اسمه أو عناوينه أو أرقامه، لا هنا ولا في أي مكان آخر.
customer-order-given-back = استُرِدّ منه { $amount }
customer-look-refused = لم يُعرَض: { $what }
customer-looks-note = يُسجَّل كل اطّلاع على بيانات هذا الشخص قبل عرضها. ويمكنه أن يرى هذه القائمة بلا أسماء الموظفين.

## Where somebody looked

place-customers = قائمة العملاء
place-live = الأحداث المباشرة
place-customer = صفحة العميل
place-privacy-centre = مركز الخصوصية
place-privacy-report = صفحة «من يمكنه الاطلاع على ماذا»
place-privacy-export = تنزيل كل شيء
place-messages = قائمة الرسائل
place-message = رسالة
place-unsubscribe = صفحة إلغاء الاشتراك
place-home = الرئيسية
place-api = الواجهة البرمجية
place-export = تصدير

## The store’s events in words

story-order-number = الطلب
story-more-items = { $count ->
    [zero] ولا شيء غيرها
    [one] ومنتج آخر
    [two] ومنتجان آخران
    [few] و{ $count } منتجات أخرى
    [many] و{ $count } منتجًا آخر
   *[other] و{ $count } منتج آخر
}
story-moved = محفوظ على حدة ومشفّر
story-ordered = إتمام طلب
story-order-updated = تعديل طلب
story-refunded = استرداد مبلغ
story-a-product-viewed = مشاهدة منتج
story-product-clicked = اختيار «{ $product }» من قائمة
story-a-product-clicked = اختيار منتج من قائمة
story-a-product-added = إضافة منتج إلى السلة
story-a-product-removed = إزالة منتج من السلة
story-product-shared = مشاركة «{ $product }» مع آخرين
story-a-product-shared = مشاركة منتج مع آخرين
story-product-reviewed = كتابة مراجعة عن «{ $product }»
story-a-product-reviewed = كتابة مراجعة عن منتج
story-wished = إضافة «{ $product }» إلى قائمة الأمنيات
story-a-product-wished = إضافة منتج إلى قائمة الأمنيات
story-unwished = إزالة «{ $product }» من قائمة الأمنيات
story-a-product-unwished = إزالة منتج من قائمة الأمنيات
story-wish-to-cart = نقل «{ $product }» من قائمة الأمنيات إلى السلة
story-a-wish-to-cart = نقل منتج من قائمة الأمنيات إلى السلة
story-list-viewed = تصفّح «{ $list }»
story-a-list-viewed = تصفّح قائمة منتجات
story-list-filtered = تصفية نتائج «{ $list }»
story-a-list-filtered = تصفية قائمة منتجات
story-a-search = البحث عن منتجات
story-cart-viewed = مشاهدة السلة
story-cart-shared = مشاركة السلة مع آخرين
story-step-viewed = الوصول إلى الخطوة { $step } من صفحة الدفع
story-a-step-viewed = الوصول إلى الخطوة التالية من صفحة الدفع
story-step-completed = إتمام الخطوة { $step } من صفحة الدفع
story-a-step-completed = إتمام خطوة من صفحة الدفع
story-payment-entered = اختيار طريقة الدفع
story-coupon-entered = تجربة الكوبون «{ $coupon }»
story-a-coupon-entered = تجربة كوبون
story-coupon-applied = استخدام الكوبون «{ $coupon }»
story-a-coupon-applied = استخدام كوبون
story-coupon-denied = لم يُقبل الكوبون «{ $coupon }»
story-a-coupon-denied = لم يُقبل كوبون
story-coupon-removed = إزالة الكوبون «{ $coupon }»
story-a-coupon-removed = إزالة كوبون
story-promotion-viewed = مشاهدة العرض «{ $promotion }»
story-a-promotion-viewed = مشاهدة عرض
story-promotion-clicked = فتح العرض «{ $promotion }»
story-a-promotion-clicked = فتح عرض
story-signed-in = تسجيل الدخول
story-signed-out = تسجيل الخروج
story-a-page = زيارة صفحة
story-a-screen = فتح شاشة
story-linked = تبيّن أن معرّفين يعودان إلى هذا الشخص
story-a-group = الانضمام إلى مجموعة
story-consent-asked = طلب الموافقة على: { $purpose }

## Languages by name

language-en = الإنجليزية
language-ar = العربية
language-fa = الفارسية
language-ur = الأردية
language-ku = الكردية
language-tr = التركية
language-fr = الفرنسية
language-de = الألمانية
language-es = الإسبانية
language-it = الإيطالية
language-pt = البرتغالية
language-ru = الروسية
language-hi = الهندية
language-id = الإندونيسية
language-zh = الصينية

# How many people have something in common, as far as may be told (`base::group`).
group-few = أقل من { $count }
group-least = { $count } على الأقل
group-people = { $count ->
    [zero] لا أحد بعد.
    [one] شخص واحد.
    [two] شخصان.
    [few] { $count } أشخاص.
    [many] { $count } شخصًا.
   *[other] { $count } شخص.
}
