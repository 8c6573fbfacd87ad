## خطة الرحلة: ما يمنع بدءها

journey-flaw-unreadable = هذه ليست خطة صالحة: راجع السطر { $line }، الحرف { $column }.
journey-flaw-steps = الخطوات أكثر من { $most }. احذف بعضها.
journey-flaw-depth = تقع داخل تفرّعات أعمق من { $most } مستويات. انقلها إلى مستوى أعلى.
journey-flaw-wait = مدة الانتظار من دقيقة واحدة إلى { $most } يومًا.
journey-flaw-weekday = اختر كل يوم من أيام الأسبوع مرة واحدة.
journey-flaw-split = تحتاج إلى طريقين على الأقل و{ $most } على الأكثر، مجموعها ١٠٠.
journey-flaw-holdout-most = لا تزيد مجموعة المقارنة على { $most } من كل مئة شخص.
journey-flaw-goal-days = اجعل مدة الاحتساب من يوم واحد إلى { $most } يومًا.
journey-flaw-exits = عددها أكثر من { $most }. احذف بعضها.
journey-flaw-letter = لم تعد الرسالة «{ $name }» موجودة. اختر غيرها.
journey-flaw-value = ما يُسجَّل نص أو رقم أو نعم أو لا.
journey-flaw-segment = لم تعد هذه الشريحة موجودة. اختر غيرها.
rule-problem-unreadable = تعذّرت قراءة هذه القاعدة. اكتبها من جديد.

## نموذج الخطة

journey-filter-none = كل من حدث له ذلك.
journey-rule-none = لا سؤال بعد.
journey-conditions-by-form = الشروط…
journey-conditions-title = ما الذي يحدث، وبأي شروط
journey-events-of-entry = ما يُدخل الناس
journey-events-of-goal = ما يُرجى أن يفعله الناس
journey-events-of-exit = ما يُخرج الناس
journey-events-of-step = ما تنتظره الخطوة { $number }
journey-exit-number = الحدث { $number }

## يوم يحلّ

journey-ready-birthday = عيد ميلاد
journey-ready-birthday-text = تهنّئ من ذكر تاريخ ميلاده ووافق على هذا الاستخدام له، عند التاسعة صباحًا بتوقيته.
journey-by-date = من حلّ يومه
journey-for-date = إذا كان الدخول بيوم يحلّ، كعيد الميلاد. لا يدخل إلا من وافق على هذا الاستخدام للتاريخ.
journey-date-of = أي يوم
journey-date-of-birthday = عيد ميلاد العميل
journey-date-of-trait = تاريخ أرسله متجرك عنه
journey-date-trait-name = اسم هذا التاريخ لدى متجرك
journey-for-trait = إذا كان تاريخًا أرسله متجرك
journey-date-trait-hint = سمة تحمل تاريخًا مثل 2026-05-04.
journey-date-side = متى يدخل
journey-date-on = في اليوم نفسه
journey-date-before = قبله بأيام
journey-date-after = بعده بأيام
journey-date-days = عدد الأيام
journey-for-days = إذا كان قبله أو بعده
journey-date-time = في أي ساعة
journey-date-yearly = يتكرر كل سنة
journey-date-leap = الساعة بتوقيت العميل نفسه. ومن وُلد في 29 فبراير فيومه الثامن والعشرون في السنوات الأخرى.
journey-date-birthday = عيد ميلاده
journey-date-trait = يوم «{ $name }»
journey-entry-date-on = كل عميل في { $date }، الساعة { $time } بتوقيته.
journey-entry-date-before = كل عميل قبل { $date } بمدة { $span }، الساعة { $time } بتوقيته.
journey-entry-date-after = كل عميل بعد { $date } بمدة { $span }، الساعة { $time } بتوقيته.
journey-entry-date-yearly = كل سنة.
journey-entry-date-once = مرة واحدة.
journey-flaw-date-days = من يوم واحد إلى { $most } يومًا قبل اليوم أو بعده.
rehearsal-unknowable-date = يدخل الناس بيوم يحلّ. تُحفظ هذه التواريخ مختومة ولا تُفتح إلا في يومها، فلا يُطَّلع على أحد من أجل تجربة.
