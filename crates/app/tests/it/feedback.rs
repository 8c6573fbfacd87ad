//! What comes back of letters, told by servers that sign as the vendors do. Each gets the letter over SMTP as the vendor would, and
//! gives back what the vendor gives back of its headers.

use crate::mail;
use crate::support::{Node, Reply, Shop};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use aws_lc_rs::{hmac, rand};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base::Clock as _;
use base::id::CustomerId;
use capabilities::feedback::{self, MessageResult};
use capabilities::messaging::testing::{Received, Script, SmtpServer};
use capabilities::messaging::{self, BuiltIn, Message, MessageState, Vendor};
use data_encoding::{BASE64, HEXLOWER};
use foundation::consent::{Basis, Decision, Purpose, State};
use foundation::journal::Event;
use foundation::settings;
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A shop whose mail a vendor sends, and one welcome that it sent.
pub struct Sent {
    pub shop: Shop,
    pub node: Node,
    pub message: Message,
    pub letter: Received,
    _server: SmtpServer,
}

pub fn set_up(node: &Node, vendor: Vendor, secret: &str) {
    let sealed_secret = app::mail::seal_setting(&node.app.keys, &mut node.app.fork_rng(), app::mail::FEEDBACK_SETTING, secret);
    let setting = app::mail::FeedbackSetting { vendor: vendor.word().to_owned(), sealed_secret };
    let now = node.clock.now();
    node.record(move |tx| settings::save(tx, app::mail::FEEDBACK_SETTING, &Some(setting), now));
    node.app.settings_changed().unwrap();
}

pub fn sent_by(shop: Shop, vendor: Vendor, secret: &str) -> Sent {
    let server = mail::server(Script::default());
    let node = mail::started(&shop, &server);
    set_up(&node, vendor, secret);
    mail::welcome_of_sara(&node);
    let message = mail::ended(&node, MessageState::Sent);
    let letter = server.received().pop().unwrap();
    Sent::by(shop, node, message, letter, server)
}

impl Sent {
    pub fn by(shop: Shop, node: Node, message: Message, letter: Received, server: SmtpServer) -> Self {
        Self { shop, node, message, letter, _server: server }
    }

    pub fn customer(&self) -> CustomerId {
        self.node.user("u1").unwrap()
    }

    pub fn header(&self, name: &str) -> String {
        mail::header(&self.letter, name)
    }

    pub fn hook(&self, vendor: Vendor, headers: &[(&str, &str)], body: &str) -> Reply {
        let mut request =
            Request::post(format!("/hooks/mail/{}", vendor.word())).header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.node.request(request.body(Body::from(body.to_owned())).unwrap())
    }

    pub fn result(&self) -> Option<MessageResult> {
        self.node.catch_up();
        let ids = [self.node.root(self.customer())];
        self.node.app.db.views.read(|tx| feedback::of_message(tx, &ids, self.message.id)).unwrap()
    }

    pub fn events(&self, name: &str) -> Vec<Event> {
        self.node.events().into_iter().filter(|event| event.name == name).collect()
    }

    pub fn is_suppressed(&self) -> bool {
        let hash = self.node.app.db.views.read(|tx| messaging::address_of(tx, self.message.id)).unwrap().unwrap();
        self.node.app.db.record.read(|tx| messaging::is_suppressed(tx, &hash)).unwrap()
    }

    /// The customer lets be counted what becomes of their messages.
    pub fn lets_count(&self) {
        let mut yes = Decision::about(Purpose::Analytics, State::Given, Basis::Consent, self.node.clock.now(), "api");
        yes.categories = foundation::consent::CategorySet::of(&[foundation::consent::Category::Messages]);
        self.node.decide(self.customer(), yes);
    }

    pub fn seconds(&self) -> i64 {
        self.node.clock.now().seconds()
    }
}

fn properties(event: &Event) -> Value {
    serde_json::from_str::<Value>(&event.body).unwrap()["properties"].clone()
}

const MAILGUN_KEY: &str = "key-0123456789abcdef0123456789abcdef";

/// As Mailgun signs: over time and token alone.
fn mailgun(at: i64, token: &str, key: &str, event: &Value) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes());
    let signature = HEXLOWER.encode(hmac::sign(&key, format!("{at}{token}").as_bytes()).as_ref());
    json!({"signature": {"timestamp": at.to_string(), "token": token, "signature": signature}, "event-data": event}).to_string()
}

