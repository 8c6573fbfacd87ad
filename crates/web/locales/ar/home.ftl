home-title = ماذا يحدث في متجرك؟
home-state-calm = تمت معالجة كل ما ورد.
home-state-behind = { $count ->
    [zero] لا أحداث تنتظر المعالجة (تأخر { $span }).
    [one] حدث واحد ينتظر المعالجة، بتأخر { $span }.
    [two] حدثان ينتظران المعالجة، بتأخر { $span }.
    [few] { $count } أحداث تنتظر المعالجة، بتأخر { $span }.
    [many] { $count } حدثًا ينتظر المعالجة، بتأخر { $span }.
   *[other] { $count } حدث ينتظر المعالجة، بتأخر { $span }.
}
home-state-quiet = لم يرد شيء اليوم بعد.
home-state-held = { $count ->
    [zero] لا رسائل موقوفة.
    [one] رسالة واحدة موقوفة إلى أن تقرّر.
    [two] رسالتان موقوفتان إلى أن تقرّر.
    [few] { $count } رسائل موقوفة إلى أن تقرّر.
    [many] { $count } رسالة موقوفة إلى أن تقرّر.
   *[other] { $count } رسالة موقوفة إلى أن تقرّر.
}

home-range-day = ٢٤ ساعة
home-range-week = ٧ أيام
home-range-month = ٣٠ يومًا
home-range-label = المدة

home-received = الوارد
home-received-of = أحداث
home-sent = المُرسَل
home-withheld = لم تُرسَل
home-set-aside = المستبعَد
home-dropped = المتروك
home-stripped = حقول متروكة
home-duplicates = مكرَّر
home-customers = العملاء
home-new-customers = عملاء جدد
home-orders = الطلبات
home-revenue = الإيرادات
home-lag = التأخر
home-lag-none = لا تأخر
home-answer-time = زمن الرد
home-answer-time-note = لنصف الرسائل، من وصول الحدث إلى خادم البريد

home-change-up = أكثر بنسبة { $percent } من المدة السابقة
home-change-down = أقل بنسبة { $percent } من المدة السابقة
home-change-same = كالمدة السابقة
home-change-new = لا مقارنة بعد
home-share-of-sent = { $percent } من كل الرسائل
home-share-of-received = { $percent } من كل الأحداث

home-chart-received = الأحداث الواردة
home-chart-messages = الرسائل المرسلة وغير المرسلة
home-chart-orders = الطلبات
home-chart-revenue = الإيرادات
home-reading-peak = المجموع { $total }، وأعلى قيمة { $peak } في { $when }.
home-reading-none = لا شيء في هذه المدة.

home-why-withheld = رسائل لم تُرسَل والسبب
home-why-withheld-none = أُرسلت كل رسالة حان وقتها.
home-why-set-aside = أحداث مستبعدة والسبب
home-why-set-aside-none = أمكنت قراءة كل الأحداث.
home-why-dropped = ما تُرك لعدم وجود إذن
home-why-dropped-text = ما يصل بلا أساس نظامي لا نحتفظ به، بل نحتفظ بعدده فقط.
home-why-dropped-none = كل ما ورد كان له أساس نظامي.

home-readers = سير العمل
home-readers-text = يقرأ كل جزء من البرنامج الأحداث بالترتيب، وهنا ما وصل إليه كل جزء.
home-reader = القارئ
home-reader-position = قرأ حتى
home-reader-behind = بقي
home-reader-lag = التأخر

home-recent-events = أحدث الأحداث
home-recent-messages = أحدث الرسائل

home-start-title = ثلاث خطوات ويصل صوت متجرك
home-start-key = أنشئ مفتاحًا
home-start-key-text = بالمفتاح يرسل موقعك أو خادمك الأحداث.
home-start-send = أرسل أول حدث
home-start-send-text = الصق سطرًا واحدًا في الطرفية، أو وجّه أحد برامج Segment إلى هنا.
home-start-mail = جهّز البريد
home-start-mail-text = حدّد خادم بريدك لتنطلق رسائل الشكر.
home-start-done = تم
home-demo = هذا عرض تجريبي بعملاء من نسج الخيال. يُحفظ البريد في مجلد محلي ولا يغادر هذا الجهاز شيء.

home-failed = تعذّر إرسالها
home-duplicates-note = حُفظت مرة واحدة
home-buyers = المشترون
home-share-of-customers = { $percent } من كل العملاء
home-revenue-in = الإيراد، { $currency }
home-chart-events = الأحداث بحسب وقت وقوعها
home-all-time = منذ البداية
home-state-working = { $count ->
    [zero] لا أحداث قيد المعالجة.
    [one] حدث واحد قيد المعالجة.
    [two] حدثان قيد المعالجة.
    [few] { $count } أحداث قيد المعالجة.
    [many] { $count } حدثًا قيد المعالجة.
   *[other] { $count } حدث قيد المعالجة.
}
home-reading-peak-hour = المجموع { $total }، وأكثرها { $peak } في الساعة التي تبدأ { $when }.
home-top-events = أكثر الأحداث تكرارًا
home-start-watch = شاهد الأحداث عند وصولها
reader-customers = العملاء
reader-orders = الطلبات
reader-insights = الأرقام
reader-answers = الردود على العملاء
