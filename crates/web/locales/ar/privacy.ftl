## The way in

privacy-title = أنت و{ $store }
privacy-in-title = ماذا يُعرف عنك لدى { $store }؟
privacy-in-text = يكفي إدخال بريدك الإلكتروني. إن كان معروفًا لدى { $store } وصلك رابط إلى صفحتك الخاصة: ما المحفوظ عنك، ولماذا، ومن يراه، وإلى متى. ومنها يمكنك تغيير ذلك كله، أو تنزيل نسخة من بياناتك، أو حذفها نهائيًا.
privacy-in-email = بريدك الإلكتروني
privacy-in-email-hint = العنوان الذي أعطيته للمتجر.
privacy-in-submit = إرسال الرابط إليّ
privacy-in-note = لا نستخدم هذا العنوان إلا لإرسال هذه الرسالة.
privacy-asked = يُرجى تفقّد بريدك الوارد
privacy-asked-text = إن كان هذا العنوان معروفًا لدينا، فالرسالة في طريقها إليك، وفيها رابط يعمل مرة واحدة خلال ٣٠ دقيقة.
privacy-asked-next = لم يصلك شيء؟ قد تكون الرسالة في مجلد البريد غير المرغوب فيه، ويمكنك أيضًا تجربة عنوان آخر ربما استخدمته من قبل.
privacy-asked-here = لا يخرج أي بريد من هذا الجهاز، فالرسالة في لوحة الإدارة.
privacy-asked-here-link = فتح الرسائل
privacy-knock-text = بهذا الزر تُفتح صفحتك الخاصة لدى { $store } في هذا المتصفح لمدة ساعة.
privacy-knock-open = فتح صفحتي
privacy-link-refused = هذا الرابط لا يؤدي إلى شيء
privacy-link-unknown = الرابط ناقص، أو لم يصدر عنّا. لم يُعرَض شيء لأحد.
privacy-link-used = سبق استخدام هذا الرابط، وكل رابط يعمل مرة واحدة. إن لم يكن ذلك منك، فيمكنك طلب رابط جديد لمعرفة من فتح صفحتك.
privacy-link-expired = انتهت مدة هذا الرابط، فالروابط لا تعمل إلا مدة قصيرة.
privacy-link-again = طلب رابط جديد
privacy-out = الخروج من صفحتي

## Places

privacy-nav = مركز الخصوصية
privacy-nav-choices = اختياراتك
privacy-nav-teams = من يرى ماذا
privacy-nav-looks = من اطّلع
privacy-nav-download = نسخة من بياناتك
privacy-nav-erase = الحذف النهائي

## Choices

privacy-state = لك القرار في ما تُستخدم فيه بياناتك لدى { $store }، وأي تغيير يسري فورًا.
privacy-for = صفحة { $name }
privacy-preset-only = الاكتفاء بما تحتاج إليه طلباتي
privacy-preset-all = الموافقة على كل ما يلي
privacy-save = حفظ اختياراتي
privacy-saved = تم الحفظ، ويسري من الآن.
privacy-same = اختياراتك كما كانت، فلم يتغيّر شيء.
privacy-partly = وافقت على جزء من هذا، والتفاصيل في «من يرى ماذا».
privacy-sees = البيانات المسموح بها الآن: { $categories }. ومن يستخدمها: { $recipients }.
privacy-sees-until = البيانات المسموح بها الآن وحتى { $date }: { $categories }. ومن يستخدمها: { $recipients }.
privacy-would-see = البيانات التي تتيحها موافقتك: { $categories }. ومن يستخدمها: { $recipients }.
privacy-uses = البيانات المسموح باستخدامها لهذا الغرض: { $categories }. ومن يستخدمها: { $recipients }.
privacy-off-means = من دون موافقتك:
privacy-details = من يمكنه الاطلاع عليها وإلى متى
privacy-needed = ما تحتاج إليه طلباتك ويقتضيه القانون
privacy-needed-text = لا يتطلب هذا موافقة، ويمكنك الاعتراض على ما لا يوجبه القانون نفسه:

privacy-purpose-personalise = اقتراحات تناسبك
privacy-benefit-personalise = يظهر لك ما يلائم مشترياتك، بمقاسك وعلى ذوقك، لا ما يظهر للجميع.
privacy-off-personalise = يظهر لك ما يظهر للجميع، ولا نحفظ لهذا الغرض ما شاهدته.
privacy-purpose-marketing-email = الأخبار بالبريد الإلكتروني
privacy-benefit-marketing-email = يصلك قبل غيرك خبر المنتجات الجديدة والعروض وعودة منتجاتك المفضلة.
privacy-off-marketing-email = لن تصلك أخبار بالبريد الإلكتروني، أما الرسائل المتعلقة بطلباتك فتصلك كالمعتاد.
privacy-purpose-marketing-sms = الأخبار بالرسائل النصية
privacy-benefit-marketing-sms = تنبيه قصير إلى العروض قبل أن تنتهي.
privacy-off-marketing-sms = لن تصلك أخبار بالرسائل النصية.
privacy-purpose-marketing-whatsapp = الأخبار عبر واتساب
privacy-benefit-marketing-whatsapp = عروض وأجوبة حيث تدور محادثاتك كل يوم.
privacy-off-marketing-whatsapp = لن تصلك أخبار عبر واتساب.
privacy-purpose-marketing-push = إشعارات على جهازك
privacy-benefit-marketing-push = إشعار قصير حين يتوفر ما كنت بانتظاره.
privacy-off-marketing-push = لن يصل إلى جهازك أي إشعار.
privacy-purpose-loyalty = برنامج الولاء
privacy-benefit-loyalty = مشترياتك تُكسبك نقاطًا ومزايا.
privacy-off-loyalty = لن تُضاف إليك نقاط أو مزايا جديدة، وما كسبته يبقى لك.
privacy-purpose-reviews = رأيك
privacy-benefit-reviews = نسألك عن مشترياتك، وتُنشر مراجعتك باسم من اختيارك.
privacy-off-reviews = لن نسألك. ويبقى ما نشرته من قبل، ولك سحبه متى شئت.
privacy-purpose-customer-care = دعم يعرف حالتك
privacy-benefit-customer-care = عند مراسلتنا أو الاتصال بنا يرى فريق الدعم طلباتك، فلا يسألك عن كل شيء من جديد.
privacy-off-customer-care = لا يعرف فريق الدعم عنك إلا ما ذكرته له بنفسك.
privacy-purpose-analytics = متجر أفضل
privacy-benefit-analytics = ننتبه إلى ما يصعب العثور عليه وما يتعطّل، فنصلحه.
privacy-off-analytics = لن تُحتسب زياراتك.
privacy-purpose-research = الأبحاث
privacy-benefit-research = يعرف المتجر ما سيحتاج إليه من يتسوّقون مثلك.
privacy-off-research = لن تدخل بياناتك في أي بحث.
privacy-purpose-fulfil-orders = طلباتك
privacy-benefit-fulfil-orders = لتجهيز ما طلبته وإرساله وتحصيل ثمنه، وإخبارك أين وصل.
privacy-purpose-security = الأمان
privacy-benefit-security = لحماية حسابك ومدفوعاتك من الغرباء.
privacy-purpose-legal-duties = القانون
privacy-benefit-legal-duties = تُحفظ الفواتير المدة التي يحددها القانون.

## Who sees what

privacy-teams-title = من يمكنه أن يرى ماذا من بياناتك؟
privacy-teams-state = العلامة تسمح لأحد فرق المتجر برؤية هذا النوع من البيانات. ومن دونها يعرف الفريق أنها موجودة، ولا يراها.
privacy-cell = فريق { $team } يمكنه أن يرى: { $what }
privacy-preview = بياناتك كما يرونها
privacy-preview-text = عند اختيار فريق تظهر لك بياناتك كما يراها أفراده الآن تمامًا.
privacy-preview-title = ما يراه فريق { $team } من بياناتك
privacy-sees-all-of-it = ظاهرة
privacy-back = رجوع
privacy-field-first-name = الاسم الأول
privacy-field-last-name = اسم العائلة

## Who looked