#[test]
fn mailgun_tells_and_each_token_is_good_for_one_call() {
    let sent = sent_by(Shop::open(), Vendor::Mailgun, MAILGUN_KEY);
    let variables: Value = serde_json::from_str(&sent.header("x-mailgun-variables")).unwrap();
    let now = sent.seconds();
    let event = |kind: &str, more: Value| {
        let mut event =
            json!({"event": kind, "timestamp": now as f64 + 0.5, "user-variables": variables, "recipient": "x@y.example"});
        more.as_object().unwrap().iter().for_each(|(name, value)| event[name] = value.clone());
        event
    };
    let delivered = mailgun(now, "token-1", MAILGUN_KEY, &event("delivered", json!({})));
    assert_eq!(sent.hook(Vendor::Mailgun, &[], &delivered).status, StatusCode::OK);
    // The same call again, and another body under a token that was used: one is told once, the other is not believed.
    assert_eq!(sent.hook(Vendor::Mailgun, &[], &delivered).status, StatusCode::NOT_ACCEPTABLE);
    let forged = mailgun(now, "token-1", MAILGUN_KEY, &event("complained", json!({})));
    assert_eq!(sent.hook(Vendor::Mailgun, &[], &forged).status, StatusCode::NOT_ACCEPTABLE);
    for (at, key, status) in [
        (now, "another-key-0123456789", StatusCode::FORBIDDEN),
        (now - 25 * 3600, MAILGUN_KEY, StatusCode::FORBIDDEN),
        (now + 25 * 3600, MAILGUN_KEY, StatusCode::FORBIDDEN),
    ] {
        let body = mailgun(at, "token-2", key, &event("complained", json!({})));
        assert_eq!(sent.hook(Vendor::Mailgun, &[], &body).status, status, "{at} {key}");
    }
    assert_eq!(sent.hook(Vendor::Mailgun, &[], "{}").status, StatusCode::UNAUTHORIZED);
    assert_eq!(sent.hook(Vendor::Mailgun, &[], "no json").status, StatusCode::BAD_REQUEST);
    // Whoever sends for another store's letters says nothing here; and by the Message-ID too the letter is known.
    let other =
        mailgun(now, "token-3", MAILGUN_KEY, &json!({"event": "failed", "user-variables": {"amana-message": "0".repeat(52)}}));
    assert_eq!(sent.hook(Vendor::Mailgun, &[], &other).status, StatusCode::OK);
    assert!(!sent.is_suppressed());
    let id = sent.header("message-id");
    let failed =
        json!({"event": "failed", "severity": "permanent", "message": {"headers": {"message-id": id.trim_matches(['<', '>'])}}});
    let failed = mailgun(now, "token-4", MAILGUN_KEY, &failed);
    assert_eq!(sent.hook(Vendor::Mailgun, &[], &failed).status, StatusCode::OK);
    assert!(sent.is_suppressed());
    let result = sent.result().unwrap();
    assert!(result.delivered_at.is_some() && result.is_hard && result.complained_at.is_none(), "{result:?}");
    assert_eq!((result.template.as_str(), result.message), ("welcome", sent.message.id));
    let [delivered] = sent.events("Email Delivered").try_into().unwrap();
    assert_eq!(properties(&delivered), json!({"message_id": sent.message.id.to_string(), "template": "welcome"}));
    assert!(!sent.events("Email Bounced")[0].body.contains('@'));
    sent.node.assert_whole();
    sent.node.assert_rebuilds_the_same();
}

/// As SendGrid signs: its own key, over time and body.
struct SendGrid(EcdsaKeyPair);

impl SendGrid {
    fn new() -> Self {
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new()).unwrap();
        Self(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref()).unwrap())
    }

    /// The key in the form in which SendGrid's pages show it.
    fn public_key(&self) -> String {
        let head = HEXLOWER.decode(b"3059301306072a8648ce3d020106082a8648ce3d030107034200").unwrap();
        BASE64.encode(&[head.as_slice(), self.0.public_key().as_ref()].concat())
    }

    fn tell(&self, sent: &Sent, at: i64, body: &str) -> Reply {
        let signature = self.0.sign(&SystemRandom::new(), format!("{at}{body}").as_bytes()).unwrap();
        let (at, signature) = (at.to_string(), BASE64.encode(signature.as_ref()));
        let headers =
            [("X-Twilio-Email-Event-Webhook-Signature", signature.as_str()), ("X-Twilio-Email-Event-Webhook-Timestamp", &at)];
        sent.hook(Vendor::SendGrid, &headers, body)
    }
}

