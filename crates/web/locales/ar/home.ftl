home-title = ماذا يحدث في متجرك؟
home-state-calm = تمت معالجة كل ما وصل.
home-state-behind = { $count ->
    [zero] لا أحداث تنتظر المعالجة (التأخر: { $span }).
    [one] حدث واحد ينتظر المعالجة (التأخر: { $span }).
    [two] حدثان ينتظران المعالجة (التأخر: { $span }).
    [few] { $count } أحداث تنتظر المعالجة (التأخر: { $span }).
    [many] { $count } حدثًا ينتظر المعالجة (التأخر: { $span }).
   *[other] { $count } حدث ينتظر المعالجة (التأخر: { $span }).
}
home-state-quiet = لم يصل شيء اليوم حتى الآن.
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

home-received = واردة
home-received-of = أحداث
home-sent = أُرسلت
home-withheld = لم تُرسَل
home-set-aside = مستبعدة
home-dropped = لم تُحفظ
home-stripped = حقول لم تُحفظ
home-duplicates = مكرّرة
home-customers = العملاء والزوّار
home-new-customers = عملاء جدد
home-orders = الطلبات
home-revenue = الإيرادات
home-lag = التأخر
home-lag-none = لا تأخر
home-lag-rebuilding = قيد إعادة البناء: { $percent }
home-answer-time = زمن الرد
home-answer-time-note = لنصف الرسائل، من وصول الحدث إلى تسليمها لخادم البريد

home-change-up = أكثر بنسبة { $percent } من المدة السابقة
home-change-down = أقل بنسبة { $percent } من المدة السابقة
home-change-same = مثل المدة السابقة
home-change-new = لا مقارنة بعد
home-share-of-sent = { $percent } من كل الرسائل
home-share-of-received = { $percent } من كل الأحداث

home-chart-received = الأحداث الواردة
home-chart-messages = رسائل أُرسلت ورسائل لم تُرسَل
home-chart-orders = الطلبات
home-chart-revenue = الإيرادات
home-reading-peak = المجموع { $total }، وأعلى قيمة { $peak } في { $when }.
home-reading-none = لا شيء في هذه المدة.

home-why-withheld = رسائل لم تُرسَل، والسبب
home-why-withheld-none = لم يُمنع إرسال أي رسالة.
home-why-set-aside = أحداث مستبعدة، والسبب
home-why-set-aside-none = أمكنت قراءة كل الأحداث.
home-why-dropped = ما لم يُحفظ لعدم وجود إذن
home-why-dropped-text = ما يصل بلا أساس قانوني لا نحتفظ به، بل نحتفظ بعدده فقط.
home-why-dropped-none = كل ما وصل كان له أساس قانوني.

home-readers = تقدّم المعالجة
home-readers-text = يقرأ كل جزء من البرنامج الأحداث بالترتيب، وهذا ما وصل إليه كل منها.
home-reader = القارئ
home-reader-position = قرأ حتى
home-reader-behind = المتبقي
home-reader-lag = التأخر

home-recent-events = أحدث الأحداث
home-recent-messages = أحدث الرسائل

home-start-title = ثلاث خطوات وتبدأ أحداث متجرك في الوصول
home-start-key = أنشئ مفتاحًا
home-start-key-text = بالمفتاح يرسل متجرك أو خادمك الأحداث.
home-start-send = أرسل أول حدث
home-start-send-text = الصق سطرًا واحدًا في الطرفية، أو وجّه إلى هنا أحد برامج Segment.
home-start-mail = جهّز البريد
home-start-mail-text = حدّد خادم بريدك لتنطلق رسائل الشكر.
home-start-done = تم
home-demo = هذا عرض تجريبي بعملاء من نسج الخيال. يُحفظ البريد في مجلد محلي، ولا يخرج شيء من هذا الجهاز.

home-failed = فشل إرسالها
home-duplicates-note = حُفظت مرة واحدة
home-group-events = الأحداث
home-group-messages = الرسائل
home-received-imported = منها { $count } بالاستيراد
home-sent-caught = محفوظة في مجلد البريد
home-orders-note = { $span }، دون الملغاة
home-share-under = أقل من { $percent }
home-buyers = المشترون
home-share-of-customers = { $percent } منهم
home-revenue-in = الإيرادات ({ $currency })
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
home-reading-peak-hour = المجموع { $total }، وأعلى قيمة { $peak } (في الساعة التي تبدأ عند { $when }).
home-top-events = أكثر الأحداث تكرارًا
home-start-watch = شاهد الأحداث عند وصولها
reader-customers = العملاء
reader-orders = الطلبات
reader-insights = الأرقام
reader-ledger = الأخذ والعطاء
reader-answers = الردود على العملاء
