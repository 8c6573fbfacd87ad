# الجهات الخارجية في موقع المتجر نفسه.

third-title = مَن غيركم يعلم بالزيارة؟
third-nav = الجهات الخارجية
third-state-now = { $count ->
    [zero] لا أحد سواكم قبل أن يوافق الزائر
    [one] جهة خارجية واحدة قبل أن يوافق الزائر
    [two] جهتان خارجيتان قبل أن يوافق الزائر
    [few] { $count } جهات خارجية قبل أن يوافق الزائر
    [many] { $count } جهة خارجية قبل أن يوافق الزائر
   *[other] { $count } جهة خارجية قبل أن يوافق الزائر
  }
third-state-trackers = { $count ->
    [zero] لا واحدة منها تتتبّع الناس
    [one] واحدة منها تتتبّع الناس
    [two] اثنتان منها تتتبّعان الناس
    [few] { $count } منها تتتبّع الناس
    [many] { $count } منها تتتبّع الناس
   *[other] { $count } منها تتتبّع الناس
  }
third-state-none = لم تُفحص الصفحات بعد
third-looked = آخر فحص
third-scan-now = افحص الآن
third-asked = طُلب فحص الصفحات، وقد يستغرق دقيقة. أعد تحميل هذه الصفحة بعدها.
third-waits = سيبدأ فحص صفحاتك بعد لحظات، وقد يستغرق دقيقة. أعد تحميل هذه الصفحة بعدها.
third-reload = إعادة التحميل

third-empty-title = اعرف مَن يعلم بزوّارك قبل أن يوافقوا
third-empty-text = اكتب عنوان موقع متجرك. تقرأ «أمانة» صفحته الأولى وما لا يزيد على تسع صفحات أخرى مرة كل أسبوع دون أن توافق على شيء، ثم تعرض كل جهة أخرى تتصل بها تلك الصفحات وما تضعه من ملفات تعريف الارتباط. والمطلوب أن تقصر القائمة مع الوقت.
third-site = عنوان متجرك
third-site-hint = الصفحة التي يصل إليها زوّارك، مثل https://shop.example. اتركه فارغًا لإيقاف الفحص.
third-site-wrong = اكتب عنوان موقع متاحًا للجميع، مثل https://shop.example
third-site-title = الموقع
third-site-save = احفظ وافحص

third-chart = الجهات الخارجية بمرور الوقت
third-chart-follow = تتتبّع الناس
third-chart-others = غيرها
third-reading-fewer = { $now } الآن، وكانت { $from } في { $date }.
third-reading-same = { $count ->
    [zero] لا أحد في آخر فحص.
    [one] جهة واحدة في آخر فحص.
    [two] جهتان في آخر فحص.
    [few] { $count } جهات في آخر فحص.
    [many] { $count } جهة في آخر فحص.
   *[other] { $count } جهة في آخر فحص.
  }
third-shrank = القائمة صارت أقصر
third-shrank-text = في { $date } كانت صفحاتك تتصل قبل أي موافقة { $from ->
    [zero] بلا أحد
    [one] بجهة خارجية واحدة
    [two] بجهتين خارجيتين
    [few] بـ{ $from } جهات خارجية
    [many] بـ{ $from } جهة خارجية
   *[other] بـ{ $from } جهة خارجية
  }. أما الآن فالعدد { $now }.

third-now = الموجودة الآن
third-now-none = لا تتصل صفحاتك بأي جهة أخرى قبل أن يوافق الزائر. وما لا يراه الفحص مذكور في الجانب.
third-who = الجهة
third-what-for = الغرض
third-how = الطريقة
third-where = المكان
third-since = منذ
third-gone = لم تعد موجودة
third-gone-at = غابت منذ
third-gone-none = لم تخرج أي جهة من القائمة بعد.
third-unknown = لا تعرفه «أمانة»: إما خادم لشركة أخرى وإما عنوان آخر لك
third-hosts = الخوادم

third-cookies = ملفات تعريف الارتباط قبل أي موافقة
third-cookies-none = لم يضع أيٌّ من الردود ملف تعريف ارتباط.
third-cookie = الملف
third-cookie-of = يعود إلى
third-cookie-own = موقعك
third-cookie-other = موقع آخر
third-cookie-lasts = المدة
third-cookie-window = حتى تُغلق النافذة
third-cookie-days = { $count ->
    [zero] أقل من يوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
  }