#[test]
fn sendgrid_tells_of_many_at_once_and_a_complaint_takes_the_agreement_back() {
    let vendor = SendGrid::new();
    let sent = sent_by(Shop::open(), Vendor::SendGrid, &vendor.public_key());
    let arguments: Value = serde_json::from_str(&sent.header("x-smtpapi")).unwrap();
    let token = arguments["unique_args"]["amana-message"].as_str().unwrap().to_owned();
    let now = sent.seconds();
    let event = |kind: &str| json!({"event": kind, "timestamp": now, "email": "sara@mail.example", "amana-message": token});
    let body = json!([event("processed"), event("deferred"), event("delivered"), event("open"), event("spamreport")]).to_string();
    assert!(sent.node.allows(sent.customer(), Purpose::MarketingEmail));
    for _ in 0..3 {
        assert_eq!(vendor.tell(&sent, now, &body).status, StatusCode::OK);
    }
    let result = sent.result().unwrap();
    // Nobody asked her whether her messages may be counted: that she opened it is not known here.
    assert!(result.complained_at.is_some() && result.opened_at.is_none() && result.bounced_at.is_none(), "{result:?}");
    assert_eq!((sent.events("Email Delivered").len(), sent.events("Email Marked as Spam").len()), (1, 1));
    assert!(sent.is_suppressed() && !sent.node.allows(sent.customer(), Purpose::MarketingEmail));
    let history = sent.node.app.db.record.read(|tx| foundation::consent::history(tx, &[sent.customer()], 10)).unwrap();
    assert_eq!((history[0].state, history[0].collected_via.as_str()), (State::Withdrawn, "complaint"));
    assert_eq!(history[0].proof.as_deref(), Some(format!("message:{}", sent.message.id).as_str()));
    // Another key, another body, another time.
    let dropped = json!([{"event": "bounce", "type": "bounce", "timestamp": now, "amana-message": token}]).to_string();
    assert_eq!(SendGrid::new().tell(&sent, now, &dropped).status, StatusCode::FORBIDDEN);
    assert_eq!(vendor.tell(&sent, now - 25 * 3600, &dropped).status, StatusCode::FORBIDDEN);
    assert_eq!(sent.hook(Vendor::SendGrid, &[], &dropped).status, StatusCode::UNAUTHORIZED);
    assert_eq!(sent.hook(Vendor::Postmark, &[], &dropped).status, StatusCode::NOT_FOUND);
    assert!(sent.events("Email Bounced").is_empty());
    let counted = sent.node.app.db.views.read(|tx| feedback::counted(tx, None, base::Timestamp::default())).unwrap();
    let counted: Vec<(&str, u64)> = counted.iter().map(|row| (row.kind.as_str(), row.letters)).collect();
    assert_eq!(counted, [("complained", 1), ("delivered", 1)]);
}

#[test]
fn what_a_reader_did_is_known_where_they_let_it_be_counted() {
    let vendor = SendGrid::new();
    let sent = sent_by(Shop::open(), Vendor::SendGrid, &vendor.public_key());
    sent.lets_count();
    let token = messaging::letter_token(&sent.node.app.keys, sent.message.id);
    let now = sent.seconds();
    let event = |kind: &str, more: &Value| {
        let mut event = json!({"event": kind, "timestamp": now, "amana-message": token});
        more.as_object().unwrap().iter().for_each(|(name, value)| event[name] = value.clone());
        event
    };
    let link = |path: &str| json!({"url": format!("https://shop.example/{path}?who=sara@mail.example")});
    let body = json!([
        event("open", &json!({"sg_machine_open": true})),
        event("open", &json!({})),
        event("open", &json!({})),
        event("click", &link("a")),
        event("click", &link("a")),
        event("click", &link("b")),
        event("click", &json!({"url": "nonsense"})),
    ]);
    assert_eq!(vendor.tell(&sent, now, &body.to_string()).status, StatusCode::OK);
    let result = sent.result().unwrap();
    assert!(result.opened_at.is_some() && result.machine_opened_at.is_some(), "{result:?}");
    assert_eq!(result.clicks, 2);
    let clicks: Vec<Value> = sent.events("Email Link Clicked").iter().map(properties).collect();
    assert_eq!((clicks[0]["link"].as_str(), clicks[0]["first"].as_bool()), (Some("https://shop.example/a"), Some(true)));
    assert_eq!((clicks[1]["link"].as_str(), clicks[1]["first"].as_bool()), (Some("https://shop.example/b"), Some(false)));
    let counted = sent.node.app.db.views.read(|tx| feedback::counted(tx, None, base::Timestamp::default())).unwrap();
    let counted: Vec<(&str, u64)> = counted.iter().map(|row| (row.kind.as_str(), row.letters)).collect();
    assert_eq!(counted, [("clicked", 1), ("opened", 1), ("opened_by_machine", 1)]);
    // A rebuild makes the rows anew, and counts nothing twice.
    sent.node.assert_rebuilds_the_same();
    let again = sent.node.app.db.views.read(|tx| feedback::counted(tx, None, base::Timestamp::default())).unwrap();
    assert_eq!(again.len(), 3);
    assert!(again.iter().all(|row| row.letters == 1));
}

