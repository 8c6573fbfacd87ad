## The demo's shop

shop-lead = قهوه، چای و چیزهای کوچک دلنشین. همه چیز این‌جا خیالی است: نه پولی جابه‌جا می‌شود و نه کالایی فرستاده.
shop-demo = این فروشگاه نمایشی است. هر کاری این‌جا بکنید، تا جایی که اجازه بدهید، در بخش مدیریت دیده می‌شود.
shop-admin = باز کردن بخش مدیریت
shop-all = همهٔ کالاها
shop-language = زبان
shop-add = افزودن به سبد
shop-quantity = تعداد
shop-cart = سبد خرید
shop-cart-title = سبد خرید شما
shop-cart-empty = سبد خریدتان خالی است
shop-cart-empty-text = چیزی را که دوست دارید انتخاب کنید.
shop-cart-count = { $count ->
    [one] { $count } کالا
   *[other] { $count } کالا
}
shop-remove = برداشتن { $product } از سبد
shop-total = جمع کل
shop-checkout = رفتن به تسویه‌حساب
shop-checkout-title = تسویه‌حساب
shop-checkout-text = نام و ایمیلتان را فقط برای تأیید سفارش می‌خواهیم.
shop-name = نام شما
shop-email = ایمیل شما
shop-email-hint = هر نشانی خیالی کافی است، مثل name@example.com. هیچ ایمیلی از این دستگاه بیرون نمی‌رود.
shop-news = تقریباً ماهی یک بار از چیزهای تازه برایم بنویسید
shop-news-hint = با یک دکمه در هر پیام می‌توانید متوقفش کنید.
shop-order = ثبت سفارش
shop-name-missing = لطفاً نامتان را بنویسید.
shop-thanks = سپاسگزاریم، سفارشتان ثبت شد
shop-thanks-text = سفارش { $order }. تأیید سفارش در راه است: در این نمایش آن را در بخش مدیریت، زیر «پیام‌ها» می‌خوانید.
shop-thanks-choices = هر چه پیش از سفارش اجازه داده یا رد کرده بودید، حالا در پروندهٔ مشتری شماست.
shop-thanks-admin = دیدن سفارش در بخش مدیریت
shop-missing = چنین چیزی این‌جا نیست