privacy-looks-title = من اطّلع على بياناتك؟
privacy-looks-state = يُسجَّل كل اطّلاع قبل عرض أي شيء، ويبقى في السجل ٢٤ شهرًا.
privacy-looks-none = لم يطّلع أحد
privacy-looks-none-text = حين يطّلع أحد على بياناتك يظهر ذلك هنا: أي فريق، وعلى ماذا اطّلع، ولماذا.
privacy-looks-older = عرض الأقدم
privacy-look = { $who }: اطّلاع على { $what }
privacy-look-you = اطّلاعك على بياناتك
privacy-look-letter = كُتبت إليك رسالة من حقك أن تصلك: { $letter }
privacy-look-refused = { $who }: محاولة اطّلاع لم يُعرَض فيها شيء
privacy-look-not = لم يُعرَض لأنه بلا إذن منك: { $what }
privacy-look-why = الغرض: { $purpose } · { $place }
privacy-standing = ما يقرؤه برنامج المتجر تلقائيًا
privacy-standing-text = تنظر هذه القواعد إلى ما يحدث على الدوام دون تدخل أحد. تُذكر كل قاعدة هنا مرة واحدة، وإذا كتبت إليك إحداها ظهر ذلك أدناه.
privacy-standing-read = تقرأ: { $what }. الغرض: { $purpose }.
privacy-standing-until = حتى { $date }.

## To take along

privacy-download-title = تنزيل نسخة من بياناتك
privacy-download-state = في صفحة واحدة للقراءة والطباعة، وفي ملفات لبرامج أخرى.
privacy-report = من يرى ماذا
privacy-report-text = صفحة واحدة: ما المحفوظ، ومن يمكنه الاطلاع عليه، ولأي غرض، وإلى متى. كما هو اليوم، أو كما كان في يوم سابق.
privacy-report-on = في أي يوم
privacy-report-on-hint = تعرض الصفحة ما كان ساريًا في نهاية ذلك اليوم.
privacy-report-open = عرض الصفحة
privacy-report-title = بياناتي لدى { $store }، ومن يمكنه الاطلاع عليها
privacy-report-state = كما كانت في { $date }
privacy-report-kept = المحفوظ
privacy-report-note = من يمكنه الاطلاع: كما كان في تلك اللحظة. والمحفوظ: كما هو اليوم.
privacy-report-print = طباعة
privacy-report-data = تنزيل ملف
privacy-kept-yes = بيانات محفوظة
privacy-kept-no = لا شيء
privacy-nobody = لا أحد
privacy-export = كل المحفوظ عنك
privacy-export-text = أرشيف فيه كل شيء: هويتك، وطلباتك وزياراتك ورسائلك، وكل اختيار اخترته، وكل من اطّلع. في جداول تقرؤها، وفي ملف واحد للبرامج الأخرى.
privacy-export-get = تنزيل كل شيء
privacy-export-json = ملف واحد للبرامج

## The archive to take along

export-title = ما يحتفظ به { $store } عنك
export-about = في هذا الأرشيف كل ما يُحفظ عنك. الجداول (بامتداد csv) تُفتح في أي برنامج جداول، والرسائل تُفتح في المتصفح.
export-part-profile = الأرقام التي تُحفظ بها بياناتك ومنذ متى. وهي أكثر من رقم إذا تبيّن لاحقًا أنها كلها لك.
export-part-summary = ما جرى إحصاؤه: الطلبات والمبالغ والزيارات.
export-part-personal = اسمك وعناوينك وأرقامك وكل ما يدل عليك، مع مصدره والأساس القانوني لحفظه.
export-part-names = ما تُعرف به: رقمك لدى المتجر، وصيغ مُعمّاة من العناوين والأرقام والمتصفحات.
export-part-traits = ما دُوّن عنك غير ذلك.
export-part-orders = طلباتك.
export-part-events = كل ما فعلته وجرى تسجيله، كما سُجّل.
export-part-messages = ما كُتب إليك، أو سبب عدم إرساله.
export-part-message-preferences = كم مرة تريد أن تصلك الرسائل، وعن ماذا، وهل هي متوقفة مؤقتًا.
export-part-holds = ما تسمح به، أو ما يلزم لطلب أو يفرضه القانون، كما هو الآن.
export-part-refused = ما رفضته، كما هو الآن.
export-part-decisions = كل قرار، مع وقته وطريقة اتخاذه.
export-part-shown-for-a-while = من طلب الاطلاع على المزيد، أو اطّلع عليه لفترة، ولماذا.
export-part-looks = من اطّلع على بياناتك، ومتى، ولأي غرض.
export-part-standing-reads = قواعد برنامج المتجر التي تقرأ بياناتك تلقائيًا، والغرض من كل منها.
export-part-visits-here = الروابط والزيارات التي دخلت بها إلى مركز الخصوصية.
export-letters = الرسائل التي أُرسلت إليك، كما ظهرت.
export-document = كل ما سبق في ملف واحد، للبرامج الأخرى.
export-times = الأوقات بالتوقيت العالمي (UTC).
export-cells = الفاصلة العليا قبل علامة مثل = أو + تمنع برامج الجداول من عدّ النص معادلة، وليست جزءًا من النص.
export-missing = تعذّرت قراءة جزء من بياناتك السابقة حاليًا، وتنقص أحداث هذه الأشهر: { $months }. يُرجى تنزيل بياناتك مرة أخرى بعد أيام، أو مراسلة المتجر.