#[test]
fn postmark_tells_with_its_password() {
    let secret = "amana:a long enough password";
    let sent = sent_by(Shop::open(), Vendor::Postmark, secret);
    let metadata = json!({"amana-message": sent.header("x-pm-metadata-amana-message")});
    let basic = |secret: &str| format!("Basic {}", BASE64.encode(secret.as_bytes()));
    let tell = |secret: &str, event: &Value| {
        sent.hook(Vendor::Postmark, &[("authorization", &basic(secret))], &event.to_string()).status
    };
    let bounce = json!({"RecordType": "Bounce", "Type": "SoftBounce", "TypeCode": 4096, "Email": "sara@mail.example",
        "BouncedAt": "2026-05-04T12:00:00.0000000Z", "Metadata": metadata});
    for wrong in ["amana:another password!!", "", "amana"] {
        assert_eq!(tell(wrong, &bounce), StatusCode::FORBIDDEN, "{wrong}");
    }
    assert_eq!(sent.hook(Vendor::Postmark, &[], "{}").status, StatusCode::UNAUTHORIZED);
    assert_eq!(sent.hook(Vendor::Postmark, &[("authorization", "Bearer x")], "{}").status, StatusCode::UNAUTHORIZED);
    assert_eq!(sent.hook(Vendor::Postmark, &[("authorization", &basic(secret))], "[").status, StatusCode::BAD_REQUEST);
    for event in [
        bounce,
        json!({"RecordType": "Delivery", "DeliveredAt": "2026-05-04T12:00:00Z", "Metadata": metadata}),
        json!({"RecordType": "Bounce", "Type": "AutoResponder", "Metadata": metadata}),
        json!({"RecordType": "SubscriptionChange", "SuppressSending": false, "Metadata": metadata}),
        json!({"RecordType": "Delivery", "Metadata": {}}),
        json!([1, 2, 3]),
    ] {
        assert_eq!(tell(secret, &event), StatusCode::OK, "{event}");
    }
    let result = sent.result().unwrap();
    assert!(result.delivered_at.is_some() && result.bounced_at.is_some() && !result.is_hard, "{result:?}");
    assert!(!sent.is_suppressed() && sent.node.allows(sent.customer(), Purpose::MarketingEmail));
    let left = json!({"RecordType": "SubscriptionChange", "SuppressSending": true, "SuppressionReason": "ManualSuppression",
        "Metadata": metadata});
    assert_eq!(tell(secret, &left), StatusCode::OK);
    assert!(!sent.is_suppressed() && !sent.node.allows(sent.customer(), Purpose::MarketingEmail));
    assert_eq!(sent.events("Unsubscribed").len(), 1);
}

#[test]
fn resend_tells_as_standard_webhooks_sign() {
    let raw: [u8; 24] = rand::generate(&SystemRandom::new()).unwrap().expose();
    let secret = format!("whsec_{}", BASE64.encode(&raw));
    let sent = sent_by(Shop::open(), Vendor::Resend, &secret);
    let headers = json!([{"name": "X-Amana-Message", "value": sent.header("x-amana-message")}]);
    let event = json!({"type": "email.bounced", "created_at": "2026-05-04T12:00:01.000Z",
        "data": {"email_id": "1", "headers": headers, "bounce": {"type": "Permanent", "subType": "General"}}});
    let body = event.to_string();
    let tell = |raw: &[u8], at: i64, signed: &str, body: &str| {
        let at = at.to_string();
        let key = hmac::Key::new(hmac::HMAC_SHA256, raw);
        let signature = BASE64.encode(hmac::sign(&key, format!("msg_1.{at}.{signed}").as_bytes()).as_ref());
        let signatures = format!("v1,{} v1,{signature} v1a,x", BASE64.encode(&[0; 32]));
        let headers = [("svix-id", "msg_1"), ("svix-timestamp", at.as_str()), ("svix-signature", signatures.as_str())];
        sent.hook(Vendor::Resend, &headers, body).status
    };
    let now = sent.seconds();
    assert_eq!(tell(&[7; 24], now, &body, &body), StatusCode::FORBIDDEN);
    assert_eq!(tell(&raw, now, "{}", &body), StatusCode::FORBIDDEN);
    assert_eq!(tell(&raw, now - 301, &body, &body), StatusCode::FORBIDDEN);
    assert_eq!(tell(&raw, now + 301, &body, &body), StatusCode::FORBIDDEN);
    assert_eq!(sent.hook(Vendor::Resend, &[], &body).status, StatusCode::UNAUTHORIZED);
    assert!(!sent.is_suppressed() && sent.result().is_none());
    assert_eq!(tell(&raw, now, &body, &body), StatusCode::OK);
    assert_eq!(tell(&raw, now, &body, &body), StatusCode::OK);
    assert!(sent.is_suppressed() && sent.result().unwrap().is_hard);
    assert_eq!(sent.events("Email Bounced").len(), 1);
}

