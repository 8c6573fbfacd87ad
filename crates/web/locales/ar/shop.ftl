## The demo's shop

shop-lead = قهوة وشاي وأشياء صغيرة طيبة. كل ما هنا من الخيال: لا يُدفع مال ولا يُوصَّل شيء.
shop-demo = هذا متجر العرض التجريبي. يظهر ما تفعله هنا في لوحة الإدارة بقدر ما تسمح به.
shop-admin = فتح لوحة الإدارة
shop-all = كل المنتجات
shop-language = اللغة
shop-add = إضافة إلى السلة
shop-quantity = العدد
shop-cart = السلة
shop-cart-title = سلتك
shop-cart-empty = سلتك فارغة
shop-cart-empty-text = اختر شيئًا يعجبك.
shop-cart-count = { $count ->
    [zero] لا منتجات
    [one] منتج واحد
    [two] منتجان
    [few] { $count } منتجات
    [many] { $count } منتجًا
   *[other] { $count } منتج
}
shop-remove = إخراج { $product }
shop-total = الإجمالي
shop-checkout = إلى صفحة الدفع
shop-checkout-title = إتمام الطلب
shop-checkout-text = نحتاج إلى اسمك وبريدك الإلكتروني لتأكيد الطلب، لا لشيء غيره.
shop-name = اسمك
shop-email = بريدك الإلكتروني
shop-email-hint = يكفي أي عنوان متخيَّل، مثل name@example.com. لا يخرج بريد من هذا الجهاز.
shop-news = راسلوني بجديدكم مرة في الشهر تقريبًا
shop-news-hint = يمكنك إيقافها بضغطة واحدة من أي رسالة.
shop-order = إرسال الطلب
shop-name-missing = اكتب اسمك من فضلك.
shop-thanks = شكرًا لك، وصلنا طلبك
shop-thanks-text = الطلب { $order }. التأكيد في طريقه إليك: في العرض التجريبي تقرؤه في لوحة الإدارة ضمن الرسائل.
shop-thanks-choices = ما سمحت به قبل الطلب صار جزءًا من سجلك عميلًا، وكذلك ما رفضته.
shop-thanks-admin = اعرض الطلب في لوحة الإدارة
shop-missing = لا يوجد هنا شيء كهذا
