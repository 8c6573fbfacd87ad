## خطة الرحلة: ما يمنع بدءها

journey-flaw-unreadable = هذه ليست خطة صالحة: راجع السطر { $line }، الحرف { $column }.
journey-flaw-steps = الخطوات أكثر من { $most }. احذف بعضها.
journey-flaw-size = حجم الخطة أكبر من { $most } كيلوبايت. احذف شيئًا منها.
journey-flaw-depth = تقع داخل تفرّعات أعمق من { $most } مستويات. انقلها إلى مستوى أعلى.
journey-flaw-wait = مدة الانتظار من دقيقة واحدة إلى { $most } يومًا.
journey-flaw-weekday = اختر كل يوم من أيام الأسبوع مرة واحدة.
journey-flaw-split = تحتاج إلى طريقين على الأقل و{ $most } على الأكثر، مجموعها ١٠٠.
journey-flaw-holdout-most = لا تزيد مجموعة المقارنة على { $most } من كل مئة شخص.
journey-flaw-goal-days = اجعل مدة الاحتساب من يوم واحد إلى { $most } يومًا.
journey-flaw-exits = عددها أكثر من { $most }. احذف بعضها.
journey-flaw-letter = لم تعد الرسالة «{ $name }» موجودة. اختر غيرها.
journey-flaw-value = ما يُسجَّل نص أو رقم أو نعم أو لا.
journey-flaw-segment = لم تعد هذه الشريحة موجودة. اختر غيرها.
rule-problem-unreadable = تعذّرت قراءة هذه القاعدة. اكتبها من جديد.

## نموذج الخطة

journey-filter-none = كل من حدث له ذلك.
journey-rule-none = لا سؤال بعد.
journey-conditions-by-form = الشروط…
journey-conditions-title = ما الذي يحدث، وبأي شروط
journey-events-of-entry = ما يُدخل الناس
journey-events-of-goal = ما يُرجى أن يفعله الناس
journey-events-of-exit = ما يُخرج الناس
journey-events-of-step = ما تنتظره الخطوة { $number }
journey-exit-number = الحدث { $number }

## يوم يحلّ

journey-ready-birthday = عيد ميلاد
journey-ready-birthday-text = تهنّئ من ذكر تاريخ ميلاده ووافق على هذا الاستخدام له، عند التاسعة صباحًا بتوقيته.
journey-by-date = من حلّ يومه
journey-for-date = إذا كان الدخول بيوم يحلّ، كعيد الميلاد. لا يدخل إلا من وافق على هذا الاستخدام للتاريخ.
journey-date-of = أي يوم
journey-date-of-birthday = عيد ميلاد العميل
journey-date-of-trait = تاريخ أرسله متجرك عنه
journey-date-trait-name = اسم هذا التاريخ لدى متجرك
journey-for-trait = إذا كان تاريخًا أرسله متجرك
journey-date-trait-hint = سمة تحمل تاريخًا مثل 2026-05-04.
journey-date-side = متى يدخل
journey-date-on = في اليوم نفسه
journey-date-before = قبله بأيام
journey-date-after = بعده بأيام
journey-date-days = عدد الأيام
journey-for-days = إذا كان قبله أو بعده
journey-date-time = في أي ساعة
journey-date-yearly = يتكرر كل سنة
journey-date-leap = الساعة بتوقيت العميل نفسه. ومن وُلد في 29 فبراير فيومه الثامن والعشرون في السنوات الأخرى.
journey-date-birthday = عيد ميلاده
journey-date-trait = يوم «{ $name }»
journey-entry-date-on = كل عميل في { $date }، الساعة { $time } بتوقيته.
journey-entry-date-before = كل عميل قبل { $date } بمدة { $span }، الساعة { $time } بتوقيته.
journey-entry-date-after = كل عميل بعد { $date } بمدة { $span }، الساعة { $time } بتوقيته.
journey-entry-date-yearly = كل سنة.
journey-entry-date-once = مرة واحدة.
journey-flaw-date-days = من يوم واحد إلى { $most } يومًا قبل اليوم أو بعده.
rehearsal-unknowable-date = يدخل الناس بيوم يحلّ. تُحفظ هذه التواريخ مختومة ولا تُفتح إلا في يومها، فلا يُطَّلع على أحد من أجل تجربة.

## خطوات أبعد من الرسائل