const TOPIC: &str = "arn:aws:sns:eu-central-1:123456789012:feedback";
const CERTIFICATE: &str = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem";

/// Amazon's own host: gives its certificate, and hears who confirms.
struct Amazon {
    folder: tempfile::TempDir,
    address: std::net::SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Amazon {
    fn open(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (key, certificate) = (folder.path().join("key.pem"), folder.path().join("certificate.pem"));
        let made = Command::new("openssl")
            .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", &format!("/CN={name}"), "-addext"])
            .args([&format!("subjectAltName=DNS:{name}"), "-keyout", &key.display().to_string(), "-out"])
            .arg(&certificate)
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let pem = std::fs::read_to_string(certificate).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (address, asked) = (listener.local_addr().unwrap(), Arc::new(Mutex::new(Vec::new())));
        let heard = Arc::clone(&asked);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (mut head, mut byte) = (Vec::new(), [0]);
                while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read > 0) {
                    head.extend(byte);
                }
                heard.lock().unwrap().push(String::from_utf8_lossy(&head).split(' ').nth(1).unwrap().to_owned());
                let length = pem.len();
                let answer = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{pem}");
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        Self { folder, address, asked }
    }

    fn shop(&self) -> Shop {
        let mut shop = Shop::open();
        shop.reach.hosts.insert("sns.test".to_owned(), self.address);
        shop
    }

    fn sign(&self, version: &str, text: &str) -> String {
        let (data, signature) = (self.folder.path().join("data"), self.folder.path().join("signature"));
        std::fs::write(&data, text).unwrap();
        let digest = if version == "1" { "-sha1" } else { "-sha256" };
        let key = self.folder.path().join("key.pem");
        let paths: [&Path; 3] = [&key, &signature, &data];
        let [key, to, from] = paths.map(|path| path.display().to_string());
        let signed = Command::new("openssl").args(["dgst", digest, "-sign", &key, "-out", &to, &from]).output().unwrap();
        assert!(signed.status.success(), "{}", String::from_utf8_lossy(&signed.stderr));
        BASE64.encode(&std::fs::read(signature).unwrap())
    }

    /// A message of a topic, signed as Amazon does.
    fn notification(&self, at: &str, version: &str, message: &str) -> Value {
        let text = format!("Message\n{message}\nMessageId\n1\nTimestamp\n{at}\nTopicArn\n{TOPIC}\nType\nNotification\n");
        json!({"Type": "Notification", "MessageId": "1", "TopicArn": TOPIC, "Message": message, "Timestamp": at,
            "SignatureVersion": version, "Signature": self.sign(version, &text), "SigningCertURL": CERTIFICATE})
    }
}