third-cookie-hours = { $count ->
    [zero] أقل من ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
  }
third-cookie-guards = الحماية
third-cookie-no-guards = لا شيء

third-facts = ماذا تقول الصفحات أيضًا
third-tool = أداة الموافقة
third-tool-none = لا أداة تعرفها «أمانة»
third-held = ينتظر الموافقة
third-held-none = لم يُرَ شيء
third-gpc = إشارة الخصوصية العالمية (GPC)
third-gpc-yes = يصرّح الموقع بأنه يلتزم بها
third-gpc-no = لا يصرّح الموقع بأنه يلتزم بها
third-policy = تقييد النصوص البرمجية
third-policy-missing = لا تقييد: قد تأتي النصوص البرمجية من أي مكان
third-policy-open = توجد سياسة، لكنها تسمح بالنصوص البرمجية من أي مكان
third-policy-limits = لا تأتي النصوص البرمجية إلا من أماكن مسمّاة
third-pages = الصفحات المقروءة
third-changes = ما الذي تغيّر
third-changes-none = لا شيء منذ الفحص السابق.
third-came = جديدة
third-went = غابت

third-blind = ما لا يراه هذا الفحص
third-blind-scripts = ما تحمّله النصوص البرمجية حين تعمل، وما تضعه هي من ملفات تعريف الارتباط. وقد يجلب مدير وسوم واحد عشرات الجهات.
third-blind-pages = الصفحات التي تأتي بعد تسجيل الدخول أو الشراء، وما يختلف باختلاف البلد أو الجهاز أو الزائر.
third-blind-tools = أداة موافقة توقف النصوص الأخرى أثناء تحميل الصفحة: تظهر تلك النصوص هنا وإن كانت الأداة قد تمنعها.
third-blind-server = البيانات التي تمرّرها خوادمك بنفسها.
third-blind-so = فالقائمة القصيرة لا تثبت شيئًا، أما الطويلة فتثبت.

third-failed = لم يصل الفحص الأخير إلى شيء
third-failed-text = { $why } المعروض أدناه من الفحص السابق، وستعيد «أمانة» المحاولة خلال يوم.
third-problem-refused = هذا ليس عنوانًا تذهب إليه «أمانة».
third-problem-not-public = العنوان لا يؤدي إلى الإنترنت العام.
third-problem-not-found = لا يوجد خادم بهذا الاسم.
third-problem-unreachable = تعذّر الوصول إلى الموقع.
third-problem-insecure = لا يمكن الوثوق بشهادة الموقع.
third-problem-too-slow = تأخّر الموقع في الرد أكثر مما ينبغي.
third-problem-too-many-redirects = العنوان يحيل من مكان إلى آخر دون نهاية.
third-problem-unreadable = لا يمكن قراءة ما يرد به الموقع.
third-problem-status = ردّ الموقع بخطأ ({ $status }). ربما يمنع البرامج التي ليست متصفحات.
third-problem-not-html = ليست صفحة.
third-problem-page-status = خطأ { $status }

third-use-advertising = إعلانات
third-use-analytics = إحصاءات
third-use-recording = تسجيل الزيارات
third-use-marketing = رسائل تسويقية
third-use-social = شبكة اجتماعية
third-use-tag-manager = محمّل نصوص برمجية
third-use-experiments = تجارب
third-use-chat = دردشة
third-use-video = فيديو
third-use-maps = خرائط
third-use-content = ملفات وخطوط
third-use-forms = نماذج
third-use-reviews = مراجعات
third-use-payment = دفع
third-use-shop = نظام المتجر
third-use-trust-mark = شعار الأمان
third-use-security = حماية من الروبوتات
third-use-monitoring = رصد الأخطاء
third-use-consent = أداة الموافقة
third-use-unknown = غير معروف

third-way-script = نص برمجي
third-way-loader = يحمّلها نص برمجي في صفحتك
third-way-frame = إطار
third-way-image = صورة
third-way-style = ورقة أنماط
third-way-media = وسائط
third-way-preload = اتصال مسبق
third-way-redirect = إعادة توجيه
