## Not for this role

error-role = دورك لا يفتح هذه الصفحة
error-role-happened = سجّلت الدخول، لكن هذه الصفحة لأصحاب دور آخر.
error-role-kept = لم يتغيّر شيء.
error-role-next-work = يفتحها الأعضاء والمديرون والمالكون. ويستطيع أحد المالكين أن يمنحك دورًا آخر من الإعدادات، قسم الأشخاص.
error-role-next-manage = يفتحها المديرون والمالكون. ويستطيع أحد المالكين أن يمنحك دورًا آخر من الإعدادات، قسم الأشخاص.
error-role-next-oversee = يفتحها المدققون والمديرون والمالكون. ويستطيع أحد المالكين أن يمنحك دورًا آخر من الإعدادات، قسم الأشخاص.
error-role-next-own = لا يفتحها إلا مالك. اطلب من أحد المالكين أن يتولّى الأمر أو أن يجعلك مالكًا.

## Roles and teams

role-owner = مالك
role-owner-hint = يفعل كل شيء، بما في ذلك الأشخاص والمفاتيح ومدد الحفظ.
role-manager = مدير
role-manager-hint = يدير المتجر: العملاء والرسائل والإعدادات، دون الأشخاص والمفاتيح ومدد الحفظ.
role-member = عضو
role-member-hint = يعمل مع العملاء والرسائل، ولا يصل إلى الإعدادات.
role-auditor = مدقق
role-auditor-hint = يطّلع على طريقة التعامل مع البيانات: سجل التدقيق، ومن اطّلع، ومدد الحفظ. لا يرى بيانات أي عميل ولا يغيّر شيئًا.
team-marketing-hint = يراسل العملاء الذين وافقوا على ذلك.
team-support-hint = يجيب العملاء ويساعدهم في طلباتهم.
team-fulfilment-hint = يجهّز الطلبات ويرسلها.
team-analysis-hint = يستخلص الدروس من الأرقام.
team-management-hint = مسؤول عن الأمان وعمّا يوجبه القانون.
team-part-of = يرى ما يشاركه العملاء مع فريق { $team }.
team-with-part = { $name } (ضمن { $part })

## People

settings-tab-people = الأشخاص
people-title = من يعمل هنا؟
people-state = { $count ->
    [zero] لا أحد يستطيع تسجيل الدخول.
    [one] شخص واحد يستطيع تسجيل الدخول.
    [two] شخصان يستطيعان تسجيل الدخول.
    [few] { $count } أشخاص يستطيعون تسجيل الدخول.
    [many] { $count } شخصًا يستطيعون تسجيل الدخول.
   *[other] { $count } شخص يستطيعون تسجيل الدخول.
} يحدّد الدور الصفحات التي يفتحها الشخص، ويحدّد الفريق البيانات التي يراها.
people-invite = دعوة شخص
people-roles = ما يفعله كل دور
people-name = الاسم
people-email = البريد الإلكتروني
people-email-hint = يسجّل به الدخول، ولا يراه العملاء.
people-role = الدور
people-role-hint = الصفحات التي يفتحها هذا الشخص.
people-teams = الفِرق
people-teams-hint = بيانات العملاء التي يراها هذا الشخص: ما يشاركه العميل مع أحد هذه الفِرق فقط.
people-no-team = بلا فريق
people-sign-in = تسجيل الدخول
people-you = أنت
people-taken = يوجد حساب بهذا البريد الإلكتروني.
people-invite-title = من سينضم؟
people-invite-state = تحصل على رابط تسلّمه بنفسك، ومنه يختار الشخص كلمة مروره.
people-invite-submit = إنشاء الحساب
person-active = يستطيع تسجيل الدخول
person-invited = مدعوّ
person-link-over = انتهت صلاحية الرابط
person-disabled = موقوف
person-since = تاريخ إنشاء الحساب
person-link-until = الرابط صالح حتى
person-link = إنشاء رابط جديد
person-link-text = بالرابط الجديد يختار هذا الشخص كلمة مرور جديدة. يُستخدم مرة واحدة خلال ثلاثة أيام، ويُبطل أي رابط سابق.
person-sign-out = تسجيل الخروج من كل الأجهزة
person-signed-out-done = انتهت كل جلساته.
person-disable = إيقاف الحساب
person-disable-text = لا يستطيع صاحب الحساب الموقوف تسجيل الدخول، وتنتهي جلساته فورًا. ويمكنك تفعيله من جديد.
person-disabled-done = أُوقف الحساب وانتهت جلساته.
person-enable = تفعيل الحساب
person-enable-text = لا يستطيع هذا الشخص تسجيل الدخول. وعند التفعيل يعود الحساب بدوره وفِرقه وكلمة مروره.
person-enabled-done = فُعّل الحساب من جديد.
person-last-owner = هذا آخر مالك يستطيع تسجيل الدخول. اجعل شخصًا آخر مالكًا أولًا.
link-made-heading = رابط إلى { $name }
link-made-title = هذا هو الرابط
link-made-text = انسخه الآن وسلّمه بنفسك. لن يظهر مرة أخرى، ويُستخدم مرة واحدة، وتنتهي صلاحيته في { $until }.
link-made-done = نسختُه

## A link that sets a password

