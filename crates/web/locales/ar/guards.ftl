# When marketing may go out, and what waits or is withheld because of it.

settings-tab-sending = قواعد الإرسال
audit-subject-sending = قواعد الإرسال
sending-title = متى تُرسَل الرسائل التسويقية؟
sending-state = تسري هذه الحدود على الرسائل التسويقية وحدها. أما رسائل الطلبات وما هو من حق العميل فتُرسَل فورًا في كل حال.

sending-caps = عدد الرسائل لكل عميل
sending-email = رسائل البريد لكل عميل
sending-caps-hint = أقصى عدد من رسائل البريد التسويقية تصل إلى العميل الواحد في أي مدة بهذا الطول، متى بدأت. إن تُرك الحقل فارغًا فلا حدّ. كثير من المتاجر يبدأ برسالة واحدة في ٢٤ ساعة وثلاث رسائل في ٧ أيام.
sending-total = جميع القنوات معًا
sending-total-hint = كما سبق، أيًّا كانت القناة. والرسائل كلها حاليًا بالبريد الإلكتروني.
sending-window-day = في ٢٤ ساعة
sending-window-days = { $count ->
    [zero] في { $count } يوم
    [one] في يوم واحد
    [two] في يومين
    [few] في { $count } أيام
    [many] في { $count } يومًا
   *[other] في { $count } يوم
}
sending-number-wrong = عدد صحيح من ١ إلى { $max }.

sending-quiet = ساعات الهدوء للبريد الإلكتروني
sending-quiet-hint = بتوقيت مكان كل عميل، فإن لم يُعرف فبتوقيت متجرك ({ $zone }). معظم المتاجر لا تحدّدها: فالبريد الإلكتروني لا يوقظ أحدًا، ولا نعرف قانونًا يحدّد له ساعات.
sending-quiet-from = من
sending-quiet-until = إلى
sending-quiet-none = بلا
sending-quiet-half = اختر الوقتين معًا، أو «بلا» لكليهما.
sending-quiet-same = ينبغي أن تنتهي ساعات الهدوء في وقت غير الذي تبدأ فيه.

sending-fatigue = رسائل أقل لمن لا يتفاعل
sending-fatigue-hint = التفاعل طلبٌ، أو فتح رابط في رسالة، أو فتح رسالة ممن سمح لك بأن تعرف ذلك. وبعده تعود الرسائل كما كانت.
sending-fatigue-switch = تقليل الرسائل للعملاء الذين لا يتفاعلون
sending-fatigue-why = يقيّم مزوّدو البريد المتجر بمدى تفاعل قرّائه، والعناوين التي لم يعد أحد يقرؤها تتحوّل إلى مصائد للمرسلين.
sending-fatigue-letters = بعد هذا العدد من الرسائل التسويقية
sending-fatigue-within = المرسَلة خلال هذا العدد من الأيام
sending-fatigue-one-in = رسالة واحدة على الأكثر كل هذا العدد من الأيام

sending-days-off = أيام بلا رسائل تسويقية
sending-days-off-hint = أيام العطل أو الحداد، بحسب التاريخ في مكان كل عميل.
sending-day = اليوم
sending-day-add = إضافة اليوم
sending-day-remove = إزالة
sending-day-wrong = اختر يومًا من اليوم فصاعدًا.
sending-days-full = الحد الأقصى { $max } يومًا. أزل أحدها أولًا.

sending-effect = أثر هذه الحدود
sending-effect-waiting = تنتظر الآن
sending-effect-withheld = لم تُرسَل في آخر ٣٠ يومًا
sending-effect-none = لا رسالة تنتظر بسببها، ولم يفت أوان أي رسالة في آخر ٣٠ يومًا.
sending-effect-link = عرض ما ينتظر

sending-longest = أقصى مدة تنتظرها الرسالة
sending-longest-hint = الرسالة المؤجَّلة تُرسَل في أول لحظة يُسمح فيها بإرسالها. فإن تجاوزت هذه المدة لم تعد لها فائدة، ولا تُرسَل.
sending-days = { $count ->
    [zero] { $count } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
sending-own-cart = قوالبك عن سلة أو منتج
sending-own-customer = قوالبك الموجَّهة إلى العملاء
sending-own-order = قوالبك عن طلب

sending-law = ساعات يحددها القانون
sending-law-hint = للتسويق بالرسائل النصية القصيرة، بحسب بلد رقم كل عميل.
sending-law-country = البلد
sending-law-closed = ممنوع فيها
sending-law-authority = الجهة المنظِّمة
sending-law-elsewhere = سائر البلدان
sending-law-hours = من { $from } إلى { $until }
sending-law-holidays = العطل الرسمية: أضفها في «أيام بلا رسائل تسويقية»

state-postponed = مؤجَّلة
state-postponed-hint = تُرسَل في أول لحظة يُسمح فيها بإرسالها.
message-postponed-until = حتى { $when }: { $why }
message-postponed-at = أول تأجيل
journey-postponed = رسائل تنتظر

withheld-wait-cap = وصل إلى العميل العدد الذي تسمح به من الرسائل
withheld-wait-cap-hint = تُرسَل حالما يسمح الحد الذي حدّدته في الإعدادات، قسم «قواعد الإرسال».
withheld-wait-quiet-hours = ساعات الهدوء في مكان العميل
withheld-wait-quiet-hours-hint = تُرسَل عند انتهائها. وهي محدَّدة في الإعدادات، قسم «قواعد الإرسال».
withheld-wait-day-off = يوم بلا رسائل تسويقية
withheld-wait-day-off-hint = تُرسَل في اليوم التالي. وهذه الأيام محدَّدة في الإعدادات، قسم «قواعد الإرسال».
withheld-wait-country = لا يسمح بها القانون في بلد العميل في هذه الساعة
withheld-wait-country-hint = تُرسَل حين يسمح القانون.
withheld-wait-fatigue = رسائل كثيرة بلا أي تفاعل
withheld-wait-fatigue-hint = تقلّ الرسائل لهذا العميل إلى أن يطلب أو يفتح رابطًا أو رسالة.
withheld-wait-frequency = وصل إلى العميل العدد الذي يريده من الرسائل
withheld-wait-frequency-hint = تُرسَل متى حان موعد رسالته التالية: فقد طلب رسالة واحدة على الأكثر في الأسبوع أو في الشهر.
withheld-wait-turn = تنتظر دورها
withheld-wait-turn-hint = للحملة عدد أقصى من الرسائل في الساعة، تُحسب منه الرسائل المؤجَّلة أيضًا.
withheld-late-cap = يفوت أوانها قبل أن يسمح بها الحد
withheld-late-cap-hint = كان قد وصل إلى العميل العدد الذي تسمح به، ولم تعد لهذه الرسالة فائدة.
withheld-late-quiet-hours = يفوت أوانها قبل انتهاء ساعات الهدوء
withheld-late-quiet-hours-hint = لم تعد لها فائدة.
withheld-late-day-off = يفوت أوانها بعد الأيام التي بلا رسائل تسويقية
withheld-late-day-off-hint = لم تعد لها فائدة.
withheld-late-country = يفوت أوانها قبل الساعة التي يسمح بها القانون
withheld-late-country-hint = لم تعد لها فائدة.
withheld-late-fatigue = فات أوانها: الرسائل لهذا العميل أقل
withheld-late-fatigue-hint = وصلته رسائل كثيرة ولم يتفاعل مع أي منها.
withheld-late-frequency = يفوت أوانها قبل موعد رسالة العميل التالية
withheld-late-frequency-hint = طلب العميل رسائل أقل، ولم تعد لهذه الرسالة فائدة.