journey-kind-webhook = إبلاغ برنامج آخر
journey-kind-task = تكليف فريق بمهمة
journey-kind-add-to-list = إضافة إلى قائمة
journey-kind-remove-from-list = إزالة من قائمة
journey-step-webhook = إبلاغ «{ $endpoint }».
journey-step-webhook-data = إبلاغ «{ $endpoint }»، مع { $data } بالقدر الذي يسمح به العميل.
journey-step-task = تكليف { $team }: «{ $text }»
journey-step-add-to-list = إضافته إلى قائمة «{ $list }».
journey-step-remove-from-list = إزالته من قائمة «{ $list }».
journey-gone-list = (قائمة لم تعد موجودة)
journey-gone-endpoint = (عنوان لم يعد موجودًا)
journey-endpoint = من يُبلَّغ
journey-endpoint-none = لا عناوين بعد. يضيفها المالك من الإعدادات، الويب هوك.
journey-data = ما يُبلَّغ عن العميل
journey-data-hint = بالقدر الذي يسمح به العميل في تلك اللحظة فقط. والشركة الخارجية لا تُبلَّغ إلا بما يشاركه العملاء مع الشركات الخارجية.
journey-team = الفريق
journey-task-text = المطلوب
journey-task-hint = يقرؤه كل من في الفريق: لا تكتب شيئًا عن شخص بعينه.
journey-list = القائمة
journey-list-none = لا قوائم بعد. أنشئ واحدة من الشرائح.
journey-outcome-called = أُبلِغ
journey-outcome-asked = كُلِّف الفريق
journey-outcome-listed = سُجِّل
journey-flaw-endpoint = لم يعد هذا العنوان موجودًا. اختر غيره.
journey-flaw-list = لم تعد هذه القائمة موجودة. اختر غيرها.
journey-flaw-task = اكتب المطلوب في حرف واحد إلى { $most } حرف.
journey-flaw-data = لا يُبلَّغ هذا النوع من البيانات أبدًا. اختر غيره.

## المهام

nav-tasks = المهام
place-tasks = قائمة المهام
tasks-title = ما المطلوب عمله؟
tasks-state = ما تطلبه الرحلات من فرقك بشأن العملاء.
tasks-empty = لا مهام الآن
tasks-empty-text = عندما تطلب رحلة من أحد فرقك شيئًا، كالاتصال بعميل، يظهر هنا.
tasks-more = { $count ->
    [zero] لا شيء غير هذه.
    [one] مهمة أخرى تنتظر بعد هذه.
    [two] مهمتان أخريان تنتظران بعد هذه.
    [few] { $count } مهام أخرى تنتظر بعد هذه.
    [many] { $count } مهمة أخرى تنتظر بعد هذه.
   *[other] { $count } مهمة أخرى تنتظر بعد هذه.
}
task-what = المهمة
task-why = رحلة «{ $journey }»
task-who = المكلَّف
task-since = منذ
task-actions = إجراء
task-take = سأتولاها
task-return = إعادتها
task-done = تمّت
deed-task-taken = تولّى مهمة
deed-task-returned = أعاد مهمة
deed-task-done = أنجز مهمة
export-part-tasks = ما طلبته رحلات المتجر من فرقه بشأنك.

## القوائم

list-new = إنشاء قائمة
list-new-text = تضم القائمة عملاء تضيفهم إليها الرحلات أو برنامجك. ويمكن مراسلتها والسؤال عنها في القواعد كأي شريحة.
list-name = اسم القائمة
list-rule = كل من أُضيف إلى هذه القائمة.
rule-on-list = أُضيف إلى هذه القائمة

## الويب هوك

settings-tab-webhooks = الويب هوك
place-webhook = إبلاغ برنامج آخر
webhooks-title = أي البرامج تُبلَّغ؟
webhooks-state = تستطيع الرحلات إبلاغ برامج أخرى بما يحدث. كل إبلاغ موقَّع، ولا يحمل إلا ما يسمح به العميل.
webhooks-empty = لا عناوين بعد
webhooks-empty-text = أضف عنوان برنامج لك أو لشركة تعمل لأجلك، فتستطيع الرحلات إبلاغه.
webhooks-too-many = بلغ عدد العناوين الحد الأقصى للمتجر. احذف عنوانًا لا يُستخدم.
webhook-new = عنوان جديد
webhook-name = الاسم
webhook-url = العنوان
webhook-url-hint = يبدأ بـ https:// ويكون على الإنترنت العام.
webhook-url-wrong = عنوان يبدأ بـ https:// ويكون على الإنترنت العام.
webhook-company = من يديره
webhook-company-hint = اسم الشركة إن لم يكن برنامجك أنت. عندها لا يُبلَّغ إلا بما يشاركه العملاء مع الشركات الخارجية.
webhook-own = برنامجنا
webhook-make = إضافة
webhook-waiting = تنتظر
webhook-done = أُبلِغت
webhook-failed = فشلت
webhook-paused = موقوف
webhook-secret-title = سرّه، يُعرض مرة واحدة
webhook-secret-text = به يتحقق البرنامج من أن الإبلاغ منك. احفظه الآن: لن يُعرض مرة أخرى.
webhook-secret-done = حفظته
webhook-about = عنه
webhook-used-by = تُبلِغه
webhook-unused = لا رحلة
webhook-pause = إيقاف مؤقت
webhook-resume = متابعة
webhook-renew = سرّ جديد
webhook-renew-text = يحلّ السرّ الجديد محل القديم فورًا.
webhook-delete = حذف
webhook-calls = آخر الإبلاغات
webhook-no-calls = لم يُبلَّغ بشيء بعد.
webhook-call = الإبلاغ
webhook-answer = الرد
webhook-attempts = المحاولات
webhook-when = متى
webhook-state-waiting = ينتظر
webhook-state-done = أُبلِغ
webhook-state-failed = فشل
webhook-state-withheld = لم يُبلَّغ
webhook-reason-refused = لا يمكن استخدام العنوان.
webhook-reason-not-public = ليس على الإنترنت العام.
webhook-reason-not-found = لا مضيف بهذا الاسم.
webhook-reason-unreachable = تعذّر الوصول إليه.
webhook-reason-insecure = شهادته غير موثوقة.
webhook-reason-too-slow = لم يرد في الوقت المحدد.
webhook-reason-too-many-redirects = يقود إلى مكان آخر.
webhook-reason-unreadable = تعذّرت قراءة رده.
webhook-reason-no-body = تعذّرت قراءة ما كان سيُبلَّغ به.
webhook-reason-no-endpoint = حُذف العنوان.
webhook-reason-erased = حُذفت بيانات العميل نهائيًا.
webhook-reason-not-allowed = لا يسمح العميل بذلك.
webhook-reason-restricted = بيانات العميل محفوظة ولا تُستخدم.
deed-webhook-made = أضاف عنوان ويب هوك
deed-webhook-changed = عدّل عنوان ويب هوك
deed-webhook-deleted = حذف عنوان ويب هوك
export-part-calls = إبلاغات عنك إلى برامج أخرى.

