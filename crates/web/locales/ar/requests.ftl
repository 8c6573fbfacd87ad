## What is asked for

request-kind-access = الاطلاع على بياناتي
request-kind-portability = نسخة من بياناتي لنقلها
request-kind-correction = تصحيح
request-kind-restriction = حفظ البيانات دون استخدامها
request-kind-objection = اعتراض
request-kind-erasure = حذف نهائي
request-state-open = قيد المعالجة
request-state-waiting-for-identity = في انتظار التحقق من الهوية
request-state-extended = يحتاج إلى وقت أطول
request-state-done = تم تنفيذه
request-state-refused = رُفض
request-state-withdrawn = سُحب
request-about-name = الاسم
request-about-email = البريد الإلكتروني
request-about-phone = رقم الهاتف
request-about-address = العنوان البريدي
request-about-other = شيء آخر
request-ground-accuracy = البيانات المحفوظة خاطئة ويجري التحقق منها
request-ground-unlawful = ما كان ينبغي حفظها، ولا ينبغي أن تُفقد
request-ground-claims = هي لازمة لمطالبة قانونية
request-ground-objection = هناك اعتراض لم يُبَتّ فيه بعد
law-own-rule = لا قانون معروف للبرنامج هنا: شهر واحد، وفق قاعدة المتجر نفسه
law-gdpr = اللائحة الأوروبية العامة لحماية البيانات: شهر واحد
law-uk-gdpr = قانون حماية البيانات في المملكة المتحدة: شهر واحد
law-saudi-pdpl = نظام حماية البيانات الشخصية في المملكة العربية السعودية: ٣٠ يومًا
law-ccpa = قانون كاليفورنيا لخصوصية المستهلك: ٤٥ يومًا
request-via-privacy-centre = من مركز الخصوصية
request-via-staff = أدخله أحد الموظفين
request-via-api = عبر الواجهة البرمجية
request-via-request = ردًّا على طلب
request-via-register = مرة أخرى بعد استعادة نسخة احتياطية
request-via-test = في اختبار
request-column-what = الطلب
request-column-opened = تاريخ الطلب
request-column-state = الحالة
request-column-answer = الرد
request-column-due = موعد الرد
request-column-answered = تاريخ الرد
request-column-customer = العميل
request-column-to-tell = جهات ينبغي إبلاغها

## In the privacy centre

