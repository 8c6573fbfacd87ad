## The question on the store's own pages

banner-this-store = المتجر
banner-title = هل تودّ أن تكون زيارتك القادمة أفضل؟
banner-again = ماذا تسمح لنا أن نعرف من زياراتك؟
banner-text = إن وافقت عرفنا من زياراتك ما يحتاج إلى تحسين. وإن رفضت عمل { $store } كالمعتاد، ولم يُحفظ على جهازك سوى جوابك.
banner-analytics = معرفة ما يفيد الزوّار
banner-analytics-benefit = تصل إلى ما تريد أسرع، لأننا نرى أي الصفحات مفيدة وأين يتعثّر الزوّار.
banner-personalise = تذكّر ما يعجبك
banner-personalise-benefit = ترى المزيد مما يهمّك، والقليل مما لا يهمّك.
banner-research = معرفة ما ينقصنا
banner-research-benefit = نوفّر ما يبحث عنه الناس ولا يجدونه.
banner-agree = أوافق على الكل
banner-refuse = أرفض الكل
banner-choose = أختار بنفسي
banner-save = احفظ اختياري
banner-close = إغلاق
banner-lasts = يمكنك تغيير جوابك متى شئت. نعيد السؤال بعد سنة، وإن رفضت فبعد ستة أشهر على الأقل.
banner-lasts-year = يمكنك تغيير جوابك متى شئت. أيًّا كان جوابك، لا نعيد السؤال قبل مرور سنة.
banner-notice = ما نحفظه ولماذا
banner-signal = متصفحك يخبر كل المواقع بأنك لا تريد أن تُجمع بياناتك لتكوين صورة عنك أو أن تُشارَك مع غيرنا (إشارة التحكم العالمي في الخصوصية). نحترم ذلك هنا، ولن نسألك عن تذكّر ما يعجبك.
banner-reopen = خيارات الخصوصية
banner-withdraw = سحب الموافقة
banner-agreed = شكرًا لك. يمكنك تغيير جوابك متى شئت.
banner-refused = كما تريد. لم نحفظ سوى هذا الجواب.

## Where a decision was made

via-banner = في السؤال على موقع المتجر
via-gpc = بإشارة التحكم العالمي في الخصوصية من المتصفح

## Settings, Website

settings-tab-website = الموقع
website-title = عمَّ تسأل زوّار موقعك؟
website-state = لا يُحفظ شيء ولا يُحصى قبل أن يوافق الزائر. والرفض سهل كالموافقة.
website-preview = اعرضه كما يراه الزوّار
website-embed = أضفه إلى موقعك
website-embed-text = الصق هذا السطر في كل صفحة قبل نهاية قسم الرأس. ويلزمه مفتاح موقع.
website-embed-key = إنشاء مفتاح موقع
website-embed-policy = إن كان لموقعك سياسة أمان للمحتوى، فاسمح فيها بهذا العنوان:
website-embed-link = كل رابط أو زر يحمل هذه السمة يفتح الخيارات، في ذيل الصفحة مثلًا:
website-ask = ما يُسأل عنه
website-shown = سؤال الزوّار
website-shown-hint = إن أوقفته فلا يُسأل أحد ولا يُحصى شيء.
website-purposes = اطلب الموافقة على
website-purposes-wrong = اختر شيئًا واحدًا على الأقل، أو أوقف سؤال الزوّار.
website-benefits = ما يكسبه الزائر بكلماتك
website-benefits-text = اترك الحقل فارغًا لنستخدم كلماتنا. لا يزيد كل نص على { $max } حرف.
website-benefit-field = { $purpose }، بلغة { $language }
website-benefit-long = { $field }: لا تزد على { $max } حرف من فضلك.
website-look = مكان ظهوره
website-position = على الشاشات العريضة
website-position-corner = في الزاوية السفلى
website-position-bottom = على عرض أسفل الصفحة
website-button = إظهار زر للخيارات في كل صفحة
website-button-hint = إن أخفيته فضع رابطًا في ذيل الصفحة: من وافق يجب أن يسحب موافقته بالسهولة نفسها.
website-notice = إشعار الخصوصية
website-notice-url = عنوان إشعار الخصوصية
website-notice-url-hint = اتركه فارغًا لاستخدام إشعار هذا النظام، ضمن «الخصوصية».
website-notice-version = الإصدار
website-notice-version-hint = غيّره حين يتغيّر مضمون الإشعار: عندئذ نسأل من جديد كل من وافق.
website-notice-version-wrong = حروف لاتينية وأرقام ونقاط وشرطات فقط، ولا تزيد على { $max }.
website-preview-title = هذا ما يراه الزوّار
website-preview-text = جرّب كل الأزرار: لا يُحفظ شيء هنا ولا يُرسل شيء.
website-preview-language = اعرضه باللغة
website-preview-open = فتح الخيارات
website-words-title = ما قرأه الزائر
website-words-text = نص السؤال الذي أُعطي هذا الجواب عنه، كما كان حينئذ.
website-words-link = ما قرأه

## In a customer's story

story-banner-answered = أجاب عن السؤال على موقع المتجر
event-consent-preference-updated = جواب عن الموافقة
