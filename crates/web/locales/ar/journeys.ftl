## الرحلات: ما يحدث للعملاء تلقائيًا مع الوقت

nav-journeys = الرحلات
place-journey = رحلة
journeys-title = ما الذي يحدث تلقائيًا؟
journeys-state = الرحلة تنتظر وتسأل وتكتب من تلقاء نفسها، ولمن وافق على ذلك وحده.
journeys-empty = لا رحلات بعد
journeys-empty-text = تعمل الرحلة عندما يفعل العميل شيئًا أو لا يفعله: تذكير بسلة تُركت، أو سؤال بعد الطلب. ابدأ بواحدة من الرحلات أدناه وغيّر فيها ما تشاء.
journeys-ready = رحلات جاهزة
journeys-start = ابدأ بهذه
journeys-too-many = بلغ عدد الرحلات حدّه الأقصى. احذف رحلة لا تُستعمل.
journey-ready-abandoned-cart = سلة متروكة
journey-ready-abandoned-cart-text = تذكّر بما بقي في السلة بعد ساعة من آخر ما أُضيف إليها، ما لم يُسجَّل طلب قبل ذلك.
journey-ready-browse-abandonment = شاهد ولم يقرّر
journey-ready-browse-abandonment-text = تكتب إلى من شاهد المنتجات ثلاث مرات على الأقل خلال اليوم الجاري والأيام الثلاثة السابقة، ولم يضف شيئًا إلى السلة.
journey-ready-review-request = طلب مراجعة
journey-ready-review-request-text = تسأل العميل عن رأيه بعد أسبوعين من الطلب، ما لم يُلغَ الطلب أو يُرَدّ ثمنه.
journey-ready-win-back = بعد غياب طويل
journey-ready-win-back-text = تكتب إلى من لم يطلب شيئًا منذ ١٢٠ يومًا.
journey-ready-replenishment = لعلّه نفد
journey-ready-replenishment-text = تذكّر بعد ٣٠ يومًا من الطلب بأنه ربما نفد، ما لم يكن هناك طلب آخر بعده.
journey-ready-price-drop = سعر أقل
journey-ready-price-drop-text = تخبر من شاهد منتجًا في آخر ٣٠ يومًا ولم يشتره بأن سعره انخفض. تعمل حين يرسل متجرك منتجاته إلى هنا.
journey-ready-goes-with = ما يناسب الطلب
journey-ready-goes-with-text = تشكر العميل بعد ثلاثة أيام من طلبه وتعرض عليه ما يناسبه، ما لم يُلغَ الطلب أو يُرَدّ ثمنه. تعمل حين يذكر متجرك مع كل منتج ما يناسبه من المنتجات الأخرى.
journey-name = الاسم
journey-state = الحالة
journey-state-draft = مسودة
journey-state-draft-hint = لم يدخلها أحد بعد.
journey-state-on = مفعّلة
journey-state-on-hint = يدخلها العملاء.
journey-state-off = متوقفة
journey-state-off-hint = لا يدخلها أحد بعد الآن، ومن كان فيها يتابع حتى النهاية.
journey-inside = فيها الآن
journey-begun = بدأوا
journey-letters = الرسائل
journey-reached = بلغوا الهدف
journey-tabs = عن هذه الرحلة
journey-tab-plan = الخطة
journey-tab-effect = الأثر
journey-tab-people = الأشخاص
journey-tab-rehearsal = تشغيل تجريبي
journey-tab-edit = تعديل
journey-unreadable = تعذّرت قراءة هذه الخطة
journey-unreadable-text = كتبها إصدار أحدث من البرنامج أو عُدّلت من خارجه. لم يُنقَل أحد. اكتبها من جديد في «تعديل».
journey-ahead = المسودة تختلف عمّا يبدأه الناس الآن
journey-ahead-text = المعروض هنا هو الإصدار المعمول به، وتسري تعديلاتك حين تبدؤها.
journey-ahead-link = عرض المسودة
journey-terms = لمن هي
journey-steps = ما الذي يحدث
journey-picture = الرحلة في صورة
journey-picture-reading = الخطوات هي خطوات القائمة المرقّمة إلى جانبها.
journey-picture-end = النهاية
journey-json = الخطة بصيغة JSON
journey-json-text = للبرامج، ولنقل الخطة من متجر إلى آخر.
journey-json-save = احفظ نص JSON هذا مسودةً
journey-people-counted = من جاء
journey-nobody-yet = لم يأتِ أحد منذ بدأ هذا الإصدار.
journey-begin = ابدأ
journey-stop = أوقف الدخول
journey-on-again = استأنف الدخول
journey-made-done = أُنشئت المسودة، ولا يدخلها أحد قبل أن تبدأها.
journey-begun-done = بدأت الرحلة: من الآن يدخلها الناس.
journey-stopped-done = لا يدخلها أحد بعد الآن، ومن كان فيها يتابع.
journey-deleted-done = حُذفت الرحلة.
journey-flawed = لم تبدأ: في الخطة ما يحتاج إلى تصحيح.
journey-other-name = لم يُحذف شيء: ليس هذا اسمها.
journey-minutes = { $count ->
    [zero] { $count } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
journey-hours = { $count ->
    [zero] { $count } ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
journey-days = { $count ->
    [zero] { $count } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
journey-event = حدث «{ $event }»
journey-step-wait = انتظار: { $span }.
journey-step-wait-until = انتظار حتى الساعة { $time } بتوقيت العميل.
journey-step-wait-until-days = انتظار حتى الساعة { $time } بتوقيت العميل، يوم { $days }.
journey-step-wait-for = انتظار { $event }، والمهلة القصوى: { $span }.
journey-step-branch = السؤال هل يصحّ ما يلي:
journey-step-split = تُترك الطريق للمصادفة.
journey-step-send = إرسال رسالة «{ $letter }».
journey-step-set-trait = تدوين عن العميل: «{ $name }» هي «{ $value }».
journey-step-leave = تنتهي الرحلة هنا.
journey-step-number = الخطوة { $number }
journey-way-happened = إذا حدث ذلك
journey-way-time-over = إذا انقضت المهلة
journey-way-yes = نعم
journey-way-no = لا
journey-way-part = { $percent } من الناس
journey-way-on = يتابع مباشرة.
journey-entry = من يدخل
journey-entry-event = كل من يفعل هذا: { $event }
journey-entry-segment = كل من يدخل شريحة «{ $segment }»
journey-entry-no-segment = كل من يدخل شريحة لم تعد موجودة: لا أحد
journey-entry-api = كل من يُدخله برنامجك
journey-filter = بشرط
journey-reentry = الدخول مرة أخرى
journey-reentry-never = مرة واحدة فقط
journey-reentry-always = حالما يخرج
journey-reentry-restart = حالما يخرج؛ وإذا تكرر الأمر في أثناء الانتظار الأول بدأ الانتظار من جديد
journey-reentry-after = بعد آخر دخول بمدة: { $span }
journey-reentry-after-some = بعد آخر دخول بأيام
journey-reentry-days = عدد الأيام
journey-exits = من يخرج مبكرًا
journey-exits-none = لا أحد
journey-exits-hint = يخرج كل من يفعل واحدًا من هذه. يُكتب كلٌّ منها بالاسم الذي يرسله متجرك، وما تمسح اسمه يُحذف.
journey-goal = الهدف
journey-goal-none = لا هدف لها: لا يُحسب ما يفعله الناس بعدها.
journey-goal-within = { $event } خلال { $span }
journey-goal-leaves = ومن بلغه خرج.
journey-goal-hint = ما يُرجى أن يفعله الناس، بالاسم الذي يرسله متجرك.
journey-goal-days = خلال كم يومًا
journey-goal-leaves-field = من بلغ الهدف خرج
journey-holdout = مجموعة المقارنة
journey-holdout-none = لا مجموعة مقارنة.
journey-holdout-percent = { $percent } من الناس لا يصلهم شيء، ليتبيّن أثر الرحلة.
journey-holdout-field = مجموعة المقارنة، من كل مئة
journey-holdout-hint = لا يصلهم شيء، ليتبيّن أثر الرحلة. المعتاد ٥.
journey-purpose = الغرض
journey-purpose-reads = { $purpose }؛ وتقرأ: { $what }
journey-purpose-hint = لا يدخل إلا من وافق على هذا الاستعمال لما تقرؤه الرحلة.
journey-outcome-begun = دخلوا
journey-outcome-held-out = بقوا في مجموعة المقارنة
journey-outcome-not-allowed = لم يوافقوا على هذا الاستعمال لبياناتهم
journey-outcome-too-soon = كانوا فيها منذ وقت قريب
journey-outcome-unread = لم يدخلوا: تعذّرت قراءة ما فعلوه
journey-outcome-waits = بدأوا الانتظار
journey-outcome-then = تابعوا: نعم
journey-outcome-otherwise = تابعوا: لا
journey-outcome-queued = كُتبت الرسالة
journey-outcome-done = دُوّن ذلك
journey-outcome-exit = خرجوا مبكرًا
journey-outcome-goal = بلغوا الهدف
journey-outcome-end = وصلوا إلى النهاية
journey-outcome-restricted = خرجوا: بياناتهم محفوظة ولا تُستعمل
journey-outcome-deleted = خرجوا: حُذفت الرحلة
journey-outcome-unreadable = خرجوا: تعذّرت قراءة الخطة
journey-outcome-merged = خرجوا: تبيّن أنهم شخص آخر داخل الرحلة
journey-not-sent = لم تُرسَل: { $reason }
journey-where = أين وصل
journey-since = وقت الدخول
journey-goes-on = يتابع { $when }.
journey-people-empty = لم يدخل أحد هذه الرحلة بعد
journey-people-empty-text = يظهر الناس هنا حالما يدخلون.
run-inside = في الرحلة
run-finished = وصل إلى النهاية
run-left = خرج مبكرًا
run-held-out = مجموعة المقارنة
run-reached-goal = بلغ الهدف
run-title = { $name } في هذه الرحلة
run-path = خطوة بخطوة
run-about = تفاصيل
run-customer = عرض العميل
run-version = إصدار الخطة
run-revenue = ما أنفقه منذ ذلك
run-id = الرقم
run-held-out-text = لا يصله شيء من هذه الرحلة، ليتبيّن أثرها في غيره.
run-no-path = لم يحدث شيء بعد.
customer-journeys = الرحلات
weekday-1 = الاثنين
weekday-2 = الثلاثاء
weekday-3 = الأربعاء
weekday-4 = الخميس
weekday-5 = الجمعة
weekday-6 = السبت
weekday-7 = الأحد

## أثر الرحلة

effect-empty = لم يأتِ أحد بعد
effect-empty-text = عندما يدخلها أناس ويبقى بعضهم في مجموعة المقارنة، يُذكر هنا أثر الرحلة.
effect-no-goal = لا هدف لها
effect-no-goal-text = فلا يُحسب ما يفعله الناس بعدها. حدّد للرحلة هدفًا في «تعديل».
effect-nobody-held = لا مجموعة للمقارنة
effect-nobody-held-text = لا يُعرف ما كان الناس سيفعلونه بلا الرحلة إلا إذا بقي بعضهم في مجموعة المقارنة. اجعلها ٥ من كل مئة في «تعديل».
effect-more = من كل ١٠٠ شخص، بلغ الهدف { $people } أكثر
effect-fewer = من كل ١٠٠ شخص، بلغ الهدف { $people } أقل
effect-not-yet = لم يظهر أثر بعد
effect-not-yet-missing = { $count ->
    [zero] لم يظهر أثر بعد: يلزم نحو { $count } شخص آخر
    [one] لم يظهر أثر بعد: يلزم نحو شخص واحد آخر
    [two] لم يظهر أثر بعد: يلزم نحو شخصين آخرين
    [few] لم يظهر أثر بعد: يلزم نحو { $count } أشخاص آخرين
    [many] لم يظهر أثر بعد: يلزم نحو { $count } شخصًا آخر
   *[other] لم يظهر أثر بعد: يلزم نحو { $count } شخص آخر
}
effect-sure-more = بثقة ٩٥ في المئة: بين { $low } و{ $high } أكثر.
effect-sure-fewer = بثقة ٩٥ في المئة: بين { $low } و{ $high } أقل.
effect-sure-either = من كل ١٠٠ شخص قد يكون الفرق، بالمصادفة وحدها، من { $low } أقل إلى { $high } أكثر.
effect-groups = المجموعتان
effect-group = المجموعة
effect-went = دخلوا الرحلة
effect-held = مجموعة المقارنة
effect-people = عدد الأشخاص
effect-each-spent = ما أنفقه كل شخص ({ $currency })
effect-spent-more = أنفق كل شخص { $amount } أكثر؛ بثقة ٩٥ في المئة بين { $low } و{ $high } أكثر.
effect-spent-less = أنفق كل شخص { $amount } أقل؛ بثقة ٩٥ في المئة بين { $low } و{ $high } أقل.
effect-spent-either = لا يظهر فرق بعد فيما أنفقه كل شخص: من { $low } أقل إلى { $high } أكثر.
effect-first-time = يُحسب كل شخص مرة واحدة، بما فعله بعد دخوله الأول. والطلبات بعملة أخرى لا تُحسب إنفاقًا.

## التشغيل التجريبي

rehearsal-title = ماذا كان سيحدث؟
rehearsal-text = تُجرَّب المسودة على ما حدث في آخر { $days } يومًا. لا يُرسَل شيء ولا يُنقَل أحد.
rehearsal-go = جرّبها
rehearsal-caveats = يُجاب عن القواعد بحسب ذلك الوقت، وتؤخذ الموافقات كما هي اليوم؛ أما العناوين التي ترد الرسائل ورسائل الرحلات الأخرى فلا تُعرف هنا.
rehearsal-busy = هناك تجربة أخرى جارية
rehearsal-busy-text = كل تجربة تقرأ الماضي كله. عُد بعد دقيقة.
rehearsal-unknowable = لا يمكن تجربة هذه الرحلة
rehearsal-unknowable-text = برنامجك هو الذي يُدخل الناس، والماضي لا يقول من كان سيُدخله.
rehearsal-answer = في { $days } يومًا: مرات الدخول { $entered }، والرسائل المرسلة { $letters }، وما لم يُرسَل { $withheld }
rehearsal-cut = البيانات أكثر من أن تُقرأ كلها
rehearsal-cut-text = هذه الأرقام عن جزء من العملاء.
rehearsal-of-them = ماذا كان سيصير بهم
rehearsal-held-out = مجموعة المقارنة
rehearsal-reached = بلغوا الهدف
rehearsal-finished = وصلوا إلى النهاية
rehearsal-left = خرجوا مبكرًا
rehearsal-inside = ما زالوا فيها اليوم
rehearsal-withheld = لم تُرسَل (والسبب)
rehearsal-withheld-none = كانت كل الرسائل ستُرسَل.
rehearsal-not-in = لم يدخلوا
rehearsal-filtered = لم يتحقق الشرط

## تعديل الخطة

journey-who = لمن هي
journey-aim = ما الغاية منها
journey-by-event = كل من يفعل شيئًا
journey-by-segment = كل من يدخل شريحة
journey-by-api = كل من يُدخله برنامجك
journey-entry-what = ماذا يفعل
journey-for-event = إذا كان الدخول بفعل شيء
journey-for-segment = إذا كان الدخول عن طريق شريحة
journey-for-after = إذا وجب أن تمرّ أيام
journey-segment = الشريحة
journey-event-hint = اسم الحدث كما يرسله متجرك.
journey-rule = ما الذي يُسأل
journey-rule-of-filter = مَن يدخل ممّن حدث لهم ذلك
journey-rule-of-step = قاعدة الخطوة { $number }
journey-rule-back = رجوع بلا حفظ
journey-rule-by-form = تعديل السؤال
journey-awaited = ما الذي يُنتظر
journey-amount = كم من الوقت
journey-unit = الوحدة
journey-unit-minutes = دقائق
journey-unit-hours = ساعات
journey-unit-days = أيام
journey-time = الساعة
journey-time-hint = ساعات ودقائق بنظام ٢٤ ساعة.
journey-days-of-week = أيام الأسبوع
journey-days-of-week-hint = إن لم يُختر يوم فكل الأيام.
journey-trait-name = ما الذي يُدوَّن
journey-trait-value = بأي قيمة
journey-letter = الرسالة
journey-percent = من كل مئة
journey-new-step = خطوة جديدة
journey-kind-send = إرسال رسالة
journey-kind-wait = انتظار
journey-kind-wait-until = انتظار حتى ساعة من اليوم
journey-kind-wait-for = انتظار حدوث شيء
journey-kind-branch = تفرّع بقاعدة
journey-kind-split = تفرّع بالمصادفة
journey-kind-set-trait = تدوين شيء
journey-kind-leave = النهاية هنا
journey-add-first = أضف في البداية
journey-add-after = أضف بعد هذه
journey-add-in = أضف هنا
journey-add-way = أضف طريقًا
journey-remove-way = احذف هذه الطريق
journey-up = إلى أعلى
journey-down = إلى أسفل
journey-remove = احذف
journey-save-draft = احفظ المسودة
journey-begin-title = إدخال الناس
journey-begin-text = تبدأ المسودة كما حُفظت آخر مرة.
journey-begin-again-text = تبدأ المسودة كما حُفظت آخر مرة، ومن كان في الرحلة يُتمّ الإصدار الذي بدأه.
journey-not-ready = لا يمكن بدء المسودة بعد
journey-flaw-empty = لا خطوات فيها بعد.
journey-flaw-holdout = لا مجموعة مقارنة لرسائل تخص طلبات العملاء أنفسهم: اجعلها ٠.
journey-number-wrong = عدد صحيح من { $least } إلى { $most }.
journey-time-wrong = ساعة مثل ٠٩:٠٠.
journey-split-wrong = مجموع الطرق { $whole } من مئة، ويجب أن يكون ١٠٠.
journey-delete = احذف هذه الرحلة
journey-delete-text = تُحذف خطتها وكل إصداراتها، ويخرج منها من كان فيها. أما الرسائل المرسلة فتبقى في قائمة الرسائل. لا يمكن التراجع عن ذلك.
journey-delete-type = اكتب «{ $name }» للحذف

## سجل الأعمال

deed-journey-made = إنشاء رحلة
deed-journey-changed = تعديل خطة رحلة
deed-journey-begun = بدء رحلة
deed-journey-stopped = إيقاف رحلة
deed-journey-deleted = حذف رحلة

## The customer’s own pages

privacy-standing-journey = رحلة «{ $name }»
privacy-standing-segment = شريحة «{ $name }»
export-part-journeys = رحلات المتجر التي كنت فيها، خطوة بخطوة.
export-part-segments = الشرائح التي تضعك فيها قواعد المتجر.
