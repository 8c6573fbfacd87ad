## الحملات: رسائل إلى كثيرين دفعة واحدة

nav-campaigns = الحملات
campaigns-title = ماذا نرسل إلى كثيرين دفعة واحدة؟
campaigns-state = تكتب الحملة مرة واحدة إلى كل من في شرائحها، ولا تكتب إلا إلى من وافق.
campaigns-empty = لا حملات بعد
campaigns-empty-text = اختر من تصله الرسالة وأي رسالة. وقبل أن يخرج أي شيء، تقول لك التوقعات كم شخصًا ستصله، ومن لن تصله ولماذا.
campaigns-too-many = بلغ عدد الحملات حدّه الأقصى. احذف حملة لم تعد تحتاج إليها.
campaign-new = حملة جديدة
campaign-new-title = من يصله ماذا، ومتى؟
campaign-new-state = الحفظ لا يرسل شيئًا. وسيظهر بعده ما ستفعله الحملة.
campaign-name = الاسم
campaign-name-hint = ما تسمّونها به فيما بينكم. ويمكن للعملاء قراءته في مركز الخصوصية، فاختر اسمًا لا حرج في أن يقرؤوه.
campaign-name-bad = يتكوّن الاسم من حرف واحد إلى { $max } حرف.
campaign-state = الحالة
campaign-phase-draft = مسودة
campaign-phase-draft-hint = قيد الكتابة، ولا يُرسَل شيء.
campaign-phase-waiting = تنتظر موعدها
campaign-phase-waiting-hint = أُطلقت، وستبدأ من تلقاء نفسها.
campaign-phase-under-way = جارية
campaign-phase-under-way-hint = الرسائل في طريقها.
campaign-phase-paused = متوقفة مؤقتًا
campaign-phase-paused-hint = لا يُرسَل شيء حتى تستأنفها.
campaign-phase-finished = اكتملت
campaign-phase-finished-hint = اكتمل النظر في الجميع، ولم يبق شيء في الطريق.
campaign-phase-cancelled = ملغاة
campaign-phase-cancelled-hint = ما لم يُرسَل لن يُرسَل أبدًا.
campaign-tabs = عن هذه الحملة
campaign-tab-about = نظرة عامة
campaign-tab-forecast = التوقعات
campaign-tab-effect = الأثر
campaign-tab-edit = تعديل
campaign-plan = الخطة
campaign-audience = الجمهور
campaign-audience-hint = كل من كان في إحدى هذه الشرائح عندما يحين دوره.
campaign-no-segments = لا شرائح بعد.
campaign-no-segments-link = أنشئ شريحة أولًا
campaign-without = مستثنون
campaign-without-hint = من كان في إحدى هذه الشرائح لا يصله شيء، ولو كان من الجمهور.
campaign-segment-gone = شريحة لم تعد موجودة
campaign-letter = الرسالة
campaign-letters = الرسائل
campaign-letters-hint = إن كانت أكثر من رسالة، وصلت كل قارئ واحدة منها عشوائيًا، وتقول صفحة الأثر أيها أفضل.
campaign-letter-choose = اختر رسالة
campaign-letter-of = الرسالة { $sign }
campaign-letter-add = جرّب رسالة أخرى
campaign-share = حصتها من كل مئة قارئ
campaign-variant-1 = أ
campaign-variant-2 = ب
campaign-variant-3 = ج
campaign-variant-4 = د
campaign-variant-5 = هـ
campaign-variant-6 = و
campaign-variant-7 = ز
campaign-variant-8 = ح
campaign-variant-9 = ط
campaign-variant-10 = ي
campaign-topic = الموضوع
campaign-topic-hint = لا تصل من لا يريد أن يسمع عنه.
campaign-topic-own = موضوع الرسالة نفسها
campaign-start = الموعد
campaign-begin-now = فورًا
campaign-begin-now-hint = بمجرد أن تطلقها.
campaign-begin-at = في وقت واحد للجميع
campaign-begin-at-hint = بتوقيت المتجر: { $zone }.
campaign-begin-local = في توقيت كل قارئ
campaign-begin-local-hint = عندما يحين ذلك الوقت حيث يقيم القارئ. فإن لم تُعرف منطقته الزمنية فبتوقيت المتجر.
campaign-start-hint = لا حاجة إلى اليوم والساعة إن كانت تُرسَل فورًا.
campaign-date = اليوم
campaign-date-bad = اختر يومًا.
campaign-time = الساعة
campaign-time-bad = اكتب الساعة هكذا: 09:00.
campaign-start-now = فورًا
campaign-start-local = { $date }، { $time } بتوقيت كل قارئ
campaign-per-hour = أقصى عدد من الرسائل في الساعة
campaign-per-hour-hint = حتى لا يأتي الجميع إلى المتجر معًا. ويسري الحد على كل رسائل الحملة، ومنها ما انتظر حلول الموعد بتوقيت قارئه أو انتهاء ساعات الهدوء.
campaign-pace = { $count } في الساعة
campaign-pace-none = بأسرع ما يقبله خادم البريد
campaign-holdout = مجموعة المقارنة، من كل مئة
campaign-holdout-hint = لا يصلهم شيء، ليتبيّن أثر الحملة. المعتاد ٥.
campaign-holdout-none = لا أحد
campaign-holdout-of = { $percent } لا يصلهم شيء، ليتبيّن أثر الحملة
campaign-percent-bad = اكتب عددًا صحيحًا من ١ إلى ١٠٠.
campaign-holdout-bad = اكتب عددًا صحيحًا من ٠ إلى { $max }.
campaign-id = المعرّف
campaign-begun-at = أُطلقت
campaign-looked-at = نُظر في أمرهم
campaign-looked-at-of = من نُظر في أمرهم
campaign-waiting = في الطريق
campaign-sent = أُرسلت
campaign-delivered = وصلت
campaign-delivered-note = بحسب ما وردنا
campaign-withheld = لم تُرسَل
campaign-held-out = مجموعة المقارنة
campaign-postponed = رسائل تنتظر
campaign-postponed-next = موعد التالية
campaign-not-sent = لم تُرسَل (والسبب)
campaign-not-sent-none = لا أحد حتى الآن.
campaign-failed = رفضها خادم البريد
campaign-draft-next = التالي: انظر ماذا ستفعل
campaign-draft-next-text = تقول التوقعات كم شخصًا ستصله الرسالة، ومن لن تصله ولماذا، وكم تستغرق وكم تكلّف. ومنها تُطلق الحملة.
campaign-to-forecast = التوقعات والإطلاق
campaign-pause = إيقاف مؤقت
campaign-resume = استئناف
campaign-copy = نسخ
campaign-copy-of = { $name } (نسخة)
campaign-end = إلغاء أو حذف
campaign-cancel = إلغاء نهائي
campaign-cancel-text = ما لم يُرسَل بعد لن يُرسَل أبدًا، وما أُرسل فقد أُرسل. لا رجعة في ذلك؛ وللتوقف مدة، أوقفها مؤقتًا.
campaign-delete = حذف
campaign-delete-text = تُحذف الحملة مع كل ما يُعرف عن أثرها. والرسائل التي ما زالت في الطريق لا تُرسَل.
campaign-type-name = اكتب اسمها: { $name }
campaign-made-done = حُفظت المسودة. لن يُرسَل شيء قبل أن تطلقها.
campaign-changed-done = تم الحفظ. وفيما يلي ما ستفعله الآن.
campaign-copied-done = هذه نسخة منها، وهي مسودة.
campaign-begun-done = أُطلقت الحملة.
campaign-paused-done = توقفت مؤقتًا. ما ينتظر يبقى منتظرًا.
campaign-resumed-done = تُستأنف من حيث توقفت.
campaign-cancelled-done = أُلغيت. لن يُرسَل شيء بعد الآن.
campaign-deleted-done = حُذفت الحملة.
campaign-flawed = لم تُطلق: ثمة ما يجب إصلاحه أولًا.
campaign-moved-on = عدّلها غيرك في هذه الأثناء. لم يحدث شيء، وهذه حالها الآن.
campaign-other-name = لم يحدث شيء: ليس هذا اسمها.
campaign-flaw-unreadable = لا يمكن قراءة الخطة. اكتبها من جديد.
campaign-flaw-segments = اختر للجمهور من شريحة واحدة إلى { $max } شريحة.
campaign-flaw-no-segment = تشير إلى شريحة لم تعد موجودة. اختر غيرها.
campaign-flaw-variants = اختر من رسالة واحدة إلى { $max } رسائل.
campaign-flaw-shares = يجب أن يكون مجموع الحصص 100، وألا تقل أي حصة عن 1. مجموعها الآن { $whole }.
campaign-flaw-letter = لا يمكن إرسال «{ $letter }» إلى كثيرين: فهي تتحدث عن طلب أو سلة أو منتج، أو لم تعد موجودة.
campaign-flaw-topic = لم يعد هناك موضوع «{ $topic }».
campaign-flaw-per-hour = اكتب عدد الرسائل في الساعة، ١ على الأقل، أو اتركه فارغًا.
campaign-flaw-holdout = يمكن أن تضم مجموعة المقارنة { $max } من كل مئة على الأكثر.
campaign-flaw-holdout-service = لا مجموعة مقارنة لرسالة ليست إعلانًا: اجعلها ٠.
campaign-flaw-past = مضى ذلك الوقت. اختر وقتًا لاحقًا.
forecast-answer = الرسائل التي ستُرسَل: { $letters }، من جمهور عدده { $audience }
forecast-sample = سُئل { $asked } منهم اختيروا عشوائيًا، والمدى صحيح بثقة 95 في المئة.
forecast-caveat = بحسب خيارات كل شخص وقواعد الإرسال وما أُرسل من قبل، كما هي الآن. ويُنظر في ذلك كله من جديد عند إرسال كل رسالة.
forecast-who = كم عددهم
forecast-audience = في الجمهور
forecast-letters = تصلهم رسالة
forecast-later = منهم من تصله لاحقًا
forecast-postponed = ما يُرسَل لاحقًا، وماذا ينتظر
forecast-postponed-first = موعد أولاها
forecast-letters-many = الرسائل
forecast-withheld = لا تصلهم رسالة
forecast-held-out = مجموعة المقارنة
forecast-why-not = من لن تصله، ولماذا
forecast-about = نحو { $count } ({ $low }–{ $high })
forecast-when = متى، وكم تكلّف
forecast-begins = تبدأ
forecast-ends = تنتهي
forecast-takes = تستغرق
forecast-cost = التكلفة
forecast-no-cost = لا يُعرف كم تكلّف الرسالة.
forecast-no-cost-link = حدّدها في الإعدادات
forecast-zones = في كل منطقة زمنية
forecast-zone = المنطقة الزمنية
forecast-nobody = لا أحد في الجمهور
forecast-nobody-text = شرائحها فارغة، أو كل من فيها مستثنى. غيّر الجمهور، أو انتظر حتى يكتمل البحث عن أعضاء الشرائح.
forecast-busy = تُعد توقعات أخرى الآن
forecast-busy-text = كل منها يسأل عن خيارات كثيرين. أعد تحميل الصفحة بعد قليل.
forecast-flawed = لا يمكن إطلاقها بعد
forecast-confirm-title = الإطلاق
forecast-confirm-text = الرسالة التي أُرسلت لا تُستردّ. ويمكنك الإيقاف المؤقت في أي وقت، فينتظر ما لم يخرج بعد.
campaign-effect-empty = لم يُكتب إلى أحد بعد
campaign-effect-empty-text = عندما تخرج الرسائل، يُذكر هنا ما فعله من وصلتهم إلى جانب مجموعة المقارنة.
campaign-effect-nobody-held-text = لا يُعرف ما كان الناس سيشترونه بلا الحملة إلا إذا بقي بعضهم في مجموعة المقارنة. اجعلها ٥ من كل مئة في الحملة القادمة.
campaign-effect-more = من كل ١٠٠ شخص تجوز مراسلتهم، اشترى { $people } أكثر بسببها
campaign-effect-fewer = من كل ١٠٠ شخص تجوز مراسلتهم، اشترى { $people } أقل بسببها
campaign-effect-did = ما فعله الناس
campaign-effect-written = كل من وصلته رسالة
campaign-counted = المحسوبون منهم
campaign-counted-note = لا يُحسب الشراء إلا لمن وافق على الإحصاءات.
campaign-bought = اشتروا
campaign-withdrew = سحبوا الموافقة
campaign-effect-letters = ما آلت إليه الرسائل
campaign-opened = فُتحت
campaign-clicked = فُتح رابطها
campaign-bounced = ارتدّت
campaign-complained = عُدّت مزعجة
campaign-unsubscribed = ألغوا الاشتراك
campaign-effect-watched = لا يُحسب فتح الرسائل وروابطها إلا لمن سمح بذلك من القراء، وإذا فعّله المتجر.
campaign-effect-split = رسالة إلى جانب رسالة
campaign-split-bought = بحسب الشراء
campaign-split-clicked = بحسب فتح الروابط
campaign-split-shown = { $first } أفضل من { $second }: { $people } أكثر من كل ١٠٠، بين { $low } و{ $high }.
campaign-split-not-yet = لم يظهر فرق بعد بين { $first } و{ $second }.
campaign-split-how = كيف حُسب هذا
campaign-split-how-text = وصلت كل قارئ رسالة واحدة عشوائيًا. ومدى الفرق محسوب بطريقة نيوكومب (١٩٩٨)، وهو يشمل الحقيقة في ٩٥ حالة من ١٠٠.
campaign-split-how-many = مع { $count } مقارنات قد يبدو فرق بالمصادفة أكثر من المعتاد؛ لذلك وُسّع كل مدى بتصحيح بونفيروني (دن 1961) حتى تصح كلها معًا في 95 حالة من 100.
effect-title = كيف تُحسب آثار الحملات
effect-days = عدد الأيام التي يُحسب فيها الشراء
effect-days-hint = يُحسب ما يشتريه الناس وما يسحبونه خلال هذه الأيام بعد رسالتهم: من 1 إلى { $max }. ويسري على الرسائل من الآن.
effect-cost = تكلفة ألف رسالة ({ $currency })
effect-cost-hint = كما تحتسبها خدمة البريد. إن تُرك فارغًا فلن تُذكر تكلفة.
effect-bad = لم يُحفظ شيء: الأيام عدد صحيح من ١ إلى ٩٠، والتكلفة مبلغ مثل ٠٫٤٠.
segment-user-campaign = حملة
audit-subject-campaigns = الحملات
privacy-standing-campaign = أثر الحملة «{ $name }»
export-part-campaigns = حملات المتجر التي كانت ستكتب إليك، وما حُسب مما فعلته بعدها.
deed-campaign-made = إنشاء حملة
deed-campaign-changed = تعديل حملة
deed-campaign-begun = إطلاق حملة
deed-campaign-paused = إيقاف حملة مؤقتًا
deed-campaign-resumed = استئناف حملة
deed-campaign-cancelled = إلغاء حملة
deed-campaign-deleted = حذف حملة
campaign-effect-days = { $count ->
    [zero] يُحسب ما فعله الناس خلال { $count } يوم من رسالتهم. والطلبات بعملة أخرى لا تُحسب إنفاقًا.
    [one] يُحسب ما فعله الناس خلال يوم من رسالتهم. والطلبات بعملة أخرى لا تُحسب إنفاقًا.
    [two] يُحسب ما فعله الناس خلال يومين من رسالتهم. والطلبات بعملة أخرى لا تُحسب إنفاقًا.
    [few] يُحسب ما فعله الناس خلال { $count } أيام من رسالتهم. والطلبات بعملة أخرى لا تُحسب إنفاقًا.
    [many] يُحسب ما فعله الناس خلال { $count } يومًا من رسالتهم. والطلبات بعملة أخرى لا تُحسب إنفاقًا.
   *[other] يُحسب ما فعله الناس خلال { $count } يوم من رسالتهم. والطلبات بعملة أخرى لا تُحسب إنفاقًا.
}
forecast-confirm = { $count ->
    [zero] إطلاق: لا رسائل
    [one] إطلاق: رسالة واحدة
    [two] إطلاق: رسالتان
    [few] إطلاق: { $count } رسائل
    [many] إطلاق: { $count } رسالة
   *[other] إطلاق: { $count } رسالة
}
campaign-split-missing = { $count ->
    [zero] لم يظهر فرق بعد بين { $first } و{ $second }: يلزم نحو { $count } شخص آخر.
    [one] لم يظهر فرق بعد بين { $first } و{ $second }: يلزم نحو شخص واحد آخر.
    [two] لم يظهر فرق بعد بين { $first } و{ $second }: يلزم نحو شخصين آخرين.
    [few] لم يظهر فرق بعد بين { $first } و{ $second }: يلزم نحو { $count } أشخاص آخرين.
    [many] لم يظهر فرق بعد بين { $first } و{ $second }: يلزم نحو { $count } شخصًا آخر.
   *[other] لم يظهر فرق بعد بين { $first } و{ $second }: يلزم نحو { $count } شخص آخر.
}
forecast-zones-more = { $count ->
    [zero] و{ $count } أخرى
    [one] وواحدة أخرى
    [two] واثنتان أخريان
    [few] و{ $count } أخرى
    [many] و{ $count } أخرى
   *[other] و{ $count } أخرى
}
forecast-waves-more = { $count ->
    [zero] و{ $count } موعد لاحق.
    [one] وموعد لاحق واحد.
    [two] وموعدان لاحقان.
    [few] و{ $count } مواعيد لاحقة.
    [many] و{ $count } موعدًا لاحقًا.
   *[other] و{ $count } موعد لاحق.
}
