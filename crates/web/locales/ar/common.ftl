## The shell

shell-product = أمانة
shell-skip = تخطَّ إلى المحتوى
shell-navigation = القائمة الرئيسية
shell-menu = القائمة
shell-search = ابحث في العملاء والطلبات
shell-search-hint = اسم أو بريد أو هاتف أو رقم طلب…
shell-search-go = بحث
shell-language = اللغة
shell-theme = المظهر
shell-account = حسابك
shell-signed-in-as = سجّلت الدخول باسم
shell-password = تغيير كلمة المرور
shell-log-out = تسجيل الخروج
shell-breadcrumb = مسار الصفحة

nav-home = الرئيسية
nav-customers = العملاء
nav-messages = الرسائل
nav-live = مباشر
nav-set-aside = أحداث مستبعدة
nav-privacy = الخصوصية
nav-settings = الإعدادات

theme-auto = حسب الجهاز
theme-light = فاتح
theme-dark = داكن

## Components

progress-of = { $done } من { $total }
filter-apply = تصفية
search-apply = بحث
filter-clear = مسح
filter-all = الكل
as-of = حتى
copy-this = نسخ { $text }
copy-done = تم النسخ
copy-all = نسخ
value-withheld = محجوبة.
value-none = لا يوجد
value-yes = نعم
value-no = لا
value-on = مفعّل
value-off = متوقف
value-unknown = غير معروف
value-never = لم يحدث بعد
value-unlimited = بلا تاريخ انتهاء
pager-label = الصفحات
pager-previous = الأحدث
pager-next = الأقدم
pager-shown = { $count ->
    [zero] لا شيء في هذه الصفحة
    [one] عنصر واحد في هذه الصفحة
    [two] عنصران في هذه الصفحة
    [few] { $count } عناصر في هذه الصفحة
    [many] { $count } عنصرًا في هذه الصفحة
   *[other] { $count } عنصر في هذه الصفحة
}
live-on = مباشر
live-off = غير متصل
live-paused = متوقف مؤقتًا
live-pause = إيقاف مؤقت
live-resume = متابعة
live-refresh = تحديث
chart-empty = لا شيء لعرضه بعد.
chart-table = عرض في جدول
chart-time = الوقت
chart-later = يظهر الرسم البياني هنا حين تتوفر ثلاث قيم على الأقل.
chart-hour-so-far = هذه الساعة حتى الآن
chart-today-so-far = اليوم حتى الآن
chart-month-so-far = هذا الشهر حتى الآن

## Actions

action-save = حفظ
action-cancel = إلغاء
action-add = إضافة
action-create = إنشاء
action-edit = تعديل
action-delete = حذف
action-remove = إزالة
action-revoke = إبطال
action-back = رجوع
action-continue = متابعة
action-close = إغلاق
action-undo = تراجع
action-retry = إعادة المحاولة
action-send = إرسال
action-send-now = إرسال الآن
action-refresh = تحديث
action-download = تنزيل
action-export-csv = تصدير CSV
action-view = عرض
action-view-all = عرض الكل
action-details = التفاصيل
action-show-more = عرض المزيد

## Forms

form-errors = { $count ->
    [zero] لا شيء يحتاج إلى مراجعة
    [one] أمر واحد يحتاج إلى مراجعة
    [two] أمران يحتاجان إلى مراجعة
    [few] { $count } أمور تحتاج إلى مراجعة
    [many] { $count } أمرًا يحتاج إلى مراجعة
   *[other] { $count } أمر يحتاج إلى مراجعة
}
form-optional = (اختياري)
form-saved = تم الحفظ.
form-not-saved = لم يُحفظ شيء. راجع الحقول المعلَّمة من فضلك.
form-required = املأ هذا الحقل من فضلك.
form-too-long = الحد الأقصى { $max ->
    [zero] { $max } حرف
    [one] حرف واحد
    [two] حرفان
    [few] { $max } أحرف
    [many] { $max } حرفًا
   *[other] { $max } حرف
}.
form-too-short = الحد الأدنى { $min ->
    [zero] { $min } حرف
    [one] حرف واحد
    [two] حرفان
    [few] { $min } أحرف
    [many] { $min } حرفًا
   *[other] { $min } حرف
}.
form-not-email = هذا ليس عنوان بريد إلكتروني. مثال صحيح: name@example.com
form-not-phone = هذا ليس رقم هاتف. مثال صحيح: ‎+966 50 123 4567‎
form-not-number = اكتب عددًا صحيحًا من فضلك.
form-not-choice = اختر من القائمة من فضلك.
form-not-url = هذا ليس عنوان موقع. مثال صحيح: https://example.com
form-not-host = هذا ليس اسم مضيف. مثال صحيح: mail.example.com
form-expired = ظلّت هذه الصفحة مفتوحة مدة طويلة، فلم يتغيّر شيء. أرسلها مرة أخرى من فضلك.

