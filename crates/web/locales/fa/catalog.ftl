# What the store sells, and what letters claim of it.

nav-products = کالاها
products-title = فروشگاه چه می‌فروشد؟
products-state = { $count } کالا، همان‌طور که فروشگاه شما فرستاده است. پیامی که قیمت، موجودی یا پایان دیگری را ادعا کند فرستاده نمی‌شود.
products-empty = هنوز کالایی نیست
products-empty-text = سرور فروشگاه شما آن‌ها را با کلیدی با دامنهٔ «server» یکی‌یکی یا یک‌جا می‌فرستد. از آن پس هیچ پیامی با قیمتی که دیگر درست نیست بیرون نمی‌رود و قالب‌ها می‌توانند از کالاها نام ببرند.
products-search = جست‌وجوی کالا
products-none = چیزی پیدا نشد
products-see-all = دیدن همه
products-column-name = کالا
products-column-price = قیمت
products-column-stock = موجودی
products-column-changed = آخرین تغییر
products-before = پیش‌تر: { $amount }

claim-product = کالا
claim-said = پیام می‌گوید
claim-is = در فهرست کالاها
withheld-claim-price = پیام قیمتی را ادعا می‌کند که درست نیست
withheld-claim-price-hint = هنگام ارسال قیمت دیگری ثبت شده بود، پس پیام فرستاده نشد.
withheld-claim-stock = پیام موجودی‌ای را ادعا می‌کند که درست نیست
withheld-claim-stock-hint = هنگام ارسال موجودی دیگری ثبت شده بود، پس پیام فرستاده نشد.
withheld-claim-deadline = پیام مهلتی را ادعا می‌کند که درست نیست
withheld-claim-deadline-hint = هنگام ارسال مهلت گذشته بود، یا تاریخ دیگری ثبت شده است.
