## The store's address for questions about data

settings-privacy-email = بريد الاستفسارات عن البيانات
settings-privacy-email-hint = يظهر في الإيصالات وفي إشعار الخصوصية. إن تُرك فارغًا استُخدم عنوان المُرسِل.

## The privacy notice that a store begins with. Customers read it.

notice-first-who = من نحن
notice-first-controller = { $store } هو من يقرّر كيف تُستخدم بياناتك، وهو المسؤول عنها.
notice-first-contact = لأي سؤال عن بياناتك راسلنا على { $contact }.
notice-first-address = عنواننا البريدي: { $address }.
notice-first-what = ما الذي نحتفظ به، ولماذا، ومن يمكنه الاطلاع عليه
notice-first-contract = نحتاج إلى ما يلي لتنفيذ طلباتك، وأساسه القانوني العقد الذي بيننا:
notice-first-asked = أمّا ما يلي فلا نفعله إلا بموافقتك. أساسه القانوني الموافقة، ولك أن تسحبها متى شئت:
notice-first-no = من دون موافقتك لا نحتفظ بشيء من ذلك.
notice-first-purpose = { $purpose }: { $data }. يمكن الاطلاع عليها من قِبل: { $recipients }.
notice-first-long = كم نحتفظ بها
notice-first-long-orders = الطلبات: { $span }.
notice-first-always-orders = الطلبات: إلى أن تطلب حذفها.
notice-first-long-browsing = ما تتصفّحه في متجرنا: { $span }.
notice-first-always-browsing = ما تتصفّحه في متجرنا: إلى أن تطلب حذفه.
notice-first-long-other = الأحداث الأخرى: { $span }.
notice-first-always-other = الأحداث الأخرى: إلى أن تطلب حذفها.
notice-first-long-rest = اسمك وعناوينك وأرقامك: إلى أن تطلب حذفها، أو لا يبقى في ما وافقت عليه ما يحتاج إليها.
notice-first-where = أين توجد، ومن يعمل لحسابنا
notice-first-here = توجد بياناتك على الخادم الذي يقدّم { $host }.
notice-first-mail = تخرج رسائلنا إليك عبر خادم البريد { $host }.
notice-first-history = السجلات الأقدم محفوظة في مساحة التخزين لدى { $host }.
notice-first-nobody = لا يسلّم هذا البرنامج بياناتك إلى أحد سوى من ذُكر.
notice-first-safe = ما الذي يحميها
notice-first-keys = اسمك وعناوينك وأرقامك مشفّرة بمفاتيح تخصّك وحدك.
notice-first-looks = كل اطلاع عليها يُدوَّن: أي فريق، ولأي غرض، ومتى. ولك أن ترى هذا السجل.
notice-first-erase = حين تطلب الحذف النهائي تُتلَف مفاتيحك، فلا يستطيع أحد بعدها قراءة تلك البيانات.
notice-first-rights = القرار لك
notice-first-centre = اطّلع على ما نعرفه عنك، وصحّحه، ونزّل نسخة منه، واعترض عليه، واطلب حذفه نهائيًا، واسحب أي موافقة بالسهولة التي أعطيتها بها: { $address }
notice-first-machine = لا تتّخذ الآلة وحدها أي قرار يخصّك وتترتب عليه آثار قانونية.
notice-first-complain = ولك أيضًا أن تتقدّم بشكوى إلى الجهة المعنية بحماية البيانات حيث تقيم.
