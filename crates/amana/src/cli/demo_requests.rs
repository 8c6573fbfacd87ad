//! What some of the demo's customers have asked for by law, so that the queue of requests shows what it is for.

use super::{CommandError, Outcome};
use crate::demo::Demo;
use app::App;
use app::requests::{self, Asked};
use base::Locale;
use foundation::customers::{self, Claim};
use foundation::privacy::{RequestKind, RequestWords};

/// Whose language, what they ask for, what it is about, where it came in, and in which words.
const ASKED: [(Locale, RequestKind, &str, &str, &str); 3] = [
    (Locale::En, RequestKind::Correction, "address", "privacy_centre", "14 Palm Street, flat 3, Jeddah 23423"),
    (Locale::Ar, RequestKind::Access, "", "staff", "اتصلت العميلة بالهاتف وطلبت الاطلاع على كل ما يُحفظ عنها."),
    (
        Locale::Fa,
        RequestKind::Restriction,
        "accuracy",
        "privacy_centre",
        "سفارشی که به نام من ثبت شده، کار من نیست. لطفاً بررسی کنید.",
    ),
];

pub(super) fn open(app: &App, demo: &Demo) -> Outcome {
    for (locale, kind, about, via, text) in ASKED {
        let Some(index) = demo.people.iter().position(|person| person.locale == locale) else { continue };
        let claim = Claim::user_id(&app.keys, &Demo::user_id(index as u32));
        let found = app.db.record.read(|tx| customers::find_identity(tx, &claim.hash))?;
        let Some((customer, _)) = found else { continue };
        let words = RequestWords {
            locale: locale.code().to_owned(),
            about: about.to_owned(),
            text: text.to_owned(),
            reason: String::new(),
        };
        let asked = Asked { customer, kind, via, is_verified: via != "staff", law: None, words, objects_to: Vec::new() };
        requests::open(app, asked, None)?.map_err(|_| CommandError::Words("the demo's requests can't be opened".to_owned()))?;
    }
    Ok(())
}