privacy-nav-requests = طلبات الخصوصية
privacy-requests-title = ما يمكنك طلبه من { $store }
privacy-requests-state = يُرَدّ على كل طلب في موعده، وتصلك رسالة عند كل خطوة.
privacy-requests-mine = طلباتي
request-answer-by = في موعد أقصاه { $date }
request-answered-on = في { $date }
request-take-back = سحب الطلب
request-lift = السماح باستخدام بياناتي من جديد
privacy-restricted = بياناتك محفوظة ولا تُستخدم
privacy-restricted-text = منذ { $date } لا يراها أي فريق، ولا تقرؤها أي قاعدة، ولا تُرسَل رسالة بناءً عليها، إلا ما هو حق لك بموجب القانون. وعند انتهاء ذلك تسري موافقاتك من جديد.
privacy-restricted-until = ينتهي ذلك في { $date }.
privacy-correct = تصحيح معلومة
privacy-correct-text = ما الصحيح؟ ينظر فيه أحد العاملين في المتجر وتصلك رسالة بالنتيجة.
privacy-correct-what = ما الخطأ؟
privacy-correct-what-hint = يُغيَّر البريد الإلكتروني من حسابك في المتجر: فإليه تُرسَل روابطك، ولذلك لا يُغيَّر بنموذج وحده.
privacy-correct-right = ما الصحيح؟
privacy-correct-submit = طلب التصحيح
privacy-object = الاعتراض
privacy-object-text = يستند هذا إلى عقد أو إلى مصلحة المتجر، لا إلى موافقتك. يسري اعتراضك فورًا، ولا يلزمك ذكر سبب.
privacy-object-which = علامَ تعترض؟
privacy-object-orders = لا يمكن من دونه إرسال الطلبات التي لم تُرسَل بعد.
privacy-object-why = السبب
privacy-object-submit = تسجيل الاعتراض
privacy-object-choose = يُرجى تحديد ما تعترض عليه. لم يتغيّر شيء.
privacy-object-none = لا تُستخدم بياناتك في شيء لم توافق عليه. أما ما وافقت عليه فيمكنك سحب موافقتك عليه في «اختياراتك».
privacy-restrict = حفظ البيانات دون استخدامها
privacy-restrict-text = تبقى بياناتك في مكانها ولا تُستخدم إلى أن يُبَتّ في المسألة: لا يراها أي فريق، ولا تقرؤها أي قاعدة، ولا تُرسَل رسالة بناءً عليها. ويسري ذلك فورًا.
privacy-restrict-why = السبب
privacy-restrict-more = ما ينبغي أن يعرفه المتجر أيضًا
privacy-restrict-submit = إيقاف كل استخدام
privacy-request-taken = وصلنا طلبك، وفي الطريق إليك رسالة.
privacy-request-back = تم سحب الطلب.
privacy-request-many = لديك طلبات كثيرة لم يُرَدّ عليها بعد، ولا يمكن إضافة المزيد. لم يتغيّر شيء.
privacy-identity-title = هل هذا الطلب منك؟
privacy-identity-text = في { $date } تلقّى { $store } طلبًا باسمك بشأن بياناتك: «{ $kind }».
privacy-identity-yes = نعم، هو مني
privacy-identity-no = لا، ليس مني
privacy-identity-known = شكرًا لك. يصلك الرد في موعد أقصاه { $date }.
privacy-identity-denied = شكرًا على إبلاغنا. أُغلق الطلب، ولم يُعرَض شيء ولم يتغيّر شيء.
privacy-identity-over = لم يبقَ ما يُجاب عنه هنا: سبقت الإجابة، أو أُغلق الطلب.

## In the letters

request-outcome-access = كل ما هو محفوظ عنك موجود في صفحة خصوصيتك تحت «نسخة من بياناتك»، للقراءة والتنزيل.
request-outcome-portability = بياناتك موجودة في صفحة خصوصيتك تحت «نسخة من بياناتك»، في ملف تقرؤه برامج أخرى.
request-outcome-correction = تم التصحيح.
request-outcome-restriction = بياناتك محفوظة ولا تُستخدم إلى أن تقرر غير ذلك.
request-outcome-restriction-ends = حُسمت المسألة. ابتداءً من { $date } تُستخدم بياناتك من جديد في حدود ما وافقت عليه، ويمكنك تقديم طلب جديد في أي وقت.
request-outcome-objection = لم تعد بياناتك تُستخدم لهذا الغرض.
request-outcome-erasure = يُحذف كل ما نحتفظ به عنك نهائيًا خلال ٢٤ ساعة. وبعدها تكون الصفحة التالية شهادتك بذلك. احتفظ بعنوانها، إذ لن نستطيع مراسلتك بعد ذلك.
request-lifted-on = ابتداءً من { $date } تُستخدم بياناتك من جديد في حدود ما وافقت عليه.
template-request-received = طلبك بشأن بياناتك
template-request-answered = الرد على طلبك بشأن بياناتك
rule-request-received = إشعار بوصول طلب خصوصية
rule-request-received-text = الغرض: الواجبات القانونية. يُرسَل إلى العميل عند وصول طلب خصوصية منه، أو لسؤاله هل الطلب منه. ولا يمكن إيقافه.
rule-request-answered = الرد على طلب خصوصية
rule-request-answered-text = الغرض: الواجبات القانونية. يخبر العميل بما آل إليه طلبه، أو بأنه يحتاج إلى وقت أطول. ولا يمكن إيقافه.
event-privacy-request-received = ورد طلب خصوصية
event-privacy-request-answered = تم الرد على طلب خصوصية
withheld-restricted = يريد العميل حفظ بياناته دون استخدامها
masked-restricted = محفوظة ولا تُستخدم، بناءً على رغبة العميل
via-objection = باعتراض
place-privacy-request = طلب خصوصية منك