## To be forgotten

privacy-erase-title = حذف كل بياناتك لدى { $store } نهائيًا
privacy-erase-state = لا حاجة إلى ذكر أي سبب.
privacy-erase-goes = ما يُحذف
privacy-erase-goes-identity = فورًا: اسمك وعناوينك وأرقامك. تُتلَف مفاتيح تشفيرها، فلا يستطيع أحد قراءتها بعد ذلك.
privacy-erase-goes-history = خلال ٢٤ ساعة: زياراتك وطلباتك ورسائلك، من كل الملفات.
privacy-erase-goes-choices = فورًا: اختياراتك، وهذه الصفحة.
privacy-erase-stays = ما يبقى، ولا أثر لك فيه
privacy-erase-stays-sums = أرقام المتجر الإجمالية: كم بيع في يوم ما، دون ذكر من اشترى.
privacy-erase-stays-decisions = سجلّ بأن شخصًا ما وافق أو رفض، ومتى، تحت رقم لا يدل على أحد: دليل على أن المتجر وفى بوعده.
privacy-erase-stays-suppression = إن سبق لك إلغاء الاشتراك: صورة مشفّرة من عنوانك لا يستطيع أحد أن يستخرجه منها، حتى لا نراسلك من جديد.
privacy-erase-stays-backups = تُمحى النسخ الاحتياطية خلال ٣٥ يومًا. وإن استُخدمت إحداها قبل ذلك، حُذفت بياناتك منها قبل أن يطّلع عليها أحد.
privacy-erase-no-way-back = لا رجعة في هذا الحذف، ولن يمكن بعده ربط طلباتك الجارية بك.
privacy-erase-sure = نعم، أريد حذف كل شيء
privacy-erase-not-sure = لم يُحذف شيء. للتأكيد يُرجى وضع علامة في المربع.
privacy-erase-submit = حذف بياناتي نهائيًا
privacy-gone = تم الحذف
privacy-going = قيد الحذف
privacy-gone-by = في موعد أقصاه { $date }
privacy-certificate-title = شهادة الحذف النهائي
privacy-certificate-text = هذا تأكيد من { $store } بما حُذف ومتى حُذف. لا تُظهر هذه الصفحة أي بيانات شخصية، ويمكن فتحها من جديد في أي وقت.
privacy-certificate-number = رقم الشهادة
privacy-certificate-names = الاسم والعناوين والأرقام والاختيارات
privacy-certificate-tables = الرسائل، وسجل من اطّلع
privacy-certificate-files = الزيارات والطلبات، في كل الملفات
privacy-certificate-aside = رسائل وصلتنا وتعذّرت قراءتها
privacy-certificate-backups = النسخ الاحتياطية
privacy-certificate-stays = ما يبقى
privacy-certificate-stays-text = أرقام إجمالية لا تدل على أحد؛ وسجلّ بأن قرارات اتُّخذت؛ وصور مشفّرة من العناوين التي لا تجوز مراسلتها ومن أرقام الطلبات.
privacy-certificate-keep = يُرجى الاحتفاظ بعنوان هذه الصفحة، فلا سبيل إلى العودة إليها سواه.
privacy-certificate-data = تنزيل ملف

