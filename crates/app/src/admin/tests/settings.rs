//! Stories of keys, settings and mail.

use super::*;

#[test]
fn a_key_is_shown_once_works_and_ends() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    assert!(browser.get("/admin/settings/keys").text().contains("No keys yet"));
    let new = "/admin/settings/keys/new";
    let bases =
        [("basis_orders", "contract"), ("basis_browsing", "none"), ("basis_profile", "contract"), ("basis_other", "consent")];
    let nameless: Vec<_> = [("scope", "server"), ("name", " ")].into_iter().chain(bases).collect();
    assert!(browser.submit(new, new, &nameless).text().contains("href=\"#f-name\""));
    let named: Vec<_> = [("scope", "server"), ("name", "online <shop>")].into_iter().chain(bases).collect();
    let page = browser.submit(new, new, &named).text();
    let at = page.find("amana_server_").unwrap();
    let text = page[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
    let listed = browser.get("/admin/settings/keys").text();
    assert!(!listed.contains(&text) && listed.contains("online &lt;shop&gt;"));
    let key = test.app.db.record.read(staff::list_keys).unwrap().remove(0);
    assert_eq!(key.bases.to_text(), "orders=contract,browsing=none,profile=contract,other=consent");

    let call = serde_json::json!({"type": "track", "event": "Order Completed", "userId": "u1", "messageId": "m1",
        "properties": {"order_id": "1", "total": 49.9, "currency": "SAR"}});
    test.feed(&text, std::slice::from_ref(&call));
    let home = browser.get("/admin?range=day").text();
    assert!(home.contains("Order Completed") && home.contains("Saudi riyal"), "the first event is on Home");

    let revoke = format!("/admin/settings/keys/{}/revoke", key.id);
    assert!(browser.get(&revoke).text().contains("online &lt;shop&gt;"));
    assert_eq!(browser.submit(&revoke, &revoke, &[]).header("location"), "/admin/settings/keys?done=revoked");
    let refused = test.request(Method::POST, "/v1/track", &text, &call);
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "the key has ended");
    assert_eq!(browser.get(&revoke).status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/admin/settings/keys/key_x/revoke").status, StatusCode::NOT_FOUND);
}

#[test]
fn settings_are_checked_kept_and_take_effect() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let path = "/admin/settings";
    let mut form = vec![
        ("store_name", "نور"),
        ("language", "fa"),
        ("country", "IR"),
        ("currency", "IRR"),
        ("time_zone", "Asia/Tehran"),
        ("toman", "on"),
        ("sender_email", "not an address"),
        ("postal_address", "Line 1\r\nLine 2"),
        ("website", "javascript:alert(1)"),
    ];
    let page = browser.submit(path, path, &form);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("href=\"#f-sender_email\"") && page.text().contains("href=\"#f-website\""));
    assert!(page.text().contains("value=\"not an address\""), "what was typed stays");
    form[6].1 = "Mail@Noor.example";
    form[8].1 = "https://noor.example/shop";
    assert_eq!(browser.submit(path, path, &form).header("location"), "/admin/settings?done=saved");
    assert!(browser.get("/admin/settings?done=saved").text().contains("Saved."));
    let store = test.app.db.record.read(StoreSettings::load).unwrap();
    assert_eq!((store.name.as_str(), store.show_toman, store.postal_address.as_str()), ("نور", true, "Line 1\nLine 2"));
    assert_eq!(test.app.surroundings().country.as_deref(), Some("IR"));
}

#[test]
fn a_language_is_kept_with_the_account() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let reply = browser.get("/preferences?lang=fa&to=/admin/settings");
    assert_eq!(reply.header("location"), "/admin/settings");
    assert!(browser.get("/admin").text().contains("lang=\"fa\""));
    let mut elsewhere = Browser::new(&test);
    log_in(&mut elsewhere, EMAIL, PASSWORD);
    assert!(elsewhere.get("/admin").text().contains("lang=\"fa\""), "on every device");
}

