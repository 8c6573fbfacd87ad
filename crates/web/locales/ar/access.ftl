## Log in

login-title = تسجيل الدخول
login-state = لفريق هذا المتجر.
login-email = البريد الإلكتروني
login-password = كلمة المرور
login-submit = تسجيل الدخول
login-failed = البريد الإلكتروني وكلمة المرور غير متطابقين. لم يتغيّر شيء.
login-limited = محاولات كثيرة. انتظر { $minutes ->
    [zero] لحظات
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $minutes } دقائق
    [many] { $minutes } دقيقة
   *[other] { $minutes } دقيقة
} ثم حاول مجددًا.
login-ended = انتهت جلستك. سجّل الدخول لتتابع من حيث توقفت.
login-forgot = نسيت كلمة المرور؟ يستطيع القائم على تشغيل النظام إنشاء حساب جديد بالأمر: { $command }
logged-out = تم تسجيل خروجك.

## First run

setup-title = أهلًا بك، لنجهّز متجرك
setup-state = صفحة واحدة ثم تبدأ. ويمكنك تغيير كل شيء لاحقًا.
setup-link-bad = رابط الإعداد هذا غير مكتمل
setup-link-bad-text = انسخ العنوان كاملًا كما طبعه البرنامج في الطرفية عند تشغيله، ثم افتحه من جديد.
setup-done-already = هذا المتجر مُعَدّ من قبل. سجّل الدخول من فضلك.
setup-you = أنت
setup-you-hint = الحساب الأول، وله كل الصلاحيات.
setup-name = اسمك
setup-name-hint = كما يناديك زملاؤك.
setup-email = بريدك الإلكتروني
setup-email-hint = تسجّل الدخول به، ولا يظهر للعملاء.
setup-password = كلمة المرور
setup-password-hint = { $min } أحرف على الأقل. جملة قصيرة خيار جيد يسهل تذكّره.
setup-password-weak = يسهل تخمين كلمة المرور هذه. بضع كلمات لا رابط بينها تكفي.
setup-store = متجرك
setup-store-name = اسم المتجر
setup-store-name-hint = يراه العملاء مرسِلًا للرسائل.
setup-submit = تجهيز المتجر
setup-done = المتجر جاهز. الخطوة التالية: اربطه لتبدأ الأحداث بالوصول.

login-limited-seconds = محاولات كثيرة. انتظر { $seconds ->
    [zero] لحظات
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوانٍ
    [many] { $seconds } ثانية
   *[other] { $seconds } ثانية
} ثم حاول مجددًا.
setup-done-title = هذا المتجر مُعَدّ
setup-waiting-title = بقيت خطوة واحدة
setup-waiting-state = البرنامج يعمل، ولم يُنشأ حسابه الأول بعد.
setup-waiting-text = طبع البرنامج عند تشغيله رابطًا في الطرفية وفي سجله. افتح ذلك الرابط في المتصفح، فلا يستطيع إعداد المتجر إلا من يقرؤه.
