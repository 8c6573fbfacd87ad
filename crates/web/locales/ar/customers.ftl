customers-title = من هم عملاؤك؟
customers-state = { $count ->
    [zero] لا أحد بعد (المعروفون { $known }).
    [one] شخص واحد، المعروف منهم بالاسم أو العنوان { $known }.
    [two] شخصان، المعروف منهما بالاسم أو العنوان { $known }.
    [few] { $count } أشخاص، المعروف منهم بالاسم أو العنوان { $known }.
    [many] { $count } شخصًا، المعروف منهم بالاسم أو العنوان { $known }.
   *[other] { $count } شخص، المعروف منهم بالاسم أو العنوان { $known }.
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
customers-search-hint = بريد إلكتروني أو هاتف أو رقم طلب كامل، أو بداية اسم.
customers-filter-kind = عرض
customers-filter-known = العملاء المعروفون
customers-filter-visitors = الزوّار
customers-filter-buyers = من لهم طلبات
customers-filter-email-consent = من وافقوا على البريد
customers-sort-last-seen = الأحدث ظهورًا أولًا
customers-column-name = الاسم
customers-column-contact = وسيلة التواصل
customers-column-orders = الطلبات
customers-column-spent = المشتريات
customers-column-first-seen = أول ظهور
customers-column-last-seen = آخر ظهور
customers-column-source = المصدر
customers-empty = لا عملاء بعد
customers-empty-text = يظهر الشخص هنا مع أول حدث له: زيارة أو تسجيل أو طلب.
customers-none-found = لم نجد أحدًا
customers-none-found-text = يُبحث عن الأسماء بأول ثلاثة أحرف منها أو أكثر، أما العناوين والهواتف وأرقام الطلبات فتُكتب كاملة.

customer-visitor = زائر لم يُعرَف بعد
customer-visitor-number = زائر { $code }
customer-state = أول ظهور { $first }، وآخر ظهور { $last }.
customer-tabs = عن هذا العميل
customer-tab-story = القصة
customer-tab-orders = الطلبات
customer-tab-messages = الرسائل
customer-tab-consents = الموافقات
customer-tab-looks = من اطّلع

customer-identity = من هو
customer-name = الاسم
customer-email = البريد الإلكتروني
customer-phone = الهاتف
customer-user-id = رقم المستخدم
customer-anonymous-ids = المتصفحات
customer-id = رقم العميل
customer-language = اللغة
customer-birth-date = تاريخ الميلاد
customer-address = العنوان
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
customer-moved = دُمج هذا الملف مع ملف آخر، وأنت ترى الملف الباقي.

customer-facts = باختصار
customer-first-seen = أول ظهور
customer-last-seen = آخر ظهور
customer-orders = الطلبات
customer-spent = المشتريات
customer-average-order = متوسط الطلب
customer-last-order = آخر طلب
customer-events = الأحداث
customer-known-facts = ما نعرفه عنه
customer-fact = المعلومة
customer-fact-value = القيمة
customer-fact-source = المصدر
customer-fact-basis = الأساس النظامي
customer-fact-since = منذ
customer-facts-none = لا نعرف شيئًا بعد سوى الأحداث.

customer-story-empty = لم يحدث شيء بعد
customer-story-empty-text = سيظهر هنا ما يفعله هذا الشخص في المتجر، الأحدث أولًا.
customer-orders-empty = لا طلبات
customer-orders-empty-text = تظهر الطلبات فور أن يبلغنا بها المتجر.
customer-messages-empty = لا رسائل
customer-messages-empty-text = سيظهر هنا ما أُرسل إلى هذا الشخص، وما لم يُرسَل والسبب.
customer-consents-empty = لم يُسأل عن شيء بعد
customer-consents-empty-text = إلى أن يوافق هذا الشخص لا نستخدم من بياناته إلا ما يقتضيه الطلب أو النظام.
customer-looks-empty = لم يطّلع أحد
customer-looks-empty-text = يُسجَّل كل اطّلاع على بيانات هذا الشخص، ويمكنه أن يراه.

customer-order-number = الطلب
customer-order-placed = تاريخ الطلب
customer-order-status = الحالة
customer-order-items = المنتجات
customer-order-total = المجموع
order-completed = مكتمل
order-updated = معدَّل
order-refunded = مسترَدّ
order-cancelled = ملغى

customer-look-at = متى
customer-look-who = من
customer-look-purpose = الغرض
customer-look-saw = ما اطّلع عليه

story-identified = عرّف بنفسه
story-order-completed = طلب بقيمة { $amount }
story-order-refunded = استرَدّ { $amount }
story-order-cancelled = ألغى طلبًا
story-page = زار «{ $page }»
story-screen = فتح «{ $page }»
story-product-viewed = اطّلع على «{ $product }»
story-product-added = أضاف «{ $product }» إلى السلة
story-product-removed = أزال «{ $product }» من السلة
story-checkout-started = انتقل إلى صفحة الدفع
story-searched = بحث عن «{ $query }»
story-signed-up = أنشأ حسابًا
story-group = انضم إلى «{ $group }»
story-event = { $name }
story-message-sent = أُرسلت إليه «{ $subject }»
story-message-withheld = لم تُرسَل إليه «{ $subject }»: { $reason }
story-message-failed = تعذّر تسليم «{ $subject }»
story-consent-given = وافق على: { $purpose }
story-consent-withdrawn = سحب الموافقة على: { $purpose }
story-merged = تبيّن أنه هو نفسه زائر سابق
story-imported = من استيراد
story-properties = تفاصيل الحدث

## The list and the panel

customers-total = { $count ->
    [zero] لا أحد بعد (ومن لهم طلبات: { $buyers }).
    [one] شخص واحد، ومن لهم طلبات: { $buyers }.
    [two] شخصان، ومن لهم طلبات: { $buyers }.
    [few] { $count } أشخاص، ومن لهم طلبات: { $buyers }.
    [many] { $count } شخصًا، ومن لهم طلبات: { $buyers }.
   *[other] { $count } شخص، ومن لهم طلبات: { $buyers }.
}
customers-found-some = من يطابقون «{ $query }»، الأحدث أولًا.
customers-column-agreed = وافق على
customer-last-name = اسم العائلة
customer-counts = الأحداث حسب الاسم
customer-counts-other = ما عداها
customer-erased-on = حُذفت بياناته نهائيًا في { $date }
customer-erased-text = طلب هذا الشخص أن يُنسى. لم يعد ممكنًا قراءة اسمه وعناوينه وأرقامه، لا هنا ولا في أي مكان آخر.
customer-order-given-back = أُعيد منه { $amount }
customer-look-refused = لم يُعرَض: { $what }
customer-looks-note = يُسجَّل كل اطّلاع على بيانات هذا الشخص قبل عرضها. ويمكنه أن يرى هذه القائمة دون أسماء الموظفين.

## Where somebody looked

place-customers = قائمة العملاء
place-customer = هذه الصفحة
place-messages = قائمة الرسائل
place-message = رسالة
place-home = الصفحة الرئيسية
place-api = واجهة البرامج
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
story-moved = محفوظ على حدة بمفتاح
story-ordered = أتمّ طلبًا
story-order-updated = عدّل طلبًا
story-refunded = استرَدّ مبلغًا
story-a-product-viewed = اطّلع على منتج
story-product-clicked = اختار «{ $product }» من قائمة
story-a-product-clicked = اختار منتجًا من قائمة
story-a-product-added = أضاف منتجًا إلى السلة
story-a-product-removed = أزال منتجًا من السلة
story-product-shared = شارك «{ $product }» مع غيره
story-a-product-shared = شارك منتجًا مع غيره
story-product-reviewed = كتب مراجعة عن «{ $product }»
story-a-product-reviewed = كتب مراجعة عن منتج
story-wished = أضاف «{ $product }» إلى قائمة الأمنيات
story-a-product-wished = أضاف منتجًا إلى قائمة الأمنيات
story-unwished = أزال «{ $product }» من قائمة الأمنيات
story-a-product-unwished = أزال منتجًا من قائمة الأمنيات
story-wish-to-cart = نقل «{ $product }» من قائمة الأمنيات إلى السلة
story-a-wish-to-cart = نقل أمنية إلى السلة
story-list-viewed = تصفّح «{ $list }»
story-a-list-viewed = تصفّح قائمة منتجات
story-list-filtered = صفّى نتائج «{ $list }»
story-a-list-filtered = صفّى قائمة منتجات
story-a-search = بحث عن منتجات
story-cart-viewed = اطّلع على السلة
story-cart-shared = شارك السلة مع غيره
story-step-viewed = وصل إلى الخطوة { $step } في صفحة الدفع
story-a-step-viewed = وصل إلى الخطوة التالية في صفحة الدفع
story-step-completed = أتمّ الخطوة { $step } في صفحة الدفع
story-a-step-completed = أتمّ خطوة في صفحة الدفع
story-payment-entered = اختار طريقة الدفع
story-coupon-entered = جرّب الكوبون «{ $coupon }»
story-a-coupon-entered = جرّب كوبونًا
story-coupon-applied = استخدم الكوبون «{ $coupon }»
story-a-coupon-applied = استخدم كوبونًا
story-coupon-denied = لم يُقبل الكوبون «{ $coupon }»
story-a-coupon-denied = لم يُقبل كوبون
story-coupon-removed = تراجع عن الكوبون «{ $coupon }»
story-a-coupon-removed = تراجع عن كوبون
story-promotion-viewed = شاهد العرض «{ $promotion }»
story-a-promotion-viewed = شاهد عرضًا
story-promotion-clicked = فتح العرض «{ $promotion }»
story-a-promotion-clicked = فتح عرضًا
story-signed-in = سجّل الدخول
story-signed-out = سجّل الخروج
story-a-page = زار صفحة
story-a-screen = فتح شاشة
story-linked = تبيّن أن معرّفين يعودان إلى هذا الشخص
story-a-group = انضم إلى مجموعة
story-consent-asked = سُئل عن: { $purpose }