#[test]
fn mail_is_set_up_sealed_and_signed() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let path = "/admin/settings/email";
    assert!(browser.get(path).text().contains("No mail server yet"));
    // A port that nobody listens on: the address is good, the test fails and says how.
    let form = [("host", "127.0.0.1"), ("port", "1"), ("security", "none"), ("user", "sara"), ("password", "open sesame")];
    assert_eq!(browser.submit(path, path, &form).header("location"), "/admin/settings/email?done=saved");
    let page = browser.get(path).text();
    assert!(page.contains("A password is stored") && !page.contains("sesame"));
    let raw: Option<serde_json::Value> =
        test.app.db.record.read(|tx| foundation::settings::load(tx, crate::mail_servers::SETTING)).unwrap();
    let raw = raw.unwrap().to_string();
    assert!(!raw.contains("sesame") && !raw.contains("127.0.0.1"), "sealed at rest");
    let again = [("host", "127.0.0.1"), ("port", "2"), ("security", "none"), ("user", "sara"), ("password", "")];
    assert_eq!(browser.submit(path, path, &again).status, StatusCode::SEE_OTHER, "an empty password keeps the old one");
    let elsewhere = [("host", "127.0.0.2"), ("port", "2"), ("security", "none"), ("user", "sara"), ("password", "")];
    assert_eq!(browser.submit(path, path, &elsewhere).status, StatusCode::UNPROCESSABLE_ENTITY, "and takes it nowhere else");
    let tried = browser.submit(path, "/admin/settings/email/test", &[]).text();
    assert!(tried.contains("could not be reached"), "{tried}");

    let bad = browser.submit(path, "/admin/settings/email/dkim", &[("domain", "localhost"), ("selector", "a")]);
    assert!(bad.text().contains("href=\"#f-domain\""));
    let made = browser.submit(path, "/admin/settings/email/dkim", &[("domain", "noor.example"), ("selector", "amana1")]);
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let page = browser.get(path).text();
    assert!(page.contains("amana1._domainkey.noor.example") && page.contains("v=DKIM1; k=rsa; p="));
    assert!(page.contains("amana1-ed25519._domainkey.noor.example") && page.contains("v=DKIM1; k=ed25519; p="));
    assert!(test.app.composer.signers.in_force().is_empty(), "not before the records are published");
    let switch = "/admin/settings/email/dkim/switch";
    browser.submit(path, switch, &[("selector", "amana1"), ("on", "on")]);
    assert_eq!(test.app.composer.signers.in_force().len(), 1, "without a restart");
    browser.submit(path, switch, &[("selector", "amana1-ed25519"), ("on", "on")]);
    let kinds: Vec<_> = test.app.composer.signers.in_force().iter().map(capabilities::messaging::Signer::algorithm).collect();
    assert_eq!(kinds, ["rsa", "ed25519"]);
    browser.submit(path, switch, &[("selector", "amana1"), ("on", "off")]);
    browser.submit(path, switch, &[("selector", "amana1-ed25519"), ("on", "off")]);
    assert!(test.app.composer.signers.in_force().is_empty());
    assert_eq!(browser.submit(path, switch, &[("selector", "other"), ("on", "on")]).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_second_mail_server_stands_beside_the_first() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let path = "/admin/settings/email";
    let servers = || test.app.db.record.read(crate::mail_servers::load).unwrap();
    let form = |server: &str, port: &str, carries: &str, weight: &str, on: &str| {
        let fields = [("host", "127.0.0.1"), ("security", "none"), ("share", "set"), ("server", server), ("port", port)];
        let part = [("carries", carries), ("weight", weight), ("on", on)];
        fields.into_iter().chain(part).map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
    };
    let post = |browser: &mut Browser, form: Vec<(String, String)>| {
        let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.submit(path, path, &form)
    };
    browser.submit(path, path, &[("host", "127.0.0.1"), ("port", "1"), ("security", "none")]);
    let page = browser.get(path).text();
    assert!(page.contains("Add another mail server") && !page.contains("Remove this server"), "one is as simple as ever");
    assert_eq!(post(&mut browser, form("new", "2", "marketing", "101", "on")).status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(post(&mut browser, form("new", "2", "marketing", "۳", "on")).status, StatusCode::SEE_OTHER);
    let [first, second] = servers().try_into().ok().unwrap();
    assert_eq!((first.weight, second.weight), (1, 3));
    let page = browser.get(path).text();
    assert!(page.contains("127.0.0.1:1") && page.contains("127.0.0.1:2") && page.contains("Advertising only"), "{page}");
    // Nothing but advertising would have a server.
    let refused = post(&mut browser, form(&first.id, "1", "all", "1", "off"));
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text().contains("no server would carry"));
    let remove = "/admin/settings/email/remove";
    assert_eq!(browser.submit(path, remove, &[("server", &first.id)]).status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(servers().len(), 2);
    // Each is tried by itself, and one that does not answer says since when.
    assert!(
        browser.submit(path, "/admin/settings/email/test", &[("server", &second.id)]).text().contains("could not be reached")
    );
    let page = browser.get(path).text();
    assert_eq!(page.matches("Not answering since").count(), 1, "{page}");
    assert_eq!(post(&mut browser, form(&second.id, "2", "all", "0", "on")).status, StatusCode::SEE_OTHER);
    assert_eq!(browser.submit(path, remove, &[("server", &first.id)]).status, StatusCode::SEE_OTHER);
    assert_eq!(servers().into_iter().map(|server| server.id).collect::<Vec<_>>(), [second.id]);
    assert_eq!(post(&mut browser, form("gone", "2", "all", "0", "on")).status, StatusCode::NOT_FOUND);
}

/// As stores of long ago have it.
#[test]
fn a_second_key_is_added_beside_the_first() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let path = "/admin/settings/email";
    let (keys, mut rng, now) = (test.app.keys.clone(), test.app.fork_rng(), test.app.clock.now());
    let pem = capabilities::messaging::generate_rsa(&mut rng).unwrap();
    let saved = test.app.recorder.submit(move |tx| crate::dkim::save_one(tx, &keys, &mut rng, "noor.example", "old", &pem, now));
    saved.wait().unwrap_or_else(|error: db::Error| panic!("{error}"));
    test.app.settings_changed().unwrap();
    let before = test.app.composer.signers.in_force()[0].dns_record();
    assert!(browser.get(path).text().contains("Add an Ed25519 key"));
    let added = browser.submit(path, "/admin/settings/email/dkim/ed25519", &[]);
    assert_eq!(added.status, StatusCode::SEE_OTHER);
    let signers = test.app.composer.signers.in_force();
    assert_eq!((signers.len(), signers[0].dns_record()), (1, before), "the first goes on as it was");
    let page = browser.get(path).text();
    assert!(page.contains("old-ed25519._domainkey.noor.example") && !page.contains("Add an Ed25519 key"));
    browser.submit(path, "/admin/settings/email/dkim/switch", &[("selector", "old-ed25519"), ("on", "on")]);
    assert_eq!(test.app.composer.signers.in_force().len(), 2);
    let again = browser.submit(path, "/admin/settings/email/dkim/ed25519", &[]);
    assert_eq!(again.status, StatusCode::NOT_FOUND, "there is one");
}

