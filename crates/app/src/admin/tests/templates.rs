//! The pages of templates: written, looked at, published, an older version back again, deleted.

use super::*;
use capabilities::messaging::{self, OwnTemplate};
use proptest::prelude::*;
use web::i18n::plain;

const PATH: &str = "/admin/templates";

fn kept(test: &TestApp) -> Vec<OwnTemplate> {
    test.app.db.record.read(messaging::own_templates).unwrap()
}

fn fields<'a>(lang: &'a str, wish: &'a str, subject: &'a str, body: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("lang", lang),
        ("do", wish),
        ("name", "Spring"),
        ("kind", "marketing"),
        ("about", "cart"),
        ("topic", ""),
        ("format", "blocks"),
        ("subject", subject),
        ("preheader", ""),
        ("body", body),
    ]
}

/// A new letter, as its pages name it.
fn started(test: &TestApp, owner: &mut Browser<'_>, from: &str) -> String {
    let before: Vec<_> = kept(test).iter().map(|one| one.id).collect();
    let reply = owner.submit(PATH, PATH, &[("from", from)]);
    let made = kept(test).into_iter().find(|one| !before.contains(&one.id)).unwrap_or_else(|| panic!("{}", reply.text()));
    assert_eq!(reply.header("location"), format!("{PATH}/{}/edit?done=template-made", made.id));
    format!("{PATH}/{}", made.id)
}

#[test]
fn a_letter_is_from_somebody_by_name() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let (mail, senders) = ("/admin/settings/email", "/admin/settings/email/senders");
    let one = started(&test, &mut owner, "abandoned_cart");
    let edit = format!("{one}/edit");
    assert!(!owner.get(&edit).text().contains("name=\"sender\""), "there is nobody else");
    for wrong in [("", "sara@noor.example"), ("Sara", "nobody")] {
        let refused = owner.submit(mail, senders, &[("from_name", wrong.0), ("from_email", wrong.1)]);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let added = owner.submit(mail, senders, &[("from_name", "Sara from Noor"), ("from_email", "sara@noor.example")]);
    assert_eq!(added.status, StatusCode::SEE_OTHER);
    // Signatures for another domain do not speak for her.
    owner.submit(mail, "/admin/settings/email/dkim", &[("domain", "other.example"), ("selector", "amana1")]);
    let page = plain(&owner.get(mail).text());
    assert!(page.contains("Sara from Noor") && page.contains("Not covered by the signature of other.example"), "{page}");
    let sara = test.app.db.record.read(messaging::Senders::load).unwrap().all.remove(0);
    assert!(owner.get(&edit).text().contains("Sara from Noor &lt;sara@noor.example&gt;"));
    let mut written = fields("en", "save", "Hello", "Come back.");
    written.push(("sender", "nobody"));
    assert_eq!(owner.submit(&edit, &edit, &written).status, StatusCode::UNPROCESSABLE_ENTITY);
    *written.last_mut().unwrap() = ("sender", &sara.id);
    assert_eq!(owner.submit(&edit, &edit, &written).status, StatusCode::SEE_OTHER);
    assert_eq!(kept(&test)[0].draft.letters["en"].sender, sara.id);
    let remove = "/admin/settings/email/senders/remove";
    let used = owner.submit(mail, remove, &[("sender", &sara.id)]);
    assert!(used.status == StatusCode::UNPROCESSABLE_ENTITY && plain(&used.text()).contains("“Spring” is from this sender"));
    *written.last_mut().unwrap() = ("sender", "");
    owner.submit(&edit, &edit, &written);
    assert_eq!(owner.submit(mail, remove, &[("sender", &sara.id)]).status, StatusCode::SEE_OTHER);
    assert!(test.app.db.record.read(messaging::Senders::load).unwrap().all.is_empty());
}