#[test]
fn amazon_tells_through_the_stores_own_topic_alone() {
    let amazon = Amazon::open("sns.amazonaws.com");
    let sent = sent_by(amazon.shop(), Vendor::Ses, TOPIC);
    let tell =
        |message: &Value| sent.hook(Vendor::Ses, &[("x-amz-sns-message-type", "Notification")], &message.to_string()).status;
    let at = sent.node.clock.now().to_rfc3339();
    // The topic asks whether it may; it is answered.
    let subscribe = "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=abc";
    let text = format!(
        "Message\nYou have chosen\nMessageId\n2\nSubscribeURL\n{subscribe}\nTimestamp\n{at}\nToken\nabc\nTopicArn\n{TOPIC}\n\
         Type\nSubscriptionConfirmation\n"
    );
    let asked = json!({"Type": "SubscriptionConfirmation", "MessageId": "2", "Token": "abc", "TopicArn": TOPIC,
        "Message": "You have chosen", "SubscribeURL": subscribe, "Timestamp": at, "SignatureVersion": "1",
        "Signature": amazon.sign("1", &text), "SigningCertURL": CERTIFICATE});
    assert_eq!(tell(&asked), StatusCode::OK);
    assert_eq!(
        amazon.asked.lock().unwrap().clone(),
        ["/SimpleNotificationService-1.pem", "/?Action=ConfirmSubscription&Token=abc"]
    );
    // An event as a configuration set publishes it, and a notification with the letter's own headers.
    let (_, token) =
        sent.header("x-ses-message-tags").split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
    let delivery = json!({"eventType": "Delivery", "delivery": {"timestamp": at}, "mail": {"tags": {"amana-message": [token]}}});
    assert_eq!(tell(&amazon.notification(&at, "2", &delivery.to_string())), StatusCode::OK);
    let headers =
        json!([{"name": "Subject", "value": "x"}, {"name": "X-Amana-Message", "value": sent.header("x-amana-message")}]);
    let bounce = json!({"notificationType": "Bounce", "bounce": {"bounceType": "Permanent", "timestamp": at}, "mail": {"headers": headers}});
    let bounce = amazon.notification(&at, "1", &bounce.to_string());
    // Not another's topic, not another body, not another's host, not an old one.
    let with = |name: &str, value: &str| {
        let mut other = bounce.clone();
        other[name] = json!(value);
        other
    };
    assert_eq!(tell(&with("TopicArn", "arn:aws:sns:eu-central-1:999999999999:feedback")), StatusCode::FORBIDDEN);
    assert_eq!(tell(&with("Message", "{}")), StatusCode::FORBIDDEN);
    assert_eq!(tell(&with("SignatureVersion", "2")), StatusCode::FORBIDDEN);
    assert_eq!(tell(&with("SigningCertURL", "https://evil.example/a.pem")), StatusCode::FORBIDDEN);
    assert_eq!(tell(&json!({})), StatusCode::UNAUTHORIZED);
    let old = sent.node.clock.now().minus(Duration::from_hours(25)).to_rfc3339();
    assert_eq!(tell(&amazon.notification(&old, "1", "{}")), StatusCode::FORBIDDEN);
    assert!(!sent.is_suppressed());
    assert_eq!(tell(&bounce), StatusCode::OK);
    let result = sent.result().unwrap();
    assert!(result.delivered_at.is_some() && result.is_hard && sent.is_suppressed());
    // The certificate was fetched once.
    assert_eq!(amazon.asked.lock().unwrap().len(), 2);
}

#[test]
fn a_certificate_of_somebody_else_at_amazons_host_proves_nothing() {
    let amazon = Amazon::open("evil.example");
    let sent = sent_by(amazon.shop(), Vendor::Ses, TOPIC);
    let at = sent.node.clock.now().to_rfc3339();
    let reply = sent.hook(Vendor::Ses, &[], &amazon.notification(&at, "2", "{}").to_string());
    assert_eq!(reply.status, StatusCode::FORBIDDEN, "{}", reply.body);
}

#[test]
fn a_letter_that_is_being_handed_over_is_told_of_again() {
    let sent = sent_by(Shop::open(), Vendor::Mailgun, MAILGUN_KEY);
    let id = sent.message.id;
    let state = |state: i64| {
        let set = "UPDATE messages SET state = $2 WHERE id = $1";
        sent.node.app.db.views.write(|tx| tx.execute(set, db::params![id, state])).unwrap();
    };
    let token = messaging::letter_token(&sent.node.app.keys, id);
    let event = json!({"event": "failed", "severity": "permanent", "user-variables": {"amana-message": token}});
    let body = mailgun(sent.seconds(), "token", MAILGUN_KEY, &event);
    state(MessageState::Sending as i64);
    let reply = sent.hook(Vendor::Mailgun, &[], &body);
    assert_eq!((reply.status, reply.headers["retry-after"].to_str().unwrap()), (StatusCode::SERVICE_UNAVAILABLE, "30"));
    state(MessageState::Sent as i64);
    assert_eq!(sent.hook(Vendor::Mailgun, &[], &body).status, StatusCode::OK);
    assert!(sent.is_suppressed());
    assert_eq!(sent.message.letter, BuiltIn::Welcome);
}