## من بالداخل حين تتغير الخطة

moving-title = ماذا عمّن بالداخل؟
moving-state = من يدخل من الآن يسير بالمسودة. أما من بالداخل فالأمر إليك.
moving-nobody = لا أحد بالداخل الآن.
moving-stay-title = يُكملون على نسختهم
moving-stay-text = { $count ->
    [zero] لا أحد يُكمل كما بدأ.
    [one] شخص واحد يُكمل كما بدأ.
    [two] شخصان يُكملان كما بدآ.
    [few] { $count } أشخاص يُكملون كما بدؤوا.
    [many] { $count } شخصًا يُكملون كما بدؤوا.
   *[other] { $count } شخص يُكملون كما بدؤوا.
}
moving-stay = ابدأ ودعهم يُكملون
moving-move-title = ينتقلون إلى النسخة الجديدة
moving-kept = { $count ->
    [zero] لا أحد يتابع من الخطوة التي يقف عندها.
    [one] شخص واحد يتابع من الخطوة التي يقف عندها.
    [two] شخصان يتابعان من الخطوة التي يقفان عندها.
    [few] { $count } أشخاص يتابعون من الخطوة التي يقفون عندها.
    [many] { $count } شخصًا يتابعون من الخطوة التي يقفون عندها.
   *[other] { $count } شخص يتابعون من الخطوة التي يقفون عندها.
}
moving-lost = { $count ->
    [zero] لا أحد يقف عند خطوة لم تعد في المسودة:
    [one] شخص واحد يقف عند خطوة لم تعد في المسودة:
    [two] شخصان يقفان عند خطوة لم تعد في المسودة:
    [few] { $count } أشخاص يقفون عند خطوة لم تعد في المسودة:
    [many] { $count } شخصًا يقفون عند خطوة لم تعد في المسودة:
   *[other] { $count } شخص يقفون عند خطوة لم تعد في المسودة:
}
moving-lost-what = من لم تعد خطوته موجودة
moving-leave = يخرج من الرحلة
moving-go-on = يتابع من { $step }
moving-move = ابدأ وانقلهم
journey-outcome-step-gone = خرج: لم تعد خطوته موجودة
journey-outcome-moved = انتقل إلى هذه النسخة
journey-flaw-no-plan = هذه ليست خطة: فيها جزء ناقص أو مسمّى بغير اسمه.
journey-flaw-id = معرّف الخطوة من أحرف لاتينية وأرقام، ولا تشترك فيه خطوتان.

## ما فعلته الشريحة

segment-moves = الدخول والخروج يومًا بيوم
segment-moves-reading = في 90 يومًا: دخل { $entered } وخرج { $exited }.
segment-moves-few = تُذكر أعداد اليوم بالعشرات، وما دون العشرة يظهر صفرًا.
segment-entered = دخل
segment-exited = خرج
segment-proved = ما مدى فائدتها
segment-proved-text = رسائل الرحلات والحملات التي تشير إلى هذه الشريحة. ويُعرف أثر الرحلة حيث توجد مجموعة مقارنة.
segment-used-by = تستخدمها
segment-lift = الأثر
segment-campaign-withheld = { $count } لم تُرسَل
journey-outcome-too-late = فات يومهم