#[test]
fn a_letter_that_comes_with_amana_is_taken_looked_at_and_published_as_it_is() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let empty = owner.get(PATH).text();
    assert!(empty.contains("No template yet") && empty.contains("What was left in the cart"), "{empty}");
    let one = started(&test, &mut owner, "abandoned_cart");
    let edit = format!("{one}/edit");
    for (lang, said) in [("en", "Is it ready?"), ("ar", "هل هي جاهزة؟"), ("fa", "آماده است؟")] {
        owner.cookies.insert("lang".to_owned(), lang.to_owned());
        for path in [PATH, &one, &edit] {
            assert_eq!(owner.get(path).status, StatusCode::OK, "{path}");
        }
        let page = owner.get(&edit).text();
        assert!(page.contains(said) && page.contains("{% if customer.name"), "{page}");
        let letter = owner.get(&format!("{one}/preview?lang={lang}"));
        let csp = letter.header("content-security-policy");
        assert!(csp.contains("sandbox allow-same-origin") && csp.contains("default-src 'none'"), "{csp}");
        let dir = if lang == "en" { "ltr" } else { "rtl" };
        assert!(letter.text().contains(&format!("lang=\"{lang}\"")) && letter.text().contains(&format!("dir=\"{dir}\"")));
        assert!(letter.text().contains("Noor Home"), "the store as it is");
    }
    owner.cookies.insert("lang".to_owned(), "en".to_owned());
    assert!(owner.get(&one).text().contains("This is the draft"));
    let written = kept(&test).remove(0).draft.letters.remove("en").unwrap();
    let mut as_it_is = fields("en", "publish", &written.subject, &written.body);
    as_it_is[2].1 = "What was left in the cart";
    let reply = owner.submit(&edit, &edit, &as_it_is);
    assert_eq!(reply.header("location"), format!("{one}?done=template-published"), "{}", reply.text());
    let page = plain(&owner.get(&one).text());
    assert!(
        page.contains("Version 1 is the one that is sent") && page.contains("Nothing keeps it from being published"),
        "{page}"
    );
    assert!(owner.get(&format!("{one}/preview?version=1&lang=ar")).text().contains("لوح"));
    for nothing in ["?version=7", "?version=x", "/preview?version=7"] {
        assert_eq!(owner.get(&format!("{one}{nothing}")).status, StatusCode::NOT_FOUND, "{nothing}");
    }
    // The same once more gets a name of its own; what may not be written anew is not offered.
    started(&test, &mut owner, "abandoned_cart");
    assert_eq!(kept(&test)[1].draft.name, "What was left in the cart 2");
    for wrong in ["privacy_link", "x", ""] {
        assert_eq!(owner.submit(PATH, PATH, &[("from", wrong)]).status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[test]
fn what_stops_a_letter_is_said_in_words_and_what_was_typed_stays() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let one = started(&test, &mut owner, "blank");
    let edit = format!("{one}/edit");
    let text = "# Hello\n\n{{ order.number }} and a long enough text to be read";
    let reply = owner.submit(&edit, &edit, &fields("en", "publish", "Come back", text));
    let page = plain(&reply.text());
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("It was not published") && page.contains("Line 3: Nothing is called “number” in this letter"),
        "{page}"
    );
    assert!(page.contains("a long enough text to be read</textarea>"), "{page}");
    assert_eq!((kept(&test)[0].version, kept(&test)[0].draft.name.as_str()), (0, "Spring"), "the draft is kept");
    // While it is typed: nothing is kept, and the frame says why it has nothing to show.
    let typed = plain(&owner.submit(&edit, &format!("{one}/check"), &fields("en", "", "Hi", "[Shop](/cart)")).text());
    assert!(typed.contains("next to nothing") && typed.contains("nowhere from a letter: /cart"), "{typed}");
    assert!(!typed.contains("<html"), "{typed}");
    let looked = owner.submit(&edit, &format!("{one}/preview"), &fields("en", "", "Hi", "{{ customer.nam }}"));
    assert!(plain(&looked.text()).contains("Nothing is called “nam”"), "{}", looked.text());
    assert!(looked.header("content-security-policy").contains("sandbox"));
    // A layout of one's own, with links that lead nowhere from a letter.
    let mjml = "<mjml><mj-body><mj-section><mj-column><mj-text>Enough words to be read <a href=\"/cart\">here</a></mj-text>\
                <mj-image src=\"http://shop.example/a.png\"/></mj-column></mj-section></mj-body></mjml>";
    let mut own = fields("en", "publish", "Hello", mjml);
    own[6].1 = "mjml";
    let page = plain(&owner.submit(&edit, &edit, &own).text());
    assert!(page.contains("This leads nowhere from a letter: /cart") && page.contains("A picture has no words"), "{page}");
    // The name is one's own.
    let other = started(&test, &mut owner, "welcome");
    let reply = owner.submit(&edit, &format!("{other}/edit"), &fields("en", "save", "Typed subject", "Typed text"));
    let page = reply.text();
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Another template has this name") && page.contains("Typed subject"), "{page}");
}