#[test]
fn what_visitors_are_asked_is_set_and_shown() {
    let test = TestApp::new();
    let mut browser = Browser::of_new_store(&test);
    let path = "/admin/settings/website";
    let page = browser.get(path).text();
    assert!(page.contains("http://shop.example/a.js") && page.contains("data-amana-choices"));
    let long = "x".repeat(201);
    let mut form = vec![
        ("shown", "on"),
        ("position", "bottom"),
        ("benefit_research_en", long.as_str()),
        ("notice_url", "javascript:alert(1)"),
        ("notice_version", "2 & 3"),
    ];
    let reply = browser.submit(path, path, &form);
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["#f-ask_analytics", "#f-benefit_research_en", "#f-notice_url", "#f-notice_version"] {
        assert!(reply.text().contains(&format!("href=\"{part}\"")), "{part}");
    }
    form[2].1 = "We stock what you look for.";
    form[3].1 = "https://noor.example/privacy";
    form[4].1 = "2026-11";
    form.push(("ask_research", "on"));
    assert_eq!(browser.submit(path, path, &form).header("location"), "/admin/settings/website?done=saved");
    let sample = browser.get("/admin/settings/website/sample?lang=en").json();
    assert_eq!(sample["purposes"][0]["benefit"], "We stock what you look for.");
    assert_eq!((&sample["position"], &sample["button"]), (&"bottom".into(), &false.into()));
    assert_eq!(sample["notice"]["version"], "2026-11");
    let arabic = browser.get("/admin/settings/website/sample?lang=ar").json();
    assert_ne!(arabic["purposes"][0]["benefit"], sample["purposes"][0]["benefit"], "where it says nothing, ours stands");
    let preview = browser.get("/admin/settings/website/preview?lang=ar").text();
    assert!(preview.contains("data-preview=\"/admin/settings/website/sample?lang=ar\""), "{preview}");
}
