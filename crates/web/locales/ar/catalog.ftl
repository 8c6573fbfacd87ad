# What the store sells, and what letters claim of it.

nav-products = المنتجات
products-title = ماذا يبيع المتجر؟
products-state = لا تُرسَل أي رسالة تذكر سعرًا أو كمية أو موعد انتهاء يخالف ما هنا.
products-empty = لا منتجات بعد
products-empty-text = يرسلها خادم متجرك بمفتاح نطاقه «خادم». وعندها لا تخرج رسالة بسعر لم يعد صحيحًا، ويمكن للقوالب أن تذكر المنتجات، ويمكن إبلاغ من شاهد منتجًا بانخفاض سعره.
products-make-key = إنشاء مفتاح
products-sample = أول منتج
products-sample-text = يكفي طلب واحد لإرسال منتج أو تعديله، ويمكن إرسال ٢٥٠ منتجًا دفعة واحدة إلى { $path }.
products-search = البحث في المنتجات
products-none = لا نتائج
products-none-text = لا يوجد منتج يتضمن اسمه أو معرّفه هذه الكلمات.
products-see-all = عرض الكل
products-column-name = المنتج
products-column-price = السعر
products-column-until = ينتهي السعر
products-column-stock = المتوفر
products-column-goes-with = ما يناسبه
products-column-changed = آخر تغيير
products-before = قبل التخفيض: { $amount }
products-ended = انتهى
count-products = { $count ->
    [zero] لا منتجات
    [one] منتج واحد
    [two] منتجان
    [few] { $count } منتجات
    [many] { $count } منتجًا
   *[other] { $count } منتج
}

## What a message claims that is not so

claim-product = المنتج
claim-said = تقول الرسالة
claim-is = في قائمة المنتجات
claim-until = حتى { $date }
withheld-claim-product = تذكر منتجًا غير موجود في قائمة المنتجات
withheld-claim-product-hint = أرسل المنتج إلى قائمة المنتجات، أو احذفه من القالب.
withheld-claim-price = السعر المذكور فيها يخالف قائمة المنتجات
withheld-claim-price-hint = تغيّر السعر قبل إرسالها، فلم تُرسَل كي لا يقرأ العميل سعرًا غير صحيح.
withheld-claim-stock = الكمية المذكورة فيها تخالف قائمة المنتجات
withheld-claim-stock-hint = تغيّرت الكمية قبل إرسالها، فلم تُرسَل كي لا يقرأ العميل رقمًا غير صحيح.
withheld-claim-deadline = العرض المذكور فيها انتهى أو تغيّر موعد انتهائه
withheld-claim-deadline-hint = لم تُرسَل كي لا يُوعَد العميل بعرض غير قائم.
withheld-nothing-goes-with = لا منتج يناسب ما تتحدث عنه
withheld-nothing-goes-with-hint = ليس في قائمة المنتجات منتج متوفر يناسب ما تتحدث عنه. اذكر مع كل منتج ما يناسبه من المنتجات الأخرى.

## A price that fell

event-product-price-dropped = انخفاض سعر منتج شاهده العميل
story-price-dropped = انخفاض سعر «{ $product }» بعد مشاهدته
story-a-price-dropped = انخفاض سعر منتج بعد مشاهدته
rule-did-product-price-dropped = انخفض سعر منتج شاهده
rule-didnt-product-price-dropped = لم ينخفض سعر أي منتج شاهده
rule-doing-product-price-dropped = انخفاض سعر منتج شاهده
privacy-standing-price-drops = انخفاض أسعار ما شاهدته

## Where letters are written

template-help-products = منتجات متجرك
template-help-products-text = يُذكر المنتج بمعرّفه، ويظهر كما هو في قائمة المنتجات لحظة الإرسال. وما لا تذكره القائمة عنه يمنع إرسال الرسالة، فاسأل عنه أولًا بشرط. لعرض جميع المنتجات:
quality-unknown-product = لا يوجد في قائمة المنتجات منتج بهذا المعرّف: { $detail }
quality-unknown-product-do = صحّح المعرّف، أو أرسل المنتج إلى القائمة أولًا.
quality-typed-price = هذا المبلغ مكتوب باليد: { $detail }
quality-typed-price-do = إن كان سعر منتج فاكتب بدلًا منه ⁦products['…'].price⁩، فيكون صحيحًا لحظة الإرسال.

## The audit log

audit-subject-products = المنتجات
deed-products-changed = تعديل منتجات
deed-product-deleted = حذف منتج