#[test]
fn languages_turn_without_losing_what_was_typed_and_an_older_version_comes_back() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let one = started(&test, &mut owner, "blank");
    let edit = format!("{one}/edit");
    let first = "# One\n\nA text that is long enough to be read.";
    let reply = owner.submit(&edit, &edit, &fields("en", "turn:fa", "First", first));
    assert_eq!(reply.header("location"), format!("{edit}?lang=fa"));
    let page = plain(&owner.get(&format!("{edit}?lang=fa")).text());
    assert!(page.contains("Nothing is written in فارسی yet") && page.contains("Begin with the letter in English"), "{page}");
    let reply = owner.submit(&edit, &edit, &fields("fa", "copy:en", "", ""));
    assert_eq!(reply.header("location"), format!("{edit}?lang=fa"));
    assert_eq!(kept(&test)[0].draft.letters["fa"].body, first);
    for body in [first, "# Two\n\nAnother text that is long enough to be read."] {
        assert_eq!(owner.submit(&edit, &edit, &fields("en", "publish", "First", body)).status, StatusCode::SEE_OTHER);
    }
    let older = format!("{one}?version=1");
    let page = plain(&owner.get(&older).text());
    assert!(page.contains("This is version 1, an older one") && page.contains("Version 2"), "{page}");
    let reply = owner.submit(&older, &format!("{one}/restore"), &[("version", "1")]);
    assert_eq!(reply.header("location"), format!("{edit}?done=template-restored"));
    assert_eq!((kept(&test)[0].draft.letters["en"].body.as_str(), kept(&test)[0].version), (first, 2));
    assert!(owner.get(&one).text().contains("The draft says something else"));
    assert_eq!(owner.submit(&older, &format!("{one}/restore"), &[("version", "9")]).status, StatusCode::NOT_FOUND);
    let log = owner.get("/admin/settings/audit").text();
    assert!(log.contains("Published a template") && log.contains("Spring"), "{log}");
}