invitation-title = اختر كلمة المرور
invitation-state = بعدها تدخل مباشرة، وينتهي دور هذا الرابط.
invitation-email = تسجّل الدخول بهذا البريد
invitation-submit = حفظ كلمة المرور
invitation-over = لم يعد هذا الرابط صالحًا
invitation-over-text = يُستخدم الرابط مرة واحدة خلال ثلاثة أيام. اطلب رابطًا جديدًا من أحد مالكي المتجر.
welcome-done = حُفظت كلمة مرورك. أهلًا بك.

## Teams

settings-tab-teams = الفِرق
teams-title = ما الفِرق في المتجر؟
teams-state = يختار العملاء ما يراه كل فريق أساسي. والفريق الذي تضيفه يأخذ مكان أحدها، فلا حاجة إلى سؤال أحد من جديد.
teams-empty = لا فِرق مضافة بعد
teams-empty-text = الفِرق الأساسية تكفي معظم المتاجر.
teams-built-in = الفِرق الأساسية
team-add = إضافة فريق
team-add-submit = أضِف الفريق
team-added-done = أُضيف الفريق. أضِف أعضاءه من قسم الأشخاص.
team-removed-done = أُزيل الفريق، ويبقى أعضاؤه في فِرقهم الأخرى.
team-name = الاسم
team-name-hint = مثل «الصيانة». يقرؤه العملاء حين يرون من اطّلع على بياناتهم.
team-part = يأخذ مكان
team-part-hint = يرى ما يشاركه العملاء مع هذا الفريق.
team-remove = إزالة
team-taken = يوجد فريق بهذا الاسم.
team-too-many = عدد الفِرق كبير. أزِل أحدها أولًا.
team-name-wrong = الاسم من حرف واحد حتى { $max } حرفًا.

## Audit log

settings-tab-audit = سجل التدقيق
audit-title = من فعل ماذا من فريق العمل؟
audit-state = يُحفظ السجل أربعة وعشرين شهرًا، وليس فيه بيانات أي عميل.
audit-empty = لا شيء من هذا النوع حتى الآن
audit-person = الشخص
audit-deed = النوع
audit-what = ماذا
audit-who = من
audit-details = التفاصيل
audit-when = متى
audit-anybody = غير معروف
audit-command-line = من سطر الأوامر
audit-nothing-new = لا جديد
audit-subject-store = المتجر
audit-subject-mail-server = خادم البريد
audit-subject-senders = المرسِلون
audit-subject-dkim = توقيع البريد
audit-subject-rules = الرسائل التلقائية
audit-subject-retention = مدد الحفظ
audit-subject-messages = الرسائل الموقوفة
audit-subject-audit = سجل التدقيق
audit-subject-website = الموقع
audit-subject-notice = إشعار الخصوصية
audit-subject-site = الأطراف الخارجية
deed-signed-in = تسجيل دخول
deed-sign-in-failed = محاولة دخول فاشلة
deed-signed-out = تسجيل خروج
deed-signed-out-everywhere = خروج من كل الأجهزة
deed-password-set = تعيين كلمة المرور
deed-setting-changed = تغيير إعداد
deed-retention-shortened = تقصير مدة الحفظ
deed-key-made = إنشاء مفتاح
deed-key-revoked = إلغاء مفتاح
deed-account-made = إنشاء حساب
deed-account-changed = تغيير الدور أو الفِرق
deed-account-disabled = إيقاف حساب
deed-account-enabled = تفعيل حساب
deed-link-made = إنشاء رابط لكلمة مرور جديدة
deed-team-added = إضافة فريق
deed-team-removed = إزالة فريق
deed-consent-recorded = تدوين قرار عميل
deed-data-asked = طلب الاطلاع على المزيد من بيانات عميل
deed-data-forced = اطّلاع في حالة طارئة
deed-window-closed = إغلاق ما كان مفتوحًا لفترة
deed-notice-published = نُشر إشعار الخصوصية
deed-messages-released = إطلاق رسائل موقوفة
deed-aside-opened = فتح حدث مستبعد
deed-audit-exported = تنزيل سجل التدقيق

## Looks

settings-tab-looks = من اطّلع
looks-title = من اطّلع على بيانات العملاء؟
looks-state = كل اطّلاع يُسجَّل قبل عرض البيانات. أما صاحب البيانات فيظهر في صفحة العميل نفسها.
looks-empty = لم يطّلع أحد بعد
looks-empty-text = كل صفحة أو رسالة أو برنامج يقرأ بيانات شخصية يترك سطرًا هنا.
retention-read-only = لا يغيّر هذا إلا مالك.
looks-place-customer = صفحة عميل
masked-unspoken = لمن يخدم الطلب فقط، أي { $recipients }؛ ولم يُسأل العميل عنها بعد
people-team-missing = اختر فريقًا واحدًا على الأقل، أو دور المدقق: فبلا فريق لن يرى هذا الشخص شيئًا من بيانات العملاء.

## One's own password

own-password-title = كلمة المرور الخاصة بك
own-password-state = مع كلمة المرور الجديدة تنتهي كل جلساتك الأخرى.
own-password-submit = تغيير كلمة المرور
own-password-wrong = هذه ليست كلمة مرورك الحالية. لم يتغيّر شيء.
