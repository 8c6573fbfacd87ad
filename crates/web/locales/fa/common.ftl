## The shell

shell-product = امانت
shell-skip = رفتن به محتوا
shell-navigation = منوی اصلی
shell-menu = منو
shell-search = جست‌وجوی مشتریان و سفارش‌ها
shell-search-hint = نام، ایمیل، تلفن، سفارش…
shell-search-go = جست‌وجو
shell-language = زبان
shell-theme = ظاهر
shell-account = حساب شما
shell-signed-in-as = با این نام وارد شده‌اید:
shell-password = تغییر گذرواژه
shell-log-out = خروج
shell-breadcrumb = مسیر این صفحه

nav-home = خانه
nav-customers = مشتریان
nav-messages = پیام‌ها
nav-live = رویدادهای زنده
nav-set-aside = کنارگذاشته‌ها
nav-privacy = حریم خصوصی
nav-settings = تنظیمات

theme-auto = مطابق دستگاه
theme-light = روشن
theme-dark = تیره

## Components

progress-of = { $done } از { $total }
filter-apply = اعمال فیلتر
search-apply = جست‌وجو
filter-clear = حذف فیلتر
filter-all = همه
as-of = به‌روز تا
copy-this = کپی کردن { $text }
copy-done = کپی شد
copy-all = کپی
value-withheld = نمایش داده نمی‌شود.
value-none = ندارد
value-yes = بله
value-no = خیر
value-on = روشن
value-off = خاموش
value-unknown = نامعلوم
value-never = هرگز
value-unlimited = بدون تاریخ پایان
pager-label = صفحه‌ها
pager-previous = جدیدترها
pager-next = قدیمی‌ترها
pager-shown = { $count ->
    [one] { $count } مورد در این صفحه
   *[other] { $count } مورد در این صفحه
}
live-on = زنده
live-off = متصل نیست
live-paused = موقتاً متوقف
live-pause = توقف موقت
live-resume = ادامه
live-refresh = تازه‌سازی
chart-empty = هنوز چیزی برای نمایش نیست.
chart-table = نمایش به‌صورت جدول
chart-time = زمان
chart-later = وقتی دست‌کم سه مقدار ثبت شود، نمودارش اینجا می‌آید.
chart-hour-so-far = این ساعت تا این لحظه
chart-today-so-far = امروز تا این لحظه
chart-month-so-far = این ماه تا این لحظه

## Actions

action-save = ذخیره
action-cancel = انصراف
action-add = افزودن
action-create = ساختن
action-edit = ویرایش
action-delete = حذف
action-remove = برداشتن
action-revoke = باطل کردن
action-back = بازگشت
action-continue = ادامه
action-close = بستن
action-undo = برگرداندن
action-retry = تلاش دوباره
action-send = ارسال
action-send-now = ارسال فوری
action-refresh = تازه‌سازی
action-download = دریافت
action-export-csv = خروجی CSV
action-view = دیدن
action-view-all = دیدن همه
action-details = جزئیات
action-show-more = نمایش بیشتر

## Forms

form-errors = { $count ->
    [one] { $count } مورد نیاز به بازبینی دارد
   *[other] { $count } مورد نیاز به بازبینی دارد
}
form-optional = (اختیاری)
form-saved = ذخیره شد.
form-not-saved = چیزی ذخیره نشد. لطفاً فیلدهای مشخص‌شده را بازبینی کنید.
form-required = لطفاً این فیلد را پر کنید.
form-too-long = حداکثر { $max ->
    [one] { $max } نویسه
   *[other] { $max } نویسه
} مجاز است.
form-too-short = دست‌کم { $min ->
    [one] { $min } نویسه
   *[other] { $min } نویسه
} لازم است.
form-not-email = نشانی ایمیل درست نیست. نمونهٔ درست: name@example.com
form-not-phone = شمارهٔ تلفن درست نیست. نمونهٔ درست: ‎+98 912 345 6789
form-not-number = لطفاً یک عدد صحیح بنویسید.
form-not-choice = لطفاً یکی از گزینه‌های فهرست را انتخاب کنید.
form-not-url = نشانی وب درست نیست. نمونهٔ درست: https://example.com
form-not-host = نام میزبان (هاست) درست نیست. نمونهٔ درست: mail.example.com
form-expired = این صفحه مدت زیادی باز مانده بود، برای همین چیزی تغییر نکرد. لطفاً یک بار دیگر بفرستید.

## Time

when-now = همین حالا
when-yesterday = دیروز
when-tomorrow = فردا
when-minutes-ago = { $count ->
    [one] { $count } دقیقه پیش
   *[other] { $count } دقیقه پیش
}
when-hours-ago = { $count ->
    [one] { $count } ساعت پیش
   *[other] { $count } ساعت پیش
}
when-days-ago = { $count ->
    [one] { $count } روز پیش
   *[other] { $count } روز پیش
}
when-in-minutes = { $count ->
    [one] { $count } دقیقه دیگر
   *[other] { $count } دقیقه دیگر
}
when-in-hours = { $count ->
    [one] { $count } ساعت دیگر
   *[other] { $count } ساعت دیگر
}
when-in-days = { $count ->
    [one] { $count } روز دیگر
   *[other] { $count } روز دیگر
}

span-milliseconds = { $count } میلی‌ثانیه
span-seconds = { $count } ثانیه
span-minutes = { $count } دقیقه
span-hours = { $count } ساعت
span-days = { $count } روز
span-two = { $first } و { $second }

size-bytes = { $size } بایت
size-kilobytes = { $size } کیلوبایت
size-megabytes = { $size } مگابایت
size-gigabytes = { $size } گیگابایت
size-terabytes = { $size } ترابایت

## Counts

count-customers = { $count ->
    [one] { $count } مشتری
   *[other] { $count } مشتری
}
count-events = { $count ->
    [one] { $count } رویداد
   *[other] { $count } رویداد
}
count-messages = { $count ->
    [one] { $count } پیام
   *[other] { $count } پیام
}
count-orders = { $count ->
    [one] { $count } سفارش
   *[other] { $count } سفارش
}
count-items = { $count ->
    [one] { $count } کالا
   *[other] { $count } کالا
}
count-times = { $count ->
    [one] { $count } بار
   *[other] { $count } بار
}

form-choose = انتخاب کنید

## Lists inside a sentence

list-more = { $first }، { $next }
list-last = { $first } و { $last }
list-comma = ،
and-more = و { $count } مورد دیگر