## For the staff

privacy-tab-requests = طلبات الخصوصية
requests-title = ماذا طلب العملاء، وما موعد الرد؟
requests-state = طلبات يكفلها القانون، وأقربها موعدًا في الأعلى.
requests-state-overdue = { $count ->
    [zero] لا طلبات متأخرة.
    [one] هناك طلب واحد متأخر، يُرجى الرد عليه اليوم.
    [two] هناك طلبان متأخران، يُرجى الرد عليهما اليوم.
    [few] هناك { $count } طلبات متأخرة، يُرجى الرد عليها اليوم.
    [many] هناك { $count } طلبًا متأخرًا، يُرجى الرد عليها اليوم.
   *[other] هناك { $count } طلب متأخر، يُرجى الرد عليها اليوم.
}
requests-open = في انتظار الرد
requests-none = لا شيء في انتظار الرد
requests-none-text = عندما يطلب عميل تصحيح بياناته أو تقييد استخدامها أو حذفها، يظهر الطلب هنا مع اليوم الذي يوجب فيه القانون الرد.
requests-answered = تم الرد عليها
requests-enter = إدخال طلب خصوصية
home-state-requests = { $count ->
    [zero] لا طلبات خصوصية قريبة الموعد
    [one] هناك طلب خصوصية واحد يحين موعد الرد عليه خلال أسبوع
    [two] هناك طلبا خصوصية يحين موعد الرد عليهما خلال أسبوع
    [few] هناك { $count } طلبات خصوصية يحين موعد الرد عليها خلال أسبوع
    [many] هناك { $count } طلب خصوصية يحين موعد الرد عليها خلال أسبوع
   *[other] هناك { $count } طلب خصوصية يحين موعد الرد عليها خلال أسبوع
}
request-overdue = { $count ->
    [zero] متأخر
    [one] متأخر يومًا واحدًا
    [two] متأخر يومين
    [few] متأخر { $count } أيام
    [many] متأخر { $count } يومًا
   *[other] متأخر { $count } يوم
}
request-due-today = موعده اليوم
request-due-in = { $count ->
    [zero] موعده اليوم
    [one] موعده غدًا
    [two] موعده بعد يومين
    [few] موعده بعد { $count } أيام
    [many] موعده بعد { $count } يومًا
   *[other] موعده بعد { $count } يوم
}
request-to-tell = ينبغي إبلاغها
request-asked = نص الطلب
request-no-words = لم يُكتب معه شيء.
request-words-gone = حُذف ما كُتب مع بيانات العميل.
request-was-told = ما قيل للعميل:
request-facts = عن هذا الطلب
request-came-by = كيف ورد
request-law = القانون والمهلة
request-confirm-by = تأكيد الاستلام في موعد أقصاه
request-identity = صاحب الطلب
request-unverified = غير معروف بعد
request-verified = العميل نفسه، تحقّقنا منه في { $date }
request-use = بياناته
request-use-restricted = محفوظة ولا تُستخدم
request-erased = حُذفت نهائيًا
request-identity-text = سُئل العميل برسالة في { $date }، على العنوان المحفوظ له، هل الطلب منه. ولا يمكن تنفيذ شيء قبل أن يجيب بنعم.
request-identity-again = إرسال الرسالة مرة أخرى
request-identity-known = أعرف صاحب الطلب
request-identity-note = فقط إن تحققت من هويته بنفسك، عند منفذ البيع مثلًا. ويُسجَّل ذلك باسمك.
request-identity-asked = الرسالة في طريقها.
request-identity-soon = أُرسلت رسالة خلال الساعة الماضية، أو لا حاجة إلى رسالة. لم يُرسَل شيء.
request-identity-checked = سُجّل أن الطلب من العميل.
request-answer = الرد
request-answer-which = بمَ تردّ على العميل؟
request-answer-done = تم التنفيذ
request-answer-refuse = يتعذّر التنفيذ
request-answer-extend = نحتاج إلى وقت أطول
request-answer-extend-hint = مرة واحدة، مع ذكر السبب. يمنح القانون مهلة مماثلة أو شهرين إضافيين.
request-answer-lifts = إنهاء التقييد بعد ثلاثة أيام من الرسالة
request-reason = ما تكتبه للعميل
request-reason-hint = يرد في الرسالة بنصه، فليكن بلغة العميل. وهو لازم عند الرفض أو عند الحاجة إلى وقت أطول.
request-answer-submit = إرسال الرد
request-answered = تم الرد، والرسالة في طريقها إلى العميل.
request-done-hint-access = تخبر الرسالة العميل أين يقرأ كل بياناته وينزّلها في صفحته الخاصة.
request-done-hint-portability = تخبر الرسالة العميل أين يجد الملف في صفحته الخاصة.
request-done-hint-correction = يُكتب الاسم أو رقم الهاتف أو العنوان البريدي هنا كما كتبه العميل. صحّحه أولًا في نظام المتجر نفسه، وإلا أعادت رسالته التالية القيمة القديمة.
request-done-hint-restriction = لم يُستخدم شيء منذ تقديم الطلب. حدّد الخيار أدناه إن حُسمت المسألة وجاز الاستخدام من جديد.
request-done-hint-objection = تأكّد أولًا من إيقاف الغرض الذي يعترض عليه العميل، من تبويب الموافقات في صفحته.
request-done-hint-erasure = بعد ساعة من الرسالة يُحذف كل ما يخص هذا العميل نهائيًا، ولا رجعة في ذلك.
request-not-closed = سبق الرد عليه أو سُحب. لم يتغيّر شيء.
request-not-unverified = لا يُعرف بعد هل الطلب من العميل. لم يتغيّر شيء.
request-not-too-late = تُمنح المهلة الإضافية مرة واحدة وقبل انقضاء الأولى. لم يتغيّر شيء.
request-not-no-reason = يجب إخبار العميل بالسبب. لم يتغيّر شيء.
request-tell = جهات خارجية ينبغي إبلاغها
request-tell-text = تحفظ هذه الجهات بيانات لحساب المتجر. ما يحفظه البرنامج لديها غيّره بنفسه؛ أما نسخها الخاصة فأبلغها بشأنها ثم سجّل ذلك هنا.
request-told = تم إبلاغها
request-tell-done = تم إبلاغ { $host }
request-entered = تم الإدخال، وسيُسأل العميل برسالة هل الطلب منه.
request-new-title = ما الطلب الذي وصلك؟
request-new-state = لما يصل بالهاتف أو بالبريد. ويُسأل العميل على العنوان المحفوظ له هل الطلب منه.
request-new-customer = العميل
request-new-customer-hint = رقمه هنا، أو بريده الإلكتروني.
request-new-nobody = لا يوجد عميل بهذا التعريف.
request-new-many = لهذا العميل ٢٠ طلبًا لم يُرَدّ عليها بعد. يُرجى الرد على بعضها أولًا.
request-new-about = إن كان تصحيحًا: لأي شيء؟
request-new-text = ما كتبه أو قاله
request-new-text-hint = في التصحيح: الصحيح فقط. ويُحفظ مشفّرًا بمفتاح العميل.
request-new-language = لغة الرسائل
request-law-by-country = بحسب بلد المتجر وبلد العميل
request-new-submit = إدخال الطلب
deed-request-entered = أُدخل طلب خصوصية لعميل
deed-identity-asked = سُئل عميل هل الطلب منه
deed-identity-checked = عُرف صاحب طلب
deed-request-answered = تم الرد على طلب خصوصية
deed-recipient-told = سُجّل إبلاغ جهة خارجية