## Time

when-now = الآن
when-yesterday = أمس
when-tomorrow = غدًا
when-minutes-ago = { $count ->
    [zero] الآن
    [one] قبل دقيقة
    [two] قبل دقيقتين
    [few] قبل { $count } دقائق
    [many] قبل { $count } دقيقة
   *[other] قبل { $count } دقيقة
}
when-hours-ago = { $count ->
    [zero] الآن
    [one] قبل ساعة
    [two] قبل ساعتين
    [few] قبل { $count } ساعات
    [many] قبل { $count } ساعة
   *[other] قبل { $count } ساعة
}
when-days-ago = { $count ->
    [zero] اليوم
    [one] قبل يوم
    [two] قبل يومين
    [few] قبل { $count } أيام
    [many] قبل { $count } يومًا
   *[other] قبل { $count } يوم
}
when-in-minutes = { $count ->
    [zero] الآن
    [one] بعد دقيقة
    [two] بعد دقيقتين
    [few] بعد { $count } دقائق
    [many] بعد { $count } دقيقة
   *[other] بعد { $count } دقيقة
}
when-in-hours = { $count ->
    [zero] الآن
    [one] بعد ساعة
    [two] بعد ساعتين
    [few] بعد { $count } ساعات
    [many] بعد { $count } ساعة
   *[other] بعد { $count } ساعة
}
when-in-days = { $count ->
    [zero] اليوم
    [one] بعد يوم
    [two] بعد يومين
    [few] بعد { $count } أيام
    [many] بعد { $count } يومًا
   *[other] بعد { $count } يوم
}

span-milliseconds = { $count } ملي ثانية
span-seconds = { $count ->
    [zero] { $count } ثانية
    [one] ثانية واحدة
    [two] ثانيتان
    [few] { $count } ثوانٍ
    [many] { $count } ثانية
   *[other] { $count } ثانية
}
span-minutes = { $count ->
    [zero] { $count } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
span-hours = { $count ->
    [zero] { $count } ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
span-days = { $count ->
    [zero] { $count } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
span-two = { $first } و{ $second }

size-bytes = { $size } بايت
size-kilobytes = { $size } كيلوبايت
size-megabytes = { $size } ميغابايت
size-gigabytes = { $size } غيغابايت
size-terabytes = { $size } تيرابايت

## Counts

count-customers = { $count ->
    [zero] لا عملاء
    [one] عميل واحد
    [two] عميلان
    [few] { $count } عملاء
    [many] { $count } عميلًا
   *[other] { $count } عميل
}
count-events = { $count ->
    [zero] لا أحداث
    [one] حدث واحد
    [two] حدثان
    [few] { $count } أحداث
    [many] { $count } حدثًا
   *[other] { $count } حدث
}
count-messages = { $count ->
    [zero] لا رسائل
    [one] رسالة واحدة
    [two] رسالتان
    [few] { $count } رسائل
    [many] { $count } رسالة
   *[other] { $count } رسالة
}
count-orders = { $count ->
    [zero] لا طلبات
    [one] طلب واحد
    [two] طلبان
    [few] { $count } طلبات
    [many] { $count } طلبًا
   *[other] { $count } طلب
}
count-items = { $count ->
    [zero] لا منتجات
    [one] منتج واحد
    [two] منتجان
    [few] { $count } منتجات
    [many] { $count } منتجًا
   *[other] { $count } منتج
}
count-times = { $count ->
    [zero] ولا مرة
    [one] مرة واحدة
    [two] مرتان
    [few] { $count } مرات
    [many] { $count } مرة
   *[other] { $count } مرة
}

form-choose = اختر من فضلك

## Lists inside a sentence

list-more = { $first } و{ $next }
list-last = { $first } و{ $last }
list-comma = ،
and-more = { $count ->
    [zero] ولا شيء غيرها
    [one] وواحد آخر
    [two] واثنان آخران
    [few] و{ $count } أخرى
    [many] و{ $count } غيرها
   *[other] و{ $count } غيرها
}
