## طرح مسیر خودکار: آنچه نمی‌گذارد آغاز شود

journey-flaw-unreadable = این طرح خوانده نمی‌شود: سطر { $line }، نویسهٔ { $column } را ببینید.
journey-flaw-steps = بیش از { $most } گام دارد. چندتا را بردارید.
journey-flaw-depth = درون بیش از { $most } لایه شاخه جا گرفته است. آن را بیرون‌تر بیاورید.
journey-flaw-wait = هر انتظار از ۱ دقیقه تا { $most } روز است.
journey-flaw-weekday = هر روز هفته را یک بار برگزینید.
journey-flaw-split = باید ۲ تا { $most } راه داشته باشد که جمع آن‌ها ۱۰۰ شود.
journey-flaw-holdout-most = گروه شاهد از هر صد نفر حداکثر { $most } نفر است.
journey-flaw-goal-days = شمارش را ۱ تا { $most } روز بگذارید.
journey-flaw-exits = بیش از { $most } تا است. چندتا را بردارید.
journey-flaw-letter = نامهٔ «{ $name }» دیگر وجود ندارد. نامهٔ دیگری برگزینید.
journey-flaw-value = آنچه ثبت می‌شود متن، عدد، بله یا نه است.
journey-flaw-segment = این گروه دیگر وجود ندارد. گروه دیگری برگزینید.
rule-problem-unreadable = این قاعده خوانده نمی‌شود. از نو بنویسیدش.

## فرم طرح

journey-filter-none = هر کسی که برایش رخ دهد.
journey-rule-none = هنوز چیزی پرسیده نمی‌شود.
journey-conditions-by-form = شرط‌ها…
journey-conditions-title = چه رخ می‌دهد و با چه شرط‌هایی
journey-events-of-entry = آنچه مشتری را وارد می‌کند
journey-events-of-goal = کاری که امید دارید مشتری‌ها بکنند
journey-events-of-exit = آنچه مشتری را بیرون می‌برد
journey-events-of-step = آنچه گام { $number } در انتظارش است
journey-exit-number = رویداد { $number }

## روزی که فرا می‌رسد

journey-ready-birthday = زادروز
journey-ready-birthday-text = به کسانی که تاریخ تولدشان را گفته و با این استفاده از آن موافقت کرده‌اند، ساعت نه صبح به وقت خودشان شادباش می‌گوید.
journey-by-date = هر کسی که روزش فرا برسد
journey-for-date = اگر با فرا رسیدن روزی وارد می‌شوند، مانند زادروز. تنها کسی وارد می‌شود که با این استفاده از تاریخ موافقت کرده باشد.
journey-date-of = کدام روز
journey-date-of-birthday = زادروز مشتری
journey-date-of-trait = تاریخی که فروشگاهتان درباره‌اش فرستاده است
journey-date-trait-name = نام آن تاریخ در فروشگاهتان
journey-for-trait = اگر تاریخی است که فروشگاهتان فرستاده
journey-date-trait-hint = ویژگی‌ای که تاریخی مانند 2026-05-04 دارد.
journey-date-side = چه وقت وارد می‌شوند
journey-date-on = همان روز
journey-date-before = چند روز پیش از آن
journey-date-after = چند روز پس از آن
journey-date-days = چند روز
journey-for-days = اگر پیش یا پس از آن است
journey-date-time = در چه ساعتی
journey-date-yearly = هر سال از نو
journey-date-leap = ساعت به وقت خود مشتری است. کسی که ۲۹ فوریه زاده شده، در سال‌های دیگر روزش ۲۸ فوریه است.
journey-date-birthday = زادروزش
journey-date-trait = روز «{ $name }»
journey-entry-date-on = هر کسی در { $date }، ساعت { $time } به وقت خودش.
journey-entry-date-before = هر کسی { $span } پیش از { $date }، ساعت { $time } به وقت خودش.
journey-entry-date-after = هر کسی { $span } پس از { $date }، ساعت { $time } به وقت خودش.
journey-entry-date-yearly = هر سال.
journey-entry-date-once = یک بار.
journey-flaw-date-days = ۱ تا { $most } روز پیش یا پس از آن روز.
rehearsal-unknowable-date = مشتری‌ها با فرا رسیدن روزی وارد می‌شوند. این تاریخ‌ها مهر و موم نگه داشته می‌شوند و تنها در همان روز باز می‌شوند، پس برای آزمایش به کسی نگاه نمی‌شود.
