//! The demo's own template: published in two of three languages, so that one sees what readers of the third get.

use super::{CommandError, Outcome};
use app::App;
use app::templates;
use capabilities::messaging::{About, Draft, Written};
use std::collections::BTreeMap;

const EN: [&str; 3] = [
    "{% if customer.name != \"\" %}{{ customer.name }}, something{% else %}Something{% endif %} new for the season",
    "Three small things for the table, and where to find them.",
    "# New for the season

{% if customer.name != \"\" %}{{ customer.name }}, the{% else %}The{% endif %} evenings are getting longer, and so are dinners. \
     Here is what we have made for them.

- A cedarwood board that is wide enough for everybody
- Linen napkins in four colours
- Smoked sea salt, in a jar that can be filled again

[See what is new]({{ store.url }})

> You decide how often we write: a link below leads to your choices.
",
];

const AR: [&str; 3] = [
    "{% if customer.name != \"\" %}{{ customer.name }}، {% endif %}جديد الموسم وصل",
    "ثلاثة أشياء صغيرة للمائدة، وأين تجدها.",
    "# جديد الموسم

{% if customer.name != \"\" %}{{ customer.name }}، {% endif %}الأمسيات تطول، ومعها جلسات العشاء. إليك ما أعددناه لها.

- لوح تقديم من خشب الأرز يتّسع للجميع
- مناديل كتّان بأربعة ألوان
- ملح بحري مدخَّن في وعاء يُعاد ملؤه

[اكتشف الجديد]({{ store.url }})

> أنت من يقرر كم مرة نكتب إليك: في الأسفل رابط إلى اختياراتك.
",
];

pub(super) fn lay(app: &App) -> Outcome {
    let (now, mut rng) = (app.clock.now(), app.fork_rng());
    let letters = [("en", EN), ("ar", AR)].map(|(code, [subject, preheader, body])| {
        let [subject, preheader, body] = [subject, preheader, body].map(str::to_owned);
        (code.to_owned(), Written { subject, preheader, body, ..Written::default() })
    });
    let draft = Draft {
        name: "New for the season".to_owned(),
        is_marketing: true,
        about: About::Customer,
        topic: String::new(),
        letters: BTreeMap::from(letters),
    };
    let laid = app.recorder.submit(move |tx| {
        let id = templates::create(tx, &mut rng, draft, now)?;
        templates::publish(tx, id, now)
    });
    laid.wait().map(drop).map_err(|not| CommandError::Words(not.to_string()))
}
