## خطة الرحلة: ما يمنع بدءها

journey-flaw-at = { $place }: { $said }
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
