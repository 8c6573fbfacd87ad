# What the store sells, and what letters claim of it.

nav-products = المنتجات
products-title = ماذا يبيع المتجر؟
products-state = عدد المنتجات: { $count }، كما أرسلها متجرك. ولا تُرسَل رسالة تذكر سعرًا أو كمية أو موعد انتهاء غير ما هو مسجَّل هنا.
products-empty = لا منتجات بعد
products-empty-text = يرسلها خادم متجرك واحدًا واحدًا أو دفعة واحدة بمفتاح نطاقه «server». ومنذ ذلك لا تخرج رسالة بسعر لم يعد صحيحًا، ويمكن للقوالب أن تذكر المنتجات.
products-search = البحث في المنتجات
products-none = لا نتائج
products-see-all = عرض الكل
products-column-name = المنتج
products-column-price = السعر
products-column-stock = المتوفر
products-column-changed = آخر تغيير
products-before = قبل: { $amount }

claim-product = المنتج
claim-said = تقول الرسالة
claim-is = المسجَّل في المنتجات
withheld-claim-price = تذكر الرسالة سعرًا غير صحيح
withheld-claim-price-hint = كان السعر المسجَّل لحظة الإرسال غير ذلك، فلم تُرسَل.
withheld-claim-stock = تذكر الرسالة كمية غير صحيحة
withheld-claim-stock-hint = كانت الكمية المسجَّلة لحظة الإرسال غير ذلك، فلم تُرسَل.
withheld-claim-deadline = تذكر الرسالة موعد انتهاء غير صحيح
withheld-claim-deadline-hint = كان الموعد قد مضى لحظة الإرسال، أو أن المسجَّل موعد آخر.
