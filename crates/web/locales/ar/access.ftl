## Log in

login-title = تسجيل الدخول
login-state = هذه الصفحة لفريق المتجر.
login-email = البريد الإلكتروني
login-password = كلمة المرور
login-submit = تسجيل الدخول
login-failed = البريد الإلكتروني أو كلمة المرور غير صحيحة. لم يتغيّر شيء.
login-limited = محاولات كثيرة. انتظر { $minutes ->
    [zero] لحظات
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $minutes } دقائق
    [many] { $minutes } دقيقة
   *[other] { $minutes } دقيقة
} ثم حاول مجددًا.
login-ended = انتهت جلستك. سجّل الدخول لتتابع من حيث توقفت.
login-forgot = هل نسيت كلمة المرور؟ يستطيع أحد مالكي المتجر أن ينشئ لك رابطًا جديدًا من الإعدادات، قسم الأشخاص. وإن لم يكن غيرك مالكًا، فمن يشغّل البرنامج ينشئ حسابًا جديدًا بالأمر: { $command }
logged-out = سُجّل خروجك.

## First run

setup-title = أهلًا بك، لنجهّز متجرك
setup-state = صفحة واحدة ثم تبدأ. ويمكنك تغيير كل شيء لاحقًا.
setup-link-bad = رابط الإعداد هذا غير مكتمل
setup-link-bad-text = انسخ العنوان كاملًا كما ظهر في الطرفية عند تشغيل البرنامج، ثم افتحه من جديد.
setup-done-already = سبق تجهيز هذا المتجر. سجّل الدخول من فضلك.
setup-you = أنت
setup-you-hint = الحساب الأول، وله كل الصلاحيات.
setup-name = اسمك
setup-name-hint = كما يناديك زملاؤك.
setup-email = بريدك الإلكتروني
setup-email-hint = تسجّل الدخول به، ولا يظهر للعملاء.
setup-password = كلمة المرور
setup-password-hint = { $min ->
    [zero] لا حد أدنى للأحرف
    [one] حرف واحد على الأقل
    [two] حرفان على الأقل
    [few] { $min } أحرف على الأقل
    [many] { $min } حرفًا على الأقل
   *[other] { $min } حرف على الأقل
}. والجملة القصيرة خيار جيد يسهل تذكّره.
setup-password-weak = يسهل تخمين كلمة المرور هذه. بضع كلمات لا رابط بينها تكفي.
setup-store = متجرك
setup-store-name = اسم المتجر
setup-store-name-hint = اسم المرسِل الذي يراه العملاء في الرسائل.
setup-submit = تجهيز المتجر
setup-done = المتجر جاهز. الخطوة التالية: اربطه لتبدأ الأحداث في الوصول.

login-limited-seconds = محاولات كثيرة. انتظر { $seconds ->
    [zero] لحظات
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوانٍ
    [many] { $seconds } ثانية
   *[other] { $seconds } ثانية
} ثم حاول مجددًا.
setup-done-title = هذا المتجر جاهز
setup-waiting-title = بقيت خطوة واحدة
setup-waiting-state = البرنامج يعمل، ولم يُنشأ حسابه الأول بعد.
setup-waiting-text = عند تشغيل البرنامج ظهر رابط في الطرفية وفي سجل البرنامج. افتحه في المتصفح، فلا يستطيع تجهيز المتجر إلا من يمكنه قراءته.
