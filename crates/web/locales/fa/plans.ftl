## طرح مسیر خودکار: آنچه نمی‌گذارد آغاز شود

journey-flaw-at = { $place }: { $said }
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
