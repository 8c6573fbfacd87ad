## What agreements brought, in the customer's own pages

privacy-nav-benefits = ما عادت به موافقاتك
ledger-title = ما عادت به موافقاتك
ledger-state = ما حصلت عليه مقابل ما تشاركه مع { $store }، وما باعه { $store } بفضله.
ledger-nothing = لا شيء بعد
ledger-nothing-text = ما إن توافق على شيء هنا حتى تعرض هذه الصفحة ما يعود به عليك وما يعود به على المتجر.
ledger-more = التفاصيل
ledger-you = ما عاد به عليك
ledger-you-none = لا شيء حتى الآن، في حدود ما نعلم.
ledger-us = ما عاد به على { $store }
ledger-us-not-counted = لا يمكن معرفة ما يعود به هذا على المتجر من طلبات بعينها، ولذلك لا نحسبه.
ledger-us-no-letter = لم تصلك منا أي رسالة بعد، فلم نبع شيئًا بفضل هذه الموافقة.
ledger-us-none = { $count ->
    [zero] بموافقتك أرسلنا إليك { $letters }، ولم تشترِ شيئًا خلال { $days } أيام بعد أيٍّ منها، فلم نبع شيئًا بفضلها.
    [one] بموافقتك أرسلنا إليك { $letters }، ولم تشترِ شيئًا خلال { $days } أيام بعدها، فلم نبع شيئًا بفضلها.
    [two] بموافقتك أرسلنا إليك { $letters }، ولم تشترِ شيئًا خلال { $days } أيام بعد أيٍّ منهما، فلم نبع شيئًا بفضلها.
    [few] بموافقتك أرسلنا إليك { $letters }، ولم تشترِ شيئًا خلال { $days } أيام بعد أيٍّ منها، فلم نبع شيئًا بفضلها.
    [many] بموافقتك أرسلنا إليك { $letters }، ولم تشترِ شيئًا خلال { $days } أيام بعد أيٍّ منها، فلم نبع شيئًا بفضلها.
   *[other] بموافقتك أرسلنا إليك { $letters }، ولم تشترِ شيئًا خلال { $days } أيام بعد أيٍّ منها، فلم نبع شيئًا بفضلها.
}
ledger-us-sold = { $count ->
    [zero] بموافقتك أرسلنا إليك { $letters }، واشتريت بعدها بمبلغ { $sums } إجمالًا.
    [one] بموافقتك أرسلنا إليك { $letters }، واشتريت بعدها بمبلغ { $sums } إجمالًا.
    [two] بموافقتك أرسلنا إليك { $letters }، واشتريت بعدهما بمبلغ { $sums } إجمالًا.
    [few] بموافقتك أرسلنا إليك { $letters }، واشتريت بعدها بمبلغ { $sums } إجمالًا.
    [many] بموافقتك أرسلنا إليك { $letters }، واشتريت بعدها بمبلغ { $sums } إجمالًا.
   *[other] بموافقتك أرسلنا إليك { $letters }، واشتريت بعدها بمبلغ { $sums } إجمالًا.
}
ledger-since = منذ { $date } حصلت بفضل هذه الموافقة على: { $what }.
ledger-worth = { $what } (بقيمة { $sums })
ledger-count-letters = { $count ->
    [zero] لا رسائل
    [one] رسالة واحدة
    [two] رسالتين
    [few] { $count } رسائل
    [many] { $count } رسالة
   *[other] { $count } رسالة
}
ledger-count-reward = { $count ->
    [zero] لا مكافآت
    [one] مكافأة واحدة
    [two] مكافأتين
    [few] { $count } مكافآت
    [many] { $count } مكافأة
   *[other] { $count } مكافأة
}
ledger-count-discount = { $count ->
    [zero] لا خصومات
    [one] خصم واحد
    [two] خصمين
    [few] { $count } خصومات
    [many] { $count } خصمًا
   *[other] { $count } خصم
}
ledger-count-early-access = { $count ->
    [zero] لا وصول مبكر
    [one] وصول مبكر مرة واحدة
    [two] وصول مبكر مرتين
    [few] وصول مبكر { $count } مرات
    [many] وصول مبكر { $count } مرة
   *[other] وصول مبكر { $count } مرة
}
ledger-count-recommendation = { $count ->
    [zero] لا اقتراحات
    [one] اقتراح واحد
    [two] اقتراحين
    [few] { $count } اقتراحات
    [many] { $count } اقتراحًا
   *[other] { $count } اقتراح
}
ledger-count-useful-letter = { $count ->
    [zero] لا رسائل مفيدة
    [one] رسالة مفيدة واحدة
    [two] رسالتين مفيدتين
    [few] { $count } رسائل مفيدة
    [many] { $count } رسالة مفيدة
   *[other] { $count } رسالة مفيدة
}
benefit-reward = مكافأة
benefit-discount = خصم
benefit-early-access = وصول مبكر
benefit-recommendation = اقتراح
benefit-letter = رسالة مفيدة
ledger-how = كيف نحسب
ledger-how-text = يُحتسب الطلب إذا قدّمته خلال { $days } أيام بعد رسالة منا، ومرة واحدة فقط، لآخر رسالة سبقته. ولا نعلم هل اشتريت بسبب الرسالة أم لا. والمبلغ هو ما دفعته بعد طرح ما استرددته، ولا تُحتسب الطلبات الملغاة. وليس هو ما بقي لنا بعد تكاليفنا.
export-part-benefits = ما عادت به موافقاتك عليك.
export-part-sold-after-letters = ما باعه المتجر بعد الرسائل، بحسب الموافقة.