#[test]
fn a_journey_sends_it_by_its_name_and_keeps_it_from_being_deleted() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let one = started(&test, &mut owner, "abandoned_cart");
    let id = kept(&test)[0].id;
    let written = kept(&test).remove(0).draft.letters.remove("en").unwrap();
    let edit = format!("{one}/edit");
    owner.submit(&edit, &edit, &fields("en", "publish", &written.subject, &written.body));
    owner.submit("/admin/journeys", "/admin/journeys", &[("ready", "abandoned_cart")]);
    let journey = test.app.db.record.read(automation::journeys::list).unwrap()[0].clone();
    let path = format!("/admin/journeys/{}", journey.id);
    let letter = format!("own:{id}:1");
    assert!(owner.get(&format!("{path}/edit")).text().contains(&format!("<option value=\"{letter}\">Spring</option>")));
    let draft = test.app.db.record.read(|tx| automation::journeys::draft(tx, journey.id)).unwrap().unwrap();
    let plan = draft.replace("\"abandoned_cart\"", &format!("\"{letter}\""));
    assert_ne!(plan, draft);
    let reply = owner.submit(&format!("{path}/edit"), &format!("{path}/edit/json"), &[("plan", &plan)]);
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
    assert!(plain(&owner.get(&path).text()).contains("Spring"));
    let page = owner.get(&one).text();
    assert!(page.contains(&journey.name) && page.contains("It can’t be deleted"), "{page}");
    let refused = owner.submit(&one, &format!("{one}/delete"), &[("typed", "Spring")]);
    assert_eq!((refused.status, kept(&test).len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    // A second version is offered; the one that was chosen says that it is older.
    owner.submit(&edit, &edit, &fields("en", "publish", "Another", &written.body));
    let form = plain(&owner.get(&format!("{path}/edit")).text());
    assert!(form.contains(&format!("own:{id}:2")) && form.contains("Spring (version 1)"), "{form}");
    let deleted = owner.submit(&format!("{path}/edit"), &format!("{path}/delete"), &[("name", &journey.name)]);
    assert!(deleted.header("location").contains("journey-deleted"), "{}", deleted.header("location"));
    assert!(owner.submit(&one, &format!("{one}/delete"), &[("typed", "x")]).text().contains("This is not the template"));
    let deleted = owner.submit(&one, &format!("{one}/delete"), &[("typed", " Spring ")]);
    assert_eq!(deleted.header("location"), format!("{PATH}?done=template-deleted"));
    assert_eq!(owner.get(&one).status, StatusCode::NOT_FOUND);
}

/// As a browser shows a text area.
fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

#[test]
fn whatever_is_typed_breaks_nothing_and_comes_back_as_typed() {
    let test = TestApp::new();
    let mut owner = Browser::of_new_store(&test);
    let one = started(&test, &mut owner, "blank");
    let edit = format!("{one}/edit");
    let token = token_of(&owner.get(&edit).text());
    let owner = std::cell::RefCell::new(owner);
    let piece = prop_oneof![
        Just("{{ customer.name }}".to_owned()),
        Just("{% if x %}".to_owned()),
        Just("<mj-text>".to_owned()),
        Just("@items\n\n".to_owned()),
        Just("\n# ".to_owned()),
        "\\PC{0,12}",
    ];
    let text = proptest::collection::vec(piece, 0..8).prop_map(|parts| parts.concat());
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { cases: 60, ..ProptestConfig::default() });
    let typed =
        (text.clone(), text, prop_oneof![Just("blocks"), Just("mjml"), Just("rubbish")], prop_oneof![Just("en"), Just("ar")]);
    let done = runner.run(&typed, |(subject, body, format, lang)| {
        let mut owner = owner.borrow_mut();
        let mut all = fields(lang, "save", &subject, &body);
        all[6].1 = format;
        for action in ["edit", "check", "preview"] {
            let reply = owner.post(&format!("{one}/{action}"), &token, &all);
            prop_assert!(reply.status.is_success() || reply.status.is_redirection(), "{action}: {}", reply.status);
        }
        let page = owner.get(&format!("{edit}?lang={lang}")).text();
        let area = page.split("<textarea").nth(1).and_then(|rest| rest.split_once('>')).map(|(_, rest)| rest);
        let shown = area.and_then(|rest| rest.split("</textarea>").next()).unwrap_or_default();
        // Browsers take away the first line break of a text area.
        let shown = unescaped(shown.strip_prefix('\n').unwrap_or(shown));
        // A letter that says nothing in all its parts is none.
        let is_nothing = subject.trim().is_empty() && body.trim().is_empty();
        prop_assert_eq!(shown, if is_nothing { String::new() } else { body });
        Ok(())
    });
    done.unwrap();
}