## To see more, for a while

more-title = الاطلاع على المزيد
more-text = لا يظهر لك: { $what }. يمكنك أن تسأل العميل؛ القرار له، ويرى السبب الذي تكتبه.
more-reason = السبب
more-reason-hint = يقرؤه العميل. لا تكتب أسماء ولا عناوين ولا أرقامًا.
more-reason-bad = اكتب سببًا لا يتجاوز ٣٠٠ حرف، من دون أسماء أو عناوين أو أرقام. لم يُفتح شيء.
more-ask = سؤال العميل
more-force = حالة طارئة: العرض الآن
more-force-text = في الحالة الطارئة يُفتح لك كل شيء لمدة ساعة، ويُبلَّغ العميل فورًا مع السبب الذي كتبته.
more-asked = أُرسل السؤال. يظهر الجواب هنا حين يجيب العميل.
more-forced = مفتوح لك لمدة ساعة، ويجري إبلاغ العميل.
more-waits = أُرسل السؤال في { $date }، ولم يجب العميل بعد.
more-open-badge = مفتوح
more-open = { $why }، حتى { $date }.
more-close = انتهيت
window-conversation = توجد محادثة مفتوحة
window-break-glass = حالة طارئة
window-request = وافق العميل
place-conversation = أثناء محادثة
place-break-glass = في حالة طارئة
place-request = بإذن العميل

## Who asks to see more

privacy-ask = طلب للاطلاع على المزيد
privacy-ask-text = يطلب أحد أفراد فريق «{ $team }» الاطلاع لمدة سبعة أيام على ما لا تشاركه معهم. السبب كما ذكره: { $reason }
privacy-ask-yes = نعم، لسبعة أيام
privacy-ask-no = لا
privacy-open = مفتوح لفترة
privacy-open-conversation = بينك وبين المتجر محادثة مفتوحة: يرى فريق «{ $team }» ما يحتاج إليه للرد عليك، حتى { $date } على أبعد تقدير.
privacy-open-request = سمحت لأحد أفراد فريق «{ $team }» بالاطلاع على المزيد حتى { $date }.
privacy-open-close = إغلاقه الآن
privacy-forced = اطّلع { $store } على بياناتك من دون أن يسألك
privacy-forced-text = في { $date } فتح أحد أفراد فريق «{ $team }» كل ما لدينا من بياناتك لمدة ساعة. السبب كما ذكره: { $reason }

## To keep what ends

privacy-renew-title = هل يستمر هذا؟
privacy-renew-text = ما ذكرته الرسالة ينتهي في { $date }. هل تريد تمديده سنة أخرى؟
privacy-renew-yes = التمديد سنة
privacy-renew-no = الاطلاع والاختيار بندًا بندًا
privacy-renew-late = لم يبق هنا ما يُجدَّد: انتهت المدة أو غيّرت اختيارك. يمكنك الاختيار من جديد في مركز الخصوصية في أي وقت.
privacy-renewed = تم التمديد سنة أخرى، ويمكنك سحب موافقتك في أي وقت.
privacy-renew-centre = إلى مركز الخصوصية

## Decisions and receipts

privacy-decisions-title = اختياراتي وتواريخها
privacy-decisions-state = كل اختيار، الأحدث أولًا، ومعه إيصال موقَّع.
privacy-decisions-text = كل ما اخترته يومًا، أين ومتى. ويمكنك الاحتفاظ لكل اختيار بإيصال موقَّع يستطيع أي شخص التحقق منه من دون الرجوع إلى المتجر.
privacy-decisions-open = عرض اختياراتي
privacy-decisions-none = لا اختيارات بعد
privacy-decisions-none-text = حالما تختار شيئًا يظهر هنا مع تاريخه.
privacy-receipt-column = الإيصال
privacy-receipt-get = تنزيل
privacy-notice-link = إشعار الخصوصية