## What nobody used

unused-title = لم تُستخدم منذ مدة طويلة
unused-never = وافقت على «{ $what }» في { $date }، ولم نستخدم موافقتك منذ ذلك الحين. هل تريد سحبها؟
unused-since = لم نستخدم موافقتك على «{ $what }» منذ { $date }. هل تريد سحبها؟
unused-back = سحب الموافقة
unused-keep = الإبقاء عليها
unused-keep-until = إذا أبقيت عليها فستسري حتى { $date }.

## For the staff, of everybody together

privacy-tab-benefits = الأخذ والعطاء
benefits-title = بماذا تعود الموافقات على العملاء، وبماذا تعود عليك؟
benefits-state = لجميع العملاء معًا. ولا يُعرض أي مبلغ يشترك فيه أقل من { $count } أشخاص.
benefits-column-agree = الموافقون
benefits-column-letters = الرسائل المرسلة
benefits-column-got = ما حصل عليه العملاء
benefits-column-sold = المبيعات بعد الرسائل
benefits-few = أقل من { $count } أشخاص
benefits-nothing-sold = لا شيء حتى الآن
benefits-not-counted = لا يُحسب
benefits-none = لم يوافق أحد على شيء بعد
benefits-none-text = ما إن يوافق العملاء حتى تعرض هذه الصفحة ما يعود به ذلك عليهم وعليك. أما المكافآت والخصومات وما شابهها فيُبلَّغ عنها عبر API.
benefits-how-text = يُحتسب الطلب إذا قُدِّم خلال { $days } أيام بعد رسالة، ومرة واحدة فقط، لآخر رسالة سبقته، بما دُفع ولم يُسترد. ولا أحد يعلم هل كانت الرسالة هي السبب. ويقرأ كل عميل الأمر نفسه عن نفسه في مركز الخصوصية.
benefits-offer = عرض إعادة ما لا يُستخدم
benefits-offer-text = إذا لم تُستخدم موافقة في شيء طوال هذه المدة، لا اطّلاع ولا رسالة ولا منفعة، يُعرض على العميل في مركز الخصوصية أن يسحبها أو يُبقي عليها.
benefits-offer-after = مدة عدم الاستخدام
benefits-offer-save = حفظ
benefits-months = { $count ->
    [zero] أقل من شهر
    [one] شهر واحد
    [two] شهران
    [few] { $count } أشهر
    [many] { $count } شهرًا
   *[other] { $count } شهر
}
event-benefit-given = منفعة مُنحت
story-benefit = حصل على منفعة من المتجر
